"""The labelled documents and public releases that lie beside the repository, where there are any.

They are not ours to commit. Tests that need them are skipped with a reason on a machine that has none, and never in
CI: there a missing folder fails, so that a green run has run them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

SHARED: Final = Path(__file__).parents[2] / "shared"
_MAY_SKIP: Final = not SHARED.is_dir() and not os.environ.get("CI")

needs_shared = pytest.mark.skipif(
    _MAY_SKIP, reason="the labelled documents and public releases are not beside this repository"
)


def skip_without_shared() -> None:
    """Skip the running test where nothing lies beside the repository, but never in CI."""
    if _MAY_SKIP:
        pytest.skip("the labelled documents and public releases are not beside this repository")
