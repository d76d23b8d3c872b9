"""How far reading is: a bar on a terminal, a quiet line a minute in a log."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from auditor.cli.output import log

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

EVERY: Final = 60.0  # seconds between lines of a log
PATIENCE: Final = 0.5  # what is done by then needs no bar


class Reading:
    """Told how many documents of how many are done; it shows that on standard error."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._start = self._told = monotonic()
        self._first: int | None = None  # what was known before anything was read
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def watch(self, done: int, total: int) -> None:
        """Show it, if it is time to."""
        if self._quiet:
            return
        if self._first is None:
            self._first = done
        if sys.stderr.isatty():
            self._draw(done, total)
        elif monotonic() - self._told >= EVERY:
            self._told = monotonic()
            log(self._line(done, total))

    def _draw(self, done: int, total: int) -> None:
        if self._bar is None:
            if monotonic() - self._start < PATIENCE:
                return
            self._bar = _bar()
            self._task = self._bar.add_task("reading", total=total)
            self._bar.start()
        if self._task is not None:
            self._bar.update(self._task, completed=done, description=self._line(done, total))

    def _line(self, done: int, total: int) -> str:
        """`3,400 of 10,000 documents, 57 a second, 2 min left`."""
        rate = (done - (self._first or 0)) / max(monotonic() - self._start, 0.001)
        left = (total - done) / rate if rate else 0.0
        return f"{done:,} of {total:,} documents, {rate:,.0f} a second, {_duration(left)} left"


def _bar() -> Progress:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it, and it is slow to load
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (BarColumn(), TextColumn("{task.description}", markup=False))
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
