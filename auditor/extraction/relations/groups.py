"""Who is meant by "both", "all four", "these codes" and "everything but J2786": codes and drugs that stand above or before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from auditor.extraction.discourse import MOST_LISTED, Discourse
from auditor.extraction.guarded import Guarded
from auditor.extraction.late import late
from auditor.extraction.links import Item, Ref
from auditor.extraction.mentions import bare
from auditor.extraction.tags import Reading

GROUPS: Final = {
    "these": 0,
    "those": 0,
    "both": 2,
    "neither": 2,
    "either": 2,
    "all": 0,
    "they": 0,
    "every": 0,
    "everything": 0,
    "each": 0,
    "above": 0,
}
SIZES: Final = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
VERBS: Final = frozenset("bphlEo")
_MEMBER: Final = r"(?:(?:drug |hcpcs |billing |biosimilar )?(?:codes?|numbers?|products?|drugs?|enzymes?|toxins?|conjugates?|globulins?|inhibitors?|injectables?|agents?|medications?|medicines?|biologics?|biosimilars?|brands?|antibod(?:y|ies)|rows?|entr(?:y|ies)))"
_KIND: Final = r"(?: (?:current|listed|active|remaining|covered|such))?"
# The word begins words for all that the list or the table above names.
_ALL_LISTED: Final = late(
    rf"(?:(?:all|each|every one) of|all (?:these|the)|they all|(?:all|each|every|these|those){_KIND} {_MEMBER}|(?:all|every(?:one|thing)?) but|(?:these|they|those) are all|everything (?:in|on|of) (?:this|that|the) (?:section|list|table|part|group|class|slide|page))\b",
    re.IGNORECASE,
)
_NAMED_ABOVE: Final = late(
    rf"\b(?:the|these|those|all) {_MEMBER} (?:listed |shown |named |given )?above$", re.IGNORECASE
)
# "Except for J2786, all codes are per 1 mg": what is said of the others is not said of it.
_EXCEPTED: Final = late(
    r"\b(?:except(?:ing)?(?: for)?|with the (?:sole |one |only )?exceptions? of|apart from|aside from|other than|besides|excluding|save(?: for)?|(?:all|every(?:one|thing)?|(?:each|every|all) \w{3,12}) but)"
    r"(?: the| codes?){0,2} $",
    re.IGNORECASE,
)
_EXCEPTING: Final = frozenset(
    {"except", "excepting", "exception", "exceptions", "apart", "aside", "other", "besides", "excluding", "save", "but"}
)
_BEFORE: Final = 48  # characters in which such words have room
_EXCEPT: Final = frozenset({"except", "excepting", "excluding"})
_IS_SUBJECT: Final = late(r"[tw]{1,2}[bphlL]")
_TABLE: Final = frozenset({"table", "grid", "chart"})
_FAR_TABLE: Final = 6  # words
_THIS_TABLE: Final = frozenset(("this", table) for table in _TABLE)
_OF_NO_CODES: Final = frozenset(
    "brands names strengths forms sizes vials doses syringes claims lines indications uses settings payers eyes cases ways times".split()
)
_OF_CLAIMS: Final = frozenset("modifiers vials doses syringes claims lines payers patients eyes cases".split())
_ARE_OVER: Final = late(
    r"\b(?:are|were|have been) (?:now |both |all |long |also |then |later |since )?(?:deleted|discontinued|terminated|retired|gone|obsolete|inactive|invalid|expired|no longer)\b",
    re.IGNORECASE,
)
_FOR_A_WHILE: Final = Guarded(
    r"\b(?P<code>[A-Z]\d{4}) (?:\([^()]{1,24}\) )?(?:in|for|during) the (?:first|second|third|fourth|last) (?:quarter|half)\b|"
    r"\b(?:after|following) (?:just |only )?(?:a|one|two|three|four|some|several|its|\d) (?:quarters?|months|years?) (?:of|as|under|with|on) (?P<left>[A-Z]\d{4})\b"
)  # "C9441 in the first half of 2014, Q9970 in the second half, and J1439 from January 1, 2015"
_PARTS_OF_YEAR: Final = frozenset({"half", "quarter", "quarters", "months", "year", "years"})
_OPENS_LIST: Final = late(r"\b(?:these|the following)(?:,[^:;.]{0,40})?:\W*\Z", re.IGNORECASE)  # points to what follows
_WHOSE_CODES: Final = late(r"[jtw]{0,2}D[kw]")  # "each of the pegfilgrastim codes"
_CODES: Final = frozenset({"code", "codes", "products", "biosimilars", "brands"})
_COORDINATED: Final = late(r"[twgd]&t?[wuE]{1,2}[pb]\Z")
_OWN_SUBJECT: Final = late(r"[CDB]\)?,?&t?[CDB]\)?b\Z")
_OF_THEM: Final = frozenset((whole, "of", those) for whole in ("each", "both") for those in ("the", "these", "those"))
_FEW: Final = 3  # codes of which "each" can speak without saying how many
_SEVERAL: Final = 9  # and where they stand together


def without_excepted(
    codes: tuple[Ref, ...], reading: Reading, found: Sequence[Item], discourse: Discourse, token: int
) -> tuple[Ref, ...]:
    """The codes of a group of which the word at `token` speaks, where the sentence excepts some of them.

    "All are intramuscular except Perseris and J2799, which are subcutaneous": all but these, and these alone. None
    where nobody can tell which code is excepted.
    """
    exception = next((at for at, word in enumerate(reading.words) if word in _EXCEPT), len(reading.words))
    whole = next((item for item in found if item.tag in "Cc" and item.first < exception), None)
    if exception == len(reading.words) or whole is None or codes != whole.refs:
        return codes
    apart = [item for item in found if item.first > exception]
    but = codes_of(apart, discourse)
    if but is None:
        return ()
    goes_on = bool(apart) and reading.tags[apart[0].last + 1 : apart[0].last + 2] in VERBS  # "All except J2786 are ..."
    return tuple(code for code in codes if (code.value in but) == (token > exception and not goes_on))


def counts_others(reading: Reading, token: int) -> bool:
    """As in "One code covers both brands of a pair": what so many are of is no code."""
    if reading.words[token] == "each" and reading.tags[max(0, token - 1) : token] == "Q":
        return True  # "at 50 mg each"
    if reading.tags[-1:] == ":" and _OPENS_LIST.search(reading.text, reading.start, reading.end):
        return True  # "In came these, each 10 mg:"
    if reading.words[token] == "all" and reading.words[token - 1 : token] == ("at",):
        return True  # "is not a pegfilgrastim at all"
    counted = reading.words[token + 1 : token + 2]
    if reading.words[token] == "both" and _COORDINATED.search(reading.tags, 0, token):
        return True  # "The drug and the count were both wrong"
    if reading.tags[token : token + 2] == "tD" and _OWN_SUBJECT.search(reading.tags, 0, token):
        return True  # "J1950 and J9217 are both leuprolide": of the two that the sentence names
    if counted == ("one",) and not _OF_CLAIMS.isdisjoint(reading.words[token + 2 : token + 5]):
        return True  # "in every one of 44 lines"
    if reading.words[token] == "they" and reading.tags[max(0, token - 1) : token] == ",":
        return True  # "I checked with Noridian, they do not take it"
    return not _OF_CLAIMS.isdisjoint(counted) or (token > 0 and not _OF_NO_CODES.isdisjoint(counted))


def codes_of(found: Sequence[Item], discourse: Discourse) -> AbstractSet[str] | None:
    """The codes of items, those of drugs as the document gives them; None where one of the drugs has none, or several."""
    out = {code.value for item in found if item.tag in "Cc" for code in item.refs}
    for drug in (drug for item in found if item.tag == "D" for drug in item.refs):
        codes = discourse.codes_of({(drug.value, drug.brand)})
        if not codes:
            return None
        out |= {code.value for code in codes}
    return out


def excepted(reading: Reading, start: int) -> bool:
    """As in "all codes but J2786": what the sentence says of the others it does not say of the name at `start`.

    An exception from a denial is what is said: "Apart from J9173, no code describes durvalumab".
    """
    if "n" in reading.tags or _EXCEPTING.isdisjoint(reading.words):
        return False
    return _EXCEPTED.search(reading.text, max(reading.start, start - _BEFORE), start) is not None


def group(reading: Reading, discourse: Discourse, token: int, before: list[Item], after: list[Item]) -> list[Item]:
    """As in "Both", "all four", "they", "neither": the codes, or the drugs, that the paragraph or the list above it has named.

    `before` and `after` are the items of the sentence on either side of the word, without those that it excepts.
    """
    words, word = reading.words, reading.words[token]
    listed = _names_all(reading, token)
    if (word in {"every", "everything", "above"} and not listed) or _of_table_below(reading, discourse, token):
        return []
    size = GROUPS[word] or SIZES.get(words[token + 1] if token + 1 < len(words) else "", 0)
    if word == "they" and not listed:
        size = max(len(discourse.block_codes), len(discourse.drugs))
    if words[token : token + 3] in _OF_THEM:
        size = SIZES.get(words[token + 3] if token + 3 < len(words) else "", size)
    if word == "each" and reading.tags[token + 1 : token + 2] in VERBS:
        together = len(discourse.set_apart) == len(discourse.block_codes)  # one sentence listed them
        size = len(discourse.block_codes) if len(discourse.block_codes) <= (_SEVERAL if together else _FEW) else 0
        last = len(discourse.last_listed)
        size = size or (0 if before or discourse.block_codes or last > MOST_LISTED else last)
    listed = listed and size == 0
    if listed and len(discourse.block_codes) > 1:
        listed = discourse.may_mean(len(discourse.block_codes))
        size = (
            len(discourse.block_codes) if listed else 0
        )  # "in every one of these codes", of those that the paragraph names
    out = []
    codes = _listed(discourse, size, of_table=not _TABLE.isdisjoint(words[token : token + 5]))
    told = size > 1 and _without_codes(discourse, size)
    if (size == len(codes) or listed) and not told and len(codes) > 1 and len(discourse.block_codes) < 2:
        if not any(item.tag == "C" for item in before) and discourse.may_mean(len(codes)):
            out.append(Item("c", token, token, _of_named_drug(reading, token, tuple(codes), discourse)))
        return out
    clause = max(reading.tags.rfind(mark, 0, token) for mark in ";:")
    of_this = [item for item in before if item.tag == "C" and item.first > clause >= 0]  # "J1071, 1 mg, replaced both"
    named = [ref for item in before if item.tag == "C" and item not in of_this for ref in item.refs]
    apart = not named or re.search(r"[;:]", reading.tags[:token]) is not None
    pool = [
        code
        for code in _of_paragraph(reading, discourse, size, named)
        if not _is_over_instead(reading, discourse, code)
    ]
    # "Both were discontinued, and J3489 ..."
    is_subject = token == 0 and words[0] in {"both", "all", "they"} and _IS_SUBJECT.match(reading.tags) is not None
    if size > 1 and len(pool) >= size and apart and (is_subject or not any(item.tag == "C" for item in after)):
        out.append(Item("c", token, token, tuple(pool[-size:])))
    if size > 1 and len(discourse.block_drugs) >= size and not any(item.tag == "D" for item in before):
        out.append(Item("d", token, token, tuple(discourse.block_drugs[-size:])))
    return out


def _without_codes(discourse: Discourse, size: int) -> bool:
    """As in "There are eltrombopag, avatrombopag and lusutrombopag. All three are tablets": drugs to which the document gives no code."""
    drugs = discourse.block_drugs[-size:]
    return len(drugs) == size and not any(
        drug.brand or discourse.codes_of({(drug.value, drug.brand)}) for drug in drugs
    )


def _of_table_below(reading: Reading, discourse: Discourse, token: int) -> bool:
    """As in "All drugs in this table are taken by mouth", above the first table of its section."""
    return not discourse.has_table and any(
        pair in _THIS_TABLE for pair in pairwise(reading.words[token : token + _FAR_TABLE])
    )


def _of_named_drug(reading: Reading, token: int, codes: tuple[Ref, ...], discourse: Discourse) -> tuple[Ref, ...]:
    """As in "each of the pegfilgrastim codes above": none of a code that the document gave to another drug."""
    named = _WHOSE_CODES.match(reading.tags, token + 1)
    if named is None or reading.words[named.end() - 1] not in _CODES:
        return codes
    own = bare(reading.mentions[reading.token_of.index(named.end() - 2)].value)
    return tuple(code for code in codes if _may_be_of(own, discourse.drug_of.get(code.value))) or codes


def _may_be_of(name: str, drug: Ref | None) -> bool:
    """Whether a code may be of the drug of this name, by the drug that the document has given to it."""
    if drug is None or not drug.value:
        return True
    return any(part == name or part.startswith(f"{name} ") for part in map(bare, drug.value.split(" + ")))


def told_for_a_while(reading: Reading) -> set[str]:
    """The codes of which the sentence only says in which part of a year they were used."""
    if _PARTS_OF_YEAR.isdisjoint(reading.words):
        return set()
    return {
        (told["code"] or told["left"]).upper()
        for told in _FOR_A_WHILE.finditer(reading.text, reading.start, reading.end)
    }


def _names_all(reading: Reading, token: int) -> bool:
    """Whether a word is one for all that stands above, however many: "all of", "these codes", "the products above"."""
    word = reading.words[token]
    if word == "above":
        start = reading.starts[token]
        return _NAMED_ABOVE.search(reading.text, max(reading.start, start - _BEFORE), reading.ends[token]) is not None
    if word == "all" and token == 0 and reading.tags[1:2] in VERBS:
        return True
    return _ALL_LISTED.match(reading.text, reading.starts[token], reading.end) is not None


def _of_paragraph(reading: Reading, discourse: Discourse, size: int, named: list[Ref]) -> list[Ref]:
    """The codes of the paragraph of which so many are meant, those that the sentence names last."""
    repeated = {ref.value for ref in named}
    pool = [*(code for code in discourse.block_codes if code.value not in repeated), *named] if size > 1 else named
    gone = [code for code in discourse.block_codes if code.value in discourse.left_codes]
    if not named and len(gone) >= size > 1 and _ARE_OVER.search(reading.text, reading.start, reading.end):
        return gone  # "J2920 and J2930 were replaced by J2919. Both are deleted."
    if _ARE_OVER.search(reading.text, reading.start, reading.end):
        return pool  # the last that were named: "... under Q9970, and under C9441. Both are obsolete"
    in_use = [code for code in pool if code.value not in discourse.left_codes]
    return in_use if len(in_use) == size else pool  # "all three count 2 mg": those in use


def _is_over_instead(reading: Reading, discourse: Discourse, code: Ref) -> bool:
    """Whether a sentence says that codes ended, and this is the one that came after them: "... replaced by J0178. Both are deleted."."""
    return code.value in discourse.came_codes and _ARE_OVER.search(reading.text, reading.start, reading.end) is not None


def _listed(discourse: Discourse, size: int, *, of_table: bool) -> Sequence[Ref]:
    """The codes of the list or table above; where as many are meant, of its last part, or those that the paragraph or the section names with them."""
    if of_table:
        return discourse.table_codes
    pools: tuple[Sequence[Ref], ...] = (discourse.listed_codes, discourse.last_listed, discourse.section_codes)
    if size <= len(discourse.listed_codes) + len(discourse.block_codes) <= MOST_LISTED:
        pools += (tuple(dict.fromkeys((*discourse.listed_codes, *discourse.block_codes))),)
    return next((pool for pool in pools if len(pool) == size), pools[0])
