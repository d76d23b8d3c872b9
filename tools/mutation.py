"""How many small mistakes in rules, polarity and spans the tests would notice; those that they would not are listed.

Each mutant is tried in a process of its own, forked from one that has imported everything: a function's code is swapped
in place, which costs no time. A module whose tables are mutated is imported anew. Tests stop at the first that fails.
What a mutant costs is limited in processor time, so that a busy machine changes no result. Where a group says by which functions
everything else asks what is mutated, tools/asking.py finds most of those that are noticed first, in a fraction of the time.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib.machinery
import importlib.util
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final, NamedTuple

import pytest

ROOT: Final = Path(__file__).resolve().parents[1]
KEPT: Final = ROOT / ".mutation"
SECONDS: Final = 120  # of processor time; what takes longer went round in circles, and is noticed

sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import asking  # noqa: E402 - lies beside this file
from asking import Place  # noqa: E402
from mutants import Mutant, mutants  # noqa: E402


class Group(NamedTuple):
    """What is mutated, by patterns of files, and the tests that should notice, those that notice soonest first.

    `loaded` are modules that import nothing of what is mutated: they are imported once for all. `asked` is where everything else finds
    the functions by which it asks what is mutated, if there are few.
    """

    files: tuple[str, ...]
    tests: tuple[str, ...]
    loaded: tuple[str, ...] = ()
    asked: tuple[Place, ...] = ()


_POLARITY: Final = (
    Place("auditor.extraction.prose", "polarities"),
    Place("auditor.extraction.surroundings", "denies_list"),
)
_OTHERS: Final = ("click", "jinja2", "markdown_it", "msgspec", "networkx", "rapidfuzz")


GROUPS: Final = {
    "rules": Group(
        ("auditor/rules/*.py",),
        (
            "tests/rules",
            "tests/test_rules.py",
            "tests/test_verdicts.py",
            "tests/test_rule_examples.py",
            "tests/test_sample.py",
            "tests/test_false_alarms.py",
        ),
        ("auditor.extraction", "auditor.reference.authority"),
    ),
    "polarity": Group(
        ("auditor/extraction/polarity.py",),
        (
            "tests/extraction/test_polarity.py",
            "tests/extraction/test_polarity_words.py",
            "tests/extraction/test_language.py",
            "tests/extraction/test_patterns.py",
        ),
        ("auditor.lexicon.names", "auditor.readers"),
        _POLARITY,
    ),
    "polarity words": Group(
        ("auditor/extraction/patterns/polarity.py",),
        (
            "tests/extraction/test_polarity_words.py",
            "tests/extraction/test_polarity.py",
            "tests/extraction/test_patterns.py",
            "tests/extraction/test_language.py",
        ),
        ("auditor.lexicon.names", "auditor.readers"),
        _POLARITY,
    ),
    "spans": Group(
        ("auditor/model/source.py", "auditor/readers/view.py", "auditor/extraction/found.py"),
        ("tests/properties/test_source.py", "tests/readers", "tests/extraction/test_places.py"),
    ),
}


class Tried(NamedTuple):
    """A mutant and whether a test noticed it."""

    file: str
    mutant: Mutant
    noticed: bool


def tried(group: Group, sample: int, jobs: int, only: Collection[tuple[object, ...]] | None) -> Iterator[Tried]:
    """Every mutant of the group, or a sample of them, or only these, each with what came of it."""
    paths = [path for pattern in group.files for path in sorted(ROOT.glob(pattern))]
    made = [(path, mutant) for path in paths for mutant in mutants(path.read_text(encoding="utf-8"))]
    if only is not None:
        made = [one for one in made if (one[0].relative_to(ROOT).as_posix(), one[1].line, one[1].what) in only]
    elif sample and sample < len(made):
        made = random.Random(1).sample(made, sample)  # noqa: S311 - the same ones every time
    if group.asked:
        noticed = _in_a_process(lambda: _noticed_by_asking(group, made, jobs))
        yield from (Tried(made[at][0].relative_to(ROOT).as_posix(), made[at][1], True) for at in sorted(noticed))
        made = [one for at, one in enumerate(made) if at not in noticed]
    of_tables = [one for one in made if one[1].function is None]
    of_functions = [one for one in made if one[1].function is not None]
    tests = [test for test in group.tests if (ROOT / test).exists()]
    for module in (*_OTHERS, *group.loaded):
        importlib.import_module(module)
    if "auditor.lexicon.names" in sys.modules:
        sys.modules["auditor.lexicon.names"].load_names()
    untouched = Mutant(0, "nothing", ast.Module([], []), None)
    if any(one.noticed for one in _forked([(ROOT, untouched)], lambda _path, _mutant: None, tests, 1)):
        raise SystemExit("the tests fail without any mutant; mend that first: make test")
    yield from _forked(of_tables, _import_anew, tests, jobs)
    if of_functions:
        _run(["--collect-only", *tests])
        live = _functions()
        yield from _forked(of_functions, lambda path, mutant: _swap(live, path, mutant), tests, jobs)


_Made = tuple[Path, Mutant]


def _noticed_by_asking(group: Group, made: Sequence[_Made], jobs: int) -> set[int]:
    """The mutants, by their place in the list, that a test notices for what they answer. Imports what is mutated."""
    tests = asking.asking([test for test in group.tests if (ROOT / test).exists()], group.asked)
    live = _functions()

    def is_noticed(at: int) -> bool:
        path, mutant = made[at]
        if mutant.function is None:
            _import_anew(path, mutant)
            asking.anew(_name(path), group.asked)
        else:
            _swap(live, path, mutant)
        return asking.is_noticed(tests, group.asked)

    return asking.each(len(made), is_noticed, jobs)


def _in_a_process(found: Callable[[], set[int]]) -> set[int]:
    """What is found in a process of its own, which may import whatever it likes."""
    reading, writing = os.pipe()
    if not os.fork():
        with os.fdopen(writing, "w") as said:
            json.dump(sorted(found()), said)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        told = said.read()
    os.wait()
    return set(json.loads(told))


def _forked(
    made: Sequence[_Made], put: Callable[[Path, Mutant], None], tests: Sequence[str], jobs: int
) -> Iterator[Tried]:
    """Try mutants in processes of their own, so many at a time."""
    running: dict[int, tuple[_Made, str]] = {}
    left = iter(made)
    while True:
        while len(running) < jobs and (one := next(left, None)):
            folder = tempfile.mkdtemp(prefix="mutant-")
            running[_start(one, put, tests, folder)] = one, folder
        if not running:
            return
        process, status = os.wait()
        (path, mutant), folder = running.pop(process)
        shutil.rmtree(folder, ignore_errors=True)
        print(".F"[not status], end="", file=sys.stderr, flush=True)
        yield Tried(path.relative_to(ROOT).as_posix(), mutant, status != 0)


def _start(one: _Made, put: Callable[[Path, Mutant], None], tests: Sequence[str], folder: str) -> int:
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    failed = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        put(*one)
        path, _ = one
        own = ["-k", path.stem[:6].upper(), "tests/test_rule_examples.py"] if path.stem.startswith("aud") else []
        failed = (_run([*own, f"--basetemp={folder}/own"]) if own else 0) or _run([*tests, f"--basetemp={folder}/all"])
    finally:
        os._exit(int(failed))


def _run(arguments: Iterable[str]) -> int:
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", *arguments]))


def _import_anew(path: Path, mutant: Mutant) -> None:
    sys.meta_path.insert(0, _Finder(_name(path), path, mutant.tree))


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


class _Finder(importlib.machinery.PathFinder):
    """Finds one module, as its mutant."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self._name, self._path, self._tree = name, path, tree

    def find_spec(self, fullname: str, path: object = None, target: ModuleType | None = None) -> Any:  # type: ignore[override]  # noqa: ARG002
        if fullname != self._name:
            return None
        return importlib.util.spec_from_file_location(
            fullname, self._path, loader=_Loader(fullname, str(self._path), self._tree)
        )


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module from a tree instead of from its file."""

    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        super().__init__(name, path)
        self._tree = tree

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the loader's signature
        return compile(self._tree, self.path, "exec", dont_inherit=True)


_Key = tuple[str, str, int]


def _functions() -> dict[_Key, list[FunctionType]]:
    """Every function that lives, by file, qualified name and first line."""
    found: dict[_Key, list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType):
            code = one.__code__
            found.setdefault((code.co_filename, code.co_qualname, code.co_firstlineno), []).append(one)
    return found


def _swap(live: dict[_Key, list[FunctionType]], path: Path, mutant: Mutant) -> None:
    name, line = mutant.function or ("", 0)
    key = str(path), name, line
    [code] = [
        one
        for one in _codes(compile(mutant.tree, str(path), "exec", dont_inherit=True))
        if (one.co_qualname, one.co_firstlineno) == (name, line)
    ]
    for function in live[key]:
        function.__code__ = code


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def main() -> int:
    """Try the groups that are named, else all; ends with 1 if any stays below the bar."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("groups", nargs="*")
    options.add_argument("--sample", type=int, default=0, help="so many mutants of each group instead of all")
    options.add_argument("--again", action="store_true", help="only the mutants that were not noticed last time")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--bar", type=float, default=0.85)
    options.add_argument("--here", action="store_true", help="one group, in this process")
    asked = options.parse_args()
    os.chdir(ROOT)
    if not asked.here:
        given = [
            f"--sample={asked.sample}",
            f"--jobs={asked.jobs}",
            f"--bar={asked.bar}",
            "--here",
            *(["--again"] if asked.again else []),
        ]
        commands = ([sys.executable, __file__, name, *given] for name in asked.groups or GROUPS)
        return int(max(subprocess.run(command, check=False).returncode != 0 for command in commands))  # noqa: S603
    [name] = asked.groups
    last = KEPT / f"{name}.jsonl"
    only = {tuple(json.loads(line).values()) for line in last.read_text().splitlines()} if asked.again else None
    found = list(tried(GROUPS[name], asked.sample, asked.jobs, only))
    KEPT.mkdir(exist_ok=True)
    missed = [one for one in found if not one.noticed]
    lines = [json.dumps({"file": one.file, "line": one.mutant.line, "what": one.mutant.what}) + "\n" for one in missed]
    last.write_text("".join(lines), encoding="utf-8")
    score = 1 - len(missed) / len(found)
    print(f"{name}: {len(found) - len(missed):,} of {len(found):,} mutants noticed, {score:.1%}", flush=True)
    for one in missed:
        print(f"  {one.file}:{one.mutant.line}: {one.mutant.what}")
    return int(score < asked.bar)


if __name__ == "__main__":
    sys.exit(main())
