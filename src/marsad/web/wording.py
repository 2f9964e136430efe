"""The interface's words in Arabic and English, and how dates and numbers are written in each.

The words stand in `interface.csv` (key, en, ar), one row a wording, so that a translator needs a spreadsheet only.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

LANGUAGES = ("ar", "en")
_EASTERN = str.maketrans("0123456789", "".join(chr(0x660 + n) for n in range(10)))


@dataclass(frozen=True, slots=True)
class Preferences:
    """How one browser wants pages: ``lang`` ar | en, ``theme`` auto | light | dark, ``digits`` latn | arab, ``dates`` long | iso.

    ``months`` is levant (Syriac names) | common (names after the Latin ones); ``name`` is who judges.
    """

    lang: str = "ar"
    theme: str = "auto"
    digits: str = "latn"
    dates: str = "long"
    months: str = "levant"
    name: str = ""


@cache
def wordings() -> Mapping[str, Mapping[str, str]]:
    """Words by language, then key."""
    text = (files("marsad.web") / "interface.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    return {lang: {row["key"]: row[lang] for row in rows} for lang in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language with one browser's preferences."""

    preferences: Preferences

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.preferences.lang == "ar" else "ltr"

    def say(self, key: str, **values: object) -> str:
        """The wording of ``key`` with ``values`` put in; numbers in the digits asked for. Raises KeyError for none."""
        told = wordings()[self.preferences.lang][key]
        shown = {k: self.number(v) if isinstance(v, int) else v for k, v in values.items()}
        return told.format(**shown) if values else told

    def find(self, key: str) -> str | None:
        """The wording of ``key``, None where it has none."""
        return wordings()[self.preferences.lang].get(key)

    def label(self, group: str, value: str | None) -> str:
        """The wording of ``group.value``; a value that has none (a pack may bring its own) as it is, spaced."""
        if not value:
            return self.say("unknown")
        found = self.find(f"{group}.{value}")
        return found if found is not None else value.replace("_", " ").replace("-", " ")

    def plural(self, key: str, number: int) -> str:
        """``number`` with its noun: `key.one`, `key.two`, `key.few` (3 to 10) or `key.many`, as Arabic counts."""
        form = {1: "one", 2: "two"}.get(number, "few" if 3 <= number % 100 <= 10 else "many")
        return self.say(f"{key}.{form}", n=number)

    def number(self, value: int | float | None) -> str:
        """A number with thousands apart, in the digits asked for; a dash for None."""
        if value is None:
            return "–"
        return self.digits(
            f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
        )

    def digits(self, text: str) -> str:
        """``text`` with its digits as asked for."""
        return text.translate(_EASTERN) if self.preferences.digits == "arab" else text

    def bounds(self, low: int | None, high: int | None) -> str:
        """A number with its bounds: "4", "15 or more", "20 to 99", "a number not given"."""
        if low is None and high is None:
            return self.say("bounds.none")
        if high is None:
            return self.say("bounds.least", low=low)
        if low == high:
            return self.number(high)
        return self.say("bounds.range", low=low or 0, high=high)

    def day(self, value: date | str | None) -> str:
        """A day as asked for; "unknown" for None."""
        if value is None or value == "":
            return self.say("unknown")
        day = date.fromisoformat(value[:10]) if isinstance(value, str) else value
        if self.preferences.dates == "iso":
            return self.digits(f"{day:%Y-%m-%d}")
        return f"{self.digits(str(day.day))} {self.month(day)} {self.digits(str(day.year))}"

    def month(self, day: date) -> str:
        """The month's name."""
        names = (
            "levant" if self.preferences.lang == "ar" and self.preferences.months == "levant" else "common"
        )
        return self.say(f"month.{names}").split("|")[day.month - 1]

    def days(self, start: date | str | None, end: date | str | None) -> str:
        """An interval of days, told once when both ends are one day."""
        if not start and not end:
            return self.say("date.unknown")
        if start == end or not end or not start:
            return self.day(start or end)
        return self.say("range", low=self.day(start), high=self.day(end))

    def moment(self, value: datetime) -> str:
        """A moment in UTC to the minute."""
        return f"{self.day(value.date())} {self.digits(f'{value:%H:%M}')} UTC"
