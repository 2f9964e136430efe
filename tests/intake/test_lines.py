"""JSON lines to documents."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.captures import Known, Taken
from marsad.intake.failures import Failure
from marsad.intake.lines import Line, digest_line, parse_published
from marsad.intake.lines import read as read_lines
from marsad.intake.settings import Intake
from marsad.records import Document

TEXT = "قصف الجيش البلدة أمس"  # the army shelled the town yesterday


def read(raw: bytes, max_bytes: int = 10_000) -> list[Document | Failure]:
    return documents(read_lines(io.BytesIO(raw), "f.jsonl", "f", Intake(max_bytes=max_bytes)))


def documents(items: Iterable[Taken | Known | Failure]) -> list[Document | Failure]:
    return [
        item.document if isinstance(item, Taken) else item for item in items if not isinstance(item, Known)
    ]


def line(**keys: object) -> bytes:
    return json.dumps({"text": TEXT, **keys}).encode() + b"\n"


def test_a_whole_line() -> None:
    raw = line(
        id="x", published="2023-06-07", outlet="A", title="T", origin_url="https://a.example/1", topic="more"
    )
    (doc,) = read(raw)
    assert isinstance(doc, Document)
    assert (doc.id, doc.text, doc.published, doc.published_basis) == ("x", TEXT, date(2023, 6, 7), "given")
    assert (doc.outlet, doc.title, doc.url) == ("A", "T", "https://a.example/1")


def test_what_is_not_given_has_a_value_all_the_same() -> None:
    docs = read(b"\n" + line(id=None, published=None, outlet=None, title=None) + b"\r\n" + line(id=7))
    assert [d.id for d in docs if isinstance(d, Document)] == ["f-2", "7"]
    assert {d.published_basis for d in docs if isinstance(d, Document)} == {"unknown"}


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"text": "x"', "broken JSON ("),
        (b"[1]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b'{"id": "a"}', "text: missing"),
        (b'{"text": 5}', "text: not text"),
        (b'{"text": null}', "text: not text"),
        (line(published="soon"), "published: not a date ('soon')"),
        (line(published=20230607), "published: not a date (20230607)"),
        (line(published="2023-02-30"), "published: not a date"),
        (line(outlet=["A"]), "outlet: not text"),
        (line(id={}), "id: not text"),
        (line(id=True), "id: not text"),
        (b'{"text": ""}', "empty"),
        (b'{"text": "only English"}', "not Arabic"),
        (b'{"text": "\\u0642\\u0000"}', "a zero character"),
        (b'{"text": "\\ud800"}', "broken JSON"),
        (b'{"text": ' + b"[" * 5000, "broken JSON"),
        ("кратко".encode("koi8-r"), "not UTF-8 at byte 0"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(raw: bytes, reason: str) -> None:
    bad, good = read(raw.rstrip(b"\n") + b"\n" + line(id="good"))
    assert isinstance(bad, Failure) and isinstance(good, Document)
    assert str(bad).startswith("f.jsonl:1: ")
    assert reason in bad.reason
    assert bad.mend
    assert "\n" not in str(bad)


def test_a_line_over_the_bound_is_passed_over_whole() -> None:
    bad, good = read(line(title="x" * 50_000) + line(id="good"), max_bytes=2_000)
    assert isinstance(bad, Failure) and "0.1 MB in one report" in bad.reason and "--max-mb" in bad.mend
    assert isinstance(good, Document) and good.id == "good"


@given(st.binary(max_size=200))
def test_no_bytes_raise(raw: bytes) -> None:
    assert all(isinstance(item, Document | Failure) for item in read(raw))


def test_fields_under_other_keys() -> None:
    raw = json.dumps({"data": {"body": TEXT}, "when": "2023-06-07T10:00:00", "site": "A"}).encode()
    columns = (("text", "data.body"), ("published", "when"), ("outlet", "site"))
    (doc,) = documents(read_lines(io.BytesIO(raw), "f", "f", Intake(columns=columns)))
    assert isinstance(doc, Document)
    assert (doc.text, doc.published, doc.outlet) == (TEXT, date(2023, 6, 7), "A")
    (failed,) = documents(read_lines(io.BytesIO(raw), "f", "f", Intake(columns=(("text", "body"),))))
    assert isinstance(failed, Failure) and failed.reason == "text: missing"


def test_a_line_dealt_with_before_is_not_read_again() -> None:
    (item,) = read_lines(
        io.BytesIO(line()), "f", "f", Intake(is_known=lambda capture: capture.body == line().strip())
    )
    assert isinstance(item, Known)


def test_the_hash_holds_over_key_order_other_keys_and_the_date() -> None:
    a, b = read(line(id="x", outlet="A", more=1) + line(outlet="A", id="x", published="2023-06-07"))
    (c,) = read(line(id="x", outlet="B"))
    assert isinstance(a, Document) and isinstance(b, Document) and isinstance(c, Document)
    assert a.sha256 == b.sha256 != c.sha256
    assert digest_line(Line(text=TEXT)) != digest_line(Line(text=TEXT + "."))


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2023-06-07", date(2023, 6, 7)),
        (" 2023-06-07T23:59:00+03:00", date(2023, 6, 7)),
        ("", None),
        (None, None),
    ],
)
def test_published(said: object, day: date | None) -> None:
    assert parse_published(said) == day
