"""One file of every kind, and what was read of it when somebody last looked.

python -m tests.decoding.golden_files     writes what is read today; look at the difference before you commit it
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Final

from tests.decoding.making import (
    TABLE,
    aligned,
    both,
    export,
    json_lines,
    lines,
    mail,
    merged,
    parquet_file,
    pdf,
    post,
    ruled,
    saved,
    taped,
    word,
    workbook,
    zipped,
)
from tests.decoding.reading import read, told

FOLDER: Final = Path(__file__).parent / "golden"
PAGE: Final = b"""<!DOCTYPE html><html><head><title>J9305 - Plan</title><link rel="canonical" href="https://plan.example/j9305">
</head><body><nav><ul><li><a href="/">Home</a><li>J9304 was here</ul></nav><header><h1>J9305</h1></header>
<main><p>J9305 is pemetrexed.</p><footer>Written by the desk.</footer></main>
<aside>Read next: J9271, nivolumab</aside><footer>Plan, J9999</footer></body></html>"""


def policy() -> bytes:
    document = word()
    document.add_heading("Policy 12", 0)
    document.add_heading("Codes", 1)
    document.add_paragraph("J9305 is pemetrexed, 10 mg.")
    document.add_paragraph("J9271 is pembrolizumab", style="List Bullet")
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate(TABLE):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 2).merge(table.cell(2, 2)).text = "10 mg"
    return saved(document)


FILES: Final[dict[str, bytes]] = {
    "policy.pdf": pdf(
        both(lines("Policy 12", size=18, top=740), ruled()),
        both(aligned(), lines("J9035 is bevacizumab, and each unit that is billed is ten milli-", "grams.", top=600)),
        merged,
    ),
    "policy.docx": policy(),
    "list.xlsx": workbook([["Drug list"], [], *TABLE]),
    "list.csv": b'Drug list;;\nHCPCS;Drug;Unit\nJ9305;"pemetrexed; ""ditromethamine""";10 mg\n',
    "list.tsv": b"HCPCS\tDrug\nJ9305\tpemetrexed\n",
    "site.xml": export(post("https://plan.example/j9305/", "J9305", "<p>J9305 is pemetrexed.</p><ul><li>10 mg</ul>")),
    "rows.jsonl": json_lines({"id": "a", "title": "Codes", "text": "J9305 is pemetrexed."}, {"id": "b"}),
    "rows.parquet": parquet_file({"id": ["a"], "text": ["# Codes\n\nJ9305 is pemetrexed."]}),
    "note.eml": mail(
        "Codes", "text", "<p>J9305 is pemetrexed.</p>", {"list.csv": b"HCPCS,Drug\nJ9271,pembrolizumab\n"}
    ),
    "page.html": PAGE,
    "pages.zip": zipped(
        {"a/page.html": PAGE, "b.md": b"# Codes\n\nJ9305 is pemetrexed.", "../c.md": b"x", "d.zip": b"x"}
    ),
    "pages.tgz": gzip.compress(taped({"list.csv": b"HCPCS,Drug\nJ9271,pembrolizumab\n", "e.png": b"x"}), mtime=0),
}


def shown(name: str) -> str:
    """What is read of a file, as its golden file holds it."""
    return "".join(map(told, read(name, FILES[name])))


def main() -> None:
    for name in FILES:
        (FOLDER / f"{name}.txt").write_text(shown(name), encoding="utf-8")


if __name__ == "__main__":
    main()
