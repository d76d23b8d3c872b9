"""How English says what a modifier means, and which two characters are a modifier at all."""

from __future__ import annotations

from typing import Final

from auditor.extraction.grammar import Phrase, Trigger
from auditor.extraction.words import ARROWS

# Which two characters are a modifier ----------------------------------------------------------------

# Right before the characters, or after them.
NAMED_BEFORE: Final = Phrase(
    "modifier-named-before", r"""modifiers?[\s,“”"'‘’(*:-]*(?:such as\s+|like\s+)?[“"']?$""",
    ("Modifier [[25]] marks a separately identifiable visit.", "Modifiers such as “[[25]]” mark a separately identifiable visit."),
    ("The [[25]] of May was a separately identifiable visit.",),
)  # fmt: skip
NAMED_AFTER: Final = Phrase(
    "modifier-named-after",
    r"""[”"'’]?\s*modif""",
    ("The [[59]] modifier marks a distinct procedure.",),
    ("The [[59]] rooms, by modifier, are distinct procedures.",),
)
# After a number: it counts something.
COUNTS: Final = Phrase(
    "number-counts",
    r"\s*(?:mg|mcg|ml|g\b|units?|days?|minutes?|hours?|weeks?|months?|years?|percent|%|cells?|patients?|vials?|times|lines?|characters|of\b)",
    ("A modifier for a separate visit: [[25]] minutes.",), ("A modifier for a separate visit: [[25]], of course.",),
)  # fmt: skip
# Between two of them.
LISTED: Final = Phrase(
    "modifier-listed", r"""[\s,/&“”"'‘’()*-]*(?:and|or|through)?[\s,/&“”"'‘’()*-]*$""", ("Modifiers 25 or [[59]] mark a separate visit or a distinct procedure.",), ("The modifier RT is right, but on page [[59]] it is distinct.",)
)  # fmt: skip
# Before them, in a text that is about modifiers.
OPENS: Final = Phrase(
    "modifier-opens", r"""(?:^|[.;:(,“"'\n]|\band|\bfor|\bthan|\ba stronger|\bwith|\buse|\badd|\bput)\s*-?$""", ("# Modifiers\n\nAmong them, [[25]] marks a separately identifiable visit.", "# Modifiers\n\n* -[[25]] marks a separately identifiable visit."), ("# Modifiers\n\nIn ward [[25]] we had a separately identifiable visit.",)
)  # fmt: skip
# After letters that nobody calls a modifier: what follows gives them their usual meaning.
GLOSS: Final = Phrase(
    "modifier-glossed",
    r"[”\"'*]?\s*(?:\(|[=:–—-]\s|,\s[“\"]|(?:if|when|where|whenever|for)\b|to (?:show|say|tell|mark|indicate)\b|(?:tells?|attests?|certif\w+|declares?|states?|marks?|means?|indicates?|denotes?|signif\w+|shows?|says?|identif\w+|reports?|designates?|describes?|stands?)\b)",
    ("Append [[RT]] (right side).", "[[FB]] marks an item received free of charge.", "# Modifiers\n\nThen append [[59]] to show that the service is distinct."), ("Append [[RT]], whoever was right about the side.",),
)  # fmt: skip

# Right before letters that nobody calls a modifier, where the words around them give them their usual meaning.
CALLED_FOR: Final = Phrase(
    "modifier-called-for", r"\b(?:then|use|append|add|attach)\s*$",
    ("Free sample? Then [[FB]], as nothing was paid.",), ("Free sample? Ask [[FB]], as nothing was paid.",),
)  # fmt: skip

# On either side of a token whose usual case the sentence names: so stands a modifier, and no count.
STANDS_BEFORE: Final = Phrase(
    "modifier-stands-before",
    r"(?:\b(?:with|gets?|takes?|put|adds?|append(?:s|ed)?|attach|uses?|reports?|wants?|needs?|requires?|carr(?:y|ies)|is|be|for|what|that|want|then|and|or)\s+(?:an? |the )?|[:(,;.→—–-]\s+|^\s*)[\"“'*(]{0,3}$",
    ("A separately identifiable visit gets a [[25]].",), ("A separately identifiable visit on June [[25]].",),
)  # fmt: skip
STANDS_AFTER: Final = Phrase(
    "modifier-stands-after",
    r"[\"”'*)]{0,3}(?:\s*[,.;:)!]|\s*$|\s+(?:on|goes|belongs|is|are|when|where|if|for|to|as|says|tells|and|or|declares|means|marks|line)\b)",
    ("A separately identifiable visit gets a [[25]].",), ("A separately identifiable visit takes [[25]] minutes more.",),
)  # fmt: skip

# Where its meaning stands ---------------------------------------------------------------------------

# After the modifier, up to the end of the clause; failing that, of the sentence. Nothing is asked of what stands between.
FORWARD: Final = Phrase(
    "modifier-then-meaning",
    r"",
    ("[[JW]] marks wasted drug.",),
    ("[[JW]] is new; JZ marks vials that were fully used.",),
)
LATER: Final = Phrase("modifier-then-later-meaning", r"", ("[[JW]] is often forgotten, but it is for wasted drug.",))
CLAUSE_END: Final = r"[.;?!]\s|;(?!\s*(?:they|it|both|this|these)\b)|\bwhile\b|\bwhereas\b|, and (?=modifier)|, but\b|\bthough\b|\balthough\b"
# Before it: what ends the clause, right before the modifier, or begins it.
WITH: Final = Phrase(
    "meaning-with-modifier",
    r"(?:\bwith|\bbe|\bwas|\bby|\bunder|\bis|\bare|\bcarries|\bcarry|\buse|\bvia|\bneeds?|\btakes|\badd|\bappend|\battach|\bexpect|\bfor|"
    r"\bsays|\bwants?|\bmeans|\bgets|\bon|\busing|\brequires?)"
    r"""\s+(?:now\s+)?(?:the\s+|a\s+)?(?:modifiers?\s+)?[“"'(*]*$""",
    ("Wasted drug is billed with [[JW]].", "Wasted drug needs the modifier [[JW]]."), ("Drug is not wasted here, [[JW]] aside.",),
)  # fmt: skip
WHEN: Final = Phrase(
    "when-meaning-modifier",
    r"^\W*(?:when|if|where|whenever|for|in case|once)\b",
    ("When drug is wasted, [[JW]] helps.",),
    ("Drug is wasted, [[JW]] helps.",),
)
BRACKETED: Final = Phrase(
    "meaning-bracket-modifier",
    r"""(?:modifier|[(:])\s*[“"'*]*$""",
    ("Drug is wasted ([[JW]]).", "Wasted drug: modifier [[JW]]"),
    ("Drug is wasted, [[JW]].",),
)
# The same with an arrow, which points from the case to its modifier, whatever follows.
ARROW: Final = Phrase(
    "meaning-arrow-modifier", rf"""(?:[-=]>|[{ARROWS}])\s*(?:modifier\s+)?[“"'*]*$""",
    ("No waste -> [[JZ]], waste -> JW.", "Wasted drug → [[JW]]"), ("Drug -> [[JW]].",),
)  # fmt: skip
# Right behind it, where what follows is not its usual meaning: only what plainly tells or rules contradicts everybody else.
TELLS: Final = Phrase(
    "modifier-tells",
    r"""[”"'’*)]{0,3}(?:,? which|,? that)?(?: (?:as a )?(?:modifier|code|suffix|line))?[”"'’*]{0,3}(?:\s*[(=–—:\n]|\s+-\s|,?\s+(?:(?:still|also|now|simply|always|only|actually|therefore|then|just|really) |(?:do|does|did|will|would|can|could|may|might|should|must)(?: not|n['’]t)? )*"""
    r"(?:means?|meant|marks?|marked|indicates?|indicated|identif(?:y|ies|ied)|says?|said|tells?|told|attests?|certif(?:y|ies)|shows?|stands?|stood|denotes?|signif(?:y|ies)|signals?|flags?|describes?|declares?|states?|confirms?|reports?|reads?|displayed|showed|designates?|covers?|represents?|refers?|concerns?|explains?|applies|accompan(?:y|ies)|used (?:to|for|when|if|where)|"
    r"(?:is|are|was|were|be|been|being)(?: (?:also|always|only|now|still|never|not))? (?:for|when|if|where|to|the|a|an|our|used|reported|appended|added|attached|required|expected|meant|applied|billed|needed|defined|described|called|known|put|intended|reserved)|has to|have to|needs? to|goes (?:on|with)|belongs (?:on|with|to))\b)""",
    ("[[JZ]] marks discarded drug.", "[[JZ]] = drug wasted", "[[JZ]] is reported when drug is wasted."), ("[[JZ]] claims with wasted drug are sent back.", "If [[JZ]] stays on the claim but drug was wasted, we ask."),
)  # fmt: skip
IT_TELLS: Final = Phrase(
    "modifier-it-tells", r"\b(?:it|they|this|which|that) (?:means?|marks?|indicates?|says?|tells?|attests?|certif(?:y|ies)|shows?|stands? for|denotes?|is for|are for)\b",
    ("Put [[JZ]] there, for it stands for discarded drug.",), ("Put [[JZ]] there, for it follows discarded drug.",),
)  # fmt: skip
# The same of a case, behind what tells somebody to use it, or with nothing before it.
IN_CASE: Final = Phrase(
    "modifier-in-case", r"""[”"'’*)]{0,3}(?: modifiers?)?,? (?:if|when|where|whenever|for(?! (?:which|whom|what))|to|in case)\b""",
    ("Append modifier [[JZ]] when drug is wasted.",), ("Using modifier [[JZ]] when drug is wasted is false.",),
)  # fmt: skip
RULES: Final = Phrase(
    "modifier-ruled", r"(?:\b(?:append|use|report|add|attach|put|bill|submit|apply|include|enter|with|needs?|requires?|expects?|wants?|calls? for|takes?|gets?|carry|carries|then|and|or)(?:ed)?(?: (?:the|a|an|modifiers?|either|both)){0,2}|[;:.•|,]|^)\W{0,4}$",
    ("[[JZ]] when drug is wasted.",), ("Whoever keeps [[JZ]] when drug is wasted is asked.",),
)  # fmt: skip
# Between it and its meaning.
TURNS: Final = Phrase(
    "modifier-meaning-turned", r"\b(?:unless|except|without|but|since|because|although|though|other than|instead|while|error|mistake|contradict)\w*\b",
    ("[[JZ]] is used unless drug was wasted.",), ("[[JZ]] is used when drug was wasted.",),
)  # fmt: skip
# Somebody is told not to use it: what follows, or stands before, is not its case, and no meaning of it either.
NOT_USED_BEFORE: Final = Phrase(
    "modifier-not-to-be-used", r"\b(?:(?:do|does|did|must|should|may|can|could|will|would|shall)(?: not|n['’]t)|cannot|can't|never)(?: \w+ly)? (?:append|use|report|add|attach|bill|submit|put|place|include|apply|enter)\b(?: (?:with|under))?(?: (?:the|a|this))?(?: modifiers?)?\W{1,3}(?:[A-Z0-9]{2} (?:with|and|or) )?$",
    ("Do not append [[JW]] when nothing was discarded.", "Never use the modifier [[JZ]] for wasted drug."), ("Do not forget to append [[JW]] when drug was discarded.",),
)  # fmt: skip
NOT_USED_AFTER: Final = Phrase(
    "modifier-is-not-used",
    r"[”\"'*)]{0,3}(?: modifier)? (?:(?:(?:must|should|can|could|may|will|shall|would|need|is|are|was|were|does|do)(?: not|n['’]t)|cannot|can't)(?: \w+ly)?(?: (?:to )?be)?|(?:is|are|should be|must be|may be)? ?never(?: be)?) (?:\w+ly )?"
    r"(?:used|reported|appended|added|attached|billed|submitted|required|needed|expected|appropriate|applicable|apply|correct|right|valid|accepted|permitted|allowed|entered|applied|put|placed|belong)\b"
    r"|[”\"'*)]{0,3}\s*[:–—-]\s*(?:please )?(?:do not|don['’]t|never|not to be|must not be|should not be) (?:append|use|report|add|attach|bill|submit|put|apply|enter)(?:e?d)?\b"
    r"|[”\"'*)]{0,3}(?: modifier)? (?:is|are|would be) (?:\w+ly )?(?:wrong|incorrect|inappropriate|improper|invalid|a mistake|an error|out of place)\b",
    ("[[JZ]] must not be used if any drug was discarded.", "[[JW]] is wrong when nothing was discarded.", "[[JW]]: do not report when nothing was discarded."), ("[[JZ]] must be used if no drug was discarded.", "[[JW]] is used when drug was not administered."),
)  # fmt: skip
EXCEPTED: Final = Phrase(
    "modifier-but-for", r"\b(?:except|unless|other than|until|but (?:for|when|if|where)|only|without)\b",
    ("Do not append [[JW]] except for discarded drug.",), ("Do not append [[JW]] for discarded drug.",),
)  # fmt: skip
# Before it, after a short question that names the case: "Nothing left over? Then JZ is expected."
ASKED: Final = Phrase(
    "question-then-modifier", r"""(?:(?:then|so|use|add|append|report|that(?: is|'s)|it(?: is|'s)|the answer is|(?:the|your|that|this) \w+ (?:wants|needs|expects|requires|takes|gets|carries|calls for|asks for))\W{1,3}){0,2}(?:the )?(?:modifier )?\W{0,3}""",
    ("Drug left over? Then [[JW]] is expected.", "Anything wasted? [[JW]].", "Nothing left? The plan wants [[JZ]] then."), ("Drug left over? Nobody knows. Ask [[JW]].",),
)  # fmt: skip
BACKWARD: Final = (ARROW, WITH, WHEN, BRACKETED)
# After a modifier, with the meaning left to be understood from the one before.
NONE: Final = Phrase(
    "modifier-when-none", r"\b(?:when|if|that|where|whenever)\s+(?:there\s+(?:was|is)\s+)?(?:none|not|nothing)\b|\bnone\s+was\b|\bfor (?:none|nothing)\b|\botherwise\b",
    ("JW marks wasted drug, [[JZ]] says that there was none.",), ("JW marks wasted drug, [[JZ]] is new.",),
)  # fmt: skip
THE_REST: Final = Phrase(
    "modifier-for-the-rest",
    r"\b(?:that|which|the (?:part|portion|rest|remainder))\s+(?:was|were|is|did|has)\b|"
    r"\b(?:if|when|where|once)\s+it\s+(?:is|was)\s+(?:above|over|more|greater|positive|not\s+zero)\b|\b(?:if|when|where|once)\s+(?:something|some|anything|any|a part|part|there)\b[^.;]{0,30}\b(?:was|were|is|did|has)\b(?! not)",
    ("JZ means that nothing was thrown away, [[JW]] marks the part that was.", "JZ, if nothing of the vial is wasted; [[JW]], if something of it is.", "JZ when the waste field is zero, [[JW]] when it is above zero."), ("JZ means that nothing was thrown away, [[JW]] is old.",),
)  # fmt: skip

# Anywhere in the sentence, which names the usual case of a modifier that nothing else explains.
IN_ITS_CASE: Final = Phrase(
    "modifier-in-its-case", r"", ("You got it free of charge, and [[FB]] is how you say so.",), ("You got it at a good price, and [[FB]] is how you say so.",),
)  # fmt: skip

SIGNS: Final = (
    CALLED_FOR,
    STANDS_BEFORE,
    STANDS_AFTER,
    NAMED_BEFORE,
    NAMED_AFTER,
    LISTED,
    OPENS,
    GLOSS,
    EXCEPTED,
    TELLS,
    IT_TELLS,
    IN_CASE,
    RULES,
)
VETOES: Final = (COUNTS, TURNS, NOT_USED_BEFORE, NOT_USED_AFTER)
ROWS: Final = (FORWARD, LATER, *BACKWARD, ASKED, NONE, THE_REST, IN_ITS_CASE)

# How it is meant ------------------------------------------------------------------------------------

# Right before the modifier.
TOLD: Final = Trigger(
    "modifier-told", r"(?:\b(?:says|said|states?|stated|wrote|writes?|thinks?|claims?|told me|swears|argued?|heard|(?:were|was) told|ha[ds] written)(?: that)?)\s*(?:modifier )?$", "hypothetical",
    ("Aunt Mary swears [[JZ]] marks wasted drug.", "They were told that [[JZ]] marks wasted drug."), ("Aunt Mary knows [[JW]] marks wasted drug.",),
)  # fmt: skip
# Somewhere before it.
RUMOURED: Final = Trigger(
    "modifier-rumoured", r"\b(?:rumou?r|colleague|says|thought|true|told (?:several|some|many|a few|two|three|various|other) (?:[\w-]+ ){1,4}) ?that\b[^.;]*$|\bas (?:they|he|she|we) (?:understood|saw|thought|read) it\b[^.;]*$", "hypothetical",
    ("As they understood it, [[JZ]] marked wasted drug.", "A salesman told several groups last spring that [[JZ]] marked wasted drug.", "Is it true that modifiers vary and [[JZ]] marks wasted drug.",), ("It varies, and [[JW]] marks wasted drug.",),
)  # fmt: skip
# Within what explains it.
SUPPOSED: Final = Trigger(
    "modifier-supposed", r"\?|\b(?:rumou?r|(?:in the )?belief|colleague|said that|thought|somebody|someone|myth|would (?:be (?:wrong|a mistake|denied))|insists?|believes?|is it true)\b|\b(?:read|reads|displayed|showed) [\"“]", "hypothetical",
    ("The tooltip for [[JZ]] read “wasted drug”.", "Does modifier [[JZ]] mean wasted drug?"), ("[[JW]] does mean wasted drug.", "[[JW]] would mean that part of a dose went in the trash: wasted drug."),
)  # fmt: skip
DENIED: Final = Trigger(
    "modifier-denied", r"(?:\bnot|n't|\bnever|\bneither)\s+(?:\w+\s+)?(?:mean|indicate|denote|stand|say|signal|show|describe|imply|signify|identify|report)|\b(?:is|are|was)(?: not|n't) (?:an?|the) (?:\w+ )?modifier (?:for|of|to)\b", "denied",
    ("[[25]] as a modifier does not mean bilateral.", "[[JZ]] is not a modifier for drugs that came free of charge."), ("[[50]] as a modifier does mean bilateral.",),
)  # fmt: skip
PAST: Final = Trigger(
    "modifier-past",
    r"\b(?:(?<!is )(?<!are )(?<!be )(?<!being )(?<!\()(?<!, )used to|was (?:the|an|our) (?:\w+ ){0,2}modifier|in earlier (?:years|days|times)|stood for|was\b[^.;]{0,60}\buntil|until|were how|formerly|"
    r"in the past|retired|no longer|through (?:19|20)\d\d|between (?:19|20)\d\d and (?:19|20)\d\d|(?:the|an|our) old (?:\w+ )?modifier|is dead)\b", "historical",
    ("Modifier [[JG]] used to mark 340B drugs.", "Modifier [[JG]] marks 340B drugs through 2024.", "[[JG]] was the old 340B modifier.", "In earlier years the modifier [[JG]] stood for drugs bought under 340B."), ("Modifier [[TB]] is used to mark 340B drugs.", "Modifier [[LT]]: left side (used to identify procedures on the left side of the body)", "If the visit was separately identifiable, append modifier [[25]]."),
)  # fmt: skip

TRIGGERS: Final = (TOLD, RUMOURED, SUPPOSED, DENIED, PAST)
