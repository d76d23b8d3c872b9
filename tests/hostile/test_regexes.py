"""No regular expression of the package goes wild, whatever the text: each is attacked with what its own parse tree suggests.

Times are compared within one run only, of a text and of one four times as long, in processor time: what is linear takes
four times as long, what is quadratic sixteen times. The limit lies between.
"""

from __future__ import annotations

import gc
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time
from types import FrameType
from typing import Final

import pytest

from auditor.patterns import spec
from tests.hostile.patterns import GLOBS, Found, found, made_at_work, makers
from tests.hostile.pumping import Attack, attacks

SIZES: Final = (32, 256, 2_048)  # characters: grown slowly, so that nothing runs for hours
SHORT: Final = 8_192
RATIO: Final = 8.0
HARMLESS: Final = (
    0.004  # seconds for the short text: a comparison of each character with each other takes ten times as long
)
GRACE: Final = 0.05  # seconds: some clocks tick slowly
TOO_LONG: Final = 0.5  # seconds for a text that short

# The lowest layers see what a stranger wrote as it is. The others see views, in which no white space meets other white space.
RAW: Final = tuple(
    f"auditor.{name}"
    for name in ("cli", "decoding", "extraction.ignores", "graph", "loading", "patterns", "publications", "readers", "repair", "reports", "server", "store")
)  # fmt: skip

# Patterns that see no long text, by the module and a part of the pattern, and why. What is mended fails here: take it out.
SHORT_TEXTS: Final = {
    ("auditor.decoding.text", "<meta[^>]{1,200}?charset"): "the first 1,024 bytes",
    ("auditor.decoding.inlays", "<!\\[CDATA"): "an export that the XML parser has read to its end: nothing in it is left open",
    ("auditor.extraction.codes", "(?:forms?|rooms?|polic"): "60 characters before a code",
    ("auditor.extraction.codes", "(?:hcpcs|level ii|drug|j|part"): "40 characters before a range",
    ("auditor.extraction.guarded", ""): "our own patterns",
    ("auditor.extraction.malformed", "(?:is|with|under|as|using|code|of)"): "40 characters before a code",
    ("auditor.extraction.quantities", "([^\\W_]+) *"): "16 characters before a unit",
    ("auditor.publications.build", ""): "one field of a release that the user chose to import",
    ("auditor.publications.descriptors", ""): "one descriptor of a release that the user chose to import",
    ("auditor.readers.syllables", "(?:-[A-Za-z]+)*-\\Z"): "60 characters before a line's end",
    ("auditor.reports.examples", ""): "the examples of our own rules",
}  # fmt: skip


class _TooLong(BaseException):
    pass


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """End what runs longer, which a pattern allows."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(pattern: Found, attack: Attack, size: int) -> float:
    text, work = attack.text(size), pattern.work()
    gc.disable()  # or garbage of other tests would count
    start = process_time()
    try:
        with at_most(TOO_LONG * RATIO):
            work(text)
    except _TooLong:
        pass
    finally:
        took = process_time() - start
        gc.enable()
    return took


def best(pattern: Found, attack: Attack, size: int) -> float:
    """What it takes; where that is too long, but came to an end, the best of several times."""
    took = seconds(pattern, attack, size)
    if TOO_LONG < took < TOO_LONG * RATIO:
        return min(took, *(seconds(pattern, attack, size) for _ in range(2)))
    return took


def is_linear(pattern: Found, attack: Attack) -> bool:
    if any(best(pattern, attack, size) > TOO_LONG for size in SIZES):
        return False
    short = best(pattern, attack, SHORT)
    if short < HARMLESS:
        return True
    if short > TOO_LONG:
        return False
    short = min(short, seconds(pattern, attack, SHORT), seconds(pattern, attack, SHORT))
    return any(seconds(pattern, attack, 4 * SHORT) <= RATIO * short + GRACE for _ in range(2))


def may_be(attack: Attack, module: str) -> bool:
    """Whether a text can reach the patterns of a module."""
    return module.startswith(RAW) or not re.search(r"\s\s", attack.start + attack.repeated * 2 + attack.end)


def is_short(pattern: Found) -> bool:
    return any(pattern.module == module and part in pattern.source for module, part in SHORT_TEXTS)


def slow_attack(pattern: Found) -> Attack | None:
    tried = (attack for attack in attacks(re.compile(pattern.source, pattern.flags)) if may_be(attack, pattern.module))
    return next((attack for attack in tried if not is_linear(pattern, attack)), None)


@pytest.mark.skipif(
    not hasattr(signal, "SIGVTALRM"), reason="nothing can end a pattern that has gone wild on this system"
)
@pytest.mark.parametrize("module", sorted({pattern.module for pattern in found()}))
def test_a_pattern_does_not_go_wild(module: str) -> None:
    ours = [pattern for pattern in found() if pattern.module == module]
    slow = {pattern.source: slow_attack(pattern) for pattern in ours if not is_short(pattern)}
    assert {source: attack for source, attack in slow.items() if attack} == {}


def test_no_pattern_that_is_made_at_work_goes_wild() -> None:
    slow = {pattern.source: slow_attack(pattern) for pattern in made_at_work()}
    assert len(slow) > len(GLOBS)
    assert {source: attack for source, attack in slow.items() if attack} == {}


def test_every_function_that_makes_patterns_was_seen_to_make_some() -> None:
    seen = {(pattern.module, pattern.function) for pattern in (*found(), *made_at_work())}
    assert makers() - seen == set()
    assert len(makers()) > 3


@pytest.mark.parametrize("glob", GLOBS)
def test_no_glob_of_a_stranger_goes_wild(glob: str) -> None:
    made = spec([glob])
    for path in ("a" * 250 + ".md", "a/" * 2_000 + "x.md", "aa/" * 1_300 + "b", "a" * 4_000, "ab" * 2_000 + "/x"):
        with at_most(TOO_LONG):
            made.match_file(path)


@pytest.mark.parametrize(
    "slow", [r"(a+)+b", r"(a|a)*b", r"\s+$", r"x[^y]*y", r"(?:\s*(?:,|and)\s*)+;", r"\w+@", r"(\d+,?)+x"]
)
def test_what_goes_wild_is_found(slow: str) -> None:
    assert slow_attack(Found("auditor.readers.none", slow, 0, "search")) is not None


@pytest.mark.parametrize("fast", [r"a+b?", r"[ab]{1,40}c", r"x[^xy]*y", r"(?<!a)(?:a)++c|d", r"\bword\b"])
def test_what_does_not_is_not(fast: str) -> None:
    assert slow_attack(Found("auditor.readers.none", fast, 0, "search")) is None


def test_the_patterns_that_see_short_texts_are_there() -> None:
    assert len(found()) > 400
    for module, part in SHORT_TEXTS:
        assert any(pattern.module == module and part in pattern.source for pattern in found()), part
