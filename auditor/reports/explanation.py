"""All that is known of one thing: what is claimed of it and where, and the findings that concern it."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from auditor.graph import Claim
from auditor.model.assertions import Assertion
from auditor.model.findings import Finding
from auditor.reference.authority import SILENT, Judgement
from auditor.reports.as_json import dumps, finding_object
from auditor.reports.reference import Shown, shown_object
from auditor.reports.reference import render_text as shown_text
from auditor.reports.story import Story, story_lines, story_object
from auditor.reports.text import finding_text
from auditor.reports.visible import visible


class Explanation(msgspec.Struct, frozen=True):
    """What is known of a subject. Of a rule that is `paragraphs`, of anything else claims and findings."""

    subject: str
    nodes: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    paragraphs: tuple[str, ...] = ()
    judgements: tuple[Judgement, ...] = ()  # of each claim, in the same order
    reference: Shown | None = None
    story: Story | None = None  # of a finding that was asked for


def render_text(told: Explanation) -> str:
    """For people."""
    named = ", ".join(f"{kind} {visible(name)}" for kind, name in told.nodes) or visible(told.subject)
    parts = [click.style(named, bold=True), *told.paragraphs]
    if told.reference:
        parts.append(shown_text(told.reference).rstrip("\n"))
        if not told.nodes:
            parts.append("No document of the corpus speaks of it.")
    parts += [_claim(claim, judgement) for claim, judgement in _judged(told)]
    parts += [finding_text(finding, every_repair=True).rstrip("\n") for finding in told.findings]
    if told.story:
        parts.append("\n".join(story_lines(told.story)))
    return "\n\n".join(parts) + "\n"


def render_json(told: Explanation) -> str:
    """For programs."""
    shape = {
        "subject": told.subject,
        "nodes": [{"kind": kind, "name": name} for kind, name in told.nodes],
        "text": list(told.paragraphs),
        "reference": told.reference and shown_object(told.reference),
        "claims": [_claim_object(claim, judgement) for claim, judgement in _judged(told)],
        "findings": [finding_object(finding) for finding in told.findings],
        **({"story": story_object(told.story)} if told.story else {}),
    }
    return dumps(shape, indent=2) + "\n"


def _judged(told: Explanation) -> Iterator[tuple[Claim, Judgement]]:
    return zip(told.claims, told.judgements or (SILENT,) * len(told.claims), strict=True)


def _claim(claim: Claim, judgement: Judgement) -> str:
    qualifiers = "".join(f", {name} {visible(value)}" for name, value in claim.qualifiers)
    voices = f"{claim.support} document{'' if claim.support == 1 else 's'} independently"
    head = f"{claim.kind}: {claim.subject} -> {visible(claim.object)} ({claim.polarity}, {voices}{qualifiers})"
    places = [
        f"    {visible(said.document)}:{said.place.line}:{said.place.column}: {_quote(said)}" for said in claim.evidence
    ]
    verdict = [] if judgement.verdict == "unknown" else [f"    {judgement.verdict}: {visible(judgement.reason)}"]
    return "\n".join([head, *verdict, *places])


def _quote(said: Assertion, longest: int = 100) -> str:
    quote = visible(said.quote)
    return quote if len(quote) <= longest else quote[: longest - 1] + "…"


def _claim_object(claim: Claim, judgement: Judgement) -> dict[str, object]:
    return {
        "kind": claim.kind,
        "subject": claim.subject,
        "object": claim.object,
        "polarity": claim.polarity,
        "qualifiers": dict(claim.qualifiers),
        "verdict": judgement.verdict,
        "reason": judgement.reason,
        "support": claim.support,
        "documents": list(claim.documents),
        "evidence": [
            {"document": said.document, "line": said.place.line, "column": said.place.column, "quote": said.quote}
            for said in claim.evidence
        ],
    }
