"""Made records that more than one test needs; nothing here reads with the engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from marsad.records import (
    ActorMention,
    Block,
    CountMention,
    Document,
    Event,
    Evidence,
    Mentions,
    Outcome,
    PlaceMention,
    Report,
    SpeakerMention,
    TimeMention,
    Trigger,
)

# "A strike on Ariha. / Russian aircraft bombed the town of Ariha yesterday and killed 4, says the observatory."
TEXT = "غارة على أريحا\nقصفت طائرات روسية بلدة أريحا أمس وقتل 4، بحسب المرصد."
Span = tuple[int, int, str]


def span(text: str, words: str) -> Span:
    """Start, end and quote of the last occurrence of ``words``."""
    start = text.rindex(words)
    return start, start + len(words), words


def _event(text: str, day: date | None, place: tuple[PlaceMention, ...]) -> Event:
    return Event(
        trigger=Trigger(*span(text, "قصفت"), type="air_strike"),
        type="air_strike",
        start=day,
        end=day,
        date_precision="day" if day else "unknown",
        time=TimeMention(*span(text, "أمس"), earliest=day, latest=day, precision="day", rule="yesterday"),
        places=place,
        initiators=(
            ActorMention(*span(text, "طائرات روسية"), id="russia-military", name="Russia", kind="military"),
        ),
        outcomes=(Outcome("killed", 4, 4, "civilians", *span(text, "قتل 4")),),
        sources=(SpeakerMention(*span(text, "المرصد"), name="المرصد", kind="monitor"),),
        evidence=((text.index("\n") + 1, len(text)),),
        why=("trigger قصفت (bombed): arabic/triggers.csv:2",),
    )


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """A function that makes a report with one event (or none), read by nobody."""

    def make(
        name: str = "a", *, text: str = TEXT, published: date | None = date(2020, 2, 12), events: bool = True
    ) -> Report:
        place = PlaceMention(
            *span(text, "أريحا"),
            "أريحا",
            "Ariha",
            "town",
            "Idlib",
            "SY",
            35.8136,
            36.6094,
            "exact",
            rule="gazetteer",
        )
        day = date(2020, 2, 11) if published else None
        document = Document(
            id=name,
            text=text,
            published=published,
            published_basis="inferred" if published else "unknown",
            published_evidence=(Evidence(*span(text, "أمس"), note="a made note"),),
            outlet="outlet A",
            sha256=(name * 64)[:64],
        )
        made = (_event(text, day, (place,)),)
        mentions = Mentions(
            times=(made[0].time,) if made[0].time else (),
            places=(place,),
            actors=made[0].initiators,
            counts=(CountMention(*span(text, "4"), low=4, high=4),),
            speakers=made[0].sources,
            triggers=(made[0].trigger,),
        )
        head = text.index("\n")
        blocks = (Block(0, head, "title"), Block(head + 1, len(text), "body"))
        return Report(document, blocks, mentions, made if events else ())

    return make
