"""Near copies: syndicated and lightly edited texts, found by MinHash and confirmed on the words themselves.

Candidates come from bands of a MinHash signature (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, ch. 3) of the whole text and of its opening, so that a cut ending does not hide a copy. A candidate is a
copy when enough of its runs of three words are the other's.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from rensa import RMinHash

from marsad.text.fold import fold

_WORD = re.compile(r"\w+")
_RUN = 3  # words in a shingle: longer ones break at every changed figure, shorter ones meet in unrelated texts
_SEED = 42
_ROWS = 4  # values in a band: two texts of likeness s share a band with probability s ** 4
_BODY_BANDS, _LEAD_BANDS = 24, 8
_LEAD = 60  # words of the opening
_LEAST = 12  # shingles below which a text is too short to be told from a phrase that everybody uses
_SHORT = 40  # shingles: below, a copy must be closer, since short notices of one outlet share their form
# What makes a copy; raising them loses edited copies, lowering them merges reports of one form.
LIKENESS, SHORT_LIKENESS, HELD = 0.45, 0.65, 0.7
_DAYS = 10  # an outlet's notices of one form come again and again; a copy comes within days
_MOST_DIFFERENCES = 40
_CONTEXT = 12  # words of a passage that only one of the two has, at most


@dataclass(frozen=True, slots=True)
class Imprint:
    """What of a text is compared: its words folded, the set of their runs, and the digests of its signature's bands."""

    runs: frozenset[str]
    bands: tuple[int, ...]


def take_imprint(text: str) -> Imprint:
    """The imprint of ``text``; without bands for one too short to be called anybody's copy."""
    words = _WORD.findall(fold(text).deep)
    runs = _runs(words)
    if len(set(runs)) < _LEAST:
        return Imprint(frozenset(), ())
    lead = _runs(words[:_LEAD])
    bands = (*_bands(runs, _BODY_BANDS, "body"), *_bands(lead, _LEAD_BANDS, "lead"))
    return Imprint(frozenset(runs), bands)


def _runs(words: Sequence[str]) -> list[str]:
    return [" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]


def _bands(runs: Sequence[str], number: int, part: str) -> Iterator[int]:
    signature = RMinHash(num_perm=number * _ROWS, seed=_SEED)
    signature.update(list(runs))
    values = signature.digest()
    for n in range(number):
        yield _digest(f"{part}:{n}:{values[n * _ROWS : (n + 1) * _ROWS]}")


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def compare_texts(a: Imprint, b: Imprint, published_a: date | None, published_b: date | None) -> float:
    """How alike two texts are, 0 when neither is a copy of the other: the share of all their runs that both have.

    A text that is nearly all within a longer one (a cut ending, a copy with matter added) is a copy too.
    """
    if not a.runs or not b.runs:
        return 0.0
    if published_a and published_b and abs((published_a - published_b).days) > _DAYS:
        return 0.0
    both = len(a.runs & b.runs)
    smaller = min(len(a.runs), len(b.runs))
    likeness = both / len(a.runs | b.runs)
    least = SHORT_LIKENESS if smaller < _SHORT else LIKENESS
    held = smaller >= _SHORT and both / smaller >= HELD
    return round(likeness, 4) if likeness >= least or held else 0.0


def differences(a: str, b: str) -> tuple[tuple[str, str], ...]:
    """Where two copies depart: the words of ``a`` and those of ``b`` in their stead, '' where one has nothing.

    >>> differences("قتل ثلاثة جنود في الموصل", "قتل خمسة جنود في الموصل أمس")   # killed three / five soldiers in Mosul (yesterday)
    (('ثلاثة', 'خمسة'), ('', 'أمس'))
    """
    left, right = _words(a), _words(b)
    matcher = SequenceMatcher(None, [w for _, w in left], [w for _, w in right], autojunk=False)
    out = []
    for tag, i, j, m, n in matcher.get_opcodes():
        if tag != "equal":
            out.append((_passage(left[i:j]), _passage(right[m:n])))
    return tuple(out[:_MOST_DIFFERENCES])


def _words(text: str) -> list[tuple[str, str]]:
    """Raw and folded words, in step."""
    folded = fold(text)
    out = []
    for match in _WORD.finditer(folded.deep):
        start, end = folded.span(match.start(), match.end())
        out.append((text[start:end], match.group()))
    return out


def _passage(words: Sequence[tuple[str, str]]) -> str:
    raw = [w for w, _ in words]
    return " ".join(raw) if len(raw) <= _CONTEXT else " ".join([*raw[:_CONTEXT], "..."])
