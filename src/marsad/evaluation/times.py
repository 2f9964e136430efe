"""How well time expressions are found and resolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from marsad.evaluation.likeness import Record
from marsad.evaluation.score import Tally

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TimeError:
    """A time that came out wrong: ``kind`` missed | interval | false; gold or predicted is None when it is not there."""

    doc: str
    kind: str
    gold: Record | None
    predicted: Record | None


@dataclass(frozen=True, slots=True)
class TimeEvaluation:
    """Times measured: hits are found with the exact interval."""

    documents: int
    tally: Tally
    found: int
    errors: tuple[TimeError, ...]

    def summary(self) -> dict[str, Any]:
        """Scores of exact intervals; ``exact`` and ``found`` are shares of the gold expressions."""
        gold = self.tally.gold
        return {
            "documents": self.documents,
            "time": self.tally.scores(),
            "exact": round(self.tally.hits / gold, 3) if gold else 0.0,
            "found": round(self.found / gold, 3) if gold else 0.0,
            "false hits": sum(e.kind == "false" for e in self.errors),
        }


def evaluate_times(gold: Sequence[Record], predicted: dict[str, Sequence[Record]]) -> TimeEvaluation:
    """Time mentions (``text, start, end, earliest, latest``) by document id against gold ``times``.

    A gold expression is found when a predicted one overlaps it, exact when one of those has the same interval.
    A predicted one is false when it is resolved to an interval and overlaps no gold expression.
    """
    errors: list[TimeError] = []
    hits = found = wanted = told = 0
    for doc in gold:
        mentions = list(predicted.get(doc["id"], ()))
        spans = _spans(doc["text"], doc["times"])
        used: set[int] = set()
        for expression, span in zip(doc["times"], spans):
            near = [n for n, m in enumerate(mentions) if _overlap(span, (m["start"], m["end"]))]
            exact = [n for n in near if _interval(mentions[n]) == _interval(expression)]
            used.update(near)
            found += bool(near)
            hits += bool(exact)
            if not exact:
                guess = mentions[near[0]] if near else None
                errors.append(TimeError(doc["id"], "interval" if near else "missed", expression, guess))
        false = [m for n, m in enumerate(mentions) if n not in used and m["earliest"]]
        errors.extend(TimeError(doc["id"], "false", None, m) for m in false)
        wanted += len(spans)
        told += len(used) + len(false)
    return TimeEvaluation(len(gold), Tally(hits, wanted, max(told, hits)), found, tuple(errors))


def _spans(text: str, times: Iterable[Record]) -> list[Span]:
    """Where the expressions stand: each at its first place after the one before, or anywhere."""
    out: list[Span] = []
    at = 0
    for expression in times:
        words = expression["text"]
        start = text.find(words, at)
        start = text.find(words) if start < 0 else start
        out.append((start, start + len(words)))
        at = start + len(words)
    return out


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _interval(mention: Record) -> tuple[str | None, str | None]:
    return mention.get("earliest"), mention.get("latest")
