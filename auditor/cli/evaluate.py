"""`auditor evaluate`: measure extraction against a labelled set."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.corpus import run
from auditor.cli.output import emit, log
from auditor.evaluation import GoldError, gold, predicted, render_json, render_text, score


@click.command("evaluate")
@click.argument("gold_dir", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option("--misses", is_flag=True, help="List everything that is wrong or missing.")
def command(gold_dir: Path, format_: str, misses: bool) -> None:
    """Measure extraction against a labelled set: a folder with docs/ and assertions.jsonl."""
    try:
        labelled = gold(gold_dir)
    except GoldError as error:
        raise click.UsageError(str(error)) from None
    reading = run([gold_dir / "docs"], ()).reading
    result = score(predicted(reading.extractions), labelled)
    emit((render_json if format_ == "json" else render_text)(result, misses))
    for skipped in reading.skipped:
        log(f"skipped {skipped.document} ({skipped.stage}): {skipped.reason}")
    raise SystemExit(0 if reading.complete else 3)
