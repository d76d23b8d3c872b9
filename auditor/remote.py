"""Documents and reports that lie elsewhere: s3://bucket/folder, gs://bucket/folder, file:///folder, read and written through fsspec.

A path that the user gives may be such an address. pathlib folds the two slashes behind its scheme into one, which no path
of this system's needs; so an address travels as a path like any other, and is put together again here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote

_ADDRESS: Final = re.compile(r"([a-z][a-z0-9+.-]+):/(.*)", re.DOTALL)  # two letters at least: C:/ is a drive
_CHAIN: Final = "::"
_EXTRAS: Final = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs"}
_INSTALL: Final = "pip install 'hcpcs-auditor[{}]'"


class Unreachable(OSError):  # noqa: N818 - it says what is wrong
    """An address that cannot be read or written. Its message says why, and what to do."""


def address_of(path: Path) -> str:
    """The address that a path was given as; nothing for a path on this system.

    >>> address_of(Path("s3://plan/docs")), address_of(Path("docs")), address_of(Path("file:///srv/docs"))
    ('s3://plan/docs', '', 'file:///srv/docs')
    """
    found = _ADDRESS.fullmatch(path.as_posix())
    if found is None or os.path.lexists(path):
        return ""
    scheme, rest = found.groups()
    return f"{scheme}://{'/' if scheme == 'file' else ''}{rest}"


def on_this_system(path: Path) -> Path:
    """A path as it was given, and that of a file:// address: what lies here is read and written as everything here is.

    >>> on_this_system(Path("file:///srv/docs")).as_posix(), on_this_system(Path("s3://plan/docs")).as_posix()
    ('/srv/docs', 's3:/plan/docs')
    """
    address = address_of(path)
    return Path(unquote(address.removeprefix("file://"))) if address.startswith("file://") else path


def is_folder(address: str) -> bool:
    """Whether documents may lie below it. Raises Unreachable where nobody can tell."""
    system, path = _system(address)
    return bool(_asked(address, system.isdir, path))


def exists(address: str) -> bool:
    """Whether anything is there. Raises Unreachable where nobody can tell."""
    system, path = _system(address)
    return bool(_asked(address, system.exists, path))


def files_below(address: str) -> Iterator[tuple[str, str]]:
    """Every file below a folder: its path there, and its own address. Raises Unreachable."""
    system, root = _system(address)
    for found in sorted(_asked(address, system.find, root)):
        path = PurePosixPath(found)
        if path.is_relative_to(root):  # a web server's page may link to anything
            yield path.relative_to(root).as_posix(), str(system.unstrip_protocol(found))


def read(address: str, most: int) -> bytes:
    """The bytes of a file, at most so many. Raises Unreachable."""
    system, path = _system(address)

    def content() -> bytes:
        with system.open(path, "rb") as file:
            return bytes(file.read(most))

    return bytes(_asked(address, content))


def write(address: str, data: bytes) -> None:
    """Put a file there; an object store shows it whole or not at all. Raises Unreachable."""
    system, path = _system(address)
    if "/" in path:
        _asked(address, lambda: system.makedirs(path.rpartition("/")[0], exist_ok=True))
    _asked(address, system.pipe_file, path, data)


def _system(address: str) -> tuple[Any, str]:
    scheme = address.partition(":")[0]
    if _CHAIN in address:  # fsspec would take what follows for another address: a file's name must not lead elsewhere
        raise Unreachable(f"{address}: '{_CHAIN}' in an address or a name would lead to another address; rename it")
    try:
        fsspec: Any = import_module("fsspec")  # an extra, and without types
        system, path = fsspec.core.url_to_fs(address)
    except ImportError as error:
        install = _INSTALL.format(_EXTRAS.get(scheme, "remote"))
        raise Unreachable(f"{address}: {scheme}:// needs a library that is not installed: {install}") from error
    except Exception as error:
        raise Unreachable(f"{address}: {_told(error)}") from error
    return system, str(path)


def _asked(address: str, question: Any, *given: Any) -> Any:
    """The answer of a library of which nobody knows all the errors."""
    try:
        return question(*given)
    except Exception as error:
        raise Unreachable(f"{address}: {_told(error)}") from error


def _told(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return " ".join(str(error).split())[:200] or type(error).__name__
