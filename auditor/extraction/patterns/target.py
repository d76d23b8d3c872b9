"""How English says what molecule a drug acts on, and what it says of a molecule that is no drug's target."""

from __future__ import annotations

from typing import Final

from auditor.extraction.grammar import Phrase

# Between a drug and the target after it; also before a target in a sentence about the drug in hand.
ACTS: Final[tuple[Phrase, ...]] = (
    Phrase(
        "drug-targets", r"\b(?:target|seek|looks? for|zero(?:es|s) in|homes)",
        ("[[Pertuzumab]] targets ((HER2)).", "[[Pertuzumab]] homes in on ((HER2))."),
    ),
    Phrase(
        "drug-binds",
        r"\b(?:bind|bound|binder|attach|latch|links?\b|linking|bridg|connects?\b|stick|cling|locks? on|clamps|grabs|grips|sit(?:s|ting) on|"
        r"engag|bispecific|grasp|hooks?\b|docks?\b|(?:go|goes|going) after|decoy for|holds?\b|aim(?:s|ed) at|goes (?:against|after))",
        ("[[Pertuzumab]] binds ((HER2)).", "Pertuzumab is an antibody. It sits on ((HER2)).", "[[Blinatumomab]] links CD19 to ((CD3))."),
        ("[[Pertuzumab]] is paid where ((HER2)) is found in print.",),
    ),
    Phrase(
        "drug-blocks",
        r"\b(?:block(?!ed,)|blocker|inhibit|antagoni|neutrali[sz]|interfer|suppress|silenc|shuts|switch|disrupt|prevent|degrad|depletes?)",
        ("[[Pertuzumab]] blocks ((HER2)).", "[[Denosumab]] neutralises ((RANKL))."),
    ),
    Phrase(
        "drug-takes-up", r"\b(?:captur|catch|clear(?:s|ed|ing)?\b|mops|soaks|sops|ties up|sequester|traps|finds?\b|recogni[sz]|hits?\b|hitting|attacks)",
        ("[[Denosumab]] mops up ((RANKL)).", "[[Denosumab]] ties up ((RANKL)).", "[[Blinatumomab]] recognizes ((CD19))."),
    ),
    Phrase("drug-activates", r"\b(?:activates|stimulates|stabili[sz]es)", ("[[Glucagon]] activates the ((glucagon receptor)).", "[[Docetaxel]] stabilizes ((microtubules)).")),
    Phrase(
        "drug-is-against",
        r"\b(?:directed|against|anti-?|specific for|antibody (?:to|for)|agonist|acts? (?:on|at)|acting (?:on|at)|works on|modulat|pathway)",
        ("[[Pertuzumab]] is directed against ((HER2)).", "Pertuzumab is new. It is an anti-((HER2)) drug."),
        ("Read [[pertuzumab]] again; ((HER2)) is spelled so.",),
    ),
)  # fmt: skip

# After a target: a kind of drug is named by it.
KIND_OF_DRUG: Final = Phrase(
    "target-kind-of-drug",
    r"(?:\s*\([^()]{0,80}\))?[\s-]*(?:receptor\s+|pathway\s+|protein\s+)?(?:inhibitors?|blockers?|binders?|antibod|antagonists?|"
    r"agonists?|activators?|antibody|monoclonal|agents?|blocking|targeted|targeting|directed|bispecific|(?:group|class|family)\s*:)",
    ("The ((HER2)) antibody [[pertuzumab]] is new.", "[[Denosumab]], a ((RANKL)) inhibitor, is injected.", "((TNF)) group: [[infliximab]]"),
    ("Pertuzumab is new. ((CTLA-4)) inhibitors are not.",),
)  # fmt: skip
# After a target: it is that of the drug in hand.
IS_THE_TARGET: Final = Phrase(
    "is-the-target", r"\s+(?:is|was)\s+(?:the|its)\s+(?:molecular\s+)?target\b", ("Pertuzumab is an antibody. ((HER2)) is its target.",), ("Pertuzumab is an antibody. ((HER2)) is a name.",),
)  # fmt: skip
# After a target: a second drug does as the first does.
AS_DOES: Final = Phrase(
    "as-does-drug", r"\s*(?:,\s*)?(?:just )?as (?:does|do|did)\s+(?:the\s+)?",
    ("Trastuzumab binds ((HER2)), as does [[pertuzumab]].",), ("Trastuzumab binds ((HER2)); so, as codes go, does [[pertuzumab]].",),
)  # fmt: skip
# Between a drug and its target: nothing but a sign.
APPOSED: Final = Phrase(
    "drug-beside-target",
    r"\s{0,3}(?:[(–—:=→⇒-]|[-=]>)\s{0,3}",
    ("[[Pertuzumab]] (((HER2))) is infused.", "[[Pertuzumab]]: ((HER2)).", "[[Pertuzumab]] → ((HER2))."),
    ("[[Pertuzumab]], ((HER2)).",),
)

# Between a drug and its target, after a target of another drug: the verb of the clause before.
NEXT_CLAUSE: Final = Phrase(
    "target-in-next-clause",
    r"(?:['’]s)?,?\s{1,3}(?:is\s+)?(?:both\s+)?(?:the\s+)?",
    ("Pertuzumab binds HER2, [[denosumab]] ((RANKL)).", "Perjeta targets HER2 and [[Prolia]] ((RANKL))."),
    ("Pertuzumab binds HER2, as [[denosumab]] does. ((RANKL)) is another.",),
)
# Between a drug that has a target and the drug of the next clause.
PARTED: Final = Phrase(
    "clause-and-clause",
    r"\s?[,;]?\s?(?:(?:and|but|while|whereas)\s)?(?:the\s)?",
    ("Pertuzumab binds HER2, and [[denosumab]] ((RANKL)).",),
)
# Before a drug, and between it and its target.
TARGET_OF: Final = Phrase(
    "target-of-drug",
    r"\b(?:target|antigen) (?:of|for) (?:the )?$",
    ("The target of [[pertuzumab]] is ((HER2)).",),
    ("The price of [[pertuzumab]] is ((HER2)).",),
)
IS_TARGET: Final = Phrase(
    "is-target", r"(?:\s?\([^()]{1,40}\))?\s+(?:is|was)\s+(?:the\s+)?", ("The target of [[pertuzumab]] is ((HER2)).",), ("The target of [[pertuzumab]] is not ((HER2)).",),
)  # fmt: skip

# Between a drug and its target in an entry of a list: a code and its unit.
IN_ENTRY: Final = Phrase(
    "entry-target",
    r"\)?[\s.…:,|–-]{1,40}[A-Z]\d{4}[\s.…:,|–-]{1,12}[\d.,]{1,8} ?(?:mg|mcg|g|units?|iu|ml)[\s.…:,|–(-]{1,12}(?:anti-)?",
    ("[[Pertuzumab]] .... J9306 ... 1 mg   ((HER2))",),
    ("[[Pertuzumab]] .... J9306 ... 1 mg for ((HER2))",),
)  # fmt: skip

ROWS: Final = (*ACTS, KIND_OF_DRUG, AS_DOES, APPOSED, IN_ENTRY, NEXT_CLAUSE, TARGET_OF, IS_THE_TARGET)

# After a target: it is looked for in the patient.
TESTED_AFTER: Final = Phrase(
    "target-is-tested",
    r"\s*(?:[-–]\s*)?(?:expression|express|over-?express|positiv|negativ|test|status|assay|level|tumou?rs?\b|amplif|mutat|mutant|gene\b|high\b|low\b|"
    r"biomarker|staining|score|combined|tps|cps|alter|rearrang|aberrat|genomic|fusion|translocat|variant|status|\+|exon|wild|"
    r"(?:cell )?counts?\b|deficien|regimens?\b|antibod(?:y|ies) (?:test|tit(?:er|re)|level|positiv|negativ)|synthesis|replication|repair|damage)",
    ("[[Pertuzumab]] is an antibody for ((HER2))-positive disease.",), ("[[Pertuzumab]] targets ((HER2)) receptors.",),
)  # fmt: skip
# Before it: looked for in the patient, or kept apart from what the drug binds.
TESTED_BEFORE: Final = Phrase(
    "test-for-target",
    r"(?:express(?:es|ing|ion of)?|positive for|test(?:ing|s|ed)? for|status of|evidence of|mutat\w{1,12} in|level of|docking with|"
    r"interactions? (?:of|with)(?: both)?|"
    r"interacting with(?: both)?|without|lacking|(?:its|their|the) (?:natural )?(?:ligands?|receptors?),?|from binding(?: to)?|including|such as|failed|"
    r"against which|(?:columns?|fields?|cells?|entr(?:y|ies)|rows?) (?:was|were|said|read|had|showed|held))[\s`\"“]*(?:the\s*)?$",
    ("[[Pertuzumab]] acts on cells positive for ((HER2)).", "[[Avelumab]] blocks its ligand ((PD-L1))."), ("[[Pertuzumab]] acts on ((HER2)).",),
)  # fmt: skip
# Between two targets of a list, the last of which is tested: so is the first. "EGFR, ALK or ROS1 aberrations".
OR_A_TARGET: Final = Phrase(
    "target-or-target",
    r"\s*(?:,|or|and/or|, or|, and/or)\s*$",
    ("[[Cemiplimab]] acts on tumors with ((EGFR)), ALK or ROS1 aberrations.",),
    ("[[Blinatumomab]] binds ((CD19)) and CD3.",),
)
# Before a second target: with what the first interacts.
RIVAL: Final = Phrase(
    "target-of-target", r"\bwith\s+(?:the\s+)?$|\bor with\s+$|\band with\s+$",
    ("[[Nivolumab]] keeps PD-1 from binding with ((PD-L1)).",), ("[[Nivolumab]] binds with ((PD-1)).",),
)  # fmt: skip
# Between two targets: a class named with a slash asserts neither. "PD-1/PD-L1 inhibitor".
SLASH: Final = Phrase(
    "target-slash-target",
    r"\s*/\s*$",
    ("[[Atezolizumab]] is a PD-1/((PD-L1)) inhibitor.",),
    ("[[Atezolizumab]] is a ((PD-L1)) inhibitor.",),
)
# Before a kind of drug: it is another than the drug in hand, one of two, a partner of it, or what was tried first.
OTHER_DRUG: Final[tuple[Phrase, ...]] = (
    Phrase(
        "drug-or-another-kind", r"\b(?:or|and|nor|plus)(?: an?| the| another)?\s*$",
        ("Give [[methotrexate]] or a ((TNF)) blocker.",), ("Give [[golimumab]], a ((TNF)) blocker.",),
    ),
    Phrase(
        "any-of-a-kind", r"\b(?:any|some|every|combine|two|three|several|more than one)(?: other)?\s+(?:anti-?\s?)?$",
        ("Golimumab is new. Any ((TNF)) inhibitor comes first.",), ("Golimumab is new. It is the newest ((TNF)) inhibitor.",),
    ),
    Phrase(
        "kind-beside-drug",
        r"\b(?:with|without|after|before|over|than|versus|vs\.?|on|add(?:s|ed|ing)?|using|failed|receiv(?:es?|ed|ing)|took|tak(?:es?|ing)|tried|prior|previous|"
        r"(?:respon[ds]\w+|intoleran\w+|exposure|refractory|resistan\w+|contraindicat\w+|addition|alternative|switch\w*|failure|trial|use|course|receipt|history) (?:to|of|from))"
        r"(?: (?:an?|the|any|another|other|one|two|or|more|at|least|prior|previous|different|second|preferred)){0,5}\s+(?:anti-?\s?)?$",
        ("[[Granisetron]] is given after an ((NK1 receptor)) antagonist.", "[[Vedolizumab]] was chosen over a ((TNF)) blocker.", "Golimumab is new. It is given after another ((TNF)) inhibitor."),
        ("[[Granisetron]] is, after all, a ((5-HT3 receptor)) antagonist.",),
    ),
    Phrase(
        "kind-that-is-bound", r"\b(?:binds?|reverses?|sequesters?)(?: (?:to|and \w{1,12}|all|the|oral|direct)){0,4}\s+$",
        ("[[Andexanet alfa]] binds ((factor Xa)) inhibitors.",), ("[[Apixaban]] binds and is a ((factor Xa)) inhibitor.",),
    ),
)  # fmt: skip
# Between the last drug before a target and the target: several act on it, of which that drug need not be one.
OF_SEVERAL: Final = Phrase(
    "several-act-on-target", r";\s*(?:both|all|they|each)\b",
    ("Cetuximab may replace [[bevacizumab]]; both act on ((EGFR)).",), ("[[Bevacizumab]] is infused; it acts on ((VEGF)).",),
)  # fmt: skip
# Between a kind of drug and the drug after it, which is then of that kind; anything else may well need the one after the other failed.
NAMES_ITS_DRUG: Final = Phrase(
    "kind-names-its-drug",
    r"\w{0,6}(?:[\s-]+(?:antibody|antibodies|drugs?|conjugates?|agents?|products?|molecules?|fusion|proteins?|class|family|group|biologics?|biosimilars?|medicines?|medications?|cytolytic|monoclonal|"
    r"humani[sz]ed|human|chimeric|bispecific|engagers?|t[- ]cell|inhibitors?|blockers?|receptors?|traps?|antagonists?|agonists?|fragment|injections?|for \w+ use))*(?:\s*\([^()]{1,24}\))?"
    r"(?:\s+|\s*[:(–—-]\s*|,?\s*\(?(?:such as|including|like|e\.g\.,?|i\.e\.,?|namely|for example,?|among them)\s+|,? (?:are |is )?(?:called|named|known as)\s+|\s+(?:(?:in|of|on) (?:this|the|our) \w+ )?(?:is|are|was|were|include|includes)\s+|,?\s+only\s+)"
    r"(?:the |an? |only |[A-Z]\w+®?\s*\()?",
    ("Give the ((TNF)) blocker [[golimumab]].", "The ((CD20)) antibodies are [[rituximab]] and obinutuzumab.", "A ((TNF)) blocker, such as [[infliximab]], is tried first."),
    ("Patients must have failed a ((TNF)) inhibitor before [[vedolizumab]].", "Give a ((TNF)) blocker and [[methotrexate]].", "Patients on a ((TNF)) blocker need [[abatacept]]."),
)  # fmt: skip
# The same with a comma, where the kind opens the sentence or stands in apposition.
OPENS_WITH_KIND: Final = Phrase(
    "kind-opens-sentence", r"(?:^|[,;:–—•]\s*)(?:an? |the |our |its )?(?:new |first |other |fully |human |humanized |chimeric |anti-?)*$",
    ("A ((TNF)) blocker, [[golimumab]] is given monthly.",), ("After a ((TNF)) blocker, [[abatacept]] is given monthly.",),
)  # fmt: skip

SIGNS: Final = (PARTED, IS_TARGET, NAMES_ITS_DRUG, OPENS_WITH_KIND)
VETOES: Final = (TESTED_AFTER, TESTED_BEFORE, OR_A_TARGET, RIVAL, SLASH, *OTHER_DRUG, OF_SEVERAL)

# What may stand between targets that share what is said of them: "binds CD19 and CD3".
COORDINATION: Final = r"[,&]{1,2}t?"
