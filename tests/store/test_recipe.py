"""The key of what is kept holds everything that could change the answer: a test per cause."""

from __future__ import annotations

import shutil
import unicodedata
from importlib import metadata
from pathlib import Path

import pytest

from auditor.store.recipe import ABOVE, PACKAGE, PARTS, Recipe, recipe


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our own package."""
    copy = tmp_path_factory.mktemp("copy") / "auditor"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def differing(one: Recipe, other: Recipe) -> list[str]:
    return [name for name in one.__struct_fields__ if getattr(one, name) != getattr(other, name)]


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("readers/markdown.py", "reader"),
        ("loading.py", "reader"),
        ("extraction/prose.py", "extractor"),
        ("extraction/patterns/code_drug.py", "extractor"),
        ("resolution.py", "extractor"),
        ("model/source.py", "extractor"),
        ("lexicon/data/brands.tsv", "lexicon"),
        ("lexicon/names.py", "lexicon"),
        ("reading/file.py", "tool"),
        ("__init__.py", "tool"),
    ],
)
def test_a_byte_more_in_a_file_that_reading_runs_through_makes_another_key(package: Path, file: str, part: str) -> None:
    before, data = recipe(package=package), (package / file).read_bytes()
    (package / file).write_bytes(data + b"\n")
    after = recipe(package=package)
    (package / file).write_bytes(data)
    assert differing(before, after) == [part]
    assert before.sha256 != after.sha256
    assert recipe(package=package) == before


def test_a_new_file_counts_wherever_it_lies(package: Path) -> None:
    before = recipe(package=package)
    (package / "novelty.py").write_text("")
    assert differing(before, recipe(package=package)) == ["tool"]
    (package / "novelty.py").unlink()


@pytest.mark.parametrize("file", ["reports/text.py", "cli/check.py", "rules/__init__.py", "reference/data/hcpcs.jsonl"])
def test_what_lies_above_reading_cannot_change_what_a_document_says(package: Path, file: str) -> None:
    before, data = recipe(package=package), (package / file).read_bytes()
    (package / file).write_bytes(data + b"\n")
    assert recipe(package=package) == before
    (package / file).write_bytes(data)


def test_nothing_that_reading_imports_is_called_above_it() -> None:
    done, waiting = set(), ["reading/pool.py", "reading/corpus.py"]
    while waiting:
        name = waiting.pop()
        done.add(name)
        for line in (PACKAGE / name).read_text().splitlines():
            words = line.split()
            if words[:1] in (["from"], ["import"]) and words[1].startswith("auditor."):
                module = words[1].removeprefix("auditor.").replace(".", "/")
                path = f"{module}.py" if (PACKAGE / f"{module}.py").exists() else f"{module}/__init__.py"
                waiting += [path] if path not in done else []
    assert {name.split("/")[0] for name in done} & ABOVE == {"store"}  # it holds the keys, and reads nothing
    assert {name.split("/")[0] for name in done} >= PARTS.keys() - {"resolution.py"}  # which reading could import


def test_a_setting_makes_another_key() -> None:
    assert differing(recipe(), recipe({"language": "en"})) == ["configuration"]


def test_a_version_makes_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = recipe()
    monkeypatch.setattr("auditor.__version__", "99")
    assert differing(before, recipe()) == ["tool"]


def test_another_python_or_unicode_makes_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = recipe()
    monkeypatch.setattr("sys.version", "4.0")
    other = recipe()
    monkeypatch.setattr(unicodedata, "unidata_version", "99.0.0")
    assert len({before.tool, other.tool, recipe().tool}) == 3


def test_another_version_of_a_package_that_we_build_on_makes_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before, version = recipe(), metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "99" if name == "markdown-it-py" else version(name))
    assert differing(before, recipe()) == ["tool"]
