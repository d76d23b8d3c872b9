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
    except (ValueError, KeyError, TypeError) as error:
        raise BadManifest(f"{FILE} is no manifest of ours: {error}") from None
    if data != _text(shape) or manifest.sha256 != _hash(shape):
        raise BadManifest(f"{FILE} was changed after it was written")
    return manifest


def _hash(shape: dict[str, object]) -> str:
    """Of all that a manifest says but this; one of an earlier version may say less than we would."""
    return hashlib.sha256(_text({**shape, "sha256": ""})).hexdigest()


def _text(shape: dict[str, object]) -> bytes:
    return (json.dumps(shape, indent=2) + "\n").encode()
