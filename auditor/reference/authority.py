"""The authority: a reference on one day, asked whether what a text says is right.

An answer is `confirmed` or `refuted` only where the reference itself settles it; where it is silent, or a name only says less
than the reference does, nothing is refuted. Every answer comes with its reason in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

import msgspec

from auditor.lexicon.drug_targets import DRUG_TARGETS
from auditor.lexicon.targets import contains
from auditor.lexicon.units import may_agree, same_unit
from auditor.model.assertions import Entity
from auditor.model.findings import Verdict
from auditor.model.reference import Reference, ReferenceEntry
from auditor.resolution import drug_of, same_drug

NOW = "9999-12-31"  # ISO dates compare as text; what holds now holds to the end

OF_BIOSIMILARS = "Q51"  # how the codes begin that CMS assigned to biosimilars, and to nothing else

_MONTHS = "January February March April May June July August September October November December".split()

_DIGITS = (
    "hand-thumb",
    "foot-great-toe",
    *(f"{limb}-{nth}-digit" for limb in ("hand", "foot") for nth in ("second", "third", "fourth", "fifth")),
)
_ON_ONE_SIDE = {
    side: {*(f"{side}-{digit}" for digit in _DIGITS), f"upper-{side}-eyelid", f"lower-{side}-eyelid"}
    for side in ("left", "right")
}

# A vague wording of a modifier says less than the meanings that it covers; it contradicts none of them.
COVERS: Mapping[str, frozenset[str]] = {
    "anatomical-side": frozenset(
        {"right-side", "left-side", "bilateral-procedure", *_ON_ONE_SIDE["left"], *_ON_ONE_SIDE["right"]}
    ),
    "left-side": frozenset(
        {*_ON_ONE_SIDE["left"], "left-circumflex-artery", "left-anterior-descending-artery", "left-main-artery"}
    ),
    "right-side": frozenset({*_ON_ONE_SIDE["right"], "right-coronary-artery"}),
    "advance-beneficiary-notice": frozenset({"voluntary-notice"}),
    "emergency-services": frozenset({"off-campus-emergency-department"}),
    "high-risk-population": frozenset({"contact-with-high-risk-population"}),
    "hospice-unrelated": frozenset({"hospice-attending-physician"}),  # told by the word hospice alone
    "medical-direction": frozenset({"crna-with-medical-direction"}),
    "off-campus-department": frozenset({"off-campus-emergency-department"}),
    "preventive-services": frozenset({"screening-turned-diagnostic"}),
    "repeat-procedure": frozenset({"repeat-laboratory-test"}),
    # Told by the word resident alone.
    "resident-under-teaching-physician": frozenset({"resident-without-teaching-physician"}),
    "separate-em-service": frozenset(
        {"unrelated-em-service", "multiple-em-encounters", "split-or-shared-visit", "decision-for-surgery"}
    ),
    "telehealth": frozenset({"asynchronous-telehealth", "audio-only-telehealth"}),
    "physical-therapy": frozenset({"therapy-assistant-service"}),
    "therapy-setting": frozenset({"speech-language-therapy", "occupational-therapy", "physical-therapy"}),
}


# Names of products that hold two clotting factors, of which a text may name one.
_MIXTURES: Mapping[str, frozenset[str]] = {
    "von willebrand factor complex": frozenset({"factor viii", "von willebrand factor"}),
}


class Judgement(msgspec.Struct, frozen=True):
    """What the reference says of one statement.

    `expected` is what the statement should say, "" where that is not one thing. `less`: the text is right but says less than
    the reference. `entry` is what was compared.
    """

    verdict: Verdict
    reason: str = ""
    expected: str = ""
    less: bool = False
    entry: ReferenceEntry | None = None


SILENT = Judgement("unknown")


class Authority(msgspec.Struct, frozen=True):
    """A reference, the day that counts as today, and its entries by what they denote."""

    reference: Reference
    as_of: str
    entities: Mapping[str, Entity]  # by drug name
    by_substances: Mapping[tuple[str, ...], tuple[ReferenceEntry, ...]]
    of_one_brand: frozenset[frozenset[str]]  # pairs of drugs that one brand is sold for, as a capsule and an injection

    @property
    def title(self) -> str:
        """The release in words: "HCPCS January 2026"."""
        year, month, _ = self.reference.release.split("-")
        return f"HCPCS {_MONTHS[int(month) - 1]} {year}"


def authority(reference: Reference, as_of: str | None = None) -> Authority:
    """The reference on a day; without one on the day of its release, so that the answer never depends on the clock."""
    specific = [entry for group in reference.entries.values() for entry in group if entry.kind == "specific"]
    entities = {entry.drug: drug_of(entry.drug) for entry in specific}
    groups: dict[tuple[str, ...], list[ReferenceEntry]] = defaultdict(list)
    for entry in specific:
        groups[entities[entry.drug].substances].append(entry)
    by_substances = {substances: tuple(group) for substances, group in groups.items()}
    shared = {frozenset(pair) for brand in reference.brands.values() for pair in combinations(brand.drugs, 2)}
    return Authority(reference, as_of or reference.release, entities, by_substances, frozenset(shared))


def entry_on(authority: Authority, code: str, period: tuple[str, str]) -> ReferenceEntry | None:
    """What a code denotes in a period that a text speaks of; (NOW, NOW) is today.

    Of a code that is over, its last meaning; of one that is yet to come, its first. None for a code that the reference does not hold.
    """
    day = _day(authority, period)
    entries = authority.reference.entries.get(code, ())
    in_force = [entry for entry in entries if entry.valid_from <= day <= (entry.valid_to or NOW)]
    begun = [entry for entry in entries if entry.valid_from <= day]
    return in_force[-1] if in_force else begun[-1] if begun else entries[0] if entries else None


def over(authority: Authority, code: str, period: tuple[str, str]) -> ReferenceEntry | None:
    """The last meaning of a code that has ended before the period, else None."""
    entry = entry_on(authority, code, period)
    return entry if entry and entry.valid_to and entry.valid_to < _day(authority, period) else None


def family(authority: Authority, drug: Entity) -> tuple[ReferenceEntry, ...]:
    """Every code of a drug's substances, as the reference has them, old ones too: by code and date."""
    entries = authority.by_substances.get(drug.substances, ())
    return tuple(sorted(entries, key=lambda entry: (entry.code, entry.valid_from)))


def codes_of(authority: Authority, drug: Entity, period: tuple[str, str] = (NOW, NOW)) -> tuple[str, ...]:
    """The codes that fit a drug best on a day: those of its very name, else those of its substances."""
    day = _day(authority, period)
    current = [entry for entry in family(authority, drug) if entry.valid_from <= day <= (entry.valid_to or NOW)]
    fitting = [entry for entry in current if agrees(authority, drug, entry)]
    exact = [entry for entry in fitting if same_drug(drug, authority.entities[entry.drug])]
    return tuple(sorted({entry.code for entry in exact or fitting}))


def agrees(authority: Authority, drug: Entity, entry: ReferenceEntry) -> bool:
    """Whether a name can mean what an entry denotes: the same product, or one of the two names only says less."""
    return entry.kind == "specific" and _fits(authority, drug, authority.entities[entry.drug])


def judge_drug(authority: Authority, code: str, drug: Entity | None, period: tuple[str, str] | None) -> Judgement:
    """Whether a code denotes a drug. `period` None: at some time that the text does not tell. An ambiguous name is not judged."""
    if drug is None or code not in authority.reference.entries:
        return SILENT
    if period is None:
        told = [_judged(authority, drug, entry) for entry in authority.reference.entries[code]]
        return next((judgement for judgement in told if judgement.verdict == "confirmed"), told[-1])
    entry = entry_on(authority, code, period)
    return SILENT if entry is None else _judged(authority, drug, entry)


def denotes_no_one(authority: Authority, code: str) -> bool:
    """Whether the reference has a code that is counted by an amount and never was one drug's: "contrast material, 300-399 mg/mL, per mL"."""
    entries = authority.reference.entries.get(code, ())
    return bool(entries) and all(entry.kind != "specific" and entry.unit and not entry.unread for entry in entries)


def judge_unit(authority: Authority, code: str, unit: str, period: tuple[str, str] | None) -> Judgement:
    """Whether a code is billed in a unit."""
    entries = authority.reference.entries.get(code, ())
    entry = entry_on(authority, code, period) if period else next((e for e in entries if same_unit(e.unit, unit)), None)
    if entry is None or not entry.unit:
        return SILENT
    is_so = f"{authority.title}: {code} is billed per {entry.unit}"
    if same_unit(entry.unit, unit):
        return Judgement("confirmed", is_so, entry.unit, entry=entry)
    if may_agree(entry.unit, unit):
        return SILENT
    if period is None or any(
        same_unit(other.unit, unit) for other in entries if other.unit and _touches(other, period)
    ):
        return SILENT
    return Judgement("refuted", is_so, entry.unit, entry=entry)


def judge_status(authority: Authority, code: str, status: str, period: tuple[str, str] | None) -> Judgement:
    """Whether a code is unclassified, or over."""
    entry = entry_on(authority, code, period or (NOW, NOW))
    if entry is None or entry.kind == "other":
        return SILENT
    if status == "unclassified":
        told = "denotes no drug in particular" if entry.kind == "unclassified" else f"is {wording(entry.drug)}"
        if entry.kind == "specific" and dict(entry.qualifiers).get("otherwise"):
            return SILENT  # "pemetrexed, not otherwise specified" is a little of both
        verdict: Verdict = "confirmed" if entry.kind == "unclassified" else "refuted"
        return Judgement(verdict, f"{authority.title}: {code} {told}", entry=entry)
    if status == "discontinued":
        last = authority.reference.entries[code][-1]
        ended = bool(last.valid_to) and last.valid_to <= _day(authority, (NOW, NOW))
        told = f"ended on {last.valid_to}" if last.valid_to else f"is in force since {last.valid_from}"
        return Judgement("confirmed" if ended else "refuted", f"{authority.title}: {code} {told}", entry=last)
    return SILENT


def judge_route(authority: Authority, code: str, route: str, period: tuple[str, str] | None) -> Judgement:
    """Whether a code's product is given by a route, where the descriptor names any."""
    entry = entry_on(authority, code, period or (NOW, NOW))
    routes = {value for name, value in entry.qualifiers if name == "route"} if entry else set()
    if entry is None or not routes:
        return SILENT
    is_so = f"{authority.title}: {code} is for {' or '.join(sorted(routes))} use"
    expected = next(iter(routes)) if len(routes) == 1 else ""
    return Judgement("confirmed" if route in routes else "refuted", is_so, expected, entry=entry)


def judge_successor(authority: Authority, code: str, successor: str) -> Judgement:
    """Whether a code replaced another. Only successors that the reference names are judged, and it may not name all."""
    entries = [entry for entry in authority.reference.entries.get(code, ()) if entry.successors]
    if not entries:
        return SILENT
    named = entries[-1].successors
    is_so = f"{authority.title}: {code} was replaced by {' and '.join(named)}"
    if successor in named:
        return Judgement("confirmed", is_so, successor, entry=entries[-1])
    after = authority.reference.entries.get(successor, ())
    related = any(one.kind == "specific" and _related(authority, one, entries[-1]) for one in after)
    if not after or related:
        return SILENT
    return Judgement("refuted", is_so, named[0] if len(named) == 1 else "", entry=entries[-1])


def judge_brand(authority: Authority, drug: Entity | None, brand: str) -> Judgement:
    """Whether a drug is sold under a brand."""
    known = authority.reference.brands.get(brand)
    if drug is None or known is None:
        return SILENT
    entities = [drug_of(name) for name in known.drugs]
    is_so = f"{authority.title}: {brand} is {' or '.join(map(wording, known.drugs))}"
    expected = known.drugs[0] if len(known.drugs) == 1 else ""
    if any(_fits(authority, drug, entity) for entity in entities):
        return Judgement("confirmed", is_so, expected)
    if any(set(drug.substances) & set(entity.substances) for entity in entities):
        # Of one substance: only another biosimilar's name is plainly wrong.
        apart = all(drug.suffix and entity.suffix and drug.suffix != entity.suffix for entity in entities)
        return Judgement("refuted", is_so, expected) if apart else SILENT
    return Judgement("refuted", is_so, expected)


def judge_target(drug: Entity | None, target: str) -> Judgement:
    """Whether a drug acts on a target, by the table of drug targets."""
    known = DRUG_TARGETS.get(" + ".join(drug.substances)) if drug else None
    if known is None:
        return SILENT
    is_so = f"{known.source}: acts on {' and '.join(known.targets)}"
    if any(contains(own, target) or contains(target, own) for own in known.targets):
        return Judgement("confirmed", is_so)
    return Judgement("refuted", is_so, known.targets[0] if len(known.targets) == 1 else "")


def judge_modifier(authority: Authority, modifier: str, meaning: str) -> Judgement:
    """What a modifier means. A label that the reference never uses is the text's own wording and is not judged."""
    known = authority.reference.modifiers.get(modifier)
    if known is None or not known.meaning:
        return SILENT
    is_so = f"{authority.title}: {modifier} means {known.meaning}"
    if meaning == known.meaning or known.meaning in COVERS.get(meaning, ()):
        return Judgement("confirmed", is_so, known.meaning)
    labels = {one.meaning for one in authority.reference.modifiers.values()}
    return Judgement("refuted", is_so, known.meaning) if meaning in labels else SILENT


def wording(drug: str) -> str:
    """A normal form as a sentence would say it: "trastuzumab and hyaluronidase-oysk"."""
    parts = sorted(drug.split(" + "), key=lambda part: (part.startswith("hyaluronidase"), part))
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _judged(authority: Authority, drug: Entity, entry: ReferenceEntry) -> Judgement:
    if entry.kind != "specific":
        return SILENT
    denoted = authority.entities[entry.drug]
    is_so = f"{authority.title}: {entry.code} is {wording(entry.drug)}{_since(entry)}"
    if _fits(authority, drug, denoted) or _one_of_shared(drug, denoted, entry.code):
        less = set(drug.substances) < set(denoted.substances)
        return Judgement("confirmed", is_so, entry.drug, less=less, entry=entry)
    if _substances(drug) > _substances(denoted) and not _kept_for(authority, drug):
        return SILENT  # a mixture that no code is kept for
    if frozenset((drug.name, entry.drug)) in authority.of_one_brand:  # the text may have named only the brand
        return Judgement("confirmed", f"{is_so}; one brand is of both", entry.drug, entry=entry)
    own = codes_of(authority, drug)
    also = f"; {wording(drug.name)} is {_listed(own)}" if own else ""
    return Judgement("refuted", f"{is_so}{also}", entry.drug, entry=entry)


def _fits(authority: Authority, said: Entity, denoted: Entity) -> bool:
    """Whether a name can mean a product.

    It may say less. It may say more only as long as no code is kept for just what it says: a suffix on the originator's code
    belongs to the biosimilar's. A further substance makes it another product.
    """
    if same_drug(said, denoted):
        return True
    ours, theirs = _substances(said), _substances(denoted)
    if ours == theirs and said.suffix in {"", denoted.suffix} and said.formulation in {"", denoted.formulation}:
        return True  # says less
    if ours < theirs and not said.suffix:
        return True  # one component of a combination
    if ours == theirs:
        suffixes = not denoted.suffix or not said.suffix or said.suffix == denoted.suffix
        return suffixes and not _kept_for(authority, said)
    if len(ours) == len(theirs) == 1:
        return _worded_alike(said.name, denoted.name) and not _kept_for(authority, said)
    return False


def _one_of_shared(drug: Entity, denoted: Entity, code: str) -> bool:
    """Whether the code was shared by all biosimilars of a substance, as Q5102 by those of infliximab until each got its own."""
    return code.startswith(OF_BIOSIMILARS) and not denoted.suffix and _substances(drug) == _substances(denoted)


def _substances(drug: Entity) -> set[str]:
    return {part for substance in drug.substances for part in _MIXTURES.get(substance, {substance})}


def _kept_for(authority: Authority, drug: Entity) -> bool:
    """Whether some code denotes exactly this today, or a mixture that is named without its suffix."""
    entries = authority.by_substances.get(drug.substances, ())
    mixture = len(drug.substances) > 1 and not drug.suffix
    return any(
        (mixture or same_drug(drug, authority.entities[entry.drug])) and (entry.valid_to or NOW) >= authority.as_of
        for entry in entries
    )


def _worded_alike(one: str, other: str) -> bool:
    """Whether the words of one name are all in the other: "sevelamer" and "sevelamer carbonate"."""
    first, second = set(one.replace("-", " ").split()), set(other.replace("-", " ").split())
    return first <= second or second <= first


def _related(authority: Authority, one: ReferenceEntry, other: ReferenceEntry) -> bool:
    if one.kind != "specific" or other.kind != "specific":
        return True
    return bool(set(authority.entities[one.drug].substances) & set(authority.entities[other.drug].substances))


def _touches(entry: ReferenceEntry, period: tuple[str, str]) -> bool:
    return period[0] != NOW and entry.valid_from <= period[1] and period[0] <= (entry.valid_to or NOW)


def _since(entry: ReferenceEntry) -> str:
    if entry.valid_to:
        return f", ended on {entry.valid_to}"
    return f" since {entry.valid_from}" if entry.valid_from else ""


def _listed(codes: Iterable[str]) -> str:
    found = list(codes)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} or {found[-1]}"


def _day(authority: Authority, period: tuple[str, str]) -> str:
    """The day in a period on which it is judged: its last, and today where it goes on."""
    first, last = period
    if last != NOW:
        return last
    return max(first, authority.as_of) if first != NOW else authority.as_of
