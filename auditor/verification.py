"""Does a report still follow from the corpus, rules and reference that it names? Each comparison says what no longer holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from auditor.manifest import Hashed
from auditor.model.findings import ReferenceInfo
from auditor.model.source import Lines


class _Location(msgspec.Struct, frozen=True):
    document: str
    line: int
    column: int
    end_line: int
    end_column: int
    quote: str


class _Finding(msgspec.Struct, frozen=True):
    rule: str
    fingerprint: str
    primary: _Location
    related: tuple[_Location, ...]


class _Report(msgspec.Struct, frozen=True):
    findings: tuple[_Finding, ...]


def differences(kind: str, then: Iterable[Hashed], now: Iterable[Hashed]) -> Iterator[str]:
    """What was changed, is gone or has come, by name."""
    before, after = ({one.name: one.sha256 for one in several} for several in (then, now))
    for name in sorted({*before, *after}):
        if name not in after:
            yield f"{kind} {name} is gone"
        elif name not in before:
            yield f"{kind} {name} was not there"
        elif before[name] != after[name]:
            yield f"{kind} {name} was changed"


def reference_differences(then: ReferenceInfo | None, now: ReferenceInfo | None) -> Iterator[str]:
    """Whether the reference is another one."""
    if then != now:
        yield f"the reference was {_named(then)}, and is {_named(now)}"


def quote_differences(report: bytes, texts: Mapping[str, str]) -> Iterator[str]:
    """The quotes of a JSON report that do not stand where it says. Raises ValueError where the bytes are no report."""
    try:
        findings = msgspec.json.decode(report, type=_Report).findings
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"report.json is no report: {error}") from None
    lines: dict[str, Lines] = {}
    for finding in findings:
        for place in (finding.primary, *finding.related):
            if place.document in texts:
                known = lines.setdefault(place.document, Lines(texts[place.document]))
                if not _stands(place, texts[place.document], known):
                    where = f"{place.document}:{place.line}:{place.column}"
                    yield f"{where} no longer says what finding {finding.fingerprint} ({finding.rule}) quotes"


def quotes(report: bytes, texts: Mapping[str, str]) -> int:
    """How many quotes of documents a JSON report holds."""
    shape: dict[str, Any] = msgspec.json.decode(report)
    places = [place for one in shape["findings"] for place in (one["primary"], *one["related"])]
    return sum(place["document"] in texts for place in places)


def _stands(place: _Location, text: str, lines: Lines) -> bool:
    """Whether the quote stands around the place. Most quotes are the place itself; that of a code is its sentence."""
    start, end = _offset(place.line, place.column, lines), _offset(place.end_line, place.end_column, lines)
    if not 0 <= start <= end <= len(text):
        return False
    return text.find(place.quote, max(0, end - len(place.quote)), start + len(place.quote)) >= 0


def _offset(line: int, column: int, lines: Lines) -> int:
    """The offset of a 1-based line and column, -1 for a line that is not there."""
    return lines.starts[line - 1] + column - 1 if 0 < line <= len(lines.starts) else -1


def _named(reference: ReferenceInfo | None) -> str:
    return f"{reference.name} of {reference.release} ({reference.sha256[:16]})" if reference else "none"
