"""Documents in a line each, and how the audit would mend them."""

from __future__ import annotations

from pathlib import PurePosixPath

from auditor.audit import audit
from auditor.loading import MEDIA
from auditor.model.findings import Finding, Repair
from auditor.model.reference import Reference
from auditor.model.source import Document
from auditor.reference.files import embedded
from auditor.repair.applying import apply


def document(text: str, name: str = "a.md") -> Document:
    return Document(name, MEDIA[PurePosixPath(name).suffix], text)


def findings(*texts: str, reference: Reference | None = None, **named: str) -> list[Finding]:
    """What is found in texts a.md, b.md ..., and in others by name ("page_html" is page.html)."""
    documents = [document(text, f"{chr(ord('a') + at)}.md") for at, text in enumerate(texts)]
    documents += [document(text, name.replace("_", ".")) for name, text in named.items()]
    return list(audit([], reference=reference or embedded(), texts=documents).report.findings)


def repairs(text: str, rule: str = "AUD201", **others: str) -> list[Repair]:
    """The repairs of the only finding of a rule in a.md, the best first."""
    [found] = [one for one in findings(text, **others) if one.rule == rule and one.primary.document == "a.md"]
    return [found.repair, *found.alternatives] if found.repair else []


def actions(text: str, rule: str = "AUD201", **others: str) -> list[str]:
    return [repair.action for repair in repairs(text, rule, **others)]


def mended(text: str, rule: str = "AUD201", name: str = "a.md") -> str:
    """The text with the best repair in it."""
    [found] = [one for one in findings(**{name.replace(".", "_"): text}) if one.rule == rule]
    assert found.repair is not None
    return apply(document(text, name), found.repair.edits).text
