"""Every regular expression of the package: in modules and tables, where they are used, and made while it works.

A process of its own imports all modules and notes what they have compiled: in this one they are imported already. Another one then
works, and notes what is compiled meanwhile.
"""

from __future__ import annotations

import ast
import gc
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, Final, Literal

import click
import msgspec

import auditor
from tests.commands import ours

Use = Literal["search", "match", "fullmatch"]

# As a stranger's .gitignore may have them.
GLOBS: Final = (
    "*a" * 40 + "b",
    "a/" + "**/a/" * 40 + "b",
    "*[ab]*?*/**/" * 12 + "x",
    "**/*/" * 20,
    "!*a*a*a*/",
    "*" * 40 + "a",
)

_LATE: Final = "auditor.extraction.late"  # compiles what other modules hold
_INLINE: Final = frozenset({"search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"})
_HELD: Final[dict[frozenset[str], Use]] = {frozenset({"fullmatch"}): "fullmatch", frozenset({"match"}): "match"}


class Found(msgspec.Struct, frozen=True):
    """A pattern, the module that has it compiled, and how it is used: held against one place of a text, or searched for in it."""

    module: str
    source: str
    flags: int
    use: Use
    binary: bool = False  # over bytes; the source is told in latin-1
    function: str = ""  # that had it compiled, where it is not written in a call

    def work(self) -> Callable[[str], object]:
        """What the package does with the pattern, done with a text."""
        pattern: re.Pattern[Any] = re.compile(self.source.encode("latin-1") if self.binary else self.source, self.flags)
        if self.use == "search":
            return lambda text: sum(1 for _ in pattern.finditer(self._made(text)))
        held = pattern.match if self.use == "match" else pattern.fullmatch
        return lambda text: held(self._made(text))

    def _made(self, text: str) -> str | bytes:
        return text.encode("latin-1", "replace") if self.binary else text


def modules() -> list[str]:
    """The names of all modules of the package."""
    walked = pkgutil.walk_packages(auditor.__path__, "auditor.")
    return sorted(module.name for module in walked if not module.name.endswith("__main__"))


@cache
def found() -> tuple[Found, ...]:
    """Every pattern that is there once all modules are imported, or written in a call, once."""
    return _told("imported")


@cache
def made_at_work() -> tuple[Found, ...]:
    """Every pattern that is made of what the program meets."""
    return _told("at work")


def _told(which: str) -> tuple[Found, ...]:
    command = [sys.executable, "-m", "tests.hostile.patterns", which]
    root = Path(__file__).parents[2]
    told = subprocess.run(command, capture_output=True, check=True, cwd=root, env=ours()).stdout
    return msgspec.convert(json.loads(told), tuple[Found, ...])


def makers() -> set[tuple[str, str]]:
    """The functions that compile what is not written in the call, each with its module."""
    return {maker for name in modules() if name != _LATE for maker in _makers(name, _tree(name))}


def main(which: str) -> None:
    """Print every pattern of the package: those that are `imported`, or those that are made `at work`."""
    compiled = _Listening()
    re._compile = compiled  # type: ignore[attr-defined]  # noqa: SLF001 - everything in re goes through it
    for name in modules():
        import_module(name)
    _hurry(compiled)
    known = set(compiled.found)
    if which == "at work":
        _work()
        rows = {_found(*made, pattern, "search") for pattern, made in compiled.found.items() if pattern not in known}
    else:
        rows = _imported(compiled)
    ordered = sorted(rows, key=lambda one: (one.module, one.function, one.source, one.flags))
    click.echo(json.dumps(msgspec.to_builtins(ordered)))  # which, unlike msgspec, can tell half a character


def _imported(compiled: _Listening) -> set[Found]:
    uses = {name: _uses(_tree(name)) for name in modules()}
    called: dict[re.Pattern[Any], set[str]] = {}
    for name in modules():
        for label, value in vars(sys.modules[name]).items():
            pattern = value.now() if isinstance(value, sys.modules[_LATE].Late) else value
            if isinstance(pattern, re.Pattern):
                called.setdefault(pattern, set()).update(uses[name].get(label, ()) or {"passed"})
    rows = {
        _found(*made, pattern, _HELD.get(frozenset(called.get(pattern, ())), "search"))
        for pattern, made in compiled.found.items()
    }
    return rows | {one for name in modules() for one in _inline(name, _tree(name))}


def _hurry(compiled: _Listening) -> None:
    """Compile what waits for the first text, each pattern for the module that holds it."""
    from tests.extraction.test_linear import within  # noqa: PLC0415 - as below

    late = sys.modules[_LATE].Late
    for name in modules():
        compiled.holder = name
        for value in vars(sys.modules[name]).values():
            list(within(value))
    compiled.holder = ""
    for value in gc.get_objects():
        if isinstance(value, late):
            value.now()


def _work() -> None:
    """Do what makes patterns out of what a stranger wrote."""
    from auditor.model.source import Document  # noqa: PLC0415 - whatever is imported before we listen is not heard
    from auditor.patterns import spec  # noqa: PLC0415
    from auditor.readers import parse  # noqa: PLC0415
    from auditor.readers.csv import SEPARATORS  # noqa: PLC0415
    from auditor.reports.html import render  # noqa: PLC0415
    from tests.html.making import HOSTILE_DOCUMENTS, report_of  # noqa: PLC0415

    spec(GLOBS)
    for separator in SEPARATORS:
        parse(Document("a", "csv", f'"J9271"{separator}"nivolumab"\n' * 3))
    for name in ("del", "s", "span style='text-decoration: line-through'"):
        parse(Document("a", "html", f"<p><{name}>J9271</{name.split()[0]}> J9299 is nivolumab."))
    render(report_of(HOSTILE_DOCUMENTS))


def _tree(name: str) -> ast.Module:
    return ast.parse(Path(str(import_module(name).__file__)).read_text(encoding="utf-8"))


class _Listening:
    """Stands where `re` compiles, and notes for which of our modules."""

    def __init__(self) -> None:
        self.found: dict[re.Pattern[str], tuple[str, str]] = {}  # the module, and the function in it
        self.holder = ""  # the module that holds what is compiled late
        self._compile = re._compile  # type: ignore[attr-defined]  # noqa: SLF001

    def __call__(self, pattern: object, flags: int) -> re.Pattern[str]:
        made: re.Pattern[str] = self._compile(pattern, flags)
        frame: FrameType | None = sys._getframe(1)  # noqa: SLF001
        while frame and _package(frame) == "re":
            frame = frame.f_back
        if frame and _package(frame) == "auditor":
            module, function = (
                frame.f_globals["__name__"],
                frame.f_code.co_qualname.split(".<locals>")[0].rpartition(".")[2],
            )
            if module == _LATE and self.holder and self.found.get(made, (_LATE, ""))[0] == _LATE:
                self.found[made] = self.holder, ""
            self.found.setdefault(made, (module, function))
        return made


def _package(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "")).split(".")[0]


def _uses(tree: ast.Module) -> dict[str, frozenset[str]]:
    """By the name of a module's pattern, the methods that are called of it there, and "passed" where it is handed on."""
    uses: dict[str, set[str]] = {}
    called = {
        id(node.value): node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            uses.setdefault(node.id, set()).add(called.get(id(node), "passed"))
    return {name: frozenset(methods) for name, methods in uses.items()}


def _inline(module: str, tree: ast.Module) -> Iterator[Found]:
    """The patterns that are written in a call of `re`."""
    for call, method in _calls(ast.walk(tree)):
        if method in _INLINE and isinstance(call.args[0], ast.Constant):
            use: Use = "match" if method == "match" else "fullmatch" if method == "fullmatch" else "search"
            yield _found(module, "", re.compile(call.args[0].value), use)


def _makers(module: str, tree: ast.Module) -> Iterator[tuple[str, str]]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        within = {
            id(node) for one in ast.walk(function) if one is not function and one in functions for node in ast.walk(one)
        }
        own = (node for node in ast.walk(function) if id(node) not in within)
        if any(not isinstance(call.args[0], ast.Constant) for call, _ in _calls(own)):
            yield module, function.name


def _calls(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.Call, str]]:
    """The calls of `re` that take a pattern, each with its name."""
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            of, method = node.func.value, node.func.attr
            if isinstance(of, ast.Name) and of.id == "re" and method in {*_INLINE, "compile"}:
                yield node, method


def _found(module: str, function: str, pattern: re.Pattern[Any], use: Use) -> Found:
    binary = isinstance(pattern.pattern, bytes)
    source = pattern.pattern.decode("latin-1") if binary else pattern.pattern
    return Found(module, source, pattern.flags, use, binary, function)


if __name__ == "__main__":
    main(sys.argv[1])
