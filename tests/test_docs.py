"""What the documentation promises: its links lead somewhere, its output is real, its lists are whole."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_into_the_repository_leads_to_something(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_finding_in_the_readme_is_what_the_program_prints() -> None:
    shown = re.findall(r"```text\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    sample = (ROOT / "reports" / "sample" / "sample.txt").read_text("utf-8")
    assert shown
    for block in shown:
        assert block in sample, "copy the finding into README.md from reports/sample/sample.txt"


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["project"]["optional-dependencies"]
    extras = [one for name, group in groups.items() if name != "all" for one in group]
    required = [
        *project["project"]["dependencies"],
        *extras,
        *project["dependency-groups"]["dev"],
        *project["dependency-groups"]["docs"],
    ]
    told = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    for requirement in required:
        name = re.split(r"[<>=!~ \[]", requirement)[0]
        assert f"| {name} |" in told, f"docs/dependencies.md does not say why {name} is here"


def test_the_picture_in_the_readme_is_small_enough_to_load_with_it() -> None:
    assert (ROOT / "docs" / "images" / "report.png").stat().st_size < 200_000
