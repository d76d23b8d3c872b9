"""PDF: what a page shows, in the order in which it is read, and on which page it stands."""

from __future__ import annotations

import zlib

import pytest

from auditor.decoding.pdf import reading
from tests.decoding.making import Draw, aligned, both, box, lines, merged, pdf, ruled, striped, turned, upright
from tests.decoding.reading import blocks, document, outline, read, reason
from tests.readers.reading import cells

PROSE = [
    "The plan covers each drug in this policy for",
    "the indications that its label names, and for",
    "those that the compendia list as accepted in",
    "the month in which the drug is given to them.",
    "Claims without a code for the drug come back",
    "to the office, which may send them in anew.",
]


def test_lines_that_were_broken_because_they_were_full_are_one_paragraph() -> None:
    page = lines(
        "J9305 is pemetrexed, and each unit that is billed counts", "ten milligrams of the drug. It is given by vein."
    )
    assert outline("a.pdf", pdf(page)) == [
        (
            "paragraph",
            "J9305 is pemetrexed, and each unit that is billed counts ten milligrams of the drug. It is given by vein.",
        )
    ]


def test_larger_letters_make_a_heading_and_bold_ones_one_below_it() -> None:
    page = both(
        lines("Policy 12", size=18),
        lines("Codes", top=660, font="Helvetica-Bold"),
        lines("J9305 is pemetrexed, which is billed by ten milligrams.", top=640),
    )
    found = blocks("a.pdf", pdf(page))
    assert [(block.kind, block.level) for block in found] == [("heading", 1), ("heading", 2), ("paragraph", 0)]
    assert found[-1].section == ("Policy 12", "Codes")


@pytest.mark.parametrize("table", [ruled(), aligned()], ids=["ruled", "aligned"])
def test_a_table_becomes_rows_below_its_header(table: Draw) -> None:
    header, first, second = blocks("a.pdf", pdf(table))
    assert (header.kind, cells(header)) == ("header", ["HCPCS", "Drug", "Unit"])
    assert (first.kind, cells(first)) == ("row", ["J9305", "pemetrexed", "10 mg"])
    assert [cell.header for cell in second.cells] == ["HCPCS", "Drug", "Unit"]


def test_a_cell_that_no_rule_divides_covers_both_rows() -> None:
    _, first, second = blocks("a.pdf", pdf(merged))
    assert cells(first) == ["J9041", "bortezomib"]
    assert cells(second) == ["J9044", "bortezomib"]
    assert [cell.inherited for cell in second.cells] == [False, True]


def test_the_lines_of_a_cell_are_one_text() -> None:
    rows = (("HCPCS", "Drug"), ("J9354", "ado-trastuzumab\nemtansine"), ("J9271", "pembrolizumab"))
    assert cells(blocks("a.pdf", pdf(ruled(rows, width=90)))[1]) == ["J9354", "ado-trastuzumab emtansine"]


def test_lines_of_a_cell_that_end_early_are_lines_of_its_own() -> None:
    rows = (("Drug", "Codes"), ("carboplatin", "J9045 - 50 mg\nC9308 - 1 mg"))
    assert cells(blocks("a.pdf", pdf(ruled(rows)))[1]) == ["carboplatin", "J9045 - 50 mg\nC9308 - 1 mg"]


def test_an_aligned_row_goes_on_where_the_first_column_is_empty() -> None:
    rows = (("HCPCS", "Drug"), ("J9354", "ado-trastuzumab"), ("", "emtansine"), ("J9271", "pembrolizumab"))
    texts = [cells(block) for block in blocks("a.pdf", pdf(aligned(rows, step=12)))]
    assert texts[1:] == [["J9354", "ado-trastuzumab emtansine"], ["J9271", "pembrolizumab"]]


def test_a_table_goes_on_over_the_page_under_its_header() -> None:
    first = ruled((("HCPCS", "Drug"), ("J9305", "pemetrexed")))
    found = blocks("a.pdf", pdf(first, ruled((("J9271", "pembrolizumab"), ("J9035", "bevacizumab")))))
    assert [cell.header for cell in found[-1].cells] == ["HCPCS", "Drug"]
    assert len({block.group for block in found}) == 1
    where = document("a.pdf", pdf(first, ruled((("J9271", "pembrolizumab"), ("J9035", "bevacizumab")))))
    assert [where.page(block.span.start) for block in found] == [1, 1, 2, 2]


def test_columns_of_text_are_read_one_after_the_other() -> None:
    left, right = lines(*PROSE), lines(*(line.lower() for line in PROSE), x=330)
    assert [text.split()[0] for _, text in outline("a.pdf", pdf(both(left, right)))] == ["The", "the"]


def test_a_table_with_rules_across_alone_has_its_columns_where_the_pieces_meet() -> None:
    rows = (("HCPCS", "Drug", "Unit"), ("J9354", "ado-trastuzu\nmab\nemtansine", "1 mg"), ("J9271", "", "1 mg"))
    header, first, second = blocks("a.pdf", pdf(striped(rows, width=70)))
    assert (header.kind, cells(header)) == ("header", ["HCPCS", "Drug", "Unit"])
    assert cells(first) == ["J9354", "ado-trastuzu mab emtansine", "1 mg"]
    assert [cell.header for cell in second.cells if cell.view.text] == ["HCPCS", "Unit"]


def test_what_stands_close_above_a_table_is_no_row_of_it() -> None:
    page = both(lines("A caption that runs over the columns", top=706), striped())
    caption, *table = outline("a.pdf", pdf(page))
    assert caption[1] == "A caption that runs over the columns"
    assert [kind for kind, _ in table] == ["header", "row", "row"]


def test_a_table_within_a_column_leaves_the_other_column_whole() -> None:
    left = both(lines(*PROSE), striped(x=72, top=600, width=75), lines(*PROSE, top=530))
    right = lines(*PROSE, *PROSE, *PROSE, x=330)
    found = outline("a.pdf", pdf(both(left, right)))
    assert [kind for kind, _ in found] == ["paragraph", "header", "row", "row", "paragraph", "paragraph"]
    assert found[-1][1].count("The plan covers") == 3


def test_a_table_beside_a_blank_stands_across_both_columns() -> None:
    left = both(lines(*PROSE, "Left above."), striped(x=72, top=590, width=75), lines("Left below.", *PROSE, top=520))
    right = both(lines(*PROSE, "Right above.", x=330), lines("Right below.", *PROSE, x=330, top=520))
    text = document("a.pdf", pdf(both(left, right))).text
    said = ["Left above", "Right above", "pembrolizumab", "Left below", "Right below"]
    assert sorted(said, key=text.index) == said


def test_a_table_without_rules_that_has_a_column_in_the_gutter_stands_across_both() -> None:
    rows = [("HCPCS", "Drug", "Unit"), ("J9305", "pemetrexed, as many makers have it", "10 mg")]
    rows += [("J9271", "pembrolizumab, which has one maker", "1 mg"), ("J9299", "nivolumab", "1 mg")]
    wide = both(
        *(lines(*column, x=x, top=590) for column, x in zip(zip(*rows, strict=True), (72, 220, 480), strict=True))
    )
    page = both(lines(*PROSE), lines(*PROSE, x=330), wide, lines(*PROSE, top=500), lines(*PROSE, x=330, top=500))
    found = blocks("a.pdf", pdf(page))
    assert ["J9299", "nivolumab", "1 mg"] in [cells(block) for block in found]


def test_a_sentence_goes_on_in_the_next_column() -> None:
    left = lines(*PROSE, "The office that buys pemetrexed and bills the")
    right = lines("drug for its patients uses J9305 on the claim.", *PROSE, x=330)
    texts = [text for _, text in outline("a.pdf", pdf(both(left, right)))]
    assert any("bills the drug for its patients uses J9305" in text for text in texts)


def test_three_columns_are_read_one_after_the_other() -> None:
    said = [[*(line[:36] for line in PROSE), f"This is the end of column {number}."] for number in (1, 2, 3)]
    page = both(*(lines(*one, x=x, size=8) for one, x in zip(said, (40, 215, 390), strict=True)))
    text = document("a.pdf", pdf(page)).text
    assert [text.count("The plan covers", 0, text.index(f"end of column {number}")) for number in (1, 2, 3)] == [
        1,
        2,
        3,
    ]


def test_a_heading_between_two_rules_that_part_columns_stands_across_them() -> None:
    def part(top: float, name: str) -> Draw:
        sides = (lines("Under this heading are few", f"words: {name} left.", x=x, top=top) for x in (72, 330))
        return both(*sides, upright(318, top + 10, top - 20))

    page = both(
        both(lines(*PROSE), lines(*PROSE, x=330), upright(318, 710, 620)),
        both(lines("Second", top=600, font="Helvetica-Bold"), part(570, "second")),
        both(lines("Third", top=530, font="Helvetica-Bold"), part(500, "third")),
    )
    found = [text for kind, text in outline("a.pdf", pdf(page)) if kind == "heading" or "words" in text]
    assert [text.split()[0] for text in found] == ["Second", "Under", "Under", "Third", "Under", "Under"]


def test_a_title_between_two_aligned_tables_parts_them() -> None:
    second = (("HCPCS", "Reason"), ("J3590", "unclassified"), ("J9999", "unclassified"))
    page = both(
        aligned(top=700), lines("Codes without a drug of their own", top=628), aligned(second, top=608, width=200)
    )
    found = outline("a.pdf", pdf(page))
    assert [kind for kind, _ in found] == ["header", "row", "row", "line", "header", "row", "row"]


def test_the_letters_of_a_ligature_are_all_read_and_those_drawn_twice_once() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>"
    drawn = stream(b"", b"BT /F 12 Tf 50 700 Td (trastuzumab-d\001b) Tj ET " + b"BT /F 12 Tf 50 650 Td (J) Tj ET " * 2)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R/FirstChar 1/LastChar 122/Widths[%s]>>"
    font %= b"600 " * 122
    names = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <01> <00740074> endbfchar"
    identity = b"1 beginbfrange <20> <7e> <0020> endbfrange"
    data = raw_pdf(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, drawn, font, stream(b"", names + b" " + identity))
    assert [text for _, text in outline("a.pdf", data)] == ["trastuzumab-dttb", "J"]


def test_a_word_that_a_line_end_breaks_is_joined_and_shows_its_whole_source() -> None:
    data = pdf(
        lines("The antibody that the plan prefers for most patients is pembro-", "lizumab, under code J9271, 1 mg.")
    )
    (block,) = blocks("a.pdf", data)
    at = block.view.text.index("pembrolizumab")
    span = block.view.span(at, at + len("pembrolizumab"))
    assert document("a.pdf", data).text[span.start : span.end] == "pembro-\nlizumab"


def test_a_hyphen_that_belongs_to_the_name_stays() -> None:
    data = pdf(
        lines("The product that the plan prefers over the others is trastuzumab-", "anns, under code Q5117, 10 mg.")
    )
    assert "trastuzumab-anns" in blocks("a.pdf", data)[0].view.text


def test_running_headers_and_footers_are_read_once() -> None:
    def page(number: int) -> Draw:
        return both(
            lines("Lakeshore Health Plan", top=760),
            lines(f"Body {'of page ' * number}stands here."),
            lines(f"Policy 12, page {number} of 3", top=40),
        )

    texts = [text for _, text in outline("a.pdf", pdf(page(1), page(2), page(3)))]
    assert texts.count("Lakeshore Health Plan") == 1
    assert sum("Policy 12, page" in text for text in texts) == 1


def test_a_sentence_goes_on_over_the_page() -> None:
    data = pdf(
        lines("J9305 is the code that offices must use when they bill the drug"),
        lines("pemetrexed, ten milligrams a unit."),
    )
    assert [text for _, text in outline("a.pdf", data)] == [
        "J9305 is the code that offices must use when they bill the drug pemetrexed, ten milligrams a unit."
    ]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_stored_sideways_reads_as_it_is_seen(degrees: int) -> None:
    assert outline("a.pdf", pdf(turned(degrees, ruled()))) == outline("a.pdf", pdf(ruled()))


def test_bullets_and_numbers_make_items_without_them() -> None:
    page = lines("• J9305 is pemetrexed", "• J9271 is pembrolizumab", "2. J9035 is bevacizumab")
    assert outline("a.pdf", pdf(page)) == [
        ("item", "J9305 is pemetrexed"),
        ("item", "J9271 is pembrolizumab"),
        ("item", "J9035 is bevacizumab"),
    ]


def test_a_footnote_mark_is_no_part_of_a_code() -> None:
    page = both(lines("J9305"), lines("1", x=100.2, top=704, size=6), lines("is pemetrexed", x=106))
    assert [text for _, text in outline("a.pdf", pdf(page))] == ["J9305¹ is pemetrexed"]


def test_a_scan_says_that_it_needs_ocr() -> None:
    assert reason("a.pdf", pdf(box)) == (
        "no text layer: it is scanned or drawn; run OCR over it, for example with OCRmyPDF"
    )


def test_an_encrypted_pdf_says_so() -> None:
    locked = pdf(lines("J9305"), password="not our reader's")  # noqa: S106 - the test's own
    assert reason("a.pdf", locked) == "it is encrypted; save it without its password"


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"J9305", pdf(ruled())[:900]], ids=["empty", "head", "text", "cut"]
)
def test_a_damaged_pdf_says_so(data: bytes) -> None:
    assert reason("a.pdf", data) == "a damaged PDF; open it and save it again, or print it to a new PDF"


def test_more_pages_than_a_document_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "3,000" in reason("a.pdf", pages_of_one(3_001))
    monkeypatch.setattr(reading, "MAX_BYTES", 10)
    assert reason("a.pdf", pdf(ruled())) == "larger than 0 MB; split it"


def test_pages_that_loop_are_read_to_an_end() -> None:
    loop = raw_pdf(b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    assert "damaged" in reason("a.pdf", loop) or "no text" in reason("a.pdf", loop)


def test_a_pdf_that_ends_its_reader_is_skipped_and_the_next_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(reading, "MAX_WAIT", 1.0)  # it would take minutes, or all memory, and then end as well
        assert reason("a.pdf", bomb(levels=9, each=10)) == reading.BEYOND
    assert outline("b.pdf", pdf(lines("J9305 is pemetrexed."))) == [("paragraph", "J9305 is pemetrexed.")]


def test_without_the_extra_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "find_spec", lambda _: None)
    assert reason("a.pdf", pdf(ruled())) == "PDF files need pypdfium2: pip install 'hcpcs-auditor[pdf]'"


def test_the_same_file_gives_the_same_document() -> None:
    assert read("a.pdf", pdf(ruled())) == read("a.pdf", pdf(ruled()))


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects after its catalog."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, one in enumerate([b"<</Type/Catalog/Pages 2 0 R>>", *objects], 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(offsets) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def pages_of_one(count: int) -> bytes:
    kids = b"3 0 R " * count
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<>>/Contents 4 0 R>>"
    return raw_pdf(b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), page, stream(b"", b""))


def bomb(levels: int, each: int) -> bytes:
    """A page whose drawing draws ten drawings that each draw ten."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>"
    forms = [
        stream(
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>>>" % (6 + level),
            b"/X Do " * each,
        )
        for level in range(levels - 1)
    ]
    last = stream(
        b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F %d 0 R>>>>" % (levels + 5),
        b"BT /F 12 Tf 50 700 Td (J9305) Tj ET",
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return raw_pdf(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream(b"", b"/X Do"), *forms, last, font)


def stream(entries: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed)
