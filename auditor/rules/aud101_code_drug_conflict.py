"""AUD101: documents assert two or more different drugs for one code."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Graph, by_subject, claims
from auditor.model.findings import Finding
from auditor.reference.authority import Authority, denotes_no_one
from auditor.rules.contradiction import contradiction, tell
from auditor.rules.rule import Rule
from auditor.rules.separators import one_drug, unclassified_support
from auditor.rules.side import opposed
from auditor.rules.verdicts import all_confirmed, judging


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every code that is called two drugs at one time."""
    judge = judging(graph, authority)
    for code, said in by_subject(claims(graph, "code-drug", "asserted", "historical")).items():
        if authority is not None and denotes_no_one(authority, code):
            continue
        sides = opposed(said, lambda one, other: one_drug(graph, one.object, other.object))
        if sides and unclassified_support(graph, code) < sides[0].support and not all_confirmed(sides, judge):
            yield contradiction(RULE, code, sides, f"{code} is called {tell(sides)}", judge, listed=graph.listed)


RULE = Rule(
    id="AUD101",
    name="code-drug-conflict",
    title="One code is called two different drugs",
    rationale=(
        "A HCPCS Level II drug code denotes one product at a time, so a claim that is billed from the wrong page is "
        "denied. Silent where one name only says less (a suffix, a salt, a formulation, one component of a combination), "
        "where the two statements hold at different dates (codes are reused), and for catch-all codes, of which AUD107 "
        "speaks, where the reference has both, and where it gives the code to no one drug (contrast by its concentration)."
    ),
    severity="error",
    examples=(
        (
            ("a.md", "HCPCS code J9355 is used for [[atezolizumab]]."),
            ("b.md", "HCPCS code J9355 is used for ((bevacizumab))."),
        ),
        (
            ("a.md", "J9301 is the code for ((obinutuzumab))."),
            ("b.md", "J9301 describes ((obinutuzumab))."),
            ("c.md", "| Code | Drug |\n|---|---|\n| J9301 | [[ofatumumab]] |"),
        ),
        (
            ("a.md", "Q5112 describes [[trastuzumab-dttb]]."),
            ("b.md", "Q5112 describes ((trastuzumab-pkrb))."),
        ),
        (("a.md", "J9309 describes polatuzumab vedotin."), ("b.md", "J9309 describes polatuzumab vedotin-piiq.")),
        (("a.md", "J9271 describes pembrolizumab."), ("b.md", "J9271 does not describe nivolumab.")),
        (("a.md", "J9033 describes bendamustine."), ("b.md", "J9033 describes bendamustine hydrochloride.")),
        (
            ("a.md", "J9355 describes trastuzumab."),
            ("b.md", "A claim that lists J9355 for atezolizumab will be denied."),
        ),
    ),
    check=check,
)
