"""code-route: how what a code denotes is given, where the text ties the route to the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.extraction.links import Item, Link, Ref
from auditor.extraction.tags import Reading

_OPEN_BRACKET: Final = re.compile(r"\([^()]*$")
_CLAUSE: Final = re.compile(r"[;]|,x|,&[DCtw]{0,3}[CD]")


def route_links(reading: Reading, found: list[Item]) -> Iterator[Link]:
    """Links between the codes and the routes of a sentence."""
    for index, mention in enumerate(reading.mentions):
        if mention.kind != "route":
            continue
        token = reading.token_of[index]
        for code in _codes(reading, found, token):
            at = token if code.mention is None else reading.token_of[reading.mentions.index(code.mention)]
            yield Link(
                "code-route",
                code,
                Ref(mention.value, mention),
                "code-given-by-route",
                min(at, token),
                max(at, token),
                "medium",
            )


def _nearest(reading: Reading, item: Item, token: int) -> tuple[Ref, ...]:
    """As in "J3490, J8999 (oral chemotherapy) and J9999": what stands in a bracket is said of the code before it alone."""
    return (
        tuple(code for code in item.refs if code.mention and code.mention.start < reading.starts[token])[-1:]
        or item.refs
    )


def _codes(reading: Reading, found: list[Item], token: int) -> tuple[Ref, ...]:
    codes = [item for item in found if item.tag in "Cc" and not item.compared]
    before = [item for item in codes if item.first < token and "." not in reading.gap(item.last, token)]
    after = [item for item in codes if item.first > token]
    if before:
        gap = reading.gap(before[-1].last, token)
        if _OPEN_BRACKET.search(reading.tags, 0, token):
            return _nearest(reading, before[-1], token)
        return before[-1].refs if not _CLAUSE.search(gap) or not after else after[0].refs
    return after[0].refs if after and ";" not in reading.gap(token, after[0].first) else ()
