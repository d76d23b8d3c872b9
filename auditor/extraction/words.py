"""Word classes of billing English: the alphabet in which the grammar is written.

A sentence becomes a string with one letter a token, and patterns are regular expressions over that
string (`tags.py`). Capital letters are mentions, small ones word classes, punctuation is itself. A
word that stands nowhere below is `w`. Whoever extends the grammar starts here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

# Whatever points from what was to what is: one character each, to stand in a class of characters.
ARROWS: Final = "→⇒➔➜➝➞⟶⟹►▶▸↦"

MENTION_TAGS: Final = MappingProxyType(
    {
        "code": "C",
        "drug": "D",
        "brand": "B",
        "amount": "Q",  # a quantity that could be a billing unit
        "rate": "K",  # a quantity that never is: 10 mg/mL, 8 mg/kg, 500 mg/50 mL
        "modifier": "M",
        "target": "T",
        "route": "R",
        "formulation": "F",
        "maker": "X",
        "date": "Y",
        "unclassified": "U",
        "this-code": "c",
        "this-drug": "d",
    }
)

CLASSES: Final[tuple[tuple[str, str, str], ...]] = (
    ("b", "be, present", "is are be being remains remain becomes became stays"),
    ("p", "be, past", "was were been"),
    ("h", "have", "has have had having"),
    ("m", "modal", "may might can could would should will must shall "),
    ("o", "do", "do does did"),
    (
        "n",
        "negation",
        "not no never hardly scarcely nor neither none nobody nothing cannot isn't aren't wasn't weren't doesn't don't didn't can't won't hasn't",
    ),
    ("t", "determiner", "the a an this that these those its their our his her such both all any another one same"),
    (
        "k",
        "what a code is called",
        "code codes number numbers hcpcs j-code j-codes q-code c-code entry line lines level ii identifier designation "
        "procedure procedural billing permanent temporary",
    ),
    (
        "g",
        "what a drug is called",
        "drug drugs medication medications medicine agent agents antibody antibodies product products substance biologic "
        "biological biosimilar therapy conjugate compound molecule inhibitor injection injections inj infusion instillation pegylated active "
        "ingredient generic named called reference original mixture monoclonal chemotherapy "
        "immunotherapy intravenous injectable administration solution powder recombinant recomb biosim human humanized lyophilized plain ordinary conventional",
    ),
    (
        "G",
        "what introduces a brand",
        "i.e. market brand brands brand-name trade trademark tradename marketed sold known commercially proprietary branded trademarked name names "
        "contain contains containing brandname dispensed-as",
    ),
    (
        "u",
        "what a unit is called",
        "dosage descriptor descriptors unit units increment increments step steps quantity quantities billing-unit multiples multiple portion portions",
    ),
    (
        "l",
        "verbs that tie a code to its drug",
        "designated designates designate assigned assigns denotes denote describes describe represents represent "
        "represented representing identifies identify refers refer referring pertains pertain stands stand means mean "
        "covers cover covering reserved used use uses employed billed bill bills billing reported report reports "
        "reporting coded codes-for names belongs belong applies apply signifies signify indicates indicate encompasses "
        "captures capture corresponds correspond maps map listed lists goes go sits sit lives found falls fall travels "
        "travel filed claimed charged submitted submit entered keyed linked tied dedicated specific exclusive created "
        "established introduced issued attached attributed ascribed allotted allocated earmarked set labels label specifies specify "
        "designating denoting describing identifying marks carries carry gets takes reads expresses moves moved went travels "
        "signals points translates equates equals concerns relates associated encapsulated categorized classified "
        "defined defines reimburses reimburse accounts account bills-for right correct appropriate valid designation "
        "choose select append sent send belongs-to handled processed recognized answers",
    ),
    (
        "L",
        "the same, said of the past",
        "described denoted stood meant covered named referred pertained served carried bound belonged identified "
        "replaced superseded supplanted preceded held lived",
    ),
    ("f", "for", "for"),
    ("j", "of", "of"),
    ("a", "as", "as"),
    ("s", "by which code a drug is billed", "under with via using through beneath on"),
    ("P", "by, at: before a code or an amount", "by at"),
    (
        "A",
        "adverbs that add",
        "yes itself also likewise again too still now then only simply therefore thus here always usually primarily",
    ),
    ("E", "verbs of counting", "count counts counted counting measured priced paid pays pay reckoned measures tallied"),
    ("v", "other prepositions", "in to from until into onto within over upon between among about during"),
    ("e", "per", "per each every apiece"),
    ("r", "relative pronouns", "which that who whose where what"),
    ("&", "coordination", "and or plus & as-well-as"),
    ("x", "a new clause that contrasts", "but while whereas although though however yet because since so"),
    ("y", "conditions", "if when whenever unless suppose supposing provided assuming"),
    (
        "q",
        "comparison",
        "like unlike than versus vs vs. similar similarities comparable compared comparison instead rather "
        "alternative alternatives alternatively resembles difference differs distinct interchangeable interchangeably "
        "substitute substituted substitution replaces replace equivalent confused confuse mistaken preferred prefer except see refer consult",
    ),
    (
        "z",
        "what follows is about the patient or the regimen",
        "patient patients combination combined concomitant concurrent concurrently regimen regimens partner partners "
        "after before following previously prior progression progressed failure failed trial treated receiving received "
        "response intolerance contraindication contraindicated refractory resistant naive together alongside along addition added "
        "premedication followed history therapies mixed diluted diluent",
    ),
    (
        "V",
        "what a quantity that is no billing unit belongs to",
        "vial vials syringe syringes dose doses dosing kit kits carton cartons bag bags strength strengths course weight "
        "ampule ampules ampoule concentration loading bottle bottles pen pens cartridge maximum daily weekly",
    ),
)


def _tags() -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag, _, words in CLASSES:
        for word in words.split():
            tags.setdefault(word, tag)
    return tags


TAGS: Final = MappingProxyType(_tags())
