"""How well do we read? Our assertions against those that people labelled."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import sqrt
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from auditor.model.assertions import Extraction
from auditor.regular import read_regular

Key: TypeAlias = tuple[str, str, str, str, str]  # document, kind, subject, object, polarity
Labels: TypeAlias = Mapping[Key, frozenset[int]]  # the lines that say so; none where lines mean nothing (PDF, DOCX)

Z95 = 1.959963984540054  # a normal variable lies this many standard deviations from its mean in 95 of 100 cases


class GoldError(ValueError):
    """A labelled set that cannot be read; the message says where and why."""


class Measure(msgspec.Struct, frozen=True):
    """Counts of right, wrong and missing assertions, and the ratios that follow."""

    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float | None:
        """The share of what we found that is right. None where there is nothing to share."""
        return ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        """The share of what is there that we found."""
        return ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        return ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)


class Score(msgspec.Struct, frozen=True):
    """The result: per kind, overall, how many lines are right, and every miss."""

    kinds: tuple[tuple[str, Measure], ...]
    overall: Measure
    lines_right: int
    lines_checked: int
    false_positives: tuple[tuple[Key, tuple[int, ...]], ...]
    false_negatives: tuple[tuple[Key, tuple[int, ...]], ...]

    @property
    def line_accuracy(self) -> float | None:
        """The share of right assertions of which some line is among the labelled ones."""
        return ratio(self.lines_right, self.lines_checked)


def gold(folder: Path) -> Labels:
    """The labels of a gold folder. Raises GoldError."""
    file = folder / "assertions.jsonl"
    try:
        text = read_regular(file).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{file}: {error}") from None
    labels: dict[Key, set[int]] = defaultdict(set)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = msgspec.json.decode(line, type=_Label)
            except (msgspec.MsgspecError, RecursionError) as error:
                raise GoldError(f"{file}:{number}: {error}") from None
            labels[row.document, row.kind, row.subject, row.object, row.polarity].update(row.lines)
    return {key: frozenset(lines) for key, lines in labels.items()}


def predicted(extractions: Iterable[Extraction]) -> Labels:
    """What we found, in the form of labels."""
    found: dict[Key, set[int]] = defaultdict(set)
    for extraction in extractions:
        for said in extraction.assertions:
            key = (said.document, said.kind, said.subject, said.object, said.polarity)
            found[key].update((said.place.line, *said.lines))
    return {key: frozenset(lines) for key, lines in found.items()}


def score(found: Labels, labelled: Labels) -> Score:
    """Compare, as distinct assertions, exactly as spelled."""
    hits = found.keys() & labelled.keys()
    wrong, missed = found.keys() - labelled.keys(), labelled.keys() - found.keys()
    kinds = sorted({key[1] for key in found.keys() | labelled.keys()})
    each = tuple(
        (kind, Measure(*(sum(key[1] == kind for key in keys) for keys in (hits, wrong, missed)))) for kind in kinds
    )
    lined = [key for key in hits if labelled[key]]
    return Score(
        kinds=each,
        overall=Measure(len(hits), len(wrong), len(missed)),
        lines_right=sum(bool(found[key] & labelled[key]) for key in lined),
        lines_checked=len(lined),
        false_positives=tuple((key, tuple(sorted(found[key]))) for key in sorted(wrong)),
        false_negatives=tuple((key, tuple(sorted(labelled[key]))) for key in sorted(missed)),
    )


def ratio(part: int, whole: int) -> float | None:
    """The share, or None of nothing."""
    return part / whole if whole else None


def wilson(part: int, whole: int) -> tuple[float, float] | None:
    """The 95 % confidence interval of a share (Wilson 1927), which stays in 0..1 even for few cases."""
    if not whole:
        return None
    share, square = part / whole, Z95 * Z95
    centre = (share + square / (2 * whole)) / (1 + square / whole)
    half = Z95 * sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return max(0.0, centre - half), min(1.0, centre + half)


def render_text(result: Score, misses: bool) -> str:
    """A table, and every miss if they are asked for."""
    lines = [f"{'kind':<18}{'TP':>6}{'FP':>6}{'FN':>6}  {'precision':<22}{'recall':<22}{'F1':<5}".rstrip()]
    lines += [_row(kind, measure) for kind, measure in (*result.kinds, ("overall", result.overall))]
    lines.append(f"line accuracy {_number(result.line_accuracy)} of {result.lines_checked} right assertions")
    for label, rows in (("FP", result.false_positives), ("FN", result.false_negatives)) if misses else ():
        for (document, kind, subject, value, polarity), at in rows:
            where = f"{document}:{','.join(map(str, at)) or '?'}"
            lines.append(f"{label} {where}  {kind}  {subject} -> {value}  [{polarity}]")
    return "\n".join(lines) + "\n"


def render_json(result: Score, misses: bool) -> str:
    """The same for programs."""
    shape: dict[str, Any] = {
        "kinds": {kind: _object(measure) for kind, measure in result.kinds},
        "overall": _object(result.overall),
        "line_accuracy": result.line_accuracy,
        "line_checked": result.lines_checked,
    }
    if misses:
        names = ("document", "kind", "subject", "object", "polarity")
        for name in ("false_positives", "false_negatives"):
            shape[name] = [
                {**dict(zip(names, key, strict=True)), "lines": list(at)} for key, at in getattr(result, name)
            ]
    return json.dumps(shape, indent=2) + "\n"


class _Label(msgspec.Struct):
    document: str
    kind: str
    subject: str
    object: str
    polarity: str
    lines: list[int] = []


def _row(kind: str, measure: Measure) -> str:
    precision = _interval(measure.tp, measure.tp + measure.fp)
    recall = _interval(measure.tp, measure.tp + measure.fn)
    counts = f"{measure.tp:>6}{measure.fp:>6}{measure.fn:>6}"
    return f"{kind:<18}{counts}  {precision:<22}{recall:<22}{_number(measure.f1)}"


def _interval(part: int, whole: int) -> str:
    bounds = wilson(part, whole)
    return f"{_number(ratio(part, whole))} ({_number(bounds[0])}-{_number(bounds[1])})" if bounds else "-"


def _number(share: float | None) -> str:
    """Three digits, and never 1.000 for what is less."""
    if share is None:
        return "-"
    return f"{min(share, 0.999) if share < 1 else share:.3f}"


def _object(measure: Measure) -> dict[str, Any]:
    return {
        "tp": measure.tp,
        "fp": measure.fp,
        "fn": measure.fn,
        "precision": measure.precision,
        "precision_95": wilson(measure.tp, measure.tp + measure.fp),
        "recall": measure.recall,
        "recall_95": wilson(measure.tp, measure.tp + measure.fn),
        "f1": measure.f1,
    }
