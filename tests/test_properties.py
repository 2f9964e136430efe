"""What holds of any text at all: no exception, every span is its quote, the same input gives the same bytes."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.api import default_reader
from marsad.exports.jsonl import record_line
from marsad.exports.records import report_record
from marsad.reading import prepare, read_document
from marsad.records import Document, Report
from marsad.text.fold import fold

ROOT = Path(__file__).parents[1]
GOLD = [json.loads(line)["text"] for line in (ROOT / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
WORDS = sorted({word for text in GOLD[:12] for word in text.split()})
ODD = "ـًٌَُِّْ\u200b\u200f\u202b\u0640\ufeffﷺﻻﺍ٠١۴کیە.،؛؟!\n\t \"'()«»–-*@#0123456789abzA\ud800"
LETTERS = "".join(chr(c) for c in range(0x0621, 0x064B))

anything = st.text(max_size=200) | st.text(alphabet=LETTERS + ODD, max_size=200)
reports = st.lists(st.sampled_from(WORDS) | st.text(alphabet=LETTERS + ODD, max_size=6), max_size=60).map(" ".join)
cut = st.tuples(st.sampled_from(GOLD), st.integers(0, 900), st.integers(0, 900)).map(lambda t: t[0][min(t[1:]) : max(t[1:])])
texts = anything | reports | cut
days = st.none() | st.dates(date(2000, 1, 1), date(2030, 12, 31))
often = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def read(text: str, published: date | None = None) -> Report:
    return read_document(Document("p", text, published, "given" if published else "unknown"), default_reader())


def quotes(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every start, end and quote anywhere in a report."""
    if hasattr(value, "quote"):
        yield value.start, value.end, value.quote
    if hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from quotes(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from quotes(item)


@often
@given(texts, days)
def test_any_text_is_read_and_every_quote_stands_where_it_says(text: str, published: date | None) -> None:
    report = read(text, published)
    for start, end, quote in quotes(report):
        assert text[start:end] == quote
    for event in report.events:
        assert all(0 <= start < end <= len(text) for start, end in event.evidence)


@often
@given(texts, days)
def test_the_same_input_gives_the_same_bytes(text: str, published: date | None) -> None:
    first = record_line(report_record(read(text, published), mentions=True))
    assert first == record_line(report_record(read(text, published), mentions=True))


@often
@given(texts)
def test_folding_is_idempotent_and_maps_in_order(text: str) -> None:
    folded = fold(text)
    assert fold(folded.deep).deep == folded.deep
    assert len(folded.light) == len(folded.deep) == len(folded.starts) - 1
    starts = list(folded.starts)
    assert starts == sorted(starts)
    assert starts[-1] == len(text)


@often
@given(texts)
def test_blocks_lie_in_order_and_tokens_inside_sentences(text: str) -> None:
    split, blocks = prepare(text, default_reader())
    assert all(0 <= b.start < b.end <= len(text) for b in blocks)
    assert all(a.end <= b.start for a, b in itertools.pairwise(blocks))
    assert all(a <= b for a, b in zip(split.starts, split.ends))
    assert all(0 <= s.first < s.last <= len(split.deep) for s in split.sents)


@often
@given(cut, days)
def test_events_are_whole(text: str, published: date | None) -> None:
    for event in read(text, published).events:
        assert (event.start is None) == (event.end is None)
        assert event.start is None or event.end is None or event.start <= event.end
        assert event.type
        assert event.trigger.quote
        assert all(o.min is None or o.max is None or o.min <= o.max for o in event.outcomes)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "ـ", "\ud800", "a" * 5000, "قصف " * 2000, "(" * 3000, "١" * 3000])  # shelled
def test_extremes_are_read(text: str) -> None:
    assert read(text, date(2020, 1, 1)).document.text == text
