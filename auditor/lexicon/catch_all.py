"""The codes that CMS keeps for drugs without a code of their own.

Source: the HCPCS Level II release of January 2026, where each is described as unclassified, not otherwise
classified, or not otherwise specified. No drug is ever what such a code denotes.
"""

from __future__ import annotations

import re
from typing import Final

CATCH_ALL: Final = frozenset(
    {
        "C9399",  # drugs or biologicals, outpatient hospital
        "J3490",  # drugs
        "J3590",  # biologics
        "J3591",  # drugs or biologicals for dialysis
        "J7199",  # clotting factors
        "J7599",  # immunosuppressive drugs
        "J7699",  # inhalation solutions
        "J7799",  # drugs given through durable equipment
        "J7999",  # compounded drugs
        "J8499",  # oral drugs other than chemotherapy
        "J8597",  # oral antiemetics
        "J8999",  # oral chemotherapy
        "J9999",  # antineoplastics
    }
)

_UNSPECIFIED: Final = re.compile(r"\b(?:NOS|NOC)\b|\bnot otherwise (?:specified|classified)\b", re.IGNORECASE)


def says_unspecified(text: str) -> bool:
    """Whether words that many descriptors have say of one of these codes that it is for what has no code: "..., oral, NOS"."""
    return _UNSPECIFIED.search(text) is not None
