"""A page as a picture: rendered with limits, set straight, and what is drawn in it traced.

A scan holds its rules, shadings and coloured marks as pixels. They are found again here as the outlines that a drawn
page would have, so that tables of scans are read like any other.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image as Pillow

from pipelines.reading.colors import is_colorful, rgb
from pipelines.reading.model import Box
from pipelines.reading.shapes import Outline

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

DPI = 300.0
"""Resolution that text is recognised best at."""
GLANCE = 36.0
"""Resolution at which something can be told from nothing, and a photograph from paper."""
COARSE = 100.0
"""Resolution that is enough to see whether there is writing at all."""
MAX_PIXELS = 20_000_000
"""Pixels of one picture: A2 at 220 dpi; larger pages are rendered coarser."""
MAX_SOURCE = 200_000_000
"""Pixels of one embedded picture that are decoded at most: twice an A4 at 1,000 dpi."""
SECONDS = 20.0
"""Time one page may take to render."""

INK = 70
"""How much darker or lighter than its ground a pixel of writing is, of 255."""
LINE_INK = 30
"""The same for drawn rules, which are often grey."""
SHADE = 8
"""The same for shaded areas, which are often pale."""
STROKE = 14
"""Longest piece of a letter, in pixels at COARSE."""
BUSY = 25
"""Pieces of letters in one row of pixels, from which it runs through a line of text."""

RULE = 40.0
"""Shortest rule, in points."""
THICK = 3.0
"""Thickest rule, in points."""
CELL = 6
"""Pixels at DPI of one side of the squares that shaded areas are made of: no stroke of a letter fills one."""
ROUND = 0.6
"""Share of its box that a circle covers at this coarseness, and a shaded cell with light text in it."""
MARK = 5.0
"""Smallest side of a coloured mark, in points: dots and strokes of letters are smaller."""
BAND = (6.0, 24.0)
"""Smallest height and length of a shaded area, in points."""
MAX_PARTS = 20_000
"""Runs of pixels looked at: more are a photograph."""
MAX_SKEW = 2.0
"""Degrees."""


class NoPictureError(Exception):
    """The page cannot be rendered within the limits."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendered page: rows of pixels from the top, red, green and blue, and how many pixels a point has."""

    pixels: Pixels
    scale: float

    @property
    def grey(self) -> Pixels:
        """Its lightness."""
        return np.asarray(np.asarray(Pillow.fromarray(self.pixels).convert("L")), dtype=np.uint8)


def render(page: pdfium.PdfPage, dpi: float = DPI) -> Picture:
    """The page as people see it. Raises NoPictureError where that takes too much time or memory."""
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise NoPictureError("The page has no size.")
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        if math.prod(image.get_px_size()) > MAX_SOURCE:
            raise NoPictureError("The page holds a picture too large to decode.")
    scale = min(dpi / 72, math.sqrt(MAX_PIXELS / (width * height)))
    columns, rows = max(round(width * scale), 1), max(round(height * scale), 1)
    if columns * rows > 2 * MAX_PIXELS:
        raise NoPictureError("The page is too long or too wide to render.")
    bitmap = pdfium.PdfBitmap.new_native(columns, rows, raw.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, columns, rows)
        _draw(page, bitmap, columns, rows)
        pixels = np.ascontiguousarray(bitmap.to_numpy()[:, :, ::-1])
    finally:
        bitmap.close()
    return Picture(pixels, scale)


def _draw(page: pdfium.PdfPage, bitmap: pdfium.PdfBitmap, columns: int, rows: int) -> None:
    """Render in steps, so that a page that takes too long can be given up."""
    end = time.monotonic() + SECONDS

    def is_late(_: Any) -> int:
        return time.monotonic() > end

    pause = raw.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(is_late)
    status = raw.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, columns, rows, 0, raw.FPDF_ANNOT, pause)
    raw.FPDF_RenderPage_Close(page)
    if status != raw.FPDF_RENDER_DONE:
        raise NoPictureError("The page cannot be rendered, or not in time.")


# --- is there writing? ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """What a coarse picture tells of a page."""

    ink: float
    """Share of the page that stands out from its ground."""
    ground: float
    """Share of the page that is of one lightness: high for paper, low for photographs."""
    busy_rows: int
    """Rows of pixels that run through lines of text, or through something as finely divided."""


def look(picture: Picture) -> Look:
    """How much on a page rendered at COARSE looks like writing; of one at GLANCE the ground alone counts."""
    grey = picture.grey.astype(np.int16)
    if grey.min() == grey.max():
        return Look(ink=0.0, ground=1.0, busy_rows=0)
    apart = np.abs(grey - int(np.median(grey)))
    ink = apart > INK
    turns = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    begins, ends = np.nonzero(turns == 1), np.nonzero(turns == -1)
    short = ends[1] - begins[1] <= STROKE
    busy = np.bincount(begins[0][short], minlength=len(grey)) >= BUSY
    return Look(float(ink.mean()), float((apart < 25).mean()), int(busy.sum()))


# --- set straight ---------------------------------------------------------------------------------------------------


def straighten(picture: Picture) -> Picture:
    """The picture turned so that its lines are level; itself where they are."""
    angle = skew(picture.grey)
    if abs(angle) < 0.1:
        return picture
    turned = Pillow.fromarray(picture.pixels).rotate(-angle, Pillow.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    return Picture(np.asarray(turned, dtype=np.uint8), picture.scale)


def skew(grey: Pixels) -> float:
    """Degrees by which lines fall to the right: the angle at which dark pixels gather in the fewest rows."""
    small = grey[:: max(len(grey) // 900, 1), :: max(len(grey) // 900, 1)].astype(np.int16)
    ys, xs = np.nonzero(np.abs(small - int(np.median(small))) > INK)
    if len(ys) < 200:
        return 0.0
    step = max(len(ys) // 40_000, 1)
    ys, xs = ys[::step], xs[::step] - small.shape[1] // 2

    def gathered(angle: float) -> float:
        rows = np.round(ys - xs * math.tan(math.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min()).astype(np.float64)
        return float((counts * counts).sum())

    best = max(np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.2).tolist(), key=gathered)
    best = max((best + np.arange(-0.2, 0.21, 0.05)).tolist(), key=gathered)
    return best if gathered(best) > 1.1 * gathered(0.0) else 0.0


# --- what is drawn in it --------------------------------------------------------------------------------------------


def trace(picture: Picture) -> tuple[list[Outline], Pixels]:
    """Rules, shaded areas and coloured marks of a picture as outlines in points, and its grey without the rules.

    Rules are wiped out where text is looked for: they would be taken for letters, or part them.
    """
    grey = picture.grey
    shades, covered = _shades(picture, grey)
    rules = _rules(grey, picture.scale, covered)
    ground = int(np.median(grey))
    clean = grey.copy()
    for x0, y0, x1, y1 in rules:
        clean[max(y0 - 1, 0) : y1 + 1, max(x0 - 1, 0) : x1 + 1] = ground
    drawn = [_rectangle(box, picture.scale, _mean(picture.pixels, box)) for box in rules]
    return [*shades, *drawn], clean


def _shades(picture: Picture, grey: Pixels) -> tuple[list[Outline], Mask]:
    """Filled areas, and where they are, pixel by pixel."""
    rows, columns = len(grey) // CELL, grey.shape[1] // CELL
    covered = np.zeros(grey.shape, dtype=np.bool_)
    if not rows or not columns:
        return [], covered
    cells = grey[: rows * CELL, : columns * CELL].reshape(rows, CELL, columns, CELL)
    mask = cells.max(axis=(1, 3)) < int(np.median(grey)) - SHADE
    covered[: rows * CELL, : columns * CELL] = mask.repeat(CELL, axis=0).repeat(CELL, axis=1)
    outlines = []
    for x0, y0, x1, y1, area in connected(mask):
        box = x0 * CELL, y0 * CELL, x1 * CELL, y1 * CELL
        short, long = sorted(((x1 - x0) * CELL / picture.scale, (y1 - y0) * CELL / picture.scale))
        full = area / ((x1 - x0) * (y1 - y0))
        color = _middle_color(picture.pixels, box)
        if full >= ROUND and short >= MARK and long <= 26 and long <= 1.4 * short and is_colorful(color):
            outlines.append(_rectangle(box, picture.scale, color, curved=full < 0.95))
        elif full >= ROUND and short >= BAND[0] and long >= BAND[1]:
            outlines.append(_rectangle(box, picture.scale, color))
    return outlines, covered


def _rules(grey: Pixels, scale: float, covered: Mask) -> list[tuple[int, int, int, int]]:
    """Thin straight lines, level and upright, as boxes of pixels."""
    ink = (grey < int(np.median(grey)) - LINE_INK) & ~covered
    shortest, thickest = round(RULE * scale), round(THICK * scale)
    found = []
    for upright in (False, True):
        long = _long_runs(ink.T if upright else ink, shortest)
        for x0, y0, x1, y1, _ in connected(long):
            if y1 - y0 <= thickest + (x1 - x0) // 100:
                found.append((y0, x0, y1, x1) if upright else (x0, y0, x1, y1))
    return found


def _long_runs(mask: Mask, shortest: int) -> Mask:
    """The mask where at least so many pixels beside each other are set."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    begins, ends = np.nonzero(edges == 1), np.nonzero(edges == -1)
    kept = ends[1] - begins[1] >= shortest
    change = np.zeros((len(mask), mask.shape[1] + 1), dtype=np.int8)
    change[begins[0][kept], begins[1][kept]] = 1
    change[ends[0][kept], ends[1][kept]] = -1
    return np.cumsum(change, axis=1, dtype=np.int8)[:, :-1] > 0


def connected(mask: Mask) -> list[tuple[int, int, int, int, int]]:
    """Boxes of what hangs together in a mask, and how many pixels of each are set; none where it is too much."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, begins = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    if len(rows) > MAX_PARTS:
        return []
    parent = list(range(len(rows)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for upper, lower in _meeting(rows.tolist(), begins.tolist(), ends.tolist()):
        parent[root(lower)] = root(upper)
    boxes: dict[int, list[int]] = {}
    for place, (y, x0, x1) in enumerate(zip(rows.tolist(), begins.tolist(), ends.tolist(), strict=True)):
        box = boxes.setdefault(root(place), [x0, y, x1, y + 1, 0])
        box[:] = min(box[0], x0), min(box[1], y), max(box[2], x1), max(box[3], y + 1), box[4] + x1 - x0
    return [(x0, y0, x1, y1, area) for x0, y0, x1, y1, area in boxes.values()]


def _meeting(rows: list[int], begins: list[int], ends: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of one row that touch runs of the row below."""
    first, lower = 0, 0
    while lower < len(rows):
        while rows[first] < rows[lower] - 1 or (rows[first] == rows[lower] - 1 and ends[first] < begins[lower]):
            first += 1
        place = first
        while rows[place] == rows[lower] - 1 and begins[place] <= ends[lower]:
            yield place, lower
            place += 1
        lower += 1


def _rectangle(box: tuple[int, int, int, int], scale: float, color: int, *, curved: bool = False) -> Outline:
    x0, top, x1, bottom = (edge / scale for edge in box)
    corners = ((x0, top), (x1, top), (x1, bottom), (x0, bottom))
    return Outline(corners, Box(x0, top, x1, bottom), True, curved, color, None, 0.0)


def _mean(pixels: Pixels, box: tuple[int, int, int, int]) -> int:
    x0, y0, x1, y1 = box
    red, green, blue = pixels[y0:y1, x0:x1].reshape(-1, 3).mean(axis=0)
    return rgb(round(red), round(green), round(blue))


def _middle_color(pixels: Pixels, box: tuple[int, int, int, int]) -> int:
    """The colour most of an area has: its median."""
    x0, y0, x1, y1 = box
    red, green, blue = np.median(pixels[y0:y1:2, x0:x1:2].reshape(-1, 3), axis=0)
    return rgb(round(red), round(green), round(blue))
