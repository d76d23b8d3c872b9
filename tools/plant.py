"""How well are errors found and mended? Plants errors of named types into a clean corpus, audits, repairs, audits again.

    make repairs                                the figures, and whether they reach the bars
    python tools/plant.py --write               the same, kept in docs/repairs.md
    python tools/plant.py --documents 240 --rounds 2 --seed 7
    python tools/plant.py --folder FOLDER       the same in documents of another hand that are right; nothing is written of them
    python tools/plant.py --show "wrong drug"   every plant of a type that was missed or mended otherwise

In each round every type of error is planted in turn: in every document by itself (`alone`), and in a fifth of the documents
of the whole corpus at once (`together`). Everything is told by the seed; nothing depends on the clock.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

import msgspec
from plant_corpus import Made, documents, facts_of, told
from plant_errors import KINDS, Ground, Plant, ground, plants, with_reused_codes

from auditor.auditing import at_least, audit, cross_reference
from auditor.extraction import extract
from auditor.lexicon.names import Names, load_names
from auditor.loading import discover, load
from auditor.model.assertions import Extraction
from auditor.model.findings import Edit, Finding
from auditor.model.source import Document
from auditor.readers import parse
from auditor.reference.authority import Authority, authority
from auditor.reference.files import embedded
from auditor.repair.applying import apply, by_document
from auditor.repair.mending import mended
from auditor.repair.plan import plan
from auditor.rules import RULES

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "repairs.md"
DETECTION: Final = 0.99
REPAIR: Final = 0.95
SPELLING: Final = frozenset({"misspelled name", "malformed code"})
SHARE: Final = 5  # together, one document in so many has an error

_PAIRS: Final = (("code-drug", "code", "drug"), ("code-unit", "code", "unit"), ("drug-brand", "drug", "brand"))

Said = Counter[tuple[str, ...]]


class Outcome(NamedTuple):
    """What became of a plant."""

    plant: Plant
    style: str
    together: bool
    readable: bool  # whether the clean document's sentence is read as what it says
    found: bool
    right: bool  # the repair's text says what the clean document says
    edits: int  # of the repair
    repairs: int  # first repairs of the findings that report it
    precise: int  # of these, those that only take away what is wrong
    left: int  # findings in the document after the repair of everything
    told: str  # rules that report it, and the repair's action


class Corpus(NamedTuple):
    """Documents that are right, and what is read in each."""

    made: Sequence[Made]
    read: Sequence[Extraction]
    base: Ground
    known: Mapping[int, frozenset[str]] = {}  # by document, the fingerprints of what is found in it without any error


def main() -> int:
    """Measure, show, write. Returns 1 if a bar is not reached."""
    arguments = _arguments()
    if arguments.folder:
        print("\n".join(_of_folder(arguments.folder, arguments.rounds, arguments.seed, arguments.show)))
        return 0
    corpus = _corpus(arguments.documents, arguments.seed)
    false_findings = at_least(_audit(corpus.read, corpus.base.authority, corpus.base.names), "warning")
    outcomes = [one for kind in KINDS for one in measured(corpus, kind, arguments.rounds, arguments.seed)]
    if arguments.show:
        print("\n".join(_shown(corpus, [one for one in outcomes if one.plant.kind == arguments.show])))
        return 0
    lines = list(_page(corpus, outcomes, false_findings))
    print("\n".join(lines))
    if arguments.write:
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    low = list(_below(outcomes, false_findings))
    print("\n".join(low) or "every bar is reached")
    return 1 if low else 0


def measured(corpus: Corpus, kind: str, rounds: int, seed: int, *, together: bool = True) -> Iterator[Outcome]:
    """What becomes of errors of one type, alone and, if wanted, together."""
    for number in range(rounds):
        random = Random(f"{seed} {number} {kind}")  # noqa: S311 - made-up errors, not a secret
        planted = list(plants(corpus.base, corpus.made, kind, random))
        for one in planted:
            yield from _outcomes(corpus, [one], together=False)
        if together:
            yield from _outcomes(corpus, random.sample(planted, len(planted) // SHARE), together=True)


# One audit ----------------------------------------------------------------------------------------


def _outcomes(corpus: Corpus, planted: Sequence[Plant], *, together: bool) -> Iterator[Outcome]:
    """Audit the documents with the errors in them, repair, audit again."""
    base = corpus.base
    numbers = range(len(corpus.made)) if together else [one.document for one in planted]

    def audited(texts: Mapping[int, Document]) -> tuple[list[Finding], dict[int, Extraction]]:
        read = {number: _read(document) for number, document in texts.items()}
        around = [read.get(number, corpus.read[number]) for number in numbers]
        found = at_least(_audit(around, base.authority, base.names), "warning")
        known = corpus.known.get(numbers[0], frozenset())
        return [finding for finding in found if finding.fingerprint not in known], read

    texts = {one.document: _document(corpus.made[one.document], one.text(corpus.made[one.document])) for one in planted}
    findings, now = audited(texts)
    left, _ = audited(_applied(texts, plan(findings).edits))
    wrong = {document.name for document in texts.values()}
    for one in planted:
        document = texts[one.document]
        own = [_of_one(finding, document.name, wrong) for finding in findings]
        yield _outcome(corpus, one, document, read=now[one.document], findings=own, left=left, together=together)


def _of_one(finding: Finding, document: str, wrong: Container[str]) -> Finding:
    """The finding with its repair, but for the edits that it makes in the other documents that have an error."""
    if finding.repair is None:
        return finding
    edits = tuple(edit for edit in finding.repair.edits if edit.document == document or edit.document not in wrong)
    repair = msgspec.structs.replace(finding.repair, edits=edits) if edits else None
    return msgspec.structs.replace(finding, repair=repair)


def _outcome(
    corpus: Corpus,
    one: Plant,
    document: Document,
    *,
    read: Extraction,
    findings: Sequence[Finding],
    left: Sequence[Finding],
    together: bool,
) -> Outcome:
    made = corpus.made[one.document]
    telling = [finding for finding in findings if _tells(finding, made.name, one)]
    clean = _said(corpus.read[one.document])
    edits = plan(telling).edits
    repairs = [finding.repair for finding in telling if finding.repair]
    wrong = _said(read)
    return Outcome(
        one,
        f"{made.style}, {made.media}",
        together,
        _is_read(corpus, one),
        bool(telling),
        bool(edits) and _says(document, edits, made.text, clean),
        len(edits),
        len(repairs),
        sum(_only_mends(document, repair.edits, made.text, clean, wrong) for repair in repairs),
        sum(made.name in finding.documents for finding in left),
        f"{' '.join(finding.rule for finding in telling)}: {' | '.join(repair.action for repair in repairs)}",
    )


def _tells(finding: Finding, document: str, one: Plant) -> bool:
    """Whether a place of the finding is the plant's, or its values name the planted word of that document."""
    spans = one.spans()
    for place in (finding.primary, *finding.related):
        focus = place.focus or place.place
        if place.document == document and any(focus.start < end and start < focus.end for start, end, _ in spans):
            return True
    words = {word.lower() for _, _, word in spans}
    named = {value.value.lower() for value in finding.values if document in value.documents}
    return bool(words & named) or (finding.subject.lower() in words and document in finding.documents)


def _says(document: Document, edits: Iterable[Edit], text: str, clean: Said) -> bool:
    """Whether the edits lead back: to the very text, or to one that says the same, and no other document is touched."""
    listed = list(edits)
    if any(edit.document != document.name for edit in listed):
        return False
    done = apply(document, listed)
    return not done.misfits and (done.text == text or _said(_read(_document_of(document, done.text))) == clean)


def _only_mends(document: Document, edits: Sequence[Edit], text: str, clean: Said, wrong: Said) -> bool:
    """Whether a repair alone leads back, or part of the way: it takes away what is wrong and adds nothing else that is."""
    if _says(document, edits, text, clean):
        return True
    if any(edit.document != document.name for edit in edits):
        return False
    done = _said(_read(_document_of(document, apply(document, edits).text)))
    return (done - clean) < (wrong - clean)


def _is_read(corpus: Corpus, one: Plant) -> bool:
    """Whether all that the clean document says in the sentences which the plant touches is read there as what it says."""
    made, read = corpus.made[one.document], corpus.read[one.document].assertions
    for fact, sentence in {(change.token.fact, change.token.sentence) for change in one.changes}:
        here = {token.slot: token for token in made.tokens if (token.fact, token.sentence) == (fact, sentence)}
        for kind, first, second in _PAIRS:
            if {first, second} <= set(here) and not any(
                (said.kind, said.subject, said.object)
                == (kind, getattr(made.facts[fact], first), getattr(made.facts[fact], second))
                and said.place.start <= here[second].start < said.place.end
                for said in read
            ):
                return False
    return True


def _audit(read: Iterable[Extraction], judge: Authority, names: Names) -> list[Finding]:
    graph = cross_reference(read, names)
    return mended((finding for rule in RULES for finding in rule.check(graph, judge)), graph, judge)


def _applied(texts: Mapping[int, Document], edits: Sequence[Edit]) -> dict[int, Document]:
    wanted = by_document(edits)
    return {
        number: _document_of(document, apply(document, wanted.get(document.name, ())).text)
        for number, document in texts.items()
    }


def _said(read: Extraction) -> Said:
    return Counter((one.kind, one.subject, one.object, one.polarity, one.misspelled) for one in read.assertions)


def _read(document: Document) -> Extraction:
    return extract(parse(document))


def _document(made: Made, text: str) -> Document:
    return Document(made.name, made.media, text)


def _document_of(document: Document, text: str) -> Document:
    return msgspec.structs.replace(document, text=text)


def _corpus(number: int, seed: int) -> Corpus:
    names = load_names()
    real = authority(embedded())
    judge = authority(with_reused_codes(embedded(), facts_of(real, names), number, seed))
    facts = facts_of(judge, names)
    made = documents(facts, number, seed)
    return Corpus(made, [_read(_document(one, one.text)) for one in made], ground(judge, names, facts))


# What is told -------------------------------------------------------------------------------------


def _page(corpus: Corpus, outcomes: Sequence[Outcome], false_findings: Sequence[Finding]) -> Iterator[str]:
    made = corpus.made
    yield "# Repairs"
    yield ""
    yield "Written by `python tools/plant.py --write`, measured again by `make repairs`; the head of that file says how."
    yield ""
    yield f"{len(made)} made-up documents of {len({one.style for one in made})} styles in three formats, of {sum(len(one.facts) for one in made)} facts,"
    yield "each true by the embedded reference. CMS gives old numbers to new products, but the releases at hand show it only within"
    yield f"one substance; so that reuse can be measured, {sum(map(len, corpus.base.reused.values()))} codes are given a made-up earlier meaning."
    yield f"False findings (errors and warnings) in the clean corpus: **{len(false_findings)}**."
    yield ""
    yield "- **detected**: an error or warning has the planted word's place, or names the word as a value of that document."
    yield "- **detected, read**: of the plants in sentences and rows that are read in the clean document as all that they say; in the others"
    yield "  the grammar has no frame for the sentence, and nothing behind it can find or mend what it does not see."
    yield "- **mended at 1**: of these, the first repairs give a text that says exactly what the clean document says. Only *decidable* plants"
    yield "  count: of the reference's facts, the document's own is the only one that is reached with the fewest words changed, given"
    yield "  that a list names no code and no drug twice. Of a bare pair both words are one change away, so nobody could know which is wrong;"
    yield "  such plants are counted apart, as *undecidable*. The criterion never sees an answer of the auditor."
    yield "- **precise**: of all first repairs of decidable plants, those that lead back, or take away what is wrong and add nothing wrong."
    yield "- **as small**: of the plants mended at 1, those with no more edits than the plant's own inverse."
    yield "- **silent after**: once all repairs are applied, a second audit finds nothing in the document."
    yield ""
    read = [one for one in outcomes if one.readable and one.plant.kind not in SPELLING]
    mendable = [one for one in read if one.plant.decidable]
    yield "Slips of spelling are found while reading; whether they are is the grammar's business, so the bars are for the other types:"
    yield f"detected {_share(sum(one.found for one in read), len(read))} (bar {DETECTION:.0%}),"
    yield f"mended at 1 {_share(sum(one.right for one in mendable), len(mendable))} (bar {REPAIR:.0%})."
    yield ""
    yield "Intervals are 95 % (Wilson)."
    yield ""
    for title, key in _GROUPINGS:
        yield f"## {title}"
        yield ""
        yield from _table(outcomes, key)
        yield ""


def _table(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> Iterator[str]:
    yield "| | detected | detected, read | mended at 1 | precise | as small | undecidable, as before | silent after |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    groups: dict[str, list[Outcome]] = {}
    for one in outcomes:
        groups.setdefault(key(one), []).append(one)
    for name, group in groups.items():
        yield _row(name, group)
    yield _row("**all**", outcomes)


_GROUPINGS: Final[tuple[tuple[str, Callable[[Outcome], str]], ...]] = (
    ("By type of error", lambda one: one.plant.kind),
    ("By surroundings", lambda one: "in the whole corpus, with others" if one.together else "in one document alone"),
    ("By format", lambda one: one.style.rpartition(", ")[2]),
    ("By style", lambda one: one.style.rpartition(", ")[0]),
)


def _row(name: str, group: Sequence[Outcome]) -> str:
    read = [one for one in group if one.readable]
    decidable = [one for one in read if one.plant.decidable]
    open_ = [one for one in read if not one.plant.decidable]
    right = [one for one in decidable if one.right]
    cells = (
        _share(sum(one.found for one in group), len(group)),
        _share(sum(one.found for one in read), len(read)),
        _share(len(right), len(decidable)),
        _share(sum(one.precise for one in decidable), sum(one.repairs for one in decidable)),
        _plain(sum(one.edits <= len(one.plant.changes) for one in right), len(right)),
        _plain(sum(one.right for one in open_), len(open_)),
        _plain(sum(one.left == 0 for one in group), len(group)),
    )
    return f"| {name} | {' | '.join(cells)} |"


def _plain(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else "–"


def _share(part: int, whole: int) -> str:
    """A share with its 95 % interval, never rounded up to all."""
    if not whole:
        return "–"
    low, high = _interval(part, whole)
    return f"{part}/{whole} {_percent(part / whole)} ({_percent(low)} to {_percent(high)})"


def _percent(share: float) -> str:
    shown = f"{100 * share:.1f}"
    return "99.9" if shown == "100.0" and share < 1 else shown


def _interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's."""
    z, share = 1.96, part / whole
    middle = share + z * z / (2 * whole)
    half = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return max(0.0, (middle - half) / scale), 1.0 if part == whole else min(1.0, (middle + half) / scale)


def _below(outcomes: Sequence[Outcome], false_findings: Sequence[Finding]) -> Iterator[str]:
    """Every bar that is not reached. What the grammar does not read, and slips of spelling, are its business and have no bar here."""
    read = [one for one in outcomes if one.readable and one.plant.kind not in SPELLING]
    decidable = [one for one in read if one.plant.decidable]
    for what, bar, part, whole in (
        ("detection", DETECTION, sum(one.found for one in read), len(read)),
        ("repair at 1", REPAIR, sum(one.right for one in decidable), len(decidable)),
    ):
        if part < bar * whole:
            yield f"{what} is {part / whole:.4f}, the bar {bar}"
    for finding in false_findings:
        yield f"false in the clean corpus: {finding.rule} {finding.message} ({finding.primary.document})"


def _shown(corpus: Corpus, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The plants that were missed, or mended otherwise than they could be."""
    for one in outcomes:
        if (one.found and (one.right or not one.plant.decidable) and not one.left) or not one.readable:
            continue
        made = corpus.made[one.plant.document]
        what = "missed" if not one.found else "mended otherwise" if not one.right else "not silent after"
        yield f"{what}{', together' if one.together else ''}: {made.name} ({one.style})"
        for token, now in one.plant.changes:
            line = made.text[: token.start].count("\n")
            yield f"    {now} for {made.text[token.start : token.end]}, in: {made.text.splitlines()[line][:200]}"
        yield f"    {one.told or 'nothing'}"


def _of_folder(folder: Path, rounds: int, seed: int, show: str | None) -> Iterator[str]:
    """What is found in documents that are meant to be right, and what becomes of errors that are planted into them."""
    report = audit([folder], reference=embedded()).report
    found = at_least(report.findings, "warning")
    yield f"{folder}: {len(found)} errors and warnings of {report.summary.assertions} assertions"
    yield ", ".join(f"{rule} {times}" for rule, times in sorted(Counter(finding.rule for finding in found).items()))
    corpus = _corpus_of(folder)
    if show:
        yield from _shown(corpus, list(measured(corpus, show, rounds, seed, together=False)))
        return
    kinds = [kind for kind in KINDS if kind not in SPELLING | {"swapped pair", "reused code"}]
    outcomes = [one for kind in kinds for one in measured(corpus, kind, rounds, seed, together=False)]
    yield from _table(outcomes, lambda one: one.plant.kind)


def _corpus_of(folder: Path) -> Corpus:
    """Documents of another hand; their tokens are the places of what they are rightly read to say."""
    names, judge = load_names(), authority(embedded())
    base = ground(judge, names, facts_of(judge, names))
    documents_ = [one for source in discover([folder])[0] if isinstance(one := load(source), Document)]
    read = [_read(document) for document in documents_]
    made = [told(document, found.assertions, base.facts) for document, found in zip(documents_, read, strict=True)]
    fingerprints = [frozenset(one.fingerprint for one in _audit([found], judge, names)) for found in read]
    return Corpus(made, read, base, dict(enumerate(fingerprints)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=216, help="how many documents are made")
    parser.add_argument("--rounds", type=int, default=1, help="how often each type is planted in each document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="plant into these documents instead")
    parser.add_argument("--show", choices=list(KINDS), help="list the plants of a type that went wrong")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
