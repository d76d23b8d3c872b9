"""Every regular expression of the package: those that stand in modules and tables, and those written where they are used.

A process of its own imports all modules and notes what they have compiled: in this one they are imported already.
"""

from __future__ import annotations

import ast
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
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

_INLINE: Final = frozenset({"search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"})
_HELD: Final[dict[frozenset[str], Use]] = {frozenset({"fullmatch"}): "fullmatch", frozenset({"match"}): "match"}


class Found(msgspec.Struct, frozen=True):
    """A pattern, the module that has it compiled, and how it is used: held against one place of a text, or searched for in it."""

    module: str
    source: str
    flags: int
    use: Use
    binary: bool = False  # over bytes; the source is told in latin-1

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
    """Every pattern, once."""
    command = [sys.executable, "-m", "tests.hostile.patterns"]
    root = Path(__file__).parents[2]
    told = subprocess.run(command, capture_output=True, check=True, cwd=root, env=ours()).stdout
    return msgspec.convert(json.loads(told), tuple[Found, ...])


def main() -> None:
    """Print every pattern of the package."""
    compiled = _Listening()
    re._compile = compiled  # type: ignore[attr-defined]  # noqa: SLF001 - everything in re goes through it
    loaded = [import_module(name) for name in modules()]
    trees = [ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")) for module in loaded]
    uses = dict(zip(modules(), map(_uses, trees), strict=True))
    called: dict[re.Pattern[Any], set[str]] = {}
    for module in loaded:
        for label, value in vars(module).items():
            if isinstance(value, re.Pattern):
                called.setdefault(value, set()).update(uses[module.__name__].get(label, ()) or {"passed"})
    rows = {
        _found(module, pattern, _HELD.get(frozenset(called.get(pattern, ())), "search"))
        for pattern, module in compiled.found.items()
    }
    rows |= {one for module, tree in zip(modules(), trees, strict=True) for one in _inline(module, tree)}
    ordered = sorted(rows, key=lambda one: (one.module, one.source, one.flags))
    click.echo(json.dumps(msgspec.to_builtins(ordered)))  # which, unlike msgspec, can tell half a character


class _Listening:
    """Stands where `re` compiles, and notes for which of our modules."""

    def __init__(self) -> None:
        self.found: dict[re.Pattern[str], str] = {}
        self._compile = re._compile  # type: ignore[attr-defined]  # noqa: SLF001

    def __call__(self, pattern: object, flags: int) -> re.Pattern[str]:
        made: re.Pattern[str] = self._compile(pattern, flags)
        frame: FrameType | None = sys._getframe(1)  # noqa: SLF001
        while frame and _package(frame) == "re":
            frame = frame.f_back
        if frame and _package(frame) == "auditor":
            self.found.setdefault(made, frame.f_globals["__name__"])
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
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of, method, pattern = node.func.value, node.func.attr, node.args[0]
        if isinstance(of, ast.Name) and of.id == "re" and method in _INLINE and isinstance(pattern, ast.Constant):
            use: Use = "match" if method == "match" else "fullmatch" if method == "fullmatch" else "search"
            yield _found(module, re.compile(pattern.value), use)


def _found(module: str, pattern: re.Pattern[Any], use: Use) -> Found:
    binary = isinstance(pattern.pattern, bytes)
    return Found(module, pattern.pattern.decode("latin-1") if binary else pattern.pattern, pattern.flags, use, binary)


if __name__ == "__main__":
    main()
