"""AUD108: one code given routes that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.graph import Claim, Graph, by_subject, claims
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.contradiction import contradiction, tell
from auditor.rules.rule import Rule
from auditor.rules.side import Side, opposed
from auditor.rules.verdicts import all_confirmed, judging

# Many injections are given both into a vein and under the skin or into a muscle; a tablet is never infused.
_INJECTED = frozenset({"intravenous", "subcutaneous", "intramuscular"})


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every code with routes that nobody gives it together."""
    judge = judging(graph, authority)
    for code, said in by_subject(claims(graph, "code-route", "asserted", "historical")).items():
        together = _given_together(said)
        sides = opposed(said, lambda one, other, both=together: frozenset((one.object, other.object)) in both)  # type: ignore[misc]
        if not sides or all_confirmed(sides, judge):
            continue
        refuted = any(judge(one).verdict == "refuted" for one in sides)
        if refuted or _excluding(sides):
            yield contradiction(RULE, code, sides, f"{code} is {tell(sides)}", judge, listed=graph.listed)


def _given_together(said: Sequence[Claim]) -> set[frozenset[str]]:
    """Pairs of routes that one document gives the code: it knows that both are right."""
    pairs = set()
    for number, one in enumerate(said):
        for other in said[number + 1 :]:
            if set(one.documents) & set(other.documents):
                pairs.add(frozenset((one.object, other.object)))
    return pairs


def _excluding(sides: Sequence[Side]) -> bool:
    """Whether the routes cannot all be a product's: not two kinds of injection, unless one voice stands against several."""
    routes = {one.value for one in sides}
    if not routes <= _INJECTED:
        return True
    return sides[0].support > 1 and all(one.support == 1 for one in sides[1:])


RULE = Rule(
    id="AUD108",
    name="code-route-conflict",
    title="One code is given by routes that exclude each other",
    rationale=(
        "The route often decides which of a drug's codes is right. Many drugs may be given in two ways: silent where one document gives the "
        "code both routes, where the reference has them, and where two kinds of injection stand one against one."
    ),
    severity="warning",
    examples=(
        (
            ("a.md", "J8501 is the code for [[oral]] aprepitant."),
            ("b.md", "J8501 is the code for aprepitant, given by ((intravenous infusion))."),
        ),
        (
            ("a.md", "J9356 is given by ((subcutaneous)) injection."),
            ("b.md", "J9356 is for ((subcutaneous)) use."),
            ("c.md", "J9356 is for [[intravenous use]]."),
        ),
        (("a.md", "J9041 is for intravenous use."), ("b.md", "J9041 is for subcutaneous use.")),
        (("a.md", "J9041 is for intravenous or subcutaneous use."), ("b.md", "J9041 is for intravenous use.")),
    ),
    check=check,
)
