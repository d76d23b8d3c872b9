"""A sentence as a string of tags: one letter a token, so that a pattern is a regular expression over it.

"J9271 is used for pembrolizumab (Keytruda)" reads as `CblfD(B)`. Strings are short, patterns have no
nested repetition, and what a pattern matched maps back to the text token by token.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

import msgspec

from auditor.extraction.late import late
from auditor.extraction.words import ARROWS, MENTION_TAGS, TAGS
from auditor.model.assertions import Mention

_TOKEN: Final = late(r"\.\.+|__+|…|i\.e\.|e\.g\.|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]|\t")
_PUNCTUATION: Final = {
    ",": ",", "\t": ":", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")", "{": "(", "}": ")", "?": "?", "!": "!", ".": ".",
    "=": "=", ">": "=", **dict.fromkeys(ARROWS, "="), "/": "/", "|": ",", "&": "&", "+": "&",
    "-": "-", "–": "-", "—": "-", "−": "-", "•": ",", "·": ",", "*": "", "#": "", "®": "", "™": "", "©": "", "§": "", "~": "",
    "“": '"', "”": '"', '"': '"', "‘": '"', "’": '"', "'": '"', "«": '"', "»": '"', "`": "",
}  # fmt: skip


class Reading(msgspec.Struct):
    """One sentence, tokenised. `tags[i]` is the class of token i, `starts[i]` and `ends[i]` its offsets in the view.

    `token_of[m]` is the token of mention m; a mention is one token however many words it has. Most sentences tie nothing
    together, so the offsets are found when somebody asks for them; else nothing of a reading changes once it is read.
    """

    text: str
    start: int
    end: int
    mentions: tuple[Mention, ...]
    tags: str
    words: tuple[str, ...]
    token_of: tuple[int, ...]
    _starts: Mapping[int, int] | None = None
    _ends: Mapping[int, int] | None = None
    _places: tuple[list[int], list[int]] | None = None

    @property
    def starts(self) -> Mapping[int, int]:
        """Where each token starts in the text."""
        if self._starts is None:
            self._starts = _Offsets(zip(self.token_of, [m.start for m in self.mentions], strict=True), self._start_of)
        return self._starts

    @property
    def ends(self) -> Mapping[int, int]:
        """Where each token ends in the text."""
        if self._ends is None:
            self._ends = _Offsets(zip(self.token_of, [m.end for m in self.mentions], strict=True), self._end_of)
        return self._ends

    def token_at(self, offset: int) -> int:
        """The first token that starts at an offset of the text or after it; the last token where none does."""
        return min(bisect_left(self._placed()[0], offset), len(self.tags) - 1)

    def _start_of(self, token: int) -> int:
        if token == 0 and self.text[self.start].isalnum():
            return self.start  # a mark may belong to no token, a letter belongs to the first
        return self._placed()[0][token]

    def _end_of(self, token: int) -> int:
        return self._placed()[1][token]

    def _placed(self) -> tuple[list[int], list[int]]:
        if self._places is None:
            self._places = _places(self.text, self.start, self.end, self.mentions)
        return self._places

    def gap(self, left: int, right: int) -> str:
        """The tags strictly between two tokens."""
        return self.tags[left + 1 : right]

    def sentence(self) -> str:
        return self.text[self.start : self.end]


class _Offsets(dict[int, int]):
    """Offsets by token: those of mentions are known, and most that are asked for are theirs. Others are looked for."""

    def __init__(self, known: Iterable[tuple[int, int]], find: Callable[[int], int]) -> None:
        super().__init__(known)
        self._find = find

    def __missing__(self, token: int) -> int:
        return self._find(token)


def read(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Reading:
    """Tokenise `text[start:end]`. `mentions` are those inside it, sorted, none overlapping."""
    tags = ""
    words: list[str] = []
    token_of: list[int] = []
    tokens_of, chunks = _CHUNKS.__getitem__, _chunks if text.find("\t", start, end) >= 0 else str.split
    at = start
    for mention in mentions:
        begin = mention.start
        if at < begin:
            for more, names, _ in map(tokens_of, chunks(text[at:begin])):
                tags += more
                words += names
        token_of.append(len(words))
        tags += MENTION_TAGS[mention.kind]
        at = mention.end
        words.append(text[begin:at].lower())
    if at < end:
        for more, names, _ in map(tokens_of, chunks(text[at:end])):
            tags += more
            words += names
    reading = Reading(text, start, end, tuple(mentions), tags, tuple(words), tuple(token_of))
    if (
        _LIKE in tags
        or not _SEEN_IN_CONTEXT.isdisjoint(words)
        or (words and words[0] in _BACK and 0 not in token_of[:1])
    ):
        reading.tags = _in_context(reading)
    return reading


# A definition whose text makes one sentence with its term: "J0897", and beside it "is denosumab".
_GOES_ON: Final = late(
    r"\t(?=(?:is|was|are|were|has|had|covers?|describes?|means|denotes?|represents?|stands for|replaced|belongs to|applies to)\b)"
)


def _chunks(between: str) -> list[str]:
    """What stands between two mentions, cut at its white space. A tab is a token too, unless a verb goes on after it."""
    return between.split() if "\t" not in between else _GOES_ON.sub(" ", between).replace("\t", " \t ").split(" ")


def _places(text: str, start: int, end: int, mentions: Sequence[Mention]) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    at = start
    for mention in mentions:
        if at < mention.start:
            _place(text, at, mention.start, starts, ends)
        starts.append(mention.start)
        at = mention.end
        ends.append(at)
    _place(text, at, end, starts, ends)
    return starts, ends


def _place(text: str, at: int, end: int, starts: list[int], ends: list[int]) -> None:
    """Add where the tokens of `text[at:end]` start and end: only white space stands between one chunk and the next."""
    for chunk in _chunks(text[at:end]):
        first = text.find(chunk, at)
        for begin, stop in _CHUNKS[chunk].spans:
            starts.append(first + begin)
            ends.append(first + stop)
        at = first + len(chunk)


# Each spelling is classified once a process, and each chunk between white space split once: a dictionary is ten times as
# fast as the pattern. What is kept depends on the spelling alone, so nothing depends on what came before.
_MOST_SPELLINGS: Final = 100_000
_LONG_CHUNK: Final = 40


class _Chunk(NamedTuple):
    """The tokens of a chunk of text without white space: their tags, words and offsets in it."""

    tags: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class _Chunks(dict[str, _Chunk]):
    def __missing__(self, chunk: str) -> _Chunk:
        tokens = [token for found in _TOKEN.finditer(chunk) for token in _tokens(found[0], found.start()) if token[1]]
        if "%" in chunk:  # "albumin, 5%, 50 ml": a concentration is no number of something
            tokens = [(word, _PLAIN if chunk[at[1] : at[1] + 1] == "%" else tag, at) for word, tag, at in tokens]
        words, tags, spans = zip(*tokens, strict=True) if tokens else ((), (), ())
        known = _Chunk("".join(tags), words, spans)
        if len(self) < _MOST_SPELLINGS and len(chunk) < _LONG_CHUNK:
            self[chunk] = known
        return known


def _tokens(spelling: str, start: int) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """The token of a spelling; two of "it's", which is "it is"."""
    pronoun, _, verb = spelling.lower().replace("’", "'").partition("'")
    end = start + len(spelling)
    if verb == "s" and pronoun in _CONTRACTED:
        cut = end - len("'s")
        yield pronoun, _CONTRACTED[pronoun], (start, cut)
        yield "is", "b", (cut, end)
    else:
        yield (*_classify(spelling), (start, end))


_PLAIN: Final = "w"  # the tag of a word that says nothing of codes and drugs
_CONTRACTED: Final = MappingProxyType({"it": "i", "that": "i", "there": "w", "here": "w", "what": "r", "who": "r"})
_CHUNKS: Final = _Chunks()
_SEEN_IN_CONTEXT: Final = frozenset({"it", "received", "than"})
_NOT: Final = frozenset({("no",), ("not",)})
_BACK: Final = frozenset({"that", "this"})  # words that point back where they open a sentence
_LIKE: Final = "\0"  # the tag of "like" until its place is known


@lru_cache(maxsize=_MOST_SPELLINGS)
def _classify(token: str) -> tuple[str, str]:
    word = token.lower().replace("’", "'") if len(token) > 1 else token
    return word, _LIKE if word == "like" else "t" if word == "this" else _tag(word)


# "It is worth noting that ...": this "it" stands for nothing.
_EXPLETIVE: Final = late(
    r"\s+(?:is|was|should|must|may|can|remains|becomes)(?: be)?(?: (?:also|therefore|thus|always|often|generally|very|equally))?"
    r" (?:important|worth|worthwhile|essential|crucial|critical|vital|necessary|advisable|possible|impossible|recommended|noted|remembered|noteworthy|imperative"
    r"|helpful|useful|best|clear|common|likely|unlikely|understood|emphasi[sz]ed|stressed|mentioned|required that|customary|wise|safe|easy|hard|true)\b",
    re.IGNORECASE,
)
_THE_ONE: Final = frozenset({("that", "one"), ("this", "one")})
_WHERE_IT_WAS: Final = frozenset({("it", "was"), ("it", "is")})
_A_CODE: Final = late(r"[twk,]{0,4}C")
_POINTS_BACK: Final = late(r"(?:'s|’s| is| was)\b")


def _in_context(reading: Reading) -> str:
    """The tags of a sentence with those of the words that depend on where they stand."""
    tags = reading.tags
    for at, word in enumerate(reading.words):
        if word == "it" and tags[at] == "i" and _EXPLETIVE.match(reading.text, reading.ends[at]):
            tags = f"{tags[:at]}w{tags[at + 1 :]}"
        elif word == "than" and reading.words[max(0, at - 2) : at - 1] in _NOT:
            tags = f"{tags[: at - 2]}w{tags[at - 1 :]}"  # "no more than 4 units" denies nothing
        elif word == "where" and reading.words[at + 1 : at + 3] in _WHERE_IT_WAS:
            tags = f"{tags[: at + 1]}ww{tags[at + 3 :]}"  # "mitomycin stays where it was, at J9280"
    # "That is tofersen" points back, as "it" does
    if (
        reading.words[0] in {"that", "this"}
        and 0 not in reading.token_of
        and _POINTS_BACK.match(reading.text, reading.ends[0])
    ):
        tags = "i" + tags[1:]
    if reading.words[:2] in _THE_ONE and tags[2:3] and tags[2] in "bphmlL":
        tags = "c" + tags[1:]  # "That one is the unclassified code"
    if "received" in reading.words:
        at = reading.words.index("received")
        if _A_CODE.match(tags, at + 1):
            tags = f"{tags[:at]}h{tags[at + 1 :]}"  # "Omlyclo received Q5154": a code, not a patient's drug
    at = tags.find(_LIKE)
    while at >= 0:  # "new drugs like X" names an example, "like J9371" compares
        tags = f"{tags[:at]}{'a' if at and tags[at - 1] in 'gklwa' else 'q'}{tags[at + 1 :]}"
        at = tags.find(_LIKE)
    return tags


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
    return "i" if word == "it" else "w"
