"""Workspaces for the review page: the sample reports as read, and made incidents with all that a page can show."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import insert, select

from marsad import __version__
from marsad.incidents.group import COUNTED, FIRM
from marsad.incidents.records import Claim, Incident, Origin, Party, Saying, Site, Toll
from marsad.packs.load import load_packs
from marsad.store.connect import Workspace
from marsad.store.runs import stamp_packs, start_run
from marsad.store.tables import DOCUMENTS, EVENTS, INCIDENTS, LINKS
from marsad.store.workspace import open_workspace
from marsad.web.app import make_app
from marsad.web.security import LOOPBACK, TOKEN_COOKIE
from marsad.web.state import Settings

# Made reports. "Russian aircraft bombed the town of Ariha and killed four" / "and killed seven".
FOUR = "قصفت طائرات روسية بلدة أريحا وقتلت أربعة."
SEVEN = "غارة روسية على أريحا قتلت سبعة."
TOKEN = "a" * 48
ARIHA = Site("أريحا", "Ariha", "Idlib", "SY", 35.8136, 36.6094, "exact")  # Ariha


def key_of(document: str) -> str:
    """A key of the form that events have, for the one event of a made document."""
    digest = hashlib.sha256(document.encode()).hexdigest()
    return "e-" + "".join("abcdefghijklmnopqrstuvwxyz234567"[int(c, 16)] for c in digest[:12])


def made_incident(name: str, texts: dict[str, str], **changes: Any) -> Incident:
    """An incident told by ``texts`` (document id to text), one event each, by an outlet of its own each."""
    keys = [key_of(d) for d in texts]
    origins = tuple(Origin(f"o-{d}", f"outlet {d}", "outlet", documents=(d,)) for d in texts)
    figures = [4 if "أربعة" in t else 7 for t in texts.values()]  # four
    claims = tuple(
        Claim("killed", "", o.id, n, n, date(2020, 2, 11), date(2020, 2, 11), "stands", (Saying(d, k, 0, len(t), t),))
        for o, n, k, (d, t) in zip(origins, figures, keys, texts.items(), strict=True)
    )
    conflict = len(set(figures)) > 1
    made = Incident(
        id="i-" + keys[0][2:],
        type="air_strike",
        level="incident",
        status="reported",
        start=date(2020, 2, 11),
        end=date(2020, 2, 11),
        date_precision="day",
        places=(ARIHA,),
        parties=(Party("initiator", "russia-military", "Russia"), Party("target", "civilians", "civilians")),
        tolls=(Toll("killed", min(figures), max(figures), conflict),),
        grade="corroborated" if len(texts) > 1 else "single",
        rule="a made rule",
        title=name,
        origins=origins,
        claims=claims,
        events=tuple(keys),
        documents=tuple(texts),
        first_published=date(2020, 2, 12),
        last_published=date(2020, 2, 12),
        conflicts=("killed",) if conflict else (),
    )
    return replace(made, **changes)


def keep_incidents(workspace: Workspace, told: list[tuple[Incident, dict[str, str]]]) -> None:
    """Put made incidents with their documents and events into ``workspace``."""
    run = start_run(workspace, stamp_packs(__version__, load_packs()), now=datetime.now(UTC))
    with workspace.writer.begin() as connection:
        for incident, texts in told:
            for key, (id, text) in zip(incident.events, texts.items(), strict=True):
                pk = connection.execute(insert(DOCUMENTS).values(_document(id, text, run)).returning(DOCUMENTS.c.pk)).scalar_one()
                connection.execute(insert(EVENTS).values(_event(pk, key, text, incident)))
            connection.execute(insert(INCIDENTS).values(_row(incident)))
            pks = [row.pk for row in connection.execute(select(EVENTS.c.pk).where(EVENTS.c.incident == incident.id).order_by(EVENTS.c.pk))]
            if len(pks) > 1:  # what holds them together when a judgement has them grouped again
                link = {"score": 0.9, "firm": True, "rank": COUNTED | FIRM, "ranked": COUNTED | FIRM}
                ends = ((pks[0], pks[1], incident.events[1], None), (pks[1], pks[0], incident.events[0], [["days", "same", 1.0]]))
                rows = [{"event": event, "other": other, "key": key, "parts": parts, **link} for event, other, key, parts in ends]
                connection.execute(insert(LINKS), rows)


def _document(id: str, text: str, run: int) -> dict[str, Any]:
    record = {"id": id, "published": "2020-02-12", "published_basis": "given", "title": f"title {id}", "outlet": f"outlet {id}"}
    digest = hashlib.sha256((id + text).encode()).hexdigest()
    return {
        "sha256": digest, "id": id, "outlet": f"outlet {id}", "url": "", "title": f"title {id}", "published": date(2020, 2, 12),
        "published_basis": "given", "text": text, "record": record, "run": run, "added_utc": datetime(2024, 1, 1), "linked": True,
    }  # fmt: skip


def _event(document: int, key: str, text: str, incident: Incident) -> dict[str, Any]:
    day, figure = str(incident.start), 4 if "أربعة" in text else 7  # four
    said = {"mention": text[:4], "span": [0, 4]}
    record = {
        "trigger": {"text": text[:4], "start": 0, "end": 4}, "type": incident.type, "level": incident.level, "status": "reported",
        "start": day, "end": str(incident.end), "date_precision": incident.date_precision, "time": None,
        "places": [{**asdict(site), **said} for site in incident.places], "initiators": [{"id": "russia-military", "name": "Russia", **said}],
        "targets": [], "outcomes": [{"kind": "killed", "min": figure, "max": figure, "of": None, **said}], "sources": [], "count": incident.count, "incident": None, "evidence": [[0, len(text)]], "quotes": [text], "why": ["made"],
    }  # fmt: skip
    return {
        "document": document, "position": 0, "type": incident.type, "level": "incident", "status": "reported",
        "start_date": incident.start, "end_date": incident.end, "record": record, "key": key, "incident": incident.id,
    }  # fmt: skip


def _row(incident: Incident) -> dict[str, Any]:
    names = ("id", "type", "level", "status", "last_published", "grade", "rejected")
    record = json.loads(json.dumps(asdict(incident), default=str))
    return {
        **{name: getattr(incident, name) for name in names}, "start_date": incident.start, "end_date": incident.end,
        "documents": len(incident.documents), "origins": len(incident.origins), "record": record,
    }  # fmt: skip


@pytest.fixture
def told() -> list[tuple[Incident, dict[str, str]]]:
    """Three incidents: one whose tolls differ, one without a point, one tally."""
    two = {"a": FOUR, "b": SEVEN}
    return [
        (made_incident("two tolls", two), two),
        (
            made_incident("no point", {"c": FOUR}, places=(replace(ARIHA, name="كفرنبودة", name_en="", lat=None, lon=None, precision="unknown"),), type="clash", start=date(2021, 5, 1), end=date(2021, 5, 9), date_precision="range"),
            {"c": FOUR},
        ),
        (made_incident("a tally", {"d": SEVEN}, places=(replace(ARIHA, radius_km=12.5),), level="tally", count=9), {"d": SEVEN}),
    ]  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path, told: list[tuple[Incident, dict[str, str]]]) -> Iterator[Workspace]:
    """A workspace with the made incidents."""
    with open_workspace(str(tmp_path / "w.db"), make=True) as opened:
        keep_incidents(opened, told)
        yield opened


@pytest.fixture
def visit(workspace: Workspace, tmp_path: Path) -> Callable[..., TestClient]:
    """A function that gives a browser without scripts, in a language, on the made workspace."""

    def make(lang: str = "en", **settings: Any) -> TestClient:
        app = make_app(workspace, Settings(**{"hosts": LOOPBACK, "file": tmp_path / "w.db", **settings}))
        client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
        client.cookies.update({"marsad_lang": lang, TOKEN_COOKIE: TOKEN})
        return client

    return make
