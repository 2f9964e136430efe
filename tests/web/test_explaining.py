"""Reasons of a reading on the page: in the reader's language, whatever they tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from marsad.api import default_reader
from marsad.explain import Node, explain_report
from marsad.intake.samples import read_samples
from marsad.packs.load import load_packs
from marsad.reading import read_document
from marsad.web.explaining import Reason, tell_note, tell_reason
from marsad.web.families import family
from marsad.web.names import collect_names
from marsad.web.rendering import make_templates
from marsad.web.wording import Preferences, Wording

AR, EN = Wording(Preferences("ar")), Wording(Preferences("en"))
TREE = "{% import 'parts.html' as parts with context %}{{ parts.tree(node) }}"
# What is the same in every language: names of rows and rules, words of the text, names and weights.
CODE = re.compile(r"<code.*?</code>|<bdi.*?</bdi>|<q .*?</q>|<[^>]*>", re.DOTALL)


@pytest.fixture(scope="module")
def trees() -> list[Node]:
    """The explanations of the sample reports."""
    return [explain_report(read_document(document, default_reader())) for document in read_samples()]


def nodes(tree: Node) -> Iterator[Node]:
    yield tree
    for child in tree.children:
        yield from nodes(child)


def shown(tree: Node, wording: Wording) -> str:
    names, lang = collect_names(load_packs()), wording.preferences.lang
    return make_templates(names, "", "").environment.from_string(TREE).render(
        node=tree, w=wording, t=wording.say, family=family,
        party=lambda id, said="": names.party(id, lang, said),
        place=lambda place: names.place(place, lang),
        around=lambda place: names.around(place, lang),
        note=lambda note: tell_note(wording, note),
        reason=lambda said: tell_reason(wording, said),
    )  # fmt: skip


def test_an_arabic_page_explains_in_arabic(trees: list[Node]) -> None:
    kinds = {node.kind for tree in trees for node in nodes(tree)}
    assert kinds >= {"document", "published", "sentence", "event", "time", "place", "actor", "why", "actionless", "aside"}
    assert "" not in kinds
    for tree in trees:
        assert re.findall("[A-Za-z]{3,}", CODE.sub(" ", shown(tree, AR))) == []
    events = sum(node.kind == "event" for tree in trees for node in nodes(tree))
    assert sum(shown(tree, EN).count("<strong>Event ") for tree in trees) == events > 10


def test_reasons_are_told_by_what_they_weigh() -> None:
    assert tell_reason(EN, "initiator russia-military +0.27") == Reason("as the doer", "russia-military", "+0.27", "initiator")
    assert tell_reason(EN, "event -1.69") == Reason("that it is an event at all", "", "-1.69", "event")
    assert tell_reason(EN, "arabic/triggers.csv:103 noun").code == "arabic/triggers.csv:103"
    assert tell_reason(AR, "made") == Reason("made")


def test_notes_keep_what_a_page_said() -> None:
    assert tell_note(AR, "datePublished in JSON-LD: 2023-06-07").endswith(": 2023-06-07")
    assert tell_note(AR, "no day is named") != tell_note(EN, "no day is named") == "no day is named"
    assert tell_note(AR, "meta date: 2023-06-07") == "meta date: 2023-06-07"
