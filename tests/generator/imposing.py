"""What a printer's programs do to the pages of a finished report."""

from __future__ import annotations

import io
import re

import pypdfium2 as pdfium

BLEED = 36.0


def imposed(pdf: bytes, producer: str) -> bytes:
    """The report as two pages on each sheet (``spread``) or with paper around its pages (``cropped``), or as it is."""
    if producer == "spread":
        return _spread(pdf)
    return _cropped(pdf) if producer == "cropped" else pdf


def _spread(pdf: bytes) -> bytes:
    """Pairs of pages on sheets of double width, the first alone."""
    source = pdfium.PdfDocument(pdf)
    target = pdfium.PdfDocument.new()
    count = len(source)
    target.import_pages(source, [0])
    for first in range(1, count, 2):
        part = pdfium.PdfDocument.new()
        part.import_pages(source, list(range(first, min(first + 2, count))))
        width, height = part[0].get_size()
        pair = pdfium.PdfDocument(pdfium.raw.FPDF_ImportNPagesToOne(part, 2 * width, height, 2, 1))
        target.import_pages(pair)
    return _saved(target)


def _cropped(pdf: bytes) -> bytes:
    """Pages that show a part of their paper alone: the paper begins left of and below what is shown."""
    document = pdfium.PdfDocument(pdf)
    for page in document:
        left, bottom, right, top = page.get_mediabox()
        page.set_cropbox(left, bottom, right, top)
        page.set_trimbox(left, bottom, right, top)
        page.set_mediabox(left - BLEED, bottom - BLEED, right + BLEED, top + BLEED)
    return _saved(document)


def _saved(document: pdfium.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    pdf = re.sub(rb"/ID ?\[.*?\]", _nought, buffer.getvalue(), flags=re.DOTALL)
    return re.sub(rb"\(D:\d{14}", b"(D:20200101000000", pdf)


def _nought(found: re.Match[bytes]) -> bytes:
    """A name of the file that is the same each time."""
    return re.sub(rb"(?<=<)[0-9A-Fa-f]+", lambda digits: b"0" * len(digits[0]), found[0])
