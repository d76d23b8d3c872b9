"""The one owner of what we write: standard output, and files that appear whole or not at all."""

from __future__ import annotations

import gzip
import os
import shutil
import stat
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple

import click
from click.shell_completion import CompletionItem

from auditor import remote
from auditor.manifest import FILE as MANIFEST
from auditor.manifest import PAGE, BadManifest, decode, into_page
from auditor.model.findings import Report
from auditor.model.found import told_into
from auditor.regular import read_regular
from auditor.reports import FORMATS
from auditor.reports.visible import visible
from auditor.store.instant import stamp

CLOSED_PIPE = 141  # what a shell shows for a program whose reader went away
REPORT, PACKED = "report.json", "report.json.gz"
UNPACKED = 5_000_000  # bytes of a report for programs that lies beside the pages as it is; a larger one is packed
_SPOOLED = 2**22  # bytes of a text that are held in memory; what is longer waits on disk
_PIECE = 2**20  # bytes of a text that are written at once
STYLE_SHEET = "style.css"
GENERATOR = '<meta name="generator" content="hcpcs-auditor '


class Unwritten(click.ClickException):
    """A report that could not be written: whoever waits for it must not take its absence for good news."""

    exit_code = 3


class Destination(NamedTuple):
    """A format, and the file or folder that it goes to; None is standard output."""

    format: str
    path: Path | None


class FormatType(click.ParamType[Destination]):
    """NAME or NAME=FILE."""

    name = "NAME[=FILE]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Destination:
        """The format and where it goes. Fails on a format that there is not."""
        if isinstance(value, Destination):
            return value
        name, _, path = str(value).partition("=")
        if name not in FORMATS:
            from auditor.cli.suggestion import did_you_mean  # noqa: PLC0415 - only a mistake needs it

            self.fail(f"there is no format '{name}'{did_you_mean(name, FORMATS)}", param, ctx)
        if FORMATS[name].folder and not path:
            self.fail(f"{name} needs a folder or a file: {name}=FOLDER or {name}=FILE.{name}", param, ctx)
        return Destination(name, remote.on_this_system(Path(path)) if path else None)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """The names of formats; where a file is to be written, the shell knows better."""
        return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]


Enclose = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]


# By destination the bytes of a text, colours and all, or the files of a folder.
Rendered = Mapping[Destination, IO[bytes] | Mapping[str, bytes]]


class Spools:
    """Makes files for texts that may be larger than memory. Those that are not put in their place are gone at the end."""

    def __init__(self, opened: ExitStack) -> None:
        self._opened = opened
        self._places: dict[int, Path] = {}
        # Of those that lie beside their place, once they are written, by identity.
        self.stamps: dict[int, Sequence[int]] = {}

    def __call__(self) -> IO[bytes]:
        """A file of no name."""
        return self._opened.enter_context(SpooledTemporaryFile(_SPOOLED))

    def beside(self, path: Path) -> IO[bytes]:
        """One that lies where it is to be, but for its name; of no name, where it cannot be put in its place by renaming it."""
        if remote.address_of(path):
            return self()
        try:
            place = path.resolve() if path.is_symlink() else path
            if place.exists() and not place.is_file():
                return self()
            place.parent.mkdir(parents=True, exist_ok=True)
            file = tempfile.NamedTemporaryFile("w+b", dir=place.parent, prefix=f".{place.name}.", delete=False)  # noqa: SIM115 - below
        except OSError as error:
            raise Unwritten(f"{path}: {error.strerror or error}") from None
        self._opened.callback(partial(Path(file.name).unlink, missing_ok=True))
        self._places[id(file)] = place
        return self._opened.enter_context(file)

    def is_beside(self, text: IO[bytes]) -> bool:
        """Whether it has to be renamed only."""
        return id(text) in self._places

    def publish(self, text: IO[bytes]) -> None:
        """Give it its name. Raises OSError."""
        text.close()
        _publish(Path(text.name), self._places[id(text)])


@contextmanager
def spools() -> Iterator[Spools]:
    """Where texts wait until all are made."""
    with ExitStack() as opened:
        yield Spools(opened)


def rendered(report: Report, destinations: Sequence[Destination], enclose: Enclose, spool: Spools) -> Rendered:
    """What is to be written: all of it before anything is, so that a report that cannot be rendered leaves none.

    `enclose` adds to the files of a folder, or to a page, the one that tells what the report was made from.
    """
    return {destination: _rendered(report, destination, enclose, spool) for destination in dict.fromkeys(destinations)}


def write(made: Rendered, color: str, spool: Spools) -> None:
    """Write what was rendered, in the order in which it was asked for."""
    for (_, path), content in made.items():
        if isinstance(content, Mapping):
            _write_folder(path or Path(), content)
        elif path is None:
            _put_out(_lines(content, colour=coloured(color)))
        elif spool.is_beside(content):
            try:
                spool.publish(content)
            except OSError as error:
                raise Unwritten(f"{path}: {error.strerror or error}") from None
        else:
            _write_pieces(path, _lines(content))


def _lines(text: IO[bytes], *, colour: bool = False) -> Iterator[bytes]:
    """The text, some whole lines at a time, with or without its colours."""
    text.seek(0)
    while some := b"".join(text.readlines(_PIECE)):
        yield some if colour or b"\x1b" not in some else click.unstyle(some.decode()).encode()


def in_full(destinations: Sequence[Destination]) -> bool:
    """Whether a report shows the documents themselves, so that their texts must be kept."""
    return any(FORMATS[destination.format].in_full for destination in destinations)


def folder_files(name: str, report: Report) -> dict[str, bytes]:
    """The files of a report that is a folder, by name, and the same report for programs."""
    made = FORMATS[name].folder
    pages = made(report) if made else {}
    whole = _bytes(FORMATS["json"].render(report))
    small = len(whole) <= UNPACKED
    beside = {REPORT: whole} if small else {PACKED: gzip.compress(whole, compresslevel=6, mtime=0)}
    return {path: _bytes(text) for path, text in pages.items()} | beside


def unpacked(name: str, data: bytes | None) -> bytes | None:
    """What a file says. Packing differs by the library that packs, what is packed does not; what was spoilt says nothing."""
    if name != PACKED or data is None:
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return b""


def page_file(name: str, report: Report) -> dict[str, bytes]:
    """The report as one page, by the name that its manifest gives it."""
    return {PAGE: _bytes(FORMATS[name].render(report))}


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _rendered(
    report: Report, destination: Destination, enclose: Enclose, spool: Spools
) -> IO[bytes] | Mapping[str, bytes]:
    wanted, path = FORMATS[destination.format], destination.path
    if wanted.folder and path and (path.is_dir() or path.suffix.lower() not in wanted.suffixes):
        return enclose(folder_files(destination.format, report))
    text = spool.beside(path) if path else spool()
    plain = spool.is_beside(text)
    lying = told_into(report.findings, path, text.tell) if path and plain else nullcontext()
    try:
        with lying as end:
            for part in _parts(report, destination, enclose):
                text.write(click.unstyle(part.decode()).encode() if plain and b"\x1b" in part else part)
            text.flush()
            if plain:
                spool.stamps[id(text)] = stamp(text.name)
            if end:
                end(spool.stamps[id(text)])
    except OSError as error:
        raise Unwritten(f"{path or 'standard output'}: {error.strerror or error}") from None
    return text


def _parts(report: Report, destination: Destination, enclose: Enclose) -> Iterable[bytes]:
    wanted = FORMATS[destination.format]
    if wanted.folder and destination.path:
        page = enclose(page_file(destination.format, report))
        return (into_page(page[PAGE], page[MANIFEST]),)
    return wanted.parts(report) if wanted.parts else (_bytes(wanted.render(report)),)


def emit(text: str, colour: bool = False) -> None:
    """Data to standard output, in UTF-8. A reader that has seen enough is no error."""
    _put_out([_bytes(text if colour else click.unstyle(text))])


def _put_out(pieces: Iterable[bytes]) -> None:
    try:
        for piece in pieces:
            data = memoryview(piece)
            while data:  # with PYTHONUNBUFFERED a pipe takes what it has room for and leaves the rest to us
                data = data[sys.stdout.buffer.write(data) :]
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains at exit
        if isinstance(error, BrokenPipeError):
            raise SystemExit(CLOSED_PIPE) from None
        raise Unwritten(f"standard output: {error.strerror or error}") from None


def log(text: str, quiet: bool = False) -> None:
    """A word to the person at the terminal."""
    if not quiet:
        click.echo(f"auditor: {visible(text)}", err=True)


def coloured(color: str) -> bool:
    """Whether standard output gets colours: what the user says, then NO_COLOR, FORCE_COLOR, then the terminal."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")


def write_file(path: Path, text: str) -> None:
    """The file, whole or not at all."""
    write_bytes(path, _bytes(text))


def write_bytes(path: Path, data: bytes) -> None:
    """The file, whole or not at all. One that is there keeps its permissions, and a link stays a link.

    A pipe or a device is written to, never replaced.
    """
    _write_pieces(path, [data])


def _write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    if address := remote.address_of(path):
        _send(address, b"".join(pieces))
        return
    try:
        path = path.resolve() if path.is_symlink() else path
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as device:
                device.writelines(pieces)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            file.writelines(pieces)
        _publish(Path(file.name), path)
    except OSError as error:
        raise Unwritten(f"{path}: {error.strerror or error}") from None


def append_line(path: Path, line: str) -> None:
    """One line at the end of a file, written at once; a last line without an end gets one first."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - 1))
            apart = b"\n" if end and file.read(1) != b"\n" else b""
            file.write(apart + line.encode())
    except OSError as error:
        raise Unwritten(f"{path}: {error.strerror or error}") from None


def _send(address: str, data: bytes) -> None:
    try:
        remote.write(address, data)
    except remote.Unreachable as error:
        raise Unwritten(str(error)) from None


def _send_folder(address: str, files: Mapping[str, bytes]) -> None:
    """The files below an address, the manifest last: where it is, the others are."""
    try:
        others = remote.exists(address) and not remote.exists(f"{address}/{MANIFEST}")
    except remote.Unreachable as error:
        raise Unwritten(str(error)) from None
    if others:
        raise click.UsageError(f"{address} holds something else than a report of ours; give another folder")
    for name in sorted(files, key=lambda name: (name == MANIFEST, name)):
        _send(f"{address}/{name}", files[name])


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    if address := remote.address_of(folder):
        _send_folder(address, files)
        return
    if folder.exists() and not _ours(folder):
        raise click.UsageError(f"{folder} holds something else than a report of ours; give another folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        try:
            for name, data in files.items():
                (made / name).parent.mkdir(parents=True, exist_ok=True)
                (made / name).write_bytes(data)
            made.chmod(0o777 & ~_umask())
            if folder.exists():
                shutil.rmtree(folder)
            made.replace(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise Unwritten(f"{folder}: {error.strerror or error}") from None


def _ours(folder: Path) -> bool:
    """An empty folder, or one that holds nothing but an earlier report: what its manifest names, or pages that all say so."""
    if not folder.is_dir():
        return False
    named = _named(folder)
    paths = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    try:
        return all(
            not path.is_symlink() and (path.relative_to(folder).as_posix() in named or _is_page(path)) for path in paths
        )
    except OSError:  # what we may not look into is not ours
        return False


def _named(folder: Path) -> set[str]:
    """The files that the manifest of a report names, and itself."""
    with suppress(OSError, BadManifest):
        return {MANIFEST, *(file.name for file in decode(read_regular(folder / MANIFEST)).files)}
    return set()


def _is_page(path: Path) -> bool:
    if path.name == STYLE_SHEET:
        return True
    return path.suffix == ".html" and GENERATOR in read_regular(path)[:2000].decode("utf-8", "replace")


def _publish(made: Path, path: Path) -> None:
    try:
        made.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask())
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
