"""The report in a real browser: opened from disk, used with mouse, keyboard and neither, printed, and attacked by its documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, expect, sync_playwright

from auditor.model.findings import Report, Step, Summary
from auditor.reports.html import render, render_folder
from tests.browser import launch, window
from tests.html.making import DOCUMENTS, HOSTILE_DOCUMENTS, many, report_of

CONFLICT = "J9355 is called atezolizumab in 1 document, bevacizumab in 1 and trastuzumab in 1"
PAST = tuple(
    Step(
        number,
        f"2026-05-{number:02}T04:00:00+00:00",
        True,
        Summary(6, 9, 2 * number, number, 1, number - 1, 0, 0, 0, 0),
        2,
        1,
    )
    for number in range(1, 12)
)
MANY = 230  # more than the script shows at once, and more than stand in the page without it

# One page of every kind.
KINDS = (
    "index.html",
    "pages/clusters.html",
    "pages/cluster-j9271.html",
    "pages/matrix.html",
    "pages/codes.html",
    "pages/code-j9355.html",
    "pages/drugs.html",
    "pages/drug-atezolizumab.html",
    "pages/documents.html",
    "pages/document-guide-atezolizumab-md.html",
    "pages/unchecked.html",
    "pages/method.html",
    "pages/print.html",
    "one.html",
)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("report"), msgspec.structs.replace(report_of(DOCUMENTS), trend=PAST))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("hostile"), report_of(HOSTILE_DOCUMENTS))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("large"), many(MANY))


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = window(browser, viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test if anything is said on its console, or anything but a file is asked for."""
    made = context.new_page()
    said: list[str] = []

    def refuse(dialog: Dialog) -> None:
        said.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def look(request: Request) -> None:
        if not request.url.startswith("file:"):
            said.append(request.url)

    made.on("console", lambda message: said.append(message.text))
    made.on("pageerror", lambda error: said.append(str(error)))
    made.on("dialog", refuse)
    made.on("request", look)
    yield made
    made.close()
    assert said == []


def written(folder: Path, report: Report) -> Path:
    for name, text in {**render_folder(report), "one.html": render(report)}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def address(folder: Path, name: str = "index.html", rest: str = "") -> str:
    return (folder / name).as_uri() + rest


# Read ---------------------------------------------------------------------------------------------


def test_it_opens_from_disk_with_its_style_and_its_script(page: Page, folder: Path) -> None:
    page.goto(address(folder))
    expect(page.get_by_role("heading", level=1)).to_have_text("✗Not consistent")
    expect(page.locator("#filters")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.figures')).display") == "grid"


def test_every_page_of_the_menu_opens(page: Page, folder: Path) -> None:
    page.goto(address(folder))
    for label in ("Clusters", "Matrix", "Codes", "Drugs", "Documents", "Not checked", "Method"):
        page.get_by_role("navigation").get_by_role("link", name=label).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(label)
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px"


def test_from_a_finding_to_its_document_and_back_to_the_finding(page: Page, folder: Path) -> None:
    page.goto(address(folder))
    page.locator("#rows").get_by_role("link", name=CONFLICT).click()
    card = page.get_by_role("article", name=CONFLICT)
    expect(card).to_be_visible()
    card.get_by_role("link", name="guide/bevacizumab.md:3:10").click()
    expect(page.locator(".source mark.refuted").first).to_have_text("J9355")
    page.locator(".notes").get_by_role("link", name="AUD101").first.click()
    expect(page.get_by_role("article", name=CONFLICT)).to_be_in_viewport()


# Find ---------------------------------------------------------------------------------------------


def test_a_filter_shows_what_fits_it_and_stays_in_the_address(page: Page, folder: Path) -> None:
    page.goto(address(folder))
    page.get_by_label("Rule").select_option("AUD103")
    expect(page.locator("#rows .entry")).to_have_count(1)
    expect(page.locator("#count")).to_have_text(re.compile(r"^1 of \d+ findings$"))
    expect(page).to_have_url(re.compile(r"#rule=AUD103$"))
    page.reload()
    expect(page.locator("#rows .entry")).to_have_count(1)
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("#count")).to_have_text(re.compile(r"^\d+ findings$"))


def test_a_search_finds_codes_drugs_documents_and_fingerprints(page: Page, folder: Path) -> None:
    page.goto(address(folder))
    fingerprint = str(page.locator("#rows .entry").first.get_attribute("id")).removeprefix("f-")
    for words, number in (
        ("j9271 billed", 2),
        ("guide/bevacizumab.md J9355", 2),
        (fingerprint, 1),
        ("no such thing", 0),
    ):
        page.get_by_label("Search").fill(words)
        expect(page.locator("#rows .entry")).to_have_count(number)


def test_a_number_on_the_first_screen_filters_the_list(page: Page, folder: Path) -> None:
    page.goto(address(folder))
    page.locator(".figures").get_by_role("link").first.click()
    expect(page.get_by_label("Severity")).to_have_value("error")
    expect(page.locator("#findings")).to_be_in_viewport()


def test_findings_can_be_grouped_and_sorted(page: Page, folder: Path) -> None:
    page.goto(address(folder, rest="#sort=subject&group=rule"))
    titles = page.locator("#rows h3").all_inner_texts()
    assert any(title.startswith("AUD103 ") and title.endswith("(1)") for title in titles)
    assert len(titles) == len(set(titles))


def test_of_many_the_next_hundred_comes_on_demand_and_the_keyboard_goes_on_there(page: Page, large: Path) -> None:
    page.goto(address(large))
    expect(page.locator("#rows .entry")).to_have_count(100)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#rows .entry")).to_have_count(200)
    expect(page.locator("#rows .entry").nth(100).get_by_role("link")).to_be_focused()
    page.get_by_role("button", name="Show more").click()
    expect(page.locator("#rows .entry")).to_have_count(MANY)
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_a_permalink_leads_to_the_finding_wherever_it_stands(page: Page, large: Path) -> None:
    page.goto(address(large, rest=f"#f-{MANY - 1:016x}"))
    page.wait_for_url("**/pages/cluster*")
    expect(page.locator(f"#f-{MANY - 1:016x}")).to_be_in_viewport()


def test_a_permalink_to_what_is_no_longer_found_says_so(page: Page, folder: Path) -> None:
    page.goto(address(folder, rest="#f-0123456789abcdef"))
    expect(page.get_by_text("Finding 0123456789abcdef is not in this report")).to_be_in_viewport()


def test_a_permalink_of_the_one_file_is_its_anchor(page: Page, folder: Path) -> None:
    page.goto(address(folder, "one.html"))
    page.locator("#rows").get_by_role("link", name=CONFLICT).click()
    expect(page.get_by_role("article", name=CONFLICT)).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"one\.html#f-[0-9a-f]{16}$"))


# For everybody --------------------------------------------------------------------------------------


@every_kind
def test_axe_finds_no_violation(context: BrowserContext, folder: Path, kind: str) -> None:
    made = context.new_page()
    made.goto(address(folder, kind))
    for scheme in SCHEMES:
        made.emulate_media(color_scheme=scheme)
        found = Axe().run(made, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], scheme
    made.close()


def test_the_keyboard_alone_reaches_everything_in_order_and_sees_where_it_is(page: Page, folder: Path) -> None:
    page.goto(address(folder))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    stops = page.evaluate(
        "[...document.querySelectorAll('main a[href], main input, main select, main button, main [tabindex=\"0\"]')].length"
    )
    seen = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        one = page.evaluate(
            """() => {
                const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
                if (at === document.body) return ["", "", 0];
                return [at.id || at.textContent.slice(0, 40) || at.className, style.outlineStyle, box.width * box.height];
            }"""
        )
        if one[0] == "":
            break
        seen.append(one)
    assert [one for one in seen if one[1] == "none" or not one[2]] == []
    assert {"q", "severity", "rule", "sort", "group", "clear"} <= {one[0] for one in seen}


def test_a_choice_can_be_made_with_the_keyboard(page: Page, folder: Path) -> None:
    page.goto(address(folder))
    page.get_by_label("Search").focus()
    page.keyboard.type("J9271")
    expect(page.locator("#rows .entry")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"#q=J9271$"))
    page.locator("#rows .entry a").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("J9271")


@every_kind
def test_a_narrow_screen_scrolls_one_way_only(page: Page, folder: Path, kind: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address(folder, kind))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_dark_is_dark_and_light_is_light(page: Page, folder: Path) -> None:
    page.goto(address(folder))
    grounds = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))
        grounds[scheme] = sum(map(int, found[:3]))
    assert grounds["dark"] < 150
    assert grounds["light"] > 600


def test_nothing_moves(page: Page, folder: Path) -> None:
    page.goto(address(folder))
    moving = "[...document.querySelectorAll('*')].filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0).length"
    assert page.evaluate(moving) == 0


def test_without_scripts_the_report_reads_whole(browser: Browser, folder: Path, large: Path) -> None:
    plain = window(browser, java_script_enabled=False)
    page = plain.new_page()
    page.goto(address(folder))
    expect(page.locator("#filters")).to_be_hidden()
    page.locator("#rows").get_by_role("link", name=CONFLICT).click()
    expect(page.get_by_role("article", name=CONFLICT)).to_be_visible()
    page.goto(address(large))
    expect(page.get_by_text("The others stand in the list of clusters.")).to_be_visible()
    plain.close()


# On paper -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pages/print.html", "index.html", "one.html"])
def test_it_prints_a_cover_findings_and_lines_to_sign(page: Page, folder: Path, kind: str) -> None:
    page.goto(address(folder, kind))
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) >= 3
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Reviewed by")).to_be_visible()
    expect(page.get_by_text("SHA-256 of the documents").last).to_be_visible()
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.locator("#filters")).to_have_count(0 if "print" in kind else 1)


# Attacked -----------------------------------------------------------------------------------------


def test_no_document_runs_anything_on_any_page(page: Page, hostile: Path) -> None:
    for path in sorted(hostile.rglob("*.html")):
        page.goto(path.as_uri())
        ran, strange, wide = page.evaluate(
            """() => [
                window.ran ?? null,
                [...document.querySelectorAll("img, iframe, object, form, base, [onerror], [onload], [onfocus], [autofocus]")].length,
                document.documentElement.scrollWidth > innerWidth,
            ]"""
        )
        assert (ran, strange, wide) == (None, 0, False), path.name


def test_what_a_document_says_is_found_and_listed_as_text(page: Page, hostile: Path) -> None:
    page.goto(address(hostile, rest="#q=%3Cimg%20src%3Dx"))
    expect(page.locator("#rows .entry")).not_to_have_count(0)
    page.goto(
        address(hostile, rest="#q=%3Cimg%20src%3Dx%20onerror%3Dwindow.ran%3D9%3E&group=%3Cscript%3E&sort=__proto__")
    )
    expect(page.locator("#count")).to_have_text(re.compile(r"^0 of"))
    assert page.evaluate("window.ran ?? null") is None
