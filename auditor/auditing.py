"""The audit, in one sentence that a newcomer can read here from top to bottom.

Load documents; parse them into blocks; extract assertions; resolve names to entities; put the
assertions on a graph; let each rule look at the graph and yield findings; report them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

import msgspec

from auditor.addresses import addresses
from auditor.aside import Aside, Use, put_aside, weighed
from auditor.decoding.formats import is_text
from auditor.graph import Claim, Graph, as_written, build, claims, of_lapses
from auditor.lapses import in_force, lapses
from auditor.lexicon.names import Names, load_names
from auditor.loading import Source, discover, is_folder, is_other_kind, load_every
from auditor.model.assertions import KINDS, Assertion, CodeMention, Entity, Extraction
from auditor.model.findings import (
    SEVERITIES,
    DocumentInfo,
    Finding,
    Ignored,
    Inputs,
    ReferenceInfo,
    Report,
    RuleInfo,
    Said,
    Severity,
    Summary,
)
from auditor.model.found import Found, Head, as_told, heads_of
from auditor.model.ignores import Ignore
from auditor.model.reference import Reference
from auditor.model.source import Document, Skipped
from auditor.policy import PLAIN, Policy
from auditor.reading.corpus import Means, read_corpus
from auditor.reading.file import read_document
from auditor.reference.authority import Authority, authority
from auditor.repair.mending import mended
from auditor.resolution import resolve
from auditor.rules import RULES
from auditor.rules.rule import Rule
from auditor.rules.verdicts import judged
from auditor.sieve import Sieve

ALONE = Means()  # this process, and nothing kept


class Reading(msgspec.Struct, frozen=True):
    """What the documents say, and which of them could not be read."""

    extractions: tuple[Extraction, ...]
    skipped: tuple[Skipped, ...]
    sha256: str  # of the names and hashes of all documents that were loaded
    complete: bool
    paths: Mapping[str, Path] = {}  # of the files that documents come from, as the user gave them
    hashes: tuple[tuple[str, str], ...] = ()  # the name of each document that was loaded, and the SHA-256 of its bytes
    texts: Mapping[str, str] = {}  # by document; only where they were asked for


class Audit(msgspec.Struct, frozen=True):
    """A report with what it was made from."""

    report: Report
    reading: Reading
    graph: Graph
    authority: Authority | None = None


def audit(
    paths: Sequence[Path],
    rules: Sequence[Rule] = RULES,
    reference: Reference | None = None,
    as_of: str | None = None,
    texts: Iterable[Document] = (),
    *,
    policy: Policy = PLAIN,
    means: Means = ALONE,
    keep_texts: bool = False,
) -> Audit:
    """Read the documents at the paths, and the texts already at hand, and let the rules look at what they say.

    `policy` chooses among the files and weighs the rules; `means` says how to read, which never shows in the answer.
    `as_of` is the day that counts as today, ISO; without it that of the reference's release.
    `keep_texts`: for a report that shows the documents themselves, see `documents_in`. Raises MissingPath for a path that does not exist.
    """
    names = load_names()
    reading = read(paths, names, texts, policy=policy, means=means, keep_texts=keep_texts)
    graph = cross_reference(reading.extractions, names)
    judge = authority(reference, as_of) if reference else None
    findings = mended(_asked(rules, graph, judge, late=False), graph, judge)
    inputs = inputs_of(len(reading.extractions), reading.sha256, rules, reference, as_of)
    whole = reading.complete and not texts and all(map(is_folder, paths))
    ignores = [ignore for extraction in reading.extractions for ignore in extraction.ignores]
    aside = standing(findings, ignores, reading.paths, rules, policy, inputs, whole=whole)
    return Audit(_report(reading, aside, rules, inputs), reading, graph, judge)


def read(
    paths: Sequence[Path],
    names: Names,
    texts: Iterable[Document] = (),
    *,
    policy: Policy = PLAIN,
    means: Means = ALONE,
    keep_texts: bool = False,
) -> Reading:
    """What every document says. One that cannot be read, or on which we stumble, never stops the others."""
    sources, unread, complete = listed(paths, policy)
    skipped: list[Skipped] = []
    extractions: list[Extraction] = []
    hashes: list[tuple[str, str]] = []
    given_texts = list(texts)
    origins = {source.name: source.path for source in sources if not source.address}
    at_hand = ((None, read_document(text, names)) for text in given_texts)
    for path, said in chain(at_hand, read_corpus(sources, names, means)):
        if said.sha256:
            hashes.append((said.document, said.sha256))
        if path and said.sha256:
            origins[said.document] = path
        if said.skipped:
            skipped.append(said.skipped)
        if said.extraction:
            extractions.append(said.extraction)
    extractions.sort(key=lambda extraction: extraction.document)
    # Nothing checked is not clean.
    complete = complete and all(map(is_other_kind, skipped)) and bool(extractions)
    return Reading(
        tuple(extractions),
        tuple(sorted([*unread, *skipped])),
        hash_of(sorted(hashes)),
        complete,
        origins,
        tuple(sorted(hashes)),
        _texts(given_texts, sources, dict(hashes)) if keep_texts else {},
    )


def listed(paths: Sequence[Path], policy: Policy) -> tuple[list[Source], list[Skipped], bool]:
    """The documents at the paths that the policy chooses, what else is there, and whether that is all that was asked for."""
    sources, unread = discover(paths, Sieve(policy).keeps)
    given = {path.name for path in paths if not is_folder(path)}
    # Files beside the documents that are none are shown, but no reason to call the audit incomplete.
    return sources, unread, all(is_other_kind(skip) and skip.document not in given for skip in unread)


def _texts(given: Iterable[Document], sources: Iterable[Source], hashes: Mapping[str, str]) -> dict[str, str]:
    """The documents' texts by name, of those that are still what was read."""
    loaded = chain(given, (one for _, one in load_every(sources)))
    return {
        one.name: one.text for one in loaded if isinstance(one, Document) and hashes.get(one.name, "") == one.sha256
    }


def cross_reference(extractions: Iterable[Extraction], names: Names) -> Graph:
    """The graph of what the documents say, each drug's name resolved."""
    return build(extractions, lambda name: entity_named(name, names))


@lru_cache(maxsize=2**14)
def entity_named(name: str, names: Names) -> Entity | None:
    """The drug that a name stands for, taken literally where no list has it; None where it may mean several."""
    found = resolve(name, names)
    if found.status == "resolved":
        return found.entities[0]
    return None if found.status == "ambiguous" else as_written(name)


def with_plan(report: Report) -> Report:
    """The report with the least edits that mend the whole corpus."""
    from auditor.repair.plan import plan  # noqa: PLC0415 - networkx is slow to load, and only this needs it here

    light = [msgspec.structs.replace(one, related=()) for one in report.findings]  # quotes have no part in it
    return msgspec.structs.replace(report, plan=plan(light))


def documents_in(found: Audit) -> Report:
    """The report with the documents' texts, all that is said in them, and what the reference says of that."""
    told = {
        said: judged(found.graph, found.authority, claim)
        for claim in _all_claims(found.graph)
        for said in claim.evidence
    }

    def say(assertion: Assertion) -> Said:
        return Said(assertion, told[assertion].verdict, told[assertion].reason)

    extractions = zip(found.report.documents, found.reading.extractions, strict=True)  # both are sorted by name
    documents = tuple(
        msgspec.structs.replace(
            info, text=found.reading.texts.get(info.name, ""), said=tuple(map(say, extraction.assertions))
        )
        for info, extraction in extractions
    )
    known = found.authority.reference.entries if found.authority else {}
    codes = sorted({name for kind, name in found.graph.nodes if kind == "code"})
    entries = tuple(entry for code in codes for entry in known.get(code, ()))
    return msgspec.structs.replace(found.report, documents=documents, entries=entries)


def _asked(rules: Iterable[Rule], graph: Graph, judge: Authority | None, *, late: bool) -> Iterator[Finding]:
    return (finding for rule in rules if rule.of_lapses == late for finding in rule.check(graph, judge))


def standing(  # noqa: PLR0917 - the values of an audit
    findings: Iterable[Finding],
    ignores: Sequence[Ignore],
    paths: Mapping[str, Path],
    rules: Sequence[Rule],
    policy: Policy,
    inputs: Inputs,
    *,
    whole: bool,
) -> Aside:
    """The findings that the documents and the policy leave, and what they ask in vain.

    `paths` are those of the documents' files; `whole`: all documents were read.
    """
    by_id = {rule.id: rule for rule in rules}
    valid = in_force(ignores, inputs.as_of)
    aside = put_aside((weighed(one, policy.severities, by_id) for one in findings), valid, policy, paths, RULES)
    late = in_vain(ignores, aside.used, paths, rules, policy, inputs, whole=whole)
    return Aside((*aside.kept, *late.kept), (*aside.ignored, *late.ignored))


def in_vain(  # noqa: PLR0917 - as above
    ignores: Sequence[Ignore],
    used: Collection[Use],
    paths: Mapping[str, Path],
    rules: Sequence[Rule],
    policy: Policy,
    inputs: Inputs,
    *,
    whole: bool,
) -> Aside:
    """The findings about ignores that do nothing. `used` is what the others were used for."""
    by_id = {rule.id: rule for rule in rules}
    seen = [
        rule.id for rule in rules if whole and (inputs.reference or not rule.needs_reference) and not rule.of_lapses
    ]
    vain = of_lapses(lapses(ignores, used, RULES, seen, inputs.as_of))
    told = (weighed(one, policy.severities, by_id) for one in _asked(rules, vain, None, late=True))
    return put_aside(told, (), policy, paths, RULES)


def at_least(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    """Findings of this severity or a graver one."""
    graver = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return [finding for finding in findings if finding.severity in graver]


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of a report: the gravest first, then by rule and subject."""
    return sorted(findings, key=_order)


def showing(report: Report, severity: Severity) -> Report:
    """The report without the findings below a severity; its counts are of what it shows."""
    graver = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return with_heads(report, [head for head in heads_of(report.findings) if head.severity in graver])


def with_heads(report: Report, heads: Iterable[Head]) -> Report:
    """The report with other findings, in order and counted: its own, perhaps in another light, and any that are at hand.

    Those of rules that are not in force are left out.
    """
    kept = [one for one in heads if one.rule in report.inputs.rules]
    kept.sort(key=lambda one: order_of(one.severity, one.rule, one.subject, one.fingerprint))
    there = report.findings
    shown = there.of(kept) if isinstance(there, Found) else tuple(as_told(one.whole, one) for one in kept if one.whole)
    return msgspec.structs.replace(report, findings=shown, summary=_counted(report.summary, kept))


def _all_claims(graph: Graph) -> Iterable[Claim]:
    return chain.from_iterable(claims(graph, kind) for kind in KINDS)


def inputs_of(
    documents: int, sha256: str, rules: Iterable[Rule], reference: Reference | None, as_of: str | None
) -> Inputs:
    """What a report tells that it was made from; `sha256` is of the names and hashes of all documents."""
    told = ReferenceInfo(reference.name, reference.release, reference.sha256) if reference else None
    ids = tuple(rule.id for rule in rules)
    return Inputs(documents, sha256, told, ids, as_of or (told.release if told else None))


def _report(reading: Reading, aside: Aside, rules: Sequence[Rule], inputs: Inputs) -> Report:
    unclaimed = _unclaimed(reading.extractions)
    counts = [(said.document, len(said.assertions)) for said in reading.extractions]
    report = reported(reading, aside, rules, inputs, counts, len(unclaimed))
    return msgspec.structs.replace(report, unclaimed=unclaimed)


def reported(  # noqa: PLR0917 - the values of a report
    reading: Reading,
    aside: Aside,
    rules: Sequence[Rule],
    inputs: Inputs,
    counts: Sequence[tuple[str, int]],
    unclaimed: int,
) -> Report:
    """The report, but for the documents' texts and unclaimed codes. `counts` are the assertions of each document that was read, by name."""
    where = addresses(reading.paths)
    documents = tuple(
        DocumentInfo(name, count, where.get(name, ""), is_text(name, reading.paths.get(name, Path(name)).suffix))
        for name, count in counts
    )
    totals = len(documents), sum(count for _, count in counts), unclaimed
    ignored = tuple(sorted(aside.ignored, key=lambda one: _order(one.finding)))
    report = report_of(tuple(by_weight(aside.kept)), ignored, rules, inputs, reading.skipped, totals)
    return msgspec.structs.replace(report, documents=documents)


def report_of(  # noqa: PLR0917 - the values of a report
    findings: Sequence[Finding],
    ignored: Sequence[Ignored],
    rules: Iterable[Rule],
    inputs: Inputs,
    skipped: tuple[Skipped, ...],
    counts: tuple[int, int, int],
) -> Report:
    """The report, but for the documents themselves. `counts` are those of documents, assertions, and unclaimed codes."""
    documents, assertions, unclaimed = counts
    summary = Summary(documents, assertions, 0, 0, 0, 0, len(ignored), 0, len(skipped), unclaimed)
    return Report(
        inputs,
        _counted(summary, heads_of(findings)),
        findings,
        skipped,
        tuple(rule_info(rule) for rule in rules),
        ignored=ignored,
    )


def rule_info(rule: Rule) -> RuleInfo:
    """What a report tells of a rule."""
    examples = tuple((("a.md", one),) if isinstance(one, str) else one for one in rule.examples)
    return RuleInfo(rule.id, rule.name, rule.title, rule.rationale, rule.severity, examples)


def _unclaimed(extractions: Iterable[Extraction]) -> tuple[CodeMention, ...]:
    """The codes of which nothing was claimed, by document and position."""
    found = [code for extraction in extractions for code in extraction.codes if code.role == "unclaimed"]
    return tuple(sorted(found, key=lambda code: (code.document, code.place.start if code.place else 0, code.code)))


def _counted(summary: Summary, findings: Sequence[Head]) -> Summary:
    counts = Counter(head.severity for head in findings)
    each = {name: counts[name] for name in SEVERITIES}
    return msgspec.structs.replace(summary, findings=len(findings), **each)


def _order(finding: Finding) -> tuple[int, str, str, str]:
    return order_of(finding.severity, finding.rule, finding.subject, finding.fingerprint)


def order_of(severity: Severity, rule: str, subject: str, fingerprint: str) -> tuple[int, str, str, str]:
    """Where a finding stands in a report."""
    return SEVERITIES.index(severity), rule, subject, fingerprint


def hash_of(hashes: Iterable[tuple[str, str]]) -> str:
    """A hash of documents' names and hashes, given in order."""
    made = hashlib.sha256()
    left = iter(hashes)
    while some := "".join([f"{sha256}  {name}\n" for name, sha256 in islice(left, 1000)]):
        made.update(some.encode("utf-8", "surrogateescape"))
    return made.hexdigest()
