"""What stands in the blocks of a document's prose, found in one pass over many of them: codes, names and the ends of units.

The automaton of all names is larger than the caches of a processor. Whoever asks it block by block, and does much else in
between, waits for memory each time; asked for many blocks at once it is twice as fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from auditor.extraction.codes import CodeHit, codes_at, digits_of_codes
from auditor.extraction.mentions import Finder, named
from auditor.extraction.quantities import unit_ends
from auditor.lexicon.automaton import Hit
from auditor.lexicon.spelling import matching_form
from auditor.model.assertions import Mention
from auditor.model.source import Block

_BATCH: Final = 32_000  # characters of the blocks that are looked at together
_BETWEEN: Final = "\n"  # blocks: no name, code or unit holds it, and no matching form


class Scan(NamedTuple):
    """What stands in one block. Offsets are the view's; `form` is its matching form."""

    form: str
    codes: list[CodeHit]
    names: list[Mention]
    unit_ends: list[int]


class Scans:
    """The scans of blocks that are read in order; few are held at a time."""

    def __init__(self, blocks: Iterable[Block], vocabulary: Finder) -> None:
        self._coming = iter(blocks)
        self._vocabulary = vocabulary
        self._held: dict[int, Scan] = {}

    def of(self, block: Block) -> Scan:
        """The scan of a block. Blocks before it are not asked for any more."""
        while id(block) not in self._held:
            batch, size = [], 0
            for following in self._coming:
                batch.append(following)
                size += len(following.view.text)
                if size >= _BATCH:
                    break
            scans = scanned([one.view.text for one in batch or [block]], self._vocabulary)
            self._held = dict(zip(map(id, batch or [block]), scans, strict=True))
        return self._held[id(block)]


def scanned(texts: Sequence[str], vocabulary: Finder) -> list[Scan]:
    """The scan of each of some texts."""
    forms = [matching_form(text) for text in texts]
    whole = _BETWEEN.join(forms)
    digits = digits_of_codes(_BETWEEN.join(texts))
    names = list(vocabulary.automaton.find(whole, plurals=True))
    ends = unit_ends(whole)
    scans = []
    start = digit = name = unit = 0
    for text, form in zip(texts, forms, strict=True):
        stop = start + len(form)
        first_digit, first_name, first_unit = digit, name, unit
        while digit < len(digits) and digits[digit] < stop:
            digit += 1
        while name < len(names) and names[name][0] < stop:
            name += 1
        while unit < len(ends) and ends[unit] <= stop:
            unit += 1
        hits: Iterable[Hit] = (
            (begin - start, end - start, surface) for begin, end, surface in islice(names, first_name, name)
        )
        scans.append(
            Scan(
                form,
                codes_at(text, [at - start for at in digits[first_digit:digit]]),
                named(text, hits, vocabulary),
                [at - start for at in ends[first_unit:unit]],
            )
        )
        start = stop + len(_BETWEEN)
    return scans
