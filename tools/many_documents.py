"""A made-up corpus of any size, the same every time: articles on the codes of the embedded reference, a few of them wrong.

A few codes stand in very many documents and most in a few, as in life.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from auditor.model.reference import ReferenceEntry
from auditor.reference.authority import wording
from auditor.reference.files import embedded

WRONG = 0.02  # of all statements
_SAYINGS = (
    "HCPCS code {code} is used for {drug}.",
    "{code} describes {drug}.",
    "Providers bill {drug} with {code} on the claim line.",
    "For {drug}, report {code}.",
)
_BETWEEN = (
    "Prior authorization may be required before the first dose.",
    "The medical record must document the diagnosis and the dose given.",
    "Coverage is limited to indications in the label or in a compendium.",
    "Units that exceed the dose administered are not payable.",
)


def documents(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Names and texts, in order."""
    chance = random.Random(seed)  # noqa: S311 - the same corpus every time
    entries = [found for group in embedded().entries.values() for found in group[-1:] if _plain(found)]
    chance.shuffle(entries)
    # Zipf: the tenth code is named a tenth as often as the first.
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(entries))))
    for number in range(count):
        chosen = chance.choices(entries, cum_weights=weights, k=chance.randint(3, 9))
        yield f"part-{number // 500:02}/article-{number:05}.md", _article(chosen, entries, chance)


def _plain(entry: ReferenceEntry) -> bool:
    return entry.kind == "specific" and not entry.valid_to and " + " not in entry.drug


def _article(chosen: list[ReferenceEntry], entries: list[ReferenceEntry], chance: random.Random) -> str:
    parts = [f"# {wording(chosen[0].drug).capitalize()} billing guide"]
    for entry in chosen:
        drug = chance.choice(entries).drug if chance.random() < WRONG else entry.drug
        said = [chance.choice(_SAYINGS).format(code=entry.code, drug=wording(drug)), chance.choice(_BETWEEN)]
        if entry.unit:
            said.append(f"{entry.code} is billed per {entry.unit}.")
        parts.append(" ".join(said))
    return "\n\n".join(parts) + "\n"
