"""Linear scores over named features: how every choice of the event stage is made.

Weights are a readable data file (`data/arabic/weights.tsv`: task, feature, weight), learned from gold by
`tools/train.py`. A feature that has no weight counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by task; ``bias`` is the feature of that name."""

    weights: Weights
    classes: Mapping[str, Mapping[str, tuple[tuple[str, float], ...]]] = field(default_factory=dict)

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

    def pair(self, one: str, other: str, features: Iterable[str]) -> tuple[float, float]:
        """Scores of two tasks that weigh the same features."""
        first, second = self.weights.get(one, {}), self.weights.get(other, {})
        a, b = first.get("bias", 0.0), second.get("bias", 0.0)
        for feature in features:
            if feature in first:
                a += first[feature]
            if feature in second:
                b += second[feature]
        return a, b

    def scores(self, task: str, features: Iterable[str]) -> dict[str, float]:
        """Scores by class for ``features`` that count for every class on their own (``feature>class`` in the file)."""
        table = self.classes.get(task, {})
        out: dict[str, float] = {}
        for feature in features:
            for name, weight in table.get(feature, ()):
                out[name] = out.get(name, 0.0) + weight
        return out


def read_weights(text: str) -> Model:
    """A model from the text of `weights.tsv`."""
    tables: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            task, feature, weight = line.split("\t")
            tables.setdefault(task, {})[feature] = float(weight)
    return make_model(tables)


def make_model(tables: Weights) -> Model:
    """A model of weight tables; weights of features that end in ``>class`` are also laid out by feature."""
    classes: dict[str, dict[str, tuple[tuple[str, float], ...]]] = {}
    for task, table in tables.items():
        rows: dict[str, list[tuple[str, float]]] = {}
        for feature, weight in table.items():
            base, mark, name = feature.rpartition(">")
            if mark:
                rows.setdefault(base, []).append((name, weight))
        if rows:
            classes[task] = {base: tuple(pairs) for base, pairs in rows.items()}
    return Model(tables, classes)
