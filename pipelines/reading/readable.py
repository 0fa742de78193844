"""A page with text that can be used: as the file holds it, as another engine sees it, or as read from its picture.

A page is doubted when it has no text although it shows something, when its text is garbage, or when it is a scan with
no more than a stamp of typed text on it. Nothing is asked of a page that has text that reads like text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium

from pipelines.reading import ocr, raster
from pipelines.reading.legible import is_garbage, is_solid
from pipelines.reading.model import Chars, Oddity, Page
from pipelines.reading.raster import Look, NoPictureError

Ask = Callable[[], Page | None]

SCANNED = 0.3
"""A page that pictures cover beyond this share, and that has no text, is a scan."""
STAMP = 60
"""Typed characters that may stand on a scan: its number, a date, the name of the archive."""
PAPER = 0.9
"""Share of a scan that is bare paper; photographs and covers have less."""
LIKELY_PAPER = 0.8
"""The same at a glance, where small print is grey."""
WRITTEN = 8
"""Rows of pixels through writing, from which a page without text shows some: a line of small print."""
COVERED = 20
"""The same for a page that has a stamp's text of its own."""
TRACE = 0.0003
"""Share of a page that its ink covers when there is any to speak of."""


def made_readable(
    page: Page, document: pdfium.PdfDocument | None, ask_second: Ask, budget: ocr.Budget, oddities: list[Oddity]
) -> Page:
    """The page with text that can be used; `illegible` where it shows some and nothing can read it.

    `document` is the file in the engine that renders, None where that cannot open it; `ask_second` gives the page as
    the second engine sees it, or None.
    """
    count = solid_count(page)
    garbage = count > 0 and is_garbage(page.chars)
    if count > STAMP and not garbage:
        return page
    if count and not garbage:
        return _under_stamp(page, document, budget, oddities)
    theirs = ask_second()
    if theirs is not None and solid_count(theirs) and not is_garbage(theirs.chars):
        return theirs
    look = _look(page, document)
    if not garbage and not _shows(page, look):
        return page
    found = ocr.read_page(document, page, budget, oddities, drawn=garbage) if document is not None else None
    if found is not None and (found.engine == "tesseract" or not garbage):
        return found
    if not garbage and look is not None and look.busy_rows < WRITTEN and _covered(page) <= SCANNED:
        return page
    return replace(page, chars=Chars.none(), text_source="none", illegible=True)


def solid_count(page: Page) -> int:
    """Characters that are not blank."""
    return int(np.count_nonzero(is_solid(page.chars)))


def _under_stamp(page: Page, document: pdfium.PdfDocument | None, budget: ocr.Budget, oddities: list[Oddity]) -> Page:
    """The page read from its picture where its text is but a stamp on a scan."""
    if document is None or _covered(page) <= SCANNED:
        return page
    glance = _look(page, document, raster.GLANCE)
    if glance is None or glance.ground < LIKELY_PAPER:
        return page
    look = _look(page, document)
    if look is None or look.ground < PAPER or look.busy_rows < COVERED:
        return page
    found = ocr.read_page(document, page, budget, oddities, drawn=False)
    if found is None:
        page.illegible = True
        return page
    return found if solid_count(found) > 2 * solid_count(page) else page


def _covered(page: Page) -> float:
    """Share of the page that pictures cover."""
    return sum(box.width * box.height for box in page.images) / max(page.width * page.height, 1.0)


def _look(page: Page, document: pdfium.PdfDocument | None, dpi: float = raster.COARSE) -> Look | None:
    """What the page looks like, None where it cannot be rendered."""
    if page.picture is not None and page.picture.scale >= dpi / 72:
        return raster.look(page.picture)
    if document is None:
        return None
    try:
        opened = document[page.number - 1]
        try:
            return raster.look(raster.render(opened, dpi))
        finally:
            opened.close()
    except (NoPictureError, pdfium.PdfiumError):
        return None


def _shows(page: Page, look: Look | None) -> bool:
    """Whether a page without text shows anything that could be text."""
    return _covered(page) > SCANNED or (look is not None and look.ink > TRACE)
