"""Scores of predicted events against gold, and the errors behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marsad.evaluation.align import assign
from marsad.evaluation.likeness import ACCEPTED, SLOTS, Hits, Record, fillers, likeness, slot_hits

Key = str | tuple[Any, ...]  # an incident's key, or one of its own for an event without


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were found of how many in gold and how many predicted."""

    hits: int
    gold: int
    predicted: int

    def scores(self) -> dict[str, float | int]:
        """Precision, recall and F1 to three places, with the counts beside them."""
        p = self.hits / self.predicted if self.predicted else 0.0
        r = self.hits / self.gold if self.gold else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return {"p": round(p, 3), "r": round(r, 3), "f1": round(f1, 3), "gold": self.gold, "predicted": self.predicted}


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold event and the predicted one it was aligned with; one of them None when it was left alone."""

    doc: str
    gold: Record | None
    predicted: Record | None
    hits: Hits

    @property
    def wrong(self) -> tuple[str, ...]:
        """What is wrong: the slots that differ, or ``missed``, or ``spurious``."""
        if self.predicted is None:
            return ("missed",)
        if self.gold is None:
            return ("spurious",)
        return tuple(s for s in SLOTS if not _right(self.hits[s]))

    @property
    def whole(self) -> bool:
        """Whether an analyst could accept it unchanged."""
        return self.gold is not None and self.predicted is not None and all(_right(self.hits[s]) for s in ACCEPTED)


def _right(hits: tuple[int, int, int]) -> bool:
    return hits[0] == hits[1] == hits[2]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run measured: all pairs by document, and how predictions fared in documents without any gold event."""

    documents: int
    pairs: tuple[Pair, ...]
    empty_documents: int
    empty_alarms: int

    def errors(self) -> list[Pair]:
        """The pairs that are not whole, in document order."""
        return [pair for pair in self.pairs if not pair.whole]

    def summary(self) -> dict[str, Any]:
        """The scores under their names; ``links`` and ``incident B3`` only where both sides carry incidents."""
        slots = {s: Tally(*(sum(pair.hits[s][k] for pair in self.pairs) for k in range(3))) for s in SLOTS}
        gold = sum(pair.gold is not None for pair in self.pairs)
        predicted = sum(pair.predicted is not None for pair in self.pairs)
        both = [pair for pair in self.pairs if pair.gold is not None and pair.predicted is not None]
        out: dict[str, Any] = {
            "documents": self.documents,
            "event": Tally(sum(pair.hits["type"][0] for pair in both), gold, predicted).scores(),
            "accept": Tally(sum(pair.whole for pair in both), gold, predicted).scores(),
            "slot": Tally(*(sum(getattr(t, part) for t in slots.values()) for part in ("hits", "gold", "predicted"))).scores(),
            "slots": {s: tally.scores() for s, tally in slots.items()},
            "false alarms per empty document": self._alarms(),
        }
        return out | _incident_scores(both)

    def _alarms(self) -> float | None:
        return round(self.empty_alarms / self.empty_documents, 3) if self.empty_documents else None


def evaluate(gold: Sequence[Record], predicted: Mapping[str, Record]) -> Evaluation:
    """Align the events of every gold document with those predicted for its id, and count.

    ``predicted`` is by document id; a document that is missing there has no predictions.
    """
    pairs: list[Pair] = []
    empty = alarms = 0
    for doc in gold:
        told = (predicted.get(doc["id"]) or {}).get("events") or []
        if not doc["events"]:
            empty += 1
            alarms += len(told)
        pairs.extend(pair_events(doc["id"], doc["events"], told))
    return Evaluation(len(gold), tuple(pairs), empty, alarms)


def pair_events(doc: str, gold: Sequence[Record], predicted: Sequence[Record]) -> list[Pair]:
    """The pairs of one document: aligned ones by predicted event, then missed, then spurious ones."""
    links = assign([[likeness(g, p) for p in predicted] for g in gold])
    out = [Pair(doc, gold[i], predicted[j], slot_hits(gold[i], predicted[j])) for i, j in links]
    missed = set(range(len(gold))) - {i for i, _ in links}
    spurious = set(range(len(predicted))) - {j for _, j in links}
    out.extend(Pair(doc, gold[i], None, {s: (0, len(f), 0) for s, f in fillers(gold[i]).items()}) for i in sorted(missed))
    out.extend(
        Pair(doc, None, predicted[j], {s: (0, 0, len(f)) for s, f in fillers(predicted[j]).items()}) for j in sorted(spurious)
    )
    return out


def _incident_scores(pairs: Sequence[Pair]) -> dict[str, Any]:
    keyed: list[tuple[str, Key, Key]] = []
    for n, pair in enumerate(pairs):
        gold, predicted = pair.gold or {}, pair.predicted or {}
        keyed.append((pair.doc, gold.get("incident") or ("gold", n), predicted.get("incident") or ("predicted", n)))
    if not any(isinstance(g, str) for _, g, _ in keyed) or not any(isinstance(p, str) for _, _, p in keyed):
        return {}
    return {"links": _links(keyed).scores(), "incident B3": _b_cubed([(g, p) for _, g, p in keyed])}


def _links(keyed: Sequence[tuple[str, Key, Key]]) -> Tally:
    """Pairs of events of different documents that are one incident: found, in gold, predicted."""
    gold, predicted = set(), set()
    for a, (doc_a, gold_a, predicted_a) in enumerate(keyed):
        for b, (doc_b, gold_b, predicted_b) in enumerate(keyed[:a]):
            if doc_a == doc_b:
                continue
            if gold_a == gold_b:
                gold.add((a, b))
            if predicted_a == predicted_b:
                predicted.add((a, b))
    return Tally(len(gold & predicted), len(gold), len(predicted))


def _b_cubed(keyed: Sequence[tuple[Key, Key]]) -> dict[str, float]:
    """B-cubed (Bagga and Baldwin 1998): for each event how pure and how whole its incident came out."""
    by_gold, by_predicted = _members(g for g, _ in keyed), _members(p for _, p in keyed)
    precision = recall = 0.0
    for gold, predicted in keyed:
        both = len(by_gold[gold] & by_predicted[predicted])
        precision += both / len(by_predicted[predicted])
        recall += both / len(by_gold[gold])
    p, r = precision / len(keyed), recall / len(keyed)
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / (p + r), 3)}


def _members(keys: Iterable[Key]) -> dict[Key, set[int]]:
    out: dict[Key, set[int]] = defaultdict(set)
    for n, key in enumerate(keys):
        out[key].add(n)
    return out
