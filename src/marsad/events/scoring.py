"""Linear scores over named features: how every choice of the event stage is made.

Weights are a readable data file (`data/arabic/weights.tsv`: task, feature, weight), learned from gold by
`tools/train.py`. A feature that has no weight counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp

Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by task; ``bias`` is the feature of that name."""

    weights: Weights

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

    def probability(self, task: str, features: Iterable[str]) -> float:
        """The logistic of the score: how sure the choice is, 0 to 1."""
        score = self.score(task, features)
        return 1.0 / (1.0 + exp(-score)) if score > -30 else 0.0


def read_weights(text: str) -> Model:
    """A model from the text of `weights.tsv`."""
    tables: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            task, feature, weight = line.split("\t")
            tables.setdefault(task, {})[feature] = float(weight)
    return Model(tables)
