"""Read a file that a stranger may have put there: a regular one and no pipe or device, which would never end."""

from __future__ import annotations

import errno
import os
import stat

TYPE_CHECKING = False  # as `typing` has it: this is read before anything else, by auditor.store.instant
if TYPE_CHECKING:
    from io import FileIO
    from pathlib import Path
    from typing import Final

MAX_BYTES: Final = 256 * 1024 * 1024  # no file that people or we write beside documents is a hundredth as long
_NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)  # else opening a pipe waits until somebody writes into it
_BINARY: Final = getattr(os, "O_BINARY", 0)  # Windows would change the ends of lines


def open_regular(path: str | Path) -> FileIO:
    """A file, to be read. Raises OSError for what is no regular file, as for what cannot be read."""
    file = open(os.open(path, os.O_RDONLY | _BINARY | _NO_WAIT), "rb", buffering=0)  # noqa: PTH123, SIM115 - a descriptor has no path
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return file


def read_regular(path: str | Path) -> bytes:
    """The bytes of a file. Raises OSError for what is no regular file or larger than 256 MB, as for what cannot be read."""
    with open_regular(path) as file:
        if os.fstat(file.fileno()).st_size > MAX_BYTES:
            raise OSError(errno.EFBIG, f"larger than {MAX_BYTES // 2**20} MB", str(path))
        return file.read()
