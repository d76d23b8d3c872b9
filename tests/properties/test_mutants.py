"""The broken programs on which tools/property_mutants.py tries the properties can still be made, and there is one for each property."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tests.scripts import script

HERE: Final = Path(__file__).parent
BROKEN: Final = script("property_mutants").BROKEN


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.test)
def test_a_program_can_still_be_broken_so(broken: tuple[str, str, tuple[tuple[str, str, str], ...]]) -> None:
    for file, old, new in broken[2]:
        text = (HERE.parents[1] / file).read_text(encoding="utf-8")
        assert old in text
        assert text.replace(old, new, 1) != text


def test_every_property_is_tried_on_a_broken_program() -> None:
    own = Path(__file__).name
    texts = [path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py") if path.name != own]
    properties = {name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
    assert {broken[0] for broken in BROKEN} == properties
