"""A reference on disk: what is written is read back, and what is malformed is named with its place."""

from __future__ import annotations

import gzip
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.reference import Reference, ReferenceBrand, ReferenceEntry, ReferenceModifier, ReferenceSource
from auditor.reference.files import MalformedReference, decode, embedded, encode, is_ours, read
from tests.reference.making import entry, reference_of

PATH = Path("made-up.jsonl")
HEAD = b'{"format":1,"name":"made-up","release":"2026-01-01"}\n'
WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
DATES = st.dates().map(lambda day: day.isoformat()) | st.just("")
ENTRIES = st.builds(
    ReferenceEntry,
    code=st.from_regex(r"[A-Z][0-9]{4}", fullmatch=True),
    kind=st.sampled_from(["specific", "unclassified", "other"]),
    drug=WORDS,
    unit=WORDS,
    valid_from=DATES,
    valid_to=DATES,
    successors=st.lists(WORDS, max_size=2).map(tuple),
    qualifiers=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
)


def written(reference: Reference) -> Reference:
    """What is read back, but for the hash of the file."""
    found = decode(encode(reference), PATH)
    return Reference(
        found.name, found.release, "", found.sources, found.entries, found.modifiers, found.brands, found.known_later
    )


def test_what_is_written_is_read_back() -> None:
    made = reference_of(
        entry("J1000", "bendamustine", "25 mg", "2008-01-01..2012-12-31", successors=("J1001",)),
        entry("J1000", "durvalumab", "10 mg", "2019-01-01.."),
        entry("A0001"),
        entry("A0002"),
        entry("A0003", period="2001-01-01..2002-12-31"),
        brands=[ReferenceBrand("imfinzi", ("durvalumab",), ("J1000",))],
        modifiers=[ReferenceModifier("JW", "drug-discarded", "2003-01-01")],
        later=["J2000", "C0001"],
    )
    assert written(made) == made


@settings(deadline=None)
@given(st.lists(ENTRIES, max_size=8, unique_by=lambda one: (one.code, one.valid_from)))
def test_any_fact_is_read_back(entries: list[ReferenceEntry]) -> None:
    made = reference_of(*entries)
    found = written(made)
    assert {code: set(group) for code, group in found.entries.items()} == {
        code: set(group) for code, group in made.entries.items()
    }


def test_the_same_facts_are_the_same_bytes() -> None:
    facts = [entry("J1001", "nivolumab"), entry("J1000", "durvalumab"), entry("A0002"), entry("A0001")]
    assert encode(reference_of(*facts)) == encode(reference_of(*facts[::-1]))


def test_every_line_is_json_of_its_own() -> None:
    lines = encode(reference_of(entry("J1000", "durvalumab"), entry("A0001"), later=["J2000"])).splitlines()
    assert [next(iter(json.loads(line))) for line in lines] == ["format", "code", "codes", "later"]


def test_the_hash_is_that_of_the_file() -> None:
    data = encode(reference_of(entry("J1000", "durvalumab")))
    other = encode(reference_of(entry("J1000", "nivolumab")))
    assert len(decode(data, PATH).sha256) == 64
    assert decode(data, PATH).sha256 == decode(data, PATH).sha256 != decode(other, PATH).sha256


def test_the_embedded_reference_is_a_file_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "copy.jsonl"
    path.write_bytes(encode(embedded()))
    assert read(path) == embedded()
    assert embedded().release == "2026-01-01"
    assert {source.kind for source in embedded().sources} >= {"HCPCS release", "Purple Book"}
    assert all(isinstance(source, ReferenceSource) and len(source.sha256) == 64 for source in embedded().sources)


def test_the_embedded_reference_holds_no_words_of_a_publisher() -> None:
    assert [one.code for group in embedded().entries.values() for one in group if one.unread] == []


def test_a_gzipped_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "reference.jsonl.gz"
    path.write_bytes(gzip.compress(HEAD + b'{"code":"J1000","kind":"specific","drug":"durvalumab"}\n'))
    assert read(path).entries["J1000"][0].drug == "durvalumab"


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"", "1:1", "no reference"),
        (b"\n\n", "1:1", "no reference"),
        (b'{"code":"J1000"}\n', "1:1", "no reference"),
        (b'{"format":2,"name":"x","release":"2026-01-01"}\n', "1:1", "format 2, but this version reads 1"),
        (HEAD + b"nonsense\n", "2:1", "a line must begin with one of"),
        (HEAD + b"\n[1, 2]\n", "3:1", "a line must begin with one of"),
        (HEAD + b'{"drug":"x","code":"J1000"}\n', "2:1", "a line must begin with one of"),
        (HEAD + b'{"code":"J1000"\n', "2:", "truncated"),
        (HEAD + b'{"code":"J1000",}\n', "2:17", "malformed"),
        (HEAD + b'{"code":1000}\n', "2:1", "Expected `str`, got `int` - at `$.code`"),
        (HEAD + b'{"code":"J1000","kind":"pill"}\n', "2:1", "$.kind"),
        (HEAD + b'{"code":"J1000","colour":"red"}\n', "2:1", "unknown field `colour`"),
        (HEAD + b'{"code":"J1000","drug":"\xff"}\n', "2:25", "not UTF-8"),
    ],
)
def test_a_malformed_file_is_named_with_line_and_column(data: bytes, where: str, what: str) -> None:
    with pytest.raises(MalformedReference) as caught:
        decode(data, PATH)
    assert str(caught.value).startswith(f"made-up.jsonl:{where}")
    assert what in str(caught.value)


def test_nothing_of_a_malformed_file_is_used(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl"
    path.write_bytes(encode(embedded())[:100_000])
    with pytest.raises(MalformedReference, match=r"cut\.jsonl:\d+:\d+: "):
        read(path)


def test_a_file_cut_at_the_end_of_a_line_is_known(tmp_path: Path) -> None:
    path = tmp_path / "cut.jsonl"
    path.write_bytes(b"".join(encode(embedded()).splitlines(keepends=True)[:500]))
    with pytest.raises(MalformedReference, match=r"cut\.jsonl:501:1: 499 facts, but the first line tells of \d+"):
        read(path)


def test_a_damaged_gzip_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "damaged.gz"
    path.write_bytes(gzip.compress(HEAD * 100)[:40])
    with pytest.raises(MalformedReference, match="a damaged gzip file"):
        read(path)


def test_a_gzip_file_whose_content_is_damaged_is_named(tmp_path: Path) -> None:
    path = tmp_path / "damaged.gz"
    data = bytearray(gzip.compress(HEAD * 100))
    data[10:14] = b"\0\xff\xff\xff"  # where the packed data begins: a block of a length that cannot be
    path.write_bytes(data)
    with pytest.raises(MalformedReference, match="a damaged gzip file"):
        read(path)


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.reference.files.MAX_BYTES", 1000)
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(HEAD + b"\n" * 100_000))
    with pytest.raises(MalformedReference, match="larger than"):
        read(path)


def test_deep_nesting_is_an_error_and_no_crash() -> None:
    with pytest.raises(MalformedReference):
        decode(HEAD + b'{"code":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", PATH)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(data: bytes) -> None:
    with suppress(MalformedReference):
        assert decode(HEAD + data, PATH).release == "2026-01-01"


def test_our_files_are_known_by_their_first_word() -> None:
    assert is_ours(HEAD)
    assert is_ours(b' { "format" : 1}')
    assert not is_ours(b"J1000   00100 3 Injection")
    assert not is_ours(b"")
