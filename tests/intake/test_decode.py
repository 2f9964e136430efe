"""Bytes to text, and what stops it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.decode import Decoded, decode_text, find_flaw
from marsad.intake.failures import Flaw, shown_name

ARABIC = "قصف الجيش البلدة أمس وقتل ثلاثة"  # the army shelled the town yesterday and killed three


@given(st.text().filter(lambda t: not t.startswith("\ufeff")))
def test_text_comes_back_as_it_stands_or_not_at_all(text: str) -> None:
    found = decode_text(text.encode("utf-8", "surrogatepass"))
    assert isinstance(found, Flaw) or found.broken or found.text == text


@given(st.binary(max_size=300))
def test_no_bytes_raise(raw: bytes) -> None:
    found = decode_text(raw)
    assert isinstance(found, Flaw) or find_flaw(found.text) is None or find_flaw(found.text)


@pytest.mark.parametrize(
    ("raw", "reason", "mend"),
    [
        (b"\n\n\xcb\xd2\xc1\xd4\xcb\xcf", "not UTF-8 at byte 2 (line 3)", "save it as UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary data (a zero byte", "text files only"),
        (bytes(range(1, 255)) * 4, "binary data (not UTF-8", "text files only"),
        (ARABIC.encode() * 200 + b"\x00", "a zero character", "text files only"),
    ],
)
def test_what_is_no_text_is_named_with_its_mend(raw: bytes, reason: str, mend: str) -> None:
    found = decode_text(raw)
    assert isinstance(found, Flaw)
    assert reason in found.reason
    assert mend in found.mend


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1256", "no-such"])
def test_arabic_encodings_are_known_whatever_is_declared(charset: str, declared: str) -> None:
    found = decode_text(ARABIC.encode(charset), declared if charset != "iso-8859-6" else "")
    assert isinstance(found, Decoded)
    assert (found.text, found.broken) == (ARABIC, 0)
    assert found.charset == charset.removesuffix("-sig")


def test_stray_bytes_are_counted_and_stand_as_such() -> None:
    found = decode_text(ARABIC.encode() * 20 + b"\xff" + ARABIC.encode())
    assert isinstance(found, Decoded)
    assert (found.broken, found.charset) == (1, "utf-8") and "\ufffd" in found.text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t\u200f", None),  # only a direction mark: no letters
        ("The army shelled the town.", "not Arabic (0%"),
        ("12 / 5", "not Arabic"),
        (
            "ارتش پایگاه‌های گروه را در نزدیکی مرز گلوله‌باران کرد و چند نفر کشته شدند",
            "Persian (fa)",
        ),  # Persian
        ("فوج نے سرحد کے قریب گاؤں پر گولہ باری کی جس میں کئی لوگ ہلاک ہو گئے", "Urdu (ur)"),  # Urdu
        ("سوپا گوندەکەی تۆپباران کرد و چەند کەسێک کوژران لە نزیک سنوور", "Kurdish (Sorani) (ckb)"),  # Kurdish
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
