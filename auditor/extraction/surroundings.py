"""What a sentence says only together with what stands around it: a code above its drug, an answer below its question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from auditor.extraction.codes import is_counted
from auditor.extraction.discourse import Discourse
from auditor.extraction.found import Found
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref
from auditor.extraction.mentions import formulated
from auditor.extraction.patterns.code_drug import COMPILED
from auditor.extraction.polarity import denies_list
from auditor.extraction.relations.items import refs_of
from auditor.extraction.tags import Reading, read
from auditor.extraction.unlisted import OF_SKIN, SHORTEST_NAME, name_meant
from auditor.extraction.vocabulary import FORMULATIONS
from auditor.lexicon.makers import maker_in
from auditor.lexicon.names import Names
from auditor.model.assertions import Mention, Polarity
from auditor.model.source import Block

UNIT_OF_LIST: Final = "unit-of-list"  # that stands over a list, and not in the entry
_FARTHEST_NAME: Final = 8  # tokens between a code and a name that no list has
_DEFINES_AFTER: Final = late(r"A?bt[wk]{0,2}[wgk]")
_FOR_ROUTE: Final = late(r"b?ft?R")  # "J3357 is for the subcutaneous form, J3358 for the intravenous vial"
_DEFINES_BEFORE: Final = late(r"(?:[gwV]|&)b$")
_ENDS_AS: Final = late(r"[lwN]ak?$")  # "Opened in the system as J9289."
_FAR_BEFORE: Final = 120  # characters before a code in which the past is told
_OF_THE_PAST: Final = frozenset(
    {
        "formerly",
        "previously",
        "before",
        "once",
        "was",
        "were",
        "used",
        "ex",
        "ex-",
        "went",
        "had",
        "made",
        "reported",
        "billed",
        "got",
        "relied",
    }
)
_FORMERLY: Final = late(
    r"(?:(?:^|[.;(,]\s*)(?:formerly|previously|once|was|were|used to be|ex-)\s*(?:(?:it|that) (?:was|had been)\s+)?(?:(?:coded|billed|reported) )?(?:as |with |under )?(?:code )?"
    r"|\b(?:until|before|up to|prior to|through|between|from|in|during) [^.;()]{2,34}?,? it (?:was|went by|had been)\s+(?:code )?"
    # "From October through December 2025 hospitals used C9305", "Before that, physicians had to make do with J3590"
    r"|(?:^|[.;(,]\s*|\band )(?:(?:until|before|up to|prior to|through|during|in|from|for|between) [^.;()]{2,60}?,? )?"
    r"(?:hospitals?|providers?|physicians?|practices|offices|facilities|clinics|(?:outpatient )?departments|sites|(?:infusion )?cent(?:er|re)s|everyone|everybody|people|billers|we|they)\b"
    r"(?: (?:and|or|departments|offices|clinics|practices|outpatient|all|then|still|first)){0,3} (?:had(?: to (?:use|make do with|report|bill))?|used|reported|billed|made do with|got by with|relied on)(?: (?:with|under|it (?:with|under|as)))?\s+(?:the )?(?:temporary )?(?:code )?)$",
    re.IGNORECASE,
)
_FOR_IT: Final = late(r"f[it]")  # "hospitals had C9161 for that"
_WAS: Final = late(r"^i[A]?p[tk]{0,2}C")
_PAIR: Final = 2  # codes, one of which came after the other
_ONLY_CODE: Final = late(r"(?:(?:hcpcs )?(?:code )?)[A-Z]\d{4}:?", re.IGNORECASE)
_UNIT_FRAGMENT: Final = late(r"(?:B,)?(?:wv|e)Q(?:[.,;]|$)")  # "Benadryl, up to 50 mg."
_CODE_ALONE: Final = late(r"(?:[kgwt]{1,3}:)?C[.:]?")  # "J9308", "Code: J9308"
_DESCRIPTOR: Final = late(r"[gtR,]{0,3}D(?:nw{0,2}qv?[CD](?:&C)?|[^bphmol?CDc])*")
# The first words under a code: "For nusinersen (Spinraza).", "This is alemtuzumab in portions of 1 mg.", "Ocrelizumab, a CD20 antibody, ...".
_OPENS_ENTRY_BELOW: Final = late(
    r"(?:(?:f|[ic]A?(?:b|[lL])f?)[tgwR]{0,2}D(?:\([^()C]{1,6}\))?(?:f[tgwR]{1,3})?|D(?:\([^()C]{1,6}\))?,t[wgT]{1,4})(?:[.,;]|v[tw]{0,2}u|$)"
)
_REPORT: Final = late(r"(?:A?l[kt]{0,3}|t?k{1,3}[b:]?|cb)Cq?(?:[.,;]|$)")  # "Report J1756.", "The code is J1756."
_THE_CODE_IS: Final = late(
    r"\W{0,4}(?:the|its) (?:corresponding|appropriate|correct|proper|right|applicable|relevant|matching|designated|assigned|dedicated|permanent|official) "
    r"(?:(?:hcpcs|billing|level ii|procedure|drug) ){0,3}(?:j-)?code (?:is|will be) (?:hcpcs )?(?:code )?[A-Z]\d{4}\W{0,3}$",
    re.IGNORECASE,
)
_BARE: Final = late(r"C[,:]?e?Q")  # "J9026, 1 mg." below a paragraph on its drug
# An answer may open with who gives it, "Back:" or "[09:03] Raj:", or an arrow may lead to it.
_OPENS_ANSWER: Final = late(r"(?:[(NtwA:)]{1,10}:)?=?[kgtwls,]{0,3}C[.,;]?")
_ASKS_MANY: Final = late(r"\b(?:which|what)\b[^?]{0,30}\bcodes\b", re.IGNORECASE)
_OPENS_WITH_DRUG: Final = late(r"(?:[(NwA:)]{1,10}:)?=?[gtA,]{0,3}D(?:[,.;:(]|$)")
_OF_PAST: Final = late(
    r"\b(?:did [^?.]{1,30}\b(?:use|bill|report|submit|send|code|enter)|"
    r"(?:was|were) [^?.]{1,30}\b(?:used|billed|reported|coded|submitted))\b",
    re.IGNORECASE,
)
# A question whether what was just said is so.
IN_DOUBT: Final = late(
    r"\W{0,8}(?:(?:can|could|is|was|would) (?:that|this|it) (?:even |really |still )?(?:be )?"
    r"(?:right|correct|true|so|a thing|ok(?:ay)?|possible|valid|an? (?:mistake|error|typo)|wrong|accurate|(?:a )?new|(?:an? )?(?:new )?(?:update|change))"
    r"|what (?:is|was|'s|went) wrong)\b",
    re.IGNORECASE,
)
_CAUTION: Final = late(r"[oxq?LU]|n(?!s)")  # "not on dialysis" is no caution, "not this one" is
_LABEL_OF_CODE: Final = late(r"-?(?:[kgwt]{1,3}[:=-])?")  # "Code: J1837 (new on January 1, 2026)"
_SERVICES: Final = ("S9", "G", "T", "H")  # of HCPCS codes: visits, home infusion, programs; never a drug
_SAID_BEHIND: Final = late(
    r"(?:,? [\d.,]+ ?(?:mg|mcg|g|mL|units?),?)? (?:before|until then|previously)(?:, [\d.,]+ ?(?:mg|mcg|g|mL|units?))?(?:\)|[.;]|$)",
    re.IGNORECASE,
)  # "1 mg (C9175 before)", "S0028, 20 mg, before"
_BEFORE_NOW: Final = frozenset({"formerly", "previously", "earlier", "old", "ex"})
_OPENING: Final = 3  # words
_OF_OTHERS: Final = frozenset({"shared", "another", "others", "per-diem"})
_OF_PARAGRAPH: Final = late(r"\breplac|\bsupersed|\b(?:product|version|form|one): ", re.IGNORECASE)
_PLAIN: Final = frozenset(
    {
        "short-acting",
        "immediate-release",
        "plain",
        "regular",
        "conventional",
        "ordinary",
        "aqueous",
        "non-liposomal",
        "non-depot",
    }
)
_OWN_DESCRIPTOR: Final = late(r"(C[:,-]?w),[wv]{0,2}e?Q")


def with_unlisted_name(reading: Reading, found: Sequence[Item], names: Names) -> Reading | None:
    """The sentence with a name that no list has, where a drug must stand beside its one code: misspelled, or too new for any list."""
    at = reading.tags.find("C")
    if at < 0 or reading.tags.count("C") != 1 or any(item.tag == "D" for item in found):
        return None
    if reading.words[at].upper().startswith(OF_SKIN):
        return None
    first = max(0, at - _FARTHEST_NAME)
    for index, tag in enumerate(reading.tags[first : at + _FARTHEST_NAME + 1], first):
        if tag != "w":
            continue
        word = reading.words[index]
        if len(word) < SHORTEST_NAME or not _drug_must_stand(reading, at, index):
            continue
        name = name_meant(word, names)
        if name is not None:
            mention = Mention("drug", reading.starts[index], reading.ends[index], name)
            mentions = formulated(reading.text, sorted((*reading.mentions, mention), key=lambda m: m.start))
            return read(reading.text, reading.start, reading.end, mentions)
    return None


def _drug_must_stand(reading: Reading, code: int, index: int) -> bool:
    tied = (
        COMPILED.match("C", "D", reading.gap(code, index))
        if code < index
        else COMPILED.match("D", "C", reading.gap(index, code))
    )
    return tied is not None and tied.strength > 1


def is_code_alone(text: str) -> bool:
    """Whether a text is a code and nothing else: a list item so short heads the items below it."""
    return _ONLY_CODE.fullmatch(text) is not None


def below_code(reading: Reading, found: Sequence[Item], discourse: Discourse, *, is_line: bool) -> list[Link]:
    """A code alone on its line speaks for the lines below it, until the next; alone in a paragraph, for a descriptor right below."""
    if _CODE_ALONE.fullmatch(reading.tags):
        discourse.code_above = Ref(reading.mentions[0].value)
    elif (
        discourse.code_above is not None
        and not refs_of([item for item in found if not item.compared], "C")
        and (is_line or _DESCRIPTOR.fullmatch(reading.tags))
    ):
        discourse.saw_codes((discourse.code_above,))
        last = len(reading.tags) - 1
        return [
            Link("code-drug", discourse.code_above, drug, "code-above-drug", 0, last, "medium")
            for drug in refs_of(found, "D")[:1]
        ]
    else:
        discourse.code_above = None
    return []


def below_heading(block: Block, reading: Reading, found: Sequence[Item], discourse: Discourse) -> list[Link]:
    """A descriptor without a verb under a heading that names one code: "J9171", then "Docetaxel, 1 mg per unit."."""
    codes = discourse.described_codes
    told = {
        ref.value for ref in discourse.heading_drugs
    }  # "Feraheme (ferumoxytol), Q0138" says itself what its code is
    if told and told.isdisjoint(ref.value for ref in refs_of(found, "D")):
        return []
    opens = reading.start == 0 and not discourse.section_drugs and _OPENS_ENTRY_BELOW.match(reading.tags)
    if len(codes) != 1 or block.kind not in {"paragraph", "line"} or not (opens or _DESCRIPTOR.fullmatch(reading.tags)):
        return []
    last = next((item.last for item in found if item.tag == "D"), 0) if opens else len(reading.tags) - 1
    return [
        Link("code-drug", codes[0], drug, "heading-code-drug", 0, last, "medium") for drug in refs_of(found, "D")[:1]
    ]


def unit_alone(block: Block, reading: Reading, discourse: Discourse) -> list[Link]:
    """An amount alone on its line, or alone in its sentence, below a code is the code's unit."""
    below_heading = _opens_below_heading(reading, discourse)
    if not below_heading and reading.tags.rstrip(".") not in {"Q", "AQ"}:
        return []
    if discourse.asked_drugs:
        return []  # "Aldurazyme? 0.1 mg." speaks of that drug
    above = discourse.code_above if block.kind in {"line", "item"} else None
    below_label = discourse.heading_codes[:1] if below_heading or "unit" in discourse.field else ()
    code = above or next(iter((*discourse.block_codes[-1:], *below_label)), None)
    mention = next(mention for mention in reading.mentions if mention.kind == "amount")
    if above is None and not below_label and mention.value.endswith(" unit"):
        return []  # "J2777 is 0.1 mg. 60 units.": what that makes
    return [Link("code-unit", code, Ref(mention.value, mention), "code-above-unit", 0, 0, "medium")] if code else []


def _opens_below_heading(reading: Reading, discourse: Discourse) -> bool:
    """As in "Benadryl, up to 50 mg." and "Up to 10 mg." right below "J1200: diphenhydramine", where no unit was told yet."""
    code = discourse.code_of_heading
    if code is None or code.value in discourse.told.get("code-unit", ()):
        return False
    return reading.start <= _FAR_BEFORE and _UNIT_FRAGMENT.match(reading.tags) is not None


def formerly(reading: Reading, found: Sequence[Item], pairs: Sequence[Link], discourse: Discourse) -> list[Link]:
    """As in "J9256 nipocalimab, 3 mg (was C9305)" and "Used to be C9157.": an earlier code of the drug just named, and history."""
    if _OF_THE_PAST.isdisjoint(reading.words) or _SOMEBODY_SENT.match(reading.sentence()):
        return []
    told = {link.subject.value for link in pairs}
    links = []
    for item in found:
        if item.tag != "C" or any(code.value in told for code in item.refs):
            continue
        start = reading.starts[item.first]
        if is_counted(reading.text, reading.ends[item.last]):
            continue  # "We billed J0897-JZ x 60": of a claim
        if not _FORMERLY.search(
            reading.text[max(reading.start, start - _FAR_BEFORE) : start]
        ) and not _SAID_BEHIND.match(reading.text, reading.ends[item.last], reading.end):
            continue
        of_last = _FOR_IT.match(reading.tags, item.last + 1) and len(discourse.drugs) == 1
        beside = [drug for other in found if other.tag == "D" and other.last < item.first for drug in other.refs][-1:]
        given = [link.object for link in pairs if link.last < item.first]
        own = _of_code_before(found, item, told, discourse)
        if own is None:
            own = given or beside or list(discourse.drugs if of_last else discourse.paragraph_drugs)
        named = any(other.tag == "D" and other.first > item.last for other in found)
        if len(set(own)) == 1 and not named:
            links += [
                Link("code-drug", code, own[0], "formerly-code", item.first, item.last, "medium", "historical")
                for code in item.refs
            ]
    return links


def _of_code_before(
    found: Sequence[Item], item: Item, told: AbstractSet[str], discourse: Discourse
) -> list[Ref] | None:
    """As in "Added J9256 (new 1/1/2026, previously C9305)": the drug that the document gave the code before.

    None where no code stands before it, or where the sentence, which has `told` drugs of codes, or the paragraph names its drug.
    """
    before = [other for other in found if other.tag in "CD" and other.last < item.first]
    if not before or before[-1].tag != "C" or before[-1].refs[-1].value in told:
        return None
    known = discourse.drug_of.get(before[-1].refs[-1].value)
    if known:
        return [known]
    return None if discourse.block_drugs and not any(other.tag == "D" for other in before) else []


def promised_units(found: Sequence[Found], discourse: Discourse, *, has_amount: bool = False) -> list[Found]:
    """The unit that a title or lead-in gives to a list, for an entry, or row, that gives its code a drug and no amount of its own."""
    if discourse.promised_unit is None or has_amount:
        return []
    value, span = discourse.promised_unit
    counted = {f.subject.value for f in found if f.kind == "code-unit"}
    return [
        f._replace(
            kind="code-unit",
            object=Ref(value),
            object_span=span,
            pattern=UNIT_OF_LIST,
            confidence="medium",
            primary=False,
        )
        for f in found
        if f.kind == "code-drug" and f.polarity == "asserted" and f.subject.value not in counted
    ]


def in_drug_paragraph(
    reading: Reading,
    found: Sequence[Item],
    units: Sequence[Link],
    discourse: Discourse,
    title: str,
    *,
    is_entry: bool = False,
    is_led: bool = False,
) -> list[Link]:
    """As in "Mitomycin needs attention. J9280 is the ordinary product": a code with no drug in its sentence, in a paragraph about one.

    `title` is the lead-in or heading above: below "Never bill these for trastuzumab:" no code is trastuzumab's. `is_entry`: the
    heading is a product's name, and this a line below it, which may open with its code: "J0881   not on dialysis". `is_led`: the
    lead-in tells the drug, "These codes are used for durvalumab:".
    """
    drugs = discourse.paragraph_drugs
    if not drugs and len(discourse.section_drugs) == 1 and _BARE.match(reading.tags):
        drugs = tuple(discourse.section_drugs)
    own = _of_clause_before(reading, found) if ";" in reading.tags else ()
    drugs = own or drugs
    if (
        len(drugs) != 1
        or (not own and any(item.tag == "D" for item in found))
        or _names_another(reading)
        or not _OF_OTHERS.isdisjoint(reading.words)
        or "other" in reading.words[:_OPENING]  # "The other two photodynamic agents, J7308 and J7345, remain."
    ):
        return []
    if drugs[0].value in discourse.doubted_drugs and not _reports_another(reading, found, discourse):
        return []  # "J9271 is not nivolumab. J9355 is billed per 10 mg.": the paragraph is about no drug
    if "respectively" in reading.words:
        return _respectively(found, discourse)
    named = {ref for item in found if item.tag == "C" for ref in item.refs}
    if len(named) > _PAIR and len(discourse.block_drugs) > 1:
        return []  # "The replacements are J1308, J0281 and J0013", of three drugs
    heading = discourse.heading_drugs
    if drugs[0].brand and discourse.pairs and drugs[0] == discourse.pairs[-1][1] and not _points_back(reading):
        others = {ref.value for ref in discourse.section_drugs if ref.value}
        if len(heading) != 1 or drugs[0] == heading[0] or others - {heading[0].value}:
            return []  # "J9144, Darzalex Faspro. J9145 is the infusion.": a brand that has its code has no other
        drugs = heading  # "Azmiro has been J1072. Pellets are J1073": the section's drug
    drug = _in_form(drugs[0], reading)
    was = _WAS.search(reading.tags) is not None  # "It was J2796, by ten micrograms."
    # "J9299 is nivolumab. J9271 is billed per 1 mg.": a drug that has its code waits for no other because that has a unit.
    has_code = any(ref == drugs[0] and code not in discourse.left_codes for code, ref in discourse.pairs)
    has_code = has_code and not _points_back(reading)
    of_one_drug = len(discourse.products) < 2
    reported = not has_code and of_one_drug and _reports(reading)
    above = {ref.value for ref in (*discourse.parent_drugs, *discourse.heading_drugs)}
    meant: Polarity | None = "denied" if drug.value in above and denies_list(title) else "historical" if was else None
    with_unit = set() if has_code else {link.subject.mention for link in units}
    return [
        Link(
            "code-drug",
            code,
            drug,
            "code-in-drug-paragraph",
            item.first,
            item.last,
            "medium" if is_led else "low",
            meant,
        )
        for item in found
        if item.tag == "C"
        and not item.compared
        and not item.refs[0].value.startswith(_SERVICES)
        and (
            _defined(reading, item, discourse)
            or reported
            or (of_one_drug and _FOR_ROUTE.match(reading.tags, item.last + 1))
            or (is_entry and _opens_entry(reading, item))
            or any(r.mention in with_unit for r in item.refs)
        )
        for code in item.refs
        if (code.value, drug.value) not in discourse.left_pairs
    ]


def _reports(reading: Reading) -> bool:
    """As in "Report J1756." and "The corresponding HCPCS code is J9173."."""
    return (
        _REPORT.match(reading.tags) is not None
        or _THE_CODE_IS.match(reading.text, reading.start, reading.end) is not None
    )


def _of_clause_before(reading: Reading, found: Sequence[Item]) -> tuple[Ref, ...]:
    """As in "Pembrolizumab comes in vials of 100 mg; J9271 is billed per 1 mg": the one drug of the clause before that of the one code."""
    border = reading.tags.rfind(";")
    named = refs_of(found, "D")
    drugs = tuple(ref for ref in named if ref.value) or named
    codes = [item for item in found if item.tag == "C"]
    apart = all(item.last < border for item in found if item.tag == "D") and all(item.first > border for item in codes)
    present = "p" not in reading.tags[border:] and _BEFORE_NOW.isdisjoint(reading.words)  # "Imaavy; was C9305, 3 mg"
    return drugs if border > 0 and present and apart and len(set(drugs)) == len(codes) == 1 else ()


def _reports_another(reading: Reading, found: Sequence[Item], discourse: Discourse) -> bool:
    """As in "Do not report J9355 for atezolizumab. Report J9022.": another code than the one that was denied."""
    named = {code.value for item in found if item.tag == "C" for code in item.refs}
    before = {code.value for code in discourse.block_codes}
    return _REPORT.match(reading.tags) is not None and len(named) == 1 and named.isdisjoint(before)


def _respectively(found: Sequence[Item], discourse: Discourse) -> list[Link]:
    """As in "Byooviz and Cimerli share a step. The codes are Q5124 and Q5128 respectively": as many codes as drugs before, in order."""
    items = [item for item in found if item.tag == "C"]
    codes, drugs = refs_of(items, "C"), tuple(discourse.block_drugs)
    if len(codes) != len(drugs) or len(items) != 1:
        return []
    return [
        Link("code-drug", code, drug, "in-order", items[0].first, items[0].last, "medium")
        for code, drug in zip(codes, drugs, strict=True)
    ]


def _opens_entry(reading: Reading, code: Item) -> bool:
    """Whether an entry opens with its code, and what follows only tells for whom it is."""
    return _LABEL_OF_CODE.fullmatch(reading.tags, 0, code.first) is not None and not _CAUTION.search(
        reading.tags, code.last + 1
    )


def _points_back(reading: Reading) -> bool:
    """As in "its earlier number, J1446, counted 5 mcg", "J1299 replaced J1300, 10 mg" and "preservative-free product: J3300, 1 mg"."""
    return "d" in reading.tags or "its" in reading.words or _OF_PARAGRAPH.search(reading.sentence()) is not None


def _in_form(drug: Ref, reading: Reading) -> Ref:
    """As in "the short-acting ampoule is J2354": the paragraph's drug without the formulation that the sentence tells it apart from."""
    plain, _, form = drug.value.rpartition(" ")
    return Ref(plain, None) if form in FORMULATIONS and not _PLAIN.isdisjoint(reading.words) else drug


# "The same happened to the enanthate: J3120 ended": of what stands above another salt.
_ITS_OTHER_SALT: Final = late(
    r"\b(?:the|its|this|that) (?:acetate|benzoate|bromide|caproate|chloride|citrate|cypionate|decanoate|enanthate|fumarate|furoate|gluconate|hydrochloride|lactate|maleate|"
    r"mesylate|nitrate|palmitate|pamoate|phosphate|procaine|propionate|succinate|sulfate|tartrate|tosylate|undecanoate|valerate)\b(?! (?:salt|form) of)",
    re.IGNORECASE,
)


_SOMEBODY_SENT: Final = late(
    r"(?!.*\b(?:19|20)\d\d\b)(?:\W*(?:and |so |then ))?(?:we|i|they|he|she|somebody|someone|our \w+|the (?:office|practice|clinic|biller|coder|vendor))"
    r" (?:had |have |has )?(?:used|billed|sent|put|entered|submitted|keyed|coded|chose|picked) (?:it (?:as|with|under) )?[A-Z]\d{4}\b",
    re.IGNORECASE,
)


def _names_another(reading: Reading) -> bool:
    """As in "J3350  Urea, up to 40 g": the code's own descriptor, of a name that we do not know."""
    if _ITS_OTHER_SALT.search(reading.text, reading.start, reading.end):
        return True
    if _SOMEBODY_SENT.match(reading.sentence()):
        return True  # "Our claim for Actemra was denied. We used J0129.": nobody says that it was right
    own = _OWN_DESCRIPTOR.match(reading.tags)
    if own is None:
        return False
    word = own.end(1) - 1
    shown = reading.text[reading.starts[word] : reading.ends[word]]
    return shown[:1].isupper() and not maker_in(shown)


def _defined(reading: Reading, item: Item, discourse: Discourse) -> bool:
    if discourse.parent_drugs or reading.tags.strip(".") == "C":
        return True
    after, before = reading.tags[item.last + 1 :], reading.tags[: item.first]
    last = after.strip(".") == ""
    return (
        _DEFINES_AFTER.match(after) is not None
        or _DEFINES_BEFORE.search(before) is not None
        or (last and _ENDS_AS.search(before) is not None)
    )


def answer_to_question(reading: Reading, found: Sequence[Item], discourse: Discourse) -> list[Link]:
    """As in "What do we bill for Leqembi? J0174." and "What is J9317? Sacituzumab govitecan.": the answer opens with the other side."""
    codes, drugs = refs_of(found, "C"), refs_of(found, "D")
    asked_codes, asked_drugs = discourse.asked_codes, discourse.asked_drugs
    asks = "?" in reading.tags
    past, discourse.asked_of_past = discourse.asked_of_past, asks and _OF_PAST.search(reading.sentence()) is not None
    discourse.asked_codes = codes[-1:] if asks and not drugs else ()
    discourse.asked_several = asks and (
        discourse.asked_several or bool(asked_drugs and drugs and drugs[0].value != asked_drugs[0].value)
    )
    one = asks and not codes and len(drugs) == 1 and not discourse.asked_several
    discourse.asked_drugs = drugs if one else ()
    last = (
        reading.tags.find(";") if ";" in reading.tags else len(reading.tags)
    ) - 1  # "Ramucirumab; it cannot be pushed"
    if asks:
        discourse.asked_many = _ASKS_MANY.search(reading.sentence()) is not None
    if asked_drugs and codes and not drugs and _OPENS_ANSWER.match(reading.tags):
        drug = asked_drugs[0]
        if discourse.asked_many and is_code_alone(reading.sentence().strip("-* ")):
            discourse.asked_drugs = asked_drugs  # each entry below "Which codes are for rituximab?" answers
        return [
            Link(
                "code-drug", codes[0], Ref(drug.value, None, drug.brand), "code-answers-question", 0, reading.tags.index("C"), "medium",
                "historical" if past else None,
            )
        ]  # fmt: skip
    if asked_codes and drugs and not codes and _OPENS_WITH_DRUG.match(reading.tags):
        return [Link("code-drug", Ref(asked_codes[0].value), drugs[0], "drug-answers-question", 0, last, "medium")]
    return []


_CHANGE: Final = late(r"-?C[^;=C]{0,24}Q[^;=C]{0,24}(=){1,2}[,(]?C[^;=C]{0,8}Q")


def tells_change(reading: Reading) -> bool:
    """As in "J1300 eculizumab, 10 mg → J1299, 2 mg": an arrow from a code with its unit to one with another unit."""
    change = _CHANGE.match(reading.tags) if "=" in reading.tags else None
    if change is None:
        return False
    arrow = reading.starts[change.start(1)]
    amounts = [mention for mention in reading.mentions if mention.kind == "amount"]
    old = [mention.value for mention in amounts if mention.start < arrow]
    new = [mention.value for mention in amounts if mention.start > arrow]
    return old[-1] != new[0]


def doubted(claim: Found) -> Found:
    """A claim on a code that the text turns out only to report."""
    told = claim.kind in {"code-drug", "code-unit"} and claim.polarity == "asserted"
    return claim._replace(polarity="hypothetical") if told else claim
