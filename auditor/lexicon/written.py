"""The form of a name that a text uses, of several that mean one thing: "Ga-68" and "Ga 68", "triamcinolone" and "triamcinolone acetonide".

Tables and rules know the normal name. A reader of a finding looks for the words that stand in the document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from auditor.lexicon.spelling import matching_form

# Names that say one thing in several forms: the text's own is kept, the longest first. Isotopes stand with a blank here, as in normal names.
FORMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ammonia n 13": ("nitrogen n 13 ammonia", "ammonia n 13"),
        "factor ix": ("factor ix albumin fusion protein", "factor ix fc fusion protein"),
        "factor viii": ("factor viii fc fusion protein",),
        "fibrinogen concentrate": ("human fibrinogen concentrate", "fibrinogen concentrate"),
        "fludeoxyglucose f 18": ("fluorodeoxyglucose f 18", "fludeoxyglucose f 18"),
        "fluocinolone acetonide": ("fluocinolone acetonide", "fluocinolone"),
        "hydroxyprogesterone caproate": ("hydroxyprogesterone caproate", "hydroxyprogesterone"),
        "influenza vaccine": ("influenza virus vaccine", "influenza vaccine"),
        "perflutren": ("octafluoropropane microspheres", "perflutren lipid microspheres", "perflutren"),
        "radium-223": ("radium ra 223", "radium-223"),
        "sodium ferric gluconate complex": ("sodium ferric gluconate complex", "sodium ferric gluconate"),
        "strontium-89 chloride": ("strontium sr 89", "strontium-89 chloride"),
        "sulfur hexafluoride lipid microspheres": ("sulfur hexafluoride lipid microspheres", "sulfur hexafluoride"),
        "technetium tc 99m albumin aggregated": ("technetium tc 99m macroaggregated albumin",),
        "thallium tl 201 chloride": (
            "thallium tl 201 thallous chloride",
            "thallous chloride tl 201",
            "thallium tl 201 chloride",
        ),
        "triamcinolone": ("triamcinolone acetonide", "triamcinolone"),
        "yttrium-90 ibritumomab tiuxetan": ("yttrium y 90 ibritumomab tiuxetan", "yttrium-90 ibritumomab tiuxetan"),
    }
)
_PLAIN_OF = re.compile("|".join(sorted(map(re.escape, FORMS), key=len, reverse=True)))
# "technetium tc 99m sestamibi": the sign of an element and the number of its isotope.
_ISOTOPE = re.compile(r"\b(ac|co|cr|cu|f|ga|i|in|lu|n|p|ra|rb|sm|sr|tc|tl|xe|y|zr) (\d{1,3}m?)\b")
_HYPHENS = str.maketrans("\u2010\u2011", "--")


class Written:
    """The names of a document in its own forms."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _lower(self) -> str:
        return self._text.lower().translate(_HYPHENS)

    def name(self, normal: str, start: int, end: int) -> str:
        """A normal name as the document has it from `start` to `end`; of a brand, which shows no isotope, as it has that isotope anywhere."""
        written = as_written(normal, self._text[start:end])
        isotope = _ISOTOPE.search(written)
        if isotope is None or isotope[2] in self._text[start:end] or isotope[0] in self._lower:
            return written
        return _spelled(written, isotope, self._lower)


def as_written(name: str, shown: str) -> str:
    """A normal name in the form in which a text shows it, where the two mean one thing: its isotope spelled alike, its last word kept or left out.

    >>> as_written("gallium ga 68 dotatate", "Gallium Ga-68 DOTATATE"), as_written("triamcinolone", "triamcinolone acetonide, 10 mg")
    ('gallium ga-68 dotatate', 'triamcinolone acetonide')
    >>> as_written("radium-223", "radium Ra-223"), as_written("triamcinolone", "Kenalog")
    ('radium ra-223', 'triamcinolone')
    """
    plain = _PLAIN_OF.search(name)
    if plain is not None:
        form = matching_form(shown)
        written = next((one for one in FORMS[plain[0]] if matching_form(one) in form), plain[0])
        name = f"{name[: plain.start()]}{written}{name[plain.end() :]}"
    isotope = _ISOTOPE.search(name)
    return name if isotope is None else _spelled(name, isotope, shown.lower().translate(_HYPHENS))


def _spelled(name: str, isotope: re.Match[str], lower: str) -> str:
    """A name with its isotope as a text in lower case has it: "ga-68", "f18"."""
    sign, number = isotope.groups()
    for spelled in (f"{sign}-{number}", f"{sign}{number}"):
        if spelled in lower:
            return f"{name[: isotope.start()]}{spelled}{name[isotope.end() :]}"
    return name
