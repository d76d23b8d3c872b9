"""Make small files of every kind, so that no test needs one that a stranger made."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage

import docx
import openpyxl
import pyarrow as pa
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pyarrow import parquet
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas], None]

LEFT, TOP, STEP = 72.0, 700.0, 14.0
TABLE = (("HCPCS", "Drug", "Unit"), ("J9305", "pemetrexed", "10 mg"), ("J9271", "pembrolizumab", "1 mg"))


# PDF ---------------------------------------------------------------------------------------------


def pdf(*pages: Draw, password: str = "") -> bytes:
    """A PDF whose pages are drawn by the functions."""
    out = io.BytesIO()
    lock = pdfencrypt.StandardEncryption(password, canPrint=0) if password else None
    canvas = Canvas(out, pagesize=letter, invariant=1, encrypt=lock)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(*texts: str, x: float = LEFT, top: float = TOP, size: float = 10, font: str = "Helvetica") -> Draw:
    """Lines one below the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for number, text in enumerate(texts):
            canvas.drawString(x, top - number * STEP, text)

    return draw


def both(*draws: Draw) -> Draw:
    """All on one page."""

    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def ruled(rows: Sequence[Sequence[str]] = TABLE, top: float = TOP, width: float = 120, height: float = 20) -> Draw:
    """A table with a box around every cell. A line end in a cell starts a new line in it."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        y = top
        for row in rows:
            tall = height + 12 * (max(cell.count("\n") for cell in row))
            for column, cell in enumerate(row):
                x = LEFT + column * width
                canvas.rect(x, y - tall, width, tall)
                for number, line in enumerate(cell.split("\n")):
                    canvas.drawString(x + 4, y - 14 - 12 * number, line)
            y -= tall

    return draw


def aligned(rows: Sequence[Sequence[str]] = TABLE, top: float = TOP, width: float = 120, step: float = 18) -> Draw:
    """A table that only its alignment shows."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                canvas.drawString(LEFT + column * width, top - number * step, cell)

    return draw


def striped(rows: Sequence[Sequence[str]] = TABLE, x: float = LEFT, top: float = TOP, width: float = 80) -> Draw:
    """A table of which each cell has a line below it, so that the rules across are made of pieces. A line end as above."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        y = top
        for row in rows:
            tall = 18 + 12 * max(cell.count("\n") for cell in row)
            for column, cell in enumerate(row):
                left = x + column * width
                canvas.line(left, y - tall, left + width, y - tall)
                for number, line in enumerate(cell.split("\n")):
                    canvas.drawString(left + 4, y - 12 - 12 * number, line)
            y -= tall

    return draw


def upright(x: float, top: float, bottom: float) -> Draw:
    """A rule down."""

    def draw(canvas: Canvas) -> None:
        canvas.line(x, top, x, bottom)

    return draw


def merged(canvas: Canvas) -> None:
    """A ruled table of two codes for one drug: its cell covers both rows."""
    canvas.setFont("Helvetica", 10)
    for y in (700, 680, 640):
        canvas.line(72, y, 312, y)
    canvas.line(72, 660, 192, 660)
    for x in (72, 192, 312):
        canvas.line(x, 700, x, 640)
    for x, y, text in ((76, 686, "HCPCS"), (196, 686, "Drug"), (76, 666, "J9041"), (76, 646, "J9044")):
        canvas.drawString(x, y, text)
    canvas.drawString(196, 656, "bortezomib")


def box(canvas: Canvas) -> None:
    """A drawing without a letter, as a scan is."""
    canvas.setFillColor(colors.black)
    canvas.rect(100, 100, 300, 300, fill=1)


def turned(degrees: int, draw: Draw) -> Draw:
    """The same page, stored sideways and turned by whoever shows it."""

    def turn(canvas: Canvas) -> None:
        canvas.setPageRotation(degrees)
        canvas.saveState()
        width, height = letter
        moves = {90: (width, 0), 180: (width, height), 270: (0, height)}
        canvas.translate(*moves[degrees])
        canvas.rotate(degrees)
        draw(canvas)
        canvas.restoreState()

    return turn


# Office ------------------------------------------------------------------------------------------


def word() -> docx.document.Document:
    """An empty Word document."""
    return docx.Document()


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_xml(paragraphs: str) -> bytes:
    """A Word document whose body is this XML of paragraphs and tables."""
    document = docx.Document()
    body = document.element.body
    wrapper = parse_xml(f"<w:body {nsdecls('w')} xmlns:mc={MARKUP!r} xmlns:v={VML!r}>{paragraphs}</w:body>")
    for child in reversed(list(wrapper)):
        body.insert(0, child)
    return saved(document)


MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VML = "urn:schemas-microsoft-com:vml"


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """A zip package in which one part is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.namelist():
            if entry != name:
                after.writestr(entry, before.read(entry))
        after.writestr(name, part)
    return out.getvalue()


def workbook(rows: Sequence[Sequence[object]], title: str = "Codes 2026", merge: str = "") -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# Collections -------------------------------------------------------------------------------------


def json_lines(*rows: object) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def parquet_file(columns: dict[str, list[object]]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out)
    return out.getvalue()


def export(*items: str, head: str = "") -> bytes:
    """A WordPress export with these items."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>A plan</title>'
        f"{''.join(items)}</channel></rss>"
    ).encode()


def post(link: str, title: str, content: str, kind: str = "post", status: str = "publish") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<wp:post_id>7</wp:post_id><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type></item>"
    )


def mail(subject: str, text: str, html: str = "", attached: dict[str, bytes] | None = None) -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "desk@example.org"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


# Archives ----------------------------------------------------------------------------------------


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive; the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def taped(files: dict[str, bytes]) -> bytes:
    """A tar archive; the same bytes each time."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            packed.addfile(entry, io.BytesIO(data))
    return out.getvalue()
