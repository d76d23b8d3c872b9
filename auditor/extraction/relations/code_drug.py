"""code-drug: which code denotes which drug."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from auditor.extraction.caseless import lowered
from auditor.extraction.grammar import Connector
from auditor.extraction.guarded import Guarded
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref, without_brackets
from auditor.extraction.patterns.code_drug import COMPILED
from auditor.extraction.regimens import is_one_of_several
from auditor.extraction.relations.groups import GROUPS
from auditor.extraction.relations.items import one_reading
from auditor.extraction.relations.successor import moves
from auditor.extraction.tags import Reading
from auditor.extraction.vocabulary import FORMULATIONS
from auditor.lexicon.makers import maker_in
from auditor.model.assertions import Confidence, Polarity

SHARED_DRUG: Final = "shared-drug"
_FROM_CODE: Final = late(r"(?: \([^()]{1,40}\))? from (?:code )?[A-Z]\d{4}\b")
_LONGEST_GAP: Final = 30
_MOST_GAPS: Final = 10_000  # that are remembered: they are short, and few of them are new
_SURE: Final[dict[int, Confidence]] = {3: "high", 2: "high", 1: "low"}
_SHARED: Final = late(r"""[^CDBzq()]{0,24}""")
_SUFFIX_ALONE: Final = late(r"\s?\((?:the )?[-‑–]([a-z]{4})\b")
_BIOLOGIC: Final = ("mab", "stim", "cept", "alfa", "ase", "kin")
_CONTRAST: Final = late(r"""[^CDB;()]{0,8}[,;]?&?n[AwtkPfsg"]{0,4}""")
_REPLACES: Final = late(
    r"\btheir\b|replac|(?:took|takes|taken) (?:over|its place|the place)|supersed|successor|became|instead|see |former|now |same as ",
    re.IGNORECASE,
)
_IS_NOT: Final = late(r"(?:b|o|m)n")  # "Durvalumab is new: J9371 is not its code"
_NOT_TO: Final = late(r",?&(?:on|bn|mn|mnb)[lLwE]{1,2}[vfsj]t?")
_IS_NOW: Final = late(
    r"\b(?:until|through|till|before|up to) [^;.]{3,40},? (?:and|but) (?:it )?(?:is|has been) now (?:(?:billed|reported|coded) )?(?:with |under |as |by )?(?:code )?\Z",
    re.IGNORECASE,
)  # "Eculizumab was J1300 until March 31, 2025 and is now J1299"
_REPLACED: Final = late(
    r"\b(?:replaced|superseded|succeeded|supplanted)\b", re.IGNORECASE
)  # "it was replaced by Q5152": the code before
_COMPONENT: Final = late(
    r" (?:in (?:it|them|there)\b|component|portion|part(?! [a-z]\b)\b|half\b|(?:that|which) it contains)", re.IGNORECASE
)
_NEGATION: Final = 6  # tokens before what is denied in which the negation stands
_CORRECTION: Final = late(r"""[^CDB;()]{0,4}x[AwtkPfsg"]{0,4}""")


_RELATIVE: Final = late(r",r[^,;]{1,16},")  # ", which was caplacizumab until 2020,"
# "Emicizumab, a bispecific antibody, is billed with J7170": what stands between two commas before the verb is said aside.
_APPOSED: Final = late(r"^,(?:[^,;:()?CDB]{1,20}|r[^,;:()?C]{1,20}|[wnq]{1,3}s?k?C),(?=[Ah]?[bphmolLE])")
_WHICH_REPLACED: Final = late(
    r"^,r[wA]{0,2}[Lqw]{1,2}[vtwk]{0,3}C(?:\([Qe]{1,2}\))?[^,;:.()CDB]{0,8}(?:N,N)?,"
)  # "J2802, which replaced J2796 in 2025, is ..."
_EXCLUDES: Final = late(
    r"\s+(?:excludes?|leaves? out|omits?|(?:does|do) not (?:include|cover))\b", re.IGNORECASE
)  # "Q5103 is infliximab-dyyb, and J1745 excludes biosimilars"
_FOR_WHOM: Final = late(r"ft?w?zn?(?:[svj]t?w{1,3})?")  # "for patients on dialysis"


_GIVES: Final = (
    r"(?:(?:may|can|could|should|must|will) (?:only |also )?be|is|are|was|were|being)? ?(?:then |also |often |usually |only |always )?"
    r"(?:given|administered|infused|injected|combined|taken|started|continued|prescribed)(?: together| concurrently| concomitantly| along| in combination)?,? with"
)
_SUFFIX_ASIDE: Final = "(-w)"  # "Otulfi (-aauz) Q9999, Imuldosa (-srlf) Q5098"
_GIVEN_BESIDE: Final = late(rf" {_GIVES} (?:the )?", re.IGNORECASE)  # "Paclitaxel is given with J9035"
_BESIDE: Final = late(
    rf",? ?(?:(?:may |can )?(?:be |is |are |was |were )?(?:used |covered |approved |allowed |payable |medically necessary )?(?:together |concurrently |concomitantly |along |in combination )?with|{_GIVES})"
    r" (?:the |an? |oral |intravenous |subcutaneous |low-dose |high-dose )*",
    re.IGNORECASE,
)


_PAIRED_NEAR: Final = 32  # characters
_PAIRED: Final = late(
    r"\b(?:pair|link|match|associat|tie[sd]?\b|tying|shar|confus|crosswalk|label|list|print|identif|connect|equat|mix|interchang|align|watch|look|beware|alert)\w*[^.;]{0,20}$",
    re.IGNORECASE,
)  # "The notice paired J9350 with glofitamab"
WHEN_GIVEN: Final = "code-when-given"
_IS: Final = frozenset({"is", "are", "was", "were"})
_GIVEN: Final = frozenset(
    "given administered infused injected used dispensed provided furnished supplied instilled".split()
)
_MAKER_NEAR: Final = 24  # characters
_ARTICLES: Final = 2  # words of a class between a code and a name: "S0039 for the sulfa combination"
_DESCRIBED: Final = late(r"t?w[wzg](?:$|[,;.)&])")  # "for the sulfa combination and"
_OWN_SUBJECT: Final = late(r"t[wgF]{1,4}[bh]")
_EITHER: Final = frozenset({"or", "nor"})
_STATES: Final = late(r"A?(?:b|p|[hb][lLp]|[lL])A?[fas]?t?")
_NEXT_OF_ORDER: Final = late(r"(?:\([^()CDB]{1,6}\))?P?e?Q?,?&?[fas]?t?")
_OF_THE_REST: Final = frozenset(
    {"other", "others", "else", "rest", "remainder", "generic", "generics", "formerly", "today"}
)
_TO: Final = late(r"(?:\([^()]{1,6}\))?v[tkwd,]{0,4}")


_OF_OTHERS: Final = late(
    r"b[wlE]P[tagw]{1,5}r|&[tw]{0,2}k[^CD;.]{0,12}(?:r|N?tG)"
)  # "are billed by the same clinics that give ..."
_CODE_FOR: Final = late(
    r"C,(?:c|t[wk]{0,2}k)f[tg]{0,2}$"
)  # "J9271, the code for pembrolizumab, J9299 ...": of the code before
_VERB: Final = late(r"[bpl][tk]{0,2}")
_PREDICATES: Final = frozenset("bphlLEm")  # what follows the semicolon says something itself
_OWN_AMOUNT: Final = late(r"[fae]?Q(?![jD])")
_NOT_THIS: Final = frozenset({"former", "old", "previous", "earlier", "present", "current", "other", "first", "second"})
_ANOTHER_FORM: Final = late(
    r"[,:]? (?:is |covers |describes |means )?(?:for )?(?:the |its )?(?:short-acting|immediate-release|regular|plain|other|ordinary|conventional|non-?\w+) "
    r"(?:form|version|product|injection|kind|one|formulation)\b",
    re.IGNORECASE,
)
_PARTS: Final = frozenset({"include", "includes", "contain", "contains", "including", "containing"})
_IN_THE_FIRST: Final = late(r"\s+(?:in|for|with) the (?:first|former|latter|second|one|other)\b", re.IGNORECASE)
_HAS: Final = late(r"[bp]?[hlL]")
_IN_WORDS: Final = late(r',?r|"?[a-zEP]')  # two are tied by words between them, not by a comma or a bracket alone
_NOT_OF: Final = Guarded(
    r"\b(?:nothing to do with|unrelated to|not (?:the (?:\w+ )?code (?:for|of)|describe|denote|mean|cover|include|stand for|refer to|pertain to|belong to))\b"
)


_UNTIL: Final = frozenset(
    {("until",), ("till",)}
)  # "Spevigo until J1747, Omvoh until J2267": the code is of the one before
_REGIMEN: Final = late(r"[DB]s$")  # "Nivolumab with ipilimumab: J9299 with J9228"
_VERB_ENDS: Final = late(r"[bph]")
_ENDS: Final = frozenset({"", ".", ",", ";"})
_UNKNOWN_NAME: Final = late(r";w[wRF]{0,2},\Z")  # "; lanthanum tablets, J0607"


_ON_PAGE: Final = late(
    r" (?:on|in|at) (?:an?|the|its|our|their|your|this|that) (?:[\w-]+ ){0,2}(?:lists?|sheets?|tables?|forms?|pages?|files?|menus?|templates?|bills?|schedules?|superbills?|handouts?|guides?)\b",
    re.IGNORECASE,
)  # "Please recycle the old handout: it still had J2503 on the cheat sheet"
_HAS_ENDED: Final = late(
    r",? (?:has|had|have|was|is) (?:been |now |also )*(?:invalid|deleted|discontinued|retired|terminated|inactive|gone|over|closed)\b",
    re.IGNORECASE,
)  # "J2507 is Krystexxa, and J2505 has been invalid since 2022"
_TIMES: Final = late(r"\Aw?N(?=\()")  # "J9267 ×315 (paclitaxel)"
_NDC_OF: Final = late(
    r"\bNDCs?(?: numbers?| codes?)? (?:of|for|from|belong(?:s|ing) to)(?: an?| the)? $", re.IGNORECASE
)
_ADDED_WITH: Final = frozenset({("with",), ("without",), ("plus",)})  # "J2004, 1 mg, with epinephrine; J2002, 1 mg"
_IS_OF_DRUG: Final = frozenset({",", "s", "v"})  # "It is naltrexone, J2315"; "it belongs with Hyalgan in J7321"


class _Tie(NamedTuple):
    connector: Connector
    left: int
    right: int
    width: int


def code_drug_links(reading: Reading, found: list[Item]) -> list[Link]:
    """Links between the code and drug items of a sentence. Each item is tied once; the surest and nearest tie wins."""
    usable = [item for item in one_reading(found) if not item.compared]
    if in_order := _each_its_own(reading, usable):
        return in_order
    ties = sorted(_ties(reading, usable), key=lambda tie: (-tie.connector.strength, tie.width, tie.left))
    partner: dict[int, _Tie] = {}
    for tie in ties:
        if tie.left not in partner and tie.right not in partner:
            partner[tie.left] = partner[tie.right] = tie
    links: list[Link] = []
    for tie in {id(tie): tie for tie in partner.values()}.values():
        one, two = usable[tie.left], usable[tie.right]
        links.extend(_pairs(reading, one, two, tie.connector) or _each_denied(reading, one, two, tie.connector))
    links.extend(_denied_glosses(reading, usable, links))
    links.extend(_resumed(reading, usable, partner))
    links.extend(_contrasted(reading, usable, partner))
    links.extend(_set_right(reading, usable, partner))
    links.extend(_denied_too(reading, usable, partner))
    links.extend(_shared(reading, usable, partner))
    links = [_with_own_suffix(reading, link) for link in links if not _goes_over(reading, link)]
    return sorted(links, key=lambda link: (link.first, link.last, link.subject.value))


def _each_its_own(reading: Reading, usable: list[Item]) -> list[Link]:
    """As in "They were Idacio at 20 mg and Abrilada at 10 mg", said of two codes: as many names as codes, told in their order."""
    if len(usable) < 3 or usable[0].tag not in "Cc" or len(usable[0].refs) < 2:
        return []
    codes = usable[0]
    drugs = [item for item in usable[1:] if item.tag != "c" or item.refs != codes.refs]  # "..., and both ended"
    if len(drugs) != len(codes.refs):
        return []
    single = all(item.tag == "D" and len(item.refs) == 1 for item in drugs)
    if (
        not single
        or len({item.refs[0] for item in drugs}) < len(drugs)
        or not _STATES.fullmatch(reading.gap(codes.last, drugs[0].first))
    ):
        return []
    if not all(_NEXT_OF_ORDER.fullmatch(reading.gap(one.last, two.first)) for one, two in pairwise(drugs)):
        return []
    return [
        Link("code-drug", code, drug.refs[0], "in-order", codes.first, drug.last, "medium")
        for code, drug in zip(codes.refs, drugs, strict=True)
    ]


def _with_own_suffix(reading: Reading, link: Link) -> Link:
    """As in "trastuzumab: J9355 (reference), Q5112 (-dttb)": the bracket after a code gives the suffix of its product."""
    code, drug = link.subject.mention, link.object
    if code is None or not drug.value or link.kind != "code-drug":
        return link
    suffix = _SUFFIX_ALONE.match(reading.text, code.end, reading.end)
    if suffix is None or "-" in drug.value or not drug.value.endswith(_BIOLOGIC):
        return link
    return link._replace(object=drug._replace(value=f"{drug.value}-{suffix[1]}"))


def _ties(reading: Reading, usable: list[Item]) -> list[_Tie]:
    ties = []
    for left in range(len(usable) - 1):
        one, two = usable[left], usable[left + 1]
        connector, gap = _connector(one.tag, two.tag, reading.gap(one.last, two.first))
        if (
            connector
            and not (
                one.tag == "I" and _REPLACED.search(reading.text, reading.ends[one.last], reading.starts[two.first])
            )
            and not (one.tag == "I" and _told_itself(reading, usable, left + 1))
            and not (
                one.tag == "I"
                and gap.strip("A") == "h"
                and _ON_PAGE.match(reading.text, reading.ends[two.last], reading.end)
            )
            and not (left and two.tag == "D" and reading.words[one.first - 1 : one.first] in _UNTIL)
            and not (without_brackets(gap) == ":" and _heads_pairs(reading, usable, left))
            and not (two.tag == "C" and ":" in gap and _IS_NOT.match(reading.tags, two.last + 1))
            and not (two.tag == "D" and _told_with_another(reading, usable, left))
            and not (one.tag == "c" and gap == "p" and _was_of(reading, two))
            and not (one.tag in "dc" and two.tag in "dc" and _both_groups(reading, one, two))
            and not (gap == "," and _CODE_FOR.search(reading.tags[: one.first]))
            and not _is_partner(reading, one, two)
            and not (two.tag == "D" and _is_cleft(reading, two, gap))
            and not (two.tag == "D" and reading.words[two.last + 1 : two.last + 2] == ("activity",))
            and not any(_has_its_ndc(reading, item) for item in (one, two))
            and not (gap.startswith(")") and not _alone_in_brackets(reading, one))
            and (connector.name != WHEN_GIVEN or _is_given(reading, one, two))
            and not (without_brackets(gap).startswith((",", ":")) and _has_own_verb(reading, usable, left + 1))
            and not (gap == "," and _between_two_pairs(reading, usable, left))
            and not (gap.startswith(";") and _goes_on(reading, two.last + 1))
            and not (two.tag == "D" and gap[:1] in {"b", "p"} and _opens_clause(reading, two))
            and not (gap.startswith(";") and reading.words[one.first - 1 : one.first] in _ADDED_WITH)
            and not (gap == "," and _counts_alike(reading, usable, left))
            and not (two.tag == "D" and _owns_another_code(reading, two))
            and not (two.tag == "D" and "n" in gap and _tells_parts(reading, one, two))
            and not (gap.endswith(":") and _IN_THE_FIRST.match(reading.text, reading.ends[two.last], reading.end))
        ):
            plain = without_brackets(gap).replace("N", "")  # "Q5119 × 70 for Ruxience" is as near as without the count
            ties.append(_Tie(connector, left, left + 1, len(plain) or len(gap.replace(_SUFFIX_ASIDE, ""))))
    return ties


def _goes_on(reading: Reading, token: int) -> bool:
    """Whether a verb follows, known or not: "J0172 leaves List 3"; not "J9271 x 200"."""
    tag = reading.tags[token : token + 1]
    return tag in _PREDICATES or (tag == "w" and len(reading.words[token]) > 1)


def _opens_clause(reading: Reading, drug: Item) -> bool:
    """As in "J1745 and Q5104 are infused, Zymfentra is injected": a drug with a verb of its own, right behind a comma."""
    behind, verb = reading.tags[drug.first - 1 : drug.first], reading.tags[drug.last + 1 : drug.last + 2]
    return behind == "," and verb in {"b", "p"}


@lru_cache(maxsize=_MOST_GAPS)
def _connector(left: str, right: str, gap: str) -> tuple[Connector | None, str]:
    """What ties two items with such a gap between them, if anything does, and the gap without what makes it too long."""
    if len(gap) > _LONGEST_GAP:
        gap = without_brackets(gap)
    gap = _APPOSED.sub("", gap) if len(gap) > _LONGEST_GAP else gap
    if len(gap) > _LONGEST_GAP or _OF_OTHERS.search(gap):
        return None, gap
    connector = (
        COMPILED.match(left, right, gap)
        or COMPILED.match(left, right, without_brackets(gap))
        or COMPILED.match(left, right, _FOR_WHOM.sub("", gap))
        or COMPILED.match(left, right, _WHICH_REPLACED.sub("", gap))
        or COMPILED.match(left, right, _TIMES.sub("", gap))
        or COMPILED.match(left, right, _APPOSED.sub("", without_brackets(gap)))
    )
    return connector, gap


def _told_with_another(reading: Reading, usable: list[Item], left: int) -> bool:
    """As in "Humira was J0135, Idacio was", where the line ends, and "It is naltrexone, J2315": the drug is told with another code."""
    one, two = usable[left], usable[left + 1]
    if _VERB_ENDS.fullmatch(reading.tags, two.last + 1) and reading.gap(one.last, two.first).endswith(","):
        return True
    follows = usable[left + 2] if left + 2 < len(usable) else None
    beside = follows is not None and follows.tag == "C" and reading.gap(two.last, follows.first) in _IS_OF_DRUG
    return one.tag == "i" and beside


def _was_of(reading: Reading, drug: Item) -> bool:
    """As in "The count was right, the code was goserelin's": of the code that somebody had put there."""
    after = reading.tags[drug.last + 1 : drug.last + 4]
    return drug.tag == "D" and after[:2] == '"w' and after[2:] in _ENDS


def _both_groups(reading: Reading, one: Item, two: Item) -> bool:
    """As in "Both are billed per 1 mg and both come as 300 mg": one group named twice gives itself nothing."""
    return reading.words[one.first] in GROUPS and reading.words[two.first] in GROUPS


def _heads_pairs(reading: Reading, usable: list[Item], left: int) -> bool:
    """As in "Opdivo (PD-1) with Yervoy (CTLA-4): J9299 and J9228": a label of several products, each with a code of its own."""
    regimen = _REGIMEN.search(without_brackets(reading.tags[: usable[left].first])) is not None
    return regimen or _heads_several(usable, left)


def _heads_several(usable: list[Item], left: int) -> bool:
    """As in "Tecentriq and Tecentriq Hybreza: J9022 is ..., J9024 is ...": a label of several products over several codes."""
    label, code = usable[left], usable[left + 1]
    several = len({ref.value or ref.brand for ref in label.refs}) > len(code.refs)
    return label.tag == "D" and several and any(item.tag == "C" for item in usable[left + 2 :])


def _told_itself(reading: Reading, usable: list[Item], at: int) -> bool:
    """As in "do not confuse it with J9353, which is the code for minocycline": the code's own clause names its drug."""
    code = usable[at]
    named = at + 1 < len(usable) and usable[at + 1].tag == "D"
    return code.tag == "C" and named and reading.tags.startswith(",r", code.last + 1)


def _alone_in_brackets(reading: Reading, drug: Item) -> bool:
    """As in "pembro (Keytruda) J9271": the bracket holds the name that we know of the one before it, and nothing else."""
    before = reading.tags[max(0, drug.first - 2) : drug.first]
    return before[-1:] == "(" and before[:1] not in {"C", "D", "B"}


def _is_given(reading: Reading, code: Item, drug: Item) -> bool:
    """As in "Report J9023 when avelumab was given": an order, and nothing but that the drug is given."""
    ordered = reading.tags[max(0, code.first - 1) : code.first] in {"l", "k"}
    verbs = reading.words[drug.last + 1 : drug.last + 3]
    return ordered and len(verbs) == 2 and verbs[0] in _IS and verbs[1] in _GIVEN


def _has_its_ndc(reading: Reading, item: Item) -> bool:
    """As in "J1745 was submitted with an NDC for Inflectra": what stands on the claim's other line, not what the code denotes."""
    return (
        item.tag == "D"
        and lowered(reading.text).find("ndc", reading.start, reading.starts[item.first]) >= 0
        and _NDC_OF.search(reading.text, reading.start, reading.starts[item.first]) is not None
    )


def _is_partner(reading: Reading, code: Item, drug: Item) -> bool:
    """As in "Grafapex J0614, with fludarabine", "J9035 is given with paclitaxel": what is given beside the code's drug."""
    between = reading.text[reading.ends[code.last] : reading.starts[drug.first]]
    if code.tag == "D" and drug.tag == "C":
        return _GIVEN_BESIDE.fullmatch(between) is not None
    if code.tag != "C" or drug.tag != "D" or not _BESIDE.fullmatch(between):
        return False
    at = reading.starts[code.first]
    return _PAIRED.search(reading.text[max(reading.start, at - _PAIRED_NEAR) : at]) is None


def _is_cleft(reading: Reading, drug: Item, gap: str) -> bool:
    """As in "... to J9256, and it was telisotuzumab that moved": the drug of what follows."""
    return gap.endswith(("ip", "ib")) and reading.words[drug.last + 1 : drug.last + 2] == ("that",)


def _has_own_verb(reading: Reading, usable: list[Item], at: int) -> bool:
    """As in "factor XIII is J7180, von Willebrand factor is J7187": what follows the comma begins a clause of its own."""
    if at + 1 >= len(usable) or usable[at + 1].tag == usable[at].tag:
        return False
    return _VERB.fullmatch(reading.gap(usable[at].last, usable[at + 1].first)) is not None


def _between_two_pairs(reading: Reading, usable: list[Item], left: int) -> bool:
    """As in "unlike J9299, which stands for nivolumab, J9271 represents pembrolizumab": the comma parts two that are whole.

    A drug after the comma that has a code of its own parts them too: "unlike what has J9299, pembrolizumab has J9271".
    """
    if left + 2 >= len(usable) or usable[left].tag != usable[left + 2].tag:
        return False
    after = reading.gap(usable[left + 1].last, usable[left + 2].first)
    if usable[left].tag == "C" and _HAS.match(after):
        return True
    if not left or usable[left - 1].tag != usable[left + 1].tag:
        return False
    before = reading.gap(usable[left - 1].last, usable[left].first)
    if usable[left].tag == "c" and not after and _VERB.fullmatch(before):
        return True  # "Pertuzumab is the first, trastuzumab the second"
    return _IN_WORDS.match(after) is not None and (before == "" or _IN_WORDS.match(before) is not None)


def _owns_another_code(reading: Reading, drug: Item) -> bool:
    """As in "the number sits between those of eculizumab's former code and ravulizumab's present one": of codes that are not named."""
    owned = reading.words[drug.last + 3 : drug.last + 4] if reading.tags[drug.last + 1 : drug.last + 3] == '"w' else ()
    return not _NOT_THIS.isdisjoint(owned)


def _tells_parts(reading: Reading, one: Item, two: Item) -> bool:
    """As in "J9332 does not include hyaluronidase": of what the product is made, not what the code denotes."""
    return not _PARTS.isdisjoint(reading.words[one.last + 1 : two.first])


def _counts_alike(reading: Reading, usable: list[Item], left: int) -> bool:
    """As in "J1030 stands for 40 mg of methylprednisolone, J1040 for 80 mg": the drug is that of the first, and of both."""
    if not left or usable[left - 1].tag != "C" or usable[left + 1].tag != "C":
        return False
    before = reading.gap(usable[left - 1].last, usable[left].first)
    return "Q" in before and _OWN_AMOUNT.match(reading.tags, usable[left + 1].last + 1) is not None


# "atezolizumab (J9022)" and "atezolizumab, which has J9022".
_OWN_CODE: Final = frozenset({"drug-bracket-code", "drug-has-code", "drug-is-code"})


def _denied_glosses(reading: Reading, usable: list[Item], links: list[Link]) -> list[Link]:
    """As in "J9355 does not cover atezolizumab (J9022) or bevacizumab (J9035)": each has its own code, and is denied the first."""
    if not any(link.pattern in _OWN_CODE for link in links):
        return []
    found = _NOT_OF.search(reading.text, reading.start, reading.end)
    if found is None:
        return []
    before = [item for item in usable if item.tag == "C" and reading.ends[item.last] <= found.start()]
    own = {(link.object.mention, link.subject.mention) for link in links if link.pattern in _OWN_CODE}
    glossed = {drug for drug, _ in own if drug is not None}
    return [
        Link("code-drug", code, drug, "denied-gloss", before[-1].first, item.last, "high", "denied")
        for item in usable
        if before and item.tag == "D" and reading.starts[item.first] >= found.end()
        if ";" not in reading.gap(before[-1].last, item.first)
        for drug in item.refs
        if drug.mention in glossed
        for code in before[-1].refs
    ]


def _resumed(reading: Reading, usable: list[Item], partner: dict[int, _Tie]) -> list[Link]:
    """As in "C9047, which was caplacizumab-yhdp in 2019, is now mosunetuzumab-axgb": the sentence goes on after a clause set aside."""
    links: list[Link] = []
    for left in range(len(usable) - 2):
        one, aside, two = usable[left : left + 3]
        gap = reading.gap(one.last, two.first)
        clause = _RELATIVE.match(gap)
        if not clause or one.tag == two.tag or left + 2 in partner or aside.first > one.last + clause.end():
            continue
        connector = COMPILED.match(one.tag, two.tag, gap[clause.end() :])
        if connector and connector.strength > 1:
            partner[left + 2] = _Tie(connector, left, left + 2, len(gap))
            resumes = one.last + clause.end()  # what the clause says of time does not hold for what follows it
            links.extend(
                link._replace(first=resumes, pattern="after-clause") for link in _pairs(reading, one, two, connector)
            )
    return links


def _pairs(reading: Reading, one: Item, two: Item, connector: Connector) -> list[Link]:
    codes, drugs = (one, two) if two.tag in "DdI" and one.tag in "Cci" else (two, one)
    confidence = _SURE[connector.strength] if codes.tag == "C" and drugs.tag == "D" else "medium"

    def link(code: Ref, drug: Ref) -> Link:
        return Link("code-drug", code, drug, connector.name, one.first, two.last, confidence)

    if _not_for_component(reading, codes, drugs):
        return []
    if len(codes.refs) > 1 and drugs.tag == "D" and _is_of_regimen(reading, drugs):
        return []
    if len(codes.refs) == len(drugs.refs) > 1:
        return [link(code, drug) for code, drug in zip(codes.refs, drugs.refs, strict=True)]
    if connector.name == "code-bracket-drug" and len(codes.refs) > 1 and len(drugs.refs) == 1:
        # "J9045 and J9390 (vinorelbine)": the bracket speaks of the last; "Codes J8520 and J8521 (capecitabine)": of all.
        last = codes.refs[-1:]
        shared = codes.refs if reading.words[max(0, codes.first - 1)] == "codes" else last
        return [link(code, drugs.refs[0]) for code in shared]
    if connector.name == "drug-bracket-code" and len(codes.refs) == 1 and _ends_list(reading, drugs):
        return [link(codes.refs[0], drugs.refs[-1])]  # "acetaminophen, diphenhydramine (J1200)"
    if len(drugs.refs) > 1 and (len(codes.refs) > 1 or not _same_product(drugs.refs)):
        return []  # two drugs for one code, or three for two: nobody can tell which is meant
    return [link(code, drug) for code in codes.refs for drug in drugs.refs]


def _is_of_regimen(reading: Reading, drugs: Item) -> bool:
    """As in "FOLFOX plus bevacizumab: J9263, J0640, J9190, J9035": one name for several codes, of which it is that of one at most."""
    if len(set(drugs.refs)) > 1:
        return False
    start, end = (at - reading.start for at in (reading.starts[drugs.first], reading.ends[drugs.last]))
    return is_one_of_several(reading.sentence(), start, end)


def _not_for_component(reading: Reading, codes: Item, drugs: Item) -> bool:
    """As in "Do not add J9299 for the nivolumab in it": a substance of a combination, whose own code is not denied it."""
    return (
        drugs.first > codes.last
        and "n" in reading.tags[max(0, codes.first - _NEGATION) : codes.first]
        and _COMPONENT.match(reading.text, reading.ends[drugs.last], reading.end) is not None
    )


def _ends_list(reading: Reading, drugs: Item) -> bool:
    """Whether names stand one after the other with commas alone between them, so that a bracket speaks of the last."""
    listed = reading.tags[drugs.first : drugs.last]
    return len(drugs.refs) > 1 and "," in listed and listed.strip("DB,R") == ""


def _each_denied(reading: Reading, code: Item, drugs: Item, connector: Connector) -> list[Link]:
    """As in "J9177 is not the code for polatuzumab vedotin or for brentuximab vedotin": "not ... or" denies each."""
    either = not _EITHER.isdisjoint(reading.words[drugs.first : drugs.last])
    if code.tag not in "Cci" or len(code.refs) > 1 or not either or "n" not in reading.gap(code.last, drugs.first):
        return []
    return [
        Link("code-drug", code.refs[0], drug, connector.name, code.first, drugs.last, "high", "denied")
        for drug in drugs.refs
    ]


def _same_product(drugs: tuple[Ref, ...]) -> bool:
    """Brands of one drug ("Prolia or Xgeva: J0897"): each of them is the code's product."""
    return all(drug.brand for drug in drugs)


def _denied_too(reading: Reading, usable: list[Item], partner: dict[int, _Tie]) -> list[Link]:
    """As in "J9173 is for durvalumab and does not apply to atezolizumab": a second predicate denies the same code another drug."""
    links = []
    for index in range(2, len(usable)):
        code, before, drug = usable[index - 2 : index + 1]
        tie = partner.get(index - 1)
        alone = code.tag == "C" and before.tag == drug.tag == "D" and index not in partner and len(code.refs) == 1
        if (
            alone
            and tie is not None
            and tie.left == index - 2
            and _NOT_TO.fullmatch(reading.gap(before.last, drug.first))
        ):
            partner[index] = _Tie(tie.connector, index - 2, index, 0)
            links += [
                Link("code-drug", code.refs[0], ref, "not-to-drug", code.first, drug.last, "high", "denied")
                for ref in drug.refs
            ]
    return links


def _shared(reading: Reading, usable: list[Item], partner: dict[int, _Tie]) -> list[Link]:
    """As in "Heparin comes twice: J1644 per 1,000 units, J1642 per 10 units": a later code with no drug of its own shares the drug."""
    links: list[Link] = []
    for index in range(1, len(usable)):
        item, before = usable[index], usable[index - 1]
        if item.tag != "C" or index in partner or index - 1 not in partner:
            continue
        tie = partner[index - 1]
        drug_at = tie.left if usable[tie.left].tag == "D" else tie.right
        if usable[drug_at].tag != "D" or (
            index + 1 < len(usable) and usable[index + 1].tag == "D" and index + 1 not in partner
        ):
            continue
        gap = reading.gap(before.last, item.first)
        words = reading.text[reading.ends[before.last] : reading.starts[item.first]]
        if (
            _SHARED.fullmatch(without_brackets(gap) if _IS_NOW.search(words) else gap)
            and re.search(r"[,;&]", gap)
            and "n" not in gap
            and not _UNKNOWN_NAME.search(gap)
            and "n" not in reading.gap(usable[tie.left].last, usable[tie.right].first)
            and not (_REPLACES.search(words) and not _IS_NOW.search(words))
            and not _has_own_name(reading, before, item, tie, usable)
            and not _of_another_form(reading, item, usable[drug_at])
            and not _EXCLUDES.match(reading.text, reading.ends[item.last], reading.end)
            and not (
                usable[tie.left].tag == "C" and _HAS_ENDED.match(reading.text, reading.ends[item.last], reading.end)
            )
        ):
            partner[index] = _Tie(tie.connector, drug_at, index, len(gap))
            links.extend(
                Link("code-drug", code, drug, SHARED_DRUG, usable[drug_at].first, item.last, "low")
                for code in item.refs
                for drug in usable[drug_at].refs
            )
    return links


def _goes_over(reading: Reading, link: Link) -> bool:
    """As in "from C9174 to J9011, treosulfan (Grafapex) from C9175 to J0614": a drug that comes from another code is the next of a list."""
    code, drug = link.subject.mention, link.object.mention
    if link.pattern != "code-beside-drug" or code is None or drug is None or drug.start < code.end:
        return False
    return (
        _FROM_CODE.match(reading.text, drug.end, reading.end) is not None and "," in reading.text[code.end : drug.start]
    )


def _of_another_form(reading: Reading, item: Item, drug: Item) -> bool:
    """As in "J2353 is for octreotide depot, and J2354 is for the short-acting form": the substance is shared, its form is not."""
    formed = any(one.value.partition(" ")[2] in FORMULATIONS for one in drug.refs)
    return formed and _ANOTHER_FORM.match(reading.text, reading.ends[item.last], reading.end) is not None


def _has_own_name(reading: Reading, before: Item, item: Item, tie: _Tie, usable: list[Item]) -> bool:
    """Whether a name that we do not know stands where the code before has its drug: "J0603 sevelamer, J0605 Velphoro"."""
    one, two = sorted((usable[tie.left], usable[tie.right]), key=lambda end: end.first)
    if one.tag == "C":
        between = reading.gap(one.last, two.first) if tie.right == tie.left + 1 else ""
        at = item.last + 1
        if maker_in(reading.text[reading.ends[item.last] : reading.ends[item.last] + _MAKER_NEAR].partition(",")[0]):
            return False  # "J0167 for Hospira"
        if not reading.tags.startswith(between, at):
            return _stands_alone(reading, at)
        slot = at + len(between)
        described = "f" in between and _DESCRIBED.match(reading.tags, slot) is not None
        return described or any(_stands_alone(reading, slot + skipped) for skipped in range(_ARTICLES + 1))
    last = max(reading.tags.rfind(mark, before.last + 1, item.first) for mark in ",;&")
    if one.refs[0].brand and _OWN_SUBJECT.fullmatch(reading.tags, last + 1, item.first):
        return True  # "Sandostatin LAR Depot is J2353, the short-acting injection is J2354": another product than the brand
    if reading.words[item.first - 1].endswith(("'s", "’s")):
        return False  # "Sun Pharma's J0893"
    own = range(last + 1, item.first)
    alone = reading.tags[last + 1 : item.first] == "w"  # "granules J7521", not "the earlier J8520"
    return any(_may_name(reading, at, also_small=alone) for at in own)


def _stands_alone(reading: Reading, at: int) -> bool:
    """Whether the token is a word of no class that could be a name: a capital, or the end of its part of the list."""
    return _may_name(reading, at, also_small=reading.tags[at + 1 : at + 2] in {"", ",", ";", ".", ")"})


def _may_name(reading: Reading, at: int, *, also_small: bool) -> bool:
    if reading.tags[at : at + 1] != "w" or reading.words[at] in _OF_THE_REST:
        return False
    return also_small or reading.text[reading.starts[at]].isupper()


def _moved(reading: Reading, old: Item, new: Item) -> bool:
    """As in "it moved from J3590 to J9380": the drug is now that of the second code."""
    before = reading.words[max(0, old.first - 3) : old.first]
    return moves(reading, old, new) or (
        "from" in before and _TO.fullmatch(reading.gap(old.last, new.first)) is not None
    )


def _set_right(reading: Reading, usable: list[Item], partner: dict[int, _Tie]) -> list[Link]:
    """As in "J9312, not J9311, is the code for rituximab": what is denied of the second code is said of the first."""
    links: list[Link] = []
    for index in range(len(usable) - 2):
        right, wrong, drug = usable[index : index + 3]
        tie = partner.get(index + 1)
        if tie is None or index in partner or (right.tag, wrong.tag, drug.tag) != ("C", "C", "D"):
            continue
        aside = reading.gap(right.last, wrong.first) in {",n", ",nk"} and reading.tags[wrong.last + 1] == ","
        if aside and {tie.left, tie.right} == {index + 1, index + 2} and len(right.refs) == len(drug.refs) == 1:
            partner[index] = tie
            links.append(
                Link("code-drug", right.refs[0], drug.refs[0], "set-right", right.first, drug.last, "high", "asserted")
            )
    return links


def _contrasted(reading: Reading, usable: list[Item], partner: dict[int, _Tie]) -> list[Link]:
    """As in "Entyvio is J3380, not J3358" denies the second; "not J9355 but J9035" denies the first and gives the second."""
    links: list[Link] = []
    for index in range(1, len(usable)):
        item, before = usable[index], usable[index - 1]
        if index in partner or index - 1 not in partner or item.tag != before.tag or item.tag not in "CD":
            continue
        tie = partner[index - 1]
        other = usable[tie.left if tie.right == index - 1 else tie.right]
        gap = reading.gap(before.last, item.first)
        negated = "n" in reading.tags[max(0, min(other.first, before.first) - _NEGATION) : before.first]
        denied = _CONTRAST.fullmatch(gap)
        corrected = (negated and _CORRECTION.fullmatch(gap)) or _moved(reading, before, item)
        if not denied and not corrected:
            continue
        past = "no longer" in reading.text[reading.ends[before.last] : reading.starts[item.first]].lower()
        polarity: Polarity = "asserted" if corrected else "historical" if past else "denied"
        partner[index] = tie
        codes, drugs = (item, other) if item.tag == "C" else (other, item)
        links.extend(
            Link(
                "code-drug",
                code,
                drug,
                "contrast",
                min(item.first, other.first),
                max(item.last, other.last),
                "high",
                polarity,
            )
            for code in codes.refs
            for drug in drugs.refs
        )
    return links
