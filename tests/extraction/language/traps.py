"""What must give nothing, or nothing more: it only looks like a claim."""

from __future__ import annotations

from tests.extraction.claiming import Case, brand, case, drug, unit

CASES: tuple[Case, ...] = (
    # Numbers that are no codes.
    case("Policy 09-J0000-96 governs pembrolizumab."),
    case("See policy number J9271 on nivolumab."),
    case("Form J1000 asks about nivolumab."),
    case("Room J1001 is where nivolumab is infused."),
    case("NDC 00006-3026-02 is pembrolizumab."),
    case("ICD-10 code C3490 supports pembrolizumab."),
    case("Diagnosis C5091 is common among those who receive trastuzumab."),
    case("Transmittal R1234 added pembrolizumab."),
    case("Lot J9355 of trastuzumab was recalled."),
    case("PA-J9400 is the form for aflibercept."),
    case("CPT 96413 is reported with pembrolizumab."),
    # Ranges.
    case("J9000-J9999 holds chemotherapy such as bortezomib."),
    case("J9000 through J9999 includes nivolumab."),
    case("Codes from J9000 to J9999 cover drugs like cisplatin."),
    # Comparison and mere nearness.
    case("Like J9371, J9299 is billed per unit."),
    case("Unlike nivolumab, J9271 needs no filter."),
    case("J9271 is infused faster than nivolumab."),
    case("J9022 and trastuzumab came up in the same meeting."),
    case("J9173 may be interchangeable with pembrolizumab in some policies."),
    case("Claims for J9299 rose, and so did demand for durvalumab."),
    case("J9035 must not be substituted for ramucirumab."),
    case("Try rituximab-abbs before J9312."),
    # Partners in a regimen.
    case("J9228 is ipilimumab and is given with nivolumab.", drug("J9228", "ipilimumab")),
    case("J9306 is pertuzumab, in combination with trastuzumab and docetaxel.", drug("J9306", "pertuzumab")),
    case("J9308 (ramucirumab) plus paclitaxel is a common regimen.", drug("J9308", "ramucirumab")),
    case("J9271 is covered after failure of ipilimumab."),
    case("J9022 is paid when carboplatin was tried first."),
    case("Durvalumab is J9173; it follows cisplatin and radiation.", drug("J9173", "durvalumab")),
    case("Premedicate with dexamethasone before J9171."),
    # Prices, dates, other figures.
    case("J9271 cost $1,000 in 2024."),
    case("J9022 was effective January 1, 2018."),
    case("The 2019 update lists J9173 on page 12."),
    case("Append modifier JW to J9271."),
    case("Modifiers go to the right of the code J9299."),
    case("In 25 percent of cases the claim for J9299 was late."),
    case("A note on J9271 was added to the file of the pharmacy."),
    # Tables whose columns are no definition.
    case("| Code | Drug | Preferred alternative |\n|---|---|---|\n| J9355 | trastuzumab | trastuzumab-dkst |", drug("J9355", "trastuzumab")),
    case("| Code | Usual dose |\n|---|---|\n| J9299 | 240 mg |"),
    case("| Code | Max units per visit |\n|---|---|\n| J9271 | 400 |"),
    case("| Drug | Diagnosis |\n|---|---|\n| nivolumab | C3490 |"),
    # More nearness.
    case("Patients who cannot tolerate J9042 may receive nivolumab."),
    case("The reviewer compared J9035 with ramucirumab."),
    case("J9308, together with paclitaxel, is on the pathway."),
    case("Call extension J1234 about nivolumab."),
    case("Invoice J9271 lists nivolumab."),
    case("The part number Q5100 is a pump for fluorouracil."),
    case("Denial code N1234 was sent for pembrolizumab."),
    case("Section J9271 of the manual covers pembrolizumab."),
    case("J9000–J9998 are the numbers among which carfilzomib is found."),
    case("nivolumab, J9299x"),
    case("| Code | Do not confuse with |\n|---|---|\n| J9311 | rituximab |"),
    case("| Drug | NDC |\n|---|---|\n| nivolumab | 00003-3772-11 |"),
    case("| Drug | Used with | Code |\n|---|---|---|\n| ramucirumab | paclitaxel | J9308 |", drug("J9308", "ramucirumab")),
    # A name that we do not know stands where the drug would: the code before does not lend it its own.
    case("Phosphate binders: J0601 sevelamer, J0605 Fexobind, J0636 calcitriol.", drug("J0601", "sevelamer"), drug("J0636", "calcitriol")),
    case("S0028 for famotidine, S0039 for the sulfa combination and S0017 for aminocaproic acid.",
         drug("S0028", "famotidine"), drug("S0017", "aminocaproic acid")),
    case("Apretude J0739; Sunblexa J0738 for the injection.", drug("J0739", "cabotegravir")),
    case("Grafapex J0614, with fludarabine, before a transplant.", drug("J0614", "treosulfan")),
    # Ranges, alone in a heading or a cell.
    case("## J0121 to J1010\n\nBaclofen, 50 mcg."),
    case("| Codes | Group |\n|---|---|\n| J9000 to J9999 | cisplatin and others |"),
    # What a drug is set against, or acts in the place of, is not what the code denotes.
    case("Pedmark against cisplatin damage is J0208."),
    # A class, and what several act on.
    case("Eculizumab is J1299. Any FcRn blocker is tried first.", drug("J1299", "eculizumab")),
    case("---\ntitle: \"Botulinum Toxin Codes: J0585 to J0589\"\n---\n\n# Botulinum Toxin Codes: J0585 to J0589"),
    case("J1302 is sutimlimab-jome (Enjaymo), 10 mg, for cold agglutinin disease. The number sits between those of eculizumab's former code and ravulizumab's present one, and it is mistyped accordingly.", drug("J1302", "sutimlimab-jome"), unit("J1302", "10 mg"), brand("sutimlimab-jome", "enjaymo")),
    case("What sets J1439 apart from J1437 is the molecule: ferric carboxymaltose in the first case, ferric derisomaltose in the second."),
    case("Which code is for Truxima?\n\n- J9312\n- Q5115\n- Q5119\n\nThe answer is Q5115."),
    case("Which code is for Truxima?\n\n- Q5115", drug("Q5115", "rituximab-abbs")),
    case("Which codes are for rituximab?\n\n- J9312\n- Q5115", drug("J9312", "rituximab"), drug("Q5115", "rituximab")),
    case("## 3. What code describes Truxima?\n\nA. J9312\nB. Q5115\nC. Q5119"),
    case("What code do I report for durvalumab?\n\nA: J9173", drug("J9173", "durvalumab")),
    case("**Q4. Which of these codes is Truxima?**\n\na) J9312\nb) Q5115"),
    case("1. Which code is for Truxima?\n   - J9312\n   - Q5115"),
)  # fmt: skip

KNOWN_GAPS: tuple[Case, ...] = (
    case("J9271 and J9299 are billed by the same clinics that give trastuzumab."),
    case("After J9271 was denied we asked the maker of nivolumab for help."),
)  # fmt: skip
