"""Floors: pinned scores that a run may not fall below, tied to the gold they were read on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from marsad.errors import InputError

WHOLE = ("event", "slot", "accept")
PINNED_SLOTS = ("date", "place", "initiator", "target", "outcome", "source")
ALARMS = "false alarms per empty document"  # the one measure of which less is better


@dataclass(frozen=True, slots=True)
class Lowering:
    """A floor that was lowered on purpose: the day, the reason, and what it was."""

    day: str
    reason: str
    was: dict[str, float]


@dataclass(frozen=True, slots=True)
class Floor:
    """The pinned scores of one gold file: its digest, the scores, and every lowering so far, oldest first."""

    sha256: str
    scores: dict[str, float] = field(default_factory=dict)
    lowered: tuple[Lowering, ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """A measure below its floor."""

    measure: str
    floor: float
    now: float

    def __str__(self) -> str:
        return f"{self.measure}: {self.now:.3f}, floor {self.floor:.3f}"


def pinned_scores(summary: Mapping[str, Any]) -> dict[str, float]:
    """The measures of a summary that floors pin: F1 of events, slots and acceptance, and false alarms."""
    if "time" in summary:
        return {"time": summary["time"]["f1"], "exact": summary["exact"]}
    out = {name: summary[name]["f1"] for name in WHOLE}
    out |= {name: summary["slots"][name]["f1"] for name in PINNED_SLOTS}
    if summary[ALARMS] is not None:
        out[ALARMS] = summary[ALARMS]
    return out


def check_floor(floor: Floor, scores: Mapping[str, float]) -> list[Breach]:
    """The measures of ``floor`` that ``scores`` do not reach; a measure that is no longer there counts as 0."""
    breaches = []
    for name, pinned in floor.scores.items():
        now = scores.get(name, 0.0)
        if (now > pinned) if name == ALARMS else (now < pinned):
            breaches.append(Breach(name, pinned, now))
    return breaches


def accept_scores(
    floor: Floor | None, scores: dict[str, float], *, sha256: str, day: str, reason: str = ""
) -> Floor:
    """The floor after accepting ``scores``. Raises InputError when one sinks, or the gold is another, without a reason."""
    if floor is None:
        return Floor(sha256, scores)
    breaches = check_floor(floor, scores)
    sunk = [str(b) for b in breaches] + (["the gold file is another one"] if floor.sha256 != sha256 else [])
    if sunk and not reason:
        raise InputError(f'a floor would sink ({"; ".join(sunk)}); say why with --lower "reason"')
    lowered = floor.lowered
    if sunk:
        lowered = (*lowered, Lowering(day, reason, {b.measure: b.floor for b in breaches}))
    return replace(floor, sha256=sha256, scores=scores, lowered=lowered)


def parse_floors(content: object, file: str) -> dict[str, Floor]:
    """Floors by the name of their gold file, from a YAML value. Raises InputError."""
    if content is None:
        return {}
    try:
        return {str(name): _floor(entry) for name, entry in _mapping(content).items()}
    except (KeyError, TypeError, ValueError) as fault:
        raise InputError(f"{file}: not a floors file ({fault!r}); write it with marsad evaluate --accept") from fault


def _floor(entry: Any) -> Floor:
    lowered = tuple(
        Lowering(str(item["day"]), str(item["reason"]), {str(k): float(v) for k, v in _mapping(item["was"]).items()})
        for item in entry.get("lowered", ())
    )
    return Floor(str(entry["sha256"]), {str(k): float(v) for k, v in _mapping(entry["scores"]).items()}, lowered)


def _mapping(value: object) -> Mapping[Any, Any]:
    if not isinstance(value, dict):
        raise TypeError("must hold keys and values")
    return value


def floors_value(floors: Mapping[str, Floor]) -> dict[str, Any]:
    """Floors as plain values for YAML, by name."""
    out: dict[str, Any] = {}
    for name in sorted(floors):
        floor = floors[name]
        out[name] = {"sha256": floor.sha256, "scores": floor.scores}
        if floor.lowered:
            out[name]["lowered"] = [{"day": x.day, "reason": x.reason, "was": x.was} for x in floor.lowered]
    return out
