"""Codes that only knowledge ties to those whose place they took: "C9160 got swapped for the grown-up one, J0589".

Of two codes of one drug, one that is over and one that came after it, a text that has both side by side with a word of change
tells that the second replaced the first, in whatever words. What it tells in plain words of the old code overrules that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, pairwise
from typing import Final

from auditor.extraction.found import Found, within
from auditor.extraction.guarded import Guarded
from auditor.extraction.known_statuses import COUNTED, of_many
from auditor.extraction.late import late
from auditor.extraction.links import Ref
from auditor.extraction.parts import TITLES, Named, Part, Parts
from auditor.extraction.relations.known import CODE_SUCCESSOR
from auditor.extraction.sentences import sentences
from auditor.lexicon.known import came_after, is_over
from auditor.model.source import Span

CHANGE: Final = Guarded(
    r"\b(?:re)?plac(?:ed?|es|ing|ement)\b|\bsuccee(?:d(?:ed|s)?)\b|\bsuccessors?\b|\bsuperse(?:ded?|des)\b|\b(?:took|takes|taken|taking) (?:over|(?:its|their|the) place)|\bin (?:its|their) (?:place|stead)\b|"
    r"\b(?:use|uses|bill|report|see|send|submit)(?: (?:it|them))?(?: (?:with|as|under))?(?: code)? (?=[A-Z]\d{4})|\b(?:is|are|was|were) (?:now|today)\b|\bnow (?:is |as |under |on |maps? to )?(?=[A-Z]\d{4})|\b(?:has|have) [A-Z]\d{4} (?:now|instead)\b|"
    r"\b(?:moved|maps?|mapped|converted|crosswalk\w*|switched|changed|swapped|led in)(?:to| (?:in)?to| for)\b|\bbecame (?=[A-Z]\d{4})|\bheirs?\b|\bgave way\b|\bstepped into\b|\bfollowed\b|→|->|=>|\bold(?:er)? (?:code|number)s?\b|"
    r"\bpredecessors?\b|\b(?:formerly|previously)\b|\b(?:what you (?:send|use|want)|what counts)\b|; ?[A-Z]\d{4} since\b|\bcame into force\b",
)
_OTHERWISE: Final = late(
    r"[?\"“”]|\b(?:if|unless|not|never|no(?! longer)|neither|nor|will|would|may|might|could|wrong(?:ly)?|claimed|mistakes?|errors?|propos\w+|plans?|planned|expected|announced|both|also|and [A-Z]\d{4} remain)\b|n['’]t\b",
    re.IGNORECASE,
)
_MOST_ABOVE: Final = 60  # codes that are over, among which "all three" are looked for
_MOST: Final = 8  # codes of two sentences, beyond which nearness tells nothing


def suggested_successors(parts: Parts, found: Sequence[Found]) -> list[Found]:
    """What a document suggests of codes that are over, of whose successor it tells nothing; `found` are its claims."""
    told = {
        code.value
        for claim in found
        if claim.kind == "code-successor"
        for code in (claim.subject, claim.object)[: 1 + came_after(claim.subject.value, claim.object.value)]
    }  # of a wrong statement both
    out: dict[tuple[str, str], Found] = {}
    over = {code for code in parts.codes if is_over(code)} - told
    above: dict[str, Named] = {}  # codes that are over, since the last heading
    for part in parts if over else ():
        if part.block.kind in TITLES:
            above = {}
        for claim in (*_of_part(part), *_of_many(part, above, told)):
            if claim.subject.value not in told:
                out.setdefault((claim.subject.value, claim.object.value), claim)
        above |= {code.code: code for code in part.named_codes(4 * _MOST) if is_over(code.code)}
    return list(out.values())


def _of_many(part: Part, above: Mapping[str, Named], told: AbstractSet[str]) -> Iterator[Found]:
    """As in "All three acetate numbers were discontinued and replaced by J1010", of codes that stand above."""
    text, view = part.block.view.text, part.block.view
    if part.row is not None or not part.hits or not above or not COUNTED.search(text):
        return
    at = [hit.start for hit in part.hits]
    untold = [code for value, code in islice(above.items(), _MOST_ABOVE) if value not in told]
    for start, end in sentences(text):
        hits = part.hits[bisect_left(at, start) : bisect_left(at, end)]
        if len({hit.code for hit in hits}) != 1 or is_over(hits[0].code) or _OTHERWISE.search(text, start, end):
            continue
        if not COUNTED.search(text, start, end) or not CHANGE.search(text, start, end):
            continue
        new = part.named(hits[:1])[0]
        olds = of_many(text, start, end, [new], untold)
        yield from (_found(part, view.span(start, end), old, new) for old in olds)


def _of_part(part: Part) -> Iterator[Found]:
    if part.block.kind in TITLES or (part.row is None and len(part.hits) < 2):
        return
    if part.row is not None:
        codes = part.named_codes(4 * _MOST)
        said = " ".join(cell.view.text for cell in part.block.cells) if _pairs(codes) else ""
        if CHANGE.search(said) and not _OTHERWISE.search(said):
            yield from (_found(part, part.block.span, old, new) for old, new in _pairs(codes))
        return
    text, view = part.block.view.text, part.block.view
    if not any(is_over(hit.code) for hit in part.hits) or not CHANGE.search(text):
        return
    at = [hit.start for hit in part.hits]
    spans = list(sentences(text))
    for (start, _), (_, end) in (*zip(spans, spans, strict=True), *pairwise(spans)):
        hits = part.hits[bisect_left(at, start) : bisect_left(at, end)]
        if not 1 < len(hits) <= _MOST or not CHANGE.search(text, start, end) or _OTHERWISE.search(text, start, end):
            continue
        codes = part.named(hits)
        yield from (_found(part, view.span(start, end), old, new) for old, new in _pairs(codes))


def _pairs(codes: Sequence[Named]) -> list[tuple[Named, Named]]:
    """Each code that is over with the one after it in time that has the same drug, if there is one."""
    if len(codes) > _MOST:
        return []
    out = []
    for old in codes:
        after = {new.code: new for new in codes if came_after(new.code, old.code)}
        if len(after) == 1:
            out.append((old, next(iter(after.values()))))
    return out


def _found(part: Part, span: Span, old: Named, new: Named) -> Found:
    return Found(
        "code-successor", Ref(old.code), Ref(new.code), "asserted", span, within(old.where, span), within(new.where, span),
        part.block.section, CODE_SUCCESSOR, "low", (), False,
    )  # fmt: skip
