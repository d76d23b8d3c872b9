"""From a question to what is written: the answer that was given before, where it still holds, or an audit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from functools import partial
from sqlite3 import DatabaseError
from typing import NamedTuple, TypeVar

import msgspec

from auditor.cli.again import Again, Asked, Looked
from auditor.cli.clock import now
from auditor.cli.configuration import Configuration
from auditor.cli.corpus import Incomplete
from auditor.cli.derivation import Derived, derive
from auditor.cli.evidence import enclosed
from auditor.cli.instantly import Begun, Ended, remember
from auditor.cli.keys import FailOn
from auditor.cli.means import database, reading
from auditor.cli.output import Destination, Rendered, Spools, in_full, log, rendered, spools, write
from auditor.cli.overnight import night
from auditor.cli.past import LAST, earlier, is_run
from auditor.decisions.news import counting
from auditor.manifest import Request
from auditor.model.findings import SEVERITIES, Severity
from auditor.model.found import Found
from auditor.nightly.coding import Damaged
from auditor.nightly.corpus import Night
from auditor.reading.cluster import NoCluster
from auditor.reading.corpus import Means
from auditor.store.answers import Answer
from auditor.store.database import Database
from auditor.store.recipe import NO_PROGRAM, program
from auditor.store.runs import Runs

T = TypeVar("T")


class Question(NamedTuple):
    """A request, and everything about its answer that no report shows. `line` is what its history goes by."""

    request: Request
    destinations: Sequence[Destination]
    settled: Configuration
    begun: Begun
    line: str
    threshold: FailOn
    color: str
    quiet: bool
    jobs: int | None
    scheduler: str
    cache: bool
    max_runtime: float | None


def answer(question: Question) -> int:
    """Write the reports, and tell the exit code."""
    with spools() as spool, closing(database(question.settled, question.quiet)) as store:
        baseline = earlier(question.request.baseline, question.line, Runs(store))
        request = msgspec.structs.replace(question.request, baseline=baseline)
        if baseline == "0":
            log("there is no earlier run to compare with; everything is new", question.quiet)
        return _Answering(question, request, store, spool).code()


class _Answering:
    """One question that is being answered; its request says which run the last one was."""

    def __init__(self, question: Question, request: Request, store: Database, spool: Spools) -> None:
        self._question = question
        self._request = request
        self._store = store
        self._spool = spool
        self._kept_in = store if question.cache else None
        self._runs = Runs(store)
        self._ours = program(store) if question.cache else NO_PROGRAM
        self._again = Again(self._kept_in, question.settled, self._ours)
        baseline = request.baseline or ""
        last = question.request.baseline == LAST and is_run(baseline) and baseline != "0"
        self._past = self._again.run_before(baseline) if last else b""

    def code(self) -> int:
        looked = self._again.look(self._request)
        asked = self._again.asked(self._request, self._question.destinations, looked)
        told, texts = (asked and self._again.answer(asked, self._spool)) or (None, [])
        if told and self._runs.record_again(self._time(), self._question.line, told.inputs, told.summary, told.found):
            again = dict(zip(dict.fromkeys(self._question.destinations), texts, strict=True))
            return self._end(told, again, asked, looked)
        derived, made, kept = self._audited(looked)
        # Out of a ledger, just those files were read that were looked at: any that was written meanwhile will be seen to be another.
        listed = looked and isinstance(derived.report.findings, Found)
        still = self._again.still(self._request, looked) if looked and listed else self._again.look(self._request)
        if kept and asked and self._again.asked(self._request, self._question.destinations, still) == asked:
            told = self._again.keep(asked, derived, made, kept)
            if told:
                return self._end(told, made, asked, looked)
        write(made, self._question.color, self._spool)
        every, shown = len(derived.asked.findings), len(derived.shown.findings)
        self._say(_hidden(every - shown, every, self._request))
        if not derived.found.reading.complete:
            self._say("the audit is incomplete: not every document was read, see 'skipped'")
            return 3
        return _code(counting(derived.concerned.findings), self._question.threshold)

    def _end(self, told: Answer, made: Rendered, asked: Asked | None, looked: Looked | None) -> int:
        """Write an answer that is kept, and remember it for whoever asks again."""
        question = self._question
        write(made, question.color, self._spool)
        hidden = _hidden(told.asked - told.shown, told.asked, self._request)
        code = _code(told.counting, question.threshold)
        if asked and looked:
            said = f"auditor: {hidden}\n" if hidden and not question.quiet else ""
            ended = Ended(asked, told, made, self._spool.stamps, question.color, code, said, question.line, self._past)
            remember(self._store, question.begun, question.settled, self._request, self._ours, looked, ended)
        self._say(hidden)
        return code

    def _audited(self, looked: Looked | None) -> tuple[Derived, Rendered, bytes | None]:
        """The audit, its reports, and what names the set of its findings in the history, if it is complete and kept there."""
        question, full = self._question, in_full(self._question.destinations)
        settled, means = question.settled, (question.jobs, question.max_runtime, question.quiet, question.scheduler)
        with reading(self._kept_in, *means, self._ours) as how:

            def make(ledger: Night | None) -> tuple[Derived, Rendered, bytes | None]:
                return self._made(how, ledger, full=full)

            seen = None if full else looked
            with night(self._request, settled, how, self._again, seen, quiet=question.quiet) as ledger:
                made = _sound(make, ledger)
                if ledger:
                    ledger.keep()
            return made

    def _made(self, how: Means, ledger: Night | None, *, full: bool) -> tuple[Derived, Rendered, bytes | None]:
        question, request = self._question, self._request
        derived = derive(request, question.settled, self._runs, how, full=full, night=ledger)
        made = rendered(derived.shown, question.destinations, partial(enclosed, request, derived), self._spool)
        if not question.cache or request.standard_input:
            return derived, made, None
        complete = derived.found.reading.complete
        found = self._runs.record(self._time(), question.line, derived.report, complete)
        return derived, made, found if complete else None

    def _say(self, text: str) -> None:
        log(text, self._question.quiet or not text)

    @staticmethod
    def _time() -> str:
        return now().isoformat()


def _sound(make: Callable[[Night | None], T], ledger: Night | None) -> T:
    """What is made of the ledger, or without it where that turns out to be damaged."""
    try:
        try:
            return make(ledger)
        except (Damaged, DatabaseError) as error:
            if ledger is None:
                raise
            ledger.give_up(error)
            return make(None)
    except NoCluster as error:
        raise Incomplete(str(error)) from None


def _code(severities: Collection[Severity], threshold: FailOn) -> int:
    """The exit code that the findings of a complete run call for."""
    failing = SEVERITIES[: SEVERITIES.index(threshold) + 1] if threshold != "never" else ()
    return 1 if set(severities) & set(failing) else 0


def _hidden(hidden: int, every: int, request: Request) -> str:
    """What to say of findings that are not shown; nothing where there are none."""
    return f"{hidden} of {every} findings, below {request.severity}, not shown" if hidden else ""
