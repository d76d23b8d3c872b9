"""Reports of documents in a few lines, for tests of the pages."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from auditor.auditing import audit, documents_in
from auditor.model.findings import Report
from auditor.model.source import Document, Skipped
from auditor.reference.files import embedded

DOCUMENTS = {
    "guide/atezolizumab.md": "# Atezolizumab\n\nJ9355 is atezolizumab, 10 mg per unit.\n\nJ9022 is atezolizumab.\n",
    "guide/bevacizumab.md": "# Bevacizumab\n\nJ9355 is bevacizumab.\n\nOf J9357 four cartons came.\n",
    "guide/trastuzumab.md": "# Trastuzumab\n\nJ9355 is trastuzumab, 10 mg per unit. J9355 does not describe atezolizumab.\n",
    "units.md": "# Units\n\nJ9271 is pembrolizumab, 100 mg per unit.\n",
    "more-units.md": "# More units\n\nJ9271 is pembrolizumab, 1 mg per unit.\n",
    "quiet.md": "# Wash your hands\n\nThen wash them again.\n",
}

# What a document might say to be more than a document. Each would tell on itself: `window.ran` is what tests look for.
HOSTILE = (
    '<script>window.ran=1</script><img src=x onerror=window.ran=2><a href="javascript:window.ran=3">x</a> {{ 7*7 }} '
    '</style></title></textarea>--><svg/onload=window.ran=4> \u202egnihton\u202c \u2066x\u2069 \x1b[31m" onfocus=window.ran=5 \x07'
)
LONG = "W" * 20_000
HOSTILE_NAME = '<img src=x onerror=window.ran=6>" autofocus onfocus=window.ran=7 \u202e.md'
HOSTILE_DOCUMENTS = {
    **DOCUMENTS,
    HOSTILE_NAME: f"# {HOSTILE}\n\nJ9355 is durvalumab {HOSTILE}.\n\n{LONG} J9355 is avelumab.\n\nJ9354 {HOSTILE}\n",
    "long.md": f"J9355 is avelumab. {LONG * 6}",
}


def report_of(documents: Mapping[str, str], *, reference: bool = True, skipped: tuple[Skipped, ...] = ()) -> Report:
    """The report of documents by name, with their texts."""
    texts = [Document(name, "markdown", text) for name, text in documents.items()]
    found = documents_in(audit([], reference=embedded() if reference else None, texts=texts, keep_texts=True))
    summary = msgspec.structs.replace(found.summary, skipped=len(skipped))
    return msgspec.structs.replace(found, skipped=skipped, summary=summary)


def many(number: int) -> Report:
    """A report of so many findings: the same few over again, each under a fingerprint of its own."""
    made = report_of(DOCUMENTS)
    found = [
        msgspec.structs.replace(made.findings[at % len(made.findings)], fingerprint=f"{at:016x}")
        for at in range(number)
    ]
    counts = {name: sum(one.severity == name for one in found) for name in ("error", "warning", "note")}
    summary = msgspec.structs.replace(made.summary, findings=number, **counts)
    return msgspec.structs.replace(made, findings=tuple(found), summary=summary)
