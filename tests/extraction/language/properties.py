"""Brands, targets, routes, standing and successors."""

from __future__ import annotations

from tests.extraction.claiming import (
    DENIED,
    HISTORICAL,
    Case,
    brand,
    case,
    drug,
    route,
    status,
    successor,
    target,
    unit,
)

CASES: tuple[Case, ...] = (
    # Brands.
    case("Durvalumab is sold as Imfinzi.", brand("durvalumab", "imfinzi")),
    case("Keytruda (pembrolizumab) is infused.", brand("pembrolizumab", "keytruda")),
    case("Pembrolizumab (Keytruda) is infused.", brand("pembrolizumab", "keytruda")),
    case("Opdivo is the brand name of nivolumab.", brand("nivolumab", "opdivo")),
    case("The brand of ipilimumab is Yervoy.", brand("ipilimumab", "yervoy")),
    case("Bevacizumab, marketed as Avastin, is infused.", brand("bevacizumab", "avastin")),
    case("Prolia and Xgeva both contain denosumab.", brand("denosumab", "prolia"), brand("denosumab", "xgeva")),
    case("Tecentriq contains atezolizumab.", brand("atezolizumab", "tecentriq")),
    # Targets.
    case("Pembrolizumab binds PD-1.", target("pembrolizumab", "PD-1")),
    case("Durvalumab is an anti-PD-L1 antibody.", target("durvalumab", "PD-L1")),
    case("The HER2 antibody trastuzumab is old.", target("trastuzumab", "HER2")),
    case("Ipilimumab blocks CTLA-4.", target("ipilimumab", "CTLA-4")),
    case("Rituximab attaches to CD20 on B cells.", target("rituximab", "CD20")),
    case("Ramucirumab is a VEGFR-2 antagonist.", target("ramucirumab", "VEGFR-2")),
    case("Nivolumab does not bind PD-L1.", target("nivolumab", "PD-L1", DENIED)),
    case("Nivolumab, which targets PD-1, is infused over 30 minutes.", target("nivolumab", "PD-1")),
    case("Denosumab neutralizes RANKL.", target("denosumab", "RANKL")),
    case("Bevacizumab is directed against vascular endothelial growth factor A.", target("bevacizumab", "VEGF-A")),
    case("Tocilizumab blocks the IL-6 receptor.", target("tocilizumab", "IL-6R")),
    # What is tested in the patient, or said of a class, is no target of the drug.
    case("Trastuzumab is for HER2-positive disease."),
    case("Pembrolizumab is covered when PD-L1 expression is 50 percent or more."),
    case("Atezolizumab is a PD-1/PD-L1 inhibitor."),
    case("Patients on nivolumab are tested for EGFR mutations."),
    # Routes.
    case("J9271 is given by intravenous infusion.", route("J9271", "intravenous")),
    case("J0897 is injected subcutaneously.", route("J0897", "subcutaneous")),
    case("J9217 is for intramuscular use.", route("J9217", "intramuscular")),
    case("J0178 is injected into the eye.", route("J0178", "intravitreal")),
    case("J9030 is instilled into the bladder.", route("J9030", "intravesical")),
    case("J8520 denotes capecitabine, oral, 150 mg.", drug("J8520", "capecitabine"), route("J8520", "oral"), unit("J8520", "150 mg")),
    case("J9022 denotes atezolizumab for IV use.", drug("J9022", "atezolizumab"), route("J9022", "intravenous")),
    case("J9022 is given by infusion."),
    case("Section iv describes J9022."),
    # Standing.
    case("J9999 is for antineoplastic drugs that are not otherwise classified.", status("J9999", "unclassified")),
    case("J3490 is an unclassified code.", status("J3490", "unclassified")),
    case("J3590, unclassified biologics, needs an invoice.", status("J3590", "unclassified")),
    case("J9310 was discontinued on December 31, 2018.", status("J9310", "discontinued")),
    case("J2505 is no longer valid.", status("J2505", "discontinued")),
    case("Code J9265 has been deleted.", status("J9265", "discontinued")),
    case("J9299 is still active."),
    case("J9001 is obsolete.", status("J9001", "discontinued")),
    # Successors.
    case("J9310 was replaced by J9312.", successor("J9310", "J9312")),
    case("J9312 replaced J9310.", successor("J9310", "J9312")),
    case("J2506 supersedes J2505.", successor("J2505", "J2506")),
    case("J2505 was discontinued; use J2506 instead.", successor("J2505", "J2506"), status("J2505", "discontinued")),
    case("C9492 became J9173 in 2019.", successor("C9492", "J9173")),
    case("J9173 took over from C9492.", successor("C9492", "J9173")),
    case("J9299 comes before J9301 in the list."),
    case("Herceptin is not pertuzumab.", brand("pertuzumab", "herceptin", DENIED)),
    case("Trastuzumab-dkst goes by the trade name Ogivri.", brand("trastuzumab-dkst", "ogivri")),
    case("J9271 has not been discontinued.", status("J9271", "discontinued", DENIED)),
    case("The successor of J9310 is J9312.", successor("J9310", "J9312")),
    # More of each.
    case("The trade name of daratumumab is Darzalex.", brand("daratumumab", "darzalex")),
    case("Erbitux is cetuximab.", brand("cetuximab", "erbitux")),
    case("Darzalex® (daratumumab) and Empliciti® (elotuzumab) are infused.", brand("daratumumab", "darzalex"), brand("elotuzumab", "empliciti")),
    case("Cetuximab, an EGFR antibody, is infused weekly.", target("cetuximab", "EGFR")),
    case("Pertuzumab and trastuzumab both target HER2.", target("pertuzumab", "HER2"), target("trastuzumab", "HER2")),
    case("Blinatumomab binds CD19 and CD3.", target("blinatumomab", "CD19"), target("blinatumomab", "CD3")),
    case("Unlike atezolizumab, nivolumab blocks PD-1.", target("nivolumab", "PD-1")),
    case("J0897 is not given intravenously.", route("J0897", "intravenous", DENIED)),
    case("J9312 (rituximab) goes into a vein.", drug("J9312", "rituximab"), route("J9312", "intravenous")),
    case("J3490 should be used for drugs without a code of their own."),
    case("C9399 is for unclassified drugs or biologicals.", status("C9399", "unclassified")),
    case("Effective January 1, 2019, J9310 is terminated.", status("J9310", "discontinued")),
    case("J2505 → J2506 (January 2022)"),
    # Lists of what acts on one target, and drugs that do as another does.
    case("TNF group: golimumab, infliximab", target("golimumab", "TNF"), target("infliximab", "TNF")),
    case("Blinatumomab links CD19 to CD3.", target("blinatumomab", "CD19"), target("blinatumomab", "CD3")),
    case("Cetuximab binds EGFR, as does panitumumab.", target("cetuximab", "EGFR"), target("panitumumab", "EGFR")),
    # Codes that took over.
    case("J3489 came as a replacement for J3487 and J3488.", successor("J3487", "J3489"), successor("J3488", "J3489")),
    case("J2802 took the place of J2796.", successor("J2796", "J2802")),
    case("Replace J9310 with J9312 on every claim.", successor("J9310", "J9312")),
    case("J9310 is a dead code; now J9312.", status("J9310", "discontinued"), successor("J9310", "J9312")),
    case("J2505 was deleted. J2506 took over.", status("J2505", "discontinued"), successor("J2505", "J2506")),
    # What is withdrawn, or inactive, but no code.
    case("J9225 is the histrelin implant, withdrawn from the market in 2021.", drug("J9225", "histrelin"), route("J9225", "implant")),
    case("J3490 (oral rinse), J9022 and J9035 differ.", route("J3490", "oral")),
    case("Rituximab moved from J9310 to J9312.", successor("J9310", "J9312"), drug("J9310", "rituximab", HISTORICAL), drug("J9312", "rituximab")),
    # What a drug keeps apart is not what it binds.
    case("Pembrolizumab blocks the interaction between PD-1 and its ligands, PD-L1 and PD-L2.", target("pembrolizumab", "PD-1")),
    case("Atezolizumab binds to PD-L1 and blocks its interactions with both PD-1 and B7.1 receptors.", target("atezolizumab", "PD-L1")),
    case("Ranibizumab keeps VEGF-A from its receptors VEGFR1 and VEGFR2 by binding VEGF-A.", target("ranibizumab", "VEGF-A")),
)  # fmt: skip

KNOWN_GAPS: tuple[Case, ...] = (
    case("J9310 is inactive; J9312 is its replacement.", status("J9310", "discontinued"), successor("J9310", "J9312")),
)  # fmt: skip
