"""From findings to their repairs: which statements are wrong, and what would end the finding with the fewest edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Final

import msgspec
from rapidfuzz.distance import OSA

from auditor.graph import Graph
from auditor.model.assertions import Kind
from auditor.model.findings import Edit, Finding, Location, Repair, Value
from auditor.reference.authority import Authority
from auditor.repair.edits import edit_in
from auditor.repair.options import (
    Option,
    as_repair,
    brand_options,
    code_options,
    drug_options,
    unit_options,
    word_options,
)
from auditor.repair.statements import NOWHERE, Speakers, Statement, Statements, statements

ALTERNATIVES: Final = 8  # shown besides the best repair; a corpus of many mistakes has a hundred

Options = Callable[[Statements, Statement, str], list[Option]]


class _Kind(msgspec.Struct, frozen=True):
    """What a rule's findings are about, which end of a statement their subject is, and how such a statement is mended."""

    kind: Kind
    subject: str
    options: Options
    exact: bool = True  # the dated reference has the one right word, and it can stand where the wrong one stood


def _value(_said: Statements, wrong: Statement, right: str) -> list[Option]:
    expected = wrong.judgement.expected or right
    return word_options(wrong, "object", expected) if expected else []


_RULES: Final[Mapping[str, _Kind]] = {
    "AUD101": _Kind("code-drug", "subject", drug_options),
    "AUD102": _Kind("code-drug", "object", lambda said, wrong, _code: drug_options(said, wrong)),
    "AUD103": _Kind("code-unit", "subject", unit_options),
    "AUD104": _Kind("drug-brand", "object", brand_options),
    "AUD105": _Kind("drug-target", "subject", _value, exact=False),
    "AUD108": _Kind("code-route", "subject", _value, exact=False),
    "AUD110": _Kind("code-successor", "subject", _value),
    "AUD201": _Kind("code-drug", "subject", drug_options),
    "AUD202": _Kind("code-unit", "subject", unit_options),
    "AUD206": _Kind("drug-brand", "object", brand_options),
}
_OF_CODES: Final = frozenset({"AUD203", "AUD204"})
_OF_WORDS: Final = frozenset({"AUD301", "AUD302", "AUD303"})


def mended(
    findings: Iterable[Finding], graph: Graph, authority: Authority | None, elsewhere: Speakers = NOWHERE
) -> list[Finding]:
    """The findings, each with its best repair and the alternatives, where it has any.

    The graph holds the documents that are to change, and `elsewhere` tells how many of all give their codes which drug; or it holds all.
    """
    listed = list(findings)
    if not listed:
        return []
    bench = _Bench(statements(graph, authority, elsewhere), {})
    return [_mended(finding, bench) for finding in listed]


def to_change(finding: Finding) -> set[str]:
    """The documents whose statements are weighed to mend a finding; none for those of rules that nothing mends, such as a meaning, which is a clause and no word."""
    if finding.rule in _RULES:
        return {document for value in wrong_values(finding.values)[0] for document in value.documents}
    return set(finding.values[0].documents) if finding.rule in _OF_CODES | _OF_WORDS else set()


class _Bench(msgspec.Struct):
    """What is said, and the options found so far: several rules find one statement wrong, and it is weighed once."""

    said: Statements
    known: dict[tuple[str, Kind, str, str, str], list[Option]]

    def options(self, rule: _Kind, wrong: Statement, right: str) -> list[Option]:
        key = wrong.document, wrong.kind, wrong.subject, wrong.object, right
        if key not in self.known:
            self.known[key] = rule.options(self.said, wrong, right)
        return self.known[key]


def _mended(finding: Finding, bench: _Bench) -> Finding:
    said = bench.said
    if finding.severity == "note":
        return finding
    if finding.rule in _RULES:
        repairs = _of_statements(finding, bench, _RULES[finding.rule])
    elif finding.rule in _OF_CODES:
        repairs = _of_codes(finding, said)
    elif finding.rule in _OF_WORDS:
        repairs = _of_words(finding, said)
    else:
        repairs = []
    if not repairs:
        return finding
    return msgspec.structs.replace(finding, repair=repairs[0], alternatives=tuple(repairs[1:]))


def _of_statements(finding: Finding, bench: _Bench, rule: _Kind) -> list[Repair]:
    """Every wrong statement mended in its likeliest way; then all of them in each other way."""
    wrong, right = wrong_values(finding.values)
    if not wrong:
        return []
    options: list[list[Option]] = []
    said = bench.said
    settled = said.authority is not None
    for value in wrong:
        for document in value.documents:
            ends = (finding.subject, value.value) if rule.subject == "subject" else (value.value, finding.subject)
            for statement in said.of(document, rule.kind, subject=ends[0], value=ends[1]):
                settled = settled and statement.judgement.verdict == "refuted"
                options.append(bench.options(rule, statement, right))
    repairs = _in_each_way(options, settled=settled and rule.exact)
    if not settled:
        repairs = [_by_agreement(repair, finding.values, right) for repair in repairs]
    return repairs


def _in_each_way(options: Sequence[Sequence[Option]], *, settled: bool) -> list[Repair]:
    """All statements mended in their likeliest ways; then in each other way that any of them has."""
    if not options or not all(options):
        return []
    best = _joined([found[0] for found in options])
    certain = settled and all(as_repair(found[0], found[1:], settled=True).certain for found in options)
    repairs = [msgspec.structs.replace(as_repair(best, (), settled=False), certain=certain)]
    actions = dict.fromkeys(option.action for found in options for option in found[1:])
    for action in islice(actions, ALTERNATIVES):
        other = [next((one for one in found if one.action == action), found[0]) for found in options]
        repairs.append(as_repair(_joined(other), (), settled=False))
    return repairs


def wrong_values(values: Sequence[Value]) -> tuple[list[Value], str]:
    """The values to be changed, and the one to which they may be changed where the reference does not tell.

    Refuted ones; else those that stand against a confirmed one; else, with no reference to say, those with fewer documents.
    """
    refuted = [value for value in values if value.verdict == "refuted"]
    confirmed = [value for value in values if value.verdict == "confirmed"]
    right = confirmed[0].value if len(confirmed) == 1 else ""
    if refuted:
        return refuted, right
    if confirmed:
        return [value for value in values if value.verdict != "confirmed"], right
    first, *rest = sorted(values, key=lambda value: (-value.support, value.value))
    return (rest, first.value) if rest else ([], "")


def _by_agreement(repair: Repair, values: Sequence[Value], right: str) -> Repair:
    """Without the reference no side is right: counts are all that can be said."""
    counts = ", ".join(f"{value.value} in {value.support}" for value in values)
    told = f"the reference does not tell; documents that say so on their own: {counts}"
    return msgspec.structs.replace(repair, reason=told if right else repair.reason, certain=False)


def _joined(options: Sequence[Option]) -> Option:
    edits: dict[tuple[str, object], Edit] = {}
    for option in options:
        for edit in option.edits:
            edits.setdefault((edit.document, edit.place), edit)
    actions = "; ".join(dict.fromkeys(option.action for option in options))
    reasons = tuple(dict.fromkeys(reason for option in options for reason in option.reasons))
    ordered = tuple(sorted(edits.values()))
    return Option(ordered, actions, min(option.weight for option in options), reasons)


def _of_codes(finding: Finding, said: Statements) -> list[Repair]:
    """Another code for one that has ended or never was: its drug's, else its successor, else one of the document a slip away."""
    code, options = finding.subject, []
    for document in finding.values[0].documents:
        pairs = [one for one in said.of(document, "code-drug", subject=code) if one.current]
        if pairs:
            options += [drug_options(said, pair) for pair in pairs]
            continue
        successors = finding.expected.split(" or ") if finding.expected else []
        others = [one for one in said.by_document.get(document, ()) if one.subject == code and one.current]
        options += [code_options(said, one, successors or _near(said, document, code)) for one in others]
    return _in_each_way(options, settled=finding.rule == "AUD204")  # a code that is not known may be a new one


def _near(said: Statements, document: str, code: str) -> list[str]:
    """The codes of a document that are one slip of the pen away."""
    known = said.authority.reference.entries if said.authority else {}
    named = {other for name, other in said.mentions if name == document and other in known}
    return sorted(other for other in named if OSA.distance(other, code) == 1)


def _of_words(finding: Finding, said: Statements) -> list[Repair]:
    """The word that was meant, where the finding or the document knows it: a title's code, a malformed code, a misspelled name."""
    if finding.rule == "AUD301":
        return _of_title(finding, said)
    if finding.expected or finding.rule == "AUD303":
        return _written(
            finding, finding.expected or "", (finding.primary, *finding.related), finding.message, certain=True
        )
    repairs = []
    for document in finding.values[0].documents:
        near = _near(said, document, finding.subject)
        places = [place for place in (finding.primary, *finding.related) if place.document == document]
        for code in near if len(near) == 1 else ():
            repairs += _written(finding, code, places, f"the document names {code}, one slip away", certain=False)
    return repairs if len(finding.values[0].documents) == 1 else []


def _of_title(finding: Finding, said: Statements) -> list[Repair]:
    """The code that the text defines; none where the text's own is the wrong one."""
    document, text = finding.primary.document, finding.values[1].value
    pairs = said.of(document, "code-drug", subject=text)
    if said.authority and not any(one.judgement.verdict == "confirmed" for one in pairs):
        return []
    titles = [
        place for place in (finding.primary, *finding.related) if place.note == f"the title names {finding.subject}"
    ]
    return _written(finding, text, titles, f"the text defines {text}", certain=False)


def _written(finding: Finding, meant: str, places: Iterable[Location], reason: str, *, certain: bool) -> list[Repair]:
    edits = tuple(edit for place in places if (edit := edit_in(place, meant)))
    if not edits or not meant:
        return []
    return [Repair(edits, reason, f"write {meant} for {finding.subject}", certain=certain)]
