"""What "this code", "the drug" and "it" refer to: the subjects that a document has named so far."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from auditor.extraction.links import Ref
from auditor.model.source import Span

MOST_LISTED: Final = 60  # codes of a list of which any number of sentences may say something
_MOST_TIMES: Final = 8  # that one may speak of more
_FEW: Final = 3  # codes that a document may name and is still about the first of them


class Named(list[Ref]):
    """References in the order in which a text named them, each once. Looks a reference up at once, however many there are."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        super().__init__()
        self._known: set[Ref] = set()

    def add(self, refs: Iterable[Ref]) -> None:
        """Add those that are not yet there."""
        for ref in refs:
            if ref not in self._known:
                self._known.add(ref)
                self.append(ref)

    def __contains__(self, ref: object) -> bool:
        return ref in self._known


class Discourse:
    """The codes and drugs in hand while a document is read, sentence by sentence.

    A paragraph's own code comes first, then that of its heading, then the document's subject: the code
    and drug of its title, or of the first definition in it.
    """

    def __init__(self) -> None:
        self.subject_codes: tuple[Ref, ...] = ()
        self.subject_drugs: tuple[Ref, ...] = ()
        self.title_drugs: tuple[Ref, ...] = ()
        self._titled = False
        self.heading_codes: tuple[Ref, ...] = ()
        self.heading_drugs: tuple[Ref, ...] = ()
        self.heading_is_product = False  # it holds a product's names, and nothing else
        self.heading_asks = False
        self.field = ""  # of a page about one code, the label that heads what is read: "description", "brand", "unit"
        self._codes: tuple[Ref, ...] = ()
        self._drugs: tuple[Ref, ...] = ()
        self.drug_of: dict[str, Ref] = {}
        self._codes_of: dict[tuple[str, str], set[str]] = {}  # the other way round
        self._drug_of_brand: dict[str, str] = {}
        self.pairs: list[tuple[str, Ref]] = []
        self._named_codes: dict[str, None] = {}  # anywhere in the document's prose, the last one last
        self.block_codes = Named()
        self.block_drugs = Named()
        # The codes of the paragraph's last sentence, those too that it only compares with.
        self.set_apart: tuple[Ref, ...] = ()
        self.left_codes: set[str] = set()  # that the paragraph tells to be over
        self.left_pairs: set[tuple[str, str]] = set()  # codes with drugs that were theirs
        self.doubted_drugs: set[str] = set()  # that the paragraph denies a code, or only hears of
        self.listed_codes = Named()  # of the list or table just above
        self.listed_drugs = Named()
        self.section_codes = Named()  # since the last heading
        self.section_drugs = Named()
        self.last_listed = Named()  # codes of the entries that follow one another, just above
        self._times_meant = 0  # that a long list was meant as a whole
        self._list_is_over = False
        self.told: dict[str, set[str]] = {}  # by kind of claim, the codes of which the document has said something
        self.table_codes: list[Ref] = []  # of the last table, wherever it stands
        self.has_table = False  # the section has one up to here, which "this table" can mean
        self.asked_codes: tuple[Ref, ...] = ()
        self.asked_drugs: tuple[Ref, ...] = ()
        self.asked_several = False  # one question after the other, each for another drug
        self.came_codes: set[str] = set()  # in the place of others
        self.promise_goes_on = False  # of "all products in the table below", over headings too
        self.promises_tables = False  # what is promised holds for several tables
        self.left_out: frozenset[str] = frozenset()  # the drugs that a promise of routes excepts
        self.asked_many = False  # "Which codes are for rituximab?"
        self.asked_of_past = False  # "What did we bill for Daxxify in 2024?"
        self.it_is_modifier = False  # "JE is for dialysis. It has nothing to do with J1439."
        self.parent_drugs: tuple[Ref, ...] = ()
        self.code_above: Ref | None = None
        self._in_row = False
        self._row_codes: tuple[Ref, ...] = ()  # of the row whose cells are being read
        self.shared_routes: tuple[tuple[str, Span], ...] = ()  # that the heading gives to the table below it
        self.promised_unit: tuple[str, Span] | None = None  # that a title or lead-in gives to what is listed below it
        self.promised_drug: Ref | None = None  # that a sentence gives to all products of the tables below it
        self.promised_routes: tuple[tuple[str, Span], ...] = ()  # that a sentence gives to the next table

    def new_block(self, *, answers: bool = False) -> None:
        """Forget the paragraph's subjects; those of heading and document stay, and those of a question while it is answered."""
        if not answers:
            self._codes = ()
            self._drugs = ()
        self.pairs = []
        self.block_codes = self.block_codes and Named()
        self.block_drugs = self.block_drugs and Named()
        self.set_apart = ()
        self.left_codes = self.left_codes and set()
        self.left_pairs = self.left_pairs and set()
        self.doubted_drugs = self.doubted_drugs and set()
        self.parent_drugs = ()

    def new_section(self) -> None:
        """Forget what the last heading and list were about."""
        self.heading_codes = self.heading_drugs = ()
        self.heading_is_product = self.heading_asks = self.has_table = False
        self.field = ""
        self.shared_routes = ()
        self.promised_unit = None
        self.section_codes = self.section_codes and Named()
        self.section_drugs = self.section_drugs and Named()
        self.new_list()

    def new_field(self, label: str) -> None:
        """A heading that only names what is told of the code in the heading above: "Description", "Brand"; what stands below is of that code."""
        self.field = label.lower()
        self.new_list()

    def new_list(self) -> None:
        """Forget the list above."""
        self.listed_codes = self.listed_codes and Named()
        self.listed_drugs = self.listed_drugs and Named()
        self.last_listed = self.last_listed and Named()

    def interrupted(self) -> None:
        """What is no entry came: the next entry begins another list, though one sentence may still speak of both."""
        self._list_is_over = True

    def listed(self, codes: Iterable[Ref], drugs: Iterable[Ref]) -> None:
        """Remember what an entry of a list or a row names, for "all of these" after it."""
        if self._list_is_over:
            self.last_listed = Named()
            self._list_is_over = False
        implied = [*map(_implied, codes)]
        self._times_meant = 0
        self.listed_codes.add(implied)
        self.last_listed.add(implied)
        self.section_codes.add(implied)
        self.listed_drugs.add(map(_implied, drugs))

    def may_mean(self, codes: int) -> bool:
        """Whether so many codes of the list above may be meant as a whole once more: of a long list not in every sentence of a long document."""
        self._times_meant += codes > MOST_LISTED
        return self._times_meant <= _MOST_TIMES

    def in_row(self, codes: tuple[Ref, ...]) -> None:
        """What a row's cells say without naming a code is of the row's own, not of the heading's; nor is "it" the drug of another row."""
        self._row_codes = codes
        self._in_row = True

    def after_row(self) -> None:
        """The row is read."""
        self._row_codes = ()
        self._in_row = False

    def headed(self, codes: tuple[Ref, ...], drugs: tuple[Ref, ...], *, is_title: bool) -> None:
        """Make these what the section is about; those of a title are the document's subject too."""
        self.heading_codes = tuple(map(_implied, codes))
        self.heading_drugs = tuple(map(_implied, drugs))
        if is_title:
            self._titled = self._titled or bool(self.heading_codes)
            self.title_drugs = self.title_drugs or self.heading_drugs
            self.subject_codes = self.subject_codes or self.heading_codes
            self.subject_drugs = self.subject_drugs or self.heading_drugs

    @property
    def code_of_heading(self) -> Ref | None:
        """The one code that the heading names, as long as the block names none itself."""
        return self.heading_codes[0] if len(self.heading_codes) == 1 and not self.block_codes else None

    def saw(self, codes: tuple[Ref, ...], drugs: tuple[Ref, ...]) -> None:
        """Make these the codes and drugs in hand; without any, those in hand stay."""
        self.saw_codes(codes)
        self.saw_drugs(drugs)

    def saw_codes(self, refs: tuple[Ref, ...]) -> None:
        """Make these the codes in hand."""
        if refs:
            self._codes = tuple(map(_implied, refs))
            self.block_codes.add(self._codes)
            self.section_codes.add(self._codes)
            for ref in refs:
                self._named_codes.pop(ref.value, None)
                self._named_codes[ref.value] = None

    def saw_drugs(self, refs: tuple[Ref, ...]) -> None:
        """Make these the drugs in hand."""
        if refs:
            self._drugs = tuple(map(_implied, refs))
            self.block_drugs.add(self._drugs)
            self.section_drugs.add(self._drugs)

    def linked(self, code: Ref, drug: Ref, *, defines: bool = True) -> None:
        """Remember the drug that the document gives to a code."""
        implied = _implied(drug)
        if code.value not in self.drug_of:
            self.drug_of[code.value] = implied
            self._codes_of.setdefault((drug.value, drug.brand), set()).add(code.value)
        self.pairs.append((code.value, implied))
        if not defines:
            return
        if not self.subject_codes or not any(subject.value in self.drug_of for subject in self.subject_codes):
            self.subject_codes = (Ref(code.value),)  # a title's code that the text never defines is not its subject
        if not self.subject_drugs:
            self.subject_drugs = (implied,)

    def _branded(self, drug: tuple[str, str]) -> tuple[str, str]:
        """A brand alone as the drug that the text has told it to be; another name as it is."""
        value, brand = drug
        return drug if value else (self._drug_of_brand.get(brand, ""), "")

    def branded(self, drug: str, brand: str) -> None:
        """Remember the drug that a brand is sold for, which may be all that a row or a paragraph gives to a code."""
        self._drug_of_brand.setdefault(brand, drug)

    @property
    def products(self) -> AbstractSet[str]:
        """What the paragraph names, a brand by its drug where the text has told which that is."""
        return {ref.value or self._drug_of_brand.get(ref.brand, ref.brand) for ref in self.block_drugs}

    def has_named(self, drug: Ref) -> bool:
        """Whether the text has a drug's own name, and has not only a brand that it never ties to any drug or code."""
        of_code = any(known.brand == drug.brand for _, known in self.pairs)
        return bool(drug.value) or drug.brand in self._drug_of_brand or of_code

    @property
    def codes(self) -> tuple[Ref, ...]:
        """The code or codes in hand, or none."""
        return self._codes or self._row_codes or self.heading_codes or self._subject

    @property
    def _subject(self) -> tuple[Ref, ...]:
        """What the document is about: by its title, or by its first definition as long as it has named little else."""
        few = len(self.drug_of) < _FEW and len(self._named_codes) <= _FEW
        last = next(reversed(self._named_codes), None)
        still = few and (last is None or last in {code.value for code in self.subject_codes})
        return self.subject_codes if self._titled or still else ()

    @property
    def described_codes(self) -> tuple[Ref, ...]:
        """The codes of the heading that a descriptor without a code may speak of; none inside a row, which has its own."""
        return () if self._row_codes else self.heading_codes

    def codes_of(self, drugs: set[tuple[str, str]]) -> tuple[Ref, ...]:
        """The one code that the document has given to these drugs; none where it has given several, or none."""
        known = [
            codes for drug in drugs if (codes := self._codes_of.get(drug) or self._codes_of.get(self._branded(drug)))
        ]
        return (Ref(min(known[0])),) if len(known) == 1 and len(known[0]) == 1 else ()

    @property
    def paragraph_drugs(self) -> tuple[Ref, ...]:
        """The drug that the paragraph or its heading is about, or none."""
        if self.pairs:
            return (self.pairs[-1][1],)
        return tuple(self.block_drugs[:1]) or self.parent_drugs or self.heading_drugs[:1]

    @property
    def drugs(self) -> tuple[Ref, ...]:
        """The drug or drugs in hand, or none."""
        if self._drugs:
            return self._drugs
        if self._codes and (known := self.drug_of.get(self._codes[-1].value)):
            return (known,)
        if above := self.parent_drugs or self.heading_drugs:
            return above
        if self._in_row:
            return ()
        # That of the section, where it has named one; where it has named several, none can be meant.
        named = [ref for ref in self.section_drugs if ref.value] or list(self.section_drugs)
        if len({(ref.value, ref.brand) for ref in named}) == 1:
            return tuple(named[:1])
        return () if named else self.subject_drugs


def _implied(ref: Ref) -> Ref:
    return ref if ref.mention is None else Ref(ref.value, None, ref.brand)
