"""The pages as text: they answer first, link only to what is there, load nothing, and no document can speak through them."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest

from auditor.auditing import with_plan
from auditor.model.findings import Ignored, Report
from auditor.model.source import Skipped
from auditor.reports.html import STYLE, render, render_folder
from auditor.reports.html.explorer import explorer
from auditor.reports.html.material import material
from auditor.reports.html.scale import MANY, Scale, scale_of_one_file
from auditor.rules import RULES
from tests.html.making import DOCUMENTS, HOSTILE_DOCUMENTS, many, report_of

VOID = {"meta", "br", "link", "img", "input", "hr", "path", "rect"}
PRINTED, PLAIN = Scale().printed, Scale().plain
UNREAD = (Skipped("scan.md", "load", "not UTF-8"),)
KINDS = ("clusters", "matrix", "codes", "drugs", "documents", "unchecked", "method", "print")


class Outline(HTMLParser):
    """What a browser would make of a page: its tags in order, and whether every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def pages_of(report: Report) -> dict[str, str]:
    """All pages of the folder, and the one file, by name."""
    return {name: text for name, text in render_folder(report).items() if name != STYLE} | {"one.html": render(report)}


REPORTS = {
    "empty": report_of({"quiet.md": DOCUMENTS["quiet.md"]}),
    "without a reference": report_of(DOCUMENTS, reference=False),
    "with all": report_of(DOCUMENTS, skipped=UNREAD),
    "hostile": report_of(HOSTILE_DOCUMENTS, skipped=(Skipped("<b>\u202e", "load", "<i>\x1b"),)),
}
PAGES = {name: pages_of(report) for name, report in REPORTS.items()}
OUTLINES = {name: {page: Outline(text) for page, text in pages.items()} for name, pages in PAGES.items()}

every_report = pytest.mark.parametrize("name", REPORTS)


@pytest.mark.parametrize(
    ("report", "verdict", "sign"),
    [
        (REPORTS["with all"], "Not consistent", "✗"),
        (REPORTS["empty"], "No findings", "✓"),
        (report_of({"quiet.md": "Nothing."}, skipped=UNREAD), "No findings in what was read", "▲"),
        (report_of({}, skipped=UNREAD), "Nothing was checked", "◆"),
    ],
)
def test_the_first_line_is_the_verdict_and_never_calls_unread_clean(report: Report, verdict: str, sign: str) -> None:
    shown = render_folder(report)["index.html"]
    assert f'<h1 id="verdict"><span class="sign" aria-hidden="true">{sign}</span>{verdict}</h1>' in shown


def test_the_first_screen_says_what_is_worst_where_to_start_and_what_was_not_read() -> None:
    head = PAGES["with all"]["index.html"].split('id="conflicts-title"')[0]
    assert "J9355 is called atezolizumab in 1 document, bevacizumab in 1 and trastuzumab in 1" in head
    assert "guide/atezolizumab.md</a>" in head
    assert "refuted in" in head
    assert "1 document could not be read; nothing is known of what they say." in head


def test_where_there_was_a_last_run_the_first_screen_tells_what_is_new() -> None:
    made = REPORTS["with all"]
    first, *others = made.findings
    told = (
        msgspec.structs.replace(first, status="new"),
        *(msgspec.structs.replace(one, status="unchanged") for one in others),
    )
    shown = render_folder(msgspec.structs.replace(made, findings=told))["index.html"]
    assert (
        f'data-filter="status=new">1 new</a> · 0 reopened · <a href="#findings" data-filter="status=unchanged">{len(others)} u'
        in shown
    )
    assert '<h2 id="fresh">What is new</h2>' in shown
    assert '<select id="status">' in shown


def test_there_is_a_page_for_each_list_code_drug_document_and_cluster() -> None:
    names = set(PAGES["with all"])
    assert {f"pages/{kind}.html" for kind in KINDS} <= names
    assert {
        "pages/code-j9355.html",
        "pages/drug-atezolizumab.html",
        "pages/document-guide-bevacizumab-md.html",
    } <= names
    assert "pages/cluster-j9271.html" in names


@every_report
def test_every_tag_is_closed_and_every_id_is_its_own(name: str) -> None:
    for page, outline in OUTLINES[name].items():
        assert outline.open == [], page
        ids = outline.values("id")
        assert len(ids) == len(set(ids)), page
        assert {one for labels in outline.values("aria-labelledby") for one in labels.split()} <= set(ids), page


@every_report
def test_every_link_leads_to_something_in_the_report(name: str) -> None:
    outlines = OUTLINES[name]
    places = {page: set(outline.values("id")) for page, outline in outlines.items()}
    places[STYLE] = set()
    for page, outline in outlines.items():
        for href in outline.values("href"):
            file, _, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), file)) if file else page
            assert target in places, (page, href)
            assert not anchor or anchor in places[target], (page, href)


def test_a_permalink_is_an_anchor_of_the_first_page() -> None:
    ids = set(OUTLINES["with all"]["index.html"].values("id"))
    for finding in REPORTS["with all"].findings:
        assert f"f-{finding.fingerprint}" in ids


@every_report
def test_nothing_is_loaded_and_nothing_runs_but_what_the_policy_names(name: str) -> None:
    for page, outline in OUTLINES[name].items():
        tags = [tag for tag, _ in outline.tags]
        assert set(tags).isdisjoint({"img", "iframe", "object", "embed", "form", "base", "audio", "video"}), page
        for tag, attributes in outline.tags:
            assert not [one for one in attributes if one.startswith("on") or one in {"style", "src", "action"}], page
            assert tag != "link" or attributes["rel"] == "stylesheet"
        [policy] = [attributes["content"] for _, attributes in outline.tags if "http-equiv" in attributes]
        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'; style-src ")
        assert "base-uri 'none'; form-action 'none'" in policy
        text = PAGES[name][page]
        for kind in ("script", "style"):
            for found in re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL):
                digest = base64.b64encode(hashlib.sha256(found.encode()).digest()).decode()
                assert f"{kind}-src 'sha256-{digest}'" in policy, page
        assert ("script-src" in policy) is ("<script>" in text)


@every_report
def test_headings_descend_by_one_from_a_single_first(name: str) -> None:
    for page, outline in OUTLINES[name].items():
        levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1, page
        assert levels.count(1) == 1, page
        assert all(after <= before + 1 for before, after in pairwise(levels)), page


@every_report
def test_tables_have_captions_and_header_cells_a_scope(name: str) -> None:
    for page, outline in OUTLINES[name].items():
        tags = outline.tags
        assert sum(tag == "table" for tag, _ in tags) == sum(tag == "caption" for tag, _ in tags), page
        assert all("scope" in attributes for tag, attributes in tags if tag == "th"), page


def test_hostile_text_is_shown_and_never_obeyed() -> None:
    for page, text in PAGES["hostile"].items():
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", text), page
        assert "<img" not in text, page
        assert "<script>window" not in text, page
    shown = "".join(PAGES["hostile"].values())
    assert "{{ 7*7 }}" in shown
    assert "\\u202e" in shown


def test_with_a_reference_each_side_says_whether_it_is_confirmed_and_a_repair_stands_beside_it() -> None:
    shown = PAGES["with all"]["pages/print.html"]
    assert '<span class="verdict refuted"><span aria-hidden="true">✗</span> refuted</span>' in shown
    assert "J9271 is pembrolizumab, <del>100 mg</del> per unit." in shown
    assert "J9271 is pembrolizumab, <ins>1 mg</ins> per unit." in shown


def test_without_a_reference_nobody_is_right() -> None:
    shown = PAGES["without a reference"]["pages/print.html"]
    assert "so nobody is right by majority" in shown
    assert '<span class="verdict confirmed">' not in shown
    assert '<span class="verdict refuted">' not in shown


def test_the_pages_tell_what_was_not_read_left_open_and_asked() -> None:
    pages = PAGES["with all"]
    assert '<th scope="row">scan.md</th><td>load</td><td>not UTF-8</td>' in pages["pages/unchecked.html"].replace(
        "\n", ""
    )
    assert "guide/bevacizumab.md:5:4" in pages["pages/unchecked.html"]
    for rule in RULES:
        assert f'<tr id="rule-{rule.id}">' in pages["pages/method.html"]
    assert '<th scope="row">overall</th>' in pages["pages/method.html"]


def test_what_was_put_aside_is_listed_with_its_reason() -> None:
    made = report_of(DOCUMENTS)
    [finding, *_] = made.findings
    put_aside = msgspec.structs.replace(made, ignored=(Ignored(finding, "agreed in March", finding.primary),))
    counted = msgspec.structs.replace(made.summary, ignored=1)
    pages = render_folder(msgspec.structs.replace(put_aside, summary=counted))
    assert "1 finding left out of this report" in pages["pages/unchecked.html"]
    assert "agreed in March" in pages["pages/unchecked.html"]
    assert "<dt>Ignored</dt>" in pages["index.html"]


def test_the_least_that_mends_the_corpus_is_told_where_it_was_asked_for() -> None:
    assert re.search(
        r"\d+ edits? would mend all that words can mend; ", render_folder(with_plan(REPORTS["with all"]))["index.html"]
    )


def test_the_same_report_gives_the_same_bytes() -> None:
    again = pages_of(report_of(dict(reversed(DOCUMENTS.items())), skipped=UNREAD))
    assert again == PAGES["with all"]


def test_names_that_differ_only_in_what_a_file_name_cannot_hold_get_files_of_their_own() -> None:
    said = "J9355 is trastuzumab.\n"
    pages = render_folder(report_of({"a b.md": said, "a-b.md": said, "A_B.md": said, "日本.md": said}))
    assert len([name for name in pages if name.startswith("pages/document-")]) == 4
    assert all(re.fullmatch(r"(pages/)?[a-z0-9-]+\.(html|css)", name) for name in pages)


# Many findings ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large() -> Mapping[str, str]:
    return render_folder(many(MANY + 500))


def test_of_many_findings_the_first_page_shows_some_and_says_so(large: Mapping[str, str]) -> None:
    assert large["index.html"].count('<li class="entry"') == PLAIN
    assert f"The first {PLAIN}, the worst first; {MANY + 500 - PLAIN:,} more" in large["index.html"]


def test_of_many_findings_each_is_told_in_full_on_one_page_of_modest_size(large: Mapping[str, str]) -> None:
    told = [
        found
        for name, text in large.items()
        if "cluster" in name
        for found in re.findall(r'<article class="card \w+" id="(f-\w+)"', text)
    ]
    assert len(told) == len(set(told)) == MANY + 500
    assert max(len(text.encode()) for text in large.values()) < 3_000_000


def test_the_page_to_print_says_what_it_leaves_out(large: Mapping[str, str]) -> None:
    assert large["pages/print.html"].count("<article") == PRINTED
    assert f"{MANY + 500 - PRINTED:,} more stand in the list of findings." in large["pages/print.html"]


def test_one_file_of_many_findings_stays_small_enough_to_mail() -> None:
    shown = render(many(MANY + 500))
    assert shown.count("<article") == scale_of_one_file(MANY + 500).cards
    assert len(shown.encode()) < 3_000_000


def test_a_finding_of_very_many_documents_is_found_by_those_that_stand_alone_in_it() -> None:
    said = {f"{'long-name-' * 9}{number:03}.md": "J9355 is trastuzumab.\n" for number in range(60)}
    made = material(report_of({**said, "alone.md": "J9355 is bevacizumab.\n"}), Scale(names=4_000), one_file=False)
    shown = explorer(made, "index.html")
    assert "alone.md" in json.loads(shown.data)["documents"]
    assert (
        shown.partly == "By a document's name a finding is found where it is one of the 20 that stand most alone in it."
    )
    assert explorer(msgspec.structs.replace(made, scale=Scale()), "index.html").partly == ""
