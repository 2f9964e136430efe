"""Server time of the review page's first view, at 10,000 and 50,000 made incidents, against the goals of its issue.

    python bench/web.py
    python bench/web.py --sizes 10000 --json figures.json

Incidents are made, not read: kinds, days, places and claims drawn from a seed, the same for the same seed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import insert

from marsad import __version__
from marsad.incidents.records import Claim, Incident, Origin, Party, Saying, Site, Toll
from marsad.packs.load import load_packs
from marsad.store.connect import Workspace
from marsad.store.runs import stamp_packs, start_run
from marsad.store.tables import DOCUMENTS, EVENTS, INCIDENTS
from marsad.store.workspace import open_workspace
from marsad.web.app import make_app
from marsad.web.families import TYPES
from marsad.web.state import Settings

GOALS_MS = {10_000: 200, 50_000: 1000}
PAGES = (
    "/",
    "/?type=air_strike&since=2020-01-01&until=2020-12-31",
    "/?q=%D8%BA%D8%A7%D8%B1%D8%A9",
    "/api/places",
    "/review",
)
PARTIES = (
    "russia-military",
    "syria-government",
    "sdf",
    "islamic-state",
    "turkey-military",
    "hts",
    "houthis",
    "rsf",
)
OUTLETS = tuple(f"outlet {n}" for n in range(12))
QUOTE = "غارة جوية على البلدة"  # "an air strike on the town"; made
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
BEST_OF = 5


def made_key(number: int) -> str:
    """The key of the event with that number, of the form that keys have."""
    letters = ""
    for _ in range(12):
        number, rest = divmod(number, 32)
        letters += LETTERS[rest]
    return f"e-{letters}"


def make_incidents(number: int, seed: int = 7) -> Iterator[tuple[Incident, list[str]]]:
    """``number`` incidents with the outlets of their documents; the same for the same ``seed``."""
    chance = random.Random(seed)
    rows = [r for r in load_packs().rows("places") if r.get("lat") and r.get("kind") not in ("country",)]
    event = 0
    for n in range(number):
        told = chance.choices((1, 2, 3, 5), (6, 3, 2, 1))[0]
        keys = [made_key(event + k) for k in range(told)]
        event += told
        outlets = chance.sample(OUTLETS, told)
        yield (
            _incident(chance, chance.choice(rows), keys, [f"d{n}-{k}" for k in range(told)], outlets),
            outlets,
        )


def _incident(
    chance: random.Random, row: Any, keys: list[str], documents: list[str], outlets: list[str]
) -> Incident:
    day = date(2015, 1, 1) + timedelta(days=int(chance.triangular(0, 3650, 2200)))
    length = chance.choices((0, 3, 30), (9, 1, 1))[0]
    precision = chance.choices(("exact", "admin1", "region"), (7, 2, 1))[0]
    site = Site(
        row.get("name"),
        row.get("name_en"),
        row.get("admin1") or None,
        row.get("country") or None,
        float(row.get("lat")),
        float(row.get("lon")),
        precision,
    )
    low = chance.choice((None, 0, 1, 2, 4, 11))
    high = None if low is None else low + chance.choice((0, 0, 2, 5))
    origins = tuple(
        Origin(f"o{n}", name, "outlet", documents=(documents[n],)) for n, name in enumerate(outlets)
    )
    conflict = low != high and len(keys) > 1
    by, against = chance.sample(PARTIES, 2)
    claims = tuple(
        Claim("killed", "", o.id, low if n % 2 else high, low if n % 2 else high, day, day, "stands",
              (Saying(documents[n], keys[n], 0, len(QUOTE), QUOTE),))
        for n, o in enumerate(origins)
    )  # fmt: skip
    return Incident(
        id="i-" + keys[0][2:], type=chance.choice(TYPES), level=chance.choices(("incident", "campaign", "tally"), (18, 1, 1))[0],
        status="reported", start=day, end=day + timedelta(days=length), date_precision="day" if length == 0 else "range",
        places=(site,) if chance.random() > 0.08 else (), parties=(Party("initiator", by, by), Party("target", against, against)),
        tolls=(Toll("killed", low, high, conflict),) if low is not None else (),
        grade="corroborated" if len(keys) > 1 else "single", rule="made", title="made", origins=origins, claims=claims,
        events=tuple(keys), documents=tuple(documents), first_published=day, last_published=day,
        conflicts=("killed",) if conflict else (),
    )  # fmt: skip


def fill(workspace: Workspace, number: int) -> None:
    """Put ``number`` made incidents, their documents and events into ``workspace``."""
    run = start_run(workspace, stamp_packs(__version__, load_packs()), now=datetime.now(UTC))
    incidents: list[dict[str, Any]] = []
    documents: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for incident, outlets in make_incidents(number):
        incidents.append(_incident_row(incident))
        for key, id, outlet in zip(incident.events, incident.documents, outlets, strict=True):
            documents.append(_document_row(len(documents) + 1, id, outlet, incident, run))
            events.append(_event_row(len(documents), key, incident))
    with workspace.writer.begin() as connection:
        connection.execute(insert(DOCUMENTS), documents)
        connection.execute(insert(EVENTS), events)
        connection.execute(insert(INCIDENTS), incidents)


def _incident_row(incident: Incident) -> dict[str, Any]:
    record = json.loads(json.dumps(asdict(incident), default=str))
    names = ("id", "type", "level", "status", "last_published", "grade", "rejected")
    return {**{k: getattr(incident, k) for k in names}, "start_date": incident.start, "end_date": incident.end,
            "documents": len(incident.documents), "origins": len(incident.origins), "record": record}  # fmt: skip


def _document_row(pk: int, id: str, outlet: str, incident: Incident, run: int) -> dict[str, Any]:
    record = {
        "id": id,
        "published": str(incident.start),
        "published_basis": "given",
        "title": "made",
        "outlet": outlet,
    }
    return {"pk": pk, "sha256": f"{pk:064x}", "id": id, "outlet": outlet, "url": "", "title": "made", "published": incident.start,
            "published_basis": "given", "text": QUOTE, "record": record, "run": run, "added_utc": datetime(2024, 1, 1), "linked": True}  # fmt: skip


def _event_row(document: int, key: str, incident: Incident) -> dict[str, Any]:
    record = {
        "trigger": {"text": QUOTE[:9], "start": 0, "end": 9}, "type": incident.type, "level": incident.level, "status": incident.status,
        "start": str(incident.start), "end": str(incident.end), "date_precision": incident.date_precision, "time": None, "places": [],
        "initiators": [], "targets": [], "outcomes": [], "sources": [], "count": None, "incident": None,
        "evidence": [[0, len(QUOTE)]], "quotes": [QUOTE], "why": [],
    }  # fmt: skip
    return {"document": document, "position": 0, "type": incident.type, "level": incident.level, "status": incident.status,
            "start_date": incident.start, "end_date": incident.end, "record": record, "key": key, "incident": incident.id}  # fmt: skip


def measure(number: int, folder: Path) -> dict[str, Any]:
    """First start, then each page's best of five in milliseconds, and the first page's bytes as sent."""
    with open_workspace(str(folder / f"{number}.db"), make=True) as workspace:
        fill(workspace, number)
        client = TestClient(make_app(workspace, Settings(hosts=())), headers={"accept-encoding": "gzip"})
        start = time.perf_counter()
        client.get("/").raise_for_status()
        out: dict[str, Any] = {"incidents": number, "first start": 1000 * (time.perf_counter() - start)}
        for page in PAGES:
            out[page] = min(_time(client, page) for _ in range(BEST_OF))
        out["weight"] = _weight(client)
    return out


def _time(client: TestClient, page: str) -> float:
    start = time.perf_counter()
    client.get(page).raise_for_status()
    return 1000 * (time.perf_counter() - start)


def _weight(client: TestClient) -> int:
    """Bytes sent for the overview with its map: page, styles, scripts, basemap, points; compressed as a browser gets them."""
    names = ("base", "parts", "report", "overview")
    parts = ["/", "/api/places", *(f"/styles/{n}.css" for n in names), "/styles/print.css"]
    scripts = (
        "htmx.min.js",
        "page.js",
        "map.js",
        "maplibre-gl.mjs",
        "maplibre-gl-worker.mjs",
        "maplibre-gl.css",
        "countries-50m.json",
    )
    parts += [f"/static/{n}" for n in scripts]
    return sum(len(gzip.compress(client.get(p).raise_for_status().content, 6)) for p in parts)


def main() -> int:
    """Print the figures; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=list(GOALS_MS))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = [measure(size, Path(folder)) for size in options.sizes]
    missed = 0
    for figure in figures:
        goal = GOALS_MS.get(figure["incidents"], 0)
        missed += bool(goal) and figure["/"] > goal
        print(f"{figure['incidents']:,} incidents (goal for the first page: {goal or '-'} ms)")
        for name, value in figure.items():
            if name not in ("incidents", "weight"):
                print(f"  {value:8.0f} ms  {name}")
        print(f"  {figure['weight'] / 1e6:8.2f} MB  sent for the overview with its map")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
