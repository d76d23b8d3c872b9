"""By which words a modifier's meaning is recognised: each row's name is the meaning, the more specific one first."""

from __future__ import annotations

from typing import Final

from auditor.extraction.grammar import Phrase

MEANINGS: Final[tuple[Phrase, ...]] = (
    Phrase(
        "no-discarded-drug",
        r"(?:\b(?:no\b|none\b|nothing\b(?! to do)|zero\b|without\b|not (?:a drop|any)\b|absence of\b|lack of\b|never\b|0\b|"
        r"(?:(?:did|was|were|is|are|has|had|have|been) (?:not|n't)|not)\b(?! (?:administered|given|used|needed|infused|injected)\b))|"
        r"n't\b(?! (?:administered|given|used|needed|infused|injected)\b))[^.;:,]{0,60}?"
        r"(?:discard|wast(?:e|age|ing)\b|wasted|thrown|threw|poured|unused|left over|leftover|lost|trash|remain|spill|dispos)"
        r"|(?:discard|wast|threw|throw)\w{0,12}[^.;:]{0,12}\b(?:nothing|none|zero)\b|zero[- ]waste"
        r"|\b(?:no[- ](?:waste|wastage|discard)|(?:nothing|none|not a drop|no drug) (?:is |was )?left\b)|fully (?:used|administered)|full (?:amount|content|dose)[^.;]{0,40}(?:administered|used|given)|"
        r"entire(?:ty)?[^.;]{0,40}(?:administered|used)|whole (?:vial|container)[^.;]{0,30}used|its absence",
        ("[[JZ]] says that nothing was discarded.", "[[JZ]] is for fully used vials."), ("[[JZ]] says that something was discarded.",),
    ),
    Phrase(
        "discarded-drug",
        r"discard|\bwast(?:e|ed|age|ing)\b|thrown (?:away|out)|throw\w{0,12} [\w ]{0,12}away|threw [\w ]{0,12}away|unused|\btrash|\bleftover|left over|"
        r"poured (?:away|out)|remaining (?:drug|amount|portion|product)|the remainder|drug waste|not administered|went (?:in|into) the (?:trash|waste|bin)|disposed",
        ("[[JW]] marks what was thrown away.", "[[JW]] is for wastage."), ("[[JW]] marks what was given away.",),
    ),
    Phrase("340b-drug", r"\b340b\b", ("Modifier [[JG]] shows a drug bought under 340B.",)),
    Phrase("partial-credit", r"partial credit", ("Modifier [[FC]] stands for partial credit from the maker.",)),
    Phrase(
        "free-of-charge",
        r"free of charge|at no (?:cost|charge)|no cost\b|without (?:cost|charge)|(?:charged|paid|cost)s? nothing|free[- ]of[- ]cost|free (?:sample|drug|item|replacement|"
        r"supply)|came free|"
        r"paid nothing|was free|donated|for free|full credit|replacement under warranty",
        ("Modifier [[FB]] marks an item that came free.", "Modifier [[FB]] marks a donated item."), ("Modifier [[FB]] marks a free text.",),
    ),
    Phrase(
        "separate-em-service",
        r"separate(?:ly)?[- ]identifiable|evaluation and management|\be(?:\s?/\s?|\s?&\s?)m\b|significant[^.;]{0,40}(?:evaluation|service|"
        r"visit|separate)|"
        r"(?:evaluation|visit|exam)[^.;]{0,50}(?:separate|significant|distinct)|separate (?:visit|evaluation|office visit|service)|"
        r"(?:unrelated|separate|same[- ]day) "
        r"(?:office )?(?:visit|evaluation)|separately (?:identifiable|billable) (?:visit|evaluation)",
        ("Modifier [[25]] marks a separate visit.", "Modifier [[25]] is for evaluation and management."), ("Modifier [[25]] marks a visit.",),
    ),
    Phrase(
        "distinct-procedural-service",
        r"distinct (?:procedur|service|or independent)|distinct[^.;]{0,30}(?:service|procedure|encounter)|separate and distinct|"
        r"separate (?:encounter|practitioner|structure|procedure)|"
        r"unusual non-?overlapping|distinct\b",
        ("Modifier [[59]] denotes a distinct procedure.",), ("Modifier [[59]] denotes a procedure.",),
    ),
    Phrase(
        "bilateral-procedure",
        r"bilateral|both (?:sides|eyes)",
        ("Modifier [[50]] is for both eyes.",), ("Modifier [[50]] is for the eyes.",),
    ),
    Phrase(
        "reduced-services",
        r"reduced service|service[s]? (?:was |were )?reduced|partially reduced",
        ("Modifier [[52]] is for reduced services.",),
    ),
    Phrase(
        "discontinued-procedure",
        r"discontinued procedure|procedure (?:was )?(?:discontinued|stopped|terminated|started but)",
        ("Modifier [[53]] says that the procedure was stopped.",), ("Modifier [[53]] says that the procedure was done.",),
    ),
    Phrase(
        "repeat-procedure-other-physician",
        r"repeat\w{0,12}[^.;]{0,60}(?:another|different|other) (?:physician|provider|practitioner|doctor)",
        ("Modifier [[77]] indicates a procedure repeated by another physician.",),
        ("Modifier [[76]] indicates a procedure repeated by the same physician.",),
    ),
    Phrase(
        "repeat-procedure",
        r"repeat",
        ("Modifier [[76]] indicates a procedure repeated by the same physician.",),
        ("Modifier [[77]] indicates a procedure repeated by another physician.",),
    ),
    Phrase(
        "statutorily-excluded",
        r"statutor|excluded by (?:law|statute)|not a (?:medicare|covered) benefit",
        ("Modifier [[GY]] marks an item that is excluded by law.",),
    ),
    Phrase(
        "not-reasonable-and-necessary",
        r"not (?:be )?reasonable and necessary|expected to be denied",
        ("Modifier [[GZ]] marks an item expected to be denied.",),
    ),
    Phrase(
        "advance-beneficiary-notice",
        r"advance[d]? (?:beneficiary )?notice|\babn\b|waiver of liability|signed (?:notice|waiver)|notice (?:is|was) on file|notice of liability",
        ("Modifier [[GA]] says that a waiver of liability is on file.",),
    ),
    Phrase(
        "kx-requirements-met",
        r"requirements?[^.;]{0,60}\b(?:met|satisf|fulfil)|meets? (?:the )?(?:\w+ )?(?:requirements|criteria)|criteria[^.;]{0,30}\bmet\b",
        ("Modifier [[KX]] says that the criteria are met.",), ("Modifier [[KX]] says that the criteria are long.",),
    ),
    Phrase("speech-language-therapy", r"speech", ("Modifier [[GN]] is for speech therapy.",)),
    Phrase("occupational-therapy", r"occupational", ("Modifier [[GO]] is for occupational therapy.",)),
    Phrase(
        "physical-therapy",
        r"physical therap|physiotherap",
        ("Modifier [[GP]] is for physiotherapy.",), ("Modifier [[GP]] is for physical strength.",),
    ),
    Phrase(
        "therapy-setting",
        r"therapy settings?|setting of (?:the )?therap|therapy (?:environment|location)",
        ("Modifier [[GP]] names the therapy setting.",),
    ),
    Phrase(
        "medical-direction",
        r"medical(?:ly)? direct|direct(?:s|ed|ion|ing)?\b[^.;]{0,40}an(?:a)?esthe",
        ("Modifier [[QK]] is for medical direction of anesthesia.", "Modifier [[QK]] marks anesthesia that a physician medically directs."),
        ("Modifier [[QK]] is for medical use.",),
    ),
    Phrase(
        "intravenous-administration",
        r"intravenous|into a vein|by vein",
        ("Modifier [[JA]] says that the drug went into a vein.",), ("Modifier [[JE]] says that the drug went into a vein.",),
    ),
    Phrase(
        "subcutaneous-administration",
        r"subcutaneous|under the skin",
        ("Modifier [[JB]] says that the drug went under the skin.",), ("Modifier [[JE]] says that the drug went under the skin.",),
    ),
    Phrase("via-dialysate", r"dialysate", ("Modifier [[JE]] marks a drug given in the dialysate.",)),
    Phrase("emergency-reserve-supply", r"emergency (?:reserve|supply)", ("Modifier [[EM]] marks an emergency supply.",)),
    Phrase(
        "dme-infusion",
        r"(?:infus|drug)[^.;]{0,30}(?:\bdme\b|durable medical)",
        ("Modifier [[KD]] marks a drug infused through DME.",), ("Modifier [[KD]] marks DME.",),
    ),
    Phrase("hospice-unrelated", r"hospice|terminal (?:condition|illness|diagnosis|prognosis)", ("Modifier [[GW]] is for what the hospice does not treat.",)),
    Phrase("off-campus-department", r"off[- ]campus", ("Modifier [[PO]] marks an off-campus clinic.",)),
    Phrase("telehealth", r"telehealth|telemedicine|synchronous", ("Modifier [[95]] marks telemedicine.",)),
    Phrase(
        "right-side",
        r"\bright\b(?! (?:choice|code|one|modifier|answer|place|away))",
        ("Modifier [[RT]] marks the right eye.",), ("Modifier [[RT]] is the right choice.",),
    ),
    Phrase(
        "left-side",
        r"\bleft\b(?! (?:over|in|after|behind|out|off|at|on the (?:table|desk)))",
        ("Modifier [[LT]] marks the left eye.",), ("Modifier [[LT]] marks what is left over.",),
    ),
    Phrase(
        "anatomical-side",
        r"anatomic\w{0,12} (?:side|site)|side of the body|which side|\blaterality\b|body side",
        ("Modifier [[LT]] tells which side was treated.",),
    ),
    Phrase("retail", r"\bretail\b", ("Modifier [[RT]] marks a retail pharmacy.",), ("Modifier [[KX]] marks a retail pharmacy.",)),
)  # fmt: skip
