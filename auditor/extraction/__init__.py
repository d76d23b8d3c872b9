"""From a parsed document to what it claims: a pure function of text, lexicon and grammar."""

from __future__ import annotations

import msgspec

from auditor.extraction.document import read_document
from auditor.extraction.ignores import ignores
from auditor.extraction.mentions import finder
from auditor.extraction.settling import settled
from auditor.lexicon.names import Names, load_names
from auditor.model.assertions import Extraction
from auditor.model.source import Parsed

__all__ = ["extract"]


def extract(parsed: Parsed, names: Names | None = None) -> Extraction:
    """Everything that a document asserts, every code of it with the part that it plays, and what it wants ignored."""
    vocabulary = finder(names or load_names())
    said = settled(read_document(parsed, vocabulary), vocabulary.names)
    asked = ignores(parsed)
    return msgspec.structs.replace(said, ignores=asked) if asked else said
