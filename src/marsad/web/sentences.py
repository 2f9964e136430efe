"""One sentence that says an incident, in the interface's language, from its resolved slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marsad.web.index import Row
from marsad.web.names import Names
from marsad.web.wording import Wording

MOST_NAMED = 3  # parties or places named in a sentence; the rest are counted


def tell_row(row: Row, wording: Wording, names: Names) -> str:
    """The sentence of ``row``: what, where, when, who, with what outcome; what is unknown is left out."""
    lang = wording.preferences.lang
    what = wording.label("type", row.type)
    parts = [what[:1].upper() + what[1:]]
    if row.places:
        first = row.places[0]
        around = names.around(first, lang)
        here = names.place(first, lang) + (wording.say("comma") + around if around else "")
        more = f" {wording.say('more', n=len(row.places) - 1)}" if len(row.places) > 1 else ""
        parts.append(wording.say("sentence.in", place=here + more))
    told = " ".join(parts)
    if row.start or row.end:
        told += wording.say("comma") + wording.days(row.start, row.end)
    tail = [t for t in (tell_parties(row, wording, names), tell_tolls(row.tolls, wording)) if t]
    return wording.say("sentence.tail", head=told, tail=wording.say("semicolon").join(tail)) if tail else told


def tell_parties(row: Row, wording: Wording, names: Names) -> str:
    """Who against whom; '' when nobody is named."""
    by, against = (_named(side, wording, names) for side in (row.initiators, row.targets))
    if by and against:
        return wording.say("sentence.against", by=by, against=against)
    if against:
        return wording.say("sentence.target", against=against)
    return wording.say("sentence.by", by=by) if by else ""


def _named(parties: Sequence[tuple[str, str]], wording: Wording, names: Names) -> str:
    told = [names.party(id, wording.preferences.lang, said) for id, said in parties]
    shown = wording.say("comma").join(told[:MOST_NAMED])
    more = len(told) - MOST_NAMED
    return f"{shown} {wording.say('more', n=more)}" if more > 0 else shown


def tell_tolls(tolls: Sequence[Mapping[str, Any]], wording: Wording) -> str:
    """The outcomes with their ranges."""
    told = [f"{wording.label('outcome', t['kind'])} {wording.bounds(t['low'], t['high'])}" for t in tolls]
    return wording.say("comma").join(told)
