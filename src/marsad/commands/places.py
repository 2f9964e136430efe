"""`marsad places`: bring place data, and look places up."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from marsad.commands.inputs import MOST_FAILED, SHOWN_A_FILE
from marsad.commands.progress import Progress
from marsad.errors import InputError, MarsadError, PlacesError
from marsad.gazetteer.building import build_index
from marsad.gazetteer.files import tables_in
from marsad.gazetteer.importing import Outcome, Wanted, Watch, import_file
from marsad.gazetteer.index import read_index
from marsad.gazetteer.records import RowFault
from marsad.gazetteer.search import (
    Entry,
    Kept,
    find_kept,
    find_merged,
    find_row,
    search_index,
    search_packs,
    search_store,
)
from marsad.gazetteer.store import INDEX, STORE, default_folder, open_store, read_sources
from marsad.gazetteer.tables import FIELDS
from marsad.gazetteer.units import load_units
from marsad.packs.load import load_packs

Files = Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help="Tables of places: .txt, .tsv, .csv, or one of them in a .zip or .gz.")]
Folder = Annotated[
    Path | None, typer.Option("--to", metavar="DIR", help="Where imported places are kept [MARSAD_PLACES, else the user's data folder].")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Country = Annotated[str, typer.Option("--country", metavar="ISO", help="Only places of this country (two letters).")]
Mapped = Annotated[list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Which column holds what; may be given several times.")]


def register(app: typer.Typer) -> None:
    """Add `places` with its commands to ``app``."""
    about = "Bring place data for the countries you work on, and look places up."
    places = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help=about, epilog="Example: marsad places search Ariha")
    places.command("import", epilog="Example: marsad places import SY.zip communities.csv --source OCHA --licence 'CC BY-IGO'")(import_places)
    places.command(epilog="Example: marsad places search Ariha --country SY")(search)
    places.command(epilog="Example: marsad places show SY07")(show)
    places.command(epilog="Example: marsad places stats")(stats)
    app.add_typer(places, name="places")


def import_places(
    files: Files = None,
    to: Folder = None,
    source: Annotated[str, typer.Option(metavar="NAME", help="Who made the data, for the credits; known by itself for common sources.")] = "",
    licence: Annotated[str, typer.Option(metavar="TEXT", help="Licence of the data.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", metavar="TEXT", help="Version of the data; the file's date when not told.")] = "",
    country: Annotated[str, typer.Option(metavar="ISO", help="Country of rows that name none (two letters).")] = "",
    columns: Mapped = None,
    faults: Annotated[Path | None, typer.Option(metavar="FILE", help="Write every fault there: file, row, kind, message.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the index anew from what is kept, without importing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring tables of places into the index that extract and add use.

    Takes GeoNames country dumps and alternateNamesV2, OCHA tables with P-codes, Who's On First tables, and any other
    table by its columns; a folder stands for the tables in it. A run that is cut short goes on where it ended; the old index serves until the new one is
    whole. Rows with a fault are told by number and kept out of matching.
    """
    if not files and not rebuild:
        raise typer.BadParameter("name the files to import, or --rebuild", param_hint="FILE...")
    wanted = Wanted(source, licence, as_of, country.upper(), _columns(columns or []))
    folder = to or default_folder()
    units = load_units(load_packs())
    with open_store(folder, make=True) as db, _fault_file(faults) as tell:
        outcomes: list[Outcome] = []
        tables, empty = _tables(files or [])
        size = sum(path.stat().st_size for path in tables if path.is_file())
        with Progress("importing", size or None, unit="rows") as progress:
            for line in empty:
                progress.say(f"not read: {line}")
            failed = len(empty)
            for path in tables:
                shown = _Shown(progress, tell)
                try:
                    outcomes.append(import_file(db, path, wanted, units, Watch(progress.advance, shown.fault)))
                except InputError as fault:
                    progress.say(f"not read: {fault}")
                    failed += 1
                shown.end(str(path))
        built = None
        if rebuild or not (folder / INDEX).is_file() or any(not o.already for o in outcomes):
            built = build_index(db, folder, units)
    _tell_import(outcomes, built, folder, as_json)
    if failed:
        raise typer.Exit(min(failed, MOST_FAILED))


def _tables(named: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """The tables of files and folders, and what is wrong with folders that hold none."""
    tables: list[Path] = []
    empty: list[str] = []
    for path in named:
        try:
            tables += tables_in(path)
        except InputError as fault:
            empty.append(str(fault))
    return tables, empty


def _columns(told: Iterable[str]) -> dict[str, str]:
    out: dict[str, str] = {}
    for item in told:
        field, equals, column = item.partition("=")
        if not equals or field not in FIELDS:
            raise typer.BadParameter(f"{item!r} is not FIELD=COLUMN; fields are {', '.join(FIELDS)}", param_hint="--map")
        out[field] = column
    return out


class _Shown:
    """Tells a file's first faults line by line and counts the others by kind."""

    def __init__(self, progress: Progress, tell: Any) -> None:
        self._progress, self._tell = progress, tell
        self._kinds: Counter[str] = Counter()

    def fault(self, path: str, fault: RowFault) -> None:
        self._kinds[fault.kind] += 1
        self._tell(path, fault)
        if self._kinds.total() <= SHOWN_A_FILE:
            self._progress.say(f"{path}: {fault}")

    def end(self, path: str) -> None:
        more = self._kinds.total() - SHOWN_A_FILE
        if more > 0:
            kinds = ", ".join(f"{kind} {number:,}" for kind, number in self._kinds.most_common())
            self._progress.say(f"{path}: {more:,} more faulty rows; in all: {kinds}; --faults FILE writes them all")


@contextmanager
def _fault_file(path: Path | None) -> Iterator[Any]:
    if path is None:
        yield lambda name, fault: None
        return
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(("file", "row", "kind", "message"))
            yield lambda name, fault: writer.writerow((name, fault.row, fault.kind, fault.message))
    except OSError as fault:
        raise InputError(f"{path}: cannot be written ({fault.strerror}); name another file with --faults") from fault


def _tell_import(outcomes: Sequence[Outcome], built: tuple[str, int, int] | None, folder: Path, as_json: bool) -> None:
    if as_json:
        files = [{"file": o.path, "rows": o.rows, "matched": o.matched, "already": o.already, "faults": dict(o.faults)} for o in outcomes]
        index = dict(zip(("version", "places", "merged"), built, strict=True)) if built else None
        typer.echo(json.dumps({"files": files, "index": index, "folder": str(folder)}))
        return
    for o in outcomes:
        told = "already imported" if o.already else f"{o.rows:,} rows, {o.matched:,} fit to be matched"
        typer.echo(f"{o.path}: {told}")
    if built:
        typer.echo(f"index {built[0]} of {built[1]:,} places ({built[2]:,} rows merged as duplicates) in {folder}")


def search(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="A place's name or its beginning, Arabic or English.")],
    country: Country = "",
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Show at most N.")] = 20,
    to: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Look a place up by name, in what comes with Marsad and in what was imported; exact matches first."""
    name, folder, code = " ".join(names), to or default_folder(), country.upper()
    found = list(search_packs(load_packs(), name, code))
    index = read_index(folder)
    if index is not None:
        found += search_index(index, name, code)
    if (folder / STORE).is_file() and name.isascii():
        with open_store(folder) as db:
            known = {entry.id for entry in found}
            found += (entry for entry in islice(search_store(db, name, code), 10 * limit) if entry.id not in known)
    found.sort(key=lambda entry: (not entry.exact, -_likeness(name, entry)))
    if not found:
        raise PlacesError(f"no place named {name!r}; import place data with: marsad places import FILE")
    for entry in found[:limit]:
        typer.echo(json.dumps(asdict(entry), ensure_ascii=False) if as_json else _line(entry))
    if len(found) > limit:
        typer.echo(f"{len(found) - limit} more; --limit shows them", err=True)


def _likeness(name: str, entry: Entry) -> float:
    return max(SequenceMatcher(None, name.lower(), told.lower()).ratio() for told in (entry.name, entry.name_en))


def _line(entry: Entry) -> str:
    point = f"{entry.lat:.4f}, {entry.lon:.4f}" if entry.lat is not None and entry.lon is not None else "no point"
    inside = ", ".join(v for v in (entry.admin1, entry.country) if v)
    names = " / ".join(v for v in (entry.name, entry.name_en) if v)
    return f"{names} ({entry.kind}; {inside}) {point}{' ' + entry.pcode if entry.pcode else ''} [{entry.where}]"


def show(
    code: Annotated[str, typer.Argument(metavar="ID", help="Id of a source, P-code, GeoNames id, or a pack's row (syria/places.csv:12).")],
    to: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Show all that is kept of a place: names, source and licence, what was merged into it and why, its faults."""
    folder = to or default_folder()
    listed = find_row(load_packs(), code)
    if listed is not None:
        typer.echo(json.dumps(asdict(listed), ensure_ascii=False) if as_json else _line(listed))
        return
    with open_store(folder) as db:
        kept = [(place, find_merged(db, place.entry.id)) for place in find_kept(db, code)]
    if not kept:
        raise PlacesError(f"no place with the id {code!r}; marsad places search NAME shows ids")
    for place, merged in kept:
        typer.echo(json.dumps({**asdict(place), "merged": merged}, ensure_ascii=False) if as_json else "\n".join(_lines(place, merged)))


def _lines(place: Kept, merged: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield _line(place.entry)
    yield f"  id         {place.entry.id}"
    yield f"  names      {'، '.join(place.names) or 'no Arabic name'}"
    yield f"  units      {', '.join(u for u in place.units if u) or 'not told'}"
    if place.population:
        yield f"  population {place.population:,}"
    yield f"  credit     {place.entry.where} ({place.version}, {place.licence})"
    if place.fault:
        yield f"  kept out of matching: {place.fault}"
    if place.merged_into:
        yield f"  merged into {place.merged_into}: {place.reason}"
    for key, reason in merged:
        yield f"  holds {key}: {reason}"


def stats(to: Folder = None, as_json: AsJson = False) -> None:
    """Show how many places there are, of which sources under which licences, and how many rows are faulty."""
    packs, folder = load_packs(), to or default_folder()
    listed = Counter({stem: len(packs.rows(stem)) for stem in ("admin1", "admin2", "places", "seed_places")})
    imported = _imported(folder) if (folder / STORE).is_file() else None
    if as_json:
        typer.echo(json.dumps({"listed": dict(listed), "imported": imported}, ensure_ascii=False))
        return
    told = ", ".join(f"{number:,} {stem.replace('_', ' ')}" for stem, number in listed.items())
    typer.echo(f"with Marsad: {told} (seed places: GeoNames, CC BY 4.0)")
    if imported is None:
        typer.echo(f"imported: none in {folder}")
        return
    typer.echo(f"imported: index {imported['version'] or 'missing'}, {imported['names']:,} names, {imported['merged']:,} rows merged, in {folder}")
    for source in imported["sources"]:
        faults = ", ".join(f"{kind} {number:,}" for kind, number in source["faults"].items()) or "no faults"
        whole = "" if source["whole"] else "; NOT WHOLE: import it again"
        typer.echo(f"  {source['name']} {source['file']} ({source['version']}, {source['licence']}): {source['rows']:,} rows; {faults}{whole}")


def _imported(folder: Path) -> dict[str, Any]:
    try:
        index = read_index(folder)
    except MarsadError:
        index = None
    with open_store(folder) as db:
        faults: dict[int, dict[str, int]] = {}
        for key, kind, number in db.execute("SELECT source, kind, count(*) FROM fault GROUP BY source, kind ORDER BY count(*) DESC"):
            faults.setdefault(key, {})[kind] = number
        rows = dict(db.execute("SELECT source, count(*) FROM place GROUP BY source").fetchall())
        merged = db.execute("SELECT count(*) FROM place WHERE into_key IS NOT NULL").fetchone()[0]
        sources = [{"name": s.name, "file": Path(s.path).name, "licence": s.licence, "version": s.version, "rows": rows.get(s.key, 0),
                    "whole": s.whole, "faults": faults.get(s.key, {})} for s in read_sources(db)]
    return {"version": index.version if index else "", "names": len(index.names) if index else 0, "merged": merged, "sources": sources}
