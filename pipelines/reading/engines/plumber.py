"""Pages through pdfplumber: the second engine, for files that PDFium cannot open or sees nothing in.

Slower by an order of magnitude, but its own parser: where one engine finds no pages the other may read them all.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFXRefStream
from pdfplumber.pdf import PDF

from pipelines.reading.colors import BLACK, rgb
from pipelines.reading.errors import UnreadableError
from pipelines.reading.model import Box, Chars, Page, Style
from pipelines.reading.shapes import Drawing, Image, Outline, bounds_of, interpret

_UNKNOWN = re.compile(r"\(cid:\d+\)")
"""What pdfminer writes for a code that its font gives no character for."""


def open_document(path: Path) -> PDF:
    """Open the file; UnreadableError says why it cannot be."""
    stream = path.open("rb")
    try:
        document = pdfplumber.open(stream)
        _bound_tables(document)
        return document
    except Exception as error:  # pdfminer raises anything at all on damaged files
        stream.close()
        text = f"{type(error).__name__} {error}"
        if "Password" in text or "Encryption" in text:
            raise UnreadableError("encrypted", "The file is encrypted and asks for a password.") from error
        raise UnreadableError("damaged", f"The file cannot be opened as a PDF ({text.strip()}).") from error


def _bound_tables(document: PDF) -> None:
    """Cut tables of objects that claim more entries than they hold: pdfminer would go through all they claim."""
    for table in document.doc.xrefs:
        if isinstance(table, PDFXRefStream) and table.entlen:
            left = len(table.data or b"") // table.entlen
            for place, (first, count) in enumerate(table.ranges):
                table.ranges[place] = (first, min(count, left))
                left -= min(count, left)


def close(document: PDF) -> None:
    """Close the file; pdfplumber walks its pages to do so, and fails where these cannot be read."""
    with contextlib.suppress(Exception):
        document.close()
    document.stream.close()


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


def read_page(document: PDF, index: int) -> Page | None:
    """One page, counted from 0; None where there is none or pdfminer cannot interpret it."""
    if index >= page_count(document):
        return None
    page = document.pages[index]
    try:
        return _page(page, index)
    except Exception:  # one page that cannot be interpreted must not take the others with it
        return None
    finally:
        page.close()


def _page(page: Any, index: int) -> Page:
    x0, top, x1, bottom = _shown(page)
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
        pale=shapes.pale,
        fills=shapes.fills,
        marks=shapes.marks,
        dots=shapes.dots,
        images=[image.box for image in drawing.images],
    )


def _shown(page: Any) -> tuple[float, float, float, float]:
    """The crop box in the coordinates pdfplumber gives, which are those of the media box, turned.

    pdfplumber's own `cropbox` is not turned with the page.
    """
    media, crop = _ordered(page.page_obj.mediabox), _ordered(page.page_obj.cropbox)
    cut = [
        max(crop[0] - media[0], 0.0),  # left, top, right, bottom
        max(media[3] - crop[3], 0.0),
        max(media[2] - crop[2], 0.0),
        max(crop[1] - media[1], 0.0),
    ]
    for _ in range(int(page.rotation or 0) // 90 % 4):  # a quarter turn clockwise brings the left side to the top
        cut = [cut[3], *cut[:3]]
    x0, top, x1, bottom = map(float, page.bbox)
    if cut[0] + cut[2] >= x1 - x0 or cut[1] + cut[3] >= bottom - top:
        return x0, top, x1, bottom
    return x0 + cut[0], top + cut[1], x1 - cut[2], bottom - cut[3]


def _ordered(box: Sequence[float]) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a box, in whatever order its corners are given."""
    xs, ys = sorted(map(float, box[::2])), sorted(map(float, box[1::2]))
    return xs[0], ys[0], xs[1], ys[1]


def _outline(shape: dict[str, Any], x0: float, top: float) -> Outline:
    points = tuple((float(x) - x0, float(y) - top) for x, y in shape["pts"])
    rect = shape["object_type"] == "rect"
    return Outline(
        points=points,
        box=bounds_of(points),
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
    codes, style, rows, baselines, upright = [], [], [], [], []
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
        for text in _UNKNOWN.sub("\N{REPLACEMENT CHARACTER}", char["text"]):
            codes.append(ord(text))
            style.append(place)
            rows.append((char["x0"] - box.x0, char["top"] - box.top, char["x1"] - box.x0, char["bottom"] - box.top))
            # pdfminer gives no baseline; a descent of a fifth of the size is that of most text faces
            baselines.append(rows[-1][3] - 0.2 * look.size)
            upright.append(bool(char["upright"]))
    plain_style = Style(0.0, False, False, BLACK, "")
    return Chars.of(codes, rows, baselines, style, styles or [plain_style], upright)
