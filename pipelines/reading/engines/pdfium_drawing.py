"""What a page draws besides text, from PDFium: outlines and pictures, those inside form XObjects included.

Reports draw thousands of short paths, cell borders above all. They are asked for in columns, one getter over all
paths at a time, and moved to the page in arrays.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from pipelines.reading.colors import rgb
from pipelines.reading.engines import native
from pipelines.reading.engines.geometry import IDENTITY, Matrix, apply, multiply
from pipelines.reading.engines.native import Handle, gather, handle
from pipelines.reading.model import Box, Edge, Floats, Ints, tuples_of
from pipelines.reading.shapes import DOT_SIZES, SLIVER, THIN, Drawing, Image, Outline, bounds_of, clipped, intersection

MAX_DEPTH = 8
"""Form XObjects nested deeper are not followed: a form may contain itself."""
MAX_OBJECTS = 50_000
"""Drawn objects looked at on one page: maps and charts have more, tables do not."""
MAX_SEGMENTS = 400
"""Segments read of one path."""
AT_ONCE = 2_000
"""Paths asked for together: memory stays small on pages of maps."""
SMALL_IMAGE = 26.0
"""Images up to this wide and high, in points, may be marks: their mean colour is worked out."""

Flags = npt.NDArray[np.bool_]

NONE = -1
"""Stands for no colour in arrays of colours."""


class Drawn(NamedTuple):
    """An object of a page and the matrix of the forms it lies in."""

    pointer: int
    kind: int
    outer: Matrix
    order: int
    """How many objects are drawn before it."""


def read_drawing(document: int, page: int, view: Matrix) -> tuple[Drawing, dict[int, int]]:
    """Everything that the page at that address draws besides text, in the order in which it is drawn.

    For each text object, by its address, how many objects are drawn before it comes second.
    """
    objects, texts = _objects(page)
    paths = [drawn for drawn in objects if drawn.kind == raw.FPDF_PAGEOBJ_PATH]
    drawing = Drawing()
    for start in range(0, len(paths), AT_ONCE):
        _read_paths(paths[start : start + AT_ONCE], view, drawing)
    images = (drawn for drawn in objects if drawn.kind == raw.FPDF_PAGEOBJ_IMAGE)
    drawing.images.extend(_image(document, page, drawn, view) for drawn in images)
    return drawing, texts


def _objects(page: int) -> tuple[list[Drawn], dict[int, int]]:
    """The paths and images of a page, those of its forms where these stand; and when each text object is drawn."""
    found: list[Drawn] = []
    texts: dict[int, int] = {}
    left = MAX_OBJECTS
    drawn = 0

    def collect(pointers: Sequence[int], outer: Matrix, depth: int) -> None:
        nonlocal left, drawn
        kinds = bytes(map(native.object_type, pointers))
        if kinds.count(raw.FPDF_PAGEOBJ_TEXT) == len(kinds):
            texts.update(zip(pointers, range(drawn + 1, drawn + len(kinds) + 1), strict=True))
            drawn += len(kinds)
            return
        for pointer, kind in zip(pointers, kinds, strict=True):
            drawn += 1
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                texts[pointer] = drawn
                continue
            left -= 1
            if left < 0:
                return
            if kind == raw.FPDF_PAGEOBJ_FORM and depth:
                children = list(map(native.form_object, repeat(pointer), range(native.form_count_objects(pointer))))
                collect(children, multiply(_matrix_of(pointer), outer), depth - 1)
            elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
                found.append(Drawn(pointer, kind, outer, drawn))

    collect(
        list(map(native.page_object, repeat(handle(page)), range(native.page_count_objects(page)))), IDENTITY, MAX_DEPTH
    )
    return found, texts


def _matrix_of(pointer: int) -> Matrix:
    matrix = (ctypes.c_float * 6)()
    native.object_matrix(handle(pointer), matrix)
    return tuple(matrix)


# --- paths ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Paths:
    """Paths that can be seen, in columns."""

    pointers: list[Handle]
    outer: Floats
    """From the forms that each lies in to the page as shown, a row each; one row for all where they lie in none."""
    orders: list[int]
    fills: Ints
    strokes: Ints
    counts: Ints
    """Segments of each."""
    even_odd: Flags
    clips: dict[int, Box]
    """What some are clipped to, by their place."""

    def at(self, places: Ints) -> _Paths:
        """Those at some places, in order."""
        some = places.tolist()
        return _Paths(
            [self.pointers[place] for place in some],
            _rows_at(self.outer, places),
            [self.orders[place] for place in some],
            self.fills[places],
            self.strokes[places],
            self.counts[places],
            self.even_odd[places],
            {new: self.clips[old] for new, old in enumerate(some) if old in self.clips},
        )


def _read_paths(paths: Sequence[Drawn], view: Matrix, drawing: Drawing) -> None:
    """Add what paths draw, in page coordinates."""
    seen = _visible(paths, view)
    boxes, thin = _thin(seen)
    drawing.rules.extend(_rules(seen, boxes, thin.nonzero()[0]))
    drawing.outlines.extend(_outlines(seen.at((~thin).nonzero()[0])))


def _visible(paths: Sequence[Drawn], view: Matrix) -> _Paths:
    """The paths that are filled or stroked."""
    pointers = [handle(path.pointer) for path in paths]
    # how filled, whether stroked
    modes = gather(native.path_draw_mode, np.int32, 2, len(paths), pointers, apart=True)
    counts = np.fromiter(map(native.path_count_segments, pointers), dtype=np.int64, count=len(paths))
    readable = (counts >= 2) & (counts <= MAX_SEGMENTS)
    fills = _colors(native.object_fill_color, pointers, readable & (modes[:, 0] != 0))
    strokes = _colors(native.object_stroke_color, pointers, readable & (modes[:, 1] != 0))
    seen = ((fills != NONE) | (strokes != NONE)).nonzero()[0]
    some = seen.tolist()
    pointers = [pointers[place] for place in some]
    return _Paths(
        pointers,
        _outer_matrices([paths[place].outer for place in some], view),
        [paths[place].order for place in some],
        fills[seen],
        strokes[seen],
        counts[seen],
        modes[seen, 0] == raw.FPDF_FILLMODE_ALTERNATE,
        _clips(pointers, (fills[seen] != NONE) & (strokes[seen] == NONE), view),
    )


def _thin(paths: _Paths) -> tuple[Floats, Flags]:
    """The boxes of paths, and which of them are rectangles so thin that they are drawn lines.

    Asked of filled paths of four corners alone: their bounds say all, and segments need not be looked at.
    """
    thin = (paths.fills != NONE) & (paths.strokes == NONE) & ((paths.counts == 4) | (paths.counts == 5))
    thin &= _are_level(paths.outer)
    places = thin.nonzero()[0]
    boxes = np.zeros((len(thin), 4))
    if not len(places):
        return boxes, thin
    some = [paths.pointers[place] for place in places.tolist()]
    # left, bottom, right, top
    bounds = gather(native.object_bounds, np.float32, 4, len(some), some, apart=True)
    matrices = _rows_at(paths.outer, places)
    corners = _moved(bounds[:, :2], matrices), _moved(bounds[:, 2:], matrices)
    boxes[places] = np.concatenate((np.minimum(*corners), np.maximum(*corners))).T
    for place, clip in paths.clips.items():
        x0, top, x1, bottom = intersection(Box._make(boxes[place].tolist()), clip)
        whole = (boxes[place] == (x0, top, x1, bottom)).all()
        thin[place] &= bool(whole or min(x1 - x0, bottom - top) >= SLIVER)
        boxes[place] = x0, top, x1, bottom
    sides = boxes[:, 2:] - boxes[:, :2]
    return boxes, thin & (sides.min(axis=1) <= THIN) & (sides.max(axis=1) > DOT_SIZES[1])


def _are_level(matrices: Floats) -> Flags:
    """Which matrices leave rectangles with level sides level."""
    is_zero = matrices[:, :4] == 0
    return np.asarray((is_zero[:, 0] & is_zero[:, 3]) | (is_zero[:, 1] & is_zero[:, 2]))


def _rules(paths: _Paths, boxes: Floats, places: Ints) -> Iterator[Edge]:
    """Thin boxes as lines along their middles."""
    x0, top, x1, bottom = boxes[places].T
    upright = bottom - top > x1 - x0
    columns = (
        upright,
        np.where(upright, x0 + x1, top + bottom) / 2,
        np.where(upright, top, x0),
        np.where(upright, bottom, x1),
        np.where(upright, x1 - x0, bottom - top),
        paths.fills[places],
    )
    return tuples_of(Edge, zip(*(column.tolist() for column in columns), strict=True))


def _outlines(paths: _Paths) -> Iterator[Outline]:
    """The subpaths of paths, in page coordinates."""
    if not paths.pointers:
        return
    pointers, counts, stroked = paths.pointers, paths.counts, paths.strokes != NONE
    matrices = _matrices(pointers, paths.outer)
    segments = list(chain.from_iterable(map(_segments, pointers, counts.tolist())))
    owner = np.repeat(np.arange(len(pointers)), counts)
    x, y = _moved(_points(segments), matrices[owner])
    kinds = np.fromiter(map(native.segment_type, segments), dtype=np.int64, count=len(segments))
    closes = _closes(segments, stroked[owner])
    begins = kinds == raw.FPDF_SEGMENT_MOVETO
    begins[np.cumsum(counts) - counts] = True  # a path begins a subpath whatever its first segment says
    starts = begins.nonzero()[0]
    points = list(zip(x.tolist(), y.tolist(), strict=True))
    fills, strokes = _or_none(paths.fills), _or_none(paths.strokes)
    widths, even_odd = _widths(pointers, matrices, stroked).tolist(), paths.even_odd.tolist()
    for start, end, path, closed, curved, box in zip(
        starts.tolist(),
        [*starts[1:].tolist(), len(points)],
        owner[starts].tolist(),
        np.logical_or.reduceat(closes, starts).tolist(),
        np.logical_or.reduceat(kinds == raw.FPDF_SEGMENT_BEZIERTO, starts).tolist(),
        _bounds(x, y, starts),
        strict=True,
    ):
        if end - start < 2:
            continue
        outline = Outline(
            tuple(points[start:end]),
            box,
            closed,
            curved,
            fills[path],
            strokes[path],
            widths[path],
            paths.orders[path],
            even_odd[path],
        )
        if path not in paths.clips:
            yield outline
        elif (left := clipped(outline, paths.clips[path])) is not None:
            yield left


def _or_none(colors: Ints) -> list[int | None]:
    return [None if color == NONE else color for color in colors.tolist()]


def _segments(pointer: Handle, count: int) -> Iterator[Handle]:
    return map(handle, map(native.path_segment, repeat(pointer), range(count)))


def _closes(segments: Sequence[Handle], stroked: Flags) -> Flags:
    """Which segments close their subpath: asked where it is stroked, as what is filled is closed."""
    closes = np.zeros(len(segments), dtype=np.bool_)
    places = stroked.nonzero()[0]
    if len(places):
        closes[places] = list(map(native.segment_close, [segments[place] for place in places.tolist()]))
    return closes


def _points(segments: Sequence[Handle]) -> npt.NDArray[np.float32]:
    """The end point of each segment, in the space of its object."""
    return gather(native.segment_point, np.float32, 2, len(segments), segments, apart=True)


def _bounds(x: Floats, y: Floats, starts: Ints) -> Iterator[Box]:
    """The box around the points of each run."""
    edges = (
        np.minimum.reduceat(x, starts),
        np.minimum.reduceat(y, starts),
        np.maximum.reduceat(x, starts),
        np.maximum.reduceat(y, starts),
    )
    return tuples_of(Box, np.array(edges).T.tolist())


def _colors(getter: object, pointers: Sequence[Handle], asked: Flags) -> Ints:
    """The colours of the objects that are asked; NONE for the others, and where it is transparent or cannot be told."""
    colors = np.full(len(pointers), NONE, dtype=np.int64)
    places = asked.nonzero()[0]
    if not len(places):
        return colors
    some = [pointers[place] for place in places.tolist()]
    red, green, blue, alpha = gather(getter, np.uint32, 4, len(some), some, apart=True).T
    colors[places] = np.where(alpha > 0, (red << 16) | (green << 8) | blue, NONE)
    return colors


def _matrices(pointers: Sequence[Handle], outer: Floats) -> Floats:
    """For each object the matrix from its own space to the page as shown."""
    matrices = gather(native.object_matrix, np.float32, 6, len(pointers), pointers).astype(np.float64)
    return _product(matrices, outer)


def _outer_matrices(outer: Sequence[Matrix], view: Matrix) -> Floats:
    """For each object the matrix from the forms it lies in to the page as shown; one row where it lies in none."""
    if all(matrix is IDENTITY for matrix in outer):
        return np.array([view])
    return _product(np.array(outer), np.array([view]))


def _rows_at(matrices: Floats, places: Ints) -> Floats:
    """The rows at some places, or the one row that stands for all."""
    return matrices if len(matrices) == 1 else matrices[places]


def _product(inner: Floats, outer: Floats) -> Floats:
    """Row by row the matrix that applies the inner one first."""
    a, b, c, d, e, f = inner.T
    g, h, i, j, k, m = outer.T
    return np.array(
        (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
    ).T


def _moved(points: npt.NDArray[np.float32], matrices: Floats) -> Floats:
    """Where points come to lie, their x in one row and their y in another."""
    x, y = points.astype(np.float64).T
    a, b, c, d, e, f = matrices.T
    return np.array((a * x + c * y + e, b * x + d * y + f))


def _widths(pointers: Sequence[Handle], matrices: Floats, stroked: Flags) -> Floats:
    """How wide each object is stroked, in points; 0 where it is not."""
    widths = np.zeros(len(pointers))
    places = stroked.nonzero()[0]
    if not len(places):
        return widths
    some = [pointers[place] for place in places.tolist()]
    own = gather(native.object_stroke_width, np.float32, 1, len(some), some)
    a, b, c, d = matrices[places, :4].T
    widths[places] = own[:, 0] * np.sqrt(np.abs(a * d - b * c))
    return widths


def _clips(pointers: Sequence[Handle], asked: Flags, view: Matrix) -> dict[int, Box]:
    """The boxes that paths are clipped to, by the path's place: borders are drawn so by some producers."""
    places = asked.nonzero()[0].tolist()
    held = list(map(handle, map(native.object_clip_path, [pointers[place] for place in places])))
    owners: list[int] = []
    counts: list[int] = []
    segments: list[Handle] = []
    # of a path without a clip PDFium counts -1
    for place, clip, paths in zip(places, held, map(native.clip_count_paths, held), strict=True):
        for path in range(paths):
            count = native.clip_count_segments(clip, path)
            if 0 < count <= MAX_SEGMENTS:
                owners.append(place)
                counts.append(count)
                segments.extend(map(handle, map(native.clip_segment, repeat(clip), repeat(path), range(count))))
    if not owners:
        return {}
    x, y = _points(segments).astype(np.float64).T
    clips: dict[int, Box] = {}
    for place, box in zip(owners, _bounds(x, y, np.cumsum(counts) - np.array(counts)), strict=True):
        known = clips.get(place, box)
        clips[place] = Box(
            max(known.x0, box.x0), max(known.top, box.top), min(known.x1, box.x1), min(known.bottom, box.bottom)
        )
    return {
        place: bounds_of((apply(view, *box[:2]), apply(view, max(box[0], box[2]), max(box[1], box[3]))))
        for place, box in clips.items()
    }


# --- pictures -------------------------------------------------------------------------------------------------------


def _image(document: int, page: int, drawn: Drawn, view: Matrix) -> Image:
    a, b, c, d, e, f = multiply(multiply(_matrix_of(drawn.pointer), drawn.outer), view)
    box = bounds_of(((e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)))
    small = 2 < box.width <= SMALL_IMAGE and 2 < box.height <= SMALL_IMAGE
    return Image(box, _mean_color(document, page, drawn.pointer) if small else None, drawn.order)


def _mean_color(document: int, page: int, pointer: int) -> int | None:
    """Mean colour of the pixels that are neither transparent nor near white."""
    handle = native.image_rendered_bitmap(document, page, pointer)
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
    lines = np.frombuffer(data, dtype=np.uint8).reshape(height, stride)[:, : width * depth]
    pixels = lines.reshape(-1, depth).astype(np.float64)
    if depth == 1:
        pixels = np.repeat(pixels, 3, axis=1)
    opaque = native.bitmap_format(bitmap) != raw.FPDFBitmap_BGRA
    alpha = np.full((len(pixels), 1), 255.0) if opaque else pixels[:, 3:4]
    return np.hstack((pixels[:, :3], alpha))
