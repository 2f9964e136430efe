"""Progress on stderr, drawn only on a terminal, and messages that do not tear it."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bar


class Progress:
    """A bar over the bytes of the inputs, with documents counted beside it; silent when stderr is no terminal."""

    def __init__(self, what: str, total: int | None, *, unit: str = "documents") -> None:
        self._drawn = sys.stderr.isatty()
        self._console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
        count = TextColumn("{task.fields[count]:,} " + unit)
        clock = (TimeElapsedColumn(), TimeRemainingColumn(compact=True))
        self._bar = Bar(TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), count, *clock,
                        console=self._console, transient=True, disable=not self._drawn)  # fmt: skip
        self._task = self._bar.add_task(what, total=total, count=0)
        self._count = 0

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def advance(self, size: int) -> None:
        """``size`` more bytes have been dealt with."""
        if self._drawn:
            self._bar.advance(self._task, size)

    def count(self) -> None:
        """One more document is done."""
        self._count += 1
        if self._drawn:
            self._bar.update(self._task, count=self._count)

    def say(self, line: str) -> None:
        """One line to stderr, above the bar."""
        if self._drawn:
            self._console.print(line, soft_wrap=True)
        else:
            print(line, file=sys.stderr)
