"""Routes that only knowledge ties to their codes: told of a section, of a drug, or a sentence away from the code.

"All enzymes of this section are infused intravenously" names no code, and "Perseris and Uzedy go under the skin" below a
table of four forms of risperidone means two of them. Who knows how each drug can be given (`auditor.lexicon.drug_routes`)
reads both at once. What the document tells of a code's route in plain words overrules these.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, takewhile
from typing import Final, NamedTuple

from auditor.extraction.found import Found, within
from auditor.extraction.late import late
from auditor.extraction.links import Ref
from auditor.extraction.mentions import bare
from auditor.extraction.parts import ENTRIES, PRODUCTS, TITLES, Part, Parts
from auditor.extraction.relations.known import CODE_ROUTE, MOST_BESIDE
from auditor.extraction.relations.route import routes_in_title
from auditor.extraction.sentences import sentences
from auditor.lexicon.drug_routes import routes_of
from auditor.lexicon.known import is_over, known_codes
from auditor.lexicon.names import Names
from auditor.model.assertions import Mention
from auditor.model.source import Span

_MOST: Final = 200  # codes of a section that a sentence about all of them can mean
_MOST_WHOLE: Final = 24  # sentences about all codes of a section
_LETTERS: Final = {
    "IT": "intrathecal",
    "IVT": "intravitreal",
    "INH": "inhalation",
    "NEB": "inhalation",
    "TOP": "topical",
}
_OTHER_MATTER: Final = late(
    r"[?\"“”]|\b(?:if|unless|whether|wrong(?:ly)?|errors?|mistakes?|denied|claims?|records?|charts?|premedicat\w{1,4}|formerly)\b",
    re.IGNORECASE,
)
_SET_ASIDE: Final = late(
    r"(?:\b(?:never|not|no|nor|neither|cannot|without|than|instead of|unlike|except|after|before|prior|previous(?:ly)?|following|"
    r"failed|failure of|trial of|tried|from|plus|with)\b|n['’]t\b)[^.;,:]{0,24}$",
    re.IGNORECASE,
)
_REACH: Final = 90  # characters before a route that tell of what it is said
_BEFORE: Final = 200  # characters before a sentence that can tell of which part it speaks
_THIS_DRUG: Final = late(r"\W*this (?:medication|medicine|drug|agent|product)\b", re.IGNORECASE)  # whatever its code
_UNLESS_NOTED: Final = late(
    r"\b(?:(?:except|unless) (?:where |as |when )?(?:otherwise )?(?:[a-z]+ ){0,3}?(?:noted|marked|stated|shown|otherwise|indicated))\b",
    re.IGNORECASE,
)  # "IM or IV unless noted"
# "All enzymes of this section", "everything IV", "every other product in the table"; not "every patient", "each 12 weeks".
_OF_ALL: Final = late(
    r"\b(?:all|everything|each|every)\b(?! \d| (?:\w{1,12} ){0,2}?(?:patients?|members?|persons?|weeks?|months?|days?|years?|hours?|doses?|"
    r"visits?|times?|lines?(?! (?:below|above|here|(?:in|of) (?:the|this) (?:table|list)))|vials?|syringes?|criteria|conditions|following|cases|payers?|eyes?)\b)",
    re.IGNORECASE,
)
_COUNTED: Final = late(
    r" (?:of )?(?:the |these |those )?(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen)\b",
    re.IGNORECASE,
)
_SIZES: Final = {
    size: number
    for number, size in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 2
    )
}
_ELSEWHERE: Final = late(
    r"\b(?:in|of|from) (?:tables?|groups?|lists?|parts?|sections?|appendix|chapters?) (?:\d|[A-Z]\b)", re.IGNORECASE
)
# "All of list 1", "everything in sections A and B"; "Sections A and B are injected".
_IN_GROUP: Final = late(
    r"(?:\b(?:in|of|from|under) |^)(?P<kind>table|group|list|part|section|schedule|step|class)(?:e?s)? (?P<one>\d{1,2}|[A-Z])\b"
    r"(?:(?: and |, | & )(?P<other>\d{1,2}|[A-Z])\b)?(?! (?:and|or|to)\b)",
    re.IGNORECASE,
)
_GROUPS_ARE: Final = late(
    r"(?:tables|groups|lists|parts|sections|schedules|classes) (?:\d{1,2}|[A-Z]) and (?:\d{1,2}|[A-Z]) (?:are|go|hold|contain)\b",
    re.IGNORECASE,
)
_LABEL: Final = late(r"\W*(?:table|group|list|part|section|schedule|step|class) (?:\d{1,2}|[A-Z])\b", re.IGNORECASE)
_IN_SECTION: Final = late(
    r"\b(?:this|the) (?:section|group|class|chapter|part|block|family|step|schedule|tier|module)\b", re.IGNORECASE
)
_IN_DOCUMENT: Final = late(
    r"\bthis (?:module|article|document|guide|card|page|bulletin|sheet|handout|lesson)\b", re.IGNORECASE
)
_KINDS: Final = {
    "toxins": ("toxin",), "irons": ("iron", "ferr", "ferumox"), "iron": ("iron", "ferr", "ferumox"), "globulins": ("globulin",),
    "enzymes": ("ase", "alfa"), "antibodies": ("mab",), "pegfilgrastims": ("pegfilgrastim",),
}  # fmt: skip
_KIND: Final = late(rf"(?<=\ball )(?:the |these )?(?:{'|'.join(_KINDS)})\b|(?<=\bevery )(?:iron)\b", re.IGNORECASE)
_BELOW: Final = late(r"\b(?:below|following|listed here)\b|:\W*$", re.IGNORECASE)
_ABOVE: Final = late(r"\b(?:above|foregoing|so far)\b", re.IGNORECASE)
_EXCEPT: Final = late(r"\b(?:except|other than|apart from|aside from|but|excluding|save)\b", re.IGNORECASE)
_OF_MODIFIER: Final = late(r"\bJ[ABE]\b")  # "JB says subcutaneous use"
_IS_REPORTED: Final = late(
    r" (?:is|are) (?:to be |then )?(?:reported|billed|coded)\b", re.IGNORECASE
)  # under whatever code
_SPELLED: Final = 4  # characters of a route that is no abbreviation
_ARE_GIVEN: Final = late(r"\b(?:is|are|goe?s?|given|injected|infused|instilled|inhaled|forms?|drugs?)\b", re.IGNORECASE)


class _Named(NamedTuple):
    """A code where a section names it."""

    code: str
    where: Span
    part: Part


class _Told(NamedTuple):
    """A route where it is told."""

    route: str
    where: Span
    span: Span
    part: Part
    surely: bool = False  # so plainly that nobody has to know it


class _Sentence(NamedTuple):
    """A sentence that tells a route, and what stands in it."""

    part: Part
    start: int
    end: int
    codes: Sequence[_Named]
    routes: Sequence[Mention]
    products: Sequence[Mention]

    @property
    def text(self) -> str:
        return self.part.block.view.text

    def holds(self, word: re.Pattern[str]) -> bool:
        return word.search(self.text, self.start, self.end) is not None

    def told(self, route: Mention) -> _Told:
        return _told(self.part, route, self.part.block.view.span(self.start, self.end))


class _Whole(NamedTuple):
    """What a sentence or a heading tells of all codes around it."""

    routes: tuple[_Told, ...]
    text: str
    but: frozenset[str]  # products that it excepts
    size: int  # of how many it speaks, 0: of all
    own: Sequence[_Named]  # the codes that its paragraph has named before it

    @property
    def heads(self) -> bool:
        return self.routes[0].part.block.kind in TITLES


class _Section:
    """What stands below one heading. `level`: the heading's, 0 above the first; `title`: its text in lower case."""

    def __init__(self, level: int = 0, title: str = "") -> None:
        self.level = level
        self.title = title
        self.codes: dict[str, _Named] = {}
        self.labels: list[tuple[str, int]] = []  # lines that head a list below them, in lower case, and where
        self.whole: list[_Whole] = []
        self.of_drugs: list[tuple[_Told, tuple[Mention, ...]]] = []

    def under(self, group: str) -> list[_Named]:
        """The codes of the lists below the label of a group, up to the next label."""
        for place, (label, at) in enumerate(self.labels):
            if _is_called(label, group):
                end = self.labels[place + 1][1] if place + 1 < len(self.labels) else sys.maxsize
                return [
                    code for code in self.codes.values() if at < code.part.at < end and code.part.block.kind in ENTRIES
                ]
        return []

    def name(self, codes: Iterable[_Named]) -> None:
        """Keep codes where they are named first."""
        for code in islice(codes, max(0, _MOST - len(self.codes))):
            self.codes.setdefault(code.code, code)


def suggested_routes(parts: Parts, found: Sequence[Found], names: Names) -> list[Found]:
    """What a document suggests of codes of whose route it tells nothing; `found` are its claims."""
    if not any(map(_tells, parts)):
        return []
    beside, sections = _read(parts, names)
    told = {claim.subject.value for claim in found if claim.kind == "code-route"}
    out: list[Found] = []
    for ties in (beside, _of_drugs(sections, _brands(found), names), _of_sections(sections)):
        new: dict[tuple[str, str], Found] = {}
        for code, one in ties:
            key = code.code, one.route
            if code.code in told or key in new or is_over(code.code):
                continue
            if one.surely or one.route in routes_of(code.code):
                new[key] = _found(code, one)
        told.update(code for code, _ in new)
        out += new.values()
    return out


def _tells(part: Part) -> bool:
    """Whether a route stands in a part."""
    if part.row is None:
        return any(name.kind == "route" for name in part.names)
    return any(one.mention.kind == "route" for one in part.held) or any(
        cell.view.text in _LETTERS for cell in part.block.cells
    )


def _read(parts: Parts, names: Names) -> tuple[list[tuple[_Named, _Told]], list[_Section]]:
    """What stands beside its code, and what the sections tell."""
    beside: list[tuple[_Named, _Told]] = []
    sections = [_Section()]
    before: Part | None = None
    for part in parts:
        if part.block.kind in TITLES:
            sections.append(_Section(part.block.level, part.block.view.text.lower()))
            _heading(part, sections[-1], names)
            before = None
        elif _is_label(part) and len(sections[-1].labels) < _MOST_WHOLE:
            sections[-1].labels.append((part.block.view.text.lower(), part.at))
        elif part.row is not None:
            beside += _in_row(part, sections[-1])
            before = None
        elif part.hits or _tells(part):
            listed = before is not None and before.block.kind == "item" == part.block.kind and before.run == part.run
            beside += _block(part, sections[-1], before if listed else None, names)
            before = part if part.hits or not listed else before
    return beside, sections


def _is_label(part: Part) -> bool:
    """Whether a line only heads the list below it: "**List 1 - Demyelinating disease**"."""
    text = part.block.view.text
    return (
        part.row is None
        and not part.hits
        and len(text) <= _REACH
        and not text.endswith((".", "!", "?"))
        and _LABEL.match(text) is not None
    )


def _heading(part: Part, section: _Section, names: Names) -> None:
    text = part.block.view.text
    routes = routes_in_title(text, part.names)
    if routes and part.block.kind != "title" and "?" not in text:
        told = tuple(_told(part, route, part.block.span) for route in routes)
        section.whole.append(_Whole(told, text, _excepted(text, part.names, 0, names), 0, ()))


def _block(part: Part, section: _Section, above: Part | None, names: Names) -> Iterator[tuple[_Named, _Told]]:
    """Read a block; `above` is the entry before it in the same list."""
    text = part.block.view.text
    named = [_Named(hit.code, part.block.view.span(hit.start, hit.end), part) for hit in part.hits]
    section.name(named)
    in_hand = _in_hand(part, named, above)
    for said in _sentences(part, named):
        if _but(said) and len(section.whole) < _MOST_WHOLE and _of_all(said, section, named, names):
            continue
        if said.holds(_OTHER_MATTER) or said.holds(_OF_MODIFIER) or _THIS_DRUG.match(text, said.start):
            continue
        pool = said.codes or (() if said.products else in_hand)
        alone = len({code.code for code in pool}) == 1
        for route in said.routes:
            if _is_set_aside(said, route):
                continue
            if alone:
                yield pool[-1], said.told(route)
            elif not said.codes and (own := _products_before(said, route)):
                section.of_drugs.append((said.told(route), own))


def _but(said: _Sentence) -> bool:
    """Whether a sentence names no code but those that it excepts: "Everything in list 1 is infused except J2351"."""
    if not said.codes:
        return True
    but = _EXCEPT.search(said.text, said.start, said.end)
    first = said.part.block.view.span(but.start(), but.end()).start if but else 0
    return but is not None and all(code.where.start > first for code in said.codes)


def _of_all(said: _Sentence, section: _Section, named: Sequence[_Named], names: Names) -> bool:
    """Keep what a sentence tells of all codes around it. Whether it is one."""
    text, first = said.text, said.routes[0].start
    all_of = (
        _OF_ALL.search(text, said.start, first)
        or _UNLESS_NOTED.search(text, said.start, said.end)
        or _GROUPS_ARE.match(text, said.start)
    )
    if all_of is None or first - all_of.end() > _REACH:
        return False
    elsewhere = _ELSEWHERE.search(text, max(0, said.start - _BEFORE), said.end)
    if "?" in text[said.start : said.end] or (
        elsewhere and not _IN_GROUP.search(text, min(all_of.start(), first), first)
    ):
        return False
    size = _COUNTED.match(text, all_of.end())
    but = _excepted(text[: said.end], said.products, said.start, names) | {code.code for code in said.codes}
    told = tuple(map(said.told, said.routes))
    before = [code for code, hit in zip(named[:_MOST], said.part.hits, strict=False) if hit.start < said.start]
    count = _SIZES[size[1].lower()] if size else 0
    section.whole.append(_Whole(told, text[said.start : said.end], but, count, before))
    return True


def _excepted(said: str, named: Sequence[Mention], start: int, names: Names) -> frozenset[str]:
    """The products that a sentence excepts: all that stand behind "except". `start` is where it begins."""
    but = _EXCEPT.search(said, start)
    after = [name for name in named if but and name.start > but.start() and name.kind in PRODUCTS]
    return frozenset(_drug_of(name, names) for name in after)


def _sentences(part: Part, named: Sequence[_Named]) -> Iterator[_Sentence]:
    """The sentences of a block that tell a route."""
    routes = [name for name in part.names if name.kind == "route"]
    name_at, code_at = [name.start for name in part.names], [hit.start for hit in part.hits]
    for start, end in sentences(part.block.view.text) if routes else ():
        names = part.names[bisect_left(name_at, start) : bisect_left(name_at, end)]
        told = [name for name in names if name.kind == "route"]
        if told and len(names) <= MOST_BESIDE:
            codes = named[bisect_left(code_at, start) : bisect_left(code_at, end)]
            yield _Sentence(part, start, end, codes, told, [name for name in names if name.kind in PRODUCTS])


def _is_set_aside(said: _Sentence, route: Mention) -> bool:
    """As in "rather than into a vein", "after an oral steroid", and "what is given into a vein is to be reported with the other"."""
    before = _SET_ASIDE.search(said.text, max(said.start, route.start - _REACH), route.start)
    return before is not None or (not said.codes and _IS_REPORTED.match(said.text, route.end) is not None)


def _products_before(said: _Sentence, route: Mention) -> tuple[Mention, ...]:
    """The products of which a route is told: "Uzedy and Perseris go under the skin, Consta into the muscle"."""
    if len({name.value for name in said.products}) == 1:
        return tuple(said.products)
    last = max((one.end for one in said.routes if one.end <= route.start), default=0)
    own = tuple(name for name in said.products if last <= name.start < route.start)
    return own if own and (last or _ARE_GIVEN.search(said.text, own[-1].end, route.start)) else ()


def _in_hand(part: Part, named: Sequence[_Named], above: Part | None) -> Sequence[_Named]:
    """The code that a sentence without one can mean: the only one of its block that is in use, or of the entry above."""
    if named or above is None or part.block.kind != "item":
        own = [code for code in named if not is_over(code.code)]
    else:
        view = above.block.view
        own = [_Named(hit.code, view.span(hit.start, hit.end), above) for hit in above.hits if not is_over(hit.code)]
    return own[-1:] if len({code.code for code in own}) == 1 else ()


def _in_row(part: Part, section: _Section) -> Iterator[tuple[_Named, _Told]]:
    """What a row tells beside its one code: in words, or in a cell of nothing but the usual letters."""
    held = part.held
    if len(held) > MOST_BESIDE:
        return
    named = [
        _Named(one.mention.value, one.cell.view.span(one.mention.start, one.mention.end), part)
        for one in held
        if one.mention.kind == "code"
    ]
    section.name(named)
    if len({code.code for code in named}) != 1:
        return
    for one in held:
        mention, view = one.mention, one.cell.view
        if mention.kind == "route" and not (
            _OTHER_MATTER.search(view.text)
            or _SET_ASIDE.search(view.text, max(0, mention.start - _REACH), mention.start)
        ):
            # "Tablets stay under the pharmacy benefit" tells no way of the code's own.
            surely = mention.end - mention.start >= _SPELLED and mention.value != "oral"
            yield named[0], _Told(mention.value, view.span(mention.start, mention.end), part.block.span, part, surely)
    for cell in part.block.cells:
        if cell.view.text in _LETTERS:
            where = cell.view.span(0, len(cell.view.text))
            yield named[0], _Told(_LETTERS[cell.view.text], where, part.block.span, part)


def _brands(found: Iterable[Found]) -> Mapping[str, AbstractSet[str]]:
    """By brand, the codes that the document gives it: as their name, or in the sentence or row that also tells its drug."""
    out: dict[str, set[str]] = {}
    beside: dict[Span, set[str]] = {}
    for claim in found:
        if claim.kind == "code-drug" and claim.polarity == "asserted":
            beside.setdefault(claim.span, set()).add(claim.subject.value)
            if claim.object.brand:
                out.setdefault(claim.object.brand, set()).add(claim.subject.value)
    for claim in found:
        if claim.kind == "drug-brand" and len(beside.get(claim.span, ())) == 1:
            out.setdefault(claim.object.value, set()).update(beside[claim.span])
    return out


def _of_drugs(
    sections: Iterable[_Section], brands: Mapping[str, AbstractSet[str]], names: Names
) -> Iterator[tuple[_Named, _Told]]:
    """As in "Daptomycin is an IV drug": of the section's codes that of the drug, of a brand its own."""
    for section in sections:
        for one, products in section.of_drugs:
            for product in products:
                own = brands.get(product.value) if product.kind == "brand" else None
                codes = [
                    code
                    for code in section.codes.values()
                    if (_denotes(code.code, product, names) if own is None else code.code in own)
                ]
                if len([code for code in codes if not is_over(code.code)]) == 1:
                    yield from ((code, one) for code in codes)


def _denotes(code: str, product: Mention, names: Names) -> bool:
    known, brand = known_codes().get(code), names.brand(product.value) if product.kind == "brand" else None
    return known is not None and known.denotes(brand.full if brand else product.value)


def _drug_of(name: Mention, names: Names) -> str:
    brand = names.brand(name.value) if name.kind == "brand" else None
    return bare(brand.drug if brand else name.value)


def _of_sections(sections: Sequence[_Section]) -> Iterator[tuple[_Named, _Told]]:
    few = sum(len(section.codes) for section in sections) <= _MOST
    for at, section in enumerate(sections):
        for whole in section.whole:
            pool = sections if few and _IN_DOCUMENT.search(whole.text) else _scope(sections, at, whole)
            named = [code for one in pool for code in one.codes.values()]
            named = named or [code for group in _groups(whole.text) for code in section.under(group)]
            for code in _meant(whole, [code for code in named if not is_over(code.code)]):
                own = [one for one in whole.routes if one.route in routes_of(code.code)]
                alone = len({one.route for one in own}) == 1
                if (alone or not whole.but) and (
                    (alone and len(routes_of(code.code)) == 1) or not _is_excepted(code.code, whole)
                ):
                    yield from ((code, one) for one in own)


def _scope(sections: Sequence[_Section], at: int, whole: _Whole) -> Sequence[_Section]:
    """The sections of which a sentence speaks: its own, with those below it where it has no codes itself, or the one that it names."""
    if groups := _groups(whole.text):
        if len(sections) > _MOST:
            return []  # nobody looks through so many for it, and each would ask for all
        return [section for section in sections if any(_is_called(section.title, group) for group in groups)]
    own = sections[at]
    if own.codes or not (_IN_SECTION.search(whole.text) or (whole.heads and own.level > 1)):
        return [own]
    inner = takewhile(lambda section: section.level > own.level, islice(sections, at + 1, at + 1 + _MOST_WHOLE))
    return [own, *inner]


def _groups(said: str) -> list[str]:
    """The groups of which a sentence speaks, as their headings call them: "list 1"."""
    found = _IN_GROUP.search(said)
    return [f"{found['kind']} {which}".lower() for which in (found["one"], found["other"]) if which] if found else []


def _is_called(title: str, group: str) -> bool:
    """Whether a heading is that of "group 1", and not of "group 12"; "A. Growth factors" is that of section A."""
    before, found, after = title.partition(group)
    if found:
        return not before[-1:].isalnum() and not after[:1].isalnum()
    return title.lstrip().startswith((f"{group[-1]}. ", f"{group[-1]}) ")) and not group[-2].isdigit()


def _is_of_kind(code: str, kind: str) -> bool:
    """Whether a code is of "All toxins of this section", by the names of its drugs."""
    known = known_codes().get(code)
    return known is not None and any(part in drug for drug in known.drugs for part in _KINDS[kind])


def _is_excepted(code: str, whole: _Whole) -> bool:
    known = known_codes().get(code)
    return code in whole.but or (known is not None and not whole.but.isdisjoint(map(bare, known.drugs)))


def _meant(whole: _Whole, codes: Sequence[_Named]) -> Sequence[_Named]:
    """The codes of which "all" is said: those of the list or table right above or below it, where there is one."""
    here = whole.routes[0].part
    if len({code.code for code in whole.own}) > 1:
        codes = [code for code in whole.own if not is_over(code.code)]
    elif _BELOW.search(whole.text):
        codes = [code for code in codes if code.part.at > here.at]
    elif _ABOVE.search(whole.text):
        codes = [code for code in codes if code.part.at < here.at]
    if (kind := _KIND.search(whole.text)) is not None:
        codes = [code for code in codes if _is_of_kind(code.code, kind[0].lower().split()[-1])]
    listed = [code for code in codes if code.part.block.kind in ENTRIES]
    if whole.heads:
        return listed
    if _IN_GROUP.search(whole.text):
        return codes
    if whole.but and not whole.size and not _BELOW.search(whole.text) and all(code.part.at > here.at for code in codes):
        return codes  # it stands above all, and excepts some
    if not (_IN_SECTION.search(whole.text) or _IN_DOCUMENT.search(whole.text)):
        near = [code for code in listed if code.part.run in {here.run, here.run - 1}]
        codes = near or codes
    return codes if whole.size in {0, len(codes)} else ()


def _told(part: Part, route: Mention, span: Span) -> _Told:
    return _Told(route.value, part.block.view.span(route.start, route.end), span, part)


def _found(code: _Named, told: _Told) -> Found:
    return Found(
        "code-route", Ref(code.code), Ref(told.route), "asserted", told.span, within(code.where, told.span), told.where,
        told.part.block.section, CODE_ROUTE, "low", (), False,
    )  # fmt: skip
