"""The edits that would end one wrong statement of one document, ranked.

The reference comes first: an edit must lead to something that it has. Which of two words is the wrong one, the code or the drug, is
told by what each way would leave false of what else the document says (`scope`), a whole word counting 1. What is left to
choose then is weighed in fractions: the fewer places, the nearer slip, the code that other documents give.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from rapidfuzz.distance import OSA

from auditor.model.findings import Edit, Repair
from auditor.reference.authority import codes_of, entry_on, judge_drug, judge_unit, over, wording
from auditor.repair.edits import End, edits_at
from auditor.repair.replacing import replacement
from auditor.repair.scope import TODAY, Scope, Told, entity_named, scope_of
from auditor.repair.statements import Statement, Statements
from auditor.rules.side import one_breath

_MARGIN = 0.75  # how much more must speak for one way than for the next, to be certain: nearly a word
_PLACES = 0.4  # the fewer of the places that name the pair an edit touches
_SLIP = 0.2  # one slip of the pen away
_AGREES = 0.1  # other documents say so
_SWAPPED = 0.5  # what is missing here stands, wrongly, in another row
_USUAL = 0.1  # hospitals and private payers have codes of their own


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
    """How to mend a code that is called a wrong drug, that has ended, or that is none: another drug, or another code.

    `right` is the drug that the code shall have where no reference tells.
    """
    scope = scope_of(said, wrong)
    expected = {"refuted": wrong.judgement.expected, "unknown": right}.get(wrong.judgement.verdict, "")
    options = []
    if expected and expected != wrong.object:
        options.append(_other_drug(scope, wrong, expected))
    options += [_other_code(scope, wrong, code) for code in _candidates(said, wrong)]
    return ranked(options)


def code_options(said: Statements, wrong: Statement, codes: Iterable[str]) -> list[Option]:
    """How to mend a code of which only a unit or a route is said: each of these codes."""
    scope = scope_of(said, wrong)
    return ranked(_other_code(scope, wrong, code) for code in codes if code != wrong.subject)


def unit_options(said: Statements, wrong: Statement, right: str = "") -> list[Option]:
    """How to mend a wrong unit: the right unit, or another code, where this one is wrong anyway or the document speaks of that one."""
    pairs = said.of(wrong.document, "code-drug", subject=wrong.subject)
    for pair in pairs:
        if pair.judgement.verdict == "refuted" or (said.authority and over(said.authority, wrong.subject, TODAY)):
            options = drug_options(said, pair)
            if options and _mends_unit(said, options[0], wrong):
                return options
    expected = wrong.judgement.expected or right
    scope = scope_of(said, wrong)
    options = []
    if expected:
        stray = not pairs and not scope.listed and bool(scope.apart)
        told = [f"the document says nothing else of {wrong.subject}"] if stray else []
        told += [f"the document gives {one.subject} to {one.object}, rightly" for one in pairs if _right(one)]
        edits = edits_at(wrong.evidence, "object", expected)
        action = f"write {expected} for {wrong.object}"
        options.append(Option(edits, action, _SLIP - 1.0 * stray, (*_because(wrong), *told)))
    options += [_other_code(scope, wrong, code) for code in _codes_of_unit(said, wrong, pairs, scope)]
    return ranked(options)


def brand_options(said: Statements, wrong: Statement, right: str = "") -> list[Option]:
    """How to mend a brand that is put on a wrong drug: another drug, or the brand of this one."""
    expected = wrong.judgement.expected or right
    pairs = said.of(wrong.document, "code-drug", value=wrong.subject)
    listed = len({one.subject for one in said.of(wrong.document, "code-drug")}) > 2
    beside = [
        one
        for one in pairs
        if not listed or any(one_breath(first, second) for first in one.evidence for second in wrong.evidence)
    ]
    rightly = [one for one in beside if _right(one)]
    wrongly = [one for one in beside if one.judgement.verdict == "refuted"]
    meant = [one for one in said.of(wrong.document, "code-drug", value=expected) if expected and _right(one)]
    options = []
    if expected:
        reasons = _because(wrong) + [f"{one.subject} is not {one.object} either" for one in wrongly]
        reasons += [f"the document rightly calls {one.subject} {one.object}" for one in meant]
        edits = edits_at(wrong.evidence, "subject", wording(expected))
        action = f"write {wording(expected)} for {wrong.subject}"
        options.append(Option(edits, action, float(bool(meant and not rightly) - len(rightly)), tuple(reasons)))
    for brand in _brands_of(said, wrong.subject, [one.subject for one in rightly]):
        reasons = _because(wrong) + [f"the text rightly calls {one.subject} {one.object}" for one in rightly]
        edits = edits_at(wrong.evidence, "object", brand)
        options.append(Option(edits, f"write {brand} for {wrong.object}", -float(len(wrongly)), tuple(reasons)))
    return ranked(options)


def word_options(wrong: Statement, end: End, right: str) -> list[Option]:
    """How to mend a statement of which one end is wrong: a target, a route, a successor."""
    now = wrong.subject if end == "subject" else wrong.object
    edits = edits_at(wrong.evidence, end, wording(right))
    return ranked([Option(edits, f"write {wording(right)} for {now}", 0.0, tuple(_because(wrong)))])


def _other_drug(scope: Scope, wrong: Statement, expected: str) -> Option:
    """Keep the code and write its drug."""
    edits = _drug_edits(scope, expected)
    action = f"write {wording(expected)} for {wrong.object}"
    partner = scope.changed_places_with(scope.code, expected)
    if partner is not None:
        return _swapped(scope, wrong, action, edits, partner, drugs=True)
    told = [*scope.speaking_for(scope.code, expected)]
    if OSA.distance(expected, wrong.object) <= 2:
        told.append(("the two names are easily confused", _SLIP))
    return _option(scope, wrong, action, edits, told=told, pair=(scope.code, expected))


def _other_code(scope: Scope, wrong: Statement, code: str) -> Option:
    """Keep the drug and write its code."""
    edits = scope.write_code(code)
    action = f"write {code} for {scope.code}"
    partner = scope.changed_places_with(code, scope.drug)
    if partner is not None:
        return _swapped(scope, wrong, action, edits, partner, drugs=False)
    told = [*scope.speaking_for(code, scope.drug)]
    if OSA.distance(code, scope.code) == 1:
        told.append((f"{scope.code} is one slip away from {code}", _SLIP))
    if code.startswith(("C", "S")):
        told.append(("", -_USUAL))
    return _option(scope, wrong, action, edits, told=told, pair=(code, scope.drug))


def _option(
    scope: Scope,
    wrong: Statement,
    action: str,
    edits: tuple[Edit, ...],
    *,
    told: list[Told],
    pair: tuple[str, str],
) -> Option:
    agreeing = scope.said.others(scope.document, "code-drug", *pair)
    if agreeing:
        told.append((f"so {agreeing} other {'document says' if agreeing == 1 else 'documents say'}", _AGREES))
    touched = len(scope.write_code(scope.code)) + len(scope.drug_places())
    weight = sum(weight for _, weight in told) - _PLACES * len(edits) / max(1, touched)
    return _weighed(wrong, action, edits, told, weight)


def _swapped(
    scope: Scope, wrong: Statement, action: str, edits: tuple[Edit, ...], partner: Statement, *, drugs: bool
) -> Option:
    """One half of two rows that have changed places: both must be mended at the same end, so what both rows say decides."""
    here = (scope.code, wrong.judgement.expected) if drugs else (partner.subject, scope.drug)
    there = (partner.subject, partner.judgement.expected) if drugs else (scope.code, partner.object)
    told = [*scope.speaking_for(*here), *scope_of(scope.said, partner).speaking_for(*there)]
    told.append((f"{wrong.object} and {partner.object} have changed places", _SWAPPED))
    return _weighed(wrong, action, edits, told, sum(weight for _, weight in told))


def _weighed(wrong: Statement, action: str, edits: tuple[Edit, ...], told: Iterable[Told], weight: float) -> Option:
    reasons = (reason for reason, weight in told if weight >= 0 and reason)
    return Option(edits, action, round(weight, 6), tuple(dict.fromkeys([*_because(wrong), *reasons])))


def _candidates(said: Statements, wrong: Statement) -> list[str]:
    """The codes that the drug may have had here."""
    drug = said.drug(wrong.object)
    if said.authority is None:  # those that other documents give it
        given = {code for kind, code, named in said.speakers if kind == "code-drug" and named == wrong.object}
        return sorted(
            code for code in given - {wrong.subject} if said.others(wrong.document, "code-drug", code, wrong.object)
        )
    codes = set(codes_of(said.authority, drug)) if drug else set()
    ended = over(said.authority, wrong.subject, TODAY)
    if ended and _right(wrong):  # the text may word the drug otherwise than any code that is in force
        codes |= set(codes_of(said.authority, said.authority.entities[ended.drug]))
    for code in ended.successors if ended else ():
        entry = entry_on(said.authority, code, TODAY)
        if entry and not entry.valid_to and judge_drug(said.authority, code, drug, TODAY).verdict != "refuted":
            codes.add(code)
    return sorted(codes - {wrong.subject})


def _codes_of_unit(said: Statements, wrong: Statement, pairs: Sequence[Statement], scope: Scope) -> list[str]:
    """Codes with this unit that may have been meant: of the code's own drug, or, if it has none, of the document."""
    if said.authority is None:
        return []
    drugs = [entity_named(said, one.object) for one in pairs if _right(one)]
    codes = {code for drug in drugs if drug for code in codes_of(said.authority, drug)}
    if not pairs and not scope.listed:
        codes = {one.subject for one in scope.apart if _right(one)}
    judged = ((code, judge_unit(said.authority, code, wrong.object, TODAY)) for code in codes - {wrong.subject})
    return sorted(code for code, judgement in judged if judgement.verdict == "confirmed")


def _brands_of(said: Statements, drug: str, codes: Sequence[str]) -> list[str]:
    """The brands under which a drug is sold; of several, those that are billed with the codes at hand."""
    if said.authority is None:
        return []
    sold = [brand for brand in said.authority.reference.brands.values() if drug in brand.drugs]
    billed = [brand for brand in sold if set(codes) & set(brand.codes)]
    return [brand.brand for brand in billed or sold]


def _mends_unit(said: Statements, option: Option, wrong: Statement) -> bool:
    """Whether the unit is right once the option's code stands for the wrong one."""
    judge = said.authority
    codes = {edit.replacement.upper() for edit in option.edits} & set(judge.reference.entries) if judge else set()
    return judge is not None and any(
        judge_unit(judge, code, wrong.object, TODAY).verdict == "confirmed" for code in codes
    )


def _right(statement: Statement) -> bool:
    return statement.judgement.verdict == "confirmed"


def _because(wrong: Statement) -> list[str]:
    return [wrong.judgement.reason] if wrong.judgement.reason and not _right(wrong) else []


def _drug_edits(scope: Scope, expected: str) -> tuple[Edit, ...]:
    """Where the text names the drug by a brand, the right drug's brand for this code stands in, if it has one."""
    edits = []
    for now in scope.drug_places().values():
        brand = _brand_for(scope.said, scope.code) if _is_brand(scope.said, now.quote) else ""
        edits.append(replacement(now.document, now.place, brand.title() if brand else wording(expected), now.quote))
    return tuple(sorted(edits))


def _is_brand(said: Statements, shown: str) -> bool:
    return said.authority is not None and shown.casefold().strip("®™") in said.authority.reference.brands


def _brand_for(said: Statements, code: str) -> str:
    if said.authority is None:
        return ""
    found = [brand.brand for brand in said.authority.reference.brands.values() if code in brand.codes]
    return found[0] if len(found) == 1 else ""
