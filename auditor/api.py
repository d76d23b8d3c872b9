"""The Python API: an audit in one call, with typed and frozen values. `import auditor` has all of its names.

>>> import auditor
>>> pages = [
...     auditor.Document("a.md", "markdown", "J9355 is atezolizumab."),
...     auditor.Document("b.md", "markdown", "J9355 is trastuzumab."),
... ]
>>> report = auditor.audit(*pages)
>>> [(one.rule, one.subject, one.expected) for one in report.findings if one.rule == "AUD101"]
[('AUD101', 'J9355', 'trastuzumab')]
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import TypeAlias

import click

from auditor.auditing import audit as audited
from auditor.auditing import documents_in, read
from auditor.lexicon.names import load_names
from auditor.model.assertions import Assertion
from auditor.model.findings import Report
from auditor.model.reference import Reference
from auditor.model.source import Document
from auditor.publications.build import build
from auditor.publications.published import read_published
from auditor.reading.corpus import Means
from auditor.reference.files import embedded, is_ours
from auditor.reference.files import read as read_reference
from auditor.reports import FORMATS
from auditor.rules import RULES
from auditor.rules.rule import Rule

Source: TypeAlias = str | PathLike[str] | Document
"""A file, a folder with all documents below it, or a document that is at hand."""


def audit(
    *sources: Source,
    reference: Reference | None = None,
    without_reference: bool = False,
    as_of: str | None = None,
    rules: Iterable[str] = (),
    jobs: int = 1,
    with_texts: bool = False,
) -> Report:
    """Audit documents: what they say of codes and drugs, where they contradict each other, and what is right.

    `reference` is what they are compared with, the embedded one if none is given; `without_reference`, only with each other.
    `as_of` is the day that counts as today, ISO; else that of the reference's release. `rules` are ids or their beginnings, else
    all. `jobs` processes read, which never shows in the answer. `with_texts` keeps the documents' texts, which the HTML report
    shows. Settings, baselines and decisions are the command line's business.

    Raises ValueError for a path that does not exist, and for rules that there are not. A document that cannot be read is no
    error: `report.skipped` says why.

    >>> text = "J9271 is pembrolizumab, 100 mg per unit."
    >>> report = audit(Document("units.md", "markdown", text), rules=["AUD2"])
    >>> finding = report.findings[0]
    >>> finding.rule, finding.severity, finding.primary.place.line, finding.expected
    ('AUD202', 'error', 1, '1 mg')
    """
    paths, texts = _sorted(sources)
    compared = None if without_reference else reference or embedded()
    found = audited(paths, _chosen(rules), compared, as_of, texts, means=Means(jobs), keep_texts=with_texts)
    return documents_in(found) if with_texts else found.report


def extract(*sources: Source, jobs: int = 1) -> tuple[Assertion, ...]:
    """What documents say, by document and place: each assertion with its quote, and how it is meant.

    Raises ValueError for a path that does not exist.

    >>> said = extract(Document("a.md", "markdown", "J9355 is not atezolizumab."))
    >>> [(one.kind, one.subject, one.object, one.polarity) for one in said]
    [('code-drug', 'J9355', 'atezolizumab', 'denied')]
    """
    paths, texts = _sorted(sources)
    reading = read(paths, load_names(), texts, means=Means(jobs))
    return tuple(one for extraction in reading.extractions for one in extraction.assertions)


def render(report: Report, format: str = "text") -> str:  # noqa: A002 - what the command line calls it
    """The report as `auditor check --format` would write it, without colours. HTML is one page, and needs `audit(with_texts=True)`.

    Raises ValueError for a format that there is not.

    >>> clean = audit(Document("a.md", "markdown", "J9355 is trastuzumab."))
    >>> render(clean, "concise")
    ''
    """
    if format not in FORMATS:
        raise ValueError(f"there is no format '{format}'; there are {', '.join(FORMATS)}")
    return click.unstyle(FORMATS[format].render(report))


def load_reference(path: str | PathLike[str] | None = None) -> Reference:
    """The reference in a file: one that `auditor reference import` made, or a release as CMS publishes it. Without a path, the embedded one.

    Raises ValueError for a file that holds none, OSError for one that cannot be read.

    >>> [entry.drug for entry in load_reference().entries["J9355"]]
    ['trastuzumab']
    """
    if path is None:
        return embedded()
    file = Path(path)
    with file.open("rb") as opened:
        ours = is_ours(opened.read(200))
    return read_reference(file) if ours else build(file.stem, [read_published(file)], load_names(), embedded())


def _sorted(sources: Iterable[Source]) -> tuple[list[Path], list[Document]]:
    """The paths, and the documents at hand."""
    given = list(sources)
    paths = [Path(one) for one in given if not isinstance(one, Document)]
    return paths, [one for one in given if isinstance(one, Document)]


def _chosen(rules: Iterable[str]) -> list[Rule]:
    """The rules whose ids begin so. Raises ValueError where none does."""
    wanted = [rules] if isinstance(rules, str) else list(rules)
    for one in wanted:
        if not any(rule.id.startswith(one) for rule in RULES):
            raise ValueError(f"there is no rule '{one}'; auditor rules lists them")
    return [rule for rule in RULES if not wanted or rule.id.startswith(tuple(wanted))]
