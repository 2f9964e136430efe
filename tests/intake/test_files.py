"""Files, folders and standard input to documents."""

from __future__ import annotations

import hashlib
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest

from marsad.intake.captures import Taken
from marsad.intake.failures import Failure, Notice
from marsad.intake.files import Intake, Item, measure_inputs, read_inputs
from marsad.records import Document

TEXT = "قصف الجيش البلدة أمس"  # the army shelled the town yesterday


def read(*paths: object, stdin: bytes = b"", intake: Intake | None = None) -> list[Item | Document]:
    items = read_inputs([str(p) for p in paths], intake or Intake(), stdin=io.BytesIO(stdin))
    return [item.document if isinstance(item, Taken) else item for item in items]


def ids(items: list[Item | Document]) -> list[str]:
    return [item.id for item in items if isinstance(item, Document)]


def test_a_text_file(tmp_path: Path) -> None:
    file = tmp_path / "report one.txt"
    file.write_bytes(f"{TEXT}\r\n".encode())
    (doc,) = read(file)
    assert isinstance(doc, Document)
    assert (doc.id, doc.text, doc.published_basis) == ("report one", f"{TEXT}\r\n", "unknown")
    assert doc.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_options_stand_for_what_reports_do_not_give(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    own = {"text": TEXT, "published": "2020-01-01", "outlet": "B"}
    (tmp_path / "b.jsonl").write_text(json.dumps(own))
    a, b = read(tmp_path, intake=Intake(published=date(2023, 6, 7), outlet="A"))
    assert isinstance(a, Document) and isinstance(b, Document)
    assert (a.published, a.published_basis, a.outlet) == (date(2023, 6, 7), "given", "A")
    assert (b.published, b.outlet) == (date(2020, 1, 1), "B")


def test_folders_are_read_by_name_with_all_below(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "b/1.txt",
        "a.txt",
        "c.TXT",
        ".hidden.txt",
        ".git/x.txt",
        "picture.png",
        "notes.odt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    items = read(tmp_path)
    assert ids(items) == ["a", "c", "1", "2"]
    (notice,) = (item for item in items if isinstance(item, Notice))
    assert "2 files (1 .odt, 1 .png)" in str(notice) or "2 files (1 .png, 1 .odt)" in str(notice)


def test_stems_met_twice_are_told_apart_by_content(tmp_path: Path) -> None:
    for folder, text in (("a", TEXT), ("b", TEXT + "."), ("c", TEXT + ".")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(text)
    names = ids(read(tmp_path))
    assert names[0] == "x" and len(set(names)) == 3 and all(n.startswith("x-") for n in names[1:])


@pytest.mark.parametrize("stdin", [TEXT.encode(), json.dumps({"id": "stdin", "text": TEXT}).encode()])
def test_standard_input_as_text_or_lines(stdin: bytes) -> None:
    (doc,) = read("-", stdin=stdin)
    assert isinstance(doc, Document)
    assert (doc.id, doc.text) == ("stdin", TEXT)


def test_bad_inputs_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "empty.jsonl").write_bytes(b"\n")
    (tmp_path / "old.txt").write_bytes("кратко".encode("koi8-r"))
    (tmp_path / "list.json").write_text("[{}]")
    (tmp_path / "good.txt").write_text(TEXT)
    bad = [tmp_path / n for n in ("empty", "empty.txt", "empty.jsonl", "old.txt", "list.json", "missing.txt")]
    items = read(*bad, "a\0b", "-", tmp_path / "good.txt")
    assert ids(items) == ["good"]
    told = [str(item) for item in items if isinstance(item, Failure)]
    assert len(told) == 8
    for line, path, reason in zip(
        told,
        [*map(str, bad), "a\\x00b", "<stdin>"],
        [
            "no file in this folder",
            "empty",
            "empty",
            "not UTF-8",
            "one JSON list",
            "no such file",
            "cannot be",
            "empty",
        ],
        strict=True,
    ):
        assert line.startswith(f"{path}: {reason}")
        assert "; " in line and "\n" not in line


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)

    def refuse(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    (failure,) = read(tmp_path / "a.txt")
    assert isinstance(failure, Failure)
    assert failure.reason == "no permission to read it"


def test_one_report_has_a_bound_and_no_more_is_read(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    file.write_bytes((TEXT + "\n").encode() * 1000)
    (failure,) = read(file, intake=Intake(max_bytes=10_000))
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("0.0 MB in one report") and "--max-mb" in failure.mend
    assert ids(read(file, intake=Intake(max_bytes=file.stat().st_size))) == ["big"]


def test_the_output_in_a_folder_that_is_read_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "out.jsonl").write_text("{}")
    items = read(tmp_path, intake=Intake(left_out=(tmp_path / "out.jsonl").resolve()))
    assert ids(items) == ["a"] and len(items) == 1


def test_bytes_are_measured_and_heard_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": TEXT}) + "\n{\n")
    (tmp_path / "c.png").write_text("x")
    heard: list[int] = []
    list(read_inputs([str(tmp_path)], Intake(), stdin=io.BytesIO(), on_bytes=heard.append))
    assert sum(heard) == measure_inputs([str(tmp_path)]) == sum(f.stat().st_size for f in tmp_path.iterdir())
    assert measure_inputs(["-"]) is None


def test_what_a_browser_saved_beside_a_page_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "frame.html").write_text("<html></html>")
    (tmp_path / "a.html").write_text(f"<html><body><p>{(TEXT + ' ') * 9}.</p></body></html>")
    assert ids(read(tmp_path)) == ["a"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are not everywhere")
def test_a_named_pipe_in_a_folder_does_not_hang_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text(TEXT)
    assert ids(read(tmp_path)) == ["a"]
