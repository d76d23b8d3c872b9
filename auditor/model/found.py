"""Findings too many to be held at once, in the order of a report: each is brought into memory only while somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Protocol, TypeAlias, overload

import msgspec

from auditor.model.findings import Decision, Finding, Ignored, Location, Severity, Status

Tell: TypeAlias = Callable[[Finding], Iterable[bytes]]
Written: TypeAlias = Callable[[Sequence[int]], None]  # to be called with size, time and inode


class Head(msgspec.Struct, frozen=True):
    """What orders a finding, counts it and compares it with others: known of each without looking at it.

    `number` is where it is kept; `whole` the finding itself, where it is not told as it is kept.
    """

    rule: str
    severity: Severity
    subject: str
    fingerprint: str
    number: int = -1
    status: Status | None = None
    decision: Decision | None = None
    whole: Finding | None = None


class Shelf(Protocol):
    """Where findings are kept, and what was told of them."""

    def finding(self, number: int) -> Finding:
        """A finding as it is kept."""

    def told(self, number: int, form: str) -> Iterator[bytes] | None:
        """What was told of a finding in a form, piece by piece, if that is kept."""

    def keep(self, number: int, form: str, texts: Iterable[bytes]) -> Iterator[bytes]:
        """What is told of a finding, kept on the way for as long as the finding stays as it is."""

    def told_into(self, path: Path, position: Callable[[], int]) -> AbstractContextManager[Written]:
        """While what is told goes into a file, of which so many bytes are written; what it gives is to be told the file's stamp."""


class Found(Sequence[Finding]):
    """Findings by their heads, in the order of a report."""

    def __init__(self, heads: Sequence[Head], shelf: Shelf) -> None:
        self.heads = heads
        self.shelf = shelf

    def of(self, heads: Iterable[Head]) -> Found:
        """Others, or the same in another light."""
        return Found(list(heads), self.shelf)

    def told(self, form: str, tell: Tell) -> Iterator[Iterable[bytes]]:
        """What there is to be told of each finding in a form, piece by piece; told anew only of those of which it is not kept."""
        for head in self.heads:
            if head.whole or head.decision:
                yield tell(self.finding(head))
                continue
            said = f"{form} {head.severity} {head.status or ''}"
            texts = self.shelf.told(head.number, said)
            yield self.shelf.keep(head.number, said, tell(self.finding(head))) if texts is None else texts

    def finding(self, head: Head) -> Finding:
        """The finding of a head."""
        return as_told(head.whole or self.shelf.finding(head.number), head)

    def __iter__(self) -> Iterator[Finding]:
        return map(self.finding, self.heads)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(index, slice):
            return self.of(self.heads[index])
        return self.finding(self.heads[index])

    def __len__(self) -> int:
        return len(self.heads)


class PutAside(Sequence[Ignored]):
    """Findings that somebody put aside, in order: each as its head, why, and where that is written."""

    def __init__(self, found: Found, why: Sequence[tuple[str, Location | None]]) -> None:
        self._found = found
        self._why = why

    @property
    def heads(self) -> Sequence[Head]:
        """The heads of the findings."""
        return self._found.heads

    def __iter__(self) -> Iterator[Ignored]:
        return (Ignored(finding, *why) for finding, why in zip(self._found, self._why, strict=True))

    @overload
    def __getitem__(self, index: int) -> Ignored: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Ignored]: ...
    def __getitem__(self, index: int | slice) -> Ignored | Sequence[Ignored]:
        if isinstance(index, slice):
            return PutAside(self._found.of(self._found.heads[index]), self._why[index])
        return Ignored(self._found[index], *self._why[index])

    def __len__(self) -> int:
        return len(self._found)


def as_told(found: Finding, head: Head) -> Finding:
    """A finding as grave as its head says, and with what is known and decided of it."""
    if (found.severity, found.status, found.decision) == (head.severity, head.status, head.decision):
        return found
    return msgspec.structs.replace(found, severity=head.severity, status=head.status, decision=head.decision)


def heads_of(findings: Sequence[Finding]) -> Sequence[Head]:
    """The heads of some findings."""
    return findings.heads if isinstance(findings, Found) else list(map(head_of, findings))


def heads_where(findings: Sequence[Finding], wanted: Callable[[Finding], bool]) -> Iterator[Head]:
    """The heads of those of which something is true that only a look can tell."""
    return (head for head, finding in zip(heads_of(findings), findings, strict=True) if wanted(finding))


def of_rule(findings: Sequence[Finding], rule: str) -> Iterable[Finding]:
    """The findings of a rule; no others are looked at."""
    if isinstance(findings, Found):
        return findings.of(head for head in findings.heads if head.rule == rule)
    return (finding for finding in findings if finding.rule == rule)


def heads_aside(ignored: Sequence[Ignored]) -> Sequence[Head]:
    """The heads of findings that are put aside."""
    return ignored.heads if isinstance(ignored, PutAside) else [head_of(one.finding) for one in ignored]


def head_of(finding: Finding) -> Head:
    """The head of a finding that is at hand."""
    kept = finding.rule, finding.severity, finding.subject, finding.fingerprint
    return Head(*kept, status=finding.status, decision=finding.decision, whole=finding)


def told(findings: Sequence[Finding], form: str, tell: Callable[[Finding], bytes]) -> Iterator[bytes]:
    """What there is to be told of each finding. `form` names `tell`, and everything besides the finding that it depends on."""
    return map(b"".join, told_in_pieces(findings, form, lambda finding: (tell(finding),)))


def told_in_pieces(findings: Sequence[Finding], form: str, tell: Tell) -> Iterator[Iterable[bytes]]:
    """The same of findings that may be long; the pieces of one are to be looked at before those of the next."""
    return findings.told(form, tell) if isinstance(findings, Found) else map(tell, findings)


def told_into(
    findings: Sequence[Finding], path: Path, position: Callable[[], int]
) -> AbstractContextManager[Written | None]:
    """While a report of findings is written into a file: what was told before may lie there, and what is told now will."""
    return findings.shelf.told_into(path, position) if isinstance(findings, Found) else nullcontext()
