"""A rule's examples as people read them: the documents, and whether the rule fires."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.model.findings import RuleInfo

_MARKS = re.compile(r"\[\[(.+?)\]\]|\(\((.+?)\)\)", re.DOTALL)


def as_text(rule: RuleInfo) -> str:
    """All examples of a rule, indented."""
    return "\n\n".join(
        f"{_verdict(example)}:\n" + "\n".join(f"    {line}" for line in _lines(example)) for example in rule.examples
    )


def as_markdown(rule: RuleInfo) -> str:
    """All examples of a rule, in fences that nothing in them can close."""
    return "\n\n".join(f"{_verdict(example)}:\n\n{fenced(_lines(example))}" for example in rule.examples)


def fenced(lines: Sequence[str]) -> str:
    """Lines as a code block."""
    longest = max((len(run) for line in lines for run in re.findall(r"`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}text", *lines, fence])


def _verdict(example: Sequence[tuple[str, str]]) -> str:
    return "Fires" if any("[[" in text for _, text in example) else "Silent"


def _lines(example: Sequence[tuple[str, str]]) -> list[str]:
    return [
        f"{name}: {line}" for name, text in example for line in _MARKS.sub(r"\1\2", text).strip().split("\n") if line
    ]
