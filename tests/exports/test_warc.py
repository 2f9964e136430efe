"""WARC out: what other tools read back, and what Marsad reads back."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from fastwarc.warc import ArchiveIterator

from marsad.exports.warc import write_warc
from marsad.intake import warc
from marsad.intake.captures import FETCH, FILE, Capture, Taken
from marsad.intake.settings import Intake

TEXT = "قصفت طائرات حربية القرية أمس وقتل أربعة مدنيين، بحسب ما قالت مصادر محلية في البلدة."  # bombed, four killed
PAGE = f"<html><body><h1>قصف القرية</h1><div class='entry-content'><p>{TEXT}</p><p>{TEXT}</p></div></body></html>".encode()
MOMENT = datetime(2023, 6, 7, 10, 0, 5, tzinfo=UTC)
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Transfer-Encoding", "chunked"),
    ("X-Odd", "a\r\nInjected: b"),
    ("content-length", "9"),
)


def capture(
    number: int, *, via: str = FETCH, address: str = "https://a.example/", status: int | None = 200
) -> Capture:
    headers = HEADERS if status else ()
    return Capture(
        "x", PAGE, via, MOMENT, f"{address}{number}" if address else "", "n", ".html", "", status, headers
    )


def written(*captures: Capture) -> bytes:
    out = io.BytesIO()
    write_warc(captures, out, software="Marsad/0")
    return out.getvalue()


def test_every_record_can_be_read_and_its_digests_hold() -> None:
    raw = written(capture(1), capture(2, status=None), capture(3, address="", via=FILE))
    records = list(ArchiveIterator(io.BytesIO(raw), parse_http=False))
    assert [str(r.headers["WARC-Type"]) for r in records] == ["warcinfo", "response", "resource"]
    for record in ArchiveIterator(io.BytesIO(raw), parse_http=False):
        assert record.verify_block_digest()
    for record in ArchiveIterator(io.BytesIO(raw)):
        if record.is_http:
            assert record.verify_payload_digest()
            assert record.http_headers.status_code == 200
            assert (
                record.http_headers.get("Injected") is None
                and record.http_headers.get("X-Odd") == "a Injected: b"
            )
            assert (
                record.http_headers.get("Content-Length") == str(len(PAGE))
                and record.http_headers.get("Transfer-Encoding") is None
            )


def test_what_goes_out_comes_back() -> None:
    first, second = warc.read(
        io.BytesIO(written(capture(1), capture(2, status=None))), "out.warc.gz", "out", Intake()
    )
    assert isinstance(first, Taken) and isinstance(second, Taken)
    assert (first.capture.body, first.capture.address, first.capture.captured_utc) == (
        PAGE,
        "https://a.example/1",
        MOMENT,
    )
    assert second.document.sha256 == first.document.sha256


def test_the_same_captures_give_the_same_file() -> None:
    assert written(capture(1), capture(2)) == written(capture(1), capture(2))
