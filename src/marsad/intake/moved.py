"""A page that answers from another address than was asked for: moved, or gone with a redirect in its place.

Many sites answer for a report that they took down not with "404" but with a redirect to their front page, the report's
section, or a page that says "not found" with status 200.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, unquote, urlsplit

from marsad.intake.captures import Taken, Unread
from marsad.intake.failures import Failure

HERE, FRONT, ELSEWHERE = "here", "front", "elsewhere"
SHINGLE = 3  # words that follow each other, by which two texts are compared
ALIKE = 0.4  # share of a report's shingles found in another text from which that is the report, moved or revised
_INDEX = re.compile(r"/(?:index|default|home)\.\w{3,5}$", re.IGNORECASE)
_LANGUAGE = re.compile(r"/[a-z]{2}(?:[-_][a-z]{2})?", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"/(?:errors?|404(?:[-_]?error)?|error[-_]?404|(?:page|file)?[-_]?not[-_]?found)(?:\.\w{2,5})?(?:/|$)", re.IGNORECASE
)
_REPORT = re.compile(r"\d|[-_][^-_]+[-_][^-_]+[-_]")  # what names of reports have in an address, and those of sections lack
_WORD = re.compile(r"\w+")


def find_move(asked: str, answered: str) -> str:
    """Where an answer came from, seen from the address that was asked for.

    HERE: the same place (another scheme, `www.`, a slash at the end). FRONT: a front page, a section above the page
    asked for, or a page that says by its name that nothing was found. ELSEWHERE: any other.

    >>> find_move("http://a.example/news/1", "https://www.a.example/news/1/")
    'here'
    >>> find_move("https://a.example/news/1", "https://a.example/news/")
    'front'
    >>> find_move("https://a.example/?p=1", "https://a.example/2023/06/07/strike")
    'elsewhere'
    """
    one, other = urlsplit(asked), urlsplit(answered)
    old, new = _path(one), _path(other)
    same_host = _host(one) == _host(other)
    same_query = unquote(one.query) == unquote(other.query)
    if (same_host and old == new and same_query) or (_is_root(old) and not one.query):
        return HERE
    if _NOT_FOUND.search(new) and not _NOT_FOUND.search(old):
        return FRONT
    if other.query:
        return ELSEWHERE
    above = same_host and old.startswith(f"{new}/") and not _REPORT.search(new)
    return FRONT if _is_root(new) or above else ELSEWHERE


def _host(parts: SplitResult) -> str:
    port = f":{parts.port}" if parts.port else ""
    return f"{(parts.hostname or '').removeprefix('www.')}{port}"


def _path(parts: SplitResult) -> str:
    return _INDEX.sub("", unquote(parts.path)).rstrip("/")


def _is_root(path: str) -> bool:
    return not path or _LANGUAGE.fullmatch(path) is not None


def is_gone(move: str, before: Iterable[str], found: Iterable[Taken | Unread | Failure]) -> bool:
    """Whether what stands in a page's place says that its report is gone.

    ``before`` are the texts that the address gave when it was asked before, ``found`` is what was read now.
    A page in another language, or one that could not be read, says nothing of it: unless it is a FRONT.
    """
    items, texts = list(found), list(before)
    new = [item.document.text for item in items if isinstance(item, Taken)]
    if move == FRONT:
        return not any(_share(a, b) >= ALIKE and _share(b, a) >= ALIKE for a in texts for b in new)
    if not texts or any(_share(a, b) >= ALIKE for a in texts for b in new):
        return False
    empty = bool(items) and all(isinstance(item, Unread) and not item.language for item in items)
    return empty or (move == ELSEWHERE and bool(new))


def _share(text: str, other: str) -> float:
    """Share of the shingles of ``text`` that ``other`` has; 0.0 without any."""
    own, others = _shingles(text), _shingles(other)
    return len(own & others) / len(own) if own else 0.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text)
    return set(zip(*(words[n:] for n in range(SHINGLE)), strict=False))


def told_gone(move: str, answered: str) -> str:
    """Why the report is gone, in words that name where its address leads now."""
    return f"redirected to {answered}" if move != HERE else f"no article at {answered} any more"
