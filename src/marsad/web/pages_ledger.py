"""Tallies and campaigns against the record, series of figures, and outlets with who copies whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from marsad.incidents.ledger import Figure, Series
from marsad.store.copying import count_copying
from marsad.store.incidents import Filter
from marsad.store.ledger import list_campaigns, list_outlets, list_series, list_tallies
from marsad.web.sentences import tell_row
from marsad.web.state import State, state_of

router = APIRouter(include_in_schema=False)
PAGE = 20  # tallies a page: each is held against the whole record
MATCHES_SHOWN = 30
Page = Annotated[int, Query(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure of a series in hundredths of the drawing: its day across, its low and high up; None for unknown."""

    figure: Figure
    x: float | None
    low: float | None
    high: float | None


@router.get("/tallies")
def tallies(request: Request, page: Page = 1) -> Response:
    """What parties claim for a period, held against the incidents on record."""
    state = state_of(request)
    found = list_tallies(state.workspace, Filter(), state.kin, limit=PAGE + 1, offset=(page - 1) * PAGE)
    campaigns = list_campaigns(state.workspace, Filter(), state.kin, limit=PAGE) if page == 1 else ()
    values = {
        "tallies": found[:PAGE],
        "campaigns": campaigns,
        "page": page,
        "last": page + 1 if len(found) > PAGE else page,
        "shown": MATCHES_SHOWN,
        **_tellers(request, state),
    }
    return state.templates.page(request, "tallies.html", values)


def _tellers(request: Request, state: State) -> dict[str, Any]:
    index = state.keeper.now()
    wording = state.templates.wording(request)
    return {"by_id": index.by_id, "tell": lambda row: tell_row(row, wording, state.templates.names)}


@router.get("/series")
def series(request: Request) -> Response:
    """Figures that are not events, over time."""
    state = state_of(request)
    rtl = state.templates.wording(request).direction == "rtl"
    drawn = [(one, draw_series(one, mirrored=rtl)) for one in list_series(state.workspace)]
    return state.templates.page(request, "series.html", {"drawn": drawn})


def draw_series(series: Series, *, mirrored: bool) -> tuple[Dot, ...]:
    """The figures as dots between the first and last day and between 0 and the highest; ``mirrored``: time from right to left."""
    days = [d for f in series.figures if (d := moment_of(f))]
    most = max((f.high or f.low or 0 for f in series.figures), default=0)
    first, last = (min(days), max(days)) if days else (None, None)
    return tuple(_dot(f, first, last, most, mirrored) for f in series.figures)


def moment_of(figure: Figure) -> date | None:
    """The day a figure holds for, else that of its publication."""
    return figure.as_of or figure.published


def _dot(figure: Figure, first: date | None, last: date | None, most: int, mirrored: bool) -> Dot:
    day = moment_of(figure)
    if day is None or first is None or last is None:
        return Dot(figure, None, None, None)
    across = 50.0 if first == last else 4 + 92 * (day - first).days / (last - first).days
    low, high = (
        None if v is None or not most else 92 * v / most for v in (figure.low, figure.high or figure.low)
    )
    return Dot(figure, 100 - across if mirrored else across, low, high)


@router.get("/outlets")
def outlets(request: Request) -> Response:
    """Outlets with what they published, and who copies whom."""
    state = state_of(request)
    found = list_outlets(state.workspace)
    values = {
        "outlets": found,
        "copying": count_copying(state.workspace),
        "most": _most(o.documents for o in found),
    }
    return state.templates.page(request, "outlets.html", values)


def _most(numbers: Any) -> int:
    held: Sequence[int] = tuple(numbers)
    return max(held, default=1)
