"""Blocks of a saved page: title, running text, headings, captions, embedded posts and site furniture.

Nothing is removed: every line belongs to a block, and later stages read running text only (title, body,
heading). Phrases are data (`furniture.csv`); the shape and the order of lines decide the rest. In doubt a
line stays running text: a caption read as text costs less than an event that is never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from marsad.records import Block
from marsad.text.cues import CUE_LINE_MOST, FurnitureCues, cue_kind, furniture_cues, trim
from marsad.text.fold import Folded
from marsad.text.lead import dateline_end, is_bullet, is_credit, is_date_line, is_dateline, is_label

__all__ = ["FurnitureCues", "furniture_cues", "split_blocks"]

_LINE = re.compile(r"[^\n]+")
_ARABIC = re.compile("[\u0621-\u064a]")
_CLOSING = "\"')] "
_SIGNED = re.compile(r"(?:^|[\s.])-{1,2} ?[^\n@]{0,60}\(@\w+\)[^\n]{0,30}$|pic\.twitter\.com/\w+$|https?://t\.co/\w+$")
_TAGS = re.compile(r"#\w+(?:[ ,|]*#\w+)*$")
_SIGNATURE = re.compile(r"[(\[][^()]{1,40}[)\]]$|[^\W\d]{1,4}(?:[./ ]{1,3}[^\W\d]{1,4}){1,3}$|\W*\u00a9.*$")
_STOP_INSIDE = re.compile(r"(?<![.\s])\.[\"')]* +(?=\w)")
_BARS = re.compile(r" ?[|>] ?")
TITLE_MOST = 160  # characters: a longer first line is a paragraph
KICKER_TITLE_MOST = 120  # characters: what follows a kicker and is longer is the lead
BYLINE_WORDS = 8  # words of a line that names its author without a colon
KICKER_WORDS = 3
KICKERS = 2  # lines that may stand above the title
LABEL_WORDS = 3  # words of a link in a row of links
SHORT_LINE = 40  # characters: a heading rather than a sentence
BODY_LINE = 60  # characters: from here on a line between title and text is the lead
HEADER_LINES = 8  # lines that may stand between title and lead
COPIED_LEAST = 40  # characters: a shorter line may well be said twice


@dataclass(frozen=True, slots=True)
class _Line:
    """A line or a part of one: folded offsets, its folded text, the same trimmed, a blank line before it."""

    start: int
    end: int
    text: str
    plain: str
    gap: bool
    stopped: bool


_Kinds = list[tuple[str, str]]


def split_blocks(folded: Folded, cues: FurnitureCues) -> tuple[Block, ...]:
    """Blocks of a text in order, one a line that is not blank, or a part of it where a line holds two things.

    Kinds: title | body | heading | caption | post | furniture, each with a reason where it is not body. Two
    things in one line: the dateline of the lead, and a related headline inside a paragraph.
    """
    lines = _lines(folded, cues)
    kinds = [_kind(line, cues) for line in lines]
    if kinds and kinds[0][0] == "related" and len(lines[0].plain.split()) > KICKER_WORDS:
        kinds[0] = ("", "")  # "Watch: ..." above a text is its title
    _keep_items(lines, kinds)
    _follow_related(lines, kinds)
    title = _find_title(lines, kinds, cues)
    if title is not None:
        kinds[title] = ("title", "first line")
        _mark_header(lines, kinds, title, cues)
    _mark_rest(lines, kinds, cues)
    _mark_posts(lines, kinds)
    out: list[Block] = []
    lead = next((n for n, k in enumerate(kinds) if k[0] == "body"), -1)
    for n, (line, (kind, reason)) in enumerate(zip(lines, kinds)):
        cut = line.start + (dateline_end(line.text, cues) if n == lead and not is_bullet(line.text) else 0)
        if cut > line.start:
            out.append(Block(*_raw(folded, line.start, cut), "furniture", "dateline"))
        out.append(Block(*_raw(folded, cut, line.end), kind, reason))
    return tuple(out)


def _raw(folded: Folded, start: int, end: int) -> tuple[int, int]:
    text = folded.deep
    while end > start and text[end - 1] == " ":
        end -= 1
    while start < end and text[start] == " ":
        start += 1
    return folded.span(start, end)


def _lines(folded: Folded, cues: FurnitureCues) -> list[_Line]:
    """The lines that are not blank, cut where a related headline stands inside a paragraph."""
    out: list[_Line] = []
    text, before = folded.deep, 0
    inside = list(cues.related.finditer(text)) if any(h in text for h in cues.hints) else []
    for m in _LINE.finditer(text):
        if not m.group().strip():
            continue
        gap = text.count("\n", before, m.start()) > 1
        for start, end in _parts(text, m.start(), m.end(), [r.start() for r in inside if m.start() <= r.start() < m.end()]):
            said = text[start:end].strip()
            if said:
                out.append(_Line(start, end, said, trim(said), gap, _is_stopped(said)))
        before = m.end()
    return out


def _is_stopped(text: str) -> bool:
    """Whether a folded line ends as a sentence does; two dots trail off, as titles do."""
    text = text.rstrip(_CLOSING)
    return text.endswith((".", "?", "!", ";")) and not text.endswith("..")


def _parts(text: str, start: int, end: int, related: list[int]) -> list[tuple[int, int]]:
    """A line's parts: up to a related-links phrase, its headline, and what goes on after it."""
    out, at = [], start
    for begin in related:
        stop = _headline_end(text, begin, end)
        if begin < at or stop is None:
            continue
        out += [(at, begin), (begin, stop)]
        at = stop
    return [(a, b) for a, b in [*out, (at, end)] if b > a]


def _headline_end(text: str, begin: int, end: int) -> int | None:
    """End of the headline that a related-links phrase opens; None when it cannot be told from the text."""
    if begin and text[begin - 1] in "([":
        close = text.find(")" if text[begin - 1] == "(" else "]", begin, end)
        return close + 1 if close > 0 else None
    stop = _STOP_INSIDE.search(text, begin, end)
    to = stop.end() if stop else end
    return to if to - begin <= CUE_LINE_MOST else None


def _kind(line: _Line, cues: FurnitureCues) -> tuple[str, str]:
    """Kind and reason of a line by its words alone; ('', '') when place and shape must decide."""
    kind, reason = cue_kind(line.plain, line.stopped, cues)
    if kind:
        return {"appeal": "furniture"}.get(kind, kind), reason
    if ("@" in line.text or "t" in line.text) and _SIGNED.search(line.text):
        return "post", "a post's signature" if len(line.text) < BODY_LINE or line.text[0] == "-" else "embedded post"
    if not _ARABIC.search(line.text):
        return "furniture", "no Arabic"
    if _TAGS.match(line.text):
        return "furniture", "tags"
    rows = not line.stopped and len(line.plain) < CUE_LINE_MOST and ("|" in line.plain or ">" in line.plain)
    pieces = [p for p in _BARS.split(line.plain) if p] if rows else []
    if len(pieces) > 1:
        known = sum(1 for p in pieces if cue_kind(trim(p), False, cues)[0] or not _ARABIC.search(p))
        if 2 * known > len(pieces) or (known and all(len(p.split()) < LABEL_WORDS + 1 for p in pieces)):
            return "furniture", "links beside each other"
    return "", ""


def _keep_items(lines: list[_Line], kinds: _Kinds) -> None:
    """ "Watch: ..." among items of running text that open with the same sign is one of them, no link."""
    signs = [line.text[0] if is_bullet(line.text) and not line.text[0].isalnum() else "" for line in lines]
    for n, (kind, _) in enumerate(kinds):
        if kind == "related" and signs[n]:
            beside = [m for m in (n - 1, n + 1) if 0 <= m < len(lines) and signs[m] == signs[n]]
            if beside and all(not kinds[m][0] for m in beside):
                kinds[n] = ("", "")


def _follow_related(lines: list[_Line], kinds: _Kinds) -> None:
    """Headlines under a related-links line go with it, and names under an editor's role before the text."""
    for n, (kind, reason) in enumerate(kinds):
        if kind in ("related", "related-list", "role"):
            kinds[n] = ("furniture", reason)
            if len(lines[n].plain) < SHORT_LINE and not lines[n].stopped:
                _take_followers(lines, kinds, n + 1, kind)


def _take_followers(lines: list[_Line], kinds: _Kinds, at: int, kind: str) -> None:
    """Mark the lines under a related-links line: one; under a list's heading, up to a blank line or a sentence.

    At the foot of a page that ends its paragraphs with stops, whatever follows without one goes with it.
    """
    spaced = at < len(lines) and lines[at].gap
    if kind == "related" and any(o.stopped for o in lines[:at]) and not any(o.stopped for o in lines[at:]):
        kind, spaced = "related-list", True
    for n in range(at, len(lines)):
        line = lines[n]
        taken = not line.stopped and len(line.text) < (SHORT_LINE if kind == "role" else TITLE_MOST)
        if kinds[n][0] or not taken or (n > at and (kind != "related-list" or (line.gap and not spaced))):
            return
        if n > at and spaced and len(line.text) > KICKER_TITLE_MOST:
            return
        kinds[n] = ("furniture", "under a role" if kind == "role" else "headline under a related-links line")


def _find_title(lines: list[_Line], kinds: _Kinds, cues: FurnitureCues) -> int | None:
    """The first line that can be a title, or the one after kickers; kickers become headings."""
    free = [n for n, k in enumerate(kinds) if not k[0] and not is_date_line(lines[n].text, cues, alone=True)]
    if len(free) < 2 or not _can_be_title(lines[free[0]], TITLE_MOST):
        return None
    at = 0
    while at < KICKERS and at + 2 < len(free) and _is_kicker(lines[free[at]], cues):
        at += 1
    if not at or not _can_follow_kicker(lines[free[at - 1]], lines[free[at]], cues):
        return free[0]
    for n in free[:at]:
        kinds[n] = ("heading", "kicker")
    return free[at]


def _can_be_title(line: _Line, most: int) -> bool:
    return len(line.text) <= most and not (line.stopped and line.text.rstrip("\"') ").endswith("."))


def _is_kicker(line: _Line, cues: FurnitureCues) -> bool:
    return line.text.endswith("..") or is_label(line.text.rstrip(":"), cues)


def _can_follow_kicker(kicker: _Line, line: _Line, cues: FurnitureCues) -> bool:
    words = len(line.plain.split())
    return (
        _can_be_title(line, KICKER_TITLE_MOST)
        and words > KICKER_WORDS
        and len(line.text) > len(kicker.text)
        and not line.text.endswith((":", ","))
        and not is_bullet(line.text)
        and not is_date_line(line.text, cues)
        and not is_dateline(line.text, cues)
    )


def _mark_header(lines: list[_Line], kinds: _Kinds, title: int, cues: FurnitureCues) -> None:
    """Date lines, datelines, bylines, captions and labels between the title and the lead."""
    for n in range(title + 1, min(title + 1 + HEADER_LINES, len(lines))):
        line, (kind, _) = lines[n], kinds[n]
        last = n + 1 == len(lines)
        if kind == "byline" and (":" in line.text or len(line.plain.split()) <= BYLINE_WORDS):
            kinds[n] = ("furniture", "byline")
        elif kind:
            continue
        elif line.text == lines[title].text:
            kinds[n] = ("furniture", "the title again")
        elif is_date_line(line.text, cues) and not line.stopped:
            kinds[n] = ("furniture", "a date line")
        elif len(line.text) >= BODY_LINE or line.stopped:
            if not is_credit(line.text, cues) or line.stopped:
                return
            kinds[n] = ("caption", "ends with a credit")
        elif is_dateline(line.text, cues) and not last:
            kinds[n] = ("furniture", "dateline")
        elif is_credit(line.text, cues):
            kinds[n] = ("caption", "ends with a credit")
        elif is_label(line.text, cues) and not last and not is_bullet(lines[n + 1].text) and not is_bullet(line.text):
            kinds[n] = ("furniture", "a label above the lead")


def _mark_rest(lines: list[_Line], kinds: _Kinds, cues: FurnitureCues) -> None:
    """Captions by their credit, copies, bare dates and signatures; then body and headings."""
    seen: dict[str, int] = {}
    final = max((n for n, line in enumerate(lines) if line.stopped and not kinds[n][0]), default=len(lines))
    for n, line in enumerate(lines):
        if kinds[n][0] not in ("", "byline"):
            continue
        if not line.stopped and is_credit(line.text, cues):
            kinds[n] = ("caption", "ends with a credit")
        elif not line.stopped and is_date_line(line.text, cues, alone=True):
            kinds[n] = ("furniture", "a date line")
        elif n > final and len(line.text) < SHORT_LINE and ((_SIGNATURE.match(line.text) and is_label(line.text, cues)) or line.plain in cues.desk):
            kinds[n] = ("furniture", "a signature")
        elif not line.stopped and any(line.text == o.text for o in (*lines[max(0, n - 1) : n], *lines[n + 1 : n + 2])):
            kinds[n] = ("caption", "said twice, as under a picture")
        elif len(line.text) >= COPIED_LEAST and line.text in seen:
            kinds[n] = ("furniture", "said before")
        elif len(line.text) < SHORT_LINE and not line.text.endswith((".", "?", "!", ";")):
            kinds[n] = ("heading", "short line")
        else:
            kinds[n] = ("body", "")
        seen[line.text] = n


def _mark_posts(lines: list[_Line], kinds: _Kinds) -> None:
    """The paragraph before a post's signature belongs to the post."""
    for n, (kind, reason) in enumerate(kinds):
        if kind == "post" and reason == "a post's signature" and n and kinds[n - 1][0] == "body":
            kinds[n - 1] = ("post", "embedded post")
