"""What is struck out is no longer said. It is history where the text beside it says that it has ended; else its codes are only listed."""

import pytest

from auditor.model.source import Media
from tests.extraction.claiming import Claim, claims, drug, extraction, status, successor, unit

CASES: list[tuple[Media, str, frozenset[Claim], list[str]]] = [
    ("markdown", "Bill ~~J9035 for bevacizumab.~~ J9355 for trastuzumab.", frozenset({drug("J9355", "trastuzumab")}), ["J9035"]),
    ("markdown", "- ~~J9035 for bevacizumab~~ deleted on 1/1/2025\n- J9355 for trastuzumab",
     frozenset({drug("J9355", "trastuzumab"), drug("J9035", "bevacizumab", "historical"), status("J9035", "discontinued")}), []),
    ("markdown", "J9312 (rituximab, ~~~~100~~~~ 10 mg)", frozenset({drug("J9312", "rituximab"), unit("J9312", "10 mg")}), []),
    ("markdown", "~~J9310~~ J9312 (rituximab) ~~ is in force", frozenset({drug("J9312", "rituximab")}), ["J9310"]),
    ("markdown", "J9312 (rituximab, ~~100 mg~~ 10 mg)", frozenset({drug("J9312", "rituximab"), unit("J9312", "10 mg")}), []),
    ("markdown", "<del>J9310</del> <ins>J9312</ins> (rituximab)", frozenset({drug("J9312", "rituximab")}), ["J9310"]),
    ("markdown", "J9312 <del>(rituximab) has no end", frozenset({drug("J9312", "rituximab")}), []),
    ("markdown", "| Code | Drug |\n|---|---|\n| ~~J9310~~ J9312 | rituximab |", frozenset({drug("J9312", "rituximab")}), ["J9310"]),
    ("markdown", "| Code | Drug |\n|---|---|\n| ~~J9310~~ | rituximab |\n| J9312 | rituximab |",
     frozenset({drug("J9312", "rituximab"), drug("J9310", "rituximab", "historical")}), []),
    ("html", "<p>J9035 <s>is rituximab</s> is bevacizumab.", frozenset({drug("J9035", "bevacizumab")}), []),
    ("html", "<p>J1299 is eculizumab. It replaced its old code, <s>J1300</s>, which is discontinued.",
     frozenset({drug("J1299", "eculizumab"), drug("J1300", "eculizumab", "historical"), successor("J1300", "J1299"),
                status("J1300", "discontinued")}), []),
    ("html", "<del><p>J9035 (rituximab)</p><p>J9312 (bevacizumab)</p></del>J9305 (pemetrexed)",
     frozenset({drug("J9305", "pemetrexed")}), ["J9035", "J9312"]),
    ("html", "<table><tr style='text-decoration: line-through'><td>J9035<td>rituximab</tr><tr><td>J9312<td>rituximab</table>",
     frozenset({drug("J9312", "rituximab")}), ["J9035"]),
    ("html", "<p><span style='text-decoration:line-through'>J9035, <span>for</span> now</span> J9312 for rituximab",
     frozenset({drug("J9312", "rituximab")}), ["J9035"]),
    ("html", "<p>J9035 <del>for bevacizumab", frozenset({drug("J9035", "bevacizumab")}), []),
    # What is struck out at the end of an item is deleted, however deep it stands, and whether tags or nothing come after it.
    ("markdown", "- - J9305~~~J9305~~~", frozenset(), ["J9305"]),
    ("html", "<ul><li><ul><li>J9305~<s>J9305</s>~</ul></ul>", frozenset(), ["J9305"]),
]  # fmt: skip


@pytest.mark.parametrize(("media", "text", "said", "struck"), CASES)
def test_struck_out_text_asserts_nothing_and_its_codes_are_told(
    media: Media, text: str, said: frozenset[Claim], struck: list[str]
) -> None:
    assert claims(text, media) == said
    told = [mention for mention in extraction(text, media).codes if mention.reason == "struck out"]
    assert [mention.code for mention in told] == struck
    assert all(mention.place and text[mention.place.start : mention.place.end] == mention.code for mention in told)
