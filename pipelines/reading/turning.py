"""Pages whose text runs up, down or upside down, as wide tables are often set.

Such a page is turned to be read, so that lines, rows and columns are what they are on any other page. What is told of
places to those outside is turned back: there a place is that of the page as shown.
"""

from __future__ import annotations

from pipelines.reading.engines.geometry import Matrix, multiply
from pipelines.reading.model import Box

QUARTERS = (90, 270, 180)
"""How far a page may have to be turned, in degrees clockwise, the most usual first."""


def turned_view(view: Matrix, turned: int, width: float, height: float) -> tuple[Matrix, float, float]:
    """The view of a page turned clockwise by so many degrees, and its width and height then.

    `view` leads to the page as shown, which is `width` by `height` points.
    """
    if turned == 90:
        return multiply(view, (0.0, 1.0, -1.0, 0.0, height, 0.0)), height, width
    if turned == 180:
        return multiply(view, (-1.0, 0.0, 0.0, -1.0, width, height)), width, height
    if turned == 270:
        return multiply(view, (0.0, -1.0, 1.0, 0.0, 0.0, width)), height, width
    return view, width, height


def as_shown(box: Box, turned: int, width: float, height: float) -> Box:
    """A place on a turned page as a place on the page as shown, which is `width` by `height` points."""
    x0, top, x1, bottom = box
    if turned == 90:
        return Box(top, height - x1, bottom, height - x0)
    if turned == 180:
        return Box(width - x1, height - bottom, width - x0, height - top)
    if turned == 270:
        return Box(width - bottom, x0, width - top, x1)
    return box
