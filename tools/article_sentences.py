"""What made-up articles say, a section at a time: sentences that tell a fact, and sentences that only surround it.

A slot is filled with a fact of the article's own code: `{code}`, `{drug}`, `{unit}`, `{brand}`, `{target}`; in RELATED with one of another
code. `{Drug}` begins with a capital letter. A sentence is left out where the fact has not all that it needs. None of those that
surround a fact tells one: what an article states is what its telling sentences say, and the generator keeps account of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

TITLES: Final = (
    "HCPCS Code {code}: A Working Guide",
    "HCPCS Code {code}",
    "Understanding HCPCS Code {code}",
    "{code}: What Billing Teams Should Know",
)

# The first sentence of an article says what the code is; every article has one.
DEFINING: Final = (
    "HCPCS code {code} is used for {drug}.",
    "{code} describes {drug}.",
    "HCPCS code {code} is the code for {drug}.",
    "{code} stands for {drug}.",
    "HCPCS code {code} is designated for the drug {drug}.",
)
UNITS: Final = (
    "The billing unit of {code} is {unit}.",
    "{code} is billed per {unit}.",
    "Each unit of {code} represents {unit}.",
    "One unit of {code} is {unit}.",
)
BRANDS: Final = (
    "{Drug} is sold under the brand name {brand}.",
    "{brand} is the brand name of {drug}.",
    "The brand name of {drug} is {brand}.",
)
TARGETS: Final = (
    "{Drug} targets {target}.",
    "{Drug} binds to {target} and acts in this way.",
)
REPEATED: Final = (
    "In short, {code} is the code for {drug}.",
    "Practices bill {drug} with {code}.",
    "For {drug}, report {code}.",
    "Use HCPCS code {code} when you bill for {drug}.",
    "{Drug} is billed with {code}.",
)
RELATED: Final = (
    "A neighbour in the code set, {code}, describes {drug}.",
    "{code} is the code for {drug}, which has an article of its own.",
    "For {drug}, report {code}.",
    "Beside it stands {code}, which is the code for {drug}.",
    "{Drug} has a code of its own: {code} is the code for {drug}.",
)

# What a modifier means; the key is the normal form of the meaning.
DISCARDED: Final = (
    "Modifier {modifier} is appended for the amount of the drug that was discarded.",
    "Modifier {modifier} indicates that part of a single-dose vial was discarded.",
)
NOTHING_DISCARDED: Final = (
    "Modifier {modifier} indicates that no drug was discarded.",
    "Modifier {modifier} is appended when no amount of the drug was discarded.",
)


class Section(NamedTuple):
    """A heading, how many sentences stand below it, and those from which they are drawn."""

    heading: str
    length: int
    surrounding: Sequence[str]


SECTIONS: Final[Mapping[str, Section]] = {
    "definition": Section(
        "Definition",
        7,
        (
            "Codes of this kind belong to the second level of the Healthcare Common Procedure Coding System and name products, not the work of giving them.",
            "The Centers for Medicare and Medicaid Services publish the code set every quarter, and payers load it soon afterwards.",
            "A short descriptor stands in every fee schedule, and a longer one in the published release.",
            "A claim line carries {code}, a number of units and the charge, and nothing else tells the payer which product was used.",
            "Because {drug} is bought by the practice and not by the patient, it is paid under the medical benefit.",
            "The descriptor should be read to its end, since a formulation or a manufacturer is often named in its last words.",
            "Staff who look up {code} should take it from the release that was in force on the day of service.",
            "Whoever keeps the charge master should record since when {code} has stood in it.",
            "Administration is reported beside it with a procedure code of its own, chosen by route and duration.",
            "A code says nothing about coverage; a policy of the payer does.",
        ),
    ),
    "clinical": Section(
        "Clinical Context",
        9,
        (
            "Treatment with {drug} is ordered by a specialist who knows the patient's earlier therapy and the results of laboratory work.",
            "The label lists the indications, and compendia add uses that many payers accept as well.",
            "Before the first dose of {drug} the team confirms the diagnosis, the weight of the patient and the planned interval.",
            "Infusion centers observe patients for reactions and write down the time at which each bag was started and ended.",
            "Some patients change their place of care during a course, which moves the claim from a hospital to an office.",
            "Doses of {drug} are adjusted when organ function declines, and the reason belongs in the progress note.",
            "Nurses compare the order with the vial in hand and sign for both.",
            "Response is assessed after a few cycles with imaging or with laboratory values, as the protocol asks.",
            "Supportive medication beside {drug} is charged on separate lines and has to be ordered by name.",
            "Patients with several conditions need a plan that names who follows them between visits.",
            "The choice among several products is a clinical one and is explained in the consultation letter.",
            "Pharmacists review interactions and storage before a dose is prepared under a hood.",
        ),
    ),
    "modifiers": Section(
        "Common Modifiers",
        6,
        (
            "Modifiers tell the payer about circumstances that the code alone cannot show.",
            "They are written behind the code on the same claim line, the one that affects payment first.",
            "A missing modifier sends a claim with {code} back even where everything else is in order.",
            "Claims systems can be told to ask for one whenever {code} is charged.",
            "The amount that was given and the amount that was thrown away stand on two lines.",
            "Vials for several patients are a different matter, and their remainder is never charged.",
            "Payers other than Medicare publish their own lists, and these do not always agree.",
            "The record has to support what a modifier claims, down to the lot number.",
        ),
    ),
    "documentation": Section(
        "Documentation Requirements",
        9,
        (
            "The order names {drug}, the dose, the route and the interval, and it is signed before treatment begins.",
            "The record shows height and weight wherever the dose depends on them.",
            "Every administration has a start, an end, and the initials of the person who gave it.",
            "The National Drug Code of the vial of {drug} is kept with the claim, together with its quantity and measure.",
            "Notes of earlier therapy explain why {drug} was chosen, and when the earlier one failed.",
            "Laboratory results that the policy asks for are filed where a reviewer finds them.",
            "The diagnosis on the claim is the one in the note, spelled out to the last digit.",
            "The units of {code} on the claim follow from the dose in the record, and the arithmetic should be visible to a reader.",
            "Consent is renewed whenever the plan of treatment changes in substance.",
            "Photographs of labels are a convenience and replace no entry in the chart.",
            "An internal review of a few charts each month finds most gaps before a payer does.",
            "Records are kept for as long as the payer may ask for the money back.",
        ),
    ),
    "denials": Section(
        "Common Denial Reasons",
        8,
        (
            "Claims with {code} are denied when no authorization covers the day of service.",
            "A diagnosis that the policy on {drug} does not list is the most frequent reason of all.",
            "Units of {code} beyond the daily maximum are cut, and the letter seldom says how the maximum was reached.",
            "Two claims for one visit, one from the hospital and one from the physician, are taken for a duplicate.",
            "A National Drug Code that is no longer marketed leads to a rejection before anyone reads the claim.",
            "Late claims are lost, whatever their merit, unless the delay was the payer's own.",
            "An appeal should answer the reason in the letter and nothing else.",
            "The first appeal is read by staff, the second by a physician, and only the second looks at the chart.",
            "Teams that count their denials by reason find that three reasons make up most of them.",
            "A corrected claim is quicker than an appeal where the mistake was ours.",
            "Denied lines for {code} should be reviewed within a week, while the people involved remember the visit.",
        ),
    ),
    "payers": Section(
        "Special Considerations for Commercial Insurers",
        8,
        (
            "Commercial plans ask for authorization of {drug} in advance and decide within days when the chart is complete.",
            "Some of them want an older product to be tried first, and a note that says why it was not enough.",
            "A plan may insist that its own pharmacy ships {drug}, so that the practice must not charge for it.",
            "Contracts set the price as a percentage above the average sales price, which changes each quarter.",
            "Site-of-care rules move stable patients on {drug} from a hospital to an infusion suite or to their home.",
            "The card of the patient shows whether the medical or the pharmacy benefit pays.",
            "Copayment programs of manufacturers help patients, but not those of federal plans.",
            "Benefits are verified again in January, when deductibles begin anew.",
            "Policies are found on the web site of the plan, and their dates of review tell how old they are.",
            "Representatives of the plan give a reference number for every call, and it belongs in the record.",
            "Plans that follow Medicare in general still differ in their edits for {code}.",
        ),
    ),
    "related": Section(
        "Similar Codes",
        4,
        (
            "Products of one class have codes of their own, and one letter or digit makes all the difference.",
            "Lists that were printed in an earlier year should be thrown away.",
            "A search by name in the current release is safer than memory.",
            "The codes below are often looked up by the same readers.",
            "When two descriptors look alike, the dose in them usually tells them apart.",
        ),
    ),
}
