"""WARC files (ISO 28500) to documents: the pages, PDFs and texts that a crawl fetched, in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from marsad.intake.addresses import join_address
from marsad.intake.captures import ARCHIVE, Capture, Known, Taken, Unread
from marsad.intake.ending import CUT_LAST, WHOLE, find_ending
from marsad.intake.failures import Failure, Flaw, Notice, failure
from marsad.intake.settings import Intake
from marsad.intake.whole import read_received

_OK = 200
_TYPES = (
    "text/html",
    "application/xhtml",
    "text/plain",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml",
)
_HEADER_BYTES = 64_000


def read(
    stream: BinaryIO, source: str, stem: str, intake: Intake
) -> Iterator[Taken | Unread | Known | Failure | Notice]:
    """Documents, pages without one and failures of an archive; what is no text (pictures, scripts) is counted in a notice."""
    passed: Counter[str] = Counter()
    held: Capture | Failure | str = ""  # the last record, which may turn out to be cut
    number, at, broken = 0, 0, ""
    for begins, found in _records(stream, source, intake):
        if begins is None:
            broken = str(found)
            break
        if number:
            yield from _give(held, intake, passed)
        held, at, number = found, begins, number + 1
    ending = find_ending(stream, at) if number and not broken else WHOLE
    if number and ending != CUT_LAST:
        yield from _give(held, intake, passed)
    if broken or ending != WHOLE:
        yield failure(source, _broken(number - (ending == CUT_LAST), broken or "it is cut short"))
    elif not number:
        yield failure(source, Flaw("no WARC record with a page", "name a .warc or .warc.gz file"))
    if passed:
        told = ", ".join(f"{n:,} {what}" for what, n in passed.most_common(5))
        yield Notice(source, f"passed over {passed.total():,} records ({told})")


def _broken(number: int, said: str) -> Flaw:
    return Flaw(f"broken after record {number} ({said})", "get the archive again; the records before are read")


def _records(
    stream: BinaryIO, source: str, intake: Intake
) -> Iterator[tuple[int | None, Capture | Failure | str]]:
    """Where each record begins, with what it captured; at last None and what is wrong, where an archive is broken."""
    records = ArchiveIterator(
        stream, record_types=WarcRecordType.response | WarcRecordType.resource, parse_http=False
    )
    number = 0
    while True:
        try:
            record = next(records)
            number += 1
            yield record.stream_pos, _capture(record, source, number, intake)
        except StopIteration:
            return
        except (OSError, ValueError, EOFError) as fault:
            yield None, " ".join(str(fault).split())[:80] or type(fault).__name__
            return


def _give(
    found: Capture | Failure | str, intake: Intake, passed: Counter[str]
) -> Iterator[Taken | Unread | Known | Failure | Notice]:
    """What a record gives; one that is passed over is counted."""
    if isinstance(found, str):
        passed[found] += 1
    elif isinstance(found, Failure):
        yield found
    elif intake.is_known(found):
        yield Known(found)
    else:
        yield from read_received(found, intake)


def _capture(record: WarcRecord, source: str, number: int, intake: Intake) -> Capture | Failure | str:
    """What a record captured, or in a word why it is passed over."""
    address = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    if not address.startswith(("http://", "https://")) or not join_address("", address):
        return "of no web address"
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    kind = str(record.headers.get("Content-Type") or "")
    if record.is_http:
        record.parse_http(auto_decode="transfer", max_header_len=_HEADER_BYTES)
        status = record.http_headers.status_code
        if status != _OK:
            return f"with status {status}"
        headers = tuple((str(k), str(v)) for k, v in record.http_headers.items())
        kind = str(record.http_content_type or "")
    if kind and not kind.lower().startswith(_TYPES):
        return kind.split(";")[0][:40]
    body = record.reader.read(intake.max_bytes + 1)
    place = f"{source}: {address}"
    if len(body) > intake.max_bytes:
        return failure(place, Flaw(f"more than {intake.max_bytes / 1e6:g} MB in one page", "raise --max-mb"))
    return Capture(
        place, body, ARCHIVE, _moment(record), address, "", _ending(address), str(number), status, headers
    )


def _moment(record: WarcRecord) -> datetime:
    try:
        found: Any = datetime.fromisoformat(str(record.headers.get("WARC-Date") or ""))
    except ValueError:
        found = record.record_date  # takes more forms, and more time
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (AttributeError, OverflowError):  # none, or one before the year 1 or after 9999
        return datetime(1970, 1, 1, tzinfo=UTC)


def _ending(address: str) -> str:
    last = urlsplit(address).path.rpartition("/")[2]
    return f".{last.rpartition('.')[2].lower()}" if "." in last else ""
