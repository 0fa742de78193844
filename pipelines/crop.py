"""A picture of the place a fact was read from: the one part of the house that opens a PDF again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from pipelines.documents import RawFolderError, scan
from pipelines.reading.model import Box

SCALE = 2.0
"""Pixels per point: 144 dots per inch."""
MOST_PIXELS = 40_000_000
"""A page larger than this is drawn coarser."""
MARGIN = 60.0
"""Points shown above and below the box; the page is shown in its whole width, since lines of text are."""
LOWEST = 200.0
"""Height of what is shown of a page, at least, in points."""
GAP = 2.0
"""Points between the box and the line around it, so that the line hides nothing."""
COLOR = (200, 30, 45)


class CropError(Exception):
    """The page cannot be shown; the message says why."""


def find_file(raw: Path, file_name: str, sha256: str | None) -> Path:
    """The file that a report was read from, be it under another name by now. Raises CropError when it is gone."""
    path = raw / file_name
    try:
        if sha256 is not None and path.is_file() and _sha256(path) == sha256:
            return path
        moved = [document.path for document in scan(raw) if sha256 is not None and document.sha256 == sha256]
    except (OSError, RawFolderError) as error:
        raise CropError(f"The report cannot be found: {error}") from error
    if not moved:
        changed = "has changed since it was read" if path.exists() else f"is not in {raw}"
        raise CropError(f"{file_name} {changed}, so its page cannot be shown.")
    return moved[0]


def crop(path: Path, page: int, box: Box | None) -> Image.Image:
    """The part of the page (from 1) around the box, with a line around it; the whole page where there is no box.

    `box` is in points from the top left corner of the page as shown. Raises CropError.
    """
    image, scale = render(path, page)
    if box is None:
        return image
    outline = [scale * edge for edge in (box.x0 - GAP, box.top - GAP, box.x1 + GAP, box.bottom + GAP)]
    ImageDraw.Draw(image).rectangle(outline, outline=COLOR, width=max(2, round(scale)))
    top, bottom = _span(box.top, box.bottom, image.height / scale)
    return image.crop((0, round(scale * top), image.width, round(scale * bottom)))


def render(path: Path, page: int) -> tuple[Image.Image, float]:
    """The page (from 1) as it is shown, and the pixels for each point. Raises CropError."""
    try:
        with pdfium.PdfDocument(path) as document:
            if not 1 <= page <= len(document):
                raise CropError(f"{path.name} has {len(document)} pages, so none is page {page}.")
            sheet = document[page - 1]
            scale = scale_of(*sheet.get_size())
            image: Image.Image = sheet.render(scale=scale).to_pil().convert("RGB")
    except pdfium.PdfiumError as error:
        raise CropError(f"{path.name} cannot be drawn: {error}.") from error
    return image, scale


def scale_of(width: float, height: float) -> float:
    """Pixels for each point of a page of that size, in points."""
    return min(SCALE, float((MOST_PIXELS / max(width * height, 1.0)) ** 0.5))


def _span(top: float, bottom: float, height: float) -> tuple[float, float]:
    """Top and bottom of what is shown: the box with its margin, moved into the page where it would reach out of it."""
    margin = max(MARGIN, (LOWEST - (bottom - top)) / 2)
    top, bottom = top - margin, bottom + margin
    down = max(-top, 0.0) - max(bottom - height, 0.0)
    return max(top + down, 0.0), min(bottom + down, height)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
