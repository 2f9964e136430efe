"""What stands inside an article's element and is not the article: captions, furniture, links to other articles."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from lxml.html import HtmlElement

from marsad.intake.markup import HIDDEN, is_hidden, is_unseen, text_of, words

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
_ASIDE = words("nav aside footer form amp-embed")
_NEVER_TEXT = HIDDEN | _ASIDE | {"figcaption"}  # elements that are no part of an article whatever their names
NAMES_KEPT = 4096  # names of elements whose kind is remembered; a site uses a few hundred over and over
RELATED_LEAST = 4  # words of a link that is another article's headline


@lru_cache(maxsize=NAMES_KEPT)
def _named(names: str) -> tuple[bool, bool]:
    """Whether names are those of a caption, and of furniture."""
    return bool(_CAPTION.search(names)), bool(_FURNITURE.search(names))


def is_caption(element: HtmlElement) -> bool:
    """Whether an element is the caption of a picture, by its tag or its class."""
    return element.tag == "figcaption" or _named(element.get("class") or "")[0]


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
            found = found or (one.tag not in ("body", "html") and (_is_set_apart(one) or _is_furnished(one)))
            above[one] = found
        return found

    def is_aside(element: HtmlElement) -> bool:
        own = element.tag not in ("body", "html") and _is_set_apart(element)
        return own or inside(element.getparent())

    return is_aside


def _is_set_apart(element: HtmlElement) -> bool:
    return element.tag in _ASIDE or is_hidden(element)


def _names(element: HtmlElement, given: list[str]) -> str:
    """Class and id of an element whose attributes are ``given``."""
    one = element.get("class", "") if "class" in given else ""
    return f"{one} {element.get('id', '')}".strip() if "id" in given else one


def _is_furnished(element: HtmlElement) -> bool:
    names = _names(element, element.keys())
    return bool(names) and _named(names)[1]


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
        if not self.notes(element):
            return False
        for inner in element.iterdescendants():
            self.notes(inner)
        return True

    def notes(self, element: HtmlElement) -> bool:
        """The same of one element without those inside it."""
        tag, given = element.tag, element.keys()
        if not given and tag not in _NEVER_TEXT:  # most are of this kind: a paragraph without any attribute
            return False
        names = _names(element, given)
        caption, furniture = _named(names) if names else (False, False)
        if tag == "figcaption" or (caption and tag not in ("figure", "table")):
            self.captions.append(caption_text(element))
            return True
        if (
            tag in _NEVER_TEXT
            or is_unseen(element, given)
            or (furniture and not self._holds_most(element))
        ):
            links = (text_of(a) for a in element.iter("a"))
            self.related += [text for text in links if len(text.split()) >= RELATED_LEAST]
            return True
        return False

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
    for element in [e for e in copy.iterdescendants() if apart.notes(e)]:
        _remove(element)
    return apart


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
