"""Links and plain tables as values: what most pages are made of."""

from __future__ import annotations

import msgspec


class Link(msgspec.Struct, frozen=True):
    """Words that lead on; only words where `href` is "". `beside` stands next to them."""

    text: str
    href: str = ""
    beside: str = ""


class Cell(msgspec.Struct, frozen=True):
    """What stands in a cell; a link where there is an `href`, or several.

    `beside` is a quieter second line, `quote` a source's own words.
    """

    text: str
    href: str = ""
    beside: str = ""
    quote: str = ""
    tone: str = ""
    links: tuple[Link, ...] = ()


class Column(msgspec.Struct, frozen=True):
    """A column's heading; figures stand to the right, and a minor column is left out where there is no room."""

    label: str
    figure: bool = False
    minor: bool = False


class Row(msgspec.Struct, frozen=True):
    """The cells of a row, the first of which names it."""

    cells: tuple[Cell, ...]
    id: str = ""


class Table(msgspec.Struct, frozen=True):
    """A table with a caption that tells what it shows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
