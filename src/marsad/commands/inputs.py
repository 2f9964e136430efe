"""The arguments that every reading command takes, and its run over the inputs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from marsad.api import theatre_code
from marsad.commands.progress import Progress
from marsad.intake.captures import Known, Taken, Unread
from marsad.intake.failures import Failure, Notice
from marsad.intake.files import MAX_BYTES, Intake, read_inputs
from marsad.intake.languages import NAMES
from marsad.intake.lines import FIELDS, parse_published
from marsad.intake.outlets import read_outlets
from marsad.packs.load import load_packs
from marsad.packs.rows import Packs
from marsad.reading import Reader, read_document
from marsad.records import Document, Report

# What a bug in the reading raises, whatever the document; the world's faults (no memory, Ctrl-C) are not the document's.
_BUGS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
MOST_FAILED = 124  # statuses above mean something else
SHOWN_A_FILE = 20  # failures of one file told line by line; a broken export must not flood the terminal

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help="Reports: pages, texts, PDF, Word, mail, JSON lines, Parquet, WARC, Telegram exports; folders; - for stdin.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="Publication date (YYYY-MM-DD) of reports that give none of their own."
    ),
]
Outlet = Annotated[str, typer.Option(metavar="NAME", help="Outlet of reports that name none.")]
Theatre = Annotated[
    str | None,
    typer.Option(
        metavar="PACK", help="Read as reports on this theatre (a pack's name), whatever countries they name."
    ),
]
MaxMb = Annotated[
    float, typer.Option(metavar="MB", min=0.001, help="Bound on one report's size in megabytes.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=KEY",
        help="Key or column that holds a field (text, id, published, outlet, title, url) of JSON lines and Parquet.",
    ),
]
MAX_MB = MAX_BYTES / 1e6


@dataclass(slots=True)
class Run:
    """One pass over the inputs: tells failures on stderr as they come, hands them on, and counts them."""

    paths: list[str]
    intake: Intake
    progress: Progress
    on_failure: Callable[[Failure], object] = bool
    on_unread: Callable[[Unread], object] = bool
    failed: int = 0
    known: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    by_file: Counter[str] = field(default_factory=Counter)

    def documents(self) -> Iterator[Document]:
        """The documents that could be read, in the order of the inputs."""
        return (taken.document for taken in self.taken())

    def taken(self) -> Iterator[Taken]:
        """The same with the bytes each was made of and the steps that made it."""
        for item in read_inputs(
            self.paths, self.intake, stdin=sys.stdin.buffer, on_bytes=self.progress.advance
        ):
            if isinstance(item, Taken):
                yield item
            elif isinstance(item, Notice):
                self.progress.say(f"note: {item}")
            elif isinstance(item, Known):
                self.known += 1
            elif isinstance(item, Unread):
                self._note_unread(item)
            else:
                self._note(item)

    def _note_unread(self, item: Unread) -> None:
        self.unread[item.language] += 1
        self.on_unread(item)
        if self.unread.total() <= SHOWN_A_FILE:
            self.progress.say(f"note: {item}")

    def _note(self, failure: Failure) -> None:
        self.failed += 1
        self.on_failure(failure)
        self.by_file[failure.source] += 1
        if self.by_file[failure.source] <= SHOWN_A_FILE:
            self.progress.say(f"not read: {failure}")

    def end(self) -> None:
        """Tell what was not told line by line; raise the exit status when inputs failed."""
        if self.unread.total() > SHOWN_A_FILE:
            told = ", ".join(f"{n:,} {NAMES[code] if code else 'without an article'}" for code, n in self.unread.most_common())
            self.progress.say(f"note: {self.unread.total():,} in all were no Arabic report: {told}")
        for source, number in self.by_file.items():
            if number > SHOWN_A_FILE:
                self.progress.say(
                    f"not read: {source}: {number - SHOWN_A_FILE:,} more lines; mend the ones above first"
                )
        if self.failed:
            self.progress.say(self.told_failed())
            raise typer.Exit(min(self.failed, MOST_FAILED))

    def told_failed(self) -> str:
        """How many inputs could not be read, in words."""
        return f"{'1 input' if self.failed == 1 else f'{self.failed:,} inputs'} could not be read"


def make_intake(
    packs: Packs,
    published: str | None,
    outlet: str,
    max_mb: float,
    left_out: Path | None = None,
    columns: list[str] | None = None,
) -> Intake:
    """The intake of a command's options. Raises a usage error for a date or a mapping that is none."""
    return Intake(
        _day(published),
        outlet,
        int(max_mb * 1e6),
        left_out.resolve() if left_out else None,
        read_outlets(packs),
        tuple(_column(c) for c in columns or ()),
    )


def _column(said: str) -> tuple[str, str]:
    name, equals, key = said.partition("=")
    if name not in FIELDS or not equals or not key:
        raise typer.BadParameter(
            f"{said!r}; write it as text=body, with one of {', '.join(FIELDS)} on the left", param_hint="--map"
        )
    return name, key


def _day(published: str | None) -> date | None:
    try:
        return parse_published(published)
    except ValueError as fault:
        raise typer.BadParameter(f"{fault}; write it as YYYY-MM-DD", param_hint="--published") from fault


def load_theatre(theatre: str | None) -> tuple[Packs, str | None]:
    """All packs, and the country code that ``theatre`` stands for; a usage error when it is none."""
    packs = load_packs()
    try:
        return packs, theatre_code(packs, theatre)
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint="--theatre") from fault


def read_one(document: Document, reader: Reader, country: str | None) -> Report:
    """The report of ``document``. A bug in the reading still stops the run, and says on which document."""
    try:
        return read_document(document, reader, theatre=country)
    except _BUGS as fault:
        fault.add_note(f"while reading document {document.id}; please report it with that document")
        raise
