"""What stands inside an article's element and is not the article: captions, furniture, links to other articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from marsad.intake.markup import HIDDEN, is_unseen, outermost, text_of, words

# Names of furniture, by whole words of class names and ids.
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
_COUNT = re.compile(r"^\d+\s*/\s*\d+\s*")
_NO_TEXT = HIDDEN | words("nav aside footer form amp-embed")  # elements that are no part of an article whatever their names
CAPTION, FURNITURE = "caption", "furniture"
NAMES_KEPT = 4096  # names of elements whose kind is remembered; a site uses a few hundred over and over
NAMES_LONGEST = 1000  # characters of an element's names that are looked at, so that what is remembered stays small
NESTED_MOST = 4  # captions in captions that are noted; more are a page that was built to exhaust its reader
RELATED_LEAST = 4  # words of a link that is another article's headline


@lru_cache(maxsize=NAMES_KEPT)
def _named(names: str) -> tuple[bool, bool]:
    """Whether names are those of a caption, and of furniture."""
    return bool(_CAPTION.search(names)), bool(_FURNITURE.search(names))


def is_caption(element: HtmlElement) -> bool:
    """Whether an element is the caption of a picture, by its tag or its class."""
    return element.tag == "figcaption" or _named(element.get("class", "")[:NAMES_LONGEST])[0]


def caption_text(element: HtmlElement) -> str:
    """The text of a caption without its number in a gallery ("3/12")."""
    return _COUNT.sub("", text_of(element))


def aside_of_page() -> Callable[[HtmlElement], bool]:
    """A test whether an element of one page stands in its furniture, or is hidden; it remembers what stands above."""
    above: dict[HtmlElement | None, bool] = {None: False}

    def inside(element: HtmlElement | None) -> bool:
        way: list[HtmlElement] = []
        while element not in above:
            assert element is not None
            way.append(element)
            element = element.getparent()
        found = above[element]
        for one in reversed(way):
            found = found or _stands_apart(one, by_name=True)
            above[one] = found
        return found

    def is_aside(element: HtmlElement) -> bool:
        return _stands_apart(element, by_name=False) or inside(element.getparent())

    return is_aside


def _stands_apart(element: HtmlElement, *, by_name: bool) -> bool:
    """Whether an element is hidden or furniture by its tag or its attributes; ``by_name``: by class and id too."""
    tag, given = element.tag, element.keys()
    if tag in _NO_TEXT or tag in ("body", "html"):
        return tag in _NO_TEXT
    if not given:
        return False
    return is_unseen(element, given) or (by_name and _named(_names(element, given))[1])


def _names(element: HtmlElement, given: list[str]) -> str:
    """Class and id of an element whose attributes are ``given``."""
    one = element.get("class", "")[:NAMES_LONGEST] if "class" in given else ""
    return f"{one} {element.get('id', '')[:NAMES_LONGEST]}".strip() if "id" in given else one


class Apart:
    """Sorts the elements inside one article's element, and holds the captions and the links' texts met on the way."""

    __slots__ = ("_size", "_whole", "captions", "related")

    def __init__(self, whole: HtmlElement) -> None:
        self.captions: list[str] = []
        self.related: list[str] = []
        self._whole = whole
        self._size = -1  # characters of all its text, counted when they are first asked for

    def takes(self, element: HtmlElement) -> bool:
        """Whether an element is no part of the article; what it and those inside it hold of captions and links is noted."""
        kind = self._note(element, links=True)
        if kind:
            self._note_inside(element, 1, links=kind == CAPTION)  # all links of furniture are noted already
        return bool(kind)

    def _note_inside(self, element: HtmlElement, depth: int, *, links: bool) -> None:
        if depth > NESTED_MOST:
            return
        for inner, kind in _topmost(element, lambda one: self._note(one, links=links)):
            self._note_inside(inner, depth + 1, links=links and kind == CAPTION)

    def _note(self, element: HtmlElement, *, links: bool) -> str:
        """CAPTION, FURNITURE or '' for a part of the article, without a look inside; ``links``: note furniture's links."""
        tag, given = element.tag, element.keys()
        if not given and tag not in _NO_TEXT and tag != "figcaption":  # most are of this kind, as a paragraph is
            return ""
        caption, furniture = _named(_names(element, given))
        if tag == "figcaption" or (caption and tag not in ("figure", "table")):
            self.captions.append(caption_text(element))
            return CAPTION
        if (
            tag in _NO_TEXT
            or is_unseen(element, given)
            or (furniture and not self._holds_most(element))
        ):
            if links:
                texts = map(text_of, outermost(element.iter("a")))
                self.related += [text for text in texts if len(text.split()) >= RELATED_LEAST]
            return FURNITURE
        return ""

    def _holds_most(self, element: HtmlElement) -> bool:
        """Whether an element named like furniture holds most of the text: then its name says something else."""
        if self._size < 0:
            self._size = _size(self._whole)
        return 2 * _size(element) > self._size


def _size(element: HtmlElement) -> int:
    return len("".join(element.itertext()))


def take_apart(copy: HtmlElement) -> Apart:
    """Take captions, lists of links and furniture out of ``copy``; what they held."""
    apart = Apart(copy)
    for element, _ in list(_topmost(copy, apart.takes)):
        _remove(element)
    return apart


def _topmost(
    whole: HtmlElement, test: Callable[[HtmlElement], object]
) -> Iterator[tuple[HtmlElement, object]]:
    """The elements inside ``whole`` that pass a test, with what it says, in the page's order; not those inside these."""
    ways = [iter(whole)]
    while ways:
        element = next(ways[-1], None)
        if element is None:
            ways.pop()
        elif found := test(element):
            yield element, found
        else:
            ways.append(iter(element))


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
