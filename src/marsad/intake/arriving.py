"""Files that arrive in a folder: each once it is written, and again when it is written anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from marsad.intake.failures import Failure
from marsad.intake.files import walk_folder
from marsad.intake.kinds import is_read


@dataclass(slots=True)
class Arriving:
    """A folder under watch. A file counts when it has been left alone for ``settle_seconds``."""

    folder: Path
    settle_seconds: float
    taken: dict[str, tuple[int, int]] = field(default_factory=dict)

    def take(self, now: float) -> list[str]:
        """Files by name that are new or changed since they were taken last, and lie still at ``now`` (seconds of the epoch)."""
        out, present = [], set()
        for item in walk_folder(self.folder):
            if isinstance(item, Failure) or not is_read(item.name, item.suffix.lower()):
                continue
            try:
                stat = item.stat()
            except OSError:  # taken away between our look and this
                continue
            name, mark = str(item), (stat.st_size, stat.st_mtime_ns)
            present.add(name)
            if self.taken.get(name) == mark or now - stat.st_mtime < self.settle_seconds:
                continue
            self.taken[name] = mark
            out.append(name)
        self.taken = {name: mark for name, mark in self.taken.items() if name in present}
        return out
