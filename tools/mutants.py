"""Mutants of a module: its source with one small mistake put in, as a hurried hand would make it.

Functions are mutated in what they compare, combine, count, give back and do; tables in their rows, and patterns in the
words that they list, for much of this program is data. Messages, docstrings and the prose of rules are left alone.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Final, NamedTuple

_OTHER: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_PROSE: Final = frozenset({"Rule", "check", "rationale"})  # what a rule says of itself is no behaviour of it
_TYPES: Final = frozenset({"Literal", "TypeVar"})


class Mutant(NamedTuple):
    """A module with one mistake: the line, what was done there, and the function it is in, "" at the module's level."""

    line: int
    what: str
    tree: ast.Module
    function: tuple[str, int] | None  # its qualified name and its first line


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module's source, in its order."""
    tree = ast.parse(source)
    for path, node, function in _walk(tree, (), None, ()):
        if not _is_prose(tree, path):
            for what, changed in _changes(node, function is None):
                yield Mutant(getattr(node, "lineno", 0), what, _with(tree, path, changed), function)


_Step = tuple[str, int]  # a field of a node, and the place in it, -1 where it holds one node
_Path = tuple[_Step, ...]
_Function = tuple[str, int] | None


def _walk(
    node: ast.AST, path: _Path, function: _Function, scope: tuple[str, ...]
) -> Iterator[tuple[_Path, ast.AST, _Function]]:
    """Every node that may be mutated, the way to it, and the outermost function that holds it."""
    yield path, node, function
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "args", "bases"} and not isinstance(node, ast.Call):
            continue
        children = enumerate(value) if isinstance(value, list) else ((-1, value),)
        for index, child in children:
            if isinstance(child, ast.AST) and not _is_docstring(child):
                inner, within = function, scope
                if isinstance(child, ast.FunctionDef | ast.ClassDef):
                    within = (*scope, child.name)
                    if function is None and isinstance(child, ast.FunctionDef):
                        inner = ".".join(within), min([child.lineno, *(one.lineno for one in child.decorator_list)])
                yield from _walk(child, (*path, (name, index)), inner, within)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_prose(tree: ast.Module, path: _Path) -> bool:
    """Whether a node is part of an f-string, an error, a type, or of what a rule says of itself."""
    node: ast.AST = tree
    for name, index in path:
        value = getattr(node, name)
        node = value if index < 0 else value[index]
        if isinstance(node, ast.JoinedStr | ast.Raise | ast.Import | ast.ImportFrom):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _PROSE:
            return True
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in _TYPES:
            return True
    return False


def _changes(node: ast.AST, at_module_level: bool) -> Iterator[tuple[str, ast.AST]]:  # noqa: C901, PLR0912 - a table
    """What can go wrong with one node, each with the node as it then is."""
    if at_module_level:
        yield from _in_tables(node)
        return
    match node:
        case ast.Compare():
            for index, one in enumerate(node.ops):
                other = _OTHER[type(one)]
                ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
                yield f"{type(one).__name__} is {other.__name__}", _but(node, ops=ops)
        case ast.BinOp() if type(node.op) in _OTHER:
            other = _OTHER[type(node.op)]
            yield f"{type(node.op).__name__} is {other.__name__}", _but(node, op=other())
        case ast.BoolOp():
            for index, value in enumerate(node.values):
                left = [*node.values[:index], *node.values[index + 1 :]]
                yield f"without {ast.unparse(value)}", left[0] if len(left) == 1 else _but(node, values=left)
        case ast.UnaryOp(op=ast.Not()):
            yield "without not", node.operand
        case ast.If() | ast.IfExp() | ast.While():
            yield "the condition turned", _but(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension() if node.ifs:
            yield f"without if {ast.unparse(node.ifs[0])}", _but(node, ifs=node.ifs[1:])
        case ast.Constant():
            yield from _of_constant(node.value)
        case ast.Return(value=ast.expr()) if not isinstance(node.value, ast.Constant):
            yield "gives back nothing", ast.Return(ast.Constant(None))
        case ast.Continue():
            yield "ends the loop", ast.Break()
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign():
            yield f"without {ast.unparse(node)[:60]}", ast.Pass()
        case _:
            pass


def _of_constant(value: object) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(value, bool):
        yield f"not {value}", ast.Constant(not value)
    elif isinstance(value, int):
        yield f"{value} is {value + 1}", ast.Constant(value + 1)
    elif isinstance(value, str):
        yield f"{value!r} is another", ast.Constant(f"{value}XX")


def _in_tables(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """A table without one of its rows, a pattern without one of its words, a limit that is off by one."""
    match node:
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements) if len(elements) > 1:
            for index, element in enumerate(elements):
                if not _is_example(element):
                    yield f"without {_named(element)}", _but(node, elts=[*elements[:index], *elements[index + 1 :]])
        case ast.Dict(keys=keys, values=values) if len(keys) > 1:
            for index, key in enumerate(keys):
                rest = {"keys": [*keys[:index], *keys[index + 1 :]], "values": [*values[:index], *values[index + 1 :]]}
                yield f"without {_named(key or node)}", _but(node, **rest)
        case ast.Constant(value=str(pattern)):
            for gone, left in without_each_word(pattern) if "(?:" in pattern else ():
                yield f"without the word {gone}", ast.Constant(left)
        case ast.Constant(value=value) if type(value) is int:
            yield from _of_constant(value)
        case _:
            pass


def _but(node: ast.AST, **fields: object) -> ast.AST:
    """The node with other fields."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _is_example(element: ast.AST) -> bool:
    return isinstance(element, ast.Constant) and isinstance(element.value, str) and "[[" in element.value


def _named(node: ast.AST) -> str:
    """What a row is called: its first string, else its source."""
    first = next((one.value for one in ast.walk(node) if isinstance(one, ast.Constant)), None)
    return repr(first) if first is not None else ast.unparse(node)[:40]


def without_each_word(pattern: str) -> Iterator[tuple[str, str]]:
    """Each alternative of a pattern's groups, and the pattern without it; a group keeps at least one."""
    stack: list[list[int]] = []  # of each open group, where its alternatives start
    at = 0
    while at < len(pattern):
        skipped = _escaped(pattern, at)
        if skipped > at:
            at = skipped
            continue
        if pattern[at] == "(":
            stack.append([at + (3 if pattern.startswith("(?:", at) else 1)])
        elif pattern[at] == "|" and stack:
            stack[-1].append(at + 1)
        elif pattern[at] == ")" and stack:
            starts = stack.pop()
            for number, start in enumerate(starts if len(starts) > 1 else ()):
                end = starts[number + 1] if number + 1 < len(starts) else at
                gone = pattern[start:end].removesuffix("|")
                left = pattern[:start] + pattern[end:] if end < at else pattern[: start - 1] + pattern[at:]
                yield gone, left
        at += 1


def _escaped(pattern: str, at: int) -> int:
    """Where an escape or a class of characters that begins here ends; else the place itself."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] != "[":
        return at
    end = at + (2 if pattern.startswith("[^", at) else 1) + 1
    while end < len(pattern) and pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    return end + 1


def _with(tree: ast.Module, path: _Path, changed: ast.AST) -> ast.Module:
    """The tree with another node at the end of a path; what is not on the way is shared."""
    return _put(tree, path, changed)  # type: ignore[return-value]


def _put(node: ast.AST, path: _Path, changed: ast.AST) -> ast.AST:
    if not path:
        return ast.fix_missing_locations(ast.copy_location(changed, node))
    (name, index), *rest = path
    held = copy.copy(node)
    value = getattr(node, name)
    if index < 0:
        setattr(held, name, _put(value, tuple(rest), changed))
    else:
        put = list(value)
        put[index] = _put(value[index], tuple(rest), changed)
        setattr(held, name, put)
    return held
