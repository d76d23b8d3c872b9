"""`auditor verify`: whether a report still follows from what it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import click
import msgspec

from auditor.cli.configuration import Configuration
from auditor.cli.corpus import Incomplete, settings
from auditor.cli.derivation import Derived, derive
from auditor.cli.evidence import baseline_hash
from auditor.cli.means import cores, database
from auditor.cli.output import PACKED, REPORT, emit, folder_files, page_file, unpacked
from auditor.cli.steps import leading_to
from auditor.decisions.lines import BadFile
from auditor.decisions.triage import read_triage
from auditor.loading import MissingPath, discover, load_every
from auditor.manifest import FILE, PAGE, BadManifest, Hashed, Manifest, decode, hashed, out_of_page, tool
from auditor.model.findings import Report
from auditor.model.source import Document
from auditor.reading.corpus import Means
from auditor.regular import read_regular
from auditor.remote import Unreachable, address_of
from auditor.reports.visible import visible
from auditor.sieve import Sieve
from auditor.store.runs import Runs
from auditor.verification import differences, quote_differences, quotes, reference_differences


class Kept(msgspec.Struct, frozen=True):
    """A report as it lies there: its manifest, its files, and how such files are made."""

    manifest: Manifest
    files: dict[str, bytes]
    make: Callable[[Report], dict[str, bytes]]


@click.command("verify")
@click.argument("report", type=click.Path(path_type=Path))
@click.argument("addresses", nargs=-1, metavar="[ADDRESS]...")
def command(report: Path, addresses: Sequence[str]) -> None:
    """Tell whether a report still follows from the corpus, rules and reference that it names.

    REPORT is the folder or the one file that --format html=REPORT wrote. Of a corpus that lies at an address, give the ADDRESS too:
    a report from a stranger must not make anything connect. Every document, file, quote and decision is
    compared, and the report is made again. Ends with 0 if everything holds, 1 if something does not, 3 if that cannot be told.
    Run it where the report was made.
    """
    if not report.exists():
        raise click.UsageError(f"{report}: there is no such file or folder")
    try:
        kept = _folder(report) if report.is_dir() else _page(report)
    except BadManifest as error:
        _end([str(error)], "")
    manifest, files = kept.manifest, kept.files
    if manifest.configuration.standard_input:
        raise Incomplete(f"{manifest.configuration.standard_input} came from standard input and cannot be read again")
    for path in manifest.configuration.paths:
        address = address_of(Path(path))
        if address and address not in addresses:
            raise Incomplete(
                f"the report names {visible(address)}; if you know it, give it too: auditor verify {report} {visible(address)}"
            )
    wrong = list(_wrong(kept, settings()))
    texts = {document.name for document in manifest.documents}
    said = _said(files)
    counted = quotes(said, dict.fromkeys(texts, "")) if said and not wrong else 0
    what = f", {counted} quotes and {len(files)} files" if PAGE not in files else " and the page"
    held = f"{len(manifest.documents)} documents{what} are as they were"
    _end(wrong, f"the report of {manifest.time} still follows from what it names; {held}\n")


def _folder(folder: Path) -> Kept:
    files = _files(folder)
    if FILE not in files:
        raise click.UsageError(f"{folder}: there is no {FILE}; auditor check --format html=DIR writes one")
    return Kept(decode(files.pop(FILE)), files, partial(folder_files, "html"))


def _page(path: Path) -> Kept:
    try:
        page, manifest = out_of_page(read_regular(path))
    except OSError as error:
        raise Incomplete(f"{path}: {error.strerror}") from None
    return Kept(decode(manifest), {PAGE: page}, partial(page_file, "html"))


def _end(wrong: list[str], well: str) -> None:
    emit("".join(f"{visible(one)}\n" for one in wrong) or well)
    raise SystemExit(1 if wrong else 0)


def _files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name there."""
    try:
        found = sorted(path for path in folder.rglob("*") if not path.is_dir())
        return {path.relative_to(folder).as_posix(): read_regular(path) for path in found}
    except OSError as error:
        raise Incomplete(f"{error.filename}: {error.strerror}") from None


def _wrong(kept: Kept, settled: Configuration) -> Iterator[str]:
    """What no longer holds, from the files themselves to what they say."""
    manifest, files = kept.manifest, kept.files
    if manifest.tool != tool():
        yield f"the report was made by {manifest.tool}, and this is {tool()}"
    yield from differences("file", manifest.files, hashed(files))
    yield from _decisions(manifest)
    texts = _texts(manifest)
    if PAGE not in files:
        try:
            yield from quote_differences(_said(files) or b"{}", texts)
        except ValueError as error:
            yield str(error)
    yield from _past(manifest, settled)
    derived = _again(manifest, settled)
    if isinstance(derived, str):
        yield derived
        return
    reading = derived.found.reading
    yield from differences("document", manifest.documents, [Hashed(name, sha256) for name, sha256 in reading.hashes])
    yield from reference_differences(manifest.reference, derived.report.inputs.reference)
    made = kept.make(derived.shown)
    for name in sorted({*made, *files}):
        if unpacked(name, made.get(name)) != unpacked(name, files.get(name)):
            yield f"file {name} does not follow from the corpus, rules and reference as they are now"


def _said(files: dict[str, bytes]) -> bytes | None:
    """The report for programs, packed or not."""
    return files.get(REPORT) or unpacked(PACKED, files.get(PACKED))


def _decisions(manifest: Manifest) -> Iterator[str]:
    """Whether the chain of decisions holds, and still has what the report knew."""
    try:
        known = {line.entry.hash for line in read_triage(Path(manifest.configuration.triage))}
    except BadFile as error:
        yield str(error)
        return
    for head in manifest.triage:
        if head not in known:
            yield f"a decision that the report knew is gone from {manifest.configuration.triage}: {head[:16]}"
    if manifest.baseline != baseline_hash(manifest.configuration):
        yield f"the baseline {manifest.configuration.baseline} was changed"


def _past(manifest: Manifest, settled: Configuration) -> Iterator[str]:
    """Whether the runs that the report shows are still kept as it tells of them."""
    with closing(database(settled)) as store:
        kept = leading_to(manifest.configuration.baseline, Runs(store))
    if kept and kept != manifest.history:
        yield f"the history up to run {manifest.configuration.baseline} is not what the report tells of it"


def _texts(manifest: Manifest) -> dict[str, str]:
    """The documents that the report names, as they are now."""
    try:
        request = manifest.configuration
        sources, _ = discover([Path(path) for path in request.paths], Sieve(request.policy.policy).keeps)
    except (MissingPath, Unreachable):
        return {}
    return {one.name: one.text for _, one in load_every(sources) if isinstance(one, Document)}


def _again(manifest: Manifest, settled: Configuration) -> Derived | str:
    """The same report from what is there now, or why there can be none."""
    try:
        with closing(database(settled)) as store:
            runs, asked = Runs(store), manifest.configuration
            return derive(asked, settled, runs, Means(cores()), full=True, history=manifest.history)
    except click.ClickException as error:
        return f"it cannot be made again: {error.message}"
