"""How much is told of each finding and document, so that a large corpus still makes a report that opens at once."""

from __future__ import annotations

import msgspec

MANY = 1_500  # findings, from which on each is told more briefly
LESS = 0.7  # of what was told, where a report turned out too large


class Scale(msgspec.Struct, frozen=True):
    """What a report has room for. Sizes are in characters of the pages."""

    sides: int = 12  # values that are quoted against each other
    quotes: int = 3  # of those that say the same, how many are quoted
    context: int = 280  # characters around the differing word
    edits: int = 2  # places of a repair that are shown
    ways: int = 3  # other ways to mend a finding
    reason: int = 1_000  # characters of why a repair is the right one
    message: int = 600  # characters of what a finding says, on its card
    title: int = 240  # and in lists
    names: int = 2_000_000  # characters of documents' names by which findings are found
    entities: bool = True  # whether codes and drugs are told one by one
    listed: int = 40  # names or places in one list
    statements: int = 60  # statements, and findings, that the page of a code or a drug lists
    about: int = 40  # codes and drugs that a card leads to
    pictures: int = 100_000  # clusters, codes and drugs that are drawn
    drawn: int = 18  # ties in a picture
    whole: int = (
        200_000  # characters of a document that is shown whole; of a longer one the passages that say something
    )
    marks: int = 20_000  # statements of a document that its page marks
    rows: int = 3_000  # rows of a list that has a page of its own
    printed: int = 300  # findings on the page to print; a longer one nobody signs
    found: int = 100_000  # findings in the list of findings
    plain: int = 200  # of these, how many stand in the page itself; the script adds the others
    texts: int = 8_000_000  # for the documents' texts together
    cards: int = 100_000  # findings that are told in full
    page: int = 400_000  # what one page may hold before the next begins
    alone: int = 400  # things of a kind that each get a page of their own

    def smaller(self, part: float = LESS) -> Scale:
        """With room for only a part of everything, but for what decides which page holds what; at last the same again."""
        whole = {name: value for name, value in msgspec.structs.asdict(self).items() if name not in FIXED}
        less = {name: max(int(value * part), min(value, LEAST.get(name, 0))) for name, value in whole.items()}
        return msgspec.structs.replace(self, **less, entities=self.entities and less["statements"] > 0)


FIXED = {"entities", "page", "alone"}
LEAST = {"sides": 1, "quotes": 1, "context": 40, "message": 120, "title": 60, "found": 10, "plain": 10}


BRIEF = Scale(
    sides=3,
    quotes=1,
    context=80,
    edits=1,
    ways=0,
    reason=0,
    message=240,
    title=120,
    names=800_000,
    listed=3,
    statements=4,
    about=0,
    pictures=60,
    drawn=10,
    texts=2_500_000,
    cards=10_000,
)


def scale_of(findings: int) -> Scale:
    """For a folder."""
    return BRIEF if findings > MANY else Scale()


def scale_of_one_file(findings: int) -> Scale:
    """For one file, which must stay small enough to mail."""
    return msgspec.structs.replace(scale_of(findings), texts=600_000, cards=600, entities=findings <= MANY)


class Room(msgspec.Struct, frozen=True):
    """What nothing may pass, in bytes of UTF-8: one page, all pages of a folder, and the one file to mail."""

    page: int = 3_000_000
    pages: int = 30_000_000  # beside them lie the report for programs and the manifest
    mail: int = 8_000_000
