"""Over sentences: "this code", "the drug", "it", "the latter", headings and paragraphs."""

from __future__ import annotations

from tests.extraction.claiming import HISTORICAL, Case, brand, case, drug, route, status, successor, target, unit

CASES: tuple[Case, ...] = (
    case("J9271 is on many claims. This code denotes pembrolizumab.", drug("J9271", "pembrolizumab")),
    case("Look at J9022 first. The code belongs to atezolizumab.", drug("J9022", "atezolizumab")),
    case("J9308 is the code for ramucirumab. It is billed per 5 mg.", drug("J9308", "ramucirumab"), unit("J9308", "5 mg")),
    case("Nivolumab is infused. The drug is billed under J9299.", drug("J9299", "nivolumab")),
    case("Durvalumab came in 2017. Its code is J9173.", drug("J9173", "durvalumab")),
    case("J9035 denotes bevacizumab. It binds VEGF-A.", drug("J9035", "bevacizumab"), target("bevacizumab", "VEGF-A")),
    case("J9228 is ipilimumab. The antibody blocks CTLA-4.", drug("J9228", "ipilimumab"), target("ipilimumab", "CTLA-4")),
    case("J9145 denotes daratumumab. One unit is 10 mg.", drug("J9145", "daratumumab"), unit("J9145", "10 mg")),
    case("J0897 denotes denosumab. It is sold as Prolia.", drug("J0897", "denosumab"), brand("denosumab", "prolia")),
    case("# HCPCS code J9306\n\nThis code describes pertuzumab.", drug("J9306", "pertuzumab")),
    case("# J9312\n\nThe code is used for rituximab. Each unit stands for 10 mg.", drug("J9312", "rituximab"), unit("J9312", "10 mg")),
    case("## Ramucirumab\n\nThe drug is billed under J9308.", drug("J9308", "ramucirumab")),
    case("J9041 is bortezomib.\n\nThe billing unit is 0.1 mg.", drug("J9041", "bortezomib"), unit("J9041", "0.1 mg")),
    case("J9022 is atezolizumab. J9023 is avelumab. Both block PD-L1.",
         drug("J9022", "atezolizumab"), drug("J9023", "avelumab"), target("atezolizumab", "PD-L1"), target("avelumab", "PD-L1")),
    case("J9355 is trastuzumab, 10 mg. The claim needs a date.", drug("J9355", "trastuzumab"), unit("J9355", "10 mg")),
    case("What is J9047? It is carfilzomib.", drug("J9047", "carfilzomib")),
    case("**What is J9179?**\n\nJ9179 is eribulin.", drug("J9179", "eribulin")),
    case("J9042 was the first of its kind. Billing staff know this code as the one for brentuximab vedotin.", drug("J9042", "brentuximab vedotin")),
    # The subject of the document, and not the last code named, is meant after an aside.
    case("# J9271 (pembrolizumab)\n\nDo not take it for J9299.\n\nThis code is billed per 1 mg.",
         drug("J9271", "pembrolizumab"), unit("J9271", "1 mg")),
    case("Two codes matter here, J9299 and J9271. The former denotes nivolumab, the latter denotes pembrolizumab.",
         drug("J9299", "nivolumab"), drug("J9271", "pembrolizumab")),
    case("Which code does cetuximab have? J9055.", drug("J9055", "cetuximab")),
    case("J9299 denotes nivolumab. J9228 denotes ipilimumab. The latter blocks CTLA-4.",
         drug("J9299", "nivolumab"), drug("J9228", "ipilimumab"), target("ipilimumab", "CTLA-4")),
    case("Avelumab is on the list. The antibody is billed with J9023. It targets PD-L1.", drug("J9023", "avelumab"), target("avelumab", "PD-L1")),
    case("J9145 is daratumumab.\n\nIts brand is Darzalex.", drug("J9145", "daratumumab"), brand("daratumumab", "darzalex")),
    case("J0129 denotes abatacept. A vial holds 250 mg. The code counts 10 mg.", drug("J0129", "abatacept"), unit("J0129", "10 mg")),
    case("Everyone asks for J9271. That number means pembrolizumab.", drug("J9271", "pembrolizumab")),
    case("J9035 denotes bevacizumab. Its target is VEGF-A and its unit is 10 mg.", drug("J9035", "bevacizumab"), target("bevacizumab", "VEGF-A"), unit("J9035", "10 mg")),
    # A clause set aside between a code and its drug.
    case("C9047, which was caplacizumab-yhdp in 2019, is now assigned to mosunetuzumab-axgb.",
         drug("C9047", "caplacizumab-yhdp", HISTORICAL), drug("C9047", "mosunetuzumab-axgb")),
    case("Epoetin alfa for patients on dialysis is Q4081.", drug("Q4081", "epoetin alfa")),
    case("J9355 is used when trastuzumab is given.", drug("J9355", "trastuzumab")),
    case("## J9308\n\n- Drug: ramucirumab\n- Brand: Cyramza\n- Unit: 5 mg", drug("J9308", "ramucirumab"), brand("ramucirumab", "cyramza"), unit("J9308", "5 mg")),
    # "It" that stands for nothing, and a drug that is only a partner.
    case("J1302 is sutimlimab-jome. It is worth noting that pegcetacoplan is another drug.", drug("J1302", "sutimlimab-jome")),
    case("J9360 is vinblastine. It is combined with doxorubicin, bleomycin, and dacarbazine. The drug billed under J9360 is for adults.", drug("J9360", "vinblastine")),
    case("Also 10 mg is the unit of nothing. Trastuzumab-dkst is Q5114. Also 10 mg.", drug("Q5114", "trastuzumab-dkst"), unit("Q5114", "10 mg")),
    # A clause of its own after a comma.
    case("Factor XIII is J7180, von Willebrand factor complex is J7187.", drug("J7180", "factor xiii"), drug("J7187", "von willebrand factor complex")),
    case("## Cetuximab\n\n- Code: J9055\n- Brand: Erbitux", drug("J9055", "cetuximab"), brand("cetuximab", "erbitux")),
    # What ends in a colon says nothing after it.
    case("## J9308\n\nRamucirumab:", drug("J9308", "ramucirumab")),
    case("What is J9308? Ramucirumab;", drug("J9308", "ramucirumab")),
    # "The first" of those that the paragraph names, "both" of those that are in use, and no subject for a text about many codes.
    case("Zilretta is J3304 and Kenalog J3301. The first counts 1 mg.",
         drug("J3304", "triamcinolone acetonide extended-release"), drug("J3301", "triamcinolone acetonide"), unit("J3304", "1 mg")),
    case("Bkemv went from Q5139 to Q5152, and Epysqli starts with Q5151. Both count 2 mg.",
         drug("Q5139", "eculizumab-aeeb", HISTORICAL), drug("Q5152", "eculizumab-aeeb"), drug("Q5151", "eculizumab-aagh"),
         successor("Q5139", "Q5152"), unit("Q5152", "2 mg"), unit("Q5151", "2 mg")),
    case("J9022 is atezolizumab.\n\nJ9299 is nivolumab.\n\nJ9228 is ipilimumab.\n\nOne unit is 50 mg.",
         drug("J9022", "atezolizumab"), drug("J9299", "nivolumab"), drug("J9228", "ipilimumab")),
    case("Eculizumab went on J1300. Since April 1, 2025 it is J1299.",
         drug("J1300", "eculizumab"), drug("J1299", "eculizumab"), successor("J1300", "J1299")),
    case("What did clinics bill for durvalumab in 2018? C9492.", drug("C9492", "durvalumab", HISTORICAL)),
    case("What do clinics bill for durvalumab? J9173.", drug("J9173", "durvalumab")),
    case("Do not mix up pembrolizumab and nivolumab. Those two are found under J9271 and J9299, respectively.", drug("J9271", "pembrolizumab"), drug("J9299", "nivolumab")),
    # A code and its descriptor in paragraphs of their own; the drug of the section; "the same drug".
    case("<h2>Coding</h2><div>J9173</div><div>Injection, durvalumab, <b>10 mg</b></div><p>A nurse uses 1,500 mg of pembrolizumab.</p>",
         drug("J9173", "durvalumab"), unit("J9173", "10 mg"), media="html"),
    case("<h2>Coding</h2><div>J9173</div><p>We wrote to the plan.</p><div>Injection, durvalumab, 10 mg</div>", media="html"),
    case("## Lung\n\nImfinzi (durvalumab) is new here.\n\nJ9173, 10 mg.", brand("durvalumab", "imfinzi"), drug("J9173", "durvalumab"), unit("J9173", "10 mg")),
    case("## Lung\n\nWe give durvalumab.\n\nWe give pembrolizumab.\n\nJ9173, 10 mg.", unit("J9173", "10 mg")),
    case("Durvalumab came first. Opened in the system as J9173.", drug("J9173", "durvalumab")),
    case("J9299 is nivolumab.\n\nDarbepoetin alfa off dialysis is J0881.\n\nOn dialysis the same drug moves to J0882.",
         drug("J9299", "nivolumab"), drug("J0881", "darbepoetin alfa"), drug("J0882", "darbepoetin alfa")),
    case("J2507 denotes pegloticase, and one unit of it is one milligram.", drug("J2507", "pegloticase"), unit("J2507", "1 mg")),
    case("Prolia and Xgeva, both of them denosumab, are billed under J0897.", drug("J0897", "denosumab"), brand("denosumab", "prolia"), brand("denosumab", "xgeva")),
    case("Do not flip to J3590. That one is the unclassified code for biologics.", status("J3590", "unclassified")),
    case("J9289 counts 2 mg, unlike J9299, plain nivolumab, which counts single milligrams.", unit("J9289", "2 mg"), drug("J9299", "nivolumab"), unit("J9299", "1 mg")),
    case("Q9970 was the number for ferric carboxymaltose, 1 mg.", drug("Q9970", "ferric carboxymaltose", HISTORICAL), unit("Q9970", "1 mg", HISTORICAL)),
    # Questions and answers that say whose they are; checklists; lists from old codes to new ones.
    case("Ana: code for Yervoy?\n\nRaj: J9228, also 1 mg.", drug("J9228", "ipilimumab"), unit("J9228", "1 mg")),
    case("- [ ] Is it Herceptin? → J9355\n- [ ] Is it Kanjinti? → Q5117", drug("J9355", "trastuzumab"), drug("Q5117", "trastuzumab-anns")),
    case("Old → new:\n\n- C9303 → J1326\n- C9304 → J7172", successor("C9303", "J1326"), successor("C9304", "J7172")),
    case("Pegfilgrastim lost J2505 in 2022.", drug("J2505", "pegfilgrastim", HISTORICAL)),
    case("One milligram of pembrolizumab is one unit of J9271.", drug("J9271", "pembrolizumab"), unit("J9271", "1 mg")),
    case("Bortezomib has more than one code. The first is J9041, the original.", drug("J9041", "bortezomib")),
    case("Iron sucrose is given by infusion. Report J1756.", drug("J1756", "iron sucrose")),
    case("Iron sucrose and ferumoxytol are given by infusion. Report J1756."),
    case("Omlyclo (omalizumab-igec) is new, and J2357 does not describe it.", brand("omalizumab-igec", "omlyclo"), drug("J2357", "omalizumab-igec", "denied")),
)  # fmt: skip

KNOWN_GAPS: tuple[Case, ...] = (
    case("J0897 is denosumab. The drug is injected under the skin.", drug("J0897", "denosumab"), route("J0897", "subcutaneous")),
)  # fmt: skip
