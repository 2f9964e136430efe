"""RSS, Atom and sitemaps, whole and broken."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.failures import Flaw
from marsad.intake.feeds import Feed, Listed, read_feed

HERE = "https://a.example/feeds/all.xml"
RSS = b"""<?xml version="1.0" encoding="windows-1256"?><rss version="2.0"><channel><title>x</title>
<item><title>\xc3</title><link>/news/2</link><pubDate>Wed, 07 Jun 2023 10:00:00 GMT</pubDate></item>
<item><link>https://a.example/news/1</link></item><item><title>no link</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://a.example/1"/><updated>2023-06-07T10:00:00Z</updated>
<published>2023-06-06T10:00:00Z</published></entry></feed>"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://a.example/old </loc><lastmod>2023-06-01</lastmod></url><url><loc>https://a.example/new</loc>
<news:news><news:publication_date>2023-06-07T10:00:00Z</news:publication_date></news:news></url><url><loc/></url></urlset>"""
INDEX = b"""<sitemapindex><sitemap><loc>https://a.example/s1.xml</loc></sitemap><sitemap><loc>s2.xml</loc><lastmod>2023</lastmod></sitemap></sitemapindex>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">
<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://a.example/&c;&e;</loc></url></urlset>"""


@pytest.mark.parametrize(
    ("raw", "kind", "pages"),
    [
        (
            RSS,
            "rss20",
            (
                Listed("https://a.example/news/2", "Wed, 07 Jun 2023 10:00:00 GMT"),
                Listed("https://a.example/news/1", ""),
            ),
        ),
        (ATOM, "atom10", (Listed("https://a.example/1", "2023-06-07T10:00:00Z"),)),
        (
            SITEMAP,
            "sitemap",
            (
                Listed("https://a.example/new", "2023-06-07T10:00:00Z"),
                Listed("https://a.example/old", "2023-06-01"),
            ),
        ),
        (
            gzip.compress(SITEMAP),
            "sitemap",
            (
                Listed("https://a.example/new", "2023-06-07T10:00:00Z"),
                Listed("https://a.example/old", "2023-06-01"),
            ),
        ),
    ],
)
def test_feeds(raw: bytes, kind: str, pages: tuple[Listed, ...]) -> None:
    assert read_feed(raw, HERE) == Feed(kind, pages)


def test_an_index_of_sitemaps_points_on() -> None:
    feed = read_feed(INDEX, HERE)
    assert isinstance(feed, Feed)
    assert [f.address for f in feed.feeds] == ["https://a.example/feeds/s2.xml", "https://a.example/s1.xml"]


def test_entities_are_not_followed() -> None:
    feed = read_feed(LAUGHS, HERE)
    assert isinstance(feed, Flaw) or ("root:" not in str(feed) and len(str(feed)) < 500)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html><body>no</body></html>",
        b"{}",
        b"<urlset",
        b"\x1f\x8b\x08broken",
        gzip.compress(b"0" * 60_000_000),
    ],
)
def test_what_is_no_feed_is_told(raw: bytes) -> None:
    found = read_feed(raw, HERE)
    assert isinstance(found, Flaw) or found == Feed("sitemap", ())


@given(st.binary(max_size=200))
def test_no_bytes_raise(raw: bytes) -> None:
    for made in (raw, b"<urlset>" + raw, b"<rss version='2.0'><channel>" + raw):
        assert isinstance(read_feed(made, HERE), Feed | Flaw)


@pytest.mark.parametrize("raw", [RSS, ATOM, SITEMAP])
def test_a_link_that_is_no_address_is_left_out_and_the_others_are_read(raw: bytes) -> None:
    whole = read_feed(raw, HERE)
    found = read_feed(raw.replace(b"https://a.example/news/1", b"http://[").replace(b"https://a.example/1", b"http://[").replace(b"https://a.example/old", b"http://[::1"), HERE)
    assert isinstance(found, Feed) and isinstance(whole, Feed) and len(found.pages) == len(whole.pages) - 1
