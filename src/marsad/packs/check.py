"""Checks of packs that need no reader: their files, rows, values, letters and references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.packs.declared import actor_lines, check_actors, check_declaration, check_event_types, parse_yaml
from marsad.packs.files import PackFiles
from marsad.packs.findings import Finding
from marsad.packs.outlet_rows import check_outlets
from marsad.packs.references import PackRows, check_points, check_references
from marsad.packs.rows import Row
from marsad.packs.schema import LISTS
from marsad.packs.structure import check_file_names, check_list, parse_list


def check_packs(packs: Sequence[PackFiles]) -> list[Finding]:
    """All findings of ``packs`` held against one another, by pack, file and row as they come."""
    findings: list[Finding] = []
    rows = []
    for files in packs:
        findings.extend(check_file_names(files))
        known, faults = _parse(files)
        findings.extend(faults)
        rows.append(known)
    findings.extend(check_references(rows))
    findings.extend(check_points(rows))
    findings.extend(check_outlets(rows))
    return findings


def _parse(files: PackFiles) -> tuple[PackRows, list[Finding]]:
    findings: list[Finding] = []
    lists: dict[str, list[Row]] = {}
    for file, content in files.content.items():
        stem = file.removesuffix(".csv")
        if file.endswith(".csv") and stem in LISTS:
            head, lists[stem], faults = parse_list(files.name, file, content)
            findings.extend(faults)
            if head:
                findings.extend(check_list(stem, head, lists[stem], files.name))
    about, faults = parse_yaml(files, "pack.yaml")
    findings.extend(faults)
    actors, faults = parse_yaml(files, "actors.yaml")
    findings.extend(faults)
    lines = actor_lines(files) if not faults else []
    findings.extend(check_actors(actors, lines, files.name))
    entries = [(line, entry) for line, entry in zip(lines, actors or ()) if isinstance(entry, dict)]
    counts = {stem: len(rows) for stem, rows in lists.items()} | {"actors": len(entries)}
    findings.extend(_check_yaml(files, about, counts))
    about = about if isinstance(about, dict) else {}
    countries = frozenset(str(c) for c in about.get("countries") or ())
    return PackRows(files.name, str(about.get("kind", "theatre")), countries, lists, entries), findings


def _check_yaml(files: PackFiles, about: object, counts: dict[str, int]) -> Iterator[Finding]:
    if "pack.yaml" in files.content:
        yield from check_declaration(about, files.name, {**dict.fromkeys(LISTS, 0), **counts})
    if "event_types.yaml" in files.content:
        types, faults = parse_yaml(files, "event_types.yaml")
        yield from faults or check_event_types(types, files.name)
