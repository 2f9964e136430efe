"""Outcome mentions: what was done to how many people, each with its words.

An outcome word ("killed", "the killing of", "wounded ones") takes the number that its grammar gives
it: the figure before a noun ("5 dead"), the figure or people after a verb or verbal noun ("killing of
three shepherds"), else what the noun's own form says (one, two, or not told how many).
"""

from __future__ import annotations

from dataclasses import dataclass

from marsad.events.context import Context
from marsad.mentions.compile import Person
from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit, keep_longest
from marsad.records import CountMention

_FORWARD = 12  # tokens after an outcome verb in which its number may stand
_BACK = 8
_SKIP_KINDS = ("measure", "ordinal")


@dataclass(frozen=True, slots=True)
class Casualty:
    """One outcome mention at tokens ``[first, last)``; ``word_at`` is the outcome word, ``who`` the actor id of the people."""

    kind: str
    low: int | None
    high: int | None
    first: int
    last: int
    word_at: int
    who: str
    form: str
    subset: bool
    clause: int
    sent: int
    counted: bool


@dataclass(slots=True)
class _Field:
    """The number and people mentions by first token, and where subsets are being listed."""

    counts: dict[int, At[CountMention]]
    people: dict[int, Hit]
    subset: set[int]
    used: set[int]


def find_casualties(ctx: Context) -> list[Casualty]:
    """Outcome mentions by first token; parts of a total ("among them") are marked ``subset``."""
    field = _Field(
        {m.first: m for m in ctx.found.counts if m.value.kind not in _SKIP_KINDS},
        {h.first: h for h in keep_longest(ctx.found.hits.get("person", ()))},
        _subsets(ctx),
        set(),
    )
    words = _outcome_words(ctx)
    starts = {h.first for h in words}
    out: list[Casualty] = []
    for hit in sorted(words, key=lambda h: (not _is_noun(h), h.first)):
        out.extend(_nominal(ctx, hit, field) if _is_noun(hit) else _verbal(ctx, hit, field, starts))
    return sorted(out, key=lambda c: (c.first, c.word_at))


def _outcome_words(ctx: Context) -> list[Hit]:
    chosen: dict[int, Hit] = {}
    for hit in keep_longest(ctx.found.hits.get("trigger", ()), key=lambda h: "outcome"):
        if word_of(hit).outcome:
            chosen[hit.first] = hit
    for hit in keep_longest(ctx.found.hits.get("person", ())):
        if _person(hit).outcome:
            chosen[hit.first] = hit
    return [h for h in chosen.values() if ctx.text.sents[ctx.text.sent_of[h.first]].kind in ("title", "body", "heading")]


def _person(hit: Hit) -> Person:
    assert isinstance(hit.entry.payload, Person)
    return hit.entry.payload


def _kind(hit: Hit) -> str:
    return _person(hit).outcome if hit.entry.kind == "person" else word_of(hit).outcome


def _is_noun(hit: Hit) -> bool:
    return hit.entry.kind == "person" or (word_of(hit).strength == "light" and hit.entry.feature == "noun")


def _subsets(ctx: Context) -> set[int]:
    """Tokens that only break down a total told before: from "among them" to the end of the clause or of the list."""
    out: set[int] = set()
    for hit in ctx.cues:
        if word_of(hit).klass != "subset":
            continue
        strong = ctx.strong[hit.first]
        i = hit.first
        while i < len(ctx.clause) and ctx.strong[i] == strong and i - hit.first < 25:
            out.add(i)
            i += 1
    return out


def _nominal(ctx: Context, hit: Hit, field: _Field) -> list[Casualty]:
    """ "five dead", "dozens of wounded", "two dead", "dead and wounded"."""
    count = next((field.counts[b] for b in range(hit.first - 1, hit.first - 7, -1)
                  if b in field.counts and field.counts[b].last in (hit.first, hit.first - 1) and ctx.same_sent(b, hit.first)), None)
    mixed = _mixed(ctx, hit)
    if mixed is not None:
        people = next((field.counts[b] for b in range(mixed - 1, max(-1, mixed - 8), -1) if b in field.counts and ctx.same_sent(b, mixed)), None)
        if people is not None:
            field.used.add(people.first)
        first = people.first if people else mixed
        return [_make(ctx, hit, None, None, first, hit.last, field, people is not None)]
    if count is None:
        after = field.counts.get(hit.last)
        if after is not None and after.value.kind == "cardinal" and after.last == hit.last + 1 and not ctx.text.between(hit.last - 1, hit.last).strip():
            count = after
    if count is not None and count.first not in field.used:
        field.used.add(count.first)
        return [_make(ctx, hit, count.value.low, count.value.high, min(count.first, hit.first), max(hit.last, count.last), field, True)]
    number = _own_number(hit)
    return [_make(ctx, hit, number, number, hit.first, hit.last, field, False)]


def _mixed(ctx: Context, hit: Hit) -> int | None:
    """Start of "between dead and wounded" when ``hit`` is one of its two nouns."""
    for back in (1, 2):
        at = hit.first - back
        if at >= 0 and ctx.function[at] == "prep-between" and ctx.same_sent(at, hit.first):
            return at
    return None


def _own_number(hit: Hit) -> int | None:
    feature = hit.entry.feature
    if hit.entry.kind == "person":
        return {"singular": 1, "dual": 2}.get(feature)
    form = hit.entry.light
    return 2 if form.endswith(("ان", "ين")) and len(form) <= 7 else None


def _verbal(ctx: Context, hit: Hit, field: _Field, starts: set[int]) -> list[Casualty]:
    """ "killed three shepherds and a woman": every figure or noun for people up to the next break."""
    out: list[Casualty] = []
    i, strong, first_word = hit.last, ctx.strong[hit.last - 1], hit.first
    while i < len(ctx.clause) and i - hit.last < _FORWARD and ctx.strong[i] == strong and i not in starts:
        if i in field.subset and i > hit.last:
            break
        if i in field.counts and i not in field.used and (not out or _conjoined(ctx, i)):
            count = field.counts[i]
            field.used.add(i)
            who = next((_person(field.people[j]).actor for j in range(count.last, count.last + 2) if j in field.people), "")
            out.append(_make(ctx, hit, count.value.low, count.value.high, first_word, count.last, field, True, who))
            i = count.last
        elif i in field.people and not _person(field.people[i]).outcome and (not out or _conjoined(ctx, i)) and not _counted(field, i):
            person = field.people[i]
            number = _own_number(person)
            out.append(_make(ctx, hit, number, number, first_word, person.last, field, False, _person(person).actor))
            i = person.last
        else:
            i += 1
    if not out and hit.entry.feature in ("past", "phrase", "present"):
        out = _subject_before(ctx, hit, field)
    if not out:
        number = 1 if _singular(ctx, hit) else None
        out = [_make(ctx, hit, number, number, hit.first, hit.last, field, False)]
    return out


def _conjoined(ctx: Context, i: int) -> bool:
    return ctx.text.deep[i].startswith("و") or (i > 0 and ctx.text.deep[i - 1] == "و")


def _counted(field: _Field, i: int) -> bool:
    return any(b in field.counts and field.counts[b].last == i for b in range(i - 6, i))


def _subject_before(ctx: Context, hit: Hit, field: _Field) -> list[Casualty]:
    """ "three shepherds were killed": the figure stands before the verb."""
    for i in range(hit.first - 1, max(-1, hit.first - _BACK), -1):
        if ctx.strong[i] != ctx.strong[hit.first] and not _starts_clause(ctx, hit.first, i):
            break
        if i in field.counts and i not in field.used and i not in field.subset:
            field.used.add(i)
            count = field.counts[i]
            return [_make(ctx, hit, count.value.low, count.value.high, i, hit.last, field, True)]
    return []


def _starts_clause(ctx: Context, verb: int, i: int) -> bool:
    return ctx.strong[verb] - ctx.strong[i] == 1 and ctx.clause[verb] - ctx.clause[i] <= 1


def _singular(ctx: Context, hit: Hit) -> bool:
    """A verbal noun of killing and the like with a name after it and no figure: one person."""
    word = word_of(hit)
    if hit.pronoun in ("ه", "ها"):
        return True
    at = hit.last
    if word.pos != "noun" or at >= len(ctx.clause) or not ctx.same_sent(at, hit.first):
        return False
    return not ctx.function[at] and ctx.clause[at] == ctx.clause[hit.first] and not any(m.first == at and m.value.kind.startswith(("members-plural", "people-plural")) for m in ctx.found.actors)


def _make(ctx: Context, hit: Hit, low: int | None, high: int | None, first: int, last: int, field: _Field, counted: bool,
          who: str = "") -> Casualty:
    form = "noun-" + hit.entry.kind if _is_noun(hit) else hit.entry.feature
    return Casualty(_kind(hit), low, high, first, last, hit.first, who, form, first in field.subset or hit.first in field.subset,
                    ctx.clause[hit.first], ctx.text.sent_of[hit.first], counted)
