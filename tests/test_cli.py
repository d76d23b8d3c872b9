"""The command line: exit codes, what goes where, and how it ends when things go wrong."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import auditor.cli
from tests.commands import ours

pytest.importorskip("auditor.extraction", reason="the extractor is not there yet")

Run = Callable[..., Result]
A, B = "HCPCS code J9355 is used for atezolizumab.\n", "HCPCS code J9355 is used for bevacizumab.\n"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run_(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(auditor.cli.cli, arguments, input=stdin)

    return run_


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two documents that contradict each other."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.md").write_text(A)
    (folder / "b.md").write_text(B)
    return folder


@pytest.mark.usefixtures("corpus")
def test_findings_end_with_one(run: Run) -> None:
    result = run("check")
    assert result.exit_code == 1
    assert "error[AUD101]" in result.stdout
    assert result.stderr == ""


def test_what_agrees_ends_with_zero(run: Run, corpus: Path) -> None:
    (corpus / "b.md").unlink()
    assert run("check", "--reference", "none").exit_code == 0


@pytest.mark.usefixtures("corpus")
def test_fail_on_never_reports_and_ends_with_zero(run: Run) -> None:
    result = run("check", "--fail-on", "never")
    assert (result.exit_code, "AUD101" in result.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "nowhere"], "nowhere: no such file or folder"),
        (["check", "--select", "AUD111"], "there is no rule 'AUD111'; did you mean 'AUD1"),
        (["check", "--format", "jsn"], "there is no format 'jsn'; did you mean 'json'?"),
        (["check", "--format", "html"], "html needs a folder"),
        (["check", "--as-of", "soon"], "soon"),
        (["check", "-"], "PATH - needs --stdin-filename"),
        (["check", "--stdin-filename", "x.md"], "--stdin-filename names what comes in at PATH -"),
        (["chek"], "there is no command 'chek'; did you mean 'check'?"),
        (["explain", "J9954", "corpus"], "nothing is known of 'J9954'; did you mean 'J9355'?"),
        (["graph", "--around", "J9356"], "did you mean 'J9355'?"),
        (["evaluate", "nowhere"], "nowhere"),
    ],
)
@pytest.mark.usefixtures("corpus")
def test_bad_usage_ends_with_two_and_says_why(run: Run, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.usefixtures("corpus")
def test_a_missing_reference_ends_with_three(run: Run) -> None:
    result = run("check", "--reference", "cms-2099")
    assert result.exit_code == 3
    assert "there is no reference 'cms-2099'" in result.stderr


def test_a_document_that_cannot_be_read_ends_with_three_and_stops_no_other(run: Run, corpus: Path) -> None:
    (corpus / "broken.md").write_bytes(b"\xff\xfe\xff")
    result = run("check")
    assert result.exit_code == 3
    assert "error[AUD101]" in result.stdout
    assert "skipped: broken.md (load)" in result.stdout


def test_a_picture_beside_the_documents_is_listed_and_harms_nothing(run: Run, corpus: Path) -> None:
    (corpus / "b.md").unlink()
    (corpus / "logo.png").write_bytes(b"\x89PNG")
    result = run("check", "--reference", "none")
    assert (result.exit_code, "skipped: logo.png" in result.stdout) == (0, True)
    assert run("check", "corpus/logo.png").exit_code == 3


@pytest.mark.usefixtures("corpus")
def test_a_crash_on_one_document_is_ours_to_admit(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise KeyError("no such word")

    monkeypatch.setattr("auditor.reading.file.extract", stumble)
    result = run("check")
    assert result.exit_code == 3
    assert "skipped: a.md (extract): the auditor stumbled over it: KeyError: 'no such word'" in result.stdout


def test_a_folder_without_documents_is_not_clean(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("check", "empty")
    assert result.exit_code == 3
    assert "nothing was checked" in result.stderr


def test_a_folder_of_pictures_is_not_clean_either(run: Run, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    assert run("check", ".").exit_code == 3


def test_a_report_that_cannot_be_written_ends_with_three(run: Run, corpus: Path) -> None:
    result = run("check", "--format", f"json={corpus / 'a.md'}/out.json")
    assert result.exit_code == 3
    assert "out.json" in result.stderr


def test_a_file_name_cannot_command_the_terminal(run: Run, corpus: Path) -> None:
    (corpus / "\x1b[2J.md").write_text(A)
    for arguments in (["check"], ["extract"], ["explain", "J9355"], ["graph"], ["graph", "--format", "svg"]):
        result = run(*arguments)
        assert result.exit_code in {0, 1}
        assert "\x1b" not in result.output


def test_standard_input_is_read_under_the_name_given(run: Run) -> None:
    result = run("check", "-", "--stdin-filename", "draft.md", "--format", "json", stdin=A)
    assert json.loads(result.stdout)["summary"]["documents"] == 1


@pytest.mark.usefixtures("corpus")
def test_rules_are_chosen_by_the_beginning_of_their_ids(run: Run) -> None:
    chosen = json.loads(run("check", "--select", "AUD1,aud301", "--ignore", "AUD10", "--format", "json").stdout)
    assert chosen["inputs"]["rules"] == ["AUD110", "AUD301"]


def test_hiding_findings_does_not_change_the_exit_code(run: Run, corpus: Path) -> None:
    for name in ("c.md", "d.md"):
        (corpus / name).write_text("# HCPCS code J9355\n\nJ9355 is used for atezolizumab.\n")
    result = run("check", "--select", "AUD402", "--severity", "error", "--fail-on", "note")
    assert result.exit_code == 1
    assert "1 of 1 findings, below error, not shown" in result.stderr


@pytest.mark.usefixtures("corpus")
def test_reports_go_to_files_whole_and_leave_nothing_else(run: Run, tmp_path: Path) -> None:
    formats = ("--format", "json=out.json", "--format", "html=page", "--format", "concise")
    result = run("check", "--no-cache", *formats)
    assert result.exit_code == 1
    assert result.stdout.startswith("a.md:1:30: AUD101 ")
    assert json.loads((tmp_path / "out.json").read_text())["format_version"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "out.json", "page"]
    names = sorted(path.name for path in (tmp_path / "page").iterdir())
    assert names == ["index.html", "manifest.json", "pages", "report.json"]


@pytest.mark.usefixtures("corpus")
def test_a_report_in_html_is_one_file_where_the_name_says_so(run: Run, tmp_path: Path) -> None:
    assert run("check", "--format", "html=out/report.html", "--format", "html=folder").exit_code == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.html"]
    assert "<style>" in (tmp_path / "out" / "report.html").read_text()
    assert (tmp_path / "folder" / "pages" / "style.css").exists()


@pytest.mark.usefixtures("corpus")
def test_a_report_replaces_an_older_one_and_nothing_else(run: Run, tmp_path: Path) -> None:
    assert run("check", "--format", "html=page").exit_code == 1
    assert run("check", "--format", "html=page").exit_code == 1
    (tmp_path / "page" / "mine.txt").write_text("keep me")
    result = run("check", "--format", "html=page")
    assert result.exit_code == 2
    assert (tmp_path / "page" / "mine.txt").exists()


@pytest.mark.usefixtures("corpus")
def test_a_report_that_cannot_be_rendered_leaves_none(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("auditor.reports.html.book.conflict_page", fail)
    run("check", "--no-cache", "--format", "json=out.json", "--format", "html=page")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus"]


@pytest.mark.usefixtures("corpus")
def test_colour_follows_the_option_then_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in run("check").stdout
    assert "\x1b[" in run("check", "--color", "always").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("check").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check").stdout


@pytest.mark.usefixtures("corpus")
def test_extract_gives_the_promised_fields(run: Run) -> None:
    first, _ = (json.loads(line) for line in run("extract", "--format", "jsonl").stdout.splitlines())
    assert " ".join(first) == (
        "document kind subject object polarity line column end_line end_column page quote section "
        "subject_span object_span qualifiers confidence pattern lines"
    )
    assert (first["subject"], first["object"]) == ("J9355", "atezolizumab")
    assert first["subject_span"] == [1, 12, 1, 17]


@pytest.mark.usefixtures("corpus")
def test_explain_knows_codes_drugs_rules_and_findings(run: Run) -> None:
    fingerprint = json.loads(run("check", "--format", "json").stdout)["findings"][0]["fingerprint"]
    for subject in ("j9355", "Atezolizumab", "AUD101", "code-drug-conflict", fingerprint):
        assert run("explain", subject).exit_code == 0
    told = json.loads(run("explain", "J9355", "--format", "json").stdout)
    assert [claim["object"] for claim in told["claims"]] == ["atezolizumab", "bevacizumab"]
    assert [claim["verdict"] for claim in told["claims"]] == ["refuted", "refuted"]
    assert [finding["rule"] for finding in told["findings"]] == ["AUD101", "AUD201", "AUD201"]
    alone = json.loads(run("explain", "J9355", "--format", "json", "--reference", "none").stdout)
    assert (alone["reference"], [finding["rule"] for finding in alone["findings"]]) == (None, ["AUD101"])


@pytest.mark.usefixtures("corpus")
def test_the_graph_around_a_node_is_a_part_of_it(run: Run) -> None:
    nodes = json.loads(run("graph", "--around", "atezolizumab").stdout)["nodes"]
    assert [node["id"] for node in nodes] == ["code:J9355", "drug:atezolizumab"]
    assert run("graph", "--format", "dot").stdout.startswith("digraph {")
    assert "<graphml" in run("graph", "--format", "graphml").stdout
    assert run("graph", "--format", "svg").stdout.startswith("<svg ")


def test_evaluate_measures_against_labels(run: Run, corpus: Path) -> None:
    (corpus / "docs").mkdir()
    (corpus / "a.md").rename(corpus / "docs" / "a.md")
    label = {
        "document": "a.md",
        "kind": "code-drug",
        "subject": "J9355",
        "object": "atezolizumab",
        "polarity": "asserted",
    }
    (corpus / "assertions.jsonl").write_text(json.dumps({**label, "lines": [1]}) + "\n")
    shape = json.loads(run("evaluate", "corpus", "--format", "json", "--misses").stdout)
    assert shape["overall"]["recall"] == shape["line_accuracy"] == 1.0
    assert shape["false_negatives"] == []


def test_rules_lists_every_rule(run: Run) -> None:
    assert len(run("rules").stdout.splitlines()) == len(json.loads(run("rules", "--format", "json").stdout))


@pytest.mark.usefixtures("corpus")
def test_settings_come_from_the_nearest_configuration(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.auditor]\ncorpus = "corpus"\nignore = ["AUD101"]\nreference = "none"\n'
    )
    below = tmp_path / "deep" / "er"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert run("check").exit_code == 0
    assert run("check", "--ignore", "AUD4").exit_code == 1


def test_everything_wrong_in_a_configuration_is_said_at_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text('corpsu = "x"\nfail-on = "always"\nselect = 7\n')
    result = run("check")
    assert result.exit_code == 2
    assert "unknown key 'corpsu'; did you mean 'corpus'?" in result.stderr
    assert "fail-on: invalid enum value 'always'" in result.stderr
    assert "select: expected `array`, got `int`" in result.stderr


def test_broken_toml_is_located(run: Run, tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text("corpus = \n")
    result = run("check")
    assert result.exit_code == 2
    assert "at line 1, column 10" in result.stderr


def test_every_command_is_in_the_table_and_says_what_it_does() -> None:
    folder = Path(auditor.cli.__file__).parent
    files = {
        path.stem.replace("_", "-")
        for path in folder.glob("[a-z]*.py")
        if re.search(r"@click\.(?:command|group)\(", path.read_text())
    }
    assert files == set(auditor.cli.COMMANDS)
    for name, says in auditor.cli.COMMANDS.items():
        command = auditor.cli.cli.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.help
        assert says.endswith(".")


def test_the_module_runs_as_a_program_and_tells_its_version_without_loading_what_is_slow() -> None:
    assert shell("--version").stdout == f"auditor {auditor.__version__}\n"
    loaded = (
        "import sys, auditor.cli; print([name for name in ('networkx', 'jinja2', 'rapidfuzz') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_reader_that_goes_away_is_no_error(corpus: Path) -> None:
    (corpus / "long.md").write_text(A * 3000)
    command = [sys.executable, "-m", "auditor", "extract", str(corpus)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_slow_pipe_gets_every_byte(corpus: Path, unbuffered: str) -> None:
    (corpus / "long.md").write_text(A * 9000)
    command = [sys.executable, "-m", "auditor", "extract", str(corpus)]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.endswith("long.md:9000:1: code-drug J9355 -> atezolizumab\n")


def test_an_interrupt_ends_with_130_and_a_word(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "auditor", "check", "-", "--stdin-filename", "a.md"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}

    def heed() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # who runs the tests in the background ignores interrupts

    with subprocess.Popen(command, cwd=tmp_path, env=ours(), preexec_fn=heed, **pipes) as process:  # type: ignore[call-overload]  # noqa: PLW1509
        process.stdin.write(A.encode() * 10_000)  # more than a pipe holds: it is reading by now, and waits for more
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate()
    assert (process.returncode, output) == (130, b"")
    assert b"auditor: interrupted" in errors
    assert b"Traceback" not in errors


def test_a_crash_of_the_program_is_not_mistaken_for_findings(corpus: Path) -> None:
    done = broken_by("RuntimeError", corpus)
    assert done.returncode == 3
    assert "mistake of ours" in done.stderr


def test_a_memory_that_is_used_up_is_said_and_not_mistaken_for_findings(corpus: Path) -> None:
    done = broken_by("MemoryError", corpus)
    assert done.returncode == 3
    assert "the memory is used up, and nothing was concluded" in done.stderr
    assert "Traceback" not in done.stderr


def broken_by(error: str, corpus: Path) -> subprocess.CompletedProcess[str]:
    broken = f"import auditor.auditing as a\ndef f(*_): raise {error}\na.cross_reference = f\nimport auditor.cli\nauditor.cli.main()"
    return subprocess.run(
        [sys.executable, "-c", broken, "check", str(corpus)], capture_output=True, text=True, check=False
    )


def test_the_same_corpus_gives_the_same_bytes_whatever_the_hash_seed(corpus: Path) -> None:
    for arguments in (("check", "--format", "json"), ("graph", "--format", "graphml"), ("extract", "--format", "csv")):
        command = (arguments[0], str(corpus), *arguments[1:])
        assert shell(*command, seed="1").stdout == shell(*command, seed="2").stdout != ""


def shell(*arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "auditor", *arguments]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="names of files are Unicode on this system")
@pytest.mark.parametrize("command", ["check", "extract"])
def test_a_path_that_is_no_unicode_is_refused_with_what_to_do(command: str, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xff")
    folder.mkdir()
    result = run(command, str(folder))
    assert result.exit_code == 2
    assert "is no UTF-8; rename it, or give the folder above it" in result.output
