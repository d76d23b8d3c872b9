"""`auditor`, and `python -m auditor`: what was asked before is answered at once where nothing changed; all else is loaded only where it is needed."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as `typing` has it, see auditor.store.instant
if TYPE_CHECKING:
    from auditor.store.instant import Told

CLOSED_PIPE = 141  # what a shell shows for a program whose reader went away


def main() -> None:
    """Run the command line and end the process with the exit code that the contract names."""
    _open_what_is_closed()
    asking = sys.argv[1:2] == ["check"] and not any(name.endswith("_COMPLETE") for name in os.environ)
    told = _recalled() if asking else None
    if told is None:
        import gc  # noqa: PLC0415

        gc.disable()  # until everything is loaded: nothing of it is garbage
        from auditor.cli import main as run  # noqa: PLC0415 - the rest of the program

        run()
    else:
        _end(told)


def _open_what_is_closed() -> None:
    """Put something in the place of streams that whoever started us closed; else the next file that is opened would be one of them.

    What is written to standard output then fails and is said, as on a full disk: a report must not get lost.
    """
    if sys.stdin is None:
        sys.stdin = open(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")  # noqa: PTH123, SIM115 - as long as we live
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: PTH123, SIM115 - the same
    if sys.stderr is None:
        sys.stderr = open(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")  # noqa: PTH123, SIM115 - the same


def _recalled() -> Told | None:
    """What was said before, if that can be told."""
    try:
        from auditor.store import instant  # noqa: PLC0415 - a Python without SQLite has none

        return instant.recall(sys.argv[1:])
    except Exception:  # noqa: BLE001 - whoever takes the longer way will say what is wrong
        return None


def _end(told: Told) -> None:
    """Write what there is to write, and end at once: whatever is open is safe as it is."""
    code = told.code
    try:
        for text in told.texts:
            sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        code = CLOSED_PIPE
    except OSError as error:
        sys.stderr.write(f"Error: standard output: {error.strerror or error}\n")
        code = 3
    sys.stderr.write(told.said)
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
