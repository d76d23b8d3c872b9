"""How fast are others at the nearest job on the same files? None does ours; each finds names, terms or phrases in prose.

    python tools/peers.py                   all of them
    python tools/peers.py grep spaCy        some
    python tools/peers.py --write           kept in docs/benchmarks.md

Each is installed, the first time, in an environment of its own below .benchmark: nothing of it is a dependency of ours. Each
reads as many articles as it can in reasonable time, and once a single one: the difference is the time for a document, without
the start. Processor time counts, because some use several threads.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from at_scale import FOLDER, ROOT, corpus
from benchmark_page import keep, stamp, table
from measuring import environment, taken

from auditor.lexicon.names import load_names

HEADING: Final = "Against others"
TOOLS: Final = ROOT / "tools"
CODE: Final = r"^[A-Z]\d{4}$"
CORPUS: Final = 1_000

Build = Callable[[Path], Sequence[str]]  # the words before the files of a command, given the folder of its environment


class Peer(NamedTuple):
    """A program, what it does here, how many articles it is given, how it is installed and called."""

    name: str
    does: str
    documents: int
    install: Callable[[Path], None]
    command: Build
    codes: tuple[int, ...] = (0, 1)  # it found something or nothing; any other is a failure


class Missing(RuntimeError):  # noqa: N818 - it says what is wrong
    """What a peer needs and is not here."""


def _pip(*packages: str) -> Callable[[Path], None]:
    def install(folder: Path) -> None:
        _ran(sys.executable, "-m", "venv", str(folder))
        _ran(str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *packages)

    return install


def _npm(*packages: str) -> Callable[[Path], None]:
    def install(folder: Path) -> None:
        if shutil.which("npm") is None:
            raise Missing("Node is not installed; your system has a package of it, such as Debian's npm")
        folder.mkdir(parents=True)
        (folder / "package.json").write_text("{}")
        terms = [[name, name] for name in sorted(load_names().surfaces) if name.isalpha()]
        rules = {"rules": {"terminology": {"defaultTerms": False, "terms": terms}}}
        (folder / ".textlintrc.json").write_text(json.dumps(rules), encoding="utf-8")
        _ran("npm", "install", "--silent", "--no-audit", "--prefix", str(folder), *packages)

    return install


def _nothing(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)


def _ran(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    if done.returncode:
        raise Missing(
            f"`{Path(command[0]).name}` could not install it: {(done.stderr.strip().splitlines() or ['no reason given'])[-1][:120]}"
        )


def patterns() -> Path:
    """Our names and the shape of a code, for those that take patterns."""
    path = FOLDER / "patterns.json"
    names = sorted(load_names().surfaces)
    path.write_text(json.dumps({"names": names, "code": CODE}), encoding="utf-8")
    return path


PEERS: Final = (
    Peer(
        "grep",
        "counts lines with a code, the floor",
        1_000,
        _nothing,
        lambda _: ("grep", "-c", "-w", "-E", CODE.strip("^$").replace(r"\d", "[0-9]")),
    ),
    Peer(
        "markdown-it",
        "parses the Markdown, with its tables",
        1_000,
        _nothing,
        lambda _: (sys.executable, str(TOOLS / "parse_markdown.py"), "1"),
    ),
    Peer(
        "auditor",
        "everything, one process, nothing kept",
        1_000,
        _nothing,
        lambda _: (sys.executable, "-m", "auditor", "check", "--quiet", "--no-cache", "--jobs", "1", "--format", "json=/dev/null"),
    ),
    Peer(
        "spaCy",
        "blank pipeline, sentencizer, entity ruler with our names and codes",
        500,
        _pip("spacy"),
        lambda folder: (str(folder / "bin" / "python"), str(TOOLS / "peer_spacy.py"), str(FOLDER / "patterns.json")),
    ),
    Peer(
        "medspaCy",
        "sentences, our names and codes as targets, context rules",
        50,
        _pip("medspacy"),
        lambda folder: (str(folder / "bin" / "python"), str(TOOLS / "peer_medspacy.py"), str(FOLDER / "patterns.json")),
    ),
    Peer(
        "proselint",
        "its own checks of style",
        200,
        _pip("proselint"),
        lambda folder: (str(folder / "bin" / "proselint"), "check"),
    ),
    Peer(
        "textlint",
        "one rule, terminology, with our names as terms",
        50,
        _npm("textlint", "textlint-rule-terminology"),
        lambda folder: (str(folder / "node_modules" / ".bin" / "textlint"),),
    ),
)  # fmt: skip


class Speed(NamedTuple):
    """How fast one was, or why that was not measured."""

    peer: Peer
    version: str = ""
    start: float = 0.0  # processor seconds for a single document, the start with it
    each: float = 0.0  # processor seconds for each further document
    why: str = ""


def speed(peer: Peer, files: Sequence[Path]) -> Speed:
    """Install it if need be, and measure it on its share of the files."""
    folder = FOLDER / "peers" / peer.name
    try:
        if not folder.is_dir():
            peer.install(folder)
        many = files[: peer.documents]
        one, all_of_them = (_processor(peer, folder, given) for given in (many[:1], many))
    except Missing as error:
        shutil.rmtree(folder, ignore_errors=True)
        return Speed(peer, why=str(error))
    return Speed(peer, _version(folder), one, (all_of_them - one) / (len(many) - 1))


def _processor(peer: Peer, folder: Path, files: Sequence[Path]) -> float:
    done = taken(
        [*peer.command(folder), *map(str, files)],
        folder,
        environment(PYTHONPATH=str(ROOT)) if _ours(peer) else environment(),
    )
    if done.code not in peer.codes:
        said = (done.errors.strip() or done.output.strip()).splitlines() or ["it said nothing"]
        raise Missing(f"it ended with {done.code}: {said[-1][:120]}")
    return done.processor


def _ours(peer: Peer) -> bool:
    return peer.install is _nothing


def _version(folder: Path) -> str:
    """The version of what was installed there first, by name."""
    name = folder.name.lower()
    for found in folder.glob(f"lib/*/site-packages/{name}-*.dist-info"):
        return found.name.removesuffix(".dist-info").rpartition("-")[2]
    package = folder / "node_modules" / name / "package.json"
    return str(json.loads(package.read_text())["version"]) if package.is_file() else ""


def told(speeds: Sequence[Speed]) -> str:
    """The section of the page."""
    ours = next((one.each for one in speeds if one.peer.name == "auditor"), 0.0)
    rows = []
    for one in speeds:
        name = f"{one.peer.name} {one.version}".strip()
        if one.why:
            rows.append((name, one.peer.does, f"not measured: {_plain(one.why)}", "", "", "", ""))
            continue
        each = max(one.each, 1e-6)
        of_ours = f"{one.each / ours:.2f}" if ours else ""
        rows.append(
            (
                name,
                one.peer.does,
                f"{one.peer.documents:,}",
                f"{one.start:.2f}",
                f"{one.each * 1000:.2f}",
                f"{1 / each:,.0f}",
                of_ours,
            )
        )
    header = (
        "program",
        "what it does",
        "documents",
        "the first, s",
        "ms a further document",
        "documents/s",
        "of the auditor's time",
    )
    return f"{stamp()} Processor time, the same articles for all. `make benchmark` measures again; `tools/peers.py` says how.\n\n{table(header, rows, 2)}"


def _plain(why: str) -> str:
    return re.sub(r"[|\s]+", " ", why)


def main() -> None:
    known: Mapping[str, Peer] = {peer.name: peer for peer in PEERS}
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(known)}")
    arguments.add_argument("--write", action="store_true", help="keep the figures in docs/benchmarks.md")
    chosen = arguments.parse_args()
    if unknown := set(chosen.names) - set(known):
        arguments.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    folder, _ = corpus(CORPUS)
    files = sorted(folder.rglob("*.md"))
    patterns()
    speeds = []
    for name in chosen.names or known:
        speeds.append(speed(known[name], files))
        print(f"{name}: {speeds[-1].why or f'{speeds[-1].each * 1000:.2f} ms'}", file=sys.stderr, flush=True)
    text = told(speeds)
    print(f"## {HEADING}\n\n{text}")
    if chosen.write:
        keep(HEADING, text)


if __name__ == "__main__":
    main()
