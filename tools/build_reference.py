"""Builds the embedded reference from public releases: `python tools/build_reference.py [../shared/reference]`.

Sources (none of them is copied; the table holds facts in our own normal forms, and no descriptor's text): CMS HCPCS Level II releases
of January 2026, October 2025, 2020 and 2019, the code list of July 2026, the ASP NDC-HCPCS crosswalk of October 2025 and FDA's
Purple Book. The same sources give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from auditor.lexicon.names import load_names  # noqa: E402 - the tool runs from anywhere
from auditor.model.reference import Reference  # noqa: E402
from auditor.publications.build import build, without_text  # noqa: E402
from auditor.publications.published import read_published  # noqa: E402
from auditor.reference.files import EMBEDDED, encode  # noqa: E402

REFERENCE = ROOT.parent / "shared" / "reference"
TABLE = ROOT / "auditor" / "reference" / "data" / "hcpcs.jsonl"
CODES = ROOT / "auditor" / "lexicon" / "data" / "codes.tsv"  # what reading may know of it
SOURCES = (
    "hcpcs/HCPC2019_CONTR_ANWEB.txt.gz",
    "hcpcs/HCPC2020_ANWEB_w_disclaimer.txt.gz",
    "hcpcs/HCPC2025_OCT_ANWEB.xlsx",
    "hcpcs/HCPC2026_JAN_ANWEB_01122026.txt.gz",
    "hcpcs/hcpcs_level2_codes_2026Q3.txt.gz",
    "asp/ASP_NDC-HCPCS_crosswalk_2025_OCT.csv.gz",
    "lexicon/fda_purple_book_2025-03.csv.gz",
)


def imported(reference: Path = REFERENCE) -> Reference:
    """The reference with all that the sources say, the words that were not understood among it."""
    return build(EMBEDDED, [read_published(reference / source) for source in SOURCES], load_names())


def known_lines(reference: Reference) -> str:
    """The table's text: of each code that ever denoted a drug a line of code, drugs, units, its last day if it is over, and the routes that its descriptor names."""
    lines = []
    for code, entries in sorted(reference.entries.items()):
        specific = [entry for entry in entries if entry.kind == "specific" and entry.drug]
        if specific:
            drugs = sorted({entry.drug for entry in specific})
            units = sorted({entry.unit for entry in specific if entry.unit})
            over = max(entry.valid_to for entry in entries) if all(entry.valid_to for entry in entries) else ""
            routes = dict.fromkeys(value for entry in specific for name, value in entry.qualifiers if name == "route")
            lines.append(f"{code}\t{'|'.join(drugs)}\t{'|'.join(units)}\t{over}\t{'|'.join(routes)}\n")
    return "".join(lines)


def main(reference: Path = REFERENCE) -> bytes:
    """The bytes of the embedded table."""
    return encode(without_text(imported(reference)))


if __name__ == "__main__":
    told = imported(*map(Path, sys.argv[1:2]))
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_bytes(encode(without_text(told)))
    CODES.write_text(known_lines(told), encoding="utf-8", newline="\n")
    entries = [entry for group in told.entries.values() for entry in group]
    unread = [entry for entry in entries if entry.kind == "specific" and entry.unread]
    specific = sum(entry.kind == "specific" for entry in entries)
    print(f"{len(told.entries)} codes, {specific} periods that denote a drug, {len(unread)} of them not read whole")
    print("\n".join(f"{entry.code}\t{entry.drug}\t{entry.unread}" for entry in unread), file=sys.stderr)
