"""AUD107: a code called unclassified here and given a specific drug there, or discontinued here and current there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from auditor.graph import Claim, Graph, by_object, by_subject, claims, independent, written
from auditor.model.assertions import Assertion
from auditor.model.findings import Finding
from auditor.model.pile import like
from auditor.reference.authority import NOW, SILENT, Authority, Judgement, over
from auditor.rules.contradiction import contradiction, tell
from auditor.rules.periods import overlap
from auditor.rules.rule import Rule
from auditor.rules.separators import of_its_time
from auditor.rules.side import Side, side, strongest_first
from auditor.rules.verdicts import Judge, judging

CURRENT = "current"


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every code whose status somebody denies by using it."""
    judge = _judging(graph, authority)
    drugs = by_subject(claims(graph, "code-drug"))
    for code, statuses in by_subject(claims(graph, "code-status", "asserted")).items():
        said = drugs.get(code, [])
        for status, group in by_object(statuses).items():
            against = (
                _specific(group, said)
                if status == "unclassified"
                else _current(graph, group, said, _end(graph, authority, group))
            )
            if against:
                sides = strongest_first([side(status, group), *against])
                yield contradiction(RULE, code, sides, f"{code} is {tell(sides)}", judge, listed=graph.listed)


def _judging(graph: Graph, authority: Authority | None) -> Judge:
    """The sides as usual; those who use a code as if it were current are right as long as it has not ended."""
    judge = judging(graph, authority)

    def judged(one: Side) -> Judgement:
        if one.value != CURRENT or authority is None:
            return judge(one)
        code = one.claims[0].subject
        if code not in authority.reference.entries:
            return SILENT
        ended = over(authority, code, (NOW, NOW))
        told = f"ended on {ended.valid_to}" if ended else "is in force"
        return Judgement("refuted" if ended else "confirmed", f"{authority.title}: {code} {told}")

    return judged


def _specific(status: Sequence[Claim], said: Sequence[Claim]) -> list[Side]:
    """The drugs that the code is asserted to denote while it is said to denote none in particular."""
    held = [claim for claim in said if claim.polarity == "asserted" and any(overlap(claim, one) for one in status)]
    return [side(drug, group) for drug, group in by_object(held).items()]


def _end(graph: Graph, authority: Authority | None, status: Sequence[Claim]) -> str:
    """The last day on which a code that is called discontinued may have been in force: by the reference, by the text, by the text's date."""
    entries = authority.reference.entries.get(status[0].subject, ()) if authority else ()
    if entries:
        return entries[-1].valid_to
    said = [dict(claim.qualifiers).get("valid_from", "") for claim in status]
    return max(said) or min(written(graph, one) for claim in status for one in claim.evidence)


def _current(graph: Graph, status: Sequence[Claim], said: Sequence[Claim], end: str) -> list[Side]:
    """Those who still use the code for a drug, other than the documents that know it to be over, or are of a day before its end."""
    said = [later for claim in said if (later := _written_after(graph, claim, end))]
    knowing = {document for claim in status for document in claim.documents}
    knowing |= {document for claim in said if claim.polarity == "historical" for document in claim.documents}
    held = (claim for claim in said if claim.polarity == "asserted" and not _reused(claim, status))
    using = side(CURRENT, (claim for claim in held if any(overlap(claim, one) for one in status)))
    return [using] if set(using.documents) - knowing else []


def _written_after(graph: Graph, claim: Claim, end: str) -> Claim | None:
    """The claim without those who made it on a day, told by themselves, on which the code was in force."""
    kept = (one for one in claim.evidence if not of_its_time(graph, one, end))
    evidence = like([claim.evidence], Assertion, kept)
    if len(evidence) == len(claim.evidence):
        return claim
    return msgspec.structs.replace(claim, evidence=evidence, support=independent(evidence)) if evidence else None


def _reused(claim: Claim, status: Sequence[Claim]) -> bool:
    """A code that is assigned anew after it ended is current again."""
    since = dict(claim.qualifiers).get("valid_from", "")
    ends = [dict(one.qualifiers).get("valid_from", "") for one in status]
    return bool(since) and all(end != "" and end <= since for end in ends)


RULE = Rule(
    id="AUD107",
    name="code-status-conflict",
    title="A code is unclassified or over here, and specific or in use there",
    rationale=(
        "A not-otherwise-classified code needs the drug's name and NDC on the claim, a specific one does not; a claim "
        "with a discontinued code is rejected. Silent where the document that says so also tells what the code was, and "
        "where the statements hold at different dates."
    ),
    severity="error",
    examples=(
        (
            ("a.md", "J9299 is a code for [[unclassified]] drugs."),
            ("b.md", "J9299 describes ((nivolumab))."),
        ),
        (("a.md", "J3490 is the code for unclassified drugs."), ("b.md", "J9299 describes nivolumab.")),
        (("a.md", "Code [[J9310]] is discontinued."), ("b.md", "J9310 describes ((rituximab)).")),
        (
            ("a.md", "Code [[J9145]] is discontinued as of September 30, 2021."),
            ("b.md", "J9145 describes ((daratumumab))."),
        ),
        (("a.md", "J9310 was discontinued on January 1, 2019."), ("b.md", "J9312 describes rituximab.")),
    ),
    check=check,
)
