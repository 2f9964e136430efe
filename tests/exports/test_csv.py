"""Events for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.exports.csv import COLUMNS, guard_cell, tell_outcome, write_csv
from marsad.exports.records import report_record
from marsad.records import Report

Make = Callable[..., Report]


def table(*records: dict[str, Any]) -> list[dict[str, str]]:
    out = io.BytesIO()
    write_csv(records, out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))


def test_a_row_an_event(make_report: Make) -> None:
    (row,) = table(report_record(make_report()), report_record(make_report("b", events=False)))
    assert list(row) == list(COLUMNS)
    assert (row["document"], row["event"], row["type"], row["start"]) == (
        "a",
        "1",
        "air_strike",
        "2020-02-11",
    )
    assert (row["places"], row["places_en"], row["lat"], row["lon"]) == (
        "أريحا",
        "Ariha",
        "35.8136",
        "36.6094",
    )
    assert (row["initiators"], row["killed_min"], row["killed_max"]) == ("russia-military", "4", "4")
    assert (row["wounded_min"], row["outcomes"], row["sources"]) == ("", "killed 4 (civilians)", "المرصد")


def test_it_opens_as_utf8_in_spreadsheets() -> None:
    out = io.BytesIO()
    write_csv([], out)
    assert out.getvalue().startswith(b"\xef\xbb\xbfdocument,event,")
    out.write(b"still open")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_text_from_outside_is_never_a_formula(start: str, make_report: Make) -> None:
    record = report_record(make_report())
    record["title"] = record["outlet"] = record["id"] = f"{start}HYPERLINK(1)"
    record["events"][0]["sources"][0]["name"] = f"{start}1+1"
    (row,) = table(record)
    assert all(row[c].startswith("'") for c in ("title", "outlet", "document"))
    assert row["sources"].startswith("'") or start in "\t\r\n"


@given(st.text())
def test_guarded_cells_start_harmlessly(text: str) -> None:
    cell = guard_cell(text)
    assert isinstance(cell, str)
    assert cell.endswith(text) and cell[:1] not in tuple("=+-@\t\r\n")


def test_numbers_of_two_sides_are_not_one_number(make_report: Make) -> None:
    record = report_record(make_report())
    record["events"][0]["outcomes"] *= 2
    (row,) = table(record)
    assert row["killed_min"] == "" and row["outcomes"] == "killed 4 (civilians) | killed 4 (civilians)"


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (2, 2, "2"),
        (15, None, "15 or more"),
        (None, 5, "0 to 5"),
        (20, 99, "20 to 99"),
        (None, None, "an unknown number"),
    ],
)
def test_outcomes_in_words(low: int | None, high: int | None, told: str) -> None:
    assert tell_outcome({"kind": "killed", "min": low, "max": high}) == f"killed {told}"
