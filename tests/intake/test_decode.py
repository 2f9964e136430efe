"""Bytes to text, and what stops it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.decode import decode_text, find_flaw
from marsad.intake.failures import Flaw, shown_name

ARABIC = "قصف الجيش البلدة أمس وقتل ثلاثة"  # the army shelled the town yesterday and killed three


@given(st.text().filter(lambda t: not t.startswith("\ufeff")))
def test_text_comes_back_as_it_stands_or_not_at_all(text: str) -> None:
    found = decode_text(text.encode("utf-8", "surrogatepass"))
    assert isinstance(found, Flaw) or found == text


@given(st.binary(max_size=300))
def test_no_bytes_raise(raw: bytes) -> None:
    found = decode_text(raw)
    assert isinstance(found, Flaw) or find_flaw(found) is None or find_flaw(found)


@pytest.mark.parametrize(
    ("raw", "reason", "mend"),
    [
        (ARABIC.encode("windows-1256"), "not UTF-8 at byte 0 (line 1)", "iconv -f windows-1256"),
        (ARABIC.encode("iso-8859-6"), "not UTF-8 at byte 0 (line 1)", "iconv -f iso-8859-6"),
        (ARABIC.encode("utf-16"), "UTF-16", "iconv -f UTF-16"),
        (b"\n\n" + ARABIC.encode() + b"\xff", "(line 3)", "save it as UTF-8"),
        (b"%PDF-1.7 ...", "a PDF file", "pdftotext"),
        (b"PK\x03\x04....", "ZIP or office", "unpack"),
        (b"\x1f\x8b\x08", "gzip", "gunzip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary data (a zero byte", "text files only"),
        (bytes(range(1, 255)) * 4, "binary data (not UTF-8", "text files only"),
        (ARABIC.encode() * 200 + b"\x00", "a zero character", "text files only"),
        (b"  <!DOCTYPE html><html>", "a web page", "article's text"),
    ],
)
def test_what_is_no_text_is_named_with_its_mend(raw: bytes, reason: str, mend: str) -> None:
    found = decode_text(raw)
    assert isinstance(found, Flaw)
    assert reason in found.reason
    assert mend in found.mend


def test_a_byte_order_mark_is_not_text() -> None:
    assert decode_text(b"\xef\xbb\xbf" + ARABIC.encode()) == ARABIC


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t\u200f", None),  # only a direction mark: no letters
        ("The army shelled the town.", "not Arabic (0%"),
        ("12 / 5", "not Arabic"),
        (
            "ارتش پایگاه‌های گروه را در نزدیکی مرز گلوله‌باران کرد و چند نفر کشته شدند",
            "another language",
        ),  # Persian
        ("فوج نے سرحد کے قریب گاؤں پر گولہ باری کی جس میں کئی لوگ ہلاک ہو گئے", "another language"),  # Urdu
        ("سوپا گوندەکەی تۆپباران کرد و چەند کەسێک کوژران لە نزیک سنوور", "another language"),  # Kurdish
    ],
)
def test_what_is_no_arabic_report_is_told(text: str, reason: str | None) -> None:
    flaw = find_flaw(text)
    assert flaw is not None
    assert reason is None or reason in flaw.reason


@pytest.mark.parametrize(
    "text",
    [
        ARABIC,
        ARABIC.replace("ي", "ی").replace("ك", "ک"),  # the same, typed on a Persian keyboard
        "قَصَفَ الجَيْشُ البَلْدَةَ",  # vowelled: the army shelled the town
        "د.ا.ع.ش",  # Daesh, disguised
        f"{ARABIC} https://example.org/a-long-address",
    ],
)
def test_arabic_in_any_spelling_is_read(text: str) -> None:
    assert find_flaw(text) is None


def test_names_are_shown_on_one_line() -> None:
    assert shown_name("a\nb\udcff.txt") == "a\\nb\\xff.txt"
