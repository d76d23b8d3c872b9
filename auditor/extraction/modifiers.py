"""Modifiers: which two-character tokens are one, and which meaning may be whose.

Meanings are the labels of the gold sets; `patterns/modifier_meaning.py` lists the words by which each is recognised in
the clause that speaks of the modifier.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from auditor.extraction.guarded import Phrases
from auditor.extraction.late import late
from auditor.extraction.patterns.modifier_meaning import DIGITS
from auditor.extraction.patterns.modifier_meaning import MEANINGS as MEANING_ROWS

# Two characters that are nearly always the modifier, whatever stands around them.
DISTINCTIVE: Final = frozenset({"JW", "JZ"})
# Known ones that need the word "modifier" (or a list or section of modifiers) near them.
KNOWN: Final = frozenset(
    "22 24 25 26 27 50 51 52 53 54 55 57 58 59 76 77 78 79 80 90 91 95 JW JZ JG TB FB FC RT LT GN GO GP KX GA GX GY GZ "
    "QK QX QY QZ AA AD JA JB JE EM KD GW GV PO PN GT XE XP XS XU TC SL UD JK JL KO KP KQ KH KI KJ RR NU EJ EA EB EC ED EE "
    "GC GE GF CR CS Q0 Q1 PT PS RA RB SC SH SJ TH U1 UA UB GQ FQ FR FX FY CT ER ET L1 LM LC LD RC RI E1 E2 E3 E4 F1 FA "
    "F2 F3 F4 F5 F6 F7 F8 F9 T1 T2 T3 T4 T5 T6 T7 T8 T9 TA "
    "33 56 62 93 AY CG CQ EP EY FP FS G6 GS JC JD JF KS M2 PI Q5 Q6 QS QW RE SA SK SY UE V5 V6 V7".split()
)
# Known ones that name a case in plain words often enough to be known by it: "a separately identifiable visit gets a 25".
FOR_CASES: Final = frozenset("25 50 59 76 TB FB FP GA GY GZ".split())
# Known ones that are words, too: only where somebody calls them a modifier.
CALLED_SO: Final = frozenset({"RE", "SA"})
TOKEN: Final = late(
    r"[A-Zj0-9][A-Z0-9wz](?![A-Za-z0-9%@]|[.,/–-]\d|-[A-Za-z])(?<=[A-Z]{2}|[A-Z]\d|\d\d|j[wz])(?:(?<![A-Za-z0-9.,/$#–-]..)|(?<=[\s(]-..)|(?<=^-..))"
)

MEANINGS: Final = Phrases(MEANING_ROWS)
# Modifiers that are explained by the same kind of words, so that one may be taken for another; the first one's meaning it is.
_OWNERS: Final = {
    "increased-procedural-services": "22", "unrelated-em-service": "24 25 79", "multiple-em-encounters": "27", "decision-for-surgery": "57 25",
    "split-or-shared-visit": "FS", "audio-only-telehealth": "93 95 FQ GQ GT", "asynchronous-telehealth": "GQ GT 93 95",
    "crna-without-medical-direction": "QZ QX QY QK", "crna-with-medical-direction": "QX QZ QY QK", "anesthesia-by-anesthesiologist": "AA QK QY QZ",
    "monitored-anesthesia-care": "QS AA", "hospice-attending-physician": "GV GW", "off-campus-emergency-department": "ER PO PN",
    "voluntary-notice": "GX GA", "repeat-laboratory-test": "91 76 77", "therapy-assistant-service": "CQ", "professional-component": "26 TC",
    "technical-component": "TC 26", "preventive-services": "33 PT", "screening-turned-diagnostic": "PT 33", "multiple-procedures": "51 59",
    "surgical-care-only": "54 55 56", "postoperative-management-only": "55 54 56", "preoperative-management-only": "56 54 55",
    "staged-procedure": "58 78 79", "return-to-operating-room": "78 58 79", "unrelated-procedure": "79 58 78", "two-surgeons": "62 80",
    "assistant-surgeon": "80 62", "outside-laboratory": "90 91", "clia-waived-test": "QW", "no-physician-order": "EY",
    "resident-without-teaching-physician": "GE GC", "resident-under-teaching-physician": "GC GE", "nurse-practitioner-service": "SA",
    "esa-chemotherapy-anemia": "EA EB EC", "esa-radiotherapy-anemia": "EB EA EC", "esa-other-anemia": "EC EA EB",
    "hematocrit-not-above-limit": "EE ED", "hematocrit-above-limit": "ED EE", "subsequent-claim": "EJ", "esa-dose-reduced": "GS",
    "fewer-than-six-dialysis-sessions": "G6", "vascular-catheter": "V5 V6 V7", "arteriovenous-graft": "V6 V5 V7",
    "arteriovenous-fistula": "V7 V5 V6", "not-for-esrd-treatment": "AY", "family-planning-services": "FP", "epsdt-service": "EP",
    "state-supplied-vaccine": "SL", "contact-with-high-risk-population": "SY SK", "high-risk-population": "SK SY", "obstetrical-services": "TH",
    "second-concurrent-infusion": "SH SJ", "third-concurrent-infusion": "SJ SH", "rems-compliance": "RE", "medicare-secondary-payer": "M2",
    "policy-criteria-applied": "CG", "catastrophe-related": "CR", "cost-sharing-waived": "CS", "emergency-services": "ET",
    "single-drug-unit-dose": "KO KP KQ", "first-drug-of-unit-dose": "KP KO KQ", "further-drug-of-unit-dose": "KQ KO KP",
    "glucose-monitor-without-insulin": "KS KX", "skin-substitute-not-graft": "JD JC", "skin-substitute-graft": "JC JD", "compounded-drug": "JF",
    "one-month-supply": "JK JL", "three-month-supply": "JL JK", "new-equipment": "NU RR", "rental": "RR NU",
    "initial-treatment-strategy": "PI PS", "subsequent-treatment-strategy": "PS PI", "investigational-clinical-service": "Q0 Q1",
    "routine-clinical-service": "Q1 Q0", "fee-for-time-physician": "Q6 Q5", "reciprocal-billing": "Q5 Q6",
    "upper-left-eyelid": "E1 E2 E3 E4", "lower-left-eyelid": "E2 E1 E3 E4", "upper-right-eyelid": "E3 E1 E2 E4", "lower-right-eyelid": "E4 E1 E2 E3",
    "left-circumflex-artery": "LC LD LM RC RI", "left-anterior-descending-artery": "LD LC LM RC RI", "left-main-artery": "LM LC LD RC RI",
    "right-coronary-artery": "RC LC LD LM RI", "ramus-intermedius-artery": "RI LC LD LM RC",
}  # fmt: skip
# Which modifiers a vague cue word may explain: "right" says something of RT only, "distinct" nothing of JW.
ONLY_FOR: Final = MappingProxyType(
    {
        "right-side": frozenset({"RT"}),
        "left-side": frozenset({"LT"}),
        "retail": frozenset({"RT"}),
        "intravenous-administration": frozenset({"JA"}),
        "subcutaneous-administration": frozenset({"JB"}),
        **{meaning: frozenset(owners.split()) for meaning, owners in _OWNERS.items()},
        **{f"{side}-{limb}-{digit}": frozenset(value for value, *_ in DIGITS) for _, side, limb, digit in DIGITS},
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
        "PO": "off-campus-department", "PN": "off-campus-department", "JA": "intravenous-administration", "JB": "subcutaneous-administration",
        "JE": "via-dialysate", "KD": "dme-infusion", "GW": "hospice-unrelated", "95": "telehealth", "GT": "telehealth", "EM": "emergency-reserve-supply",
        "FQ": "audio-only-telehealth", "QY": "medical-direction",
        "XE": "distinct-procedural-service", "XP": "distinct-procedural-service", "XS": "distinct-procedural-service", "XU": "distinct-procedural-service",
        **{owners.split()[0]: meaning for meaning, owners in _OWNERS.items()},
        **{value: f"{side}-{limb}-{digit}" for value, side, limb, digit in DIGITS},
    }
)  # fmt: skip
