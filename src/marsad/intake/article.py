"""The article on a page: its own lines, with captions, tags and links to other articles set apart.

Three ways, the first that holds: the element that the page marks as the article's body; the one element in
which most of its paragraphs stand; what trafilatura takes for the article (Barbaresi 2021, ACL demo).
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from marsad.intake.markup import Line, find_lines, is_hidden, text_of, words

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
_CLASS = re.compile(r"""class\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")
_HOLDERS = ("div", "section", "article", "main", "td", "span")  # elements that hold an article's body
_ITEM_BODY = etree.XPath("//*[contains(@itemprop, 'articleBody')]")
_FIND_PARAGRAPHS = etree.XPath(
    f"//p[string-length(.) >= {PARAGRAPH_LEAST}][not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::form"
    " or ancestor::noscript or ancestor::template)]"
)
_FIND_CAPTIONS = etree.XPath(
    ".//figcaption | .//*[contains(@class, 'caption')][not(.//figcaption)][not(self::figure)]"
)
_FIND_DIVISIONS = etree.XPath(
    f"//div[text()[string-length(normalize-space(.)) >= {PARAGRAPH_LEAST}]][not(ancestor::aside or ancestor::nav or ancestor::footer)]"
)
_OWN_TEXT = etree.XPath(
    "text() | b/text() | strong/text() | span/text() | font/text() | i/text() | em/text()"
)
# What stands inside an article's element and is not the article, by whole words of class names and ids.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:related\w*|share\w*|sharing|sharedaddy|social\w*|comments?|comment-\w+|disqus\w*|newsletter\w*|subscribe\w*"
    r"|subscription|adslot|ads?|advert\w*|ad-\w+|sponsor\w*|promo\w*|banner\w*|breadcrumbs?|pager|pagination|navigation|nav|menu|sidebar"
    r"|widget-area|author-box|author-bio|byline|bio|tags?|tags-links|tagcloud|taglist|toolbar|tools|print|toc|read-?more|readmore\w*"
    r"|more-\w+|most-\w+|trending|popular|recommend\w*|cookie\w*|consent|gdpr|popup|modal|overlay|pullquote|pull-quote|jp-\w+|addtoany\w*"
    r"|rating|donate|follow\w*|copyright|disclaimer|meta|postmeta|entry-meta|post-meta|visually-hidden|screen-reader-text|td-a-rec|outbrain"
    r"|taboola|liveblog-entry-time|separator)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:caption\w*|figcaption|wp-caption-text|image-caption|photo-caption)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE = frozenset({"nav", "aside", "footer", "form", "amp-embed"})
_WORDS = re.compile(r"\w+")
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


def find_article(tree: HtmlElement, text: str, *, article: bool) -> Article | None:
    """The article of a page; None when it holds none.

    ``text`` is the page that ``tree`` was made of. ``article``: the page says of itself that it is one.
    """
    bodies, captions = _bodies(tree, text), "caption" in text
    if len(bodies) >= INDEX_PARTS and not article:
        return None
    for body in bodies[:1]:
        found = _take(body, MARKED, with_captions=captions)
        if _size(found.lines) >= LEAST:
            return found
    for body in (b for b in (_cluster(tree), _loose(tree)) if b is not None):
        found = _take(body, PARAGRAPHS, with_captions=captions)
        if _size(found.lines) >= LEAST and (article or not _is_list(found)):
            return found
    guess = _guess(tree)
    return guess if guess is None or article or _has_sentences(guess.lines) else None


def _marked(tree: HtmlElement, text: str) -> list[HtmlElement]:
    """Elements that a page marks as an article's body, in its order.

    The class names are looked for in the text first, each once: a query of all of them over the tree takes
    ten times as long as parsing it.
    """
    names = {found.strip("\"'") for found in set(_CLASS.findall(text))}
    named = {name for name in names if not _BODY.isdisjoint(name.split())}
    found = [e for e in tree.iter(*_HOLDERS) if e.get("class") in named] if named else []
    if "articleBody" in text:
        found += _ITEM_BODY(tree)
    if len(found) < 2:
        return found
    wanted = set(found)
    return [e for e in tree.iter() if e in wanted]


def _bodies(tree: HtmlElement, text: str) -> list[HtmlElement]:
    """Marked bodies in the order of the page: of nested ones the innermost that holds nearly all the text."""
    found = [e for e in _marked(tree, text) if not _is_aside(e)]
    out: list[HtmlElement] = []
    sizes = {e: len(" ".join(e.itertext())) for e in found}
    for element in found:
        inner = [o for o in found if o is not element and element in o.iterancestors()]
        if any(sizes[o] * 10 >= sizes[element] * 7 for o in inner):
            continue
        if any(o in element.iterancestors() for o in out):
            continue
        if sizes[element] >= PARAGRAPH_LEAST:
            out.append(element)
    return out


def _is_aside(element: HtmlElement) -> bool:
    return any(
        e.tag in _ASIDE or is_hidden(e) or (e is not element and _named(e, _FURNITURE))
        for e in (element, *element.iterancestors())
        if e.tag not in ("body", "html")
    )


def _cluster(tree: HtmlElement) -> HtmlElement | None:
    """The element in which most of the page's paragraph text stands; None when no one does.

    Where a page has no paragraphs, the divisions that hold text of their own stand for them. The nearest element
    counts: their parent, or one a little further up where each has a wrapper.
    """
    for find in (_FIND_PARAGRAPHS, _FIND_DIVISIONS):
        found = [p for p in find(tree) if not _is_aside(p)]
        sizes = [len("".join(p.itertext())) for p in found]
        if sum(sizes) < 2 * LEAST:
            continue
        for up in range(UP_MOST):
            weights: Counter[HtmlElement] = Counter()
            for p, size in zip(found, sizes, strict=True):
                above = next(islice(p.iterancestors(), up, None), None)
                if above is not None and above.tag not in ("body", "html"):
                    weights[above] += size
            best, weight = max(weights.items(), key=lambda pair: pair[1], default=(None, 0))
            if best is not None and weight >= CLUSTER_SHARE * sum(sizes):
                return best
    return None


def _loose(tree: HtmlElement) -> HtmlElement | None:
    """The element whose text, broken by line breaks only, is most of the page's; None when no one's is."""
    parents = {p for p in (br.getparent() for br in tree.iter("br")) if p is not None and not _is_aside(p)}
    sizes = {p: sum(len(t.strip()) for t in _OWN_TEXT(p)) for p in parents if p.tag not in ("body", "html")}
    best = max(sizes, key=lambda p: sizes[p], default=None)
    if best is None or sizes[best] < 2 * LEAST or sizes[best] < LOOSE_SHARE * len(" ".join(tree.itertext())):
        return None
    return best


def _named(element: HtmlElement, names: re.Pattern[str]) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    return bool(named) and bool(names.search(named))


def _take(body: HtmlElement, way: str, *, with_captions: bool) -> Article:
    """The article's lines out of a copy of its element, furniture and captions taken out first."""
    copy = deepcopy(body)
    copy.tail = None
    captions, related = _take_apart(copy)
    captions = [*(_captions_above(body) if with_captions else ()), *captions]
    lines: list[str] = []
    for line in find_lines(copy):
        if _is_link_line(line):
            related.append(line.text)
        elif _WORDS.search(line.text) and not _is_clock(line.text):
            lines.append(line.text)
    return Article(tuple(lines), way, tuple(dict.fromkeys(captions)), tuple(dict.fromkeys(related)), body)


def _captions_above(body: HtmlElement) -> list[str]:
    """Captions of pictures that stand beside the body in its article, as that of the leading picture does."""
    whole = next((e for e in body.iterancestors() if e.tag in ("article", "main")), None)
    whole = whole if whole is not None else body.getparent()
    if whole is None or whole.tag in ("body", "html"):
        return []
    inside = set(body.iter())
    found = [e for e in _FIND_CAPTIONS(whole) if e not in inside and not _is_aside(e)]
    return [
        c
        for c in (
            _without_counts(text_of(e))
            for e in found
            if _CAPTION.search(e.get("class") or "") or e.tag == "figcaption"
        )
        if c
    ]


def _take_apart(copy: HtmlElement) -> tuple[list[str], list[str]]:
    """Take captions, lists of links and furniture out of ``copy``; the captions and the links' texts."""
    captions: list[str] = []
    related: list[str] = []
    gone: list[HtmlElement] = []
    for element in copy.iterdescendants():
        if element.tag == "figcaption" or (
            _named(element, _CAPTION) and element.tag not in ("figure", "table")
        ):
            captions.append(_without_counts(text_of(element)))
        elif (
            element.tag in _ASIDE
            or is_hidden(element)
            or (_named(element, _FURNITURE) and not _holds_most(element, copy))
        ):
            related += [text_of(a) for a in element.iter("a") if len(text_of(a).split()) > 3]
        else:
            continue
        gone.append(element)
    for element in gone:
        _remove(element)
    return [c for c in captions if c], [r for r in related if r]


def _holds_most(element: HtmlElement, whole: HtmlElement) -> bool:
    """Whether an element named like furniture holds most of the text: then its name says something else."""
    return 2 * len("".join(element.itertext())) > len("".join(whole.itertext()))


def _without_counts(caption: str) -> str:
    return re.sub(r"^\d+\s*/\s*\d+\s*", "", caption)


def _remove(element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + "\n" + element.tail
        else:
            parent.text = (parent.text or "") + "\n" + element.tail
    parent.remove(element)


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
    captions, related = _take_apart(copy)
    found = bare_extraction(copy, include_comments=False, include_tables=True, fast=True, with_metadata=False)
    text = (getattr(found, "text", None) or "") if found is not None else ""
    lines = tuple(
        line
        for line in (part.strip() for part in text.split("\n"))
        if line and _WORDS.search(line) and not _is_clock(line)
    )
    if _size(lines) < LEAST:
        return None
    return Article(lines, GUESSED, tuple(dict.fromkeys(captions)), tuple(dict.fromkeys(related)))
