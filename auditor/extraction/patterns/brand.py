"""How English ties a brand to the drug that it names, in either order."""

from __future__ import annotations

from typing import Final

from auditor.extraction.grammar import Connector, Frame, Phrase, compiled

# Brand and drug are one thing said twice: what the sentence ties to one of them it ties to both.
ONE_ITEM: Final[tuple[Connector, ...]] = (
    Connector(
        "brand-in-brackets", "BD", "BD", r"""[,gtGR]{0,4}\([tgGawj"l,&A]{0,6}""", 3,
        ("((Perjeta)) ([[pertuzumab]]) is infused.", "((Perjeta)) IV ([[pertuzumab]]) is infused.", "[[Pertuzumab]] (brand ((Perjeta))) is infused."),
        ("[[Pertuzumab]] (an older cousin is ((Herceptin))) is infused.",),
    ),
    Connector(
        "brand-introduced", "BD", "BD", r",?G", 3,
        ("((Perjeta)) contains [[pertuzumab]].", "[[Pertuzumab]], marketed ((Perjeta)), is infused."),
        ("((Perjeta)) usually replaces [[pertuzumab]].",),
    ),
    Connector("brand-as", "BD", "BD", r"a", 3, ("Order [[pertuzumab]] as ((Perjeta)).",)),
    Connector(
        "brand-set-off", "BD", "BD", r",?[tg]{0,2}g,?", 3,
        ("[[Pertuzumab]] injection, ((Perjeta)), is infused.", "((Perjeta)), the antibody [[pertuzumab]], is infused."),
    ),
    Connector("brand-of-drug", "BD", "BD", r"G?[jt]{1,2}", 3, ("The ((Perjeta)) brand of [[pertuzumab]] is infused.",)),
    Connector(
        "brand-after-amount", "BD", "BD", r"""[,Q]{1,3}[tgGw"]{0,5}G[a"]{0,2}""", 3,
        ("Injection, [[pertuzumab]], 10 mg, brand name ((Perjeta)).",), ("Injection, [[pertuzumab]], 10 mg, with ((Herceptin)).",),
    ),
    Connector("brand-with-ingredient", "BD", "BD", r",t?g{1,2}[jv]t?", 3, ("[[Pertuzumab]], the active ingredient of ((Perjeta)), is infused.",), ("[[Pertuzumab]], a partner of ((Herceptin)), is infused.",)),
    Connector("brand-of-product", "BD", "BD", r"[gG]{1,2}", 3, ("[[Pertuzumab]] injection brand ((Perjeta)) is infused.",)),
    Connector("brand-apposed", "BD", "BD", r",t[wgG]{0,3}", 3, ("((Perjeta)), the newer [[pertuzumab]], is infused.",)),
)  # fmt: skip

# Too weak to say what a brand names, unless the lexicon knows it so already.
ONE_ITEM_IF_KNOWN: Final[tuple[Connector, ...]] = (
    Connector(
        "known-brand-beside", "BD", "BD", r"[,/:=-]?[wgARF]{0,2}[,-]?", 1,
        ("[[Pertuzumab]]/((Perjeta)) is infused.", "[[Pertuzumab]]: ((Perjeta))."), ("[[Pertuzumab]]/((Herceptin)) is infused.",),
    ),
    Connector(
        "known-brand-in-form", "D", "B", r"vt?wj|,r[tw]{1,5}a|,jr|,rbr", 1,
        ("[[Pertuzumab]], of which ((Perjeta)) is the brand, is J9306.", "[[Pertuzumab]], which is what ((Perjeta)) is, is J9306.", "[[Pertuzumab]] in the form of ((Perjeta)) is J9306.", "[[Pertuzumab]], which the company markets as ((Perjeta)), is J9306."), ("[[Pertuzumab]] in the form of ((Herceptin)) is an error.",),
    ),
    Connector(
        "known-brand-for", "BD", "BD", r"(?:,Q)?\)?b?ft?g?", 1,
        ("((Perjeta)) is for [[pertuzumab]].",), ("((Herceptin)) for [[pertuzumab]] is an error.",),
    ),
    Connector(
        "known-brand-explained", "B", "D", r"bt[wg]{1,3}\(", 1,
        ("((Perjeta)) is a single product ([[pertuzumab]] in one vial).",), ("((Herceptin)) is a single product ([[pertuzumab]] in one vial).",),
    ),
    Connector("known-brand-marked", "B", "D", r"[wF]{1,2}\([tgG]{0,2}", 1, ("((Perjeta)) new ([[pertuzumab]]) is infused.",), ("((Herceptin)) unlike ([[pertuzumab]]) is infused.",)),
    Connector(
        "known-brand-presentation", "B", "D", r",?b?t[QKR]?[wRF]{1,3}j[tg]{0,2}", 1,
        ("((Perjeta)) is the newer presentation of [[pertuzumab]].", "((Perjeta)), the 420 mg presentation of [[pertuzumab]], is infused."), ("((Herceptin)) is the older presentation of [[pertuzumab]].",),
    ),
    Connector(
        "known-brand-of-form", "D", "B", r"vt[RwgF]{1,4},", 1,
        ("[[Pertuzumab]] in its intravenous form, ((Perjeta)), is infused.",), ("[[Pertuzumab]] in its intravenous form, ((Herceptin)), is infused.",),
    ),
    Connector("known-brand-in", "D", "B", r"vt?", 1, ("J9306 is [[pertuzumab]] in the ((Perjeta)) vial.",), ("J9306 is [[pertuzumab]] in the ((Herceptin)) vial.",)),
    Connector(
        "known-brand-and", "BD", "BD", r"(?:,Q)?\)?,?&[wAp]{0,2}t?g?", 1,
        ("We stock [[pertuzumab]] and also ((Perjeta)).",), ("We stock [[pertuzumab]] and also ((Herceptin)).",),
    ),
)  # fmt: skip

# The same with the code between them, and perhaps its unit: not one item, but one entry.
ENTRY_IF_KNOWN: Final[tuple[Connector, ...]] = (
    Connector(
        "known-brand-kept-for", "D", "B", r"&?[bp][wl]ft?g?", 1,
        ("J9306 is [[pertuzumab]] and is kept for ((Perjeta)).",), ("J9306 is [[pertuzumab]] and is kept for ((Herceptin)).",),
    ),
    Connector(
        "known-brand-after-clause", "D", "B", r"""[^CDB;?:]{1,26}[&,]b?[Gw]a|"?,wa""", 1,
        ("[[Pertuzumab]] is the antibody that binds HER2 and is marketed as ((Perjeta)).", "[[Pertuzumab]], distributed as ((Perjeta)), binds HER2."), ("[[Pertuzumab]] binds HER2 and is as old as ((Herceptin)).",),
    ),
    Connector(
        "known-brand-better-known", "D", "B", r",[^;:.CDB?]{1,16},bw{0,2}[Gw]a", 1,
        ("[[Pertuzumab]], which binds HER2, is better known as ((Perjeta)).",), ("[[Pertuzumab]], which binds HER2, is as old as ((Herceptin)).",),
    ),
    Connector(
        "known-brand-of-entry", "BD", "BD", r"""[,:=/"(-]{0,2}C(?:b|[,:=/")(w-]{0,5}|[,:=/")(-]{0,3}e?Q[,/"(-]{0,3})(?:;?[gG]{1,2})?""", 1,
        ("[[Pertuzumab]] J9306 1 mg, ((Perjeta))", "((Perjeta)), J9306: [[pertuzumab]].", "((Perjeta)): J9306 is [[pertuzumab]], 1 mg."), ("[[Pertuzumab]] J9306 1 mg, ((Herceptin))",),
    ),
)  # fmt: skip
# After the drug's code: "Lanreotide is J1930, 1 mg, deep under the skin, sold as Somatuline Depot".
AFTER_CLAUSE: Final[tuple[Connector, ...]] = (
    Connector("brands-are-both", "B", "D", r",tj[tw]", 3, ("Prolia and ((Xgeva)), both of them [[denosumab]].",)),
    Connector("trade-name-after-clause", "D", "B", r"[^CDB?]{1,20};tG{1,2}b", 2, ("J9306 is [[pertuzumab]], of which one unit is 1 mg; the trade name is ((Perjeta)).",)),
    Connector(
        "brand-after-clause", "D", "B", r"""[^CDB;?]{0,8}C[^CDB?]{0,16}[,;&]{1,2}(?:rb|[wEhblo]{0,2}t?[wg]?)?A?G{1,2}[,b]?[agtw"]{0,4}""", 2,
        ("[[Pertuzumab]] is J9306, 1 mg, into a vein, sold as ((Perjeta)).", "[[Pertuzumab]] is reported with J9306 and bears the trade name ((Perjeta)).", "[[Pertuzumab]] is J9306, 1 mg, and the brand is ((Perjeta))."), ("[[Pertuzumab]] is J9306, 1 mg, and competes with ((Herceptin)).",),
    ),
)  # fmt: skip

# The other way round: "Mvasi is Q5118, and its generic name is bevacizumab-awwb".
GENERIC_AFTER_CLAUSE: Final = Connector(
    "generic-after-clause", "B", "D", r"[^CDB;?]{0,4}C[^CDB;?]{0,8}[,;&]{1,2}t?[gG]{1,2}b", 2,
    ("((Perjeta)) is J9306, and its generic name is [[pertuzumab]].",), ("((Herceptin)) is J9355, and its neighbour is [[pertuzumab]].",),
)  # fmt: skip

# A clause says which brand the drug has; the brackets in it are left out.
CLAUSE: Final[tuple[Connector, ...]] = (
    Connector(
        "brand-named", "BD", "BD", r"""[wtkgdlfjasveuhmobprRFA,"GP-]{0,10}(?:Gn?[wtkglfjasveugG,"&P-]{0,8}|[bE]n?(?:[wtkglfasveugG,"&P-]{0,8}(?<!s)|[wtkglfasveu,"&P-]{0,6}[gG][wtkglfjasveugG,"&P-]{0,6})):?""", 2,
        ("[[Pertuzumab]] (an antibody) is sold as ((Perjeta)).", "((Perjeta)) is the trade name of [[pertuzumab]]."),
        ("[[Pertuzumab]] is sold; ((Herceptin)) is not.", "((Herceptin)) is the older neighbour of [[pertuzumab]].", "((Herceptin)) is often given with [[pertuzumab]].", "For [[pertuzumab]] that is not ((Herceptin)) there is a code."),
    ),
)  # fmt: skip

# Not even words: the lexicon knows the brand as just this drug, and nothing between them sets them apart.
NEAR: Final[tuple[Connector, ...]] = (
    Connector(
        "known-brand-near", "BD", "BD", r"""(?:(?!,&)[^;:?nqxyzDB]){1,40}""", 1,
        ("((Perjeta)) is J9306, [[pertuzumab]], and binds HER2.",), ("((Herceptin)) is J9306, [[pertuzumab]], and binds HER2.",),
    ),
)  # fmt: skip

# What is said of one brand is said of those coordinated with it.
COORDINATED: Final[tuple[Connector, ...]] = (
    Connector("brands-coordinated", "B", "B", r"[KQ]?[,&/]{1,3}[ta]?", 2, ("((Prolia)) and Xgeva both contain [[denosumab]].",)),
)  # fmt: skip

# Before a brand that no drug stands beside: in brackets after its code, of a drug that the sentence named and the lexicon knows for it.
AFTER_CODE: Final = Frame(
    "brand-after-code", r"\([tgG]{0,2}$",
    ("[[Bendamustine]] has two codes: J9034 (brand ((Bendeka))) and J9033.",),
    ("[[Bendamustine]] has two codes: J9034 (brand ((Herceptin))) and J9033.",),
)  # fmt: skip

# After a brand: the suffix of its nonproprietary name, which it leaves out.
BY_SUFFIX: Final = Phrase(
    "brand-with-suffix", r"\s{0,2}[,(]\s{0,2}-[a-z]{4}\b",
    ("Q5107 (((Mvasi)), -awwb) is in stock.",), ("Q5107 (((Mvasi)), -bvzr) is in stock.",),
)  # fmt: skip

# Before and after a brand in a sentence that names no drug: it is that of the drug in hand. The first two
# only if the lexicon knows it so; of the second nothing more is asked than that the list item above names the drug.
KNOWN_OF_IT: Final = Frame(
    "known-brand-of-it",
    r"(?:\(|[wl]ia|^(?:tg{1,2}|d),|^[ic][lb]t?g{1,3},)$",
    (
        "Pertuzumab is an antibody. J9306 (((Perjeta)) in our list) is its code.",
        "Pertuzumab is an antibody. Nurses know it as ((Perjeta)).",
        "Pertuzumab is an antibody. That product, ((Perjeta)), has J9306.",
        "Pertuzumab is an antibody. The reference product, ((Perjeta)), has J9306.",
    ),
    ("Pertuzumab is an antibody. Nurses know it as ((Herceptin)).",),
)
KNOWN_OF_ITEM: Final = Frame(
    "known-brand-below-drug", r"",
    ("- Pertuzumab\n  - ((Perjeta)): a vial of 420 mg", "## J9306: pertuzumab\n\n((Perjeta)), per 1 mg.", "## J9306: pertuzumab\n\nKnown to all as ((Perjeta))."),
    ("## J9306: pertuzumab\n\n((Herceptin)), per 1 mg.",),
)  # fmt: skip
SOLD_AS: Final = Frame(
    "it-is-sold-as-brand", r"(?:[dit][^;.]{0,12}G[^;.]{0,10}(?<!ta)|d[bp]g|^t?G{1,2}[:=-])$",
    ("Pertuzumab is an antibody. It is sold as ((Perjeta)).", "Pertuzumab is an antibody. The product is called ((Perjeta)).", "Pertuzumab is an antibody. Brand: ((Perjeta))."), ("Pertuzumab is an antibody. The numbers in names such as ((Kenalog-10)) mislead.", "Pertuzumab is an antibody. It goes with ((Herceptin)).",),
)  # fmt: skip
IS_ITS_NAME: Final = Frame(
    "brand-is-its-name",
    r"^[&B,]{0,4}b[tgw]{0,3}G",
    (
        "Pertuzumab is an antibody. ((Perjeta)) is its trade name.",
        "Pertuzumab is an antibody. ((Perjeta)) is the reference brand.",
    ),
)

# Before a drug in a sentence that names no brand: "Zymfentra is another matter. It contains infliximab-dyyb."
IT_CONTAINS: Final = Frame(
    "brand-contains-drug", r"^&?i(?:G|bt?)?[tg]{0,2}$|^d[bp]g$",
    ("Perjeta is another matter. It contains [[pertuzumab]].", "Perjeta: J9306. That is [[pertuzumab]].", "Perjeta is another matter. The drug is called [[pertuzumab]], and J9306 is its code."), ("Herceptin is another matter. It is [[pertuzumab]].",),
)  # fmt: skip

MIXTURE: Final = Phrase(
    "mixture-beside-brand", r"\s*(?:mixture|combination|version with|and hyaluronidase)",
    ("The [[rituximab]] mixture ((Rituxan Hycela)) is injected.",), ("The [[rituximab]] product ((Rituxan)) is infused.",),
)  # fmt: skip

ROWS: Final = (
    *ENTRY_IF_KNOWN,
    *AFTER_CLAUSE,
    GENERIC_AFTER_CLAUSE,
    *ONE_ITEM,
    *ONE_ITEM_IF_KNOWN,
    *CLAUSE,
    *NEAR,
    *COORDINATED,
    AFTER_CODE,
    BY_SUFFIX,
    KNOWN_OF_IT,
    KNOWN_OF_ITEM,
    SOLD_AS,
    IS_ITS_NAME,
    IT_CONTAINS,
)
VETOES: Final = (MIXTURE,)

COMPILED_ONE_ITEM: Final = compiled(ONE_ITEM)
COMPILED_IF_KNOWN: Final = compiled(ONE_ITEM_IF_KNOWN)
COMPILED_CLAUSE: Final = compiled(CLAUSE)
COMPILED_ENTRY: Final = compiled(ENTRY_IF_KNOWN)
COMPILED_AFTER_CLAUSE: Final = compiled((*AFTER_CLAUSE, GENERIC_AFTER_CLAUSE))
COMPILED_NEAR: Final = compiled(NEAR)
COMPILED_COORDINATED: Final = compiled(COORDINATED)
