"""How English says what one billing unit of a code is: frames around an amount, each with an example that runs."""

from __future__ import annotations

from typing import Final

from auditor.extraction.grammar import Frame

# What stands before the amount, back to it. The first that fits names the pattern.
BEFORE: Final[tuple[Frame, ...]] = (
    Frame(
        "unit-is-amount", r"""(?<!Qe)u[AwtkgGluLfjasvPEebpohmNn,:"(=RC)Dcdir-]{0,14}(?<!Nb)$""",
        ("One billing unit of [[J9022]] is ((10 mg)).", "Increments of ((2.5 mg)) are what [[J9317]] is billed in."),
        ("A line of [[J9022]] with quantity 40 is ((400 mg)).", "Tecentriq ([[J9022]], 10 mg per unit) is rounded at ((5 mg))."),
    ),
    Frame("code-is-amount", r"(?:[Cc](?:\([^()]{1,8}\))?|Ci?&[tw]{1,2})(?:,r?)?A?[bp](?:f|wv)?$|C&CA?[bp]t$", ("[[J9022]] is ((10 mg)).", "Atezolizumab (Tecentriq), [[J9022]], is ((10 mg)) in any case.", "The code changed to [[J9022]], which is ((10 mg)).", "[[J9022]] and J9035 are both ((10 mg)).", "[[J9022]] is for ((10 mg)) of atezolizumab."), ("[[J9022]] is for ((1,200 mg)) doses.",)),
    Frame("code-defined-as-amount", r"[Cci](?:\([^()]{1,8}\))?b[lLwE]a$", ("[[J9022]] is defined as ((10 mg)).",), ("[[J9022]] is given as ((10 mg)).",)),
    Frame("descriptor-amount", r"""^["(,]{0,2}C[:=,-]?(?:[^bphmoyz?;Qe]*[,)](?:wv)?|[^bphmoyz?;Qe]*,K\()$""", ("[[J9022]]: atezolizumab, ((10 mg))", "[[J2186]] Injection, meropenem and vaborbactam, 10mg/10mg (((20mg)))")),
    Frame("code-bracket-amount", r"C\([wgRF]{1,2},$", ("Mitomycin is [[J9280]] (injection, ((5 mg))).",), ("Mitomycin is [[J9280]] (one vial, ((5 mg))).",)),
    Frame(
        "code-is-drug-amount", r"[Cc]b[tgwA]{0,3}D[^CDBQK;:.?()zqnVx]{1,8},P?$", ("[[J9282]] is mitomycin in a newer mixture, ((1 mg)).", "[[J9035]] is bevacizumab, the reference product, at ((10 mg))."),
        ("[[J9282]] is mitomycin from a vial, ((1 mg)).",),
    ),
    Frame("it-is-amount", r"(?:^(?:ft?C(?:\([^()]{1,6}\))?,?)?|C[,;]?&?)ib$", ("For [[J9305]] (pemetrexed) it is ((10 mg)).",)),
    Frame("code-of-amount", r"kj$", ("[[J9225]] is a code of ((50 mg)).",), ("The number of ((50 mg)) vials is told with [[J9225]].",)),
    Frame("all-are-amount", r"(?:^|;)[te]be?$", ("J9022 is new. J9035 is old. Both are ((10 mg)).", "J9022 is new. J9035 is old. Each is per ((10 mg))."), ("J9022 is new. J9035 is old. Both are ((10 mg)) vials.",)),
    Frame("per-amount", r"e$", ("[[J9022]] is billed per ((10 mg)).",)),
    Frame(
        "code-defines-amount", r"""[Cci]["]?[whbpomntkgGa,]{0,8}[lLG][wtgkGvjasRr]{0,10}$""",
        ("[[J9022]] describes ((10 mg)) of atezolizumab.",),
    ),
    Frame("code-counts-amount", r"[Cci][wtkgbpohmA,]{0,6}[lLE][sP]?t?$", ("[[J9308]] counts ((5 mg)).",)),
    Frame("counted-by-amount", r"(?:E|(?<!t)l)i?(?:[tFwg]{1,4}(?=P))?[sPav]?[tw]{0,2}$", ("Ramucirumab is [[J9308]] and is counted by ((5 mg)).",), ("Forty units of [[J9308]] are too many where the label stops at ((8 mg)).",)),
    Frame("all-by-amount", r",[te]Pt?$", ("J9173 and [[J9022]], both by ((10 mg)), are infused.",), ("[[J9022]], followed by ((10 mg)), is infused.",)),
    Frame("all-at-amount", r"^[At]{1,2}[wtjk]{0,4}[wElv]{1,3}P$", ("J9022 is new. J9035 is old. Both tick over at ((10 mg)).",), ("J9022 is new. The drug is kept at ((10 mg)).",)),
    Frame("all-colon-amount", r"^[At]{1,2}[twjk]{0,2}[:=-]$", ("J9022 is new. J9035 is old. Both: ((10 mg)).",), ("[[J9022]] is new. The dose: ((10 mg)).",)),
    Frame("units-of-amount", r"(?<=[a-z])Qj$", ("[[J9022]] calls for 12 units of ((10 mg)).",), ("[[J9022]] calls for 12 vials of ((10 mg)).",)),
    Frame("also-amount", r",A$", ("J9173 is durvalumab, 10 mg. [[J9022]], also ((10 mg)), is atezolizumab.",)),
    Frame(
        "beside-code", r"""[CDBFR)](?:[wPsgtkvA,n&N]{0,6}[,:;=("/-]|[,:;=("/-]{0,3}|[wv]{0,3}P)[wtaNA]{0,2}[vPfe]?t?$""",
        ("Durvalumab is [[J9173]], ((10 mg)).", "Cisplatin [[J9060]]/((10 mg)) is on the shelf."),
    ),
)  # fmt: skip

# What stands after it.
AFTER: Final[tuple[Frame, ...]] = (
    Frame("amount-per-unit", r"^(?:j[tgD]{0,4})?[,]?(?:e|t|vt|f?e|et|jt|svt|/)[wkl]{0,2}u(?!bQ)",
          ("[[J9022]] has ((10 mg)) per unit.", "[[J9022]] counts ((10 mg))/unit."), ("[[J9022]] is drawn up from ((10 mg))/unit dose cups.",)),
    Frame("amount-unit", r"^k?[uk](?!:)", ("[[J9022]] has a ((10 mg)) unit.",), ("Code: [[J9022]]. Example: ((105 mg)). Units: 210",)),
    Frame("amount-is-unit", r"^(?:j[tg]{0,2}[Dd])?(?:b(?:[wq]v)?(?:t[wk]{0,2}u|u(?=[jf]))|[bw=]u(?=[,.]?$|[,;x]))(?!V)", ("[[J9022]]: ((10 mg)) = 1 unit.", "For [[J9022]], ((10 mg)) is the increment.", "((10 mg)) of atezolizumab is one unit of [[J9022]].", "((10 mg)) is one unit for [[J9022]].", "((10 mg)) of atezolizumab is equal to one billing unit of [[J9022]]."), ("J9022 is new, and ((10 mg)) is the dose.",)),
    Frame("amount-as-unit", r"^[ab][twk]{1,3}u(?!V)", ("[[J9022]] has ((10 mg)) as its unit.", "[[J9022]] comes with ((10 mg)) as the billing unit.")),
)  # fmt: skip
OF_DRUG: Final = Frame(
    "amount-of-drug", r"^j[tgwTGadR()-]{0,14}D", ("[[J9022]] describes ((10 mg)) of atezolizumab.",)
)  # only together with what stands before it

# Only behind what a descriptor opens with and its drug.
DESCRIBED: Final = Frame(
    "descriptor-then-code",
    r"^(?:[fwRg]{0,3}|,?\([^()]{0,8}\))(?:[,:=-]?|,?\()k{0,2}C",
    ("Injection, atezolizumab, ((10 mg)) ([[J9022]])",),
    ("Infused was atezolizumab, ((1,200 mg)) ([[J9022]]).",),
)

# Only where no other says more, and the word that sums up all is one of theirs.
FOR_ALL: Final = Frame(
    "amount-for-all",
    r"^ft(?:w|N|[,.;]|$)",
    ("J9022 is new. J9035 is old. ((10 mg)) for both.",),
    ("J9022 is new. J9035 is old. ((10 mg)) for the dose.",),
)

ROWS: Final = (*BEFORE, *AFTER, FOR_ALL, DESCRIBED)

# The frames in which an amount only stands beside a code, or in what describes it.
NEAR_CODE: Final = frozenset({"beside-code", "descriptor-amount"})
# The frames in which even "1 vial" or "100 units" is a billing unit.
COUNTS: Final = frozenset(
    {"per-amount", "all-by-amount", "beside-code", "descriptor-amount", "descriptor-then-code", "code-is-amount"}
)
