"""What feeds list: RSS and Atom by feedparser, sitemaps (also of news, also their indexes) by lxml."""

from __future__ import annotations

import re
from dataclasses import dataclass

import feedparser
from lxml import etree

from marsad.intake.addresses import join_address
from marsad.intake.failures import Flaw
from marsad.intake.unpack import unpack

ENTRIES_MOST = 50_000  # of one feed; the bound of a sitemap
FEED_BYTES = 50_000_000  # unpacked; the bound of a sitemap
_SITEMAP = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)\b")
_DATED = ("lastmod", "publication_date")


@dataclass(frozen=True, slots=True)
class Listed:
    """One page that a feed lists; ``modified`` is what the feed says of when it changed, as it stands."""

    address: str
    modified: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's pages, newest first where it says so, and further feeds that it points to (a sitemap's index)."""

    kind: str
    pages: tuple[Listed, ...]
    feeds: tuple[Listed, ...] = ()


def read_feed(raw: bytes, address: str) -> Feed | Flaw:
    """The feed that ``raw`` is, links made whole by ``address``; or why it is none."""
    if raw.startswith(b"\x1f\x8b"):
        unpacked = unpack(raw, "gzip", FEED_BYTES)
        if isinstance(unpacked, Flaw):
            return unpacked
        raw = unpacked
    if found := _SITEMAP.search(raw[:4096]):
        return _read_sitemap(raw, address, found.group(1) == b"sitemapindex")
    parsed = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        return Flaw(
            "no feed (neither RSS, Atom nor a sitemap)",
            "name the feed's own address; a page often links to it",
        )
    pages = []
    for entry in parsed.entries[:ENTRIES_MOST]:
        link = str(entry.get("link") or "").strip()
        if link := link and join_address(address, link):
            when = dict.get(entry, "updated") or dict.get(entry, "published") or ""
            pages.append(Listed(link, str(when)))
    return Feed(str(parsed.version), tuple(dict.fromkeys(pages)))


def _read_sitemap(raw: bytes, address: str, index: bool) -> Feed | Flaw:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as fault:
        return Flaw(f"a broken sitemap ({' '.join(str(fault).split())[:80]})", "try again later")
    if root is None:
        return Flaw("a broken sitemap", "try again later")
    listed = []
    for part in list(root)[:ENTRIES_MOST]:
        texts = {_local(e): (e.text or "").strip() for e in part.iter() if isinstance(e.tag, str)}
        link = texts.get("loc", "")
        if link := link and join_address(address, link):
            listed.append(Listed(link, next((texts[k] for k in _DATED if texts.get(k)), "")))
    newest = tuple(sorted(listed, key=lambda entry: entry.modified, reverse=True))
    return Feed("sitemap index", (), newest) if index else Feed("sitemap", newest)


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
