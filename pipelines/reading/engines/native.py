"""PDFium's getters with plain numbers in and out.

pypdfium2's own bindings wrap every pointer in an object, which costs more than the call. The same functions, seen
through prototypes that take and give addresses, can be mapped over thousands of characters and write straight into
numpy buffers: about a quarter of a microsecond a call.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable
from typing import Any

import numpy.typing as npt
import pypdfium2.raw as raw

_POINTER = ctypes.c_void_p
_INT = ctypes.c_int
_ADDRESS = ctypes.c_size_t
"""A pointer given back as a plain number, 0 for none."""


def _prototype(function: Any, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(function, _POINTER).value
    if address is None:  # pragma: no cover - the library is loaded, so its functions have addresses
        raise RuntimeError(f"no address for {function}")
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def ask(getter: Any, *arguments: Iterable[Any]) -> None:
    """Call a getter for each place; it writes into the buffers whose addresses are among the arguments."""
    deque(map(getter, *arguments), maxlen=0)


def rows(buffer: npt.NDArray[Any], column: int = 0) -> range:
    """The addresses of one column of a buffer of two dimensions, row by row."""
    if not len(buffer):
        return range(0)
    first, step = buffer.ctypes.data + column * buffer.itemsize, buffer.strides[0]
    return range(first, first + step * len(buffer), step)


def address(handle: Any) -> int:
    """The address behind one of pypdfium2's handles."""
    return ctypes.cast(handle, _POINTER).value or 0


text_count_chars = _prototype(raw.FPDFText_CountChars, _INT, _POINTER)
text_get = _prototype(raw.FPDFText_GetText, _INT, _POINTER, _INT, _INT, _POINTER)
text_unicode = _prototype(raw.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
text_loose_box = _prototype(raw.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
text_char_box = _prototype(raw.FPDFText_GetCharBox, _INT, _POINTER, _INT, *[_POINTER] * 4)
text_origin = _prototype(raw.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
text_matrix = _prototype(raw.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
# asked for every character: without declared arguments a call takes two thirds of the time; the text page comes wrapped
text_object = _prototype(raw.FPDFText_GetTextObject, _ADDRESS)

object_font = _prototype(raw.FPDFTextObj_GetFont, _ADDRESS, _POINTER)
object_font_size = _prototype(raw.FPDFTextObj_GetFontSize, _INT, _POINTER, _POINTER)
object_render_mode = _prototype(raw.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
object_type = _prototype(raw.FPDFPageObj_GetType, _INT, _POINTER)
object_matrix = _prototype(raw.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
object_fill_color = _prototype(raw.FPDFPageObj_GetFillColor, _INT, _POINTER, *[_POINTER] * 4)
object_stroke_color = _prototype(raw.FPDFPageObj_GetStrokeColor, _INT, _POINTER, *[_POINTER] * 4)
object_stroke_width = _prototype(raw.FPDFPageObj_GetStrokeWidth, _INT, _POINTER, _POINTER)

font_name = _prototype(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t)
font_weight = _prototype(raw.FPDFFont_GetWeight, _INT, _POINTER)
font_italic_angle = _prototype(raw.FPDFFont_GetItalicAngle, _INT, _POINTER, _POINTER)

image_rendered_bitmap = _prototype(raw.FPDFImageObj_GetRenderedBitmap, _POINTER, _POINTER, _POINTER, _POINTER)

bitmap_width = _prototype(raw.FPDFBitmap_GetWidth, _INT, _POINTER)
bitmap_height = _prototype(raw.FPDFBitmap_GetHeight, _INT, _POINTER)
bitmap_stride = _prototype(raw.FPDFBitmap_GetStride, _INT, _POINTER)
bitmap_format = _prototype(raw.FPDFBitmap_GetFormat, _INT, _POINTER)
bitmap_buffer = _prototype(raw.FPDFBitmap_GetBuffer, _POINTER, _POINTER)
bitmap_destroy = _prototype(raw.FPDFBitmap_Destroy, None, _POINTER)

page_count_objects = _prototype(raw.FPDFPage_CountObjects, _INT, _POINTER)
page_object = _prototype(raw.FPDFPage_GetObject, _ADDRESS, _POINTER, _INT)
form_count_objects = _prototype(raw.FPDFFormObj_CountObjects, _INT, _POINTER)
form_object = _prototype(raw.FPDFFormObj_GetObject, _ADDRESS, _POINTER, ctypes.c_ulong)

path_count_segments = _prototype(raw.FPDFPath_CountSegments, _INT, _POINTER)
path_segment = _prototype(raw.FPDFPath_GetPathSegment, _ADDRESS, _POINTER, _INT)
path_draw_mode = _prototype(raw.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
object_clip_path = _prototype(raw.FPDFPageObj_GetClipPath, _ADDRESS, _POINTER)
clip_count_paths = _prototype(raw.FPDFClipPath_CountPaths, _INT, _POINTER)
clip_count_segments = _prototype(raw.FPDFClipPath_CountPathSegments, _INT, _POINTER, _INT)
clip_segment = _prototype(raw.FPDFClipPath_GetPathSegment, _ADDRESS, _POINTER, _INT, _INT)

segment_point = _prototype(raw.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
segment_type = _prototype(raw.FPDFPathSegment_GetType, _INT, _POINTER)
segment_close = _prototype(raw.FPDFPathSegment_GetClose, _INT, _POINTER)
