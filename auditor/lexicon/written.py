"""The form of a name that a text uses, of several that mean one thing: "Ga-68" and "Ga 68", "triamcinolone" and "triamcinolone acetonide".

Tables and rules know the normal name. A reader of a finding looks for the words that stand in the document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from auditor.lexicon.spelling import matching_form

# Names that say one thing in a longer and a shorter form: the text's own is kept, the longest first. The first word string is the normal name.
FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "factor ix": ("factor ix albumin fusion protein", "factor ix fc fusion protein"),
        "factor viii": ("factor viii fc fusion protein",),
        "fibrinogen concentrate": ("human fibrinogen concentrate", "fibrinogen concentrate"),
        "fluocinolone acetonide": ("fluocinolone acetonide", "fluocinolone"),
        "hydroxyprogesterone caproate": ("hydroxyprogesterone caproate", "hydroxyprogesterone"),
        "influenza vaccine": ("influenza virus vaccine", "influenza vaccine"),
        "perflutren": ("octafluoropropane microspheres", "perflutren lipid microspheres", "perflutren"),
        "sodium ferric gluconate complex": ("sodium ferric gluconate complex", "sodium ferric gluconate"),
        "triamcinolone": ("triamcinolone acetonide", "triamcinolone"),
    }
)
_PLAIN_OF = re.compile("|".join(sorted(map(re.escape, FORMS), key=len, reverse=True)))
# "technetium tc 99m sestamibi": the sign of an element and the number of its isotope.
_ISOTOPE = re.compile(r"\b(ac|co|cr|cu|f|ga|i|in|lu|n|p|ra|rb|sm|sr|tc|tl|xe|y|zr) (\d{1,3}m?)\b")
_HYPHENS = str.maketrans("\u2010\u2011", "--")


def as_written(name: str, shown: str) -> str:
    """A normal name in the form in which a text shows it, where the two mean one thing: its isotope spelled alike, its last word kept or left out.

    >>> as_written("gallium ga 68 dotatate", "Gallium Ga-68 DOTATATE"), as_written("triamcinolone", "triamcinolone acetonide, 10 mg")
    ('gallium ga-68 dotatate', 'triamcinolone acetonide')
    >>> as_written("triamcinolone", "Kenalog")
    'triamcinolone'
    """
    if (isotope := _ISOTOPE.search(name)) is not None:
        sign, number = isotope.groups()
        lower = shown.lower().translate(_HYPHENS)
        for spelled in (f"{sign}-{number}", f"{sign}{number}"):
            if spelled in lower:
                return f"{name[: isotope.start()]}{spelled}{name[isotope.end() :]}"
        return name
    if (plain := _PLAIN_OF.search(name)) is None:
        return name
    form = matching_form(shown)
    written = next((one for one in FORMS[plain[0]] if matching_form(one) in form), plain[0])
    return f"{name[: plain.start()]}{written}{name[plain.end() :]}"
