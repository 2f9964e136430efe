"""Parquet tables to documents, one a row, read a batch of rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow
import pyarrow.parquet as parquet

from marsad.intake.captures import Known, Taken, Unread
from marsad.intake.failures import Failure, Flaw, failure
from marsad.intake.lines import FIELDS, take_line
from marsad.intake.settings import Intake

BATCH_ROWS = 256  # rows held at a time


def read(
    stream: BinaryIO, source: str, stem: str, intake: Intake
) -> Iterator[Taken | Unread | Known | Failure]:
    """Documents and failures of a table's rows in order; only the columns that are mapped or named as a field are read."""
    try:
        table = parquet.ParquetFile(stream)
        names = table.schema_arrow.names
        wanted = dict(intake.columns)
        columns = [c for c in dict.fromkeys([*wanted.values(), *FIELDS]) if c in names]
        missing = [c for c in (wanted.get("text", "text"), *wanted.values()) if c not in names]
        if missing:
            told = ", ".join(names[:12])
            yield failure(
                source,
                Flaw(
                    f"no column {missing[0]!r}",
                    f"the columns are {told}; name the text's with --map text=COLUMN",
                ),
            )
            return
        number = 0
        for batch in table.iter_batches(batch_size=BATCH_ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield from take_line(_as_json(row), source, stem, number, intake)
    except (pyarrow.ArrowException, OSError, ValueError) as fault:
        said = " ".join(str(fault).split())[:100]
        yield failure(source, Flaw(f"a broken Parquet file ({said})", "write it anew"))


def _as_json(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")
