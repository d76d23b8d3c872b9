"""Examples for each command's help and for the documentation: the line to type, and what it does. A test parses them all."""

from __future__ import annotations

# Typed by hand; a test keeps it whole.
EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "baseline": (
        ("auditor baseline write", "accept what the configured corpus has"),
        ("auditor baseline prune docs/", "forget what is found no more"),
    ),
    "check": (
        ("auditor check docs/", "what contradicts what, and where"),
        ("auditor check docs/ --format html=report --format sarif=out.sarif", "pages to read, and a file for a site"),
        ("auditor check --baseline last --new-only", "only what the last run did not find"),
        ("auditor check --select AUD1,AUD301 --fail-on warning", "some rules, and a stricter exit code"),
        ("auditor check - --stdin-filename new.md", "a document that is no file yet"),
    ),
    "completion": (
        ("auditor completion bash > ~/.auditor-completion.bash", "to be sourced in ~/.bashrc"),
        ("auditor completion fish > ~/.config/fish/completions/auditor.fish", "likewise of zsh"),
    ),
    "config": (
        ("auditor config", "what is in force here"),
        ("auditor config --schema", "for editors that complete TOML"),
    ),
    "diff": (
        ("auditor diff 41 42", "two runs"),
        ("auditor diff before.json after.json", "two reports"),
    ),
    "evaluate": (("auditor evaluate gold --misses", "and what is wrong or missing"),),
    "explain": (
        ("auditor explain J9355 docs/", "all that is said of a code, and what is right"),
        ("auditor explain trastuzumab", "or of a drug, a brand, a modifier"),
        ("auditor explain AUD101", "what a rule finds, why, and when it is silent"),
        ("auditor explain 64becc55ecbf8796", "a finding, and what was decided of it"),
    ),
    "extract": (
        ("auditor extract docs/ --format csv", "the statements themselves"),
        ("auditor extract docs/ --unclaimed", "the codes that gave none, and why"),
    ),
    "fix": (
        ("auditor fix docs/", "a diff of what is certain"),
        ("auditor fix docs/ --select AUD2 --write", "and made"),
    ),
    "graph": (
        ("auditor graph docs/ --around J9355 --depth 2 --format svg", "a picture of what hangs together"),
        ("auditor graph docs/ --format graphml", "for another program"),
    ),
    "history": (("auditor history --limit 10", "the last ten runs of each question"),),
    "init": (("auditor init --stdout", "look before it is written"),),
    "lsp": (("auditor lsp", "started by an editor, see docs/editors.md"),),
    "reference": (
        ("auditor reference show J9355 --as-of 2020-03-01", "what was right on a day"),
        ("auditor reference import 2026-apr-alpha-numeric-hcpcs-file.zip", "a newer release, as published"),
        ("auditor reference diff embedded hcpcs-2026-04", "what changed"),
    ),
    "rules": (("auditor rules --format json", "for programs"),),
    "triage": (
        ('auditor triage 64becc55ecbf8796 accept --by Ada --reason "one product" --until 2026-12-31', "decide"),
        ("auditor triage list", "what was decided"),
    ),
    "verify": (
        ("auditor verify report", "does this report still hold?"),
        ("auditor verify report.html", "likewise of one file"),
    ),
    "why-not": (
        ("auditor why-not policy.md:12 faq.md:3 docs/", "two places"),
        ("auditor why-not J9033=bendamustine J9034 docs/", "a statement and a code"),
    ),
}

BELOW: dict[str, tuple[tuple[str, str], ...]] = {  # of commands below others
    "baseline prune": (("auditor baseline prune docs/", "take out of the file what is found no more"),),
    "baseline write": (
        ("auditor baseline write docs/", "into auditor-baseline.jsonl beside the configuration"),
        ("auditor baseline write docs/ --baseline old.jsonl", "into a file of that name"),
    ),
    "reference diff": (("auditor reference diff embedded hcpcs-2026-04", "what the imported one adds and ends"),),
    "reference import": (
        ("auditor reference import 2026-april.zip", "a quarterly HCPCS release, as published"),
        ("auditor reference import 2026-april.zip purple-book.csv --name spring", "with biosimilars, under a name"),
    ),
    "reference show": (
        ("auditor reference show J9371", "what it says of a code"),
        ("auditor reference show durvalumab --as-of 2018-06-30", "of a drug, as it was on a day"),
    ),
    "triage list": (("auditor triage list --format json", "every decision ever made, for a program"),),
}


def epilog(name: str) -> str:
    """The examples as a command's help shows them, unwrapped."""
    examples = {**EXAMPLES, **BELOW}[name]
    widest = max(len(line) for line, _ in examples)
    lines = [f"  {line.ljust(widest)}  {says}" if widest < 50 else f"  {line}\n      {says}" for line, says in examples]
    return "\b\nExamples:\n" + "\n".join(lines)
