"""Regular Arabic forms of listed words: what `docs/packs.md` promises linguists they need not list.

All functions work on light spellings (letters only, hamza and ta marbuta kept) and return light spellings.
"""

from __future__ import annotations

_WEAK = ("ى", "ا")


def past_forms(verb: str) -> tuple[tuple[str, bool], ...]:
    """Third-person (and first plural) past forms of a verb given as third person masculine singular.

    Each with whether it stands only before a pronoun. Passive forms have the same letters.
    """
    if len(verb) > 2 and verb.endswith(_WEAK):
        root = verb[:-1]
        free: tuple[str, ...] = (verb, root + "ت", root + "وا", root + "تا", root + "يا", root + "ينا")
        return (*((f, False) for f in free), (root + "ا", True), (root + "و", True))
    if len(verb) > 2 and verb.endswith("ي"):
        free = (verb, verb + "ت", verb[:-1] + "وا", verb + "ا", verb + "تا")
        return (*((f, False) for f in free), (verb[:-1] + "و", True))
    free = (verb, verb + "ت", verb + "وا", verb + "ا", verb + "تا", verb + "ن", verb + "نا")
    return (*((f, False) for f in free), (verb + "و", True))


def present_forms(verb: str) -> tuple[tuple[str, bool], ...]:
    """Present forms of a verb given as third person masculine singular (with its initial ya)."""
    rest = verb[1:]
    heads = (verb, "ت" + rest, "ن" + rest)
    stem = rest[:-1] if rest.endswith(("ى", "ي", "و")) and len(rest) > 2 else rest
    plural = ("ي" + stem + "ون", "ي" + stem + "وا", "ت" + stem + "ون", "ي" + rest + "ان", "ت" + rest + "ان")
    bound: tuple[str, ...] = ("ي" + stem + "و",)
    if rest.endswith("ى"):
        bound = (*bound, "ي" + stem + "ا", "ت" + stem + "ا")
    return (*((f, False) for f in (*heads, *plural)), *((f, True) for f in bound))


def noun_forms(forms: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """A noun's listed forms with their construct, accusative and pronoun-bearing variants.

    Each with whether it stands only before a pronoun.
    """
    out: dict[str, bool] = {}
    for form in forms:
        out[form] = False
    for form in forms:
        if form.endswith("ة"):
            out.setdefault(form[:-1] + "ت", True)
        elif form.endswith("اء"):
            out.setdefault(form[:-1] + "ئ", True)
            out.setdefault(form[:-1] + "ؤ", True)
        elif not form.endswith(("ا", "ى", "ء", "ون", "ين", "ات")):
            out.setdefault(form + "ا", False)
        if len(forms) > 1 and len(form) > 4 and form.endswith(("ون", "ين", "ان")):
            if any(other != form and form.startswith(other[: max(2, len(other) - 1)]) for other in forms):
                out.setdefault(form[:-1], False)
    return tuple(out.items())
