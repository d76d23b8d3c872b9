"""A sentence as a string of tags: one letter a token, so that a pattern is a regular expression over it.

"J9271 is used for pembrolizumab (Keytruda)" reads as `CblfD(B)`. Strings are short, patterns have no
nested repetition, and what a pattern matched maps back to the text token by token.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from auditor.extraction.words import MENTION_TAGS, TAGS
from auditor.model.assertions import Mention

_TOKEN: Final = re.compile(r"\.{2,}|_{2,}|…|i\.e\.|e\.g\.|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]|\t")
_PUNCTUATION: Final = {
    ",": ",", "\t": ":", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")", "{": "(", "}": ")", "?": "?", "!": "!", ".": ".",
    "=": "=", "→": "=", "⇒": "=", "➔": "=", "➜": "=", "►": "=", ">": "=", "/": "/", "|": ",", "&": "&", "+": "&",
    "-": "-", "–": "-", "—": "-", "−": "-", "•": ",", "·": ",", "*": "", "#": "", "®": "", "™": "", "©": "", "§": "", "~": "",
    "“": '"', "”": '"', '"': '"', "‘": '"', "’": '"', "'": '"', "«": '"', "»": '"', "`": "",
}  # fmt: skip


class Reading(msgspec.Struct, frozen=True):
    """One sentence, tokenised. `tags[i]` is the class of token i, `starts[i]` and `ends[i]` its offsets in the view.

    `token_of[m]` is the token of mention m; a mention is one token however many words it has.
    """

    text: str
    start: int
    end: int
    mentions: tuple[Mention, ...]
    tags: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    token_of: tuple[int, ...]

    def gap(self, left: int, right: int) -> str:
        """The tags strictly between two tokens."""
        return self.tags[left + 1 : right]

    def sentence(self) -> str:
        return self.text[self.start : self.end]


def read(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Reading:
    """Tokenise `text[start:end]`. `mentions` are those inside it, sorted, none overlapping."""
    tags: list[str] = []
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    token_of: list[int] = []

    def between(a: int, b: int) -> None:
        for found in _TOKEN.finditer(text, a, b):
            word, tag = _CLASSES.get(found[0]) or _classify(found[0])
            if tag in _IN_CONTEXT:
                tag = _in_context(text, found.end(), word, tags)
            if tag:
                tags.append(tag)
                words.append(word)
                starts.append(found.start())
                ends.append(found.end())

    at = start
    for mention in mentions:
        between(at, mention.start)
        token_of.append(len(tags))
        tags.append(MENTION_TAGS[mention.kind])
        words.append(text[mention.start : mention.end].lower())
        starts.append(mention.start)
        ends.append(mention.end)
        at = mention.end
    between(at, end)
    return Reading(
        text, start, end, tuple(mentions), "".join(tags), tuple(words), tuple(starts), tuple(ends), tuple(token_of)
    )


# Each spelling is classified once a process. The classes of a word never change, so nothing depends on what came before.
_CLASSES: Final[dict[str, tuple[str, str]]] = {}
_MOST_SPELLINGS: Final = 200_000


def _classify(token: str) -> tuple[str, str]:
    word = token.lower().replace("’", "'") if len(token) > 1 else token
    classified = (word, _CONTEXTUAL.get(word) or _tag(word))
    if len(_CLASSES) < _MOST_SPELLINGS:
        _CLASSES[token] = classified
    return classified


_CONTEXTUAL: Final = {"like": "like", "that": "that", "this": "that", "it": "it"}
_IN_CONTEXT: Final = frozenset(_CONTEXTUAL.values())
# "It is worth noting that ...": this "it" stands for nothing.
_EXPLETIVE: Final = re.compile(
    r"\s+(?:is|was|should|must|may|can|remains|becomes)(?: be)?(?: (?:also|therefore|thus|always|often|generally|very|equally))?"
    r" (?:important|worth|worthwhile|essential|crucial|critical|vital|necessary|advisable|possible|impossible|recommended|noted|remembered|noteworthy|imperative"
    r"|helpful|useful|best|clear|common|likely|unlikely|understood|emphasi[sz]ed|stressed|mentioned|required that|customary|wise|safe|easy|hard|true)\b",
    re.IGNORECASE,
)
_POINTS_BACK: Final = re.compile(r"(?:'s|’s| is| was)\b")


def _in_context(text: str, end: int, word: str, before: list[str]) -> str:
    """The tag of a word that depends on where it stands."""
    if word == "like":  # "new drugs like X" names an example, "like J9371" compares
        return "a" if before and before[-1] in "gklwa" else "q"
    if word == "it":
        return "w" if _EXPLETIVE.match(text, end) else "i"
    # "That is tofersen" points back, as "it" does
    return "i" if not before and _POINTS_BACK.match(text, end) else "t" if word == "this" else _tag(word)


def _tag(word: str) -> str:
    tag = TAGS.get(word)
    if tag is not None:
        return tag
    first = word[0]
    if first in "._…" and (len(word) > 1 or first == "…"):
        return ":"  # leaders: "atezolizumab ...... J9022"
    if first.isdigit():
        return "N"
    if len(word) == 1 and not first.isalnum():
        return _PUNCTUATION.get(first, "")
    if len(word) == 1:
        return TAGS.get(word.lower(), "w")
    if word.endswith("n't"):
        return "n"
    return "i" if word in {"it", "it's", "that's"} else "w"
