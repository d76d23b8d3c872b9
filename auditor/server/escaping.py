"""What documents say, made safe for Markdown that an editor renders: no link, no image, no HTML, no heading of theirs."""

from __future__ import annotations

import re

from auditor.reports.visible import visible

# A backslash before punctuation takes its meaning, and what is no scheme or host is not made a link.
_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>&|~$#@!(){}:/^]|(?<=www)\.|\A[-+=]|\A\d{1,9}(?=[.)])", re.IGNORECASE)
LONGEST = 300


def escaped(text: str) -> str:
    r"""The text as Markdown that shows just that, on one line.

    >>> escaped("[J9271](http://x) <b>")
    '\\[J9271\\]\\(http\\:\\/\\/x\\) \\<b\\>'
    """
    shown = visible(text)
    if len(shown) > LONGEST:
        shown = shown[: LONGEST - 1] + "…"
    return _MEANS_SOMETHING.sub(_taken, shown)


def _taken(found: re.Match[str]) -> str:
    # A number at the beginning would start a list: a zero-width sign is no harm, but the full stop is what counts.
    return found[0] + "\\" if found[0].isdigit() else "\\" + found[0]
