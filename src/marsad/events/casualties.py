"""Outcome mentions: what was done to how many people, each with its words.

An outcome word takes the people that its grammar gives it: the figure before a noun ("5 dead"), the
people after a verb or verbal noun ("killing of three shepherds"), those before a verb whose subject
stands first ("three shepherds were killed"), else what the noun's own form says (one, two, or not told
how many). People of whom nothing is said themselves are kept without a kind: a release frees them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from marsad.events.context import Context
from marsad.events.outcome_lists import find_more, find_parts
from marsad.events.outcome_nouns import nominal
from marsad.events.outcome_verbs import verbal
from marsad.events.outcome_words import Casualty, Field, make_field, sort_of
from marsad.events.people import person_of

__all__ = ["Casualty", "find_casualties"]
_SAME_NUMBER = 6  # tokens: how near "as many" must stand


def find_casualties(ctx: Context) -> list[Casualty]:
    """Outcome mentions by first token; parts of a total ("among them") are marked ``subset``."""
    field = make_field(ctx)
    out: list[Casualty] = []
    for wanted in ("hurt-noun", "verb", "state-noun"):
        for hit in sorted((h for h in field.words.values() if sort_of(h) == wanted), key=lambda h: h.first):
            if wanted == "verb":
                out.extend(verbal(ctx, hit, field))
            elif wanted == "hurt-noun" or hit.first not in field.used:
                out.append(nominal(ctx, hit, field))
    out.extend(find_parts(ctx, out, field))
    out.extend(find_more(ctx, out, field))
    out.extend(_present(ctx, field))
    return _same_number(ctx, sorted(out, key=lambda c: (c.first, c.word_at)))


def _present(ctx: Context, field: Field) -> Iterator[Casualty]:
    """People counted by nobody's word: of whom nothing is told yet."""
    for g in field.groups:
        if g.of in ("person", "nation", "family") and (g.counted or g.low == 2) and field.free(g) and g.first not in field.subset:
            noun = g.noun
            yield Casualty("", g.low, g.high, g.first, g.last, g.first, person_of(noun).actor if noun else "", "people", False, ctx.clause[g.first],
                           ctx.text.sent_of[g.first], g.counted, bool(noun and noun.article), noun.entry.light if noun else g.of, g.of)


def _same_number(ctx: Context, casualties: list[Casualty]) -> list[Casualty]:
    """ "and as many wounded": the number of the outcome before it."""
    marks = [i for i, f in enumerate(ctx.function) if f == "as-many"]
    if not marks:
        return casualties
    out: list[Casualty] = []
    for c in casualties:
        near = any(c.first - _SAME_NUMBER <= m <= c.last + 3 and ctx.same_sent(m, c.word_at) for m in marks)
        before = next((o for o in reversed(out) if o.low is not None and o.sent == c.sent), None)
        if near and c.low is None and before is not None:
            c = replace(c, low=before.low, high=before.high, counted=True)
        out.append(c)
    return out
