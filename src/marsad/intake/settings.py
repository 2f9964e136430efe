"""How inputs are taken in, as one value that every reader of a form is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from marsad.intake.captures import Capture
from marsad.intake.outlets import Outlets

# Bytes of one report. The longest report we have met takes 60 kB; a bound of 5 MB keeps a file that is
# something else (a log, a dump, a whole archive glued together) from taking minutes and gigabytes.
MAX_BYTES = 5_000_000


def _clock() -> datetime:
    return datetime.now(UTC)


def _never(_: Capture) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Intake:
    """How inputs are taken in. ``published`` and ``outlet`` stand for reports that do not give their own.

    ``columns`` maps the fields of a report (text, id, published, outlet, title, url) to the keys or columns that
    hold them; ``is_known`` tells of a capture that it was dealt with before, so that it is not read again.
    """

    published: date | None = None
    outlet: str = ""
    max_bytes: int = MAX_BYTES
    left_out: Path | None = None  # the output file, should it lie in a folder that is read
    outlets: Outlets = field(default_factory=Outlets)
    columns: tuple[tuple[str, str], ...] = ()
    is_known: Callable[[Capture], bool] = _never
    now: Callable[[], datetime] = _clock
