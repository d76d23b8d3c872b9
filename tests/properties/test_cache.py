"""After any edits, a run with the cache says what a run without it says, byte for byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.commands import run
from tests.properties.corpora import NAMES, layout, meeting
from tests.properties.writing import laid_out

EXAMPLES = int(os.environ.get("AUDITOR_EXAMPLES", "10"))
OLD = 3600 * 10**9  # an hour, in nanoseconds: a file that was just written is never believed by its times

name = st.sampled_from(NAMES)
writes = st.tuples(st.just("write"), name, st.tuples(st.lists(meeting, min_size=1, max_size=3), layout))
others = st.tuples(st.sampled_from(["remove", "rename", "copy", "touch", "nothing"]), name, name)
edits = st.lists(st.one_of(writes, others), min_size=2, max_size=5)


def carry_out(folder: Path, edit: tuple[str, str, object], clock: int) -> None:
    """One edit of the folder, at a time of its own."""
    what, one, more = edit
    if what == "write":
        assert isinstance(more, tuple)
        said, lay = more
        document = laid_out([each.text for each in said], lay, one)
        for path in folder.glob(f"{one}.*"):
            path.unlink()
        (folder / document.name).write_text(document.text, encoding="utf-8")
    for path in sorted(folder.glob(f"{one}.*")):
        other = path.with_name(f"{more}{path.suffix}")
        if what == "remove":
            path.unlink()
        elif what == "rename":
            path.rename(other)
        elif what == "copy":
            other.write_bytes(path.read_bytes())
    for path in folder.iterdir():
        if path.stem == one:
            os.utime(path, ns=(clock - OLD, clock - OLD))


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(edits=edits)
def test_what_is_kept_never_shows(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    edits: list[tuple[str, str, object]],
) -> None:
    top = tmp_path_factory.mktemp("cached")
    folder = top / "corpus"
    folder.mkdir()
    (folder / "first.md").write_text("J9271 is nivolumab.\n")
    monkeypatch.chdir(top)
    monkeypatch.setattr("auditor.store.results.RACY_NS", -(10**18))  # as if nobody had just written
    for number, edit in enumerate(edits):
        carry_out(folder, edit, clock=(1_700_000_000 + number * 60) * 10**9)
        warm, cold = run("check", "--format", "json"), run("check", "--format", "json", "--no-cache")
        assert (warm.stdout, warm.exit_code) == (cold.stdout, cold.exit_code)
        assert '"AUD201"' in warm.stdout
