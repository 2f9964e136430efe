"""The number that grammar alone tells of an outcome: one, two, another, a fourth."""

from __future__ import annotations

from marsad.events.context import Context
from marsad.mentions.found import word_of
from marsad.mentions.lexicon import Hit

HIS, PLURAL = ("ه", "ها"), ("هم", "هن")
_PLURAL_NOUN = ("ون", "ين", "ات")


def others_of(ctx: Context, hit: Hit) -> int | None:
    """ "and wounded another" 1, "two others" 2, "others" 0: told of without a figure; None without such a word."""
    for h in ctx.found.hits.get("number", ()):
        if getattr(h.entry.payload, "cls", "") == "others" and hit.last <= h.first <= hit.last + 1 and not h.conjunction:
            return 2 if h.entry.light.endswith("ان") else 1 if h.entry.light.endswith(("ر", "را", "رى")) else 0
    return None


def is_ordinal(ctx: Context, hit: Hit) -> bool:
    """Whether "a fourth" stands right behind a word."""
    return any(m.first == hit.last and m.value.kind == "ordinal" for m in ctx.found.counts) and hit.last not in ctx.timed


def implied(ctx: Context, hit: Hit) -> int | None:
    """The number that grammar alone tells: "met his death" one, "met their (dual) death" two, a name after the verb one."""
    tail = ctx.text.deep[hit.last - 1]
    after = ctx.text.deep[hit.last] if hit.last < len(ctx.text.deep) and ctx.same_sent(hit.last, hit.first) else ""
    if is_dual(hit):
        return 2
    for word in (tail, after) if hit.entry.feature == "phrase" or word_of(hit).frame == "agent-patient" else (tail,):
        if of_two(word):
            return 2
        if word.endswith(PLURAL) and hit.entry.feature == "phrase":
            return None
        if word.endswith(HIS) and hit.entry.feature == "phrase":
            return 1
    return 1 if _singular(ctx, hit) else None


def _singular(ctx: Context, hit: Hit) -> bool:
    """A word of killing or taking with one unnamed or named person after it: no figure, no plural ending."""
    if hit.pronoun in HIS:
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


def of_two(word: str) -> bool:
    """Whether a word ends in the pronoun of two."""
    return word.endswith("ما") and word[-3:-2] == HIS[0]


def is_dual(hit: Hit) -> bool:
    """A dual past form: "the two were killed"."""
    form, name = hit.entry.light, word_of(hit).name
    return hit.entry.feature == "past" and not hit.pronoun and form.endswith("ا") and not form.endswith(("وا", "نا")) and not name.endswith("ا")
