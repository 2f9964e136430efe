"""Explanations as trees."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.commands.explain import tree_lines
from marsad.explain import Node, explain_report
from marsad.records import Block, Document, Report

Make = Callable[..., Report]


def nodes(tree: Node) -> Iterator[Node]:
    yield tree
    for child in tree.children:
        yield from nodes(child)


def labels(report: Report) -> str:
    return "\n".join(node.label for node in nodes(explain_report(report)))


def test_an_event_hangs_under_the_sentence_that_tells_it(make_report: Make) -> None:
    title, body = (n for n in nodes(explain_report(make_report())) if n.label.startswith("sentence"))
    assert title.label == "sentence (title)" and body.quote.startswith("قصفت طائرات")  # aircraft bombed
    (event,) = (n for n in body.children if n.label.startswith("EVENT"))
    assert event.label == "EVENT 1: air_strike, incident, reported, 2020-02-11 to 2020-02-11 (day)"
    said = [node.label for node in event.children]
    assert said[0] == "place Ariha, Idlib, SY (exact)"
    assert "killed 4 (civilians)" in said and said[-1].startswith("why: trigger")


def test_mentions_are_told_with_the_rule_that_found_them(make_report: Make) -> None:
    text = labels(make_report())
    assert "time 2020-02-11, day [yesterday]" in text and "place Ariha, Idlib, SY (exact) [gazetteer]" in text


def test_the_date_is_told_with_its_evidence_or_its_absence(make_report: Make) -> None:
    assert "published 2020-02-12, inferred\na made note" in labels(make_report())
    assert "publication date unknown" in labels(make_report(published=None))


@pytest.mark.parametrize(
    ("kind", "reason"), [("caption", "caption is kept but not read"), ("body", "the words")]
)
def test_why_there_is_no_event(make_report: Make, kind: str, reason: str) -> None:
    report = make_report(events=False)
    blocks = (report.blocks[0], dataclasses.replace(report.blocks[1], kind=kind))
    assert f"no event: {reason}" in labels(dataclasses.replace(report, blocks=blocks))


def test_a_sentence_that_adds_to_an_event_says_so(make_report: Make) -> None:
    report = make_report()
    event = dataclasses.replace(report.events[0], evidence=((0, 4), *report.events[0].evidence))
    assert "adds to event 1 (air_strike), told at" in labels(dataclasses.replace(report, events=(event,)))


@given(st.text(max_size=80))
def test_every_quote_of_any_text_is_verbatim_and_no_word_is_lost(text: str) -> None:
    tree = explain_report(Report(Document("x", text), (Block(0, len(text), "body"),)))
    quotes = [n.quote for n in nodes(tree) if n.quote]
    assert all(quote in text for quote in quotes)


def test_lines_hold_one_stretch_of_arabic_at_their_end() -> None:
    tree = Node(
        "document a", children=(Node("sentence (title)", "غارة", (Node("place X", "غارة"),)),)
    )  # a strike
    assert tree_lines(tree) == ["document a", "", "  sentence (title)", "  غارة", "    place X: غارة"]
