"""Every input that once was found, and those that fuzzing begins with, hold what they must; a report of them runs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import skip_without_chromium
from tests.fuzzing.browsing import strange_inputs
from tests.fuzzing.seeds import CASES, seeds
from tests.fuzzing.targets import TARGETS

each_target = pytest.mark.parametrize("target", TARGETS)


@each_target
def test_every_case_and_seed_holds(target: str) -> None:
    inputs = seeds(target)
    assert inputs
    for name, data in inputs.items():
        try:
            TARGETS[target](data)
        except Exception as error:
            error.add_note(f"{target}: {name}")
            raise


@each_target
def test_no_bytes_at_all_are_an_input_too(target: str) -> None:
    for data in (b"", b"\n", b"\0", b"\xff" * 9, "\U0010ffff\u202e\ud7ff".encode()):
        TARGETS[target](data)


def test_every_case_is_kept_for_a_target() -> None:
    assert {path.name for path in CASES.iterdir()} <= set(TARGETS)


def test_no_hostile_text_does_anything_in_a_browser(tmp_path: Path) -> None:
    skip_without_chromium()
    inputs = []
    for name, data in seeds("report").items():
        inputs.append(tmp_path / name)
        inputs[-1].write_bytes(data)
    assert strange_inputs(inputs) == []
