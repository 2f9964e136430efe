"""Records as JSON lines: one document a line, UTF-8, Arabic as itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO


def write_jsonl(records: Iterable[Mapping[str, Any]], out: BinaryIO) -> None:
    """Write ``records`` in their order, each as soon as it comes."""
    for record in records:
        out.write(record_line(record))


def record_line(record: Mapping[str, Any]) -> bytes:
    r"""One record as a line. The same record gives the same bytes.

    >>> record_line({"id": "a", "title": "قصف"}).decode()   # shelling
    '{"id": "a", "title": "قصف"}\n'
    """
    return json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace") + b"\n"
