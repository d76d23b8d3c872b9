"""Regimens: several drugs that are given together under one short name, each with a code of its own.

"FOLFOX + bevacizumab" beside four codes names one of the four drugs. Which code is whose is left to the reader, so nothing may
be said of any of them.
"""

from __future__ import annotations

import re
from typing import Final

from auditor.extraction.late import late

_HEADER: Final = late(r"\b(?:regimens?|protocols?|combinations?|doublets?|triplets?)\b", re.IGNORECASE)
# Short names of regimens in use, most of them of the initials of their drugs, alone or with the initials of one more: "R-CHOP", "Dara-VRd".
_SHORT_NAMES: Final = late(
    r"\b(?:[A-Z][A-Za-z]{0,7}-)?(?:AC|ABVD|BEACOPP|BEP|BR|CAPOX|CAPIRI|CHOE?P|CHP|CMF|COPP|CVAD|CVP|CyBorD|DHAP|DRd|EPOCH|ESHAP|FCR|FEC|FLOT"
    r"|FOLFIRINOX|FOLFIRI|GDP|GemOx|ICE|KRd|m?FOLFOX\d?|MAP|M?VAC|PCV|TAC|TCHP?|TIP|VAC|VCd|VD-?PACE|VIP|VMP|VRd|VTd|XELOX)\b"
)
# A drug beside another one, which we may not know by the name that is used: "Carbo/pem/pembrolizumab", "gem + Abraxane".
_JOINED: Final = r"[+/&]|\b(?:plus|followed by)\b"
_NO_DRUG: Final = r"(?!(?:with|hyaluronidase|all|any|its?|the|other|new|biosimilars?|brands?|generics?|reference|derivatives?|products?|related|similar|supplies|administration|or)\b)"
_BEFORE: Final = late(rf"[A-Za-z)]\s*(?:{_JOINED})\s*$", re.IGNORECASE)
_AFTER: Final = late(rf"\s*(?:\([^()]*\)\s*)?(?:{_JOINED})\s*{_NO_DRUG}[A-Za-z]", re.IGNORECASE)
# In a cell, which is no sentence, these words join drugs as well.
_BEFORE_IN_CELL: Final = late(r"[A-Za-z)]\s*\b(?:and|with|then)\s*$", re.IGNORECASE)
_AFTER_IN_CELL: Final = late(rf"\s*(?:\([^()]*\)\s*)?\b(?:and|with|then)\b\s*{_NO_DRUG}[A-Za-z]", re.IGNORECASE)


def is_one_of_several(text: str, start: int, end: int) -> bool:
    """Whether a drug at `text[start:end]` stands in a regimen, by a regimen's short name or a sign that joins it to another drug."""
    return (
        _SHORT_NAMES.search(text) is not None
        or _BEFORE.search(text, 0, start) is not None
        or _AFTER.match(text, end) is not None
    )


def names_regimen(header: str, text: str, start: int, end: int) -> bool:
    """Whether a cell with a drug at `text[start:end]` below a header names several drugs, of which that is but one."""
    return (
        _HEADER.search(header) is not None
        or is_one_of_several(text, start, end)
        or _BEFORE_IN_CELL.search(text, 0, start) is not None
        or _AFTER_IN_CELL.match(text, end) is not None
    )
