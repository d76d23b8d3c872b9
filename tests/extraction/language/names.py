"""What a drug is called: salt, suffix, prefix, formulation, combination, misspelling, brand alone."""

from __future__ import annotations

from tests.extraction.claiming import Case, brand, case, drug, target, unit

CASES: tuple[Case, ...] = (
    case("J9034 is bendamustine hydrochloride.", drug("J9034", "bendamustine")),
    case("J9040 is bleomycin sulfate.", drug("J9040", "bleomycin")),
    case("J2405 is ondansetron HCl.", drug("J2405", "ondansetron")),
    case("J0640 is leucovorin calcium.", drug("J0640", "leucovorin")),
    case("Q5112 is trastuzumab-dttb.", drug("Q5112", "trastuzumab-dttb")),
    case("Q5107 is bevacizumab-awwb (Mvasi).", drug("Q5107", "bevacizumab-awwb"), brand("bevacizumab-awwb", "mvasi")),
    case("Q5119 denotes rituximab-pvvr.", drug("Q5119", "rituximab-pvvr")),
    case("J9358 is fam-trastuzumab deruxtecan-nxki.", drug("J9358", "fam-trastuzumab deruxtecan-nxki")),
    case("J9354 is ado-trastuzumab emtansine.", drug("J9354", "ado-trastuzumab emtansine")),
    case("J9317 denotes sacituzumab govitecan-hziy.", drug("J9317", "sacituzumab govitecan-hziy")),
    case("J9309 is polatuzumab vedotin-piiq.", drug("J9309", "polatuzumab vedotin-piiq")),
    case("Q2050 is doxorubicin hydrochloride, liposomal.", drug("Q2050", "doxorubicin liposomal")),
    case("Q2050 is liposomal doxorubicin.", drug("Q2050", "doxorubicin liposomal")),
    case("J9000 is doxorubicin, the conventional form.", drug("J9000", "doxorubicin")),
    case("J9264 is paclitaxel protein-bound particles.", drug("J9264", "paclitaxel protein-bound")),
    case("J9264 is nab-paclitaxel.", drug("J9264", "paclitaxel protein-bound")),
    case("J9371 is vincristine sulfate liposome.", drug("J9371", "vincristine liposomal")),
    case("J9217 is leuprolide acetate for depot suspension.", drug("J9217", "leuprolide depot")),
    case("J9311 is rituximab and hyaluronidase.", drug("J9311", "hyaluronidase + rituximab")),
    case("J9356 is trastuzumab with hyaluronidase-oysk.", drug("J9356", "hyaluronidase-oysk + trastuzumab")),
    case("J9144 denotes daratumumab plus hyaluronidase-fihj.", drug("J9144", "daratumumab + hyaluronidase-fihj")),
    # Brand alone: the nonproprietary name, and no brand of it.
    case("J9271 is Keytruda.", drug("J9271", "pembrolizumab")),
    case("Report Opdivo with J9299.", drug("J9299", "nivolumab")),
    case("Tecentriq (J9022) is infused.", drug("J9022", "atezolizumab")),
    case("J0897 covers Prolia and Xgeva.", drug("J0897", "denosumab")),
    case("KEYTRUDA® is billed under J9271.", drug("J9271", "pembrolizumab")),
    case("J9316 is Phesgo.", drug("J9316", "hyaluronidase + pertuzumab + trastuzumab")),
    # Misspelled: the name that was meant.
    case("J9271 is pembrolizumb.", drug("J9271", "pembrolizumab")),
    case("J9299 denotes nivolumabb.", drug("J9299", "nivolumab")),
    case("J9173 is durvalumeb, 10 mg.", drug("J9173", "durvalumab"), unit("J9173", "10 mg")),
    case("J9035 is bevacizumap.", drug("J9035", "bevacizumab")),
    # Letters and marks.
    case("J9022 IS ATEZOLIZUMAB.", drug("J9022", "atezolizumab")),
    case("j9271 is pembrolizumab.", drug("J9271", "pembrolizumab")),
    case("J9022 is **atezo**lizumab.", drug("J9022", "atezolizumab")),
    case("J9354 is ado‑trastuzumab emtansine.", drug("J9354", "ado-trastuzumab emtansine")),
    case("J9299 is nivo&shy;lumab.", drug("J9299", "nivolumab")),
    case("J9022 is\natezolizumab.", drug("J9022", "atezolizumab")),
    case("J9042 is brentuximab\nvedotin.", drug("J9042", "brentuximab vedotin")),
    # An ordinary word that is also a brand is none here.
    case("J9022 is atezolizumab. The team has a vision for the year.", drug("J9022", "atezolizumab")),
    case("J9316 is pertuzumab, trastuzumab and hyaluronidase-zzxf.", drug("J9316", "hyaluronidase-zzxf + pertuzumab + trastuzumab")),
    # Esters and salts are the drug; a depot form is another product.
    case("J2426 is paliperidone palmitate.", drug("J2426", "paliperidone")),
    case("J1631 describes haloperidol decanoate.", drug("J1631", "haloperidol")),
    case("J2358 is olanzapine, long-acting.", drug("J2358", "olanzapine long-acting")),
    case("| Code | Drug |\n|---|---|\n| J9295 | necitumamab |\n| J9022 | atezolizumab |", drug("J9295", "necitumumab"), drug("J9022", "atezolizumab")),
    case("| Code | Drug |\n|---|---|\n| J9999 | zorbelitug |\n| J9022 | atezolizumab |", drug("J9999", "zorbelitug"), drug("J9022", "atezolizumab")),
    case("A vial of the rituximab mixture is 140 units of J9311.",),
    case("J7297 (Liletta) and J7298 (Mirena) are levonorgestrel intrauterine systems.", drug("J7297", "levonorgestrel"), drug("J7298", "levonorgestrel"), brand("levonorgestrel", "liletta"), brand("levonorgestrel", "mirena")),
    case("J0885 Injection, epoetin alfa, 1000 units [Epogen, Procrit]", drug("J0885", "epoetin alfa"), unit("J0885", "1000 unit"), brand("epoetin alfa", "epogen"), brand("epoetin alfa", "procrit")),
    case("Zirabev and Ogivri (trastuzumab-dkst) came in one crate.", brand("trastuzumab-dkst", "ogivri")),
    case("Mvasi is Q5118, and its generic name is bevacizumab-awwb.", drug("Q5118", "bevacizumab-awwb"), brand("bevacizumab-awwb", "mvasi")),
    case("Brentuximab vedotin is reported with J9042, and the brand is Adcetris.", drug("J9042", "brentuximab vedotin"), brand("brentuximab vedotin", "adcetris")),
    case("Both presentations of denosumab-bbdz, Jubbonti 60 mg/mL and Wyost 120 mg/1.7 mL, are reported under Q5136.", drug("Q5136", "denosumab-bbdz"), brand("denosumab-bbdz", "jubbonti"), brand("denosumab-bbdz", "wyost")),
    case("J0897 is denosumab and is kept for Prolia and Xgeva.", drug("J0897", "denosumab"), brand("denosumab", "prolia"), brand("denosumab", "xgeva")),
    case("The high-dose version (Eylea HD, aflibercept HD) has J0177.", drug("J0177", "aflibercept hd"), brand("aflibercept hd", "eylea hd")),
    case("Herceptin is the older neighbour of pertuzumab."),
    case("The numbers in names such as Kenalog-10 and Kenalog-40 mislead, and triamcinolone acetonide is J3301.", drug("J3301", "triamcinolone acetonide")),
    # What pharmacies dispense is known too: alone, as a product of two, and as two that are listed.
    case("J7296 is Kyleena and J7301 is Skyla.", drug("J7296", "levonorgestrel"), drug("J7301", "levonorgestrel")),
    case("J0750 is emtricitabine and tenofovir disoproxil fumarate.", drug("J0750", "emtricitabine + tenofovir")),
    case("| Code | Drug |\n|---|---|\n| J3490 | zilucoplan |\n| J9022 | atezolizumab |", drug("J3490", "zilucoplan"), drug("J9022", "atezolizumab")),
    case("After metformin, sitagliptin (Januvia) is tried.", brand("sitagliptin", "januvia")),
    case("J1745 is infliximab and follows methotrexate, leflunomide or sulfasalazine.", drug("J1745", "infliximab")),
    case("J7325 is hyaluronan in the form of Synvisc or Synvisc-One.", drug("J7325", "hyaluronan"), brand("hyaluronan", "synvisc"), brand("hyaluronan", "synvisc-one")),
    case("J1439 is ferric carboxymaltose, which American Regent markets as Injectafer.", drug("J1439", "ferric carboxymaltose"), brand("ferric carboxymaltose", "injectafer")),
    case("Tocilizumab, which blocks the IL-6 receptor, is better known as Actemra.", brand("tocilizumab", "actemra"), target("tocilizumab", "IL-6R")),
    case("J2323 is natalizumab. Tysabri is the reference brand.", drug("J2323", "natalizumab"), brand("natalizumab", "tysabri")),
    case("J2506. It describes pegfilgrastim, of which Neulasta is the reference brand, and biosimilars are excluded from it.", drug("J2506", "pegfilgrastim"), brand("pegfilgrastim", "neulasta")),
    case("## J2350\n\nOcrelizumab, a CD20 antibody. Brand: *Ocrevus*.", drug("J2350", "ocrelizumab"), brand("ocrelizumab", "ocrevus"), target("ocrelizumab", "CD20")),
    case("Granix sounds like a biosimilar. The drug is called tbo-filgrastim, and J1447 is its code.", drug("J1447", "tbo-filgrastim"), brand("tbo-filgrastim", "granix")),
)  # fmt: skip

KNOWN_GAPS: tuple[Case, ...] = ()
