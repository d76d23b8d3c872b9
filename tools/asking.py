"""Which mutants answer a question of the tests otherwise, and are noticed by the test that asked it.

Most mutants of a function change nothing that any test asks of it. So the tests are run once, and what they ask is kept; each mutant is
asked the same, which takes a second, and only the tests that it answers otherwise are run. Whoever is noticed so would be noticed by all
tests; of the others nothing is said.
"""

from __future__ import annotations

import importlib
import os
import resource
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import pytest

SECONDS: Final = 120  # of processor time for one mutant

Function = Callable[..., Any]


class Place(NamedTuple):
    """Where the rest of the program finds a function: a module, and its name there."""

    module: str
    name: str


class Test(NamedTuple):
    """A test that can be run again, and what it asked: of which function, with which arguments, and the answer."""

    run: Callable[[], object]
    asked: Sequence[tuple[Place, tuple[Any, ...], object]]


class _Collected:
    """A plug-in of pytest that keeps what is collected."""

    def __init__(self) -> None:
        self.items: list[pytest.Item] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.items = list(items)


def asking(tests: Sequence[str], places: Sequence[Place]) -> list[Test]:
    """The tests that ask something at these places and pass, each run once. Only tests that need no fixture are."""
    collected = _Collected()
    pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", *tests], plugins=[collected])
    found = []
    for item in collected.items:
        given = item.callspec.params if hasattr(item, "callspec") else {}
        if not isinstance(item, pytest.Function) or set(item.fixturenames) - set(given):
            continue
        test = Test(lambda item=item, given=given: item.obj(**given), [])  # type: ignore[misc]
        with _heard(places) as asked:
            passed = not _fails(test)
        if passed and asked:
            found.append(test._replace(asked=asked))
    return found


@contextmanager
def _heard(places: Sequence[Place]) -> Iterator[list[tuple[Place, tuple[Any, ...], object]]]:
    """What is asked at these places, as it is asked."""
    asked: list[tuple[Place, tuple[Any, ...], object]] = []
    before = functions(places)

    def heard(place: Place) -> Function:
        def answer(*given: Any) -> Any:
            said = before[place](*given)
            asked.append((place, given, said))
            return said

        return answer

    put({place: heard(place) for place in places})
    try:
        yield asked
    finally:
        put(before)


def functions(places: Sequence[Place]) -> dict[Place, Function]:
    """What stands at these places."""
    return {place: getattr(importlib.import_module(place.module), place.name) for place in places}


def put(made: Mapping[Place, Function]) -> None:
    """Put functions at their places."""
    for place, function in made.items():
        setattr(importlib.import_module(place.module), place.name, function)


def anew(module: str, places: Sequence[Place]) -> None:
    """Import a module again, and those whose functions stand at these places, and put these there."""
    old = functions(places)
    for name in {module, *(function.__module__ for function in old.values())}:
        sys.modules.pop(name, None)
    importlib.import_module(module)
    put({place: getattr(importlib.import_module(one.__module__), place.name) for place, one in old.items()})


def is_noticed(tests: Sequence[Test], places: Sequence[Place]) -> bool:
    """Whether a test fails of those that are answered otherwise now. A test that goes on too long ends the process."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    now = functions(places)
    return any(
        _fails(test)
        for test in tests
        if not all(_is_same(now[place], given, said) for place, given, said in test.asked)
    )


def _is_same(function: Function, given: tuple[Any, ...], said: object) -> bool:
    getattr(function, "cache_clear", lambda: None)()
    try:
        return bool(function(*given) == said)
    except Exception:  # noqa: BLE001 - an answer of its own
        return False


def _fails(test: Test) -> bool:
    try:
        test.run()
    except BaseException:  # noqa: BLE001 - skipped, in need of what only pytest gives it, or undone by a mutant
        return True
    return False


def each(number: int, is_one: Callable[[int], bool], jobs: int) -> set[int]:
    """Of so many, those that are one, or that end the process in which they are tried: each has one of its own."""
    running: dict[int, int] = {}
    left = iter(range(number))
    found: set[int] = set()
    while True:
        while len(running) < jobs and (one := next(left, None)) is not None:
            running[_forked(one, is_one)] = one
        if not running:
            return found
        process, status = os.wait()
        one = running.pop(process)
        if status:
            found.add(one)


def _forked(one: int, is_one: Callable[[int], bool]) -> int:
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    failed = True
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        failed = is_one(one)
    finally:
        os._exit(int(failed))
