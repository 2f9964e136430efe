"""Files, folders and standard input to documents, one at a time."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from marsad.intake.captures import FILE, Capture, Known, Taken, Unread
from marsad.intake.decode import SNIFFED
from marsad.intake.failures import Failure, Flaw, Notice, failure, shown_name
from marsad.intake.kinds import LISTED, WHOLE, find_kind, is_read, reader_of
from marsad.intake.lines import too_large
from marsad.intake.settings import MAX_BYTES, Intake
from marsad.intake.whole import read_whole

__all__ = ["MAX_BYTES", "Intake", "Item", "measure_inputs", "read_inputs"]

STDIN = "-"
KINDS_SHOWN = 4  # kinds of files passed over in a folder that are told by name

Item = Taken | Unread | Known | Failure | Notice


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
            yield from _read_stream(_peekable(stdin), "<stdin>", "stdin", "", intake, taken, on_bytes)
        elif os.path.isdir(path):
            yield from _read_folder(Path(path), intake, taken, on_bytes)
        else:
            yield from _read_file(Path(path), intake, taken, on_bytes)


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))


def measure_inputs(paths: Iterable[str]) -> int | None:
    """Bytes that ``paths`` hold, for a progress bar; None when one of them is a stream."""
    total = 0
    for path in paths:
        if path == STDIN:
            return None
        files = (
            (f for f in walk_folder(Path(path)) if isinstance(f, Path))
            if os.path.isdir(path)
            else [Path(path)]
        )
        total += sum(f.stat().st_size for f in files if f.is_file())
    return total


def _read_folder(
    folder: Path, intake: Intake, taken: set[str], on_bytes: Callable[[int], object]
) -> Iterator[Item]:
    met, passed = 0, Counter[str]()
    for item in walk_folder(folder):
        if isinstance(item, Failure):
            met += 1
            yield item
        elif intake.left_out is not None and item.resolve() == intake.left_out:
            continue
        elif is_read(item.name, item.suffix.lower()):
            met += 1
            yield from _read_file(item, intake, taken, on_bytes)
        else:
            passed[item.suffix or "no ending"] += 1
            on_bytes(item.stat().st_size)
    if not met:
        yield Failure(
            shown_name(folder),
            None,
            f"no file in this folder that is read ({LISTED})",
            "name files, or another folder",
        )
    elif passed:
        kinds = ", ".join(f"{n} {shown_name(ending)}" for ending, n in passed.most_common(KINDS_SHOWN))
        files = f"{passed.total()} files ({kinds}{' ...' if len(passed) > KINDS_SHOWN else ''})"
        yield Notice(shown_name(folder), f"passed over {files}: in a folder only these are read: {LISTED}")


def walk_folder(folder: Path) -> Iterator[Path | Failure]:
    """Regular files under ``folder`` by name; a folder that cannot be listed is a failure.

    Hidden files are left out, and so is what a browser saved beside a page (``page_files`` beside ``page.html``).
    """
    faults: list[OSError] = []
    for top, folders, names in os.walk(folder, onerror=faults.append):
        pages = {n.rpartition(".")[0] for n in names if n.lower().endswith((".html", ".htm", ".xhtml"))}
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and f.removesuffix("_files") not in pages
        )
        yield from (Path(top, n) for n in sorted(names) if not n.startswith(".") and Path(top, n).is_file())
    yield from (failure(shown_name(f.filename), os_flaw(f)) for f in faults)


def _read_file(
    path: Path, intake: Intake, taken: set[str], on_bytes: Callable[[int], object]
) -> Iterator[Item]:
    source = shown_name(path)
    try:
        with path.open("rb") as stream:
            stem = shown_name(
                path.name[: -len(".warc.gz")] if path.name.lower().endswith(".warc.gz") else path.stem
            )
            yield from _read_stream(stream, source, stem, path.suffix.lower(), intake, taken, on_bytes)
    except (OSError, ValueError) as fault:  # ValueError: a zero character in the path
        yield failure(source, os_flaw(fault))


def _read_stream(
    stream: io.BufferedReader,
    source: str,
    stem: str,
    ending: str,
    intake: Intake,
    taken: set[str],
    on_bytes: Callable[[int], object],
) -> Iterator[Item]:
    kind = find_kind(stream.peek(SNIFFED)[:SNIFFED], ending)
    read = reader_of(kind) if isinstance(kind, str) else kind
    if isinstance(read, Flaw):
        yield failure(source, read)
    elif kind in WHOLE:
        yield from _read_one(stream, source, stem, ending, intake, taken)
        on_bytes(_size(stream))
    elif not stream.seekable() and kind not in ("lines", "warc"):
        yield failure(source, Flaw(f"a {kind} file from a pipe", "save it to a file, and name that"))
    else:
        at = 0
        for item in read(stream, source, stem, intake):
            yield item
            now = _tell(stream)
            on_bytes(now - at)
            at = now
        on_bytes(max(0, _size(stream) - at))


def _read_one(
    stream: BinaryIO, source: str, stem: str, ending: str, intake: Intake, taken: set[str]
) -> Iterator[Item]:
    raw = stream.read(intake.max_bytes + 1)
    if len(raw) > intake.max_bytes:
        yield failure(source, too_large(max(len(raw), _size(stream)), intake.max_bytes))
        return
    capture = Capture(source, raw, FILE, _changed(stream, intake), "", stem, ending)
    if intake.is_known(capture):
        yield Known(capture)
        return
    for item in read_whole(capture, intake):
        yield _named(item, stem, taken) if isinstance(item, Taken) else item


def _named(item: Taken, stem: str, taken: set[str]) -> Taken:
    return replace(item, document=replace(item.document, id=_own_name(stem, item.document.sha256, taken)))


def _own_name(stem: str, sha256: str, taken: set[str]) -> str:
    """``stem``, or ``stem`` with as many characters of the hash as make it the only one; taken from then on."""
    names = (stem, *(f"{stem}-{sha256[:n]}" for n in (8, 16, 64)))
    name = next((n for n in names if n not in taken), f"{names[-1]}-{len(taken)}")
    taken.add(name)
    return name


def _changed(stream: BinaryIO, intake: Intake) -> datetime:
    """When the file was last written, which is when its bytes were received; now for a pipe."""
    try:
        return datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime, UTC)
    except (OSError, ValueError):
        return intake.now()


def _tell(stream: BinaryIO) -> int:
    try:
        return stream.tell()
    except (OSError, ValueError):
        return 0


def _size(stream: BinaryIO) -> int:
    """Bytes of the file behind ``stream``, or 0 when it is a pipe."""
    try:
        return os.fstat(stream.fileno()).st_size
    except (OSError, ValueError):
        return 0


def os_flaw(fault: OSError | ValueError) -> Flaw:
    """What the system has against a file, with the mend."""
    if isinstance(fault, FileNotFoundError):
        return Flaw("no such file or folder", "check the name")
    if isinstance(fault, PermissionError):
        return Flaw("no permission to read it", "allow it (chmod u+r) or leave it out")
    said = fault.strerror if isinstance(fault, OSError) else str(fault)
    return Flaw(f"cannot be read ({said})", "check the file and its disk")
