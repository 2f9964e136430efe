"""HTML to a tree, and a part of the tree to lines of text with what each line is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

DEEPEST = 250  # nested elements followed; deeper ones are a page that was built to exhaust its reader


def words(values: str) -> frozenset[str]:
    """Words of markup (tags, class names, names of meta tags) as a set.

    >>> sorted(words("h1 h2"))
    ['h1', 'h2']
    """
    return frozenset(values.split())


_BLOCKS = words(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_HIDDEN = words(
    "script style noscript template svg math iframe object embed button input select textarea head audio video canvas"
    " amp-ad amp-sidebar amp-list amp-analytics"
)
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_HTTP = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
HEAD_BYTES = 4096  # bytes in which a page may declare its encoding (the standard says 1024)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as a reader sees it: how many of its characters are links, and the element it began in."""

    text: str
    links: int
    tag: str


def declared_charset(raw: bytes, content_type: str = "") -> str:
    """The encoding that a page's server or its own head names; '' for none.

    >>> declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">')
    'windows-1256'
    """
    if said := _HTTP.search(content_type):
        return said.group(1)
    found = _DECLARED.search(raw[:HEAD_BYTES]) or _XML.search(raw[:HEAD_BYTES])
    return found.group(1).decode("ascii", "replace") if found else ""


def parse_page(text: str, raw: bytes = b"") -> HtmlElement | None:
    """The tree of a page; None when there is no element in it. ``raw`` is the same in UTF-8, where it is at hand."""
    if not text.strip():
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree: HtmlElement = document_fromstring(raw or text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    return tree


def is_hidden(element: HtmlElement) -> bool:
    """Whether a reader does not see an element: scripts, forms' controls, what its style hides."""
    if element.tag in _HIDDEN or not isinstance(element.tag, str):
        return True
    style = element.get("style")
    return bool(style and _UNSEEN.search(style)) or element.get("hidden") is not None


def find_lines(element: HtmlElement) -> list[Line]:
    """The lines of ``element`` in reading order: blocks and line breaks end one, runs of space are one space."""
    out: list[Line] = []
    parts: list[tuple[str, bool]] = []
    tag = str(element.tag)

    def end(next_tag: str) -> None:
        nonlocal tag
        text = _SPACE.sub(" ", "".join(p for p, _ in parts)).strip()
        if text:
            links = sum(len(_SPACE.sub(" ", p).strip()) for p, linked in parts if linked)
            out.append(Line(text, min(links, len(text)), tag))
        parts.clear()
        tag = next_tag

    for kind, value, linked in _walk(element, False, 0):
        if kind == "text":
            parts.append((value, linked))
        else:
            end(value)
    end("")
    return out


def _walk(element: HtmlElement, linked: bool, depth: int) -> Iterator[tuple[str, str, bool]]:
    if is_hidden(element) or depth > DEEPEST:
        return
    block = element.tag in _BLOCKS
    if not len(element):  # most are leaves, and need no walk
        if block:
            yield "block", str(element.tag), False
        if element.text:
            yield "text", element.text, linked
        if block:
            yield "block", str(element.tag), False
        return
    if block:
        yield "block", str(element.tag), False
    if element.text:
        yield "text", element.text, linked
    for child in element:
        yield from _walk(child, linked or child.tag == "a", depth + 1)
        if child.tail:
            yield "text", child.tail, linked
    if block:
        yield "block", str(element.tag), False


def text_of(element: HtmlElement) -> str:
    """All text of an element as one line."""
    return " ".join(line.text for line in find_lines(element))
