"""Which ignores hold on a day, and which of them did nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from auditor.aside import Use, ids_of
from auditor.model.ignores import Ignore, Lapse
from auditor.rules.rule import Rule


def in_force(ignores: Iterable[Ignore], day: str | None) -> list[Ignore]:
    """Those that can be understood and have not expired. Without a day nothing expires."""
    return [ignore for ignore in ignores if not ignore.fault and not _is_over(ignore, day)]


def lapses(
    ignores: Iterable[Ignore], used: Collection[Use], rules: Sequence[Rule], asked: Collection[str], day: str | None
) -> list[Lapse]:
    """What documents ask for in vain, each once.

    `rules` are all that there are. `asked` are the ids of those of which every finding was seen: of the others nobody can tell
    what an ignore is for.
    """
    ids = ids_of(rules)
    found = (lapse for ignore in ignores for lapse in _of(ignore, used, ids, asked, day))
    return list(dict.fromkeys(found))


def _of(
    ignore: Ignore, used: Collection[Use], ids: dict[str, str], asked: Collection[str], day: str | None
) -> Iterator[Lapse]:
    asks = f"ignore[{', '.join(ignore.rules)}]"
    if ignore.fault:
        yield Lapse(ignore.document, ignore.place, ignore.quote, "unused", asks, f"it ignores nothing: {ignore.fault}")
    elif _is_over(ignore, day):
        because = f"it held until {ignore.until}, and the audit is of {day}"
        yield Lapse(ignore.document, ignore.place, ignore.quote, "expired", asks, because)
    else:
        for name in ignore.rules:
            because = _in_vain(ignore, name, used, ids, asked)
            if because:
                yield Lapse(ignore.document, ignore.place, ignore.quote, "unused", f"ignore[{name}]", because)


def _in_vain(ignore: Ignore, name: str, used: Collection[Use], ids: dict[str, str], asked: Collection[str]) -> str:
    rule = ids.get(name)
    if rule is None:
        return "there is no such rule; `auditor rules` lists them"
    if rule in asked and (ignore.document, ignore.place, rule) not in used:
        return "nothing is found here that it would ignore"
    return ""


def _is_over(ignore: Ignore, day: str | None) -> bool:
    return bool(ignore.until and day) and ignore.until < str(day)
