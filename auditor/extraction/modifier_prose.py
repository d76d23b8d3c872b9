"""What a document's prose says of modifiers, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from auditor.extraction.found import Found, span_in
from auditor.extraction.late import late
from auditor.extraction.links import Link, Ref
from auditor.extraction.modifiers import DISTINCTIVE, KNOWN, MEANINGS, STANDARD
from auditor.extraction.patterns.modifier import IN_ITS_CASE
from auditor.extraction.relations.known import MODIFIER_MEANING
from auditor.extraction.relations.modifier import (
    VAGUE,
    asked_links,
    candidates,
    modifier_links,
    modifier_polarity,
    modifiers,
)
from auditor.lexicon.spelling import matching_form
from auditor.model.assertions import Mention, Polarity
from auditor.model.source import Block, Span

_MODS: Final = late(r"mods\b")
# Without the word, only JW and JZ, or a modifier whose meaning follows it, can be meant.
# Capitals are rare and found fast, so what stands before them is looked at when two are found.
_POSSIBLE: Final = late(
    r"[A-Z][A-Z](?:(?:(?<=hen ..)|(?<=se ..)|(?<=dd ..)|(?<=nd ..)|(?<=ach ..))\b|(?<!\w..)(?:[*”\"]*\s*[(=:–—]|,\s[“\"]|[*]*\s(?:if\b|when|where|for\b|tell|attest|certif|declare|state|mark|mean|indicat|denot|signif|show|say|identif|report|designat|descri|stand)))"
)
# A short question that names a case, as in "Nothing left over?"; one that begins with a verb or a question word asks in earnest.
_CASE: Final = late(
    r"(?!\W*(?:is|are|was|were|do|does|did|can|could|should|may|must|will|would|which|what|when|where|why|who|how)\b)[^?.]{3,60}\?\s*",
    re.IGNORECASE,
)
_THEY: Final = late(
    r"(?:reported|used|appended|added|applied|attached) (?:by|for|when|if|to|with|where)\b|(?:they|it|these|this|that|both|either|each|the) (?:modifiers? |letters |characters )?(?:all )?"
    r"(?:do|does|did|mean|means|says?|marks?|indicates?|tells?|concerns?|describes?|is|are|denotes?|shows?|stands?|signals?|flags?|reports?|identif|"
    r"attests?|declares?|certif|confirms?|states?|records?|accounts?|explains?|informs?|claims?|notes?|documents?|assures?|asserts?|was|were)",
    re.IGNORECASE,
)
_LISTED: Final = late(r"[A-Z0-9]{2}(?:(?:\s?[,/&]\s?|\s)(?:(?:and|or) )?[A-Z0-9]{2}){0,7}")
_TWO: Final = late(r"\b[A-Z0-9]{2}\b")
_FORMER: Final = late(
    r"\bthe (?:former|latter|(?:first|second)(?= (?:one )?(?:says|said|means|marks|tells|is for|indicates|reports|shows|stands)\b))\b",
    re.IGNORECASE,
)
_SIDES: Final = frozenset({"RT", "LT"})
_SAYS_NO: Final = late(r"\b(?:not|never|neither|nor|cannot|no longer|wrong(?:ly)?|instead)\b|n['’]t\b", re.IGNORECASE)
_NOT: Final = late(r"\b(?:do|does) not\b|n't\b", re.IGNORECASE)


def _is_about(form: str) -> bool:
    """Whether a text with this matching form speaks of modifiers."""
    return "modif" in form or (form.startswith("mods") and _MODS.match(form) is not None)


def _may_mean(text: str) -> bool:
    """Whether a text that does not speak of modifiers can still say what one means."""
    if "RT" in text and "LT" in text:
        return True
    return "JW" in text or "JZ" in text or "jw" in text or "jz" in text or _POSSIBLE.search(text) is not None


class ModifierProse:
    """The modifiers in hand while a document is read: "it", "they" and "the latter" point back to them."""

    def __init__(self) -> None:
        self._title_says_so = False
        self._about = False
        self._tokens: list[re.Match[str]] = []
        self._next = 0  # the first token that no sentence has come to yet
        self._named: list[Mention] = []
        self._question: tuple[int, int] | None = None  # the sentence before, if it is a short question
        self._explained: set[str] = set()
        self._section: tuple[str, ...] = ()
        self._section_about = False
        self.suggested: list[Found] = []  # by knowledge of what a modifier usually means
        self._term: Mention | None = None  # that the definition at hand explains

    def new_block(self, block: Block, form: str, *, names_case: bool = False) -> None:
        """Forget the modifiers in hand, and see whether the block, whose text has this matching form, is about modifiers.

        `names_case`: it names a case for which there is one, as a visit that is separately identifiable.
        """
        says_so = _is_about(form)
        if block.kind == "title" or (block.kind == "heading" and block.level <= 1):
            self._title_says_so = self._title_says_so or says_so
        self._about = self._title_says_so or says_so or self._section_says_so(block.section)
        self._named = []
        self._question = None
        text = block.view.text
        self._next = 0
        self._tokens = candidates(text) if self._about or names_case or _may_mean(text) else []
        terms = _terms(block)
        self._term = terms[0] if len(terms) == 1 else None
        if terms:
            self._tokens = candidates(text)
            self._about = self._about or len(terms) > 1 or terms[0].value.isalpha()
        if not self._about:  # beside JW and JZ, other letters are modifiers too; RT and LT together are two
            letters = {token[0] for token in self._tokens}
            self._about = not letters.isdisjoint(DISTINCTIVE) or letters >= _SIDES

    def _section_says_so(self, section: tuple[str, ...]) -> bool:
        if section != self._section:
            self._section, self._section_about = section, any(_is_about(matching_form(name)) for name in section[-2:])
        return self._section_about

    @property
    def in_hand(self) -> bool:
        """Whether a sentence of the block can speak of a modifier."""
        return bool(self._named) or self._term is not None or self._next < len(self._tokens)

    @property
    def named_before(self) -> bool:
        """Whether the sentences of the block up to here named a modifier."""
        return bool(self._named)

    def sentence(self, block: Block, start: int, end: int) -> Iterator[Found]:
        """What one sentence of the block says of modifiers."""
        text = block.view.text
        first = self._next
        question, self._question = self._question, None
        if (text[end - 1] == "?" or text[end - 1].isspace()) and _CASE.fullmatch(text, start, end):
            self._question = start, end
        while self._next < len(self._tokens) and self._tokens[self._next].start() < end:
            self._next += 1
        tokens = self._tokens[first : self._next]
        if not tokens and not self._named and self._term is None:
            return
        others = modifiers(text, start, end, tokens, about_modifiers=self._about)
        named = self._defined(start, others) or [*self._meant(text, start, end), *others]
        if not named:
            return
        self._named, self._explained = named, set()
        where = block.view.span(start, end)
        for link, first, last in modifier_links(text, start, end, named):
            meant = modifier_polarity(text, first, last, link.subject.mention or named[0], end)
            if self._holds(link, meant):
                self._explained.add(link.subject.value)
                yield _found(block, where, link, meant)
        self._suggest(block, where, start, end, tokens)
        if self._explained:
            self._term = None
        if question is not None and not self._explained:
            for link in asked_links(text, question, start, named):
                self._explained.add(link.subject.value)
                yield _found(block, where, link, "asserted")

    def _suggest(self, block: Block, where: Span, start: int, end: int, tokens: Sequence[re.Match[str]]) -> None:
        """Keep aside the usual meaning of a modifier, if the sentence has words for it and ties them to none: "JZ ... we threw nothing away"."""
        text = block.view.text
        spelled = [Mention("modifier", *one.span(), one[0].upper()) for one in tokens if one[0].isalpha()]
        named = {mention.value: mention for mention in (*spelled, *self._named)}
        unexplained: dict[str, list[Mention]] = {}
        for value, mention in named.items():
            if value in STANDARD and value not in self._explained:
                unexplained.setdefault(STANDARD[value], []).append(mention)
        if not unexplained or _SAYS_NO.search(text, start, end):
            return
        for meaning, match in MEANINGS.each(text, start, end):
            owners = unexplained.get(meaning, ())
            if len(owners) != 1 or meaning in VAGUE or self._is_explained(meaning):
                continue  # "TB and JG used to split the 340B world": nobody can tell whose it is
            mention = owners[0]
            first, last = min(match.start(), mention.start), max(match.end(), mention.end)
            link = Link("modifier-meaning", Ref(mention.value, mention), Ref(meaning), MODIFIER_MEANING, 0, 0, "low")
            if modifier_polarity(text, max(first, start), last, mention, end) == "asserted":
                self.suggested.append(_found(block, where, link, "asserted")._replace(confidence="low", primary=False))

    def _is_explained(self, meaning: str) -> bool:
        """Whether the sentence has explained a modifier that usually means this."""
        return any(STANDARD.get(value) == meaning for value in self._explained)

    def _holds(self, link: Link, meant: Polarity) -> bool:
        """Whether what a sentence seems to say of a modifier is said of it: known by its case alone, only what is plainly stated."""
        if meant != "asserted" and (link.pattern == IN_ITS_CASE.name or (meant == "historical" and not self._about)):
            return False  # the sentence may deny, ask or remember something else
        return self._term is None or _is_usual(self._term, link)

    def _defined(self, start: int, others: Sequence[Mention]) -> list[Mention]:
        """The modifier that stands as a term of its own: what stands under it explains it, until another is named."""
        if self._term is None or any(other.value != self._term.value for other in others):
            return []
        return list(others) or [
            Mention("modifier", max(start, self._term.end), max(start, self._term.end), self._term.value)
        ]

    def _meant(self, text: str, start: int, end: int) -> list[Mention]:
        """The modifiers that "the former", "the latter", "it" or "they do not ..." point back to."""
        if not self._named:
            return []
        if len(self._named) > 1 and (order := list(_FORMER.finditer(text, start, end))):
            at = [-1 if found[0].lower().endswith(("latter", "second")) else 0 for found in order]
            return [
                Mention("modifier", found.start(), found.end(), self._named[which].value)
                for found, which in zip(order, at, strict=True)
            ]
        if _THEY.match(text, start, end):
            again = _NOT.search(text, start, end) is not None
            return [
                Mention("modifier", start, start, m.value)
                for m in self._named
                if again or m.value not in self._explained
            ]
        return []


def _terms(block: Block) -> list[Mention]:
    """The modifiers that are all of a definition's term: "KX", "GA, GY, GZ", "52 and 53"."""
    term = block.cells[0].view.text if block.kind == "definition" and block.cells else ""
    if not _LISTED.fullmatch(term):
        return []
    found = [Mention("modifier", *one.span(), one[0]) for one in _TWO.finditer(term)]
    return found if all(mention.value in KNOWN for mention in found) else []


def _is_usual(term: Mention, link: Link) -> bool:
    """Whether a meaning can be that of a term: a number ("22", "50") is a modifier's only where it is told what that modifier means."""
    return term.value.isalpha() or STANDARD.get(term.value) == link.object.value


def _found(block: Block, where: Span, link: Link, meant: Polarity) -> Found:
    subject = span_in(block, link.subject)
    return Found(link.kind, link.subject, link.object, meant, where, subject, None, block.section, link.pattern)
