"""Engines for a workspace's address, set up so that writers wait for each other and nothing is half-written."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

BUSY_SECONDS = 20.0  # how long a writer waits for another; one document takes milliseconds
CACHE_KB = 32_000  # of the file in memory: what a batch of reports touches; 2,000 unless told, read again and again
WRITES = "marsad_writes"
_ENCODER = json.JSONEncoder(ensure_ascii=False)  # one for all: json.dumps would make one a value


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace. ``reader`` begins transactions that only read; ``writer`` takes the write lock at once."""

    name: str
    reader: Engine
    writer: Engine


@dataclass(frozen=True, slots=True)
class Written:
    """A value that is JSON already."""

    text: str


def write_json(value: Any) -> str:
    """``value`` as the workspace keeps it."""
    return value.text if isinstance(value, Written) else _ENCODER.encode(value)


def parse_address(address: str) -> URL:
    """The database URL of ``address``: a path is an SQLite file, a URL stands as it is.

    >>> parse_address("marsad.db").render_as_string()
    'sqlite:///marsad.db'
    >>> parse_address("postgresql://me@host/facts").render_as_string()
    'postgresql+psycopg://me@host/facts'
    """
    if "://" not in address:
        return URL.create("sqlite", database=address)
    url = make_url(address)
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def sqlite_path(url: URL) -> Path | None:
    """The file of an SQLite address; None for a server, a database in memory, or SQLite's own ``file:`` form."""
    if (
        url.get_backend_name() != "sqlite"
        or not url.database
        or url.database.startswith((":memory:", "file:"))
    ):
        return None
    return Path(url.database)


def connect(url: URL) -> Workspace:
    """Engines for ``url``; nothing is opened yet."""
    sqlite = url.get_backend_name() == "sqlite"
    options: dict[str, Any] = {"connect_args": {"timeout": BUSY_SECONDS}} if sqlite else {}
    engine = create_engine(url, json_serializer=write_json, **options)
    if sqlite:
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    path = sqlite_path(url)
    name = str(path) if path else url.render_as_string(hide_password=True)
    return Workspace(name, engine, engine.execution_options(**{WRITES: True}))


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver's own idea of when to begin would split our transactions
    connection.execute("PRAGMA foreign_keys = ON")
    # With WAL this survives the death of the process at any moment; a power cut may cost the last
    # documents, never the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
