"""Files that hold many documents: exports, JSON Lines, Parquet, e-mails. Each document has a name of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.auditing import audit
from auditor.cli.fix import _applied as applied
from auditor.loading import discover, load, load_every
from auditor.model.findings import Edit
from auditor.model.source import Document, Lines, Skipped, Span
from tests.decoding.making import TABLE, export, json_lines, mail, parquet_file, pdf, post, ruled, workbook
from tests.decoding.reading import outline, read, reason


def names(name: str, data: bytes) -> list[str]:
    return [found.name for found in read(name, data) if isinstance(found, Document)]


def texts(name: str, data: bytes) -> list[str]:
    return [found.text for found in read(name, data) if isinstance(found, Document)]


# WordPress ---------------------------------------------------------------------------------------


def test_a_post_is_named_by_its_address_and_read_as_html() -> None:
    data = export(post("https://plan.example/j9305/", "J9305 at a glance", "<p>J9305 is <b>pemetrexed</b>.</p>"))
    assert names("export.xml", data) == ["https://plan.example/j9305/"]
    assert outline("export.xml", data) == [("title", "J9305 at a glance"), ("paragraph", "J9305 is pemetrexed.")]


def test_blank_lines_part_the_paragraphs_of_the_classic_editor_and_no_line_moves() -> None:
    content = "J9305 is pemetrexed.\n\nJ9271 is pembrolizumab."
    data = export(post("https://plan.example/a/", "A", content))
    assert [text for _, text in outline("export.xml", data)] == ["A", "J9305 is pemetrexed.", "J9271 is pembrolizumab."]
    assert texts("export.xml", data)[0].split("\n")[2] == "J9271 is pembrolizumab."


def test_menus_pictures_and_the_trash_are_no_documents() -> None:
    data = export(
        post("https://plan.example/a/", "A", "J9305", kind="page"),
        post("https://plan.example/b/", "B", "J9305", kind="nav_menu_item"),
        post("https://plan.example/c/", "C", "J9305", kind="attachment"),
        post("https://plan.example/d/", "D", "J9305", status="trash"),
    )
    assert names("export.xml", data) == ["https://plan.example/a/"]


def test_other_xml_has_no_reader() -> None:
    assert reason("sitemap.xml", b"<urlset/>") == "no reader for '.xml' files but WordPress exports"


@pytest.mark.parametrize(
    "entities",
    ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;&a;&a;&a;">'],
    ids=["outside", "laughs"],
)
def test_an_export_with_entities_is_refused(entities: str) -> None:
    data = export(post("https://plan.example/a/", "&x;", "J9305"), head=f"<!DOCTYPE rss [{entities}]>")
    assert reason("export.xml", data).startswith("it declares a document type")


def test_a_broken_export_says_where() -> None:
    data = export(post("https://plan.example/a/", "A", "J9305"))[:-9]
    assert reason("export.xml", data).startswith("it is broken XML at line 1, column")


# Rows of texts -----------------------------------------------------------------------------------


def test_json_lines_are_documents_by_their_id() -> None:
    data = json_lines(
        {"id": 17, "title": "J9305", "text": "It is pemetrexed."},
        {"URL": "https://plan.example/b", "Title": "B & C", "body": "<p>J9271 is pembrolizumab.</p>"},
        {"text": "## Codes\n\nJ9035 is bevacizumab."},
    )
    assert names("a.jsonl", data) == ["a.jsonl#17", "https://plan.example/b", "a.jsonl#line 3"]
    assert texts("a.jsonl", data) == [
        "J9305\n\nIt is pemetrexed.",
        "<title>B &amp; C</title><p>J9271 is pembrolizumab.</p>",
        "## Codes\n\nJ9035 is bevacizumab.",
    ]


def test_lines_that_are_no_documents_are_counted_and_the_first_is_named() -> None:
    found = read("a.jsonl", json_lines({"text": "J9305 is pemetrexed."}, {"id": 2}, [1]) + b"{")
    assert found[-1] == Skipped(
        "a.jsonl",
        "load",
        "3 of 4 entries could not be read; the first, line 2: "
        "no text in any of the columns text, body, content, html, markdown, article, document",
    )


def test_an_empty_file_of_lines_is_empty() -> None:
    assert reason("a.jsonl", b"\n\n") == "empty: it holds no documents"


def test_parquet_rows_are_documents() -> None:
    data = parquet_file({"id": ["a", "b"], "text": ["J9305 is pemetrexed.", None], "views": [1, 2]})
    assert names("a.parquet", data) == ["a.parquet#a"]
    assert isinstance(read("a.parquet", data)[-1], Skipped)
    assert reason("a.parquet", data[:40]) == "a damaged Parquet file; write it anew"


def test_without_pyarrow_the_reason_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.decoding.table_of_texts.find_spec", lambda _name: None)
    assert reason("a.parquet", b"PAR1") == "Parquet files need pyarrow: pip install 'hcpcs-auditor[parquet]'"


# E-mail ------------------------------------------------------------------------------------------


def test_a_mail_is_its_subject_and_its_text() -> None:
    assert outline("a.eml", mail("J9305", "J9305 is pemetrexed.\n")) == [("paragraph", "J9305 is pemetrexed.")]
    assert outline("a.eml", mail("Codes", "plain", "<p>J9305 is pemetrexed.</p>")) == [
        ("title", "Codes"),
        ("paragraph", "J9305 is pemetrexed."),
    ]


def test_what_is_attached_is_a_document_of_its_own() -> None:
    files = {"list.xlsx": workbook(TABLE), "../policy.pdf": pdf(ruled()), "logo.png": b"\x89PNG", "more.eml": b"x"}
    found = read("a.eml", mail("Codes", "See the lists.", attached=files))
    assert [one.name for one in found if isinstance(one, Document)] == ["a.eml", "a.eml#list.xlsx", "a.eml#policy.pdf"]
    assert [one for one in found if isinstance(one, Skipped)] == [
        Skipped("a.eml#logo.png", "load", "no reader for '.png' files attached to an e-mail"),
        Skipped("a.eml#more.eml", "load", "no reader for '.eml' files attached to an e-mail"),
    ]


@pytest.mark.parametrize("data", [b"", b"J9305", b"\x00\xff" * 40])
def test_what_is_no_mail_says_so(data: bytes) -> None:
    assert reason("a.eml", data) == "no e-mail: it has no header; save it again as .eml"


# Loading and auditing ----------------------------------------------------------------------------


def test_two_documents_of_one_address_are_numbered(tmp_path: Path) -> None:
    for name in ("one.xml", "two.xml"):
        (tmp_path / name).write_bytes(export(post("https://plan.example/a/", "A", "J9305 is pemetrexed.")))
    sources, _ = discover([tmp_path])
    found = [loaded.name for _, loaded in load_every(sources) if isinstance(loaded, Document)]
    assert found == ["https://plan.example/a/", "https://plan.example/a/#2"]


def test_a_file_of_several_documents_is_not_loaded_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(json_lines({"text": "J9305"}, {"text": "J9271"}))
    (source,) = discover([tmp_path])[0]
    assert load(source) == Skipped("a.jsonl", "load", "it holds 2 documents, not one")


def test_findings_in_a_pdf_name_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(ruled((("HCPCS", "Drug"), ("J9035", "bevacizumab"))), ruled(TABLE)))
    (tmp_path / "b.md").write_text("J9305 is gemcitabine, 200 mg.", encoding="utf-8")
    report = audit([tmp_path]).report
    pages = {place.document: place.page for one in report.findings for place in (one.primary, *one.related)}
    assert pages == {"a.pdf": 2, "b.md": None}


def test_attachments_without_a_reader_leave_the_audit_complete(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail("Codes", "J9305 is pemetrexed.", attached={"logo.bmp": b"x"}))
    done = audit([tmp_path])
    assert (done.reading.complete, len(done.reading.skipped)) == (True, 1)


def test_a_file_that_is_no_text_is_never_written_to(tmp_path: Path) -> None:
    """What was made of it must not take its place."""
    files = {"a.xlsx": workbook(TABLE), "a.pdf": pdf(ruled()), "a.jsonl": json_lines({"text": "J9305 is gemcitabine."})}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        (source,) = discover([tmp_path / name])[0]
        (loaded,) = (one for _, one in load_every([source]))
        assert isinstance(loaded, Document)
        place = Lines(loaded.text).place(Span(loaded.text.index("J9305"), loaded.text.index("J9305") + 5))
        edit = Edit(loaded.name, place, "J9201", "J9305")
        assert applied([edit], {loaded.name: source.path, source.name: source.path}) == []
