"""What rules say and when they keep silent, in the few lines of claims that each case takes."""

from __future__ import annotations

import msgspec
import pytest

from auditor.auditing import entity_named
from auditor.graph import Graph, build, claims
from auditor.lexicon.names import load_names
from auditor.model.assertions import Assertion, CodeMention, Kind
from auditor.model.findings import Finding
from auditor.model.reference import ReferenceBrand, ReferenceModifier
from auditor.model.source import Place
from auditor.reference.authority import Authority, authority
from auditor.rules import RULES
from auditor.rules.contradiction import says as in_words
from auditor.rules.periods import certain, overlap
from auditor.rules.separation import separation
from auditor.rules.separators import told_apart
from auditor.rules.verdicts import judged
from tests.reference.making import entry, judge_of, reference_of
from tests.saying import extractions_of, names, says

DURVALUMAB = entry("J9173", "durvalumab", "10 mg", "2019-01-01..")
NIVOLUMAB = entry("J9299", "nivolumab", "1 mg", "2016-01-01..")
ENDED = entry("J9310", "rituximab", "100 mg", "2000-01-01..2018-12-31", successors=("J9312",))
RITUXIMAB = entry("J9312", "rituximab", "10 mg", "2019-01-01..")
CATCH_ALL = entry("J9999", kind="unclassified")
JUDGE = judge_of(DURVALUMAB, NIVOLUMAB, ENDED, RITUXIMAB, CATCH_ALL)


def found(*said: Assertion | CodeMention, judge: Authority | None = None, rule: str = "") -> list[Finding]:
    """What the rules, or one of them, find in these statements."""
    graph = build(extractions_of(*said), lambda name: entity_named(name, load_names()))
    return [one for each in RULES if rule in {"", each.id} for one in each.check(graph, judge)]


def told(*said: Assertion | CodeMention, judge: Authority | None = None, rule: str = "") -> list[tuple[str, str]]:
    return [(one.severity, one.message) for one in found(*said, judge=judge, rule=rule)]


# Notes, in plain words ------------------------------------------------------------------------------

WORDS: tuple[tuple[Kind, str, str, str, str], ...] = (
    ("code-drug", "J1", "a", "asserted", "calls J1 a"),
    ("code-drug", "J1", "a", "denied", "says that J1 is not a"),
    ("code-drug", "J1", "a", "historical", "says that J1 was a"),
    ("code-unit", "J1", "1 mg", "asserted", "bills J1 per 1 mg"),
    ("code-unit", "J1", "1 mg", "denied", "says that J1 is not billed per 1 mg"),
    ("code-unit", "J1", "1 mg", "historical", "says that J1 was billed per 1 mg"),
    ("drug-brand", "a", "b", "asserted", "calls b a"),
    ("drug-target", "a", "PD-1", "asserted", "aims a at PD-1"),
    ("drug-target", "a", "PD-1", "denied", "says that a does not act on PD-1"),
    ("drug-target", "a", "PD-1", "historical", "says that a acted on PD-1"),
    ("code-status", "J1", "unclassified", "asserted", "calls J1 unclassified"),
    ("code-status", "J1", "unclassified", "denied", "says that J1 is not unclassified"),
    ("code-successor", "J1", "J2", "asserted", "replaces J1 by J2"),
    ("code-successor", "J1", "J2", "denied", "says that J2 does not replace J1"),
    ("code-successor", "J1", "J2", "historical", "says that J2 replaced J1"),
    ("code-route", "J1", "oral", "asserted", "makes J1 oral"),
    ("code-route", "J1", "oral", "denied", "says that J1 is not oral"),
    ("code-route", "J1", "oral", "historical", "says that J1 was oral"),
    ("modifier-meaning", "JW", "waste", "asserted", "reads JW as waste"),
    ("modifier-meaning", "JW", "waste", "denied", "says that JW does not mean waste"),
    ("modifier-meaning", "JW", "waste", "historical", "says that JW meant waste"),
)


@pytest.mark.parametrize(("kind", "subject", "value", "polarity", "words"), WORDS)
def test_a_place_is_told_in_plain_words(kind: Kind, subject: str, value: str, polarity: str, words: str) -> None:
    assert in_words(says("a.md", subject, value, kind, polarity=polarity)) == words  # type: ignore[arg-type]


def test_two_documents_on_one_side_are_counted() -> None:
    said = [says("a.md", "J9299", "nivolumab"), says("b.md", "J9299", "nivolumab"), says("c.md", "J9299", "avelumab")]
    assert told(*said, rule="AUD101") == [("error", "J9299 is called nivolumab in 2 documents and avelumab in 1")]
    same = [
        says("a.md", "J9299", "nivolumab"),
        says("a.md", "J9299", "avelumab", line=2),
        says("b.md", "J9299", "avelumab"),
    ]
    assert told(*same, rule="AUD101") == [("error", "J9299 is called avelumab in 2 documents and nivolumab in 1")]


# Days -----------------------------------------------------------------------------------------------


def periods(*said: Assertion) -> list[tuple[str, str] | None]:
    graph = build(extractions_of(*said))
    return [certain(claim) for kind in ("code-drug", "code-unit") for claim in claims(graph, kind)]


def test_a_claim_holds_from_its_first_day_to_its_last() -> None:
    assert periods(says("a.md", "J1", "x", valid_from="2019-01-01", valid_to="2020-12-31")) == [
        ("2019-01-01", "2020-12-31")
    ]
    assert periods(says("a.md", "J1", "x", valid_to="2020-12-31")) == [("2020-12-31", "2020-12-31")]
    assert periods(says("a.md", "J1", "x", polarity="historical")) == [None]
    assert periods(says("a.md", "J1", "x", polarity="hypothetical", valid_to="2020-12-31")) == [None]
    assert periods(says("a.md", "J1", "x", polarity="historical", valid_to="2020-12-31")) == [
        ("2020-12-31", "2020-12-31")
    ]


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("2019-01-01", "2019-12-31"), ("2019-12-31", "2020-12-31"), True),
        (("2019-01-01", "2019-12-31"), ("2020-01-01", "2020-12-31"), False),
        (("2019-01-01", "2020-12-31"), ("2019-06-01", "2019-07-01"), True),
    ],
)
def test_two_claims_meet_on_a_day_that_both_hold(one: tuple[str, str], other: tuple[str, str], meet: bool) -> None:
    said = [
        says("a.md", "J1", value, valid_from=first, valid_to=last)
        for value, (first, last) in zip("xy", (one, other), strict=True)
    ]
    first, second = claims(build(extractions_of(*said)), "code-drug")
    assert overlap(first, second) is meet
    assert overlap(second, first) is meet


# What the reference says of a claim -----------------------------------------------------------------


def verdict(said: Assertion, *others: Assertion, judge: Authority | None = JUDGE) -> str:
    graph = build(extractions_of(said, *others), lambda name: entity_named(name, load_names()))
    [claim] = [
        one
        for one in claims(graph, said.kind)
        if (one.subject, one.object, one.polarity) == (said.subject, said.object, said.polarity)
    ]
    return judged(graph, judge, claim).verdict


def test_the_reference_confirms_refutes_and_keeps_silent() -> None:
    assert verdict(says("a.md", "J9173", "durvalumab")) == "confirmed"
    assert verdict(says("a.md", "J9173", "nivolumab")) == "refuted"
    assert verdict(says("a.md", "J9173", "nivolumab"), judge=None) == "unknown"
    assert verdict(says("a.md", "J9173", "nivolumab", polarity="hypothetical")) == "unknown"


def test_a_denial_of_what_is_right_is_wrong_and_of_what_is_wrong_right() -> None:
    assert verdict(says("a.md", "J9173", "durvalumab", polarity="denied")) == "refuted"
    assert verdict(says("a.md", "J9173", "nivolumab", polarity="denied")) == "confirmed"
    assert verdict(says("a.md", "J9173", "10 mg", "code-unit", polarity="denied")) == "refuted"


def backwards(said: Assertion) -> Assertion:
    """The same said with the drug before the code: "Do not bill rituximab with J9312"."""
    return msgspec.structs.replace(said, subject_place=said.object_place, object_place=said.subject_place)


def test_with_which_code_not_to_bill_a_drug_of_several_codes_may_be_meant_of_one_use() -> None:
    second = entry("Q5115", "rituximab", "10 mg", "2019-01-01..")
    several = judge_of(RITUXIMAB, second)
    denial = says("a.md", "J9312", "rituximab", polarity="denied")
    assert verdict(denial, judge=several) == "refuted"
    assert verdict(backwards(denial), judge=several) == "unknown"
    assert verdict(backwards(denial)) == "refuted"  # of a drug of one code, it is meant of all uses
    assert verdict(msgspec.structs.replace(denial, object_place=None), judge=several) == "unknown"


# Rules with a reference -----------------------------------------------------------------------------


def test_a_code_that_is_called_another_drug_is_refuted_with_what_is_right() -> None:
    [one] = found(says("a.md", "J9173", "nivolumab"), judge=JUDGE, rule="AUD201")
    assert (one.severity, one.expected) == ("error", "durvalumab")
    assert one.message.startswith("J9173 is called nivolumab in 1 document, but ")
    assert found(says("a.md", "J9173", "nivolumab", polarity="denied"), judge=JUDGE, rule="AUD201") == []
    [past] = found(
        says("a.md", "J9173", "nivolumab", polarity="historical", valid_to="2022-01-01"), judge=JUDGE, rule="AUD201"
    )
    assert past.primary.note == "says that J9173 was nivolumab"


def test_a_drug_with_a_code_of_its_own_on_a_catch_all_code_is_noted() -> None:
    [one] = found(says("a.md", "J9999", "nivolumab"), judge=JUDGE, rule="AUD201")
    assert one.severity == "note"
    assert one.message.endswith("but the code denotes no drug in particular, and nivolumab is J9299")
    assert found(says("a.md", "J9999", "avelumab"), judge=JUDGE, rule="AUD201") == []
    assert found(says("a.md", "J9999", "nivolumab", polarity="historical"), judge=JUDGE, rule="AUD201") == []


def test_of_codes_that_the_reference_gives_to_a_drug_none_is_wrong() -> None:
    second = entry("Q5115", "rituximab", "10 mg", "2019-01-01..")
    said = [says("a.md", "J9312", "rituximab"), says("b.md", "Q5115", "rituximab")]
    assert found(*said, judge=judge_of(RITUXIMAB, second), rule="AUD102") == []
    [one] = found(
        *said, says("c.md", "J9173", "rituximab"), judge=judge_of(RITUXIMAB, second, DURVALUMAB), rule="AUD102"
    )
    assert one.message == "rituximab is given 3 codes of which J9173 cannot be right: J9173, J9312, Q5115"
    assert one.expected == "J9312 or Q5115"
    assert one.primary.document == "c.md"
    assert one.primary.focus == said[0].subject_place


def test_without_a_reference_nothing_tells_two_codes_apart() -> None:
    [one] = found(says("a.md", "J9312", "rituximab"), says("b.md", "J9173", "rituximab"), rule="AUD102")
    assert (one.message, one.expected) == ("rituximab is given 2 codes that nothing tells apart: J9173, J9312", None)


def test_a_code_that_most_call_a_catch_all_is_no_code_of_the_drug() -> None:
    said = [says("a.md", "J9312", "rituximab"), says("b.md", "J9173", "rituximab")]
    once = says("c.md", "J9173", "unclassified", "code-status")
    assert len(found(*said, once, rule="AUD102")) == 1  # as many say the one as the other
    again = says("d.md", "J9173", "unclassified", "code-status")
    assert found(*said, once, again, rule="AUD102") == []
    assert found(*said, judge=judge_of(entry("J9173", kind="unclassified"), RITUXIMAB), rule="AUD102") == []


def test_a_code_that_all_who_name_it_know_to_be_over_is_no_code_of_the_drug() -> None:
    said = [says("a.md", "J9312", "rituximab"), says("b.md", "J9310", "rituximab")]
    over = says("b.md", "J9310", "discontinued", "code-status", line=2)
    assert len(found(*said, rule="AUD102")) == 1
    assert found(*said, over, rule="AUD102") == []
    assert len(found(*said, over, says("c.md", "J9310", "rituximab"), rule="AUD102")) == 1


@pytest.mark.parametrize(
    "beside",
    [
        ("code-unit", "1 mg", "10 mg"),
        ("code-route", "oral", "intravenous"),
        ("code-route", "intravenous", "subcutaneous"),
    ],
)
def test_units_and_routes_tell_two_codes_of_a_drug_apart(beside: tuple[Kind, str, str]) -> None:
    kind, one, other = beside
    said = [says("a.md", "J9312", "rituximab"), says("b.md", "J9173", "rituximab")]
    told_so = [says("a.md", "J9312", one, kind, line=2), says("b.md", "J9173", other, kind, line=2)]
    assert found(*said, *told_so, rule="AUD102") == []
    same = [says("a.md", "J9312", one, kind, line=2), says("b.md", "J9173", one, kind, line=2)]
    assert len(found(*said, *same, rule="AUD102")) == 1
    elsewhere = [says("a.md", "J9312", one, kind, line=2), says("c.md", "J9173", other, kind, line=2)]
    expected = 0 if one == "oral" else 1  # tablets alone tell; else both must be told of this drug
    assert len(found(*said, *elsewhere, rule="AUD102")) == expected


@pytest.mark.parametrize("name", ["manufacturer", "formulation", "route", "suffix", "brand"])
def test_what_the_text_says_of_both_codes_tells_them_apart(name: str) -> None:
    def of(document: str, code: str, value: str) -> Assertion:
        return msgspec.structs.replace(says(document, code, "rituximab"), qualifiers=((name, value),) if value else ())

    assert found(of("b.md", "J9312", "x"), of("a.md", "J9173", "y"), rule="AUD102") == []
    assert len(found(of("b.md", "J9312", "x"), of("a.md", "J9173", "x"), rule="AUD102")) == 1
    alone = len(found(of("b.md", "J9312", "x"), of("a.md", "J9173", ""), rule="AUD102"))
    assert alone == (0 if name in {"manufacturer", "formulation"} else 1)


@pytest.mark.parametrize(
    ("polarity", "apart"), [("asserted", True), ("historical", True), ("denied", False), ("hypothetical", False)]
)
def test_a_code_that_replaced_the_other_is_told_apart_from_it(polarity: str, apart: bool) -> None:
    said = [says("a.md", "J9312", "rituximab"), says("b.md", "J9310", "rituximab")]
    for step in (("J9310", "J9312"), ("J9312", "J9310")):
        replaced = says("c.md", *step, "code-successor", polarity=polarity)  # type: ignore[arg-type]
        assert (found(*said, replaced, rule="AUD102") == []) is apart


def test_a_document_that_gives_both_codes_knows_them_apart_unless_it_denies_one() -> None:
    both = [
        says("a.md", "J9312", "rituximab"),
        says("a.md", "J9310", "rituximab", line=2),
        says("b.md", "J9310", "rituximab"),
    ]
    assert found(*both, rule="AUD102") == []
    denied = says("a.md", "J9310", "rituximab", polarity="denied", line=3)
    assert len(found(*both, denied, rule="AUD102")) == 1


def test_one_of_two_codes_that_is_a_biosimilars_own_is_told_apart() -> None:
    assert found(says("a.md", "J9312", "rituximab"), says("b.md", "Q5115", "rituximab"), rule="AUD102") == []
    assert len(found(says("a.md", "Q5119", "rituximab"), says("b.md", "Q5115", "rituximab"), rule="AUD102")) == 0
    assert len(found(says("a.md", "J9312", "rituximab"), says("b.md", "Q4115", "rituximab"), rule="AUD102")) == 1


def test_an_unknown_code_is_told_once_and_a_later_or_a_former_one_not() -> None:
    unknown = says("a.md", "J9998", "avelumab")
    assert told(unknown, says("b.md", "J9998", "avelumab"), judge=JUDGE, rule="AUD203") == [
        ("warning", f"J9998, used in 2 documents, is not in {JUDGE.title}")
    ]
    later = says("a.md", "J9998", "avelumab", valid_from="2030-01-01")
    assert found(later, judge=JUDGE, rule="AUD203") == []
    assert found(says("a.md", "J9998", "avelumab", valid_to="2020-01-01"), judge=JUDGE, rule="AUD203") == []
    on_the_day = says("a.md", "J9998", "avelumab", valid_from=JUDGE.as_of)
    assert len(found(on_the_day, judge=JUDGE, rule="AUD203")) == 1
    assert found(says("a.md", "J9998", "discontinued", "code-status"), judge=JUDGE, rule="AUD203") == []
    listed = authority(reference_of(DURVALUMAB, later=["J9998"]))
    assert found(unknown, judge=listed, rule="AUD203") == []


def test_a_code_that_ended_is_told_with_what_took_its_place() -> None:
    [one] = found(says("a.md", "J9310", "rituximab"), judge=JUDGE, rule="AUD204")
    assert (one.severity, one.expected) == ("warning", "J9312")
    assert one.message == "J9310 is used as current in 1 document, but it ended on 2018-12-31; its place took J9312"
    assert one.primary.note == "uses J9310 as current"
    assert found(says("a.md", "J9310", "rituximab", polarity="historical"), judge=JUDGE, rule="AUD204") == []
    assert found(says("a.md", "J9310", "rituximab", valid_to="2018-06-30"), judge=JUDGE, rule="AUD204") == []
    knowing = says("a.md", "J9310", "J9312", "code-successor", line=2)
    assert found(says("a.md", "J9310", "rituximab"), knowing, judge=JUDGE, rule="AUD204") == []


def test_modifiers_and_brands_that_mean_something_else_are_refuted() -> None:
    reference = reference_of(
        DURVALUMAB,
        NIVOLUMAB,
        brands=[ReferenceBrand("imfinzi", ("durvalumab",))],
        modifiers=[ReferenceModifier("JW", "drug-discarded"), ReferenceModifier("JZ", "no-drug-discarded")],
    )
    judge = authority(reference)
    [one] = found(says("a.md", "JW", "no-drug-discarded", "modifier-meaning"), judge=judge, rule="AUD205")
    assert one.message.startswith("modifier JW is read as no-drug-discarded in 1 document, but ")
    assert found(says("a.md", "JW", "drug-discarded", "modifier-meaning"), judge=judge, rule="AUD205") == []
    [brand] = found(says("a.md", "nivolumab", "imfinzi", "drug-brand"), judge=judge, rule="AUD206")
    assert (brand.subject, brand.expected) == ("imfinzi", "durvalumab")
    assert (
        found(says("a.md", "nivolumab", "imfinzi", "drug-brand", polarity="denied"), judge=judge, rule="AUD206") == []
    )


# Standing -------------------------------------------------------------------------------------------


def test_a_code_that_is_over_here_and_in_use_there_is_told_by_the_reference() -> None:
    said = [says("a.md", "J9310", "discontinued", "code-status"), says("b.md", "J9310", "rituximab")]
    [one] = found(*said, judge=JUDGE, rule="AUD107")
    assert {(value.value, value.verdict) for value in one.values} == {
        ("discontinued", "confirmed"),
        ("current", "refuted"),
    }
    assert one.primary.document == "b.md"
    still = [says("a.md", "J9173", "discontinued", "code-status"), says("b.md", "J9173", "durvalumab")]
    [other] = found(*still, judge=JUDGE, rule="AUD107")
    assert {(value.value, value.verdict) for value in other.values} == {
        ("discontinued", "refuted"),
        ("current", "confirmed"),
    }
    [silent] = found(*still, judge=judge_of(NIVOLUMAB), rule="AUD107")
    assert {value.verdict for value in silent.values} == {"unknown"}


def test_who_knows_what_the_code_was_does_not_take_it_for_current() -> None:
    over = says("a.md", "J9310", "discontinued", "code-status")
    assert found(over, says("a.md", "J9310", "rituximab", line=2), rule="AUD107") == []
    assert (
        found(
            over,
            says("b.md", "J9310", "rituximab"),
            says("b.md", "J9310", "rituximab", polarity="historical", line=2),
            rule="AUD107",
        )
        == []
    )
    assert len(found(over, says("b.md", "J9310", "rituximab"), rule="AUD107")) == 1
    reused = says("b.md", "J9310", "avelumab", valid_from="2021-01-01")
    ended = says("a.md", "J9310", "discontinued", "code-status", valid_from="2020-01-01")
    assert found(ended, reused, rule="AUD107") == []
    assert len(found(over, reused, rule="AUD107")) == 1  # nobody told when it ended


# Routes ---------------------------------------------------------------------------------------------


def test_routes_that_exclude_each_other_are_told_and_two_injections_only_against_many() -> None:
    def ways(*given: tuple[str, str]) -> list[Finding]:
        return found(*(says(document, "J9173", way, "code-route") for document, way in given), rule="AUD108")

    assert len(ways(("a.md", "oral"), ("b.md", "intravenous"))) == 1
    assert ways(("a.md", "intravenous"), ("b.md", "subcutaneous")) == []
    assert len(ways(("a.md", "intravenous"), ("b.md", "intravenous"), ("c.md", "subcutaneous"))) == 1
    assert (
        found(
            says("a.md", "J9173", "oral", "code-route"),
            says("a.md", "J9173", "intravenous", "code-route", line=2),
            rule="AUD108",
        )
        == []
    )


# Slips ----------------------------------------------------------------------------------------------


def malformed(token: str, meant: str) -> CodeMention:
    return msgspec.structs.replace(names("a.md", meant, "malformed"), quote=token, reason="a letter l for a 1")


def test_a_malformed_code_is_told_with_what_is_meant_where_there_is_such_a_code() -> None:
    assert told(malformed("J9I73", "J9173"), judge=JUDGE, rule="AUD302") == [
        ("warning", "“J9I73” in 1 document is no code: a letter l for a 1; J9173 is probably meant")
    ]
    [unknown] = found(malformed("J9I98", "J9198"), judge=JUDGE, rule="AUD302")
    assert (unknown.message.endswith("a letter l for a 1"), unknown.expected) == (True, None)
    [without] = found(malformed("J9I98", "J9198"), rule="AUD302")
    assert without.expected == "J9198"


def test_a_misspelled_drug_is_told_once_at_the_name_itself() -> None:
    once = msgspec.structs.replace(says("a.md", "J9173", "durvalumab"), misspelled="durvalumabb")
    unit = msgspec.structs.replace(once, kind="code-unit", object="10 mg", misspelled="")
    [one] = found(once, unit, rule="AUD303")
    assert one.message == "“durvalumabb” in 1 document is misspelled: durvalumab is meant"
    assert (one.primary.focus, one.expected) == (once.object_place, "durvalumab")
    brand = msgspec.structs.replace(says("b.md", "durvalumab", "imfinzi", "drug-brand"), misspelled="durvalumabb")
    [other] = found(brand, rule="AUD303")
    assert other.primary.focus == brand.subject_place
    assert found(msgspec.structs.replace(once, misspelled="durval"), rule="AUD303") == []  # a name that is cut short


# The age of the reference ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "quarters"),
    [("2026-01-01", 0), ("2026-09-30", 0), ("2026-10-01", 3), ("2027-01-01", 4), ("2028-03-31", 8)],
)
def test_a_reference_is_old_after_more_than_two_quarters(day: str, quarters: int) -> None:
    judge = judge_of(DURVALUMAB, as_of=day)
    said = [one.message for one in found(judge=judge, rule="AUD903")]
    assert said == (
        [f"the reference is {judge.title}, {quarters} quarters older than {day}; import a newer release"]
        if quarters
        else []
    )


@pytest.mark.parametrize(
    ("kind", "value"),
    [("code-drug", "durvalumab"), ("code-unit", "1 mg"), ("code-route", "oral"), ("code-status", "unclassified")],
)
def test_a_code_that_no_release_has_is_told_whatever_is_said_of_it(kind: Kind, value: str) -> None:
    assert [one.subject for one in found(says("a.md", "J0001", value, kind), judge=JUDGE, rule="AUD203")] == ["J0001"]


# What keeps two statements apart ----------------------------------------------------------------------


AMBIGUOUS = "either mab"


def graph_of(*said: Assertion | CodeMention) -> Graph:
    return build(extractions_of(*said), lambda name: None if name == AMBIGUOUS else entity_named(name, load_names()))


def apart(*said: Assertion) -> list[str]:
    """Everything that keeps the first two drugs that are given to codes from contradicting each other."""
    graph = graph_of(*said)
    one, other = list(claims(graph, "code-drug"))[:2]
    return separation(graph, None, one, other)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("trastuzumab", "trastuzumab-dkst", "of trastuzumab and trastuzumab-dkst one name only says less"),
        ("doxorubicin", "doxorubicin hydrochloride", "doxorubicin and doxorubicin hydrochloride are one drug"),
        ("durvalumab", AMBIGUOUS, f"{AMBIGUOUS} can mean several drugs"),
    ],
)
def test_names_that_may_mean_one_drug_are_kept_apart_with_the_reason(one: str, other: str, reason: str) -> None:
    assert apart(says("a.md", "J9173", one), says("b.md", "J9173", other)) == [reason]
    assert apart(says("a.md", "J9173", "durvalumab"), says("b.md", "J9173", "nivolumab")) == []


def test_routes_of_which_only_one_is_told_are_named_as_far_as_they_are() -> None:
    graph = graph_of(
        says("a.md", "J8501", "aprepitant"),
        says("a.md", "J8501", "oral", "code-route", line=2),
        says("b.md", "J0185", "aprepitant"),
    )
    by_code = {claim.subject: claim for claim in claims(graph, "code-drug")}
    told_why = told_apart(graph, [by_code["J8501"]], [by_code["J0185"]])
    assert told_why == "J8501 and J0185 are given in different ways: oral, not told"


def test_a_code_that_was_replaced_by_a_third_is_not_apart_from_the_second() -> None:
    said = (says("a.md", "J9371", "durvalumab"), says("b.md", "J9173", "durvalumab"))
    assert len(found(*said, says("c.md", "J9371", "J9357", "code-successor"), rule="AUD102")) == 1
    assert found(*said, says("c.md", "J9371", "J9173", "code-successor"), rule="AUD102") == []


def test_a_denial_of_one_target_or_of_another_time_denies_nothing_else() -> None:
    target = says("a.md", "pembrolizumab", "PD-1", "drug-target")
    assert found(target, says("b.md", "pembrolizumab", "PD-L1", "drug-target", polarity="denied"), rule="AUD109") == []
    now = says("a.md", "J9173", "durvalumab", valid_from="2019-01-01")
    then = says("b.md", "J9173", "durvalumab", polarity="denied", valid_to="2018-12-31")
    assert found(now, then, rule="AUD109") == []
    assert len(found(now, says("b.md", "J9173", "durvalumab", polarity="denied"), rule="AUD109")) == 1


def test_two_codes_that_the_reference_holds_and_does_not_refute_may_be_one_drugs() -> None:
    judge = judge_of(entry("J9033", "bendamustine", "1 mg"), entry("J9034", "bendamustine", "1 mg"))
    said = (says("a.md", "J9033", "bendamustine"), says("b.md", "J9034", "bendamustine"))
    assert found(*said, judge=judge, rule="AUD102") == []
    assert len(found(*said, rule="AUD102")) == 1


def test_a_name_that_nobody_knows_is_judged_all_the_same() -> None:
    said = (says("a.md", "J0001", "unobtainium"), says("b.md", "J0002", "unobtainium"))
    [one] = found(*said, judge=JUDGE, rule="AUD102")
    assert (one.subject, one.expected) == ("unobtainium", None)


# What a title names, and what a code's past is ----------------------------------------------------------


def test_a_title_is_right_where_the_text_speaks_of_its_code_at_all() -> None:
    title, other = names("a.md", "J9173", "title"), says("a.md", "J9299", "nivolumab", line=3)
    assert len(found(title, other, names("a.md", "J9299", "claimed", 3), rule="AUD301")) == 1
    assert found(title, says("a.md", "C9492", "J9173", "code-successor", line=2), other, rule="AUD301") == []
    second = names("a.md", "J9271", "title")
    assert found(title, second, other, names("a.md", "J9299", "claimed", 3), rule="AUD301") == []


def test_a_code_that_the_text_refers_to_as_often_as_it_defines_another_is_spoken_of() -> None:
    said = (
        names("a.md", "J9173", "title"),
        says("a.md", "J9299", "nivolumab", line=3),
        names("a.md", "J9299", "claimed", 3),
    )
    assert found(*said, names("a.md", "J9173", "referred", 4), rule="AUD301") == []


def test_a_document_that_names_its_code_in_its_address_is_told_of_at_its_start() -> None:
    said = (says("a.md", "J9299", "nivolumab", line=3), names("a.md", "J9299", "claimed", 3))
    [one] = found(names("a.md", "J9173", "address"), *said, rule="AUD301")
    assert one.primary.place == Place(0, 0, 1, 1, 1, 1)


def test_a_past_that_is_told_of_another_code_excuses_no_use_of_this_one() -> None:
    used = says("a.md", "J9310", "rituximab")
    assert (
        found(used, says("a.md", "J9310", "rituximab", polarity="historical", line=2), judge=JUDGE, rule="AUD204") == []
    )
    elsewhere = says("a.md", "C9453", "nivolumab", polarity="historical", line=2)
    assert [one.severity for one in found(used, elsewhere, judge=JUDGE, rule="AUD204")] == ["warning"]


def test_a_step_of_a_codes_history_dates_only_what_is_said_in_its_own_document() -> None:
    used = says("a.md", "J9310", "rituximab", valid_from="2017-07-01")
    here, there = (says(name, "C9999", "J9310", "code-successor") for name in ("a.md", "b.md"))
    assert [one.severity for one in found(used, here, judge=JUDGE, rule="AUD204")] == ["note"]
    assert [one.severity for one in found(used, there, judge=JUDGE, rule="AUD204")] == ["warning"]


def test_a_code_that_is_called_over_and_is_in_force_is_confirmed_as_current_with_the_reason() -> None:
    over = says("a.md", "J9173", "discontinued", "code-status")
    [one] = found(over, says("b.md", "J9173", "durvalumab"), judge=JUDGE, rule="AUD107")
    reasons = {value.verdict: value.reason for value in one.values}
    assert reasons["confirmed"].endswith("J9173 is in force")


def test_a_code_that_is_no_one_drugs_may_be_called_two_drugs() -> None:
    contrast = entry("Q9967", "", "1 mL", kind="other")
    said = says("a.md", "Q9967", "iopamidol"), says("b.md", "Q9967", "iodixanol")
    assert found(*said, judge=judge_of(contrast), rule="AUD101") == []
    assert len(found(*said, rule="AUD101")) == 1


def test_a_piece_may_hold_any_amount() -> None:
    said = says("a.md", "J7296", "1 each", "code-unit"), says("b.md", "J7296", "19.5 mg", "code-unit")
    assert found(*said, judge=judge_of(entry("J7296", "levonorgestrel", "19.5 mg"))) == []
