"""A ledger never shows in a report: not what it holds from earlier nights, nor what becomes of it."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import click
import pytest

from auditor import graph
from auditor.auditing import audit
from auditor.model import keeping, pile
from auditor.model.findings import Finding, Report
from auditor.nightly import corpus as nightly
from auditor.nightly import lying
from auditor.nightly.checking import Checks, Versions
from auditor.policy import Policy
from auditor.reference.files import embedded
from auditor.reports import FORMATS
from auditor.rules import RULES
from auditor.store.database import FOLDER
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, run
from tests.decoding.making import export, post

ARTICLES = Path(__file__).parents[2] / "corpus" / "docs"
EDITS = int(os.environ.get("AUDITOR_SOAK", "60")) // 3
FORMS = ["text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "csv", "markdown"]
POLICY = Policy(gitignore=True, severities={"AUD102": "warning"}, per_file_ignores={"*.html": ("AUD201",)})
SETTINGS = 'severities = {AUD102 = "warning"}\nper-file-ignores = {"*.html" = ["AUD201"]}\n'
ASKING = ('\n<!-- auditor: ignore[AUD101, AUD201] reason="quoted" -->\n', '# auditor: ignore[AUD102] reason="quoted"\n')


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample's articles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("auditor.store.results.RACY_NS", -(10**18))  # files of these tests are all fresh
    (tmp_path / "auditor.toml").write_text(SETTINGS)
    return Path(shutil.copytree(ARTICLES, tmp_path / "corpus"))


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch) -> list[set[str] | None]:
    """The documents whose changes were followed, of each audit; None where everything was checked."""
    told: list[set[str] | None] = []
    everything, changed = Checks.check_all, Checks.check_changed

    def all_(checks: Checks, documents: object) -> None:
        told.append(None)
        everything(checks, documents)  # type: ignore[arg-type]

    def some(checks: Checks, versions: Versions) -> None:
        told.append(set(versions))
        changed(checks, versions)

    monkeypatch.setattr(Checks, "check_all", all_)
    monkeypatch.setattr(Checks, "check_changed", some)
    return told


def ledger() -> Path:
    """The ledger's file."""
    [path] = (Path(FOLDER) / "ledgers").glob("*.db")
    return path


def check(*arguments: str, form: str = "json") -> str:
    """What a run reports; one that crashed says why."""
    result = run("check", "--format", form, *arguments)
    ended = result.exit_code in {0, 1} and isinstance(result.exception, SystemExit | None)
    assert result.stdout or ended, f"{result.stderr}\n{result.exception!r}"
    return result.stdout


def in_memory() -> Report:
    """The report of an audit that holds everything at once."""
    return audit([Path("corpus")], RULES, embedded(), policy=POLICY).report


@pytest.mark.parametrize("form", FORMS)
def test_every_format_has_the_bytes_of_an_audit_in_memory(form: str) -> None:
    expected = click.unstyle(FORMATS[form].render(in_memory()))
    assert check("--no-cache", form=form) == expected
    assert check(form=form) == expected


@pytest.mark.parametrize("form", FORMS)
def test_every_format_has_the_same_bytes_where_the_places_of_findings_are_packed(
    form: str, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pile, "TOGETHER", 2)
    for change in ("", ATEZOLIZUMAB, BEVACIZUMAB + ASKING[0]):
        (corpus / "new.md").write_text(change)
        expected = click.unstyle(FORMATS[form].render(in_memory()))
        assert check(form=form) == expected
        assert check(form=form) == expected
    with sqlite3.connect(f"{FOLDER}/cache.db") as connection:
        kept = [keeping.decode(data) for (data,) in connection.execute("SELECT data FROM findings")]
    assert any(isinstance(finding.related, pile.Pile) for finding in kept)


@pytest.mark.parametrize("form", ["text", "json"])
def test_whichever_document_changes_the_same_few_places_are_listed(
    form: str, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph, "LISTED", 2)
    told = set()
    for path in sorted(corpus.iterdir())[:6]:
        before = path.read_bytes()
        for change in (b"\n\n\n" + before, b"Nothing is said here any more.\n", before):
            path.write_bytes(change)
            expected = click.unstyle(FORMATS[form].render(in_memory()))
            assert check(form=form) == expected
            told.add(expected)
    assert len(told) > 1
    assert all("more places in" in one or '"unlisted": [' in one for one in told)


def test_what_is_packed_can_be_a_baseline(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pile, "TOGETHER", 2)
    check()
    (corpus / "new.md").write_text(ATEZOLIZUMAB + BEVACIZUMAB)
    told = json.loads(check("--baseline", "last"))
    monkeypatch.setattr(pile, "TOGETHER", 256)
    assert told == json.loads(at_once("--baseline", "1"))
    assert {finding["status"] for finding in told["findings"]} == {"new", "unchanged"}


def test_what_lies_in_the_last_report_is_copied_from_there(corpus: Path) -> None:
    words = ("check", "--format", "json=report.json", "--format", "jsonl=lines.jsonl", "--quiet")
    run(*words)
    with sqlite3.connect(ledger()) as connection:
        connection.execute("UPDATE tellings SET text = x'00'")
    (corpus / "new.md").write_text(ATEZOLIZUMAB)
    assert run(*words).stderr == ""
    for form, name in (("json", "report.json"), ("jsonl", "lines.jsonl")):
        assert Path(name).read_text() == FORMATS[form].render(in_memory())


def test_a_report_in_another_place_is_not_asked(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check", "--format", "json=report.json")
    (corpus / "new.md").write_text(ATEZOLIZUMAB)
    asked: list[str] = []
    monkeypatch.setattr(lying, "open_regular", lambda path: asked.append(str(path)))
    run("check", "--format", "json=elsewhere.json")
    assert asked == []
    assert Path("elsewhere.json").read_text() == FORMATS["json"].render(in_memory())


def _same_numbers(report: Path) -> None:
    """Other bytes in the same file, of the same time."""
    seen = report.stat()
    with report.open("r+b") as file:
        file.write(report.read_bytes().replace(b"a", b"b"))
    os.utime(report, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def _moved_on(report: Path) -> None:
    """All bytes of the report a few places further."""
    report.write_bytes(b"    " + report.read_bytes())


@pytest.mark.parametrize(
    "spoil", [Path.unlink, Path.touch, _same_numbers, _moved_on, lambda report: report.write_text("")]
)
def test_whatever_became_of_the_last_report_the_next_is_right(spoil: Callable[[Path], object], corpus: Path) -> None:
    words = ("check", "--format", "json=report.json", "--quiet")
    run(*words)
    spoil(Path("report.json"))
    (corpus / "new.md").write_text(ATEZOLIZUMAB)
    assert run(*words).stderr == ""
    assert Path("report.json").read_text() == FORMATS["json"].render(in_memory())


def test_after_random_edits_the_report_is_that_of_an_audit_in_memory(again: list[set[str] | None]) -> None:
    chance = random.Random(11)  # noqa: S311 - the same edits every time
    lines = [line for path in sorted(ARTICLES.iterdir()) for line in path.read_text().splitlines(keepends=True)]
    check()
    for edit in range(EDITS):
        _edit(chance, [*lines, *ASKING * 20])
        assert check() == FORMATS["json"].render(in_memory()), f"after edit {edit}"
        form = chance.choice(FORMS)
        assert check(form=form) == click.unstyle(FORMATS[form].render(in_memory())), f"{form} after edit {edit}"
        form = chance.choice(FORMS)
        run("check", "--format", f"{form}=report")
        assert Path("report").read_text() == click.unstyle(FORMATS[form].render(in_memory())), (
            f"{form} in a file after edit {edit}"
        )
    assert again[0] is None
    assert again.count(None) == 1
    assert len(again) > EDITS // 2


def at_once(*arguments: str, form: str = "json") -> str:
    """What a run reports that holds everything in memory."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("auditor.cli.answering.night", lambda *_, **__: nullcontext(None))
        return check(*arguments, "--no-cache", form=form)


def _decided() -> None:
    """A baseline that accepts some findings and one that is not there, and decisions of reviewers, one of which has expired."""
    prints = [finding.fingerprint for finding in in_memory().findings]
    lines = [f'{{"fingerprint":"{one}","rule":"AUD101","subject":"J9271"}}' for one in sorted([*prints[:3], "0" * 16])]
    Path("known.jsonl").write_text("".join(f"{line}\n" for line in lines))
    for print_, more in ((prints[1], ()), (prints[4], ("--until", "2020-01-01")), (prints[5], ())):
        run("triage", print_, "accept", "--by", "Ada", "--reason", "one product", *more)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "arguments",
    [
        ("--baseline", "known.jsonl"),
        ("--baseline", "known.jsonl", "--new-only", "--severity", "warning"),
        ("--repairs",),
    ],
    ids=["a baseline", "only news", "repairs"],
)
def test_what_was_decided_before_is_looked_up_for_one_finding_at_a_time(
    arguments: tuple[str, ...], form: str, corpus: Path
) -> None:
    _decided()
    for path in sorted(corpus.iterdir())[:3]:
        path.write_text(path.read_text() + (ASKING[0] if path.suffix == ".md" else ""))
    expected = at_once(*arguments, form=form)
    assert check(*arguments, form=form) == expected
    (corpus / "new.md").write_text(ATEZOLIZUMAB + BEVACIZUMAB)
    assert check(*arguments, form=form) == at_once(*arguments, form=form) != expected


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "concise"])
def test_only_what_changed_is_told_anew(form: str, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    finding = Checks.finding

    def watched(checks: Checks, number: int) -> Finding:
        looked.append(number)
        return finding(checks, number)

    Path("auditor.toml").write_text("")
    check(form=form)
    monkeypatch.setattr(Checks, "finding", watched)
    run("check", "--format", form, "--select", "AUD1")
    assert looked == []
    (corpus / "new.md").write_text("J9301 is rituximab.\n" + ASKING[0])
    told = check(form=form)
    assert 0 < len(set(looked)) < len(in_memory().findings) / 2
    assert told == at_once(form=form)


def test_a_finding_that_cannot_be_told_any_more_is_found_anew(corpus: Path) -> None:
    check()
    with sqlite3.connect(ledger()) as connection:
        connection.execute("UPDATE tellings SET text = x'00'")
        connection.execute("UPDATE findings SET data = x'00'")
    (corpus / "new.md").write_text(ATEZOLIZUMAB)
    told = run("check", "--format", "json")
    assert told.stdout == FORMATS["json"].render(in_memory())
    assert "is damaged or not ours" in told.stderr
    [line] = json.loads(run("history", "--format", "json").stdout)
    assert len(line["runs"]) == 2


def _edit(chance: random.Random, pool: list[str]) -> None:
    """A line in, out, moved or replaced; a document new, gone or of another name."""
    path = chance.choice(sorted(Path("corpus").iterdir()))
    text = path.read_text().splitlines(keepends=True)
    at = chance.randrange(len(text) + 1)
    match chance.choice(["in", "in", "out", "replaced", "moved", "new", "gone", "renamed"]):
        case "in":
            text.insert(at, chance.choice(pool))
        case "out":
            del text[at : at + 2]
        case "replaced":
            text[at : at + 1] = [chance.choice(pool)]
        case "moved":
            text = [*text[at:], *text[:at]]
        case "new":
            path = path.with_name(f"new-{chance.randrange(4)}.md")
            text = chance.choices(pool, k=12)
        case "gone" if len(list(Path("corpus").iterdir())) > 4:  # of an empty corpus nothing can be said
            path.unlink()
            return
        case _:
            path.rename(path.with_name(f"j9271-{chance.randrange(3)}{path.suffix}"))
            return
    path.write_text("".join(text))


def test_only_what_changed_is_followed(corpus: Path, again: list[set[str] | None]) -> None:
    check()
    (corpus / "biller-faq.md").write_text(ATEZOLIZUMAB)
    (corpus / "new.md").write_text(BEVACIZUMAB)
    (corpus / "newsletter-winter.txt").unlink()
    check()
    assert again == [None, {"biller-faq.md", "new.md", "newsletter-winter.txt"}]


@pytest.mark.parametrize("arguments", [("--reference", "none"), ("--as-of", "2030-01-01")])
def test_against_another_reference_everything_is_checked_again(
    arguments: tuple[str, ...], again: list[set[str] | None]
) -> None:
    check()
    assert check(*arguments) == check("--no-cache", *arguments)
    assert again == [None] * 3
    assert check() == FORMATS["json"].render(in_memory())


def test_another_selection_of_rules_is_told_from_the_same_findings(again: list[set[str] | None]) -> None:
    check()
    assert check("--select", "AUD1") == check("--select", "AUD1", "--no-cache")
    assert again == [None, None]


def test_another_version_of_the_program_begins_anew(
    again: list[set[str] | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    check()
    with sqlite3.connect(ledger()) as connection:  # as that version may have made it
        connection.execute("DROP TABLE tellings")
        connection.execute("CREATE TABLE tellings(finding INTEGER)")
    monkeypatch.setattr("auditor.__version__", "0.0.9")
    told = run("check", "--format", "json")
    assert (told.stdout, told.stderr) == (FORMATS["json"].render(in_memory()), "")
    assert again == [None, None]


def test_where_very_much_changed_everything_is_checked_again(
    corpus: Path, again: list[set[str] | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "_FEW", 2)
    check()
    for path in sorted(corpus.glob("*.md"))[:4]:
        path.write_text(path.read_text() + ATEZOLIZUMAB)
    assert check() == FORMATS["json"].render(in_memory())
    assert again == [None, None]


def test_what_could_not_be_read_is_read_again(corpus: Path) -> None:
    (corpus / "bad.md").write_bytes(b"\xff\xfe\xff")
    told = check()
    assert "bad.md" in told
    assert check() == told == FORMATS["json"].render(in_memory())
    (corpus / "bad.md").write_text(ATEZOLIZUMAB)
    assert check() == FORMATS["json"].render(in_memory()) != told


def test_files_that_are_no_documents_are_told(corpus: Path) -> None:
    (corpus / "picture.png").write_bytes(b"")
    check()
    (corpus / "another.png").write_bytes(b"")
    assert check() == FORMATS["json"].render(in_memory())
    assert "no reader for '.png' files" in check()


def test_two_documents_of_one_name_are_told_apart_as_in_memory(corpus: Path, again: list[set[str] | None]) -> None:
    check()
    for name, said in (("a", ATEZOLIZUMAB), ("b", BEVACIZUMAB)):
        (corpus / f"{name}.xml").write_bytes(export(post("https://plan.example/a/", "A", said)))
    told = check()
    assert "https://plan.example/a/#2" in told
    assert told == FORMATS["json"].render(in_memory())
    (corpus / "b.xml").unlink()
    again.clear()
    assert check() == FORMATS["json"].render(in_memory())
    assert again == [{"https://plan.example/a/"}]  # what was held before was left as it was


def test_no_time_to_read_is_made_up_for_the_next_time() -> None:
    told = run("check", "--format", "json", "--max-runtime", "0")
    assert told.exit_code == 3
    assert "not reached" in told.stdout
    assert check() == FORMATS["json"].render(in_memory())


def test_the_folder_in_which_one_works_may_be_the_corpus(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = check("--no-cache", "corpus")
    monkeypatch.chdir(corpus)
    assert check("--no-cache", ".") == expected


def test_since_a_revision_works_out_of_a_ledger(corpus: Path) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"]):
        subprocess.run(["git", *command], check=True)
    (corpus / "new.md").write_text(ATEZOLIZUMAB)
    assert '"document": "new.md"' in check("--since", "HEAD")
    assert check("--since", "HEAD") == check("--since", "HEAD", "--no-cache")


def _truncate() -> None:
    ledger().write_bytes(ledger().read_bytes()[:9000])


def _scribble() -> None:
    data = bytearray(ledger().read_bytes())
    data[4096:40960] = b"\x5a" * 36864
    ledger().write_bytes(data)


def _other_tables() -> None:
    with sqlite3.connect(ledger()) as connection:
        connection.execute("DROP TABLE entries")
        connection.execute("CREATE TABLE entries(name TEXT)")


def _other_content() -> None:
    with sqlite3.connect(ledger()) as connection:
        connection.execute("UPDATE entries SET data = x'00' WHERE sort = 'code-drug'")


@pytest.mark.parametrize(
    "damage", [_truncate, _scribble, _other_tables, _other_content, lambda: ledger().write_text("no database " * 900)]
)
def test_a_damaged_ledger_is_built_anew_with_a_word(damage: Callable[[], None], corpus: Path) -> None:
    check()
    damage()
    for path in sorted(corpus.glob("*.md")):
        path.write_text(path.read_text() + ATEZOLIZUMAB)
    told = run("check", "--format", "json")
    assert told.stdout == FORMATS["json"].render(in_memory())
    assert "is damaged or not ours" in told.stderr
    (corpus / "new.md").write_text(BEVACIZUMAB)
    told = run("check", "--format", "json")
    assert (told.stdout, told.stderr) == (FORMATS["json"].render(in_memory()), "")


def test_a_ledger_that_another_run_holds_is_done_without(corpus: Path) -> None:
    check()
    holder = sqlite3.connect(ledger(), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    (corpus / "new.md").write_text(ATEZOLIZUMAB)
    told = run("check", "--format", "json")
    assert (told.stdout, told.stderr) == (FORMATS["json"].render(in_memory()), "")
    holder.execute("ROLLBACK")
    (corpus / "newer.md").write_text(ATEZOLIZUMAB)
    assert check() == FORMATS["json"].render(in_memory())


def test_a_run_that_is_ended_in_the_middle_leaves_the_ledger_as_it_was(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, again: list[set[str] | None]
) -> None:
    check()
    (corpus / "new.md").write_text(ATEZOLIZUMAB)
    with monkeypatch.context() as broken:
        broken.setattr(Checks, "_mend", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        run("check")
    assert check() == FORMATS["json"].render(in_memory())
    assert again == [None, {"new.md"}, {"new.md"}]


def test_where_nothing_can_be_kept_a_ledger_of_its_own_does(corpus: Path) -> None:
    Path(FOLDER).write_text("a file")
    assert check() == FORMATS["json"].render(in_memory())
    assert Path(FOLDER).read_text() == "a file"
    assert corpus.is_dir()
