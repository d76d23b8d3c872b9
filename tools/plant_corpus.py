"""A clean corpus made of the reference's own facts: articles and lists in many styles, every statement of them true.

A template is text with slots: `{code}`, `{drug}` (`{Drug}`, `{DRUG}`), `{unit}`, `{brand}`, `{maker}`. A part in square
brackets is left out where the fact has not all that it names. Whatever fills a slot is kept as a token with its place, so that an
error can be planted there and its inverse is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from random import Random
from typing import Final, Literal, NamedTuple

from auditor.lexicon.names import Names
from auditor.model.assertions import Assertion
from auditor.model.reference import ReferenceEntry
from auditor.model.source import Document, Media, Place
from auditor.reference.authority import Authority, judge_brand, wording

Form = Literal["article", "list"]
Templates = Sequence[str]

SUFFIX: Final[Mapping[Media, str]] = {"markdown": ".md", "html": ".html", "text": ".txt"}
_PLAIN: Final = re.compile(r"[a-z0-9 ,-]+")
_SHOWN_UNITS: Final = frozenset("mg mcg g mL unit mCi dose".split())


class Fact(NamedTuple):
    """What a document says of one code. "" is not said."""

    code: str
    drug: str  # normal form
    unit: str = ""
    brand: str = ""
    maker: str = ""

    def shown(self, slot: str) -> str:
        """The slot's value as a sentence writes it, in small letters."""
        match slot:
            case "drug":
                return wording(self.drug)
            case "unit":
                return unit_in_words(self.unit)
            case "brand":
                return self.brand.title()
            case "maker":
                return self.maker.title()
            case _:
                return self.code


class Token(NamedTuple):
    """What fills a slot of a template: of which fact, in which sentence, and where it stands."""

    fact: int
    slot: str
    sentence: int
    start: int
    end: int


class Made(NamedTuple):
    """A document that was made: its text, its facts, and the place of every word that tells one."""

    name: str
    media: Media
    style: str
    form: Form
    text: str
    facts: tuple[Fact, ...]
    tokens: tuple[Token, ...]


class Style(NamedTuple):
    """How a document is written."""

    name: str
    form: Form
    media: Media
    write: Callable[[Page, Sequence[Fact], Random], None]
    needs: frozenset[str] = frozenset()  # slots that each of its facts must fill


class Page:
    """A text while it is written."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        self.tokens: list[Token] = []
        self._parts: list[str] = []
        self._length = 0
        self._sentence = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def put(self, template: str, fact: int = 0, width: int = 0) -> None:
        """Write a sentence of a fact; with `width`, blanks up to that many characters."""
        start = self._length
        for part in self._needed(template, self.facts[fact]):
            slot = part.lower()
            if not part.startswith("{"):
                self._add(part)
                continue
            shown = self.facts[fact].shown(slot[1:-1])
            if part[1:3].isupper():
                shown = shown.upper()
            elif part[1].isupper():
                shown = shown[:1].upper() + shown[1:]
            self.tokens.append(Token(fact, slot[1:-1], self._sentence, self._length, self._length + len(shown)))
            self._add(shown)
        self._add(" " * max(0, width - (self._length - start)))

    def sentences(self, templates: str, fact: int = 0) -> None:
        """Write the sentences that bars divide, but for those that the fact cannot fill."""
        told = [one for one in templates.split("|") if any(self._needed(one, self.facts[fact]))]
        for number, one in enumerate(told):
            self.put(f"{' ' if number else ''}{one}", fact)
            self.end()

    def end(self, mark: str = "") -> None:
        """End the sentence, row or item."""
        self._add(mark)
        self._sentence += 1

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    @staticmethod
    def _needed(template: str, fact: Fact) -> Iterator[str]:
        """The template's literals and slots, without the parts that the fact cannot fill."""
        for part in re.split(r"\[(.*?)\]", template):
            slots = re.findall(r"\{(\w+)\}", part)
            if all(getattr(fact, slot.lower()) for slot in slots):
                yield from (piece for piece in re.split(r"(\{\w+\})", part) if piece)


# Articles: each line is a block, "# " begins a heading and "## " one below it; bars divide sentences.
_ARTICLES: Final[Mapping[str, Templates]] = {
    "guide": (
        "# HCPCS Code {code}: A Guide for Billers",
        "HCPCS code {code} is used for {drug}[, sold under the brand name {brand}].|The practice buys the drug and sends the claim.",
        "[The billing unit of {code} is {unit}.]|Count the units from the dose in the order.",
        "In short, {code} is the code for {drug}.",
    ),
    "questions": (
        "# Questions about {code}",
        "## What is it for?",
        "{code} describes {drug}.|[{Drug} is sold as {brand}.]",
        "## How is it counted?",
        "[{code} is billed per {unit}.]|Keep the order and the record of the dose together.",
    ),
    "policy": (
        "# Coverage policy: {Drug}",
        "{Drug}[ ({brand})] is covered where the record shows the need for it.",
        "## Coding",
        "- {code}: {drug}[, {unit}]",
        "## Limits",
        "Claims without the record are returned.",
    ),
    "memo": (
        "# Billing {drug}",
        "{Drug}[ ({brand})] is billed with HCPCS code {code}.|[Each unit of {code} represents {unit}.]",
        "Send the claim within the month.",
    ),
    "handout": (
        "# {code} in practice",
        "Use HCPCS code {code} when you bill for {drug}.|[One unit of {code} is {unit}.]",
        "The pharmacy keeps the lot number.|[{brand} is the brand name of {drug}.]",
        "Report {code} for {drug} on one line of the claim.",
    ),
    "definition": (
        "# About code {code}",
        "The code {code} stands for {drug}[ ({brand})].|[Its billing unit is {unit}.]",
        "{code} is assigned to {drug} and to nothing else.",
    ),
}
_NEIGHBOURS: Final[Templates] = (
    "Do not confuse it with {code}, which is the code for {drug}.",
    "{Drug} has a code of its own: {code} is the code for {drug}.",
)

_BULLETS: Final[Mapping[str, str]] = {
    "code first": "{code}: {drug}[ ({brand})][, {unit}]",
    "code and dash": "{code} – {Drug}[, {unit}]",
    "drug first": "{Drug}[ ({brand})] – {code}",
    "drug and sentence": "{Drug} is billed with {code}.",
    "maker": "{code}: {drug}[ ({maker})][, {unit}]",
    "capitals": "{code} {DRUG}[, {unit}]",
}
_TABLES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "code, drug": (("Code", "{code}"), ("Drug", "{drug}")),
    "code, drug, unit": (("HCPCS code", "{code}"), ("Drug", "{Drug}[ ({maker})]"), ("Billing unit", "{unit}")),
    "drug, code": (("Drug", "{Drug}"), ("HCPCS", "{code}"), ("Unit", "{unit}")),
    "brand, drug, code": (("Brand name", "{brand}"), ("Generic name", "{drug}"), ("Code", "{code}")),
    "code, drug, brand, unit": (("Code", "{code}"), ("Drug", "{drug}"), ("Brand", "{brand}"), ("Unit", "{unit}")),
}
_NEWS: Final[Templates] = (
    "{Drug} is billed with {code}.|[One unit of {code} is {unit}.]",
    "Use {code} for {drug}.",
    "{code} describes {drug}.",
    "For {drug}[, sold as {brand}], report {code}.",
    "The code for {drug} is {code}.",
)


def _article(lines: Templates, media: Media) -> Callable[[Page, Sequence[Fact], Random], None]:
    def write(page: Page, facts: Sequence[Fact], random: Random) -> None:
        told = [*lines, *([random.choice(_NEIGHBOURS)] if len(facts) > 1 else [])]
        for number, line in enumerate(told):
            _block(page, line, media, int(number >= len(lines)))

    return write


def _block(page: Page, line: str, media: Media, fact: int) -> None:
    level = "h2" if line.startswith("## ") else "h1" if line.startswith("# ") else "p"
    if media != "markdown":
        line = line.removeprefix("- ").lstrip("# ")
    before, after = {
        "markdown": ("", "\n\n"),
        "html": (f"<{level}>", f"</{level}>\n"),
        "text": ("", f"\n{'=' * 20}\n\n" if level == "h1" else "\n\n"),
    }[media]
    page.put(before)
    page.sentences(line, fact)
    page.end(after)


def _bullets(template: str, media: Media) -> Callable[[Page, Sequence[Fact], Random], None]:
    def write(page: Page, facts: Sequence[Fact], _random: Random) -> None:
        begin, item, end, close = {
            "markdown": ("# Codes in use\n\n", "- ", "\n", ""),
            "html": ("<h1>Codes in use</h1>\n<ul>\n", "<li>", "</li>\n", "</ul>\n"),
            "text": ("CODES IN USE\n\n", "* ", "\n", ""),
        }[media]
        page.end(begin)
        for number in range(len(facts)):
            page.put(item + template, number)
            page.end(end)
        page.end(close)

    return write


def _table(columns: Sequence[tuple[str, str]], media: Media) -> Callable[[Page, Sequence[Fact], Random], None]:
    def write(page: Page, facts: Sequence[Fact], _random: Random) -> None:
        headers = [header for header, _ in columns]
        page.end("<h1>Drug codes</h1>\n<table>\n" if media == "html" else "# Drug codes\n\n" if media == "markdown" else "DRUG CODES\n\n")  # fmt: skip
        width = 0 if media != "text" else 4 + max(len(fact.shown("drug")) + len(fact.maker) for fact in facts)
        cell, end = {
            "markdown": ("| ", " "),
            "html": ("<td>", "</td>"),
            "text": ("", ""),
        }[media]
        if media == "html":
            page.end(f"<tr>{''.join(f'<th>{escape(header)}</th>' for header in headers)}</tr>\n")
        elif media == "markdown":
            page.end(f"| {' | '.join(headers)} |\n|{'---|' * len(headers)}\n")
        else:
            page.end("".join(header.ljust(width) for header in headers).rstrip() + "\n")
        for number in range(len(facts)):
            page.put("<tr>" if media == "html" else "")
            for at, (_, template) in enumerate(columns):
                last = at == len(columns) - 1
                page.put(f"{cell}{template}{end}", number, 0 if last else width)
            page.end({"html": "</tr>\n", "markdown": "|\n", "text": "\n"}[media])
        page.end("</table>\n" if media == "html" else "")

    return write


def _news(page: Page, facts: Sequence[Fact], random: Random) -> None:
    page.end("# News for practices\n\n")
    for number in range(len(facts)):
        page.sentences(random.choice(_NEWS), number)
        page.end("\n\n" if number % 3 == 2 else " ")
    page.end("\n")


def styles() -> tuple[Style, ...]:
    """Every way to write a document: articles and lists, in Markdown, HTML and plain text."""
    media: tuple[Media, ...] = ("markdown", "html", "text")
    found = [
        Style(f"article: {name}", "article", one, _article(lines, one))
        for name, lines in _ARTICLES.items()
        for one in media
    ]
    found += [
        Style(f"bullets: {name}", "list", one, _bullets(line, one)) for name, line in _BULLETS.items() for one in media
    ]
    for name, columns in _TABLES.items():
        needs = frozenset(re.findall(r"\{(\w+)\}", re.sub(r"\[.*?\]", "", "".join(column for _, column in columns))))
        needs = frozenset(slot.lower() for slot in needs)
        found += [Style(f"table: {name}", "list", one, _table(columns, one), needs) for one in media]
    found.append(Style("news", "list", "markdown", _news))
    return tuple(found)


def facts_of(authority: Authority, names: Names) -> list[Fact]:
    """What the reference says today of every drug code whose name can be written so that it is read as the same name."""
    found = []
    for code, entries in sorted(authority.reference.entries.items()):
        entry = entries[-1]
        if in_force(authority, entry) and sayable(entry, names):
            shown = entry.unit if entry.unit.split(" ")[-1] in _SHOWN_UNITS else ""
            maker = dict(entry.qualifiers).get("manufacturer", "")
            found.append(Fact(code, entry.drug, shown, _brand(authority, entry), maker))
    return found


def in_force(authority: Authority, entry: ReferenceEntry) -> bool:
    """Whether an entry denotes a drug today."""
    return entry.kind == "specific" and not entry.valid_to and entry.valid_from <= authority.as_of


def sayable(entry: ReferenceEntry, names: Names) -> bool:
    """Whether the entry's drug, written out, is its own normal form again."""
    written = wording(entry.drug)
    return bool(_PLAIN.fullmatch(written)) and names.canonical(written) == entry.drug


def documents(facts: Sequence[Fact], number: int, seed: int) -> list[Made]:
    """So many documents, each consistent with the reference. The same seed makes the same documents."""
    random = Random(seed)  # noqa: S311 - a made-up corpus, not a secret
    known = styles()
    return [_document(known[at % len(known)], at, facts, random) for at in range(number)]


def told(document: Document, assertions: Iterable[Assertion], facts: Iterable[Fact]) -> Made:
    """A document of another hand: its tokens are the words of what it rightly says, where they are spelled as a fact's."""
    known = {fact.code: fact for fact in facts}
    shown: dict[str, Fact] = {}
    places: dict[tuple[str, str, int, int], int] = {}
    for one in assertions:
        ends = _ENDS.get(one.kind)
        code = one.subject if one.kind != "drug-brand" else next((c for c in shown if known[c].drug == one.subject), "")
        if one.polarity != "asserted" or ends is None or code not in known:
            continue
        words = [
            (slot, place) for slot, place in zip(ends, (one.subject_place, one.object_place), strict=True) if place
        ]
        if len(words) == 2 and all(_written(document, known[code], slot, place) for slot, place in words):
            shown.setdefault(code, known[code])
            for slot, place in words:
                places.setdefault((code, slot, place.start, place.end), one.place.start)
    codes = list(shown)
    tokens = (Token(codes.index(key[0]), key[1], sentence, *key[2:]) for key, sentence in sorted(places.items()))
    return Made(
        document.name, document.media, "of another hand", "article", document.text, tuple(shown.values()), tuple(tokens)
    )


_ENDS: Final[Mapping[str, tuple[str, str]]] = {
    "code-drug": ("code", "drug"),
    "code-unit": ("code", "unit"),
    "drug-brand": ("drug", "brand"),
}


def _written(document: Document, fact: Fact, slot: str, place: Place) -> bool:
    return document.text[place.start : place.end].lower() == fact.shown(slot).lower() != ""


def _document(style: Style, number: int, facts: Sequence[Fact], random: Random) -> Made:
    able = [fact for fact in facts if all(getattr(fact, slot) for slot in style.needs)]
    size = random.choice((1, 1, 2)) if style.form == "article" else random.randint(5, 24)
    chosen = _different(random.sample(able, size * 2), size)
    page = Page(chosen)
    style.write(page, chosen, random)
    named = style.form == "article" and random.random() < 0.3
    name = f"{number:04}-{chosen[0].code.lower() if named else style.form}{SUFFIX[style.media]}"
    return Made(name, style.media, style.name, style.form, page.text, tuple(chosen), tuple(page.tokens))


def _different(facts: Iterable[Fact], size: int) -> list[Fact]:
    """Facts of as many different drugs."""
    chosen: dict[str, Fact] = {}
    for fact in facts:
        if not any(set(fact.drug.split(" + ")) & set(other.split(" + ")) for other in chosen):
            chosen.setdefault(fact.drug, fact)
    return list(chosen.values())[:size]


def _brand(authority: Authority, entry: ReferenceEntry) -> str:
    """The first brand that the reference gives this code and no other, where it is one plain word and not the drug's name."""
    for name, brand in sorted(authority.reference.brands.items()):
        if brand.codes == (entry.code,) and brand.drugs == (entry.drug,) and name.isalpha() and name not in entry.drug:
            told = judge_brand(authority, authority.entities[entry.drug], name)
            if told.verdict == "confirmed":
                return name
    return ""


def unit_in_words(unit: str) -> str:
    """A normal form as a sentence writes it: "1,000 units"."""
    if not unit:
        return ""
    number, _, name = unit.partition(" ")
    plain = f"{int(number):,}" if number.isdigit() else number
    return f"{plain} {name}{'s' if name in {'unit', 'dose'} and number != '1' else ''}"
