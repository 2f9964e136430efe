"""Verbs and verbal nouns that tell an outcome, and the people they take: after them, before them, or implied."""

from __future__ import annotations

from dataclasses import replace

from marsad.events.context import Context
from marsad.events.outcome_nouns import figure_after
from marsad.events.outcome_words import Casualty, Field, finite, kind_of, light, make, of_group, sort_of
from marsad.events.people import Group
from marsad.mentions.found import word_of
from marsad.mentions.lexicon import Hit

FORWARD = 14  # tokens after an outcome verb in which its people may stand
BACK = 10  # tokens before a verb in which its subject may end
_HIS, _PLURAL = ("ه", "ها"), ("هم", "هن")
_PLURAL_NOUN = ("ون", "ين", "ات")
_SUBJECT = ("ون", "و", "ان", "ا")  # nominative endings of people who act


def verbal(ctx: Context, hit: Hit, field: Field) -> list[Casualty]:
    """ "killed three shepherds and a woman": every group up to the next break; else the subject before; else what grammar implies."""
    if hit.pronoun in _PLURAL or _of_two(hit.pronoun):
        return [_of_pronoun(ctx, hit, field)]
    if _case_of(ctx, hit, field) or _subject_first(ctx, hit, field):
        before = _before_verb(ctx, hit, field)
        if before is not None:
            return [of_group(ctx, hit, before, field)]
    if any(i in field.words and sort_of(field.words[i]) == "hurt-noun" for i in range(hit.first + 1, hit.last)):
        return []  # the idiom's own noun tells it
    groups, stop = _people_after(ctx, hit, field)
    if groups and not _second_of_two(hit, field):
        return [of_group(ctx, hit, g, field) for g in groups]
    if _shared(hit, stop, field) or _second_of_two(hit, field):
        field.used.update(g.first for g in groups)
        return [make(ctx, hit, None, None, hit.first, hit.last, field, False)]
    if finite(hit) or hit.pronoun or light(hit):
        before = _before_verb(ctx, hit, field)
        if before is not None:
            return [of_group(ctx, hit, before, field)]
    return _without_figure(ctx, hit, stop, field)


def _without_figure(ctx: Context, hit: Hit, stop: Hit | None, field: Field) -> list[Casualty]:
    """What a verb tells when no people are named: one, two, others; a light word that only carries another tells nothing."""
    others = _others(ctx, hit)
    number = others if others is not None else _implied(ctx, hit)
    if others is not None:
        return [make(ctx, hit, number or None, number or None, hit.first, hit.last, field, True)]
    if light(hit):
        carries = stop is not None and stop.first - hit.last <= 5
        if (hit.entry.feature == "noun" and not hit.pronoun and number is None) or carries or (number is None and hit.entry.feature != "phrase"):
            return []
    if number == 1 and not hit.pronoun and light(hit) and _thing_next(ctx, hit):
        return []
    return [make(ctx, hit, number, number, hit.first, hit.last, field, False)]


def _thing_next(ctx: Context, hit: Hit) -> bool:
    """Whether the word after a verb names a weapon, a place or a happening."""
    return any(h.first == hit.last for kind in ("instrument", "place_word", "trigger", "place") for h in ctx.found.hits.get(kind, ()))


def _shared(hit: Hit, stop: Hit | None, field: Field) -> bool:
    """ "killed and wounded 15": two words of one form for one figure, and nobody before them."""
    if stop is None or stop.first != hit.last or not stop.conjunction or sort_of(stop) != "verb" or kind_of(stop) == kind_of(hit):
        return False
    if hit.pronoun or stop.pronoun or hit.entry.feature != stop.entry.feature or hit.entry.feature == "phrase":
        return False
    after, before = field.at.get(stop.last), field.ending.get(hit.first)
    return after is not None and after.of != "others" and (before is None or hit.entry.feature == "noun")


def _second_of_two(hit: Hit, field: Field) -> bool:
    """Whether the word is the second of two for one figure."""
    before = next((field.words[i] for i in (hit.first - 1, hit.first - 2) if i in field.words and field.words[i].last == hit.first), None)
    return before is not None and sort_of(before) == "verb" and _shared(before, hit, field)


def _case_of(ctx: Context, hit: Hit, field: Field) -> bool:
    """ "23 cases of arrest": the figure counts people through the cases."""
    return any(word_of(h).klass == "tally" and h.last in (hit.first, hit.first + 1) and h.last - h.first == 1 and h.first in field.ending for h in ctx.cues)


def _subject_first(ctx: Context, hit: Hit, field: Field) -> bool:
    """Whether a verb form says that its subject stands before it: plural or dual, and no object right after."""
    if hit.conjunction or not finite(hit) or hit.entry.feature == "phrase" or not (_is_dual(hit) or hit.entry.light.endswith(("وا", "ون"))):
        return False
    next_to = field.at.get(hit.last)
    return next_to is None or next_to.joined or word_of(hit).frame == "patient"


def _of_two(word: str) -> bool:
    """Whether a word ends in the pronoun of two."""
    return word.endswith("ما") and word[-3:-2] == _HIS[0]


def _is_dual(hit: Hit) -> bool:
    """A dual past form: "the two were killed"."""
    form, name = hit.entry.light, word_of(hit).name
    return hit.entry.feature == "past" and not hit.pronoun and form.endswith("ا") and not form.endswith(("وا", "نا")) and not name.endswith("ا")


def _people_after(ctx: Context, hit: Hit, field: Field) -> tuple[list[Group], Hit | None]:
    """The groups that a verb is done to, and the outcome word that ended the search."""
    out: list[Group] = []
    spare: Group | None = None
    i, strong = hit.first + 1, ctx.strong[hit.last - 1]
    while i < len(ctx.clause) and i - hit.first < FORWARD and ctx.strong[i] == strong:
        word = field.words.get(i)
        if word is not None and sort_of(word) != "state-noun":
            return out or _spared(spare), word
        if i in field.subset and i > hit.last:
            break
        g = field.at.get(i)
        if g is None:
            i += 1
            continue
        if g.of == "hurt" and g.noun is not None:
            return out or _spared(spare), field.words.get(g.noun.first)
        if field.free(g) and g.of != "thing":
            if not out and not g.counted and i > hit.last and ctx.function[i - 1].startswith("prep") and hit.entry.feature in ("past", "present"):
                spare = spare or g
            else:
                _add(ctx, hit, g, out)
        i = max(i + 1, g.last)
    return out or _spared(spare), None


def _spared(spare: Group | None) -> list[Group]:
    return [spare] if spare is not None else []


def _add(ctx: Context, hit: Hit, g: Group, out: list[Group]) -> None:
    """One more group: joined to those before, instead of a subject taken for an object, or left."""
    linked = g.joined or (g.first > 0 and ctx.function[g.first - 1] == "prep-with" and g.his)
    if not out:
        if linked and (g.his or g.of == "others") and g.low is not None and _implied(ctx, hit) == 1:
            g = replace(g, low=g.low + 1, high=None if g.high is None else g.high + 1)
        out.append(g)
    elif linked and (g.his or g.of == "others") and out[-1].low in (1, 2) and not out[-1].counted:
        out[-1] = _sum(out[-1], g)
    elif linked:
        out.append(g)
    elif len(out) == 1 and _acts(ctx, hit, out[0], g):
        out[0] = g


def _sum(a: Group, b: Group) -> Group:
    """ "a leader and his two sons": three."""
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return replace(a, low=low, high=high, last=b.last, counted=b.counted)


def _acts(ctx: Context, hit: Hit, first: Group, g: Group) -> bool:
    """Whether the people right after an active verb did it to those told next: "gunmen kidnapped three children"."""
    noun = first.noun
    if noun is None or first.counted or hit.entry.feature not in ("past", "present") or word_of(hit).frame != "agent-patient":
        return False
    if noun.preposition or ctx.clause[g.first] != ctx.clause[hit.first] or g.first - first.last > 9 or first.first - hit.last > 1:
        return False
    if ctx.function[g.first - 1].startswith("prep") or (g.noun is not None and g.noun.preposition):
        return False
    accusative = g.low == 1 and g.noun is not None and g.noun.entry.light.endswith("ا")
    return (g.counted or g.low == 2 or accusative) and (noun.entry.feature != "plural" or noun.entry.light.endswith(_SUBJECT) or g.counted)


def _before_verb(ctx: Context, hit: Hit, field: Field) -> Group | None:
    """The people of a subject that stands before its verb; "the number of those killed" looks for its figure behind."""
    alone: Group | None = None
    for g in reversed(field.groups):
        if g.first >= hit.first or g.last > hit.first:
            continue
        if hit.first - g.last > BACK or not ctx.same_sent(g.first, hit.first) or _verb_between(field, g.last, hit.first):
            break
        if ctx.strong[hit.first] - ctx.strong[g.last - 1] > (0 if hit.conjunction else 1):
            break
        if g.first in field.subset or g.of in ("thing", "hurt") or not field.free(g) or (g.low == 1 and g.of in ("bare", "other") and not ctx.function[g.last].startswith("prep-from")):
            continue
        if g.counted:
            if g.vague and g.low is None and g.last == hit.first:
                return figure_after(ctx, hit, field) or g
            return g
        if alone is None and g.low is not None and hit.first - g.last <= 5 and (_is_dual(hit) or hit.pronoun or hit.entry.feature != "noun"):
            alone = g
    if _is_dual(hit) and (alone is None or alone.low != 2):
        return None
    return alone


def _verb_between(field: Field, first: int, last: int) -> bool:
    return any(i in field.words and i not in field.used and sort_of(field.words[i]) == "verb" for i in range(first, last))


def _of_pronoun(ctx: Context, hit: Hit, field: Field) -> Casualty:
    """ "75 people whom they seized": the figure stands before the verb that takes the pronoun."""
    if _of_two(hit.pronoun):
        return make(ctx, hit, 2, 2, hit.first, hit.last, field, True)
    pick = None
    for g in reversed(field.groups):
        if g.last <= hit.first:
            if hit.first - g.last > BACK or not ctx.same_sent(g.first, hit.first):
                break
            if g.counted and g.of != "thing" and (g.first not in field.subset or (g.last == hit.first and not ctx.text.between(hit.first - 1, hit.first).strip())):
                pick = g
                break
    if pick is None or (pick.vague and pick.low is None):
        pick = figure_after(ctx, hit, field) or pick
    if pick is None:
        return make(ctx, hit, None, None, hit.first, hit.last, field, False)
    field.used.add(pick.first)
    return replace(make(ctx, hit, pick.low, pick.high, min(pick.first, hit.first), max(hit.last, pick.last), field, True), of=pick.of)


def _others(ctx: Context, hit: Hit) -> int | None:
    """ "and wounded another" 1, "two others" 2, "others" 0: told of without a figure; None without such a word."""
    for h in ctx.found.hits.get("number", ()):
        if getattr(h.entry.payload, "cls", "") == "others" and hit.last <= h.first <= hit.last + 1 and not h.conjunction:
            return 2 if h.entry.light.endswith("ان") else 1 if h.entry.light.endswith(("ر", "را", "رى")) else 0
    return None


def _implied(ctx: Context, hit: Hit) -> int | None:
    """The number that grammar alone tells: "met his death" one, "met their (dual) death" two, a name after the verb one."""
    tail = ctx.text.deep[hit.last - 1]
    after = ctx.text.deep[hit.last] if hit.last < len(ctx.text.deep) and ctx.same_sent(hit.last, hit.first) else ""
    if _is_dual(hit):
        return 2
    for word in (tail, after) if hit.entry.feature == "phrase" or word_of(hit).frame == "agent-patient" else (tail,):
        if _of_two(word):
            return 2
        if word.endswith(_PLURAL) and hit.entry.feature == "phrase":
            return None
        if word.endswith(_HIS) and hit.entry.feature == "phrase":
            return 1
    return 1 if _singular(ctx, hit) else None


def _singular(ctx: Context, hit: Hit) -> bool:
    """A word of killing or taking with one unnamed or named person after it: no figure, no plural ending."""
    if hit.pronoun in _HIS:
        return True
    if hit.pronoun or (hit.entry.light.endswith(("وا", "و")) and hit.entry.feature == "past" and word_of(hit).frame == "patient"):
        return False
    at = hit.last
    while at < len(ctx.clause) and at < hit.last + 4 and ctx.same_sent(at, hit.first) and (ctx.function[at].startswith("prep") or at in ctx.timed):
        at += 1
    if at >= len(ctx.clause) or not ctx.same_sent(at, hit.first) or ctx.strong[at] != ctx.strong[hit.first]:
        return False
    word = ctx.text.deep[at]
    return not ctx.function[at] and not word.endswith(_PLURAL_NOUN) and not word[0].isdigit()
