"""`auditor reference`: what the authority says of one thing, what changed between two, how to import a newer one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import cli
from auditor.model.reference import ReferenceBrand, ReferenceModifier
from auditor.reference.files import encode, read
from tests.publications.publishing import crosswalk, record, text
from tests.reference.making import entry, reference_of

RELEASE = "HCPC2026_APR_ANWEB.txt"


def auditor(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["reference", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "auditor.toml").write_text("")
    before = reference_of(
        entry("J0001", "durvalumab", "10 mg"),
        entry("J1001", "nivolumab", "1 mg"),
        entry("J1002", "bendamustine", "25 mg"),
        entry("C0001", "atezolizumab", "10 mg"),
        brands=[ReferenceBrand("imfinzi", ("durvalumab",), ("J0001",))],
        modifiers=[ReferenceModifier("JW", "drug-discarded", "2003-01-01")],
    )
    after = reference_of(
        entry("J0001", "durvalumab", "10 mg"),
        entry("J1001", "nivolumab", "1 mg", "2020-01-01..2026-03-31", successors=("J1003",)),
        entry("J1002", "bendamustine", "1 mg"),
        entry("J1003", "nivolumab", "1 mg", "2026-04-01.."),
    )
    (tmp_path / "before.jsonl").write_bytes(encode(before))
    (tmp_path / "after.jsonl").write_bytes(encode(after))
    return tmp_path


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("J9371", ["vincristine liposomal", "2024-06-30"]),
        ("j9371", ["vincristine liposomal"]),
        ("Durvalumab", ["J9173", "PD-L1", "imfinzi"]),
        ("imfinzi", ["durvalumab", "J9173"]),
        ("JW", ["JW", "discarded"]),
    ],
)
def test_show_tells_of_a_code_a_drug_a_brand_and_a_modifier(subject: str, told: list[str]) -> None:
    result = auditor("show", subject)
    assert result.exit_code == 0, result.stderr
    assert [word for word in told if word not in result.stdout] == []
    assert "January 2026" in result.stdout


def test_show_gives_programs_the_same() -> None:
    shown = json.loads(auditor("show", "J9371", "--format", "json").stdout)
    assert "vincristine liposomal" in json.dumps(shown)
    assert "2024-06-30" in json.dumps(shown)


@pytest.mark.usefixtures("folder")
def test_show_asks_the_reference_that_is_named() -> None:
    assert "durvalumab" in auditor("show", "J0001", "--reference", "before.jsonl").stdout
    assert auditor("show", "J0001").exit_code == 2


def test_show_says_what_it_does_not_know_and_what_may_be_meant() -> None:
    result = auditor("show", "J93711")
    assert result.exit_code == 2
    assert "says nothing of 'J93711'; did you mean 'J" in result.stderr
    none = auditor("show", "J9371", "--reference", "none")
    assert (none.exit_code, "give --reference NAME or FILE" in none.stderr) == (2, True)


def test_a_subject_cannot_write_to_the_terminal() -> None:
    result = auditor("show", "J9371\x1b[31m")
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr + result.stdout


@pytest.mark.usefixtures("folder")
def test_diff_lists_what_was_added_ended_changed_and_is_gone() -> None:
    result = auditor("diff", "before.jsonl", "after.jsonl")
    assert result.exit_code == 0
    changes = json.loads(auditor("diff", "before.jsonl", "after.jsonl", "--format", "json").stdout)
    listed = changes["changes"] if isinstance(changes, dict) else changes
    assert [(change["change"], change["code"]) for change in listed] == [
        ("added", "J1003"),
        ("ended", "J1001"),
        ("changed", "J1002"),
        ("gone", "C0001"),
    ]
    for code in ("J1003", "J1001", "J1002", "C0001"):
        assert code in result.stdout
    assert "J0001" not in result.stdout


@pytest.mark.usefixtures("folder")
def test_diff_of_a_reference_with_itself_lists_nothing() -> None:
    told = auditor("diff", "before.jsonl", "before.jsonl", "--format", "json")
    assert told.exit_code == 0
    assert "J1" not in told.stdout


@pytest.mark.usefixtures("folder")
def test_diff_needs_files_that_are_there() -> None:
    result = auditor("diff", "before.jsonl", "nowhere.jsonl")
    assert result.exit_code == 3
    assert "there is no reference 'nowhere.jsonl'" in result.stderr


def test_import_keeps_a_release_where_check_finds_it(folder: Path) -> None:
    rows = [record(f"J{number}", f"Injection, durvalumab, {number} mg") for number in range(1001, 1004)]
    (folder / RELEASE).write_bytes(text(*rows))
    result = auditor("import", RELEASE)
    assert result.exit_code == 0, result.stderr
    kept = read(folder / ".auditor" / "reference" / "hcpcs-2026-04.jsonl")
    assert (kept.name, kept.release, kept.entries["J1002"][-1].unit) == ("hcpcs-2026-04", "2026-04-01", "1002 mg")
    assert "1002 mg" in auditor("show", "J1002", "--reference", "hcpcs-2026-04").stdout
    assert "auditor check --reference hcpcs-2026-04" in result.stderr


def test_import_takes_a_name_and_a_place(folder: Path) -> None:
    (folder / RELEASE).write_bytes(text(record("J1001", "Injection, durvalumab, 10 mg")))
    result = auditor("import", RELEASE, "--name", "spring", "--output", "out.jsonl")
    assert result.exit_code == 0, result.stderr
    assert read(folder / "out.jsonl").name == "spring"
    assert not (folder / ".auditor").exists()


def test_import_puts_brands_onto_the_embedded_codes(folder: Path) -> None:
    (folder / "crosswalk.csv").write_bytes(crosswalk("J9173,Inj durvalumab,Made Up,00001-0001-01,Imfinzi,10 MG"))
    result = auditor("import", "crosswalk.csv", "--name", "brands", "--output", "out.jsonl")
    assert result.exit_code == 0, result.stderr
    kept = read(folder / "out.jsonl")
    assert (kept.release, "J9371" in kept.entries) == ("2026-01-01", True)


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (b"neither this nor that\n", 2, f"{RELEASE}:1:1: a file of no known kind"),
        (text(record("J1001", added="20251301")), 2, f"{RELEASE}:1:"),
        (None, 2, f"{RELEASE}:1:1: cannot be read (no such file or directory)"),
    ],
)
def test_import_says_what_is_wrong_and_keeps_nothing(folder: Path, data: bytes | None, code: int, told: str) -> None:
    if data is not None:
        (folder / RELEASE).write_bytes(data)
    result = auditor("import", RELEASE)
    assert (result.exit_code, told in result.stderr) == (code, True), result.stderr
    assert not (folder / ".auditor").exists()
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_reference_that_was_cut_short_is_no_reference(folder: Path) -> None:
    whole = (folder / "before.jsonl").read_bytes()
    (folder / "cut.jsonl").write_bytes(b"".join(whole.splitlines(keepends=True)[:3]))
    result = auditor("show", "J0001", "--reference", "cut.jsonl")
    assert (result.exit_code, "cut.jsonl:4:1: 2 facts, but the first line tells of 6" in result.stderr) == (3, True)
