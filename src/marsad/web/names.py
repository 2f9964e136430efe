"""Names of parties, governorates and countries in the interface's language, from the packs.

A party's Arabic name is the one in `parties_ar.csv`; else, for the forces of a state, that of the country with what
they are ("army of X"); else its first alias. Aliases are what outlets call a party, so those that take sides have a
row of their own in that list.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from marsad.packs.rows import Packs
from marsad.web.wording import wordings

STATE_ROLES = ("military", "government", "police")


@dataclass(frozen=True, slots=True)
class Names:
    """Arabic and English names by id: parties, admin1 by English name, countries by ISO code."""

    parties_en: Mapping[str, str]
    parties_ar: Mapping[str, str]
    admin1_ar: Mapping[tuple[str, str], str]
    countries_en: Mapping[str, str]
    countries_ar: Mapping[str, str]

    def party(self, id: str | None, lang: str, said: str = "") -> str:
        """A party's name; for one that no pack knows the words that named it, or its id with spaces."""
        if not id:
            return said
        names = self.parties_ar if lang == "ar" else self.parties_en
        return names.get(id) or self.parties_en.get(id) or id.replace("-", " ")

    def country(self, code: str | None, lang: str) -> str:
        """A country's name; its code when no pack names it; '' for None."""
        names = self.countries_ar if lang == "ar" else self.countries_en
        return names.get(code or "", code or "")

    def place(self, place: Mapping[str, object] | object, lang: str) -> str:
        """A place's own name in the language, or the one it has."""
        name, english = str(_get(place, "name") or ""), str(_get(place, "name_en") or "")
        return name or english if lang == "ar" else english or name

    def around(self, place: Mapping[str, object] | object, lang: str) -> str:
        """What holds a place: governorate and country, without repeating its own name."""
        admin1, country = str(_get(place, "admin1") or ""), str(_get(place, "country") or "")
        shown = self.admin1_ar.get((country, admin1), admin1) if lang == "ar" else admin1
        own = self.place(place, lang)
        parts = [p for p in (shown, self.country(country, lang)) if p and p != own]
        return wordings()[lang]["comma"].join(parts)


def _get(place: Mapping[str, object] | object, key: str) -> object:
    return place.get(key) if isinstance(place, Mapping) else getattr(place, key)


def collect_names(packs: Packs) -> Names:
    """The names that ``packs`` hold, with those of `parties_ar.csv` before them."""
    countries = [r for r in packs.rows("places") if r.get("kind") == "country"]
    arabic = {r.get("country"): r.get("name") for r in countries}
    parties_ar = dict(_own_names())
    for actor in packs.actors().values():
        role = actor.id.rpartition("-")[2]
        if role in STATE_ROLES and actor.country in arabic:
            told = wordings()["ar"][f"party.of.{role}"].format(country=arabic[actor.country])
            parties_ar.setdefault(actor.id, told)
    for row in packs.rows("aliases"):
        forms = row.forms("alias")
        if forms:
            parties_ar.setdefault(row.get("actor"), forms[0])
    admin1 = {(r.get("country"), r.get("name_en")): r.get("name") for r in packs.rows("admin1")}
    return Names(
        {a.id: a.name for a in packs.actors().values()},
        parties_ar,
        admin1,
        {r.get("country"): r.get("name_en") for r in countries},
        arabic,
    )


def _own_names() -> Iterator[tuple[str, str]]:
    text = (files("marsad.web") / "parties_ar.csv").read_text(encoding="utf-8-sig")
    yield from ((row["id"], row["name"]) for row in csv.DictReader(text.splitlines()))
