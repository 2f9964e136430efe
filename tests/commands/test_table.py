"""Records as a table for people."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from marsad.commands.table import quoted_words, show_record
from marsad.exports.records import report_record
from marsad.records import Report

Make = Callable[..., Report]


def shown(record: dict[str, Any], width: int = 80) -> str:
    out = io.StringIO()
    show_record(Console(file=out, width=width, highlight=False, markup=False, emoji=False), record)
    return out.getvalue()


def test_everything_about_an_event_is_there(make_report: Make) -> None:
    text = shown(report_record(make_report()))
    for words in (
        "2020-02-11",
        "air_strike",
        "Ariha, Idlib",
        "russia-military",
        "killed 4",
        "المرصد",
        "قصفت طائرات",
    ):
        assert words in text
    assert "\u2068" not in text


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_it_keeps_to_the_width(make_report: Make, width: int) -> None:
    assert max(cell_len(line) for line in shown(report_record(make_report()), width).splitlines()) <= width


def test_an_arabic_name_in_a_cell_stands_alone(make_report: Make) -> None:
    record = report_record(make_report())
    record["events"][0]["places"][0]["name_en"] = None
    assert "\u2068أريحا\u2069" in shown(record)


def test_unknown_is_said(make_report: Make) -> None:
    record = report_record(make_report(published=None))
    record["events"][0].update(
        initiators=[], sources=[], outcomes=[{"kind": "killed", "min": None, "max": None}]
    )
    text = shown(record)
    assert "published unknown: " in text and "according to: the outlet itself" in text and "killed ?" in text


def test_the_quote_is_the_stretch_with_the_trigger(make_report: Make) -> None:
    event = report_record(make_report())["events"][0]
    event["evidence"], event["quotes"] = [[0, 3], *event["evidence"]], ["غار", *event["quotes"]]
    assert quoted_words(event).startswith('"قصفت')  # bombed
    event["evidence"], event["quotes"] = [], []
    assert quoted_words(event) == '"قصفت"'
