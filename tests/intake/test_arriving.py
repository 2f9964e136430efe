"""Files that arrive: once they lie still, and again when they are written anew."""

from __future__ import annotations

import os
from pathlib import Path

from marsad.intake.arriving import Arriving


def write(file: Path, at: float, text: str = "x") -> None:
    file.write_text(text)
    os.utime(file, (at, at))


def test_files_are_taken_once_they_lie_still_and_again_when_they_change(tmp_path: Path) -> None:
    arriving = Arriving(tmp_path, 2.0)
    write(tmp_path / "a.txt", 100.0)
    write(tmp_path / "a.png", 1.0)
    assert arriving.take(101.0) == []
    assert arriving.take(102.5) == [str(tmp_path / "a.txt")]
    assert arriving.take(200.0) == []
    write(tmp_path / "a.txt", 150.0, "longer")
    write(tmp_path / "b.txt", 150.0)
    assert arriving.take(200.0) == [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    (tmp_path / "a.txt").unlink()
    assert arriving.take(300.0) == []
    write(tmp_path / "a.txt", 150.0, "longer")  # back as it was: it is told by its content whether it is news
    assert arriving.take(300.0) == [str(tmp_path / "a.txt")]
