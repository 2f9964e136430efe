"""Folding: one spelling, and the way back. Every Arabic case has its gloss beside it; all of it is our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.fold import fold

ALPHABET = "ابتدذرسعقلمنهوىةأإآءيکگی ـًٌَُّْٰ.*·_-~،؛؟…“”\u200f\u200b\u202b\n\tabRD05٣۴ﻣﻘﺘﻞﷺﻻ(\"'[])#"


@pytest.mark.parametrize(
    ("written", "meant", "gloss"),
    [
        ("د.ا.ع.ش", "داعش", "Daesh, dots"),
        ("د ا ع ش", "داعش", "Daesh, spaces"),
        ("د-ا-ع-ش", "داعش", "Daesh, hyphens"),
        ("ق_ت_ل", "قتل", "killed, underscores"),
        ("دا*عش", "داعش", "Daesh, asterisk"),
        ("د.اعـ ـش", "داعش", "Daesh, a dot and a stretched gap"),
        ("قصـ ـف", "قصف", "shelling, halves stretched toward a space"),
        ("تفجـ.ـير", "تفجير", "bombing, halves stretched toward a dot"),
        ("انفـ ـجـ ـار", "انفجار", "explosion, two gaps"),
        ("غـــارة", "غارة", "raid, stretched"),
        ("قَتَلَتْ", "قتلت", "she killed, vowel marks"),
        ("غarة", "غarة", "two Latin letters are left alone"),
        ("اشتbاك", "اشتباك", "a clash, a Latin letter inside"),
        ("ﻣﻘﺘﻞ", "مقتل", "killing, presentation forms"),
        ("کمین", "كمين", "ambush, Persian letters"),
        ("\u202bقصف\u202c \u200fبلدة", "قصف بلدة", "shelling of a town, direction marks"),
        ("٤٥ و۱۲", "45 و12", "45 and 12, both digit sets"),
        ("(أ ف ب)", "(أفب)", "AFP, initials in brackets"),
        ("أ.ف.ب", "أفب", "AFP, initials with dots"),
    ],
)
def test_spellings_that_are_one(written: str, meant: str, gloss: str) -> None:
    assert fold(written).light == meant, gloss


@pytest.mark.parametrize(
    ("text", "gloss"),
    [
        ("انسحبوا من القرية.وقال", "they withdrew from the village.And he said"),
        ("توقف القصف.ثم عاد", "the shelling stopped.Then it returned"),
        ("1.وصل", "1.arrived"),
        ("أيار/مايو", "May/May"),
        ("الخميس-الجمعة", "Thursday-Friday"),
        ("#دير_حافر", "hashtag Deir Hafer: two words"),
        ("د. سمير و م. رائد", "Dr Samir and Eng. Raed"),
        ("ب 22 و ج", "B 22 and C"),
    ],
)
def test_separators_that_stay(text: str, gloss: str) -> None:
    assert fold(text).light == text, gloss


@pytest.mark.parametrize(("a", "b", "gloss"), [("إب", "آب", "Ibb, August"), ("على", "علي", "on, Ali")])
def test_words_that_only_deep_merges(a: str, b: str, gloss: str) -> None:
    assert fold(a).deep == fold(b).deep, gloss
    assert fold(a).light != fold(b).light, gloss


def test_a_tatweel_that_touches_no_letter_is_a_dash() -> None:
    assert fold("حلب ـ خاص").light == "حلب - خاص"  # Aleppo - special
    assert fold("حلب ــ خاص").light == "حلب -- خاص"
    assert fold("1445هـ ـ").light == "1445ه -"  # AH, then a dash


def test_the_span_of_a_disguised_word_is_all_of_it() -> None:
    raw = "قال إن د.ا.عـ ـشَ انسحب"  # said that Daesh withdrew
    folded = fold(raw)
    at = folded.light.index("داعش")
    start, end = folded.span(at, at + 4)
    assert raw[start:end] == "د.ا.عـ ـشَ"


@given(st.text(ALPHABET, max_size=60) | st.text(max_size=40))
def test_folding_is_idempotent_and_mapped(raw: str) -> None:
    folded = fold(raw)
    assert len(folded.light) == len(folded.deep) == len(folded.starts) - 1
    assert list(folded.starts) == sorted(folded.starts)
    assert folded.starts[-1] == len(raw)
    again = fold(folded.light)
    assert again.light == folded.light
    assert fold(folded.deep).deep == folded.deep


@given(st.text(ALPHABET, min_size=1, max_size=60))
def test_every_folded_character_has_a_raw_span(raw: str) -> None:
    folded = fold(raw)
    for at in range(len(folded.deep)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(raw)
        assert fold(raw[start:end]).light or raw[start:end].strip() == raw[start:end]


@given(st.lists(st.sampled_from(["قصف", "بلدة", "4", "قتلى", "،", "."]), min_size=1, max_size=12))
def test_plain_text_keeps_its_length(words: list[str]) -> None:
    """Shelling, town, 4, dead: nothing to drop, so offsets are the raw ones."""
    raw = " ".join(words)
    assert len(fold(raw).light) == len(raw)
