"""How English ties the way in which a drug is given to the code under which it is billed."""

from __future__ import annotations

from typing import Final

from auditor.extraction.grammar import Frame, Phrase

# Over the tags of the sentence before the route: what stands in a bracket is said of the code before it alone.
IN_BRACKETS: Final = Frame(
    "code-bracket-route", r"\([^()]*$",
    ("J9022, [[J9035]] (((intravenous use))) and J9306 differ.",), ("[[J9022]], J9035 (((intravenous use))) and J9306 differ.",),
)  # fmt: skip
# Between the route and the code before it: a new clause, so that the route belongs to the code after it, if there is one.
NEW_CLAUSE: Final = Frame(
    "route-in-next-clause", r";|,x|,&[DCtw]{0,3}[CD]",
    ("J9022 is infused; for ((subcutaneous)) use report [[J9024]].",), ("[[J9022]] is infused; for ((subcutaneous)) use report J9024.",),
)  # fmt: skip
# The same, without one.
AFTER_CODE: Final = Frame(
    "code-then-route", r"^[^.;]*$|;[^.;]{0,3}[icI][^.;]*$",
    ("[[J9022]] is given ((intravenously)).", "J9022 is new. This code is for ((intravenous use))."),
    ("[[J9022]] is listed here. The tablets are ((oral)).",),
)  # fmt: skip
# Between the route and the code after it.
BEFORE_CODE: Final = Frame(
    "route-then-code",
    r"^(?!.*nq)[^;]*$",
    ("For ((intravenous use)) report [[J9022]].",),
    (
        "Some take it ((orally)); report [[J9022]].",
        "It is a ((subcutaneous)) injection and not interchangeable with [[J9022]].",
    ),
)

# Before the route in a sentence that names no code and no drug, of the one code that its paragraph names: over the text.
FRAGMENT: Final = Phrase(
    "route-of-code-in-hand",
    r"^\W{0,3}(?:(?:is |are )?(?:given|administered|infused|injected|used|supplied)|covers|includes|for|route|administration (?:is|was)|dosed [\d.,]+ ?(?:mg|mcg)(?:/kg)?(?: every \w+ \w+)? (?:as|by)|[\d.,]+ ?(?:mg|mcg|units?)(?:/kg)?)\b(?: (?:only|as|by|an?|the|both|slow|deep|for|use|on))*:?\s*(?:the )?(?:\w+ (?:and|or) (?:the )?)?$",
    ("J9022 is atezolizumab. Given ((intravenously)) over an hour.", "## Omalizumab (J2357)\n\nFor billing, 300 mg makes 60 units. Administration is ((subcutaneous)).", "## Mepolizumab (J2182)\n\n100 mg ((subcutaneously)) every 4 weeks.", "J0897 (denosumab) counts 1 mg. For ((subcutaneous)) use only."),
    ("J9022 is atezolizumab. Given that ((oral)) drugs are not covered, ask first.", "J9022 and J9271 are old. Given ((intravenously)) over an hour."),
)  # fmt: skip

# Before and behind the route in a sentence about the only code of its paragraph: words by which a drug is given, or is given so often.
GIVEN: Final = Phrase(
    "route-of-only-code",
    r"\b(?:(?:is|are|was|be) (?:always |usually |only |then )?(?:given|administered|infused|injected|instilled|delivered|dosed)|given|administered|infused|injected|instilled|comes as|(?:is|are) an?|(?:mg|mcg|units?|mL|mg/kg|mcg/kg|kg)|every \w+ \w+|as an?|one|two|three|four|slow|deep|single|monthly|weekly)\b(?:[ ,/(]+(?:by|as|via|through|an?|the|slow|deep|only|single|\w+ly|dose of|monthly|weekly|\d+-(?:hour|minute)))*[ ,(]{0,2}$",
    ("Ibandronate (Boniva) is J1740. The quarterly dose is a 3 mg ((IV)) push.", "Imaavy is J9256. The molecule binds FcRn; it is infused ((intravenously))."),
    ("Ibandronate is J1740. Tablets for ((oral)) use came first.", "Rituximab is J9312. Patients who failed a ((subcutaneous)) drug may have it."),
)  # fmt: skip
# In a sentence that speaks of other ways, products or steps too, nothing is said of the code.
OF_ANOTHER: Final = Phrase(
    "route-of-another",
    r"\b(?:not|never|no(?! (?:less|more|faster))|n't|cannot|unlike|instead|rather|other|another|others|alternative\w*|premed\w*|before|prior|previous\w*|fail\w*|switch\w*|convert\w*|chang\w+|transition\w*|versus|if|whether|unless|except|modifier|separate\w*|administration code|pump|steroids?|corticosteroids?|antihistamines?|contrast|formulations?|versions?|either|(?:un)?affected)\b",
    ("Ibandronate is J1740. Unlike the tablet, a dose is a 3 mg ((IV)) push.",), ("Ibandronate is J1740. The quarterly dose is a 3 mg ((IV)) push.",),
)  # fmt: skip

# Between the route and the code before it: others than that code.
OF_OTHERS: Final = Phrase(
    "route-of-others", r"[,;]\s*(?:and |while |whereas )?(?:all )?(?:the )?others?\b|\b(?:unlike|versus|vs\.?|in contrast to|as opposed to|rather than)\b",
    ("[[J9321]] is injected, the other two are infused ((intravenously)).", "[[J2798]] goes under the skin, unlike Consta, which is ((intramuscular))."), ("[[J9321]] is injected, and always ((subcutaneously)).",),
)  # fmt: skip
# Behind the route: what kind of thing is given so. It is another thing than what the code denotes, unless the words before it say that
# the code is for it.
OTHERS_AFTER: Final = Phrase(
    "second-drug-after-route",
    r"\s+(?!(?:use|administration|injections?|infusions?|routes?|dos\w+|maintenance|induction)\b)(?:[a-z]{4,16} )?(?:agents?|drugs?|medications?|medicines?|therap(?:y|ies)|treatments?|tablets?|pills?|capsules?|biologics?|antibiotics?|antivirals?|steroids?|corticosteroids?|glucocorticoids?|immunosuppress\w+|bisphosphonates?|iron|prednisone|methotrexate|options?|alternatives?|DMARDs?|NSAIDs?|antimalarials?|an(?:a)?esth\w+|chemotherap\w+|contracepti\w+|anticoagulants?|supplements?|progest\w+|estrogens?|retinoids?|bronchodilators?)\b",
    ("Use [[J1745]] with ((oral)) agents.", "[[J0897]] if she cannot take an ((oral)) bisphosphonate."), ("Use [[J8610]] for ((oral)) use.",),
)  # fmt: skip
ITS_OWN: Final = Phrase(
    "own-drug-before-route",
    r"(?:^[^\w+/&]*(?:\([^()]*\)[^\w+/&]*)?(?:(?:is )?for\s(?:an?\s|the\s)?(?:[\w-]+ )?)?|\b(?:and|or) other |\b(?:is|are|was|'s|as|being|denotes?|describe[sd]?|means|covers?|includes?|represents?|identifies|captures|(?:used|codes?|billed|reported|reserved|only|meant|intended|stands?) for)\s(?:(?!\w+ed\b|(?:if|after|with|or|and|from|of|by|to|when|because|in|on|given|than|until|unless|before|while|where|without|despite|plus)\b)[\w-]+ ){0,5})$",
    ("[[J8999]] is for ((oral)) drugs.", "[[J8610]] is an ((oral)) agent."), ("[[J0490]] after ((oral)) drugs.", "[[J0897]] is denied if ((oral)) drugs were not tried."),
)  # fmt: skip
VETOES: Final = (OF_OTHERS, OF_ANOTHER, OTHERS_AFTER)
SIGNS: Final = (ITS_OWN,)
ROWS: Final = (IN_BRACKETS, NEW_CLAUSE, AFTER_CODE, BEFORE_CODE, FRAGMENT, GIVEN)
