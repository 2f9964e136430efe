"""A web page as received to a document: its article, with what the page says of itself."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from importlib.metadata import version

from marsad.intake.article import GUESSED, Article, find_article
from marsad.intake.captures import ARCHIVE, FETCH, Capture, Facts, Step, Taken, Unread, digest, received
from marsad.intake.decode import Decoded, decode_text, find_flaw
from marsad.intake.failures import Failure, Flaw, failure
from marsad.intake.languages import ARABIC, NAMES
from marsad.intake.markup import Page, declared_charset, parse_page
from marsad.intake.page_dates import PageDate, decide_date
from marsad.intake.page_meta import PageMeta, read_meta
from marsad.intake.page_times import find_shown, find_times
from marsad.intake.settings import Intake
from marsad.records import Document

# What takes the article out of a page, as the steps of documents name it: who reads the bytes anew with these gets
# the same text.
READERS = {name: f"Marsad {version('marsad')}, {name} {version(name)}" for name in ("lxml", "trafilatura")}
NO_ARTICLE = Flaw("no article on this page", "name the article's own page, or save its text as .txt")

NOT_ARABIC = Flaw("a page without Arabic", "Marsad reads Arabic reports only; leave it out", "other")
# Alefs and lams of a page below which it holds no Arabic article: a look that costs nothing beside parsing.
FEWEST_LETTERS = 20
SAMPLE = 1500  # characters of an article that tell its language


def read(capture: Capture, intake: Intake) -> Iterator[Taken | Unread | Failure]:
    """The document of a page, or why there is none. Pages of archives and feeds without an article are no failure."""
    if len(capture.body) > intake.max_bytes:
        return iter((failure(capture.source, _too_large(capture, intake), capture=capture),))
    decoded = decode_text(capture.body, declared_charset(capture.body, capture.header("content-type")))
    if isinstance(decoded, Flaw):
        return iter((failure(capture.source, decoded, capture=capture),))
    return iter((_read_page(capture, decoded, intake),))


def _too_large(capture: Capture, intake: Intake) -> Flaw:
    return Flaw(
        f"{len(capture.body) / 1e6:.1f} MB in one page, more than the bound of {intake.max_bytes / 1e6:g} MB",
        "raise --max-mb",
    )


def _read_page(capture: Capture, decoded: Decoded, intake: Intake) -> Taken | Unread | Failure:
    if not _has_letters(decoded.text):
        return _no_article(capture, "other")
    page = parse_page(decoded.text, capture.body if _is_plain(decoded, capture) else b"")
    if page is None:
        return _no_article(capture, "")
    meta = read_meta(page, capture.address)
    article = find_article(page, article=meta.is_article)
    if article is None:
        return _no_article(capture, "")
    flaw = find_flaw("\n".join(article.lines)[:SAMPLE])
    if flaw and capture.via in (ARCHIVE, FETCH):
        return Unread(capture, flaw.language, f"{NAMES[flaw.language]}: kept, not read")
    if flaw:
        return failure(capture.source, flaw, capture=capture)
    return _document(capture, decoded, page, meta, article, intake)


def _has_letters(text: str) -> bool:
    """Whether there is Arabic enough for an article; looks no further than the first few letters, where there is."""
    at = -1
    for _ in range(FEWEST_LETTERS):
        at = text.find("\u0627", at + 1)
        if at < 0:
            return text.count("\u0627") + text.count("\u0644") >= FEWEST_LETTERS
    return True


def _no_article(capture: Capture, language: str) -> Unread | Failure:
    if capture.via in (ARCHIVE, FETCH):
        return Unread(
            capture, language, f"{NAMES[language]}: kept, not read" if language else NO_ARTICLE.reason
        )
    return failure(capture.source, NOT_ARABIC if language else NO_ARTICLE, capture=capture)


def _document(
    capture: Capture, decoded: Decoded, page: Page, meta: PageMeta, article: Article, intake: Intake
) -> Taken:
    known = intake.outlets.of(meta.address)
    found = _find_day(page, meta, article, known.zone if known else "", capture)
    day = found.day or intake.published
    lines = [line for line in article.lines if line != meta.title]
    shown = () if day else find_shown(page.root, meta.title, article)
    text = "\n\n".join(part for part in (meta.title, "\n".join(shown), "\n\n".join(lines)) if part)
    document = Document(
        id=capture.name,
        text=text,
        published=day,
        published_basis="given" if day else "unknown",
        published_note=found.note,
        title=meta.title,
        outlet=(known.name if known else "") or meta.site or intake.outlet,
        url=meta.address,
        sha256=capture.sha256,
    )
    return Taken(
        document, capture, _steps(capture, decoded, article, text), _facts(meta, article, decoded, found)
    )


def _find_day(page: Page, meta: PageMeta, article: Article, zone: str, capture: Capture) -> PageDate:
    """The day by meta data; by time tags where those say nothing, or cannot tell which of two days."""
    captured = capture.captured_utc.date()
    found = decide_date(meta.dates, zone=zone, captured=captured)
    if found.day is not None or "more than one day" in found.note:
        return found
    by_tags = decide_date(
        (*meta.dates, *find_times(page.root, meta.title, article)), zone=zone, captured=captured
    )
    return by_tags if by_tags.day is not None or by_tags.note else found


def _is_plain(decoded: Decoded, capture: Capture) -> bool:
    """Whether the bytes are the text's own UTF-8."""
    return decoded.charset == "utf-8" and not decoded.broken and not capture.body.startswith(BOM_UTF8)


def _steps(capture: Capture, decoded: Decoded, article: Article, text: str) -> tuple[Step, ...]:
    by = READERS["trafilatura"] if article.way == GUESSED else READERS["lxml"]
    plain = _is_plain(decoded, capture)
    return (
        received(capture),
        Step(f"decoded from {decoded.charset}", "Python", capture.sha256 if plain else digest(decoded.text)),
        Step(f"article taken by {article.way}", by, digest(text)),
    )


def _facts(meta: PageMeta, article: Article, decoded: Decoded, found: PageDate) -> Facts:
    notes = (f"{decoded.broken} bytes were no {decoded.charset}",) if decoded.broken else ()
    return Facts(
        author=meta.author,
        modified=meta.modified,
        language=ARABIC,
        captions=article.captions,
        tags=meta.tags,
        related=article.related,
        notes=(*notes, *((found.note,) if found.note else ())),
    )
