"""Reports as event records."""

from __future__ import annotations

import json
from collections.abc import Callable

from marsad.exports.jsonl import record_line
from marsad.exports.records import report_record
from marsad.records import Document, Report

Make = Callable[..., Report]


def test_the_record_has_the_keys_of_the_contract(make_report: Make) -> None:
    record = report_record(make_report())
    assert list(record) == [
        "id",
        "published",
        "published_basis",
        "published_evidence",
        "title",
        "outlet",
        "sha256",
        "events",
    ]
    (event,) = record["events"]
    contract = (
        "trigger type level status start end date_precision places initiators targets outcomes sources "
        "count incident evidence why"
    )
    assert set(contract.split()) <= set(event)
    assert set(event["trigger"]) == {"text", "start", "end"}
    assert {"name", "name_en", "admin1", "country", "lat", "lon", "precision", "span"} <= set(
        event["places"][0]
    )
    assert {"id", "name", "mention", "span"} <= set(event["initiators"][0])
    assert {"kind", "min", "max", "of", "span"} <= set(event["outcomes"][0])
    assert {"name", "kind", "hedge", "span"} <= set(event["sources"][0])
    assert (event["start"], event["count"], event["incident"]) == ("2020-02-11", None, None)


def test_every_span_is_its_quote(make_report: Make) -> None:
    report = make_report()
    text = report.document.text
    (event,) = report_record(report)["events"]
    values = [
        *event["places"],
        *event["initiators"],
        *event["targets"],
        *event["outcomes"],
        *event["sources"],
    ]
    assert all(text[slice(*value["span"])] == value["mention"] for value in values)
    assert text[event["trigger"]["start"] : event["trigger"]["end"]] == event["trigger"]["text"]
    assert [text[start:end] for start, end in event["evidence"]] == event["quotes"]


def test_an_unknown_date_says_so_with_the_reason(make_report: Make) -> None:
    record = report_record(make_report(published=None))
    assert (record["published"], record["published_basis"]) == (None, "unknown")
    assert record["published_note"]
    assert record["events"][0]["start"] is None
    assert "published_note" not in report_record(make_report())


def test_mentions_only_when_asked(make_report: Make) -> None:
    record = report_record(make_report(), mentions=True)
    assert "mentions" not in report_record(make_report())
    mentions = record["mentions"]
    assert {"times", "places", "actors", "counts", "speakers"} <= set(mentions)
    assert set(mentions["times"][0]) == {"text", "start", "end", "earliest", "latest", "precision"}
    assert all({"text", "start", "end"} <= set(found) for kind in mentions.values() for found in kind)


def test_the_title_is_the_given_one_or_the_first_title_block(make_report: Make) -> None:
    assert report_record(make_report())["title"] == "غارة على أريحا"  # a strike on Ariha
    assert report_record(Report(Document("a", "x", title="T")))["title"] == "T"
    assert report_record(Report(Document("a", "x")))["title"] == ""


def test_the_same_report_gives_the_same_bytes_and_reads_back(make_report: Make) -> None:
    line = record_line(report_record(make_report(), mentions=True))
    assert line == record_line(report_record(make_report(), mentions=True))
    assert line.count(b"\n") == 1 and "أريحا".encode() in line  # Ariha, not escaped
    assert json.loads(line) == report_record(make_report(), mentions=True)
