"""The one-to-one assignment of greatest total weight (Kuhn and Munkres's method, as Jonker and Volgenant)."""

from __future__ import annotations

from collections.abc import Sequence

Matrix = Sequence[Sequence[float]]


def assign(weights: Matrix) -> list[tuple[int, int]]:
    """Pairs ``(row, column)`` of greatest total weight, by column; pairs of weight 0 are left out.

    >>> assign([[1.0, 3.0], [2.0, 3.5]])
    [(1, 0), (0, 1)]
    """
    if not weights or not weights[0]:
        return []
    rows, columns = len(weights), len(weights[0])
    size = max(rows, columns)
    cost = [[-weights[i][j] if i < rows and j < columns else 0.0 for j in range(size)] for i in range(size)]
    match = _match(cost)
    pairs = [(match[j] - 1, j - 1) for j in range(1, size + 1)]
    return [(i, j) for i, j in pairs if i < rows and j < columns and weights[i][j] > 0]


def _match(cost: Matrix) -> list[int]:
    """For each column (from 1) the row (from 1) of least total cost; ``cost`` is square."""
    size = len(cost)
    rows, columns, match = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        match[0] = row
        column, way = _free_column(cost, rows, columns, match)
        while column:
            match[column] = match[way[column]]
            column = way[column]
    return match


def _free_column(cost: Matrix, rows: list[float], columns: list[float], match: list[int]) -> tuple[int, list[int]]:
    """The column without a row that the cheapest chain from column 0 reaches, and the way back; moves the potentials."""
    size, at = len(cost), 0
    best, way, used = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
    while True:
        used[at] = True
        row, delta, following = match[at], float("inf"), 0
        for j in range(1, size + 1):
            if used[j]:
                continue
            price = cost[row - 1][j - 1] - rows[row] - columns[j]
            if price < best[j]:
                best[j], way[j] = price, at
            if best[j] < delta:
                delta, following = best[j], j
        for j in range(size + 1):
            if used[j]:
                rows[match[j]] += delta
                columns[j] -= delta
            else:
                best[j] -= delta
        at = following
        if match[at] == 0:
            return at, way
