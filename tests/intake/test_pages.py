"""Pages of twenty layouts, marked by hand, and what may not happen to any page. All texts are our own, outlets invented."""

from __future__ import annotations

import csv
import html
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.api import default_reader
from marsad.intake.captures import ARCHIVE, Capture, Taken, Unread, digest
from marsad.intake.failures import Failure
from marsad.intake.outlets import Outlet, Outlets
from marsad.intake.page_meta import AUTHORS_MOST
from marsad.intake.pages import read
from marsad.intake.settings import Intake
from marsad.reading import read_document

Make = Callable[..., Capture]
FOLDER = Path(__file__).parent / "pages"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
GIVEN = date(2020, 2, 2)
_MARK = re.compile(r"</?gold>")
_WORD = re.compile(r"\w+")


# What a page may hold at any place, by malice or by mistake.
_HOSTILE = (
    "</html>",
    "<html>",
    "<link rel=canonical href='http://['>",
    "<meta property=og:url content='http://[::1'>",
    "<meta name=date content='9999-12-31T23:59:59Z'>",
    "<script type='application/ld+json'>[[[",
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":[],"author":{"name":{}}}</script>',
    "<div class=caption>" * 60,
    "<aside><a href=x>" * 60,
    "<div class='share entry-content'>" * 30,
    "<b itemprop=author>" * 30,
    "<a rel=tag><div>" * 30,
    "<table><tr><td>",
    "<svg><style>",
    "<textarea>",
    "<plaintext>",
    "&#0;&#x110000;",
    "<!--",
)


@dataclass(frozen=True)
class Page:
    """A page of ours with what a person marked in it: the article's words, and what the page says of itself."""

    file: str
    raw: bytes
    words: str
    title: str
    published: str
    author: str
    captions: int
    url: str


def marked_pages() -> list[Page]:
    """The pages of `pages.csv`; the marks round the article's words are taken out before anything reads them."""
    out = []
    with (FOLDER / "pages.csv").open(encoding="utf-8", newline="") as listed:
        for row in csv.DictReader(listed):
            text = (FOLDER / row["file"]).read_bytes().decode(row["charset"])
            marked = " ".join(re.findall(r"<gold>(.*?)</gold>", text, re.DOTALL))
            words = html.unescape(re.sub(r"<[^>]+>", " ", marked))
            raw = _MARK.sub("", text).encode(row["charset"], "xmlcharrefreplace")
            out.append(
                Page(
                    row["file"],
                    raw,
                    words,
                    row["title"],
                    row["published"],
                    row["author"],
                    int(row["captions"]),
                    row["url"],
                )
            )
    return out


def word_f1(found: str, marked: str) -> float:
    """F1 of two texts' words, each as often as it stands."""
    a, b = Counter(_WORD.findall(found)), Counter(_WORD.findall(marked))
    return 2 * sum((a & b).values()) / max(1, a.total() + b.total())


PAGES = marked_pages()
# Warplanes bombed the village yesterday; the residents fled to the neighbouring villages; nobody claimed it.
TEXT = "قصفت طائرات حربية القرية أمس وقتل أربعة مدنيين، ونزح السكان إلى القرى المجاورة، ولم يعلن أي طرف مسؤوليته عن القصف."


def article(text: str = TEXT, head: str = "", more: str = "") -> bytes:
    return f"<html><head>{head}</head><body><h1>قصف القرية</h1><div class='entry-content'><p>{text}</p><p>{text}</p></div>{more}</body></html>".encode()


def taken(capture: Capture, intake: Intake | None = None) -> Taken:
    (item,) = read(capture, intake or Intake())
    assert isinstance(item, Taken), item
    return item


@pytest.mark.parametrize("page", PAGES, ids=[p.file for p in PAGES])
def test_articles_of_twenty_layouts(page: Page, capture: Make) -> None:
    found = taken(capture(page.raw, ending=".html"))
    document = found.document
    assert document.title == page.title
    assert word_f1(document.text.removeprefix(document.title), page.words) >= 0.92
    assert (found.facts.author, len(found.facts.captions), document.url) == (
        page.author,
        page.captions,
        page.url,
    )
    assert digest(document.text) == found.steps[-1].sha256
    assert found.steps[0].sha256 == document.sha256 == digest(page.raw)


@pytest.mark.parametrize("page", PAGES, ids=[p.file for p in PAGES])
def test_days_of_publication_are_right_or_unknown(page: Page, capture: Make) -> None:
    document = read_document(taken(capture(page.raw)).document, default_reader()).document
    assert str(document.published) == page.published or document.published is None


def test_nearly_all_days_are_found(capture: Make) -> None:
    days = [read_document(taken(capture(p.raw)).document, default_reader()).document.published for p in PAGES]
    assert sum(day is None for day in days) == sum(p.published == "unknown" for p in PAGES) == 1


def test_there_are_twenty_layouts() -> None:
    assert len(PAGES) == 20


def stamp(value: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{value}">'


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (stamp("2023-06-07T10:00:00+03:00"), "2023-06-07"),
        (stamp("2023-06-07T21:30:00Z"), "None"),  # the 8th where most outlets are
        (stamp("2023-06-07T21:30:00Z") + stamp("2023-06-08", "date"), "2023-06-08"),
        (stamp("2023-06-07T21:30:00Z") + stamp("2023-06-11", "date"), "None"),
        (stamp("2023-06-07T10:00:00Z") + stamp("2023-06-09", "date"), "None"),
        (stamp("2024"), "None"),
        (stamp("2023-02-30"), "None"),
        (stamp("2031-01-01"), "None"),  # after the capture
        (stamp("1970-01-01T00:00:00Z"), "None"),
        (stamp("2023/6/7 10:00"), "2023-06-07"),
        (
            '<script type="application/ld+json">{"@type":"Article","datePublished":"2023-06-07"}</script>',
            "2023-06-07",
        ),
        (
            '<script type="application/ld+json">{"@type":"WebSite","datePublished":"2023-06-07"}</script>',
            "None",
        ),
        ('<script type="application/ld+json">' + "[" * 5000 + "</script>", "None"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"Article","datePublished":7}]}</script>',
            "None",
        ),
    ],
)
def test_meta_dates(head: str, day: str, capture: Make) -> None:
    assert str(taken(capture(article(head=head))).document.published) == day


def test_an_outlet_known_by_its_host_gives_its_name_and_its_zone(capture: Make) -> None:
    outlet = Outlet("الوادي", "Al-Wadi", "website", "SY", "", ("ar",), "Asia/Damascus", "")
    intake = Intake(outlets=Outlets({"wadi.example": outlet}))
    page = capture(article(head=stamp("2023-06-07T21:30:00Z")), address="https://www.wadi.example/1")
    document = taken(page, intake).document
    assert (document.outlet, str(document.published), document.url) == (
        "الوادي",
        "2023-06-08",
        "https://www.wadi.example/1",
    )


def test_days_given_by_the_user_stand_only_for_unknown_ones(capture: Make) -> None:
    from_page = Intake(published=GIVEN)
    assert str(taken(capture(article()), from_page).document.published) == "2020-02-02"
    assert (
        str(taken(capture(article(head=stamp("2023-06-07"))), from_page).document.published) == "2023-06-07"
    )


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"<html></html>", "a page without Arabic"),
        (b"", "a page without Arabic"),
        (article("The army shelled the town yesterday. " * 9, more=""), "a page without Arabic"),
        (f"<html><body><nav>{'<a>أخبار العالم</a>' * 30}</nav></body></html>".encode(), "no article"),
        (
            article(
                "ارتش پایگاه‌های گروه را در نزدیکی مرز گلوله‌باران کرد و چند نفر کشته شدند و روستا ویران شد. "
                * 4
            ),
            "Persian (fa)",
        ),
    ],
)
def test_pages_without_an_arabic_article_are_told_and_in_archives_no_failure(
    raw: bytes, reason: str, capture: Make
) -> None:
    (failed,) = read(capture(raw), Intake())
    assert isinstance(failed, Failure) and reason in failed.reason and failed.capture is not None
    (unread,) = read(capture(raw, via=ARCHIVE), Intake())
    assert isinstance(unread, Unread)


def test_a_list_of_articles_is_no_article(capture: Make) -> None:
    parts = "".join(
        f"<article><h2>خبر {n}</h2><div class='entry-content'><p>{TEXT}</p></div></article>" for n in range(8)
    )
    (failed,) = read(capture(f"<html><body>{parts}</body></html>".encode()), Intake())
    assert isinstance(failed, Failure) and failed.reason == "no article on this page"


def test_teasers_without_marks_are_no_article(capture: Make) -> None:
    cards = "".join(
        f"<div class='c'><h3><a href='/{n}'>قصف على القرية رقم {n} في الريف</a></h3><div><p>{TEXT}</p></div></div>"
        for n in range(8)
    )  # shelling of village no. n
    (failed,) = read(capture(f"<html><body><div>{cards}</div></body></html>".encode()), Intake())
    assert isinstance(failed, Failure) and failed.reason == "no article on this page"


def test_a_page_has_a_bound(capture: Make) -> None:
    (failed,) = read(capture(article() * 100), Intake(max_bytes=1000))
    assert isinstance(failed, Failure) and "--max-mb" in failed.mend


def test_nested_without_end(capture: Make) -> None:
    (item,) = read(capture(article(more="<div>" * 20_000 + TEXT)), Intake())
    assert isinstance(item, Taken)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p class='entry-content'>",
                "<br>",
                "<table><td>",
                "<!--",
                "-->",
                "<script>",
                TEXT,
                "\x00",
                "&#x",
                "<a href='",
                "]]>",
                "<meta charset=x>",
            ]
        ),
        max_size=40,
    )
)
def test_no_markup_raises(parts: list[str]) -> None:
    capture = Capture("a", "".join(parts).encode(), ARCHIVE, NOW, "https://a.example/")
    assert all(isinstance(item, Taken | Unread | Failure) for item in read(capture, Intake()))


BODY = f"<div class='entry-content'>{f'<p>{TEXT}</p>' * 3}</div>"


def document_of(html: str, address: str = "https://a.example/1") -> Taken:
    """The document of a page."""
    return taken(Capture("a", html.encode(), ARCHIVE, NOW, address))


@pytest.mark.parametrize("link", ["http://[", "http://[::1", "https://a.example:99999999/x", "http://a\u2100b/"])
def test_a_page_whose_own_address_is_none_is_read(link: str) -> None:
    head = f"<link rel='canonical' href='{link}'><meta property='og:url' content='{link}'>"
    found = document_of(head + BODY).document
    assert TEXT in found.text and found.url in (link, "https://a.example/1")
    saved = document_of(f"<!-- saved from url=(0022){link} -->{head}{BODY}", address="").document
    assert saved.url in (link, "")


@pytest.mark.parametrize("day", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "0000-00-00", "9999/12/31"])
def test_days_at_the_ends_of_the_calendar_are_no_days_of_publication(day: str) -> None:
    zones = Outlets({"a.example": Outlet("a", "a", "", "", "", (), "Asia/Baghdad", "")})
    page = f"<meta property='article:published_time' content='{day}'><meta name='date' content='2020-02-02'>{BODY}"
    (found,) = read(Capture("a", page.encode(), ARCHIVE, NOW, "https://a.example/1"), Intake(outlets=zones))
    assert isinstance(found, Taken) and found.document.published == GIVEN


def test_what_stands_behind_a_stray_end_of_the_page_is_read() -> None:
    found = document_of(f"<html><body><ul><li>x</ul></body></html><html><body><h1>قصف</h1>{BODY}</body></html>")  # shelling
    assert found.document.title == "قصف" and found.document.text.count(TEXT) == 3


def test_elements_in_each_other_without_end_are_read_a_bounded_number_of_times() -> None:
    deep, tags = 200, "<a rel=tag><b>x</b><div>" * 60
    author = "<b itemprop=name>" * 2 * AUTHORS_MOST + "<b itemprop=author>y</b>"
    captions = "".join(f"<div class=caption>{n} " for n in range(deep))
    found = document_of(f"<article>{BODY}{captions}{'</div>' * deep}</article>{tags}{'</div></a>' * 60}{author}").facts
    assert 1 <= len(found.captions) <= 4 and len(found.tags) == 1 and not found.author
    inside = document_of(f"<div class='entry-content'>{f'<p>{TEXT}</p>' * 9}{captions}{'</div>' * deep}</div>").facts
    assert 1 <= len(inside.captions) <= 5


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(FOLDER.glob("*.html"))),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["cut", "again", "away", "byte", *_HOSTILE])), max_size=6),
)
def test_no_change_of_a_page_raises(file: Path, changes: list[tuple[float, str]]) -> None:
    raw = file.read_bytes()
    for share, change in changes:
        at = int(share * len(raw))
        if change == "cut":
            raw = raw[:at]
        elif change == "away":
            raw = raw[:at] + raw[raw.find(b">", at) + 1 :]
        else:
            put = {"again": raw[at : at + 900] * 3, "byte": bytes([at % 256])}.get(change, change.encode())
            raw = raw[:at] + put + raw[at:]
    capture = Capture("a", raw, ARCHIVE, NOW, "https://a.example/")
    assert all(isinstance(item, Taken | Unread | Failure) for item in read(capture, Intake()))
