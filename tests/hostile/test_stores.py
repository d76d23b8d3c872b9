"""What is kept beside a corpus, damaged or made by a stranger: every command that looks into it ends, in words, and does as without it."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest

from auditor.store.database import FILE, FOLDER
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, report, run, write
from tests.hostile.limited import run as run_limited
from tests.hostile.test_outputs import UNSEEN

CACHE: Final = Path(FOLDER) / FILE
SOME: Final = "0123456789abcdef"  # a fingerprint
ESCAPE: Final = "\x1b]0;owned\x07\x1b[31m\u202e"

# What no run of ours writes, in any column.
WRONG: Final[dict[str, Any]] = {
    "nothing": None,
    "a number": 7,
    "no bytes": b"",
    "other bytes": b"\x93\x01\xff",
    "nested bytes": b"\x91" * 100_000,
    "promised bytes": b"\xdd\xff\xff\xff\xff",
    "an escape": ESCAPE,
    "nested text": "[" * 100_000,
    "three other things": '["docs", 5, null]',
}
COLUMNS: Final = {
    "runs": ("time", "line", "complete", "inputs", "summary", "found"),
    "findings": ("digest", "fingerprint", "data"),
    "found": ("found", "digest"),
}
# A question to a table, answered by this instead of by rows: it never ends.
ENDLESS: Final = "WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless) SELECT {} FROM endless"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a corpus, and what two runs kept of it."""
    work = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(work)
        write(work / "corpus", [ATEZOLIZUMAB])
        run("check")
        write(work / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB])
        run("check")
        with closing(sqlite3.connect(CACHE)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield work


@pytest.fixture
def work(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to be damaged."""
    shutil.copytree(kept, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def change(statement: str, *values: object, file: Path = CACHE) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(statement) if not values else connection.execute(statement, values)
        connection.commit()


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(("table", "column"), [(table, one) for table, columns in COLUMNS.items() for one in columns])
@pytest.mark.usefixtures("work")
def test_whatever_stands_in_the_history_every_command_that_reads_it_ends(table: str, column: str, wrong: str) -> None:
    change(f"UPDATE OR IGNORE {table} SET {column} = ?", WRONG[wrong])  # noqa: S608 - these words
    for command in (("history",), ("diff", "1", "2"), ("triage", SOME, "accept", "--by", "Ada", "--reason", "known")):
        ended = run(*command)
        assert ended.exception is None or isinstance(ended.exception, SystemExit), command
        assert ended.exit_code in {0, 1, 2, 3}
        assert not UNSEEN.search(ended.output)
        assert not re.search("damaged", ended.stderr) or "built anew" in ended.stderr


@pytest.mark.parametrize("wrong", ["nothing", "other bytes", "nested bytes", "an escape"])
@pytest.mark.parametrize(
    ("table", "column"), [("runs", "line"), ("runs", "summary"), ("runs", "found"), ("findings", "data")]
)
def test_a_history_that_is_none_changes_no_finding(table: str, column: str, wrong: str, work: Path) -> None:
    change(f"UPDATE OR IGNORE {table} SET {column} = ?", WRONG[wrong])  # noqa: S608 - these words
    (work / "corpus" / "c.md").write_text("J9271 is nivolumab.\n")
    told = [(one["rule"], one["subject"]) for one in report("--baseline", "last")["findings"]]
    assert told == [(one["rule"], one["subject"]) for one in report("--no-cache")["findings"]]


@pytest.mark.usefixtures("work")
def test_what_a_history_says_is_text_to_a_terminal() -> None:
    change("UPDATE runs SET line = ?", json.dumps([[ESCAPE], [ESCAPE], []]))
    change("UPDATE runs SET time = ?", f"2026-01-01{ESCAPE}")
    told = run("history")
    assert told.exit_code == 0
    assert "owned" in told.output
    assert not UNSEEN.search(told.output)


@pytest.mark.usefixtures("work")
def test_what_a_kept_finding_says_is_text_to_a_terminal() -> None:
    with closing(sqlite3.connect(CACHE)) as connection:
        [data] = connection.execute("SELECT data FROM findings").fetchone()
    shape = msgspec.msgpack.decode(data)
    assert isinstance(shape, dict)
    for hostile in ({"subject": ESCAPE, "message": ESCAPE}, {"rule": ESCAPE}, {"fingerprint": ESCAPE}):
        told_so = {**shape, "fingerprint": SOME, **hostile}
        change("UPDATE findings SET fingerprint = ?, data = ?", SOME, msgspec.msgpack.encode(told_so))
        for command in (("explain", SOME), ("diff", "1", "2"), ("history",)):
            told = run(*command)
            assert told.exception is None or isinstance(told.exception, SystemExit)
            assert not UNSEEN.search(told.output)


@pytest.mark.parametrize("table", ["runs", "files", "instants", "results", "found", "trees"])
def test_a_cache_that_would_go_on_for_ever_is_put_aside(table: str, work: Path) -> None:
    with closing(sqlite3.connect(CACHE)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    endless = ENDLESS.format(", ".join(f"n AS {column}" for column in columns))
    change(f"DROP TABLE {table}; CREATE VIEW {table} AS {endless}")
    for command in (("check", "--format", "json"), ("history",)):
        ended = run_limited(*command, folder=work)
        assert ended.code in {0, 1}, ended.log
        assert command == ("history",) or "it holds more than tables" in ended.log


def test_a_cache_that_does_something_when_it_is_written_is_put_aside(work: Path) -> None:
    change("CREATE TRIGGER theirs AFTER INSERT ON runs BEGIN DELETE FROM runs; END")
    ended = run_limited("check", "--format", "json", folder=work)
    assert (ended.code, "it holds more than tables" in ended.log) == (1, True)
    assert ended.out == run_limited("check", "--format", "json", "--no-cache", folder=work).out


def test_a_cache_of_which_the_library_cannot_say_in_words_what_is_wrong_is_put_aside(work: Path) -> None:
    expected = run("check", "--no-cache", "--format", "json").stdout
    data = CACHE.read_bytes()
    CACHE.write_bytes(data.replace(b"tablefilesfiles", b"tablef\xc6lesfiles"))
    assert CACHE.read_bytes() != data
    (work / "corpus" / "c.md").write_text("J9271 is pembrolizumab.\n")
    (work / "corpus" / "c.md").unlink()
    for baseline in ([], ["--baseline", "last"]):
        told = run("check", "--format", "json", *baseline)
        assert "Traceback" not in told.stderr
        assert json.loads(told.stdout)["findings"]
    assert run("check", "--format", "json").stdout == expected


def test_a_ledger_that_would_go_on_for_ever_is_built_anew(work: Path) -> None:
    run("check")
    endless = ENDLESS.format("n AS id, n AS document, n AS sort, n AS name, n AS data")
    for ledger in (work / FOLDER / "ledgers").glob("*.db"):
        change(f"DROP TABLE entries; CREATE VIEW entries AS {endless}", file=ledger)
    (work / "corpus" / "c.md").write_text(ATEZOLIZUMAB)
    ended = run_limited("check", "--format", "json", folder=work)
    assert (ended.code, "it holds more than tables" in ended.log) == (1, True), ended.log
    assert ended.out == run_limited("check", "--format", "json", "--no-cache", folder=work).out


# Reports of a stranger ---------------------------------------------------------------------------

FINDING: Final = {
    "rule": ESCAPE, "subject": ESCAPE, "fingerprint": ESCAPE, "message": ESCAPE, "severity": ESCAPE, "confidence": "high",
    "values": [{"value": ESCAPE, "verdict": ESCAPE}], "repair": {"action": ESCAPE},
}  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [{}, {"message": None}, {"message": 7}, {"rule": []}, {"fingerprint": 7}, {"subject": {}}, {"values": [{}]}, {"repair": "x"}, {"values": None}],
)  # fmt: skip
@pytest.mark.usefixtures("work")
def test_a_report_of_a_stranger_is_compared_in_words_or_refused(changed: dict[str, object]) -> None:
    missing = {name: value for name, value in FINDING.items() if name not in changed}
    for number, finding in enumerate(({**FINDING, **changed}, missing)):
        Path(f"{number}.json").write_text(json.dumps({"findings": [finding]}))
        Path("none.json").write_text('{"findings": []}')
        for pair in (
            (f"{number}.json", "none.json"),
            ("none.json", f"{number}.json"),
            (f"{number}.json", f"{number}.json"),
        ):
            ended = run("diff", *pair)
            assert ended.exception is None or isinstance(ended.exception, SystemExit), pair
            assert ended.exit_code in {0, 1, 2}
            assert not UNSEEN.search(ended.output)
