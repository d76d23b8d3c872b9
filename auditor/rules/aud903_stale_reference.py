"""AUD903: the reference's release is more than two quarters older than the day of the audit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.graph import Graph
from auditor.model.findings import Finding, Location, Value
from auditor.reference.authority import Authority
from auditor.rules.contradiction import finding
from auditor.rules.rule import Rule
from auditor.rules.subjects import START

_QUARTERS: Final = 2


def check(_graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """The reference itself, if it is too old for the day that counts as today."""
    if authority is None:
        return
    age = _quarter(authority.as_of) - _quarter(authority.reference.release)
    if age > _QUARTERS:
        name = authority.reference.name
        message = (
            f"the reference is {authority.title}, {age} quarters older than {authority.as_of}; import a newer release"
        )
        place = Location(f"reference:{name}", START, authority.title, "is what codes and drugs were compared with")
        yield finding(RULE, name, [Value(authority.title, "unknown", 1, ())], [place], message)


def _quarter(day: str) -> int:
    """Quarters since the year 0."""
    year, month, _ = day.split("-")
    return int(year) * 4 + (int(month) - 1) // 3


RULE = Rule(
    id="AUD903",
    name="stale-reference",
    title="The reference is too old",
    rationale=(
        "CMS changes the code set every quarter. A release more than two quarters older than the day of the audit no longer tells "
        "which codes are new, over or changed. Fires only where --as-of names that day, because no result may depend on the clock."
    ),
    severity="warning",
    examples=("J9173 describes durvalumab.",),
    check=check,
    needs_reference=True,
)
