"""How far each rule looks, see the package. The table is typed by hand; a test keeps it whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from auditor.model.assertions import Kind

Look: TypeAlias = Literal["subject", "brand", "codes of a drug", "document", "title", "token", "misspelling", "none"]

LOOKS: Final[Mapping[str, Look]] = {
    "AUD101": "subject",
    "AUD102": "codes of a drug",
    "AUD103": "subject",
    "AUD104": "brand",
    "AUD105": "subject",
    "AUD106": "subject",
    "AUD107": "subject",
    "AUD108": "subject",
    "AUD109": "subject",
    "AUD110": "subject",
    "AUD201": "subject",
    "AUD202": "subject",
    "AUD203": "subject",
    "AUD204": "subject",
    "AUD205": "subject",
    "AUD206": "brand",
    "AUD301": "document",
    "AUD302": "token",
    "AUD303": "misspelling",
    "AUD401": "subject",
    "AUD402": "title",
    "AUD903": "none",
}

# What keeps two codes of one drug apart is said of the codes, not of the drug.
TELLS_CODES_APART: Final[tuple[Kind, ...]] = ("code-status", "code-unit", "code-route", "code-successor")
