"""Which rules run: by id, by name, or by the beginning of an id, as in `--select AUD1`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from auditor.cli.suggestion import did_you_mean
from auditor.rules.rule import Rule


def selected(rules: Sequence[Rule], select: Iterable[str], ignore: Iterable[str]) -> list[Rule]:
    """The rules of `select` (all, if it is empty) without those of `ignore`. Fails on what names no rule."""
    wanted, unwanted = _named(rules, select), _named(rules, ignore)
    return [
        rule
        for rule in rules
        if rule.id.startswith(wanted or ("",)) and not (unwanted and rule.id.startswith(unwanted))
    ]


def expanded(rules: Sequence[Rule], given: Iterable[str]) -> tuple[str, ...]:
    """The ids of all rules that are meant."""
    prefixes = _prefixes(rules, given)
    return tuple(rule.id for rule in rules if prefixes and rule.id.startswith(prefixes))


def unknown_rules(rules: Sequence[Rule], given: Iterable[str]) -> list[str]:
    """What to say of the words that name no rule."""
    known = [rule.id for rule in rules] + [rule.name for rule in rules]
    unknown = [word for word in _prefixes(rules, given) if not any(rule.id.startswith(word) for rule in rules)]
    return [f"there is no rule '{word}'{did_you_mean(word, known)}" for word in unknown]


def _named(rules: Sequence[Rule], given: Iterable[str]) -> tuple[str, ...]:
    words = list(given)
    unknown = unknown_rules(rules, words)
    if unknown:
        raise click.UsageError("\n".join(unknown))
    return _prefixes(rules, words)


def _prefixes(rules: Sequence[Rule], given: Iterable[str]) -> tuple[str, ...]:
    words = [word.strip().upper() for words in given for word in words.split(",") if word.strip()]
    by_name = {rule.name.upper(): rule.id for rule in rules}
    return tuple(by_name.get(word, word) for word in words)
