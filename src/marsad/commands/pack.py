"""`marsad pack`: check and list the packs that drive the reading."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from marsad.checks.run import check_all
from marsad.errors import InputError, PackError
from marsad.packs.check import check_packs
from marsad.packs.files import PackFiles, read_pack_files
from marsad.packs.findings import ERROR, SEVERITIES, Finding
from marsad.packs.load import bundled_root, load_packs
from marsad.reading import make_reader

FAULTY = 1  # exit status when a pack has errors

Names = Annotated[list[str] | None, typer.Argument(metavar="NAME...", help="Packs to report on; all when none is named.")]
Root = Annotated[
    Path | None, typer.Option("--path", metavar="DIR", help="A pack's folder, or a folder of packs, beside the bundled ones.")
]
All = Annotated[bool, typer.Option("--notes", help="Also show notes: what is right, and good to know.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON: one object a line.")]

_ABOUT_FAULTS = "the packs cannot be loaded, so examples and names were not checked; mend the errors above first"


def register(app: typer.Typer) -> None:
    """Add `pack` with its commands to ``app``."""
    about = "Check and list the packs that drive the reading."
    pack = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help=about, epilog="Example: marsad pack check syria")
    pack.command(epilog="Example: marsad pack check syria --path my-packs/")(check)
    pack.command(name="list", epilog="Example: marsad pack list")(show)
    app.add_typer(pack, name="pack")


def check(names: Names = None, path: Root = None, notes: All = False, as_json: AsJson = False) -> None:
    """Check packs: rows, letters, references, collisions, and every example by the reader itself.

    A finding a line: file, row, column, fault and mend. Exit status 1 when there are errors.
    """
    folders = _folders(path)
    chosen = _known(names or [], folders)
    files = [read_pack_files(folders[name]) for name in sorted(folders)]
    findings, readable = _findings(files, [path] if path else [], chosen)
    shown = [f for f in findings if notes or as_json or f.severity != SEVERITIES[-1]]
    for finding in shown:
        typer.echo(json.dumps(asdict(finding), ensure_ascii=False) if as_json else str(finding))
    count = Counter(f.severity for f in findings)
    told = ", ".join(f"{count[s]} {s}{'' if count[s] == 1 else 's'}" for s in SEVERITIES)
    number = len(chosen or folders)
    typer.echo(f"{number} pack{'' if number == 1 else 's'} checked: {told}", err=True)
    if not readable:
        typer.echo(_ABOUT_FAULTS, err=True)
    if count[ERROR]:
        raise typer.Exit(FAULTY)


def _findings(files: list[PackFiles], roots: list[Path], names: list[str]) -> tuple[list[Finding], bool]:
    """The findings, and whether the packs could be loaded and read with."""
    try:
        packs = load_packs(roots=[_root(root) for root in roots])
        return check_all(files, packs, make_reader(packs), names), True
    except PackError as fault:
        findings = [f for f in check_packs(files) if not names or f.pack in names]
        if not any(f.severity == ERROR for f in findings):
            findings.append(Finding("", str(fault).split(":")[0], 0, "", str(fault), "mend it and check again"))
        return findings, False


def show(path: Root = None, as_json: AsJson = False) -> None:
    """List the packs: kind, countries, and how many rows they hold."""
    for pack in load_packs(roots=[_root(path)] if path else []).packs:
        counts = {"actors": len(pack.actors)} | {stem: len(rows) for stem, rows in pack.lists.items()}
        if as_json:
            about = {"name": pack.name, "kind": pack.kind, "title": pack.title, "countries": list(pack.countries)}
            typer.echo(json.dumps(about | {"rows": counts}, ensure_ascii=False))
        else:
            rows = ", ".join(f"{number:,} {stem.replace('_', ' ')}" for stem, number in counts.items() if number)
            typer.echo(f"{pack.name:<10} {pack.title} ({', '.join(pack.countries) or pack.kind}): {rows}")


def _folders(path: Path | None) -> dict[str, Traversable | Path]:
    """Pack folders by name: the bundled ones and those of ``path``, which win over bundled ones of their name."""
    found: dict[str, Traversable | Path] = {f.name: f for f in _packs_in(bundled_root().iterdir())}
    if path is not None:
        own = list(_packs_in(_root(path).iterdir())) if path.is_dir() else []
        if not own:
            raise InputError(f"{path}: no pack there; name a folder with a pack.yaml, or one that holds such folders")
        found |= {f.name: f for f in own}
    return found


def _packs_in(folders: Iterable[Traversable | Path]) -> Iterable[Traversable | Path]:
    return (folder for folder in folders if (folder / "pack.yaml").is_file())


def _root(path: Path) -> Path:
    """The folder of packs that ``path`` is, or the one in which it is a pack."""
    resolved = path.resolve()
    return resolved.parent if (resolved / "pack.yaml").is_file() else resolved


def _known(names: list[str], folders: Iterable[str]) -> list[str]:
    unknown = [name for name in names if name not in set(folders)]
    if unknown:
        raise PackError(f"no pack named {', '.join(unknown)}; there are: {', '.join(sorted(folders))}")
    return names
