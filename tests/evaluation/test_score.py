"""The arithmetic of scores: by hand on small cases, and against the reference script on changed gold."""

from __future__ import annotations

import copy
import importlib.util
import json
import os
import random
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.evaluation.align import assign
from marsad.evaluation.likeness import fold_name, likeness, same_source
from marsad.evaluation.score import Tally, evaluate

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MARSAD_SHARED", ROOT.parent / "shared"))


def event(**changes: Any) -> dict[str, Any]:
    """An event in the form of gold: an air strike (qasf) on a made town, 3 killed."""
    return {
        "trigger": "قصف", "type": "air_strike", "level": "incident", "status": "reported",
        "start": "2020-01-02", "end": "2020-01-02", "date_precision": "day",
        "places": [{"name": "أريحا", "admin1": "Idlib", "country": "SY"}],
        "initiators": [{"id": "russia-military", "mention": "روسيا"}], "targets": [],
        "outcomes": [{"kind": "killed", "min": 3, "max": 3}], "sources": ["المرصد"], "count": None, "incident": None,
    } | changes  # fmt: skip


def doc(*events: dict[str, Any], id: str = "a") -> dict[str, Any]:
    return {"id": id, "text": "", "events": list(events)}


def test_the_same_events_score_one() -> None:
    gold = [doc(event(), event(type="clash", trigger="اشتباك"))]
    summary = evaluate(gold, {"a": doc(event(), event(type="clash", trigger="اشتباك"))}).summary()
    assert summary["event"]["f1"] == summary["slot"]["f1"] == summary["accept"]["f1"] == 1.0


def test_a_wrong_place_costs_the_slot_and_the_acceptance_not_the_event() -> None:
    measured = evaluate([doc(event())], {"a": doc(event(places=[{"name": "سراقب"}]))})
    summary = measured.summary()
    assert summary["event"]["f1"] == 1.0
    assert summary["accept"]["f1"] == 0.0
    assert summary["slots"]["place"] == Tally(0, 1, 1).scores()
    assert measured.errors()[0].wrong == ("place",)


def test_predictions_in_empty_documents_are_false_alarms() -> None:
    summary = evaluate([doc(), doc(id="b")], {"a": doc(event())}).summary()
    assert summary["false alarms per empty document"] == 0.5
    assert summary["event"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 0, "predicted": 1}


def test_the_sides_of_a_clash_have_no_order() -> None:
    sides = {"initiators": [{"id": "sdf", "mention": "قسد"}], "targets": [{"id": "sna", "mention": "الجيش الوطني"}]}
    turned = {"initiators": sides["targets"], "targets": sides["initiators"]}
    summary = evaluate([doc(event(type="clash", **sides))], {"a": doc(event(type="clash", **turned))}).summary()
    assert summary["accept"]["f1"] == 1.0


def test_links_are_counted_only_where_both_sides_have_incidents() -> None:
    gold = [doc(event(incident="x")), doc(event(incident="x"), id="b")]
    assert "links" not in evaluate(gold, {"a": doc(event()), "b": doc(event(), id="b")}).summary()
    linked = {"a": doc(event(incident="1")), "b": doc(event(incident="1"), id="b")}
    assert evaluate(gold, linked).summary()["links"]["f1"] == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [("المرصد السوري", "مرصد سوري"), ("إدلب", "ادلب"), ("الحَسَكَة", "الحسكه")],  # the observatory; Idlib; Al-Hasakah
)
def test_names_are_compared_folded(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_a_source_may_be_shorter() -> None:
    assert same_source("المرصد السوري لحقوق الإنسان", {"name": "المرصد السوري"})  # the Syrian Observatory
    assert not same_source("المرصد", {"name": "وكالة سانا"})  # SANA agency


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=4))
def test_no_assignment_weighs_more(weights: list[list[int]]) -> None:
    best = max(sum(weights[i][j] for i, j in enumerate(order)) for order in permutations(range(4), len(weights)))
    assert sum(weights[i][j] for i, j in assign([[float(w) for w in row] for row in weights])) == best


def changed(docs: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    """Predictions with every kind of fault, made from gold: events lost, doubled and altered, incidents given."""
    out = {}
    pool = [e for d in docs for e in d["events"]]
    for d in docs:
        events = [copy.deepcopy(e) for e in d["events"] if chance.random() > 0.15]
        events += [copy.deepcopy(chance.choice(pool)) for _ in range(chance.choice((0, 0, 1, 2)))]
        for e in events:
            other = chance.choice(pool)
            for key in ("type", "level", "status", "places", "initiators", "targets", "outcomes", "sources", "count", "trigger"):
                if chance.random() < 0.15:
                    e[key] = copy.deepcopy(other[key])
            if chance.random() < 0.2:
                e["start"], e["end"] = other["start"], other["end"]
            e["incident"] = e["incident"] or chance.choice((None, "m1", "m2"))
            e["trigger"] = {"text": e["trigger"], "start": 0, "end": 1}
        out[d["id"]] = {"id": d["id"], "events": events}
    return out


@pytest.mark.skipif(not (SHARED / "score.py").is_file(), reason="the reference script is not here")
@pytest.mark.parametrize("seed", range(3))
def test_the_numbers_are_those_of_the_reference(seed: int) -> None:
    spec = importlib.util.spec_from_file_location("reference_score", SHARED / "score.py")
    assert spec and spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    docs = [json.loads(line) for line in (ROOT / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    predicted = changed(docs, random.Random(seed))
    measured = evaluate(docs, predicted)
    expected, errors = reference.score(docs, copy.deepcopy(predicted))
    assert measured.summary() == expected
    assert "links" in expected
    assert [(p.doc, *p.wrong) for p in measured.errors()] == [(name, *wrong) for name, _, _, wrong in errors]
    for pair in measured.pairs[:50]:
        if pair.gold and pair.predicted:
            assert likeness(pair.gold, pair.predicted) > 0
