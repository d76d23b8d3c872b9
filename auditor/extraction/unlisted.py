"""Names that no list has, read only where a drug must stand: misspelled, or too new for any list."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from auditor.extraction.late import late
from auditor.extraction.words import TAGS
from auditor.lexicon.names import Names
from auditor.lexicon.stems import looks_like_biologic, looks_like_small_molecule
from auditor.model.assertions import Mention

SHORTEST_NAME: Final = 6
OF_SKIN: Final = ("Q41", "Q42", "Q43")  # how the codes of skin substitutes begin, whose names are no drug's
_WORD: Final = late(r"[A-Za-z]{6,}(?:-[a-z]{4}(?![\w-]))?")


@lru_cache(maxsize=50_000)
def name_meant(word: str, names: Names) -> str | None:
    """The name that a lower-case word stands for where a drug must stand: the only one near enough, or a new one by its stem."""
    if len(word) < SHORTEST_NAME or word in TAGS:
        return None
    meant = names.closest(word)
    return meant or (word if looks_like_biologic(word) or looks_like_small_molecule(word) else None)


def unlisted_in(text: str, names: Names) -> Mention | None:
    """The first word of a table's drug cell that can only be a drug's name, though no list has it."""
    for found in _WORD.finditer(text):
        name = name_meant(found[0].lower(), names)
        if name is not None:
            return Mention("drug", found.start(), found.end(), name)
    return None
