"""Files that hold what a report looked like when somebody last read it.

A change that is meant is written anew by `WRITE_GOLDEN=1 pytest`, and then read in the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import auditor

FOLDER = Path(__file__).parent


def differs(name: str, text: str) -> str:
    """Nothing where the text is what the file holds, the version apart; else what to do."""
    file = FOLDER / name
    shown = text.replace(f'"{auditor.__version__}"', '"VERSION"')
    if os.environ.get("WRITE_GOLDEN"):
        file.write_bytes(shown.encode())
    same = file.exists() and file.read_bytes() == shown.encode()
    return "" if same else f"{name} is not what is written today: read what WRITE_GOLDEN=1 changes in it"
