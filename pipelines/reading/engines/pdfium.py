"""Pages through PDFium (pypdfium2), read into arrays.

Boxes are asked for once per character; font, size, colour and baseline once per text object, which holds ten
characters on average. Everything is turned at once into the coordinates of the page as shown.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import repeat
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipelines.reading.colors import BLACK, rgb
from pipelines.reading.engines import native
from pipelines.reading.errors import UnreadableError
from pipelines.reading.model import Box, Chars, Floats, Ints, Page, Style
from pipelines.reading.shapes import Drawing, Image, Outline, bounds_of, clipped, interpret, intersection

MAX_DEPTH = 8
"""Form XObjects nested deeper are not followed: a form may contain itself."""
MAX_OBJECTS = 50_000
"""Drawn objects looked at on one page: maps and charts have more, tables do not."""
MAX_SEGMENTS = 400
"""Segments read of one path."""
SMALL_IMAGE = 26.0
"""Images up to this wide and high, in points, may be marks: their mean colour is worked out."""

NARROW = 0.45
"""Digits are half as wide as their size; one narrower than this part may be a superscript of the font's own."""
SUPERSCRIPT, RISE = 0.62, 0.35
"""Size and rise that such a superscript is given, as parts of its size."""

_HIDDEN = 3
_FILL_THEN_STROKE = 2
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def open_document(path: Path) -> pdfium.PdfDocument:
    """Open the file; UnreadableError says why it cannot be."""
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        # PDFium may leave the code of another file behind, so the file itself must say so too
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        if locked and b"/Encrypt" in path.read_bytes():
            raise UnreadableError("encrypted", "The file is encrypted and asks for a password.") from error
        raise UnreadableError("damaged", f"The file cannot be opened as a PDF ({error}).") from error


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """One page, counted from 0, in the coordinates of the page as shown; closed again before it is given."""
    page = document[index]
    try:
        view, width, height, rotation = _view(page)
        textpage = page.get_textpage()
        try:
            chars = _chars(native.address(textpage.raw), view)
        finally:
            textpage.close()
        drawing = _Artist(document, view).draw(native.address(page.raw))
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
            fills=shapes.fills,
            marks=shapes.marks,
            dots=shapes.dots,
            images=[image.box for image in drawing.images],
        )
    finally:
        page.close()


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


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


# --- characters -----------------------------------------------------------------------------------------------------


def _chars(textpage: int, view: Matrix) -> Chars:
    count = max(native.text_count_chars(textpage), 0)
    codes = _codes(textpage, count)
    rects = np.zeros((count, 4), dtype=np.float32)  # FS_RECTF: left, top, right, bottom
    first = rects.ctypes.data
    deque(map(native.text_loose_box, repeat(textpage), range(count), range(first, first + 16 * count, 16)), maxlen=0)
    objects = np.fromiter(
        map(_address_or_none, map(native.text_object, repeat(textpage), range(count))), dtype=np.int64, count=count
    )
    boxes = _boxes(rects.astype(np.float64), view)
    baseline = boxes[:, 3].copy()
    style = np.zeros(count, dtype=np.int64)
    upright = np.ones(count, dtype=np.bool_)
    hidden = np.zeros(count, dtype=np.bool_)
    styles: list[Style] = []
    known: dict[Style, int] = {}
    scribe = _Scribe(textpage, view)
    unique, firsts, inverse = np.unique(objects, return_index=True, return_inverse=True)
    of_object = np.zeros((len(unique), 4), dtype=np.float64)  # style, baseline, upright, hidden
    for place, (pointer, index) in enumerate(zip(unique.tolist(), firsts.tolist(), strict=True)):
        if not pointer:
            continue
        look = scribe.look(pointer, index)
        number = known.setdefault(look.style, len(styles))
        if number == len(styles):
            styles.append(look.style)
        of_object[place] = number, look.baseline, look.upright, look.hidden
    real = objects != 0
    of_char = of_object[inverse]
    style[real] = of_char[real, 0].astype(np.int64)
    baseline[real] = of_char[real, 1]
    upright[real] = of_char[real, 2] > 0
    hidden[real] = of_char[real, 3] > 0
    for place in _narrow_digits(codes, rects, styles, style).tolist():
        if scribe.is_superscript(place, styles[style[place]].size):
            look = replace(styles[style[place]], size=round(SUPERSCRIPT * styles[style[place]].size, 1))
            number = known.setdefault(look, len(styles))
            if number == len(styles):
                styles.append(look)
            baseline[place] -= RISE * styles[style[place]].size
            style[place] = number
    return Chars(
        code=codes,
        x0=boxes[:, 0],
        top=boxes[:, 1],
        x1=boxes[:, 2],
        bottom=boxes[:, 3],
        baseline=baseline,
        style=style,
        styles=styles or [Style(0.0, False, False, BLACK, "")],
        upright=upright,
        hidden=hidden,
        generated=~real,
    )


def _narrow_digits(codes: Ints, rects: npt.NDArray[np.float32], styles: list[Style], style: Ints) -> Ints:
    """Places of digits too narrow for their size: what a font draws as a superscript keeps size and baseline."""
    if not styles:
        return np.zeros(0, dtype=np.int64)
    sizes = np.array([look.size for look in styles])[style]
    widths = rects[:, 2] - rects[:, 0]
    return np.flatnonzero((codes >= 0x30) & (codes <= 0x39) & (widths > 0) & (widths < NARROW * sizes))


def _address_or_none(pointer: int | None) -> int:
    return pointer or 0


def _codes(textpage: int, count: int) -> Ints:
    """Unicode code points of all characters."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = native.text_get(textpage, 0, count, ctypes.addressof(buffer))
    codes: npt.NDArray[np.uint16] = np.frombuffer(bytes(buffer), dtype=np.uint16, count=count)
    if written == count + 1 and not ((codes >= 0xD800) & (codes < 0xE000)).any():
        return codes.astype(np.int64)
    # outside the basic plane, or characters without a code: ask one by one
    return np.fromiter(map(native.text_unicode, repeat(textpage), range(count)), dtype=np.int64, count=count)


def _boxes(rects: Floats, view: Matrix) -> Floats:
    """Rectangles (left, top, right, bottom of user space) as x0, top, x1, bottom of the page as shown."""
    a, b, c, d, e, f = view
    left, top, right, bottom = rects.T
    xa, xb = a * left + c * bottom + e, a * right + c * top + e
    ya, yb = b * left + d * bottom + f, b * right + d * top + f
    return np.column_stack((np.minimum(xa, xb), np.minimum(ya, yb), np.maximum(xa, xb), np.maximum(ya, yb)))


class _Look:
    """What all characters of a text object share."""

    __slots__ = ("baseline", "hidden", "style", "upright")

    def __init__(self, style: Style, baseline: float, upright: bool, hidden: bool) -> None:
        self.style, self.baseline, self.upright, self.hidden = style, baseline, upright, hidden


class _Scribe:
    """Asks text objects how they look, with one set of buffers for a page."""

    def __init__(self, textpage: int, view: Matrix) -> None:
        self.textpage, self.view = textpage, view
        self.fonts: dict[int, tuple[str, bool, bool]] = {}
        self.matrix = (ctypes.c_float * 6)()
        self.matrix_at = ctypes.addressof(self.matrix)
        self.point = (ctypes.c_double * 2)()
        self.point_at = ctypes.addressof(self.point)
        self.size = ctypes.c_float()
        self.size_at = ctypes.addressof(self.size)
        self.color = (ctypes.c_uint * 4)()
        self.color_at = [ctypes.addressof(self.color) + 4 * channel for channel in range(4)]

    def look(self, pointer: int, index: int) -> _Look:
        """The look of the text object at `pointer`, whose first character is `index`."""
        native.text_matrix(self.textpage, index, self.matrix_at)
        a, b, c, d, _, _ = _multiply(tuple(self.matrix), self.view)
        native.text_origin(self.textpage, index, self.point_at, self.point_at + 8)
        x, y = self.point
        baseline = self.view[1] * x + self.view[3] * y + self.view[5]
        native.object_font_size(pointer, self.size_at)
        name, bold, italic = self.font(native.object_font(pointer))
        mode = native.object_render_mode(pointer)
        color = BLACK
        if native.object_fill_color(pointer, *self.color_at):
            color = rgb(*self.color[:3])
        size = abs(self.size.value) * math.hypot(c, d)
        style = Style(round(size, 1), bold or mode == _FILL_THEN_STROKE, italic, color, name)
        return _Look(style, baseline, a > 0 and abs(b) <= 0.05 * abs(a), mode == _HIDDEN)

    def is_superscript(self, index: int, size: float) -> bool:
        """Whether the ink of a character stands clear above its baseline."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        if not native.text_char_box(self.textpage, index, *map(ctypes.addressof, (left, right, bottom, top))):
            return False
        native.text_origin(self.textpage, index, self.point_at, self.point_at + 8)
        return bottom.value - self.point[1] > 0.2 * size and top.value > bottom.value

    def font(self, pointer: int | None) -> tuple[str, bool, bool]:
        """Name without its subset tag, whether bold, whether italic."""
        if not pointer:
            return "", False, False
        if pointer not in self.fonts:
            length = native.font_name(pointer, None, 0)
            buffer = ctypes.create_string_buffer(max(length, 1))
            native.font_name(pointer, ctypes.addressof(buffer), length)
            name = buffer.value.decode("utf-8", "replace")
            if len(name) > 7 and name[6] == "+":
                name = name[7:]
            angle = ctypes.c_int()
            native.font_italic_angle(pointer, ctypes.addressof(angle))
            plain = name.casefold()
            bold = any(word in plain for word in _BOLD_NAMES) or native.font_weight(pointer) >= _BOLD_WEIGHT
            italic = "italic" in plain or "oblique" in plain or angle.value != 0
            self.fonts[pointer] = name, bold, italic
        return self.fonts[pointer]


# --- drawings -------------------------------------------------------------------------------------------------------


class _Artist:
    """Collects the outlines and pictures of a page, those inside form XObjects included."""

    def __init__(self, document: pdfium.PdfDocument, view: Matrix) -> None:
        self.document, self.view = document, view
        self.drawing = Drawing()
        self.left = MAX_OBJECTS
        self.matrix = (ctypes.c_float * 6)()
        self.matrix_at = ctypes.addressof(self.matrix)
        self.floats = (ctypes.c_float * 4)()
        self.floats_at = [ctypes.addressof(self.floats) + 4 * place for place in range(4)]
        self.color = (ctypes.c_uint * 4)()
        self.color_at = [ctypes.addressof(self.color) + 4 * channel for channel in range(4)]
        self.flags = (ctypes.c_int * 2)()
        self.flags_at = [ctypes.addressof(self.flags) + 4 * place for place in range(2)]

    def draw(self, page: int) -> Drawing:
        """Everything the page at that address draws besides text."""
        self._collect(
            map(native.page_object, repeat(page), range(native.page_count_objects(page))), page, IDENTITY, MAX_DEPTH
        )
        return self.drawing

    def _collect(self, pointers: Iterator[int | None], page: int, outer: Matrix, depth: int) -> None:
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
                self._image(pointer, page, outer)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
                inner = _multiply(self._matrix_of(pointer), outer)
                children = native.form_count_objects(pointer)
                self._collect(map(native.form_object, repeat(pointer), range(children)), page, inner, depth - 1)

    def _matrix_of(self, pointer: int) -> Matrix:
        native.object_matrix(pointer, self.matrix_at)
        return tuple(self.matrix)

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
        matrix = _multiply(_multiply(self._matrix_of(pointer), outer), self.view)
        width = 0.0
        if stroke is not None:
            native.object_stroke_width(pointer, self.floats_at[0])
            width = self.floats[0] * math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
        self._subpaths(pointer, count, matrix, fill, stroke, width)

    def _subpaths(
        self, pointer: int, count: int, matrix: Matrix, fill: int | None, stroke: int | None, width: float
    ) -> None:
        a, b, c, d, e, f = matrix
        points: list[tuple[float, float]] = []
        closed = curved = False

        clip = self._clip(pointer) if fill is not None and stroke is None else None

        def finish() -> None:
            if len(points) > 1:
                outline: Outline | None = Outline(tuple(points), closed, curved, fill, stroke, width)
                if clip is not None and outline is not None:
                    outline = clipped(outline, clip)
                if outline is not None:
                    self.drawing.outlines.append(outline)

        for place in range(count):
            segment = native.path_segment(pointer, place)
            native.segment_point(segment, self.floats_at[0], self.floats_at[1])
            kind = native.segment_type(segment)
            x, y = self.floats[0], self.floats[1]
            if kind == raw.FPDF_SEGMENT_MOVETO:
                finish()
                points, closed, curved = [], False, False
            elif kind == raw.FPDF_SEGMENT_BEZIERTO:
                curved = True
            points.append((a * x + c * y + e, b * x + d * y + f))
            closed = closed or bool(native.segment_close(segment))
        finish()

    def _clip(self, pointer: int) -> Box | None:
        """The box that a filled path is clipped to, None where it is not: borders are drawn so by some producers."""
        clip = native.object_clip_path(pointer)
        box: Box | None = None
        for path in range(max(native.clip_count_paths(clip), 0) if clip else 0):
            count = native.clip_count_segments(clip, path)
            if not 0 < count <= MAX_SEGMENTS:
                continue
            points = []
            for place in range(count):
                native.segment_point(native.clip_segment(clip, path, place), self.floats_at[0], self.floats_at[1])
                points.append((self.floats[0], self.floats[1]))
            bounds = bounds_of(_apply(self.view, x, y) for x, y in points)
            box = bounds if box is None else intersection(box, bounds)
        return box

    def _color(self, getter: object, pointer: int) -> int | None:
        """The colour, None where it is fully transparent or cannot be told."""
        if not getter(pointer, *self.color_at):  # type: ignore[operator]
            return None
        return rgb(*self.color[:3]) if self.color[3] else None

    def _image(self, pointer: int, page: int, outer: Matrix) -> None:
        matrix = _multiply(_multiply(self._matrix_of(pointer), outer), self.view)
        a, b, c, d, e, f = matrix
        xs, ys = (e, a + e, c + e, a + c + e), (f, b + f, d + f, b + d + f)
        box = Box(min(xs), min(ys), max(xs), max(ys))
        color = None
        if 2 < box.width <= SMALL_IMAGE and 2 < box.height <= SMALL_IMAGE:
            color = self._mean_color(pointer, page)
        self.drawing.images.append(Image(box, color))

    def _mean_color(self, pointer: int, page: int) -> int | None:
        """Mean colour of the pixels that are neither transparent nor near white."""
        handle = native.image_rendered_bitmap(native.address(self.document.raw), page, pointer)
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
