"""The keys of `[tool.auditor]`: their types, what each is for, and what holds without it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from auditor.model.findings import Severity
from auditor.rules import RULES

_RULE_NAMES = [name for rule in RULES for name in (rule.id, rule.name)]
_RULE_SHAPES: list[dict[str, Any]] = [{"enum": _RULE_NAMES}, {"pattern": "^[Aa][Uu][Dd][0-9]{0,3}$"}]
RuleName = Annotated[str, Meta(extra_json_schema={"anyOf": _RULE_SHAPES})]  # editors complete the names
FailOn = Literal["error", "warning", "note", "never"]


class Keys(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """Settings of hcpcs-auditor: `[tool.auditor]` of pyproject.toml, or the whole of auditor.toml."""

    extend: Annotated[
        str,
        Meta(
            description="Another file with settings, relative to this one; what stands here wins.",
            examples=["../auditor.toml"],
        ),
    ] = ""
    corpus: Annotated[
        str | list[str],
        Meta(
            description="The folders or files that are audited when no PATH is given, relative to this file.",
            examples=["docs"],
        ),
    ] = "corpus"
    include: Annotated[
        list[str],
        Meta(
            description="Only files that match one of these patterns, written as in .gitignore; [] is all.",
            examples=[["*.md", "policies/**"]],
        ),
    ] = []
    exclude: Annotated[
        list[str],
        Meta(
            description="No files that match one of these patterns, written as in .gitignore.", examples=[["drafts/"]]
        ),
    ] = []
    respect_gitignore: Annotated[bool, Meta(description="Leave out what git ignores.", examples=[False])] = True
    select: Annotated[
        list[RuleName],
        Meta(description="Only these rules: ids, names, or how ids begin; [] is all.", examples=[["AUD1", "AUD2"]]),
    ] = []
    ignore: Annotated[list[RuleName], Meta(description="All but these rules.", examples=[["AUD4"]])] = []
    per_file_ignores: Annotated[
        dict[str, list[RuleName]],
        Meta(
            description="By pattern of files, the rules that are not asked of them.",
            examples=[{"archive/": ["AUD204"]}],
        ),
    ] = {}
    severities: Annotated[
        dict[RuleName, Severity],
        Meta(description="By rule, how grave its findings are.", examples=[{"AUD402": "warning"}]),
    ] = {}
    severity: Annotated[Severity, Meta(description="Show no finding below this.", examples=["warning"])] = "note"
    fail_on: Annotated[
        FailOn, Meta(description="End with exit code 1 at this severity or above.", examples=["warning"])
    ] = "error"
    reference: Annotated[
        str,
        Meta(
            description="What documents are compared with: embedded, the name of an imported one, a file, or none.",
            examples=["hcpcs-2026-04"],
        ),
    ] = "embedded"


FIELDS = {field.encode_name: field for field in msgspec.structs.fields(Keys)}


def schema() -> str:
    """The JSON Schema of the settings, for editors that complete and check TOML."""
    made = msgspec.json.schema(Keys)
    shape = made["$defs"]["Keys"]
    shape.pop("required", None)
    told = {"$schema": "http://json-schema.org/draft-07/schema#", **shape, "title": "hcpcs-auditor"}
    return json.dumps(told, indent=2) + "\n"


def template(table: bool) -> str:
    """Every key with what it is for, as comments: `[tool.auditor]` for pyproject.toml, or the content of auditor.toml."""
    head = ["[tool.auditor]"] if table else ["# Settings of hcpcs-auditor."]
    return "\n".join([*head, *(line for name in FIELDS for line in _told(name))]) + "\n"


def default(name: str) -> Any:
    """What holds where nobody settles a key."""
    field = FIELDS[name]
    return field.default if field.default is not msgspec.NODEFAULT else field.default_factory()


def lines(name: str, value: Any) -> list[str]:
    """A key and its value as TOML; a table as one line for each of its entries."""
    if isinstance(value, dict) and value:
        return [f"{name}.{_key(key)} = {_toml(one)}" for key, one in value.items()]
    return [f"{name} = {_toml(value)}"]


def _told(name: str) -> Iterator[str]:
    meta = next(one for one in FIELDS[name].type.__metadata__ if isinstance(one, Meta))
    shown = default(name)
    yield ""
    yield f"# {meta.description}"
    if not shown:
        yield "# For example:"
        shown = (meta.examples or [shown])[0]
    yield from (f"# {line}" for line in lines(name, shown))


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_toml(one)}" for key, one in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _toml(key)
