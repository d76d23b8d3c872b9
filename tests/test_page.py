"""The HTML page: it answers first, it stands alone, everybody can walk it, and no document can speak through it."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest

from auditor.model.assertions import CodeMention
from auditor.model.findings import DocumentInfo, Edit, Finding, Inputs, ReferenceInfo, Repair, Report, RuleInfo, Summary
from auditor.model.source import Skipped
from auditor.reports.html import render
from auditor.reports.page import LISTED, page
from auditor.rules import RULES
from tests.saying import findings, place_of, says

HOSTILE = '"><img src=x onerror=alert(1)>\x1b\u202e</style></title>{{ 7*7 }}&amp;'
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Outline(HTMLParser):
    """What a browser would make of the page: its tags in order, ids, links, and whether every tag is closed."""

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
        assert self.open.pop() == tag

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


def report(*found: Finding, skipped: tuple[Skipped, ...] = (), unclaimed: int = 0, documents: int = 3) -> Report:
    counts = Counter(finding.severity for finding in found)
    each = (counts["error"], counts["warning"], counts["note"])
    quote = "See J9357."
    mention = CodeMention("a.md", "J9357", "unclaimed", place_of(7, quote), quote, (), "nothing is tied to it")
    rules = tuple(RuleInfo(rule.id, rule.name, rule.title, rule.rationale, rule.severity) for rule in RULES)
    return Report(
        Inputs(documents, "0" * 64, None, tuple(rule.id for rule in rules), None),
        Summary(documents, 9, len(found), *each, 0, 0, len(skipped), unclaimed),
        tuple(found),
        skipped,
        rules,
        tuple(DocumentInfo(f"{name}.md", 3) for name in "abc"[:documents]),
        (mention,) * unclaimed,
    )


CONFLICT = findings(
    says("a.md", "J9355", "bevacizumab", line=3),
    says("b.md", "J9355", "trastuzumab", line=12),
    says("c.md", "J9355", "trastuzumab"),
)
UNREAD = (Skipped("scan.md", "load", "not UTF-8"),)


def everything() -> Report:
    """A report that makes every part of the page appear, with hostile text wherever a document's text can stand."""
    [finding] = CONFLICT
    primary = msgspec.structs.replace(
        finding.primary, quote=HOSTILE, document=HOSTILE, section=(HOSTILE,), note=HOSTILE, focus=None
    )
    first, *values = finding.values
    edit = Edit(HOSTILE, finding.primary.place, HOSTILE)
    hostile = msgspec.structs.replace(
        finding,
        primary=primary,
        message=HOSTILE,
        subject=HOSTILE,
        expected=HOSTILE,
        status="new",
        values=(msgspec.structs.replace(first, value=HOSTILE, verdict="refuted", documents=(HOSTILE,)), *values),
        repair=Repair((edit,), HOSTILE),
    )
    made = report(hostile, skipped=(Skipped(HOSTILE, "load", HOSTILE),), unclaimed=1)
    [mention] = made.unclaimed
    return msgspec.structs.replace(
        made,
        inputs=msgspec.structs.replace(made.inputs, reference=ReferenceInfo(HOSTILE, "2024-07-01", "1" * 64)),
        documents=(DocumentInfo(HOSTILE, 1), DocumentInfo(f"quiet {HOSTILE}", 1)),
        unclaimed=(msgspec.structs.replace(mention, document=HOSTILE, quote=HOSTILE, reason=HOSTILE),),
    )


PAGES = [report(), report(*CONFLICT), report(*CONFLICT, skipped=UNREAD, unclaimed=2), everything()]


@pytest.mark.parametrize(
    ("made", "verdict", "tone"),
    [
        (report(*CONFLICT), "Not consistent", "error"),
        (report(), "No findings", "clear"),
        (report(skipped=UNREAD), "No findings in what was read", "warning"),
        (
            report(msgspec.structs.replace(CONFLICT[0], severity="note")),
            "No errors, but something to look at",
            "warning",
        ),
        (report(skipped=UNREAD, documents=0), "Nothing was checked", "error"),
    ],
)
def test_the_first_line_is_the_verdict_and_never_calls_unread_clean(made: Report, verdict: str, tone: str) -> None:
    assert (page(made).verdict, page(made).tone) == (verdict, tone)


def test_the_first_screen_says_what_is_worst_and_where_to_start() -> None:
    head = render(report(*CONFLICT)).split("</header>")[0]
    assert "J9355 is called trastuzumab in 2 documents and bevacizumab in 1</a>" in head
    assert '<a href="#d-1">a.md</a> <span class="beside">outnumbered in 1 of 1 finding</span>' in head


def test_where_nobody_is_outnumbered_the_documents_quoted_most_come_first() -> None:
    tie = findings(says("a.md", "J9355", "bevacizumab"), says("b.md", "J9355", "trastuzumab"))
    assert [(link.text, link.beside) for link in page(report(*tie)).start] == [
        ("a.md", "quoted in 1 finding"),
        ("b.md", "quoted in 1 finding"),
    ]


def test_the_page_lists_what_was_not_read_left_open_quiet_and_asked() -> None:
    shown = render(report(skipped=UNREAD, unclaimed=2))
    assert "1 document could not be read; nothing is known of what they say." in shown
    assert '<th scope="row">scan.md</th><td>load</td><td>not UTF-8</td>' in shown
    assert shown.count("<code>a.md:7:1</code> nothing is tied to it") == 2
    assert "3 documents read, and quoted in no finding:" in shown
    for rule in RULES:
        assert f'<tr id="rule-{rule.id}">' in shown


def test_a_list_that_is_cut_says_so() -> None:
    made = page(report(unclaimed=LISTED + 1))
    assert len(made.unclaimed) == LISTED
    assert made.unclaimed_lead.endswith(f"The first {LISTED} are listed.")


@pytest.mark.parametrize("made", PAGES)
def test_every_tag_is_closed_and_every_link_leads_to_one_place(made: Report) -> None:
    outline = Outline(render(made))
    assert outline.open == []
    ids = outline.values("id")
    assert len(ids) == len(set(ids))
    for href in outline.values("href"):
        assert href.startswith("#")
        assert href[1:] in ids
    assert {one for labels in outline.values("aria-labelledby") for one in labels.split()} <= set(ids)


@pytest.mark.parametrize("made", PAGES)
def test_nothing_is_loaded_and_nothing_runs(made: Report) -> None:
    outline = Outline(render(made))
    tags = {tag for tag, _ in outline.tags}
    assert tags.isdisjoint({"script", "img", "link", "iframe", "object", "form", "base", "svg"})
    for _, attributes in outline.tags:
        assert not [name for name in attributes if name.startswith("on") or name in {"style", "src", "action"}]
    [policy] = [attributes["content"] for _, attributes in outline.tags if "http-equiv" in attributes]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.parametrize("made", PAGES)
def test_headings_descend_by_one(made: Report) -> None:
    levels = [int(tag[1]) for tag, _ in Outline(render(made)).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("made", PAGES)
def test_tables_have_captions_and_header_cells_a_scope(made: Report) -> None:
    tags = Outline(render(made)).tags
    assert sum(tag == "table" for tag, _ in tags) == sum(tag == "caption" for tag, _ in tags)
    assert all("scope" in attributes for tag, attributes in tags if tag == "th")


def test_hostile_text_is_shown_and_never_obeyed() -> None:
    shown = render(everything())
    assert "<img" not in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\x1b\\u202e" in shown
    assert "{{ 7*7 }}" in shown


def test_with_a_reference_the_page_says_whom_it_refutes() -> None:
    shown = render(everything())
    assert '<span class="verdict refuted">refuted</span>' in shown
    assert "refuted by the reference in 1 of 1 finding" in shown


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_text_stands_out_from_its_ground(scheme: str) -> None:
    style = page(report()).style
    light, rest = style.split("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", light if scheme == "light" else rest.split("@media")[0]))
    for name in ("ink", "quiet", "link", "error", "warning", "note", "clear"):
        for ground in ("paper", "panel"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    assert contrast(colours["ink"], colours["mark"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio as WCAG 2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
