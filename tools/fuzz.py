"""Coverage-guided fuzzing: make up inputs for each target of tests/fuzzing/targets.py, longest where they reach new code.

Inputs that reached something new are kept below .fuzz, from which the next run goes on. One that a target fails on, takes
too long for or dies of is written to .fuzz/found: mend what it shows, and keep it below tests/fuzzing/cases.
What the report's target kept is then opened in the system's Chromium, where no script may have run.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
KEPT: Final = ROOT / ".fuzz"
FOUND: Final = KEPT / "found"
TARGETS: Final = (
    "readers",
    "decoders",
    "extraction",
    "ignore_comments",
    "reference_files",
    "settings",
    "decisions",
    "report",
)
LONGEST: Final = 4096  # bytes of an input: what is wrong shows on a page as well as on a book
SLOWEST: Final = 20  # seconds that one input may take before it counts as found
MEMORY: Final = 2048  # MB

_DONE = re.compile(r"(?:stat::number_of_executed_units:|Done) *(\d+)")
_EDGES = re.compile(r"cov: (\d+)")


def guided(target: str, seconds: int) -> None:
    """Fuzz one target in this process, which then ends."""
    import atheris  # noqa: PLC0415 - only there where the group `fuzz` is installed

    with atheris.instrument_imports(include=["auditor", "markdown_it", "tomllib", "html"]):
        from tests.fuzzing.seeds import seeds  # noqa: PLC0415 - must be imported under instrumentation
        from tests.fuzzing.targets import TARGETS, WORDS  # noqa: PLC0415
    kept = KEPT / target
    kept.mkdir(parents=True, exist_ok=True)
    FOUND.mkdir(exist_ok=True)
    for name, seed in seeds(target).items():
        (kept / name).write_bytes(seed)
    words = KEPT / "words.dict"
    words.write_text("".join(map(_quoted, WORDS)))
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={MEMORY}",
        f"-dict={words}",
        f"-artifact_prefix={FOUND}/{target}-",
        "-print_final_stats=1",
    ]

    def kept_if_it_fails(data: bytes) -> None:
        try:
            TARGETS[target](data)
        except BaseException:
            (FOUND / f"{target}-{hashlib.sha256(data).hexdigest()[:16]}").write_bytes(data)
            raise

    atheris.Setup([target, *options, str(kept)], kept_if_it_fails)
    atheris.Fuzz()


def _quoted(word: str) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n'


def in_browser() -> int:
    """Open every input that the report's target kept; how many of them did more than be read."""
    from tests.fuzzing.browsing import strange_inputs  # noqa: PLC0415 - needs Playwright and a browser

    inputs = sorted((KEPT / "report").iterdir())
    found = strange_inputs(inputs)
    for path, what in found:
        (FOUND / f"browser-{path.name}").write_bytes(path.read_bytes())
        print(f"{path.name}: {what}")
    print(f"browser: {len(inputs)} reports opened, {len(found)} found")
    return len(found)


def _run(target: str, seconds: int) -> bool:
    """Fuzz a target in a process of its own; whether it came through."""
    command = [sys.executable, __file__, target, "--seconds", str(seconds), "--here"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, env=_environment())  # noqa: S603
    executed, edges = _DONE.findall(done.stderr), _EDGES.findall(done.stderr)
    print(f"{target}: {max(map(int, executed), default=0):,} inputs, {edges[-1] if edges else 0} edges, ", end="")
    print("nothing found" if done.returncode == 0 else "FOUND", flush=True)
    if done.returncode:
        print(done.stdout[-4000:], done.stderr[-3000:], sep="\n", flush=True)
    return done.returncode == 0


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def main() -> int:
    """Fuzz the targets that are named, else all, one after the other."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("targets", nargs="*")
    options.add_argument("--seconds", type=int, default=300, help="of each target")
    options.add_argument("--here", action="store_true", help="one target, in this process")
    asked = options.parse_args()
    if asked.here:
        guided(asked.targets[0], asked.seconds)
    targets = asked.targets or TARGETS
    passed = [_run(target, asked.seconds) for target in targets]
    strange = in_browser() if "report" in targets else 0
    return 0 if all(passed) and not strange else 1


if __name__ == "__main__":
    sys.exit(main())
