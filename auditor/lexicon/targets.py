"""Molecular targets: how a text words them, and which target contains another.

Keys are in matching form (lower case, a blank for every hyphen); values are the labels of LABELLING.md. To teach the
auditor a target, add its wordings here; nothing else knows the list. Only wordings that mean the molecule belong here:
"folate" or "complement" alone does not.
"""

from __future__ import annotations

TARGETS: dict[str, str] = {
    # Immune checkpoints. A receptor is not its ligand.
    **dict.fromkeys(
        ("pd 1", "pd1", "programmed death 1", "programmed cell death 1", "programmed cell death protein 1", "programmed death receptor 1",
         "programmed cell death 1 receptor", "programmed death receptor", "programmed death protein 1", "pdcd1", "cd279"), "PD-1"),
    **dict.fromkeys(
        ("pd l1", "pdl1", "pdl 1", "programmed death ligand 1", "programmed cell death ligand 1", "programmed cell death 1 ligand 1",
         "programmed death 1 ligand 1", "programmed cell death protein ligand 1", "b7 h1", "cd274"), "PD-L1"),
    **dict.fromkeys(("pd l2", "pdl2", "pdl 2", "programmed death ligand 2", "programmed cell death ligand 2", "programmed cell death 1 ligand 2"), "PD-L2"),
    **dict.fromkeys(
        ("ctla 4", "ctla4", "cytotoxic t lymphocyte antigen 4", "cytotoxic t lymphocyte associated antigen 4",
         "cytotoxic t lymphocyte associated protein 4", "cd152"), "CTLA-4"),
    **dict.fromkeys(("lag 3", "lag3", "lymphocyte activation gene 3", "lymphocyte activation gene 3 protein"), "LAG-3"),
    "tigit": "TIGIT",
    # Growth factor receptors and their ligands.
    **dict.fromkeys(
        ("her2", "her 2", "her2/neu", "her 2/neu", "her2 neu", "erbb2", "erbb 2", "human epidermal growth factor receptor 2",
         "human epidermal growth factor receptor type 2", "human epidermal growth factor receptor 2 protein"), "HER2"),
    **dict.fromkeys(("her3", "her 3", "erbb3", "human epidermal growth factor receptor 3"), "HER3"),
    **dict.fromkeys(("egfr", "epidermal growth factor receptor", "her1", "erbb1"), "EGFR"),
    **dict.fromkeys(("c met", "met receptor", "met receptor tyrosine kinase", "mesenchymal epithelial transition factor", "hepatocyte growth factor receptor"), "MET"),
    **dict.fromkeys(("vegf", "vascular endothelial growth factor", "vascular endothelial growth factors"), "VEGF"),
    **dict.fromkeys(("vegf a", "vegfa", "vascular endothelial growth factor a"), "VEGF-A"),
    **dict.fromkeys(("vegfr", "vegf receptor", "vascular endothelial growth factor receptor"), "VEGFR"),
    **dict.fromkeys(("vegfr 1", "vegfr1", "vegf receptor 1", "vascular endothelial growth factor receptor 1"), "VEGFR-1"),
    **dict.fromkeys(("vegfr 2", "vegfr2", "vegf receptor 2", "vegf receptor type 2", "vascular endothelial growth factor receptor 2", "kdr"), "VEGFR-2"),
    **dict.fromkeys(("plgf", "placental growth factor", "placenta growth factor"), "PlGF"),
    **dict.fromkeys(("ang 2", "ang2", "angiopoietin 2", "angiopoietin2"), "ANG-2"),
    **dict.fromkeys(("fgfr2b", "fibroblast growth factor receptor 2b"), "FGFR2b"),
    # Markers of blood cells.
    **{spelling: f"CD{n}" for n in (3, 19, 20, 22, 30, 33, 38, 52, 80, 86) for spelling in (f"cd{n}", f"cd {n}")},
    **dict.fromkeys(("cd79b", "cd 79b", "cd79 b"), "CD79b"),
    **dict.fromkeys(("bcma", "b cell maturation antigen", "b cell maturation antigens"), "BCMA"),
    "gprc5d": "GPRC5D",
    **dict.fromkeys(("fcrh5", "fc receptor homolog 5", "fc receptor like 5"), "FcRH5"),
    **dict.fromkeys(("slamf7", "cs1", "signaling lymphocytic activation molecule family member 7", "signaling lymphocytic activation molecule f7"), "SLAMF7"),
    **dict.fromkeys(("ccr4", "cc chemokine receptor 4", "cc chemokine receptor type 4", "c c chemokine receptor 4"), "CCR4"),
    # Tumor antigens.
    **dict.fromkeys(("dll3", "delta like ligand 3"), "DLL3"),
    **dict.fromkeys(("psma", "prostate specific membrane antigen"), "PSMA"),
    **dict.fromkeys(
        ("trop 2", "trop2", "trophoblast cell surface antigen 2", "trophoblast antigen 2", "tumor associated calcium signal transducer 2"), "TROP-2"),
    **dict.fromkeys(("nectin 4", "nectin4"), "Nectin-4"),
    **dict.fromkeys(("folate receptor alpha", "fr alpha", "frα", "fralpha", "folate receptor 1"), "folate receptor alpha"),
    "tissue factor": "tissue factor",
    **dict.fromkeys(("cldn18.2", "claudin 18.2", "cldn 18.2"), "CLDN18.2"),
    **dict.fromkeys(("gd2", "disialoganglioside gd2", "disialoganglioside"), "GD2"),
    # Bone.
    **dict.fromkeys(
        ("rankl", "rank l", "rank ligand", "receptor activator of nuclear factor kappa b ligand", "receptor activator of nuclear factor κb ligand",
         "receptor activator of nuclear factor kb ligand", "receptor activator of nuclear factor kappa beta ligand"), "RANKL"),
    "sclerostin": "sclerostin",
    # Inflammation.
    **dict.fromkeys(
        ("tnf", "tnf alpha", "tnf α", "tnfα", "tnfa", "tumor necrosis factor", "tumor necrosis factor alpha", "tumour necrosis factor",
         "tumor necrosis factor α"), "TNF"),
    **dict.fromkeys(("il 1", "interleukin 1", "interleukin 1 beta", "il 1 beta", "il 1β", "il 1b"), "IL-1"),
    **dict.fromkeys(("il 4r", "il 4rα", "il 4r alpha", "il 4 receptor", "il 4 receptor alpha", "interleukin 4 receptor", "interleukin 4 receptor alpha"), "IL-4R"),
    **dict.fromkeys(("il 5", "interleukin 5"), "IL-5"),
    **dict.fromkeys(("il 5r", "il 5rα", "il 5r alpha", "il 5 receptor", "il 5 receptor alpha", "interleukin 5 receptor", "interleukin 5 receptor alpha"), "IL-5R"),
    **dict.fromkeys(("il 6", "interleukin 6"), "IL-6"),
    **dict.fromkeys(("il 6r", "il6r", "il 6 receptor", "interleukin 6 receptor", "il 6rα", "interleukin 6 receptors", "il 6 receptors"), "IL-6R"),
    **dict.fromkeys(("il 12", "interleukin 12"), "IL-12"),
    **dict.fromkeys(("il 13", "interleukin 13"), "IL-13"),
    **dict.fromkeys(("il 17", "interleukin 17"), "IL-17"),
    **dict.fromkeys(("il 17a", "interleukin 17a"), "IL-17A"),
    **dict.fromkeys(("il 23", "interleukin 23", "il 23p19", "il 23 p19"), "IL-23"),
    **dict.fromkeys(("ige", "immunoglobulin e", "human immunoglobulin e"), "IgE"),
    **dict.fromkeys(("tslp", "thymic stromal lymphopoietin"), "TSLP"),
    **dict.fromkeys(("blys", "baff", "b lymphocyte stimulator", "b lymphocyte stimulator protein", "b cell activating factor"), "BLYS"),
    **dict.fromkeys(("integrin alpha 4", "alpha 4 integrin", "α4 integrin", "integrin α4"), "integrin alpha-4"),
    **dict.fromkeys(
        ("alpha 4 beta 7", "α4β7", "alpha4beta7", "alpha 4 beta 7 integrin", "alpha4beta7 integrin", "α4β7 integrin", "integrin alpha 4 beta 7",
         "integrin α4β7"), "alpha-4-beta-7"),
    # Complement, antibodies' recycling, metabolism, nerves.
    **dict.fromkeys(("c3", "complement c3", "complement protein c3", "complement component 3"), "C3"),
    **dict.fromkeys(("c5", "complement c5", "complement protein c5", "complement component 5", "complement component c5"), "C5"),
    **dict.fromkeys(("fcrn", "neonatal fc receptor"), "FcRn"),
    **dict.fromkeys(("cgrp", "calcitonin gene related peptide"), "CGRP"),
    **dict.fromkeys(("pcsk9", "proprotein convertase subtilisin/kexin type 9", "proprotein convertase subtilisin kexin type 9"), "PCSK9"),
    **dict.fromkeys(("amyloid beta", "beta amyloid", "aβ", "amyloid β", "β amyloid"), "amyloid beta"),
    # Coagulation: as targets of antibodies, never as the clotting factors that are drugs.
    **dict.fromkeys(("factor ixa", "activated factor ix"), "factor IXa"),
    "factor x": "factor X",
    **dict.fromkeys(("tfpi", "tissue factor pathway inhibitor"), "TFPI"),
    # Hormone receptors and what classical cytotoxic drugs act on.
    **dict.fromkeys(("gnrh receptor", "gnrh receptors", "gonadotropin releasing hormone receptor", "gonadotropin releasing hormone receptors", "lhrh receptor"), "GnRH receptor"),
    **dict.fromkeys(("somatostatin receptor", "somatostatin receptors", "sstr2", "somatostatin receptor 2"), "somatostatin receptor"),
    **dict.fromkeys(("estrogen receptor", "estrogen receptors", "oestrogen receptor"), "estrogen receptor"),
    **dict.fromkeys(("microtubules", "microtubule", "tubulin"), "microtubules"),
    **dict.fromkeys(("topoisomerase i", "topoisomerase 1", "dna topoisomerase i"), "topoisomerase I"),
    **dict.fromkeys(("proteasome", "26s proteasome", "20s proteasome"), "proteasome"),
    "dna": "DNA",
}  # fmt: skip

# The wide target -> the narrower ones that it contains. "Targets VEGF" and "targets VEGF-A" do not contradict.
CONTAINS: dict[str, frozenset[str]] = {
    "VEGF": frozenset({"VEGF-A"}),
    "VEGFR": frozenset({"VEGFR-1", "VEGFR-2"}),
    "IL-17": frozenset({"IL-17A"}),
    "integrin alpha-4": frozenset({"alpha-4-beta-7"}),
}


def contains(wide: str, narrow: str) -> bool:
    """Whether the target `wide` is `narrow` or contains it. Both are labels.

    >>> contains("VEGF", "VEGF-A"), contains("VEGF-A", "VEGF"), contains("IL-6R", "IL-6")
    (True, False, False)
    """
    return wide == narrow or narrow in CONTAINS.get(wide, ())
