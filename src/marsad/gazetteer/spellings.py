"""Spellings of one place name that follow from rules, so that lists need not hold them.

A head ("Kafr", "Tell") is written apart from or joined to what follows, a head's ta marbuta then as a t; the article of a
later word comes and goes; a last alef, a last ta marbuta and a last alef with hamza change places; so do the two d's that
sound alike. All functions work on folded words, the first one's article left off.
"""

from __future__ import annotations

from collections.abc import Collection

_ARTICLE = "ال"
_MARBUTA, _T = "ه", "ت"
_ENDINGS = (("اء", ("ا",)), ("ا", ("ه", "اء")), ("ه", ("ا",)))  # the first that fits
_DS = "ضظ"
_ALIKE = str.maketrans(_DS, _DS[::-1])
_SPLIT = 3  # letters of the shortest head that a joined name is split after
_LONGEST_HEAD = 6
_FEWEST = 5  # letters of a name whose last letters may change


def spellings(words: tuple[str, ...], heads: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Other spellings of a name, in the order of the rules; empty tuple when no rule applies.

    >>> spellings(("كفر", "نبوده"), {"كفر"})   # Kafr Nabuda: joined, and with a last alef
    (('كفرنبوده',), ('كفر', 'نبودا'), ('كفرنبودا',))
    >>> spellings(("معره", "حرمه"), {"معره"})[:2]   # Maarrat Hurmah: its first ta marbuta as a t
    (('معرهحرمه',), ('معرتحرمه',))
    """
    out: list[tuple[str, ...]] = []
    for form in (words, *_endings(words), *_alike(words)):
        out += [form] if form != words else []
        if len(form) == 2 and form[0] in heads:
            bare = form[1].removeprefix(_ARTICLE)
            out += [(form[0] + form[1],)]
            if form[0].endswith(_MARBUTA):
                out += [(form[0][:-1] + _T + form[1],), (form[0][:-1] + _T + bare,), (form[0][:-1] + _T, form[1])]
            out += [(form[0] + bare,), (form[0], bare)]
        elif len(form) == 1:
            out += _parted(form[0], heads)
    return tuple(dict.fromkeys(f for f in out if f != words))


def _parted(name: str, heads: Collection[str]) -> list[tuple[str, ...]]:
    """A joined name written apart after each head that it may begin with."""
    out: list[tuple[str, ...]] = []
    for n in range(_SPLIT, min(_LONGEST_HEAD, len(name) - 3) + 1):
        head = name[:n]
        if head in heads:
            out.append((head, name[n:]))
        if head[-1] == _T and head[:-1] + _MARBUTA in heads:
            out.append((head[:-1] + _MARBUTA, name[n:]))
    return out


def _endings(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    last = words[-1] if words else ""
    if len(last) < _FEWEST:
        return []
    for end, others in _ENDINGS:
        if last.endswith(end):
            return [(*words[:-1], last[: len(last) - len(end)] + other) for other in others]
    return []


def _alike(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not any(d in word for word in words for d in _DS):
        return []
    return [tuple(word.translate(_ALIKE) for word in words)]
