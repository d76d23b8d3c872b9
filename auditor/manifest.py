"""What a report was made from: enough to make it again, and to see whether it still follows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import msgspec

import auditor
from auditor.model.findings import ReferenceInfo, Severity, Step
from auditor.policy import PLAIN, Policy

FILE = "manifest.json"
PAGE = "page.html"  # what the manifest in a page calls the rest of it, whatever the file is called
_START, _END = b'<script type="application/json" id="manifest">', b"</script>\n"
VERSION = 1


class BadManifest(ValueError):  # noqa: N818 - it says what is wrong
    """A manifest that cannot be read, or is not as it was written."""


class Chosen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A policy as it is written down."""

    include: tuple[str, ...]
    exclude: tuple[str, ...]
    gitignore: bool
    severities: dict[str, Severity]
    per_file_ignores: dict[str, tuple[str, ...]]
    folder: str

    @property
    def policy(self) -> Policy:
        """The policy itself."""
        return Policy(
            self.include, self.exclude, self.gitignore, self.severities, self.per_file_ignores, Path(self.folder)
        )


def chosen(policy: Policy) -> Chosen:
    """The policy, written down."""
    return Chosen(
        policy.include,
        policy.exclude,
        policy.gitignore,
        dict(policy.severities),
        dict(policy.per_file_ignores),
        policy.folder.as_posix(),
    )


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was asked for, with every setting that shapes the answer; paths are as given, relative to the working folder.

    `baseline` is a file, or the number of an earlier run, "0" where there was none. `standard_input` is the name of a document that came in there, else "".
    """

    paths: tuple[str, ...]
    rules: tuple[str, ...]
    reference: str
    as_of: str | None
    severity: Severity
    triage: str
    baseline: str | None = None
    new_only: bool = False
    since: str | None = None
    policy: Chosen = msgspec.field(default_factory=lambda: chosen(PLAIN))
    repairs: bool = False
    standard_input: str = ""


class Hashed(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """A document or file, and the SHA-256 of its bytes."""

    name: str
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The manifest. `time` is ISO in UTC, and stands nowhere else; `triage` are the heads of the chain of decisions."""

    manifest_version: int
    tool: str
    command: tuple[str, ...]
    time: str
    configuration: Request
    reference: ReferenceInfo | None
    corpus_sha256: str
    documents: tuple[Hashed, ...]
    baseline: Hashed | None
    triage: tuple[str, ...]
    files: tuple[Hashed, ...]
    history: tuple[Step, ...] = ()  # the past runs that the report shows, oldest first
    sha256: str = ""  # of the manifest without this


def tool() -> str:
    """The program and its version."""
    return f"hcpcs-auditor {auditor.__version__}"


def hashed(files: Mapping[str, bytes]) -> tuple[Hashed, ...]:
    """The files with their hashes, by name."""
    return tuple(sorted(Hashed(name, hashlib.sha256(data).hexdigest()) for name, data in files.items()))


def encode(manifest: Manifest) -> bytes:
    """The manifest's bytes, its own hash in it."""
    shape = msgspec.to_builtins(manifest)
    return _text({**shape, "sha256": _hash(shape)})


def decode(data: bytes) -> Manifest:
    """The manifest in these bytes. Raises BadManifest for any that we did not write so."""
    try:
        shape = json.loads(data)
        version = shape["manifest_version"]
        if version != VERSION:
            raise BadManifest(f"{FILE} has version {version}, and this program knows {VERSION}")
        manifest = msgspec.convert(shape, Manifest)
    except BadManifest:
        raise
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadManifest(f"{FILE} is no manifest of ours: {error}") from None
    if data != _text(shape) or manifest.sha256 != _hash(shape):
        raise BadManifest(f"{FILE} was changed after it was written")
    return manifest


def into_page(page: bytes, manifest: bytes) -> bytes:
    """The page with the manifest in it, as data that no browser runs."""
    block = manifest.replace(b"&", b"\\u0026").replace(b"<", b"\\u003c").replace(b">", b"\\u003e")
    before, end, after = page.rpartition(b"</body>")
    return before + _START + block + _END + end + after


def out_of_page(data: bytes) -> tuple[bytes, bytes]:
    """The page without its manifest, and the manifest. Raises BadManifest where it holds none that we put there."""
    before, start, rest = data.rpartition(_START)
    block, end, after = rest.partition(_END)
    if not start or not end:
        raise BadManifest("the page holds no manifest of ours; auditor check --format html=FILE.html writes one")
    try:
        manifest = _text(json.loads(block))
    except ValueError as error:
        raise BadManifest(f"the page's manifest is none of ours: {error}") from None
    page = before + after
    if into_page(page, manifest) != data:
        raise BadManifest("the page's manifest was changed after it was written")
    return page, manifest


def _hash(shape: dict[str, object]) -> str:
    """Of all that a manifest says but this; one of an earlier version may say less than we would."""
    return hashlib.sha256(_text({**shape, "sha256": ""})).hexdigest()


def _text(shape: dict[str, object]) -> bytes:
    return (json.dumps(shape, indent=2) + "\n").encode()
