"""A code and its drug in one sentence: voices, relative clauses, appositions, coordination."""

from __future__ import annotations

from tests.extraction.claiming import Case, brand, case, drug, unit

CASES: tuple[Case, ...] = (
    # Active voice, from the code.
    case("J9022 denotes atezolizumab.", drug("J9022", "atezolizumab")),
    case("J9035 describes bevacizumab.", drug("J9035", "bevacizumab")),
    case("Code J9271 represents pembrolizumab on every claim.", drug("J9271", "pembrolizumab")),
    case("J9299 stands for nivolumab.", drug("J9299", "nivolumab")),
    case("J9173 identifies durvalumab to the payer.", drug("J9173", "durvalumab")),
    case("HCPCS code J9306 covers pertuzumab.", drug("J9306", "pertuzumab")),
    case("J9145 is daratumumab.", drug("J9145", "daratumumab")),
    case("J9228 means ipilimumab.", drug("J9228", "ipilimumab")),
    case("J9308 is the number for ramucirumab.", drug("J9308", "ramucirumab")),
    case("The code for bortezomib is J9041.", drug("J9041", "bortezomib")),
    case("The billing code of denosumab is J0897.", drug("J0897", "denosumab")),
    case("J1745 belongs to infliximab.", drug("J1745", "infliximab")),
    case("J9047 refers to carfilzomib, nothing else.", drug("J9047", "carfilzomib")),
    case("J9303 goes with panitumumab.", drug("J9303", "panitumumab")),
    # Active voice, from the drug or from the person who bills.
    case("Cetuximab has J9055.", drug("J9055", "cetuximab")),
    case("Eribulin carries the code J9179.", drug("J9179", "eribulin")),
    case("Docetaxel takes J9171.", drug("J9171", "docetaxel")),
    case("Use J9312 for rituximab.", drug("J9312", "rituximab")),
    case("Bill natalizumab with J2323.", drug("J2323", "natalizumab")),
    case("Hospitals submit J1300 for eculizumab.", drug("J1300", "eculizumab")),
    case("We file tocilizumab under J3262.", drug("J3262", "tocilizumab")),
    case("You will find golimumab under J1602.", drug("J1602", "golimumab")),
    case("Providers use J9176 to bill elotuzumab.", drug("J9176", "elotuzumab")),
    # Passive voice.
    case("Durvalumab is billed under J9173.", drug("J9173", "durvalumab")),
    case("Nivolumab is reported with J9299.", drug("J9299", "nivolumab")),
    case("Belimumab is described by J0490.", drug("J0490", "belimumab")),
    case("J9264 is assigned to paclitaxel protein-bound.", drug("J9264", "paclitaxel protein-bound")),
    case("Cabazitaxel was assigned J9043.", drug("J9043", "cabazitaxel")),
    case("J9177 has been created for enfortumab vedotin.", drug("J9177", "enfortumab vedotin")),
    case("Ustekinumab can be found under J3357.", drug("J3357", "ustekinumab")),
    case("J9302 is reserved for ofatumumab.", drug("J9302", "ofatumumab")),
    case("Trabectedin should be coded as J9352.", drug("J9352", "trabectedin")),
    # Relative clauses and participles.
    case("J9042, which denotes brentuximab vedotin, is infused in clinics.", drug("J9042", "brentuximab vedotin")),
    case("Abatacept, which is billed under J0129, is costly.", drug("J0129", "abatacept")),
    case("The drug that J9228 describes is ipilimumab.", drug("J9228", "ipilimumab")),
    case("Omalizumab, whose code is J2357, is kept cold.", drug("J2357", "omalizumab")),
    case("Blinatumomab, reported as J9039, needs a pump.", drug("J9039", "blinatumomab")),
    # Appositions, brackets, dashes and signs.
    case("Durvalumab (J9173) is given by infusion.", drug("J9173", "durvalumab")),
    case("J9355 (trastuzumab) is common.", drug("J9355", "trastuzumab")),
    case("J9271, pembrolizumab, heads the list.", drug("J9271", "pembrolizumab")),
    case("J9022 - atezolizumab", drug("J9022", "atezolizumab")),
    case("J9035: bevacizumab", drug("J9035", "bevacizumab")),
    case("J9306 = pertuzumab", drug("J9306", "pertuzumab")),
    case("nivolumab → J9299", drug("J9299", "nivolumab")),
    case("Romidepsin — J9319 — is infused over four hours.", drug("J9319", "romidepsin")),
    case("The antibody ramucirumab, J9308, is kept in the refrigerator.", drug("J9308", "ramucirumab")),
    case("J9145 (Injection, daratumumab, 10 mg)", drug("J9145", "daratumumab"), unit("J9145", "10 mg")),
    case("Our list holds J9041 (bortezomib), J9047 (carfilzomib) and J9145 (daratumumab).",
         drug("J9041", "bortezomib"), drug("J9047", "carfilzomib"), drug("J9145", "daratumumab")),
    case("**J9176** — *elotuzumab*", drug("J9176", "elotuzumab")),
    case("`J9055` is cetuximab.", drug("J9055", "cetuximab")),
    case("# J9303: panitumumab", drug("J9303", "panitumumab")),
    # Coordination and "respectively".
    case("Nivolumab and ipilimumab are billed under J9299 and J9228, respectively.", drug("J9299", "nivolumab"), drug("J9228", "ipilimumab")),
    case("J9022, J9173 and J9023 denote atezolizumab, durvalumab and avelumab, respectively.",
         drug("J9022", "atezolizumab"), drug("J9173", "durvalumab"), drug("J9023", "avelumab")),
    case("J9271 is pembrolizumab and J9299 is nivolumab.", drug("J9271", "pembrolizumab"), drug("J9299", "nivolumab")),
    case("J9035 denotes bevacizumab, while J9308 denotes ramucirumab.", drug("J9035", "bevacizumab"), drug("J9308", "ramucirumab")),
    case("Cetuximab is J9055; panitumumab is J9303.", drug("J9055", "cetuximab"), drug("J9303", "panitumumab")),
    case("Pertuzumab has J9306, trastuzumab J9355.", drug("J9306", "pertuzumab"), drug("J9355", "trastuzumab")),
    case("Both J1442 and J1447 are for filgrastim products.", drug("J1442", "filgrastim"), drug("J1447", "filgrastim")),
    # The brand between code and drug.
    case("J9042 is Adcetris (brentuximab vedotin).", drug("J9042", "brentuximab vedotin"), brand("brentuximab vedotin", "adcetris")),
    case("Keytruda, the brand of pembrolizumab, is billed under J9271.", drug("J9271", "pembrolizumab"), brand("pembrolizumab", "keytruda")),
    case("J9173 is the code for durvalumab, sold as Imfinzi.", drug("J9173", "durvalumab"), brand("durvalumab", "imfinzi")),
    case("For vedolizumab, enter J3380.", drug("J3380", "vedolizumab")),
    case("J2350 is used to report ocrelizumab.", drug("J2350", "ocrelizumab")),
    case("Any claim with J9354, the code denoting ado-trastuzumab emtansine, is checked.", drug("J9354", "ado-trastuzumab emtansine")),
)  # fmt: skip

KNOWN_GAPS: tuple[Case, ...] = (
    case("Report J9023 when avelumab was given.", drug("J9023", "avelumab")),
)  # fmt: skip
