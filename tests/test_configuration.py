"""Settings: where they come from, what they do, and that everything wrong in them is said at once."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

import auditor.cli
from auditor.cli.configuration import configuration
from auditor.cli.keys import FIELDS, schema, template

ROOT = Path(__file__).parent.parent
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder with two documents that contradict each other."""
    write(tmp_path, "corpus/a.md", "HCPCS code J9355 is used for atezolizumab.\n")
    write(tmp_path, "corpus/old/b.md", "HCPCS code J9355 is used for bevacizumab.\n")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(auditor.cli.cli, arguments)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def found(result: Result) -> list[tuple[str, str]]:
    assert result.stdout.startswith("{"), result.output
    return [(finding["rule"], finding["severity"]) for finding in json.loads(result.stdout)["findings"]]


CHECK = ("check", "--reference", "none", "--format", "json")


# What the keys do


def test_patterns_choose_among_the_documents(run: Run, tmp_path: Path) -> None:
    assert found(run(*CHECK)) == [("AUD101", "error")]
    write(tmp_path, "auditor.toml", 'exclude = ["old/"]\n')
    assert found(run(*CHECK)) == []
    write(tmp_path, "auditor.toml", 'include = ["/corpus/old"]\n')
    assert json.loads(run(*CHECK).stdout)["summary"]["documents"] == 1


def test_what_git_ignores_is_left_out_unless_the_user_wants_it(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "corpus/.gitignore", "old/\n")
    assert found(run(*CHECK)) == []
    write(tmp_path, "auditor.toml", "respect-gitignore = false\n")
    assert found(run(*CHECK)) == [("AUD101", "error")]


def test_settings_that_leave_out_everything_are_named(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "auditor.toml", 'exclude = ["*.md"]\n')
    result = run(*CHECK)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "nothing was checked: include, exclude and .gitignore leave out all 2" in result.stderr


def test_a_rule_weighs_what_the_user_says(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "auditor.toml", '[severities]\nAUD1 = "note"\ncode-drug-conflict = "warning"\n')
    result = run(*CHECK)
    assert found(result) == [("AUD101", "warning")]
    assert result.exit_code == 0


def test_of_two_weights_that_of_the_single_rule_counts(tmp_path: Path) -> None:
    write(tmp_path, "auditor.toml", '[severities]\nAUD101 = "warning"\nAUD1 = "note"\n')
    weights = configuration(tmp_path).policy.severities
    assert (weights["AUD101"], weights["AUD102"]) == ("warning", "note")


def test_a_finding_that_weighs_less_than_its_rule_stays_so(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "auditor.toml", '[severities]\nAUD402 = "error"\n')
    for name in "cd":
        write(tmp_path, f"corpus/{name}.md", "# HCPCS code J9355\n\nHCPCS code J9355 is used for atezolizumab.\n")
    assert ("AUD402", "error") in found(run(*CHECK))


def test_a_rule_that_is_not_asked_of_a_file_is_told_as_ignored(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "auditor.toml", '[per-file-ignores]\n"a.md" = ["AUD1"]\n')
    shown = json.loads(run(*CHECK).stdout)
    assert (shown["findings"], shown["summary"]["ignored"]) == ([], 1)
    [ignored] = shown["ignored"]
    assert ignored["ignored"] == {"reason": "per-file-ignores of “a.md”", "location": None}


def test_a_rule_of_another_kind_is_still_asked(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "auditor.toml", '[per-file-ignores]\n"*.md" = ["AUD2"]\n')
    assert found(run(*CHECK)) == [("AUD101", "error")]


# Where they come from


def test_what_extends_wins_and_tables_are_merged(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        "shared/base.toml",
        'corpus = "../corpus"\nfail-on = "never"\nseverity = "error"\n[severities]\nAUD101 = "note"\nAUD402 = "error"\n',
    )
    write(tmp_path, "team.toml", 'extend = "shared/base.toml"\nseverity = "warning"\n')
    write(tmp_path, "pyproject.toml", '[tool.auditor]\nextend = "team.toml"\nseverities = {AUD101 = "warning"}\n')
    settled = configuration(tmp_path)
    assert (settled.fail_on, settled.severity) == ("never", "warning")
    assert settled.severities == {"AUD101": "warning", "AUD402": "error"}
    assert settled.paths == [Path("corpus")]
    assert settled.origins["severities.AUD402"] == settled.origins["corpus"] == "shared/base.toml"
    assert found(run(*CHECK)) == [("AUD101", "warning")]


def test_a_reference_beside_the_extended_file_is_found_from_below(tmp_path: Path) -> None:
    write(tmp_path, "shared/hcpcs.jsonl", "")
    write(tmp_path, "shared/base.toml", 'reference = "hcpcs.jsonl"\n')
    write(tmp_path, "team/auditor.toml", 'extend = "../shared/base.toml"\n')
    (tmp_path / "team" / "deep").mkdir()
    settled = configuration(tmp_path / "team" / "deep")
    assert settled.folder / settled.reference == tmp_path / "team" / "../shared/hcpcs.jsonl"


def test_config_shows_what_is_in_force_and_from_where(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "pyproject.toml", '[tool.auditor]\nignore = ["AUD4"]\nper-file-ignores = {"old/" = ["AUD101"]}\n')
    shown = run("config").stdout
    lines = {line.split(" ")[0]: line.split("  # ")[1] for line in shown.splitlines()}
    assert (lines["ignore"], lines["severity"]) == ("pyproject.toml", "default")
    assert lines['per-file-ignores."old/"'] == "pyproject.toml"
    assert tomllib.loads(shown)["ignore"] == ["AUD4"]
    told = json.loads(run("config", "--format", "json").stdout)
    assert told["folder"] == "."
    assert told["settings"]["ignore"] == {"value": ["AUD4"], "default": [], "from": "pyproject.toml"}
    assert told["settings"]["per-file-ignores"]["from"] == {"old/": "pyproject.toml"}


def test_what_config_prints_can_be_its_own_file(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "auditor.toml", 'exclude = ["\u202e \\u001b"]\n[severities]\nAUD101 = "note"\n')
    shown = run("config").stdout
    assert "\u202e" not in shown
    before = configuration(tmp_path)
    write(tmp_path, "auditor.toml", shown)
    assert configuration(tmp_path).severities == before.severities
    assert set(tomllib.loads(shown)) == set(FIELDS)


# What is wrong in them


def test_everything_wrong_is_said_at_once_in_every_file(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "base.toml", 'selct = []\nselect = ["AUD111"]\n')
    write(
        tmp_path,
        "auditor.toml",
        'extend = "base.toml"\nfail-on = "errors"\nexclude = ["!"]\ninclude = 7\n'
        '[severities]\nAUD101 = "warn"\n[per-file-ignores]\n"a/" = ["code-drug"]\n"\\\\" = []\n',
    )
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    for message in (
        "base.toml: unknown key 'selct'; did you mean 'select'?",
        "base.toml: select: there is no rule 'AUD111'; did you mean 'AUD1",
        "auditor.toml: fail-on: invalid enum value 'errors'; did you mean 'error'?",
        "auditor.toml: severities: invalid enum value 'warn' - at `$[...]`; did you mean 'warning'?",
        "auditor.toml: exclude: '!' matches no file name",
        "auditor.toml: include: expected `array`, got `int`",
        "auditor.toml: per-file-ignores.'a/': there is no rule 'CODE-DRUG'; did you mean 'code-drug-conflict'?",
        "auditor.toml: per-file-ignores: '\\' matches no file name",
    ):
        assert message in result.stderr


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"auditor.toml": 'extend = "no.toml"'}, "auditor.toml: extend: there is no file 'no.toml' here"),
        ({"auditor.toml": 'extend = "auditor.toml"'}, "extend: 'auditor.toml' leads back to where it came from"),
        (
            {"auditor.toml": 'extend = "b.toml"', "b.toml": 'extend = "auditor.toml"'},
            "b.toml: extend: 'auditor.toml' leads back to where it came from",
        ),
        ({"auditor.toml": 'extend = "b.toml"', "b.toml": "x ="}, "b.toml: not valid TOML"),
        ({"auditor.toml": "corpus = " + "[" * 20_000}, "auditor.toml: brackets are nested too deeply"),
        ({"auditor.toml": 'extend = "pyproject.toml"', "pyproject.toml": ""}, "has no [tool.auditor]"),
        ({"pyproject.toml": "[tool]\nauditor = 7"}, "pyproject.toml: tool.auditor is no table"),
        ({"auditor.toml": "extend = 7"}, "auditor.toml: extend: expected `str`, got `int`"),
    ],
)
def test_settings_that_lead_nowhere_are_located(run: Run, tmp_path: Path, files: dict[str, str], message: str) -> None:
    for name, text in files.items():
        write(tmp_path, name, text)
    result = run("config")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


# The schema, and the section that explains them


def test_the_schema_in_the_repository_is_the_one_of_today() -> None:
    file = ROOT / "docs" / "auditor.schema.json"
    assert file.read_text("utf-8") == schema(), "write it anew: auditor config --schema > docs/auditor.schema.json"


ACCEPTED: list[dict[str, Any]] = [
    {},
    {"corpus": ["a", "b"], "exclude": ["x/"], "respect-gitignore": False},
    {"select": ["AUD1", "aud101", "code-drug-conflict"], "severities": {"AUD4": "error"}, "fail-on": "never"},
    {"per-file-ignores": {"old/": ["AUD204"]}},
]
REFUSED: list[dict[str, Any]] = [
    {"corpsu": "x"},
    {"corpus": 7},
    {"fail-on": "always"},
    {"severities": {"AUD101": "fatal"}},
    {"severities": {"no-such-rule": "error"}},
    {"select": ["no-such-rule"]},
    {"per-file-ignores": {"old/": "AUD204"}},
]


@pytest.mark.parametrize(
    ("table", "valid"), [*((one, True) for one in ACCEPTED), *((one, False) for one in REFUSED)], ids=str
)
def test_the_schema_takes_and_refuses_what_the_program_does(
    run: Run, tmp_path: Path, table: dict[str, Any], valid: bool
) -> None:
    checker = jsonschema.Draft7Validator(json.loads(schema()))
    checker.check_schema(checker.schema)
    assert checker.is_valid(table) == valid
    write(tmp_path, "auditor.toml", "\n".join(f"{key} = {toml(value)}" for key, value in table.items()))
    assert (run("config").exit_code == 0) == valid


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {toml(one)}' for key, one in value.items()) + "}"
    return json.dumps(value)


def test_init_writes_a_section_in_which_every_key_is_explained(run: Run, tmp_path: Path) -> None:
    assert run("init").exit_code == 0
    text = (tmp_path / "auditor.toml").read_text()
    assert tomllib.loads(text) == {}
    for name in FIELDS:
        assert f"\n# {name}" in text
    result = run("init")
    assert (result.exit_code, "auditor.toml is there already" in result.stderr) == (2, True)


@pytest.mark.parametrize("before", ["", "[project]\nname = 'x'", "[project]\r\nname = 'x'\r\n"])
def test_init_adds_to_a_project_and_keeps_what_stands_there(run: Run, tmp_path: Path, before: str) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_bytes(before.encode())
    assert run("init").exit_code == 0
    text = file.read_bytes().decode()
    assert text.startswith(before)
    assert tomllib.loads(text)["tool"]["auditor"] == {}
    assert text.count("\r\n") in {0, text.count("\n")}
    assert run("init").exit_code == 2


@pytest.mark.parametrize(
    ("broken", "said"), [("[project", "not valid TOML"), ("a = " + "[" * 20_000, "nested too deeply")]
)
def test_init_leaves_a_broken_project_alone(run: Run, tmp_path: Path, broken: str, said: str) -> None:
    write(tmp_path, "pyproject.toml", broken)
    result = run("init")
    assert (result.exit_code, said in result.stderr) == (2, True)
    assert (tmp_path / "pyproject.toml").read_text() == broken


def test_init_can_only_show_what_it_would_write(run: Run, tmp_path: Path) -> None:
    assert run("init", "--stdout").stdout == template(table=False)
    assert not (tmp_path / "auditor.toml").exists()


def test_every_line_of_the_section_means_something_without_its_mark(tmp_path: Path) -> None:
    lines = [line.removeprefix("# ") for line in template(table=False).splitlines() if " = " in line]
    text = "\n".join(line for line in lines if not line.startswith("extend"))
    write(tmp_path, "auditor.toml", text)
    assert set(configuration(tmp_path).origins) >= {"severities.AUD402", "per-file-ignores.archive/", "fail-on"}
