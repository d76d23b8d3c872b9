"""Tell a paragraph in bold that heads what follows it from one that only stresses what it says."""

from __future__ import annotations

import re
from typing import Final

from auditor.model.source import Span

LEVEL: Final = 6  # below every heading that is marked as one
_LONGEST: Final = 60  # characters
_TITLE: Final = re.compile(r"[A-Z0-9][^.?!;:]*[^.?!;:,]")
_OPENS: Final = re.compile(r"(?:\*\*|__|<(?:b|strong)(?:\s[^<>]*)?>)\s*\Z", re.IGNORECASE)
_CLOSES: Final = re.compile(r"\s*(?:\*\*|__|</(?:b|strong)\s*>)", re.IGNORECASE)
_MARK: Final = re.compile(r"\*\*|__|</?(?:b|strong)\b", re.IGNORECASE)
_NEAR: Final = 120  # characters of source before a text in which its mark stands


def is_heading(source: str, shown: str, span: Span) -> bool:
    """Whether a paragraph that shows `shown` at `span` of the source is short, reads as a title and is bold as a whole."""
    return (
        len(shown) <= _LONGEST
        and _TITLE.fullmatch(shown) is not None
        and any(map(str.isalpha, shown))
        and _OPENS.search(source, max(0, span.start - _NEAR), span.start) is not None
        and _CLOSES.match(source, span.end) is not None
        and _MARK.search(source, span.start, span.end) is None
    )
