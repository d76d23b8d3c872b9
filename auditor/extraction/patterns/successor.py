"""How English says that one code replaced another: a table in which the first row that fits decides."""

from __future__ import annotations

from typing import Final

from auditor.extraction.grammar import Phrase, Replacement
from auditor.extraction.words import ARROWS

_BY_NEW: Final = (
    r"\b(?:replaced|replacing|superseded|succeeded|supplanted|previously|formerly)\b[^;]{0,40}\b(?:by|with)\b"
)

# The second code does it; or a code alone in its sentence, of the code before it.
TOOK_OVER: Final = Replacement(
    "new-took-over", "old",
    after=r"^\s*(?:\([^()]{0,24}\)\s*|(?:, ?(?:[^,;.()]|\.(?=\d)){1,30}){1,2},\s*)?(?:(?:(?:is|was) )?(?:now |then )?(?:used |reported |billed |introduced |created |put |set |added |loaded |given )?in its (?:place|stead)|(?:then |since |will )?(?:took its place|takes? its place|take over|(?:came|comes|stepped|steps) in (?:its (?:stead|place)|for it)|(?:has|have) (?:since |now )?taken its place|supersedes it|superseded it|succeeded it|replaced it|(?:takes|took) over|"
          r"replaces it|is what (?:has )?replace[sd] it|has replaced it|is (?:now )?(?:its|the) (?:replacement|successor)))\b",
    examples=("[[J2505]] was deleted and ((J2506)) took over.", "[[J9310]] has ended; ((J9312)) came in its stead.", "J2505 was deleted. ((J2506)) took over.", "[[J3370]] (vancomycin, 500 mg) is deleted as well; ((J3373)) (vancomycin, 10 mg) replaces it.", "[[C9302]] is deleted, ((J9276)) takes over.", "Perseris was [[C9037]] before October 2019; today ((J2798)) is used in its place.", "J3370 is no longer valid. ((J3373)), vancomycin 10 mg, has replaced it.", "Dilaudid was J1170. That code has been deleted. Since then you report ((J1171)) in its place, and it counts 0.1 mg."),
    but_not=("[[J2505]] was deleted and ((J2506)) took effort.",),
)  # fmt: skip

# The successor of the code before, in a sentence of its own.
ITS_SUCCESSOR: Final = Replacement(
    "its-successor-is-new", "old",
    before=r"^\W*(?:(?:and|so|now) )?(?:(?:its|the) (?:replacement|successor)(?: code)?(?: is| became|:|,| since then is)?|(?:replacement|successor)(?: code)?:|(?:its|whose) place (?:was|has been|is) (?:now |since )?taken by|the (?:new )?(?:code|one|number) (?:which|that) (?:took over|took its place|replaced it|followed|came after(?: it)?|came next) (?:is|was))\s*(?:hcpcs )?(?:code )?\Z",
    examples=("Q5131 was discontinued. Its replacement is ((Q5144)).", "J2505 has ended. The successor: ((J2506)).", "J2505 has ended. Successor: ((J2506)).", "J2505 has ended. Its place was taken by ((J2506)).", "J2001 was discontinued. The code which took over is ((J2003))."),
    but_not=("Q5131 was discontinued. The replacement pump goes under ((E0784)).",),
)  # fmt: skip

# The same of several: "They were replaced by ..." below the codes that have ended.
THEIR_SUCCESSOR: Final = Replacement(
    "their-successor-is-new", "old",
    after=r"^\s*(?:has |have )?(?:replaced|replaces|superseded|succeeded) (?:all|both|each|them|these|the (?:two|three|four|five|pair|trio|lot))\b",
    before=r"^\W*their (?:common |only |joint |new )?(?:successor|replacement)(?: code)?(?: is| became|:|,)?\s*(?:hcpcs )?(?:code )?\Z|^\W*(?:(?:all|both) (?:\w+ )?|they |these (?:\w+ )?|the (?:pair|two|three|four|lot) )(?:was|were|are|have been) (?:all |both |now |then |later )?(?:(?:deleted|discontinued|terminated|retired) and )?(?:(?:replaced|superseded|succeeded) (?:by|with)|(?:folded|merged|rolled|combined|consolidated|collapsed) into) (?:the |an? |one )?(?:new |single )?(?:hcpcs )?(?:code,? )?\Z|"
           r"^\W*(?:(?:in|on|from|since|as of|effective) [^.;:]{4,24},? )?(?:(?:all|both) (?:\w+ )?|they |the (?:pair|two|three|four|lot) )(?:gave way|yielded|made way) (?:to|for) (?:the |an? |one )?(?:new |single )?(?:hcpcs )?(?:code,? )?\Z",
    examples=("[[J1020]] was discontinued; ((J1010)) replaced all of them.", "J1051 was Depo-Provera and J1055 the contraceptive. In 2013 both gave way to ((J1050)).", "J1020 and J1030 were discontinued. Their successor is ((J1010)).", "J1751 was for INFeD and J1752 for Dexferrum. The pair was replaced by a single code, ((J1750))."), but_not=("J1020 and J1030 were discontinued. They were followed by a note on ((J1010)).",),
)  # fmt: skip

# "It" is the drug, and the code that the sentence before gave to it is the old one.
SINCE_IT_IS: Final = Replacement(
    "since-it-is-new", "old",
    before=r"(?:^|\W)(?:since|from|as of|starting|beginning|effective) [^.;:]{4,24},?\s*\Z",
    between=r"^\s*(?:is|has been|became)(?: (?:billed|reported|coded) (?:with|under|as))?(?: code)?\s*\Z",
    examples=("Eculizumab went on J1300. Since April 1, 2025 it is ((J1299)).",),
    but_not=("Eculizumab goes on [[J1299]]. Since April 1, 2025 Ultomiris is ((J1303)).",),
)  # fmt: skip

REPLACEMENTS: Final[tuple[Replacement, ...]] = (
    Replacement(
        "new-was-old", "new", between=r"\(\s*(?:was|were|formerly|previously|old|replac(?:es|ing)|old code:?|fka|ex-)\s*$", after=r"^(?!\s*(?:in error|by mistake|wrongly))",
        examples=("((J9312)) (formerly [[J9310]]) is rituximab.",), but_not=("((J9312)) (beside [[J9310]]) is rituximab.",),
    ),
    Replacement(
        "successor-of-old", "old", before=r"\b(?:successor|replacement) (?:of|to|for)\s+(?:the )?(?:hcpcs )?(?:code )?$",
        between=r"^\s*(?:is|was|became|,)\s*(?:the )?(?:code )?\Z",
        examples=("The successor of [[J9310]] is ((J9312)).",), but_not=("The neighbour of [[J9310]] is ((J9312)).",),
    ),
    Replacement(
        "moved-from-to", "old", between=r"^(?:\s*\([^()]{0,30}\)|,[^,;()]{1,20},)?\s*to(?: (?:the )?code)?\s*\Z",
        before=r"\b(?:move[sd]?|chang\w+|transition\w*|switch\w*|convert\w*|migrat\w*|went|renumbered|"
               r"crosswalk\w*|(?<!range )(?<!codes )(?<!list )(?:goes|going|gone))(?: (?:on|in|as of|effective|at) [^.;:()]{4,20}| (?:too|also|likewise|then|with (?:it|them)),?)?\s+(?:over )?from\s+(?:hcpcs )?(?:code )?$|[;,)] (?:and )?[a-z][a-z -]{2,30} from (?:code )?$|(?:\bmove|\bchange|\bswitch|:) [a-z][a-z ]{2,20} \([^()]{3,30}\) from (?:code )?$|and [a-z]{4,14} \([^()]{3,30}\) from (?:code )?$",
        examples=("Rituximab moved from [[J9310]] to ((J9312)).", "Rituximab moved on January 1, 2019 from [[J9310]] (100 mg) to ((J9312)).", "Bkemv moved at the same time from [[Q5139]] (10 mg) to ((Q5152)) (2 mg).", "Hydromorphone changed on October 1; furosemide from [[J1940]] (up to 20 mg) to ((J1938)) (1 mg)."), but_not=("The range goes from [[J9310]] to ((J9312)).",),
    ),
    Replacement(
        "old-then-new", "old", between=r"^(?:\s*\([^()]{0,30}\))?,? (?:and )?then (?:code )?\Z", after=r"^(?: \([^()]{0,30}\))? (?:from|since|on|as of|starting|beginning) ",
        examples=("Zanidatamab: [[C9302]], then ((J9276)) from July 1, 2025.",), but_not=("Enter [[J9271]], then ((J9299)).",),
    ),
    Replacement(
        "changed-old-to-new", "old", between=r"^(?:\s*\([^()]{0,30}\))?\s*to\s*\Z",
        before=r"\b(?:changed|moved|switched|converted|renumbered)\b[^.;:()]{0,50}[,:—–-]\s*(?:hcpcs )?(?:code )?$",
        examples=("In 2022 they changed pegfilgrastim on us, [[J2505]] to ((J2506)).",), but_not=("They changed the page with codes, [[J9000]] and ((J9999)).",),
    ),
    Replacement(
        "replace-old-with-new", "old",
        before=r"\breplac(?:e|es|ed|ing)\s+(?:the )?(?:old )?(?:hcpcs )?(?:codes? )?$",
        between=r"\b(?:with|by)\s+(?:the )?(?:new )?(?:hcpcs )?(?:codes? )?$",
        after=r"^(?! (?:on|in) (?:the|that|this|an?|your|our|their|those|these) (?:[\w-]+ ){0,3}(?:lines?|claims?|orders?|charges?|bills?|invoices?|entr(?:y|ies)|rows?|cells?)\b)",
        examples=("Replace [[J9310]] with ((J9312)).",), but_not=("Report [[J9310]] with ((J9312)).", "Replace [[J9305]] with ((J9035)) on the Avastin line."),
    ),
    Replacement(
        "new-replaced-old", "new", unless=r" by|^\s*[;.]",
        between=r"\btook over from\b|\btakes over from\b|\btaking over from\b|\b(?:replaced|replaces|supersedes|superseded|"
                r"replacing)\s+(?:the\s+)?(?:old\s+)?(?:code\s+)?$",
        examples=("((J9312)) replaced [[J9310]].", "((J9173)) took over from [[C9492]].", "((J9173)) went live in 2019, taking over from [[C9492]]."), but_not=("((J9312)) was replaced by [[J9310]].",),
    ),
    TOOK_OVER,
    SINCE_IT_IS,
    Replacement(
        "new-took-place-of-old", "new", before=r"^(?!.*\b(?:(?:using|billing|reporting|submitting|coding|entering|sending|putting)\s+(?:code\s+)?|(?:found|saw|seen|caught|returned|denied|rejected|corrected)\b[^.;]*\bwith\s+)\Z)", unless=_BY_NEW + r"|\b(?:polic(?:y|ies)|authori[sz]ations?|articles?|bulletins?|guidance|transmittals?|versions?|editions?|memos?)\b|^\s*[;.]\s*(?:replac|supersed)",
        between=r"\b(?:replaces|replaced|replacing|supersedes|superseded|supplants|supplanted|succeeds|succeeded|took over from|"
                r"takes over from|took the place of|"
                r"takes the place of|(?:taken|taking) the place of|(?:came|comes|stepped|steps) in (?:place|the stead) of|replacement (?:for|of)|successor (?:of|to)|to succeed|to replace)\b",
        examples=("((J2802)) took the place of [[J2796]].", "((J3489)) came as a replacement for [[J3487]].", "((Q5103)) has since taken the place of [[Q5102]]."),
        but_not=("((J9312)), replaced in 2020 by [[J9310]], is rituximab.", "The new policy for ((J1745)) replaces policy 12-B, which listed [[Q5103]]."),
    ),
    Replacement(
        # Who bills one code in place of another chose between two that are valid.
        "new-in-place-of-old", "new", unless=_BY_NEW, between=r"\bin place of\b",
        before=r"^(?!.*\b(?:found|saw|seen|caught|returned|denied|rejected|corrected)\b[^.;]*\bwith\s+\Z)(?:(?=.*\b(?:since|from|as of|effective|starting|beginning)\b)|(?!.*\b(?:us(?:e|es|ed|ing)|bill(?:s|ed|ing)?|report(?:s|ed|ing)?|submit(?:s|ted|ting)?|cod(?:e|es|ed|ing)|enter(?:s|ed|ing)?|sen(?:d|ds|t|ding)|puts?|putting|key(?:s|ed)?|prefers?|takes|accepts?|covers?|requires?|wants?|allows?|lists?|shows?|gives?)\s+(?:code\s+)?\Z))",
        examples=("Since July 1, bill ((J1938)) in place of [[J1940]].", "Vancomycin has ((J3373)) in place of [[J3370]] since July.",),
        but_not=("Using ((J9022)) in place of [[J9173]] is wrong.", "We found 23 lines with ((J0895)) in place of [[J0897]].", "We bill ((Q5107)) in place of [[J9035]]."),
    ),
    Replacement(
        "new-that-of-old", "new", before=r"\bplace of\b[^.;]{0,60},? (?:and |while )\Z", between=r"^\s*(?:took |takes )?that of (?:the )?(?:old )?(?:code )?\Z",
        examples=("J1299 took the place of J1300, and ((Q5152)) that of [[Q5139]].",), but_not=("J1299 took the place of J1300, and ((Q5152)) is the price of [[Q5139]].",),
    ),
    Replacement(
        "old-which-new-replaced", "old", between=r"^[^;.]{0,60}\),?\s*which\s*\Z|^,?\s*which\s*\Z", after=r"^\s*(?:has |have |had )?(?:since )?(?:replaced|superseded|succeeded|replaces)\b",
        examples=("We removed [[J2505]] (pegfilgrastim, 6 mg), which ((J2506)) has replaced.",), but_not=("We removed [[J2505]], which ((J2506)) resembles.",),
    ),
    Replacement(
        "new-began-as-old", "new", between=r"^\s*(?:\([^()]{0,30}\)\s*)?(?:began|started(?: out)?|began life|started life) as (?:code )?\Z",
        examples=("((J2407)) began as [[C9444]].",), but_not=("((J2407)) began as well as [[C9444]].",),
    ),
    Replacement(
        "new-preceded-by-old", "new", between=r"\b(?:was|were|is|had been) preceded by (?:the )?(?:code )?\Z",
        examples=("((J9299)) was preceded by [[C9453]].",), but_not=("((J9299)) was preceded by a space and [[C9453]].",),
    ),
    Replacement(
        "new-formerly-old", "new", between=r"\b(?:formerly|previously)\s+(?:(?:known|billed|reported|coded) as\s+)?$", unless=_BY_NEW,
        examples=("((J9312)), previously billed as [[J9310]], is rituximab.",), but_not=("((J9312)), wrongly billed as [[J9310]], is rituximab.",),
    ),
    Replacement(
        "old-replaced-by-new", "old", between=r"\b(?:replaced (?:(?:on|in|effective|as of) [^;.]{4,24} )?(?:by|with)|superseded by|succeeded by)\b", needs_end=True,
        examples=("[[J9310]] was replaced by ((J9312)).", "[[J1300]] was replaced on April 1, 2025 by ((J1299))."), but_not=("[[J9310]] was confirmed by ((J9312)).",),
    ),
    Replacement(
        "old-place-taken-by-new", "old", between=r"\bplace (?:has been |was |is )?(?:now |since )?taken (?:over )?by (?:the )?(?:new )?(?:code )?\Z",
        examples=("[[C9302]] is history, and its place has been taken by ((J9276)).",), but_not=("[[C9302]] is gone, and a photo of the place was taken by J. from ((J9276)).",),
    ),
    Replacement(
        "old-became-new", "old",
        between=r"\b(?:(?:became|becomes?)(?! (?:effective|valid|active|available|billable|official|permanent|mandatory|final|law)\b)|splits? in(?:to)?|divided into|crosswalk(?:s|ed)? to|transition(?:s|ed)? to|moved to|moves to|converted to|changed to|turned into|turns into)\b", needs_end=True,
        examples=("[[C9492]] became ((J9173)).", "[[J9310]] was deleted and moved to ((J9312)).", "[[J1942]] = aripiprazole lauroxil till 9/30/2019, then split in ((J1943)) / J1944"), but_not=("[[J9310]] came before ((J9312)).", "[[J9276]] became effective in July, and ((J9299)) is deleted."),
    ),
    Replacement(
        "old-gave-way-to-new", "old",
        between=r"\b(?:followed by|took its place|took over|preceded(?! by)|(?:gave|given|giving|gives) way to|yielded to|made way for|was retired in favor of|in favou?r of|"
                r"(?:fold|folded|merged|rolled|absorbed|subsumed|consolidated|collapsed) (?:back )?(?:into|in|by|under)|"
                r"(?:retired|deleted|dropped|discontinued|ended) (?:when|once|as soon as)|supersedes it)\b", needs_end=True,
        examples=("[[J9258]] was deleted and folded into ((J9264)).", "[[C9063]] was retired when ((J3032)) became effective.", "[[C9467]] preceded ((J9311)).", "[[J9310]] was retired in favor of ((J9312))."),
        but_not=("[[J9310]] is listed in favor of ((J9312)).",),
    ),
    Replacement(
        "old-successor-new", "old", between=r"\b(?:successor(?: is|,)?|replacement(?: is|,|:)?|send its successor)\b", needs_end=True,
        examples=("[[J9310]], whose successor is ((J9312)), was rituximab.",), but_not=("[[J9310]], whose neighbour is ((J9312)), was rituximab.",),
    ),
    Replacement(
        "old-now-new", "old", needs_end=True,
        between=r"\b(?:now (?:is |reported (?:as|with|under) |billed (?:as|with|under) |use )?|see|use instead|report(?:ed)? (?:with|as|"
                r"under)|instead use)\b|\b(?:now|use)\s+(?:code\s+)?$",
        examples=("[[J9310]] is a dead code; now ((J9312)).", "[[J2505]] was discontinued; use ((J2506)) instead."),
        but_not=("[[J9310]] is rituximab; see ((J9312)).",),
    ),
    Replacement(
        "old-report-new", "old", needs_end=True, before=r"^(?!.*\b[a-z]\d{4}\b)", between=r"; report\s+(?:code\s+)?\Z", after=r"^(?!\s*(?:,|and|or)\b)",
        examples=("[[J7333]] was discontinued 03/31/2021; report ((J7321)).",), but_not=("[[J7333]] was renumbered; report ((J7321)).",),
    ),
    Replacement(
        "old-henceforth-new", "old", needs_end=True, between=r"[;,] (?:and )?[a-z][a-z -]{2,40} (?:is|are|goes|go) (?:now |henceforth |then |today )(?:on |under |as |with )?(?:code )?\Z",
        examples=("[[C9097]] deleted; faricimab is henceforth ((J2777)) instead.",), but_not=("[[C9097]] is listed; faricimab is henceforth ((J2777)).",),
    ),
    Replacement(
        "old-is-now-new", "old",
        between=r"^[^.;]{0,24}\b(?:is|are) now (?:(?:billed|reported|coded) (?:as|with|under) )?(?:code )?\Z",
        examples=("[[J2796]], 10 mcg, is now ((J2802)).",), but_not=("[[J2796]] is paid now, as is ((J2802)).",),
    ),
    Replacement(
        "new-arrow-old", "new", between=r"(?:←|<-|<=|⇐)\s*\Z",
        examples=("((J9256)) nipocalimab-aahu, 3 mg <- [[C9305]]",), but_not=("((J9256)) nipocalimab-aahu, 3 mg | [[C9305]]",),
    ),
    Replacement(
        "old-arrow-new", "old",
        between=r"→|=>|->", needs_end=True, examples=("[[J9310]] (discontinued) → ((J9312))",), but_not=("[[J9310]] → ((J9312))",),
    )
)  # fmt: skip
# In the sentence: a product takes another's place on a list or in a patient, or a code on a claim; the code set stays as it is.
ON_A_LIST: Final = Phrase(
    "product-replaced",
    r"\b(?:preferred|formular(?:y|ies)|tiers?|step therapy|patients?|members?|stable|substitut\w*|interchang\w*|charge ?master|order sets?|resubmit\w*|shortage|as (?:our|your|their|the) (?:first|standard|usual|main|default)|on (?:the|a|this) (?:claim|line|order))\b",
    ("Replace [[J1745]] with ((Q5103)) where the patient is stable.", "((Q5103)) replaced [[J1745]] as our preferred product.", "((Q5103)) succeeded [[J1745]] as our first choice."), ("((J9312)) replaced [[J9310]] in every list.",),
)  # fmt: skip

# What stands between two codes when one replaced the other, even if the sentence does not say that a code ended.
# In small letters only: the "Replacement" in the name of a policy or a therapy replaces no code.
REPLACING: Final = r"replac|supersed|succe|became|preceded|crosswalk|converted|transition|(?:gave|given|giving|gives) way|yielded to|made way|becomes?\b|splits? in(?:to)? |turned into|turns into|(?:began|started)(?: out| life)? as|divided into|merged into|folded into|rolled into"

# A notice that a product changes its code: the drug stands right before the old code, or the sentence is the two codes alone.
OLD_TO_NEW: Final = Replacement(
    "old-to-new", "old", between=r"^(?:\s*\([^()]{0,40}\)|,[^,;()]{0,24},)?\s*to\s+\Z",
    examples=("Bludigo [[C9300]] to ((J9220)).", "From C to J: [[C9174]] to ((J9011)) (Datroway).", "Mannitol: [[J2150]], 25% in 50 mL, to ((J2151)), 250 mg."), but_not=("Codes [[J9000]] to ((J9999)) are for chemotherapy.",),
)  # fmt: skip
# An arrow from a temporary code to a permanent one, in whatever list it stands.
TEMPORARY_TO_PERMANENT: Final = Replacement(
    "temporary-arrow-permanent", "old", between=rf"^[^;?:]{{0,60}}(?:[{ARROWS}]|[-=]>)\W{{0,4}}(?:code )?\Z",
    examples=("[[C9305]] → ((J9256)).", "[[C9305]] nipocalimab-aahu, 3 mg → ((J9256)), 3 mg."), but_not=("[[J9310]] → ((J9312))", "[[C9305]] beside ((J9256))."),
)  # fmt: skip
# In tags: what may stand before the old code, and after the new one.
OPENS_NOTICE: Final = r"(?:[DB](?:\([DB]\))?|(?:^|:))$"
CLOSES_NOTICE: Final = r"^(?:\([^()]{0,16}\))?(?:[.;,&]|$|[sv][wt]?N)"

# Between two codes in a list of ended codes, where "see J9256" is enough to say so.
IN_ENDED_LIST: Final = Replacement(
    "ended-see-new", "old", between=rf"\b(?:see|use|now|replaced by|report)\s+(?:code\s+)?$|(?<![.;] )(?:[{ARROWS}]|[-=]>)\s*$",
    examples=("Discontinued codes:\n\n- [[J9310]]: see ((J9312))", "Old and new codes:\n\n- [[J9310]] → ((J9312))"), but_not=("Codes:\n\n- [[J9310]]: see ((J9312))",),
)  # fmt: skip
VETOES: Final = (ON_A_LIST,)
ROWS: Final = (*REPLACEMENTS, ITS_SUCCESSOR, THEIR_SUCCESSOR, OLD_TO_NEW, TEMPORARY_TO_PERMANENT, IN_ENDED_LIST)
