"""AUD204: a code asserted as current that has ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.graph import Claim, Graph, by_subject, claims
from auditor.model.assertions import Kind
from auditor.model.findings import Finding
from auditor.reference.authority import Authority, Judgement, over
from auditor.rules.contradiction import confidence, count, finding, location, value_of
from auditor.rules.periods import certain
from auditor.rules.rule import Rule
from auditor.rules.separators import knowing_it_over
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
        one = side(code, late)
        evidence = [assertion for assertion in one.evidence if assertion.document not in aware]
        if evidence:
            entry = authority.reference.entries[code][-1]
            documents = count(len({assertion.document for assertion in evidence}), "document")
            then = f"; its place took {' and '.join(entry.successors)}" if entry.successors else ""
            message = f"{code} is used as current in {documents}, but it ended on {entry.valid_to}{then}"
            reason = f"{authority.title}: {code} ended on {entry.valid_to}{then}"
            value = value_of(one, Judgement("refuted", reason))
            places = [location(assertion, "subject", f"uses {code} as current") for assertion in evidence]
            yield finding(
                RULE,
                code,
                [value],
                places,
                message,
                confidence=confidence([one]),
                expected=" or ".join(entry.successors),
            )


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
        "today. Silent in documents that say themselves that the code is over, what it was, or what replaced it."
    ),
    severity="warning",
    examples=(
        "HCPCS code [[J9371]] is used for vincristine liposomal.",
        "HCPCS code J9371 was used for vincristine liposomal until June 30, 2024.",
        "Rituximab is billed with [[J9310]].",
        "Rituximab was billed with J9310 until the end of 2018. J9310 describes rituximab, 100 mg.",
        "J9310 was replaced by J9312.",
    ),
    check=check,
    needs_reference=True,
)
