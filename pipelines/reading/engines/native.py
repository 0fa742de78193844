"""PDFium's getters with plain numbers in and out.

pypdfium2's own bindings wrap every pointer in an object and check every argument, which costs more than the call. The
same functions, seen through prototypes of our own, can be mapped over thousands of characters and leave what they find
in one array: about a seventh of a microsecond a call. Arguments of prototypes that declare none are numbers of 32 bits,
handles and references; an address has to be wrapped in a handle first. Getters that leave what they find in an array
give back nothing: where they find nothing zeros stay.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

_POINTER = ctypes.c_void_p
_INT = ctypes.c_int
_ADDRESS = ctypes.c_size_t
"""A pointer given back as a plain number, 0 for none."""

_SLOT = 64
"""Bytes in which a getter leaves what it finds."""
_AT_ONCE = 4096
"""Calls made before what they found is fetched."""
_memory = (ctypes.c_char * (_SLOT * _AT_ONCE))()
_slots: dict[int, list[Any]] = {}
"""References to the slots, by how far into each they point; made once, as making one costs as much as a call."""


Handle: TypeAlias = object
"""An address as what a getter takes."""
handle: Callable[[int], Handle] = _POINTER.from_param
"""Wrap an address once for all calls about it: passed on as it is, where an instance of a pointer type is unpacked."""


def _prototype(function: Any, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(function, _POINTER).value
    if address is None:  # pragma: no cover - the library is loaded, so its functions have addresses
        raise RuntimeError(f"no address for {function}")
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def gather(
    getter: Any, kind: npt.DTypeLike, columns: int, count: int, *arguments: Iterable[Any], apart: bool = False
) -> npt.NDArray[Any]:
    """What a getter finds in `count` calls, a row of that kind and so many columns for each; zeros where nothing.

    After its arguments the getter is given one reference to write to, or where its values go to places `apart` one for
    each column. Like PDFium itself not for two threads at once.
    """
    dtype = np.dtype(kind)
    places = range(0, columns * dtype.itemsize, dtype.itemsize) if apart else (0,)
    slots = [_slots_at(place, min(count, _AT_ONCE)) for place in places]
    given = [iter(each) for each in arguments]
    found = np.zeros((count, columns), dtype=dtype)
    for start in range(0, count, _AT_ONCE):
        part = found[start : start + _AT_ONCE]
        ctypes.memset(_memory, 0, _SLOT * len(part))
        deque(map(getter, *(islice(each, len(part)) for each in given), *slots), maxlen=0)
        part[:] = np.frombuffer(memoryview(_memory), dtype=dtype).reshape(_AT_ONCE, -1)[: len(part), :columns]
    return found


def _slots_at(offset: int, count: int) -> list[Any]:
    slots = _slots.setdefault(offset, [])
    slots.extend(ctypes.byref(_memory, _SLOT * place + offset) for place in range(len(slots), count))
    return slots


def address(handle: Any) -> int:
    """The address behind one of pypdfium2's handles."""
    return ctypes.cast(handle, _POINTER).value or 0


text_load_page = _prototype(raw.FPDFText_LoadPage, _ADDRESS)
text_close_page = _prototype(raw.FPDFText_ClosePage, None, _POINTER)
text_count_chars = _prototype(raw.FPDFText_CountChars, _INT, _POINTER)
text_get = _prototype(raw.FPDFText_GetText, _INT, _POINTER, _INT, _INT, _POINTER)
text_unicode = _prototype(raw.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
text_loose_box = _prototype(raw.FPDFText_GetLooseCharBox, None)
text_char_box = _prototype(raw.FPDFText_GetCharBox, _INT)
text_origin = _prototype(raw.FPDFText_GetCharOrigin, None)
text_matrix = _prototype(raw.FPDFText_GetMatrix, None)
text_object = _prototype(raw.FPDFText_GetTextObject, _ADDRESS)

object_font = _prototype(raw.FPDFTextObj_GetFont, _ADDRESS)
object_font_size = _prototype(raw.FPDFTextObj_GetFontSize, None)
object_render_mode = _prototype(raw.FPDFTextObj_GetTextRenderMode, _INT)
object_type = _prototype(raw.FPDFPageObj_GetType, _INT, _POINTER)
object_bounds = _prototype(raw.FPDFPageObj_GetBounds, None)
object_matrix = _prototype(raw.FPDFPageObj_GetMatrix, None)
object_fill_color = _prototype(raw.FPDFPageObj_GetFillColor, None)
object_stroke_color = _prototype(raw.FPDFPageObj_GetStrokeColor, None)
object_stroke_width = _prototype(raw.FPDFPageObj_GetStrokeWidth, None)

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

object_content_id = _prototype(raw.FPDFPageObj_GetMarkedContentID, _INT)

page_count_objects = _prototype(raw.FPDFPage_CountObjects, _INT, _POINTER)
page_object = _prototype(raw.FPDFPage_GetObject, _ADDRESS)
form_count_objects = _prototype(raw.FPDFFormObj_CountObjects, _INT, _POINTER)
form_object = _prototype(raw.FPDFFormObj_GetObject, _ADDRESS, _POINTER, ctypes.c_ulong)

path_count_segments = _prototype(raw.FPDFPath_CountSegments, _INT)
path_segment = _prototype(raw.FPDFPath_GetPathSegment, _ADDRESS)
path_draw_mode = _prototype(raw.FPDFPath_GetDrawMode, None)
object_clip_path = _prototype(raw.FPDFPageObj_GetClipPath, _ADDRESS)
clip_count_paths = _prototype(raw.FPDFClipPath_CountPaths, _INT)
clip_count_segments = _prototype(raw.FPDFClipPath_CountPathSegments, _INT)
clip_segment = _prototype(raw.FPDFClipPath_GetPathSegment, _ADDRESS)

segment_point = _prototype(raw.FPDFPathSegment_GetPoint, None)
segment_type = _prototype(raw.FPDFPathSegment_GetType, _INT)
segment_close = _prototype(raw.FPDFPathSegment_GetClose, _INT)

element_type = _prototype(raw.FPDF_StructElement_GetType, ctypes.c_ulong, _POINTER, _POINTER, ctypes.c_ulong)
element_count_children = _prototype(raw.FPDF_StructElement_CountChildren, _INT, _POINTER)
element_child = _prototype(raw.FPDF_StructElement_GetChildAtIndex, _ADDRESS, _POINTER, _INT)
element_content_id = _prototype(raw.FPDF_StructElement_GetChildMarkedContentID, _INT, _POINTER, _INT)
