"""Faults of single rows: columns, empty cells, unknown values, odd characters, dates and coordinates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from marsad.packs.files import PackFiles
from marsad.packs.findings import ERROR, NOTE, WARNING, Finding
from marsad.packs.letters import odd_characters
from marsad.packs.rows import Origin, Row
from marsad.packs.schema import LISTS, STRUCTURES, TABLES, ListForm

_TEXT = ("example", "not")


def parse_list(pack: str, file: str, content: bytes) -> tuple[list[str], list[Row], list[Finding]]:
    """Columns and rows of one CSV list, and the faults that keep rows from being read."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return [], [], [Finding(pack, file, 0, "", f"not UTF-8 at byte {fault.start}", "save the table as UTF-8")]
    reader = csv.reader(io.StringIO(text))
    head = [cell.strip() for cell in next(reader, [])]
    rows, findings = [], []
    for cells in reader:
        line = reader.line_num
        if len(cells) > len(head):
            said = f"{len(cells)} cells under {len(head)} columns"
            findings.append(Finding(pack, file, line, "", said, "put quotation marks round a cell that holds a comma"))
        elif any(cell.strip() for cell in cells):
            rows.append(Row(Origin(pack, file, line), {h: c.strip() for h, c in zip(head, cells)}))
    return head, rows, findings


def check_file_names(files: PackFiles) -> Iterator[Finding]:
    """Files that no reader knows."""
    for name in files.content:
        stem, _, ending = name.rpartition(".")
        known = name in STRUCTURES | TABLES or (ending == "csv" and stem in LISTS) or ending == "md"
        if not known:
            lists = ", ".join(f"{n}.csv" for n in sorted(LISTS))
            yield Finding(files.name, name, 0, "", "unknown file", f"the lists are {lists}")
    if "pack.yaml" not in files.content:
        yield Finding(files.name, "pack.yaml", 0, "", "missing", "a pack declares itself in pack.yaml")


def check_list(stem: str, head: list[str], rows: list[Row], pack: str) -> Iterator[Finding]:
    """Faults of one list's head and of each of its rows by itself."""
    form, file = LISTS[stem], f"{stem}.csv"
    for column in head:
        if column not in form.columns:
            yield Finding(pack, file, 1, column, "unknown column", f"the columns are {', '.join(form.columns)}")
    for column in form.required:
        if column not in head:
            yield Finding(pack, file, 1, column, "missing column", "add it to the first row")
    for row in rows:
        yield from _check_cells(row, form)
        yield from _check_dates(row)
        yield from _check_point(row)


def _check_cells(row: Row, form: ListForm) -> Iterator[Finding]:
    for column in form.required:
        if column in row.cells and not row.get(column):
            yield found(row, column, "empty", "fill it")
    for column, allowed in form.allowed.items():
        if row.get(column) not in allowed and (row.get(column) or column not in form.required):
            values = ", ".join(sorted(v for v in allowed if v))
            yield found(row, column, f"unknown value {row.get(column)!r}", f"write one of {values}")
    for column, cell in row.cells.items():
        for message, mend, severity in odd_characters(cell, words=column in form.words):
            if column in form.words or column in _TEXT:
                yield found(row, column, message, mend, severity)
    for column in form.words:
        forms = row.forms(column)
        if len(set(forms)) < len(forms) and not row.get("number"):  # a list of numbers may repeat a form
            twice = ", ".join(sorted({f for f in forms if forms.count(f) > 1}))
            yield found(row, column, f"listed twice: {twice}", "leave one out", NOTE)


def _check_dates(row: Row) -> Iterator[Finding]:
    days = {}
    for column in ("from", "to"):
        if row.get(column):
            try:
                days[column] = date.fromisoformat(row.get(column))
            except ValueError:
                yield found(row, column, f"{row.get(column)!r} is no date", "write it as YYYY-MM-DD")
    if len(days) == 2 and days["from"] > days["to"]:
        yield found(row, "from", f"{days['from']} is after {days['to']}", "from is the earlier of the two")


def _check_point(row: Row) -> Iterator[Finding]:
    point = {}
    for column, most in (("lat", 90.0), ("lon", 180.0)):
        if not row.get(column):
            continue
        try:
            point[column] = float(row.get(column))
        except ValueError:
            yield found(row, column, f"{row.get(column)!r} is no number", "write degrees with a point: 34.51")
            continue
        if abs(point[column]) > most:
            yield found(row, column, f"{point[column]} is beyond {most:.0f} degrees", "write degrees, latitude under lat")
    if len(point) == 1 and ("lat" in row.cells and "lon" in row.cells):
        missing = "lon" if "lat" in point else "lat"
        yield found(row, missing, "a point needs both coordinates", "fill it or empty both", WARNING)


def found(row: Row, column: str, message: str, mend: str, severity: str = ERROR) -> Finding:
    """A finding at a row."""
    return Finding(row.origin.pack, row.origin.file, row.origin.line, column, message, mend, severity)
