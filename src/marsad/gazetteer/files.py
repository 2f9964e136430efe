"""Lines of a file of place data: plain, gzipped or zipped, one at a time, whatever its length."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from marsad.errors import InputError
from marsad.gazetteer.records import UNREADABLE, RowFault

LONGEST_LINE = 1_000_000  # bytes; a longer "line" is no table
_CHUNK = 1 << 20
_TABLES = (".txt", ".csv", ".tsv", ".gz", ".zip")
_ADDING = ("alternatenames", "pcodes")  # in the names of tables that add to places which others give: read after those
_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)


def tables_in(path: Path) -> list[Path]:
    """The tables that ``path`` names: itself, or those of a folder by name, tables that add to others last. Raises InputError for a folder without any."""
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.iterdir() if p.is_file() and p.suffix.lower() in _TABLES and "readme" not in p.name.lower())
    if not found:
        raise InputError(f"{path}: no table of places in this folder ({', '.join(_TABLES)})")
    return sorted(found, key=lambda p: any(word in p.name.lower() for word in _ADDING))


@contextmanager
def open_table(path: Path) -> Iterator[BinaryIO]:
    """The bytes of the table in ``path``; of a zip the one table in it. Raises InputError when there is none to read."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, archive.open(_table_in(archive, path)) as stream:
                yield cast(BinaryIO, stream)
        elif path.suffix == ".zip":
            raise InputError(f"{path}: not a whole zip file; get it again, or unpack what can be read of it")
        elif path.suffix == ".gz":
            with gzip.open(path, "rb") as packed:
                yield cast(BinaryIO, packed)
        else:
            with path.open("rb") as plain:
                yield plain
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault.strerror or fault}); name a table of places") from fault


def _table_in(archive: zipfile.ZipFile, path: Path) -> str:
    names = [n for n in archive.namelist() if n.lower().endswith((".txt", ".csv", ".tsv")) and "readme" not in n.lower()]
    if not names:
        raise InputError(f"{path}: no .txt, .csv or .tsv in this zip file")
    best = [n for n in names if Path(n).stem.lower() == path.stem.lower()] or names
    if len(best) > 1:
        raise InputError(f"{path}: holds {len(best)} tables ({', '.join(sorted(best)[:5])}); unpack it and name the one to import")
    return best[0]


def read_lines(stream: BinaryIO, *, skip: int = 0, on_bytes: Callable[[int], object] = bool) -> Iterator[tuple[int, str] | RowFault]:
    """Lines with their numbers from 1, after ``skip`` of them; a fault for a line that is not UTF-8 or too long.

    A file that breaks off (a cut zip) ends with a fault. ``on_bytes`` is told the size of each line.
    """
    row = 0
    while True:
        try:
            line = stream.readline(LONGEST_LINE + 1)
        except _BROKEN as fault:
            yield RowFault(row + 1, UNREADABLE, f"the file is cut in the middle ({fault}); the rows above are kept")
            return
        if not line:
            return
        row += 1
        on_bytes(len(line))
        if row <= skip:
            continue
        if len(line) > LONGEST_LINE:
            yield RowFault(row, UNREADABLE, f"longer than {LONGEST_LINE:,} bytes; this is no table")
            return
        try:
            yield row, line.decode("utf-8-sig" if row == 1 else "utf-8")
        except UnicodeDecodeError as fault:
            yield RowFault(row, UNREADABLE, f"not UTF-8 at byte {fault.start} of the line; save the table as UTF-8")


def digest_of(path: Path) -> str:
    """SHA-256 of a file, by which an import knows whether it has it already. Raises InputError."""
    summed = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                summed.update(chunk)
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault.strerror}); name a table of places") from fault
    return summed.hexdigest()
