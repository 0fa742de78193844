"""Pages through pdfplumber: the second engine, for files that PDFium cannot open or sees nothing in.

Slower by an order of magnitude, but its own parser: where one engine finds no pages the other may read them all.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
from pdfplumber.pdf import PDF

from pipelines.reading.colors import BLACK, rgb
from pipelines.reading.errors import UnreadableError
from pipelines.reading.model import Box, Chars, Page, Style
from pipelines.reading.shapes import Drawing, Image, Outline, interpret


def open_document(path: Path) -> PDF:
    """Open the file; UnreadableError says why it cannot be."""
    try:
        return pdfplumber.open(path)
    except Exception as error:  # pdfminer raises anything at all on damaged files
        text = f"{type(error).__name__} {error}"
        if "Password" in text or "Encryption" in text:
            raise UnreadableError("encrypted", "The file is encrypted and asks for a password.") from error
        raise UnreadableError("damaged", f"The file cannot be opened as a PDF ({text.strip()}).") from error


def close(document: PDF) -> None:
    """Close the file; pdfplumber walks its pages to do so, and fails where these cannot be read."""
    with contextlib.suppress(Exception):
        document.close()


def page_count(document: PDF) -> int:
    """Pages in the file; 0 where its page tree cannot be read."""
    try:
        return len(document.pages)
    except Exception:  # pdfminer raises anything at all on damaged files
        return 0


def metadata(document: PDF) -> dict[str, str]:
    """Title, Author and the like as the file declares them; empty where they cannot be read."""
    try:
        return {str(key): str(value).strip() for key, value in (document.metadata or {}).items()}
    except Exception:  # as above
        return {}


def read_pages(document: PDF) -> Iterator[Page]:
    """The pages in order, each closed before the next is read; one it fails on is given without content."""
    for index in range(page_count(document)):
        page = read_page(document, index)
        if page is not None:
            yield page


def read_page(document: PDF, index: int) -> Page | None:
    """One page, counted from 0; without content where pdfminer cannot interpret it, None where there is none."""
    if index >= page_count(document):
        return None
    page = document.pages[index]
    try:
        return _page(page, index)
    except Exception:  # one page that cannot be interpreted must not take the others with it
        width, height = float(page.width or 0), float(page.height or 0)
        return Page(index + 1, width, height, 0, "pdfplumber", "none", _chars([], Box(0, 0, width, height)))
    finally:
        page.close()


def _page(page: Any, index: int) -> Page:
    x0, top, x1, bottom = map(float, page.bbox)
    box = Box(0, 0, x1 - x0, bottom - top)
    chars = _chars(page.chars, Box(x0, top, x1, bottom))
    drawing = Drawing(
        outlines=[_outline(shape, x0, top) for shape in (*page.lines, *page.rects, *page.curves)],
        images=[Image(Box(i["x0"] - x0, i["top"] - top, i["x1"] - x0, i["bottom"] - top), None) for i in page.images],
    )
    shapes = interpret(drawing, box)
    return Page(
        number=index + 1,
        width=box.x1,
        height=box.bottom,
        rotation=int(page.rotation or 0),
        engine="pdfplumber",
        text_source="native" if len(chars) else "none",
        chars=chars,
        edges=shapes.edges,
        fills=shapes.fills,
        marks=shapes.marks,
        dots=shapes.dots,
        images=[image.box for image in drawing.images],
    )


def _outline(shape: dict[str, Any], x0: float, top: float) -> Outline:
    points = tuple((float(x) - x0, float(y) - top) for x, y in shape["pts"])
    rect = shape["object_type"] == "rect"
    return Outline(
        points=points,
        closed=rect,
        curved=shape["object_type"] == "curve" and len(points) > 2 and not _is_straight(points),
        fill=_color(shape.get("non_stroking_color")) if shape.get("fill") else None,
        stroke=_color(shape.get("stroking_color")) if shape.get("stroke") else None,
        width=float(shape.get("linewidth") or 0),
    )


def _is_straight(points: tuple[tuple[float, float], ...]) -> bool:
    return all(abs(a[0] - b[0]) < 0.5 or abs(a[1] - b[1]) < 0.5 for a, b in pairwise(points))


def _color(value: Any) -> int:
    """Grey, RGB or CMYK components, 0 to 1, as one integer; black where the colour space is unknown."""
    if isinstance(value, (int, float)):
        value = (value,)
    if not isinstance(value, (tuple, list)) or not all(isinstance(part, (int, float)) for part in value):
        return BLACK
    parts = [min(max(float(part), 0.0), 1.0) for part in value]
    if len(parts) == 1:
        parts = parts * 3
    elif len(parts) == 4:
        parts = [(1 - ink) * (1 - parts[3]) for ink in parts[:3]]
    if len(parts) != 3:
        return BLACK
    return rgb(*(round(255 * part) for part in parts))


def _chars(found: list[dict[str, Any]], box: Box) -> Chars:
    styles: dict[Style, int] = {}
    codes, style, rows, upright = [], [], [], []
    for char in found:
        name = str(char["fontname"]).split("+")[-1]
        plain = name.casefold()
        look = Style(
            round(float(char["size"]), 1),
            any(word in plain for word in ("bold", "black", "heavy", "demi")),
            "italic" in plain or "oblique" in plain,
            _color(char.get("non_stroking_color")),
            name,
        )
        place = styles.setdefault(look, len(styles))
        for text in char["text"]:
            codes.append(ord(text))
            style.append(place)
            rows.append((char["x0"] - box.x0, char["top"] - box.top, char["x1"] - box.x0, char["bottom"] - box.top))
            upright.append(bool(char["upright"]))
    boxes = np.array(rows, dtype=np.float64).reshape(-1, 4)
    sizes = np.array([look.size for look in styles] or [0.0])[np.array(style, dtype=np.int64)]
    return Chars(
        code=np.array(codes, dtype=np.int64),
        x0=boxes[:, 0],
        top=boxes[:, 1],
        x1=boxes[:, 2],
        bottom=boxes[:, 3],
        # pdfminer gives no baseline; a descent of a fifth of the size is that of most text faces
        baseline=boxes[:, 3] - 0.2 * sizes,
        style=np.array(style, dtype=np.int64),
        styles=list(styles) or [Style(0.0, False, False, BLACK, "")],
        upright=np.array(upright, dtype=np.bool_),
        hidden=np.zeros(len(codes), dtype=np.bool_),
        generated=np.zeros(len(codes), dtype=np.bool_),
    )
