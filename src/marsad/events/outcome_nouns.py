"""Nouns that tell an outcome ("five dead", "dozens of wounded") and the figures they take."""

from __future__ import annotations

from dataclasses import replace

from marsad.events.context import Context
from marsad.events.outcome_words import Casualty, Field, kind_of, make, sort_of
from marsad.events.people import Group, own_number
from marsad.mentions.found import word_of
from marsad.mentions.lexicon import Hit

BACK = 10  # tokens before a verb in which its subject may end
_BY = "ب"  # "put the wounded at forty people"
_SHORT = 3  # letters of "they are"
TOTAL_REACH = 14  # tokens after "the number of dead" in which the figure may stand


def nominal(ctx: Context, hit: Hit, field: Field) -> Casualty:
    """ "five dead", "dozens of wounded", "two dead", "the number of dead rose to 14"."""
    between = _between(ctx, hit)
    if between is not None:
        people = _before(ctx, between, field, 8)
        if people is not None:
            field.used.add(people.first)
        return make(ctx, hit, None, None, people.first if people else between, hit.last, field, people is not None)
    count = _adjoining(ctx, hit, field)
    if _mixed(ctx, hit, field):
        if count is not None:
            field.used.add(count.first)
        return make(ctx, hit, None, None, hit.first, hit.last, field, False)
    if own_number(ctx, hit) is None:
        count = count or _number_of(ctx, hit, field)
    if count is None and not hit.article and own_number(ctx, hit) is None and _carried(ctx, hit):
        count = _before(ctx, hit.first, field, BACK)
    if count is not None and field.free(count):
        if _exceeds(ctx, hit):
            count = replace(count, high=None)
        field.used.add(count.first)
        return make(ctx, hit, count.low, count.high, min(count.first, hit.first), max(hit.last, count.last), field, True)
    number = own_number(ctx, hit)
    return make(ctx, hit, number, number, hit.first, hit.last, field, False)


def _adjoining(ctx: Context, hit: Hit, field: Field) -> Group | None:
    """The figure just before a noun ("5 [of the] dead", "five soldiers dead"), or just after one ("the dead are 5")."""
    whole = field.at.get(hit.first)
    if whole is not None and whole.counted:
        return whole
    gap = ctx.function[hit.first - 1] if hit.first else ""
    ends = (hit.last, hit.first) if gap == "number-of" or gap.startswith("break") else (hit.last, hit.first, hit.first - 1)
    for end in ends:
        g = field.ending.get(end)
        if g is None or not g.counted or g.first >= hit.last or not field.free(g) or not ctx.same_sent(g.first, hit.first):
            continue
        if not (g.last <= hit.first and (hit.conjunction or (end < hit.first and ctx.text.deep[end].startswith("و")))):
            return g
    after = field.at.get(hit.last) or _is(ctx, hit, field)
    told = after is not None and (after.counted or (hit.first in field.inside and after.low is not None))
    if after is not None and told and not after.vague and not ctx.text.between(hit.last - 1, hit.last).strip() and not after.joined:
        construct = after.of == "person" and (after.first > hit.last or (hit.article and ctx.text.deep[after.first].startswith(_BY)) or (not hit.article and (not hit.pronoun or hit.first in field.inside)))
        return after if construct or after.of in ("bare", "other", "others") else None
    return None


def _is(ctx: Context, hit: Hit, field: Field) -> Group | None:
    """ "the dead are five": one short word between the definite noun and its figure."""
    after = field.at.get(hit.last + 1)
    if after is None or not after.counted or not hit.article or hit.preposition or not ctx.same_sent(hit.first, after.first):
        return None
    word = ctx.text.deep[hit.last]
    return after if len(word) <= _SHORT and not ctx.function[hit.last] and not ctx.text.between(hit.last, after.first).strip() else None


def _exceeds(ctx: Context, hit: Hit) -> bool:
    """ "the wounded exceeded a hundred": the figure is the least."""
    return any(getattr(h.entry.payload, "cls", "") == "more" and h.last in (hit.first, hit.first - 1) for h in ctx.found.hits.get("number", ()))


def _number_of(ctx: Context, hit: Hit, field: Field) -> Group | None:
    """The figure that follows "the number of dead" and the like: the first one nobody else's noun counts."""
    told = any(word_of(h).klass in ("total", "tally", "update") and h.last in (hit.first, hit.first - 1, hit.last) for h in ctx.cues)
    if not told and not (hit.first and ctx.function[hit.first - 1] == "number-of"):
        return None
    return figure_after(ctx, hit, field)


def figure_after(ctx: Context, hit: Hit, field: Field) -> Group | None:
    """The first free figure after a word that nobody else's noun counts."""
    for i in range(hit.last, min(hit.last + TOTAL_REACH, len(ctx.clause))):
        word = field.words.get(i)
        if not ctx.same_sent(i, hit.first) or (word is not None and sort_of(word) != "verb" and kind_of(word) != kind_of(hit)):
            return None
        g = field.at.get(i)
        if g is not None and g.counted and not g.vague and field.free(g) and i not in field.subset and g.of in ("bare", "person", "other"):
            return g
        if g is not None and g.of == "hurt" and g.counted:
            return None
    return None


def _carried(ctx: Context, hit: Hit) -> bool:
    """Whether a bare noun is the predicate of a verb such as "fell": "15 of them fell dead"."""
    return any(h.first < hit.first <= h.first + 8 and word_of(h).frame == "patient" and ctx.same_sent(h.first, hit.first)
               for h in ctx.found.hits.get("trigger", ()) if h.entry.feature in ("past", "present"))


def _between(ctx: Context, hit: Hit) -> int | None:
    """Start of "between dead and wounded" when ``hit`` is one of its nouns."""
    for back in range(1, 6):
        at = hit.first - back
        if at < 0 or not ctx.same_sent(at, hit.first):
            return None
        if ctx.function[at] == "prep-between" and all(ctx.text.deep[i].startswith("و") for i in range(at + 2, hit.first + 1)):
            return at
    return None


def _mixed(ctx: Context, hit: Hit, field: Field) -> bool:
    """Whether one figure counts two nouns: "tens of dead and wounded"."""
    after, before = field.words.get(hit.last), next((field.words[i] for i in (hit.first - 1, hit.first - 2) if i in field.words and field.words[i].last == hit.first), None)
    if after is not None and sort_of(after) == "hurt-noun" and after.conjunction and kind_of(after) != kind_of(hit) and not _own(ctx, hit, after):
        return field.ending.get(hit.last) is not None and field.ending[hit.last].counted and not _counted_after(field, after)
    if before is not None and sort_of(before) == "hurt-noun" and hit.conjunction and kind_of(before) != kind_of(hit) and not _own(ctx, before, hit):
        return field.ending.get(hit.first) is not None and field.ending[hit.first].counted and not _counted_after(field, hit)
    return False


def _own(ctx: Context, first: Hit, second: Hit) -> bool:
    """Whether the second of two nouns tells its own number ("five dead and two wounded"); what is counted above ten is a singular too."""
    number = own_number(ctx, second)
    return number == 2 or (number == 1 and own_number(ctx, first) != 1)


def _counted_after(field: Field, hit: Hit) -> bool:
    after = field.at.get(hit.last)
    return after is not None and after.counted and not after.joined


def _before(ctx: Context, at: int, field: Field, reach: int) -> Group | None:
    for g in reversed(field.groups):
        if g.last <= at:
            if at - g.last > reach or not ctx.same_sent(g.first, at) or ctx.strong[at] != ctx.strong[g.last - 1]:
                return None
            if g.counted and g.of != "thing" and field.free(g) and g.first not in field.subset:
                return g
    return None
