"""code-status: unclassified, specific, discontinued."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from auditor.extraction.discourse import Discourse
from auditor.extraction.grammar import regex
from auditor.extraction.guarded import Guarded, Phrases
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref, without_brackets
from auditor.extraction.patterns.polarity import PLANNED_END
from auditor.extraction.patterns.status import (
    BEFORE_CODE,
    ENDED,
    ENDED_ELSEWHERE,
    ENDED_OF_OTHERS,
    GOES_ON,
    SPECIFIC,
    SUSPECTED,
    TOGETHER,
    UNCLASSIFIED,
    WILL_END,
)
from auditor.extraction.relations.items import codes_between, refs_of
from auditor.extraction.tags import Reading
from auditor.lexicon.catch_all import CATCH_ALL, says_unspecified
from auditor.model.assertions import Polarity

_ENDED: Final = Phrases(ENDED)
_OF_OTHERS: Final = regex(ENDED_OF_OTHERS)
_ELSEWHERE: Final = regex(ENDED_ELSEWHERE)
_CLAUSE: Final = 90  # characters before the word that can name what ended
_UNCLASSIFIED: Final = regex(UNCLASSIFIED)
_WILL_END: Final = regex(WILL_END)
_PLANNED: Final = regex(PLANNED_END)
_WITH_IT: Final = late(
    r"[^.;]{0,30}?,? (?:together|along) with (?:codes? )?", re.IGNORECASE
)  # "delete it at year's end, together with J1443"
_SPECIFIC: Final = Guarded(SPECIFIC.words)
_SUSPECTED: Final = late(SUSPECTED, re.IGNORECASE)
_GOES_ON: Final = late(GOES_ON)
_IT_GOES_ON: Final = late(r"[^;CDB]{0,12}&A?[pbh]A?")
_TOGETHER: Final = late(TOGETHER)
_OF_A_DRUG: Final = late(r"x[tg]{0,2}D[pb]?$")  # "..., although dexamethasone acetate is gone"
_LOOKS_LIKE: Final = late(
    r"\b(?:looks?|sounds?|reads?) like (?:an? )?$|\b(?:resembles?|mistaken for|confused with) (?:an? )?$", re.IGNORECASE
)
_WHICH_IS: Final = late(r",r[bp]{1,2}A?")
_WITH_SOME: Final = late(
    r"\b(?:had|was|were|been|then) [^.;]{0,40}\b(?:with|under|by|to|on|using) (?:an? [\w-]+ (?:codes? )?or )?(?:an?|some|any) $",
    re.IGNORECASE,
)
_CODE_NEXT: Final = late(r"[kg]{1,3}|[wg]{0,2}[wl]v")  # "unlisted biologics go to J3590"
# "Hospitals report C9307, and physicians use an unclassified code": others do so with another code.
_OTHERS_DO: Final = late(r",&[tw]{0,2}wl")
_ATTRIBUTE: Final = late(
    r"\b(?:the|its|an?|our|those|these|some|other)(?: (?:two|three|four|five|six|now|long|old|\d+)){0,2}\s+\Z",
    re.IGNORECASE,
)
_NOUN: Final = late(r"[wg]")
# "These drugs go with an unclassified code", "use an unclassified code such as J9999", "J9299 and an unclassified code": of no code, or of those
# that follow.
_AS_OBJECT: Final = late(r"(?:[sl]|C&)t\Z")
_SOME: Final = frozenset({("a",), ("an",), ("any",), ("some",)})
_SUCH_AS: Final = late(r"k(?:t?a|[,:(]|,[wta]{1,2})k?C")
_OF_ONE_DRUG: Final = late(r"f[tw]{0,2}[DB]")
# "Triferic's J1443, Ixifi's Q5109 and the old cytarabine code J9098 all carry an end date"
_WITH_ITS_DRUG: Final = late(r""",?&?[twgkDBF"]{0,8}""")
_WITH_DESCRIPTOR: Final = late(r"[twgkDBF]{0,8}(?:,e?Q)?(?:,|,?&)")
_IN_BRACKETS: Final = late(r"\)(?:,|&|,&)[tdwgBD]{1,4}\(")  # "Triferic (J1443), its powder (J1444) and ..."
_CODES_IN_BRACKET: Final = late(r"\(C[C,&PQegtwDRBv]*\Z")  # "(J8520, 150 mg, and J8521, 500 mg, ended)"
_LEAVES_LIST: Final = late(r",r|;l")  # "..., and J2503, which has no successor", "J9250, 5 mg; use J9260"
_LEADS_IN: Final = late(r"[^:;.,bphmoCDBiI?]{0,12}:[tk]{0,2}[CDBQ]")  # "... by CMS and from this table: J7505"
_LISTABLE: Final = frozenset({"codes", "numbers", "entries", "following", "lines", "rows"})
_ANY_CODE: Final = late(r"(?<![bpan])t\Z")
_PARTED: Final = late(rf";|{_OF_A_DRUG.pattern}|{_OTHERS_DO.pattern}")
# "Q5102 gave way to Q5103, and ZA and ZB ended with it": modifiers are what ended.
_MODIFIERS_DID: Final = late(
    r",? (?:and|while|as) (?:the |modifiers? ){0,2}[A-Z][A-Z\d](?:,? (?:and |or )?[A-Z][A-Z\d]){0,5} (?:all |both |each )?(?:were |was )?$"
)
# "J9153 (Vyxeos), though both liposomal products are gone": it stays, whatever has gone beside it.
_THOUGH: Final = late(r"\b(?:al|even )?though (?:(?!it\b|this\b|that\b)[\w-]+ ){1,8}\Z", re.IGNORECASE)
_OF_CODE: Final = late(r"C(?:,|b)t\Z")  # "J0799, the unclassified line"
_ON_PAPER: Final = frozenset(
    "line lines claim claims queue edit edits denial denials bucket charge charges generics makers manufacturers suppliers labelers".split()
)
_PLAN: Final = 32  # characters before an end in which it can be called a plan
_STATEMENT: Final = late(r"[bphomi?]")
_OPENS: Final = 2  # tokens before the word that opens a list of codes that have ended


_INSTEAD: Final = late(r"qq?j?t?w?\Z")  # "billed with J9271 rather than an unlisted code"
_THE_OLD: Final = late(
    r"\b(?:the|its|their|that) (?:(?P<temporary>temporary|interim|pass-?through|c|hospital)|old|older|former|previous|prior|earlier)[ -](?:c[ -])?(?:codes?|numbers?)"
    r" (?:(?:has|have|had|was|were|is|are|been|being|also|now|then|since) ){0,4}\Z",
    re.IGNORECASE,
)


def status_links(
    reading: Reading, found: list[Item], discourse: Discourse, *, look_for_end: bool = True
) -> Iterator[Link]:
    """What the sentence says of a code's standing: unclassified or discontinued."""
    yield from _unclassified(reading, found, discourse) if "U" in reading.tags else _unspecified(reading, found)
    specific = "specific" in reading.words and _SPECIFIC.search(reading.text, reading.start, reading.end)
    if specific and _suspected(reading.text) and not _UNCLASSIFIED.search(reading.tags):
        token = reading.token_at(specific.start())
        for code in _code_for(reading, found, token):
            yield Link("code-status", code, Ref("unclassified"), SPECIFIC.name, 0, token, polarity="denied")
    if not look_for_end:
        return
    yield from _planned_ends(reading, found)
    for name, ended in _ENDED.finditer(reading.text, reading.start, reading.end):
        if _other_ended(reading.text[max(reading.start, ended.start() - _CLAUSE) : ended.start()]):
            continue
        if _ELSEWHERE.match(reading.text[ended.end() : reading.end]):
            continue
        token = reading.token_at(ended.start())
        if _is_attribute(reading, ended.start(), token):
            continue
        opens = ended.start() - reading.start <= 12 and not any(
            item.tag in "Cc" and item.last < token for item in found
        )
        listed = _listed_after(reading, found, token) or _in_one_bracket(reading, found, token)
        of_block = discourse.block_codes[-1:] if opens else ()
        old = None if listed else _old_one(reading, found, discourse, ended.start())
        codes = old if old is not None else listed or of_block or _code_for(reading, found, token)
        planned = _PLANNED.search(reading.text, max(reading.start, ended.start() - _PLAN), ended.start())
        meant: Polarity | None = PLANNED_END.effect if planned else None
        for code in codes:
            if code.value not in CATCH_ALL:  # "J3590 is no longer accepted" is said of one drug
                yield Link("code-status", code, Ref("discontinued"), name, 0, token, polarity=meant)


def _planned_ends(reading: Reading, found: list[Item]) -> Iterator[Link]:
    """As in "CMS plans to discontinue Q5109 at the end of the year"."""
    for planned in _WILL_END.finditer(reading.text, reading.start, reading.end):
        token = reading.token_at(planned.start("verb"))
        if _ELSEWHERE.match(reading.text[planned.end() : reading.end]):
            continue
        after = [item for item in found if item.tag in "Cci" and item.first > token]
        ending = [
            *after[:1],
            *(
                two
                for one, two in pairwise(after)
                if _WITH_IT.fullmatch(reading.text, reading.ends[one.last], reading.starts[two.first])
            ),
        ]
        for code in (code for item in ending for code in item.refs):
            yield Link("code-status", code, Ref("discontinued"), WILL_END.name, 0, token, polarity="hypothetical")


def _unclassified(reading: Reading, found: list[Item], discourse: Discourse) -> Iterator[Link]:
    for unclassified in _UNCLASSIFIED.finditer(reading.tags):
        token = unclassified.start()
        if (
            reading.words[token + 1 : token + 2]
            and reading.words[token + 1] in _ON_PAPER
            and not _OF_CODE.search(reading.tags, 0, token)
        ):
            continue  # "an NOC line for it is rejected"
        mention = reading.mentions[reading.token_of.index(token)]
        if (
            _INSTEAD.search(reading.tags, 0, token)
            or _LOOKS_LIKE.search(reading.text, reading.start, mention.start)
            or _OF_ONE_DRUG.match(reading.tags, token + 1)
            or _WITH_SOME.search(reading.text, reading.start, mention.start)
        ):
            continue  # "the old catch-all for any infliximab biosimilar", "it had been sent with a C code or an unclassified code"
        is_object = reading.words[token - 1 : token] in _SOME and _AS_OBJECT.search(reading.tags, 0, token)
        of_which = _such_as if is_object else _code_for
        own = discourse.block_codes[:1] if reading.words[token - 1 : token] == ("this",) else ()
        for code in own or of_which(reading, found, token):
            yield Link("code-status", code, Ref("unclassified", mention), UNCLASSIFIED.name, 0, token)


def _such_as(reading: Reading, found: list[Item], token: int) -> tuple[Ref, ...]:
    """The codes that are named right after "an unclassified code", if any are."""
    if not _SUCH_AS.match(reading.tags, token + 1):
        return ()
    return next((item.refs for item in found if item.tag == "C" and item.first > token), ())


def _unspecified(reading: Reading, found: list[Item]) -> Iterator[Link]:
    """As in "J8499 Prescription drug, oral, non chemotherapeutic, NOS": of other codes such words only leave the maker open."""
    codes = [code for item in found if item.tag == "C" for code in item.refs]
    if len(codes) == 1 and codes[0].value in CATCH_ALL and says_unspecified(reading.sentence()):
        yield Link("code-status", codes[0], Ref("unclassified"), UNCLASSIFIED.name, 0, len(reading.tags) - 1)


def _is_attribute(reading: Reading, start: int, token: int) -> bool:
    """As in "and a deleted code rejects at the front end", of any such code, and "the two retired predecessors of Injectafer"."""
    if _ANY_CODE.search(reading.tags, 0, token) and reading.words[token + 1 : token + 2] in {("code",), ("codes",)}:
        return True
    before = reading.text[max(reading.start, start - _PLAN) : start]
    return (
        _NOUN.match(reading.tags, token + 1) is not None
        and reading.tags[token + 2 : token + 3] != "C"
        and _ATTRIBUTE.search(before) is not None
    )


def says_ended(reading: Reading) -> bool:
    """Whether the sentence says that some code ended."""
    return _ENDED.search(reading.text, reading.start, reading.end) is not None


def _listed_after(reading: Reading, found: list[Item], token: int) -> tuple[Ref, ...]:
    """The codes that a participle takes with it: "added J0589, deleted C9160", "Deleted with March 31: J1094, J1810", "Two were deleted: J7505, J7513"."""
    passive = re.search(r"[bph][A]?$", reading.tags[max(0, token - 3) : token]) is not None
    leads_in = (
        passive
        and not _LISTABLE.isdisjoint(reading.words[:token])
        and _LEADS_IN.match(reading.tags, token + 1) is not None
    )
    if passive and not leads_in:
        return ()
    after = [item for item in found if item.tag == "C" and item.first > token]
    if not leads_in and after and reading.tags[token + 1 : after[0].first].strip("tk") == "":
        return after[0].refs
    if (token > _OPENS and not leads_in) or any(item.tag == "C" and item.last < token for item in found):
        return ()
    colon = reading.tags.find(":", token)
    aside = _LEAVES_LIST.search(reading.tags, colon) if colon >= 0 else None
    end = aside.start() if aside else len(reading.tags)
    if colon < 0 or _STATEMENT.search(without_brackets(reading.tags[colon:end])):
        return ()
    return codes_between(found, colon, end)


@lru_cache(maxsize=1)
def _suspected(text: str) -> bool:
    """Whether a block speaks of unclassified codes; asked once for all its sentences."""
    return _SUSPECTED.search(text) is not None


def _other_ended(before: str) -> bool:
    return any(says.search(before) is not None for says in (_OF_OTHERS, _MODIFIERS_DID, _THOUGH))


def _in_one_bracket(reading: Reading, found: list[Item], token: int) -> tuple[Ref, ...]:
    """The codes of a bracket that the word closes: "J8522, 50 mg (J8520, 150 mg, and J8521, 500 mg, ended)"."""
    bracket = _CODES_IN_BRACKET.search(reading.tags, 0, token)
    if bracket is not None and reading.tags[token + 1 : token + 2] == ")":
        return codes_between(found, bracket.start(), token)
    return ()


def _code_for(reading: Reading, found: list[Item], token: int) -> tuple[Ref, ...]:
    apposed = next((item for item in found if item.tag == "C" and reading.gap(item.last, token) == ","), None)
    if apposed is not None:
        both = "&" in reading.tags[apposed.first : apposed.last]  # "J0610 and J0611, ended in 2023"
        return apposed.refs if both else apposed.refs[-1:]  # "J0614 replaces C9175, terminated the same day"
    told = next(
        (
            item
            for item in found
            if item.tag == "C" and _WHICH_IS.fullmatch(without_brackets(reading.gap(item.last, token)))
        ),
        None,
    )
    if told is not None:
        return told.refs[-1:]  # "J1308 replaces S0028 (famotidine), which is terminated"
    named_next = next(
        (item for item in found if item.tag == "C" and _CODE_NEXT.fullmatch(reading.gap(token, item.first))), None
    )
    if named_next is not None:
        return named_next.refs  # "J9173 replaced the miscellaneous code J9999"
    listed = [ref for item in found if item.tag == "C" and item.last < token for ref in item.refs]
    if (
        len(listed) > 1
        and reading.words[token - 1 : token] == ("both",)
        and reading.tags[token - 2 : token - 1] in {"(", ","}
    ):
        return tuple(listed[-2:])  # "J3487, J3488 (both deleted)"
    codes = [
        item
        for item in found
        if item.tag in "Cci" and not item.compared
        if not (
            item.tag == "c" and reading.gap(item.last, token).startswith("f")
        )  # "the code for unclassified drugs is ..."
    ]
    named = [item for item in codes if item.tag == "C"]
    alone = (
        len(named) == len(codes) == 1
        and named[0].last < token
        and not _OTHERS_DO.search(reading.gap(named[0].last, token))
    )
    if alone and not _OF_A_DRUG.search(reading.tags[:token]):
        return named[0].refs
    codes = [item for item in codes if not _did_it(reading, item, token)]
    before = [item for item in codes if item.last < token and not _PARTED.search(reading.gap(item.last, token))]
    after = [item for item in codes if item.first >= token and ";" not in reading.tags[token : item.first]]
    if before:
        nearest = before[-1]
        if len(before) > 1 and _GOES_ON.match(reading.gap(nearest.last, token)):
            return before[-2].refs  # "C9467 preceded J9311 and was withdrawn": the subject goes on
        together = named[: named.index(nearest) + 1] if nearest in named else []
        return (*_coordinated(reading, together, token), *nearest.refs) if together else nearest.refs
    if after:
        if after[0].tag == "c" and "f" in reading.tags[token + 1 : after[0].first]:
            return ()  # "the unclassified codes for these five"
        gap = reading.tags[token + 1 : after[0].first]
        return after[0].refs if gap.strip(BEFORE_CODE) == "" and ",ww" not in gap else ()
    return ()


def _did_it(reading: Reading, code: Item, token: int) -> bool:
    """As in "It was replaced by J3358 on New Year's Day and is obsolete": it is, and not the code that did it."""
    by = reading.words[code.first - 1 : code.first] == ("by",)
    return by and code.last < token and _IT_GOES_ON.fullmatch(reading.gap(code.last, token)) is not None


def _old_one(reading: Reading, found: list[Item], discourse: Discourse, end: int) -> tuple[Ref, ...] | None:
    """As in "J9326 replaces it, and the temporary code has been deleted": the code that was before; () where nobody can tell, None where no such words stand."""
    told = _THE_OLD.search(reading.text, max(reading.start, end - _PLAN), end)
    if told is None:
        return None
    named = {code.value: code for code in (*discourse.block_codes, *refs_of(found, "C"))}
    kept = [
        code
        for value, code in named.items()
        if (value.startswith("C") if told["temporary"] else value in discourse.left_codes)
    ]
    return tuple(kept) if len(kept) == 1 else ()


def _coordinated(reading: Reading, named: list[Item], end: int) -> tuple[Ref, ...]:
    """As in "J2930 (up to 125 mg) and J2920 (up to 40 mg) were deleted": the codes before, parted by brackets and a comma only."""
    refs: tuple[Ref, ...] = ()
    every = reading.words[named[-1].last + 1 : named[-1].last + 2] == ("all",)
    entry = ":" in reading.gap(named[-1].last, end)  # "J9037 belantamab, 0.5 mg, and J9247 melphalan, 1 mg: retired"
    for one, two in reversed(list(pairwise(named))):
        gap = reading.gap(one.last, two.first)
        plain = without_brackets(gap)
        if gap == ",&" and not entry:
            break  # "... to J2274, and J2275 and J2271 were deleted": else they were one item
        if not (
            _TOGETHER.fullmatch(plain)
            or _IN_BRACKETS.fullmatch(gap)
            or (every and _WITH_ITS_DRUG.fullmatch(plain))
            or (entry and _WITH_DESCRIPTOR.fullmatch(plain))
        ):
            break
        refs = (*one.refs, *refs)
    return refs
