"""Manufacturers that CMS names in the descriptors of drugs which it pays apart ("fulvestrant (Teva)").

Source: the descriptors of HCPCS Level II releases 2019 to 2026 and the labelers of the products that they mean. Only names
that are nothing else in English are here: "Sun" and "Eagle" are not.
"""

from __future__ import annotations

import re
from typing import Final

import ahocorasick_rs

_NAMES: Final = (
    "Accord|Actavis|Almaject|Amneal|Apotex|Armas|AuroMedics|Avyxa|Baxter|BluePoint|Celerity|Cipla|Dr\\. ?Reddy[’']?s|Eugia|Exela|"
    "Fosun|Fresenius(?: Kabi)?|Gland|Hikma|Hospira|Ingenus|Jiangsu|Leucadia|Long Grove|MAIA|Meitheal|Mylan|Northstar|Novaplus|Par Sterile|"
    "Qilu|Sagent|Sandoz|Shilpa|Slayback|Somerset|Teva|Viatris|Vivimed|WG Critical Care|Xiromed|Zydus"
)
_MAKER: Final = re.compile(
    rf"(?:{_NAMES})\b"
)  # what it begins with is found fast; a look at what stands before it follows


# A look for what each name begins with is ten times as fast as the pattern, and few texts name a manufacturer.
_FIRST_LETTERS: Final = ahocorasick_rs.AhoCorasick(
    sorted({re.split(r"\W", name)[0] for name in _NAMES.split("|")})
).find_matches_as_indexes


def maker_in(text: str) -> str:
    """The one manufacturer that a piece of text names, in lower case; "" if it names none or several.

    >>> maker_in("Injection, fulvestrant (Teva), 25 mg"), maker_in("Teva or Sandoz"), maker_in("in accord with")
    ('teva', '', '')
    >>> maker_in("McTeva"), maker_in("Tevard")
    ('', '')
    """
    if not _FIRST_LETTERS(text):
        return ""
    found = {
        match[0].lower().replace("’", "'").replace(". ", " ").replace(".", "")
        for match in _MAKER.finditer(text)
        if not _in_word(text, match.start())
    }
    return found.pop() if len(found) == 1 else ""


def _in_word(text: str, start: int) -> bool:
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")
