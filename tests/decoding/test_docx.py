"""DOCX: paragraphs, lists and tables as Word shows them once its changes are accepted."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from auditor.decoding import package
from tests.decoding.making import saved, with_part, with_xml, word
from tests.decoding.reading import blocks, outline, reason
from tests.readers.reading import cells

RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str) -> str:
    return RUN.format(text)


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def test_styles_make_titles_headings_and_items() -> None:
    document = word()
    document.add_heading("Policy 12", 0)
    document.add_heading("Codes", 1)
    document.add_paragraph("J9305 is pemetrexed.")
    document.add_paragraph("J9271 is pembrolizumab", style="List Bullet")
    found = blocks("a.docx", saved(document))
    assert [(block.kind, block.view.text, block.level) for block in found] == [
        ("title", "Policy 12", 0),
        ("heading", "Codes", 1),
        ("paragraph", "J9305 is pemetrexed.", 0),
        ("item", "J9271 is pembrolizumab", 1),
    ]
    assert found[2].section == ("Codes",)


def test_what_is_deleted_is_gone_and_what_is_inserted_stands() -> None:
    deleted = f"<w:del w:id='1'>{RUN.format('J9304').replace('w:t', 'w:delText')}</w:del>"
    data = with_xml(paragraph(deleted, f"<w:ins w:id='2'>{run('J9305')}</w:ins>", run(" is pemetrexed")))
    assert outline("a.docx", data) == [("paragraph", "J9305 is pemetrexed")]


def test_merged_cells_are_spread_and_say_that_they_repeat() -> None:
    data = with_xml(
        table(
            cell("HCPCS") + cell("Drug"),
            cell("J9041") + cell("bortezomib", "<w:vMerge w:val='restart'/>"),
            cell("J9044") + cell("", "<w:vMerge/>"),
            cell("Both by vein or under the skin", "<w:gridSpan w:val='2'/>"),
        )
    )
    _, first, second, note = blocks("a.docx", data)
    assert (cells(first), cells(second)) == (["J9041", "bortezomib"], ["J9044", "bortezomib"])
    assert [one.inherited for one in second.cells] == [False, True]
    assert [one.header for one in note.cells] == ["HCPCS", "Drug"]


def test_a_row_that_is_marked_as_header_is_one() -> None:
    marked = f"<w:trPr><w:tblHeader/></w:trPr>{cell('Modifier')}{cell('Meaning')}"
    found = blocks("a.docx", with_xml(table(marked, cell("JW") + cell("discarded"))))
    assert [block.kind for block in found] == ["header", "row"]
    assert [one.header for one in found[1].cells] == ["Modifier", "Meaning"]


def test_breaks_hidden_text_and_raised_marks() -> None:
    raised = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>J9304</w:t></w:r>"
    data = with_xml(paragraph(run("J9305"), raised, "<w:r><w:br/></w:r>", run("pemetrexed"), hidden))
    assert outline("a.docx", data) == [("paragraph", "J9305¹\npemetrexed")]


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(run('J9271 is pembrolizumab'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    data = with_xml(paragraph(run("Beside it a box."), f"<w:r>{both}</w:r>"))
    assert [text for _, text in outline("a.docx", data)] == ["Beside it a box.", "J9271 is pembrolizumab"]


def test_footnotes_stand_at_the_end() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:type="separator" w:id="0">{paragraph()}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph(run("J9304 until 2020."))}</w:footnote></w:footnotes>'
    )
    data = with_part(with_xml(paragraph(run("J9305 is pemetrexed."))), "word/footnotes.xml", notes.encode())
    assert [text for _, text in outline("a.docx", data)] == ["J9305 is pemetrexed.", "J9304 until 2020."]


def test_entities_of_its_own_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    data = with_part(with_xml(paragraph(run("J9305"))), "word/document.xml", laughs)
    assert reason("a.docx", data).startswith("it declares a document type")


def test_xml_without_end_in_depth_is_refused() -> None:
    deep = b"<a>" * 100_000
    assert "nests" in reason("a.docx", with_part(saved(word()), "word/document.xml", deep))


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PART", 1024**2)
    data = with_part(saved(word()), "word/document.xml", b" " * 2 * 1024**2)
    assert reason("a.docx", data) == "its part word/document.xml unpacks to more than 1 MB; split it"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "damaged"),
        (b"J9305", "damaged"),
        (saved(word())[:-200], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old binary format, or encrypted"),
        (saved(word()), "empty"),
        (with_part(saved(word()), "word/document.xml", b"<a><b></a>"), "broken XML at line 1"),
    ],
)
def test_what_is_no_document_says_why(data: bytes, words: str) -> None:
    assert words in reason("a.docx", data)


def test_a_package_without_text_says_what_it_is_not() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as empty:
        empty.writestr("a.txt", "J9305")
    assert reason("a.docx", out.getvalue()).startswith("no Word document")
