"""Waiting for what another process does: as long as the slowest machine may need, since only a test that fails waits so long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 300.0  # seconds
_BETWEEN: Final = 0.05  # seconds between two looks


def wait_until(so: Callable[[], object]) -> None:
    """Wait until something is so. Fails if it does not become so."""
    end = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < end, f"nothing came of it in {PATIENCE:.0f} seconds"
        time.sleep(_BETWEEN)
