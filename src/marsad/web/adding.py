"""Reading pasted and uploaded reports into the workspace, by the same door as `marsad add`."""

from __future__ import annotations

import io
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath

from marsad import __version__
from marsad.exports.records import report_record
from marsad.incidents.compare import Linker
from marsad.incidents.linker import make_linker
from marsad.intake.captures import Taken, Unread
from marsad.intake.failures import Failure, Notice
from marsad.intake.files import Intake, read_inputs
from marsad.reading import Reader, read_document
from marsad.records import Document
from marsad.store.connect import Workspace
from marsad.store.keep import ADDED, ALREADY, REPLACED, is_kept, keep_document
from marsad.store.runs import finish_run, keep_failure, stamp_packs, start_run

NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its ``name`` (a stranger's words) and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Added:
    """One document that came in: ``state`` is added | replaced | already, ``events`` how many it gave (None: not read again)."""

    id: str
    title: str
    state: str
    events: int | None


@dataclass(frozen=True, slots=True)
class Addition:
    """What came of one form: the documents, and what could not be read with its reason and mend."""

    added: tuple[Added, ...]
    failures: tuple[Failure, ...]
    notices: tuple[Notice, ...]


def read_uploads(
    uploads: Iterable[Upload], intake: Intake
) -> tuple[list[Document], list[Failure], list[Notice]]:
    """Documents, failures and notices of ``uploads``: what `marsad add` makes of files of those names and bytes."""
    documents: list[Document] = []
    failures: list[Failure] = []
    notices: list[Notice] = []
    with tempfile.TemporaryDirectory(prefix="marsad-") as folder:
        paths = [_lay_down(Path(folder), n, upload) for n, upload in enumerate(uploads)]
        with closing(io.BytesIO()) as nothing:
            for item in read_inputs([str(p) for p in paths], intake, stdin=nothing):
                if isinstance(item, Taken):
                    documents.append(item.document)
                elif isinstance(item, Failure):
                    failures.append(
                        replace(item, source=PurePath(item.source).name, mend=_plain(item.mend, folder))
                    )
                elif isinstance(item, Unread):
                    notices.append(Notice(PurePath(item.capture.source).name, item.reason))
                elif isinstance(item, Notice):
                    notices.append(replace(item, source=PurePath(item.source).name))
    return documents, failures, notices


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


def add_documents(
    workspace: Workspace, documents: Iterable[Document], failures: Iterable[Failure], reader: Reader
) -> tuple[Added, ...]:
    """Keep ``documents`` with what they say, as one run; each in a transaction of its own."""
    run = start_run(workspace, stamp_packs(__version__, reader.packs), now=datetime.now(UTC))
    counts = Counter({ADDED: 0, REPLACED: 0, ALREADY: 0, "failed": 0})
    for failure in failures:
        keep_failure(workspace, run, failure)
        counts["failed"] += 1
    out = []
    linker = make_linker(reader.packs)
    for document in documents:
        added = _add_one(workspace, run, document, reader, linker)
        counts[added.state] += 1
        out.append(added)
    finish_run(workspace, run, dict(counts), now=datetime.now(UTC))
    return tuple(out)


def _add_one(workspace: Workspace, run: int, document: Document, reader: Reader, linker: Linker) -> Added:
    if is_kept(workspace, document):
        return Added(document.id, document.title, ALREADY, None)
    record = report_record(read_document(document, reader))
    state = keep_document(workspace, run, document, record, now=datetime.now(UTC), linker=linker)
    return Added(document.id, record["title"], state, len(record["events"]))
