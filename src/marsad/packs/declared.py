"""Faults of a pack's YAML: its declaration, its actors, its event types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from marsad.packs.files import PackFiles
from marsad.packs.findings import Finding
from marsad.packs.load import as_date
from marsad.packs.schema import (
    ACTOR_KEYS,
    ACTOR_KINDS,
    CODE_KEYS,
    EVENT_TYPES,
    PACK_KEYS,
    PACK_KINDS,
    PARENT_KEYS,
    TYPE_KEYS,
)


def parse_yaml(files: PackFiles, file: str) -> tuple[Any, list[Finding]]:
    """The value of a YAML file (None when there is none) and the fault that keeps it from being read."""
    try:
        return yaml.safe_load(files.content.get(file, b"").decode("utf-8")), []
    except (UnicodeDecodeError, yaml.YAMLError) as fault:
        mark = getattr(fault, "problem_mark", None)
        said = getattr(fault, "problem", None) or "not UTF-8"
        line = mark.line + 1 if mark else 0
        return None, [Finding(files.name, file, line, "", f"not readable YAML ({said})", "mend the line")]


def actor_lines(files: PackFiles) -> list[int]:
    """The line at which each entry of `actors.yaml` starts."""
    node = yaml.compose(files.content.get("actors.yaml", b"").decode("utf-8"))
    return [item.start_mark.line + 1 for item in node.value] if isinstance(node, yaml.SequenceNode) else []


def check_declaration(about: Any, pack: str, counts: Mapping[str, int]) -> Iterator[Finding]:
    """Faults of `pack.yaml`; ``counts`` is how many rows each list and the actors have."""
    file = "pack.yaml"
    if not isinstance(about, dict):
        yield Finding(pack, file, 0, "", "holds no keys and values", "see docs/packs.md")
        return
    for key in about:
        if key not in PACK_KEYS:
            yield Finding(pack, file, 0, str(key), "unknown key", f"the keys are {', '.join(sorted(PACK_KEYS))}")
    for key in ("name", "kind", "title"):
        if not about.get(key):
            yield Finding(pack, file, 0, key, "missing", "fill it")
    if about.get("name") not in (None, pack):
        yield Finding(pack, file, 0, "name", f"{about['name']!r} is not the folder's name", f"write {pack}")
    if about.get("kind") and about["kind"] not in PACK_KINDS:
        yield Finding(pack, file, 0, "kind", f"unknown value {about['kind']!r}", "write language or theatre")
    for name, least in (about.get("expect") or {}).items():
        if not isinstance(least, int) or name not in {*counts, "actors"}:
            yield Finding(pack, file, 0, "expect", f"{name}: {least!r}", "name a list of the pack and how many rows it must hold")
        elif counts.get(name, 0) < least:
            said = f"{name}: {counts.get(name, 0)} rows, expected at least {least}"
            yield Finding(pack, file, 0, "expect", said, "were rows lost? else lower the number")


def check_actors(entries: Any, lines: list[int], pack: str) -> Iterator[Finding]:
    """Faults of single entries of `actors.yaml`; references are checked over all packs."""
    seen: dict[str, int] = {}
    for entry, line in zip(entries if isinstance(entries, list) else [], lines):
        for key, message, mend in _entry_faults(entry):
            yield Finding(pack, "actors.yaml", line, key, message, mend)
        name = str(entry.get("id")) if isinstance(entry, dict) else ""
        if name in seen:
            yield Finding(pack, "actors.yaml", line, "id", f"{name} is declared at line {seen[name]} too", "leave one out")
        seen.setdefault(name, line)


def _entry_faults(entry: Any) -> Iterator[tuple[str, str, str]]:
    if not isinstance(entry, dict):
        yield "", "not an actor", "write id, name, kind, country"
        return
    for key in entry:
        if key not in ACTOR_KEYS:
            yield str(key), "unknown key", f"the keys are {', '.join(sorted(ACTOR_KEYS))}"
    for key in ("id", "name", "kind"):
        if not entry.get(key):
            yield key, "missing", "fill it"
    if entry.get("kind") and entry["kind"] not in ACTOR_KINDS:
        yield "kind", f"unknown value {entry['kind']!r}", f"write one of {', '.join(sorted(ACTOR_KINDS))}"
    country = entry.get("country")
    if country and not _is_country(country):
        yield "country", f"{country!r} is no country code", 'write two capitals, "NO" in quotation marks'
    for key in ("parents", "theatres"):
        for other in entry.get(key) or ():
            yield from _span_faults(key, other)
    for theatre in entry.get("theatres") or ():
        if isinstance(theatre, dict) and not _is_country(theatre.get("id")):
            yield (
                "theatres",
                f"{theatre.get('id')!r} is no country code",
                'write two capitals, "NO" in quotation marks',
            )


def _is_country(code: Any) -> bool:
    return isinstance(code, str) and len(code) == 2 and code.isupper()


def _span_faults(key: str, other: Any) -> Iterator[tuple[str, str, str]]:
    """Faults of what an actor belongs to, or where it acts, from a day to a day."""
    if not isinstance(other, dict) or not other.get("id") or set(other) - PARENT_KEYS:
        yield (
            key,
            f"{other!r} is no {'membership' if key == 'parents' else 'theatre'}",
            "write {id: ..., from: ..., to: ...}",
        )
        return
    try:
        start, end = as_date(other.get("from")), as_date(other.get("to"))
    except ValueError as fault:
        yield key, f"{other['id']}: {fault}", "write dates as YYYY-MM-DD"
        return
    if start and end and start > end:
        yield key, f"{other['id']}: {start} is after {end}", "from is the earlier of the two"


def check_event_types(value: Any, pack: str) -> Iterator[Finding]:
    """Faults of `event_types.yaml`: every type of the guide, with its definition and codes."""
    file = "event_types.yaml"
    types = value if isinstance(value, dict) else {}
    for name in sorted(EVENT_TYPES - set(types)):
        yield Finding(pack, file, 0, name, "missing", "every type of event is defined")
    for name, entry in types.items():
        if name not in EVENT_TYPES:
            yield Finding(pack, file, 0, str(name), "unknown type", f"the types are {', '.join(sorted(EVENT_TYPES))}")
        keys = set(entry) if isinstance(entry, dict) else set()
        codes = set(entry.get("codes") or ()) if isinstance(entry, dict) else set()
        for key in sorted((keys - TYPE_KEYS) | (codes - CODE_KEYS)):
            yield Finding(pack, file, 0, f"{name}.{key}", "unknown key", f"the keys are {', '.join(sorted(TYPE_KEYS | CODE_KEYS))}")
        if not {"definition", "codes"} <= keys:
            yield Finding(pack, file, 0, str(name), "lacks definition or codes", "fill them")
