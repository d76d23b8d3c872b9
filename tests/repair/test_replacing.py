"""One word for another: in the manner of what stands there, and without breaking its markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.auditing import audit
from auditor.model.source import Place
from auditor.reference.files import embedded
from auditor.repair.replacing import replacement
from tests.beside import SHARED, needs_shared

CORPUS = Path(__file__).parents[2] / "corpus" / "docs"
HERE = Place(0, 1, 1, 1, 1, 2)


@pytest.mark.parametrize(
    ("document", "now", "new", "written"),
    [
        ("a.md", "J9371", "J9173", "J9173"),
        ("a.txt", "j9371", "J9173", "j9173"),
        ("a.md", "Durvalumab", "trastuzumab", "Trastuzumab"),
        ("a.md", "DURVALUMAB", "trastuzumab", "TRASTUZUMAB"),
        ("a.md", "durvalumab", "trastuzumab", "trastuzumab"),
        ("a.md", "10 MG", "1 mg", "1 MG"),
        ("a.html", "J<em>9371</em>", "J9173", "J<em>9173</em>"),
        ("a.html", "<b>J9</b><b>371</b>", "J9173", "<b>J9</b><b>173</b>"),
        ("a.html", "dur<b>valumab</b>", "trastuzumab", "trastuzumab<b></b>"),
        ("a.html", "<b>dur</b>valumab", "nivolumab", "<b>nivolumab</b>"),
        ("a.md", "J**9371**", "J9173", "J**9173**"),
        ("a.txt", "J**9371**", "J9173", "J9173"),
        ("a.html", "&#x4a;9371", "J9173", "J9173"),
        ("a.html", "&#x44;URVALUMA&#66;", "trastuzumab", "TRASTUZUMAB"),
        ("a.md", "&#68;urvalumab", "trastuzumab", "Trastuzumab"),
        ("a.html", "durvalumab", "a <b> & c", "a &lt;b&gt; &amp; c"),
    ],
)
def test_the_new_word_takes_the_place_of_the_old_one(document: str, now: str, new: str, written: str) -> None:
    edit = replacement(document, HERE, new, now)
    assert (edit.replacement, edit.quote) == (written, now)


@needs_shared
def test_every_edit_stands_where_it_says_and_every_quote_is_read_again() -> None:
    for folder in (SHARED / "gold" / "seeds" / "docs", SHARED / "gold" / "dev" / "docs", CORPUS):
        report = audit([folder], reference=embedded()).report
        for finding in report.findings:
            for location in (finding.primary, *finding.related):
                text = (folder / location.document).read_bytes().decode()
                assert text[location.place.start : location.place.end] == location.quote
            for repair in (finding.repair, *finding.alternatives):
                for edit in repair.edits if repair else ():
                    text = (folder / edit.document).read_bytes().decode()
                    assert text[edit.place.start : edit.place.end] == edit.quote
