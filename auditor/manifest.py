"""What a report was made from: enough to make it again, and to see whether it still follows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import msgspec

import auditor
from auditor.model.findings import ReferenceInfo, Severity

FILE = "manifest.json"
VERSION = 1


class BadManifest(ValueError):  # noqa: N818 - it says what is wrong
    """A manifest that cannot be read, or is not as it was written."""


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
    sha256: str = ""  # of the manifest without this


def tool() -> str:
    """The program and its version."""
    return f"hcpcs-auditor {auditor.__version__}"


def hashed(files: Mapping[str, bytes]) -> tuple[Hashed, ...]:
    """The files with their hashes, by name."""
    return tuple(sorted(Hashed(name, hashlib.sha256(data).hexdigest()) for name, data in files.items()))


def encode(manifest: Manifest) -> bytes:
    """The manifest's bytes, its own hash in it."""
    bare = msgspec.structs.replace(manifest, sha256="")
    return _text(msgspec.structs.replace(bare, sha256=hashlib.sha256(_text(bare)).hexdigest()))


def decode(data: bytes) -> Manifest:
    """The manifest in these bytes. Raises BadManifest for any that we did not write so."""
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadManifest(f"{FILE} is no manifest of ours: {error}") from None
    if manifest.manifest_version != VERSION:
        raise BadManifest(f"{FILE} has version {manifest.manifest_version}, and this program knows {VERSION}")
    if encode(manifest) != data:
        raise BadManifest(f"{FILE} was changed after it was written")
    return manifest


def _text(manifest: Manifest) -> bytes:
    return (json.dumps(msgspec.to_builtins(manifest), indent=2) + "\n").encode()
