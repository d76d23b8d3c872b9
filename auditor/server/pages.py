"""A page on each rule, to which a diagnostic's code leads: written when the server starts, so that the link works offline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from auditor.auditing import rule_info
from auditor.reports.examples import as_markdown
from auditor.rules.rule import Rule


def write_pages(folder: Path, rules: Sequence[Rule]) -> Mapping[str, str]:
    """The address of each rule's page, by rule id. Raises OSError where the folder cannot be written to."""
    addresses = {}
    for rule in rules:
        path = folder / f"{rule.id}.md"
        path.write_text(page(rule), encoding="utf-8")
        addresses[rule.id] = path.as_uri()
    return addresses


def page(rule: Rule) -> str:
    """What a rule is for and when it fires, in Markdown."""
    head = (
        f"# {rule.id} {rule.name}\n\n{rule.title}.\n\n{rule.rationale}\n\nSeverity: {rule.severity}.\n\n## Examples\n\n"
    )
    return head + as_markdown(rule_info(rule)) + "\n"
