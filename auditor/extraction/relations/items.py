"""Items: the codes and drugs of a sentence in order, coordinated ones together, each drug with its brand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from auditor.extraction.discourse import MOST_LISTED, Discourse
from auditor.extraction.late import late
from auditor.extraction.links import Item, Ref, ref
from auditor.extraction.patterns.code_drug import CODE_COORDINATION, COORDINATION
from auditor.extraction.relations.groups import GROUPS, SIZES, VERBS, codes_of, counts_others, excepted, group
from auditor.extraction.tags import Reading

_CODES: Final = late(CODE_COORDINATION)
_DRUGS: Final = late(COORDINATION)
_COMPARED: Final = late(r"q[tkgvsa,]{0,3}$")
_IS_ANOTHER: Final = late(r"g[tr]nt$")  # "a product that isn't a pegfilgrastim"
# "In the place of factor VIII", "against cisplatin ototoxicity": what follows is not what the sentence speaks of.
_ASIDE: Final = late(
    r"\b(?:in (?:the )?(?:place|stead) of(?: the)?|mixture with|shortages? of(?: the)?|against(?: the)?|(?:given|used|meant|infused|kept) to (?:reverse|counter|counteract|neutrali[sz]e|undo|antagoni[sz]e)(?: the)?|(?:derived|developed) from(?: the)?|(?:stands?|sits?|comes?|listed|found) (?:right |just |directly )?(?:behind|beside|next to|near|close to)(?: the)?)\s+$",
    re.IGNORECASE,
)
# "If Adcetris takes the place of bleomycin": of a code that says what replaced it.
_PLACE_OF: Final = late(r"\b(?:takes?|took|taking) (?:the )?place of(?: the)? $", re.IGNORECASE)
_FORMER: Final = late(
    r"[A-Z]\d{4} \((?:was|were|formerly|previously|once|old|ex-|replac(?:es|ed|ing))[ :]*(?:code )?$", re.IGNORECASE
)
_SOME: Final = late(
    r"\W*(?:the )?(?:(?:first|second|third|last|other) (?:two|three|four)|(?:first|second) and (?:the )?(?:second|third|fourth|last))\b",
    re.IGNORECASE,
)
_ASIDE_ENDS: Final = frozenset(
    {
        "reverse",
        "counter",
        "counteract",
        "neutralize",
        "neutralise",
        "undo",
        "antagonize",
        "of",
        "the",
        "against",
        "from",
        "with",
        "behind",
        "beside",
        "to",
    }
)
_ASIDE_BEFORE: Final = 32
_PARTNER: Final = late(r"z[svjt&]{0,2}$")
# "The rituximab mixture" is a product of two substances, "a BCG vaccination" another product.
# "The version with hyaluronidase": what helps another drug under the skin, and is no drug of the sentence.
_CARRIER: Final = "hyaluronidase"
_CARRIES: Final = frozenset(
    {("with",), ("contains",), ("containing",), ("contain",), ("plus",), ("without",), ("adds",), ("adding",)}
)
_ALONG_WITH: Final = late(r" (?:along|together|combined) with | plus | as well as ", re.IGNORECASE)
_ADDS: Final = frozenset({("adds",), ("adding",)})  # "Bicillin C-R, which adds penicillin G procaine, is ..."
_WHICH_REPLACED: Final = late(
    r",\s(?:which|that)\s(?:(?:has|had|was|is|since|now|recently|then|itself) ){0,2}(?:replaced|replaces|superseded|supersedes|succeeded|succeeds|followed|took over from|took the place of|(?:created|introduced) to replace)\s(?:(?:the|old|older|former|temporary|code) ){0,3}$",
    re.IGNORECASE,
)
_GOES_ON_AFTER: Final = late(r"(?:\([Qe]{1,2}\))?[^,;:.()CDB]{0,8}(?:N,N)?,A?[bphlLmE]")
_CLAUSE: Final = 72  # characters of such a clause up to its code
_REPLACES: Final = frozenset({"replaces", "replaced", "succeeds", "succeeded", "supersedes", "superseded"})
_SAYS_ITSELF: Final = frozenset({("excludes",), ("includes",)})  # "Fulphila is Q5108, and J2506 excludes biosimilars"
_OTHER_PRODUCT: Final = late(r"\s(?:mixture|vaccination|vaccine|component|moiety|portion|backbone)\b", re.IGNORECASE)
# "The reference product of Byooviz is Lucentis", "Byooviz's originator is Lucentis".
_REFERENCE_PRODUCT: Final = late(
    r"\b(?:(?:reference|originator) (?:product|drug|biologic|brand)|originator|innovator)"
    r"(?: (?:of|for|to|behind) [^.;:,]{2,40})? (?:is|was) (?:the )?\Z",
    re.IGNORECASE,
)
_ORDER: Final = {"the latter": -1, "the former": 0, "the first": 0, "the second": 1, "the third": 2, "the other": 1}
# "They moved to the second table": not the second code.
_OF_OTHERS: Final = late(
    r" (?:tables?|lists?|rows?|lines?|pages?|columns?|half|halves|quarters?|groups?|doses?|times?|editions?|paragraphs?|sections?|years?|months?|weeks?|days?|steps?|tiers?|parts?|visits?|vials?|claims?|questions?|points?|reasons?|thing)\b",
    re.IGNORECASE,
)
_SOME_PRODUCT: Final = late(
    r"\b(?:an?|any|some|every|each|no) (?:\w+ )?(?:drug|product|agent|medication|medicine|substance|injectable|biologic|biosimilar|radiopharmaceutical|(?:\w{3,9})?therapeutic)s? (?:that|which|without|with|whose)\b",
    re.IGNORECASE,
)
_OF_MODIFIER: Final = late(r"\W{0,3}(?:[Mm]odifiers? )?-?(?:J[A-Z]|[A-Z][A-Z0-9]|\d\d)\W{0,3}\s?[-–—:]\s")
_RELATIVE: Final = late(
    r",?r[bphlL]|,(?:t[kg]|c)|,[tg]{1,2}D,r[bphlLE]"
)  # "confused with J2351, which is ...": of this code something is said
_OF_LETTER: Final = late(r"(?:this|that|the) ([cjq]) code")
_AWAY: Final = frozenset({"from", "than", "unlike", "like"})
_BY_THE_WAY: Final = frozenset({"comparison", "instead", "alternatively", "rather"})  # "By comparison, J0485 is ..."
_AND_ITS: Final = frozenset({"&", ",&", ",", "s"})
_GLOSSED: Final = late(
    r"\([tg]{0,3}[DBQ]"
)  # "replaces J2505 (pegfilgrastim, 6 mg)": what the bracket says is of this code
_WHICH: Final = late(
    r",?r(?:[bhE]n?|[bp]?[lL][saP]?)k?C|\((?:Qj)?k?C[,)]"
)  # "do not confuse with Trodelvy, which is J9317"
_APPOSITION: Final = late(r"^(?:\([^()]{1,8}\)|,[^,;:.()C]{1,8},)")
_APPOSED: Final = 12  # tokens in which an apposition and the verb after it have room
_NOT_YET: Final = frozenset(
    {("before",), ("until",), ("till",), ("before", "code"), ("until", "code"), ("when",), ("once",)}
)
_OPENING: Final = 2  # words
_CAME: Final = late(
    r",?\s+(?:\w+\s+){0,2}?(?:existed|came|comes|arrived|arrives|became|becomes|took (?:effect|force|over)|takes effect|went|goes|started|began|(?:was|were|is|had been|has been) (?:\w+ )?"
    r"(?:created|assigned|issued|introduced|available|established|effective|published|released|added|approved|launched|live|born|there|in effect|valid))\b[^,;.]{0,40},",
    re.IGNORECASE,
)
_ONCE_CALLED: Final = late(r"\s+(?:[\"“‘']|(?:[\w-]+ ){0,3}codes?\b)")  # "J9044, the former NOS code"
_HAS_CODE: Final = late(r"(?:h|[bp]?[lL]?[wz]?[saPvf]?)t?k?C")  # "the latter is billed under J2506", "the latter J2506"
_IS_CODE: Final = late(r"(?:\([^()]{1,6}\))?bt?k?C(?!,?&?C)")  # "J3358 is ustekinumab and vedolizumab is J3380"
_TOOK: Final = frozenset(
    {("took",), ("takes",), ("replaced",), ("replaces",), ("succeeded",), ("succeeds",), ("became",)}
)  # "..., and Q5152 took the place of Q5139"
_PAIR_AND_VERB: Final = late(r"&k?C[bph]")  # "from Q9974 to J2274, and J2275 and J2271 were deleted"
_EACH: Final = frozenset({"each", "every", "both"})
# "With the code table", "this code set": no code of the text.
_OF_CODES: Final = frozenset(
    "table tables set sets list lists file files book books system range family page pages".split()
)
_IS: Final = late(r"A?[bp]A?k?")
_AFTER_LAST: Final = frozenset(",bphlE")
_REST: Final = frozenset({("everything", "else"), ("the", "others"), ("all", "others"), ("the", "rest")})
_THAT_IS: Final = late(r"[DB],ib(?=[DB])")
_CODE_FOR: Final = late(r"[fj][tg]{0,2}[DB]")
_POINTS_BACK: Final = late("[cdi]")
_POINTING: Final = frozenset({*GROUPS, "last", "else", "others", "rest"})
_NOT_AGAIN: Final = late(r"""[,"tgkwbopmn-]{0,4}""")


def items(reading: Reading, discourse: Discourse, brands: dict[int, Item]) -> list[Item]:
    """The code and drug items of a sentence, and those to which its words point back. `brands` is as in `named_items`."""
    return _with_anaphors(reading, discourse, named_items(reading, brands))


def named_items(reading: Reading, brands: dict[int, Item]) -> list[Item]:
    """The codes and drugs that a sentence names. `brands` maps a mention's index to the drug item that it was joined into."""
    out: list[Item] = []
    for index, mention in enumerate(reading.mentions):
        token = reading.token_of[index]
        if index in brands:
            item = brands[index]
            if out and out[-1].last >= item.last:
                continue  # it is there by the other of its two names
        elif mention.kind == "code":
            bracketed = "(" in reading.tags and "(" in reading.tags[max(0, token - 4) : token]
            aside = (bracketed and _former(reading, mention.start)) or (
                (_compared(reading, token) or excepted(reading, mention.start))
                and not _RELATIVE.match(reading.tags, token + 1)
                and not _GLOSSED.match(reading.tags, token + 1)
            )
            aside = aside or _replaced_aside(reading, token, mention.start) or not_yet(reading, token)
            item = Item("C", token, token, (ref(mention),), aside)
        elif mention.kind in {"drug", "brand"}:
            explained = _WHICH.match(reading.tags, token + 1) is not None
            aside = (not explained and (_compared(reading, token) or _partner(reading, token))) or _one_of_many(
                reading, token
            )
            other = _OTHER_PRODUCT.match(reading.text, mention.end, reading.end)
            aside = aside or other is not None or _is_reference_product(reading, mention.start)
            item = Item("D", token, token, (ref(mention),), aside)
        else:
            continue
        _append(reading, out, item)
    return out


def not_yet(reading: Reading, token: int) -> bool:
    """As in "Until J3380 became available, hospitals used C9026": the clause tells the time, and of its code nothing."""
    if not 0 < token <= _OPENING or reading.words[:token] not in _NOT_YET or "C" not in reading.tags[token + 1 :]:
        return False
    return _CAME.match(reading.text, reading.ends[token], reading.end) is not None


def _is_reference_product(reading: Reading, start: int) -> bool:
    """As in "The reference product of Byooviz is Lucentis. Q5124 is its code.": what goes on is said of the biosimilar."""
    if "C" in reading.tags:
        return False
    return _REFERENCE_PRODUCT.search(reading.text[max(reading.start, start - _CLAUSE) : start]) is not None


def _one_of_many(reading: Reading, token: int) -> bool:
    """As in "it contains a filgrastim": an article makes a name a kind of drug."""
    alone = reading.tags[token + 1 : token + 2] in {"", ".", ",", ")"}
    return (
        alone and reading.words[token - 1 : token] in {("a",), ("an",)} and reading.tags[max(0, token - 2)] not in "bp"
    )


def _replaced_aside(reading: Reading, token: int, start: int) -> bool:
    """As in "J2802, which replaced J2796 in 2025, is ...": the clause is over, and the sentence goes on about its own code."""
    if "r" not in reading.tags[:token] or _GOES_ON_AFTER.match(reading.tags, token + 1) is None:
        return False
    return _WHICH_REPLACED.search(reading.text, max(reading.start, start - _CLAUSE), start) is not None


def _compared(reading: Reading, token: int) -> bool:
    found = _COMPARED.search(reading.tags, max(0, token - 5), token) if "q" in reading.tags else None
    aside = found is not None and reading.words[found.start()] in _BY_THE_WAY and found[0][1:2] == ","
    compared = found is not None and not aside
    other = "n" in reading.tags and _IS_ANOTHER.search(reading.tags, max(0, token - 4), token) is not None
    return compared or other or set_aside(reading, token)


def _former(reading: Reading, start: int) -> bool:
    """As in "J9312 (formerly J9310) is rituximab": a code in brackets that only tells what the one before was."""
    return _FORMER.search(reading.text[max(reading.start, start - _ASIDE_BEFORE) : start]) is not None


def says_some(reading: Reading) -> bool:
    """Whether a sentence speaks of some of those above by their order: "The first and third", "The last two"."""
    return "C" not in reading.tags and _SOME.match(reading.text, reading.start, reading.end) is not None


def set_aside(reading: Reading, token: int) -> bool:
    """Whether a name only tells what the sentence's drug acts in the place of, or against."""
    if not token or reading.words[token - 1] not in _ASIDE_ENDS:
        return False
    start = reading.mentions[reading.token_of.index(token)].start
    if reading.tags[token] != "C" and _PLACE_OF.search(reading.text, max(reading.start, start - _ASIDE_BEFORE), start):
        return True
    return _ASIDE.search(reading.text, max(reading.start, start - _ASIDE_BEFORE), start) is not None


def _partner(reading: Reading, token: int) -> bool:
    before = reading.words[token - 1 : token]
    if token == 1 and before == ("with",) and reading.tags[2:3] == "C":
        return True  # "With epinephrine J2004": of the drug above
    if (reading.words[token].startswith(_CARRIER) and before in _CARRIES) or before in _ADDS:
        return True
    if before in _CARRIES and _ALONG_WITH.match(reading.text, reading.ends[token], reading.end):
        return True  # "C-R contains penicillin G procaine along with the benzathine salt, and its code is J0558"
    found = _PARTNER.search(reading.tags, max(0, token - 4), token) if "z" in reading.tags else None
    return found is not None and reading.words[found.start() : found.start() + 2] != ("combination", "of")


def takes_over(reading: Reading, code: Item) -> bool:
    """As in "..., and Q5152 took the place of Q5139" and "..., and Q5152 that of Q5139": a second replacement begins with the code."""
    following = reading.words[code.last + 1 : code.last + 3]
    return following[:1] in _TOOK or following == ("that", "of")


def _append(reading: Reading, out: list[Item], item: Item) -> None:
    last = out[-1] if out else None
    if last is None or last.tag != item.tag:
        out.append(item)
        return
    between = reading.gap(last.last, item.first)
    if item.tag == "D" and between == "(" and item.refs[0].value and _values(item) == _values(last):
        closed = reading.tags[item.last + 1 : item.last + 2] == ")"  # "treosulfan (Grafapex)": one name and the other
        out[-1] = Item("D", last.first, item.last + closed, last.refs, last.compared)
        return
    if (
        between == ",&"
        and item.tag == "C"
        and (takes_over(reading, item) or _PAIR_AND_VERB.match(reading.tags, item.last + 1))
    ):
        out.append(item)
        return
    own = between == "&" and item.tag == "D" and _IS_CODE.match(reading.tags, item.last + 1) is not None
    if (between == ",&" or own) and _new_clause(reading, out, item):
        out.append(item)
        return
    if last.compared == item.compared or _goes_on(reading, last, between):
        coordination = _CODES if item.tag == "C" else _DRUGS
        if coordination.fullmatch(between) or (between == "n" and reading.words[item.first - 1] == "nor"):
            if reading.tags[item.first] == "B" and not any(ref.value for ref in last.refs) and item.refs[0].value:
                # "Prolia and Xgeva (denosumab)": two brands, one drug
                out[-1] = Item(item.tag, last.first, item.last, item.refs, last.compared)
                return
            known = {(ref.value, ref.brand) for ref in last.refs}
            new = tuple(ref for ref in item.refs if (ref.value, ref.brand) not in known)
            out[-1] = Item(item.tag, last.first, item.last, last.refs + new, last.compared)
            return
    out.append(item)


def _new_clause(reading: Reading, out: list[Item], item: Item) -> bool:
    """As in "Q5154 is for Omlyclo, and mepolizumab (Nucala) is not Q5154": the first name ends a clause that has its code; so does the first code in "The code for Uplizna is J1823, and J1303 is Ultomiris"."""
    follows = _APPOSITION.sub("", reading.tags[item.last + 1 : item.last + _APPOSED])
    follows = follows.lstrip("," if item.last > item.first else "")[:1]  # the brand may be the apposition
    many = reading.words[item.last + 1 : item.last + 2] in {("are",), ("were",), ("have",)}
    return (
        (follows in VERBS or reading.words[item.last + 1 : item.last + 2] in _SAYS_ITSELF)
        and len(out) > 1
        and out[-2].tag == ("C" if item.tag == "D" else "D")
        and not (item.tag == "C" and many)
    )


def _values(item: Item) -> set[str]:
    return {ref.value for ref in item.refs}


def _goes_on(reading: Reading, last: Item, between: str) -> bool:
    """Whether what is said of a compared item goes on to the next: "combined with doxorubicin, bleomycin, and dacarbazine"."""
    return last.compared and (between in {"&", "&t"} or (between in {",", ",&"} and _partner(reading, last.first)))


def _with_anaphors(reading: Reading, discourse: Discourse, found: list[Item]) -> list[Item]:
    """Add "this code" and "it" where the sentence names no code before, "the drug" where it names no drug before."""
    tags, words = reading.tags, reading.words
    points = not _POINTING.isdisjoint(words)
    if not points and "c" not in tags and "d" not in tags and "i" not in tags:
        return found
    tags = _without_others(reading, discourse)
    out = list(found)
    for token in _pointing(tags, words if points else ()):
        tag, word = tags[token], words[token]
        if part := _part_of_list(reading, discourse, token):
            out.append(Item("c", token, token, part))
            continue
        before = [item for item in found if item.last < token]
        after = [item for item in found if item.first > token]
        if drug := _product_in_order(reading, discourse, token, before):
            out.append(Item("D", token, token, (drug,)))
        elif word in GROUPS and not counts_others(reading, token):
            out.extend(_group(reading, discourse, token, before, after))
        elif tag == "c" and word == "the code" and _names_code_of_drug(reading, token, before, after, discourse):
            out.append(Item("d", token, token, discourse.drugs))
        elif (
            tag == "c"
            and not (word in {"the code", "this code"} and _OF_CODES.issuperset(words[token + 1 : token + 2] or ("",)))
            and (codes := _code_meant(reading, discourse, token, before))
            and not _next_is(reading, token, after, "C")
        ):
            out.append(Item("c", token, token, codes))
        elif (
            tag == "i"
            and (codes := _code_meant(reading, discourse, token, before))
            and (_near(codes[-1], before, discourse) or _of_heading(reading, codes[-1], token, discourse))
        ):
            out.append(Item("i", token, token, codes[-1:]))
        if (
            tag in "di"
            and (drugs := _drug_meant(reading, discourse, token, before))
            and not _next_is(reading, token, after, "D")
        ):
            out.append(Item("d" if tag == "d" else "I", token, token, drugs))
    return sorted(out, key=lambda item: item.first)


def _names_code_of_drug(
    reading: Reading, token: int, before: list[Item], after: list[Item], discourse: Discourse
) -> bool:
    """As in "If the patient is on dialysis the code is Q4081": that of the drug in hand, where neither it nor a code stands before."""
    if before or not after or after[0].tag != "C" or len(discourse.drugs) != 1 or not discourse.block_drugs:
        return False
    return _IS.fullmatch(reading.gap(token, after[0].first)) is not None


def _without_others(reading: Reading, discourse: Discourse) -> str:
    """The tags without what points back to no code and no drug of the text."""
    if discourse.it_is_modifier or _OF_MODIFIER.match(reading.text, reading.start):
        return reading.tags.replace("i", "w")  # "JB - some plans want it on J2351": the modifier
    if ",ib" in reading.tags:
        return _THAT_IS.sub(
            _set_aside, reading.tags
        )  # "Anidulafungin, that's Eraxis, is J0348": the drug before the comma
    return reading.tags


def _set_aside(found: re.Match[str]) -> str:
    return found[0].replace("i", "w")


def _group(reading: Reading, discourse: Discourse, token: int, before: list[Item], after: list[Item]) -> list[Item]:
    """The group that a word stands for, without what the sentence excepts before it says anything: "All but J2786 are ..."."""
    apart = [item for item in (*before, *after) if excepted(reading, reading.starts[item.first])]
    found = group(
        reading,
        discourse,
        token,
        [item for item in before if item not in apart],
        [item for item in after if item not in apart],
    )
    leading = [item for item in apart if item.last < token or reading.words[item.first - 1] == "but"]
    if not leading:
        return found
    but = codes_of(leading, discourse)
    if but is None:
        return []
    kept = (item._replace(refs=tuple(ref for ref in item.refs if ref.value not in but)) for item in found)
    return [item for item in kept if item.refs]


def _pointing(tags: str, words: Sequence[str]) -> list[int]:
    """The tokens that may point back, by their tags or as one of the words that do."""
    tokens = [back.start() for back in _POINTS_BACK.finditer(tags)]
    return sorted({*tokens, *(token for token, word in enumerate(words) if word in _POINTING)}) if words else tokens


def _near(code: Ref, before: list[Item], discourse: Discourse) -> bool:
    """As in "it": it reaches no farther than the paragraph, other than "this code"."""
    return any(item.tag == "C" for item in before) or code in discourse.block_codes


def _of_heading(reading: Reading, code: Ref, token: int, discourse: Discourse) -> bool:
    """As in "It is given by intravitreal injection" below "J2777 (faricimab)": "it" may be many things, but few are given, or replace codes."""
    if discourse.heading_asks or discourse.code_of_heading != code:
        return False
    return "R" in reading.tags[token:] or not _REPLACES.isdisjoint(reading.words[token + 1 : token + 3])


def one_reading(found: list[Item]) -> list[Item]:
    """As in "It" is the code before a drug ("it describes trastuzumab") and the drug before a code ("it is J9299")."""
    if not any(item.tag in "iI" for item in found):
        return found
    out = []
    for index, item in enumerate(found):
        twin = next((other for other in found if other is not item and other.first == item.first), None)
        following = next((other.tag for other in found[index + 1 :] if other.first > item.first), "")
        if twin is not None and item.tag in "iI" and (item.tag == "i") != (following == "D"):
            continue
        out.append(item)
    return out


def _part_of_list(reading: Reading, discourse: Discourse, token: int) -> tuple[Ref, ...]:
    """As in "the first four", "the last two", "the last is for ..." and "everything else goes under the skin": part of the list above."""
    words, word = reading.words, reading.words[token]
    pool = tuple(discourse.last_listed) if len(discourse.last_listed) <= MOST_LISTED else ()
    following = words[token + 1] if token + 1 < len(words) else ""
    if word in {"the first", "the former"}:
        return pool[: SIZES.get(following, 0)] if SIZES.get(following, 0) < len(pool) else ()
    if word == "the latter" or (word == "last" and words[token - 1 : token] == ("the",)):
        alone = word == "last" and reading.tags[token + 1 : token + 2] in _AFTER_LAST
        count = SIZES.get(following, int(alone))
        return pool[len(pool) - count :] if count < len(pool) else ()
    if words[max(0, token - 1) : token + 1] not in _REST or any(tag == "C" for tag in reading.tags[:token]):
        return ()
    kind = "code-route" if "R" in reading.tags else "code-unit"
    told = discourse.told.get(kind, set()) | {code.value for code in discourse.block_codes}
    rest = tuple(code for code in pool if code.value not in told)
    return rest if len(rest) < len(pool) else ()  # nobody knows what it is the rest of


def _of_drug_named(reading: Reading, discourse: Discourse, token: int) -> tuple[Ref, ...]:
    """As in "The code for Yesafili is the youngest": the code that the document has given to it, or none."""
    mention = reading.mentions[reading.token_of.index(token)]
    drug = (mention.value, "") if mention.kind == "drug" else ("", mention.value)
    own = discourse.codes_of({drug})
    return own or (discourse.codes if mention.kind == "drug" and not discourse.block_codes else ())


def _code_meant(reading: Reading, discourse: Discourse, token: int, before: list[Item]) -> tuple[Ref, ...]:
    codes = [item for item in before if item.tag == "C"]
    word = reading.words[token]
    if (letter := _OF_LETTER.fullmatch(word)) is not None:
        near = [ref for item in codes for ref in item.refs] or discourse.block_codes
        own = [code for code in near if code.value.lower().startswith(letter[1])]
        return tuple(own) if len(own) == 1 else discourse.codes if not codes else ()
    if codes and reading.words[token - 1] in _AWAY:
        return ()  # "J9047, which differs from the present code in one digit"
    if word == "the code" and (named := _CODE_FOR.match(reading.tags, token + 1)) and not codes:
        return _of_drug_named(reading, discourse, named.end() - 1)
    return _pointed_at(reading, discourse, token, codes)


def _pointed_at(reading: Reading, discourse: Discourse, token: int, codes: Sequence[Item]) -> tuple[Ref, ...]:
    """The codes that "this code", "the old code", "the latter" and the like mean; `codes` are those before it."""
    word = reading.words[token]
    # "That one" points back as well, and is no mention.
    age = reading.mentions[reading.token_of.index(token)].value if token in reading.token_of else ""
    if age in {"old", "new"}:
        beside = codes and reading.gap(codes[-1].last, token) in {",", "(", ""}  # "J9259, the old code for ..."
        if beside or reading.tags[token + 1 : token + 2] in {"f", "j"}:
            return ()
        return _by_age(discourse, word, old=age == "old")
    if word in _ORDER and _OF_OTHERS.match(reading.text, reading.ends[token], reading.end):
        return ()
    if word == "the former" and _ONCE_CALLED.match(reading.text, reading.ends[token], reading.end):
        return ()
    if word in _ORDER and not SIZES.keys().isdisjoint(reading.words[token + 1 : token + 2]):
        return ()  # "The first three were effective in April"
    if word in _ORDER:
        group = [ref for item in codes for ref in item.refs] or list(discourse.codes)
        if len(group) < 2:
            apart = [
                Ref(code.value) for code in discourse.set_apart
            ]  # "Do not confuse J0178 with J0177. The latter ..."
            group = apart if len(apart) == 2 or len(discourse.block_codes) < 2 else discourse.block_codes
        at = _ORDER[word]
        return (group[at],) if len(group) > 1 and at < len(group) else ()
    if not codes:
        return discourse.codes
    gap = reading.gap(codes[-1].last, token)
    return codes[-1].refs if ";" in gap or ":" in gap else ()


def _by_age(discourse: Discourse, word: str, *, old: bool) -> tuple[Ref, ...]:
    """As in "J2506 replaced J2505. The older code counted 6 mg": of the paragraph's codes the one that is over, or the one that is not."""
    codes = [code for code in discourse.block_codes if (code.value in discourse.left_codes) == old]
    if word.endswith("codes"):
        return tuple(codes) if len(codes) > 1 else ()
    if len(codes) == 1 and discourse.left_codes:
        return tuple(codes)
    return (
        discourse.codes
        if len(discourse.codes) == 1 and word.endswith(("code", "designation")) and not discourse.left_codes
        else ()
    )


def _product_in_order(reading: Reading, discourse: Discourse, token: int, before: list[Item]) -> Ref | None:
    """As in "Ocrevus and Ocrevus Zunovo share a name. The first is J2350": the product in that place, where the sentence gives it a code."""
    at = _ORDER.get(reading.words[token])
    if at is None or not _HAS_CODE.match(reading.tags, token + 1):
        return None
    here = [ref for item in before if item.tag == "D" for ref in item.refs]
    named = here or discourse.block_drugs
    told = {ref.value for item in before if item.tag == "C" for ref in item.refs}
    told |= set() if here else {ref.value for ref in discourse.block_codes}
    owns = reading.tags.startswith("h", token + 1)  # "The latter had C9303": no code has another
    return named[at] if len(named) == 2 and at < 2 and (owns or len(told) <= (at != 0)) else None


def _drug_meant(reading: Reading, discourse: Discourse, token: int, before: list[Item]) -> tuple[Ref, ...]:
    drugs = [item for item in before if item.tag == "D" and not item.compared]
    is_it = reading.tags[token] == "i"
    owner = next((item for item in before if item.tag == "D" and reading.gap(item.last, token) in _AND_ITS), None)
    if owner is not None and reading.words[token].startswith("its"):
        return owner.refs  # "Added Tyruko and its code Q5134"
    if not drugs and reading.words[token].startswith("the same ") and not discourse.block_drugs:
        return tuple(discourse.section_drugs[-1:]) or discourse.drugs  # the one last spoken of, not that of the title
    if reading.words[token].startswith("its") and not _EACH.isdisjoint(reading.words[max(0, token - 2) : token]):
        return ()  # "Yes, each with its own code: J9228 for ipilimumab and J9299 for nivolumab"
    if (
        not drugs
        and reading.words[token] == "its own"
        and (
            reading.tags[token + 1 : token + 2] in {"w", "g", "u"}
            or _SOME_PRODUCT.search(reading.text, reading.start, reading.starts[token])
        )
    ):
        return ()  # "CMS raises its own limit"; "a drug that has no code of its own"
    if not drugs:
        return discourse.drugs[-1:] if is_it else discourse.drugs
    last = drugs[-1]
    again = (reading.words[token].startswith("its") and reading.words[token - 1] != "of") or ";" in reading.gap(
        last.last, token
    )
    return last.refs if is_it or again else ()


def _next_is(reading: Reading, token: int, after: list[Item], tag: str) -> bool:
    nearest = next((item for item in after if item.tag == tag), None)
    return nearest is not None and _NOT_AGAIN.fullmatch(reading.gap(token, nearest.first)) is not None


def codes_between(found: Iterable[Item], start: int, stop: int) -> tuple[Ref, ...]:
    """The codes whose items stand wholly after one token and before another, in order."""
    return refs_of([item for item in found if item.first > start and item.last < stop], "C")


def refs_of(found: Iterable[Item], tags: str) -> tuple[Ref, ...]:
    """All references of the items with one of the tags, in order."""
    return tuple(item_ref for item in found if item.tag in tags for item_ref in item.refs)
