"""Questions of a document: what they ask, what answers them, and what lets choose between answers."""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

from auditor.extraction.found import Found
from auditor.extraction.late import late
from auditor.extraction.reconciling import denied
from auditor.extraction.surroundings import is_code_alone
from auditor.model.source import Block

_NO: Final = late(
    r"\W*(?:(?:no|never)(?:[,.;:!]|\s*[-–—]|$)|it (?:does|is|was|did|has) ?(?:not|n't)|it(?:'s| was| is) (?:wrong|false|not)|you (?:cannot|can't|may not|should not)|"
    r"they (?:do|are|did) not|(?:it|they|you|we|one) (?:may|must|can|should) ?not[.;,]|wrong\b|not so|that (?:is|was) (?:wrong|false|not|incorrect|a mistake|our mistake|untrue)|"
    r"this is (?:wrong|false|not|incorrect)|false\b|your colleague has|untrue|incorrect\b|both (?:\w+ )?are (?:wrong|mistaken|false)|that \w+ is (?:mistaken|wrong|false))",
    re.IGNORECASE,
)
_WHICH_CODE: Final = late(
    r"\b(?:which|what)(?: (?:one |\w+ )?of these| hcpcs| correct| right| billing)? code\b(?!s)", re.IGNORECASE
)
_CHOICE: Final = late(r"^\W{0,3}[A-Fa-f1-6][.):]\s+")  # "B) J9312"


class Questions:
    """What is asked and not yet answered. Claims that a question only asks stay until the next sentence says yes or no."""

    def __init__(self) -> None:
        self._asked: list[Found] = []
        self._choices: list[list[Found]] | None = None  # what each answer would claim from which one may choose
        self.is_open = False  # the block read last ends with a question
        self.last = ""  # that the section asks

    def begin(self, block: Block) -> bool:
        """Note whether a block asks. Whether it may answer the block before."""
        answers = self.is_open
        self.is_open = block.view.text.rstrip("\"'”’*_ ").endswith("?")
        return answers

    def ask(self, claim: Found) -> None:
        """Keep a claim that a question or a report only puts forward."""
        self._asked.append(claim)

    def drop(self) -> None:
        """Something else is spoken of."""
        self._asked = []

    def answers(self, block: Block, start: int, end: int) -> list[Found]:
        """What a sentence of a block denies of what was asked or reported: a plain "no" denies it all."""
        asked = self._asked
        if not asked:
            return []
        text = block.view.text
        if text[end - 1] != "?":
            self._asked = []
        if not _NO.match(text, start, end):
            return []
        span = block.view.span(start, end)
        return [denied(claim, block, span) for claim in asked]

    def lets_choose(self, block: Block, *, is_entry: bool) -> None:
        """Note whether a block lets choose: "Which code is for Truxima?" above an entry for each."""
        if self.is_open or not is_entry:
            self._choices = [] if self.is_open and _WHICH_CODE.search(block.view.text) else None

    def choice(self, block: Block, claims: list[Found]) -> list[Found]:
        """The claims that fall when one more code alone can be the answer: which of them it is, the list does not say."""
        if self._choices is None or not is_code_alone(_CHOICE.sub("", block.view.text)):
            return []
        self._choices.append(claims)
        if len(self._choices) == 1:
            return []
        fallen = list(chain(*self._choices))
        self._choices = [[], []]
        return fallen
