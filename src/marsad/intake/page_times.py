"""Time tags and lines with figures between a page's title and its article: where it shows when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from marsad.intake.article import Article
from marsad.intake.markup import find_lines, text_of

SHOWN_MOST = 60  # characters of a line that shows a date
SHOWN_LINES = 4  # such lines taken at most
SAME = 60  # characters by which the article's first line is known again
_ITEM = etree.XPath("//*[@itemprop='datePublished']")
_ABBR = etree.XPath("//abbr[contains(@class, 'published')]/@title")
_CHANGED = re.compile(r"updated|modif|dateModified", re.IGNORECASE)
_FIGURE = re.compile(r"\d")


def find_times(tree: HtmlElement, title: str, article: Article) -> tuple[tuple[str, str], ...]:
    """(where it stands, value) of the time tags that tell of the page's own article, the surest kind only."""
    items = [e.get("datetime") or e.get("content") or text_of(e) for e in _ITEM(tree) if not _is_beside(e)]
    if items:
        return tuple(("itemprop datePublished", v) for v in items[:1])
    head = [v for v in _head_times(tree, title, article) if v]
    if head:
        return tuple(("time tag under the title", v) for v in dict.fromkeys(head))
    abbr = [str(v) for v in _ABBR(tree)]
    return (("abbr published", abbr[0]),) if len(abbr) == 1 else ()


def _is_beside(element: HtmlElement) -> bool:
    return any(e.tag in ("aside", "nav", "footer") for e in element.iterancestors())


def _head_times(tree: HtmlElement, title: str, article: Article) -> Iterator[str]:
    under, first = False, article.lines[0][:SAME]
    for element in tree.iter():
        if element.tag in ("h1", "h2", "h3", "h4"):
            if under:
                return
            under = bool(title) and text_of(element) == title
        elif under and (element is article.body or (element.text or "").strip().startswith(first)):
            return
        elif (
            under
            and element.tag == "time"
            and not _CHANGED.search(f"{element.get('class') or ''} {element.get('itemprop') or ''}")
        ):
            yield element.get("datetime") or ""


def find_shown(tree: HtmlElement, title: str, article: Article) -> tuple[str, ...]:
    """Short lines with a figure between the title and the article's first line, in their order; () without a title."""
    lines = [line.text for line in find_lines(tree)]
    first = article.lines[0]
    end = next(
        (
            n
            for n, text in enumerate(lines)
            if text == first or (len(first) > SAME and text.startswith(first[:SAME]))
        ),
        None,
    )
    if end is None or not title:
        return ()
    start = max((n for n in range(end) if lines[n] == title), default=None)
    if start is None:
        return ()
    shown = [t for t in lines[start + 1 : end] if len(t) <= SHOWN_MOST and _FIGURE.search(t)]
    return tuple(shown[:SHOWN_LINES])
