"""PDF, Word, mail, saved pages, Telegram and Parquet to documents; each broken in the ways they come broken."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pyarrow.parquet as parquet
import pytest
from docx import Document as new_docx

from marsad.intake import tables, telegram
from marsad.intake.captures import Capture, Known, Taken, Unread, digest
from marsad.intake.failures import Failure
from marsad.intake.settings import Intake
from marsad.intake.unpack import unpack
from marsad.intake.whole import read_whole

Make = Callable[..., Capture]
PDF = Path(__file__).parent / "pages" / "report.pdf"  # printed by a browser from a page of ours
# Warplanes bombed the village yesterday and killed four civilians, local sources said.
TEXT = "قصفت طائرات حربية القرية أمس وقتل أربعة مدنيين، بحسب ما قالت مصادر محلية في البلدة."
PAGE = f"<html><body><h1>قصف القرية</h1><div class='entry-content'><p>{TEXT}</p><p>{TEXT}</p></div></body></html>"


def one(capture: Capture, intake: Intake | None = None) -> object:
    (item,) = read_whole(capture, intake or Intake())
    return item


def test_a_pdf_reads_from_right_to_left_with_its_figures_and_brackets(capture: Make) -> None:
    item = one(capture(PDF.read_bytes(), ending=".pdf"))
    assert isinstance(item, Taken)
    lines = item.document.text.split("\n")
    assert lines[:2] == ["قصف على قرية الوادي", "7 يونيو 2023"]  # shelling of Al-Wadi village; 7 June 2023
    assert (
        "وأصيب 11 آخرون" in lines[2] and "(وكالة AFP)" in lines[2]
    )  # 11 others were wounded; (the agency AFP)
    assert lines[3].endswith("لا إله إلا.")  # ligatures of lam and alef keep their order
    assert item.steps[-1].by.startswith("pdfminer.six") and item.steps[-1].sha256 == digest(
        item.document.text
    )


@pytest.mark.parametrize(
    ("raw", "ending", "reason"),
    [
        (b"%PDF-1.7\nnothing", ".pdf", "PDF"),
        (PDF.read_bytes()[:9000], ".pdf", "PDF"),
        (b"PK\x03\x04 broken", ".docx", "broken ZIP"),
        (b"PK\x03\x04 broken", ".zip", "a ZIP or office file"),
        (b"\xd0\xcf\x11\xe0", ".doc", "an old Word document"),
        (b"From: a\n\n", ".eml", "a mail without a text"),
        (b"\x1f\x8b\x08", ".gz", "a gzip file"),
        (b"SQLite format 3\x00", ".db", "an SQLite database"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", ".png", "a picture"),
    ],
)
def test_what_cannot_be_read_is_told_with_a_mend(raw: bytes, ending: str, reason: str, capture: Make) -> None:
    item = one(capture(raw, ending=ending))
    assert isinstance(item, Failure)
    assert reason in item.reason and item.mend and item.capture is not None


def docx(*paragraphs: str) -> bytes:
    made, out = new_docx(), io.BytesIO()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "قتلى", "4"  # killed: 4
    made.save(out)
    return out.getvalue()


def test_a_word_document(capture: Make) -> None:
    item = one(capture(docx("قصف القرية", TEXT), ending=".docx"))
    assert isinstance(item, Taken)
    assert item.document.text == f"قصف القرية\n{TEXT}\nقتلى | 4"


def test_a_word_document_without_word_in_it(capture: Make) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
    item = one(capture(out.getvalue(), ending=".docx"))
    assert isinstance(item, Failure) and "broken Word document" in item.reason


def test_a_zip_that_unpacks_without_end_is_refused(capture: Make) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for n in range(6):
            package.writestr(f"word/{n}.xml", b"0" * 10_000_000)
    item = one(capture(out.getvalue(), ending=".docx"))
    assert isinstance(item, Failure) and "60 MB unpacked" in item.reason


def mail(body: str, kind: str = "plain", head: str = "") -> bytes:
    return (
        f"From: a@a.example\nDate: Wed, 07 Jun 2023 21:00:00 +0300\nSubject: =?utf-8?b?2YLYtdmB?=\n{head}MIME-Version: 1.0\n"
        f"Content-Type: text/{kind}; charset=windows-1256\nContent-Transfer-Encoding: 8bit\n\n"
    ).encode() + body.encode("windows-1256")


def test_mail_as_text_and_as_page(capture: Make) -> None:
    text = one(capture(mail(TEXT), ending=".eml"))
    assert isinstance(text, Taken)
    assert (text.document.text, str(text.document.published)) == (
        f"قصف\n\n{TEXT}",
        "2023-06-07",
    )  # subject: shelling
    page = one(capture(mail(PAGE, "html"), ending=".eml"))
    assert isinstance(page, Taken)
    assert (page.document.title, str(page.document.published)) == ("قصف القرية", "2023-06-07")
    assert page.document.sha256 == page.capture.sha256 == page.steps[0].sha256


def test_a_page_saved_whole_has_its_own_address_and_no_day_of_sending(capture: Make) -> None:
    item = one(
        capture(mail(PAGE, "html", "Snapshot-Content-Location: https://a.example/7\n"), ending=".mhtml")
    )
    assert isinstance(item, Taken)
    assert (item.document.url, item.document.published) == ("https://a.example/7", None)


def test_packed_bytes_are_kept_as_received(capture: Make) -> None:
    packed = zlib.compress(PAGE.encode(), wbits=31)
    item = one(capture(packed, headers=(("Content-Encoding", "gzip"), ("Content-Type", "text/html"))))
    assert isinstance(item, Taken)
    assert item.capture.sha256 == item.steps[0].sha256 == digest(packed)
    assert (item.steps[1].done, item.steps[1].sha256, item.document.sha256) == (
        "unpacked gzip",
        digest(PAGE),
        digest(PAGE),
    )


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (zlib.compress(b"0" * 10_000_000, wbits=31), "gzip", "more than 1 MB unpacked"),
        (zlib.compress(zlib.compress(b"0" * 3_000_000)), "deflate, deflate", "more than 1 MB unpacked"),
        (b"\x1f\x8b\x08 broken", "gzip", "broken gzip"),
        (zlib.compress(b"0" * 1000)[:-9], "deflate", "broken deflate"),
        (b"x", "br", "packed as 'br'"),
    ],
)
def test_packed_bytes_have_a_bound(body: bytes, encoding: str, reason: str) -> None:
    assert reason in unpack(body, encoding, 1_000_000).reason  # type: ignore[union-attr]


def channel(*messages: object, kind: str = "public_channel") -> io.BytesIO:
    return io.BytesIO(json.dumps({"name": "قناة", "type": kind, "id": 42, "messages": messages}).encode())


def message(text: object, number: int = 1, **keys: object) -> dict[str, object]:
    return {"id": number, "type": "message", "date": "2023-06-07T23:10:00", "text": text, **keys}


def test_messages_of_a_public_channel() -> None:
    linked = ["عاجل: ", {"type": "bold", "text": TEXT}, " ", {"type": "link", "text": "https://a.example"}]
    stream = channel(
        message(TEXT),
        message(linked, 2, edited="2023-06-08T00:00:00"),
        message("قصير", 3),
        {"type": "service"},
        7,
    )
    first, second = telegram.read(stream, "r.json", "r", Intake())
    assert isinstance(first, Taken) and isinstance(second, Taken)
    assert (first.document.id, str(first.document.published), first.document.outlet) == (
        "r-1",
        "2023-06-07",
        "قناة",
    )
    assert first.document.url == "https://t.me/c/42/1"
    assert second.document.text == f"عاجل: {TEXT} https://a.example" and second.facts.modified.startswith(
        "2023-06-08"
    )


def test_private_chats_whole_accounts_and_broken_exports_are_refused() -> None:
    (private,) = telegram.read(channel(message(TEXT), kind="personal_chat"), "r.json", "r", Intake())
    assert isinstance(private, Failure) and "private chat" in private.reason
    (account,) = telegram.read(io.BytesIO(b'{"about":"", "chats":{"list":[]}}'), "r.json", "r", Intake())
    assert isinstance(account, Failure) and "whole account" in account.reason
    cut = io.BytesIO(channel(message(TEXT), message(TEXT + ".", 2)).getvalue()[:-30])
    items = list(telegram.read(cut, "r.json", "r", Intake()))
    assert (
        isinstance(items[0], Taken) and isinstance(items[-1], Failure) and "after message" in items[-1].reason
    )


def test_messages_in_another_language_and_those_known() -> None:
    urdu = "فوج نے سرحد کے قریب گاؤں پر گولہ باری کی جس میں کئی لوگ ہلاک ہو گئے"  # the army shelled a village
    (unread,) = telegram.read(channel(message(urdu)), "r.json", "r", Intake())
    assert isinstance(unread, Unread) and unread.language == "ur"
    (known,) = telegram.read(channel(message(TEXT)), "r.json", "r", Intake(is_known=lambda _: True))
    assert isinstance(known, Known)


def table(**columns: list[object]) -> io.BytesIO:
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), out)
    out.seek(0)
    return out


def test_rows_of_a_table_under_other_names() -> None:
    made = table(body=[TEXT, None, TEXT + "."], day=["2023-06-07", "2023-06-07", "soon"], more=[1, 2, 3])
    intake = Intake(columns=(("text", "body"), ("published", "day")))
    first, second, third = tables.read(made, "t.parquet", "t", intake)
    assert (
        isinstance(first, Taken)
        and first.document.id == "t-1"
        and str(first.document.published) == "2023-06-07"
    )
    assert isinstance(second, Failure) and str(second).startswith("t.parquet:2: text:")
    assert isinstance(third, Failure) and "published: not a date" in third.reason


def test_a_table_without_the_column_and_one_that_is_none() -> None:
    (failed,) = tables.read(table(body=[TEXT]), "t.parquet", "t", Intake())
    assert isinstance(failed, Failure) and "the columns are body" in failed.mend
    (failed,) = tables.read(io.BytesIO(b"PAR1 broken"), "t.parquet", "t", Intake())
    assert isinstance(failed, Failure) and "broken Parquet" in failed.reason
