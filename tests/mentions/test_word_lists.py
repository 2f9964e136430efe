"""The lists of time and number words: examples match their rows, months agree with CLDR."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from babel import Locale

from marsad.mentions.lexicon import Hit
from marsad.mentions.numbers import number_entries
from marsad.mentions.times import time_entries
from marsad.mentions.words import word_of
from marsad.packs.rows import Packs
from marsad.records import CountMention, TimeMention
from marsad.text.tokens import Text

Words = Callable[[str], tuple[Text, list[Hit]]]
LISTS = ("time_words", "number_words")
LOCALES = ("ar", "ar_EG", "ar_SY", "ar_LB", "ar_IQ", "ar_JO", "ar_PS", "ar_MA", "ar_DZ", "ar_TN", "ar_LY", "ar_SA", "ar_SD", "ar_YE")


@pytest.mark.parametrize("name", LISTS)
def test_every_row_matches_its_example(word_packs: Packs, words_in: Words, name: str) -> None:
    silent = []
    for row in word_packs.rows(name):
        hits = words_in(row.get("example"))[1]
        if not any(word_of(h).origin == row.origin for h in hits):
            silent.append(str(row.origin))
    assert silent == []


@pytest.mark.parametrize("locale", LOCALES)
def test_months_agree_with_cldr(times_in: Callable[[str, date | None], list[TimeMention]], locale: str) -> None:
    for number, name in Locale.parse(locale).months["format"]["wide"].items():
        # "it happened on the 5th of ... 2022"
        found = times_in(f"وقع ذلك في 5 {name} 2022", None)
        assert [m.earliest for m in found] == [date(2022, number, 5)], name


@pytest.mark.parametrize("locale", LOCALES)
def test_weekdays_agree_with_cldr(times_in: Callable[[str, date | None], list[TimeMention]], locale: str) -> None:
    for number, name in Locale.parse(locale).days["format"]["wide"].items():
        # "it happened on ..."
        found = times_in(f"وقع ذلك يوم {name}", date(2023, 6, 7))
        assert [m.earliest.weekday() for m in found if m.earliest] == [number], name


def test_entries_are_folded(word_packs: Packs) -> None:
    for entry in [*time_entries(word_packs), *number_entries(word_packs)]:
        assert entry.words
        assert not any(c in "أإآىةؤئ" for word in entry.words for c in word)


def test_what_must_not_match_gives_no_time(word_packs: Packs, times_in: Callable[[str, date | None], list[TimeMention]]) -> None:
    for row in word_packs.rows("time_words"):
        for sentence in row.forms("not"):
            assert times_in(sentence, date(2023, 6, 7)) == [], row.origin


def test_what_must_not_match_gives_no_count(word_packs: Packs, counts_in: Callable[[str], list[CountMention]]) -> None:
    for row in word_packs.rows("number_words"):
        for sentence in row.forms("not"):
            assert counts_in(sentence) == [], row.origin
