"""Database errors as one line for the user: what is wrong with which workspace, and the mend."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from marsad.errors import WorkspaceError

# What SQLite says, and what to tell the user. The first that occurs in the message counts.
_SAID = (
    (
        "unable to open database file",
        "cannot be opened or made",
        "check that its folder exists and may be written to",
    ),
    (
        "readonly database",
        "may not be written to",
        "allow it (chmod u+w, folder too), or name another file with --db",
    ),
    ("database is locked", "is in use by another program", "wait until that is done, and try again"),
    ("not a database", "is no Marsad workspace (not a database)", "name another file with --db"),
    ("malformed", "is damaged", "put back a copy, or add the reports to a new file with --db"),
    (
        "disk is full",
        "has no room: the disk is full",
        "make room and run the command again; what is in stays in",
    ),
    (
        "disk i/o error",
        "cannot be read or written (disk error)",
        "check the disk; put the file on a local disk",
    ),
    ("password authentication", "refuses the password", "check user and password in --db"),
    ("is the server running", "does not answer", "check that the server runs, and its address in --db"),
    ("connection refused", "does not answer", "check that the server runs, and its address in --db"),
    ("does not exist", "is not there", "make the database first (createdb), or check its name in --db"),
)


@contextmanager
def plain_faults(name: str) -> Iterator[None]:
    """Turn database errors raised inside into WorkspaceError about the workspace ``name``."""
    try:
        yield
    except DBAPIError as fault:
        raise WorkspaceError(_line(name, " ".join(str(fault.orig).split()))) from fault
    except sqlite3.DatabaseError as fault:
        raise WorkspaceError(_line(name, str(fault))) from fault


def _line(name: str, said: str) -> str:
    for sign, reason, mend in _SAID:
        if sign in said.lower():
            return f"{name}: {reason}; {mend}"
    return f"{name}: the database says: {said}; check --db"
