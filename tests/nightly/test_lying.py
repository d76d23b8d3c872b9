"""What lies in the last report is believed only where everything agrees."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from auditor.nightly.lying import Key, Lain, Lying
from auditor.store.tree import identity

TEXT = b"one two three"
KEY: Key = (1, "json error ", 0)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report in which one piece lies."""
    path = tmp_path / "report.json"
    path.write_bytes(TEXT)
    return path


def asked(report: Path, start: int, length: int, *, key: Key = KEY, named: Path | None = None) -> bytes | None:
    """What is found of a piece that is said to lie there, when the report is to be replaced."""
    lain = Lain(os.fsencode(named or report), identity(report.stat()), [(*KEY, start)])
    lying = Lying([lain])
    with lying.into(report, lambda: 0):
        return lying.text(key, length, zlib.crc32(b"two"))


def test_a_piece_is_found_where_it_lies(report: Path) -> None:
    assert asked(report, 4, 3) == b"two"


@pytest.mark.parametrize(
    ("start", "length"), [(0, 3), (5, 3), (-1, 3), (4, -3), (4, 2**70), (2**70, 3), (len(TEXT), 3), (len(TEXT) - 2, 3)]
)
def test_what_is_not_the_piece_is_not_told(report: Path, start: int, length: int) -> None:
    assert asked(report, start, length) is None


def test_only_the_report_that_is_replaced_is_asked(report: Path, tmp_path: Path) -> None:
    other = tmp_path / "secret"
    other.write_bytes(TEXT)
    assert asked(report, 4, 3, named=other) is None
    assert asked(report, 4, 3, key=(2, "json error ", 0)) is None


def test_what_was_put_into_a_report_is_known_with_its_stamp(report: Path) -> None:
    lying = Lying([])
    with lying.into(report, lambda: 7) as end:
        lying.note(KEY)
        end((1, 2, 3))
    lying.note(KEY)
    assert lying.now == [Lain(os.fsencode(report), (1, 2, 3), [(*KEY, 7)])]


def test_a_report_that_is_no_file_any_more_is_not_waited_for(report: Path) -> None:
    numbers = identity(report.stat())
    report.unlink()
    os.mkfifo(report)
    lying = Lying([Lain(os.fsencode(report), numbers, [(*KEY, 4)])])
    with lying.into(report, lambda: 0):
        assert lying.text(KEY, 3, zlib.crc32(b"two")) is None
