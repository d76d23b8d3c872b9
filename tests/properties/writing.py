"""Documents made up of statements of which it is known what they say: facts, the sentences that say them, layouts.

A statement knows the words that stand for its subject and its object, so that a test can tell what must be read where.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from hypothesis import strategies as st

from auditor.extraction import extract
from auditor.model.assertions import Assertion, Extraction
from auditor.model.source import Document, Media
from auditor.readers import parse
from tests.extraction.claiming import Claim


class Product(NamedTuple):
    """What is true of a code."""

    code: str
    drug: str
    brand: str
    unit: str
    target: str


PRODUCTS: Final = (
    Product("J9271", "pembrolizumab", "Keytruda", "1 mg", "PD-1"),
    Product("J9299", "nivolumab", "Opdivo", "1 mg", "PD-1"),
    Product("J9355", "trastuzumab", "Herceptin", "10 mg", "HER2"),
    Product("J9173", "durvalumab", "Imfinzi", "10 mg", "PD-L1"),
    Product("J9022", "atezolizumab", "Tecentriq", "10 mg", "PD-L1"),
    Product("J9035", "bevacizumab", "Avastin", "10 mg", "VEGF"),
    Product("J9308", "ramucirumab", "Cyramza", "5 mg", "VEGFR-2"),
)

# Each frame says one thing; {s} is its subject and {o} its object.
FRAMES: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("code-drug", "asserted"): (
        "{s} is {o}.",
        "HCPCS code {s} describes {o}.",
        "Report {s} for {o}.",
        "{o} is billed with {s}.",
        "The code for {o} is {s}.",
        "{s} stands for {o}, which is given by infusion in the outpatient department of most hospitals.",
    ),
    ("code-drug", "denied"): ("{s} is not {o}.", "{s} does not describe {o}.", "{s} is not the code for {o}."),
    ("code-drug", "historical"): ("{s} was {o} until 2019.", "{s} was formerly the code for {o}."),
    ("code-drug", "hypothetical"): ("A colleague says that {s} is {o}.", "Supposedly {s} denotes {o}."),
    ("code-unit", "asserted"): ("{s} is billed per {o}.", "One unit of {s} is {o}.", "Each unit of {s} represents {o}."),
    ("drug-brand", "asserted"): ("{s} is sold as {o}.", "{o} is the brand name of {s}.", "{o} ({s}) is given by infusion."),
    ("drug-target", "asserted"): ("{s} binds {o}.", "{s} is an antibody against {o}."),
}  # fmt: skip


class Statement(NamedTuple):
    """A sentence, what it claims, and the words in it that stand for the claim's two sides."""

    text: str
    claim: Claim
    subject: str
    object: str


def statement(frame: tuple[str, str], number: int, one: Product, other: Product) -> Statement:
    """What a frame says of a product, right or, where the other is another one, wrong."""
    kind, polarity = frame
    written = {
        "code-drug": (one.code, other.drug),
        "code-unit": (one.code, other.unit),
        "drug-brand": (one.drug, other.brand),
        "drug-target": (one.drug, other.target),
    }
    subject, value = written[kind]
    frames = FRAMES[kind, polarity]
    text = frames[number % len(frames)].format(s=subject, o=value)
    said = Claim(kind, subject, value.lower() if kind == "drug-brand" else value, polarity)
    return Statement(text[0].upper() + text[1:], said, subject, value)


product = st.sampled_from(PRODUCTS)


def _statements(frames: Iterable[tuple[str, str]]) -> st.SearchStrategy[Statement]:
    return st.builds(statement, st.sampled_from(sorted(frames)), st.integers(0, 5), product, product)


statements = _statements(FRAMES)
asserted = _statements(frame for frame in FRAMES if frame[1] == "asserted")


def _keeps_its_word(said: list[Statement]) -> bool:
    """Whether nothing is said and denied; a paragraph that first says what it then denies is read as quoting it."""
    meant = {(one.claim[:3], one.claim.polarity == "denied") for one in said}
    return len({claim for claim, _ in meant}) == len(meant)


documents_of_statements = st.lists(statements, min_size=1, max_size=5).filter(_keeps_its_word)


# Layouts ------------------------------------------------------------------------------------------

Layout = Callable[[Sequence[str]], str]


def paragraphs(texts: Sequence[str]) -> str:
    return "\n\n".join(texts) + "\n"


def wrapped(texts: Sequence[str]) -> str:
    """Each paragraph broken after every third word, as an editor that wraps narrowly does."""
    return paragraphs([_wrapped(text) for text in texts])


def _wrapped(text: str) -> str:
    words = text.split(" ")
    return "\n".join(" ".join(words[at : at + 3]) for at in range(0, len(words), 3))


def flowing(texts: Sequence[str]) -> str:
    """All in one paragraph, wrapped as mail and text files are."""
    return "\n".join(textwrap.wrap(" ".join(texts), 60)) + "\n"


def bulleted(texts: Sequence[str]) -> str:
    return "".join(f"- {text}\n" for text in texts)


def quoted(texts: Sequence[str]) -> str:
    return paragraphs([f"> {text}" for text in texts])


def with_comments(texts: Sequence[str]) -> str:
    return "".join(f"<!-- note to self -->\n\n{text}\n\n" for text in texts)


def as_html(texts: Sequence[str]) -> str:
    return "".join(f"<p>{html.escape(text)}</p>\n" for text in texts)


def as_html_list(texts: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in texts) + "</ul>"


def with_entities(texts: Sequence[str]) -> str:
    """Every digit and every second letter as an entity, and no-break spaces."""
    return "".join(f"<p>{''.join(map(_entity, text, range(len(text))))}</p>" for text in texts)


def _entity(character: str, at: int) -> str:
    if character == " ":
        return "&nbsp;" if at % 3 == 0 else " "
    return f"&#x{ord(character):x};" if character.isdigit() or at % 2 else html.escape(character)


def with_comments_inside(texts: Sequence[str]) -> str:
    return "".join(f"<p>{html.escape(text).replace(' ', ' <!-- here --> ', 2)}</p>" for text in texts)


def with_soft_hyphens(texts: Sequence[str]) -> str:
    """What a content system puts into long words, and nobody sees."""
    return paragraphs([" ".join(f"{word[:5]}\u00ad{word[5:]}" if len(word) > 8 else word for word in text.split(" ")) for text in texts])  # fmt: skip


def emphasised(texts: Sequence[str]) -> str:
    """Codes in bold, as many sites have them."""
    return paragraphs([" ".join(f"**{word}**" if word[:1] == "J" and word[1:].isdigit() else word for word in text.split(" ")) for text in texts])  # fmt: skip


LAYOUTS: Final[Mapping[str, tuple[Media, Layout]]] = {
    "paragraphs": ("markdown", paragraphs),
    "wrapped lines": ("markdown", wrapped),
    "a list": ("markdown", bulleted),
    "a quotation": ("markdown", quoted),
    "comments between": ("markdown", with_comments),
    "bold codes": ("markdown", emphasised),
    "soft hyphens": ("markdown", with_soft_hyphens),
    "html": ("html", as_html),
    "an html list": ("html", as_html_list),
    "entities": ("html", with_entities),
    "comments inside": ("html", with_comments_inside),
    "plain text": ("text", paragraphs),
    "one paragraph": ("markdown", flowing),
    "wrapped plain text": ("text", flowing),
}
# In these, sentences of several products stand in one paragraph, which may then be taken to be about the first.
FLOWING: Final = frozenset({"one paragraph", "wrapped plain text"})
SUFFIXES: Final[Mapping[Media, str]] = {"markdown": "md", "html": "html", "text": "txt", "csv": "csv"}


def laid_out(texts: Iterable[str], layout: str, name: str = "note") -> Document:
    """The sentences as a document in a layout."""
    media, lay = LAYOUTS[layout]
    return Document(f"{name}.{SUFFIXES[media]}", media, lay(list(texts)))


def said_in(document: Document) -> Extraction:
    """What is read of a document."""
    return extract(parse(document))


def told_in(document: Document) -> list[Assertion]:
    """Everything a document says in so many words, in its order: what a paragraph only implies by standing near is left out."""
    found = [one for one in said_in(document).assertions if one.subject_place and one.object_place]
    return sorted(found, key=lambda one: one.place)


def claims_in(document: Document) -> list[Claim]:
    """All that, as often as it is said, without places."""
    return sorted(Claim(one.kind, one.subject, one.object, one.polarity) for one in told_in(document))


# Tables -------------------------------------------------------------------------------------------


def pipes(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def html_table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    cells = "".join(f"<th>{cell}</th>" for cell in head)
    return f"<table><tr>{cells}</tr>{''.join(map(_html_row, body))}</table>"


def _html_row(row: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"


def commas(rows: Sequence[Sequence[str]]) -> str:
    return "".join(f"{','.join(row)}\n" for row in rows)


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Columns set with spaces, below a rule."""
    head, *body = rows
    lines = ["".join(f"{cell:<20}" for cell in row).rstrip() for row in (head, *body)]
    return "\n".join([lines[0], "-" * 60, *lines[1:]]) + "\n"


def items(rows: Sequence[Sequence[str]]) -> str:
    return "".join(f"- {code}: {drug}, {unit} per unit\n" for code, drug, unit in rows[1:])


TABLES: Final[Mapping[str, tuple[Media, Callable[[Sequence[Sequence[str]]], str]]]] = {
    "pipes": ("markdown", pipes),
    "html": ("html", html_table),
    "commas": ("csv", commas),
    "columns": ("text", columns),
    "a list": ("markdown", items),
}
