"""How well do we read? Every labelled set, by kind and by style of document, against floors that must not be undercut.

    make accuracy                              the figures, and whether they keep the floors
    python tools/accuracy.py --write           raise (or lower) the floors to what is reached today, less a margin
    python tools/accuracy.py --against main    what was gained and lost since a revision, document by document
    python tools/accuracy.py --save FILE       what we read today, to compare with later: --against FILE

The development set counts as a whole and in two halves, split by a hash of the documents' names. Of the half `aside`
nobody is shown a single miss: whoever improves the grammar works on the half `open`, and the half aside tells whether
the gain is real. The corpus of this repository and the blind set (see its README.md) are always there; the others lie
beside the repository, in `../shared/gold`.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

import msgspec

from auditor.evaluation import Key, Labels, Score, gold, predicted, render_text, score
from auditor.extraction import extract
from auditor.loading import discover, load
from auditor.model.source import Document
from auditor.readers import parse

ROOT: Final = Path(__file__).resolve().parents[1]
SHARED: Final = ROOT.parent / "shared" / "gold"
FOLDERS: Final = {
    "blind": ROOT / "tests" / "labelled",
    "corpus": ROOT / "corpus",
    "seeds": SHARED / "seeds",
    "dev": SHARED / "dev",
}
FLOORS: Final = ROOT / "auditor" / "reports" / "html" / "accuracy.toml"  # reports show them too
MARGIN: Final = 0.005
WITH_HALVES: Final = "dev"
ASIDE: Final = "aside"


class Measured(NamedTuple):
    """What a set's labels say, and what we read."""

    labelled: Labels
    found: Labels

    def only(self, documents: Iterable[str]) -> Measured:
        kept = set(documents)
        labelled, found = ({key: lines for key, lines in side.items() if key[0] in kept} for side in self)
        return Measured(labelled, found)

    def score(self) -> Score:
        return score(self.found, self.labelled)

    def documents(self) -> list[str]:
        return sorted({key[0] for side in self for key in side})


class Row(msgspec.Struct):
    """One thing that we read, as it is saved."""

    set: str
    key: Key
    lines: list[int]


def main() -> int:
    """Measure, show, compare. Returns 1 if a floor is undercut."""
    arguments = _arguments()
    sets = {name: measure(folder) for name, folder in FOLDERS.items() if folder.is_dir()}
    if arguments.save:
        Path(arguments.save).write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows(sets)))
        return 0
    for name in FOLDERS.keys() - sets.keys():
        print(f"{name}: not here, so not measured", file=sys.stderr)
    for title, measured in parts(sets):
        print(f"== {title}: {len(measured.documents())} documents\n{render_text(measured.score(), misses=False)}")
        print(render_text(by_style(measured).score(), misses=False).replace("kind ", "style", 1))
    if arguments.against:
        print("\n".join(changes(sets, earlier(arguments.against))))
    if arguments.write:
        FLOORS.write_text(written(sets), encoding="utf-8")
    low = undercut(sets)
    print("\n".join(low) or "every floor is kept")
    return 1 if low else 0


def measure(folder: Path) -> Measured:
    """Read the documents of a labelled set."""
    documents = [one for source in discover([folder / "docs"])[0] if isinstance(one := load(source), Document)]
    return Measured(gold(folder), predicted(extract(parse(document)) for document in documents))


def half(document: str) -> str:
    """The half to which a document belongs, by its name and for good."""
    return ASIDE if hashlib.sha256(document.encode()).digest()[0] % 2 else "open"


def parts(sets: Mapping[str, Measured]) -> Iterator[tuple[str, Measured]]:
    """The sets, and the two halves of the one that is split."""
    for name, measured in sets.items():
        yield name, measured
        for side in ("open", ASIDE) if name == WITH_HALVES else ():
            yield f"{name}, the half {side}", measured.only(one for one in measured.documents() if half(one) == side)


def by_style(measured: Measured) -> Measured:
    """The same with the document's style (md, html, txt) where the kind stands."""

    def styled(key: Key) -> Key:
        document, kind, subject, value, polarity = key
        return document, PurePosixPath(document).suffix.removeprefix("."), f"{kind} {subject}", value, polarity

    labelled, found = ({styled(key): lines for key, lines in side.items()} for side in measured)
    return Measured(labelled, found)


# Floors -----------------------------------------------------------------------------------------


def reached(measured: Measured) -> dict[str, float]:
    """F1 of each kind, and overall."""
    result = measured.score()
    each = {kind: one.f1 for kind, one in (*result.kinds, ("overall", result.overall))}
    return {kind: f1 for kind, f1 in each.items() if f1 is not None}


def floors() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    return found


def undercut(sets: Mapping[str, Measured]) -> list[str]:
    """Every floor that is not kept, in words."""
    low = []
    for name, least in floors().items():
        now = reached(sets[name]) if name in sets else least
        low += [
            f"{name}: F1 of {kind} is {now.get(kind, 0.0):.3f}, its floor {floor:.3f}"
            for kind, floor in least.items()
            if now.get(kind, 0.0) < floor
        ]
    return low


def written(sets: Mapping[str, Measured]) -> str:
    """The floors' file; the floors of a set that is not here stay as they are."""
    least = floors() if FLOORS.exists() else {}
    for name, measured in sets.items():
        least[name] = {kind: max(0.0, f1 - MARGIN) for kind, f1 in reached(measured).items()}
    text = "# The least F1 of each labelled set. Written by `python tools/accuracy.py --write`.\n"
    for name in sorted(least):
        text += f"\n[{name}]\n" + "".join(f"{kind} = {f1:.3f}\n" for kind, f1 in sorted(least[name].items()))
    return text


# Gains and losses -------------------------------------------------------------------------------


def rows(sets: Mapping[str, Measured]) -> list[Row]:
    return [Row(name, key, sorted(lines)) for name in sets for key, lines in sorted(sets[name].found.items())]


def earlier(what: str) -> list[Row]:
    """What was read before: a file of ours, or a revision that is read now."""
    if Path(what).is_file():
        return msgspec.json.decode(b"[" + b",".join(Path(what).read_bytes().splitlines()) + b"]", type=list[Row])
    with tempfile.TemporaryDirectory() as folder:
        archive = _run("git", "archive", "--format=tar", what, "auditor")
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        saved = Path(folder) / "saved.jsonl"
        _run(sys.executable, __file__, "--save", str(saved), package=folder)
        return earlier(str(saved))


def _run(*command: str, package: str = "") -> bytes:
    """What a command prints. `package`: the folder whose `auditor` it imports."""
    environment = os.environ | ({"PYTHONPATH": package} if package else {})
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603 - git and this file
    if done.returncode:
        raise SystemExit(f"{command[0]} failed: is it a revision that this tool can measure?")
    return done.stdout


def changes(sets: Mapping[str, Measured], before: Iterable[Row]) -> Iterator[str]:
    """What is right or wrong now and was not before; of the half aside only how much."""
    then: dict[str, set[Key]] = {name: set() for name in sets}
    for row in before:
        then.setdefault(row.set, set()).add(row.key)
    for name, (labelled, found) in sets.items():
        turned = {key: ("+" if (key in labelled) is (key in found) else "-") for key in found.keys() ^ then[name]}
        yield f"== {name}: {list(turned.values()).count('+')} gains, {list(turned.values()).count('-')} losses"
        for document in sorted({key[0] for key in turned}):
            here = {key: sign for key, sign in sorted(turned.items()) if key[0] == document}
            yield f"{document}  +{list(here.values()).count('+')} -{list(here.values()).count('-')}"
            if name == WITH_HALVES and half(document) == ASIDE:
                continue
            for (_, kind, subject, value, polarity), sign in here.items():
                now = "read" if (document, kind, subject, value, polarity) in found else "no longer read"
                yield f"  {sign} {now}: {kind}  {subject} -> {value}  [{polarity}]"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--against", metavar="REV_OR_JSONL", help="show what was gained and lost since then")
    parser.add_argument("--save", metavar="JSONL", help="write what we read, and nothing else")
    parser.add_argument("--write", action="store_true", help="write the floors of today")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
