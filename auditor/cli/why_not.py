"""`auditor why-not`: why two statements are not a contradiction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path

import click
import msgspec

from auditor.auditing import Audit
from auditor.cli.authority import chosen, reference_option
from auditor.cli.corpus import PATHS, run, settings
from auditor.cli.light import known_option, lit
from auditor.cli.nodes import matching, unknown
from auditor.cli.output import emit, log
from auditor.graph import Claim, about, claims
from auditor.model.assertions import KINDS
from auditor.model.findings import Finding
from auditor.reports.as_json import decision_object, dumps
from auditor.reports.decided import told as decided
from auditor.reports.visible import visible
from auditor.rules.contradiction import says
from auditor.rules.separation import separation

_PLACE = re.compile(r"(?P<document>.+):(?P<line>\d+)")
_SHOWN = 20  # pairs that are told one by one


class Pair(msgspec.Struct, frozen=True):
    """Two claims, what separates them, and the findings in which they nevertheless stand against each other."""

    one: Claim
    other: Claim
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]


@click.command("why-not")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@PATHS
@reference_option
@known_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def command(  # noqa: PLR0917 - click calls it by keyword
    one: str, other: str, paths: Sequence[Path], reference: str | None, baseline: str | None, format_: str
) -> None:
    """Tell why two statements are not a contradiction: which date, qualifier or wording separates them.

    A and B are each a place (a.md:12), a statement (J9033=bendamustine), or a code, drug, brand or modifier. Where they do
    contradict each other, the findings are told, with what was decided of them before.
    """
    settled = settings()
    found = lit(run(paths, reference=chosen(reference, settled)), baseline, settled).found
    pairs = _pairs(found, _meant(found, one), _meant(found, other))
    emit(_json(pairs) if format_ == "json" else _text(pairs))
    if not found.reading.complete:
        log("the answer is incomplete: some documents were not read")
        raise SystemExit(3)


def _meant(found: Audit, word: str) -> list[Claim]:
    """The claims that a word means. Fails where there are none."""
    place = _PLACE.fullmatch(word)
    if place:
        there = [claim for kind in KINDS for claim in claims(found.graph, kind) if _stands_at(claim, place)]
        if not there:
            raise click.UsageError(f"{word}: nothing is claimed there; auditor extract shows where something is")
        return there
    subject, _, value = word.partition("=")
    nodes = matching(found.graph, subject.strip())
    if not nodes:
        raise unknown(found.graph, subject.strip())
    said = [claim for node in nodes for claim in about(found.graph, node)]
    if value:
        wanted = _plain(value)
        said = [claim for claim in said if wanted in {_plain(claim.object), _plain(claim.subject)}]
        if not said:
            raise click.UsageError(f"no document says that {subject.strip()} is {value.strip()}")
    return said


def _plain(name: str) -> str:
    """A name as it is compared: "a+b" is "A + B"."""
    return "".join(name.casefold().split())


def _stands_at(claim: Claim, place: re.Match[str]) -> bool:
    line = int(place["line"])
    return any(
        said.document == place["document"] and said.place.line <= line <= said.place.end_line for said in claim.evidence
    )


def _pairs(found: Audit, ones: Sequence[Claim], others: Sequence[Claim]) -> list[Pair]:
    """Each pair of claims once; those that could be compared first, and the others only where there are none."""
    distinct: dict[frozenset[tuple[object, ...]], tuple[Claim, Claim]] = {}
    for one, other in product(ones, others):
        if one != other:
            distinct.setdefault(frozenset((_key(one), _key(other))), (one, other))
    pairs = [
        Pair(one, other, tuple(_reasons(found, one, other)), _against(found, one, other))
        for one, other in distinct.values()
    ]
    comparable = [pair for pair in pairs if pair.one.kind == pair.other.kind and _shared(pair)]
    return comparable or pairs[:1]


def _reasons(found: Audit, one: Claim, other: Claim) -> list[str]:
    return separation(found.graph, found.authority, one, other)


def _shared(pair: Pair) -> bool:
    return pair.one.subject == pair.other.subject or pair.one.object == pair.other.object


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.kind, claim.subject, claim.object, claim.polarity, claim.qualifiers


def _against(found: Audit, one: Claim, other: Claim) -> tuple[Finding, ...]:
    """The findings that quote both."""
    return tuple(
        finding
        for finding in found.report.findings
        if _quotes(finding, one) and _quotes(finding, other) and len(finding.values) > 1
    )


def _quotes(finding: Finding, claim: Claim) -> bool:
    places = {(place.document, place.place, place.note) for place in (finding.primary, *finding.related)}
    return any(
        claim.polarity != "hypothetical" and (said.document, said.place, says(said)) in places
        for said in claim.evidence
    )


def _text(pairs: Sequence[Pair]) -> str:
    if not pairs:
        return "both are one and the same statement\n"
    blocks = ["\n".join(_lines(pair)) for pair in pairs[:_SHOWN]]
    if len(pairs) > _SHOWN:
        blocks.append(f"and {len(pairs) - _SHOWN} more pairs; name a place or a statement, as J9033=bendamustine")
    return "\n\n".join(blocks) + "\n"


def _lines(pair: Pair) -> Iterable[str]:
    yield _told(pair.one)
    yield _told(pair.other)
    if pair.findings:
        for finding in pair.findings:
            status = f", {finding.status}" if finding.status else ""
            told = f"{finding.rule} {visible(finding.message)} ({finding.fingerprint}{status})"
            yield f"  they do contradict each other: {told}"
            if finding.decision:
                yield f"    {visible(decided(finding.decision))}"
    elif pair.reasons:
        for reason in pair.reasons:
            yield f"  no contradiction: {visible(reason)}"
    else:
        yield "  nothing separates them, and no rule of the kind that would compare them fired"


def _told(claim: Claim) -> str:
    first = claim.evidence[0]
    more = f" and {len(claim.evidence) - 1} more" if len(claim.evidence) > 1 else ""
    dates = "".join(f", {name} {visible(value)}" for name, value in claim.qualifiers)
    where = f"{visible(first.document)}:{first.place.line}:{first.place.column}{more}"
    return f"{claim.subject} -> {visible(claim.object)} ({claim.kind}, {claim.polarity}{dates}) {where}"


def _json(pairs: Sequence[Pair]) -> str:
    shape = [
        {
            "statements": [_object(pair.one), _object(pair.other)],
            "contradiction": bool(pair.findings),
            "findings": [finding.fingerprint for finding in pair.findings],
            "standing": [_standing(finding) for finding in pair.findings],
            "reasons": [] if pair.findings else list(pair.reasons),
        }
        for pair in pairs
    ]
    return dumps(shape, indent=2) + "\n"


def _standing(finding: Finding) -> dict[str, object]:
    triage = decision_object(finding.decision) if finding.decision else None
    return {"fingerprint": finding.fingerprint, "status": finding.status, "triage": triage}


def _object(claim: Claim) -> dict[str, object]:
    first = claim.evidence[0]
    return {
        "kind": claim.kind,
        "subject": claim.subject,
        "object": claim.object,
        "polarity": claim.polarity,
        "qualifiers": dict(claim.qualifiers),
        "document": first.document,
        "line": first.place.line,
        "occurrences": len(claim.evidence),
    }
