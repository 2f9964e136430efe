"""Files, folders and standard input to documents, one at a time."""

from __future__ import annotations

import hashlib
import io
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from marsad.intake.decode import SNIFFED, decode_text, find_flaw, find_form
from marsad.intake.failures import Failure, Flaw, Notice, failure, shown_name
from marsad.intake.lines import read_lines, too_large
from marsad.records import Document

# Bytes of one report. The longest report we have met takes 60 kB; a bound of 5 MB keeps a file that is
# something else (a log, a dump, a whole archive glued together) from taking minutes and gigabytes.
MAX_BYTES = 5_000_000
TEXT_ENDINGS = (".txt", ".text")
LINE_ENDINGS = (".jsonl", ".ndjson")
STDIN = "-"
KINDS_SHOWN = 4  # kinds of files passed over in a folder that are told by name

Item = Document | Failure | Notice


@dataclass(frozen=True, slots=True)
class Intake:
    """How inputs are taken in. ``published`` and ``outlet`` stand for reports that do not give their own."""

    published: date | None = None
    outlet: str = ""
    max_bytes: int = MAX_BYTES
    left_out: Path | None = None  # the output file, should it lie in a folder that is read


def read_inputs(
    paths: Iterable[str], intake: Intake, *, stdin: BinaryIO, on_bytes: Callable[[int], object] = int
) -> Iterator[Item]:
    """Documents, failures and notices of ``paths`` (files, folders, ``-``) in order, folders by name.

    ``on_bytes`` hears of every stretch of bytes that has been dealt with. Memory holds one report at a time.
    Ids of text files are their stems; a stem met before gets the first letters of its content's hash.
    """
    taken: set[str] = set()
    for path in paths:
        if path == STDIN:
            buffered = (
                stdin
                if isinstance(stdin, io.BufferedReader)
                else io.BufferedReader(cast(io.RawIOBase, stdin))
            )
            yield from _read_stream(buffered, "<stdin>", "stdin", intake, taken, on_bytes)
        elif os.path.isdir(path):
            yield from _read_folder(Path(path), intake, taken, on_bytes)
        else:
            yield from _read_file(Path(path), intake, taken, on_bytes)


def measure_inputs(paths: Iterable[str]) -> int | None:
    """Bytes that ``paths`` hold, for a progress bar; None when one of them is a stream."""
    total = 0
    for path in paths:
        if path == STDIN:
            return None
        files = (f for f in _walk(Path(path)) if isinstance(f, Path)) if os.path.isdir(path) else [Path(path)]
        total += sum(f.stat().st_size for f in files if f.is_file())
    return total


def _read_folder(
    folder: Path, intake: Intake, taken: set[str], on_bytes: Callable[[int], object]
) -> Iterator[Item]:
    met, passed = 0, Counter[str]()
    for item in _walk(folder):
        if isinstance(item, Failure):
            met += 1
            yield item
        elif intake.left_out is not None and item.resolve() == intake.left_out:
            continue
        elif item.suffix.lower() in TEXT_ENDINGS + LINE_ENDINGS:
            met += 1
            yield from _read_file(item, intake, taken, on_bytes)
        else:
            passed[item.suffix or "no ending"] += 1
            on_bytes(item.stat().st_size)
    if not met:
        yield Failure(
            shown_name(folder), None, "no .txt or .jsonl file in this folder", "name files, or another folder"
        )
    elif passed:
        kinds = ", ".join(f"{n} {shown_name(ending)}" for ending, n in passed.most_common(KINDS_SHOWN))
        files = f"{passed.total()} files ({kinds}{' ...' if len(passed) > KINDS_SHOWN else ''})"
        yield Notice(shown_name(folder), f"passed over {files}: in a folder only .txt and .jsonl are read")


def _walk(folder: Path) -> Iterator[Path | Failure]:
    """Regular files under ``folder`` by name, hidden ones left out; a folder that cannot be listed is a failure."""
    faults: list[OSError] = []
    for top, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(top, n) for n in sorted(names) if not n.startswith(".") and Path(top, n).is_file())
    yield from (failure(shown_name(f.filename), _os_flaw(f)) for f in faults)


def _read_file(
    path: Path, intake: Intake, taken: set[str], on_bytes: Callable[[int], object]
) -> Iterator[Item]:
    source = shown_name(path)
    try:
        with path.open("rb") as stream:
            yield from _read_stream(
                stream, source, shown_name(path.stem), intake, taken, on_bytes, path.suffix.lower()
            )
    except (OSError, ValueError) as fault:  # ValueError: a zero character in the path
        yield failure(source, _os_flaw(fault))


def _read_stream(
    stream: io.BufferedReader,
    source: str,
    stem: str,
    intake: Intake,
    taken: set[str],
    on_bytes: Callable[[int], object],
    ending: str = "",
) -> Iterator[Item]:
    head = stream.peek(SNIFFED)[:SNIFFED]
    flaw = find_form(head)
    if flaw is None and ending == ".json" and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        flaw = Flaw("one JSON list", "make it JSON lines, one report a line: jq -c '.[]' FILE > FILE.jsonl")
    if flaw:
        yield failure(source, flaw)
    elif ending in LINE_ENDINGS or (
        ending not in TEXT_ENDINGS and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    ):
        options = {"max_bytes": intake.max_bytes}
        met = 0
        for item, size in read_lines(
            stream, source, stem, published=intake.published, outlet=intake.outlet, **options
        ):
            met += 1
            on_bytes(size)
            yield item
        if not met:
            yield failure(source, Flaw("empty", "it must hold one report a line"))
    else:
        yield _read_text(stream, source, stem, intake, taken)
        on_bytes(_size(stream))


def _read_text(stream: BinaryIO, source: str, stem: str, intake: Intake, taken: set[str]) -> Item:
    raw = stream.read(intake.max_bytes + 1)
    if len(raw) > intake.max_bytes:
        return failure(source, too_large(max(len(raw), _size(stream)), intake.max_bytes))
    text = decode_text(raw)
    if isinstance(text, Flaw):
        return failure(source, text)
    flaw = find_flaw(text)
    if flaw:
        return failure(source, flaw)
    sha256 = hashlib.sha256(raw).hexdigest()
    name = _own_name(stem, sha256, taken)
    basis = "given" if intake.published else "unknown"
    return Document(
        id=name,
        text=text,
        published=intake.published,
        published_basis=basis,
        outlet=intake.outlet,
        sha256=sha256,
    )


def _own_name(stem: str, sha256: str, taken: set[str]) -> str:
    """``stem``, or ``stem`` with as many characters of the hash as make it the only one; taken from then on."""
    names = (stem, *(f"{stem}-{sha256[:n]}" for n in (8, 16, 64)))
    name = next((n for n in names if n not in taken), f"{names[-1]}-{len(taken)}")
    taken.add(name)
    return name


def _size(stream: BinaryIO) -> int:
    """Bytes of the file behind ``stream``, or those read so far when it is a pipe."""
    try:
        return os.fstat(stream.fileno()).st_size
    except (OSError, ValueError):
        return 0


def _os_flaw(fault: OSError | ValueError) -> Flaw:
    if isinstance(fault, FileNotFoundError):
        return Flaw("no such file or folder", "check the name")
    if isinstance(fault, PermissionError):
        return Flaw("no permission to read it", "allow it (chmod u+r) or leave it out")
    said = fault.strerror if isinstance(fault, OSError) else str(fault)
    return Flaw(f"cannot be read ({said})", "check the file and its disk")
