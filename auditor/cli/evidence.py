"""The manifest that goes with a report's files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import click

from auditor.cli import COMMAND
from auditor.cli.clock import now
from auditor.cli.derivation import Derived
from auditor.decisions.triage import heads
from auditor.manifest import FILE, VERSION, Hashed, Manifest, Request, encode, hashed, tool
from auditor.regular import read_regular


def enclosed(request: Request, derived: Derived, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and the manifest that names them."""
    reading = derived.found.reading
    manifest = Manifest(
        VERSION,
        tool(),
        click.get_current_context().meta[COMMAND],
        now().isoformat(),
        request,
        derived.report.inputs.reference,
        reading.sha256,
        tuple(Hashed(name, sha256) for name, sha256 in reading.hashes),
        baseline_hash(request),
        heads(line.entry for line in derived.past.triage),
        hashed(files),
        derived.report.trend[:-1],
    )
    return {**files, FILE: encode(manifest)}


def baseline_hash(request: Request) -> Hashed | None:
    """The baseline's file as it is now, if one was asked for and is there."""
    path = Path(request.baseline) if request.baseline else None
    if path is None or not path.is_file():
        return None
    return Hashed(path.as_posix(), hashlib.sha256(read_regular(path)).hexdigest())
