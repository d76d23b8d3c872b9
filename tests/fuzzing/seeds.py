"""Inputs to begin with: our own corpus, the rules' examples, one file of each kind, and every case that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from auditor.cli.keys import template
from auditor.decisions.lines import write_line
from auditor.decisions.triage import Decided, chained
from auditor.reference.files import encode
from auditor.rules import RULES
from tests.decoding.golden_files import FILES
from tests.extraction.claiming import CORPUS
from tests.fuzzing.targets import SUFFIXES
from tests.html.making import HOSTILE, HOSTILE_DOCUMENTS
from tests.publications.publishing import continuation, crosswalk, purple, record, sheet, sheet_row, text, wrapped
from tests.reference.making import reference_of
from tests.test_rule_examples import unmarked

CASES: Final = Path(__file__).parent / "cases"

_LETTERS: Final = {".md": b"m", ".html": b"h", ".txt": b"t", ".csv": b"c"}


def seeds(target: str) -> dict[str, bytes]:
    """What a target begins with, by a name that tells where it comes from."""
    made = {f"seed-{number:03}": data for number, data in enumerate(_MADE[target]())}
    return {**made, **{f"case-{path.name}": path.read_bytes() for path in sorted((CASES / target).glob("*"))}}


def _documents() -> Iterator[bytes]:
    """Our own documents, and the rules' examples, each after the letter of its medium."""
    for path in sorted((CORPUS / "docs").iterdir()):
        yield _LETTERS[path.suffix] + path.read_bytes()
    for rule in RULES:
        for example in rule.examples:
            for name, marked in (("a.md", example),) if isinstance(example, str) else example:
                yield _LETTERS.get(Path(name).suffix, b"m") + unmarked(name, marked)[0].encode()
    yield b"c" + FILES["list.csv"]
    yield b"h" + FILES["page.html"]


def _files() -> Iterator[bytes]:
    """A file of every kind that is read, each after a line with its suffix."""
    for name, data in FILES.items():
        if Path(name).suffix in SUFFIXES:
            yield Path(name).suffix.encode() + b"\n" + data


def _comments() -> Iterator[bytes]:
    asked = 'ignore[AUD101, AUD103] reason="quoted as it was" until=2027-01-31'
    yield f"m# Codes\n\n<!-- auditor: {asked} -->\nJ9271 is nivolumab.\n".encode()
    yield f"m---\ntitle: x\nauditor: {asked}\n---\nJ9271 is nivolumab.\n".encode()
    yield b"m---\nauditor:\n  - disable[AUD101] reason='x'\n---\n| a | b |\n|---|---|\n| J9271 | nivolumab |\n"
    yield f"h<p>J9271 is nivolumab. <!-- auditor: {asked} --></p><ul><li>a<li>b</ul>".encode()
    yield f"t# auditor: {asked}\nJ9271 is nivolumab.\n\n// auditor: enable\n".encode()
    yield b'm<!-- auditor: disable[AUD101] reason="x" -->\n\nJ9271.\n\n<!-- auditor: enable[AUD101] -->\n'


def _references() -> Iterator[bytes]:
    released = text(record("J9271"), continuation("J9271", "more words"), record("JW", "Drug amount discarded"))
    yield released
    yield wrapped(released)
    yield sheet(sheet_row("J9271"), sheet_row("J9355", "Injection, trastuzumab, 10 mg"))
    yield crosswalk("J9271,Inj pembrolizumab,Merck,00006-3026-02,Keytruda,1 MG")
    yield purple("R,Merck,125514,Keytruda,pembrolizumab,351(a),Intravenous,Rx,")
    yield b"HCPCS\nJ9271\nJ9355\n"
    yield encode(reference_of())
    yield wrapped(encode(reference_of()))


def _settings() -> Iterator[bytes]:
    yield template(table=False).encode()
    yield b'corpus = ["docs", "more"]\nselect = ["AUD1"]\nfail-on = "warning"\n[severities]\nAUD402 = "warning"\n'
    yield b'exclude = ["drafts/"]\nreference = "none"\n[per-file-ignores]\n"archive/" = ["AUD204"]\n'
    yield b'extend = "auditor.toml"\n'


def _decisions() -> Iterator[bytes]:
    one = chained(Decided("0123456789abcdef", "accept", "Ada", "known", "2026-01-31"), [])
    other = chained(Decided("0123456789abcdef", "withdraw", "Ada", "", "2026-02-01", "2027-01-31"), [one])
    yield (write_line(one) + write_line(other)).encode()
    yield b'{"fingerprint": "0123456789abcdef", "rule": "AUD101", "subject": "J9355"}\n'


def _hostile() -> Iterator[bytes]:
    yield HOSTILE.encode()
    yield from (text[:2000].encode() for text in HOSTILE_DOCUMENTS.values())
    yield b"J9271 is nivolumab. J9271 is not pembrolizumab. Modifier JW means no waste.\n"


_MADE: Final[Mapping[str, Callable[[], Iterator[bytes]]]] = {
    "readers": _documents,
    "decoders": _files,
    "extraction": _documents,
    "ignore_comments": _comments,
    "reference_files": _references,
    "settings": _settings,
    "decisions": _decisions,
    "report": _hostile,
}
