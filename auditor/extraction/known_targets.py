"""Targets that only knowledge ties to their drugs: told by a heading, of "all three", or a sentence after the drug.

"C5 inhibitors" over a table, "Both attack CD38" and "Eculizumab is J1299. It blocks C5" speak of drugs that stand elsewhere.
Who knows what each drug acts on (`auditor.lexicon.drug_targets`) sees which are meant. What the document tells of a drug's
target in plain words overrules these.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from auditor.extraction.found import Found, within
from auditor.extraction.late import late
from auditor.extraction.links import Ref, product_of
from auditor.extraction.mentions import bare
from auditor.extraction.parts import ENTRIES, PRODUCTS, TITLES, Part, Parts
from auditor.extraction.relations.known import DRUG_TARGET, MOST_BESIDE
from auditor.extraction.sentences import sentences
from auditor.lexicon.drug_targets import targets_of
from auditor.lexicon.names import Names
from auditor.model.assertions import Mention
from auditor.model.source import Block, Cell, Span

_MOST: Final = 60  # drugs that one sentence or heading can mean
_MANY: Final = late(r"\b(?:all|both|each|every|these|they|either|everything|those)\b", re.IGNORECASE)
_OTHERWISE: Final = late(
    r"[?\"“”]|\b(?:if|unless|not|never|no|neither|nor|without|wrong(?:ly)?|except|unlike|other than|rather|instead|claimed|mistakes?|errors?)\b|n['’]t\b",
    re.IGNORECASE,
)
_LONGEST_LABEL: Final = 80  # characters of a line that heads what stands below it


class _Named(NamedTuple):
    """A drug where a text names it, by its own name or by a brand's."""

    drug: str
    where: Span
    by_brand: bool


class _Told(NamedTuple):
    """A target where it is told."""

    target: str
    where: Span
    span: Span
    section: tuple[str, ...]


def suggested_targets(parts: Parts, found: Iterable[Found], names: Names) -> list[Found]:
    """What a document suggests of drugs of whose target it tells nothing; `found` are its claims."""
    own = [part for part in parts if part.row is not None or part.names or part.block.kind in TITLES]
    if not any(name.kind == "target" for part in own for name in part.names):
        return []
    told = {bare(product_of(claim.subject, names)) for claim in found if claim.kind == "drug-target"}
    ties = [
        (drug, target)
        for drug, target in _ties(own, names)
        if bare(drug.drug) not in told and target.target in targets_of(drug.drug)
    ]
    spelled = _spelled(own, names) if ties else {}
    out: dict[tuple[str, str], Found] = {}
    for drug, target in ties:
        name = spelled.get(bare(drug.drug), drug.drug) if drug.by_brand else drug.drug
        out.setdefault((name, target.target), _found(drug._replace(drug=name), target))
    return list(out.values())


def _spelled(parts: Iterable[Part], names: Names) -> dict[str, str]:
    """How the document spells each drug, with the suffix if it has one for it: what a brand of that drug stands for."""
    spelled: dict[str, set[str]] = {}
    for part in parts:
        for drug in _drugs(part, names):
            if not drug.by_brand:
                spelled.setdefault(bare(drug.drug), set()).add(drug.drug)
    out = {}
    for plain, ways in spelled.items():
        suffixed = ways - {plain}
        out[plain] = next(iter(suffixed)) if len(suffixed) == 1 else plain
    return out


def _ties(parts: Iterable[Part], names: Names) -> Iterator[tuple[_Named, _Told]]:
    heads: list[_Told] = []  # of the heading
    label: list[_Told] = []  # of the line or paragraph that heads the entries below it
    above: list[_Named] = []  # the drugs of the entries just above
    run = -1
    for part in parts:
        if part.block.kind in TITLES:
            heads, label, above = _told_by(part.block, part.names, 0, len(part.block.view.text)), [], []
            continue
        drugs = _drugs(part, names)
        if part.block.kind in ENTRIES and drugs:
            if part.run != run:
                above, run = [], part.run
            above += drugs[: max(0, _MOST - len(above))]
            yield from ((drug, told) for drug in drugs[:_MOST] for told in (*heads, *label))
        elif not drugs and (_is_label(part.block) or _MANY.search(part.block.view.text)):
            label = _told_by(part.block, part.names, 0, len(part.block.view.text))
        elif part.block.kind not in ENTRIES:
            label = []
        yield from _run_in(part, names)
        yield from _in_prose(part, drugs, above)


def _in_prose(part: Part, drugs: Sequence[_Named], above: Sequence[_Named]) -> Iterator[tuple[_Named, _Told]]:
    """What the sentences of a block tell of drugs that they do not name."""
    if part.row is not None or not any(name.kind == "target" for name in part.names):
        return
    text, at = part.block.view.text, [name.start for name in part.names]
    for start, end in sentences(text):
        names = part.names[bisect_left(at, start) : bisect_left(at, end)]
        told = _told_by(part.block, names, start, end) if len(names) <= MOST_BESIDE else []
        if not told or any(name.kind in PRODUCTS for name in names) or _OTHERWISE.search(text, start, end):
            continue
        first = part.block.view.span(start, end).start
        before = [drug for drug in drugs[:_MOST] if drug.where.end <= first]
        distinct = {bare(drug.drug) for drug in before}
        if _MANY.search(text, start, end):
            meant = before if len(distinct) > 1 else [*above, *before]
        else:
            meant = before[-1:] if len(distinct) == 1 else []
        yield from ((drug, one) for drug in meant for one in told)


def _run_in(part: Part, names: Names) -> Iterator[tuple[_Named, _Told]]:
    """What a target that opens its block, alone in a sentence, tells of the drugs behind it: "**CD52.** Alemtuzumab."."""
    if part.row is not None or not part.names[1:] or part.names[0].kind != "target":
        return
    text, name = part.block.view.text, part.names[0]
    if text[: name.start].strip() or not text.startswith(". ", name.end):
        return
    told = _told_by(part.block, [name], 0, name.end)
    for drug in part.names[1:_MOST]:
        start = max(text.rfind(". ", name.end, drug.start), name.end)
        found = _named(drug, part.block, names)
        if found is not None and not _OTHERWISE.search(text, start, drug.start):
            yield from ((found, one) for one in told)


def _drugs(part: Part, names: Names) -> list[_Named]:
    if part.row is None:
        return [one for name in part.names if (one := _named(name, part.block, names)) is not None]
    return [one for item in part.held[:MOST_BESIDE] if (one := _named(item.mention, item.cell, names)) is not None]


def _named(name: Mention, where: Block | Cell, names: Names) -> _Named | None:
    if name.kind not in PRODUCTS:
        return None
    drug = name.value if name.kind == "drug" else names.canonical(name.value)
    if not drug or (name.kind == "brand" and " + " in drug):
        return None  # of a mixture one part acts on the target; which name the text gives it a brand does not tell
    return _Named(drug, where.view.span(name.start, name.end), name.kind == "brand")


def _told_by(block: Block, names: Iterable[Mention], start: int, end: int) -> list[_Told]:
    """The targets among the names of a part of a block, but for those of a class with a slash."""
    view = block.view
    told = [
        name
        for name in names
        if name.kind == "target"
        and "/" not in {view.text[name.end : name.end + 1], view.text[max(0, name.start - 1) : name.start]}
    ]
    span = view.span(start, end)
    return [_Told(one.value, view.span(one.start, one.end), span, block.section) for one in told[:_MOST]]


def _is_label(block: Block) -> bool:
    """Whether a block without a drug heads the entries below it: "Interleukin-6 receptor:"."""
    text = block.view.text
    return (
        block.kind == "caption"
        or text.endswith(":")
        or (len(text) <= _LONGEST_LABEL and not text.endswith((".", "!", "?")))
    )


def _found(drug: _Named, told: _Told) -> Found:
    return Found(
        "drug-target", Ref(drug.drug), Ref(told.target), "asserted", told.span, within(drug.where, told.span), told.where,
        told.section, DRUG_TARGET, "low", (), False,
    )  # fmt: skip
