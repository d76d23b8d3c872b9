"""What is fuzzed: each target takes any bytes, and fails if what must hold of them does not.

An input is mostly text, so that a case reads as a document; where a target reads several kinds, its first character
or line tells which. `make fuzz` runs the targets under a coverage-guided fuzzer; `test_cases.py` runs the cases that are kept.
"""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import click

from auditor.cli.configuration import configuration
from auditor.cli.keys import FIELDS, lines
from auditor.decisions.baseline import read_baseline, write_baseline
from auditor.decisions.lines import BadFile
from auditor.decisions.triage import read_triage
from auditor.decoding.formats import DECODERS, decoded
from auditor.decoding.raw import Raw
from auditor.extraction import extract
from auditor.extraction.ignores import ignores
from auditor.lexicon.names import load_names
from auditor.model.assertions import Extraction
from auditor.model.findings import Report
from auditor.model.source import Document, Lines, Media, Place, Skipped, Span
from auditor.publications.build import build
from auditor.publications.published import read_published
from auditor.publications.rows import BadReference
from auditor.readers import parse
from auditor.reading.coding import decode, encode
from auditor.reading.file import Said
from auditor.reference import files
from auditor.reference.files import MalformedReference
from auditor.reports.html import render
from auditor.reports.visible import UNSAFE
from tests.html.making import report_of
from tests.readers.test_every_reader import assert_well_placed

_MEDIA: Final[Mapping[int, Media]] = {ord("m"): "markdown", ord("h"): "html", ord("t"): "text", ord("c"): "csv"}
# PDF is left out: its letters are read by PDFium, in a process of its own, into which no coverage of ours reaches.
SUFFIXES: Final = tuple(sorted(suffix for suffix in DECODERS if suffix != ".pdf"))
_BY_NAME: Final = "HCPC2026_JAN_ANWEB.txt"  # the name tells the quarter; the kind is known by the content


def document_of(data: bytes) -> Document:
    """The document that an input stands for: its first character tells the medium, the rest is its text."""
    kinds = tuple(_MEDIA.values())
    media = _MEDIA.get(data[0], kinds[data[0] % len(kinds)]) if data else "markdown"
    return Document("a", media, data[1:].decode("utf-8", "replace"))


def readers(data: bytes) -> None:
    """Every character that a block shows knows its source."""
    document = document_of(data)
    for block in parse(document).blocks:
        assert_well_placed(block, document.text)


def decoders(data: bytes) -> None:
    """A file becomes documents whose every character knows its source, or is skipped with a reason."""
    head, _, content = data.partition(b"\n")
    told = head.decode("ascii", "replace")
    suffix = told if told in SUFFIXES else SUFFIXES[len(head) % len(SUFFIXES)]
    for found in decoded(Raw(f"a{suffix}", content), suffix):
        if isinstance(found, Skipped):
            assert found.reason
            continue
        for block in parse(found).blocks:
            assert_well_placed(block, found.text)


def extraction(data: bytes) -> None:
    """Every statement quotes the source at its place, and what is kept of a document is what was read."""
    document = document_of(data)
    found = extract(parse(document))
    at = Lines(document.text)
    for said in found.assertions:
        assert said.quote == document.text[said.place.start : said.place.end], said
        assert said.subject, said
        assert said.object, said
    for place in _places(found):
        assert 0 <= place.start < place.end <= len(document.text), place
        assert at.place(Span(place.start, place.end)) == place
    whole = (Said("a", "", found),)
    assert decode(encode(whole)) == whole


def ignore_comments(data: bytes) -> None:
    """What a document asks not to be told stands where it is said to stand, and means something or has a fault."""
    document = document_of(data)
    for asked in ignores(parse(document)):
        assert asked.quote == document.text[asked.place.start : asked.place.end]
        assert asked.fault or (asked.rules and asked.reason), asked
        assert 0 <= asked.covers.start <= asked.covers.end <= len(document.text) + 1


def reference_files(data: bytes) -> None:
    """A publisher's file becomes a reference that is written and read back as it is, or is refused at a place."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _BY_NAME
        path.write_bytes(data)
        try:
            published = read_published(path)
        except BadReference as error:
            assert_located(error)
        else:
            try:
                made = build("made-up", [published], load_names())
            except ValueError as error:
                assert str(error)  # noqa: PT017 - what is said for files without codes
            else:
                assert files.encode(files.decode(files.encode(made), path)) == files.encode(made)
        _read_as_ours(path)


def assert_located(error: BadReference) -> None:
    """An error that an editor can be sent to, and that a terminal shows as it is."""
    assert error.line >= 1
    assert error.column >= 1
    assert not UNSAFE.search(error.message)


def _read_as_ours(path: Path) -> None:
    try:
        found = files.read(path)
    except MalformedReference as error:
        assert str(error).startswith(f"{path}:")  # noqa: PT017
    else:
        again = files.encode(found)
        assert files.encode(files.decode(again, path)) == again


def settings(data: bytes) -> None:
    """Settings mean something, and are written back as they are, or are refused with what is wrong in them."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "auditor.toml").write_bytes(data)
        try:
            found = configuration(Path(folder))
        except click.UsageError as error:
            assert error.message  # noqa: PT017
            return
        assert found.policy.folder == found.folder
        assert len(found.paths) == (1 if isinstance(found.corpus, str) else len(found.corpus))
        for name, field in FIELDS.items():
            value = getattr(found, field.name)
            text = "\n".join(lines(name, value))
            assert tomllib.loads(text) == {name: value}, text


def decisions(data: bytes) -> None:
    """A baseline and a list of decisions are read, or refused with the line that is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decisions.jsonl"
        path.write_bytes(data)
        for read in (read_baseline, read_triage):
            try:
                found = read(path)
            except BadFile as error:
                assert str(error).startswith(str(path))  # noqa: PT017
            else:
                assert len(found) <= data.count(b"\n") + data.count(b"\r") + 1
        _kept(path)


def _kept(path: Path) -> None:
    """What is read of a baseline is what is written of it."""
    try:
        entries = [line.entry for line in read_baseline(path)]
    except BadFile:
        return
    path.write_text(write_baseline(entries), encoding="utf-8")
    assert sorted(set(entries)) == [line.entry for line in read_baseline(path)]


def report(data: bytes) -> None:
    """Whatever a document and its name say, the page has the elements, attributes and scripts that any report has."""
    page = page_of(data)
    seen = _Elements()
    seen.feed(page)
    seen.close()
    usual = _usual()
    assert seen.markup <= usual.markup, sorted(seen.markup - usual.markup)
    assert seen.scripts == usual.scripts
    assert not UNSAFE.search(page.replace("\t", " "))


def page_of(data: bytes) -> str:
    """The report, in one file, of documents that say and are named what the input says."""
    return render(hostile_report(data))


def hostile_report(data: bytes) -> Report:
    """The report of documents that say what the input says, where names, quotes, notes and headings are shown."""
    text = data.decode("utf-8", "replace")
    flat = " ".join(text.split())
    return report_of(
        {
            "a.md": "# J9355\n\nJ9355 is trastuzumab, 10 mg per unit.\n\nJ9271 is pembrolizumab (Keytruda).\n",
            f"{flat[:80]}.md": f"# {flat}\n\nJ9355 is durvalumab {flat}.\n\nJ9354 {flat}\n\n- J9299 is {flat}\n",
            "raw.md": text,
        }
    )


class _Elements(HTMLParser):
    """Which elements with which attributes a page has, and what its scripts and its style are."""

    def __init__(self) -> None:
        super().__init__()
        self.markup: set[tuple[str, str]] = set()
        self.scripts: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.markup |= {(tag, name) for name, _ in attrs} | {(tag, "")}
        for name, value in attrs:
            assert name not in {"href", "src"} or not (value or "").lower().lstrip().startswith("javascript")
        self._inside = dict(attrs).get("type") or tag if tag in {"script", "style"} else ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the parser's signature
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "application/json":  # what the script reads: the only place where documents are in one
            assert "<" not in data
            json.loads(data)
        elif self._inside:
            self.scripts.append(data)


@cache
def _usual() -> _Elements:
    """The page of documents that between them lead to everything a page can show."""
    seen = _Elements()
    for text in _PLAIN:
        seen.scripts.clear()
        seen.feed(page_of(text.encode()))
    return seen


_PLAIN: Final = (
    "plain words",
    "J9271 is nivolumab. J9271 is not pembrolizumab. J9271 was nivolumab until 2019. If J9271 is atezolizumab, stop.\n",
    "J9271 is pembrolizumab, 1 mg per unit.\n\nJ927l is durvalumab. C9999 is avelumab. Modifier JW means no waste.\n",
)


def _places(found: Extraction) -> Iterable[Place]:
    for said in found.assertions:
        yield from (place for place in (said.place, said.subject_place, said.object_place) if place)
    for code in found.codes:
        yield from (place for place in (code.place, code.around) if place)


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {
    "readers": readers,
    "decoders": decoders,
    "extraction": extraction,
    "ignore_comments": ignore_comments,
    "reference_files": reference_files,
    "settings": settings,
    "decisions": decisions,
    "report": report,
}

# Words that make sense to some target; the fuzzer puts them in whole. What the readers' own tests are made of goes with them.
WORDS: Final = (
    "J9271", "J9355", "J937l", "C9026", "Q5101", "pembrolizumab", "trastuzumab-anns", "Keytruda", "10 mg", "1,000 mcg", "not ", "is ",
    "was ", "per unit", "until 2020-01-01", "replaced by ", "Modifier JW ", "PD-1", "subcutaneous", "discontinued", "unclassified", "|", "\n\n",
    "# ", "- ", "<b>", "</b>", "<br>", "<td>", "<tr>", "<table>", "<!--", "-->", "&amp;", "&#x4a;", "\\|", "```", "---\n", "\u200b", "\u202e", "\xa0", "\xad",
    "auditor: ignore[AUD101] reason=\"x\"", "auditor: disable[AUD102]", "auditor: enable", "until=2027-01-31", "auditor:",
    "[severities]\n", "per-file-ignores", "AUD101", "select", "exclude", "extend", "corpus", "reference", "fail-on", "= [", "\"\"\"", "\"", "{", "}", "[", "]",
    '{"format":1,"name":"a","release":"2026-01-01"}\n', '{"code":"J9271","kind":"specific"', '{"modifier":"JW"', '{"brand":"x"', '{"codes":[', '{"later":[',
    '{"fingerprint":"0","rule":"AUD101"}\n', '"choice":"accept"', "HCPCS", "20240101", "_2025_CODE", "\x1f\x8b\x08", "PK\x03\x04", "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=2>", "javascript:window.ran=3", "</title>", "</style>", "]]>", "' onfocus=window.ran=4 '", "{{7*7}}",
)  # fmt: skip
