"""Words that are broken at a line's end: whether the hyphen belongs to the word, as in trastuzumab-anns, or not."""

from __future__ import annotations

import re
from functools import cached_property

from auditor.lexicon.names import load_names, ordinary_words, parts_of_names
from auditor.lexicon.spelling import surface

_BEFORE = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*-\Z")
_AFTER = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NUMBER = re.compile(r"\d-\Z"), re.compile(r"\d")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_SUFFIXED = re.compile(r"(?<=[a-z]{4})-[a-z]{4}\Z")
_LONGEST = 60  # characters of a word that are looked at


class Syllables:
    """The words of a text that its layout may have broken."""

    def __init__(self, text: str, *, by_names: bool = False) -> None:
        self._text = text
        self._by_names = by_names  # and by ordinary words alone, not by what stands elsewhere in the text

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text.lower()))

    def hyphen_goes(self, end: int, start: int) -> bool | None:
        """Whether the hyphen before `end` goes when the word is joined with what follows at `start`.

        None if no word is broken there. Names and other places of the text decide; a hyphen that nobody knows stays.
        """
        if _NUMBER[0].search(self._text[max(0, end - 2) : end]) and _NUMBER[1].match(self._text, start):
            return False
        before = _BEFORE.search(self._text[max(0, end - _LONGEST) : end])
        after = _AFTER.match(self._text, start, start + _LONGEST)
        if not before or not after:
            return None
        head, tail = before[0].lower(), after[0]
        return self._is_known(head[:-1] + tail) and not self._is_known(head + tail)

    def _is_known(self, word: str) -> bool:
        stem = _SUFFIXED.sub("", word)  # "deruxte-" and "can-dlnk": a part of a name with its suffix
        known = surface(word) in load_names() or word in ordinary_words() or (stem != word and stem in parts_of_names())
        return known or (not self._by_names and word in self._words)
