"""What a document asks not to be told."""

from __future__ import annotations

from typing import Literal

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


class Lapse(msgspec.Struct, frozen=True, order=True):
    """An entry that asks for silence and does nothing: nothing is left that it could silence, or its time is over.

    `document` is the file in which it stands, `asks` what it asks for, `because` what came of that.
    """

    document: str
    place: Place
    quote: str
    kind: Literal["unused", "expired"]
    asks: str
    because: str
