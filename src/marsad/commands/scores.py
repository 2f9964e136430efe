"""Scores, errors, gains and losses as text for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marsad.evaluation.floors import ALARMS
from marsad.evaluation.gains import Change, sentence_with
from marsad.evaluation.likeness import Record, fillers, trigger_text
from marsad.evaluation.places import PlaceEvaluation
from marsad.evaluation.score import Pair
from marsad.evaluation.times import TimeError, TimeEvaluation

_HEAD = f"{'':12} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6} {'pred':>6}"


def score_lines(summary: Mapping[str, Any]) -> Iterator[str]:
    """The table of a summary: event, accept, slot, each slot, links where there are, false alarms."""
    yield _HEAD
    for name in ("event", "accept", "slot"):
        yield _row(name, summary[name])
    for name, row in summary["slots"].items():
        yield _row(f"  {name}", row)
    if "links" in summary:
        yield _row("links", summary["links"])
        b = summary["incident B3"]
        yield f"{'incident B3':12} {b['p']:6.3f} {b['r']:6.3f} {b['f1']:6.3f}"
    yield f"{ALARMS}: {summary[ALARMS]}"


def time_lines(evaluation: TimeEvaluation) -> Iterator[str]:
    """The table of a time measure."""
    summary = evaluation.summary()
    yield _HEAD
    yield _row("time", summary["time"])
    yield f"exact intervals: {summary['exact']:.3f}; found: {summary['found']:.3f}; false hits: {summary['false hits']}"


def place_lines(evaluation: PlaceEvaluation, most: int) -> Iterator[str]:
    """The shares of a place measure, and the worst misses: how far, what was told and what is true."""
    for name, value in evaluation.summary().items():
        yield f"{name:20} {value:6.3f}" if isinstance(value, float) else f"{name:20} {value:6}"
    misses = evaluation.misses(most)
    if misses:
        yield ""
        yield f"worst misses ({len(misses)}):"
    for miss in misses:
        place = miss.place or {}
        told = f"{place.get('name')} ({place.get('precision')}, {place.get('admin1') or place.get('country') or 'unknown'})"
        yield f"- {miss.doc}: {miss.away_km:,.0f} km: told {told}, true {miss.gold.get('place') or ''} {miss.gold['lat']}, {miss.gold['lon']}"
        yield f"    {miss.gold['text']}"


def _row(name: str, row: Mapping[str, Any]) -> str:
    return f"{name:12} {row['p']:6.3f} {row['r']:6.3f} {row['f1']:6.3f} {row['gold']:6} {row['predicted']:6}"


def error_lines(errors: Sequence[Pair], texts: Mapping[str, str], most: int) -> Iterator[str]:
    """Up to ``most`` errors of each class, the largest class first: the sentence, the gold value, the value read."""
    classes = Counter(wrong for pair in errors for wrong in pair.wrong)
    for wrong, number in classes.most_common():
        yield f"\n{wrong}: {number}"
        for pair in [p for p in errors if wrong in p.wrong][:most]:
            yield from _error(pair, wrong, texts.get(pair.doc, ""))


def _error(pair: Pair, wrong: str, text: str) -> Iterator[str]:
    event = pair.gold or pair.predicted or {}
    yield f"  {pair.doc}: {sentence_with(text, event)}"
    for side, told in (("gold", pair.gold), ("read", pair.predicted)):
        if told is not None:
            value = describe(told) if wrong in ("missed", "spurious") else _values(fillers(told)[wrong])
            yield f"    {side} [{trigger_text(told)}] {value}"


def describe(event: Record) -> str:
    """An event in one line: type, days, places, parties, outcomes."""
    told = fillers(event)
    days = _values(told["date"]) or "no date"
    sides = f"{_values(told['initiator']) or '?'} -> {_values(told['target']) or '?'}"
    parts = [event["type"], days, _values(told["place"]), sides, _values(told["outcome"])]
    return "; ".join(part for part in parts if part)


def _values(told: Sequence[Any]) -> str:
    return ", ".join(_value(v) for v in told)


def _value(filler: Any) -> str:
    if isinstance(filler, tuple):
        return str(filler[0]) if filler[0] == filler[1] else f"{filler[0]}..{filler[1]}"
    if not isinstance(filler, Mapping):
        return str(filler)
    if "kind" in filler and "min" in filler:
        low, high = filler["min"], filler["max"]
        number = "some" if low is None else str(low) if low == high else f"{low}-{high or ''}"
        return f"{filler['kind']} {number}"
    name = filler.get("mention") or filler.get("name") or ""
    return f"{filler['id']} ({name})" if filler.get("id") else str(name)


def change_lines(changes: Sequence[Change], texts: Mapping[str, str]) -> Iterator[str]:
    """Gains, then losses, event by event with their words, and how many of each."""
    for gain, title, sign in ((True, "gains", "+"), (False, "losses", "-")):
        chosen = [c for c in changes if c.gain is gain]
        yield f"\n{title}: {len(chosen)}"
        for change in chosen:
            event = change.pair.gold or change.pair.predicted or {}
            what = ", ".join(change.what)
            if change.what == ("spurious",):
                what = "no longer read" if gain else "read, not in gold"
            elif not gain:
                what = f"no longer right: {what}"
            yield f"{sign} {change.doc} [{trigger_text(event)}] {what}"
            yield f"    {sentence_with(texts.get(change.doc, ''), event)}"


def time_error_lines(errors: Sequence[TimeError], texts: Mapping[str, str], most: int) -> Iterator[str]:
    """Up to ``most`` errors of each kind, the largest kind first."""
    for kind, number in Counter(e.kind for e in errors).most_common():
        yield f"\n{kind}: {number}"
        for error in [e for e in errors if e.kind == kind][:most]:
            yield f"  {error.doc}: {texts.get(error.doc, '')}"
            for side, told in (("gold", error.gold), ("read", error.predicted)):
                if told is not None:
                    yield f"    {side} [{told['text']}] {told.get('earliest')}..{told.get('latest')}"
