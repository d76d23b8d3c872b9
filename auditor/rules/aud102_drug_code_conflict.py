"""AUD102: one drug is asserted for codes that cannot all be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from auditor.graph import Claim, Graph, by_object, by_subject, claims, entity
from auditor.model.findings import Finding, Verdict
from auditor.reference.authority import NOW, Authority, codes_of, entry_on
from auditor.rules.contradiction import contradiction
from auditor.rules.rule import Rule
from auditor.rules.separators import knowing_it_over, told_apart, unclassified_support
from auditor.rules.side import Side, side, strongest_first
from auditor.rules.verdicts import judging


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every drug with codes that nothing tells apart, or of which the reference refutes one, all of them in one finding."""
    judge = judging(graph, authority)
    for drug, said in by_object(claims(graph, "code-drug", "asserted")).items():
        sides = {
            code: side(code, group)
            for code, group in by_subject(said).items()
            if _in_use(graph, authority, code, group)
        }
        verdicts = {code: judge(one).verdict for code, one in sides.items()}
        clashing = _clashing(graph, authority, sides, verdicts)
        if clashing:
            codes = ", ".join(sorted(clashing))
            refuted = [code for code in sorted(clashing) if verdicts[code] == "refuted"]
            told = f"of which {' and '.join(refuted)} cannot be right" if refuted else "that nothing tells apart"
            message = f"{drug} is given {len(clashing)} codes {told}: {codes}"
            listed = strongest_first(sides[code] for code in sorted(clashing))
            expected = _expected(graph, authority, drug)
            yield contradiction(
                RULE, drug, listed, message, judge, listed=graph.listed, focus="subject", expected=expected
            )


def _clashing(
    graph: Graph, authority: Authority | None, sides: Mapping[str, Side], verdicts: Mapping[str, Verdict]
) -> set[str]:
    """The codes that cannot stand beside some other: one that is refuted clashes with all others.

    Of codes that the reference holds and does not refute, none is known to be wrong; elsewhere something must tell them apart.
    """
    held = authority.reference.entries if authority else {}
    clashing: set[str] = set()
    for one, other in combinations(sorted(sides), 2):
        if "refuted" in {verdicts[one], verdicts[other]} or not (
            {one, other} <= held.keys() or told_apart(graph, sides[one].claims, sides[other].claims)
        ):
            clashing |= {one, other}
    return clashing


def _expected(graph: Graph, authority: Authority | None, drug: str) -> str:
    meant = entity(graph, drug)
    return " or ".join(codes_of(authority, meant)) if authority and meant else ""


def _in_use(graph: Graph, authority: Authority | None, code: str, said: list[Claim]) -> bool:
    """Whether somebody gives the drug this code who does not know it to be over, and it is no catch-all and no service or device."""
    entry = entry_on(authority, code, (NOW, NOW)) if authority else None
    if entry is not None and entry.kind != "specific":
        return False
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
        "wrong code. With a reference, codes that it gives to the drug are fine, and one that it gives to another drug is not."
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
