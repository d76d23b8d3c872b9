"""No page and no report passes the room it has, whatever is in it; what was left out is said where it is missing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from auditor.cli import output
from auditor.manifest import decode
from auditor.reports.html import STYLE, render, render_folder
from auditor.reports.html.explorer import explorer
from auditor.reports.html.material import material
from auditor.reports.html.scale import BRIEF, Room, Scale
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, run, write
from tests.html.making import DOCUMENTS, HOSTILE_DOCUMENTS, many, report_of

CROWDED = {
    "all-codes.md": "".join(f"J{number} is bevacizumab.\n\n" for number in range(9000, 9200)),
    "one-line.md": "J9355 is avelumab; " * 500,
    **DOCUMENTS,
}
REPORTS = {
    "few": report_of(DOCUMENTS),
    "hostile": report_of(HOSTILE_DOCUMENTS),
    "crowded": report_of(CROWDED),
    "many": many(150),
}
ROOMS = [Room(60_000, 400_000, 120_000), Room(12_000, 60_000, 40_000)]

every_report = pytest.mark.parametrize("name", REPORTS)
every_room = pytest.mark.parametrize("room", ROOMS, ids=lambda room: f"{room.page}")


def sizes(pages: Mapping[str, str]) -> list[int]:
    return [len(text.encode()) for name, text in pages.items() if name != STYLE]


@pytest.mark.parametrize(
    ("name", "room"), [*((name, ROOMS[0]) for name in REPORTS), ("few", ROOMS[1]), ("crowded", ROOMS[1])]
)
def test_no_page_and_no_folder_passes_its_room(name: str, room: Room) -> None:
    pages = render_folder(REPORTS[name], room)
    found = sizes(pages)
    assert max(found) <= room.page
    assert sum(found) <= room.pages
    assert "<p>None.</p>" not in pages["index.html"]


@every_room
@every_report
def test_the_one_file_never_passes_what_can_be_mailed(name: str, room: Room) -> None:
    assert len(render(REPORTS[name], room).encode()) <= room.mail


def test_a_page_that_was_made_smaller_says_so_and_the_others_are_as_they_were() -> None:
    whole = render_folder(REPORTS["crowded"])
    room = Room(page=80_000)
    cut = render_folder(REPORTS["crowded"], room)
    told = {name for name, text in cut.items() if "Less is told here than the audit knows" in text}
    assert "pages/document-all-codes-md.html" in told
    assert "because a page may not pass 0.08 MB" in cut["pages/document-all-codes-md.html"]
    assert "of the statements are not marked here" in cut["pages/document-all-codes-md.html"]
    assert all(len(whole[name].encode()) > room.page for name in told)
    assert all(cut[name] == whole[name] for name in cut.keys() - told if name in whole and "cluster" not in name)


def test_a_page_that_cannot_be_small_enough_is_still_there_under_its_name() -> None:
    shown = render_folder(REPORTS["few"], Room(page=6_000))["pages/method.html"]
    assert "<h1>Method</h1>" in shown
    assert "What stands here would pass 0.006 MB however little is told of it, so it is left out." in shown


def test_with_room_for_everything_nothing_is_left_out() -> None:
    pages = {**render_folder(REPORTS["few"]), "one.html": render(REPORTS["few"])}
    assert [name for name, text in pages.items() if 'class="notice"' in text] == []


def test_findings_that_find_no_room_in_the_list_are_counted() -> None:
    made = material(REPORTS["many"], Scale(found=40), one_file=False)
    shown = explorer(made, "index.html")
    data = json.loads(shown.data)
    assert (len(data["rows"]), data["all"]) == (40, False)
    assert shown.partly == "110 more findings of less weight found no room in this list."


@pytest.mark.parametrize("scale", [Scale(), BRIEF], ids=["whole", "brief"])
def test_a_scale_grows_smaller_in_everything_until_hardly_anything_is_told(scale: Scale) -> None:
    steps = [scale]
    while steps[-1].smaller() != steps[-1]:
        steps.append(steps[-1].smaller())
    last = msgspec.structs.asdict(steps[-1])
    assert (last.pop("page"), last.pop("alone"), last.pop("entities")) == (scale.page, scale.alone, False)
    assert {name: value for name, value in last.items() if value} == {
        "sides": 1, "quotes": 1, "context": 40, "message": 120, "title": 60, "found": 10, "plain": 10
    }  # fmt: skip


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report's folder in which the report for programs is packed, as it would be of a large corpus."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(output, "UNPACKED", 100)
    write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB])
    run("check", "--format", "html=page")
    return Path("page")


def test_a_large_report_for_programs_is_packed_and_still_verified(packed: Path) -> None:
    assert {one.name for one in decode((packed / "manifest.json").read_bytes()).files} >= {"report.json.gz"}
    assert not (packed / "report.json").exists()
    report: dict[str, object] = json.loads(gzip.decompress((packed / "report.json.gz").read_bytes()))
    assert report["format_version"] == 1
    result = run("verify", packed)
    assert (result.exit_code, "quotes and" in result.stdout) == (0, True)


def test_what_is_packed_may_be_packed_by_another_library_but_not_changed(packed: Path) -> None:
    path = packed / "report.json.gz"
    data = path.read_bytes()
    for index in range(0, len(data), len(data) // 30):
        path.write_bytes(data[:index] + bytes([data[index] ^ 1]) + data[index + 1 :])
        result = run("verify", packed)
        assert (result.exit_code, "report.json.gz was changed" in result.stdout) == (1, True), f"byte {index}"
    path.write_bytes(gzip.compress(gzip.decompress(data), compresslevel=1, mtime=0))
    assert "does not follow" not in run("verify", packed).stdout


def test_the_same_report_gives_the_same_bytes_when_it_is_cut() -> None:
    assert render_folder(REPORTS["few"], ROOMS[1]) == render_folder(REPORTS["few"], ROOMS[1])
