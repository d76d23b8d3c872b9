"""Which rules run: by id, or by the beginning of one, as in `--select AUD1`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from auditor.cli.suggestion import did_you_mean
from auditor.rules.rule import Rule


def selected(rules: Sequence[Rule], select: Iterable[str], ignore: Iterable[str]) -> list[Rule]:
    """The rules of `select` (all, if it is empty) without those of `ignore`. Fails on what names no rule."""
    wanted, unwanted = _prefixes(rules, select), _prefixes(rules, ignore)
    return [
        rule
        for rule in rules
        if rule.id.startswith(wanted or ("",)) and not (unwanted and rule.id.startswith(unwanted))
    ]


def _prefixes(rules: Sequence[Rule], given: Iterable[str]) -> tuple[str, ...]:
    words = [word.strip().upper() for words in given for word in words.split(",") if word.strip()]
    by_name = {rule.name.upper(): rule.id for rule in rules}
    prefixes = [by_name.get(word, word) for word in words]
    unknown = [word for word in prefixes if not any(rule.id.startswith(word) for rule in rules)]
    if unknown:
        known = [rule.id for rule in rules]
        raise click.UsageError("\n".join(f"there is no rule '{word}'{did_you_mean(word, known)}" for word in unknown))
    return tuple(prefixes)
