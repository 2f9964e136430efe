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
_MEMORY = 5_000  # blocks whose weight is remembered, a task and a generation; moves memory (about 400 bytes each) against speed


def named(blocks: Iterable[Block]) -> list[str]:
    """The features of ``blocks`` by name, as they stand in the weights file."""
    return [name for namer, facts in blocks for name in namer(*facts)]


class Remembered(dict[Block, Any]):
    """What blocks weigh, each added up by ``add_up`` from its names when first asked for: news repeats its constructions.

    Two generations are kept: what was asked for since the younger was full, and what was asked for in the one before.
    """

    __slots__ = ("add_up", "bias", "elder")

    def __init__(self, add_up: Callable[[list[str]], Any], bias: Any) -> None:
        super().__init__()
        self.add_up, self.bias = add_up, bias
        self.elder: dict[Block, Any] = {}

    def __missing__(self, block: Block) -> Any:
        weight = self.elder.get(block)
        if weight is None:
            namer, facts = block
            weight = self.add_up(namer(*facts))
        if len(self) >= _MEMORY:
            self.elder = dict(self)
            self.clear()
        self[block] = weight
        return weight


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by task; ``bias`` is the feature of that name."""

    weights: Weights
    memory: dict[tuple[str, ...], Remembered] = field(default_factory=dict, repr=False, compare=False)

    def score(self, task: str, features: Iterable[str]) -> float:
        """The linear score (log odds) of ``features`` for ``task``."""
        table = self.weights.get(task)
        if table is None:
            return 0.0
        get = table.get
        return sum([get(feature, 0.0) for feature in features], get("bias", 0.0))

    def weigh(self, task: str, blocks: Iterable[Block]) -> float:
        """The score of ``blocks``: like `score` of their names, each block added up once and remembered."""
        known = self.memory.get((task,))
        if known is None:
            get = self.weights.get(task, {}).get
            known = self.memory[(task,)] = Remembered(lambda names: sum([get(name, 0.0) for name in names]), get("bias", 0.0))
        return sum(map(known.__getitem__, blocks), known.bias)

    def weigh_pair(self, one: str, other: str, blocks: Iterable[Block]) -> tuple[float, float]:
        """Scores of two tasks that weigh the same blocks."""
        known = self.memory.get((one, other))
        if known is None:
            get, also = self.weights.get(one, {}).get, self.weights.get(other, {}).get
            known = self.memory[one, other] = Remembered(
                lambda names: (sum([get(name, 0.0) for name in names]), sum([also(name, 0.0) for name in names])), (get("bias", 0.0), also("bias", 0.0)))
        first, second = known.bias
        for block in blocks:
            a, b = known[block]
            first += a
            second += b
        return first, second

    def scores(self, task: str, classes: tuple[str, ...], blocks: Iterable[Block]) -> list[float]:
        """Scores by class for blocks that count for every class on their own (``feature>class`` in the file)."""
        known = self.memory.get(classes)
        if known is None:
            known = self.memory[classes] = Remembered(_by_class(self.weights.get(task, {}), classes), (0.0,) * len(classes))
        return _columns([known.bias, *(weights for block in blocks if (weights := known[block]))])


def _by_class(table: Mapping[str, float], classes: tuple[str, ...]) -> Callable[[list[str]], tuple[float, ...]]:
    """What names weigh for each of ``classes``, () where they weigh nothing."""
    rows: dict[str, tuple[float, ...]] = {}
    for name in {key.rpartition(">")[0] for key in table if ">" in key}:
        rows[name] = tuple(table.get(f"{name}>{c}", 0.0) for c in classes)
    return lambda names: tuple(_columns(told)) if (told := [rows[name] for name in names if name in rows]) else ()


def _columns(rows: list[tuple[float, ...]]) -> list[float]:
    return [sum(column) for column in zip(*rows, strict=True)]


def read_weights(text: str) -> Model:
    """A model from the text of `weights.tsv`."""
    tables: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            task, feature, weight = line.split("\t")
            tables.setdefault(task, {})[feature] = float(weight)
    return Model(tables)
