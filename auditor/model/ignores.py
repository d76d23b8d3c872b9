"""What a document asks not to be told."""

from __future__ import annotations

import msgspec

from auditor.model.source import Place, Span


class Ignore(msgspec.Struct, frozen=True):
    """Rules that a document does not want to hear of in a part of it, and why.

    `place` and `quote` are those of the comment itself; `covers` is the part. `rules` are ids or names as written, `until` the
    last day on which it holds, ISO, "" for ever. One with a `fault` ignores nothing: that says what is wrong with it.
    """

    document: str
    place: Place
    quote: str
    rules: tuple[str, ...] = ()
    reason: str = ""
    until: str = ""
    covers: Span = Span(0, 0)
    fault: str = ""
