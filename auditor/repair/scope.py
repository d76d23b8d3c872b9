"""What a wrong statement hangs together with: the words of its document that stand or fall with its code and its drug.

An edit is weighed by what it leaves wrong. If J9299 is called pembrolizumab beside Keytruda and 1 mg, another code mends it
with one word; another drug takes the brand with it. So the scope asks of every way to write the pair how many different
words would then still be false.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from auditor.model.assertions import Assertion, Entity, Kind
from auditor.model.findings import Edit
from auditor.reference.authority import (
    NOW,
    codes_of,
    entry_on,
    judge_brand,
    judge_drug,
    judge_route,
    judge_target,
    judge_unit,
    over,
)
from auditor.repair.edits import edit_of, edits_at
from auditor.repair.statements import Statement, Statements, places, written
from auditor.resolution import drug_of
from auditor.rules.side import one_breath

TODAY = (NOW, NOW)
_LISTED = 4  # codes of a list, at the least

CONFIRMED = 0.5  # a unit or brand may be right by chance, so this is less than what a false one tells

Told = tuple[str, float]  # what speaks for a way to write the pair, and how much; below 0, against it


class Scope(msgspec.Struct, frozen=True):
    """A code and a drug ("" for none) in one document, and all that is said of the two there.

    `core` are the wrong statements themselves; `of_code` and `of_drug` what else is said of either where it hangs together with
    them; `apart` the document's other pairs of a code and a drug.
    """

    said: Statements
    document: str
    code: str
    drug: str
    core: tuple[Assertion, ...]
    of_code: tuple[Assertion, ...]
    of_drug: tuple[Assertion, ...]
    apart: tuple[Statement, ...]
    whole: bool  # the code stands for this drug wherever the document names it
    listed: bool

    def write_code(self, code: str) -> tuple[Edit, ...]:
        """The edits that put another code in the scope's place."""
        edits = {edit.place: edit for edit in edits_at((*self.core, *self.of_code), "subject", code)}
        if self.whole:
            for mention in self.said.mentions.get((self.document, self.code), ()):
                if mention.place is not None and mention.role != "address":
                    edits.setdefault(mention.place, edit_of(mention, code))
        return tuple(edits[place] for place in sorted(edits))

    def drug_places(self) -> dict[object, Edit]:
        """Where the drug is named, as edits that change nothing."""
        pairs = [one for one in (*self.core, *self.of_code) if one.kind == "code-drug" and one.object == self.drug]
        named = [(one, place) for one, place in places(pairs, lambda one: one.object_place)]
        named += [(one, place) for one, place in places(self.of_drug, lambda one: one.subject_place)]
        return {place: Edit(one.document, place, "", written(one, place)) for one, place in named}

    def speaking_for(self, code: str, drug: str) -> Iterator[Told]:
        """What the document and the reference say for or against writing this code with this drug (a normal form)."""
        yield from self._of_the_code(code)
        yield from self._of_the_drug(drug, code)
        yield from self._of_the_pair(code, drug)

    def changed_places_with(self, code: str, drug: str) -> Statement | None:
        """The row that has, wrongly, what this one would be given, if this one has what that one needs."""
        judge = self.said.authority
        for other in self.apart if judge and self.listed else ():
            taken = (code != self.code and other.subject == code) or (drug != self.drug and other.object == drug)
            if judge and taken and other.judgement.verdict == "refuted":
                needs_ours = judge_drug(judge, self.code, self.said.drug(other.object), TODAY).verdict == "confirmed"
                return other if needs_ours else None
        return None

    def _of_the_code(self, code: str) -> Iterator[Told]:
        judge = self.said.authority
        if judge is None:
            return
        for kind, value in _values(self.of_code):
            judged = judge_unit if kind == "code-unit" else judge_route
            verdict = judged(judge, code, value, TODAY).verdict
            if verdict == "refuted":
                yield f"{value} is not the {kind[5:]} of {code}", -1
            elif verdict == "confirmed":
                yield f"{value} is the {kind[5:]} of {code}", CONFIRMED
        entry = entry_on(judge, code, TODAY)
        maker = dict(entry.qualifiers).get("manufacturer", "") if entry else ""
        stated = {value for one in self.core for name, value in one.qualifiers if name == "manufacturer"}
        if stated:
            yield (
                (f"{code} is {maker}'s", 0)
                if maker in stated
                else (f"{code} is not {' or '.join(sorted(stated))}'s", -1)
            )
        elif maker and self.code != code:
            yield f"{code} is for {maker}'s product alone", -0.5
        if over(judge, code, TODAY) is not None:
            yield f"{code} has ended", -1

    def _of_the_drug(self, drug: str, code: str) -> Iterator[Told]:
        judge, entity = self.said.authority, drug_of(drug)
        if judge is None:
            return
        family: set[str] | None = None
        for kind, value in _values(self.of_drug):
            verdict = (
                judge_brand(judge, entity, value) if kind == "drug-brand" else judge_target(entity, value)
            ).verdict
            if verdict == "refuted":
                yield f"{value} is not the {kind[5:]} of {drug}", -1
                continue
            billed = judge.reference.brands[value].codes if kind == "drug-brand" and verdict == "confirmed" else ()
            family = set(codes_of(judge, entity)) if family is None else family
            if billed and code not in billed and family & set(billed):
                yield f"{value} is billed with {' or '.join(billed)}", -1
            elif verdict == "confirmed":
                yield f"{value} is the {kind[5:]} of {drug}", CONFIRMED

    def _of_the_pair(self, code: str, drug: str) -> Iterator[Told]:
        judge, new_code, new_drug = self.said.authority, code != self.code, drug != self.drug
        if judge and drug and judge_drug(judge, code, drug_of(drug), TODAY).verdict == "refuted":
            yield f"{code} is not {drug}", -1
        for other in self.apart:
            same = (other.subject == code, other.object == drug)
            if same == (True, True) and not self.listed and other.judgement.verdict != "refuted":
                yield f"the document itself gives {drug} to {code} elsewhere", 1
            taken = (new_code and other.subject == code) or (new_drug and other.object == drug)
            if self.listed and taken and other.judgement.verdict != "refuted":
                yield f"the list has {other.subject} already, for {other.object}", -1
        mentions, addressed = self.said.mentions, self.said.addresses.get(self.document, frozenset())
        if addressed:
            yield (f"the address names {code}", 0) if code in addressed else (f"the address does not name {code}", -1)
        if new_code and (self.document, code) in mentions:
            yield f"the document names {code} elsewhere", 0.3


def scope_of(said: Statements, wrong: Statement) -> Scope:
    """The scope of a wrong statement about a code."""
    document, code = wrong.document, wrong.subject
    drug = wrong.object if wrong.kind == "code-drug" else ""
    pairs = said.of(document, "code-drug")
    listed = _is_list(pairs, wrong)
    apart = tuple(one for one in pairs if one != wrong and one.current and not _touch(one.evidence, wrong.evidence))
    own = [one for one in apart if one.subject == code and one.object != drug]
    whole = not any(listed or one.judgement.verdict == "confirmed" for one in own) and (
        wrong.kind == "code-drug"
        or not any(one.subject == code for one in pairs if one.judgement.verdict == "confirmed")
    )
    drug_apart = any(one.object == drug and (listed or one.judgement.verdict == "confirmed") for one in apart)
    of_code = [
        one
        for statement in said.by_document.get(document, ())
        if statement.subject == code
        for one in statement.evidence
    ]
    of_drug = [one for statement in said.by_document.get(document, ()) if drug and statement.subject == drug for one in statement.evidence]  # fmt: skip
    core = wrong.evidence
    within = frozenset(core)  # a page may say one thing ten thousand times
    return Scope(
        said,
        document,
        code,
        drug,
        core,
        tuple(one for one in of_code if one not in within and (whole or _touch([one], core))),
        tuple(one for one in of_drug if not drug_apart or _touch([one], core)),
        apart,
        whole,
        listed,
    )


def entity_named(said: Statements, drug: str) -> Entity | None:
    """The drug of a name, whether a document or the reference uses it."""
    return said.drug(drug) or (drug_of(drug) if drug else None)


def _values(evidence: Iterable[Assertion]) -> list[tuple[Kind, str]]:
    """The different units, routes, brands or targets that are said of today."""
    told = ("code-unit", "code-route", "drug-brand", "drug-target")
    return sorted({(one.kind, one.object) for one in evidence if one.kind in told and one.polarity == "asserted"})


def _is_list(pairs: Sequence[Statement], wrong: Statement) -> bool:
    """Whether the wrong statement is one of a list: pairs of one shape, of many codes, most of which are named once."""
    shapes = Counter(one.evidence[0].pattern for one in pairs)
    once = sum(len(one.evidence) == 1 for one in pairs)
    many = len({one.subject for one in pairs}) >= _LISTED and 2 * once > len(pairs)
    own = {one.pattern for one in wrong.evidence} if wrong.kind == "code-drug" else set(shapes)
    return many and any(2 * shapes[shape] > len(pairs) for shape in own)


def _touch(some: Iterable[Assertion], others: Sequence[Assertion]) -> bool:
    return any(one_breath(one, other) for one in some for other in others)
