"""The edits that would end one wrong statement of one document, ranked.

The reference comes first: an edit must lead to something that it has. Which of two words is the wrong one, the code or the drug,
is told by what else the document says of each; then by how many independent documents agree; then by the document's own subject.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec
from rapidfuzz.distance import OSA

from auditor.lexicon.units import same_unit
from auditor.model.assertions import Assertion, CodeMention
from auditor.model.findings import Edit, Repair
from auditor.model.source import Place
from auditor.reference.authority import NOW, codes_of, entry_on, wording
from auditor.repair.statements import Statement, Statements, places, written
from auditor.rules.side import one_breath

End = Literal["subject", "object"]

_MARGIN = 1.5  # how much more must speak for one reading than for the next, to be certain
_TODAY = (NOW, NOW)
_CODE = re.compile(r"[A-Z]\d{4}")


class Option(msgspec.Struct, frozen=True):
    """One way to mend a statement: the edits, what they do, how much speaks for it, and what."""

    edits: tuple[Edit, ...]
    action: str
    weight: float
    reasons: tuple[str, ...]


def ranked(options: Iterable[Option]) -> list[Option]:
    """Those that change something, the likeliest first; of two alike the one that touches fewer places."""
    able = [option for option in options if option.edits]
    return sorted(able, key=lambda option: (-option.weight, len(option.edits), option.action))


def as_repair(option: Option, others: Sequence[Option], *, settled: bool) -> Repair:
    """The option as a finding shows it. Certain only where the reference settles it and nothing comes near."""
    alone = all(option.weight - other.weight >= _MARGIN for other in others)
    reason = "; ".join(option.reasons) or "nothing else in the document tells which word is wrong"
    return Repair(option.edits, reason, option.action, certain=settled and alone)


def drug_options(said: Statements, wrong: Statement, right: str = "") -> list[Option]:
    """How to mend a code that is called a wrong drug: another drug, or another code.

    `right` is the drug that the code shall have where no reference tells.
    """
    expected = wrong.judgement.expected or right
    options = []
    if expected:
        options.append(_other_drug(said, wrong, expected))
    options += [_other_code(said, wrong, code) for code in _candidates(said, wrong)]
    return ranked(options)


def unit_options(said: Statements, wrong: Statement, right: str = "") -> list[Option]:
    """How to mend a wrong unit: the right unit, or the code to which this one belongs where its drug is wrong too."""
    expected = wrong.judgement.expected or right
    for other in said.of(wrong.document, "code-drug", subject=wrong.subject):
        if other.judgement.verdict == "refuted":
            options = drug_options(said, other)
            if options and _mends_unit(said, options[0], wrong):
                return options
    if not expected:
        return []
    edits = _edits(wrong.evidence, "object", expected)
    reasons = _because(wrong) + [
        f"the document gives {wrong.subject} to {other.object}, rightly"
        for other in said.of(wrong.document, "code-drug", subject=wrong.subject)
        if other.judgement.verdict == "confirmed"
    ]
    return ranked([Option(edits, f"write {expected} for {wrong.object}", 2.0, tuple(reasons))])


def brand_options(said: Statements, wrong: Statement, right: str = "") -> list[Option]:
    """How to mend a brand that is put on a wrong drug: another drug, or the brand of this one."""
    expected = wrong.judgement.expected or right
    options = []
    beside = [
        one
        for one in said.of(wrong.document, "code-drug", value=wrong.subject)
        if any(one_breath(first, second) for first in one.evidence for second in wrong.evidence)
    ]
    rightly = [one for one in beside if one.judgement.verdict == "confirmed"]
    if expected:
        wrongly = [one for one in beside if one.judgement.verdict == "refuted"]
        weight = 3.0 * bool(wrongly)
        reasons = _because(wrong) + [f"{one.subject} is not {one.object} either" for one in wrongly]
        edits = _edits(wrong.evidence, "subject", wording(expected))
        options.append(Option(edits, f"write {wording(expected)} for {wrong.subject}", weight, tuple(reasons)))
    for brand in _brands_of(said, wrong.subject, [one.subject for one in rightly]):
        reasons = _because(wrong) + [f"the text rightly calls {one.subject} {one.object}" for one in rightly]
        edits = _edits(wrong.evidence, "object", brand)
        options.append(Option(edits, f"write {brand} for {wrong.object}", 3.0 * bool(rightly), tuple(reasons)))
    return ranked(options)


def _brands_of(said: Statements, drug: str, codes: Sequence[str]) -> list[str]:
    """The brands under which a drug is sold; of several, those that are billed with the codes at hand."""
    if said.authority is None:
        return []
    sold = [brand for brand in said.authority.reference.brands.values() if drug in brand.drugs]
    billed = [brand for brand in sold if set(codes) & set(brand.codes)]
    return [brand.brand for brand in billed or sold]


def word_options(wrong: Statement, end: End, right: str, reasons: Sequence[str] = ()) -> list[Option]:
    """How to mend a statement of which one end is wrong: a brand's drug, a target, a meaning, a successor."""
    now = wrong.subject if end == "subject" else wrong.object
    edits = _edits(wrong.evidence, end, wording(right))
    return ranked([Option(edits, f"write {wording(right)} for {now}", 2.0, (*_because(wrong), *reasons))])


def code_edits(said: Statements, document: str, old: str, new: str, evidence: Sequence[Assertion]) -> tuple[Edit, ...]:
    """The edits that put one code for another: at the statements alone where the document uses the old one rightly elsewhere, else throughout."""
    uses = said.of(document, "code-drug", subject=old)
    mixed = any(use.judgement.verdict == "confirmed" for use in uses)
    edits = {edit.place: edit for edit in _edits(evidence, "subject", new)}
    if not mixed:
        for mention in said.mentions.get((document, old), ()):
            if mention.place is not None and mention.role != "address":
                edits.setdefault(mention.place, _mentioned(mention, new))
    return tuple(edits[place] for place in sorted(edits))


def _other_drug(said: Statements, wrong: Statement, expected: str) -> Option:
    """Keep the code and write its drug."""
    document, code = wrong.document, wrong.subject
    weight, reasons = 0.0, _because(wrong)
    for about in said.by_document.get(document, ()):
        own = about.subject == code and about.judgement.verdict == "confirmed" and about.current
        if own and about.kind in {"code-unit", "code-route"} and not _fits_elsewhere(said, wrong, about):
            weight += 2
            reasons.append(f"{code} has its own {about.kind[5:]} there: {about.object}")
        if own and about.kind == "code-drug" and not _in_one_list(about, wrong):
            weight += 3
            reasons.append(f"the document rightly calls {code} {about.object} elsewhere")
        if about.kind == "code-drug" and about.object == wrong.object and about != wrong and _in_one_list(about, wrong):
            weight += 2
            reasons.append(f"the list has {about.object} already, with {about.subject}")
    if _announces(said, document, code):
        weight += 1
        reasons.append(f"the document is about {code}")
    if OSA.distance(expected, wrong.object) <= 2:
        weight += 1
        reasons.append("the two names are easily confused")
    agreeing = _agreeing(said, code, expected, document)
    if agreeing:
        weight += 0.5
        reasons.append(f"so {agreeing} other {'document says' if agreeing == 1 else 'documents say'}")
    return Option(
        _drug_edits(said, wrong, expected), f"write {wording(expected)} for {wrong.object}", weight, tuple(reasons)
    )


def _other_code(said: Statements, wrong: Statement, code: str) -> Option:
    """Keep the drug and write its code."""
    document, drug = wrong.document, wrong.object
    weight, reasons = 0.0, _because(wrong)
    for about in said.by_document.get(document, ()):
        if about.subject == wrong.subject and about.kind == "code-unit" and about.judgement.verdict != "confirmed":
            entry = said.authority and entry_on(said.authority, code, _TODAY)
            if entry and entry.unit and same_unit(entry.unit, about.object):
                weight += 2
                reasons.append(f"{about.object} is the unit of {code}")
        if (
            about.kind == "code-drug"
            and (about.subject, about.object) == (code, drug)
            and not _in_one_list(about, wrong)
        ):
            weight += 3
            reasons.append(f"the document itself gives {drug} to {code} elsewhere")
        if (
            about.kind == "code-drug"
            and about.subject == wrong.subject
            and about != wrong
            and _in_one_list(about, wrong)
        ):
            weight += 2
            reasons.append(f"the list has {wrong.subject} already, for {about.object}")
    of_drug = [one for one in said.by_document.get(document, ()) if one.subject == drug]
    confirmed = [one for one in of_drug if one.judgement.verdict != "refuted"]
    if confirmed:
        weight += min(len(confirmed), 3)
        reasons.append(f"the document says more of {drug}: {', '.join(one.object for one in confirmed[:3])}")
    if _announces(said, document, code):
        weight += 3
        reasons.append(f"the document is about {code}")
    if OSA.distance(code, wrong.subject) == 1:
        weight += 1
        reasons.append(f"{wrong.subject} is one slip away from {code}")
    agreeing = _agreeing(said, code, drug, document)
    if agreeing:
        weight += 0.5
        reasons.append(f"so {agreeing} other {'document says' if agreeing == 1 else 'documents say'}")
    weight += _preferred(said, wrong, code)
    edits = code_edits(said, document, wrong.subject, code, wrong.evidence)
    return Option(edits, f"write {code} for {wrong.subject}", weight, tuple(reasons))


def _candidates(said: Statements, wrong: Statement) -> tuple[str, ...]:
    """The codes that the drug may have had here."""
    drug = said.drug(wrong.object)
    if drug is None:
        return ()
    if said.authority is not None:
        return codes_of(said.authority, drug)
    # Without a reference, those that other documents give it.
    return tuple(
        sorted(
            {
                other.subject
                for document, group in said.by_document.items()
                for other in group
                if document != wrong.document and other.kind == "code-drug" and other.object == wrong.object
            }
            - {wrong.subject}
        )
    )


def _preferred(said: Statements, wrong: Statement, code: str) -> float:
    """Among several codes of one drug: the one whose unit, maker, brand or route the statement gives, else the general one."""
    if said.authority is None:
        return 0.0
    entry = entry_on(said.authority, code, _TODAY)
    if entry is None:
        return 0.0
    stated = {pair for one in wrong.evidence for pair in one.qualifiers}
    told_apart = dict(entry.qualifiers)
    weight = sum(1.0 for name, value in stated if told_apart.get(name) == value)
    maker, brands = told_apart.get("manufacturer", ""), _brands_beside(said, wrong)
    weight -= 0.5 if maker and ("manufacturer", maker) not in stated else 0.0
    weight += 1.0 if brands & set(entry.brands) else -0.5 if entry.brands else 0.0
    of_code = said.of(wrong.document, "code-drug", subject=code)
    weight += 0.25 * min(3, sum(len(one.evidence) for one in of_code))
    return weight - (0.25 if code.startswith(("C", "S")) else 0.0)  # hospital and private payers' codes


def _brands_beside(said: Statements, wrong: Statement) -> set[str]:
    """The brands that the wrong statement's own sentence, cell or row names."""
    return {
        brand.object
        for brand in said.of(wrong.document, "drug-brand", subject=wrong.object)
        if any(one_breath(one, other) for one in brand.evidence for other in wrong.evidence)
    }


def _in_one_list(one: Statement, other: Statement) -> bool:
    """Whether two statements are rows of a table or list, where each code and each drug stands once."""
    return all(said.pattern.startswith("row-") for statement in (one, other) for said in statement.evidence)


def _fits_elsewhere(said: Statements, wrong: Statement, about: Statement) -> bool:
    """Whether what is said of the code would be as true of a code of the drug, so that it tells nothing."""
    if said.authority is None:
        return True
    entries = [entry_on(said.authority, code, _TODAY) for code in _candidates(said, wrong)]
    if about.kind == "code-unit":
        return any(
            entry is not None and same_unit(entry.unit, about.object) for entry in entries if entry and entry.unit
        )
    return True


def _mends_unit(said: Statements, option: Option, wrong: Statement) -> bool:
    entry = next(
        (
            entry_on(said.authority, edit.replacement.upper(), _TODAY)
            for edit in option.edits
            if said.authority and edit.replacement.upper() in said.authority.reference.entries
        ),
        None,
    )
    return entry is not None and same_unit(entry.unit, wrong.object)


def _because(wrong: Statement) -> list[str]:
    return [wrong.judgement.reason] if wrong.judgement.reason else []


def _announces(said: Statements, document: str, code: str) -> bool:
    return any(mention.role in {"title", "address"} for mention in said.mentions.get((document, code), ())) or (
        code.casefold() in document.casefold()
    )


def _agreeing(said: Statements, code: str, drug: str, document: str) -> int:
    """How many other documents give the code to the drug."""
    return len(said.speakers("code-drug", code, drug) - {document})


def _drug_edits(said: Statements, wrong: Statement, expected: str) -> tuple[Edit, ...]:
    """Where the text names the drug by a brand, the right drug's brand for this code stands in, if it has one."""
    edits = []
    for one, place in places(wrong.evidence, lambda assertion: assertion.object_place):
        now = written(one, place)
        brand = _brand_for(said, wrong.subject) if _is_brand(said, now) else ""
        edits.append(_edit(one.document, place, brand.title() if brand else wording(expected), now))
    return tuple(edits)


def _is_brand(said: Statements, shown: str) -> bool:
    return said.authority is not None and shown.casefold().strip("®™") in said.authority.reference.brands


def _brand_for(said: Statements, code: str) -> str:
    if said.authority is None:
        return ""
    found = [brand.brand for brand in said.authority.reference.brands.values() if code in brand.codes]
    return found[0] if len(found) == 1 else ""


def _edits(evidence: Sequence[Assertion], end: End, new: str) -> tuple[Edit, ...]:
    found = places(evidence, lambda one: one.subject_place if end == "subject" else one.object_place)
    return tuple(_edit(one.document, place, new, written(one, place)) for one, place in found)


def _mentioned(mention: CodeMention, new: str) -> Edit:
    assert mention.place is not None  # noqa: S101 - the caller looked
    return Edit(mention.document, mention.place, new, mention.code)


def _edit(document: str, place: Place, new: str, now: str) -> Edit:
    """The replacement in the manner of what stands there: capitals stay capitals, and HTML stays HTML."""
    if now.isupper():
        new = new.upper()
    elif now[:1].isupper():
        new = new[:1].upper() + new[1:]
    elif now.islower() and _CODE.fullmatch(new):
        new = new.lower()
    if document.lower().endswith((".html", ".htm", ".xhtml")):
        new = html.escape(new, quote=False)
    return Edit(document, place, new, now)
