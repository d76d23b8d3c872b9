"""The parts of the documentation that the code itself tells.

These are rules, commands, the Python API, the shapes of files, and what the tutorial's commands print.

    python tools/reference_pages.py [--write]

Without --write it says which pages are out of date. They are committed, so that they can be read where the repository is shown.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import click
import msgspec

import auditor
from auditor.auditing import rule_info
from auditor.cli import COMMANDS, cli
from auditor.cli.examples import EXAMPLES
from auditor.decisions.baseline import Accepted
from auditor.decisions.triage import Decided
from auditor.manifest import Manifest
from auditor.reports import FORMATS
from auditor.reports.examples import as_markdown
from auditor.reports.shape import Report
from auditor.rules import RULES

DOCS: Final = Path(__file__).parent.parent / "docs"
MADE: Final = "<!-- Made by tools/reference_pages.py (make pages). Edit the code that it describes. -->\n"
GROUPS: Final = {
    "AUD1": "Document against document",
    "AUD2": "Document against reference",
    "AUD3": "Within one document",
    "AUD4": "The cross-reference graph",
    "AUD9": "The audit itself",
}
SCHEMAS: Final[dict[str, tuple[type[msgspec.Struct], str]]] = {
    "report.schema.json": (Report, "the report for programs, `auditor check --format json`"),
    "manifest.schema.json": (Manifest, "`manifest.json` beside a report, or in a page: what the report was made from"),
    "baseline.schema.json": (Accepted, "one line of `auditor-baseline.jsonl`"),
    "triage.schema.json": (Decided, "one line of `auditor-triage.jsonl`"),
}


def pages() -> dict[str, str]:
    """Every generated file, by its name in docs/."""
    return {
        "rules.md": rules(),
        "commands.md": commands(),
        "api.md": api(),
        "schemas.md": schemas(),
        "tutorial.md": tutorial((DOCS / "tutorial.md").read_text("utf-8")),
        **{name: schema(shape) for name, (shape, _) in SCHEMAS.items()},
    }


def rules() -> str:
    """Every rule with its rationale and its examples, which run as tests."""
    parts = [
        f"{MADE}\n# Rules\n",
        "A rule looks at what the documents say, and yields findings. Ids are stable and never reused. Of each rule stand here what it",
        "finds, why that matters, and documents on which it fires or keeps silent; these examples run as tests. A rule can be chosen by id,",
        "by name, or by how ids begin: see [configuration](configuration.md).\n",
    ]
    for group, title in GROUPS.items():
        infos = [rule_info(rule) for rule in RULES if rule.id.startswith(group)]
        parts += [f"## {title}\n", "| rule | name | severity | it fires when |\n|---|---|---|---|"]
        parts += [
            f"| [{one.id}](#{_anchor(f'{one.id} {one.name}')}) | {one.name} | {one.severity} | {_cell(one.title)} |"
            for one in infos
        ]
        parts.append("")
        for one in infos:
            parts += [
                f"### {one.id} {one.name}\n",
                f"*{one.severity}.* {_sentence(one.title)}\n",
                f"{one.rationale}\n",
                f"{as_markdown(one)}\n",
            ]
    return "\n".join(parts).rstrip() + "\n"


def commands() -> str:
    """Every command as a manual page has it: synopsis, description, options, examples."""
    parts = [
        f"{MADE}\n# Commands\n",
        "## Name\n\n`auditor`: find where documents about HCPCS Level II drug codes contradict each other\n",
        "## Synopsis\n\n`auditor [-h] [--version] COMMAND [OPTION]... [ARGUMENT]...`, also `python -m auditor`\n",
        "## All commands\n\n"
        + "\n".join(
            f"- [`auditor {name}`](#auditor-{name}): {says[0].lower()}{says[1:]}"
            for name, says in sorted(COMMANDS.items())
        ),
        "",
    ]
    with click.Context(cli, info_name="auditor") as context:
        for name in sorted(COMMANDS):
            command = cli.get_command(context, name)
            assert command is not None  # noqa: S101 - it stands in the table
            parts += _command(command, f"auditor {name}", 2, context)
            parts.append(
                "Examples:\n\n```sh\n" + "\n".join(f"{line}  # {says}" for line, says in EXAMPLES[name]) + "\n```\n"
            )
    return "\n".join(parts) + ENDING


ENDING: Final = """
## Exit status

| status | meaning |
|---|---|
| 0 | nothing found at or above `--fail-on` |
| 1 | findings |
| 2 | bad usage or configuration |
| 3 | the run is incomplete: a document unread, a reference missing, a crash. Never take it for clean |

## Environment

| variable | what it does |
|---|---|
| `NO_COLOR`, `FORCE_COLOR` | no colours, or colours also where no terminal is; `--color` wins |
| `SOURCE_DATE_EPOCH` | the time that manifests, decisions and the history get, in seconds since 1970 |

## Files

| file | what it is |
|---|---|
| `auditor.toml`, `pyproject.toml` | [settings](configuration.md), of the working folder or the nearest above it |
| `auditor-baseline.jsonl` | findings that were [accepted](triage.md), beside the settings |
| `auditor-triage.jsonl` | reviewers' [decisions](triage.md), beside the settings |
| `.auditor/reference/` | [references](reference.md) that were imported |
| `.auditor_cache/` | what documents say and what runs found; may be deleted, at the price of the [history](nightly.md) |

## See also

The [rules](rules.md), the [formats](formats.md), the [Python API](python.md), the [shapes of files](schemas.md).
"""


def _command(command: click.Command, name: str, level: int, above: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name.rsplit(maxsplit=1)[-1], parent=above)
    yield f"{'#' * level} {name}\n"
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"`{name} {usage}`\n"
    yield f"{_paragraphs(command.help or '')}\n"
    named = [one for one in command.get_params(context) if isinstance(one, click.Option) and "--help" not in one.opts]
    options = [record for one in named if (record := one.get_help_record(context))]
    if options:
        yield "\n".join(f"- `{names}`{f': {_plain(says)}' if says else ''}" for names, says in options) + "\n"
    if isinstance(command, click.Group):
        for inner in sorted(command.commands):
            shown = name if (name, inner) == ("auditor triage", "record") else f"{name} {inner}"
            yield from _command(
                command.commands[inner], shown if shown != name else f"{name} FINGERPRINT", level + 1, context
            )


def api() -> str:
    """Every public name: its signature or its fields, and its docstring."""
    parts = [
        f"{MADE}\n# Names of the Python API\n",
        "All of these are names of the package `auditor`. How to use them: [Python API](python.md). All values are frozen.\n",
    ]
    found = {
        name: getattr(auditor, name) for name in sorted(auditor.__all__, key=lambda name: (name[0].isupper(), name))
    }
    for name, thing in found.items():
        parts += [f"## {name}\n", _signature(name, thing), f"{_docstring(thing)}\n"]
    return "\n".join(parts).rstrip() + "\n"


def _signature(name: str, thing: Any) -> str:
    if issubclass(type(thing), type(msgspec.Struct)):
        rows = [
            f"| `{one.name}` | `{_type(thing, one.name)}` | {_default(one)} |" for one in msgspec.structs.fields(thing)
        ]
        return "| field | type | default |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    told = inspect.signature(thing)
    named = [str(one).replace(f": '{one.annotation}'", f": {one.annotation}") for one in told.parameters.values()]
    first = next((at for at, one in enumerate(told.parameters.values()) if one.kind is one.KEYWORD_ONLY), 0)
    star = ["*"] if first and not named[first - 1].startswith("*") else []
    lines = ",\n    ".join([*named[:first], *star, *named[first:]])
    return f"```text\n{name}(\n    {lines},\n) -> {told.return_annotation}\n```\n"


def _type(thing: Any, name: str) -> str:
    """The type as the source has it; a bar would end the cell."""
    found = next(known for owner in thing.__mro__ if name in (known := inspect.get_annotations(owner)))
    return str(found[name]).replace("|", "or")


def _default(field: Any) -> str:
    return "" if field.default is msgspec.NODEFAULT else f"`{field.default!r}`"


def schemas() -> str:
    """The JSON Schemas, and of the settings a table."""
    settings = json.loads((DOCS / "auditor.schema.json").read_text("utf-8"))
    rows = [f"| `{key}` | {_cell(value['description'])} |" for key, value in settings["properties"].items()]
    made = [f"- [`{name}`]({name}): {says}" for name, (_, says) in SCHEMAS.items()]
    formats = [f"| `{name}` | {_cell(one.says)} |" for name, one in FORMATS.items()]
    return (
        "\n".join(
            [
                f"{MADE}\n# Shapes of files\n",
                "JSON Schemas, for editors and for programs that read or write these files:\n",
                "- [`auditor.schema.json`](auditor.schema.json): the settings; also `auditor config --schema`",
                *made,
                "\n## Settings\n\n| key | what it does |\n|---|---|",
                *rows,
                "\nHow they are found and combined: [configuration](configuration.md).",
                "\n## Formats of reports\n\n| format | what it is |\n|---|---|",
                *formats,
                "\nWhat stands in them: [formats](formats.md).",
            ]
        )
        + "\n"
    )


def schema(shape: type[msgspec.Struct]) -> str:
    """The JSON Schema of a file's shape."""
    return json.dumps(msgspec.json.schema(shape), indent=2, sort_keys=True) + "\n"


def tutorial(page: str) -> str:
    """The tutorial with what its commands really print, run one after the other in an empty folder."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "tutorial"
        folder.mkdir()
        return re.sub(
            r"(?<=```console\n).*?(?=```)", lambda block: _transcript(block[0], folder), page, flags=re.DOTALL
        )


def _transcript(block: str, folder: Path) -> str:
    """A block of commands, each after a "$ ", with the output of each below it."""
    commands = re.findall(r"^\$ (?:.*<<'END'\n(?:.*\n)*?END\n|.*\n)", block, re.MULTILINE)
    return "".join(command + _output(command.removeprefix("$ "), folder) for command in commands)


def _output(command: str, folder: Path) -> str:
    """What a command prints, on both outputs. The exit code of the command before is kept, for `$?`."""
    kept = folder.parent / "status"
    before = kept.read_text() if kept.exists() else "0"
    known = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(DOCS.parent),
        "SOURCE_DATE_EPOCH": "1767225600",
        "NO_COLOR": "1",
    }
    script = f'auditor() {{ "{sys.executable}" -m auditor "$@"; }}\n(exit {before})\n{command}'
    done = subprocess.run(  # noqa: S603 - the tutorial's own commands
        ["bash", "-c", script],  # noqa: S607
        cwd=folder,
        env=known,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    kept.write_text(str(done.returncode))
    return done.stdout


def _docstring(thing: Any) -> str:
    """A docstring as Markdown: what is typed into Python is fenced."""
    lines: list[str] = []
    inside = False
    for line in (inspect.getdoc(thing) or "").split("\n"):
        code = line.startswith((">>> ", "... ")) or (inside and bool(line.strip()))
        if code and not inside:
            lines.append("```python")
        if inside and not code:
            lines.append("```")
        inside = code
        lines.append(line)
    return "\n".join([*lines, *(["```"] if inside else [])])


def _paragraphs(help_: str) -> str:
    return _plain(inspect.cleandoc(help_).replace("\b\n", ""))


def _plain(text: str) -> str:
    """Text in which nothing is markup but code between backticks; <words> would be tags."""
    return text.replace("<", "&lt;").replace("[", "\\[")


def _sentence(title: str) -> str:
    return f"{title[:1].upper()}{title[1:]}."


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|").replace("\n", " ")


def _anchor(heading: str) -> str:
    """The id that sites give a heading."""
    return re.sub(r"[^a-z0-9-]", "", heading.lower().replace(" ", "-"))


def stale(made: dict[str, str]) -> Iterable[str]:
    """The names of the files that are not as they would be made now."""
    return [
        name for name, text in made.items() if not (DOCS / name).exists() or (DOCS / name).read_text("utf-8") != text
    ]


def main() -> int:
    """Write the pages, or tell which are out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write them into docs/")
    asked = parser.parse_args()
    made = pages()
    old = list(stale(made))
    for name in old:
        if asked.write:
            (DOCS / name).write_text(made[name], encoding="utf-8")
        print(f"{'written' if asked.write else 'out of date'}: docs/{name}")
    return 1 if old and not asked.write else 0


if __name__ == "__main__":
    raise SystemExit(main())
