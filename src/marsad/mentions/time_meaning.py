"""What a time expression comes to: days with precision, role and rule; and what it may lean on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marsad.mentions.calendar_days import Interval


@dataclass(frozen=True, slots=True)
class Meaning:
    """Days an expression stands for, with precision, role and the rule that read it."""

    earliest: date | None
    latest: date | None
    precision: str
    role: str
    rule: str


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression leans on: the publication day, and what was told last (any, and to the day)."""

    published: date | None
    last: Meaning | None = None
    last_day: Meaning | None = None

    def then(self, meaning: Meaning) -> Context:
        """The context after ``meaning``; what is still to come or unknown does not count."""
        if meaning.earliest is None or meaning.role not in ("point", "anaphoric", "period"):
            return self
        if self.published and meaning.earliest > self.published:
            return self
        return Context(self.published, meaning, meaning if meaning.precision == "day" else self.last_day)


def unknown(role: str, rule: str) -> Meaning:
    """A time that cannot be said in days."""
    return Meaning(None, None, "unknown", role, rule)


def on_day(day: date | None, rule: str, role: str = "point") -> Meaning:
    """One day, or unknown."""
    return Meaning(day, day, "day", role, rule) if day else unknown(role, rule)


def over_days(span: Interval | None, precision: str, rule: str, role: str = "point") -> Meaning:
    """A span of days, or unknown."""
    if span is None:
        return unknown(role, rule)
    return Meaning(span[0], span[1], "day" if span[0] == span[1] else precision, role, rule)
