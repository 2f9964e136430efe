"""Event types in six families, for colours that the colour-blind can tell (Okabe and Ito 2008) and for legends."""

from __future__ import annotations

from collections.abc import Mapping

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "strikes": ("air_strike", "shelling", "bombing"),
    "fighting": ("clash", "armed_attack"),
    "operations": ("raid", "air_assault", "abduction"),
    "unrest": ("protest", "property"),
    "changes": ("territory", "deployment", "agreement", "release"),
    "other": ("other",),
}
_OF = {type_: name for name, types in FAMILIES.items() for type_ in types}
TYPES = tuple(_OF)


def family(type_: str) -> str:
    """The family of an event type; other for one that none lists."""
    return _OF.get(type_, "other")
