"""Words that tell an outcome, what sort of word each is, the field of people around them, and the record made of both.

Three sorts: nouns for hurt people ("5 dead"), nouns for a state of people (captive, displaced), and all
the rest, verbs and verbal nouns, which take people before or after them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from marsad.events.context import Context
from marsad.events.people import HURT, Group, find_groups, person_of
from marsad.mentions.found import word_of
from marsad.mentions.lexicon import Hit, keep_longest

_SUBSET_REACH = 25  # tokens that "among them" reaches at most
_READ = ("title", "body", "heading")


@dataclass(frozen=True, slots=True)
class Casualty:
    """One outcome mention at tokens ``[first, last)``; ``word_at`` is the outcome word, ``who`` the actor id of the people.

    ``kind`` is '' for people of whom the text only says that they are there; ``of`` says what the figure counts.
    """

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
    of: str = ""


@dataclass(slots=True)
class Field:
    """A document's groups by first and by last token, tokens of subsets, outcome words by first token, tokens inside their
    idioms, and the groups taken."""

    groups: list[Group]
    at: dict[int, Group]
    ending: dict[int, Group]
    subset: set[int]
    words: dict[int, Hit]
    inside: set[int]
    used: set[int]

    def free(self, group: Group | None) -> bool:
        """Whether a group is there and nobody has taken it."""
        return group is not None and group.first not in self.used


def make_field(ctx: Context) -> Field:
    """The field of one document."""
    nouns = keep_longest(ctx.found.hits.get("person", ()))
    groups = find_groups(ctx, nouns)
    at = {g.first: g for g in groups}
    words = {h.first: h for h in _outcome_words(ctx, nouns) if not _of_things(h, at)}
    return Field(groups, at, {g.last: g for g in groups}, _subsets(ctx), words, {i for h in words.values() for i in range(h.first + 1, h.last)}, set())


def _of_things(hit: Hit, at: dict[int, Group]) -> bool:
    """Whether a noun such as "the fall of" has no people right behind it: what falls is then a rocket or a city."""
    if hit.entry.kind == "person" or hit.entry.feature != "noun" or not word_of(hit).frame:
        return False
    near = at.get(hit.last) or at.get(hit.last + 1)
    return near is None or near.of == "thing"


def kind_of(hit: Hit) -> str:
    """killed, wounded, ... of an outcome word."""
    return person_of(hit).outcome if hit.entry.kind == "person" else word_of(hit).outcome


def sort_of(hit: Hit) -> str:
    """hurt-noun | state-noun | verb."""
    if hit.entry.kind != "person":
        return "verb"
    return "hurt-noun" if kind_of(hit) in HURT else "state-noun"


def light(hit: Hit) -> bool:
    """Whether a word tells no happening by itself."""
    return hit.entry.kind == "person" or word_of(hit).strength == "light"


def finite(hit: Hit) -> bool:
    """Whether a word is a verb, or an idiom that has one."""
    return hit.entry.feature in ("past", "present", "phrase")


def _outcome_words(ctx: Context, nouns: list[Hit]) -> list[Hit]:
    chosen: dict[int, Hit] = {}
    told = [h for h in ctx.found.hits.get("trigger", ()) if word_of(h).outcome and not (h.preposition and h.entry.feature == "past")]
    people = {(h.first, h.last) for h in nouns if h.pronoun}
    for hit in keep_longest(told):
        if hit.first not in ctx.timed and not (hit.entry.feature == "present" and (hit.first, hit.last) in people):
            chosen[hit.first] = hit
    for hit in nouns:
        if person_of(hit).outcome and not (hit.first in chosen and chosen[hit.first].last > hit.last):
            chosen[hit.first] = hit
    sents, of = ctx.text.sents, ctx.text.sent_of
    return [h for h in chosen.values() if sents[of[h.first]].kind in _READ]


def _subsets(ctx: Context) -> set[int]:
    """Tokens that only break down a total told before: from "among them" to the next strong break, or to the comma
    that follows what they name."""
    out: set[int] = set()
    acts = {h.last - 1 for h in ctx.found.hits.get("trigger", ()) if h.entry.feature in ("past", "present")}
    for hit in ctx.cues:
        if word_of(hit).klass != "subset" or (hit.first - 1 in acts and not hit.conjunction):
            continue  # "from which four hundred fled": what follows a verb is its own, no part
        i, told = hit.first, False
        while i < len(ctx.clause) and ctx.strong[i] == ctx.strong[hit.first] and i - hit.first < _SUBSET_REACH:
            if i > hit.first and "," in ctx.text.between(i - 1, i) and (told or ctx.function[i] == "when"):
                break
            told = told or (i > hit.first and not ctx.function[i])
            out.add(i)
            i += 1
    return out


def of_group(ctx: Context, hit: Hit, g: Group, field: Field) -> Casualty:
    """The outcome that ``hit`` tells of a group, which is then taken."""
    field.used.update(x.first for x in field.groups if g.first <= x.first < g.last)
    field.used.add(g.first)
    if g.noun is not None:
        field.used.add(g.noun.first)
    made = make(ctx, hit, g.low, g.high, g.first, g.last, field, g.counted, person_of(g.noun).actor if g.noun else "")
    return replace(made, of=g.of)


def make(ctx: Context, hit: Hit, low: int | None, high: int | None, first: int, last: int, field: Field, counted: bool, who: str = "") -> Casualty:
    """The outcome of a word with its number at tokens ``[first, last)``."""
    form = f"{sort_of(hit)}-{hit.entry.feature if sort_of(hit) == 'verb' else hit.entry.kind}"
    subset = first in field.subset or hit.first in field.subset
    return Casualty(kind_of(hit), low, high, min(first, hit.first), max(last, hit.last), hit.first, who, form, subset, ctx.clause[hit.first],
                    ctx.text.sent_of[hit.first], counted, hit.article or bool(hit.pronoun), hit.entry.light)
