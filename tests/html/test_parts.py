"""The pieces that pages are made of: clusters, pictures, marked text, addresses, edits in context."""

from __future__ import annotations

import msgspec
import pytest

from auditor.model.findings import DocumentInfo, Edit, Repair, Said
from auditor.model.source import Lines, Span
from auditor.reports.html.addresses import Addresses, anchors, files
from auditor.reports.html.clusters import LARGEST, clusters
from auditor.reports.html.edits import mending
from auditor.reports.html.picture import Tie, picture
from auditor.reports.html.scale import Scale
from auditor.reports.html.texts import marked_lines, shown_texts
from auditor.reports.html.words import cut, phrase, together
from tests.html.making import DOCUMENTS, report_of
from tests.saying import findings, says

WHOLE = Scale().whole
JOINING = {"J9355", "J9022", "J9271", "atezolizumab", "trastuzumab", "pembrolizumab"}


def test_findings_about_the_same_codes_and_drugs_are_one_cluster_and_others_are_not() -> None:
    found = findings(
        says("a.md", "J9355", "atezolizumab"),
        says("b.md", "J9355", "trastuzumab"),
        says("c.md", "J9022", "atezolizumab"),
        says("a.md", "J9271", "1 mg", "code-unit"),
        says("b.md", "J9271", "10 mg", "code-unit"),
    )
    assert [sorted(cluster.names) for cluster in clusters(found, JOINING)] == [["J9355", "atezolizumab"], ["J9271"]]


def test_equal_units_join_nothing() -> None:
    said = [
        says(f"{code}-{unit}.md", code, unit, "code-unit") for code in ("J9355", "J9271") for unit in ("1 mg", "10 mg")
    ]
    assert len(clusters(findings(*said), JOINING)) == 2


def test_a_cluster_too_large_to_read_falls_apart_by_what_each_finding_is_about() -> None:
    codes = [f"J{number}" for number in range(1000, 1001 + LARGEST)]
    said = [says(f"{code}-{drug}.md", code, drug) for code in codes for drug in ("atezolizumab", "trastuzumab")]
    found = findings(*said)
    parts = clusters(found, {*JOINING, *codes})
    assert len(parts) > LARGEST
    assert sum(len(part.findings) for part in parts) == len(found)
    assert all(len({finding.subject for finding in part.findings}) == 1 for part in parts)


def test_in_a_picture_no_box_lies_over_another_and_every_tie_has_two_lines() -> None:
    ties = [Tie(code, drug, "unknown", ("a.md",)) for code in ("J1", "J2", "J3") for drug in ("x", "y", "z")]
    drawn = picture(ties, 9)
    assert drawn
    assert len(drawn.curves) == 2 * len(ties)
    for one in drawn.boxes:
        near = [other for other in drawn.boxes if other is not one and other.x == one.x and abs(other.y - one.y) < 28]
        assert near == []
    assert max(box.y for box in drawn.boxes) < drawn.height


def test_a_picture_says_in_words_what_it_shows_and_what_it_leaves_out() -> None:
    drawn = picture([Tie("J9355", f"drug {at:02}", "refuted", ("a.md", "b.md")) for at in range(8)], 5)
    assert drawn
    assert drawn.label.startswith("J9355 and drug 00 refuted, in 2 documents; ")
    assert drawn.more == 3
    assert {box.text for box in drawn.boxes if box.tone == "refuted"} == {"✗ 2 documents"}
    assert picture([], 9) is None


def marked(text: str, *words: tuple[str, str]) -> DocumentInfo:
    """A document in which each sentence (up to its full stop) says that the first word is the second."""
    said = []
    for subject, value in words:
        start = text.index(subject)
        place = Lines(text).place(Span(start, text.index(".", start) + 1))
        subject_place, object_place = (
            Lines(text).place(Span(text.index(word, start), text.index(word, start) + len(word)))
            for word in (subject, value)
        )
        assertion = msgspec.structs.replace(
            says("a.md", subject, value), place=place, subject_place=subject_place, object_place=object_place
        )
        said.append(Said(assertion, "refuted"))
    return DocumentInfo("a.md", len(said), text=text, said=tuple(said))


def test_the_text_of_a_document_is_shown_character_by_character_with_its_marks() -> None:
    text = "# Title\r\n\r\nJ9355 is\natezolizumab. So\tit is.\n"
    info = marked(text, ("J9355", "atezolizumab"))
    lines = marked_lines(info, shown_texts([info], ["a.md"], 10_000, WHOLE)["a.md"])
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [
        "# Title", "", "J9355 is", "atezolizumab. So it is."
    ]  # fmt: skip
    assert [line.number for line in lines] == [1, 2, 3, 4]
    pieces = [piece for line in lines for piece in line.pieces]
    assert [piece.text for piece in pieces if piece.tone == "refuted"] == ["J9355", "atezolizumab"]
    assert [piece.text for piece in pieces if piece.said] == ["J9355", " is", "atezolizumab", "."]
    assert [(piece.text, piece.numbers) for piece in pieces if piece.numbers] == [(".", (1,))]


def test_every_mark_of_a_real_document_ends_somewhere_in_its_text() -> None:
    made = report_of(DOCUMENTS)
    shown = shown_texts(made.documents, sorted(DOCUMENTS), 1_000_000, WHOLE)
    for info in made.documents:
        lines = marked_lines(info, shown[info.name])
        assert "\n".join("".join(piece.text for piece in line.pieces) for line in lines) == info.text.rstrip("\n")
        numbers = [number for line in lines for piece in line.pieces for number in piece.numbers]
        assert sorted(numbers) == list(range(1, len(info.said) + 1))


def test_where_texts_find_no_room_only_the_passages_that_say_something_are_shown() -> None:
    text = "Nothing here. " * 400 + "J9355 is atezolizumab. " + "Nor here. " * 400
    info = marked(text, ("J9355", "atezolizumab"))
    shown = shown_texts([info], ["a.md"], 2_000, WHOLE)["a.md"]
    assert not shown.whole
    [line] = marked_lines(info, shown)
    assert line.gap
    assert len("".join(piece.text for piece in line.pieces)) < 200


def test_documents_to_be_read_last_lose_their_text_first() -> None:
    infos = [
        msgspec.structs.replace(marked("J9355 is atezolizumab. ", ("J9355", "atezolizumab")), name=name)
        for name in ("a", "b", "c")
    ]
    assert list(shown_texts(infos, ["c", "a", "b"], 1_200, WHOLE)) == ["c", "a"]


@pytest.mark.parametrize(
    ("here", "href"),
    [("index.html", "pages/code-a.html"), ("pages/x.html", "code-a.html"), ("pages/code-a.html", "#main")],
)
def test_links_are_relative_to_the_page_that_holds_them(here: str, href: str) -> None:
    made = Addresses({("code", "A"): "pages/code-a.html"}, anchors("code", ["A"]))
    assert made.href(here, "code", "A") == href
    assert made.href(here, "code", "B") == ""


def test_few_things_get_a_page_each_and_many_share_pages_of_a_certain_size() -> None:
    things = [(("code", name), f"code-{name}", 40) for name in "abcde"]
    assert len(set(files("code", things, page=100, alone=5).values())) == 5
    assert list(files("code", things, page=100, alone=4).values()) == [
        "pages/codes-1.html", "pages/codes-1.html", "pages/codes-2.html", "pages/codes-2.html", "pages/codes-3.html"
    ]  # fmt: skip


def test_an_edit_is_shown_in_its_line_before_and_after() -> None:
    text = "First line.\nJ9355 is atezolizumab.\nLast line."
    [finding, *_] = findings(says("a.md", "J9355", "atezolizumab"), says("b.md", "J9355", "trastuzumab"))
    place = Lines(text).place(Span(text.index("J9355"), text.index("J9355") + 5))
    repair = Repair((Edit("a.md", place, "J9022", "J9355"),) * 3, "why", "write J9022 for J9355", certain=True)
    shown = mending(repair, finding, {"a.md": text}, Scale())
    change = shown.changes[0]
    assert (change.where, change.before, change.now, change.then, change.after) == (
        "a.md:2:1", "", "J9355", "J9022", " is atezolizumab."
    )  # fmt: skip
    assert shown.more == "and 1 more place"


def test_lists_and_long_texts_say_how_much_is_left_out() -> None:
    assert together(["a", "b", "c"], 3) == "a, b and c"
    assert together(["a", "b", "c", "d"], 2) == "a, b and 2 more"
    assert cut("one two three", 9) == "one two …"


def test_what_is_denied_is_said_as_denied() -> None:
    assert phrase("code-drug", "denied", "J9355", "atezolizumab") == "J9355 is not called atezolizumab"
