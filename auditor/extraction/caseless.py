r"""Upper and lower case alike: the text is put in lower case once, and the patterns that are asked of it are written so.

A pattern with `re.IGNORECASE` looks up each character's case each time that it looks at the character, and cannot tell
what it begins with: it takes three times as long as the same pattern in lower case over text in lower case.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from auditor.extraction.late import late

_AS_IT_IS: Final = re.compile(
    r"\(\?P[<=]\w+[>)]|\\.", re.DOTALL
)  # the name of a group; what `\S` means is not what `\s` does
_HELD: Final = 16  # texts: of a block many patterns are asked, one after the other


@lru_cache(maxsize=_HELD)
def lowered(text: str) -> str:
    """A text in lower case, character for character, with the three letters that a pattern without case takes for an i or an s.

    >>> lowered("J9355 İS ſo")
    'j9355 is so'
    """
    lower = text.lower()
    if lower.isascii():
        return lower
    if len(lower) != len(text):
        lower = text.replace("İ", "i").lower()
    return lower.replace("ſ", "s").replace("ı", "i")


def caseless(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    r"""A pattern that finds in `lowered(text)` what it finds in the text when neither's case counts.

    >>> caseless(r"HCPCS\S (?P<Code>[A-Z]\d{4})").pattern
    'hcpcs\\S (?P<Code>[a-z]\\d{4})'
    """
    at, parts = 0, []
    for kept in _AS_IT_IS.finditer(pattern):
        parts += [pattern[at : kept.start()].lower(), kept[0]]
        at = kept.end()
    return late("".join(parts) + pattern[at:].lower(), flags)
