"""Text that is drawn and cannot be seen: something opaque is drawn over it, or it has the colour of its ground.

What is drawn after what says where to look. Whether anything can be seen there is asked of the page as PDFium renders
it: transparent highlighters, frames drawn as two boxes and pictures with holes cover nothing. Few pages are looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from pipelines.reading.colors import channels
from pipelines.reading.model import Box, Chars, Floats, Ints
from pipelines.reading.shapes import Drawing, Outline

if TYPE_CHECKING:
    from pipelines.reading.raster import Picture

Flags = npt.NDArray[np.bool_]

SMALLEST = 4.0
"""Nothing lower or narrower covers text, in points."""
SAME = 24
"""Colours whose channels differ by no more are one to the eye; so are greys of pixels."""
BARE = 0.8
"""Share of a text's characters in whose place nothing is seen."""
CLEARLY = 0.5
"""Share of bare characters up to which a glance is enough: what is beside them shows in so few pixels too."""
INSIDE = 0.25
"""The part of a character's height, above and below, where lines beside it may run."""
ANY = 1000
"""Stands for the channels of a picture: near to no colour."""
LAST = 1 << 40
"""When a text is drawn of which that is not known: over everything."""
AT_ONCE = 500
"""Areas held against all texts together: memory stays small on pages of maps."""


def hide_covered(
    page: pdfium.PdfPage, chars: Chars, objects: Ints, drawing: Drawing, order: Mapping[int, int]
) -> Picture | None:
    """Mark as hidden the characters that cannot be seen; the page as rendered comes back where it was looked at.

    `objects` are the addresses of the text objects that draw the characters, and `order` says when each is drawn, in
    the count of `Outline.order` and `Image.order`.
    """
    suspect = _suspects(chars, objects, drawing, order)
    if not suspect.any():
        return None
    from pipelines.reading.raster import COARSE, GLANCE, NoPictureError, render  # rare, and it brings a picture library

    places = np.flatnonzero(suspect)
    runs = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1)
    try:
        glance = render(page, GLANCE)
        if (_shares_bare(glance, chars, runs) <= CLEARLY).all():
            return glance  # seen even so, and large pictures are decoded in a quarter of the time
        picture = render(page, COARSE)
    except NoPictureError:
        return None
    for run, share in zip(runs, _shares_bare(picture, chars, runs), strict=True):
        if share >= BARE:
            chars.hidden[run] = True
    return picture


def _suspects(chars: Chars, objects: Ints, drawing: Drawing, order: Mapping[int, int]) -> Flags:
    """Characters under something drawn later, or on a ground of their own colour."""
    suspect = np.zeros(len(chars), dtype=np.bool_)
    filled = [outline for outline in drawing.outlines if outline.fill is not None and _is_area(outline.box)]
    pictures = [image for image in drawing.images if _is_area(image.box)]
    inked = np.flatnonzero(chars.x1 > chars.x0)
    if not (filled or pictures) or not order or not len(inked):
        return suspect
    texts = _texts(chars, objects, order, inked)
    paths: dict[int, list[Outline]] = defaultdict(list)
    for outline in filled:
        paths[outline.order].append(outline)
    middles = (chars.x0[inked] + chars.x1[inked]) / 2, (chars.top[inked] + chars.bottom[inked]) / 2
    boxes = np.array([*(outline.box for outline in filled), *(image.box for image in pictures)])
    places = np.array([*(outline.order for outline in filled), *(image.order for image in pictures)])
    colors = np.array([[*channels(outline.fill or 0)] for outline in filled] + [[ANY] * 3] * len(pictures))
    for start in range(0, len(boxes), AT_ONCE):
        own = slice(start, start + AT_ONCE)
        apart = np.abs(colors[own, None, :] - texts.colors[None, :, :]).max(axis=2)
        # white on white has a check of its own
        alike = (apart <= SAME) & (colors[own].min(axis=1) < 250)[:, None]
        found = (alike | (texts.places[None, :] < places[own, None])) & _touch(boxes[own], texts.boxes)
        for cover in found.any(axis=1).nonzero()[0].tolist():
            x0, top, x1, bottom = boxes[start + cover].tolist()
            members = np.repeat(found[cover], texts.lengths)
            members &= (middles[0] >= x0) & (middles[0] <= x1) & (middles[1] >= top) & (middles[1] <= bottom)
            within = members.nonzero()[0]
            if start + cover < len(filled) and len(within):
                path = paths[filled[start + cover].order]
                within = within[_inside(path, middles[0][within], middles[1][within])]
            suspect[inked[within]] = True
    return suspect


@dataclass(frozen=True, slots=True)
class _Texts:
    """Runs of characters that one text object draws: boxes, colours, when drawn, how many characters in each."""

    boxes: npt.NDArray[np.float64]
    colors: Ints
    places: Ints
    lengths: Ints


def _texts(chars: Chars, objects: Ints, order: Mapping[int, int], inked: Ints) -> _Texts:
    pointers = objects[inked]
    starts = np.concatenate(([0], (pointers[1:] != pointers[:-1]).nonzero()[0] + 1))
    sides = (
        np.minimum.reduceat(chars.x0[inked], starts),
        np.minimum.reduceat(chars.top[inked], starts),
        np.maximum.reduceat(chars.x1[inked], starts),
        np.maximum.reduceat(chars.bottom[inked], starts),
    )
    looks = np.array([channels(style.color) for style in chars.styles])
    places = np.array([order.get(pointer, LAST) for pointer in pointers[starts].tolist()])
    lengths = np.diff(starts, append=len(inked))
    return _Texts(np.column_stack(sides), looks[chars.style[inked[starts]]], places, lengths)


def _inside(path: Sequence[Outline], x: Floats, y: Floats) -> Flags:
    """Which points a filled path covers, all its outlines together: a frame drawn as two of them has a hole."""
    turns = np.zeros(len(x), dtype=np.int64)
    for outline in path:
        xa, ya = np.array(outline.points).T
        xb, yb = np.roll(xa, -1), np.roll(ya, -1)
        above, below = ya[:, None] <= y[None, :], yb[:, None] <= y[None, :]
        # on which side of each stretch, as it runs, the point lies
        side = (xb - xa)[:, None] * (y[None, :] - ya[:, None]) - (yb - ya)[:, None] * (x[None, :] - xa[:, None])
        turns += (above & ~below & (side > 0)).sum(axis=0) - (~above & below & (side < 0)).sum(axis=0)
    return np.asarray(turns % 2 != 0) if path[0].even_odd else np.asarray(turns != 0)


def _is_area(box: Box) -> bool:
    return box.width > SMALLEST and box.height > SMALLEST


def _touch(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> Flags:
    """Which boxes of two lists share some place."""
    return np.asarray(
        (a[:, None, 0] < b[None, :, 2])
        & (b[None, :, 0] < a[:, None, 2])
        & (a[:, None, 1] < b[None, :, 3])
        & (b[None, :, 1] < a[:, None, 3])
    )


def _shares_bare(picture: Picture, chars: Chars, runs: Sequence[Ints]) -> Floats:
    """For each run of characters the share of those in whose place nothing is seen."""
    grey, scale = picture.grey, picture.scale
    return np.array([np.mean([_is_bare(grey, scale, chars, place) for place in run.tolist()]) for run in runs])


def _is_bare(grey: npt.NDArray[np.uint8], scale: float, chars: Chars, place: int) -> bool:
    """Whether all pixels in a character's place are alike."""
    top, bottom = float(chars.top[place]), float(chars.bottom[place])
    edge = INSIDE * (bottom - top)
    rows = _pixels(top + edge, bottom - edge, scale, grey.shape[0])
    columns = _pixels(float(chars.x0[place]), float(chars.x1[place]), scale, grey.shape[1])
    part = grey[rows, columns]
    return part.size == 0 or int(part.max()) - int(part.min()) <= SAME


def _pixels(start: float, end: float, scale: float, count: int) -> slice:
    first = min(max(int(start * scale), 0), count)
    return slice(first, min(max(int(np.ceil(end * scale)), first + 1), count))
