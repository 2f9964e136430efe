"""Verbs and verbal nouns that tell an outcome, and the people they take: after them, before them, or implied."""

from __future__ import annotations

from dataclasses import replace

from marsad.events.context import Context
from marsad.events.outcome_nouns import figure_after
from marsad.events.outcome_numbers import PLURAL, implied, is_dual, is_ordinal, of_two, others_of
from marsad.events.outcome_subjects import BACK, before_verb, sum_of
from marsad.events.outcome_words import Casualty, Field, finite, kind_of, light, make, of_group, sort_of
from marsad.events.people import Group
from marsad.mentions.found import word_of
from marsad.mentions.lexicon import Hit

_NEXT = 2  # tokens behind "the fall of" in which its people must begin
FORWARD = 14  # tokens after an outcome verb in which its people may stand
_SUBJECT = ("ون", "و", "ان", "ا")  # nominative endings of people who act


def verbal(ctx: Context, hit: Hit, field: Field) -> list[Casualty]:
    """ "killed three shepherds and a woman": every group up to the next break; else the subject before; else what grammar implies."""
    if hit.pronoun in PLURAL or of_two(hit.pronoun):
        return [_of_pronoun(ctx, hit, field)]
    made = _made_to(ctx, hit, field)
    if made is not None:
        return [of_group(ctx, hit, made, field)]
    if _case_of(ctx, hit, field) or _subject_first(ctx, hit, field) or _predicate(hit):
        before = before_verb(ctx, hit, field)
        if before:
            return [of_group(ctx, hit, g, field) for g in before]
    if _one_more(ctx, hit, field):
        return _without_figure(ctx, hit, None, field)
    if any(i in field.words and sort_of(field.words[i]) == "hurt-noun" for i in range(hit.first + 1, hit.last)):
        return []  # the idiom's own noun tells it
    field.used.update(i for i in range(hit.first + 1, hit.last) if i in field.words and kind_of(field.words[i]) == kind_of(hit))
    groups, stop = _people_after(ctx, hit, field)
    if len(groups) == 1 and groups[0].first not in field.used and _is_spare(ctx, hit, groups[0]) and finite(hit):
        groups = before_verb(ctx, hit, field) or groups
    if groups and not _second_of_two(ctx, hit, field):
        return [of_group(ctx, hit, g, field) for g in groups]
    if _shared(ctx, hit, stop, field) or _second_of_two(ctx, hit, field):
        field.used.update(g.first for g in groups)
        return [make(ctx, hit, None, None, hit.first, hit.last, field, False)]
    if finite(hit) or hit.pronoun or light(hit):
        before = before_verb(ctx, hit, field)
        if before:
            return [of_group(ctx, hit, g, field) for g in before]
    return _without_figure(ctx, hit, stop, field)


def _made_to(ctx: Context, hit: Hit, field: Field) -> Group | None:
    """The figure right before a verbal noun: "forced 2000 to flight", "158 injuries"."""
    if hit.entry.feature not in ("noun", "phrase") or hit.conjunction or hit.first == 0:
        return None
    driven = ctx.function[hit.first - 1] in ("prep-on", "prep-to")
    g = field.ending.get(hit.first - 1 if driven else hit.first)
    if g is None or not g.counted or not field.free(g) or hit.preposition or not ctx.same_sent(g.first, hit.first):
        return None
    if driven:
        return g if g.of in ("person", "nation", "family", "bare", "other") else None
    return g if hit.entry.feature == "noun" and g.last == hit.first and g.of in ("other", "thing") and g.low != 1 and not hit.article else None


def _predicate(hit: Hit) -> bool:
    """Whether an idiom says by its plural that its people stand before it: "left their homes", "received treatment"."""
    words = hit.entry.light.split()
    return hit.entry.feature == "phrase" and (words[-1].endswith(PLURAL) or words[0].endswith(("وا", "ون")))


def _one_more(ctx: Context, hit: Hit, field: Field) -> bool:
    """ "and wounded another", "and a fourth was wounded": one who is told without a noun, and nobody counted right behind."""
    if not finite(hit) or hit.last in field.at or (hit.last + 1 in field.at and word_of(hit).frame == "agent-patient"):
        return False
    return bool(others_of(ctx, hit)) or is_ordinal(ctx, hit)


def _without_figure(ctx: Context, hit: Hit, stop: Hit | None, field: Field) -> list[Casualty]:
    """What a verb tells when no people are named: one, two, others; a light word that only carries another tells nothing."""
    others = others_of(ctx, hit)
    number = others if others is not None else 1 if is_ordinal(ctx, hit) else implied(ctx, hit)
    if others is not None:
        return [make(ctx, hit, number or None, number or None, hit.first, hit.last, field, True)]
    if light(hit):
        named = number == 1 and (word_of(hit).frame != "agent-patient" or is_ordinal(ctx, hit))
        carries = stop is not None and stop.first - hit.last <= (0 if named else 5)
        if (hit.entry.feature == "noun" and not hit.pronoun and number is None) or carries or (number is None and hit.entry.feature != "phrase"):
            return []
    if number == 1 and not hit.pronoun and light(hit) and _thing_next(ctx, hit):
        return []
    if hit.entry.feature != "past" and (hit.preposition or _predicate(hit)) and _told_before(ctx, hit, field):
        return []
    return [make(ctx, hit, number, number, hit.first, hit.last, field, False)]


def _told_before(ctx: Context, hit: Hit, field: Field) -> bool:
    """Whether a word just before told the same: "was wounded, with slight wounds", "fled, from their homes"."""
    return any(kind_of(w) == kind_of(hit) and ctx.strong[i] == ctx.strong[hit.first] for i in range(max(0, hit.first - FORWARD), hit.first) if (w := field.words.get(i)))


def _thing_next(ctx: Context, hit: Hit) -> bool:
    """Whether the word after a verb names a weapon, a place or a happening."""
    return any(h.first == hit.last for kind in ("instrument", "place_word", "trigger", "place") for h in ctx.found.hits.get(kind, ()))


def _shared(ctx: Context, hit: Hit, stop: Hit | None, field: Field) -> bool:
    """ "killed and wounded 15": two words of one form for one figure, and nobody before them."""
    if stop is None or stop.first != hit.last or not stop.conjunction or sort_of(stop) != "verb" or kind_of(stop) == kind_of(hit):
        return False
    if is_dual(hit) or (hit.entry.feature == "past" and hit.entry.light.endswith("وا")) or (hit.first and ctx.function[hit.first - 1] in ("already", "was")):
        return False  # its subject stands before it
    if hit.pronoun or stop.pronoun or hit.entry.feature != stop.entry.feature or hit.entry.feature == "phrase":
        return False
    after, before = field.at.get(stop.last), field.ending.get(hit.first)
    return after is not None and after.of != "others" and (before is None or (hit.entry.feature == "noun" and (bool(hit.conjunction) or not before.counted)))


def _second_of_two(ctx: Context, hit: Hit, field: Field) -> bool:
    """Whether the word is the second of two for one figure."""
    before = next((field.words[i] for i in (hit.first - 1, hit.first - 2) if i in field.words and field.words[i].last == hit.first), None)
    return before is not None and sort_of(before) == "verb" and _shared(ctx, before, hit, field)


def _case_of(ctx: Context, hit: Hit, field: Field) -> bool:
    """ "23 cases of arrest": the figure counts people through the cases."""
    return any(word_of(h).klass == "tally" and h.last in (hit.first, hit.first + 1) and h.last - h.first == 1 and h.first in field.ending for h in ctx.cues)


def _subject_first(ctx: Context, hit: Hit, field: Field) -> bool:
    """Whether a verb form says that its subject stands before it: plural or dual, and no object right after."""
    if hit.conjunction or not finite(hit) or hit.entry.feature == "phrase" or not (is_dual(hit) or hit.entry.light.endswith(("وا", "ون"))):
        return False
    next_to = field.at.get(hit.last)
    return next_to is None or next_to.joined or word_of(hit).frame == "patient"


def _people_after(ctx: Context, hit: Hit, field: Field) -> tuple[list[Group], Hit | None]:
    """The groups that a verb is done to, and the outcome word that ended the search."""
    out: list[Group] = []
    spare: Group | None = None
    later = False
    i, strong, far = hit.first + 1, ctx.strong[hit.last - 1], hit.first + FORWARD
    if hit.last < len(ctx.clause) and ctx.function[hit.last] == "break" and ctx.strong[hit.last] == strong + 1:
        strong += 1  # "was wounded, also, a guard"
    if hit.entry.feature == "noun" and word_of(hit).frame:
        far = hit.last + _NEXT
    while i < len(ctx.clause) and i < far and (ctx.strong[i] == strong or i < hit.last):
        far += i in ctx.timed
        word = field.words.get(i)
        if word is not None and sort_of(word) != "state-noun":
            return out or _spared(spare), word
        if i in field.subset and i > hit.last:
            break
        g = field.at.get(i)
        later = later or ctx.function[i] == "when"
        if g is None or (later and not g.counted):
            i += 1
            continue
        if g.of == "hurt" and g.noun is not None:
            return out or _spared(spare), field.words.get(g.noun.first)
        if field.free(g) and g.of != "thing":
            if not out and _is_spare(ctx, hit, g):
                spare = spare or (g if ctx.function[i - 1] != "prep-agent" else None)
            elif _add(ctx, hit, g, out):
                break
        i = max(i + 1, g.last)
    return out or _spared(spare), None


def _is_spare(ctx: Context, hit: Hit, g: Group) -> bool:
    """Whether a group after a verb is only near it: behind a preposition, nobody counted."""
    return not g.counted and g.first > hit.last and ctx.function[g.first - 1].startswith("prep") and hit.entry.feature in ("past", "present")


def _spared(spare: Group | None) -> list[Group]:
    return [spare] if spare is not None else []


def _add(ctx: Context, hit: Hit, g: Group, out: list[Group]) -> bool:
    """One more group: joined to those before, instead of a subject taken for an object, or left; whether a figure left ends the list."""
    linked = g.joined or (g.first > 0 and ctx.function[g.first - 1] == "prep-with" and g.his)
    if not out:
        if linked and g.low is not None and (g.his or g.of == "others" or g.counted) and implied(ctx, hit) == 1:
            g = replace(g, low=g.low + 1, high=None if g.high is None else g.high + 1)
        out.append(g)
    elif linked and (g.his or g.of == "others") and out[-1].low in (1, 2) and not out[-1].counted:
        out[-1] = sum_of(out[-1], g)
    elif linked:
        out.append(g)
    elif len(out) == 1 and _acts(ctx, hit, out[0], g):
        out[0] = g
    else:
        return g.counted and out[-1].counted
    return False


def _acts(ctx: Context, hit: Hit, first: Group, g: Group) -> bool:
    """Whether the people right after an active verb did it to those told next: "gunmen kidnapped three children"."""
    noun, own = first.noun, g.noun is not None and g.noun.pronoun in PLURAL  # "the attackers lost forty of their fighters"
    if noun is None or first.counted or hit.entry.feature not in ("past", "present") or not (word_of(hit).frame == "agent-patient" or own):
        return False
    if noun.preposition or ctx.clause[g.first] != ctx.clause[hit.first] or g.first - first.last > 9 or first.first - hit.last > 1:
        return False
    if ctx.function[g.first - 1].startswith("prep") or (g.noun is not None and g.noun.preposition):
        return False
    accusative = g.low == 1 and g.noun is not None and g.noun.entry.light.endswith("ا")
    return (g.counted or g.low == 2 or accusative) and (noun.entry.feature != "plural" or noun.entry.light.endswith(_SUBJECT) or g.counted)


def _of_pronoun(ctx: Context, hit: Hit, field: Field) -> Casualty:
    """ "75 people whom they seized": the figure stands before the verb that takes the pronoun."""
    if of_two(hit.pronoun):
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


