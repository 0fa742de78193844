"""The characters of a page from PDFium, as arrays.

A box is asked for once per character, a text object where a word begins, and font, size, colour and baseline once per
run of one object. Blanks are not asked at all: a blank only parts words, so it looks like what it follows.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from pipelines.reading.colors import BLACK
from pipelines.reading.engines import native
from pipelines.reading.engines.geometry import Matrix
from pipelines.reading.engines.native import Handle, gather, handle
from pipelines.reading.model import Chars, Floats, Ints, Style

NARROW = 0.45
"""Digits are half as wide as their size; one narrower than this part may be a superscript of the font's own."""
SUPERSCRIPT, RISE = 0.62, 0.35
"""Size and rise that such a superscript is given, as parts of its size."""

_HIDDEN = 3
_FILL_THEN_STROKE = 2
_BOLD_WEIGHT = 600
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")

Flags = npt.NDArray[np.bool_]


@dataclass(slots=True)
class _Looks:
    """How the characters of each run look."""

    style: Ints
    baseline: Floats
    upright: Flags
    hidden: Flags
    styles: list[Style]


def read_chars(textpage: int, view: Matrix) -> tuple[Chars, Ints]:
    """All characters of the text page at that address, in the order of the content stream.

    The address of the text object that draws each comes second.
    """
    count = max(native.text_count_chars(textpage), 0)
    codes = _codes(textpage, count)
    solid = (codes != 0x20) & (codes != 0x0D) & (codes != 0x0A)
    asked = solid.nonzero()[0]
    if not len(asked):
        return _blank(codes), np.zeros(len(codes), dtype=np.int64)
    indexes = asked.tolist()
    # FS_RECTF: left, top, right, bottom
    rects = gather(native.text_loose_box, np.float32, 4, len(indexes), repeat(handle(textpage)), indexes)
    run, starts, objects = _runs(textpage, asked, rects)
    looks = _looks(textpage, view, objects, asked[starts])
    style, baseline = looks.style[run], looks.baseline[run]
    _raise_superscripts(textpage, codes[asked], rects, asked, looks.styles, style, baseline)
    boxes = _boxes(rects.astype(np.float64), view)
    # a blank takes all but its box from the character before it
    before = np.maximum(np.cumsum(solid) - 1, 0)
    x0, top, x1, bottom = boxes[before].T
    chars = Chars(
        code=codes,
        x0=np.where(solid, x0, x1),
        top=top,
        x1=x1,
        bottom=bottom,
        baseline=baseline[before],
        style=style[before],
        styles=looks.styles,
        upright=looks.upright[run][before],
        hidden=looks.hidden[run][before],
    )
    return chars, objects.astype(np.int64)[run][before]


def _runs(textpage: int, asked: Ints, rects: npt.NDArray[np.float32]) -> tuple[Ints, Ints, npt.NDArray[np.uint64]]:
    """For each character the run it is in, for each run its first character, and the text object that draws it.

    Objects are asked for where a word begins, or the height or foot of the boxes changes: inside a word of one height
    nothing else can change what is made of it.
    """
    heads = np.ones(len(asked), dtype=np.bool_)
    heads[1:] = (asked[1:] - asked[:-1] > 1) | (rects[1:, 1] != rects[:-1, 1]) | (rects[1:, 3] != rects[:-1, 3])
    places = heads.nonzero()[0]
    objects = np.fromiter(
        map(native.text_object, repeat(handle(textpage)), asked[places].tolist()), dtype=np.uint64, count=len(places)
    )
    changes = np.concatenate(([True], objects[1:] != objects[:-1]))
    run_of_head = np.cumsum(changes) - 1
    return run_of_head[np.cumsum(heads) - 1], places[changes], objects[changes]


def _blank(codes: Ints) -> Chars:
    """A page of blanks, or of nothing."""
    zeros, no = np.zeros(len(codes)), np.zeros(len(codes), dtype=np.bool_)
    style = np.zeros(len(codes), dtype=np.int64)
    plain = [Style(0.0, False, False, BLACK, "")]
    return Chars(codes, zeros, zeros, zeros, zeros, zeros, style, plain, ~no, no)


def _codes(textpage: int, count: int) -> Ints:
    """Unicode code points of all characters."""
    buffer = np.zeros(count + 1, dtype=np.uint16)
    written = native.text_get(textpage, 0, count, buffer.ctypes.data)
    codes = buffer[:count]
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
    return np.array((np.minimum(xa, xb), np.minimum(ya, yb), np.maximum(xa, xb), np.maximum(ya, yb))).T


# --- how they look --------------------------------------------------------------------------------------------------


def _looks(textpage: int, view: Matrix, objects: npt.NDArray[np.uint64], firsts: Ints) -> _Looks:
    """The looks of runs, each given by its text object and its first character.

    Characters that the engine puts in belong to no object: they look like the run before them.
    """
    known = objects.nonzero()[0]
    if not len(known):
        count = len(objects)
        no = np.zeros(count, dtype=np.bool_)
        return _Looks(np.zeros(count, np.int64), np.zeros(count), ~no, no, [Style(0.0, False, False, BLACK, "")])
    like = known[np.maximum(np.searchsorted(known, np.arange(len(objects)), side="right") - 1, 0)]
    pointers, places = list(map(handle, objects[known].tolist())), firsts[known].tolist()
    count, page = len(known), handle(textpage)
    matrix = gather(native.text_matrix, np.float32, 6, count, repeat(page), places)
    origin = gather(native.text_origin, np.float64, 2, count, repeat(page), places, apart=True)
    size = gather(native.object_font_size, np.float32, 1, count, pointers)
    a, b, c, d = matrix[:, :4].astype(np.float64).T
    g, h, i, j, _, m = view
    across, along = a * g + b * i, a * h + b * j
    sizes = np.abs(size[:, 0]) * np.hypot(c * g + d * i, c * h + d * j)
    modes = list(map(native.object_render_mode, pointers))
    style, styles = _styles(pointers, sizes.round(1).tolist(), modes, _colors(pointers))
    place = np.searchsorted(known, like)
    return _Looks(
        style=style[place],
        baseline=(h * origin[:, 0] + j * origin[:, 1] + m)[place],
        upright=((across > 0) & (np.abs(along) <= 0.05 * np.abs(across)))[place],
        hidden=(np.array(modes) == _HIDDEN)[place],
        styles=styles,
    )


def _styles(
    pointers: Sequence[Handle], sizes: Sequence[float], modes: Sequence[int], colors: Sequence[int]
) -> tuple[Ints, list[Style]]:
    """For each text object the place of its style among all different ones."""
    fonts: dict[int, tuple[str, bool, bool]] = {}
    places: dict[tuple[int, float, bool, int], int] = {}
    styles: dict[Style, int] = {}
    found = []
    for font, size, mode, color in zip(map(native.object_font, pointers), sizes, modes, colors, strict=True):
        key = font, size, mode == _FILL_THEN_STROKE, color
        if key not in places:
            if font not in fonts:
                fonts[font] = _font(font)
            name, bold, italic = fonts[font]
            look = Style(size, bold or mode == _FILL_THEN_STROKE, italic, color, name)
            places[key] = styles.setdefault(look, len(styles))
        found.append(places[key])
    return np.array(found, dtype=np.int64), list(styles)


def _colors(pointers: Sequence[Handle]) -> list[int]:
    """The fill colour of each text object; black where it cannot be told."""
    red, green, blue, _ = gather(native.object_fill_color, np.uint32, 4, len(pointers), pointers, apart=True).T
    colors: list[int] = ((red << 16) | (green << 8) | blue).tolist()
    return colors


def _font(pointer: int) -> tuple[str, bool, bool]:
    """Name without its subset tag, whether bold, whether italic."""
    if not pointer:
        return "", False, False
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
    return name, bold, "italic" in plain or "oblique" in plain or angle.value != 0


# --- superscripts of the font's own ---------------------------------------------------------------------------------


def _raise_superscripts(
    textpage: int,
    codes: Ints,
    rects: npt.NDArray[np.float32],
    indexes: Ints,
    styles: list[Style],
    style: Ints,
    baseline: Floats,
) -> None:
    """Give digits that a font draws small and high the size and rise of superscripts; both arrays are changed."""
    sizes = np.array([look.size for look in styles])[style]
    widths = rects[:, 2] - rects[:, 0]
    narrow = (codes >= 0x30) & (codes <= 0x39) & (widths > 0) & (widths < NARROW * sizes)
    for place in narrow.nonzero()[0].tolist():
        look = styles[style[place]]
        if not _stands_high(textpage, int(indexes[place]), look.size):
            continue
        small = look._replace(size=round(SUPERSCRIPT * look.size, 1))
        if small not in styles:
            styles.append(small)
        style[place] = styles.index(small)
        baseline[place] -= RISE * look.size


def _stands_high(textpage: int, index: int, size: float) -> bool:
    """Whether the ink of a character stands clear above its baseline."""
    values = (ctypes.c_double * 6)()  # left, right, bottom and top of the ink, x and y of the origin
    at = [ctypes.byref(values, 8 * place) for place in range(6)]
    if not native.text_char_box(handle(textpage), index, *at[:4]):
        return False
    native.text_origin(handle(textpage), index, *at[4:])
    bottom, top, y = values[2], values[3], values[5]
    return bottom - y > 0.2 * size and top > bottom
