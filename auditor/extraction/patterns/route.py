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

# Between the route and the code before it: others than that code.
OF_OTHERS: Final = Phrase(
    "route-of-others", r"[,;]\s*(?:and |while |whereas )?(?:all )?(?:the )?others?\b|\b(?:unlike|in contrast to|as opposed to|rather than)\b",
    ("[[J9321]] is injected, the other two are infused ((intravenously)).", "[[J2798]] goes under the skin, unlike Consta, which is ((intramuscular))."), ("[[J9321]] is injected, and always ((subcutaneously)).",),
)  # fmt: skip
VETOES: Final = (OF_OTHERS,)
ROWS: Final = (IN_BRACKETS, NEW_CLAUSE, AFTER_CODE, BEFORE_CODE, FRAGMENT)
