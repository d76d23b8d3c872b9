"""Items: the codes and drugs of a sentence in order, coordinated ones together, each drug with its brand."""

from __future__ import annotations

import re
from typing import Final

from auditor.extraction.discourse import Discourse
from auditor.extraction.links import Item, Ref, ref
from auditor.extraction.patterns.code_drug import CODE_COORDINATION, COORDINATION
from auditor.extraction.tags import Reading

_CODES: Final = re.compile(CODE_COORDINATION)
_DRUGS: Final = re.compile(COORDINATION)
_COMPARED: Final = re.compile(r"q[tkgvsa,]{0,3}$")
_PARTNER: Final = re.compile(r"z[svjt&]{0,2}$")
_NOT_AGAIN: Final = re.compile(r"""[,"tgkwbopmn-]{0,4}""")


def items(reading: Reading, discourse: Discourse, brands: dict[int, Item]) -> list[Item]:
    """The code and drug items of a sentence. `brands` maps a mention's index to the drug item that it was joined into."""
    out: list[Item] = []
    for index, mention in enumerate(reading.mentions):
        token = reading.token_of[index]
        if index in brands:
            item = brands[index]
            if out and out[-1] == item:
                continue
        elif mention.kind == "code":
            item = Item("C", token, token, (ref(mention),), _compared(reading, token))
        elif mention.kind in {"drug", "brand"}:
            item = Item("D", token, token, (ref(mention),), _compared(reading, token) or _partner(reading, token))
        else:
            continue
        _append(reading, out, item)
    return _with_anaphors(reading, discourse, out)


def _compared(reading: Reading, token: int) -> bool:
    return _COMPARED.search(reading.tags, max(0, token - 5), token) is not None


def _partner(reading: Reading, token: int) -> bool:
    return _PARTNER.search(reading.tags, max(0, token - 4), token) is not None


def _append(reading: Reading, out: list[Item], item: Item) -> None:
    last = out[-1] if out else None
    if last is not None and last.tag == item.tag and last.compared == item.compared:
        coordination = _CODES if item.tag == "C" else _DRUGS
        if coordination.fullmatch(reading.gap(last.last, item.first)):
            out[-1] = Item(item.tag, last.first, item.last, last.refs + item.refs, item.compared)
            return
    out.append(item)


def _with_anaphors(reading: Reading, discourse: Discourse, found: list[Item]) -> list[Item]:
    """Add "this code" and "it" where the sentence names no code before, "the drug" where it names no drug before."""
    out = list(found)
    for token, tag in enumerate(reading.tags):
        if tag not in "cdi":
            continue
        before = [item for item in found if item.last < token]
        after = [item for item in found if item.first > token]
        if tag in "ci" and discourse.codes and not any(item.tag == "C" for item in before) and not _next_is(reading, token, after, "C"):
            out.append(Item(tag, token, token, discourse.codes if tag == "c" else discourse.codes[-1:]))
        elif tag in "di" and discourse.drugs and not any(item.tag == "D" for item in before) and not _next_is(reading, token, after, "D"):
            out.append(Item("d" if tag == "d" else "I", token, token, discourse.drugs if tag == "d" else discourse.drugs[-1:]))
    return sorted(out, key=lambda item: item.first)


def _next_is(reading: Reading, token: int, after: list[Item], tag: str) -> bool:
    nearest = next((item for item in after if item.tag == tag), None)
    return nearest is not None and _NOT_AGAIN.fullmatch(reading.gap(token, nearest.first)) is not None


def refs_of(found: list[Item], tags: str) -> tuple[Ref, ...]:
    """All references of the items with one of the tags, in order."""
    return tuple(item_ref for item in found if item.tag in tags for item_ref in item.refs)
