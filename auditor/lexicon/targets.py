"""Molecular targets: how a text words them, and which target contains another.

Keys are in matching form (lower case, a blank for every hyphen); values are the labels of LABELLING.md. To teach the
auditor a target, add its wordings here; which drug acts on it is for auditor.reference.drug_targets. Only wordings that
mean the molecule belong here: "folate" or "complement" alone does not.
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
    **dict.fromkeys(("vegf b", "vegfb", "vascular endothelial growth factor b"), "VEGF-B"),
    **dict.fromkeys(("vegfr", "vegf receptor", "vascular endothelial growth factor receptor"), "VEGFR"),
    **dict.fromkeys(("vegfr 1", "vegfr1", "vegf receptor 1", "vascular endothelial growth factor receptor 1"), "VEGFR-1"),
    **dict.fromkeys(("vegfr 2", "vegfr2", "vegf receptor 2", "vegf receptor type 2", "vascular endothelial growth factor receptor 2", "kdr"), "VEGFR-2"),
    **dict.fromkeys(("plgf", "placental growth factor", "placenta growth factor"), "PlGF"),
    **dict.fromkeys(("ang 2", "ang2", "angiopoietin 2", "angiopoietin2"), "ANG-2"),
    **dict.fromkeys(("fgfr2b", "fibroblast growth factor receptor 2b", "keratinocyte growth factor receptor", "kgf receptor"), "FGFR2b"),
    **dict.fromkeys(
        ("pdgfr alpha", "pdgfrα", "pdgfr α", "pdgfra", "platelet derived growth factor receptor alpha", "platelet derived growth factor receptor α"), "PDGFR-alpha"),
    **dict.fromkeys(
        ("igf 1r", "igf1r", "igf 1 receptor", "insulin like growth factor 1 receptor", "insulin like growth factor i receptor",
         "type 1 insulin like growth factor receptor"), "IGF-1R"),
    # Markers of blood cells.
    **{spelling: f"CD{n}" for n in (2, 3, 4, 19, 20, 22, 25, 30, 33, 38, 52, 80, 86, 123, 206) for spelling in (f"cd{n}", f"cd {n}")},
    **dict.fromkeys(("cd79b", "cd 79b", "cd79 b"), "CD79b"),
    **dict.fromkeys(("il 2r alpha", "il 2rα", "il 2 receptor alpha", "interleukin 2 receptor alpha", "alpha subunit of the il 2 receptor"), "CD25"),
    **dict.fromkeys(("il 3r alpha", "il 3 receptor", "il 3 receptor alpha", "interleukin 3 receptor", "interleukin 3 receptor alpha"), "CD123"),
    "mannose receptor": "CD206",
    **dict.fromkeys(("bcma", "b cell maturation antigen", "b cell maturation antigens"), "BCMA"),
    "gprc5d": "GPRC5D",
    **dict.fromkeys(("fcrh5", "fc receptor homolog 5", "fc receptor like 5"), "FcRH5"),
    **dict.fromkeys(("slamf7", "cs1", "signaling lymphocytic activation molecule family member 7", "signaling lymphocytic activation molecule f7"), "SLAMF7"),
    **dict.fromkeys(("ccr4", "cc chemokine receptor 4", "cc chemokine receptor type 4", "c c chemokine receptor 4"), "CCR4"),
    **dict.fromkeys(("cxcr4", "cxc chemokine receptor 4", "c x c chemokine receptor 4", "c x c chemokine receptor type 4"), "CXCR4"),
    **dict.fromkeys(("csf 1r", "csf1r", "csf 1 receptor", "colony stimulating factor 1 receptor", "colony stimulating factor 1 receptors"), "CSF-1R"),
    **dict.fromkeys(("p selectin", "cd62p"), "P-selectin"),
    **dict.fromkeys(("g csf receptor", "g csfr", "granulocyte colony stimulating factor receptor"), "G-CSF receptor"),
    **dict.fromkeys(("gm csf receptor", "granulocyte macrophage colony stimulating factor receptor"), "GM-CSF receptor"),
    **dict.fromkeys(("erythropoietin receptor", "epo receptor"), "erythropoietin receptor"),
    **dict.fromkeys(("thrombopoietin receptor", "tpo receptor", "c mpl"), "thrombopoietin receptor"),
    # Tumor antigens.
    **dict.fromkeys(("dll3", "delta like ligand 3"), "DLL3"),
    **dict.fromkeys(("psma", "prostate specific membrane antigen"), "PSMA"),
    **dict.fromkeys(
        ("trop 2", "trop2", "trophoblast cell surface antigen 2", "trophoblast antigen 2", "tumor associated calcium signal transducer 2"), "TROP-2"),
    **dict.fromkeys(("nectin 4", "nectin4"), "Nectin-4"),
    **dict.fromkeys(("folate receptor alpha", "fr alpha", "frα", "fralpha", "folate receptor 1"), "folate receptor alpha"),
    "folate receptor": "folate receptor",
    "tissue factor": "tissue factor",
    **dict.fromkeys(("cldn18.2", "claudin 18.2", "cldn 18.2"), "CLDN18.2"),
    **dict.fromkeys(("gd2", "disialoganglioside gd2", "disialoganglioside"), "GD2"),
    **dict.fromkeys(("gp100", "glycoprotein 100"), "gp100"),
    **dict.fromkeys(("mage a4", "melanoma associated antigen a4"), "MAGE-A4"),
    "prostatic acid phosphatase": "PAP",  # the short form is a smear too, and a pressure
    # Bone.
    **dict.fromkeys(
        ("rankl", "rank l", "rank ligand", "receptor activator of nuclear factor kappa b ligand", "receptor activator of nuclear factor κb ligand",
         "receptor activator of nuclear factor kb ligand", "receptor activator of nuclear factor kappa beta ligand"), "RANKL"),
    "sclerostin": "sclerostin",
    **dict.fromkeys(("fgf23", "fgf 23", "fibroblast growth factor 23"), "FGF23"),
    # Inflammation.
    **dict.fromkeys(
        ("tnf", "tnf alpha", "tnf α", "tnfα", "tnfa", "tumor necrosis factor", "tumor necrosis factor alpha", "tumour necrosis factor",
         "tumor necrosis factor α"), "TNF"),
    **dict.fromkeys(("il 1", "interleukin 1", "interleukin 1 beta", "il 1 beta", "il 1β", "il 1b"), "IL-1"),
    **dict.fromkeys(
        ("il 1r", "il 1 receptor", "il 1r1", "interleukin 1 receptor", "il 1 receptor type 1", "interleukin 1 receptor type 1",
         "interleukin 1 type i receptor", "il 1 type i receptor"), "IL-1R"),
    **dict.fromkeys(("il 2r", "il 2 receptor", "interleukin 2 receptor"), "IL-2R"),
    **dict.fromkeys(("il 4", "interleukin 4"), "IL-4"),
    **dict.fromkeys(("il 4r", "il 4rα", "il 4r alpha", "il 4 receptor", "il 4 receptor alpha", "interleukin 4 receptor", "interleukin 4 receptor alpha"), "IL-4R"),
    **dict.fromkeys(("il 5", "interleukin 5"), "IL-5"),
    **dict.fromkeys(("il 5r", "il 5rα", "il 5r alpha", "il 5 receptor", "il 5 receptor alpha", "interleukin 5 receptor", "interleukin 5 receptor alpha"), "IL-5R"),
    **dict.fromkeys(("il 6", "interleukin 6"), "IL-6"),
    **dict.fromkeys(("il 6r", "il6r", "il 6 receptor", "interleukin 6 receptor", "il 6rα", "interleukin 6 receptors", "il 6 receptors"), "IL-6R"),
    **dict.fromkeys(("il 12", "interleukin 12"), "IL-12"),
    **dict.fromkeys(("il 13", "interleukin 13"), "IL-13"),
    **dict.fromkeys(("il 15r", "il 15 receptor", "interleukin 15 receptor"), "IL-15R"),
    **dict.fromkeys(("il 17", "interleukin 17"), "IL-17"),
    **dict.fromkeys(("il 17a", "interleukin 17a"), "IL-17A"),
    **dict.fromkeys(("il 17f", "interleukin 17f"), "IL-17F"),
    **dict.fromkeys(("il 17ra", "il 17 receptor", "il 17 receptor a", "interleukin 17 receptor", "interleukin 17 receptor a"), "IL-17RA"),
    **dict.fromkeys(("il 23", "interleukin 23", "il 23p19", "il 23 p19"), "IL-23"),
    **dict.fromkeys(("il 31ra", "il 31 receptor", "il 31 receptor a", "il 31 receptor alpha", "interleukin 31 receptor", "interleukin 31 receptor a"), "IL-31RA"),
    **dict.fromkeys(("il 36r", "il 36 receptor", "interleukin 36 receptor"), "IL-36R"),
    **dict.fromkeys(("ifn gamma", "ifn γ", "ifnγ", "ifng"), "IFN-gamma"),  # spelled out it is a drug too
    **dict.fromkeys(("ifnar", "type i interferon receptor", "type 1 interferon receptor", "type i ifn receptor", "interferon alpha receptor"), "IFNAR"),
    **dict.fromkeys(
        ("ifnar1", "type i interferon receptor subunit 1", "subunit 1 of the type i interferon receptor", "interferon alpha receptor 1"), "IFNAR1"),
    **dict.fromkeys(("ige", "immunoglobulin e", "human immunoglobulin e"), "IgE"),
    **dict.fromkeys(("tslp", "thymic stromal lymphopoietin"), "TSLP"),
    **dict.fromkeys(("blys", "baff", "b lymphocyte stimulator", "b lymphocyte stimulator protein", "b cell activating factor"), "BLYS"),
    **dict.fromkeys(("integrin alpha 4", "alpha 4 integrin", "α4 integrin", "integrin α4"), "integrin alpha-4"),
    **dict.fromkeys(
        ("alpha 4 beta 7", "α4β7", "alpha4beta7", "alpha 4 beta 7 integrin", "alpha4beta7 integrin", "α4β7 integrin", "integrin alpha 4 beta 7",
         "integrin α4β7"), "alpha-4-beta-7"),
    # Complement, antibodies' recycling, metabolism, nerves.
    **dict.fromkeys(("c1s", "complement c1s", "complement protein c1s", "complement component 1s", "complement component c1s"), "C1s"),
    **dict.fromkeys(("c3", "complement c3", "complement protein c3", "complement component 3"), "C3"),
    **dict.fromkeys(("c5", "complement c5", "complement protein c5", "complement component 5", "complement component c5"), "C5"),
    **dict.fromkeys(("fcrn", "neonatal fc receptor"), "FcRn"),
    **dict.fromkeys(("cgrp", "calcitonin gene related peptide"), "CGRP"),
    **dict.fromkeys(("cgrp receptor", "calcitonin gene related peptide receptor"), "CGRP receptor"),
    **dict.fromkeys(("pcsk9", "proprotein convertase subtilisin/kexin type 9", "proprotein convertase subtilisin kexin type 9"), "PCSK9"),
    **dict.fromkeys(("angptl3", "angiopoietin like 3", "angiopoietin like protein 3"), "ANGPTL3"),
    **dict.fromkeys(("amyloid beta", "beta amyloid", "aβ", "amyloid β", "β amyloid"), "amyloid beta"),
    **dict.fromkeys(("tau protein", "aggregated tau", "tau neurofibrillary tangle", "neurofibrillary tangle"), "tau"),
    **dict.fromkeys(("snap 25", "snap25", "synaptosomal associated protein 25"), "SNAP-25"),
    **dict.fromkeys(("synaptobrevin", "vesicle associated membrane protein"), "VAMP"),
    # Coagulation: as targets of antibodies, never as the clotting factors that are drugs.
    **dict.fromkeys(("factor ixa", "activated factor ix"), "factor IXa"),
    "factor x": "factor X",
    **dict.fromkeys(("tfpi", "tissue factor pathway inhibitor"), "TFPI"),
    "thrombin": "thrombin",
    **dict.fromkeys(
        ("gpiib/iiia", "gp iib/iiia", "gpiib/iiia receptor", "gp iib/iiia receptor", "glycoprotein iib/iiia", "glycoprotein iib/iiia receptor",
         "glycoprotein gpiib/iiia"), "GPIIb/IIIa"),
    **dict.fromkeys(("p2y12", "p2y12 receptor", "p2y12 platelet receptor"), "P2Y12"),
    **dict.fromkeys(("a1 domain of von willebrand factor", "a1 domain of vwf", "a1 domain of the von willebrand factor", "vwf a1 domain"), "VWF"),
    "plasma kallikrein": "plasma kallikrein",
    **dict.fromkeys(("bradykinin b2 receptor", "b2 bradykinin receptor", "bradykinin type 2 receptor", "bradykinin 2 receptor"), "bradykinin B2 receptor"),
    # What antisense and interfering RNA bind. The bare gene or protein mostly names a disease, a mutation or a test.
    **dict.fromkeys(("transthyretin mrna", "ttr mrna", "transthyretin messenger rna", "transthyretin protein", "ttr protein"), "TTR"),
    **dict.fromkeys(("alas1", "alas1 mrna", "aminolevulinate synthase 1", "aminolevulinic acid synthase 1"), "ALAS1"),
    **dict.fromkeys(("hao1", "hao1 mrna", "hydroxyacid oxidase 1", "glycolate oxidase"), "HAO1"),
    **dict.fromkeys(("sod1 mrna", "superoxide dismutase 1 mrna"), "SOD1"),
    **dict.fromkeys(("smn2 mrna", "smn2 pre mrna", "smn2 transcript", "survival motor neuron 2 pre mrna"), "SMN2"),
    **dict.fromkeys(("dystrophin pre mrna", "dystrophin mrna", "dmd pre mrna"), "dystrophin"),
    **dict.fromkeys(("antithrombin mrna", "serpinc1"), "antithrombin"),
    # Of viruses, bacteria and fungi.
    **dict.fromkeys(
        ("spike protein", "spike protein of sars cov 2", "sars cov 2 spike", "sars cov 2 spike protein", "spike glycoprotein",
         "sars cov 2 spike glycoprotein"), "SARS-CoV-2 spike protein"),
    **dict.fromkeys(("rsv f protein", "f protein of rsv", "f protein of respiratory syncytial virus", "rsv fusion protein"), "RSV F protein"),
    **dict.fromkeys(("c. difficile toxin b", "clostridium difficile toxin b", "clostridioides difficile toxin b", "tcdb"), "C. difficile toxin B"),
    **dict.fromkeys(("anthrax protective antigen", "protective antigen of bacillus anthracis", "bacillus anthracis protective antigen"), "anthrax protective antigen"),
    **dict.fromkeys(("hiv 1 capsid", "hiv capsid", "hiv 1 capsid protein"), "HIV-1 capsid"),
    **dict.fromkeys(("hiv 1 integrase", "hiv integrase", "integrase strand transfer"), "HIV-1 integrase"),
    **dict.fromkeys(("hiv 1 reverse transcriptase", "hiv reverse transcriptase", "reverse transcriptase"), "HIV-1 reverse transcriptase"),
    "gp41": "gp41",
    **dict.fromkeys(("viral dna polymerase", "cmv dna polymerase"), "viral DNA polymerase"),
    **dict.fromkeys(("rna dependent rna polymerase", "viral rna polymerase"), "RNA-dependent RNA polymerase"),
    "neuraminidase": "neuraminidase",
    **dict.fromkeys(("penicillin binding protein", "pbps"), "penicillin-binding proteins"),
    **dict.fromkeys(("30s ribosomal subunit", "30s subunit"), "30S ribosomal subunit"),
    **dict.fromkeys(("50s ribosomal subunit", "50s subunit"), "50S ribosomal subunit"),
    "dna gyrase": "DNA gyrase",
    **dict.fromkeys(("topoisomerase iv", "topoisomerase 4"), "topoisomerase IV"),
    **dict.fromkeys(("glucan synthase", "beta d glucan synthase", "β d glucan synthase"), "glucan synthase"),
    **dict.fromkeys(("lanosterol 14 alpha demethylase", "lanosterol 14α demethylase", "14 alpha demethylase", "14α demethylase"), "lanosterol 14-alpha-demethylase"),
    # Hormone receptors.
    **dict.fromkeys(("gnrh receptor", "gnrh receptors", "gonadotropin releasing hormone receptor", "gonadotropin releasing hormone receptors", "lhrh receptor"), "GnRH receptor"),
    **dict.fromkeys(("somatostatin receptor", "somatostatin receptors", "sstr2", "somatostatin receptor 2"), "somatostatin receptor"),
    **dict.fromkeys(("growth hormone receptor", "gh receptor"), "growth hormone receptor"),
    **dict.fromkeys(("ghrh receptor", "growth hormone releasing hormone receptor", "growth hormone releasing factor receptor", "grf receptor"), "GHRH receptor"),
    **dict.fromkeys(("tsh receptor", "thyroid stimulating hormone receptor", "thyrotropin receptor"), "TSH receptor"),
    **dict.fromkeys(("glp 1 receptor", "glp 1r", "glucagon like peptide 1 receptor"), "GLP-1 receptor"),
    "glucagon receptor": "glucagon receptor",
    "leptin receptor": "leptin receptor",
    "calcitonin receptor": "calcitonin receptor",
    **dict.fromkeys(("calcium sensing receptor", "casr"), "calcium-sensing receptor"),
    **dict.fromkeys(("vitamin d receptor", "vdr"), "vitamin D receptor"),
    "glucocorticoid receptor": "glucocorticoid receptor",
    **dict.fromkeys(("mc1 receptor", "mc1r", "mc1 r", "melanocortin 1 receptor"), "MC1 receptor"),
    **dict.fromkeys(("v1a receptor", "vasopressin v1a receptor", "v1 receptor", "vasopressin v1 receptor"), "vasopressin V1a receptor"),
    **dict.fromkeys(("v2 receptor", "vasopressin v2 receptor"), "vasopressin V2 receptor"),
    "fp receptor": "FP receptor",
    **dict.fromkeys(("estrogen receptor", "estrogen receptors", "oestrogen receptor"), "estrogen receptor"),
    # Receptors, channels and transporters of nerves, heart and lungs.
    **dict.fromkeys(
        ("5 ht3", "5 ht 3", "5 ht3 receptor", "5 ht 3 receptor", "5 hydroxytryptamine 3", "5 hydroxytryptamine 3 receptor", "5 hydroxytryptamine type 3 receptor",
         "serotonin type 3 receptor", "serotonin 5 ht3 receptor", "type 3 serotonin receptor", "serotonin 3 receptor"), "5-HT3 receptor"),
    **dict.fromkeys(("5 ht1a", "5 ht1a receptor", "serotonin 5 ht1a receptor"), "5-HT1A receptor"),
    **dict.fromkeys(("5 ht2a", "5 ht2a receptor", "serotonin 5 ht2a receptor"), "5-HT2A receptor"),
    **dict.fromkeys(("5 ht1b/1d", "5 ht1b/1d receptor", "5 ht 1b/1d receptor"), "5-HT1B/1D receptor"),
    **dict.fromkeys(("nk1", "nk 1", "nk1 receptor", "nk 1 receptor", "neurokinin 1", "neurokinin 1 receptor", "substance p/neurokinin 1 receptor"), "NK1 receptor"),
    **dict.fromkeys(("d2 receptor", "dopamine d2", "dopamine d2 receptor", "dopamine 2 receptor"), "D2 receptor"),
    **dict.fromkeys(("d3 receptor", "dopamine d3", "dopamine d3 receptor", "dopamine 3 receptor"), "D3 receptor"),
    "opioid receptor": "opioid receptor",
    **dict.fromkeys(("mu opioid receptor", "μ opioid receptor", "µ opioid receptor", "mu receptor", "opioid mu receptor"), "mu opioid receptor"),
    **dict.fromkeys(("kappa opioid receptor", "κ opioid receptor", "kappa receptor"), "kappa opioid receptor"),
    **dict.fromkeys(("gaba a receptor", "gabaa receptor"), "GABA-A receptor"),
    **dict.fromkeys(("gaba b receptor", "gabab receptor"), "GABA-B receptor"),
    **dict.fromkeys(("nmda receptor", "n methyl d aspartate receptor"), "NMDA receptor"),
    **dict.fromkeys(("sv2a", "synaptic vesicle protein 2a", "synaptic vesicle glycoprotein 2a"), "SV2A"),
    **dict.fromkeys(("trpv1", "transient receptor potential vanilloid 1"), "TRPV1"),
    **dict.fromkeys(("voltage gated sodium channel", "sodium channel"), "sodium channel"),
    "calcium channel": "calcium channel",
    "l type calcium channel": "L-type calcium channel",
    "n type calcium channel": "N-type calcium channel",
    **dict.fromkeys(("norepinephrine transporter", "noradrenaline transporter"), "norepinephrine transporter"),
    **dict.fromkeys(("alpha adrenergic receptor", "alpha adrenoceptor", "α adrenergic receptor"), "alpha adrenergic receptor"),
    **dict.fromkeys(("beta adrenergic receptor", "beta adrenoceptor", "β adrenergic receptor"), "beta adrenergic receptor"),
    **{f"{spelling} {receptor}": f"{name}-{n} adrenergic receptor"
       for name, letter, n in (("alpha", "α", 1), ("alpha", "α", 2), ("beta", "β", 1), ("beta", "β", 2))
       for spelling in (f"{name} {n}", f"{name}{n}", f"{letter}{n}", f"{letter} {n}")
       for receptor in ("adrenergic receptor", "adrenoceptor", "adrenoreceptor")},
    **dict.fromkeys(("muscarinic receptor", "muscarinic acetylcholine receptor", "muscarinic cholinergic receptor"), "muscarinic receptor"),
    "adenosine receptor": "adenosine receptor",
    **dict.fromkeys(("a2a adenosine receptor", "adenosine a2a receptor", "a2a receptor"), "adenosine A2A receptor"),
    **dict.fromkeys(("h1 receptor", "histamine h1 receptor", "histamine 1 receptor", "histamine 1 (h1) receptor"), "H1 receptor"),
    **dict.fromkeys(("h2 receptor", "histamine h2 receptor", "histamine 2 receptor", "histamine 2 (h2) receptor"), "H2 receptor"),
    # Enzymes and machinery of the cell.
    **dict.fromkeys(("microtubules", "microtubule", "tubulin"), "microtubules"),
    **dict.fromkeys(("topoisomerase i", "topoisomerase 1", "dna topoisomerase i"), "topoisomerase I"),
    **dict.fromkeys(("topoisomerase ii", "topoisomerase 2", "dna topoisomerase ii"), "topoisomerase II"),
    **dict.fromkeys(("proteasome", "26s proteasome", "20s proteasome"), "proteasome"),
    "dna": "DNA",
    **dict.fromkeys(("dna methyltransferase", "dna methyltransferases", "dnmt"), "DNA methyltransferase"),
    **dict.fromkeys(("thymidylate synthase", "thymidylate synthetase"), "thymidylate synthase"),
    **dict.fromkeys(("dihydrofolate reductase", "dhfr"), "DHFR"),
    **dict.fromkeys(("glycinamide ribonucleotide formyltransferase", "garft"), "GARFT"),
    **dict.fromkeys(("histone deacetylase", "hdac"), "HDAC"),
    **dict.fromkeys(("mtor", "mammalian target of rapamycin", "mechanistic target of rapamycin"), "mTOR"),
    **dict.fromkeys(("pi3k", "phosphatidylinositol 3 kinase", "phosphoinositide 3 kinase"), "PI3K"),
    **dict.fromkeys(("cdk4/6", "cdk 4/6", "cdk4 and cdk6", "cyclin dependent kinase 4/6", "cyclin dependent kinases 4 and 6"), "CDK4/6"),
    "telomerase": "telomerase",
    "calcineurin": "calcineurin",
    **dict.fromkeys(("impdh", "inosine monophosphate dehydrogenase"), "IMPDH"),
    **dict.fromkeys(("hif prolyl hydroxylase", "hif ph", "hypoxia inducible factor prolyl hydroxylase"), "HIF prolyl hydroxylase"),
    "adenosine deaminase": "adenosine deaminase",
    "alcohol dehydrogenase": "alcohol dehydrogenase",
    **dict.fromkeys(("acetylcholinesterase", "cholinesterase"), "acetylcholinesterase"),
    **dict.fromkeys(("cyclooxygenase", "cox 1", "cox 2", "cyclooxygenase 1", "cyclooxygenase 2", "cox 1 and cox 2"), "cyclooxygenase"),
    **dict.fromkeys(("pde3", "pde 3", "phosphodiesterase 3", "phosphodiesterase iii"), "PDE3"),
    **dict.fromkeys(("pde4", "pde 4", "phosphodiesterase 4"), "PDE4"),
    **dict.fromkeys(("pde5", "pde 5", "phosphodiesterase 5", "phosphodiesterase type 5"), "PDE5"),
    **dict.fromkeys(("h+/k+ atpase", "(h+, k+) atpase", "(h+,k+) atpase", "hydrogen potassium atpase", "proton pump", "gastric proton pump"), "H+/K+-ATPase"),
    **dict.fromkeys(("na+/k+ atpase", "na+,k+ atpase", "na k atpase", "sodium potassium atpase"), "Na+/K+-ATPase"),
    **dict.fromkeys(("mitochondrial complex i", "mitochondrial complex 1"), "mitochondrial complex I"),
}  # fmt: skip

# The wide target -> the narrower ones that it contains. "Targets VEGF" and "targets VEGF-A" do not contradict.
CONTAINS: dict[str, frozenset[str]] = {
    "VEGF": frozenset({"VEGF-A", "VEGF-B"}),
    "VEGFR": frozenset({"VEGFR-1", "VEGFR-2"}),
    "IL-2R": frozenset({"CD25"}),
    "IL-17": frozenset({"IL-17A", "IL-17F"}),
    "IFNAR": frozenset({"IFNAR1"}),
    "folate receptor": frozenset({"folate receptor alpha"}),
    "integrin alpha-4": frozenset({"alpha-4-beta-7"}),
    "opioid receptor": frozenset({"mu opioid receptor", "kappa opioid receptor"}),
    "alpha adrenergic receptor": frozenset({"alpha-1 adrenergic receptor", "alpha-2 adrenergic receptor"}),
    "beta adrenergic receptor": frozenset({"beta-1 adrenergic receptor", "beta-2 adrenergic receptor"}),
    "adenosine receptor": frozenset({"adenosine A2A receptor"}),
    "calcium channel": frozenset({"L-type calcium channel", "N-type calcium channel"}),
}


def contains(wide: str, narrow: str) -> bool:
    """Whether the target `wide` is `narrow` or contains it. Both are labels.

    >>> contains("VEGF", "VEGF-A"), contains("VEGF-A", "VEGF"), contains("IL-6R", "IL-6")
    (True, False, False)
    """
    return wide == narrow or narrow in CONTAINS.get(wide, ())
