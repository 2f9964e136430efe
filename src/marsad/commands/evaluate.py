"""`marsad evaluate`: scores against annotated reports, errors, gains and losses, floors."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from marsad.api import default_reader
from marsad.commands.progress import Progress
from marsad.commands.scores import (
    change_lines,
    error_lines,
    place_lines,
    score_lines,
    time_error_lines,
    time_lines,
)
from marsad.errors import InputError
from marsad.evaluation.floors import (
    Floor,
    accept_scores,
    check_floor,
    floors_value,
    parse_floors,
    pinned_scores,
)
from marsad.evaluation.gains import compare_runs
from marsad.evaluation.gold import kept_prediction, parse_lines, predict
from marsad.evaluation.likeness import Record
from marsad.evaluation.linking import has_incidents, link_predictions
from marsad.evaluation.places import PlaceEvaluation, check_points, evaluate_places
from marsad.evaluation.score import Evaluation
from marsad.evaluation.score import evaluate as measure
from marsad.evaluation.times import TimeEvaluation, evaluate_times
from marsad.exports.jsonl import record_line
from marsad.gazetteer.units import load_units
from marsad.incidents.linker import make_linker
from marsad.packs.load import load_packs

_EXAMPLE = "Example: marsad evaluate gold/dev.jsonl --errors 5 --floors gold/floors.yaml"
_ABOUT_FLOORS = "# Scores that a run may not fall below. Written by marsad evaluate --accept; lowering one needs --lower.\n"
_EVENTS, _TIMES, _PLACES = ("id", "text", "events"), ("id", "text", "times"), ("id", "text", "lat", "lon")
MISSES = 10  # of places, shown when --errors does not say
ACCEPTED = "accepted"  # the folder beside the floors that keeps the runs they were read on
BELOW = 1  # exit status when a run is below a floor

Gold = Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated reports, one JSON object a line.")]
Predicted = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Score these records instead of reading the texts.")
]
Against = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="List gains and losses against these records of an earlier run."),
]
Errors = Annotated[
    int | None, typer.Option(metavar="N", min=0, help="Show N errors of each class, with their sentences.")
]
Floors = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Fail when a score is below its floor there.")
]
Accept = Annotated[
    bool, typer.Option("--accept", help="Make the scores the new floors, and keep the run beside them.")
]
Lower = Annotated[str, typer.Option(metavar="REASON", help="Let --accept lower a floor; the reason is kept.")]
Times = Annotated[bool, typer.Option("--times", help="GOLD holds time expressions: measure those.")]
Places = Annotated[bool, typer.Option("--places", help="GOLD holds texts with their true point: measure places.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")]


def register(app: typer.Typer) -> None:
    """Add `evaluate` to ``app``."""
    app.command(epilog=_EXAMPLE)(evaluate)


def evaluate(
    gold: Gold,
    predicted: Predicted = None,
    against: Against = None,
    errors: Errors = None,
    floors: Floors = None,
    accept: Accept = False,
    lower: Lower = "",
    times: Times = False,
    places: Places = False,
    as_json: AsJson = False,
) -> None:
    """Score the reading against annotated reports.

    Reads the texts of GOLD, told their publication dates, and compares events one to one. Exit status 1
    when a score is below its floor.
    """
    if accept and floors is None:
        raise typer.BadParameter("--accept needs --floors FILE, where the scores are kept")
    if times and places:
        raise typer.BadParameter("measures one thing at a time: --times or --places")
    content = _read(gold)
    docs = parse_lines(content, str(gold), _TIMES if times else _PLACES if places else _EVENTS)
    if places:
        check_points(docs, str(gold))
    run = _run(docs, predicted, times or places)
    if times:
        summary = _show_times(docs, run, errors or 0, as_json)
    elif places:
        summary = _show_places(docs, run, MISSES if errors is None else errors, as_json)
    else:
        summary = _show_events(docs, run, against, errors or 0, as_json)
    if floors is not None:
        kept = None if times or places else [kept_prediction(run[doc["id"]]) for doc in docs if doc["id"] in run]
        _hold(floors, gold.name, content, pinned_scores(summary), accept, lower, kept)


def _run(docs: Sequence[Record], predicted: Path | None, mentions: bool) -> dict[str, Record]:
    """The records to score, by id: from the file, else read now."""
    if predicted is not None:
        return _records(predicted)
    reader = default_reader()
    out: dict[str, Record] = {}
    with Progress("reading", sum(len(doc["text"]) for doc in docs)) as progress:
        for doc in docs:
            out[doc["id"]] = predict(doc, reader, mentions=mentions)
            progress.advance(len(doc["text"]))
            progress.count()
    return link_predictions(docs, out, make_linker(reader.packs)) if not mentions and has_incidents(docs) else out


def _records(path: Path) -> dict[str, Record]:
    return {record["id"]: record for record in parse_lines(_read(path), str(path), ("id", "events"))}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise InputError(f"{path}: cannot be read ({fault.strerror}); name a file of JSON lines") from fault


def _show_events(
    docs: Sequence[Record], run: Mapping[str, Record], against: Path | None, errors: int, as_json: bool
) -> dict[str, Any]:
    measured: Evaluation = measure(docs, run)
    summary = measured.summary()
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False))
        return summary
    texts = {doc["id"]: doc["text"] for doc in docs}
    _say(score_lines(summary))
    if errors:
        _say(error_lines(measured.errors(), texts, errors))
    if against is not None:
        _say(change_lines(compare_runs(measure(docs, _records(against)), measured), texts))
    return summary


def _show_times(
    docs: Sequence[Record], run: Mapping[str, Record], errors: int, as_json: bool
) -> dict[str, Any]:
    told = {name: record.get("mentions", {}).get("times", ()) for name, record in run.items()}
    measured: TimeEvaluation = evaluate_times(docs, told)
    if as_json:
        typer.echo(json.dumps(measured.summary(), ensure_ascii=False))
    else:
        _say(time_lines(measured))
        if errors:
            _say(time_error_lines(measured.errors, {doc["id"]: doc["text"] for doc in docs}, errors))
    return measured.summary()


def _show_places(docs: Sequence[Record], run: Mapping[str, Record], errors: int, as_json: bool) -> dict[str, Any]:
    measured: PlaceEvaluation = evaluate_places(docs, run, load_units(load_packs()).country_at)
    if as_json:
        typer.echo(json.dumps(measured.summary(), ensure_ascii=False))
    else:
        _say(place_lines(measured, errors))
    return measured.summary()


def _say(lines: Any) -> None:
    for line in lines:
        typer.echo(line)


def _hold(
    path: Path,
    name: str,
    content: bytes,
    scores: dict[str, float],
    accept: bool,
    lower: str,
    kept: list[Record] | None,
) -> None:
    """Check ``scores`` against the floors of ``path``, or make them the floors and keep the run."""
    floors = parse_floors(_yaml(path), str(path)) if path.exists() else {}
    digest = hashlib.sha256(content).hexdigest()
    floor = floors.get(name)
    if accept:
        floors[name] = accept_scores(floor, scores, sha256=digest, day=date.today().isoformat(), reason=lower)
        _write(
            path,
            (
                _ABOUT_FLOORS + yaml.safe_dump(floors_value(floors), sort_keys=False, allow_unicode=True)
            ).encode(),
        )
        if kept is not None:
            (path.parent / ACCEPTED).mkdir(exist_ok=True)
            _write(path.parent / ACCEPTED / name, b"".join(record_line(record) for record in kept))
        typer.echo(f"accepted: floors of {name} in {path}", err=True)
    else:
        _check(path, name, floor, digest, scores)


def _check(path: Path, name: str, floor: Floor | None, digest: str, scores: Mapping[str, float]) -> None:
    if floor is None:
        raise InputError(f"{path}: no floors for {name}; set them with --accept")
    if floor.sha256 != digest:
        raise InputError(
            f"{path}: the floors of {name} were read on another file; look at the change, then --accept --lower"
        )
    breaches = check_floor(floor, scores)
    for breach in breaches:
        typer.echo(f"below its floor: {breach}", err=True)
    if breaches:
        raise typer.Exit(BELOW)
    typer.echo(f"all {len(floor.scores)} floors of {name} held", err=True)


def _yaml(path: Path) -> object:
    try:
        return yaml.safe_load(_read(path))
    except yaml.YAMLError as fault:
        raise InputError(f"{path}: not readable YAML: {' '.join(str(fault).split())}") from fault


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as fault:
        raise InputError(f"{path}: cannot be written ({fault.strerror})") from fault
