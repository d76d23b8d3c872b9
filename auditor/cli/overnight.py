"""Whether an audit can be made out of a ledger, and of which."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from auditor.cli.again import Again, Looked
from auditor.cli.authority import chosen
from auditor.cli.configuration import Configuration
from auditor.cli.output import log
from auditor.manifest import Request
from auditor.nightly.corpus import Night, Question
from auditor.reading.corpus import Means
from auditor.rules import RULES
from auditor.store import results
from auditor.store.database import FOLDER


@contextmanager
def night(
    request: Request, settled: Configuration, means: Means, again: Again, looked: Looked | None, *, quiet: bool
) -> Iterator[Night | None]:
    """The audit of one folder whose files were looked at. None for anything else: it is made in memory, or by a cluster."""
    if looked is None or len(request.paths) != 1 or looked.tree.singles or means.scheduler:
        yield None
        return
    question = Question(
        Path(request.paths[0]),
        looked.tree,
        looked.seen_ns,
        again.program.sha256,
        [rule for rule in RULES if rule.id in request.rules],
        chosen(request.reference, settled),
        request.as_of,
        request.policy.policy,
        results.RACY_NS,
    )
    folder = settled.folder / FOLDER if means.results else None
    with closing(Night(question, means, folder, partial(log, quiet=quiet))) as made:
        yield made
