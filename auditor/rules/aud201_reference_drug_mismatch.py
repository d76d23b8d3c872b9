"""AUD201: an asserted drug is not what the reference says the code denotes."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Graph, entity
from auditor.model.findings import Finding
from auditor.reference.authority import NOW, Authority, codes_of, entry_on, wording
from auditor.rules.against_reference import mismatch, told
from auditor.rules.contradiction import count
from auditor.rules.rule import Rule
from auditor.rules.side import Side


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every drug that a code does not denote. That the text says less, or names a drug for a catch-all code, is a note."""
    if authority is None:
        return
    for said, judgement in told(graph, authority, "code-drug"):
        code, drug = said.claims[0].subject, said.value
        called = f"{code} is called {drug} in {count(len(said.documents), 'document')}"
        if judgement.verdict == "refuted":
            message = f"{called}, but {judgement.reason}"
            yield mismatch(RULE, code, said, judgement, message)
        elif judgement.less and any(claim.polarity == "asserted" for claim in said.claims):
            message = f"{called}, which says less than the reference: {wording(judgement.expected)}"
            yield mismatch(RULE, code, said, judgement, message, severity="note", listed=graph.listed)
        elif judgement.verdict == "unknown" and (codes := _own_codes(graph, authority, code, said)):
            own = " or ".join(codes)
            message = f"{called}, but the code denotes no drug in particular, and {drug} is {own}"
            yield mismatch(RULE, code, said, judgement, message, severity="note")


def _own_codes(graph: Graph, authority: Authority, code: str, said: Side) -> tuple[str, ...]:
    """The codes of a drug that is given to one that denotes no drug in particular."""
    entry = entry_on(authority, code, (NOW, NOW))
    drug = entity(graph, said.value)
    asserted = any(claim.polarity == "asserted" for claim in said.claims)
    return codes_of(authority, drug) if entry and entry.kind == "unclassified" and asserted and drug else ()


RULE = Rule(
    id="AUD201",
    name="reference-drug-mismatch",
    title="The code denotes another drug",
    rationale=(
        "The dated code set says what a code denotes; a page that says otherwise gets its readers' claims denied. Judged at the "
        "date of which the text speaks, else today. Silent where the reference does not hold the code or cannot tell, and where a name "
        "only says less (no suffix, no manufacturer, no formulation); a component left out of a combination is a note."
    ),
    severity="error",
    examples=(
        "HCPCS code J9355 is used for [[atezolizumab]].",
        "HCPCS code J9355 is used for trastuzumab.",
        "J9371 describes [[durvalumab]]. J9371 is the code for ((durvalumab)).",
        "J9355 describes [[trastuzumab-anns]].",
        "J9311 describes [[rituximab]].",
        "Q5117 describes trastuzumab.",
        "J9354 describes [[trastuzumab]].",
        "Until December 31, 2018, C9492 described durvalumab.",
        "J9305 describes pemetrexed disodium.",
        "J9355 does not describe atezolizumab.",
        "| Code | Drug |\n|---|---|\n| J9264 | paclitaxel protein-bound |\n| J9267 | [[paclitaxel protein-bound]] |",
    ),
    check=check,
    needs_reference=True,
)
