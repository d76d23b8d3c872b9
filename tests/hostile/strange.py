"""Files that no editor would save: of each kind a few, small, with the reason for which it is skipped, or "" where it is read."""

from __future__ import annotations

import codecs
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Final

from tests.decoding import making
from tests.decoding.making import lines, pdf

SAID: Final = "HCPCS code J9271 is used for pembrolizumab.\n"
_WORD: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PARAGRAPH: Final = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"
_LAUGHS: Final = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
_CIRCLE: Final = "".join(
    f"<w:style w:styleId='s{n}'><w:basedOn w:val='s{(n + 1) % 9_000}'/></w:style>" for n in range(9_000)
)  # each style is based on the next
_DOCTYPES: Final = {
    "laughs": f'<!DOCTYPE x [<!ENTITY l0 "lol">{_LAUGHS}]>',
    "outside": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "network": '<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd" [<!ENTITY % p SYSTEM "http://localhost:9/p"> %p; <!ENTITY l9 "x">]>',
    "quadratic": f'<!DOCTYPE x [<!ENTITY l9 "{"x" * 10_000}">]>',
}
_ENTITIES: Final = "it declares a document type"
_NOT_UTF_8: Final = "is not UTF-8"
_DAMAGED: Final = "damaged"
_HEAD: Final = "From: a@example.org\r\nSubject: Codes\r\nMIME-Version: 1.0\r\n"

Strange = Mapping[str, tuple[bytes, str]]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip package of the parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word(body: str, before: str = "", **parts: str) -> bytes:
    """A Word document with a body; `before` stands before its root."""
    document = f"{before}<w:document {_WORD}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": document, **{f"word/{name}.xml": part for name, part in parts.items()}})


def workbook(rows: str, before: str = "") -> bytes:
    """A workbook of one sheet, its rows as XML; `before` stands before the sheet's root."""
    made = io.BytesIO(making.workbook([["x"]]))
    with zipfile.ZipFile(made) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'{before}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    return zipped({**parts, "xl/worksheets/sheet1.xml": sheet})


def _cell(content: str) -> str:
    return f'<row r="1"><c r="A1" {content}</c></row>'


def export(items: str, before: str = "") -> bytes:
    """A WordPress export; `before` stands before its root."""
    spaces = 'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f"{before}<rss {spaces}><channel>{items}</channel></rss>".encode()


def _loop() -> bytes:
    """A PDF whose page tree leads back to itself."""
    parts = [
        b"%PDF-1.4\n",
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Count 9/Kids[2 0 R]>>endobj\n",
    ]
    return b"".join(parts) + b"trailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF\n"


def _utf(name: str, mark: bytes) -> bytes:
    return mark + SAID.encode(name)


STRANGE: Final[Strange] = {
    # no text
    "binary.md": (bytes(range(256)) * 20, "binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "binary"),
    "program.html": (b"\x7fELF\2\1\1" + bytes(100), "binary"),
    "nul.md": (SAID.encode() + b"\0", "binary: it holds NUL characters"),
    "nul.csv": (b"Code,Drug\nJ9271,\0\n", "binary"),
    "empty.md": (b"", "empty"),
    "blank.txt": (b" \r\n\t\n", "empty"),
    # encodings
    "marked.md": (_utf("utf-8", codecs.BOM_UTF8), ""),
    "utf-16-le.md": (_utf("utf-16-le", codecs.BOM_UTF16_LE), ""),
    "utf-16-be.txt": (_utf("utf-16-be", codecs.BOM_UTF16_BE), ""),
    "utf-16-unmarked.txt": (SAID.encode("utf-16-le"), "binary: it holds NUL characters"),
    "utf-16-odd.txt": (_utf("utf-16-le", codecs.BOM_UTF16_LE)[:-1], "UTF-16-LE"),
    "utf-16-half.txt": (_utf("utf-16-le", codecs.BOM_UTF16_LE) + b"\0\xd8", "UTF-16-LE"),
    "utf-32.txt": (_utf("utf-32-le", codecs.BOM_UTF32_LE), "binary"),
    "latin-1.md": (f"{SAID}é".encode("latin-1"), _NOT_UTF_8),
    "cut.md": (f"{SAID}é".encode()[:-1], _NOT_UTF_8),
    "overlong.md": (SAID.encode() + b"\xc0\xaf", _NOT_UTF_8),
    "surrogate.md": (SAID.encode() + b"\xed\xa0\x80", _NOT_UTF_8),
    "beyond.md": (SAID.encode() + b"\xf4\x90\x80\x80", _NOT_UTF_8),
    "no-character.md": (f"{SAID}\ufffe\uffff\U0010ffff".encode(), ""),
    "escapes.html": (b'<meta charset="unicode_escape"><p>\\ud800 \\x1b' + SAID.encode(), ""),
    "punycode.html": (b'<meta charset="punycode"><p>' + SAID.encode() + b"-" + b"a" * 1000, ""),
    "zlib.html": (b'<meta charset="zlib">' + SAID.encode(), ""),
    "utf-7.html": (b'<meta charset="utf-7"><p>+ADw-script+AD4-' + SAID.encode(), ""),
    "wrong.html": (b'<meta charset="iso-2022-jp"><p>\x1b$B\xff' + SAID.encode(), "is not ISO2022_JP"),
    # signs that an eye does not see, or takes for others
    "directions.md": (f"\u202e\u2066{SAID}\u2069\u202c".encode(), ""),
    "zero-width.md": ("HCPCS code J9\u200b2\u200d7\u20601 is used for pem\u00adbrolizumab.\n".encode(), ""),
    "confusable.md": ("HCPCS code Ј9271 is used for pembrolizumab. HCPCS code J９２７１ too.\n".encode(), ""),
    "combining.md": (f"{SAID}e{chr(0x301) * 50_000}\n".encode(), ""),
    "controls.txt": (f"\x1b]0;x\x07\x1b[31m\x9b\x08\x7f{SAID}\x85\x0b\x0c\x1c".encode(), ""),
    "separators.txt": (SAID.replace(" ", "\u2028").encode() + "\u2029\r\r\n\n\r".encode(), ""),
    # XML
    **{
        f"{name}.{kind}": (data, reason)
        for name, type_ in _DOCTYPES.items()
        for kind, data, reason in (
            ("docx", word(_PARAGRAPH.replace(SAID, "&l9;"), type_), _ENTITIES),
            ("xml", export("<item><title>&l9;</title></item>", type_), _ENTITIES),
            ("xlsx", workbook(_cell('t="inlineStr"><is><t>&l9;</t></is>'), type_), _DAMAGED),
        )
    },
    "late.docx": (word("", styles='<!DOCTYPE x [<!ENTITY l "x">]><x>&l;</x>'), _ENTITIES),
    "deep.docx": (word("<w:sdt>" * 10_000), "nests more than"),
    "deep.xml": (export("<item>" * 10_000), "nests more than"),
    "circle.docx": (word(_PARAGRAPH, styles=f"<w:styles {_WORD}>{_CIRCLE}</w:styles>"), ""),
    "number.docx": (word(f"<w:p><w:pPr><w:outlineLvl w:val='{'9' * 6_000}'/></w:pPr></w:p>{_PARAGRAPH}"), ""),
    "cut.docx": (word(_PARAGRAPH)[:-40], _DAMAGED),
    "no-part.docx": (zipped({"a": SAID}), "no Word document"),
    "no-xml.docx": (zipped({"word/document.xml": SAID}), "broken XML"),
    "bomb.docx": (word(" " * 70_000_000), "unpacks to more than"),
    "bomb.xlsx": (workbook(" " * 70_000_000), "unpacks to more than"),
    "parts.docx": (zipped({str(n): "" for n in range(10_001)}), "parts"),
    "climbing.docx": (zipped({"../../climbed": SAID, "word/document.xml": f"<w:document {_WORD}><w:body>{_PARAGRAPH}</w:body></w:document>"}), ""),
    "macros.docm": (zipped({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 99, "word/document.xml": f"<w:document {_WORD}><w:body>{_PARAGRAPH}</w:body></w:document>"}), ""),
    "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
    "formula.xlsx": (workbook(_cell('t="str"><f>HYPERLINK("http://localhost:9")</f><v>J9271</v>')), ""),
    "grid.xlsx": (workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "save the sheet as CSV"),
    # mail
    "deep.eml": (
        (_HEAD + "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(5_000)) + "\r\nx").encode(),
        "headers hold more than",
    ),
    "parts.eml": ((_HEAD + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + "--b\r\n\r\nx\r\n" * 5_000).encode(), "parts"),
    "words.eml": ((_HEAD.replace("Codes", "=?utf-8?q?a?= " * 9_000) + "\r\nx").encode(), "headers hold more than"),
    "parameters.eml": ((_HEAD + "Content-Type: text/plain" + "; a=b" * 90_000 + "\r\n\r\nx").encode(), "headers hold more than"),
    "charset.eml": ((_HEAD + f"Content-Type: text/plain; charset=punycode\r\n\r\n{SAID}").encode(), ""),
    "climbing.eml": (
        (_HEAD + f'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="../../climbed.txt"\r\n\r\n{SAID}').encode(),
        "",
    ),
    "headless.eml": (SAID.encode(), "no e-mail"),
    # tables of texts
    "deep.jsonl": (b"[" * 200_000 + b"\n", "no JSON"),
    "number.jsonl": (b'{"id": ' + b"9" * 200_000 + b', "text": "x"}\n', "no JSON"),
    "half.jsonl": (b'{"id": 1, "text": "J9271 \\ud800"}\n', "no JSON"),
    "torn.jsonl": (json.dumps({"id": 1, "text": SAID}).encode() + b'\n{"id": 2, "te', "1 of 2 entries"),
    "torn.parquet": (b"PAR1" + bytes(200) + b"PAR1", _DAMAGED),
    # the markup of wikis
    "deep.wiki": (f"{SAID}{'{{' * 20_000}{'[[' * 20_000}{SAID}".encode(), ""),
    "open.wiki": (f"{SAID}{{|\n{'|-' * 20_000}\n<ref><nowiki>{SAID}".encode(), ""),
    # PDF
    "loop.pdf": (_loop(), "PDF"),
    "cut.pdf": (pdf(lines(SAID.strip()))[:300], "PDF"),
    "locked.pdf": (pdf(lines(SAID.strip()), password="p"), "password"),  # noqa: S106 - of a file made here
    "text.pdf": (SAID.encode(), "PDF"),
}  # fmt: skip
