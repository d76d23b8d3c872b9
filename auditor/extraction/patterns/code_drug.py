"""How English ties a code to the drug that it denotes."""

from __future__ import annotations

from typing import Final

from auditor.extraction.grammar import Connector, compiled

CONNECTORS: Final[tuple[Connector, ...]] = (
    Connector(
        "code-bracket-drug", "C", "D", r"k?\([gtkfjaGRQN,]{0,6}", 3,
        ("Claims with [[J9271]] (injection, ((pembrolizumab))) are paid.",),
    ),
    Connector(
        "code-beside-drug", "C", "D", r"""[,:=/"-]{0,2}[gtkRQGFA,"]{0,4}|,t[gwF]{0,2}""", 3,
        ("[[J9042]]  Injection, ((brentuximab vedotin)), 1 mg", "[[J9022]] ((atezolizumab)) is priced quarterly.", "[[J9040]] ((bleomycin sulfate)), 15 units",
         "[[J9357]] = ((valrubicin)), 200 mg"),
    ),
    Connector("code-for", "C", "D", r"(?:w?N,?)?f[tg]{0,3}", 3, ("[[J9312]] for ((rituximab)), as ever.", "Report [[Q5115]] × 70 for ((Truxima))."), ),
    Connector("code-in-brackets-for", "C", "D", r"\)f[tg]{0,3}", 2, ("CMS issued a code ([[J9271]]) for ((pembrolizumab)).",), ("Ask for the code ([[J9271]]) before ((pembrolizumab)).",)),
    Connector("drug-the-code-is", "D", "C", r"[;,]&?cb", 2, ("The company sells ((pembrolizumab)); the code is [[J9271]].",)),
    Connector("code-used-when-drug", "Cc", "D", r"~{0,4}ly[tg]{0,2}", 2, ("[[J9355]] is used when ((trastuzumab)) is given.",)),
    Connector("code-when-it-is-drug", "C", "D", r"y(?:[id]|t?g)b[tg]?", 2, ("[[J9035]] when it is ((Avastin)).", "[[J9035]] if the drug is ((Avastin)).")),
    Connector("code-when-given", "C", "D", r"y[tg]?", 2, ("Report [[J9023]] when ((avelumab)) was given.",), ("Claims with [[J9023]] fail when ((avelumab)) was given.",)),
    Connector(
        "code-when-billing-drug", "C", "D", r"[mbl]{0,3}yw?[lk]f[tg]?", 2,
        ("Use HCPCS code [[J9173]] when you bill for ((durvalumab)).", "[[J9173]] should be used when billing for ((durvalumab))."),
    ),
    Connector("code-added-for-drug", "C", "D", r"[mbp]{1,2}zft?", 2, ("[[J9276]] will be added for ((zanidatamab-hrii)).",)),
    Connector("code-as-drug", "C", "D", r"""a[tg]{0,2}"?""", 2, ("Our list gives [[J9271]] as ((pembrolizumab)).",), ("[[J9271]] as well as ((pembrolizumab)) was discussed.",)),
    Connector("code-label-drug", "C", "D", r"~{0,8}:(?:[tg]{0,3}|g,)", 2, ("[[J9271]] reads: injection, ((pembrolizumab)), 1 mg.", "[[J9271]] is untouched: ((pembrolizumab)), one milligram.",)),
    Connector("latter-drug", "c", "D", ",?", 2, ("J1442 and J2506 are alike. The former is filgrastim, the latter ((pegfilgrastim)).",)),
    Connector("code-whose-drug", "C", "D", '"w', 2, ("J9299's drug is nivolumab, [[J9228]]'s ((ipilimumab)).",)),
    Connector("code-to-drug", "Cc", "D", r"v[tg]{0,3}", 2, ("The assignment of [[J9393]] to ((polatuzumab vedotin)) is recent.",)),
    Connector(
        "code-is-drug", "Cci", "D", r"~{0,4}[bpn]n?[tgGkwlFRauA,]{0,6}", 3,
        ("[[J3111]] is ((romosozumab-aqqg)).", "[[J9217]] is ((depot leuprolide)).", "[[J3490]] was ((nivolumab)) then."),
    ),
    Connector(
        "code-for-drug", "Cc", "D", r"~{0,14}[lLsfGEP]~{0,10}", 2,
        ("[[J9371]] is a standardized billing code designated for the drug ((durvalumab)).", "[[J9228]] belongs to ((ipilimumab)).",
         "[[J9317]] was introduced into the system to ease billing for the use of ((atezolizumab))."),
    ),
    Connector("it-is-code-of-drug", "i", "D", r"[bph]{1,2}t?w{0,2}[ck][fj][tg]{0,2}", 2, ("C9052 is gone. It had been the pass-through code of ((ravulizumab)).",)),
    Connector("code-for-same-drug", "C", "d", r"f", 2, ("Ferumoxytol is old. Dialysis units use [[Q0139]] for the same drug.",)),
    Connector("code-used-for-it", "C", "dI", r"[bp]lf", 2, ("Tezepelumab is new. [[J3590]] was used for that drug.",)),
    Connector(
        "code-is-for-it", "C", "dI", r"[bm]{1,2}~{0,10}[fv]", 2,
        ("Durvalumab is an antibody. [[J9173]] is assigned to this drug.", "Durvalumab is an antibody. [[J9173]] is the code that should be used to bill for it."),
        ("Durvalumab is an antibody. [[J9173]] was billed before it.",),
    ),
    Connector("for-it-use-code", "I", "C", r",A?l[tk]{0,2}", 2, ("Durvalumab is an antibody. To bill for it, use [[J9173]].",)),
    Connector("it-does-not-apply-to-drug", "i", "D", r"onl[vf]t?", 2, ("J9355 is for trastuzumab. It does not apply to ((atezolizumab)).",)),
    Connector("code-apposed-code-of-drug", "C", "D", r",c[fj][tg]{0,3}", 2, ("[[C9086]], the former code of ((Saphnelo)), was terminated.", "[[J0491]], the code of ((Saphnelo)), is new.")),
    Connector("code-label-this-is-drug", "C", "D", r":[ti]b[tg]{0,2}", 3, ("[[J2545]]: this is ((pentamidine)) for the nebulizer.",), ("[[J2545]]: that vial is ((pentamidine)).",)),
    Connector("code-once-drug-code", "C", "D", r",(?:wt|t)[wg]{0,2}Q?", 2, ("[[J0886]], once the ((epoetin alfa)) code, was discontinued.", "[[J9310]], the old 100 mg ((rituximab)) code, was discontinued."), ("[[J9310]], the day before ((rituximab)) was infused, was billed.",)),
    Connector("drug-then-use-code", "D", "C", r"[;:]A?l[tk]{0,2}", 2, ("Monoferric is ((ferric derisomaltose)); use [[J1437]].",), ("For ((ferric derisomaltose)); see [[J1437]].",)),
    Connector("code-for-bracket-drug", "C", "D", r",cf[tg]{1,3}\(", 2, ("[[Q5136]], the code for this biosimilar (((denosumab-bbdz))), is new.",)),
    Connector("it-describes-drug", "i", "D", r"(?:[lL][vf]?)?[tgk]{0,3}", 2, ("[[J9355]] does not describe atezolizumab; it describes ((trastuzumab)).",)),
    Connector("it-also-describes-drug", "i", "D", r"[^CDB;:?]{1,12}&[lL]f?t?", 2, ("Code J2351 comes next. It became effective in April and describes ((Ocrevus Zunovo)).",)),
    Connector("it-is-used-for-drug", "i", "D", r"(?:mnb|bn|[bp]|wv)?[lA]{1,2}~{0,8}|bnf[tgk]{0,2}", 2, ("Code J9360 comes next. It is used for the reporting of ((vinblastine)).", "Code J9267 comes next. It must not be reported for ((Abraxane)).", "Code J9360 comes next. It continues to denote ((vinblastine)).")),
    Connector("code-is-about-drug", "Cc", "D", r"~{0,6}[bpn]~{0,12}", 2, ("[[J9357]] is, as of today, ((durvalumab)).",)),
    Connector("code-is-bracket-drug", "C", "D", r"""~{0,6}b~{0,12}\([tgG:"]{0,3}""", 2, ("[[J9281]] is the gel that is run up to the kidney (brand: ((Jelmyto))).",)),
    Connector("code-verb-drug", "C", "D", r"""w{1,3}[tgkjv"]{0,4}""", 1, ("[[J9044]] houses the ((bortezomib)) lines.",)),
    Connector(
        "drug-bracket-code", "D", "Cc", r"""(?:[gRQFwbfA]{0,6}|"wk{1,3})\((?:Qj)?[kbfN"tgGwl,:]{0,6}""", 3,
        ("((Etanercept)) ([[J1438]]) is self-administered.", "((Xolair))'s HCPCS code ([[J2357]]) is old.", "The patient got 200 mg of ((pembrolizumab)) (200 units of [[J9271]])."),
    ),
    Connector(
        "drug-beside-code", "D", "C", r"""\)?[,:=/"-]{0,2}[RF]?[,:=/"-]{0,2}[kgt,"]{0,5}""", 3,
        ("((Leucovorin)): [[J0640]], per 50 mg.", "((Verteporfin)), [[J3396]], is infused.", "((ipilimumab)) → [[J9228]]"),
    ),
    Connector(
        "drug-package-code", "D", "C", r"[QK][QK,]{0,4}V[,:=-]{0,2}(?:wN,?)?k{0,2}", 2,
        ("((Pembrolizumab)) 100 mg/4 mL vial - [[J9271]]", "((Epogen)) 2,000 units/mL, 1 mL vial, rev 0636, HCPCS [[J0885]]"),
    ),
    Connector(
        "drug-unit-code", "D", "C", r"(?:\([^()]{1,8}\)|nw{0,2}qv?[CD]|[,wgRFfN/&v]){0,12}[ePt]{0,2}Q(?:[fwRg]{0,3}|,?\([^()]{0,8}\))(?:[,:=-]?|,?\()k{0,2}", 2,
        ("Injection, ((atezolizumab)), 10 mg ([[J9022]])", "Injection, ((atezolizumab)), 10 mg - [[J9022]]", "Injection ((romiplostim)), per 10 mcg, [[J2796]]"),
        ("For ((durvalumab)), 10 mg; [[J9022]] is another.",),
    ),
    Connector(
        "drug-dose-code", "D", "C", r"[QK](?:[^CDB.;:?()nqz]{0,10}\(k{0,2}|[:,]A?l[kt]{0,2}|=Qj)", 2,
        ("((Pembrolizumab)) 200 mg IV every 3 weeks ([[J9271]] x 200)", "((Ranibizumab)) 0.5 mg: report [[J2778]] with 5 units.", "((Nivolumab)) 240 mg = 240 units of [[J9299]]."),
        ("((Pembrolizumab)) 200 mg is not given without ([[J9299]])",),
    ),
    Connector("drug-entry-code", "D", "C", r"g\.k{1,2}[b:]?", 2, ("((Leucovorin)) inj. HCPCS [[J0640]], 50 mg.",)),
    Connector("drug-label-code", "D", "C", r"""~{0,10}:A?[kgt"]{0,3}""", 2, ("((Infliximab)), reference product: [[J1745]], 10 mg.",)),
    Connector("drug-arrow-code", "D", "C", r"""(?:~|\.){1,14}=k?""", 2, ("((Bortezomib)), Dr. Reddy's → [[J9046]]",)),
    Connector("drug-asked-code", "D", "C", r"\?[=-]k?", 2, ("Is it ((Herceptin))? → [[J9355]]",), ("Is it ((Herceptin))? Ask before [[J9355]].",)),
    Connector("code-of-drug-too", "C", "D", r"j[tgw]{0,2}", 3, ("J9305 is the base code of pemetrexed; [[J9201]] of ((gemcitabine)).",), ("J9305 is the base code of pemetrexed; [[J9201]], too, of products like ((gemcitabine)).",)),
    Connector("drug-semicolon-code", "D", "C", r";k?", 2, ("Rolvedon is ((eflapegrastim-xnst)); [[J1449]], 0.1 mg.",)),
    Connector("drug-from-maker-code", "D", "C", r"v[twgX]{1,4}[,:]k?", 2, ("((Levoleucovorin)) from another maker, [[J0642]], half a milligram.",)),
    Connector("its-code", "d", "C", r"[,:]?|k{1,2}[,:]", 3, ("((Pembrolizumab)) has its own J-code: [[J9271]].", "Avelumab is new. Its code, [[J9023]], is not.",)),
    Connector("drug-is-code", "Dd", "C", r"""\)?~{0,8}[bn]n?[kt,"wA]{0,4}""", 3, ("((Emicizumab)) is [[J7170]].",)),
    Connector("it-is-code", "I", "C", r"A?[bh]p?A?|ht?kjd[,:(]?|[wtkglvf]{0,4}[saP]k{0,2}|~{0,10}[saP]t?k{0,3}", 2, ("Bortezomib is old. It is [[J9041]].", "Bortezomib is old. Hospitals reported it with the temporary code [[C9041]].")),
    Connector("code-is-its-code", "C", "d", r"bn?", 3, ("Valrubicin is instilled. [[J9357]] is its code.",)),
    Connector("code-apposed-its-code", "C", "d", r",w?", 2, ("Valrubicin is instilled. [[J9357]], its code, is new.",)),
    Connector("code-belongs-to-it", "C", "dI", r"(?:[wtA]{0,2}|on)[lbE]v?", 2, ("Bortezomib is old. [[J9041]] belongs to it.",)),
    Connector(
        "drug-under-code", "Dd", "Cc", r"\)?~{0,14}[lsLfGPaE]~{0,8}", 2,
        ("((Durvalumab)), billed under [[J9371]], is costly.", "For ((durvalumab)), report [[J9173]].", "The reference product (((Remicade))) is billed under [[J1745]].", "Report ((avelumab)) with [[J9023]]."),
    ),
    Connector("drug-has-code", "Dd", "C", r"\)?~{0,5}[bpho]~{0,8}|(?:,?r)?ht?kjd[,:(]?", 2, ("((Rituximab)), which has a code of its own ([[J9312]]), is old.", "((Neulasta)) has been [[J2506]] since 2022.",)),
    Connector("drug-gets-code", "D", "C", r"m[wl]t?w?k{0,2}", 1, ("((Thiotepa)) will get [[J9342]] in January.",)),
    Connector("drug-from-maker-gets-code", "D", "C", r"v[twgX]{1,4}[wh]k{0,2}", 1, ("((Gemcitabine)) from another maker receives [[J9184]].",), ("((Gemcitabine)) from another maker than that of [[J9184]].",)),
    Connector("drug-that-shows-code", "D", "C", r"tw[k]?", 1, ("Eleven claims for ((Imfinzi)) that showed [[J9173]] came in.",)),
    Connector("drug-whose-code", "D", "C", '"w(?:k{1,3}[,:]?)?', 2, ("Keytruda's code is J9271, ((Opdivo))'s [[J9299]].", "((Aduhelm))'s code, [[J0172]], was discontinued.")),
    Connector("drug-to-code", "D", "C", r"vk?", 1, ("Ipilimumab belongs to J9228 and ((avelumab)) to [[J9023]].",)),
    Connector("drug-verb-code", "D", "C", r""",?w{1,3}[tkjv"]{0,4}""", 1, ("((Pralatrexate)) inhabits [[J9307]].",)),
)  # fmt: skip

ROWS: Final = CONNECTORS
COMPILED: Final = compiled(CONNECTORS)

# "J9022 (atezolizumab, 10 mg) and J9023": what may stand between codes, or drugs, that share what is said of them.
COORDINATION: Final = r"""k?[,&/]{1,3}(?:k?|ft?)"?"""
CODE_COORDINATION: Final = (
    r"""(?:[feso]?t?Q[vjfu]{0,3}|\([^()CDB]{1,6}\)|\([^()CD]{0,8}Q[^()CD]{0,6}\))?k?[,&/]{1,3}[kts]{0,2}"?"""
)
