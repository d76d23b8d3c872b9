"""`auditor explain`: all that is known of one thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from auditor.auditing import Audit
from auditor.cli import offered
from auditor.cli.authority import chosen, reference_option
from auditor.cli.configuration import Configuration
from auditor.cli.corpus import PATHS, run, settings
from auditor.cli.light import Lit, known_option, lit, story
from auditor.cli.nodes import matching, unknown
from auditor.cli.output import coloured, emit, log
from auditor.decisions.triage import FINGERPRINT
from auditor.graph import about
from auditor.model.findings import Finding
from auditor.reports import explanation
from auditor.reports.reference import told
from auditor.rules import RULES
from auditor.rules.rule import Rule
from auditor.rules.verdicts import judged


@click.command("explain")
@click.argument("subject", shell_complete=offered.subjects)
@PATHS
@reference_option
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day that counts as today.")
@known_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
def command(  # noqa: PLR0917 - click calls it by keyword
    subject: str,
    paths: Sequence[Path],
    reference: str | None,
    as_of: datetime | None,
    baseline: str | None,
    format_: str,
    color: str,
) -> None:
    """Tell all that is known of a code, drug, brand, modifier, rule or finding: what each document says, and the reference.

    Of a finding, named by its fingerprint, also what was decided of it, whether the baseline knows it, and which runs found it.
    """
    rule = next((rule for rule in RULES if subject.upper() == rule.id or subject.lower() == rule.name), None)
    if rule is not None:
        answer, complete = _rule(rule), True
    else:
        day = as_of.date().isoformat() if as_of else None
        settled = settings()
        light = lit(run(paths, reference=chosen(reference, settled), as_of=day), baseline, settled)
        answer = _finding(light, subject.lower(), settled) or _nodes(light.found, subject)
        complete = light.found.reading.complete
    emit(explanation.render_json(answer) if format_ == "json" else explanation.render_text(answer), coloured(color))
    if not complete:
        log("the answer is incomplete: some documents were not read")
        raise SystemExit(3)


def _rule(rule: Rule) -> explanation.Explanation:
    paragraphs = (rule.title + ".", rule.rationale, f"Severity: {rule.severity}.")
    examples = tuple(_example(example) for example in rule.examples)
    return explanation.Explanation(rule.id, (("rule", rule.name),), (), (), (*paragraphs, *examples))


def _example(example: str | tuple[tuple[str, str], ...]) -> str:
    documents = (("a.md", example),) if isinstance(example, str) else example
    fires = any("[[" in text for _, text in documents)
    shown = "\n".join(f"    {name}: {line}" for name, text in documents for line in text.strip().split("\n"))
    return f"{'Fires' if fires else 'Silent'}:\n{shown}"


def _finding(light: Lit, fingerprint: str, settled: Configuration) -> explanation.Explanation | None:
    """The finding of a fingerprint, or what is remembered of it; None where nobody has heard of it."""
    if not FINGERPRINT.fullmatch(fingerprint):
        return None
    report = light.found.report
    told = (*report.findings, *(ignored.finding for ignored in report.ignored))
    now = next((one for one in told if one.fingerprint == fingerprint), None)
    became, kept = story(light, fingerprint, settled)
    shown = now or kept
    if shown is None and not became.known and not became.decisions:
        return None
    nodes = (("finding", shown.rule),) if shown else ()
    return explanation.Explanation(fingerprint, nodes, (), (shown,) if shown else (), story=became)


def _nodes(found: Audit, word: str) -> explanation.Explanation:
    nodes = matching(found.graph, word)
    shown = told(found.authority, word) if found.authority else None
    if not nodes and shown is None:
        raise unknown(found.graph, word)
    claims = {id(claim): claim for node in nodes for claim in about(found.graph, node)}
    judgements = tuple(judged(found.graph, found.authority, claim) for claim in claims.values())
    concerned = tuple(one for one in found.report.findings if _concerns(one, {node[1] for node in nodes}))
    return explanation.Explanation(
        word, tuple(nodes), tuple(claims.values()), concerned, judgements=judgements, reference=shown
    )


def _concerns(finding: Finding, names: set[str]) -> bool:
    return finding.subject in names or any(value.value in names for value in finding.values)
