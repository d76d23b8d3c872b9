"""The page of a document: its own text with every statement marked where it stands, and what each mark says."""

from __future__ import annotations

import msgspec

from auditor.model.assertions import Assertion
from auditor.model.findings import DocumentInfo, Finding, Said
from auditor.reports.html.material import Material
from auditor.reports.html.tables import Cell, Column, Link, Row, Table
from auditor.reports.html.texts import Line, marked_lines, shown_text
from auditor.reports.html.words import MANNERS, SIGNS, VERDICTS, count, phrase
from auditor.reports.visible import visible
from auditor.rules.contradiction import says


class Note(msgspec.Struct, frozen=True):
    """What a mark says, how the reference judges it, and the findings that quote it."""

    number: int
    line: int
    words: str
    how: str
    verdict: str
    told: str
    findings: tuple[Link, ...]


class DocumentText(msgspec.Struct, frozen=True):
    """A document as its page shows it. `whole`: nothing of its text is left out."""

    id: str
    name: str
    summary: str
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    whole: bool
    wide: int  # digits of the last line's number


def document_text(info: DocumentInfo, made: Material, here: str) -> DocumentText:
    """The document with its marks."""
    told, shown = msgspec.structs.replace(info, said=info.said[: made.scale.marks]), made.shown[info.name]
    if len(told.said) < len(info.said) or (shown.whole and len(info.text) > made.scale.whole):
        shown = shown_text(told, 0)
    lines = tuple(marked_lines(told, shown))
    notes = tuple(_note(number, said, made, here) for number, said in enumerate(told.said, 1))
    quoting = made.standing_of[info.name].findings
    left = len(info.said) - len(told.said)
    unmarked = f"; {left:,} of the statements are not marked here" if left else ""
    return DocumentText(
        id=made.addresses.anchor("document", info.name),
        name=visible(info.name),
        summary=f"{count(len(info.said), 'statement')}, quoted in {count(len(quoting), 'finding')}{unmarked}",
        lines=lines,
        notes=notes,
        whole=shown.whole,
        wide=len(str(lines[-1].number)) if lines else 1,
    )


def _note(number: int, one: Said, made: Material, here: str) -> Note:
    said = one.assertion
    at = made.at.get((said.document, said.place.start, said.place.end), ())
    counting = (one for one in made.standing_of[said.document].findings if _counts(one, said) and one not in at)
    findings = [finding for finding in (*at, *counting) if _concerns(finding, said)]
    how = [MANNERS[said.polarity], *(f"{name} {visible(value)}" for name, value in said.qualifiers)]
    return Note(
        number,
        said.place.line,
        phrase(said.kind, said.polarity, said.subject, said.object),
        ", ".join(word for word in how if word),
        one.verdict,
        f"{SIGNS[one.verdict]} {VERDICTS[one.verdict]}" if one.verdict != "unknown" else "",
        tuple(_finding(finding, made, here) for finding in findings[: made.scale.listed]),
    )


def _concerns(finding: Finding, said: Assertion) -> bool:
    """Whether a finding that quotes the place of a statement is about this statement."""
    values = {value.value.removeprefix("not ") for value in finding.values}
    other = {said.subject, said.object} - {finding.subject}
    return len(other) == 1 and (other <= values or values == {finding.subject})


def _counts(finding: Finding, said: Assertion) -> bool:
    """Whether a statement may be among those of which a finding lists others only."""
    return any(one.note == says(said) for one in finding.unlisted)


def _finding(finding: Finding, made: Material, here: str) -> Link:
    return Link(finding.rule, made.href(here, "finding", finding.fingerprint), f"finding {finding.fingerprint}")


def document_list(made: Material, here: str) -> Table:
    """The documents, those to read first at the top."""
    judged = made.report.inputs.reference is not None
    columns = (
        Column("Document"),
        Column("Findings", figure=True),
        *([Column("Refuted", figure=True)] if judged else []),
        Column("Outnumbered", figure=True, minor=True),
        Column("Statements", figure=True, minor=True),
    )
    rows = tuple(
        Row(
            (
                Cell(visible(one.document), made.href(here, "document", one.document)),
                Cell(f"{len(one.findings):,}"),
                *([Cell(f"{one.refuted:,}")] if judged else []),
                Cell(f"{one.outnumbered:,}"),
                Cell(f"{one.assertions:,}"),
            )
        )
        for one in made.standings[: made.scale.rows]
    )
    told = (
        "Documents, those to read first at the top. Outnumbered: in how many findings more documents say something else"
    )
    return Table(told, columns, rows)


def document_note(made: Material) -> str:
    """What the list and the pages leave out; "" where they leave out nothing."""
    told = []
    hidden = len(made.standings) - made.scale.rows
    if hidden > 0:
        told.append(f"{count(hidden, 'more document')} with fewer findings are not listed.")
    unshown = len(made.texts) - len(made.shown)
    if unshown > 0:
        told.append(
            f"The texts of {count(unshown, 'document')} are left out to keep the report small; audit them alone to see them marked."
        )
    if made.shown and not all(one.whole for one in made.shown.values()):
        told.append("Of long or many documents only the passages that say something are shown.")
    return " ".join(told)
