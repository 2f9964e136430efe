"""When a predicted filler is the gold one, and how alike two events are.

The rules are those of MUC-style template filling: an actor matches on its id or its words, a place on its
name, an outcome on kind and numbers, a source when one name holds the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

Record = Mapping[str, Any]
Hits = dict[str, tuple[int, int, int]]  # slot -> found, in gold, predicted

SLOTS = ("type", "level", "status", "date", "place", "initiator", "target", "outcome", "source", "count")
ACCEPTED = SLOTS[:8]  # what must be right in an event that an analyst accepts unchanged
LEAST_ALIKE = 2.5  # below, two events are not the same one: only their type and little else agrees
_ARTICLE = "ال"
_LETTERS = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None, "ک": "ك", "ی": "ي"}
_FOLD = str.maketrans(_LETTERS)
_WORD = re.compile(r"\w+")
_KEPT = 50_000  # folded strings kept; evaluation compares the same names again and again


@lru_cache(maxsize=_KEPT)
def fold_name(text: str | None) -> str:
    """A name for comparison: letters unified, marks and the article of its words off.

    >>> fold_name("الأُمم المتَّحدة") == fold_name("امم متحده")   # the United Nations
    True
    """
    opened = unicodedata.normalize("NFKC", text or "")
    plain = "".join(c for c in opened if not unicodedata.combining(c)).translate(_FOLD)
    words = _WORD.findall(plain.lower())
    return " ".join(w[2:] if w.startswith(_ARTICLE) and len(w) > 4 else w for w in words)


def trigger_text(event: Record) -> str | None:
    """The words of an event's trigger; records keep them with offsets, gold without."""
    trigger = event.get("trigger")
    return trigger.get("text") if isinstance(trigger, Mapping) else trigger


def same_words(a: str | None, b: str | None) -> bool:
    """Whether two strings share a word or one holds the other, folded."""
    one, other = fold_name(a), fold_name(b)
    return bool(one and other) and (one in other or other in one or bool(set(one.split()) & set(other.split())))


def same_actor(gold: Record, predicted: Record) -> bool:
    """Same id, or the gold mention is the predicted mention or name."""
    if gold.get("id") and gold.get("id") == predicted.get("id"):
        return True
    return fold_name(gold.get("mention")) in _names(predicted)


def same_place(gold: Record, predicted: Record) -> bool:
    """The gold name is the predicted name or mention."""
    return fold_name(gold["name"]) in _names(predicted)


def _names(filler: Record) -> set[str]:
    return {fold_name(filler.get("mention")), fold_name(filler.get("name"))} - {""}


def same_outcome(gold: Record, predicted: Record) -> bool:
    """Same kind, lowest and highest number."""
    return all(gold.get(key) == predicted.get(key) for key in ("kind", "min", "max"))


def same_source(gold: str, predicted: str | Record) -> bool:
    """One name holds the other."""
    said = predicted if isinstance(predicted, str) else predicted.get("name") or predicted.get("mention")
    one, other = fold_name(gold), fold_name(said)
    return bool(one and other) and (one in other or other in one)


def _equal(gold: Any, predicted: Any) -> bool:
    return bool(gold == predicted)


_SAME: dict[str, Callable[[Any, Any], bool]] = {
    **dict.fromkeys(SLOTS, _equal),
    "place": same_place,
    "initiator": same_actor,
    "target": same_actor,
    "outcome": same_outcome,
    "source": same_source,
}


def fillers(event: Record) -> dict[str, list[Any]]:
    """The fillers of every slot of an event, in the order they stand there."""
    dated = event.get("start") or event.get("end")
    return {
        "type": [event["type"]],
        "level": [event.get("level") or "incident"],
        "status": [event.get("status") or "reported"],
        "date": [(event.get("start"), event.get("end"))] if dated else [],
        "place": list(event.get("places") or ()),
        "initiator": list(event.get("initiators") or ()),
        "target": list(event.get("targets") or ()),
        "outcome": list(event.get("outcomes") or ()),
        "source": list(event.get("sources") or ()),
        "count": [event["count"]] if event.get("count") is not None else [],
    }


def slot_hits(gold: Record, predicted: Record) -> Hits:
    """For every slot how many gold fillers find a predicted one of their own, and how many there are of each."""
    wanted, found = fillers(gold), fillers(predicted)
    if gold["type"] == predicted["type"] == "clash":  # the two sides of a clash have no order
        for sides in (wanted, found):
            sides["initiator"], sides["target"] = sides["initiator"] + sides["target"], []
    return {s: (_pairs(wanted[s], found[s], _SAME[s]), len(wanted[s]), len(found[s])) for s in SLOTS}


def _pairs(gold: Sequence[Any], predicted: Sequence[Any], same: Callable[[Any, Any], bool]) -> int:
    left, hits = list(predicted), 0
    for filler in gold:
        for n, other in enumerate(left):
            if same(filler, other):
                del left[n]
                hits += 1
                break
    return hits


def likeness(gold: Record, predicted: Record) -> float:
    """How alike two events are, from 0 (cannot be the same) up; type and trigger weigh most."""
    typed = gold["type"] == predicted["type"]
    triggered = same_words(trigger_text(gold), trigger_text(predicted))
    if not (typed or triggered):
        return 0.0
    hits = slot_hits(gold, predicted)
    total = 2.0 * typed + 1.5 * triggered + 1.5 * _share(hits["date"]) + 1.5 * _share(hits["place"])
    total = total + _share(hits["initiator"]) + _share(hits["target"]) + _share(hits["outcome"])
    total += 0.5 * _share(hits["level"])
    return total if total >= LEAST_ALIKE else 0.0


def _share(hits: tuple[int, int, int]) -> float:
    return hits[0] / max(hits[1], hits[2]) if max(hits[1:]) else 0.0
