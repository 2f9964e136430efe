"""HTML to a tree, and a part of the tree to lines of text with what each line is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

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
HIDDEN = words(
    "script style noscript template svg math iframe object embed button input select textarea head audio video canvas"
    " amp-ad amp-sidebar amp-list amp-analytics"
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_HTTP = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
HEAD_BYTES = 4096  # bytes in which a page may declare its encoding (the standard says 1024)


def tidy(text: str) -> str:
    """``text`` with each run of white space as one space, and none at its ends.

    >>> tidy(" one  two\\n"), tidy("one two")
    ('one two', 'one two')
    """
    # Of white space only the space itself counts as printable: most texts need nothing, and to see that is quicker.
    return text.strip() if text.isprintable() and "  " not in text else " ".join(text.split())


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


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree, and the text it was made of."""

    root: HtmlElement
    text: str


def _make_parser() -> etree.HTMLParser[HtmlElement]:
    """A parser whose elements are all of one class: lxml's own choice of one by the tag costs a call of Python each."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


_PARSER = _make_parser()


def parse_page(text: str, raw: bytes = b"") -> Page | None:
    """A page as a tree; None when there is no element in it. ``raw`` is the same in UTF-8, where it is at hand."""
    if not text.strip():
        return None
    try:
        root = etree.fromstring(raw or text.encode("utf-8", "replace"), parser=_PARSER)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    for beside in list(root.itersiblings()):  # what stands behind a stray </html>, which browsers read on over
        root.append(beside)
    return Page(root, text)


def is_hidden(element: HtmlElement) -> bool:
    """Whether a reader does not see an element: scripts, forms' controls, what its style hides."""
    tag = element.tag
    return tag in HIDDEN or not isinstance(tag, str) or is_unseen(element, element.keys())


def is_unseen(element: HtmlElement, given: list[str]) -> bool:
    """Whether an element is hidden by its attributes, whose names are ``given``: most have none, or no more than a class."""
    return bool(given) and (
        "hidden" in given or ("style" in given and _UNSEEN.search(element.get("style", "")) is not None)
    )


def find_lines(element: HtmlElement, is_apart: Callable[[HtmlElement], bool] | None = None) -> list[Line]:
    """The lines of ``element`` in reading order: blocks and line breaks end one, runs of space are one space.

    What is hidden is left out; with ``is_apart``, which is asked of every element that is reached, what it says yes
    to, and what stands on either side of that is parted by a space.
    """
    reading = _Reading(str(element.tag), is_apart)
    if not is_hidden(element):
        reading.walk(element, False, 0)
    reading.end("")
    return reading.lines


class _Reading:
    """The lines read so far, and the parts (text, whether it is a link's) of the one that is being read."""

    __slots__ = ("is_apart", "lines", "parts", "tag")

    def __init__(self, tag: str, is_apart: Callable[[HtmlElement], bool] | None) -> None:
        self.lines: list[Line] = []
        self.parts: list[tuple[str, bool]] = []
        self.tag, self.is_apart = tag, is_apart

    def end(self, next_tag: str) -> None:
        """End the line; the next one begins in an element of ``next_tag``."""
        self.tag, tag = next_tag, self.tag
        parts = self.parts
        if not parts:
            return
        if len(parts) == 1:
            text = tidy(parts[0][0])
            links = len(text) if parts[0][1] else 0
        else:
            text = tidy("".join([part for part, _ in parts]))
            links = sum([len(tidy(part)) for part, linked in parts if linked])
        if text:
            self.lines.append(Line(text, min(links, len(text)), tag))
        parts.clear()

    def walk(self, element: HtmlElement, linked: bool, depth: int) -> None:
        """Read an element that is not hidden."""
        block = element.tag in _BLOCKS
        if block:
            self.end(element.tag)
        if own := element.text:
            self.parts.append((own, linked))
        for child in element if len(element) else ():  # to begin a walk of none costs as much as the rest
            tail = child.tail
            if self.is_apart is not None and self.is_apart(child):
                self._close_gap(tail, own, linked)
                own = own or tail
                continue
            if depth < DEEPEST and (self.is_apart is not None or not is_hidden(child)):
                self.walk(child, linked or child.tag == "a", depth + 1)
            if tail:
                self.parts.append((tail, linked))
            own = tail
        if block:
            self.end(element.tag)

    def _close_gap(self, tail: str | None, own: str | None, linked: bool) -> None:
        """The text after an element that is left out goes on with the one before it, where that stands beside it."""
        if tail and own:
            self.parts[-1] = (f"{self.parts[-1][0]}\n{tail}", linked)
        elif tail:
            self.parts.append(("\n" + tail, linked))


def outermost(elements: Iterable[HtmlElement], levels: int = 1) -> Iterator[HtmlElement]:
    """Those of ``elements``, which come in the order of the page, that stand in fewer than ``levels`` of the others.

    The texts of elements in each other, as a page may hold them without end, are then no longer than so many pages.
    """
    around: list[HtmlElement] = []
    for element in elements:
        if around:
            above = set(element.iterancestors(*{one.tag for one in around}))
            while around and around[-1] not in above:
                around.pop()
        if len(around) < levels:
            around.append(element)
            yield element


def text_of(element: HtmlElement) -> str:
    """All text of an element as one line."""
    return " ".join(line.text for line in find_lines(element))
