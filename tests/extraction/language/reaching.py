"""Statements that reach beyond their clause: of a list, of a group, of what was said before, or around an aside."""

from __future__ import annotations

from tests.extraction.claiming import (
    HISTORICAL,
    Case,
    brand,
    case,
    drug,
    meaning,
    route,
    status,
    successor,
    target,
    unit,
)

CASES: tuple[Case, ...] = (
    # A clause set aside between the two.
    case(
        "Emicizumab-kxwh (Hemlibra), an antibody with two arms, is billed with J7170.",
        drug("J7170", "emicizumab-kxwh"), brand("emicizumab-kxwh", "hemlibra"),
    ),
    case("J9312 (formerly J9310) is rituximab.", drug("J9312", "rituximab"), successor("J9310", "J9312"), drug("J9310", "rituximab", HISTORICAL)),
    case("We confused J9271 with J9299, which is nivolumab.", drug("J9299", "nivolumab")),
    case(
        "Lanreotide is J1930, 1 mg, deep under the skin, sold as Somatuline Depot.",
        drug("J1930", "lanreotide"), unit("J1930", "1 mg"), route("J1930", "subcutaneous"), brand("lanreotide", "somatuline depot"),
    ),
    # The code of the drug in hand.
    case("Should tocilizumab be needed, it is reported with its own code, J3262.", drug("J3262", "tocilizumab")),
    case(
        "J0202 denotes alemtuzumab; the same substance was formerly billed with J9010.",
        drug("J0202", "alemtuzumab"), drug("J9010", "alemtuzumab", HISTORICAL),
    ),
    case("J1304 is tofersen. Formerly C9157.", drug("J1304", "tofersen"), drug("C9157", "tofersen", HISTORICAL)),
    case(
        "- J1323 elranatamab-bcmm, 1 mg. Until April 2024 it was C9165.",
        drug("J1323", "elranatamab-bcmm"), unit("J1323", "1 mg"), drug("C9165", "elranatamab-bcmm", HISTORICAL),
    ),
    case(
        "J2353 is octreotide depot. The short-acting ampoule is J2354, 25 mcg a unit.",
        drug("J2353", "octreotide depot"), drug("J2354", "octreotide"), unit("J2354", "25 mcg"),
    ),
    # A unit for all of a list.
    case("Each of these is billed per 10 mg:\n\n- J9022 atezolizumab", drug("J9022", "atezolizumab"), unit("J9022", "10 mg")),
    case(
        "Each of these is billed per 10 mg:\n\n- J9355 trastuzumab\n- J9354 ado-trastuzumab emtansine, 1 mg",
        drug("J9355", "trastuzumab"), unit("J9355", "10 mg"), drug("J9354", "ado-trastuzumab emtansine"), unit("J9354", "1 mg"),
    ),
    case("Each of these is billed per 10 mg:\n\n- J9022 atezolizumab\n\nJ9299 is nivolumab.", drug("J9022", "atezolizumab"), unit("J9022", "10 mg"), drug("J9299", "nivolumab")),
    case("Each patient gets 10 mg per dose:\n\n- J9022 atezolizumab", drug("J9022", "atezolizumab")),
    case("## Codes counted by 10 mg\n\n| Code | Drug |\n|---|---|\n| J9022 | atezolizumab |", drug("J9022", "atezolizumab"), unit("J9022", "10 mg")),
    case("J9203 is gemtuzumab ozogamicin. J9229 is inotuzumab ozogamicin. Each is billed in tenths of a milligram.", drug("J9203", "gemtuzumab ozogamicin"), unit("J9203", "0.1 mg"), drug("J9229", "inotuzumab ozogamicin"), unit("J9229", "0.1 mg")),
    case("J9065 and J9185 count 1 mg and 50 mg, respectively.", unit("J9065", "1 mg"), unit("J9185", "50 mg")),
    case("Decitabine J0894 1 mg / azacitidine J9025 1 mg", drug("J0894", "decitabine"), unit("J0894", "1 mg"), drug("J9025", "azacitidine"), unit("J9025", "1 mg")),
    # Codes that gave way.
    case("J9258 and J9259 were deleted and folded into J9264.", status("J9258", "discontinued"), status("J9259", "discontinued"), successor("J9258", "J9264"), successor("J9259", "J9264")),
    case("C9063 was retired when J3032 became effective.", status("C9063", "discontinued"), successor("C9063", "J3032")),
    case("J1070 and J1080 are discontinued; J1071, 1 mg, replaced both.", status("J1070", "discontinued"), status("J1080", "discontinued"), successor("J1070", "J1071"), successor("J1080", "J1071"), unit("J1071", "1 mg")),
    case("J0135, once the code for adalimumab, has been superseded by J0139, which counts single milligrams.", drug("J0135", "adalimumab", HISTORICAL), drug("J0139", "adalimumab"), successor("J0135", "J0139"), unit("J0139", "1 mg")),
    # Modifiers that a question, or the one before, explains.
    case("Modifiers: drug left over? JW. Nothing left over? JZ.", meaning("JW", "discarded-drug"), meaning("JZ", "no-discarded-drug")),
    case("The line carries JZ. That modifier attests that no drug was discarded; JW would report an amount that was.", meaning("JZ", "no-discarded-drug"), meaning("JW", "discarded-drug")),
    case("JW is for waste. KD is for drugs through a DME pump.", meaning("JW", "discarded-drug"), meaning("KD", "dme-infusion")),
    # Records and turned tables.
    case(
        "# HCPCS Code J9380\n\nQuick facts. Drug: teclistamab-cqyv. Unit: 0.5 mg. Route: subcutaneous.",
        drug("J9380", "teclistamab-cqyv"), unit("J9380", "0.5 mg"), route("J9380", "subcutaneous"),
    ),
    case(
        "| Name | denosumab-bbdz | denosumab-bmwo |\n|---|---|---|\n| Code | Q5136 | Q5157 |\n| For bone loss | Jubbonti | Stoboclo |",
        drug("Q5136", "denosumab-bbdz"), brand("denosumab-bbdz", "jubbonti"), drug("Q5157", "denosumab-bmwo"), brand("denosumab-bmwo", "stoboclo"),
    ),
    case("- rasburicase J2783 0.5 mg, Elitek", drug("J2783", "rasburicase"), unit("J2783", "0.5 mg"), brand("rasburicase", "elitek")),
    case("Topotecan (J9351) and irinotecan (J9206) inhibit topoisomerase I.", drug("J9351", "topotecan"), drug("J9206", "irinotecan"), target("topotecan", "topoisomerase I"), target("irinotecan", "topoisomerase I")),
    # Part of the list above, all of it with one more, or what is listed after a colon.
    case("- J9022 atezolizumab\n- J9299 nivolumab\n- J9024 atezolizumab and hyaluronidase\n\nThe first two are intravenous, the last is subcutaneous.",
         drug("J9022", "atezolizumab"), drug("J9299", "nivolumab"), drug("J9024", "atezolizumab + hyaluronidase"),
         route("J9022", "intravenous"), route("J9299", "intravenous"), route("J9024", "subcutaneous")),
    case("| Code | Drug | Route |\n|---|---|---|\n| J9271 | pembrolizumab | IV |\n| J0897 | denosumab | |\n| J2357 | omalizumab | |\n\nEverything else above goes under the skin.",
         drug("J9271", "pembrolizumab"), drug("J0897", "denosumab"), drug("J2357", "omalizumab"),
         route("J9271", "intravenous"), route("J0897", "subcutaneous"), route("J2357", "subcutaneous")),
    case("- J9271 pembrolizumab\n- J9299 nivolumab\n\nEverything else goes under the skin.", drug("J9271", "pembrolizumab"), drug("J9299", "nivolumab")),
    case("J0897 stays with denosumab:\n\n- denosumab-bbdz is Q5136\n- denosumab-bmwo is Q5157\n\nThe unit is 1 mg, J0897 included. All three codes are for subcutaneous use.",
         drug("J0897", "denosumab"), drug("Q5136", "denosumab-bbdz"), drug("Q5157", "denosumab-bmwo"),
         unit("J0897", "1 mg"), unit("Q5136", "1 mg"), unit("Q5157", "1 mg"),
         route("J0897", "subcutaneous"), route("Q5136", "subcutaneous"), route("Q5157", "subcutaneous")),
    case("J9173 durvalumab\n\nElsewhere:\n\n- J9271 pembrolizumab\n- J9299 nivolumab\n\nBoth go by 1 mg.",
         drug("J9173", "durvalumab"), drug("J9271", "pembrolizumab"), drug("J9299", "nivolumab"), unit("J9271", "1 mg"), unit("J9299", "1 mg")),
    case("The intravenous ones go by 10 mg: atezolizumab J9022, bevacizumab J9035.",
         drug("J9022", "atezolizumab"), drug("J9035", "bevacizumab"), unit("J9022", "10 mg"), unit("J9035", "10 mg"),
         route("J9022", "intravenous"), route("J9035", "intravenous")),
    case("- J9022 atezolizumab\n- J9035 bevacizumab\n\nEach is billed per 10 mg.",
         drug("J9022", "atezolizumab"), drug("J9035", "bevacizumab"), unit("J9022", "10 mg"), unit("J9035", "10 mg")),
    # What a question named, while it is answered; and a claim that the next sentence asks about.
    case("Q.  How is gadobenate billed?\nA.  It has its own code, A9578.", drug("A9578", "gadobenate"), media="text"),
    # What is said of all, or of all but some; of a list that a heading or a sentence opens.
    case("Actemra is J3262. Tofidence is Q5133. Tyenne is Q5135. One milligram for all three, so nothing changes.",
         drug("J3262", "tocilizumab"), drug("Q5133", "tocilizumab-bavi"), drug("Q5135", "tocilizumab-aazg"),
         unit("J3262", "1 mg"), unit("Q5133", "1 mg"), unit("Q5135", "1 mg")),
    case("- J0401 aripiprazole\n- J2798 risperidone\n- J2426 paliperidone\n\nAll of them are intramuscular except J2798, which is subcutaneous.",
         drug("J0401", "aripiprazole"), drug("J2798", "risperidone"), drug("J2426", "paliperidone"),
         route("J0401", "intramuscular"), route("J2426", "intramuscular"), route("J2798", "subcutaneous")),
    case("These agents block PD-1: nivolumab and cemiplimab.", target("nivolumab", "PD-1"), target("cemiplimab", "PD-1")),
    case("Items 10520 and 10521 block IL-12 and IL-23."),
    case("## Billing units\n\n- J0585 and J0588: 1 unit of toxin\n- J0586: 5 units of toxin", unit("J0585", "1 unit"), unit("J0588", "1 unit"), unit("J0586", "5 unit")),
    case("## Quantity limits\n\n- J1290: 30 mg\n- J9271: 200 mg"),
    case("One account had 3 units of J1439 for 750 mg of Injectafer.", drug("J1439", "ferric carboxymaltose")),
    case("A line of J1745 with quantity 40 is 400 mg of drug."),
    # Two ways of writing a product: the way in which it is given, its package, a sheet under its code.
    case("Entyvio IV (vedolizumab) is J3380.", drug("J3380", "vedolizumab"), brand("vedolizumab", "entyvio"), route("J3380", "intravenous")),
    case("PEMBROLIZUMAB 100MG/4ML VIAL - J9271", drug("J9271", "pembrolizumab")),
    case("# J2506\n\n| | |\n|---|---|\n| Drug | pegfilgrastim |\n| Brand | Neulasta |\n| Billing unit | 0.5 mg |\n| Vial | 6 mg |",
         drug("J2506", "pegfilgrastim"), brand("pegfilgrastim", "neulasta"), unit("J2506", "0.5 mg")),
    case("HCPCS_CD: J9022; DRUG_NM: atezolizumab; BILL_UOM: 10 mg; EFF_DT: 2018-01-01", drug("J9022", "atezolizumab"), unit("J9022", "10 mg")),
    # A denial of one name casts no doubt on another; what a clause explains is the document's own.
    case("J9354 is Kadcyla, not Enhertu.", drug("J9354", "ado-trastuzumab emtansine"), drug("J9354", "fam-trastuzumab deruxtecan", "denied")),
    case("Do not mix it up with Trodelvy which is J9317.", drug("J9317", "sacituzumab govitecan")),
    case("J2506 is not the code for eflapegrastim, which has J1449.", drug("J1449", "eflapegrastim"), drug("J2506", "eflapegrastim", "denied")),
    case("Since 2025 tarlatamab has J9026, 1 mg, and a NOC line for it is late.", drug("J9026", "tarlatamab"), unit("J9026", "1 mg")),
    case("[08:40] Ann: who keyed it??\n[08:42] Bo: J9299 is nivolumab\n[08:43] Cy: J9271 is pembrolizumab",
         drug("J9299", "nivolumab"), drug("J9271", "pembrolizumab"), media="text"),
    case("Panitumumab (Vectibix) and cetuximab (Erbitux) are both anti-EGFR antibodies.", brand("cetuximab", "erbitux"), brand("panitumumab", "vectibix"), target("cetuximab", "EGFR"), target("panitumumab", "EGFR")),
    case("J3487 was the code for Zometa, and J3488 was the code for Reclast. Both were discontinued in 2014, and J3489 replaced the pair.", drug("J3487", "zoledronic acid", HISTORICAL), drug("J3488", "zoledronic acid", HISTORICAL), drug("J3489", "zoledronic acid"), status("J3487", "discontinued"), status("J3488", "discontinued"), successor("J3487", "J3489"), successor("J3488", "J3489")),
    case("J1020 and J1030 were deleted. Their successor is J1010.", status("J1020", "discontinued"), status("J1030", "discontinued"), successor("J1020", "J1010"), successor("J1030", "J1010")),
    case("The list no longer offers J9044. The code (bortezomib, not otherwise specified) was deleted in 2022.", status("J9044", "discontinued")),
    case("J0702 stands for betamethasone (Celestone Soluspan), and methylprednisolone acetate, the familiar Depo-Medrol, is coded J1030.", drug("J0702", "betamethasone"), drug("J1030", "methylprednisolone"), brand("betamethasone", "celestone soluspan"), brand("methylprednisolone", "depo-medrol")),
    case("Premedication: acetaminophen, diphenhydramine (J1200), famotidine (S0028).", drug("J1200", "diphenhydramine"), drug("S0028", "famotidine")),
    case("Ocrelizumab is J2350.\n\n- JB: some plans want it on J3380 and J9334.", drug("J2350", "ocrelizumab")),
    case("J9070, cyclophosphamide, was deleted on March 31, 2024 and replaced by J9075.", drug("J9070", "cyclophosphamide", HISTORICAL), drug("J9075", "cyclophosphamide"), status("J9070", "discontinued"), successor("J9070", "J9075")),
    case("J9312 replaced J9310, the old rituximab code.", drug("J9310", "rituximab", HISTORICAL), drug("J9312", "rituximab"), successor("J9310", "J9312")),
    case("| Product | Code |\n|---|---|\n| Nucala (mepolizumab) | J2182 |\n| Fasenra (benralizumab) | J0517 |\n| Cinqair (reslizumab) | J2786 |\n\nUnits: 1 mg for all three.", drug("J0517", "benralizumab"), drug("J2182", "mepolizumab"), drug("J2786", "reslizumab"), unit("J0517", "1 mg"), unit("J2182", "1 mg"), unit("J2786", "1 mg"), brand("benralizumab", "fasenra"), brand("mepolizumab", "nucala"), brand("reslizumab", "cinqair")),
    case("| Product | Code |\n|---|---|\n| Nucala (mepolizumab) | J2182 |\n| Fasenra (benralizumab) | J0517 |\n| Cinqair (reslizumab) | J2786 |\n\nIn every case one unit is 1 mg.", drug("J0517", "benralizumab"), drug("J2182", "mepolizumab"), drug("J2786", "reslizumab"), unit("J0517", "1 mg"), unit("J2182", "1 mg"), unit("J2786", "1 mg"), brand("benralizumab", "fasenra"), brand("mepolizumab", "nucala"), brand("reslizumab", "cinqair")),
    case("| Product | Code |\n|---|---|\n| Nucala (mepolizumab) | J2182 |\n| Fasenra (benralizumab) | J0517 |\n| Cinqair (reslizumab) | J2786 |\n\nAll are injected under the skin except Cinqair, which is infused intravenously.", drug("J0517", "benralizumab"), drug("J2182", "mepolizumab"), drug("J2786", "reslizumab"), route("J0517", "subcutaneous"), route("J2182", "subcutaneous"), route("J2786", "intravenous"), brand("benralizumab", "fasenra"), brand("mepolizumab", "nucala"), brand("reslizumab", "cinqair")),
    case("| Product | Code |\n|---|---|\n| Nucala (mepolizumab) | J2182 |\n| Fasenra (benralizumab) | J0517 |\n| Cinqair (reslizumab) | J2786 |\n\nWith the exception of J2786, these codes are for subcutaneous use.", drug("J0517", "benralizumab"), drug("J2182", "mepolizumab"), drug("J2786", "reslizumab"), route("J0517", "subcutaneous"), route("J2182", "subcutaneous"), brand("benralizumab", "fasenra"), brand("mepolizumab", "nucala"), brand("reslizumab", "cinqair")),
    case("| Product | Code |\n|---|---|\n| Nucala (mepolizumab) | J2182 |\n| Fasenra (benralizumab) | J0517 |\n| Cinqair (reslizumab) | J2786 |\n\nExcept for J2786, all codes are per 1 mg.", drug("J0517", "benralizumab"), drug("J2182", "mepolizumab"), drug("J2786", "reslizumab"), unit("J0517", "1 mg"), unit("J2182", "1 mg"), brand("benralizumab", "fasenra"), brand("mepolizumab", "nucala"), brand("reslizumab", "cinqair")),
    case("| Product | Code |\n|---|---|\n| Nucala (mepolizumab) | J2182 |\n| Fasenra (benralizumab) | J0517 |\n| Cinqair (reslizumab) | J2786 |\n\nAll but J2786 are given subcutaneously.", drug("J0517", "benralizumab"), drug("J2182", "mepolizumab"), drug("J2786", "reslizumab"), route("J0517", "subcutaneous"), route("J2182", "subcutaneous"), brand("benralizumab", "fasenra"), brand("mepolizumab", "nucala"), brand("reslizumab", "cinqair")),
    case("| Product | Code |\n|---|---|\n| Nucala (mepolizumab) | J2182 |\n| Fasenra (benralizumab) | J0517 |\n| Cinqair (reslizumab) | J2786 |\n\nAll of these products except Cinqair (reslizumab) are given subcutaneously.", drug("J0517", "benralizumab"), drug("J2182", "mepolizumab"), drug("J2786", "reslizumab"), route("J0517", "subcutaneous"), route("J2182", "subcutaneous"), brand("benralizumab", "fasenra"), brand("mepolizumab", "nucala"), brand("reslizumab", "cinqair")),
    case("| Product | Code |\n|---|---|\n| Nucala (mepolizumab) | J2182 |\n| Fasenra (benralizumab) | J0517 |\n| Cinqair (reslizumab) | J2786 |\n\nAll codes are per 1 mg except J2786.", drug("J0517", "benralizumab"), drug("J2182", "mepolizumab"), drug("J2786", "reslizumab"), unit("J0517", "1 mg"), unit("J2182", "1 mg"), brand("benralizumab", "fasenra"), brand("mepolizumab", "nucala"), brand("reslizumab", "cinqair")),
    case("| Product | Code |\n|---|---|\n| Nucala (mepolizumab) | J2182 |\n| Fasenra (benralizumab) | J0517 |\n| Cinqair (reslizumab) | J2786 |\n\nThe codes above are billed per 1 mg.", drug("J0517", "benralizumab"), drug("J2182", "mepolizumab"), drug("J2786", "reslizumab"), unit("J0517", "1 mg"), unit("J2182", "1 mg"), unit("J2786", "1 mg"), brand("benralizumab", "fasenra"), brand("mepolizumab", "nucala"), brand("reslizumab", "cinqair")),
    case("J1299 is eculizumab (Soliris), 2 mg. The labeled doses of Soliris are whole multiples of 300 mg.", drug("J1299", "eculizumab"), unit("J1299", "2 mg"), unit("J1299", "300 mg"), brand("eculizumab", "soliris")),
)  # fmt: skip

KNOWN_GAPS: tuple[Case, ...] = ()
