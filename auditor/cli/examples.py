"""The examples that `--help` teaches by, of every command. Typed by hand; a test runs or reads each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import click

# By command, and by the commands below it: what to type after `auditor`, and what that does.
EXAMPLES: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "baseline": (
        ("baseline write docs", "accept what is found now, into auditor-baseline.jsonl"),
        ("check docs --baseline auditor-baseline.jsonl", "from then on, only what is new fails"),
    ),
    "baseline prune": (("baseline prune docs", "take out of the file what is found no more"),),
    "baseline write": (
        ("baseline write docs", "into auditor-baseline.jsonl beside the configuration"),
        ("baseline write docs --baseline old.jsonl", "into a file of that name"),
    ),
    "check": (
        ("check docs", "what contradicts what, and where"),
        ("check docs --format concise --severity error", "one line for each error, for an editor or grep"),
        ("check docs --format text --format html=report", "the same in the terminal, and as pages to read"),
        ("check docs --format sarif=out.sarif --fail-on never", "for code scanning; findings do not fail the job"),
        ("check docs --select AUD1,AUD2 --ignore AUD105", "some rules only"),
        ("check docs --reference none", "the documents against each other, and nothing else"),
        ("check docs --baseline last --new-only", "only what is new since the last run"),
        ("check - --stdin-filename draft.md < docs/a.md", "a document that comes in on standard input"),
    ),
    "completion": (
        ("completion bash > completion.bash", "to be sourced in ~/.bashrc"),
        ("completion zsh > completion.zsh", "to be sourced in ~/.zshrc"),
        ("completion fish > auditor.fish", "to be put into ~/.config/fish/completions"),
    ),
    "config": (
        ("config", "the settings in force, as TOML, each with the file that it comes from"),
        ("config --schema > auditor.schema.json", "for completion in an editor"),
    ),
    "diff": (
        ("diff 1 2", "what changed between two runs, by the numbers of auditor history"),
        ("diff old.json new.json --format json", "between two reports, for a program"),
    ),
    "evaluate": (
        ("evaluate gold", "precision and recall against gold/assertions.jsonl"),
        ("evaluate gold --misses", "and everything that is wrong or missing"),
    ),
    "explain": (
        ("explain J9355 docs", "who says what of a code, and what the reference says"),
        ("explain trastuzumab docs --format json", "of a drug, for a program"),
        ("explain AUD101", "what a rule finds, why, and when it keeps silent"),
    ),
    "extract": (
        ("extract docs", "every statement, with its place"),
        ("extract docs --format csv > statements.csv", "for a spreadsheet"),
        ("extract docs --unclaimed", "the codes of which nothing was understood, and why"),
    ),
    "fix": (
        ("fix docs", "a diff of the edits that the reference makes certain"),
        ("fix docs | patch -p1 --dry-run", "what patch would make of it"),
        ("fix docs --write --select AUD201", "make them, for one rule"),
    ),
    "graph": (
        ("graph docs --around J9355", "the part around one code, as JSON"),
        ("graph docs --around J9355 --depth 2 --format svg > j9355.svg", "as a drawing"),
        ("graph docs --format graphml > codes.graphml", "all of it, for Gephi or yEd"),
    ),
    "history": (
        ("history", "the last runs, and what was new and gone in each"),
        ("history --limit 5 --format json", "for a program"),
    ),
    "init": (
        ("init --stdout", "see what would be written"),
        ("init", "write it"),
    ),
    "lsp": (("lsp", "what an editor starts; it speaks on standard input and output"),),
    "reference": (
        ("reference show J9371", "what the reference says of a code"),
        ("reference import 2026-april.zip", "make one of a release as CMS publishes it"),
        ("reference diff embedded hcpcs-2026-04", "what changed between two"),
    ),
    "reference diff": (("reference diff embedded hcpcs-2026-04", "what the imported one adds, ends and changes"),),
    "reference import": (
        ("reference import 2026-april.zip", "a quarterly HCPCS release, as published"),
        ("reference import 2026-april.zip purple-book.csv --name spring", "with biosimilars, under a name"),
    ),
    "reference show": (
        ("reference show J9371", "what it says of a code"),
        ("reference show durvalumab --as-of 2018-06-30", "of a drug, as it was on a day"),
    ),
    "rules": (
        ("rules", "every rule, in a line each"),
        ("rules --format json", "for a program"),
    ),
    "triage": (
        ("triage a1b2c3d4e5f60718 accept --by Ada --reason quoted", "record a decision; check shows the fingerprint"),
        ("triage a1b2c3d4e5f60718 withdraw --by Ada --reason wrong", "take it back"),
        ("triage list", "the decisions in force"),
    ),
    "triage list": (("triage list --format json", "every decision ever made, for a program"),),
    "verify": (("verify report", "of what check --format html=report wrote"),),
    "why-not": (
        ("why-not J9033=bendamustine J9034=bendamustine docs", "two statements"),
        ("why-not a.md:1 b.md:1 docs", "what stands in two places"),
    ),
}


def with_examples(command: click.Command, name: str) -> click.Command:
    """The command, and those below it, with their examples at the end of the help."""
    if name in EXAMPLES:
        told = "\n".join(f"  # {why}\n  auditor {typed}" for typed, why in EXAMPLES[name])
        command.epilog = f"\b\nExamples:\n{told}"
    if isinstance(command, click.Group):
        for below, one in command.commands.items():
            with_examples(one, f"{name} {below}")
    return command
