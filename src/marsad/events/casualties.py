"""Outcome mentions: what was done to how many people, each with its words.

An outcome word takes the number that its grammar gives it: the figure before a noun ("5 dead"), the
figure or people after a verb or verbal noun ("killing of three shepherds"), the figure before a verb
whose subject stands first ("three shepherds were killed"), else what the noun's own form says (one,
two, or not told how many). Nouns for a state of people (captive, hostage, displaced) are counted by
the verb that governs them: "freeing 20 hostages" frees, it does not abduct.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from marsad.events.context import Context
from marsad.mentions.compile import Person
from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit, keep_longest
from marsad.records import CountMention

FORWARD = 12  # tokens after an outcome verb in which its number may stand
BACK = 10  # tokens before a verb or a bare noun in which it may stand
_SKIP_KINDS = ("measure", "ordinal")
_STATES = frozenset({"detained", "abducted", "displaced", "released", "missing"})  # nouns that name a state, not a happening
_PLURAL_OBJECT = ("هم", "هن")
_DUAL_OBJECT = "هما"
_PLURAL_VERB = ("وا", "و")
_PLURAL_NOUN = ("ون", "ين", "ات")
_SAME_NUMBER = 6  # tokens: how near "as many" must stand


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
    definite: bool = False
    lemma: str = ""


@dataclass(slots=True)
class _Field:
    """Numbers and people by first token, tokens of subsets, and the numbers already taken."""

    counts: dict[int, At[CountMention]]
    people: dict[int, Hit]
    subset: set[int]
    used: set[int]
    words: dict[int, Hit]


def find_casualties(ctx: Context) -> list[Casualty]:
    """Outcome mentions by first token; parts of a total ("among them") are marked ``subset``."""
    words = _outcome_words(ctx)
    counts = {m.first: m for m in ctx.found.counts if m.value.kind not in _SKIP_KINDS}
    people = {h.first: h for h in keep_longest(ctx.found.hits.get("person", ()))}
    field = _Field(counts, people, _subsets(ctx), set(), {h.first: h for h in words})
    out: list[Casualty] = []
    for wanted in ("hurt-noun", "verb", "state-noun"):
        for hit in sorted((h for h in words if _sort(h) == wanted), key=lambda h: h.first):
            if wanted == "verb":
                out.extend(_verbal(ctx, hit, field))
            elif wanted == "hurt-noun" or hit.first not in field.used:
                out.append(_nominal(ctx, hit, field))
    return _same_number(ctx, sorted(out, key=lambda c: (c.first, c.word_at)))


def _outcome_words(ctx: Context) -> list[Hit]:
    chosen: dict[int, Hit] = {}
    timed = {i for m in ctx.found.times for i in range(m.first, m.last)}
    for hit in keep_longest(ctx.found.hits.get("trigger", ()), key=lambda h: "outcome"):
        if word_of(hit).outcome and hit.first not in timed:
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


def _sort(hit: Hit) -> str:
    noun = hit.entry.kind == "person" or (word_of(hit).strength == "light" and hit.entry.feature == "noun")
    if not noun:
        return "verb"
    return "state-noun" if _kind(hit) in _STATES else "hurt-noun"


def _subsets(ctx: Context) -> set[int]:
    """Tokens that only break down a total told before: from "among them" to the next strong break."""
    out: set[int] = set()
    for hit in ctx.cues:
        if word_of(hit).klass != "subset":
            continue
        i = hit.first
        while i < len(ctx.clause) and ctx.strong[i] == ctx.strong[hit.first] and i - hit.first < 25:
            out.add(i)
            i += 1
    return out


def _nominal(ctx: Context, hit: Hit, field: _Field) -> Casualty:
    """ "five dead", "dozens of wounded", "two dead", "the number of dead rose to 14"."""
    mixed = _mixed(ctx, hit)
    if mixed is not None:
        people = _count_back(ctx, mixed, field, 8)
        if people is not None:
            field.used.add(people.first)
        return _make(ctx, hit, None, None, people.first if people else mixed, hit.last, field, people is not None)
    count = _adjoining(ctx, hit, field) or _number_of(ctx, hit, field)
    if count is None and not hit.article and _own_number(hit) is None and _carried(ctx, hit):
        count = _count_back(ctx, hit.first, field, BACK)
    if count is not None and count.first not in field.used:
        field.used.add(count.first)
        return _make(ctx, hit, count.value.low, count.value.high, min(count.first, hit.first), max(hit.last, count.last), field, True)
    number = _own_number(hit)
    return _make(ctx, hit, number, number, hit.first, hit.last, field, False)


def _adjoining(ctx: Context, hit: Hit, field: _Field) -> At[CountMention] | None:
    """The figure just before a noun ("5 [of the] dead"), or just after one ("the dead are 5")."""
    for back in range(hit.first - 1, max(-1, hit.first - 8), -1):
        if not ctx.same_sent(back, hit.first):
            break
        count = field.counts.get(back)
        if count is not None and count.last in (hit.first, hit.first - 1) and count.first not in field.used:
            return count
    after = field.counts.get(hit.last)
    if after is not None and after.value.kind != "vague" and not ctx.text.between(hit.last - 1, hit.last).strip() and not _conjoined(ctx, hit.last):
        return after
    return None


def _number_of(ctx: Context, hit: Hit, field: _Field) -> At[CountMention] | None:
    """The figure that follows "the number of", "the toll of" + noun within the clause."""
    if not hit.article or not any(word_of(h).klass in ("total", "tally") and h.last in (hit.first, hit.first - 1) for h in ctx.cues):
        return None
    for i in range(hit.last, min(hit.last + 7, len(ctx.clause))):
        if not ctx.same_sent(i, hit.first) or (i in field.words and i != hit.first):
            return None
        if i in field.counts and i not in field.used:
            return field.counts[i]
    return None


def _carried(ctx: Context, hit: Hit) -> bool:
    """Whether a bare noun is the predicate of a verb such as "fell": "15 of them fell dead"."""
    return any(h.first < hit.first <= h.first + 8 and word_of(h).frame == "patient" and ctx.same_sent(h.first, hit.first)
               for h in ctx.found.hits.get("trigger", ()) if h.entry.feature in ("past", "present"))


def _count_back(ctx: Context, at: int, field: _Field, reach: int) -> At[CountMention] | None:
    for b in range(at - 1, max(-1, at - reach), -1):
        if not ctx.same_sent(b, at):
            return None
        if b in field.counts and b not in field.used and b not in field.subset:
            return field.counts[b]
    return None


def _mixed(ctx: Context, hit: Hit) -> int | None:
    """Start of "between dead and wounded" when ``hit`` is one of its nouns."""
    for back in range(1, 6):
        at = hit.first - back
        if at < 0 or not ctx.same_sent(at, hit.first):
            return None
        if ctx.function[at] == "prep-between" and all(ctx.text.deep[i].startswith("و") for i in range(at + 2, hit.first + 1)):
            return at
    return None


def _own_number(hit: Hit) -> int | None:
    """What a noun's own form says: one or two people, None for a plural."""
    if hit.entry.kind == "person":
        return {"singular": 1, "dual": 2}.get(hit.entry.feature)
    form = hit.entry.light
    if form.endswith(("ان", "ين", "تا", "تي")) and len(form) <= 7:
        return 2
    return 1 if form.removesuffix("ا") == word_of(hit).name else None


def _verbal(ctx: Context, hit: Hit, field: _Field) -> list[Casualty]:
    """ "killed three shepherds and a woman": every figure or noun for people up to the next break."""
    if hit.pronoun in (*_PLURAL_OBJECT, _DUAL_OBJECT) and hit.entry.feature in ("past", "present", "noun"):
        return [_of_pronoun(ctx, hit, field)]
    out: list[Casualty] = []
    i, strong = hit.last, ctx.strong[hit.last - 1]
    while i < len(ctx.clause) and i - hit.first < FORWARD and ctx.strong[i] == strong:
        blocked = i in field.words and _sort(field.words[i]) != "state-noun"
        if blocked or (i in field.subset and i > hit.last):
            break
        step = _people_at(ctx, hit, i, field, first=not out)
        if step is not None:
            out.append(step)
            i = max(step.last, i + 1)
        else:
            i += 1
    if not out and hit.entry.feature in ("past", "phrase", "present"):
        count = _count_before_verb(ctx, hit, field)
        if count is not None:
            field.used.add(count.first)
            out = [_make(ctx, hit, count.value.low, count.value.high, count.first, hit.last, field, True)]
    if not out:
        others = _others(ctx, hit)
        number = None if others else _implied(ctx, hit)
        out = [_make(ctx, hit, number, number, hit.first, hit.last, field, others)]
    return out


def _others(ctx: Context, hit: Hit) -> bool:
    """ "and wounded others": people who are counted by nobody, but told of."""
    return any(h.entry.payload.klass == "others" and hit.last <= h.first <= hit.last + 1 for h in ctx.found.hits.get("number", ())
               if hasattr(h.entry.payload, "klass"))


def _implied(ctx: Context, hit: Hit) -> int | None:
    """The number that grammar alone tells: "met his death" one, "met their (dual) death" two, a name after the verb one."""
    tail = ctx.text.deep[hit.last - 1]
    after = ctx.text.deep[hit.last] if hit.last < len(ctx.text.deep) and ctx.same_sent(hit.last, hit.first) else ""
    for word in (tail, after) if hit.entry.feature == "phrase" or word_of(hit).frame == "agent-patient" else (tail,):
        if word.endswith(_DUAL_OBJECT):
            return 2
        if word.endswith(_PLURAL_OBJECT) and hit.entry.feature == "phrase":
            return None
        if word.endswith(("ه", "ها")) and hit.entry.feature == "phrase":
            return 1
    return 1 if _singular(ctx, hit) else None


def _people_at(ctx: Context, hit: Hit, i: int, field: _Field, *, first: bool) -> Casualty | None:
    """The counted or bare people at token ``i`` as what the verb ``hit`` was done to; the second and later need "and"."""
    if not first and not _conjoined(ctx, i):
        return None
    person = field.people.get(i)
    if i in field.counts and i not in field.used:
        count = field.counts[i]
        field.used.add(i)
        noun = next((field.people[j] for j in (count.last, count.last + 1) if j in field.people), None)
        if noun is not None and _kind(noun) and _sort(noun) == "hurt-noun":
            field.used.discard(i)
            return None
        if noun is not None:
            field.used.add(noun.first)
        return _make(ctx, hit, count.value.low, count.value.high, hit.first, count.last, field, True, _person(noun).actor if noun else "")
    if person is not None and not _counted(field, i) and not (_kind(person) and _sort(person) == "hurt-noun"):
        definite = field.counts.get(person.last)
        field.used.add(i)
        if definite is not None and person.article | bool(person.pronoun) and definite.first not in field.used:
            field.used.add(definite.first)
            return _make(ctx, hit, definite.value.low, definite.value.high, hit.first, definite.last, field, True, _person(person).actor)
        number = _own_number(person)
        return _make(ctx, hit, number, number, hit.first, person.last, field, False, _person(person).actor)
    return None


def _of_pronoun(ctx: Context, hit: Hit, field: _Field) -> Casualty:
    """ "75 people whom they seized": the figure stands before the verb that takes the pronoun."""
    if hit.pronoun == _DUAL_OBJECT:
        return _make(ctx, hit, 2, 2, hit.first, hit.last, field, True)
    count = next((field.counts[b] for b in range(hit.first - 1, max(-1, hit.first - 9), -1)
                  if b in field.counts and ctx.same_sent(b, hit.first)), None)
    after = next((field.counts[b] for b in range(hit.last, min(len(ctx.clause), hit.last + 5)) if b in field.counts and ctx.same_sent(b, hit.first)), None)
    pick = count or after
    if pick is None:
        return _make(ctx, hit, None, None, hit.first, hit.last, field, False)
    return _make(ctx, hit, pick.value.low, pick.value.high, min(pick.first, hit.first), max(hit.last, pick.last), field, True)


def _conjoined(ctx: Context, i: int) -> bool:
    return ctx.text.deep[i].startswith("و") or (i > 0 and ctx.text.deep[i - 1] == "و")


def _counted(field: _Field, i: int) -> bool:
    return any(b in field.counts and field.counts[b].last in (i, i - 1) for b in range(i - 7, i))


def _count_before_verb(ctx: Context, hit: Hit, field: _Field) -> At[CountMention] | None:
    """The figure of a subject that stands before its verb."""
    for i in range(hit.first - 1, max(-1, hit.first - BACK), -1):
        if not ctx.same_sent(i, hit.first) or (i in field.words and i not in field.used and _sort(field.words[i]) == "verb"):
            return None
        if ctx.strong[hit.first] - ctx.strong[i] > (1 if hit.conjunction == "" else 0):
            return None
        if i in field.counts and i not in field.used and i not in field.subset:
            return field.counts[i]
    return None


def _singular(ctx: Context, hit: Hit) -> bool:
    """A word of killing or taking with one unnamed or named person after it: no figure, no plural ending."""
    if hit.pronoun in ("ه", "ها"):
        return True
    if hit.pronoun or hit.entry.light.endswith(_PLURAL_VERB) and hit.entry.feature == "past" and word_of(hit).frame == "patient":
        return False
    at = hit.last
    while at < len(ctx.clause) and at < hit.last + 4 and ctx.same_sent(at, hit.first) and (ctx.function[at].startswith("prep") or at in ctx.timed):
        at += 1
    if at >= len(ctx.clause) or not ctx.same_sent(at, hit.first) or ctx.strong[at] != ctx.strong[hit.first]:
        return False
    word = ctx.text.deep[at]
    return not ctx.function[at] and not word.endswith(_PLURAL_NOUN) and not word[0].isdigit()


def _make(ctx: Context, hit: Hit, low: int | None, high: int | None, first: int, last: int, field: _Field, counted: bool,
          who: str = "") -> Casualty:
    form = f"{_sort(hit)}-{hit.entry.feature if _sort(hit) == 'verb' else hit.entry.kind}"
    return Casualty(_kind(hit), low, high, min(first, hit.first), max(last, hit.last), hit.first, who, form,
                    first in field.subset or hit.first in field.subset, ctx.clause[hit.first], ctx.text.sent_of[hit.first], counted,
                    hit.article or bool(hit.pronoun), hit.entry.light)


def _same_number(ctx: Context, casualties: list[Casualty]) -> list[Casualty]:
    """ "and as many wounded": the number of the outcome before it."""
    marks = [h.first for h in ctx.cues if word_of(h).klass == "as-many"]
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
