"""The clock. Nothing but a manifest, a decision's date and the history of runs may ask it."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import click


def now() -> datetime:
    """The time in UTC, to the second; that of SOURCE_DATE_EPOCH where it is set."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(f"SOURCE_DATE_EPOCH is '{given}'; it must be whole seconds since 1970") from None
