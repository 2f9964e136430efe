"""The people who stand before the verb that is done to them, and those that "and" joins to them."""

from __future__ import annotations

from dataclasses import replace

from marsad.events.context import Context
from marsad.events.outcome_nouns import figure_after
from marsad.events.outcome_numbers import is_dual
from marsad.events.outcome_words import Field, sort_of
from marsad.events.people import Group
from marsad.mentions.found import word_of
from marsad.mentions.lexicon import Hit

BACK = 10  # tokens before a verb in which its subject may end
JOINED_REACH = 8  # tokens between two groups that "and" joins


def before_verb(ctx: Context, hit: Hit, field: Field) -> list[Group]:
    """The people of a subject that stands before its verb, with those that "and" joins to it."""
    last = _subject(ctx, hit, field)
    return _joined_to(ctx, hit, last, field) if last is not None else []


def _joined_to(ctx: Context, hit: Hit, last: Group, field: Field) -> list[Group]:
    """ "six civilians and three of its fighters were killed": the groups up to ``last``, in their order."""
    out = [last]
    for g in reversed(field.groups):
        if g.last > out[0].first:
            continue
        if not out[0].joined or out[0].first - g.last > JOINED_REACH or ctx.strong[g.last - 1] != ctx.strong[last.first] or not ctx.same_sent(g.first, last.first):
            break
        if not field.free(g) or g.first in field.subset or g.of not in ("person", "nation", "bare", "other") or _told_between(ctx, g.last, out[0].first):
            break
        if (out[0].his or out[0].of == "others") and g.low in (1, 2) and (not g.counted or g.low == 1):
            out[0] = sum_of(g, out[0])
            out[0] = replace(out[0], first=g.first, joined=g.joined)
        elif g.counted or (g.low is not None and g.of == "person"):
            out.insert(0, g)
        else:
            break
    return out


def _told_between(ctx: Context, first: int, last: int) -> bool:
    """Whether a verb that the packs know stands between two groups: the first is then its own."""
    return any(first <= h.first < last and h.entry.feature in ("past", "present") for h in ctx.found.hits.get("trigger", ()))


def _subject(ctx: Context, hit: Hit, field: Field) -> Group | None:
    """The people right before a verb; "the number of those killed" looks for its figure behind."""
    alone: Group | None = None
    for g in reversed(field.groups):
        if g.first >= hit.first or g.last > hit.first:
            continue
        if hit.first - g.last > BACK or not ctx.same_sent(g.first, hit.first) or _verb_between(field, g.last, hit.first):
            break
        if ctx.strong[hit.first] - ctx.strong[g.last - 1] > (0 if hit.conjunction and not _same_people(hit) else 1):
            break
        if g.first in field.subset or g.of in ("thing", "hurt") or not field.free(g) or (g.low == 1 and g.of in ("bare", "other") and not ctx.function[g.last].startswith("prep-from")):
            continue
        if g.counted:
            if g.vague and g.low is None and g.last == hit.first:
                return figure_after(ctx, hit, field) or g
            return g
        if alone is None and g.low is not None and hit.first - g.last <= 5 and (is_dual(hit) or hit.pronoun or hit.entry.feature != "noun"):
            alone = g
    if is_dual(hit) and (alone is None or not (alone.low == 2 or (alone.joined and alone.his))):
        return None
    return alone


def _same_people(hit: Hit) -> bool:
    """Whether a plural verb behind "and" goes on with the subject before it: "3,900 soldiers crossed the border and gave up their arms"."""
    return word_of(hit).frame == "patient" and hit.entry.feature in ("past", "phrase") and hit.entry.light.split()[0].endswith("وا")


def _verb_between(field: Field, first: int, last: int) -> bool:
    return any(i in field.words and i not in field.used and sort_of(field.words[i]) == "verb" for i in range(first, last))


def sum_of(a: Group, b: Group) -> Group:
    """ "a leader and his two sons": three."""
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return replace(a, low=low, high=high, last=b.last, counted=b.counted)
