"""Where a command writes: stdout as UTF-8 bytes, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from marsad.errors import InputError

Out = Annotated[
    Path | None,
    typer.Option(
        "-o", "--out", metavar="OUT", help="Write to this file instead of the terminal.", dir_okay=False
    ),
]


@contextmanager
def open_output(out: Path | None) -> Iterator[BinaryIO]:
    """A stream of bytes to ``out`` (stdout when None).

    A file is written beside its place under another name and moved there at the end, so that it is never
    half-written. Pipes and devices are written directly. Raises InputError when it cannot be written.
    """
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if out.exists() and not out.is_file():
        with _opened(out, out) as stream:
            yield stream
        return
    part = out.with_name(f".{out.name}.part")
    try:
        with _opened(part, out) as stream:
            yield stream
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path, named: Path) -> Iterator[BinaryIO]:
    try:
        stream = path.open("wb")
    except OSError as fault:
        raise InputError(
            f"{named}: cannot be written ({fault.strerror}); name another file with -o"
        ) from fault
    with stream:
        yield stream


def check_output(out: Path | None, paths: list[str]) -> None:
    """Raise InputError when ``out`` is one of the inputs: it would be lost."""
    if (
        out is not None
        and out.exists()
        and any(os.path.exists(p) and os.path.samefile(p, out) for p in paths)
    ):
        raise InputError(f"{out}: is also an input; name another file with -o")
