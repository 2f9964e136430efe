"""The article on a page: its own lines, with captions, tags and links to other articles set apart.

Three ways, the first that holds: the element that the page marks as the article's body; the one element in
which most of its paragraphs stand; what trafilatura takes for the article (Barbaresi 2021, ACL demo).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from marsad.intake.apart import (
    NAMES_KEPT,
    NAMES_LONGEST,
    NESTED_MOST,
    Apart,
    aside_of_page,
    caption_text,
    is_caption,
    take_apart,
)
from marsad.intake.markup import Line, Page, find_lines, outermost, words

LEAST = 120  # characters of an article; less is a teaser, a caption or an empty page
MARKED, PARAGRAPHS, GUESSED = "the page's own marks", "its paragraphs", "trafilatura"
INDEX_PARTS = 4  # marked bodies on one page from which it is a list of articles and none of them whole
PARAGRAPH_LEAST = 60  # characters of a paragraph that counts for where the article stands
UP_MOST = 3  # elements that may wrap a paragraph below the one that holds the article
CLUSTER_SHARE = 0.6  # share of all paragraph text that must stand in one element to be the article
LOOSE_SHARE = 0.4  # the same of all the page's text for one that only line breaks divide
LINK_SHARE = 0.6  # share of linked characters from which a short line is a link to somewhere else
LINK_LINE = 200  # characters of such a line at most

# Class names that sites and their systems give to the body of an article, whole words of a class attribute.
_BODY = words(
    "entry-content post-content article-content article-body articlebody article__body article-text article_text"
    " article__content article_body story-body story__body story-content post-body post-text post__content"
    " post-entry td-post-content single-content news-content news-body news-text news_body content-body body-content"
    " field--name-body field-name-body field-body rich-text wysiwyg wysiwyg--all-content amp-wp-article-content"
    " elementor-widget-theme-post-content the-content thecontent entry_content post_content articlecontent c-article__body"
    " text-formatted node-body itemfulltext item-page com-content-article__body details-text newsdetails"
)
_HOLDERS = ("div", "section", "article", "main", "td", "span")  # what may hold an article, or be its body
_ITEM_BODY = etree.XPath("//*[contains(@itemprop, 'articleBody')]")
_FIND_CAPTIONS = etree.XPath(
    ".//figcaption | .//*[contains(@class, 'caption')][not(.//figcaption)][not(self::figure)]"
)
_DIVISION_TEXTS = etree.XPath(f"//div/text()[string-length() >= {PARAGRAPH_LEAST}]")
_OWN_TEXT = etree.XPath(
    "text() | b/text() | strong/text() | span/text() | font/text() | i/text() | em/text()"
)
_BLANK = " \t\r\n"  # white space of markup, which a fixed space is not
_BLANKS = re.compile(f"[{_BLANK}]+")
_WORDS = re.compile(r"\w")
Test = Callable[[HtmlElement], bool]
logging.getLogger("trafilatura").setLevel(
    logging.CRITICAL
)  # what it says of a page, `find_article` says to the user


@dataclass(frozen=True, slots=True)
class Article:
    """The lines of an article in reading order, how it was found, and what stood beside them."""

    lines: tuple[str, ...]
    way: str
    captions: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    body: HtmlElement | None = None


def find_article(page: Page, *, article: bool) -> Article | None:
    """The article of a page; None when it holds none. ``article``: the page says of itself that it is one."""
    is_aside = aside_of_page()
    bodies = _bodies(page, is_aside)
    if len(bodies) >= INDEX_PARTS and not article:
        return None
    if bodies:
        marked = _take(bodies[0], MARKED, is_aside)
        if _size(marked.lines) >= LEAST:
            return marked
    for find in (_cluster, _loose):
        holder = find(page, is_aside)
        found = _take(holder, PARAGRAPHS, is_aside) if holder is not None else None
        if found and _size(found.lines) >= LEAST and (article or not _is_list(found)):
            return found
    guess = _guess(page.root)
    return guess if guess is None or article or _has_sentences(guess.lines) else None


@lru_cache(maxsize=NAMES_KEPT)
def _named_body(names: str) -> bool:
    return not _BODY.isdisjoint(names.split())


def _marked(page: Page) -> list[HtmlElement]:
    """Elements that a page marks as an article's body, in its order."""
    found = [e for e in page.root.iter(*_HOLDERS) if _named_body(e.get("class", "")[:NAMES_LONGEST])]
    if "articleBody" in page.text:
        found += _ITEM_BODY(page.root)
    if len(found) < 2:
        return found
    wanted = set(found)
    return [e for e in page.root.iter() if e in wanted]


def _bodies(page: Page, is_aside: Test) -> list[HtmlElement]:
    """Marked bodies in the order of the page: of nested ones the innermost that holds nearly all the text."""
    found = [e for e in _marked(page) if not is_aside(e)]
    out: list[HtmlElement] = []
    sizes = {e: len(" ".join(e.itertext())) for e in found}
    above = {e: [o for o in e.iterancestors() if o in sizes] if len(found) > 1 else [] for e in found}
    largest: dict[HtmlElement, int] = {}  # of those inside an element
    for element in found:
        for outer in above[element]:
            largest[outer] = max(largest.get(outer, 0), sizes[element])
    taken: set[HtmlElement] = set()
    for element in found:
        nested = element in largest and largest[element] * 10 >= sizes[element] * 7
        if not nested and sizes[element] >= PARAGRAPH_LEAST and taken.isdisjoint(above[element]):
            taken.add(element)
            out.append(element)
    return out


def _cluster(page: Page, is_aside: Test) -> HtmlElement | None:
    """The element in which most of the page's paragraph text stands; None when no one does.

    Where a page has no paragraphs, the divisions that hold text of their own stand for them. The nearest element
    counts: their parent, or one a little further up where each has a wrapper.
    """
    for find in (_paragraphs, _divisions):
        sizes = {e: size for e, size in find(page) if not is_aside(e)}
        total = sum(sizes.values())
        if total < 2 * LEAST:
            continue
        for _ in range(UP_MOST):
            sizes = _sum_above(sizes)
            best = max(
                (e for e in sizes if e.tag not in ("body", "html")), key=lambda e: sizes[e], default=None
            )
            if best is not None and sizes[best] >= CLUSTER_SHARE * total:
                return best
    return None


def _sum_above(sizes: dict[HtmlElement, int]) -> dict[HtmlElement, int]:
    """The sizes of elements summed by their parents, in the order in which these are met."""
    out: dict[HtmlElement, int] = {}
    for element, size in sizes.items():
        above = element.getparent()
        if above is not None:
            out[above] = out.get(above, 0) + size
    return out


def _paragraphs(page: Page) -> Iterator[tuple[HtmlElement, int]]:
    """Paragraphs long enough to tell where the article stands, with their characters."""
    for element in page.root.iter("p"):
        size = _length(element)
        if size >= PARAGRAPH_LEAST:
            yield element, size


def _divisions(page: Page) -> Iterator[tuple[HtmlElement, int]]:
    """Divisions with such a stretch of text that is in no element of its own, with all their characters."""
    found = (text for text in _DIVISION_TEXTS(page.root) if _is_long(text))
    parents = (text.getparent() if text.is_text else text.getparent().getparent() for text in found)
    for element in dict.fromkeys(parents):
        yield element, _length(element)


def _length(element: HtmlElement) -> int:
    """Characters of all text in an element."""
    return len("".join(element.itertext())) if len(element) else len(element.text or "")


def _is_long(text: str) -> bool:
    head = text[: 2 * PARAGRAPH_LEAST]
    if len(head) - sum(map(head.count, _BLANK)) >= PARAGRAPH_LEAST:  # without any white space, and so with some
        return True
    return len(_BLANKS.sub(" ", text).strip(" ")) >= PARAGRAPH_LEAST


def _loose(page: Page, is_aside: Test) -> HtmlElement | None:
    """The element whose text, broken by line breaks only, is most of the page's; None when no one's is."""
    above = dict.fromkeys(p for p in (br.getparent() for br in page.root.iter("br")) if p is not None)
    parents = [p for p in above if p.tag not in ("body", "html") and not is_aside(p)]
    sizes = {p: sum(len(t.strip()) for t in _OWN_TEXT(p)) for p in parents}
    best = max(sizes, key=lambda p: sizes[p], default=None)
    if (
        best is None
        or sizes[best] < 2 * LEAST
        or sizes[best] < LOOSE_SHARE * len(" ".join(page.root.itertext()))
    ):
        return None
    return best


def _take(body: HtmlElement, way: str, is_aside: Test) -> Article:
    """The article's lines out of its element, without the furniture and captions in it."""
    apart = Apart(body)
    found = find_lines(body, apart.takes)
    captions = [*_captions_above(body, is_aside), *apart.captions]
    related, lines = list(apart.related), []
    for line in found:
        if _is_link_line(line):
            related.append(line.text)
        elif _WORDS.search(line.text) and not _is_clock(line.text):
            lines.append(line.text)
    return Article(tuple(lines), way, _once(captions), _once(related), body)


def _once(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _captions_above(body: HtmlElement, is_aside: Test) -> list[str]:
    """Captions of pictures that stand beside the body in its article, as that of the leading picture does."""
    whole = next((e for e in body.iterancestors() if e.tag in ("article", "main")), None)
    whole = whole if whole is not None else body.getparent()
    if whole is None or whole.tag in ("body", "html"):
        return []
    found = _FIND_CAPTIONS(whole)
    if not found:
        return []
    inside = set(body.iter())
    captions = (e for e in found if is_caption(e) and e not in inside and not is_aside(e))
    return [caption_text(e) for e in outermost(captions, NESTED_MOST)]


def _is_link_line(line: Line) -> bool:
    return len(line.text) <= LINK_LINE and line.links >= LINK_SHARE * len(line.text)


def _is_clock(text: str) -> bool:
    """Whether a line is an hour and nothing else, as stands before the entries of a live page."""
    return len(text) < 9 and bool(re.fullmatch(r"[\d:.\s]+", text)) and ":" in text


def _is_list(found: Article) -> bool:
    """Whether links to other pages stand between the lines as often as every second line: teasers, no article."""
    return len(found.related) >= INDEX_PARTS and 2 * len(found.related) >= len(found.lines)


def _has_sentences(lines: tuple[str, ...]) -> bool:
    """Whether half of the text stands in lines that end as sentences do; lists of headlines do not."""
    return 2 * _size(
        tuple(t for t in lines if t.rstrip("\"')\u00bb ").endswith((".", "!", "\u061f", "?", "|")))
    ) >= _size(lines)


def _size(lines: tuple[str, ...]) -> int:
    return sum(map(len, lines))


def _guess(tree: HtmlElement) -> Article | None:
    """What trafilatura takes for the article, out of a copy without hidden parts and captions."""
    copy = deepcopy(tree)
    apart = take_apart(copy)
    found = bare_extraction(copy, include_comments=False, include_tables=True, fast=True, with_metadata=False)
    text = (getattr(found, "text", None) or "") if found is not None else ""
    lines = tuple(
        line
        for line in (part.strip() for part in text.split("\n"))
        if line and _WORDS.search(line) and not _is_clock(line)
    )
    if _size(lines) < LEAST:
        return None
    return Article(lines, GUESSED, _once(apart.captions), _once(apart.related))
