"""Reading packs from their folder: CSV lists and YAML structures to records.

The faults that make a pack unreadable stop loudly here with file and row; what a pack should also
satisfy (examples, collisions, references) is checked by ``marsad.packs.check``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from marsad.errors import PackError
from marsad.packs.rows import Actor, Membership, Origin, Pack, Packs, Row

LANGUAGE = "arabic"


def bundled_root() -> Traversable:
    """The folder of packs that comes with Marsad."""
    return files("marsad") / "data"


def load_packs(names: Iterable[str] | None = None, roots: Iterable[Traversable | Path] = ()) -> Packs:
    """The language pack and the theatre packs ``names`` (all when None), from the bundled root and ``roots``.

    Raises PackError for an unknown name or an unreadable pack.
    """
    folders = {f.name: f for root in (bundled_root(), *roots) for f in root.iterdir() if (f / "pack.yaml").is_file()}
    wanted = sorted(folders) if names is None else list(dict.fromkeys(names))
    unknown = [n for n in wanted if n not in folders]
    if unknown:
        raise PackError(f"no pack named {', '.join(unknown)}; there are: {', '.join(sorted(folders))}")
    order = [LANGUAGE, *(n for n in wanted if n != LANGUAGE)]
    return Packs(tuple(load_pack(folders[n]) for n in order if n in folders))


def load_pack(folder: Traversable | Path) -> Pack:
    """One pack from its folder. Raises PackError with file and line."""
    about = _mapping(_yaml(folder / "pack.yaml", folder.name), folder.name, "pack.yaml")
    lists: dict[str, tuple[Row, ...]] = {}
    structures: dict[str, object] = {}
    tables: dict[str, str] = {}
    for item in sorted(folder.iterdir(), key=lambda f: f.name):
        stem, _, ending = item.name.rpartition(".")
        if ending == "csv":
            lists[stem] = read_rows(item.read_bytes(), pack=folder.name, file=item.name)
        elif ending == "yaml" and stem not in ("pack", "actors"):
            structures[stem] = _yaml(item, folder.name)
        elif ending == "tsv":
            tables[stem] = item.read_text(encoding="utf-8")
    declared = folder / "actors.yaml"
    actors = _actors(_yaml(declared, folder.name), folder.name) if declared.is_file() else ()
    expect = _mapping(about.get("expect") or {}, folder.name, "pack.yaml")
    return Pack(
        name=folder.name,
        kind=str(about.get("kind", "theatre")),
        title=str(about.get("title", folder.name)),
        countries=tuple(str(c) for c in _items(about.get("countries"))),
        expect={str(k): int(str(v)) for k, v in expect.items()},
        lists=lists,
        actors=actors,
        structures=structures,
        tables=tables,
    )


def read_rows(content: bytes, *, pack: str, file: str) -> tuple[Row, ...]:
    """Rows of one CSV list. Raises PackError when it is not UTF-8 or a row has too many cells."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise PackError(f"{pack}/{file}: not UTF-8 at byte {fault.start}; save the table as UTF-8") from fault
    reader = csv.reader(io.StringIO(text))
    head = [c.strip() for c in next(reader, [])]
    rows = []
    for cells in reader:
        if not any(c.strip() for c in cells):
            continue
        if len(cells) > len(head):
            raise PackError(
                f"{pack}/{file}:{reader.line_num}: {len(cells)} cells under {len(head)} columns; "
                "put quotation marks round a cell that holds a comma"
            )
        named = {h: c.strip() for h, c in zip(head, cells, strict=False)}
        rows.append(Row(Origin(pack, file, reader.line_num), named))
    return tuple(rows)


def _yaml(item: Traversable | Path, pack: str) -> object:
    try:
        return yaml.load(item.read_text(encoding="utf-8"), Loader=_LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise PackError(f"{pack}/{item.name}: not readable YAML: {' '.join(str(fault).split())}") from fault


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _mapping(value: object, pack: str, file: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise PackError(f"{pack}/{file}: must hold keys and values")
    return value


def _actors(value: object, pack: str) -> tuple[Actor, ...]:
    out = []
    for n, item in enumerate(value if isinstance(value, list) else [], 1):
        entry = _mapping(item, pack, f"actors.yaml entry {n}")
        try:
            out.append(
                Actor(
                    id=str(entry["id"]),
                    name=str(entry["name"]),
                    kind=str(entry.get("kind") or "armed-group"),
                    country=str(entry["country"]) if entry.get("country") else None,
                    parents=_belongings(entry, "parents"),
                    pack=pack,
                    partners=_belongings(entry, "partners"),
                    successors=_belongings(entry, "successors"),
                    theatres=_belongings(entry, "theatres"),
                )
            )
        except (KeyError, TypeError, ValueError, AssertionError) as fault:
            raise PackError(f"{pack}/actors.yaml entry {n}: {fault!r}; an actor needs id, name, kind, country") from fault
    return tuple(out)


def _belongings(entry: Mapping[str, object], key: str) -> tuple[Membership, ...]:
    told = entry.get(key) or []
    assert isinstance(told, list)
    return tuple(Membership(str(p["id"]), as_date(p.get("from")), as_date(p.get("to"))) for p in told)


def as_date(value: object) -> date | None:
    """An ISO date from a YAML or CSV cell; None when empty. Raises ValueError."""
    if value is None or value == "":
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []
