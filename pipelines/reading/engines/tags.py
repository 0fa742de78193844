"""Headings by the tags of a PDF: the structure tree says which text is a heading, and of what level.

Only files without an outline are asked: an outline says the same, and walking the tree takes as long as reading text.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from itertools import repeat

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipelines.reading.engines import native
from pipelines.reading.engines.geometry import Matrix, apply
from pipelines.reading.engines.native import Handle, handle
from pipelines.reading.model import Box, Tag, union

MAX_DEPTH = 40
"""Elements nested deeper are not followed."""
MAX_ELEMENTS = 5_000
"""Elements looked at on one page."""

_HEADING = re.compile(r"H([1-6])?|Title")
_NAME = 32
"""Longest name of a sort of element, in UTF-16 units."""


def read_tags(document: pdfium.PdfDocument, page: pdfium.PdfPage, texts: Iterable[int], view: Matrix) -> list[Tag]:
    """The tagged headings of a page, each with the box of its text; `texts` are the addresses of its text objects."""
    if not raw.FPDFCatalog_IsTagged(document) or raw.FPDFBookmark_GetFirstChild(document, None):
        return []
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        levels = dict(_headings(tree))
    finally:
        raw.FPDF_StructTree_Close(tree)
    if not levels:
        return []
    handles = list(map(handle, texts))
    boxes: dict[int, list[Box]] = {}
    for text, content in zip(handles, map(native.object_content_id, handles), strict=True):
        if content in levels:
            boxes.setdefault(levels[content][0], []).append(_box(text, view))
    names = dict(levels.values())
    return [Tag(names[element], union(own)) for element, own in boxes.items()]


def _headings(tree: raw.FPDF_STRUCTTREE) -> Iterator[tuple[int, tuple[int, int]]]:
    """For each marked content of a heading the heading it is of, counted on the page, and its level from 1."""
    left = MAX_ELEMENTS
    name = (ctypes.c_ushort * _NAME)()
    place = 0
    waiting: list[tuple[int, int, tuple[int, int] | None]] = [(child, 0, None) for child in _roots(tree)]
    waiting.reverse()
    while waiting and left:
        left -= 1
        element, depth, level = waiting.pop()
        if level is None:
            match = _HEADING.fullmatch(_sort(element, name))
            if match:
                place += 1
                level = place, int(match[1] or 1)
        children = range(max(native.element_count_children(element), 0))
        if level is not None:
            contents = map(native.element_content_id, repeat(element), children)
            yield from ((content, level) for content in contents if content >= 0)
        if depth < MAX_DEPTH:
            inner = map(native.element_child, repeat(element), reversed(children))
            waiting.extend((child, depth + 1, level) for child in inner if child)


def _roots(tree: raw.FPDF_STRUCTTREE) -> list[int]:
    """The addresses of the elements at the root of a tree."""
    places = range(max(raw.FPDF_StructTree_CountChildren(tree), 0))
    roots = (native.address(raw.FPDF_StructTree_GetChildAtIndex(tree, place)) for place in places)
    return [element for element in roots if element]


def _sort(element: int, name: ctypes.Array[ctypes.c_ushort]) -> str:
    """What sort of element it is; empty where its name is longer than that of any heading."""
    length = native.element_type(element, ctypes.addressof(name), 2 * _NAME)
    return bytes(name)[: length - 2].decode("utf-16-le", "replace") if 2 < length <= 2 * _NAME else ""


def _box(text: Handle, view: Matrix) -> Box:
    """Around a text object, on the page as shown."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    native.object_bounds(text, *map(ctypes.byref, (left, bottom, right, top)))
    xa, ya = apply(view, left.value, bottom.value)
    xb, yb = apply(view, right.value, top.value)
    return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
