"""By which words a modifier's meaning is recognised: each row's name is the meaning, the more specific one first."""

from __future__ import annotations

from itertools import product
from typing import Final

from auditor.extraction.grammar import Phrase

# Modifier, side, limb, digit.
DIGITS: Final = tuple(
    (f"{letter}{place or 'A'}", side, limb, digit)
    for letter, limb, first in (("F", "hand", "thumb"), ("T", "foot", "great-toe"))
    for place, (side, digit) in enumerate(
        product(("left", "right"), (first, "second-digit", "third-digit", "fourth-digit", "fifth-digit"))
    )
)

MEANINGS: Final[tuple[Phrase, ...]] = (
    Phrase(
        "no-discarded-drug",
        r"(?:\b(?:no\b|none\b|nothing\b(?! to do)|zero\b|without\b|not (?:a drop|any)\b|absence of\b|lack of\b|never\b|0\b|"
        r"(?:(?:did|was|were|is|are|has|had|have|been) (?:not|n't)|not)\b(?! (?:administered|given|used|needed|infused|injected)\b))|"
        r"n't\b(?! (?:administered|given|used|needed|infused|injected)\b))[^.;:,]{0,60}?"
        r"(?:discard|wast(?:e|age|ing)\b|wasted|thrown|threw|poured|unused|left over|leftover|lost|trash|remain|spill|dispos)"
        r"|(?:discard|wast|threw|throw)\w{0,12}[^.;:]{0,12}\b(?:nothing|none|zero)\b|zero[- ]waste"
        r"|\b(?:no[- ](?:waste|wastage|discard)|(?:nothing|none|not a drop|no drug) (?:is |was )?left\b)|fully (?:used|administered)|full (?:amount|content|dose)[^.;]{0,40}(?:administered|used|given)|"
        r"entire(?:ty)?[^.;]{0,40}(?:administered|used)|(?:whole|entire) (?:vial|container|syringe)[^.;]{0,30}(?:used|given|administered|infused|injected|went into)|"
        r"\b(?:used|gave|given|administered|injected|infused) (?:up )?(?:all of (?:it|the (?:drug|vial|dose))|the (?:whole|entire|full) (?:vial|container|syringe)|to the last drop)|(?:vial|container|syringe)s? (?:is|was|are|were) (?:emptied|used up)|its absence",
        ("[[JZ]] says that nothing was discarded.", "[[JZ]] is for fully used vials."), ("[[JZ]] says that something was discarded.",),
    ),
    Phrase(
        "discarded-drug",
        r"discard|\bwast(?:e|ed|age|ing)\b|thrown (?:away|out)|thr[eo]w (?:\w+ ){0,2}out|throw\w{0,12} [\w ]{0,12}away|threw [\w ]{0,12}away|unused|\btrash|\bleftover|left over|"
        r"poured (?:away|out)|remaining (?:drug|amount|portion|product)|the remainder|drug waste|not administered|(?:part|portion|amount|drug|product|share)\b[^.;:,]{0,40}\bnot (?:used|given|infused|injected|needed)\b|went (?:in|into) the (?:trash|waste|bin)|disposed",
        ("[[JW]] marks what was thrown away.", "[[JW]] is for wastage.", "[[JW]] marks the part of the vial that was not used."), ("[[JW]] marks what was given away.",),
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
    # What says more than a row below it comes first.
    Phrase(
        "unrelated-em-service",
        r"unrelated (?:evaluation|e\s?/?\s?m\b|office visit|visit)[^.;]{0,80}(?:post-?operative|global|surg)",
        ("Modifier [[24]] marks an unrelated evaluation in the postoperative period.",), ("Modifier [[24]] marks an evaluation.",),
    ),
    Phrase(
        "multiple-em-encounters",
        r"multiple[^.;]{0,40}(?:encounters|visits)[^.;]{0,30}same (?:date|day)",
        ("Modifier [[27]] is for multiple outpatient encounters on the same date.",),
    ),
    Phrase("decision-for-surgery", r"decision (?:for|to (?:perform|do|operate))", ("Modifier [[57]] marks the decision for surgery.",)),
    Phrase("split-or-shared-visit", r"split[^.;]{0,6}\bshared|shared visit", ("Modifier [[FS]] marks a split or shared visit.",)),
    Phrase("audio-only-telehealth", r"audio[- ]only|telephone only|by telephone", ("Modifier [[93]] marks an audio-only visit.",), ("Modifier [[93]] marks a visit.",)),
    Phrase("asynchronous-telehealth", r"asynchronous|store[- ]and[- ]forward", ("Modifier [[GQ]] marks asynchronous telemedicine.",)),
    Phrase(
        "crna-without-medical-direction",
        r"(?:crna|nurse anesthetist)[^.;]{0,60}(?:without|no) (?:medical )?direction|without medical direction",
        ("Modifier [[QZ]] marks a CRNA without medical direction.",), ("Modifier [[QZ]] marks a CRNA.",),
    ),
    Phrase(
        "crna-with-medical-direction",
        r"(?:crna|nurse anesthetist)[^.;]{0,40}\bwith medical direction",
        ("Modifier [[QX]] marks a CRNA with medical direction.",),
    ),
    Phrase("anesthesia-by-anesthesiologist", r"(?:personally|performed)[^.;]{0,24}anesthesiologist", ("Modifier [[AA]] marks anesthesia performed by the anesthesiologist.",)),
    Phrase("monitored-anesthesia-care", r"monitored anesthesia", ("Modifier [[QS]] marks monitored anesthesia care.",)),
    Phrase(
        "hospice-attending-physician",
        r"attending physician|not (?:employed|paid)[^.;]{0,60}hospice",
        ("Modifier [[GV]] marks the attending physician whom the hospice does not employ.",),
    ),
    Phrase("off-campus-emergency-department", r"off[- ]campus[^.;]{0,40}emergency", ("Modifier [[ER]] marks an off-campus emergency department.",)),
    Phrase(
        "voluntary-notice",
        r"voluntary[^.;]{0,30}(?:notice|abn\b)|(?:notice|abn\b)[^.;]{0,40}voluntar",
        ("Modifier [[GX]] says that a voluntary notice was given.",), ("Modifier [[GA]] says that a notice was given.",),
    ),
    Phrase("repeat-laboratory-test", r"repeat\w{0,8}[^.;]{0,40}(?:\blab|\btest)", ("Modifier [[91]] marks a repeat laboratory test.",)),
    Phrase("therapy-assistant-service", r"therap(?:y|ist) assistant", ("Modifier [[CQ]] marks what a physical therapist assistant did.",)),
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
        r"repeat\w{0,12}[^.;]{0,60}(?:another|different|other) (?:physician|provider|practitioner|doctor)|(?:another|different|other) (?:physician|provider|practitioner|doctor) (?:does|did|repeats|repeated|performs)\b",
        ("Modifier 76 is for the same doctor, [[77]] when another doctor does it again.", "Modifier [[77]] indicates a procedure repeated by another physician.",),
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
        r"statutor|the statute (?:excludes|bars)|excluded by (?:law|statute)|not a (?:medicare|covered) benefit",
        ("Modifier [[GY]] marks an item that is excluded by law.",),
    ),
    Phrase(
        "not-reasonable-and-necessary",
        r"not (?:be )?reasonable and necessary|expected to be denied|denial (?:is )?expected|expects? (?:a )?denial|\bno (?:signed )?(?:abn\b|(?:advance (?:beneficiary )?)?notice)|"
        r"without an? (?:signed )?(?:abn\b|advance)",
        ("Modifier [[GZ]] marks an item expected to be denied.", "Use modifier [[GZ]] where no ABN was signed."),
    ),
    Phrase(
        "advance-beneficiary-notice",
        r"(?<!no )(?<!without an )advance[d]? (?:beneficiary )?notice|(?<!no )(?<!no signed )(?<!without an )\babn\b|waiver of liability|signed (?:notice|waiver)|notice (?:is|was) on file|notice of liability",
        ("Modifier [[GA]] says that a waiver of liability is on file.",),
    ),
    Phrase(
        "kx-requirements-met",
        r"requirements?[^.;]{0,60}\b(?:met|satisf|fulfil)|(?:met|satisfied|fulfilled) (?:all )?(?:the |its |our )?(?:\w+ )?(?:requirements|criteria)|meets? (?:the )?(?:\w+ )?(?:requirements|criteria)|criteria[^.;]{0,30}\b(?:met|satisfied|fulfilled)\b",
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
        r"intravenous|into a vein|by vein|\binfused\b",
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
        r"(?:infus|drug|pump)[^.;]{0,40}(?:\bdme\b|durable (?:medical|equipment))",
        ("Drugs that run through a pump which Medicare covers as durable medical equipment carry modifier [[KD]].", "Modifier [[KD]] marks a drug infused through DME.",), ("Modifier [[KD]] marks DME.",),
    ),
    Phrase("hospice-unrelated", r"hospice|terminal (?:condition|illness|diagnosis|prognosis)", ("Modifier [[GW]] is for what the hospice does not treat.",)),
    Phrase("off-campus-department", r"off[- ]campus", ("Modifier [[PO]] marks an off-campus clinic.",)),
    Phrase("telehealth", r"telehealth|telemedicine|\bsynchronous|interactive (?:audio|telecommunication)", ("Modifier [[95]] marks telemedicine.",)),
    # What few articles on drugs explain. Each belongs to its modifier, by ONLY_FOR, since its words are said of much else.
    Phrase("increased-procedural-services", r"increased (?:procedur|service)|(?:substantially|significantly) (?:greater|more)", ("Modifier [[22]] marks increased procedural services.",)),
    Phrase("professional-component", r"professional component|interpretation only|professional (?:part|portion)", ("Modifier [[26]] marks the professional component.",), ("Modifier [[JW]] marks the professional component.",)),
    Phrase("technical-component", r"technical (?:component|part|portion)", ("Modifier [[TC]] marks the technical component.",)),
    Phrase("preventive-services", r"prevent(?:ive|ative)", ("Modifier [[33]] marks preventive services.",)),
    Phrase("screening-turned-diagnostic", r"colorectal|screening[^.;]{0,60}(?:convert|turn|bec[ao]m|diagnostic)", ("Modifier [[PT]] marks a screening that became diagnostic.",)),
    Phrase("multiple-procedures", r"(?:multiple|several) procedures|more than one procedure", ("Modifier [[51]] marks multiple procedures.",)),
    Phrase("surgical-care-only", r"surgical care only|surgery only", ("Modifier [[54]] is for surgical care only.",)),
    Phrase("postoperative-management-only", r"post-?operative (?:management|care) only", ("Modifier [[55]] is for postoperative management only.",)),
    Phrase("preoperative-management-only", r"pre-?operative (?:management|care) only", ("Modifier [[56]] is for preoperative management only.",)),
    Phrase("staged-procedure", r"staged|planned (?:prospectively|in advance|beforehand)", ("Modifier [[58]] marks a staged procedure.",)),
    Phrase("return-to-operating-room", r"return(?:s|ed)? to (?:the |an )?(?:operating|procedure)", ("Modifier [[78]] marks an unplanned return to the operating room.",)),
    Phrase("unrelated-procedure", r"unrelated[^.;]{0,30}procedure", ("Modifier [[79]] marks an unrelated procedure.",)),
    Phrase("two-surgeons", r"two surgeons|co-?surgeons?", ("Modifier [[62]] marks two surgeons.",)),
    Phrase("assistant-surgeon", r"assistant (?:at surgery|surgeon)", ("Modifier [[80]] marks an assistant surgeon.",)),
    Phrase("outside-laboratory", r"\b(?:outside|reference)\b[^.;]{0,12}\blab", ("Modifier [[90]] marks an outside laboratory.",)),
    Phrase("clia-waived-test", r"\bclia\b|waived (?:lab\w* )?test", ("Modifier [[QW]] marks a CLIA-waived test.",)),
    Phrase("no-physician-order", r"\bno\b[^.;]{0,70}\border\b|without an? order", ("Modifier [[EY]] says that there is no physician order.",)),
    Phrase("resident-without-teaching-physician", r"resident[^.;]{0,40}without|primary care exception", ("Modifier [[GE]] marks a resident without the teaching physician.",)),
    Phrase("resident-under-teaching-physician", r"resident", ("Modifier [[GC]] marks a resident under a teaching physician.",)),
    Phrase("nurse-practitioner-service", r"nurse practitioner", ("Modifier [[SA]] marks a nurse practitioner with a physician.",)),
    Phrase("esa-other-anemia", r"an(?:a)?emia[^.;]{0,40}\b(?:not|neither|other)\b|\bother an(?:a)?emia", ("Modifier [[EC]] marks anemia not due to either.",)),
    Phrase("esa-chemotherapy-anemia", r"an(?:a)?emia[^.;]{0,40}chemo|chemotherapy[- ]induced an", ("Modifier [[EA]] marks anemia due to chemotherapy.",)),
    Phrase("esa-radiotherapy-anemia", r"an(?:a)?emia[^.;]{0,40}radio|radiotherapy[- ]induced an", ("Modifier [[EB]] marks anemia due to radiotherapy.",)),
    Phrase("hematocrit-not-above-limit", r"(?:h(?:a)?ematocrit|hct)[^.;]{0,40}(?:not exceed|has not|less than)", ("Modifier [[EE]] says that the hematocrit has not exceeded the limit.",)),
    Phrase("hematocrit-above-limit", r"h(?:a)?ematocrit|\bhct\b", ("Modifier [[ED]] says that the hematocrit exceeded the limit.",)),
    Phrase("subsequent-claim", r"subsequent (?:claim|injection|cours)", ("Modifier [[EJ]] marks a subsequent claim.",)),
    Phrase("esa-dose-reduced", r"dos(?:e|age)[^.;]{0,60}reduc|reduc[^.;]{0,20}\bdos", ("Modifier [[GS]] says that the dosage was reduced.",)),
    Phrase("fewer-than-six-dialysis-sessions", r"(?:less|fewer) than (?:six|6)", ("Modifier [[G6]] marks fewer than six dialysis sessions.",)),
    Phrase("vascular-catheter", r"vascular catheter", ("Modifier [[V5]] marks a vascular catheter.",)),
    Phrase("arteriovenous-graft", r"(?:arteriovenous|\bav) graft", ("Modifier [[V6]] marks an arteriovenous graft.",)),
    Phrase("arteriovenous-fistula", r"(?:arteriovenous|\bav) fistula", ("Modifier [[V7]] marks an arteriovenous fistula.",)),
    Phrase("not-for-esrd-treatment", r"(?:\bnot|other than|unrelated to|outside)[^.;]{0,40}(?:\besrd\b|end[- ]stage)", ("Modifier [[AY]] says the item is for something other than ESRD.", "Modifier [[AY]] says that it is not for ESRD.",)),
    Phrase("family-planning-services", r"family planning", ("Modifier [[FP]] marks family planning services.",)),
    Phrase("epsdt-service", r"\bepsdt\b|early (?:and )?periodic", ("Modifier [[EP]] marks an EPSDT service.",)),
    Phrase("state-supplied-vaccine", r"(?:state|government|public(?:ly)?)[- ](?:supplied|provided|purchased|funded)|suppl\w{1,8} by the state", ("Modifier [[SL]] marks a state-supplied vaccine.",)),
    Phrase("contact-with-high-risk-population", r"contact with[^.;]{0,30}high[- ]risk", ("Modifier [[SY]] marks contact with a high-risk population.",)),
    Phrase("high-risk-population", r"high[- ]risk population", ("Modifier [[SK]] marks a member of a high-risk population.",)),
    Phrase("obstetrical-services", r"obstetric|prenatal|post-?partum", ("Modifier [[TH]] marks prenatal services.",)),
    Phrase("second-concurrent-infusion", r"second[^.;]{0,20}concurrent", ("Modifier [[SH]] marks a second concurrent infusion.",)),
    Phrase("third-concurrent-infusion", r"third[^.;]{0,24}concurrent", ("Modifier [[SJ]] marks a third concurrent infusion.",)),
    Phrase("rems-compliance", r"\brems\b|risk evaluation and mitigation", ("Modifier [[RE]] marks full compliance with the REMS.",)),
    Phrase("medicare-secondary-payer", r"secondary payer|medicare (?:is )?secondary|\bmsp\b", ("Modifier [[M2]] marks Medicare as secondary payer.",)),
    Phrase("policy-criteria-applied", r"policy criteria", ("Modifier [[CG]] says that policy criteria were applied.",)),
    Phrase("catastrophe-related", r"catastroph|disaster", ("Modifier [[CR]] marks what a disaster caused.",)),
    Phrase("cost-sharing-waived", r"cost[- ]shar", ("Modifier [[CS]] says that cost sharing is waived.",)),
    Phrase("emergency-services", r"emergency services", ("Modifier [[ET]] marks emergency services.",)),
    Phrase("single-drug-unit-dose", r"single[- ]drug|single unit[- ]dose", ("Modifier [[KO]] marks a single drug unit dose.",)),
    Phrase("first-drug-of-unit-dose", r"first drug|primary drug", ("Modifier [[KP]] marks the first drug of several.",)),
    Phrase("further-drug-of-unit-dose", r"second (?:or|and) subsequent|second drug|subsequent drug|additional drug", ("Modifier [[KQ]] marks a second or subsequent drug.",)),
    Phrase("glucose-monitor-without-insulin", r"not[^.;]{0,40}insulin|non-?insulin", ("Modifier [[KS]] marks a monitor for a patient not treated with insulin.",)),
    Phrase("skin-substitute-not-graft", r"not[^.;]{0,24}\bgraft", ("Modifier [[JD]] marks a skin substitute not used as a graft.",)),
    Phrase("skin-substitute-graft", r"(?<!not )used as a graft|substitute graft", ("Modifier [[JC]] marks a skin substitute used as a graft.",)),
    Phrase("compounded-drug", r"compounded", ("Modifier [[JF]] marks a compounded drug.",)),
    Phrase("one-month-supply", r"one[- ]month|1[- ]month|30[- ]day", ("Modifier [[JK]] marks a one-month supply.",)),
    Phrase("three-month-supply", r"three[- ]month|3[- ]month|90[- ]day", ("Modifier [[JL]] marks a three-month supply.",)),
    Phrase("new-equipment", r"new (?:equipment|item|dme)|purchase of new", ("Modifier [[NU]] marks new equipment.",)),
    Phrase("rental", r"\brent(?:al|ed)?\b", ("Modifier [[RR]] marks a rental.",)),
    Phrase("initial-treatment-strategy", r"initial (?:anti-?tumor )?treatment", ("Modifier [[PI]] marks the initial treatment strategy.",)),
    Phrase("subsequent-treatment-strategy", r"subsequent (?:anti-?tumor )?treatment", ("Modifier [[PS]] marks the subsequent treatment strategy.",)),
    Phrase("investigational-clinical-service", r"investigational", ("Modifier [[Q0]] marks an investigational service.",)),
    Phrase("routine-clinical-service", r"routine (?:clinical|cost|care|service)", ("Modifier [[Q1]] marks a routine clinical service.",)),
    Phrase("fee-for-time-physician", r"fee[- ]for[- ]time|locum tenens", ("Modifier [[Q6]] marks a fee-for-time physician.",)),
    Phrase("reciprocal-billing", r"reciprocal", ("Modifier [[Q5]] marks reciprocal billing.",)),
    *(
        Phrase(f"{height}-{side}-eyelid", rf"(?:{height}[ ,-]+{side}|{side}[ ,-]+{height})\b[^.;]{{0,12}}\b(?:eye)?lid", (f"Modifier [[{value}]] marks the {height} {side} eyelid.",))
        for value, height, side in (("E1", "upper", "left"), ("E2", "lower", "left"), ("E3", "upper", "right"), ("E4", "lower", "right"))
    ),
    *(
        Phrase(f"{side}-{limb}-{digit}", rf"{side} {limb}[ ,]{{1,3}}(?:the )?{digit.replace('-', ' ').removesuffix(' digit')}", (f"Modifier [[{value}]] marks the {side} {limb}, {digit.replace('-', ' ')}.",))
        for value, side, limb, digit in DIGITS
    ),
    *(
        Phrase(f"{artery.replace(' ', '-')}-artery", rf"{artery}", (f"Modifier [[{value}]] marks the {artery} artery.",))
        for value, artery in (("LC", "left circumflex"), ("LD", "left anterior descending"), ("LM", "left main"), ("RC", "right coronary"), ("RI", "ramus intermedius"))
    ),
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
        r"anatomic\w{0,12} (?:side|site)|side of the body|which (?:side|eye|knee|hand|foot|leg|arm|breast|ear)\b|\blaterality\b|body side",
        ("Modifier [[LT]] tells which side was treated.",),
    ),
    Phrase("retail", r"\bretail\b", ("Modifier [[RT]] marks a retail pharmacy.",), ("Modifier [[KX]] marks a retail pharmacy.",)),
)  # fmt: skip
