"""What a pack check reports: one finding a fault, with its place and its mend."""

from __future__ import annotations

from dataclasses import dataclass

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a pack. ``line`` counts from 1, 0 means the whole file; ``column`` is '' for the whole row."""

    pack: str
    file: str
    line: int
    column: str
    message: str
    mend: str
    severity: str = ERROR

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        column = f" [{self.column}]" if self.column else ""
        return f"{self.severity}: {self.pack}/{self.file}{line}{column}: {self.message}; {self.mend}"


def by_place(finding: Finding) -> tuple[str, str, int, str, str]:
    """Key of findings in the order of packs, files and rows."""
    return finding.pack, finding.file, finding.line, finding.column, finding.message
