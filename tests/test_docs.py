"""The pages on commands and Python say what is there, and their examples run."""

from __future__ import annotations

import doctest
from importlib.util import find_spec
from pathlib import Path

import pytest
import typer

from marsad.cli import app
from marsad.commands import COMMANDS

DOCS = Path(__file__).parent.parent / "docs"
OURS = ("demo", "extract", "add", "status", "export", "explain", "version")
PRESENT = [c.name for c in COMMANDS if c.name in OURS and find_spec(f"marsad.commands.{c.module}")]
SHARED = {"--help"}


@pytest.mark.parametrize("name", PRESENT)
def test_every_command_and_option_is_documented(name: str) -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    group = typer.main.get_group(app)
    command = group.get_command(None, name)
    assert name in page
    options = {long for parameter in command.params for long in parameter.opts if long.startswith("--")}
    assert [o for o in sorted(options - SHARED) if o not in page] == []


def test_the_python_page_runs() -> None:
    found = doctest.testfile(str(DOCS / "python.md"), module_relative=False, encoding="utf-8")
    assert (found.failed, found.attempted > 3) == (0, True)
