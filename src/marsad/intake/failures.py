"""What could not be read, as values: a bad input is reported by name and the run goes on."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass

from marsad.intake.captures import Capture


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with some bytes and how to mend it, before it is known whose bytes they are.

    ``language`` is that of a text whose only fault is that it is not Arabic.
    """

    reason: str
    mend: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """One input that was not read: its name, the line where there is one, the reason and the mend.

    ``capture`` are its bytes, where they were received and only not understood.
    """

    source: str
    line: int | None
    reason: str
    mend: str
    capture: Capture | None = None
    language: str = ""

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{where}: {self.reason}; {self.mend}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know that is no failure: files in a folder that are of no known form."""

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


def shown_name(path: str | os.PathLike[str]) -> str:
    r"""The path as printable text; bytes that are no UTF-8 as ``\xNN``, line ends as ``\n``.

    >>> shown_name("reports/a.txt")
    'reports/a.txt'
    """
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def failure(source: str, flaw: Flaw, line: int | None = None, *, capture: Capture | None = None) -> Failure:
    """The failure of ``source`` for ``flaw``; FILE in the mend becomes the source's name, ready to paste."""
    return Failure(
        source, line, flaw.reason, flaw.mend.replace("FILE", shlex.quote(source)), capture, flaw.language
    )
