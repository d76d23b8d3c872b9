"""The documentation as a site: it builds without a warning, every link leads somewhere, and it works from disk without a network."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from playwright.sync_api import Page, sync_playwright

from auditor.cli import COMMANDS, cli
from auditor.cli.examples import EXAMPLES
from tests.browser import launch, window
from tests.scripts import script

ROOT = Path(__file__).parent.parent
problems = script("check_site").problems


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` does."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    return folder


def test_every_link_and_anchor_leads_somewhere_and_nothing_comes_from_elsewhere(site: Path) -> None:
    assert list(problems(site)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('<a href="b.html">b</a>', "a.html: b.html leads nowhere"),
        ('<a href="#b">b</a>', "a.html: #b leads to no anchor"),
        ('<a href="javascript:b()">b</a>', "a.html: javascript:b() is of no kind that a page should have"),
        ('<script src="https://example.org/a.js"></script>', "a.html: loads https://example.org/a.js from elsewhere"),
        ('<link rel="stylesheet" href="//example.org/a.css">', "a.html: loads //example.org/a.css from elsewhere"),
        ('<img src="b.png">', "a.html: b.png leads nowhere"),
    ],
)
def test_what_is_wrong_with_a_page_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.html").write_text(
        f'<h1 id="a">A</h1><a href="a.html#a">a</a> <a href="https://example.org">x</a>{text}'
    )
    assert list(problems(tmp_path)) == [told]


def test_fonts_from_elsewhere_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>a")
    (tmp_path / "a.css").write_text("@font-face { src: url('https://example.org/a.woff2') }")
    assert list(problems(tmp_path)) == ["a.css: loads url('https://example.org/a.woff2') from elsewhere"]


def test_a_site_without_pages_is_no_site(tmp_path: Path) -> None:
    assert len(list(problems(tmp_path))) == 1


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield window(browser).new_page()
        browser.close()


def test_from_disk_it_can_be_searched_and_asks_no_server_for_anything(site: Path, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
    page.goto((site / "index.html").as_uri())
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type("AUD106")  # no word with a hyphen: half of it, as a slow machine asks for it, is no query
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url("**/rules.html*")
    assert said == []


def test_the_pages_that_the_code_tells_are_those_of_today() -> None:
    reference = script("reference_pages")
    assert list(reference.stale(reference.pages())) == [], "docs/ is out of date: run `make pages`"


def test_every_command_has_examples() -> None:
    assert EXAMPLES.keys() == COMMANDS.keys()


@pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line, _ in lines])
def test_every_example_is_a_line_that_its_command_understands(line: str) -> None:
    program, *words = shlex.split(line.partition(" > ")[0])
    context: click.Context | None = cli.make_context(program, words)
    while context is not None and isinstance(context.command, click.Group):
        name, command, rest = context.command.resolve_command(context, [*context._protected_args, *context.args])  # noqa: SLF001
        assert command is not None
        context = command.make_context(name, rest, parent=context)
    assert program == "auditor"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_commands_help_ends_with_its_examples(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    shown = command.get_help(click.Context(command, info_name=f"auditor {name}"))
    assert all(line in shown for line, _ in EXAMPLES[name])
