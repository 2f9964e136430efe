"""What stands between a title and its lead: date lines, bylines, labels, and the dateline of the lead itself.

A dateline names the outlet's desk, not the place of the event. It is told by its sign (dash, colon, slash,
brackets), by its length, and by what it is made of or followed by: a place, an agency, a date; then a verb.
A line or prefix with a word of a trigger in it is never taken: it may tell of an event.
"""

from __future__ import annotations

import re

from marsad.text.cues import CUE_LINE_MOST, FurnitureCues, trim

_WORD = re.compile(r"\d+|[^\W\d_]+")
_DATE = re.compile(r"(?:\d{1,2} ?[./-] ?){2}\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\b(?:19|20)\d\d\b|\b1[34]\d\d\b|\d{1,2}[:.]\d\d\b")
_SIGN = re.compile(r" ?:- ?| -+ |-+ (?=\S)|(?<!\d) ?: ?| ?/ ?| ?\| ?|\. (?=\S)")
_BRACKETS = re.compile(r"[^()\n]{0,40}\([^()\n]{2,40}\) ?(?:[-:/]+ ?)?")
_SPLIT = re.compile(r"[-/|:,()_\[\]\".]+")
_BULLET = re.compile(r"[^\w\"'(\[#<@]|\d{1,2} ?[-.)] ?\D|\d{1,2}:\d\d")
_BRACKETED_TAIL = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]$")
_TAIL = re.compile(r"(?:[/|\\]| -|- )([^/|\\]{1,40})$")
DATELINE_MOST = 60  # characters: a longer prefix is part of the sentence
DATELINE_WORDS = 8
HEADER_MOST = 80  # characters of a date line or byline
LABEL_WORDS = 3
STEM_LEAST = 4  # letters: the ending of a shorter word is part of its stem


def is_bullet(text: str) -> bool:
    """Whether a folded line opens as an item of a list: a sign, a number, a time."""
    return bool(_BULLET.match(text))


def is_date_line(text: str, cues: FurnitureCues, *, alone: bool = False) -> bool:
    """Whether a line gives a date or an hour and hardly anything else (nothing else, if ``alone``)."""
    if len(text) > HEADER_MOST or not _DATE.search(text):
        return False
    words = _WORD.findall(text)
    other = [w for w in words if not w.isdigit() and not _clock(w, cues)]
    if alone or not other:
        return not other
    return len(other) <= min(4, max(3, len(words) - len(other))) and not tells(other, cues)


def is_dateline(text: str, cues: FurnitureCues) -> bool:
    """Whether a whole short line between title and lead is a dateline: a desk beside an outlet, a place alone."""
    words = _WORD.findall(text)
    pieces = _pieces(text, cues)
    if not words or len(words) > DATELINE_WORDS or any(len(p.split()) > 3 for p in pieces) or len(pieces) > 4:
        return False
    if any(p.split()[0] in cues.verbs for p in pieces if len(p.split()) > 1) or _verb_of_hours(text, cues):
        return False  # a verb and more behind the sign: the lead has begun
    credited = _BRACKETED_TAIL.search(text) and is_credit(text, cues)
    if credited and pieces and pieces[0] not in cues.places and pieces[0] not in cues.desk:
        return False
    short = len(pieces) > 1 and not text.endswith(":") and all(len(p.split()) <= 3 for p in pieces)
    if any(p in cues.places for p in pieces) or _has_desk(words, cues):
        return not tells(words, cues) or (short and all(len(p.split()) <= 2 for p in pieces))
    return short and not tells(words, cues)


def _verb_of_hours(text: str, cues: FurnitureCues) -> bool:
    """Whether a word that may name an hour (the letters of "dawn" are also those of "blew up") stands behind a sign with no word of dates after it."""
    pieces = [_WORD.findall(p) for p in _SPLIT.split(text)[1:]]
    return any(len(p) > 1 and p[0] in cues.verbs and _clock(p[0], cues) and not p[1].isdigit() and not _clock(p[1], cues) for p in pieces)


def is_label(text: str, cues: FurnitureCues) -> bool:
    """Whether a line is too short to tell anything: a section, an outlet, a name."""
    words = _WORD.findall(text)
    if any(w in cues.verbs for w in words):
        return False
    return 0 < len(words) <= LABEL_WORDS and not text.endswith((":", "?", "!")) and not tells(words, cues)


def is_credit(text: str, cues: FurnitureCues) -> bool:
    """Whether a line without a full stop ends as captions do, with who made the picture."""
    if len(text) > CUE_LINE_MOST or is_bullet(text):
        return False
    m = _BRACKETED_TAIL.search(text) or _TAIL.search(text)
    tail = trim(m.group(1)) if m else ""
    if not tail or len(tail.split()) > 4:
        return False
    return tail in cues.credits or any(f" {c} " in f" {tail} " for c in cues.credits)


def tells(words: list[str], cues: FurnitureCues) -> bool:
    """Whether one of the folded words belongs to a trigger, with an ending of one or two letters or without."""
    told = cues.told
    return any(w in told or (len(w) > STEM_LEAST and (w[:-1] in told or w[:-2] in told)) for w in words)


def dateline_end(text: str, cues: FurnitureCues) -> int:
    """Length of the dateline that a folded lead opens with, its sign included; 0 without one."""
    bracketed = _BRACKETS.match(text, 0, DATELINE_MOST)
    best = 0
    if bracketed and bracketed.end() < len(text):
        sign = bracketed.group().rstrip()[-1]
        best = bracketed.end() if _accepted(text, bracketed.end(), cues, "" if sign == ")" else sign) else 0
    for m in _SIGN.finditer(text, 0, DATELINE_MOST):
        if m.start() and m.end() < len(text) and _accepted(text, m.end(), cues, m.group().strip()):
            best = max(best, m.end())
    return best


def _accepted(text: str, end: int, cues: FurnitureCues, sign: str) -> bool:
    """Whether the prefix up to ``end`` is made as a dateline and the text goes on as a lead."""
    prefix = text[:end]
    words = _WORD.findall(prefix)
    if not words or len(words) > DATELINE_WORDS or words[0] in cues.features or tells(words, cues):
        return False
    if any(w in cues.verbs and not _clock(w, cues) for w in words):
        return False
    pieces = _pieces(prefix, cues)
    dated = bool(_DATE.search(prefix)) and sum(len(p.split()) for p in pieces) <= 4
    strong = dated or _has_desk(words, cues)
    if sign in ("", "."):
        return strong
    after = _WORD.search(text, end)
    follows = after is not None and _opens_lead(text, after, cues)
    few = len(words) <= LABEL_WORDS
    if sign == ":":
        towns = sum(1 for p in pieces if p in cues.towns or p in cues.desk)
        if any(w in cues.voices for w in words):
            return False
        return towns == len(pieces) > 0 or (towns > 0 and len(words) <= LABEL_WORDS + 2) or (follows and len(words) <= 2)
    if strong or (follows and (few or any(p in cues.places for p in pieces))):
        return True
    return all(p in cues.towns for p in pieces) and after is not None and not _goes_on_as_name(after, cues)


def _goes_on_as_name(word: re.Match[str], cues: FurnitureCues) -> bool:
    """Whether the dash may join two names: a place follows, or a word with its article."""
    return word.group() in cues.places or word.group().startswith(cues.article)


def _pieces(text: str, cues: FurnitureCues) -> list[str]:
    """What a dateline's signs set apart, without figures and the words of dates."""
    kept = (" ".join(w for w in _WORD.findall(p) if not w.isdigit() and not _clock(w, cues)) for p in _SPLIT.split(text))
    return [p for p in kept if p]


def _opens_lead(text: str, word: re.Match[str], cues: FurnitureCues) -> bool:
    """Whether what stands after a dateline's sign opens a sentence: a verb, a particle, a number, a quotation."""
    w = word.group()
    if w in cues.verbs or w in cues.links or w.isdigit():
        return True
    return text[word.start() - 1] in "\"'" or _clock(w, cues)


def _clock(word: str, cues: FurnitureCues) -> bool:
    return word in cues.clock or (len(word) > 4 and word[2:] in cues.clock)


def _has_desk(words: list[str], cues: FurnitureCues) -> bool:
    said = f" {' '.join(words)} "
    return any(w in cues.desk or w in cues.voices for w in words) or any(" " in d and f" {d} " in said for d in cues.desk)
