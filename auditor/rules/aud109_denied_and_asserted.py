"""AUD109: what one place asserts another denies."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Claim, Graph, by_subject, claims, entity
from auditor.lexicon.units import may_agree
from auditor.model.assertions import KINDS
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.resolution import same_drug
from auditor.rules.contradiction import contradiction, count
from auditor.rules.periods import overlap
from auditor.rules.rule import Rule
from auditor.rules.side import side, strongest_first, takes_sides
from auditor.rules.verdicts import judging, of_one_use


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every pair that is asserted in one place and denied in another."""
    for kind in KINDS:
        asserted = by_subject(claims(graph, kind, "asserted"))
        for subject, denials in by_subject(claims(graph, kind, "denied")).items():
            for value in sorted({denial.object for denial in denials}):
                against = [
                    denial for denial in denials if denial.object == value and not of_one_use(graph, authority, denial)
                ]
                held = [
                    claim
                    for claim in asserted.get(subject, [])
                    if against
                    and _same(graph, claim, against[0])
                    and any(overlap(claim, denial) and takes_sides(claim, denial) for denial in against)
                ]
                if held:
                    yield _finding(subject, value, held, against, graph, authority)


def _finding(  # noqa: PLR0917 - what it says, who, and against what
    subject: str, value: str, held: list[Claim], against: list[Claim], graph: Graph, authority: Authority | None
) -> Finding:
    yes, no = side(value, held), side(f"not {value}", against)
    places = f"asserted in {count(len(yes.evidence), 'place')} and denied in {count(len(no.evidence), 'place')}"
    message = f"{subject} as {value} is {places}"
    return contradiction(
        RULE, subject, strongest_first([yes, no]), message, judging(graph, authority), listed=graph.listed
    )


def _same(graph: Graph, claim: Claim, denial: Claim) -> bool:
    if claim.object == denial.object:
        return True
    if claim.kind == "code-unit":
        return may_agree(claim.object, denial.object)
    if claim.kind == "code-drug":
        first, second = entity(graph, claim.object), entity(graph, denial.object)
        return first is not None and second is not None and same_drug(first, second)
    return False


RULE = Rule(
    id="AUD109",
    name="denied-and-asserted",
    title="What one place asserts another denies",
    rationale=(
        "Two statements that cannot both be true, the plainest contradiction there is. Silent where the denied name "
        "says more or less than the asserted one, and where the statement is only a question or an example of an error."
    ),
    severity="error",
    examples=(
        (
            ("a.md", "J9355 describes [[atezolizumab]]."),
            ("b.md", "J9355 does not describe ((atezolizumab))."),
        ),
        (("a.md", "J9355 describes trastuzumab."), ("b.md", "J9355 does not describe atezolizumab.")),
        (("a.md", "J9355 describes trastuzumab."), ("b.md", "J9355 does not describe trastuzumab-anns.")),
        (
            ("a.md", "J9035 describes ((bevacizumab))."),
            ("b.md", "J9035 is the code for ((bevacizumab))."),
            ("c.md", "J9035 is not the code for [[bevacizumab]]."),
        ),
    ),
    check=check,
)
