"""Documents in a line each, and how the audit would mend them."""

from __future__ import annotations

from pathlib import PurePosixPath

from auditor.auditing import audit
from auditor.decoding.formats import MEDIA
from auditor.model.findings import Finding, Repair
from auditor.model.source import Document
from auditor.reference.files import embedded
from auditor.repair.applying import apply


def document(text: str, name: str = "a.md") -> Document:
    return Document(name, MEDIA[PurePosixPath(name).suffix], text)


def findings(*texts: str, name: str = "a.md") -> list[Finding]:
    """What is found in texts with the embedded reference: the first is called `name`, the others b.md, c.md ..."""
    names = [name, *(f"{letter}.md" for letter in "bcdefgh")]
    documents = [document(text, called) for text, called in zip(texts, names, strict=False)]
    return list(audit([], reference=embedded(), texts=documents).report.findings)


def only(text: str, rule: str, name: str = "a.md") -> Finding:
    """The only finding of a rule."""
    [found] = [one for one in findings(text, name=name) if one.rule == rule]
    return found


def repairs(text: str, rule: str = "AUD201", name: str = "a.md") -> list[Repair]:
    """The repairs of the only finding of a rule, the best first."""
    found = only(text, rule, name)
    return [found.repair, *found.alternatives] if found.repair else []


def actions(text: str, rule: str = "AUD201", name: str = "a.md") -> list[str]:
    return [repair.action for repair in repairs(text, rule, name)]


def mended(text: str, rule: str = "AUD201", name: str = "a.md") -> str:
    """The text with the best repair in it."""
    best = repairs(text, rule, name)[0]
    return apply(document(text, name), best.edits).text
