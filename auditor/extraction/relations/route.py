"""code-route: how what a code denotes is given, where the text ties the route to the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.extraction.discourse import Discourse
from auditor.extraction.links import Item, Link, Ref
from auditor.extraction.tags import Reading

_CLAUSE: Final = re.compile(r"[;]|,x|,&[DCtw]{0,3}[CD]")


def route_links(reading: Reading, found: list[Item], links: list[Link], discourse: Discourse) -> Iterator[Link]:
    """Links between the codes and the routes of a sentence."""
    for index, mention in enumerate(reading.mentions):
        if mention.kind != "route":
            continue
        token = reading.token_of[index]
        codes = _codes(reading, found, links, token) or _codes_of_paragraph(found, discourse)
        for code in codes:
            at = token if code.mention is None else reading.token_of[reading.mentions.index(code.mention)]
            yield Link("code-route", code, Ref(mention.value, mention), "code-given-by-route", min(at, token), max(at, token), "medium")


def _codes(reading: Reading, found: list[Item], links: list[Link], token: int) -> tuple[Ref, ...]:
    del links
    codes = [item for item in found if item.tag in "Cc" and not item.compared]
    before = [item for item in codes if item.last < token and "." not in reading.gap(item.last, token)]
    after = [item for item in codes if item.first > token]
    if before:
        gap = reading.gap(before[-1].last, token)
        return before[-1].refs if not _CLAUSE.search(gap) or not after else after[0].refs
    return after[0].refs if after and ";" not in reading.gap(token, after[0].first) else ()


def _codes_of_paragraph(found: list[Item], discourse: Discourse) -> tuple[Ref, ...]:
    """A sentence of the same paragraph ties its drug to a code, and this one says how the drug is given."""
    drugs = {(ref.value, ref.brand) for item in found if item.tag == "D" for ref in item.refs}
    return tuple(Ref(code) for code, drug in discourse.pairs if (drug.value, drug.brand) in drugs)
