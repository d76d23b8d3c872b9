"""From names to things: what a drug's name stands for, and when two names stand for one drug.

A name says how much its writer cared to say: "trastuzumab", "trastuzumab-dttb", "hyaluronidase-oysk + trastuzumab" may
be said of one product. Saying less is no contradiction; saying otherwise is.
"""

from __future__ import annotations

import re

from auditor.lexicon.names import Names, compose, split_suffix
from auditor.model.assertions import Entity, Resolution

# Words that make another product of the same substance. Longest first, because "extended-release" ends in "release".
FORMULATIONS = (
    "cholesteryl sulfate complex", "lipid complex", "otic suspension", "long-acting", "extended-release", "protein-bound", "liposomal", "depot", "implant",
    "lauroxil", "palmitate", "pamoate", "decanoate", "enanthate", "cypionate", "undecanoate", "valerate", "hexacetonide", "acetonide",
    "diacetate", "benzathine", "procaine", "caproate", "hd",
)  # fmt: skip
_FORMULATION = re.compile(rf"(.+?) ({'|'.join(FORMULATIONS)})")


def resolve(name: str, names: Names) -> Resolution:
    """What a drug's name stands for, by the lexicon. A misspelling is taken for the one name that it can be.

    A combination resolves when each of its parts does. Resolved only when one candidate remains.
    """
    if (known := names.canonical(name)) is not None:
        return Resolution(name, "resolved", (drug_of(known),))
    stem, suffix = split_suffix(" ".join(name.lower().split()))
    if suffix and (known := names.canonical(stem)) is not None and " + " not in known:
        return Resolution(name, "resolved", (drug_of(f"{split_suffix(known)[0]}-{suffix}"),))
    stem, formulation = _formulation(" ".join(name.lower().split()))
    if formulation and (known := names.canonical(stem)) is not None and " + " not in known:
        return Resolution(name, "resolved", (drug_of(f"{known} {formulation}"),))
    candidates = names.candidates(name)
    if len(candidates) == 1:
        return Resolution(name, "resolved", (drug_of(candidates[0]),))
    return Resolution(name, "ambiguous" if candidates else "unresolved", tuple(drug_of(known) for known in candidates))


def drug_of(name: str) -> Entity:
    """The entity that a normal form stands for: its substances without suffix and formulation, and those apart.

    >>> drug_of("hyaluronidase-oysk + trastuzumab").substances
    ('hyaluronidase', 'trastuzumab')
    """
    parts = name.split(" + ")
    suffixes = [suffix for _, suffix in map(split_suffix, parts) if suffix]
    bare = [_formulation(split_suffix(part)[0]) for part in parts]
    return Entity(
        kind="drug",
        name=compose(parts),
        substances=tuple(sorted({substance for substance, _ in bare})),
        suffix=" ".join(suffixes),
        formulation=" ".join(sorted({formulation for _, formulation in bare if formulation})),
    )


def _formulation(name: str) -> tuple[str, str]:
    match = _FORMULATION.fullmatch(name)
    return (match[1], match[2]) if match else (name, "")


def same_drug(a: Entity, b: Entity) -> bool:
    """Whether two names stand for one and the same product, as far as they say."""
    return (a.substances, a.suffix, a.formulation) == (b.substances, b.suffix, b.formulation)


def says_less(a: Entity, b: Entity) -> bool:
    """Whether one of the two names only says less than the other, so that both can be true of one product.

    What may be missing: the biologic suffix, the formulation, or components of a combination. What both
    say must agree: two suffixes, two formulations or two sets of substances that differ are a contradiction.
    """
    return not same_drug(a, b) and (_less(a, b) or _less(b, a))


def _less(a: Entity, b: Entity) -> bool:
    return (
        bool(a.substances)
        and set(a.substances) <= set(b.substances)
        and a.suffix in {"", b.suffix}
        and a.formulation in {"", b.formulation}
    )
