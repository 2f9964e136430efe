"""The command line: help, endings, statuses, and that nothing heavy stands before the help."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from marsad import __version__
from marsad.cli import COULD_NOT_RUN, INTERRUPTED, PIPE_CLOSED, app
from marsad.commands import COMMANDS

TEXT = "قصف الجيش البلدة أمس"  # the army shelled the town yesterday
HEAVY = ("sqlalchemy", "alembic", "rich", "pydantic", "yaml", "marsad.reading", "marsad.store.workspace")
PRESENT = [c for c in COMMANDS if find_spec(f"marsad.commands.{c.module}")]
RUN = [sys.executable, "-m", "marsad"]


def run(*args: object, stdin: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in args], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_help_lists_every_command_with_its_line() -> None:
    status, out, _ = run("--help")
    assert status == 0
    assert all(c.name in out and c.summary[:30] in out for c in PRESENT)


@pytest.mark.parametrize("command", PRESENT, ids=lambda c: c.name)
def test_every_command_explains_itself_with_an_example(command: object) -> None:
    status, out, _ = run(command.name, "--help")  # type: ignore[attr-defined]
    told = " ".join(out.split())
    assert status == 0
    assert "Example: marsad" in told
    assert command.summary.rstrip(".") in told  # type: ignore[attr-defined]


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, marsad; from marsad.cli import app\ntry: app(['--help'])\n"
        f"except SystemExit: print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_version() -> None:
    assert run("version") == (0, f"marsad {__version__}\n", "")


@pytest.mark.parametrize(
    "args", [["bogus"], ["extract"], ["extract", "--bogus", "x"], ["--bogus"], ["export", "bogus"]], ids=str
)
def test_wrong_use_says_so_and_is_no_count_of_failures(args: list[str]) -> None:
    status, out, err = run(*args)
    assert (status, out) == (COULD_NOT_RUN, "")
    assert err.startswith("Usage: ") and "Error: " in err


def test_an_error_of_ours_is_one_line(tmp_path: Path) -> None:
    status, out, err = run("status", "--db", tmp_path / "none.db")
    assert (status, out) == (COULD_NOT_RUN, "")
    assert err.startswith("marsad: ") and err.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("args", [["demo"], ["demo", "--json"], ["demo", "--help"]], ids=str)
def test_no_room_for_the_output_is_one_line(args: list[str]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([*RUN, *args], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == COULD_NOT_RUN
    assert (
        done.stderr
        == "marsad: cannot write the output (No space left on device); make room, or write elsewhere\n"
    )


def test_a_bug_is_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(typer, "echo", fail)
    assert isinstance(CliRunner().invoke(app, ["version"]).exception, ZeroDivisionError)


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT, "title": "x" * 1000}) + "\n"
    (tmp_path / "many.jsonl").write_text(line * 300)
    command = [*RUN, "extract", str(tmp_path / "many.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stderr is not None
        child.stdout.read(10)
        child.stdout.close()
        err = child.stderr.read()
    assert (child.returncode, err) == (PIPE_CLOSED, b"")


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to a child there")
def test_ctrl_c_ends_cleanly_and_leaves_no_half_written_file(tmp_path: Path) -> None:
    line = json.dumps({"text": TEXT}).encode() + b"\n"
    command = [*RUN, "extract", "-"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, **pipes) as child:  # type: ignore[call-overload]
        child.stdin.write(line)
        child.stdin.flush()
        assert json.loads(child.stdout.readline())["id"] == "stdin-1"  # now it waits for more
        child.send_signal(signal.SIGINT)
        err = child.stderr.read()
    assert (child.returncode, err) == (INTERRUPTED, b"marsad: stopped\n")


def test_arabic_goes_out_as_utf8_whatever_the_locale() -> None:
    env = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = subprocess.run([*RUN, "demo"], capture_output=True, env=env, check=True)
    assert "أريحا".encode() in done.stdout  # Ariha
