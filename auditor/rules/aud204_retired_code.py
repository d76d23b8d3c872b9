"""AUD204: a code asserted as current that has ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from auditor.graph import Claim, Graph, by_subject, claims
from auditor.model.assertions import Assertion, Kind
from auditor.model.findings import Finding, Severity, Value
from auditor.model.pile import like
from auditor.model.reference import ReferenceEntry
from auditor.reference.authority import Authority, over
from auditor.rules.contradiction import count, finding, location
from auditor.rules.periods import certain
from auditor.rules.rule import Rule
from auditor.rules.separators import knowing_it_over, of_its_time
from auditor.rules.side import side

_USES: Final[tuple[Kind, ...]] = ("code-drug", "code-unit", "code-route")


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every code in use after its end, but for the documents that know of it."""
    if authority is None:
        return
    used = [claim for kind in _USES for claim in claims(graph, kind, "asserted")]
    for code, said in sorted(by_subject(used).items()):
        late = [claim for claim in said if _late(authority, claim)]
        if not late:
            continue
        aware = knowing_it_over(graph, code) | _telling_its_past(graph, code)
        entry = authority.reference.entries[code][-1]
        for group, severity in _by_age(graph, late, aware, entry.valid_to):
            yield _finding(authority, code, entry, group, severity)


def _by_age(
    graph: Graph, late: Sequence[Claim], aware: set[str], end: str
) -> Iterator[tuple[Sequence[Assertion], Severity]]:
    """Those who use the code: as if it were current, and those whose own date shows that they were written before its end."""
    every = side("", late).evidence
    evidence = like([every], Assertion, (said for said in every if said.document not in aware))
    older = like([every], Assertion, (said for said in evidence if of_its_time(graph, said, end)))
    newer = like([every], Assertion, (said for said in evidence if not of_its_time(graph, said, end)))
    if newer:
        yield newer, "warning"
    if older:
        yield older, "note"


def _finding(
    authority: Authority, code: str, entry: ReferenceEntry, evidence: Sequence[Assertion], severity: Severity
) -> Finding:
    documents = tuple(sorted({said.document for said in evidence}))
    then = f"; its place took {' and '.join(entry.successors)}" if entry.successors else ""
    ended = f"ended on {entry.valid_to}{then}"
    used = f"{code} is used as current in {count(len(documents), 'document')}"
    message = f"{used}, but it {ended}" if severity == "warning" else f"{used} of an earlier date; it {ended}"
    value = Value(code, "refuted", len(evidence), documents, f"{authority.title}: {code} {ended}")
    places = (location(said, "subject", f"uses {code} as current") for said in evidence)
    expected = " or ".join(entry.successors)
    best = max((said.confidence for said in evidence), key=("low", "medium", "high").index)
    return finding(RULE, code, [value], places, message, confidence=best, severity=severity, expected=expected, evidence=[evidence])  # fmt: skip


def _late(authority: Authority, claim: Claim) -> bool:
    period = certain(claim)
    return period is not None and over(authority, claim.subject, period) is not None


def _telling_its_past(graph: Graph, code: str) -> set[str]:
    """The documents that tell what the code was, or what replaced it."""
    past = [claim for kind in _USES for claim in claims(graph, kind, "historical") if claim.subject == code]
    past += [claim for claim in claims(graph, "code-successor") if claim.subject == code]
    return {document for claim in past for document in claim.documents}


RULE = Rule(
    id="AUD204",
    name="retired-code",
    title="A code is used that has ended",
    rationale=(
        "A claim for a date of service after a code's last day is rejected. Judged at the date of which the text speaks, else "
        "today. A note in documents whose own date lies before that day. Silent in those that say that the code is over, what it was, or what replaced it."
    ),
    severity="warning",
    examples=(
        "HCPCS code [[J9371]] is used for vincristine liposomal.",
        "HCPCS code J9371 was used for vincristine liposomal until June 30, 2024.",
        "Rituximab is billed with [[J9310]].",
        "# Oncology drug list\n\nEffective July 1, 2017\n\nRituximab is billed with [[J9310]].",
        "Rituximab was billed with J9310 until the end of 2018. J9310 describes rituximab, 100 mg.",
        "J9310 was replaced by J9312.",
    ),
    check=check,
    needs_reference=True,
)
