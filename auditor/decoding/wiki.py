"""Tell text in the markup of MediaWiki from other text, whatever its file is called.

Source: the MediaWiki handbook, "Help:Formatting", "Help:Tables", "Help:Links" and "Help:Templates".
"""

from __future__ import annotations

import re
from typing import Final

# A table is drawn in no other way; of the other marks one alone may be an accident, or another language.
_TABLE: Final = re.compile(r"^[ \t:]*\{\|[^\n]*\n(?:[^\n]*\n){0,40}?[ \t]*(?:\|-|\|\}|!)", re.MULTILINE)
_STRONG: Final = (
    re.compile(r"^(={2,6})[^=\n][^\n]{0,120}?[^=\n]\1[ \t]*$", re.MULTILINE),
    re.compile(r"'''[^'\n]{1,120}'''"),
    re.compile(r"(?:<|&lt;)ref(?:\s+name\s*=[^>\n]{1,80})?(?:>|&gt;|\s*/>)"),
    re.compile(r"\[\[(?:Category|File|Image):[^\[\]\n]{1,200}\]\]", re.IGNORECASE),
    re.compile(r"^[ \t]*\{\{[^{}|\n]{1,80}\n[ \t]*\|[ \t]*[^=|\n]{1,60}=", re.MULTILINE),
)
_WEAK: Final = (
    re.compile(r"\[\[[A-Za-z#:][^\[\]\n]{0,200}\]\]"),
    re.compile(r"\{\{[A-Za-z][^{}\n]{0,200}\}\}"),
    re.compile(r"(?<!~)~{4}(?!~)"),
)
_ENOUGH: Final = 4  # two strong marks, or a strong and two weak ones
_HINTS: Final = ("[[", "{{", "{|", "'''", "\n==")


def is_wiki(text: str) -> bool:
    """Whether a text shows several marks of a wiki page: a table, or links, bold words, headings, templates and notes."""
    if not any(hint in text for hint in _HINTS):
        return False
    if "{|" in text and _TABLE.search(text):
        return True
    strong = sum(bool(mark.search(text)) for mark in _STRONG)
    return strong > 0 and 2 * strong + sum(bool(mark.search(text)) for mark in _WEAK) >= _ENOUGH
