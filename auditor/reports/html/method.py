"""How the report came about: how to read a verdict, the rules in force, the reference, how well we read, and the inputs."""

from __future__ import annotations

import tomllib
from importlib import resources

import msgspec

import auditor
from auditor.model.findings import Report, RuleInfo
from auditor.reports.html.material import Material
from auditor.reports.html.tables import Cell, Column, Row, Table
from auditor.reports.visible import visible

# The labelled sets, as readers of a report know them; the figures are the least that the project's tests let pass.
SETS = {
    "blind": "texts made to trip it",
    "corpus": "the demonstration corpus",
    "dev": "documents of many styles",
    "seeds": "five real articles",
}


class Method(msgspec.Struct, frozen=True):
    """The method page."""

    rules: Table
    accuracy: Table
    inputs: tuple[tuple[str, str], ...]
    judged: bool


def method(made: Material) -> Method:
    """What the page shows."""
    report = made.report
    rules = tuple(_rule(rule, report) for rule in report.rules)
    columns = (
        Column("Rule"),
        Column("What it finds, and why"),
        Column("Severity", minor=True),
        Column("Findings", figure=True),
    )
    return Method(
        Table("What was asked of the documents", columns, rows=rules),
        accuracy(),
        inputs(report),
        report.inputs.reference is not None,
    )


def accuracy() -> Table:
    """How well statements are read: the floors that the project's own tests hold, by kind and labelled set."""
    source = resources.files("auditor.reports.html").joinpath("accuracy.toml").read_text(encoding="utf-8")
    floors: dict[str, dict[str, float]] = tomllib.loads(source)
    kinds = sorted({kind for floor in floors.values() for kind in floor}, key=lambda kind: (kind != "overall", kind))
    columns = (Column("Statements"), *(Column(f"F1 on {SETS.get(name, name)}", figure=True) for name in floors))
    rows = tuple(
        Row((Cell(kind), *(Cell(f"{floor[kind]:.3f}" if kind in floor else "–") for floor in floors.values())))
        for kind in kinds
    )
    told = "F1, the harmonic mean of precision and recall, against labels made by hand: at least this, held by tests"
    return Table(told, columns, rows)


def inputs(report: Report) -> tuple[tuple[str, str], ...]:
    """What the report was made from: whoever has the same gets the same bytes."""
    given, reference = report.inputs, report.inputs.reference
    compared = f"{visible(reference.name)}, release {reference.release}" if reference else "none"
    shown = (
        ("Program", f"hcpcs-auditor {auditor.__version__}"),
        ("Documents", f"{given.documents:,}"),
        ("SHA-256 of the documents", given.corpus_sha256),
        ("Reference", compared),
        ("SHA-256 of the reference", reference.sha256 if reference else ""),
        ("Day that counts as today", given.as_of or ""),
        ("Rules", ", ".join(given.rules)),
    )
    return tuple((label, value) for label, value in shown if value)


def _rule(rule: RuleInfo, report: Report) -> Row:
    found = sum(finding.rule == rule.id for finding in report.findings)
    cells = (
        Cell(rule.id, "", rule.name),
        Cell(rule.title, "", rule.rationale),
        Cell(rule.severity, tone=rule.severity),
        Cell(f"{found:,}"),
    )
    return Row(cells, f"rule-{rule.id}")
