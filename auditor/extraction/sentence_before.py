"""The sentence before: what it told that the next one may say of others, or that tells what "it" is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from auditor.extraction.found import Found
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref, product_of
from auditor.extraction.patterns.code_unit import NEAR_CODE
from auditor.extraction.relations.code_unit import BESIDE
from auditor.extraction.tags import Reading
from auditor.lexicon.names import Names

SAME_UNIT: Final = "same-unit"
_IN_PASSING: Final = BESIDE | NEAR_CODE | {"code-is-drug-amount"}  # units that a sentence tells by the way
_SAME_STEP: Final = late(
    r"(?<=[A-Z]\d{4}), (?:with )?(?:the )?same (?:billing )?(?:unit|increment|step)\b", re.IGNORECASE
)
_SAME_HOLDS: Final = late(
    r"\W*(?:and )?(?:the same (?:unit )?(?:holds|goes|applies|is true|counts)|likewise|so (?:do|does|is|are)|(?:it is )?the same) (?:for|of|with|to)\b",
    re.IGNORECASE,
)
_SO_IS: Final = late(r"\W*(?:so|likewise|and so) (?:is|are|was|were|has|have|did|does|do) ", re.IGNORECASE)
# "Row 4 had fosaprepitant under J1543.", and then "It is J1453.", "The correct amount is 2 mg."
_REPORTS: Final = late(
    r"\b(?:had|showed|shown|listed|said|stated|gave|carried|read|printed|called|displayed|put|quoted|entered|keyed|mapped|told|claimed|recorded|appeared)\b",
    re.IGNORECASE,
)
_SETS_RIGHT: Final = late(
    r"\W*(?:(?:in fact |actually |rather )?(?:it|that|this|the (?:correct|right|proper|true|actual)(?: (?:\w+ )?(?:amount|unit|code|number|value|figure|drug|one|answer|entry))?)"
    r" (?:is|was|should be|should have been|ought to be|must be|has to be)(?: (?:really|actually|in fact|of course))?,? (?:in fact |code |hcpcs )?"
    r"(?:(?P<code>[A-Z]\d{4})|[\d.,]+ ?(?:mg|mcg|g|mL|units?|IU|microgram|milligram)s?)(?=\W*(?:[.;,(]|$)|,? not ))",
    re.IGNORECASE,
)
_NONE: Final = frozenset[tuple[str, str]]()


class SentenceBefore:
    """Keeps the one unit, the denied products and the end of a code that the sentence before told."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._units: list[Found] = []  # if it told one unit
        self._denied = _NONE  # codes with the products that it denied them
        self.ends_too = False  # the sentence says of another code what it said: that it has ended
        self._at = self._here = 0  # where it begins, if it stands in the same block, and where this one does

    def told(self, claims: Sequence[Found], text: str, start: int, end: int) -> None:
        """Keep what the claims of the sentence before told, for the one at `text[start:end]`."""
        self._units, self._denied, self.ends_too = [], _NONE, False
        self._at, self._here = self._here if self._here < start else 0, start
        if not claims:
            return
        units = [claim for claim in claims if claim.kind == "code-unit" and claim.polarity == "asserted"]
        if len({claim.object.value for claim in units}) == 1:
            self._units = units
        denied = [claim for claim in claims if claim.polarity == "denied" and claim.kind == "code-drug"]
        if denied:
            self._denied = frozenset((claim.subject.value, product_of(claim.object, self._names)) for claim in denied)
        self.ends_too = any(map(_is_end, claims)) and _SO_IS.match(text, start, end) is not None

    def set_right(self, text: str, start: int, end: int) -> str:
        """The kind of claim for which a sentence gives another value, if the one before only reports it, else "".

        As in "Row 4 had fosaprepitant under J1543. It is J1453." and "It stated a unit of 1 mg. The correct one is 2 mg."
        """
        right = _SETS_RIGHT.match(text, start, end)
        if right is None or not _REPORTS.search(text, self._at, start):
            return ""
        return "code-drug" if right["code"] else "code-unit"

    def same_unit(self, reading: Reading, found: Sequence[Item]) -> list[Link]:
        """As in "The J2777 unit is 0.1 mg. The same holds for Lucentis (J2778)": the unit that the sentence before told."""
        if not self._units:
            return []
        text, start, end = reading.text, reading.start, reading.end
        # Where it told its unit by the way, "the same" may be anything.
        outright = all(claim.pattern not in _IN_PASSING for claim in self._units)
        if not _SAME_STEP.search(text, start, end) and not (outright and _SAME_HOLDS.match(text, start, end)):
            return []
        unit = Ref(self._units[-1].object.value)
        return [
            Link("code-unit", code, unit, SAME_UNIT, item.first, item.last, "medium")
            for item in found
            if item.tag == "C" and not item.compared
            for code in item.refs
        ]

    def without_denied(self, pairs: list[Link]) -> list[Link]:
        """As in "Byooviz is not billed with J2778. It is ranibizumab-nuna.": "it" is the product, not the code that was denied it."""
        return [pair for pair in pairs if not self._is_denied(pair)] if self._denied else pairs

    def _is_denied(self, pair: Link) -> bool:
        return (
            pair.subject.mention is None and (pair.subject.value, product_of(pair.object, self._names)) in self._denied
        )


def _is_end(claim: Found) -> bool:
    return claim.object.value == "discontinued" and claim.polarity == "asserted"
