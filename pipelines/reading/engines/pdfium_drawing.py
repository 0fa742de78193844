"""What a page draws besides text, from PDFium: outlines and pictures, those inside form XObjects included."""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Callable, Iterator
from itertools import repeat

import numpy as np
import pypdfium2.raw as raw

from pipelines.reading.colors import rgb
from pipelines.reading.engines import native
from pipelines.reading.engines.geometry import IDENTITY, Matrix, apply, multiply
from pipelines.reading.model import Box, Floats
from pipelines.reading.shapes import Drawing, Image, Outline, bounds_of, clipped, intersection

MAX_DEPTH = 8
"""Form XObjects nested deeper are not followed: a form may contain itself."""
MAX_OBJECTS = 50_000
"""Drawn objects looked at on one page: maps and charts have more, tables do not."""
MAX_SEGMENTS = 400
"""Segments read of one path."""
SMALL_IMAGE = 26.0
"""Images up to this wide and high, in points, may be marks: their mean colour is worked out."""


class Artist:
    """Collects the drawing of one page, with one set of buffers for all its objects."""

    def __init__(self, document: int, page: int, view: Matrix) -> None:
        self.document, self.page, self.view = document, page, view
        self.drawing = Drawing()
        self.left = MAX_OBJECTS
        self.matrix = (ctypes.c_float * 6)()
        self.matrix_at = ctypes.addressof(self.matrix)
        self.width = ctypes.c_float()
        self.width_at = ctypes.addressof(self.width)
        self.color = (ctypes.c_uint * 4)()
        self.color_at = [ctypes.addressof(self.color) + 4 * channel for channel in range(4)]
        self.flags = (ctypes.c_int * 2)()
        self.flags_at = [ctypes.addressof(self.flags) + 4 * place for place in range(2)]
        self.points = np.zeros((MAX_SEGMENTS, 2), dtype=np.float32)
        first = self.points.ctypes.data
        self.points_at = range(first, first + 8 * MAX_SEGMENTS, 8), range(first + 4, first + 4 + 8 * MAX_SEGMENTS, 8)

    def draw(self) -> Drawing:
        """Everything the page draws besides text."""
        count = native.page_count_objects(self.page)
        self._collect(map(native.page_object, repeat(self.page), range(count)), IDENTITY, MAX_DEPTH)
        return self.drawing

    def _collect(self, pointers: Iterator[int | None], outer: Matrix, depth: int) -> None:
        for pointer in pointers:
            if not pointer:
                continue
            kind = native.object_type(pointer)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                continue
            self.left -= 1
            if self.left < 0:
                return
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(pointer, outer)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._image(pointer, outer)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
                inner = multiply(self._matrix_of(pointer), outer)
                children = native.form_count_objects(pointer)
                self._collect(map(native.form_object, repeat(pointer), range(children)), inner, depth - 1)

    def _matrix_of(self, pointer: int) -> Matrix:
        native.object_matrix(pointer, self.matrix_at)
        return tuple(self.matrix)

    # --- paths ------------------------------------------------------------------------------------------------------

    def _path(self, pointer: int, outer: Matrix) -> None:
        native.path_draw_mode(pointer, *self.flags_at)
        filled, stroked = self.flags
        fill = self._color(native.object_fill_color, pointer) if filled else None
        stroke = self._color(native.object_stroke_color, pointer) if stroked else None
        if fill is None and stroke is None:
            return
        count = native.path_count_segments(pointer)
        if not 2 <= count <= MAX_SEGMENTS:
            return
        matrix = multiply(multiply(self._matrix_of(pointer), outer), self.view)
        width = 0.0
        if stroke is not None:
            native.object_stroke_width(pointer, self.width_at)
            width = self.width.value * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        clip = self._clip(pointer) if fill is not None and stroke is None else None
        for points, closed, curved in self._subpaths(pointer, count, matrix):
            outline: Outline | None = Outline(points, closed, curved, fill, stroke, width)
            if clip is not None and outline is not None:
                outline = clipped(outline, clip)
            if outline is not None:
                self.drawing.outlines.append(outline)

    def _subpaths(
        self, pointer: int, count: int, matrix: Matrix
    ) -> Iterator[tuple[tuple[tuple[float, float], ...], bool, bool]]:
        """The points of each subpath in page coordinates, whether it is closed, and whether it is curved."""
        a, b, c, d, e, f = matrix
        segments = list(map(native.path_segment, repeat(pointer), range(count)))
        self._points_of(segments)
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in self.points[:count].tolist()]
        kinds = list(map(native.segment_type, segments))
        closes = list(map(native.segment_close, segments))
        starts = [place for place, kind in enumerate(kinds) if kind == raw.FPDF_SEGMENT_MOVETO and place]
        start = 0
        for end in (*starts, count):
            if end - start > 1:
                curved = raw.FPDF_SEGMENT_BEZIERTO in kinds[start:end]
                yield tuple(points[start:end]), any(closes[start:end]), curved
            start = end

    def _points_of(self, segments: list[int]) -> None:
        """Write the points of the segments into the buffer, in the space of their object."""
        deque(map(native.segment_point, segments, *self.points_at), maxlen=0)

    def _clip(self, pointer: int) -> Box | None:
        """The box that a filled path is clipped to, None where it is not: borders are drawn so by some producers."""
        clip = native.object_clip_path(pointer)
        box: Box | None = None
        for path in range(max(native.clip_count_paths(clip), 0) if clip else 0):
            count = native.clip_count_segments(clip, path)
            if not 0 < count <= MAX_SEGMENTS:
                continue
            self._points_of(list(map(native.clip_segment, repeat(clip), repeat(path), range(count))))
            bounds = bounds_of(self.points[:count].tolist())
            box = bounds if box is None else intersection(box, bounds)
        return None if box is None else bounds_of((apply(self.view, *box[:2]), apply(self.view, *box[2:])))

    def _color(self, getter: Callable[..., int], pointer: int) -> int | None:
        """The colour, None where it is fully transparent or cannot be told."""
        if not getter(pointer, *self.color_at):
            return None
        red, green, blue, alpha = self.color
        return rgb(red, green, blue) if alpha else None

    # --- pictures ---------------------------------------------------------------------------------------------------

    def _image(self, pointer: int, outer: Matrix) -> None:
        a, b, c, d, e, f = multiply(multiply(self._matrix_of(pointer), outer), self.view)
        xs, ys = (e, a + e, c + e, a + c + e), (f, b + f, d + f, b + d + f)
        box = Box(min(xs), min(ys), max(xs), max(ys))
        color = None
        if 2 < box.width <= SMALL_IMAGE and 2 < box.height <= SMALL_IMAGE:
            color = self._mean_color(pointer)
        self.drawing.images.append(Image(box, color))

    def _mean_color(self, pointer: int) -> int | None:
        """Mean colour of the pixels that are neither transparent nor near white."""
        handle = native.image_rendered_bitmap(self.document, self.page, pointer)
        if not handle:
            return None
        try:
            colors = _pixels(handle)
        finally:
            native.bitmap_destroy(handle)
        seen = (colors[:, 3] > 127) & (colors[:, :3].min(axis=1) < 235)
        if not seen.any():
            return None
        blue, green, red = colors[seen][:, :3].mean(axis=0)
        return rgb(round(red), round(green), round(blue))


def _pixels(bitmap: int) -> Floats:
    """Blue, green, red and alpha of every pixel of a PDFium bitmap."""
    depth = {raw.FPDFBitmap_Gray: 1, raw.FPDFBitmap_BGR: 3}.get(native.bitmap_format(bitmap), 4)
    width, height, stride = (
        native.bitmap_width(bitmap),
        native.bitmap_height(bitmap),
        native.bitmap_stride(bitmap),
    )
    data = ctypes.string_at(native.bitmap_buffer(bitmap), stride * height)
    rows = np.frombuffer(data, dtype=np.uint8).reshape(height, stride)[:, : width * depth]
    pixels = rows.reshape(-1, depth).astype(np.float64)
    if depth == 1:
        pixels = np.repeat(pixels, 3, axis=1)
    opaque = native.bitmap_format(bitmap) != raw.FPDFBitmap_BGRA
    alpha = np.full((len(pixels), 1), 255.0) if opaque else pixels[:, 3:4]
    return np.hstack((pixels[:, :3], alpha))
