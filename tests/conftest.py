"""Records that more than one test needs: made ones, and some reports of gold as the engine reads them."""

from __future__ import annotations

import hashlib
import json
import socketserver
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from marsad.exports.records import Record, report_record
from marsad.incidents.compare import Linker
from marsad.incidents.linker import make_linker
from marsad.incidents.together import Told
from marsad.packs.load import load_packs
from marsad.reading import make_reader, read_document
from marsad.records import (
    ActorMention,
    Block,
    CountMention,
    Document,
    Event,
    Evidence,
    Mentions,
    Outcome,
    PlaceMention,
    Report,
    SpeakerMention,
    TimeMention,
    Trigger,
)


@pytest.fixture(autouse=True)
def no_imported_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests read with what comes with Marsad, whatever the user of this machine has imported."""
    monkeypatch.setenv("MARSAD_PLACES", str(tmp_path_factory.getbasetemp() / "no-places"))


# "A strike on Ariha. / Russian aircraft bombed the town of Ariha yesterday and killed 4, says the observatory."
TEXT = "غارة على أريحا\nقصفت طائرات روسية بلدة أريحا أمس وقتل 4، بحسب المرصد."
Span = tuple[int, int, str]


def span(text: str, words: str) -> Span:
    """Start, end and quote of the last occurrence of ``words``."""
    start = text.rindex(words)
    return start, start + len(words), words


def _event(text: str, day: date | None, place: tuple[PlaceMention, ...]) -> Event:
    return Event(
        trigger=Trigger(*span(text, "قصفت"), type="air_strike"),
        type="air_strike",
        start=day,
        end=day,
        date_precision="day" if day else "unknown",
        time=TimeMention(*span(text, "أمس"), earliest=day, latest=day, precision="day", rule="yesterday"),
        places=place,
        initiators=(
            ActorMention(*span(text, "طائرات روسية"), id="russia-military", name="Russia", kind="military"),
        ),
        outcomes=(Outcome("killed", 4, 4, "civilians", *span(text, "قتل 4")),),
        sources=(SpeakerMention(*span(text, "المرصد"), name="المرصد", kind="monitor"),),
        evidence=((text.index("\n") + 1, len(text)),),
        why=("trigger قصفت (bombed): arabic/triggers.csv:2",),
    )


@pytest.fixture
def make_report() -> Callable[..., Report]:
    """A function that makes a report with one event (or none), read by nobody."""

    def make(
        name: str = "a", *, text: str = TEXT, published: date | None = date(2020, 2, 12), events: bool = True
    ) -> Report:
        place = PlaceMention(
            *span(text, "أريحا"),
            "أريحا",
            "Ariha",
            "town",
            "Idlib",
            "SY",
            35.8136,
            36.6094,
            "exact",
            rule="gazetteer",
        )
        day = date(2020, 2, 11) if published else None
        document = Document(
            id=name,
            text=text,
            published=published,
            published_basis="inferred" if published else "unknown",
            published_evidence=(Evidence(*span(text, "أمس"), note="a made note"),),
            outlet="outlet A",
            sha256=(name * 64)[:64],
        )
        made = (_event(text, day, (place,)),)
        mentions = Mentions(
            times=(made[0].time,) if made[0].time else (),
            places=(place,),
            actors=made[0].initiators,
            counts=(CountMention(*span(text, "4"), low=4, high=4),),
            speakers=made[0].sources,
            triggers=(made[0].trigger,),
        )
        head = text.index("\n")
        blocks = (Block(0, head, "title"), Block(head + 1, len(text), "body"))
        return Report(document, blocks, mentions, made if events else ())

    return make


class _TCPServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False


@dataclass
class LocalServer:
    """A web server on loopback that says what its routes say, byte by byte; paths it does not know are not found."""

    routes: dict[str, Callable[[bytes], Iterator[bytes]]] = field(default_factory=dict)
    hits: Counter[str] = field(default_factory=Counter)
    requests: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def allowed(self) -> frozenset[tuple[str, int]]:
        """What a guard must be told so that this server may be reached."""
        return frozenset({("127.0.0.1", self.port)})

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def says(self, path: str, body: bytes, *, status: str = "200 OK", head: str = "Content-Type: text/html; charset=utf-8") -> str:
        """Let a path say ``body``; gives back its address."""
        whole = f"HTTP/1.1 {status}\r\n{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        return self.speaks(path, lambda _: iter([whole]))

    def speaks(self, path: str, route: Callable[[bytes], Iterator[bytes]]) -> str:
        """Let a path send what ``route`` gives for a request, piece by piece; gives back its address."""
        self.routes[path] = route
        return self.url(path)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    """A server on loopback, alive during the test."""
    local = LocalServer()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            request = b""
            while b"\r\n\r\n" not in request and (part := self.request.recv(65536)):
                request += part
            path = request.split(b" ")[1].decode() if request.count(b" ") > 1 else ""
            local.hits[path] += 1
            local.requests.append(request.decode("latin-1"))
            missing = iter([b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"])
            try:
                for piece in local.routes[path](request) if path in local.routes else missing:
                    self.request.sendall(piece)
            except OSError:
                return  # the other side has had enough

    with _TCPServer(("127.0.0.1", 0), Handler) as running:
        local.port = running.server_address[1]
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield local
        running.shutdown()


GOLD = Path(__file__).parents[1] / "gold"
MANY = 10  # documents: enough for several incidents, few enough for every order to be quick


@dataclass(frozen=True)
class Read:
    """A document and the record of its reading."""

    document: Document
    record: Record

    @property
    def told(self) -> Told:
        """The same as linking takes it."""
        return Told(self.document.sha256, self.document.text, self.record)


def gold(name: str) -> list[dict]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def linker() -> Linker:
    """The linker of the bundled packs."""
    return make_linker(load_packs())


@pytest.fixture(scope="session")
def reports() -> list[Read]:
    """Some reports of gold that share happenings, read, and a near copy of the first."""
    reader = make_reader(load_packs())
    chosen = [doc for doc in gold("train.jsonl") if any(event.get("incident") for event in doc["events"])][:MANY]
    copy = {**chosen[0], "id": "copy", "outlet": "another outlet", "text": chosen[0]["text"] + "\nتابعونا"}  # follow us
    out = []
    for doc in [*chosen, copy]:
        document = Document(
            id=doc["id"], text=doc["text"], published=date.fromisoformat(doc["published"]), published_basis="given",
            outlet=doc["outlet"], sha256=hashlib.sha256(doc["text"].encode()).hexdigest(),
        )  # fmt: skip
        out.append(Read(document, report_record(read_document(document, reader))))
    return out
