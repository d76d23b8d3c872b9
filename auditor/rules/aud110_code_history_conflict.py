"""AUD110: replacements or effective dates that cannot all be true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from auditor.graph import Claim, Graph, by_subject, claims
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.contradiction import contradiction, tell
from auditor.rules.rule import Rule
from auditor.rules.side import Side, side, strongest_first
from auditor.rules.verdicts import all_confirmed, judging

_DAY: Final = len("2026-01-01")


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every code that was replaced by different codes, ended on different days, or replaced the code that replaced it."""
    judge = judging(graph, authority)
    replaced = by_subject(claims(graph, "code-successor", "asserted", "historical"))
    for code, said in replaced.items():
        sides = _apart(said, lambda claim: claim.object)
        if sides and not all_confirmed(sides, judge):
            yield contradiction(RULE, code, sides, f"{code} was replaced by {tell(sides)}", judge, listed=graph.listed)
        circular = [claim for claim in said for back in replaced.get(claim.object, ()) if back.object == code]
        if circular and code < circular[0].object:
            other = circular[0].object
            back = [claim for claim in replaced[other] if claim.object == code]
            round_ = strongest_first([side(other, circular), side(code, back)])
            yield contradiction(
                RULE,
                code,
                round_,
                f"{code} and {other} are each said to have replaced the other",
                judge,
                listed=graph.listed,
            )
    ended = (
        claim for claim in claims(graph, "code-status", "asserted", "historical") if claim.object == "discontinued"
    )
    for code, said in by_subject(claim for claim in ended if _since(claim)).items():
        sides = _apart(said, _since)
        if sides:
            yield contradiction(
                RULE, code, sides, f"{code} ended {tell(sides, 'on ')}", judge, listed=graph.listed, focus="subject"
            )


def _apart(said: Sequence[Claim], value: Callable[[Claim], str]) -> list[Side]:
    """The sides: values that no document gives together. A code may be split among several, and then one page lists them."""
    groups: dict[str, list[Claim]] = {}
    for claim in said:
        groups.setdefault(value(claim), []).append(claim)
    sides = {name: side(name, group) for name, group in groups.items()}
    apart: set[str] = set()
    for one, other in combinations(sorted(sides), 2):
        if not set(sides[one].documents) & set(sides[other].documents):
            apart |= {one, other}
    return strongest_first(sides[name] for name in sorted(apart))


def _since(claim: Claim) -> str:
    """The last day of a code: one that is "deleted effective January 1" was good until the day before."""
    said = dict(claim.qualifiers).get("valid_from", "")
    return (
        (date.fromisoformat(said) - timedelta(days=1)).isoformat()
        if said.endswith("-01") and len(said) == _DAY
        else said
    )


RULE = Rule(
    id="AUD110",
    name="code-history-conflict",
    title="A code's history is told in ways that cannot all be true",
    rationale=(
        "Which code replaced which, and when, decides the code for every date of service. Silent where one document lists both "
        "replacements (codes are split), where the reference has them all, and where only one side gives a date."
    ),
    severity="error",
    examples=(
        (
            ("a.md", "C9492 was replaced by [[J9173]]."),
            ("b.md", "C9492 was replaced by ((J9022))."),
        ),
        (("a.md", "C9492 was replaced by J9173."), ("b.md", "C9492 was replaced by J9173 on January 1, 2019.")),
        (
            ("a.md", "Code [[J9145]] was discontinued on September 30, 2021."),
            ("b.md", "Code ((J9145)) was discontinued on December 31, 2022."),
        ),
        (
            ("a.md", "Code J9145 was discontinued on September 30, 2021."),
            ("b.md", "Code J9145 was deleted effective October 1, 2021."),
        ),
        (("a.md", "J9310 was replaced by J9311 and J9312."), ("b.md", "J9310 was replaced by J9312.")),
    ),
    check=check,
)
