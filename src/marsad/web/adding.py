"""Reading pasted and uploaded reports into the workspace, by the same door as `marsad add`, their bytes kept as evidence."""

from __future__ import annotations

import io
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath

from marsad import __version__
from marsad.exports.records import report_record
from marsad.incidents.compare import Linker
from marsad.intake.captures import Capture, Taken, Unread
from marsad.intake.failures import Failure, Notice
from marsad.intake.files import Intake, read_inputs
from marsad.reading import Reader, read_document
from marsad.store.connect import Workspace
from marsad.store.evidence import keep_taken, keep_unread
from marsad.store.keep import ADDED, ALREADY, REPLACED, is_kept
from marsad.store.runs import finish_run, keep_failure, stamp_packs, start_run

NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its ``name`` (a stranger's words) and its bytes."""

    name: str
    content: bytes


@dataclass(slots=True)
class Inflow:
    """What came with one form, read as far as it could be."""

    taken: list[Taken] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Added:
    """A document that came in: ``state`` is added | changed | replaced | already, ``events`` how many it gave (None: not read again)."""

    id: str
    title: str
    state: str
    events: int | None


def read_uploads(uploads: Iterable[Upload], intake: Intake) -> Inflow:
    """What `marsad add` makes of files of those names and bytes."""
    inflow = Inflow()
    with tempfile.TemporaryDirectory(prefix="marsad-") as folder:
        paths = [_lay_down(Path(folder), n, upload) for n, upload in enumerate(uploads)]
        with closing(io.BytesIO()) as nothing:
            for item in read_inputs([str(p) for p in paths], intake, stdin=nothing):
                _sort_in(item, inflow, folder)
    return inflow


def _sort_in(item: object, inflow: Inflow, folder: str) -> None:
    """``item`` to its like, under the name that the form gave it instead of that of our temporary file."""
    if isinstance(item, Taken):
        capture = _named(item.capture)
        first = replace(item.steps[0], by=capture.address or capture.source)  # not the name of our temporary file
        inflow.taken.append(replace(item, capture=capture, steps=(first, *item.steps[1:])))
    elif isinstance(item, Unread):
        inflow.unread.append(replace(item, capture=_named(item.capture)))
        inflow.notices.append(Notice(PurePath(item.capture.source).name, item.reason))
    elif isinstance(item, Failure):
        failed = _named(item.capture) if item.capture else None
        source, mend = PurePath(item.source).name, _plain(item.mend, folder)
        inflow.failures.append(replace(item, source=source, mend=mend, capture=failed))
    elif isinstance(item, Notice):
        inflow.notices.append(replace(item, source=PurePath(item.source).name))


def _named(capture: Capture) -> Capture:
    """``capture`` as an upload: of one name may come what has nothing to do with each other, so the hash is in the source."""
    return replace(capture, source=f"upload {capture.sha256[:12]} {PurePath(capture.source).name}")


def _lay_down(folder: Path, number: int, upload: Upload) -> Path:
    """``upload`` as a file in a folder of its own, under its own name made harmless."""
    place = folder / str(number)
    place.mkdir()
    name = PurePath(upload.name.replace("\\", "/")).name
    kept = "".join(c if c.isalnum() or c in "-_. " else "_" for c in name).strip(" .") or "report.txt"
    stem, dot, ending = kept.rpartition(".")
    file = place / (f"{stem[:NAME_LENGTH]}.{ending[:10]}" if dot else kept[:NAME_LENGTH])
    file.write_bytes(upload.content)
    return file


def _plain(text: str, folder: str) -> str:
    """``text`` without the temporary folder's name."""
    return " ".join(PurePath(w.strip("'")).name if folder in w else w for w in text.split(" "))


def add_inflow(workspace: Workspace, inflow: Inflow, reader: Reader, linker: Linker) -> tuple[Added, ...]:
    """Keep what came in with what it says, as one run; each document in a transaction of its own."""
    run = start_run(workspace, stamp_packs(__version__, reader.packs), now=datetime.now(UTC))
    for failure in inflow.failures:
        keep_failure(workspace, run, failure)
        keep_unread(workspace, run, failure, now=datetime.now(UTC))
    for item in inflow.unread:
        keep_unread(workspace, run, item, now=datetime.now(UTC))
    out = tuple(_add_one(workspace, run, taken, reader, linker) for taken in inflow.taken)
    states = Counter(one.state if one.state in (ALREADY, REPLACED) else ADDED for one in out)
    counts = {name: states[name] for name in (ADDED, REPLACED, ALREADY)}
    finish_run(workspace, run, {**counts, "failed": len(inflow.failures)}, now=datetime.now(UTC))
    return out


def _add_one(workspace: Workspace, run: int, taken: Taken, reader: Reader, linker: Linker) -> Added:
    document = taken.document
    if is_kept(workspace, document):
        return Added(document.id, document.title, ALREADY, None)
    record = report_record(read_document(document, reader))
    state = keep_taken(workspace, run, taken, record, now=datetime.now(UTC), linker=linker)
    return Added(document.id, record["title"], state, len(record["events"]))
