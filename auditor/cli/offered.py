"""What a shell offers where a rule, a format or a subject is to be written. Loaded with the commands, so it loads nothing itself."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

MOST = 200
_LEAST = 2  # letters of a code or a drug, before there are few enough


def rules(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The ids of rules; after a comma, one more."""
    from auditor.rules import RULES  # noqa: PLC0415 - see above

    before, comma, word = begun.rpartition(",")
    fitting = [rule for rule in RULES if rule.id.startswith(word.upper())]
    return [CompletionItem(f"{before}{comma}{rule.id}", help=rule.title) for rule in fitting]


def subjects(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Rules, and the codes, drugs and brands of the embedded reference."""
    from auditor.reference.authority import wording  # noqa: PLC0415 - see above
    from auditor.reference.files import embedded  # noqa: PLC0415

    if len(begun) < _LEAST:
        return []
    known = embedded()
    codes = {code: wording(group[-1].drug) for code, group in known.entries.items() if code.startswith(begun.upper())}
    named = {wording(entry.drug) for group in known.entries.values() for entry in group}
    words = sorted(word for word in named | set(known.brands) if word.startswith(begun.lower()))
    found = [CompletionItem(code, help=drug) for code, drug in sorted(codes.items())]
    return [*rules(context, parameter, begun), *found, *map(CompletionItem, words)][:MOST]
