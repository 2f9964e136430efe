"""A lexicon of the time and number words alone, and readers of one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from marsad.mentions.counts import find_counts
from marsad.mentions.dateline import Inferred, infer_published
from marsad.mentions.lexicon import Hit, Lexicon, build_lexicon
from marsad.mentions.numbers import number_entries
from marsad.mentions.times import find_times, time_entries
from marsad.packs.load import bundled_root, load_pack
from marsad.packs.rows import Packs
from marsad.records import Block, CountMention, TimeMention
from marsad.text.fold import fold
from marsad.text.tokens import Text, split_text

Times = Callable[[str, date | None], list[TimeMention]]
Counts = Callable[[str], list[CountMention]]


@pytest.fixture(scope="session")
def word_packs() -> Packs:
    """The language pack."""
    return Packs((load_pack(bundled_root() / "arabic"),))


@pytest.fixture(scope="session")
def word_lexicon(word_packs: Packs) -> Lexicon:
    """The words of time and number, compiled."""
    return build_lexicon([*time_entries(word_packs), *number_entries(word_packs)])


@pytest.fixture(scope="session")
def words_in(word_lexicon: Lexicon) -> Callable[[str], tuple[Text, list[Hit]]]:
    """A sentence as text with its hits."""

    def read(raw: str) -> tuple[Text, list[Hit]]:
        text = split_text(fold(raw), (Block(0, len(raw), "body"),))
        return text, word_lexicon.find(text)

    return read


@pytest.fixture(scope="session")
def times_in(words_in: Callable[[str], tuple[Text, list[Hit]]]) -> Times:
    """The times of a sentence, for a publication day."""
    return lambda raw, published: find_times(*words_in(raw), published)


@pytest.fixture(scope="session")
def counts_in(words_in: Callable[[str], tuple[Text, list[Hit]]]) -> Counts:
    """The counts of a sentence, its times (read for 7 June 2023) left out."""

    def read(raw: str) -> list[CountMention]:
        text, hits = words_in(raw)
        return find_counts(text, hits, find_times(text, hits, date(2023, 6, 7)))

    return read


@pytest.fixture(scope="session")
def published_of(word_lexicon: Lexicon) -> Callable[..., Inferred]:
    """The publication day inferred from lines, each a block of the kind given (body when none is)."""

    def read(*lines: str, kinds: dict[int, str] | None = None) -> Inferred:
        blocks, at = [], 0
        for n, line in enumerate(lines):
            blocks.append(Block(at, at + len(line), (kinds or {}).get(n, "body")))
            at += len(line) + 1
        text = split_text(fold("\n".join(lines)), tuple(blocks))
        return infer_published(text, word_lexicon.find(text), tuple(blocks))

    return read
