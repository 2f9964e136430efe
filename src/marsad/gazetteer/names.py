"""Names of places as they are compared, and which names of a source are fit to be matched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from marsad.gazetteer.records import NO_ARABIC, OTHER_LETTERS, SHORT
from marsad.text.fold import fold
from marsad.text.tokens import words_of

FEWEST_LETTERS = 4  # of a name without its article: shorter ones are parts of other words in most texts
_ARTICLE = "\u0627\u0644"
_ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a\u0660-\u0669 0-9()/\u060c-]+")
_FOREIGN = re.compile("[\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff]")  # letters that Arabic is not written with
_KEYBOARD = str.maketrans({"\u06cc": "\u064a", "\u06a9": "\u0643"})  # ya and kaf as a Persian keyboard types them
_LATIN = re.compile("[^a-z]+")
_LATIN_ARTICLE = re.compile(r"\b(?:al|el|ad|an|ar|as|ash|at|az)[ -]")
_VOWELS = re.compile("[aeiouwy]+|(.)(?=\\1)")
_DROPPED = re.compile("\\(.*?\\)")


def clean_name(name: str) -> str:
    """The name in NFC without vowel marks, tatweel, marks of direction and what stands in brackets."""
    bare = "".join(c for c in unicodedata.normalize("NFC", _DROPPED.sub(" ", name)) if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(bare.replace("\u0640", "").split())


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, the article of its first word left off: what names are matched by.

    >>> name_words("\u0627\u0644\u0623\u062a\u0627\u0631\u0628") == name_words("\u0627\u062a\u0627\u0631\u0628")   # Al-Atarib, without article and hamza
    True
    """
    words = words_of(fold(name).deep)
    if words and words[0].startswith(_ARTICLE) and len(words[0]) > 3:
        return (words[0][2:], *words[1:])
    return words


def latin_key(name: str) -> str:
    """A Latin name by its consonants, so that spellings of one name agree: Aleppo, Al-Bab, El Bab."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isascii())
    return _VOWELS.sub("", _LATIN.sub("", _LATIN_ARTICLE.sub("", plain)))


def fit_names(names: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """The names fit to be matched, in their order, and the fault of the first one when none is.

    >>> fit_names(["\u06af\u0631\u062f\u0647"])   # a name with a Persian letter
    ((), 'other letters')
    """
    fit, faults = [], []
    for name in names:
        cleaned = clean_name(name)
        if not cleaned:
            continue
        fault = _fault_of(cleaned)
        if fault:
            faults.append(fault)
        else:
            fit.append(cleaned.translate(_KEYBOARD))
    unique = tuple(_once(fit))
    return unique, "" if unique else faults[0] if faults else NO_ARABIC


def _fault_of(name: str) -> str:
    if _FOREIGN.search(name):
        return OTHER_LETTERS
    if not _ARABIC.fullmatch(name):
        return NO_ARABIC
    words = name_words(name)
    return SHORT if sum(map(len, words)) < FEWEST_LETTERS else ""


def _once(names: Iterable[str]) -> Iterator[str]:
    known: set[tuple[str, ...]] = set()
    for name in names:
        words = name_words(name)
        if words not in known:
            known.add(words)
            yield name
