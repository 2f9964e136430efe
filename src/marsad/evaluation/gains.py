"""What one run finds that another did not, event by event, with the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marsad.evaluation.likeness import Record, fold_name, trigger_text
from marsad.evaluation.score import Evaluation, Pair


@dataclass(frozen=True, slots=True)
class Change:
    """One event that came out better (``gain``) or worse: what changed, and the pair as it is in the better run."""

    doc: str
    gain: bool
    what: tuple[str, ...]
    pair: Pair


def compare_runs(before: Evaluation, after: Evaluation) -> list[Change]:
    """Gains and losses from ``before`` to ``after``, both measured against the same gold; by document, spurious events last.

    An event may gain one slot and lose another: then it stands in both.
    """
    out: list[Change] = []
    old, new = _by_gold(before.pairs), _by_gold(after.pairs)
    for key, now in new.items():
        then = old[key]
        better, worse = _right_of(now) - _right_of(then), _right_of(then) - _right_of(now)
        if better:
            out.append(Change(now.doc, True, _told(better), now))
        if worse:
            out.append(Change(now.doc, False, _told(worse), then))
    out.extend(_spurious(before.pairs, after.pairs))
    return out


def _by_gold(pairs: Iterable[Pair]) -> dict[tuple[str, int], Pair]:
    return {(pair.doc, id(pair.gold)): pair for pair in pairs if pair.gold is not None}


def _right_of(pair: Pair) -> frozenset[str]:
    """What is right in a pair: slots, ``found`` when it was aligned at all, ``accepted`` when whole."""
    if pair.predicted is None:
        return frozenset()
    right = {s for s, (hits, gold, predicted) in pair.hits.items() if hits == gold == predicted}
    return frozenset({"found", *right, *(("accepted",) if pair.whole else ())})


def _told(what: frozenset[str]) -> tuple[str, ...]:
    return ("found",) if "found" in what else tuple(sorted(what))


def _spurious(before: Sequence[Pair], after: Sequence[Pair]) -> list[Change]:
    old, new = _alone(before), _alone(after)
    gone = [(key, True, pairs[len(new[key]) :]) for key, pairs in old.items()]
    come = [(key, False, pairs[len(old[key]) :]) for key, pairs in new.items()]
    return [Change(key[0], gain, ("spurious",), pair) for key, gain, pairs in gone + come for pair in pairs]


def _alone(pairs: Iterable[Pair]) -> dict[tuple[str, str, str], list[Pair]]:
    out: dict[tuple[str, str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.gold is None and pair.predicted is not None:
            out[pair.doc, pair.predicted["type"], fold_name(trigger_text(pair.predicted))].append(pair)
    return out


def sentence_with(text: str, event: Record) -> str:
    """The sentence of ``text`` in which an event's trigger stands; the first of several, '' when there is none.

    >>> sentence_with("وقع هجوم أمس. ثم انسحبوا.", {"trigger": "انسحبوا"})   # An attack took place. Then they withdrew.
    'ثم انسحبوا.'
    """
    words = trigger_text(event) or ""
    trigger = event.get("trigger")
    at = trigger.get("start", -1) if isinstance(trigger, dict) else -1
    if text[at : at + len(words)] != words or at < 0:
        body = text.find("\n") + 1
        at = text.find(words, body)
        at = text.find(words) if at < 0 else at
    if not words or at < 0:
        return ""
    start = max(text.rfind(stop, 0, at) + len(stop) if stop in text[:at] else 0 for stop in (". ", "\n"))
    ends = [end + len(stop.rstrip()) for stop in (". ", "\n") if (end := text.find(stop, at + len(words))) >= 0]
    return text[start : min(ends, default=len(text))].strip()
