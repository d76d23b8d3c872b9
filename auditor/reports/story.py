"""What became of a finding: whether a baseline knows it, what reviewers decided of it, and which runs found it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from auditor.model.findings import Decision
from auditor.reports.as_json import decision_object
from auditor.reports.decided import told
from auditor.reports.visible import visible


class Seen(msgspec.Struct, frozen=True):
    """A run that is kept: its number, and when it was (ISO, UTC)."""

    id: int
    time: str


class Story(msgspec.Struct, frozen=True):
    """Of one finding. `baseline` is the file or run that was looked at, "" where there is none; the runs are complete ones.

    `found`: whether the documents still say it. `gone`: the first run that found it no more.
    """

    fingerprint: str
    found: bool
    baseline: str = ""
    known: bool = False
    decisions: tuple[Decision, ...] = ()  # every one, oldest first
    first: Seen | None = None
    last: Seen | None = None
    gone: Seen | None = None


def story_lines(story: Story) -> Iterator[str]:
    """For people: a line each."""
    if not story.found:
        yield "The documents do not say it any more; what follows is as it was found last."
    if not story.baseline:
        yield "Baseline: none here; auditor baseline write makes one."
    else:
        yield f"Baseline: {'known to' if story.known else 'not in'} {visible(story.baseline)}."
    if not story.decisions:
        yield f"Triage: nobody decided anything; auditor triage {story.fingerprint} records a decision."
    for decision in story.decisions:
        yield f"Triage: {visible(told(decision))}"
    if story.first and story.last:
        gone = f", gone since {_run(story.gone)}" if story.gone else ""
        yield f"Runs: found first by {_run(story.first)}, last by {_run(story.last)}{gone}."


def story_object(story: Story) -> dict[str, object]:
    """For programs."""
    runs = {"first": story.first, "last": story.last, "gone": story.gone}
    return {
        "found": story.found,
        "baseline": {"name": story.baseline, "known": story.known} if story.baseline else None,
        "triage": [decision_object(decision) for decision in story.decisions],
        "runs": {name: msgspec.to_builtins(seen) for name, seen in runs.items()},
    }


def _run(seen: Seen) -> str:
    return f"run {seen.id} of {visible(seen.time[:10])}"
