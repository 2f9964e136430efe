"""The pages cannot rot: every command and option is told, every command told exists, every example runs."""

from __future__ import annotations

import doctest
import io
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from marsad.cli import app
from marsad.packs.schema import LISTS, PLACE_KINDS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "gold" / "README.md", ROOT / "bench" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
USER_PAGES = "\n".join(text for name, text in TEXT.items() if name.startswith("docs/"))


def commands() -> dict[str, Any]:
    """Commands by name, those of a group as "group name"."""
    group = typer.main.get_command(app)
    out: dict[str, Any] = {}
    with typer.Context(group) as ctx:
        for name in group.list_commands(ctx):  # type: ignore[attr-defined]
            command = group.get_command(ctx, name)  # type: ignore[attr-defined]
            inner = getattr(command, "commands", None)
            out |= {f"{name} {sub}": c for sub, c in inner.items()} if inner else {name: command}
    return out


COMMANDS = commands()


def options(command: Any) -> set[str]:
    """All spellings of a command's options."""
    return {opt for p in command.params for opt in (*p.opts, *p.secondary_opts) if opt.startswith("-")} | {"--help"}


def told() -> Iterator[tuple[str, str]]:
    """Page and line of every indented or fenced `marsad ...` command of the pages, comments off."""
    for name, text in TEXT.items():
        for line in text.splitlines():
            if match := re.match(r"(?: {4}|\$ )(.*\bmarsad\b.*)", line):
                for part in re.split(r"&&|\|(?!\|)", match.group(1).split("  #")[0]):
                    words = part.strip()
                    if re.match(r"(?:\S*/)?marsad \w", words):
                        yield name, words


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told(name: str) -> None:
    assert f"marsad {name}" in USER_PAGES, f"no page of docs/ tells of marsad {name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name: str) -> None:
    missing = [p.opts[0] for p in COMMANDS[name].params if p.opts[0].startswith("-")]
    missing = [opt for opt in missing if not any(o in USER_PAGES for o in [opt, *next(p.opts for p in COMMANDS[name].params if opt in p.opts)])]
    assert missing == []


@pytest.mark.parametrize(("page", "line"), sorted(set(told())))
def test_every_command_told_exists(page: str, line: str) -> None:
    words = shlex.split(line)[1:]
    name = next((n for n in (" ".join(words[:2]), words[0]) if n in COMMANDS), "")
    assert name, f"{page}: no command in {line!r}"
    used = {w.split("=")[0] for w in words if re.match(r"--?[a-z]", w)}
    assert used <= options(COMMANDS[name]), f"{page}: {line!r}"


@pytest.mark.parametrize("page", [name for name, text in TEXT.items() if "```python" in text])
def test_python_blocks_run(page: str) -> None:
    for block in re.findall(r"```python\n(.*?)```", TEXT[page], re.DOTALL):
        with redirect_stdout(io.StringIO()) as said:
            exec(compile(block, page, "exec"), {})
        assert said.getvalue(), f"{page}: an example that shows nothing"


@pytest.mark.parametrize("page", [name for name, text in TEXT.items() if ">>>" in text])
def test_python_sessions_say_what_they_show(page: str) -> None:
    outcome = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert outcome.attempted
    assert not outcome.failed


@pytest.mark.parametrize("page", TEXT)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", TEXT[page]):
        if "://" not in target:
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page}: {target}"


@pytest.mark.parametrize("name", LISTS)
def test_every_list_and_its_columns_are_told(name: str) -> None:
    page = TEXT["docs/packs.md"]
    assert f"`{name}.csv`" in page
    section = page.split(f"`{name}.csv`", 1)[1]
    head = section.split("`", 2)[1]
    common = {"example", "not", "source", "note"}
    assert set(head.split(",")) | common >= set(LISTS[name].columns), f"columns of {name}.csv"
    assert set(head.split(",")) <= set(LISTS[name].columns), f"columns of {name}.csv"


def test_every_kind_of_place_is_told() -> None:
    assert [kind for kind in PLACE_KINDS if kind not in TEXT["docs/packs.md"]] == []


def test_the_figures_of_the_readme_are_the_accepted_ones() -> None:
    scores = yaml.safe_load((ROOT / "gold" / "floors.yaml").read_text(encoding="utf-8"))["dev.jsonl"]["scores"]
    alarms = scores.pop("false alarms per empty document")
    told = dict(re.findall(r"^\| (\w+) \| (\d\.\d{3}) \|$", TEXT["README.md"], re.MULTILINE))
    assert told == {name: f"{score:.3f}" for name, score in scores.items()}
    assert f"without any event: {alarms:.3f}" in TEXT["README.md"]


def test_the_readme_has_the_two_commands() -> None:
    lines = [line for line in TEXT["README.md"].splitlines() if line.startswith("    python3 -m venv")]
    assert [line.rsplit("# ", 1)[1] for line in lines] == ["read sample reports", "run the tests"]
    assert all(".venv/bin/pip install -q" in line for line in lines)
