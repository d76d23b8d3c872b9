"""What stands in the blocks of a document's prose, found in one pass over many of them: codes, names and the ends of units.

The automaton of all names is larger than the caches of a processor. Whoever asks it block by block, and does much else in
between, waits for memory each time; asked for many blocks at once it is twice as fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from auditor.extraction.codes import CodeHit, codes_at, digits_of_codes
from auditor.extraction.mentions import Cue, Finder, named
from auditor.extraction.quantities import unit_ends
from auditor.lexicon.spelling import matching_form
from auditor.model.assertions import Mention
from auditor.model.source import Block

_BATCH: Final = 32_000  # characters of the blocks that are looked at together
_BETWEEN: Final = "\0"  # blocks: no name, code or unit holds it, and the matching form leaves it as it is


class Scan(NamedTuple):
    """What stands in one block. Offsets are the view's; `form` is its matching form."""

    form: str
    codes: list[CodeHit]
    names: list[Mention]
    cues: list[Cue]
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
    whole = _BETWEEN.join(texts)
    form = matching_form(whole)
    digits = digits_of_codes(whole)
    names = vocabulary.automaton.find(form, plurals=True)
    ends = unit_ends(form)
    scans = []
    start = digit = name = unit = 0
    for text in texts:
        stop = start + len(text)
        first_digit, first_name, first_unit = digit, name, unit
        while digit < len(digits) and digits[digit] < stop:
            digit += 1
        while name < len(names) and names[name][0] < stop:
            name += 1
        while unit < len(ends) and ends[unit] <= stop:
            unit += 1
        scans.append(
            Scan(
                form[start:stop],
                codes_at(text, [at - start for at in digits[first_digit:digit]]) if first_digit < digit else [],
                *(named(text, names[first_name:name], vocabulary, start) if first_name < name else ([], [])),
                [at - start for at in ends[first_unit:unit]] if first_unit < unit else [],
            )
        )
        start = stop + len(_BETWEEN)
    return scans
