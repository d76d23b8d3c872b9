"""The words of the field that are mentions wherever they stand: routes, statuses, formulations, anaphors.

Surfaces are in matching form: lower case, every hyphen a space. A surface with a capital in
`CAPITALS` counts only where the text writes it so ("IV" is a route, "iv" in a list is a numeral).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

# (kind, value, surfaces separated by "|")
_ROWS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "route",
        "intravenous",
        "intravenous|intravenously|i.v.|into a vein|into the vein|by vein|into an arm vein|vein|into a vein|IV|intravenous infusion|"
        "intravenous injection|intravenous use",
    ),
    (
        "route",
        "subcutaneous",
        "subcutaneous|subcutaneously|s.c.|under the skin|beneath the skin|below the skin|subq|sub q|subcut|SC|SQ",
    ),
    (
        "route",
        "intramuscular",
        "intramuscular|intramuscularly|i.m.|into a muscle|into the muscle|into muscle|IM|in a muscle|muscle",
    ),
    ("route", "oral", "oral|orally|by mouth|swallowed|PO|oral tablet|oral capsule|tablet|tablets|capsule|capsules"),
    ("route", "intravitreal", "intravitreal|intravitreally|into the eye|into the vitreous|intraocular"),
    (
        "route",
        "intravesical",
        "intravesical|intravesically|into the bladder|in the bladder|bladder instillation|instilled|via catheter into the bladder",
    ),
    ("route", "intrathecal", "intrathecal|intrathecally|into the spinal canal"),
    (
        "route",
        "inhalation",
        "breathed in|capsules with an inhaler|capsule with an inhaler|capsules for inhalation|capsule for inhalation|inhalation capsules|inhalation capsule|inhalation|inhaled|nebulized|nebulised|by nebulizer|inhalation solution",
    ),
    ("route", "topical", "topical|topically|applied to the skin"),
    ("route", "implant", "implant|implanted|implantation"),
    ("formulation", "liposomal", "liposomal|liposome|liposomes|pegylated liposomal|lipid complex"),
    (
        "formulation",
        "protein-bound",
        "protein bound|protein bound particles|albumin bound|nab|protein bound particles (albumin bound)|nanoparticle albumin bound",
    ),
    ("formulation", "depot", "depot|depot suspension|for depot suspension|depot formulation"),
    ("formulation", "extended-release", "extended release|long acting|sustained release|er injectable suspension|ER"),
    (
        "unclassified",
        "unclassified",
        "unclassified|not otherwise classified|noc|miscellaneous|catch all|unlisted|unspecified drug|not elsewhere classified",
    ),
    (
        "this-code",
        "",
        "this code|the code|that code|this hcpcs code|the hcpcs code|this j code|the j code|this number|that number|"
        "this billing code|the billing code|this procedure code|said code|this identifier|this hcpcs level ii code|"
        "this q code|this c code|that c code|that q code|that j code|the number|the former code|this temporary code|that temporary code|this permanent code|"
        "the first|the second|the third",
    ),
    ("this-code", "order", "the latter|the former"),
    (
        "this-code",
        "old",
        "the older code|the old code|the earlier code|the previous code|the prior code|the older one|the old one|the old codes|the older codes|both old codes|the two old codes|the three old codes",
    ),
    (
        "this-code",
        "new",
        "the newer code|the new code|the new codes|the newer codes|the later code|the replacement code|the newer one|the new one|the present code|the present designation|the permanent code",
    ),
    (
        "this-drug",
        "its",
        "its former code|its old code|its previous code|its earlier code|its temporary code|its first code|its code|its number|its own code|its hcpcs code|its j code|its billing code|its own|its permanent code|its new code|their code|their common code|their shared code|their joint code",
    ),
    (
        "this-drug",
        "",
        "this drug|the drug|that drug|this medication|the medication|this agent|the agent|this antibody|the antibody|"
        "that antibody|this medicine|the medicine|this product|the product|this biologic|the biologic|this therapy|"
        "this biosimilar|that biosimilar|the substance|this substance|that substance|the same substance|the same drug|the same agent|the same molecule|the same product|the molecule|this molecule|the conjugate|this conjugate|this immunotherapy|"
        "this monoclonal antibody|the monoclonal antibody|this agent's|the compound|this compound|this treatment",
    ),
    # Words that make a sentence worth reading although it names nothing: it counts, says that something ended, or points back.
    (
        "cue",
        "counts",
        "unit|increment|counted|counts|step|per|each|every|descriptor|dosage|milligram|microgram|millicurie|microcurie|one|half|single|billed|codes",
    ),
    (
        "cue",
        "ended",
        "delete|discontinue|terminate|retire|inactivate|deactivate|withdraw|abolish|any more|anymore|any longer|was over|is over|were over|discontinued|deleted|terminated|termed|inactive|inactivated|deactivated|withdrawn|obsolete|retired|sunset|sunsetted|no longer|dead|gone|end dated|"
        "expired|ended|not been valid|last valid|last billable|last payable|last accepted|last effective|last in force|not been active|not been payable|not been usable|not been in use|not been billable|not been accepted|not been open|not existed|not valid|termination date|deletion date|end date|discontinuation date|expiration date|went with it|went with them|goes with it|went along with it|eliminated|invalid|ceased|removed|purged|left the code set|left the hcpcs|leaves the code set|lapsed|vanished|disappeared|went away|phased out|abolished|closed|closes|expires|ends on|ends with|ends after|stopped on|went on|went at|stopped after|cancelled|canceled|killed off|no more|stopped being|struck from|taken off|taken out of|fell out of|dropped from",
    ),
    # Cases for which there is a modifier: where one is named, its letters or number can be it.
    (
        "cue",
        "modifier-case",
        "separately identifiable|separate e m|separate evaluation|separate visit|stands on its own|bilateral|bilateral procedure|distinct procedural|distinct service|distinct injections|"
        "340b|abn|advance beneficiary notice|free of charge|no cost|no charge|for nothing|for free|received free|syringe free|sample|samples|free sample|excluded by statute|excluded by law|"
        "statutorily excluded|family planning|not reasonable|repeat procedure|policy requirements are met",
    ),
    ("cue", "specific", "specific code|drug specific code|product specific code|specific number"),
    (
        "cue",
        "points-back",
        "it|they|both|all|neither|these|this is|that is|everything else|everything in|everything on|the others|all others|the rest|the last",
    ),
)

CAPITALS: Final = frozenset({"IV", "IM", "SC", "SQ", "PO", "ER"})


def _surfaces() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for kind, value, surfaces in _ROWS:
        for surface in surfaces.split("|"):
            found[surface.lower()] = (kind, value)
    return found


SURFACES: Final = MappingProxyType(_surfaces())
FORMULATIONS: Final = frozenset(value for kind, value, _ in _ROWS if kind == "formulation")
CAPITAL_SURFACES: Final = frozenset(surface.lower() for surface in CAPITALS)
