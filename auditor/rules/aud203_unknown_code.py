"""AUD203: a well-formed drug code that the reference does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.graph import Claim, Graph, by_subject, claims
from auditor.model.assertions import Kind
from auditor.model.findings import Finding
from auditor.reference.authority import SILENT, Authority
from auditor.rules.contradiction import confidence, count, finding, location, value_of
from auditor.rules.rule import Rule
from auditor.rules.side import side

_USES: Final[tuple[Kind, ...]] = ("code-drug", "code-unit", "code-route", "code-status")


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every code that a text uses as current and that no release has."""
    if authority is None:
        return
    used = [claim for kind in _USES for claim in claims(graph, kind, "asserted") if _today(claim, authority)]
    for code, said in sorted(by_subject(used).items()):
        known = code in authority.reference.entries or code in authority.reference.known_later
        if not known and not all(claim.object == "discontinued" for claim in said):
            one = side(code, said)
            places = (location(assertion, "subject") for assertion in one.evidence)
            message = f"{code}, used in {count(len(one.documents), 'document')}, is not in {authority.title}"
            values, certainty = [value_of(one, SILENT)], confidence([one])
            yield finding(RULE, code, values, places, message, confidence=certainty, evidence=[one.evidence])


def _today(claim: Claim, authority: Authority) -> bool:
    """Whether a claim is about now: not about the past, nor about codes that come after the release."""
    stated = dict(claim.qualifiers)
    return "valid_to" not in stated and stated.get("valid_from", "") <= authority.as_of


RULE = Rule(
    id="AUD203",
    name="unknown-code",
    title="A code that the reference does not hold",
    rationale=(
        "A code that no release has is a slip of the pen, an invention, or gone for many years; a claim with it is rejected. "
        "Silent for what the text itself calls past or yet to come, and for codes that a later list of the publisher has."
    ),
    severity="warning",
    examples=(
        "HCPCS code [[J9372]] is used for durvalumab.",
        "HCPCS code J9173 is used for durvalumab.",
        "Until 2009, docetaxel was billed with J9170.",
    ),
    check=check,
    needs_reference=True,
)
