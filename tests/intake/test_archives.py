"""WARC and WACZ to documents: archives made here, whole, cut, changed."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile

import pytest

from marsad.intake import wacz, warc
from marsad.intake.captures import Known, Taken, Unread
from marsad.intake.failures import Failure, Notice
from marsad.intake.settings import Intake

TEXT = "قصفت طائرات حربية القرية أمس وقتل أربعة مدنيين، بحسب ما قالت مصادر محلية في البلدة."  # bombed, four killed
PAGE = f"<html><body><h1>قصف القرية</h1><div class='entry-content'><p>{TEXT}</p><p>{TEXT}</p></div></body></html>".encode()


def record(
    address: str,
    body: bytes,
    *,
    kind: str = "text/html",
    status: int = 200,
    head: str = "",
    type_: str = "response",
    day: str = "2023-06-07T10:00:00Z",
) -> bytes:
    """One gzipped record of a WARC file."""
    block = (
        f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n{head}\r\n".encode() + body
        if type_ == "response"
        else body
    )
    http = "application/http; msgtype=response" if type_ == "response" else kind
    fields = (
        f"WARC/1.1\r\nWARC-Type: {type_}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {day}\r\n"
        f"WARC-Record-ID: <urn:uuid:{hashlib.md5(address.encode()).hexdigest()}>\r\nContent-Type: {http}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(fields.encode() + block + b"\r\n\r\n")


def read(raw: bytes, intake: Intake | None = None) -> list[object]:
    return list(warc.read(io.BytesIO(raw), "c.warc.gz", "c", intake or Intake()))


def test_pages_of_an_archive_with_their_moment_and_headers() -> None:
    first, second = read(
        record("https://a.example/1", PAGE, head="Server: x\r\n")
        + record("https://a.example/2", gzip.compress(PAGE), head="Content-Encoding: gzip\r\n")
    )
    assert isinstance(first, Taken) and isinstance(second, Taken)
    assert first.document.url == "https://a.example/1" and first.document.id.startswith("a.example-")
    assert first.capture.captured_utc.isoformat() == "2023-06-07T10:00:00+00:00"
    assert (
        first.capture.header("server") == "x" and first.capture.status == 200 and first.capture.body == PAGE
    )
    assert second.capture.body != PAGE and second.document.sha256 == first.document.sha256


def test_chunks_are_put_together() -> None:
    chunked = f"{len(PAGE):x}\r\n".encode() + PAGE + b"\r\n0\r\n\r\n"
    (item,) = read(record("https://a.example/1", chunked, head="Transfer-Encoding: chunked\r\n"))
    assert isinstance(item, Taken) and item.capture.body == PAGE


def test_what_is_no_arabic_page_is_passed_over_and_told() -> None:
    english = b"<html><body><p>" + b"The army shelled the town. " * 20 + b"</p></body></html>"
    items = read(
        record("https://a.example/1", PAGE)
        + record("https://a.example/x.png", b"\x89PNG", kind="image/png")
        + record("https://a.example/gone", PAGE, status=404)
        + record("dns:a.example", b"x", type_="resource", kind="text/dns")
        + record("https://a.example/en", english)
        + record("https://a.example/3", PAGE, type_="resource")
    )
    assert [type(i) for i in items] == [Taken, Unread, Taken, Notice]
    assert "3 records (1 image/png, 1 with status 404, 1 of no web address)" in str(items[-1])


def test_records_dealt_with_before_are_not_read_again() -> None:
    (known,) = read(
        record("https://a.example/1", PAGE), Intake(is_known=lambda c: c.address == "https://a.example/1")
    )
    assert isinstance(known, Known)


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_was_cut_gives_what_is_before_and_says_so(packed: bool) -> None:
    parts = [record(f"https://a.example/{n}", PAGE) for n in range(3)] + [record("https://a.example/r", b"x", type_="request")]
    parts = parts if packed else [gzip.decompress(part) for part in parts]
    ends = [sum(map(len, parts[:n])) for n in range(1, 5)]
    raw = b"".join(parts)
    for cut in [*range(ends[0] - 3, len(raw), 37), *ends]:
        items = read(raw[:cut])
        taken = [item for item in items if isinstance(item, Taken)]
        # An archive without packing may lack the empty lines after its last record.
        assert len(taken) == min(3, sum(end <= cut + 4 * (not packed) for end in ends)), cut
        assert all(item.capture.body == PAGE for item in taken)
        told = [str(item) for item in items if isinstance(item, Failure)]
        if cut in ends:
            assert told == []
        elif taken and (packed or all(not end - 4 <= cut <= end for end in ends)):
            assert [f"broken after record {len(taken)} (" in line for line in told] == [True], (cut, told)


def test_pages_over_the_bound_and_bombs_are_told_and_the_others_are_read() -> None:
    bomb = gzip.compress(b"0" * 30_000_000)
    items = read(
        record("https://a.example/big", PAGE * 200)
        + record("https://a.example/bomb", bomb, head="Content-Encoding: gzip\r\n")
        + record("https://a.example/1", PAGE),
        Intake(max_bytes=50_000),
    )
    assert [type(i) for i in items] == [Failure, Failure, Taken]
    assert "c.warc.gz: https://a.example/big" in str(items[0]) and "unpacked" in str(items[1])


def test_what_is_no_archive() -> None:
    (failed,) = read(b"WARC/1.0\r\nno")
    assert isinstance(failed, Failure)


def package(archive: bytes, listed: bytes | None = None) -> io.BytesIO:
    """A WACZ of one archive; ``listed``: the bytes that its list of hashes was made of."""
    out = io.BytesIO()
    digest = hashlib.sha256(archive if listed is None else listed).hexdigest()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("archive/data.warc.gz", archive)
        made.writestr(
            "datapackage.json",
            json.dumps({"resources": [{"path": "archive/data.warc.gz", "hash": f"sha256:{digest}"}]}),
        )
    out.seek(0)
    return out


def test_a_wacz_is_held_against_its_list() -> None:
    archive = record("https://a.example/1", PAGE)
    (item,) = wacz.read(package(archive), "c.wacz", "c", Intake())
    assert isinstance(item, Taken)
    failed, item = wacz.read(package(archive, b"another"), "c.wacz", "c", Intake())
    assert isinstance(failed, Failure) and "hash is not the one listed" in failed.reason
    assert isinstance(item, Taken)


def test_a_wacz_without_archives_and_a_broken_one() -> None:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    (failed,) = wacz.read(out, "c.wacz", "c", Intake())
    assert isinstance(failed, Failure) and "no WARC file" in failed.reason
    (failed,) = wacz.read(io.BytesIO(b"PK\x03\x04"), "c.wacz", "c", Intake())
    assert isinstance(failed, Failure) and "broken WACZ" in failed.reason


@pytest.mark.parametrize("address", ["http://[", "https://[::1/x", "http://a\u2100b/"])
def test_a_record_of_what_is_no_address_does_not_end_the_archive(address: str) -> None:
    *_, found, told = read(record(address, PAGE) + record("https://a.example/1", PAGE))
    assert isinstance(found, Taken) and found.document.url == "https://a.example/1"
    assert isinstance(told, Notice) and "of no web address" in told.reason


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        ("2023-06-07T10:00:00.123456Z", "2023-06-07T10:00:00.123456+00:00"),
        ("2023-06-07T10:00:00+03:00", "2023-06-07T07:00:00+00:00"),
        ("0001-01-01T00:00:00+14:00", "1970-01-01T00:00:00+00:00"),
        ("9999-12-31T23:59:59-12:00", "1970-01-01T00:00:00+00:00"),
        ("yesterday", "1970-01-01T00:00:00+00:00"),
    ],
)
def test_moments_of_records(day: str, moment: str) -> None:
    (found,) = read(record("https://a.example/1", PAGE, day=day))
    assert isinstance(found, Taken) and found.capture.captured_utc.isoformat() == moment
