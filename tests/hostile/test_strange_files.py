"""Whatever lies in a corpus, each file ends in a result or is skipped with the reason, and none stops the others."""

from __future__ import annotations

import json
from encodings.aliases import aliases
from pathlib import Path

import pytest

from auditor.decoding.formats import decoded
from auditor.decoding.raw import Raw
from auditor.model.source import Document
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB
from tests.hostile.limited import Ended, run
from tests.hostile.strange import SAID, STRANGE

OURS = {"a.md", "b.md"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them, beside two documents that contradict each other."""
    folder = tmp_path_factory.mktemp("strange") / "corpus"
    folder.mkdir()
    (folder / "a.md").write_text(ATEZOLIZUMAB)
    (folder / "b.md").write_text(BEVACIZUMAB)
    for name, (data, _) in STRANGE.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def ended(corpus: Path) -> Ended:
    return run("check", ".", "--no-cache", "--jobs", "2", "--format", "json", folder=corpus)


def test_the_run_ends_by_itself_and_is_not_called_complete(ended: Ended) -> None:
    assert (ended.code, "Traceback" in ended.log) == (3, False), ended.log


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_file_is_read_or_skipped_with_the_reason(name: str, ended: Ended) -> None:
    reason = STRANGE[name][1]
    skipped = {document: why for document, why in ended.skipped().items() if document.split("#")[0] == name}
    assert bool(skipped) is bool(reason), skipped
    assert all(reason in why and "stumbled" not in why for why in skipped.values()), skipped


def test_none_stops_the_others(ended: Ended) -> None:
    found = {
        (one["rule"], one["subject"], place["document"])
        for one in ended.report()["findings"]
        for place in (one["primary"], *one["related"])
    }
    assert {("AUD101", "J9355", document) for document in OURS} <= found


def test_codes_are_found_in_every_encoding_and_among_signs_that_no_eye_sees(corpus: Path) -> None:
    told = run("extract", ".", "--format", "jsonl", folder=corpus).out.splitlines()
    said = {(one["document"], one["subject"], one["object"]) for one in map(json.loads, told)}
    names = "marked.md utf-16-le.md utf-16-be.txt directions.md zero-width.md combining.md controls.txt separators.txt charset.eml".split()
    assert said >= {(name, "J9271", "pembrolizumab") for name in names}


def test_a_page_may_declare_any_encoding_that_python_knows() -> None:
    for label in sorted({*aliases, *aliases.values()}):
        page = f'<meta charset="{label}"><p>{SAID}'.encode()
        [read] = decoded(Raw("a.html", page), ".html")
        assert isinstance(read, Document), label
        assert SAID in read.text, label
        [strange] = decoded(Raw("a.html", page + bytes(range(128, 256))), ".html")
        assert isinstance(strange, Document) or " is not " in strange.reason, label


def test_a_letter_of_another_alphabet_in_a_code_is_said(ended: Ended) -> None:
    malformed = [one for one in ended.report()["findings"] if one["rule"] == "AUD302"]
    assert {one["primary"]["document"] for one in malformed} == {"confusable.md"}


def test_nothing_is_written_outside(corpus: Path, ended: Ended) -> None:
    assert ended.code == 3
    assert {path.name for path in corpus.iterdir()} - {".auditor_cache"} == {*OURS, *STRANGE}
    assert {path.name for path in corpus.parent.iterdir()} == {"corpus", "out"}
