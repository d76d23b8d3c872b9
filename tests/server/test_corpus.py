"""What the server knows of a corpus is what `auditor check` would find now: documents, names, what was skipped, findings."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.auditing import audit
from auditor.policy import Policy
from auditor.reading.corpus import Watch
from auditor.reference.authority import authority
from auditor.reference.files import embedded
from auditor.rules import RULES
from auditor.server.corpus import Corpus, Settled, edited, read
from tests.decoding.making import export, json_lines, lines, mail, parquet_file, pdf, post, workbook

DRUGS = ("pembrolizumab", "nivolumab", "atezolizumab")
CODES = ("J9271", "J9299", "J9022")


def silent(_done: int, _total: int) -> None:
    """A watch that tells nobody."""


QUIET: Watch = silent


class Kept:
    """A corpus in the server, beside the folder that it is of."""

    def __init__(self, folder: Path, policy: Policy) -> None:
        self.root = folder / "corpus"
        self.policy = policy
        self.corpus = Corpus(folder, Settled((self.root,), RULES, authority(embedded()), policy), "utf-16")
        self.open: dict[Path, str] = {}

    def look(self) -> None:
        """Look for files that came and went, as the session does."""
        new, gone = self.corpus.rescan(self.open)
        self.corpus.take(self.corpus.read_files(new, QUIET), gone)

    def changed(self, path: Path) -> None:
        source = self.corpus.source(path)
        if source is not None and source.name in self.corpus.sources:
            self.corpus.take([read(source, self.open.get(path), self.corpus.known(source.name))])

    def assert_it_is_what_check_finds(self) -> None:
        cold = audit([self.root], RULES, embedded(), policy=self.policy)
        assert sorted(self.corpus.state.documents) == [one.name for one in cold.report.documents]
        assert set(self.corpus.standing.paths) == {name for name, _ in cold.reading.hashes}
        skipped = [one for group in self.corpus.skipped.values() for one in group]
        others = [one for one in cold.report.skipped if one.reason == "no reader for '.bin' files"]
        assert sorted([*skipped, *self.corpus.unfit.values(), *others]) == list(cold.report.skipped)
        assert self.corpus.standing.findings() == list(cold.report.findings)


def statement(chance: random.Random) -> str:
    return f"{chance.choice(CODES)} describes {chance.choice(DRUGS)}."


def made(suffix: str, chance: random.Random) -> bytes:
    """A file with statements; some name their documents as others do, and some cannot be read."""
    said = [statement(chance) for _ in range(chance.randint(1, 3))]
    address = f"https://plan.example/{chance.randint(1, 2)}/"
    match suffix:
        case ".jsonl":
            rows = [{"id": chance.choice(["one", "two", address]), "title": "Guide", "text": text} for text in said]
            return json_lines(*rows) + b"no json\n" * chance.randint(0, 1)
        case ".xml":
            return export(*(post(address, "Guide", text) for text in said))
        case ".eml":
            return mail(said[0], said[-1], attached={"more.md": said[0].encode(), "logo.bin": b"x"})
        case ".xlsx":
            return workbook([["Code", "Drug"], *(text.rstrip(".").split(" describes ") for text in said)])
        case ".parquet":
            return parquet_file({"id": [address for _ in said], "text": [*said]})
        case ".pdf":
            return pdf(lines(*said))
        case ".csv":
            return (
                "Code,Drug\n" + "".join(",".join(one.rstrip(".").split(" describes ")) + "\n" for one in said)
            ).encode()
        case ".html":
            ignore = '<!-- auditor: ignore[AUD101] reason="quoted" -->'
            return f"{ignore * chance.randint(0, 1)}<p>{said[0]}</p>".encode()
        case ".bin":
            return b"\0"
        case _:
            return "\n\n".join(said).encode() + b"\xff" * (chance.random() < 0.1)


SUFFIXES = (".md", ".txt", ".html", ".csv", ".jsonl", ".xml", ".eml", ".xlsx", ".parquet", ".pdf", ".bin")


@pytest.mark.parametrize("seed", range(3))
def test_after_random_changes_on_disk_and_in_the_editor_it_is_what_check_finds(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same changes every time
    kept = Kept(
        tmp_path, Policy(exclude=("left/",), per_file_ignores={"*.csv": ("AUD201",)}, severities={"AUD102": "note"})
    )
    kept.root.mkdir()
    paths = [
        kept.root / folder / f"{n}{suffix}" for folder in ("", "left", "deep") for suffix in SUFFIXES for n in (1, 2)
    ]
    for path in chance.sample(paths, 25):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made(path.suffix, chance))
    kept.look()
    kept.assert_it_is_what_check_finds()
    for _ in range(25):
        path = chance.choice(paths)
        is_there = path.exists()
        path.parent.mkdir(exist_ok=True)
        if is_there and chance.random() < 0.3:
            path.unlink()
        else:
            path.write_bytes(made(path.suffix, chance))
        if path.exists() == is_there:
            kept.changed(path)
        else:
            kept.look()
        kept.assert_it_is_what_check_finds()


@pytest.mark.parametrize("suffix", [".md", ".html", ".csv", ".jsonl", ".xml"])
def test_a_text_in_the_editor_counts_as_the_file_with_that_text(tmp_path: Path, suffix: str) -> None:
    chance = random.Random(7)  # noqa: S311 - as above
    kept = Kept(tmp_path, Policy())
    kept.root.mkdir()
    other, path = kept.root / "other.md", kept.root / f"a{suffix}"
    other.write_bytes(made(".md", chance))
    path.write_bytes(made(suffix, chance))
    kept.look()
    for _ in range(8):
        text = made(suffix, chance).decode("utf-8", "replace")
        kept.open[path] = text
        kept.changed(path)
        found = kept.corpus.standing.findings()
        path.write_text(text)
        cold = audit([kept.root], RULES, embedded())
        assert found == list(cold.report.findings)
        del kept.open[path]
        kept.changed(path)
        kept.assert_it_is_what_check_finds()


def test_what_did_not_change_in_a_file_of_many_documents_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path, Policy())
    kept.root.mkdir()
    path = kept.root / "posts.jsonl"
    rows = [{"id": str(number), "text": f"J9271 describes {drug}."} for number, drug in enumerate(DRUGS)]
    path.write_bytes(json_lines(*rows))
    kept.look()
    texts: list[str] = []
    reader: Callable[..., object] = read.__globals__["read_document"]

    def noting(document: object, names: object) -> object:
        texts.append(document.text)  # type: ignore[attr-defined]
        return reader(document, names)

    monkeypatch.setattr("auditor.server.corpus.read_document", noting)
    rows[1]["text"] = "J9299 describes nivolumab."
    kept.open[path] = "".join(json.dumps(row) + "\n" for row in rows)
    kept.changed(path)
    assert texts == ["J9299 describes nivolumab."]
    assert [one.subject for one in kept.corpus.state.documents["posts.jsonl#1"].assertions] == ["J9299"]


def test_an_export_that_declares_another_charset_is_read_as_the_editor_shows_it(tmp_path: Path) -> None:
    text = export(post("https://plan.example/a/", "Überblick", "J9271 describes pembrolizumab.")).decode()
    kept = Kept(tmp_path, Policy())
    kept.root.mkdir()
    path = kept.root / "a.xml"
    path.write_text(text.replace("UTF-8", "ISO-8859-1"), encoding="latin-1")
    kept.look()
    source = kept.corpus.source(path)
    assert source
    [shown] = edited(source, text.replace("UTF-8", "ISO-8859-1"))
    assert "Überblick" in getattr(shown, "text", "")
    kept.assert_it_is_what_check_finds()
