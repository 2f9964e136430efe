"""What a time expression says, before any of it is turned into days."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Day:
    """A point on the calendar as written: tokens ``[first, last)`` and the parts that were said."""

    first: int
    last: int
    part: str = ""
    daypart: str = ""
    offset: int | None = None
    offset2: int | None = None
    weekdays: list[int] = field(default_factory=list)
    day: int | None = None
    day2: int | None = None
    month: int | None = None
    month2: int | None = None
    hijri: bool = False
    year: int | None = None
    year2: int | None = None
    unit: str = ""
    mod: str = ""
    that: bool = False
    named: bool = False
    planned: bool = False
    form: str = ""

    def anchored(self) -> bool:
        """Whether it names anything that can stand alone."""
        return bool(
            self.offset is not None or self.weekdays or self.month or self.year or self.mod or self.that
        )


@dataclass(slots=True)
class Amount:
    """A length of time as written: "3 days", "several weeks", "the last two days"."""

    first: int
    last: int
    unit: str
    number: int | None = None
    bare: bool = False
    mod: str = ""
    about: bool = False
    over: bool = False
    final: bool = False
    half: bool = False


@dataclass(slots=True)
class Phrase:
    """One whole expression: ``kind`` is date | range | since | ago | after | last | nth | length | then | vague | now | daypart."""

    first: int
    last: int
    kind: str
    day: Day | None = None
    until: Day | None = None
    amount: Amount | None = None
    value: str = ""
    number: int = 0
    during: bool = False
    planned: bool = False
