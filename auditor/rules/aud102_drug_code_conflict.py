"""AUD102: one drug is asserted for codes that cannot all be right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from auditor.graph import Claim, Graph, by_object, by_subject, claims
from auditor.model.findings import Finding
from auditor.rules.contradiction import contradiction, side, strongest_first
from auditor.rules.rule import Reference, Rule
from auditor.rules.separators import knowing_it_over, told_apart, unclassified_support


def check(graph: Graph, _reference: Reference | None) -> Iterator[Finding]:
    """Every drug with codes that nothing tells apart, all of them in one finding."""
    for drug, said in by_object(claims(graph, "code-drug", "asserted")).items():
        specific = {code: group for code, group in by_subject(said).items() if _in_use(graph, code, group)}
        clashing: set[str] = set()
        for one, other in combinations(sorted(specific), 2):
            if not told_apart(graph, specific[one], specific[other]):
                clashing |= {one, other}
        if clashing:
            sides = strongest_first(side(code, specific[code]) for code in sorted(clashing))
            message = f"{drug} is given {len(sides)} codes that nothing tells apart: {', '.join(sorted(clashing))}"
            yield contradiction(RULE, drug, sides, message, focus="subject")


def _in_use(graph: Graph, code: str, said: list[Claim]) -> bool:
    """Whether somebody gives the drug this code who does not know it to be over, and it is no catch-all."""
    documents = {document for claim in said for document in claim.documents}
    catch_all = unclassified_support(graph, code) > max(claim.support for claim in said)
    return not catch_all and bool(documents - knowing_it_over(graph, code))


RULE = Rule(
    id="AUD102",
    name="drug-code-conflict",
    title="One drug is given codes that cannot all be right",
    rationale=(
        "A drug may have several codes: by manufacturer, formulation, route, biosimilar suffix, billing unit or date. "
        "Where nothing tells two of them apart, and no document lists both, at least one page sends its readers to the "
        "wrong code."
    ),
    severity="error",
    examples=(
        (
            ("a.md", "HCPCS code [[J9371]] is used for durvalumab."),
            ("b.md", "HCPCS code ((J9173)) is used for durvalumab."),
        ),
        (
            ("a.md", "((J9299)) describes nivolumab."),
            ("b.md", "[[J9228]] describes nivolumab."),
            ("c.md", "((J9299)) describes nivolumab."),
        ),
        (
            ("a.md", "[[J9317]] describes atezolizumab."),
            ("b.md", "((J9353)) describes atezolizumab."),
            ("c.md", "((J9355)) describes atezolizumab."),
        ),
        (("a.md", "J9271 describes pembrolizumab."), ("b.md", "J9271 is the code for pembrolizumab.")),
        (
            ("a.md", "| Code | Drug |\n|---|---|\n| J9033 | bendamustine |\n| J9034 | bendamustine |"),
            ("b.md", "J9034 describes bendamustine."),
            ("c.md", "J9033 describes bendamustine."),
        ),
        (("a.md", "J9173 describes durvalumab."), ("b.md", "J9371 does not describe durvalumab.")),
        (("a.md", "Q5112 describes trastuzumab-dttb."), ("b.md", "Q5114 describes trastuzumab-dkst.")),
    ),
    check=check,
)
