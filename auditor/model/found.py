"""Findings too many to be held at once, in the order of a report: each is brought into memory only while somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from auditor.model.findings import Finding, Severity

Load = Callable[[int], Finding]


class Found(Sequence[Finding]):
    """Findings by their numbers. What is asked most often of all of them, how grave each is, is known without looking."""

    def __init__(self, numbers: Sequence[int], grave: Sequence[Severity], load: Load) -> None:
        self._numbers = numbers
        self._grave = grave
        self._load = load

    @property
    def severities(self) -> Sequence[Severity]:
        """How grave each is."""
        return self._grave

    def of(self, severities: Sequence[Severity]) -> Found:
        """Those that are as grave as one of these."""
        kept = [index for index, severity in enumerate(self._grave) if severity in severities]
        return Found([self._numbers[index] for index in kept], [self._grave[index] for index in kept], self._load)

    def __iter__(self) -> Iterator[Finding]:
        return map(self._load, self._numbers)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(index, slice):
            return [self._load(number) for number in self._numbers[index]]
        return self._load(self._numbers[index])

    def __len__(self) -> int:
        return len(self._numbers)


def severities(findings: Sequence[Finding]) -> Sequence[Severity]:
    """How grave each of some findings is."""
    return findings.severities if isinstance(findings, Found) else [finding.severity for finding in findings]
