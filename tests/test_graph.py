"""The graph: who says what, and how many say so on their own."""

from __future__ import annotations

import msgspec

from auditor.graph import about, claims, independent, mentions
from tests.saying import graph_of, names, says


def test_a_claim_gathers_everyone_who_says_it() -> None:
    graph = graph_of(
        says("b.md", "J9371", "durvalumab"),
        says("a.md", "J9371", "durvalumab", line=2),
        says("a.md", "J9371", "durvalumab"),
    )
    [claim] = claims(graph, "code-drug")
    assert (claim.support, claim.documents) == (2, ("a.md", "b.md"))
    assert [(said.document, said.place.line) for said in claim.evidence] == [("a.md", 1), ("a.md", 2), ("b.md", 1)]


def test_claims_that_differ_in_polarity_or_period_stay_apart() -> None:
    graph = graph_of(
        says("a.md", "C9026", "vedolizumab"),
        says("a.md", "C9026", "vedolizumab", polarity="denied"),
        says("a.md", "C9026", "vedolizumab", valid_from="2015-01-01"),
    )
    assert len(list(claims(graph, "code-drug"))) == 3
    assert len(list(claims(graph, "code-drug", "denied"))) == 1


def test_documents_are_nodes_with_the_codes_that_they_name() -> None:
    graph = graph_of(names("a.md", "J9371", "title"), names("a.md", "J9267", "referred"))
    assert ("document", "a.md") in graph.nodes
    assert list(mentions(graph, "title")) == ["J9371"]
    assert (("document", "a.md"), ("code", "J9267"), "referred") in graph.edges


def test_a_long_passage_that_was_copied_counts_once() -> None:
    passage = "J9371 is a standardized billing code that is designated for the drug durvalumab."
    said = [msgspec.structs.replace(says(name, "J9371", "durvalumab"), quote=passage) for name in ("a.md", "b.md")]
    assert independent(said) == 1
    assert independent([*said, says("c.md", "J9371", "durvalumab")]) == 2


def test_short_rows_agree_by_chance_and_count_each() -> None:
    assert independent([says("a.md", "J9371", "durvalumab"), says("b.md", "J9371", "durvalumab")]) == 2


def test_what_is_about_a_node_stands_at_either_end() -> None:
    graph = graph_of(says("a.md", "C9492", "J9173", "code-successor"), says("a.md", "J9173", "durvalumab"))
    assert [claim.kind for claim in about(graph, ("code", "J9173"))] == ["code-drug", "code-successor"]
    assert about(graph, ("code", "J0000")) == []
