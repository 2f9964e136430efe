"""Spellings of one place name that follow from rules, so that lists need not hold them.

A head ("Kafr", "Tell") is written apart from or joined to what follows; the article of a later word comes and goes; a
last alef and a last ta marbuta change places. All functions work on folded words, the first one's article left off.
"""

from __future__ import annotations

from collections.abc import Collection

_ARTICLE = "ال"
_ENDINGS = {"ا": "ه", "ه": "ا"}
_SPLIT = 3  # letters of the shortest head that a joined name is split after
_LONGEST_HEAD = 6
_FEWEST = 5  # letters of a name whose last letter may change


def spellings(words: tuple[str, ...], heads: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Other spellings of a name, in the order of the rules; empty tuple when no rule applies.

    >>> spellings(("كفر", "نبوده"), {"كفر"})   # Kafr Nabuda: joined, and with a last alef
    (('كفرنبوده',), ('كفر', 'نبودا'), ('كفرنبودا',))
    """
    out: list[tuple[str, ...]] = []
    for form in (words, *_endings(words)):
        out += [form] if form != words else []
        if len(form) == 2 and form[0] in heads:
            bare = form[1].removeprefix(_ARTICLE)
            out += [(form[0] + form[1],), (form[0] + bare,), (form[0], bare)]
        elif len(form) == 1:
            name = form[0]
            out += [(name[:n], name[n:]) for n in range(_SPLIT, min(_LONGEST_HEAD, len(name) - 3) + 1) if name[:n] in heads]
    return tuple(dict.fromkeys(f for f in out if f != words))


def _endings(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    last = words[-1] if words else ""
    other = _ENDINGS.get(last[-1:])
    return [(*words[:-1], last[:-1] + other)] if other and len(last) >= _FEWEST else []
