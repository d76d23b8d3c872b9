"""Reports can be made again: whatever changes after one was made, `auditor verify` says so."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from auditor.decisions.triage import FILE as TRIAGE
from auditor.manifest import PAGE, BadManifest, Manifest, decode, encode, hashed, out_of_page
from auditor.reference.files import embedded
from auditor.reference.files import encode as encode_reference
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, report, run, write

DECISION = ("--by", "Ada", "--reason", "x")


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three documents, two of which contradict each other, and the year 2026 on the clock."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    return write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB, "# HCPCS code J9271\n\nSee J9267.\n"])


def made(*arguments: str) -> Path:
    """A report, in a folder."""
    run("check", "--format", "html=page", *arguments)
    return Path("page")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_report_follows_from_what_it_names() -> None:
    made()
    result = run("verify", "page")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("the report of 2026-02-02T02:40:00+00:00 still follows from what it names; 3 doc")


def test_the_manifest_tells_what_the_report_was_made_from() -> None:
    made("--select", "AUD1", "--as-of", "2026-03-01", "--severity", "warning")
    manifest = decode(Path("page/manifest.json").read_bytes())
    assert manifest.command[:4] == ("auditor", "check", "--format", "html=page")
    assert manifest.time == "2026-02-02T02:40:00+00:00"
    assert manifest.reference is not None
    assert manifest.reference.sha256 == embedded().sha256
    settings = manifest.configuration
    assert (settings.paths, settings.as_of, settings.severity) == (("corpus",), "2026-03-01", "warning")
    assert settings.rules[0] == "AUD101"
    assert "AUD201" not in settings.rules
    assert [document.name for document in manifest.documents] == ["a.md", "b.md", "c.md"]
    names = {file.name for file in manifest.files}
    assert {"index.html", "report.json", "pages/style.css"} <= names
    assert names | {"manifest.json"} == {
        path.relative_to("page").as_posix() for path in Path("page").rglob("*") if path.is_file()
    }


def test_only_the_manifest_knows_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    then = contents(made())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    now = contents(made())
    assert {name for name in then if then[name] != now[name]} == {"manifest.json"}


@pytest.mark.parametrize("name", ["index.html", "report.json", "manifest.json"])
def test_any_changed_byte_of_the_report_is_found(name: str) -> None:
    path = made() / name
    data = path.read_bytes()
    for index in range(0, len(data), max(1, len(data) // 60)):
        path.write_bytes(data[:index] + bytes([data[index] ^ 1]) + data[index + 1 :])
        result = run("verify", "page")
        assert (result.exit_code, name in result.stdout) == (1, True), f"byte {index}"


@pytest.mark.parametrize("name", ["a.md", "b.md", "c.md"])
def test_any_changed_byte_of_a_document_is_found(corpus: Path, name: str) -> None:
    made()
    data = (corpus / name).read_bytes()
    for index in range(len(data)):
        (corpus / name).write_bytes(data[:index] + bytes([data[index] ^ 1]) + data[index + 1 :])
        result = run("verify", "page")
        assert (result.exit_code, f"document {name} was changed" in result.stdout) == (1, True), f"byte {index}"


def test_a_quote_that_no_longer_stands_there_is_named_with_its_place(corpus: Path) -> None:
    made()
    fingerprint = report("--select", "AUD101")["findings"][0]["fingerprint"]
    (corpus / "a.md").write_text("\n" + ATEZOLIZUMAB)
    assert f"a.md:1:1 no longer says what finding {fingerprint} (AUD101) quotes" in run("verify", "page").stdout


def _shorter_reference() -> None:
    Path("mine.jsonl").write_bytes(encode_reference(embedded()).replace(b"durvalumab", b"cemiplimab"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda: Path("corpus/d.md").write_text("J9271 is pembrolizumab.\n"), "document d.md was not there"),
        (lambda: Path("corpus/c.md").unlink(), "document c.md is gone"),
        (lambda: shutil.rmtree("corpus"), "it cannot be made again: corpus: no such file"),
        (lambda: Path("page/report.json").unlink(), "file report.json is gone"),
        (lambda: Path("page/more.txt").write_text("x"), "file more.txt was not there"),
        (lambda: Path("known.jsonl").write_text(""), "the baseline known.jsonl was changed"),
        (lambda: Path("known.jsonl").unlink(), "the baseline known.jsonl was changed"),
        (_shorter_reference, "the reference was embedded of 2026-01-01"),
        (lambda: Path("mine.jsonl").unlink(), "it cannot be made again: there is no reference 'mine.jsonl'"),
        (lambda: Path(TRIAGE).unlink(), "a decision that the report knew is gone"),
        (lambda: Path(TRIAGE).write_text(Path(TRIAGE).read_text().replace("Ada", "Eve")), ":1: this decision was ch"),
    ],
)
def test_whatever_else_changed_is_said(change: Callable[[], object], message: str) -> None:
    Path("mine.jsonl").write_bytes(encode_reference(embedded()))
    run("baseline", "write", "--baseline", "known.jsonl")
    run("triage", report()["findings"][0]["fingerprint"], "accept", *DECISION)
    made("--baseline", "known.jsonl", "--reference", "mine.jsonl")
    assert run("verify", "page").exit_code == 0, run("verify", "page").output
    change()
    result = run("verify", "page")
    assert (result.exit_code, result.stderr) == (1, "")
    assert message in result.stdout


def test_the_last_decision_cut_off_is_found_and_one_more_means_another_report() -> None:
    fingerprint = report()["findings"][0]["fingerprint"]
    run("triage", fingerprint, "accept", *DECISION)
    first = Path(TRIAGE).read_text()
    run("triage", fingerprint, "fix-planned", *DECISION)
    made()
    Path(TRIAGE).write_text(first)
    assert "a decision that the report knew is gone" in run("verify", "page").stdout
    made()
    run("triage", fingerprint, "fix-planned", *DECISION)
    assert "file report.json does not follow" in run("verify", "page").stdout


def test_a_report_of_another_version_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    made()
    monkeypatch.setattr("auditor.__version__", "0.0.9")
    assert "the report was made by hcpcs-auditor 0.1.0, and this is hcpcs-auditor 0.0.9" in run("verify", "page").stdout


def test_a_report_of_a_later_kind_is_said() -> None:
    path = made() / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"manifest_version": 1', b'"manifest_version": 2'))
    assert "has version 2, and this program knows 1" in run("verify", "page").stdout


def test_a_manifest_of_an_earlier_version_that_says_less_is_believed() -> None:
    path = made() / "manifest.json"
    shape = json.loads(path.read_bytes())
    del shape["configuration"]["since"]
    shape["sha256"] = ""
    shape["sha256"] = hashlib.sha256((json.dumps(shape, indent=2) + "\n").encode()).hexdigest()
    path.write_text(json.dumps(shape, indent=2) + "\n")
    assert run("verify", "page").exit_code == 0
    assert run("check", "--format", "html=page").exit_code == 1  # and is replaced like any other


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"manifest_version": 1}', b"[" * 200_000])
def test_a_file_that_is_no_manifest_is_said(content: bytes) -> None:
    (made() / "manifest.json").write_bytes(content)
    result = run("verify", "page")
    assert (result.exit_code, "manifest.json is no manifest of ours" in result.stdout) == (1, True)


def test_a_manifest_that_was_changed_and_hashed_again_is_believed_only_in_what_can_be_derived() -> None:
    path = made() / "manifest.json"
    shape = json.loads(path.read_bytes())
    shape["documents"][0]["sha256"] = "0" * 64
    path.write_bytes(encode(_manifest(shape)))
    assert "document a.md was changed" in run("verify", "page").stdout


def test_a_manifest_reads_back_as_it_was_written() -> None:
    data = (made() / "manifest.json").read_bytes()
    assert encode(decode(data)) == data
    with pytest.raises(BadManifest, match="was changed after it was written"):
        decode(data + b" ")


def one_file() -> Path:
    run("check", "--format", "html=one.html")
    return Path("one.html")


def test_one_file_to_mail_brings_its_manifest_and_follows_from_it_under_any_name() -> None:
    one_file().rename("from a mail.htm")
    result = run("verify", "from a mail.htm")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("the report of 2026-02-02T02:40:00+00:00 still follows from what it names; 3 doc")
    page, manifest = out_of_page(Path("from a mail.htm").read_bytes())
    assert decode(manifest).files == hashed({PAGE: page})


def test_any_changed_byte_of_the_one_file_is_found() -> None:
    path = one_file()
    data = path.read_bytes()
    inside = data.rindex(b'id="manifest"')
    for index in [*range(0, len(data), len(data) // 40), *range(inside, len(data), (len(data) - inside) // 40)]:
        path.write_bytes(data[:index] + bytes([data[index] ^ 1]) + data[index + 1 :])
        result = run("verify", path)
        assert (result.exit_code, result.stderr, bool(result.stdout)) == (1, "", True), f"byte {index}"


def test_a_changed_document_is_named_by_the_one_file_too(corpus: Path) -> None:
    path = one_file()
    (corpus / "a.md").write_text("\n" + ATEZOLIZUMAB)
    result = run("verify", path)
    assert "document a.md was changed" in result.stdout
    assert "file page.html does not follow" in result.stdout


def test_no_document_ends_the_manifest_in_a_page(corpus: Path) -> None:
    (corpus / "<script>&<").mkdir()
    (corpus / "<script>&<" / "script><!--.md").write_text(ATEZOLIZUMAB)
    path = one_file()
    assert run("verify", path).exit_code == 0
    block = path.read_text().rpartition('id="manifest">')[2].partition("</script>")[0]
    assert not set("<>&") & set(block)
    assert "<script>&</script><!--.md" in {one["name"] for one in json.loads(block)["documents"]}


@pytest.mark.parametrize("content", [b"", b"<html>", b'<script type="application/json" id="manifest">{</script>\n'])
def test_a_page_that_is_no_report_is_said(content: bytes) -> None:
    Path("page.html").write_bytes(content)
    result = run("verify", "page.html")
    assert (result.exit_code, "none of ours" in result.stdout or "no manifest of ours" in result.stdout) == (1, True)


def looking_back() -> Path:
    """A report that compares with the last of two runs."""
    for _ in range(2):
        run("check")
    return made("--baseline", "last")


def test_what_a_report_shows_of_the_past_stands_in_its_manifest() -> None:
    manifest = decode((looking_back() / "manifest.json").read_bytes())
    assert [(step.id, step.summary.error, step.new, step.gone) for step in manifest.history] == [
        (1, 3, None, None),
        (2, 3, 0, 0),
    ]
    assert "Over past runs" in Path("page/index.html").read_text()


def test_runs_that_came_later_do_not_change_what_a_report_shows_of_the_past() -> None:
    looking_back()
    run("check")
    assert run("verify", "page").exit_code == 0


def test_a_past_that_was_made_up_is_found() -> None:
    path = looking_back() / "manifest.json"
    shape = json.loads(path.read_bytes())
    shape["history"][0]["summary"]["error"] = 40
    path.write_bytes(encode(_manifest(shape)))
    result = run("verify", "page")
    assert "the history up to run 2 is not what the report tells of it" in result.stdout
    assert "file index.html does not follow" in result.stdout


def test_verify_needs_a_manifest() -> None:
    Path("empty").mkdir()
    result = run("verify", "empty")
    assert result.exit_code == 2
    assert "there is no manifest.json" in result.stderr
    assert "there is no such file or folder" in run("verify", "nowhere").stderr


def _manifest(shape: object) -> Manifest:
    return msgspec.convert(shape, Manifest)
