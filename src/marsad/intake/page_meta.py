"""What a page says of itself: JSON-LD (schema.org), OpenGraph, Dublin Core and other meta tags, time tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from marsad.intake.addresses import join_address
from marsad.intake.markup import HEAD_BYTES, Page, outermost, text_of, tidy, words

LD_BYTES = 400_000  # characters of one JSON-LD script; a longer one is no description of a page
LD_DEEPEST = 8
_TAGS = etree.XPath("//a/@rel[. = 'tag' or contains(., ' tag') or contains(., 'tag ')]")
_AUTHORS = etree.XPath("//*/@itemprop[. = 'author' or . = 'name']")
AUTHORS_MOST = 300  # items of the page that are looked at for its author
_JSON = json.JSONDecoder(strict=False)
_TRAILING = re.compile(r",(\s*[}\]])")
_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)")
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
_SEPARATOR = re.compile(r"\s+(?:[-|\u2013\u2014\u2022\u00b7\u00bb:]|::)\s+")
# Names under which sites give the day of publication in meta tags, in small letters.
DATE_NAMES = words(
    "article:published_time og:article:published_time og:published_time published_time article:published datepublished"
    " dc.date dc.date.issued dc.date.created dcterms.date dcterms.issued dcterms.created date publish-date publishdate publish_date"
    " publication_date publicationdate pubdate pub_date parsely-pub-date sailthru.date article_date_original originalpublicationdate"
    " cxenseparse:recs:publishtime cxenseparse:publishtime citation_publication_date citation_date displaydate article.published"
)
_LEVELS = (("h1",), ("h2", "h3"))  # headings that may be the title, the likelier first
_MODIFIED = frozenset({"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified"})


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page says of itself, '' and empty where it says nothing; ``dates`` are (where it stands, value)."""

    title: str
    site: str
    author: str
    address: str
    modified: str
    is_article: bool
    dates: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]


def read_meta(page: Page, address: str) -> PageMeta:
    """The meta data of a page; ``address`` is where it was fetched, or ''."""
    root, text = page.root, page.text
    meta = _meta_tags(root)
    canonical = _address(root, meta, text[:HEAD_BYTES], address)
    nodes = list(_nodes(root))
    node = _own_node(nodes, meta.get("og:title", ""), canonical)
    titles = [_text(node.get("headline")), meta.get("og:title", ""), _page_title(root)]
    site = meta.get("og:site_name", "") or _name(node.get("publisher")) or meta.get("application-name", "")
    dates = [("datePublished in JSON-LD", _text(node.get("datePublished")))]
    dates += [(f"meta {name}", value) for name, value in meta.items() if name in DATE_NAMES]
    author = (
        _name(node.get("author"))
        or meta.get("author", "")
        or meta.get("article:author", "")
        or (_item_author(root) if "author" in text else "")
    )
    return PageMeta(
        title=_best_title(titles, root, site),
        site=site,
        author="" if author.startswith("http") else author,
        address=canonical,
        modified=_text(node.get("dateModified")) or next((v for k, v in meta.items() if k in _MODIFIED), ""),
        is_article=bool(node) or meta.get("og:type", "") == "article",
        dates=tuple((where, value) for where, value in dates if value),
        tags=tuple(dict.fromkeys(t for t in map(text_of, outermost(rel.getparent() for rel in _TAGS(root))) if t)),
    )


def _meta_tags(root: HtmlElement) -> dict[str, str]:
    out: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (
            (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        )
        value = tidy(element.get("content") or "")
        if name and value:
            out.setdefault(name, value)
    return out


def _address(root: HtmlElement, meta: dict[str, str], raw_head: str, address: str) -> str:
    """The page's own address: canonical link, og:url, where it was fetched, or what a browser wrote on saving it."""
    canonical = next((e.get("href") or "" for e in root.iter("link") if e.get("rel") == "canonical"), "")
    saved = None if address else _SAVED.search(raw_head)
    here = address or (join_address("", saved.group(1)) if saved else "")
    for found in (canonical, meta.get("og:url", "")):
        full = join_address(here, found.strip())
        parts = urlsplit(full) if full.startswith(("http://", "https://")) else None
        if parts and parts.netloc and not (parts.path in ("", "/") and not parts.query and here):
            return full
    return here


def _nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Descriptions of articles in the page's JSON-LD; broken JSON is mended where only a comma is amiss."""
    for script in (e for e in root.iter("script") if "ld+json" in (e.get("type") or "")):
        text = script.text or ""
        if not text.strip() or len(text) > LD_BYTES:
            continue
        try:
            value = _JSON.decode(text)
        except ValueError:
            try:
                value = _JSON.decode(_TRAILING.sub(r"\1", text.strip().rstrip(";")))
            except (ValueError, RecursionError):
                continue
        except RecursionError:
            continue
        yield from _articles(value, 0)


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > LD_DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(n, str) and _ARTICLE.search(n) for n in names):
            yield value
            return
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _articles(value.get(key), depth + 1)


def _own_node(nodes: list[dict[str, Any]], title: str, address: str) -> dict[str, Any]:
    """The description of the page's own article among those of articles it links to; {} when it cannot be told."""
    if len(nodes) == 1:
        return nodes[0]
    for node in nodes:
        own = {
            _text(node.get("url")),
            _text(node.get("@id")),
            _name(node.get("mainEntityOfPage"), "@id"),
            _text(node.get("mainEntityOfPage")),
        }
        if (address and address in own) or (title and _text(node.get("headline")) == title):
            return node
    return {}


def _text(value: Any) -> str:
    return tidy(value) if isinstance(value, str) else ""


def _name(value: Any, key: str = "name") -> str:
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(n for n in (_name(v, key) for v in value[:5]) if n))
    return _text(value.get(key)) if isinstance(value, dict) else _text(value) if key == "name" else ""


def _page_title(root: HtmlElement) -> str:
    title = next(root.iter("title"), None)
    return tidy(title.text or "") if title is not None else ""


def _item_author(tree: HtmlElement) -> str:
    for item in _AUTHORS(tree)[:AUTHORS_MOST]:
        element = item.getparent()
        named = item == "name" and any(e.get("itemprop") == "author" for e in element.iterancestors())
        if named or (item == "author" and not len(element)):
            return text_of(element)
    return ""


def _best_title(titles: list[str], root: HtmlElement, site: str) -> str:
    """The title without the site's name: a heading that stands in a given title, else the longest part of it."""
    for level in _LEVELS:
        texts = [t for t in (tidy("".join(h.itertext()) if len(h) else h.text or "") for h in root.iter(*level)) if t]
        for title in (t for t in titles if t):
            inside = [h for h in texts if h in title and 2 * len(h) > len(title)]
            if inside:
                return max(inside, key=len)
    for title in (t for t in titles if t):
        parts = [p for p in _SEPARATOR.split(title) if p and p != site]
        if parts:
            return max(parts, key=len)
    return next((t for t in (text_of(h) for level in _LEVELS for h in root.iter(*level)) if t), "")
