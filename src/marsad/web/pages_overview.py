"""Overview: map, time line and table of incidents under one filter, and the export of exactly what is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from marsad.web.exporting import WRITERS
from marsad.web.families import FAMILIES, TYPES
from marsad.web.filtering import GRADES, LEVELS, STATUSES, Asked, Filter, find_rows, read_filter
from marsad.web.index import Index, Row
from marsad.web.sentences import tell_parties
from marsad.web.state import missing, state_of
from marsad.web.summing import Bin, bin_days, count_rows

router = APIRouter(include_in_schema=False)
PAGE = 100
CHOICES_SHOWN = 60  # parties, outlets and origins offered in a list, most frequent first


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the time line in hundredths of its width and height; ``query`` leads to its days."""

    bin: Bin
    x: float
    width: float
    height: float
    vague: float
    query: dict[str, Any]


@router.get("/")
def overview(request: Request, page: int = 1) -> Response:
    """The incidents that fit the address's filter."""
    state = state_of(request)
    asked = asked_of(request)
    index = state.keeper.now()
    rows = find_rows(index, asked.filter, public=state.settings.public)
    last = max(1, -(-len(rows) // PAGE))
    page = min(max(page, 1), last)
    step, bins = bin_days(rows)
    wording = state.templates.wording(request)
    values = {
        "filter": asked.filter,
        "problems": asked.problems,
        "rows": rows[(page - 1) * PAGE : page * PAGE],
        "page": page,
        "last": last,
        "counts": count_rows(rows),
        "step": step,
        "bars": draw_bars(bins, asked.filter, mirrored=wording.direction == "rtl"),
        "most": max((b.number for b in bins), default=0),
        "choices": offer(index, state.templates.names.parties_en),
        "families": FAMILIES,
        "grades": GRADES,
        "levels": LEVELS,
        "statuses": STATUSES,
        "types": TYPES,
        "reviewed": index.is_reviewed,
        "all_together": len(index.rows),
        "told": lambda row: tell_parties(row, wording, state.templates.names),
        "formats": tuple(WRITERS),
    }
    return state.templates.page(request, "overview.html", values)


@router.get("/export/{format}")
def export(request: Request, format: str) -> Response:
    """What the filter shows, as a file."""
    state = state_of(request)
    if format not in WRITERS:
        raise missing(format)
    rows = find_rows(state.keeper.now(), asked_of(request).filter, public=state.settings.public)
    write, media = WRITERS[format]
    name = f"marsad-{date.today()}.{format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    lines = write(rows, state.workspace, coarse=state.settings.public)
    return StreamingResponse(lines, media_type=media, headers=headers)


def asked_of(request: Request) -> Asked:
    """The filter in the address of ``request``."""
    pairs: dict[str, list[str]] = {}
    for key, value in request.query_params.multi_items():
        pairs.setdefault(key, []).append(value)
    return read_filter(pairs)


def draw_bars(bins: Sequence[Bin], wanted: Filter, *, mirrored: bool) -> tuple[Bar, ...]:
    """The bars of ``bins``; ``mirrored`` lets time run from right to left, as the page does."""
    most = max((b.number for b in bins), default=0)
    width = 100 / len(bins) if bins else 0
    out = []
    for n, item in enumerate(bins):
        at = len(bins) - 1 - n if mirrored else n
        query = {**wanted.pairs(), "since": item.start.isoformat(), "until": item.end.isoformat()}
        out.append(Bar(item, at * width, width, 100 * item.number / most, 100 * item.vague / most, query))
    return tuple(out)


def offer(index: Index, known: Any) -> dict[str, list[Any]]:
    """What the filter's lists offer: parties, outlets and origins on record, most frequent first."""
    parties: Counter[str] = Counter()
    outlets: Counter[str] = Counter()
    origins: Counter[str] = Counter()
    for row in index.rows:
        _count(row, parties, outlets, origins)
    chosen = [id for id, _ in parties.most_common(CHOICES_SHOWN)]
    return {
        "parties": chosen,
        "outlets": [n for n, _ in outlets.most_common(CHOICES_SHOWN)],
        "origins": [n for n, _ in origins.most_common(CHOICES_SHOWN)],
    }


def _count(row: Row, parties: Counter[str], outlets: Counter[str], origins: Counter[str]) -> None:
    parties.update({id for id, _ in row.parties if id})
    outlets.update(row.outlets)
    origins.update(set(row.origins))
