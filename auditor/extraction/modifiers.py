"""Modifiers: which two-character tokens are one, and what a text says that it means.

Meanings are the labels of the gold sets; a meaning is recognised by its cue words in the clause
that speaks of the modifier, the more specific meaning first.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from auditor.extraction.guarded import GuardedTable

# Two characters that are nearly always the modifier, whatever stands around them.
DISTINCTIVE: Final = frozenset({"JW", "JZ"})
# Known ones that need the word "modifier" (or a list or section of modifiers) near them.
KNOWN: Final = frozenset(
    "22 24 25 26 27 50 51 52 53 54 55 57 58 59 76 77 78 79 80 90 91 95 JW JZ JG TB FB FC RT LT GN GO GP KX GA GX GY GZ "
    "QK QX QY QZ AA AD JA JB JE EM KD GW GV PO PN GT XE XP XS XU TC SL UD JK JL KO KP KQ KH KI KJ RR NU EJ EA EB EC ED EE "
    "GC GE GF CR CS Q0 Q1 PT PS RA RB SC SH SJ TH U1 UA UB GQ FQ FR FX FY CT ER ET L1 LM LC LD RC RI E1 E2 E3 E4 F1 FA "
    "F2 F3 F4 F5 F6 F7 F8 F9 T1 T2 T3 T4 T5 T6 T7 T8 T9 TA".split()
)
TOKEN: Final = re.compile(
    r"[A-Zj\d][A-Z\dwz](?<=[A-Z]{2}|[A-Z]\d|\d\d|j[wz])(?<![A-Za-z0-9.,/$#–-]..)(?![A-Za-z0-9%@]|[.,/–-]\d|-[A-Za-z])"
)

_CUES: Final[tuple[tuple[str, str], ...]] = (
    (
        "no-discarded-drug",
        r"(?:\bno\b|\bnone\b|\bnothing\b|\bzero\b|\bwithout\b|\bnot (?:a drop|any)\b|\babsence of\b|\black of\b|\bnever\b|\b0\b|"
        r"\b(?:did|was|were|is|are|has|had|have|been) (?:not|n't)\b|n't\b|\bnot\b)[^.;:]{0,60}?"
        r"(?:discard|wast(?:e|age|ing)\b|wasted|thrown|threw|unused|left over|leftover|lost|trash|remain|spill|dispos)"
        r"|(?:discard|wast|threw|throw)\w*[^.;:]{0,12}\b(?:nothing|none|zero)\b|\bno[- ](?:waste|wastage|discard)|zero[- ]waste"
        r"|fully (?:used|administered)|full (?:amount|content|dose)[^.;]{0,40}(?:administered|used|given)|entire(?:ty)?[^.;]{0,40}(?:administered|used)|whole (?:vial|container)[^.;]{0,30}used|its absence",
    ),
    (
        "discarded-drug",
        r"discard|\bwast(?:e|ed|age|ing)\b|thrown (?:away|out)|throw\w* [\w ]{0,12}away|threw [\w ]{0,12}away|unused|\btrash|\bleftover|left over|"
        r"poured (?:away|out)|drug waste|not administered|went (?:in|into) the (?:trash|waste|bin)|disposed",
    ),
    ("340b-drug", r"\b340b\b"),
    ("partial-credit", r"partial credit"),
    (
        "free-of-charge",
        r"free of charge|at no (?:cost|charge)|no cost\b|without (?:cost|charge)|free[- ]of[- ]cost|free (?:sample|drug|item|replacement|supply)|came free|"
        r"paid nothing|was free|donated|for free|full credit|replacement under warranty",
    ),
    (
        "separate-em-service",
        r"separate(?:ly)?[- ]identifiable|evaluation and management|\be(?:\s?/\s?|\s?&\s?)m\b|significant[^.;]{0,40}(?:evaluation|service|visit|separate)|"
        r"(?:evaluation|visit|exam)[^.;]{0,50}(?:separate|significant|distinct)|separate (?:visit|evaluation|office visit|service)|(?:unrelated|separate|same[- ]day) "
        r"(?:office )?(?:visit|evaluation)|separately (?:identifiable|billable) (?:visit|evaluation)",
    ),
    (
        "distinct-procedural-service",
        r"distinct (?:procedur|service|or independent)|distinct[^.;]{0,30}(?:service|procedure|encounter)|separate and distinct|separate (?:encounter|practitioner|structure|procedure)|"
        r"unusual non-?overlapping|distinct\b",
    ),
    ("bilateral-procedure", r"bilateral|both (?:sides|eyes)"),
    ("reduced-services", r"reduced service|service[s]? (?:was |were )?reduced|partially reduced"),
    (
        "discontinued-procedure",
        r"discontinued procedure|procedure (?:was )?(?:discontinued|stopped|terminated|started but)",
    ),
    (
        "repeat-procedure-other-physician",
        r"repeat\w*[^.;]{0,60}(?:another|different|other) (?:physician|provider|practitioner|doctor)",
    ),
    ("repeat-procedure", r"repeat"),
    ("statutorily-excluded", r"statutor|excluded by (?:law|statute)|not a (?:medicare|covered) benefit"),
    ("not-reasonable-and-necessary", r"not (?:be )?reasonable and necessary|expected to be denied"),
    ("advance-beneficiary-notice", r"advance[d]? beneficiary notice|\babn\b|waiver of liability|notice of liability"),
    (
        "kx-requirements-met",
        r"requirements?[^.;]{0,60}\b(?:met|satisf|fulfil)|meets? (?:the )?(?:\w+ )?(?:requirements|criteria)|criteria[^.;]{0,30}\bmet\b",
    ),
    ("speech-language-therapy", r"speech"),
    ("occupational-therapy", r"occupational"),
    ("physical-therapy", r"physical therap|physiotherap"),
    ("therapy-setting", r"therapy settings?|setting of (?:the )?therap|therapy (?:environment|location)"),
    ("medical-direction", r"medical(?:ly)? direct|direct(?:s|ed|ion|ing)?\b[^.;]{0,40}an(?:a)?esthe"),
    ("intravenous-administration", r"intravenous|into a vein|by vein"),
    ("subcutaneous-administration", r"subcutaneous|under the skin"),
    ("via-dialysate", r"dialysate"),
    ("emergency-reserve-supply", r"emergency (?:reserve|supply)"),
    ("dme-infusion", r"(?:infus|drug)[^.;]{0,30}(?:\bdme\b|durable medical)"),
    ("hospice-unrelated", r"hospice"),
    ("off-campus-department", r"off[- ]campus"),
    ("telehealth", r"telehealth|telemedicine|synchronous"),
    ("right-side", r"\bright\b(?! (?:choice|code|one|modifier|answer|place|away))"),
    ("left-side", r"\bleft\b(?! (?:over|in|after|behind|out|off|at|on the (?:table|desk)))"),
    ("anatomical-side", r"anatomic\w* (?:side|site)|side of the body|which side|\blaterality\b|body side"),
    ("retail", r"\bretail\b"),
)
MEANINGS: Final = GuardedTable(_CUES)
# Which modifiers a vague cue word may explain: "right" says something of RT only, "distinct" nothing of JW.
ONLY_FOR: Final = MappingProxyType(
    {
        "right-side": frozenset({"RT"}),
        "left-side": frozenset({"LT"}),
        "retail": frozenset({"RT"}),
        "intravenous-administration": frozenset({"JA"}),
        "subcutaneous-administration": frozenset({"JB"}),
    }
)

# The usual meaning of a modifier, to tell which of several meanings of a sentence is whose; never to supply one.
STANDARD: Final = MappingProxyType(
    {
        "JW": "discarded-drug", "JZ": "no-discarded-drug", "JG": "340b-drug", "TB": "340b-drug", "FB": "free-of-charge", "FC": "partial-credit",
        "25": "separate-em-service", "59": "distinct-procedural-service", "50": "bilateral-procedure", "52": "reduced-services",
        "53": "discontinued-procedure", "76": "repeat-procedure", "77": "repeat-procedure-other-physician", "RT": "right-side", "LT": "left-side",
        "GN": "speech-language-therapy", "GO": "occupational-therapy", "GP": "physical-therapy", "KX": "kx-requirements-met",
        "GA": "advance-beneficiary-notice", "GY": "statutorily-excluded", "GZ": "not-reasonable-and-necessary", "QK": "medical-direction",
    }
)  # fmt: skip
