"""Parts of what documents say, put on a graph: what very many say of one subject is packed, so that a graph does not grow with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from auditor.auditing import entity_named
from auditor.graph import ClaimKey, Graph, claim_key, claim_of, in_order, of_claims
from auditor.lexicon.names import Names
from auditor.model.assertions import Assertion, CodeMention
from auditor.model.pile import Stack
from auditor.nightly.ledger import Part


def gathered(
    parts: Iterable[Part],
    names: Names,
    codes: Iterable[CodeMention] = (),
    wanted: Callable[[Assertion], bool] = lambda _: True,
) -> Graph:
    """The graph of what is wanted of some parts, and of mentions; those about one subject come by the names of their documents.

    A document's day goes with each of its assertions instead, and documents of which nothing is left are no nodes.
    """
    stacks: dict[ClaimKey, Stack[Assertion]] = {}
    for part in parts:
        for said in in_order(filter(wanted, part.said)):
            one = said if said.dated or not part.dated else msgspec.structs.replace(said, dated=part.dated)
            stacks.setdefault(claim_key(said), Stack(Assertion)).add(one)
    claims = (claim_of(key, stacks.pop(key).done()) for key in sorted(stacks))
    return of_claims(claims, codes, lambda name: entity_named(name, names))
