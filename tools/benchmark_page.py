"""docs/benchmarks.md: each measure keeps its own section there, with machine and date, and leaves the others as they are."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def kept(page: str, heading: str, body: str) -> str:
    """The page with a section of this heading in place of the one before, or at its end."""
    before, found, after = f"\n{page}".partition(f"\n## {heading}\n")
    rest = after.partition("\n## ")
    tail = f"\n## {rest[2]}" if found and rest[1] else ""
    return f"{before.strip()}\n\n## {heading}\n\n{body.strip()}\n{tail}"


def keep(heading: str, body: str) -> None:
    """Write a section into the page."""
    PAGE.write_text(kept(PAGE.read_text(encoding="utf-8"), heading, body), encoding="utf-8")


def table(header: Sequence[str], rows: Iterable[Sequence[object]], left: int = 1) -> str:
    """A table in Markdown; all but the first `left` columns are numbers."""
    rule = [*["---"] * left, *["--:"] * (len(header) - left)]
    lines = [header, rule, *rows]
    return "\n".join(
        f"| {' | '.join(map(str, line))} |".replace("| --- ", "|---").replace(" --: |", "--:|") for line in lines
    )


def machine() -> str:
    """What it was measured on, in words."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{platform.machine()}, {os.cpu_count()} processors, {python}"


def today() -> date:
    """The day, or that of SOURCE_DATE_EPOCH."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(stamp), UTC).date() if stamp else datetime.now(UTC).date()


def stamp() -> str:
    """When and on what, for the head of a section, and how busy it was: where the load is above the processors, seconds mean little."""
    return f"Of {today()}, on {machine()}; load {os.getloadavg()[0]:.0f} at the end."
