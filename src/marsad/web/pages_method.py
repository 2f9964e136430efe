"""Method: what is extracted, how, measured how well, and what is not; from the packs and the accepted scores."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from fastapi import APIRouter, Request
from starlette.responses import Response

from marsad.packs.rows import Packs
from marsad.web.families import FAMILIES
from marsad.web.state import state_of

router = APIRouter(include_in_schema=False)
# Where the accepted scores stand: packed into a wheel, or beside the sources.
SCORES = (
    Path(str(files("marsad"))) / "data" / "floors.yaml",
    Path(str(files("marsad"))).parents[1] / "gold" / "floors.yaml",
)
# Lists of words that a reader of the method cares for, in the order of the reading.
LISTS = (
    "triggers",
    "places",
    "seed_places",
    "admin1",
    "aliases",
    "speakers",
    "speech",
    "cues",
    "time_words",
    "furniture",
)


@router.get("/method")
def method(request: Request) -> Response:
    """What the record holds and how it comes about."""
    state = state_of(request)
    packs = state.packs
    types = next((p.structures["event_types"] for p in packs.packs if "event_types" in p.structures), {})
    values = {
        "families": FAMILIES,
        "types": types if isinstance(types, dict) else {},
        "theatres": [p for p in packs.packs if p.kind == "theatre"],
        "lists": count_rows(packs),
        "scores": read_scores(SCORES),
        "parties": len(packs.actors()),
    }
    return state.templates.page(request, "method.html", values)


def read_scores(places: Iterable[Path]) -> list[tuple[str, float]]:
    """The accepted scores by measure, from the first of ``places`` that is there (the package, or its checkout)."""
    found = next((p for p in places if p.is_file()), None)
    if found is None:
        return []
    held: dict[str, Any] = yaml.safe_load(found.read_text(encoding="utf-8"))
    scores: dict[str, float] = next((one["scores"] for one in held.values()), {})
    return [(name, float(score)) for name, score in scores.items() if " " not in name]


def count_rows(packs: Packs) -> list[tuple[str, int]]:
    """How many rows each list has over all packs; lists without any are left out."""
    counted = [(name, len(packs.rows(name))) for name in LISTS]
    return [(name, number) for name, number in counted if number]
