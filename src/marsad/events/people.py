"""Groups of people as the text names them: a figure with its noun, or a noun alone, with what it says of their number.

A group knows nothing of what happened to it. "Five of his companions", "two brothers", "the nine
Lebanese", "forty families" (how many people is not told), "and 7 others".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from marsad.events.context import Context
from marsad.mentions.compile import Person
from marsad.mentions.found import At, word_of
from marsad.mentions.lexicon import Hit
from marsad.mentions.words import Word as NumberWord
from marsad.records import CountMention

HURT = frozenset({"killed", "wounded"})
_SKIP = ("measure", "ordinal")
_ARTICLE, _AND = "ال", "و"
_TWO = ("ان", "ين")
_HAMZA = ("أ", "إ")
_DUAL_MARK = "\u064eين"  # a fatha before the ending
_HIS, _FEMININE = ("ه", "ها"), "ة"
_OF_A_PEOPLE, _LONG, _TEN = "يا", 5, 10  # what is counted above ten stands in the accusative: "13 Israelis"
_OPEN_REACH = 6  # tokens after a figure in which "at least" may stand


@dataclass(frozen=True, slots=True)
class Group:
    """People at tokens ``[first, last)``; ``of`` is person | nation | family | hurt | others | bare | thing | other.

    ``low``/``high`` None: not told or open; ``counted``: a figure stands there; ``joined``: "and" before it;
    ``his``: told by a singular possessive ("his wife", "five of his men").
    """

    first: int
    last: int
    low: int | None
    high: int | None
    counted: bool
    of: str
    noun: Hit | None
    joined: bool
    his: bool
    vague: bool = False


def person_of(hit: Hit) -> Person:
    """The payload of a noun for people."""
    assert isinstance(hit.entry.payload, Person)
    return hit.entry.payload


def own_number(ctx: Context, hit: Hit) -> int | None:
    """What a noun's own form says: one or two people, None for a plural.

    An accusative singular looks like a dual before its genitive; only the latter has a definite word or a
    pronoun after it. A vowel mark tells an oblique dual from a plural.
    """
    form, last = hit.entry.light, hit.last
    if hit.entry.feature == "dual" and form.endswith("ا") and not hit.pronoun:
        after = ctx.text.light[last] if last < len(ctx.text.light) and ctx.same_sent(last, hit.first) else ""
        return 2 if after.startswith(_ARTICLE) else 1
    if hit.entry.feature == "plural" and form.endswith("ين"):
        first, end = ctx.text.span(last - 1, last)
        return 2 if _DUAL_MARK in ctx.text.folded.raw[first:end] else None
    return {"singular": 1, "dual": 2}.get(hit.entry.feature)


def find_groups(ctx: Context, nouns: list[Hit]) -> list[Group]:
    """All groups of the ``nouns`` for people and the figures, by first token; figures of things are kept as ``thing`` so that nobody takes them."""
    people = {h.first: h for h in nouns}
    nations = {h.first: h for h in ctx.found.hits.get("nation", ()) if h.entry.feature == "adjective"}
    things = _things(ctx) if ctx.found.counts else set()
    open_ends, figures = _open_ends(ctx), {m.first for m in ctx.found.counts}
    out: list[Group] = []
    taken: set[int] = set()
    for m in ctx.found.counts:
        if m.value.kind in _SKIP or m.first in ctx.timed:
            continue
        group = _definite(ctx, m, people, nations) or _counted(ctx, m, people, nations, things, (open_ends, figures))
        out.append(group)
        taken.update(range(group.first, group.last))
    ones = _ones(ctx)
    for hit in people.values():
        if taken.isdisjoint(range(hit.first, hit.last)):
            out.append(_one_of(ctx, hit, ones) or _alone(ctx, hit, (open_ends, figures)))
    return _families(ctx, sorted(out, key=lambda g: g.first))


def _ones(ctx: Context) -> set[int]:
    """First tokens of "one of"."""
    return {h.first for h in ctx.found.hits.get("number", ()) if isinstance(h.entry.payload, NumberWord) and h.entry.payload.cls == "one"}


def _one_of(ctx: Context, hit: Hit, ones: set[int]) -> Group | None:
    """ "one of our soldiers", "one of the most known sheikhs": a plural after "one of", at most a word between."""
    i = next((i for i in (hit.first - 1, hit.first - 2) if i in ones), None)
    if i is None or hit.preposition or hit.conjunction or not ctx.same_sent(i, hit.first):
        return None
    return Group(i, hit.last, 1, 1, True, _sort(hit), hit, ctx.text.light[i].startswith(_AND), _his(ctx, hit))


def _families(ctx: Context, groups: list[Group]) -> list[Group]:
    """ "a family of six": the number of people that the text gives for a family takes its place."""
    out: list[Group] = []
    for g in groups:
        last = out[-1] if out else None
        if last is not None and last.of == "family" and g.of == "person" and g.counted and not g.joined and _family_of(ctx, last, g):
            out[-1] = replace(last, last=g.last, low=g.low, high=g.high, counted=True, of="person")
        else:
            out.append(g)
    return out


def _family_of(ctx: Context, family: Group, g: Group) -> bool:
    """Whether only "of", at most with a word such as "consisting", stands between a family and a figure."""
    between = range(family.last, g.first)
    if len(between) not in (1, 2) or not ctx.same_sent(family.first, g.first) or ctx.text.between(family.last - 1, family.last).strip():
        return False
    return ctx.function[g.first - 1] == "prep-from" and g.noun is not None and not g.noun.article


def _things(ctx: Context) -> set[int]:
    """Tokens of words for weapons, places and happenings: what a figure before them counts is no people."""
    found = ctx.found.hits
    out = {h.first for h in found.get("instrument", ()) if not h.preposition}
    out.update(h.first for h in found.get("place_word", ()) if word_of(h).type and not h.preposition)
    out.update(h.first for h in found.get("trigger", ()) if h.entry.feature == "noun" and word_of(h).type and not h.preposition)
    return out


def _open_ends(ctx: Context) -> set[int]:
    """First tokens of "at least" and the like."""
    return {h.first for h in ctx.found.hits.get("number", ()) if isinstance(h.entry.payload, NumberWord) and h.entry.payload.cls == "atleast"}


def _open(ctx: Context, last: int, open_ends: set[int], figures: set[int]) -> bool:
    """Whether "at least" closes the phrase of the group that ends at ``last``."""
    if not open_ends:
        return False
    for i in range(last, min(last + _OPEN_REACH, len(ctx.clause))):
        if not ctx.same_sent(i, last - 1) or ctx.strong[i] != ctx.strong[last - 1]:
            return False
        if i in open_ends:
            return True
        if i in figures:
            return False
    return False


def _joined(ctx: Context, m: At[CountMention]) -> bool:
    """Whether "and" stands before a figure: attached (the mention begins inside its token, or a hamza follows), or by itself."""
    i, word = m.first, ctx.text.light[m.first]
    if word.startswith(_AND) and len(word) > 2 and (word[1] in _HAMZA or m.value.start > ctx.text.span(i, i + 1)[0]):
        return True
    return i > 0 and ctx.text.deep[i - 1] == _AND


def _his(ctx: Context, noun: Hit) -> bool:
    """Whether a noun carries "his" or "her": also where the letter of the pronoun looks like a feminine ending ("his son")."""
    if noun.pronoun in _HIS:
        return True
    if noun.entry.light.endswith(_HIS[0]):
        return True  # a noun listed with its pronoun
    return noun.entry.light.endswith(_FEMININE) and noun.last == noun.first + 1 and ctx.text.light[noun.first].endswith(_HIS[0])


def _sort(noun: Hit) -> str:
    person = person_of(noun)
    return "hurt" if person.outcome in HURT else "family" if person.number == "group" else "person"


def _counted(ctx: Context, m: At[CountMention], people: dict[int, Hit], nations: dict[int, Hit], things: set[int], ends: tuple[set[int], set[int]]) -> Group:
    """A figure and the noun after it, or after "of"."""
    j = m.last
    noun = None
    for k in (j, j + 1) if _near(ctx, j) else (j,):
        if noun is None and k in people and ctx.same_sent(k, m.first) and (k == j or _of_or_adjective(ctx, j)) and not people[k].conjunction and (k == j or _sort(people[k]) != "family"):
            noun = people[k]
    low, high, last = m.value.low, m.value.high, m.last
    if noun is not None:
        of, last = _sort(noun), noun.last
    elif m.value.kind == "others":
        of, last = "others", min(m.last + 1, len(ctx.clause))
    elif j in nations and not nations[j].conjunction:
        of, last = "nation", nations[j].last
    elif m.value.noun.endswith(_OF_A_PEOPLE) and len(m.value.noun) > _LONG and (m.value.low or 0) > _TEN and ctx.text.deep[j] == m.value.noun:
        of, last = "nation", j + 1
    elif j in things and m.value.noun:
        of = "thing"
    else:
        of = "other" if m.value.noun else "bare"
    if of == "family":
        low = high = None
    if high is not None and low == high and _open(ctx, last, *ends):
        high = None
    his = noun is not None and _his(ctx, noun)
    return Group(m.first, last, low, high, True, of, noun, _joined(ctx, m), his, m.value.kind == "vague")


def _near(ctx: Context, j: int) -> bool:
    """Whether the noun may stand one word further: after "of" or an adjective."""
    return j < len(ctx.clause) and not ctx.text.between(j - 1, j).strip(" \"'")


def _of_or_adjective(ctx: Context, j: int) -> bool:
    """Whether a word between a figure and its noun may stand there: "of", "the number of", or an adjective."""
    return ctx.function[j] in ("", "prep-from", "number-of") and not (ctx.function[j] and ctx.text.deep[j].startswith(_AND))


def _definite(ctx: Context, m: At[CountMention], people: dict[int, Hit], nations: dict[int, Hit]) -> Group | None:
    """ "the five officers" in Arabic order: noun, adjectives, figure with the article."""
    pair = m.value.low in (1, 2) and m.last == m.first + 1 and not _joined(ctx, m) and _paired(m, people, nations)
    if m.value.low is None or not (pair or ctx.text.light[m.first].startswith(_ARTICLE)):
        return None
    nation = None
    for back in (1, 2, 3):
        i = m.first - back
        if i < 0 or not ctx.same_sent(i, m.first):
            return None
        noun = people.get(i)
        if noun is not None and (noun.article or noun.pronoun or pair):
            return Group(noun.first, m.last, m.value.low, m.value.high, True, _sort(noun), noun, bool(noun.conjunction), _his(ctx, noun))
        if i in nations and (nations[i].article or (pair and back == 1)):
            nation = i
        elif not ctx.text.light[i].startswith(_ARTICLE):
            break
    if nation is None:
        return None
    return Group(nation, m.last, m.value.low, m.value.high, True, "nation", None, bool(nations[nation].conjunction), False)


def _paired(m: At[CountMention], people: dict[int, Hit], nations: dict[int, Hit]) -> bool:
    """Whether "one" or "two" right behind a noun only says its form again: "two civilians two", "a Filipino one"."""
    noun = people.get(m.first - 1)
    if m.value.low == 2:
        return noun is not None and noun.entry.light.endswith(_TWO)
    return m.value.rule != "one" and (m.first - 1 in nations or (noun is not None and noun.entry.feature == "singular" and _sort(noun) == "person"))


def _alone(ctx: Context, hit: Hit, ends: tuple[set[int], set[int]]) -> Group:
    """A noun without a figure: its own form tells one, two, or not how many."""
    of = _sort(hit)
    number = None if of == "family" else own_number(ctx, hit)
    high = None if number is not None and number > 1 and _open(ctx, hit.last, *ends) else number
    return Group(hit.first, hit.last, number, high, False, of, hit, bool(hit.conjunction), _his(ctx, hit))
