"""People that a list gives to an outcome told before it: parts that make up a total, and more that "and" or "besides" adds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from marsad.events.context import Context
from marsad.events.outcome_words import Casualty, Field
from marsad.events.people import Group, person_of

PART_REACH = 12  # tokens from a total to its first part, or from one part to the next
LINK_REACH = 8  # tokens from the people of an outcome to those that "and" adds
_FEWEST = 2  # parts that make a breakdown
_MOST = 8
_COUNTED = ("person", "nation", "bare", "other")


def find_parts(ctx: Context, told: list[Casualty], field: Field) -> list[Casualty]:
    """ "64 dead: 49 civilians and 15 soldiers": groups whose sum is the total before them, or right behind them ("that is, 183 dead").

    Figures that do not add up are no breakdown: they stay parts of which nothing more is known.
    """
    out: list[Casualty] = []
    for c in told:
        if c.kind and c.low is not None and c.low == c.high and c.low > _FEWEST and c.counted and not c.subset:
            parts = _parts(ctx, c, field, behind=True) or _parts(ctx, c, field, behind=False)
            field.used.update(g.first for g in parts)
            out.extend(_given(ctx, c, g) for g in parts)
    return out


def _parts(ctx: Context, c: Casualty, field: Field, *, behind: bool) -> list[Group]:
    """The run of groups next to a total that adds up to it; empty when none does."""
    out: list[Group] = []
    total, edge = 0, c.last if behind else c.first
    for g in _next_to(field, c, behind=behind):
        gap = g.first - edge if behind else edge - g.last
        if gap > PART_REACH or not ctx.same_sent(g.first, c.word_at) or _outcome_between(field, g, edge, behind=behind):
            return []
        if g.of == "hurt" or (g.low is None and not g.counted):
            if g.of == "hurt":
                return []
            continue
        if g.low is None or g.low != g.high or g.of not in _COUNTED or not field.free(g) or len(out) == _MOST:
            return []
        if not g.counted and g.of != "person":
            continue
        out.append(g)
        total, edge = total + g.low, g.last if behind else g.first
        if total >= (c.low or 0):
            break
    return out if total == c.low and len(out) >= _FEWEST else []


def _next_to(field: Field, c: Casualty, *, behind: bool) -> Iterator[Group]:
    if behind:
        return (g for g in field.groups if g.first >= c.last)
    return (g for g in reversed(field.groups) if g.last <= c.first)


def _outcome_between(field: Field, g: Group, edge: int, *, behind: bool) -> bool:
    """Whether a word of outcome stands between two parts: then the second has a word of its own."""
    between = range(edge, g.first) if behind else range(g.last, edge)
    return any(i in field.words for i in between)


def find_more(ctx: Context, told: list[Casualty], field: Field) -> list[Casualty]:
    """ "five dead of the army and three of the police, besides two civilians": people added to the outcome right before them."""
    out: list[Casualty] = []
    known = sorted((c for c in told if c.kind and c.low is not None and not c.subset), key=lambda c: c.last)
    for g in field.groups:
        added = _added(ctx, g)
        if not field.free(g) or g.first in field.subset or g.low is None or not (g.joined or added) or not _people(ctx, g):
            continue
        c = next((c for c in reversed(known) if c.last <= g.first), None)
        apart = sum(1 for i in range(c.last, g.first) if i not in field.subset) if c is not None else 0
        if c is None or apart > LINK_REACH or not ctx.same_sent(c.word_at, g.first) or c.word_at > g.first:
            continue
        if any(i in field.words for i in range(c.last, g.first)) or _verb_between(ctx, c.last, g.first):
            continue
        field.used.add(g.first)
        more = _given(ctx, c, g)
        out.append(more)
        known.append(more)
        known.sort(key=lambda c: c.last)
    return out


def _people(ctx: Context, g: Group) -> bool:
    """Whether a group surely counts people: by its noun, or "three of" a party."""
    if g.of in ("person", "nation"):
        return g.counted or g.of == "person"
    return g.counted and g.of in ("bare", "other") and g.last < len(ctx.function) and "prep-from" in (ctx.function[g.last], ctx.function[g.last - 1])


def _added(ctx: Context, g: Group) -> bool:
    """Whether "besides" or "in addition to" stands right before a group, at most an "about" between."""
    return any(ctx.function[i] == "besides" for i in range(max(0, g.first - 2), g.first))


def _verb_between(ctx: Context, first: int, last: int) -> bool:
    return any(first <= h.first < last and h.entry.feature in ("past", "present") for h in ctx.found.hits.get("trigger", ()))


def _given(ctx: Context, c: Casualty, g: Group) -> Casualty:
    """The outcome ``c`` told of another group."""
    who = person_of(g.noun).actor if g.noun else ""
    return replace(c, low=g.low, high=g.high, first=g.first, last=g.last, who=who, clause=ctx.clause[g.first], counted=g.counted, of=g.of)
