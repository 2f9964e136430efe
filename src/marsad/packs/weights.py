"""Linear scores over named features: how every choice of the event stage is made.

Weights are a readable data file (`data/arabic/weights.tsv`: task, feature, weight), learned from gold by
`tools/train.py`. A feature that has no weight counts nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Weights = Mapping[str, Mapping[str, float]]
Block = tuple[Callable[..., list[str]], tuple[Any, ...]]  # facts, and the pure function that names their features
_MEMORY = 15_000  # blocks whose weight is remembered, a task; emptied when full


def named(blocks: Iterable[Block]) -> list[str]:
    """The features of ``blocks`` by name, as they stand in the weights file."""
    return [name for namer, facts in blocks for name in namer(*facts)]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by task; ``bias`` is the feature of that name."""

    weights: Weights
    memory: dict[str, dict[Block, Any]] = field(default_factory=dict, repr=False, compare=False)

    def score(self, task: str, features: Iterable[str]) -> float:
        """The linear score (log odds) of ``features`` for ``task``."""
        table = self.weights.get(task)
        if table is None:
            return 0.0
        get = table.get
        total = get("bias", 0.0)
        for feature in features:
            total += get(feature, 0.0)
        return total

    def weigh(self, task: str, blocks: Iterable[Block]) -> float:
        """The score of ``blocks``: like `score` of their names, each block added up once and remembered.

        News repeats its constructions, so nearly every block has been seen before and costs one look-up.
        """
        known = self.memory.get(task)
        if known is None:
            known = self.memory[task] = {}
        table = self.weights.get(task, {})
        total = table.get("bias", 0.0)
        for block in blocks:
            weight = known.get(block)
            if weight is None:
                if len(known) >= _MEMORY:
                    known.clear()
                namer, facts = block
                weight = known[block] = sum(table.get(name, 0.0) for name in namer(*facts))
            total += weight
        return total

    def weigh_pair(self, one: str, other: str, blocks: Iterable[Block]) -> tuple[float, float]:
        """Scores of two tasks that weigh the same blocks."""
        both_tasks = f"{one}+{other}"
        known = self.memory.get(both_tasks)
        if known is None:
            known = self.memory[both_tasks] = {}
        first, second = self.weights.get(one, {}), self.weights.get(other, {})
        a, b = first.get("bias", 0.0), second.get("bias", 0.0)
        for block in blocks:
            both = known.get(block)
            if both is None:
                if len(known) >= _MEMORY:
                    known.clear()
                namer, facts = block
                names = namer(*facts)
                both = known[block] = (sum(first.get(name, 0.0) for name in names), sum(second.get(name, 0.0) for name in names))
            a += both[0]
            b += both[1]
        return a, b

    def scores(self, task: str, classes: tuple[str, ...], blocks: Iterable[Block]) -> list[float]:
        """Scores by class for blocks that count for every class on their own (``feature>class`` in the file)."""
        known = self.memory.get(task + ">")
        if known is None:
            known = self.memory[task + ">"] = {}
        total = [0.0] * len(classes)
        for block in blocks:
            weights = known.get(block)
            if weights is None:
                if len(known) >= _MEMORY:
                    known.clear()
                weights = known[block] = self._by_class(task, classes, block)
            if weights:
                total = [a + b for a, b in zip(total, weights, strict=True)]
        return total

    def _by_class(self, task: str, classes: tuple[str, ...], block: Block) -> tuple[float, ...]:
        table, (namer, facts) = self.weights.get(task, {}), block
        names = namer(*facts)
        out = tuple(sum(table.get(f"{name}>{c}", 0.0) for name in names) for c in classes)
        return out if any(out) else ()


def read_weights(text: str) -> Model:
    """A model from the text of `weights.tsv`."""
    tables: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            task, feature, weight = line.split("\t")
            tables.setdefault(task, {})[feature] = float(weight)
    return Model(tables)
