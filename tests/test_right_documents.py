"""Documents that are right, in many genres: whoever reads them must not cry wolf. Each was written against the code set, by others.

They make no claim of which the embedded reference knows better, and none that another of the same folder contradicts. Every
sentence in them that once raised an alarm has a case of its own in `tests/extraction/language`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from auditor.auditing import audit
from auditor.reference.files import embedded

RIGHT: Final = Path(__file__).parent / "right"
FEWEST: Final = 1_000  # assertions that a folder makes; one that is not read raises no alarm either


@pytest.mark.parametrize("folder", sorted(path.name for path in RIGHT.iterdir()))
def test_what_is_right_raises_no_alarm(folder: str) -> None:
    read = audit([RIGHT / folder], reference=embedded())
    assert read.report.inputs.documents == len(list((RIGHT / folder).iterdir()))
    assert sum(len(extraction.assertions) for extraction in read.reading.extractions) > FEWEST
    assert [f"{one.rule} {one.subject}: {one.message}" for one in read.report.findings if one.severity != "note"] == []
