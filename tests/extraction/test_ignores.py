"""Comments to the auditor: which part of a document each one covers, and what is wrong with those that mean nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extraction import extract
from auditor.model.ignores import Ignore
from auditor.model.source import Document, Media
from auditor.readers import parse

C = '<!-- auditor: ignore[AUD101] reason="x" -->'
T = '# auditor: ignore[AUD101] reason="x"'


def ignores(text: str, media: Media = "markdown") -> tuple[Ignore, ...]:
    return extract(parse(Document("a", media, text))).ignores


def covered(text: str, media: Media = "markdown") -> list[str]:
    """The parts that are covered, comments in them left out."""
    return [" ".join(text[one.covers.start : one.covers.end].replace(C, "").split()) for one in ignores(text, media)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (f"One.\n\n{C}\n\nTwo\ntwo.\n\nThree.", "Two two."),
        (f"One.\n\n{C}\nTwo.\n\nThree.", "Two."),
        (f"One.\n\n{C} Two.\n\nThree.", "Two."),
        (f"One.\n\nTwo {C} two.\n\nThree.", "Two two."),
        (f"One.\n\nTwo. {C}\n\nThree.", "Two."),
        (f"{C}\n# One\n\nTwo.", "One"),
        (f"- one\n- two {C}\n- three", "two"),
        (f"- one\n- {C} two\n- three", "two"),
        (f"- one\n- {C}\n  two\n- three", "two"),
        (f"One.\n\n{C}\n\n- one\n- two\n  - deep\n- three\n\nFour.", "one - two - deep - three"),
        (f"One.\n\n{C}\n\n1. one\n2. two\n   - deep\n\nFour.", "one 2. two - deep"),
        (f"- one\n\n{C}\n\n- two\n- three", "two - three"),  # Markdown ends the list there: two lists
        (f"| a | b |\n|---|---|\n| c | d {C} |\n| e | f |", "| c | d |"),
        (f"| a | b |\n|---|---|\n| c | d | {C}\n| e | f |", "| c | d |"),
        (f"One.\n\n{C}\n\n| a | b |\n|---|---|\n| c | d |\n\nTwo.", "| a | b | |---|---| | c | d |"),
        (f"> One.\n>\n> {C}\n>\n> Two.\n\nThree.", "Two."),
        (f"<table>\n{C}\n<tr><td>a</td><td>b</td></tr>\n<tr><td>c</td></tr></table>", "a</td><td>b"),
        (f"One.\n\n{C}\n\n<table><tr><td>a</td></tr>\n<tr><td>c</td></tr></table>", "a</td></tr> <tr><td>c"),
        (f"One.\n\n{C}", ""),
    ],
)
def test_a_comment_in_markdown_covers_the_block_around_it_or_the_next_one(text: str, part: str) -> None:
    assert covered(text) == [part]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (f"<p>One.</p>{C}<p>Two <b>two</b>.</p><p>Three.</p>", "Two <b>two</b>."),
        (f"<p>One.</p><p>Two {C} two.</p><p>Three.</p>", "Two two."),
        (f"<p>One.</p><p>Two. {C}</p><p>Three.</p>", "Two."),
        (f"<ul><li>one</li>{C}<li>two</li><li>three</li></ul>", "two"),
        (f"<ul>{C}<li>one</li><li>two</li></ul>", "one"),
        (f"<ul><li>one</li><li>{C}two</li><li>three</li></ul>", "two"),
        (f"<ul><li>one</li><li>two {C}</li><li>three</li></ul>", "two"),
        (f"{C}<ul><li>one</li><li>two</li></ul><p>Three.</p>", "one</li><li>two"),
        (f"<table><tr><td>a</td></tr>{C}<tr><td>b</td><td>c</td></tr></table>", "b</td><td>c"),
        (f"<table><tr><td>a</td></tr><tr>{C}<td>b</td><td>c</td></tr></table>", "b</td><td>c"),
        (f"<table><tr><td>a</td></tr><tr><td>b {C}</td><td>c</td></tr></table>", "b </td><td>c"),
        (f"{C}\n<table><tr><th>a</th></tr><tr><td>b</td></tr></table><p>c</p>", "a</th></tr><tr><td>b"),
    ],
)
def test_a_comment_in_html_covers_the_block_around_it_or_the_next_one(text: str, part: str) -> None:
    assert covered(text, "html") == [part]


@pytest.mark.parametrize("comment", [T, T.replace("#", "//"), T.replace("#", ";"), f"  > {T}", C])
def test_a_line_of_text_can_be_a_comment(comment: str) -> None:
    assert covered(f"One.\n\n{comment}\nTwo.\n\nThree.\n", "text") == ["Two."]


def test_a_comment_in_the_middle_of_a_text_table_leaves_it_whole() -> None:
    table = "Code    Drug          Unit\nJ9173   durvalumab    10 mg\n{}J9271   pembrolizumab 1 mg\n"
    plain, noted = (parse(Document("a", "text", table.format(comment))).blocks for comment in ("", f"{T}\n"))
    assert [block.view.text for block in noted] == [block.view.text for block in plain]
    assert covered(table.format(f"{T}\n"), "text") == ["J9271 pembrolizumab 1 mg"]


def test_a_comment_before_a_text_list_covers_it_and_within_it_one_item() -> None:
    assert covered(f"One.\n\n{T}\n- one\n- two\n\nThree.", "text") == ["one - two"]
    assert covered(f"One.\n\n- one\n{T}\n- two\n- three\n", "text") == ["two"]


def test_what_a_comment_says_is_not_read() -> None:
    said = 'ignore[AUD101] reason="J9355 describes bevacizumab."'
    for media, text in (
        ("markdown", f"<!-- auditor: {said} -->\n\nOne."),
        ("markdown", f"---\ntitle: One\nauditor: {said}\n---\nTwo."),
        ("html", f"<!-- auditor: {said} --><p>One.</p>"),
        ("text", f"# auditor: {said}\nOne."),
    ):
        found = extract(parse(Document("a", media, text)))  # type: ignore[arg-type]
        assert not found.assertions
        assert not found.codes
        assert found.ignores[0].reason == "J9355 describes bevacizumab."


@pytest.mark.parametrize(
    "text", [f"```html\n{C}\n```\n\nOne.", f"Write `{C}` above it.\n\nOne.", f"    {C}\n\nOne.", "\\" + C + "\n\nOne."]
)
def test_a_comment_that_readers_see_is_an_example(text: str) -> None:
    assert ignores(text) == ()


@pytest.mark.parametrize(
    "front",
    [
        'auditor: ignore[AUD101] reason="x"',
        "auditor: 'ignore[AUD101] reason=\"x\"'",
        'auditor:\n  - ignore[AUD101] reason="x"',
        "auditor:\n- 'ignore[AUD101] reason=\"x\"'",
    ],
)
def test_front_matter_speaks_of_the_whole_document(front: str) -> None:
    text = f"---\ntitle: One\n{front}\ntags: [a]\n---\nTwo."
    [one] = ignores(text)
    assert (one.covers.start, one.rules, one.reason) == (0, ("AUD101",), "x")
    assert one.covers.end > len(text)


def test_front_matter_can_hold_several() -> None:
    text = '---\nauditor:\n  - ignore[AUD101] reason="x"\n  # why\n  - ignore[AUD103] reason="y"\ntags:\n  - ignore[AUD9]\n---\nOne.'
    assert [one.rules for one in ignores(text)] == [("AUD101",), ("AUD103",)]


# From one comment to another


def opened(rules: str) -> str:
    return f'<!-- auditor: disable[{rules}] reason="x" -->'


def test_a_range_ends_where_its_rule_is_enabled_again() -> None:
    text = f"One.\n\n{opened('AUD101, AUD103')}\n\nTwo.\n\n<!-- auditor: enable[AUD103] -->\n\nThree.\n"
    parts = {one.rules[0]: text[one.covers.start : one.covers.end] for one in ignores(text)}
    assert "Two." in parts["AUD103"]
    assert "Three." not in parts["AUD103"]
    assert parts["AUD101"].endswith("Three.\n")
    assert "One." not in parts["AUD101"]


def test_one_enable_can_end_all_ranges() -> None:
    text = f"One.\n\n{opened('AUD101')}\n\n{opened('AUD103')}\n\nTwo.\n\n<!-- auditor: enable -->\n\nThree.\n"
    assert [one.rules for one in ignores(text)] == [("AUD101",), ("AUD103",)]
    assert not any("Three" in text[one.covers.start : one.covers.end] for one in ignores(text))


def test_a_range_that_opens_the_document_covers_its_address_too() -> None:
    assert ignores(f"{opened('AUD301')}\n\n# One\n")[0].covers.start == 0
    assert ignores(f"# One\n\n{opened('AUD301')}\n\nTwo.\n")[0].covers.start > 0


# What means nothing


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("ignore[AUD101]", "it gives no reason"),
        ('ignore[AUD101] reason=" "', "it gives no reason"),
        ('ignore reason="x"', "it names no rule"),
        ('ignore[] reason="x"', "it names no rule"),
        ('disable reason="x"', "it names no rule; write disable[AUD101]"),
        ('ignor[AUD101] reason="x"', "there is no 'ignor'; write ignore, disable or enable"),
        ('ignore[AUD101] reason="x" until=tomorrow', "'tomorrow' is no date"),
        ('ignore[AUD101] reason="x" until=2027-02-30', "'2027-02-30' is no date"),
        ('ignore[AUD101] reason="x" until=20270230', "'20270230' is no date"),
        ('ignore[AUD101] because="x"', "there is no 'because'; write reason or until"),
        ("ignore[AUD101] it is right", "'it is right' cannot be understood"),
        ('ignore[AUD101 reason="x"', "cannot be understood"),
        ('ignore[AUD101] reason="x', "cannot be understood"),
        ("enable[AUD101]", "it ends nothing"),
    ],
)
def test_a_comment_that_cannot_be_understood_says_what_is_wrong_and_covers_nothing(said: str, fault: str) -> None:
    [one] = ignores(f"<!-- auditor: {said} -->\n\nOne.")
    assert fault in one.fault
    assert one.covers.start == one.covers.end


def test_a_rule_cannot_be_disabled_twice() -> None:
    text = f"{opened('AUD101')}\n\nOne.\n\n{opened('AUD101')}\n\nTwo."
    assert [one.fault for one in ignores(text)] == ["", "AUD101 is disabled above already"]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- auditor: please look at this -->\n\nOne.",
        "<!-- auditor: Jane Doe -->\n\nOne.",
        "---\nauditor: Jane Doe\n---\nOne.",
        "<!-- auditor: ignore[AUD101] never ends",
        "The auditor: ignore[AUD101] it.",
    ],
)
def test_people_may_be_auditors_too(text: str) -> None:
    assert ignores(text) == ()


@pytest.mark.parametrize(
    ("said", "reason"), [("reason='it\"s'", 'it"s'), ("reason=“as agreed”", "as agreed"), ("reason=no", "no")]
)
def test_editors_may_change_the_quotes(said: str, reason: str) -> None:
    [one] = ignores(f"<!-- auditor: ignore[aud101, code-unit-conflict] until=2027-01-31 {said} -->\n\nOne.")
    assert (one.reason, one.until, one.rules) == (reason, "2027-01-31", ("AUD101", "CODE-UNIT-CONFLICT"))
    assert one.fault == ""


def test_a_comment_knows_its_own_place() -> None:
    [one] = ignores(f"One.\n\n  {C}\n\nTwo.")
    assert (one.place.line, one.place.column, one.quote) == (3, 3, C)


PARTS = ["\n", "\n\n", " ", C, T, opened("AUD101"), "<!-- auditor: enable -->", "- a", "| a | b |\n|---|---|\n| c | d |",
         "<table><tr><td>", "</td></tr></table>", "<li>", "One.", "> ", "```", "---", "auditor: ignore[x]", "<!--", "-->"]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join), st.sampled_from(["markdown", "html", "text"]))
def test_whatever_stands_around_comments_every_ignore_quotes_one_and_covers_a_part(text: str, media: Media) -> None:
    for one in ignores(text, media):
        assert text[one.place.start : one.place.end] == one.quote
        assert one.quote.strip()
        assert 0 <= one.covers.start <= one.covers.end <= len(text) + 1
        assert not one.fault or one.covers.start == one.covers.end
