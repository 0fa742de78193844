"""Pages through PDFium (pypdfium2): the first engine.

Everything is turned at once into the coordinates of the page as shown.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipelines.reading.engines import native
from pipelines.reading.engines.covered import hide_covered
from pipelines.reading.engines.geometry import Matrix
from pipelines.reading.engines.pdfium_chars import read_chars
from pipelines.reading.engines.pdfium_drawing import read_drawing
from pipelines.reading.engines.tags import read_tags
from pipelines.reading.errors import UnreadableError
from pipelines.reading.legible import is_solid
from pipelines.reading.model import Box, Chars, Page
from pipelines.reading.shapes import interpret
from pipelines.reading.turning import QUARTERS, turned_view

MOSTLY, FEW = 0.6, 40
"""A page on which more than this share of the characters runs up, down or upside down, and more than so many, is turned
to be read."""


def open_document(path: Path) -> pdfium.PdfDocument:
    """Open the file; UnreadableError says why it cannot be."""
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        # PDFium may leave the code of another file behind, so the file itself must say so too
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        if locked and b"/Encrypt" in path.read_bytes():
            raise UnreadableError("encrypted", "The file is encrypted and asks for a password.") from error
        why = error.args[0].partition("PDFium: ")[2].rstrip(").") if error.args else ""
        said = f" ({why[0].lower()}{why[1:]})" if why not in ("", "Success") else ""
        raise UnreadableError(
            "damaged", f"The file cannot be opened as a PDF: it is damaged or cut off{said}."
        ) from error


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """One page, counted from 0, in the coordinates of the page as shown; closed again before it is given."""
    page = document[index]
    try:
        view, width, height, rotation = _view(page)
        textpage = native.text_load_page(page.raw)
        if not textpage:
            raise pdfium.PdfiumError("The text of a page cannot be loaded.")
        try:
            chars, objects = read_chars(textpage, view)
            drawing, order = read_drawing(native.address(document.raw), native.address(page.raw), view)
            picture = hide_covered(page, chars, objects, drawing, order)
            turned = 0
            if _runs_otherwise(chars):
                chars, turned = _turned_chars(textpage, chars, view, width, height)
        finally:
            native.text_close_page(textpage)
        if turned:
            view, width, height = turned_view(view, turned, width, height)
            drawing, order = read_drawing(native.address(document.raw), native.address(page.raw), view)
        shapes = interpret(drawing, Box(0, 0, width, height))
        return Page(
            number=index + 1,
            width=width,
            height=height,
            rotation=rotation,
            engine="pdfium",
            text_source="native" if len(chars) else "none",
            chars=chars,
            edges=shapes.edges,
            pale=shapes.pale,
            fills=shapes.fills,
            marks=shapes.marks,
            dots=shapes.dots,
            images=[image.box for image in drawing.images],
            tags=read_tags(document, page, order, view),
            is_bare=native.page_count_objects(native.address(page.raw)) == 0,
            turned=turned,
            picture=picture,
        )
    finally:
        page.close()


def _runs_otherwise(chars: Chars) -> bool:
    """Whether most of the text on a page does not run from left to right."""
    if chars.upright.all():
        return False
    solid = is_solid(chars)
    return bool(np.count_nonzero(solid & ~chars.upright) > max(MOSTLY * np.count_nonzero(solid), FEW))


def _turned_chars(textpage: int, chars: Chars, view: Matrix, width: float, height: float) -> tuple[Chars, int]:
    """The characters of a page turned so that most of them run from left to right, and how far; as they are if none
    of the turns does that."""
    hidden = chars.hidden
    for turned in QUARTERS:
        other, _ = read_chars(textpage, turned_view(view, turned, width, height)[0])
        if not _runs_otherwise(other):
            other.hidden |= hidden
            return other, turned
    return chars, 0


def _view(page: pdfium.PdfPage) -> tuple[Matrix, float, float, int]:
    """From user space (origin bottom left, not rotated) to the page as shown; its width, height and rotation."""
    left, bottom, right, top = page.get_bbox()
    rotation = int(page.get_rotation())
    width, height = right - left, top - bottom
    if rotation == 90:
        return (0.0, 1.0, 1.0, 0.0, -bottom, -left), height, width, rotation
    if rotation == 180:
        return (-1.0, 0.0, 0.0, 1.0, right, -bottom), width, height, rotation
    if rotation == 270:
        return (0.0, -1.0, -1.0, 0.0, top, right), height, width, rotation
    return (1.0, 0.0, 0.0, -1.0, -left, top), width, height, rotation
