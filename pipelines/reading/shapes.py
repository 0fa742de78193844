"""From drawn paths and pictures to edges, fills and marks, whatever engine found them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from pipelines.reading.colors import WHITE, is_colorful
from pipelines.reading.model import Box, Edge, Fill, Mark

THIN = 3.0
"""A filled rectangle no thicker than this, in points, is a drawn line."""
SLIVER = 0.05
"""What a clip leaves of a shape is nothing when it is thinner than this, in points."""
SLANT = 0.7
"""A segment that strays no more than this from its axis, in points, is horizontal or vertical."""
MARK_SIZES = (2.5, 26.0)
"""Smallest and largest side of a mark, in points: a traffic light, a coloured square."""
DOT_SIZES = (1.2, 9.0)
"""Smallest and largest side of a drawn list bullet, in points."""


class Outline(NamedTuple):
    """One subpath in page coordinates."""

    points: tuple[tuple[float, float], ...]
    box: Box
    """Around the points."""
    closed: bool
    curved: bool
    fill: int | None
    """Fill colour, None where it is not filled."""
    stroke: int | None
    width: float
    order: int = 0
    """How many objects are drawn before it, 0 where that is not known."""
    even_odd: bool = False
    """Whether a place that two outlines of its path enclose is a hole; else it is one where they run against each
    other."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; `color` is its mean colour where it was small enough to be asked for."""

    box: Box
    color: int | None
    order: int = 0


@dataclass(slots=True)
class Drawing:
    """What a page draws besides text."""

    outlines: list[Outline] = field(default_factory=list)
    rules: list[Edge] = field(default_factory=list)
    """Thin filled rectangles, which most rules of most reports are drawn as."""
    images: list[Image] = field(default_factory=list)


@dataclass(slots=True)
class Shapes:
    """The same, told apart by what it is to a reader."""

    edges: list[Edge] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    """Small shapes of any colour: drawn list bullets and tick boxes."""
    pale: list[Edge] = field(default_factory=list)
    """White lines over painted ground."""


def interpret(drawing: Drawing, page: Box) -> Shapes:
    """Tell straight rules, filled areas and marks apart; what lies outside the page is left out."""
    shapes = Shapes()
    for rule in drawing.rules:
        if _crosses(rule, page):
            _add_edge(shapes, rule)
    for outline in drawing.outlines:
        box = outline.box
        if not _visible(box, page):
            continue
        small = box.x1 - box.x0 <= DOT_SIZES[1] and box.bottom - box.top <= DOT_SIZES[1]
        if small and _is_dot(outline, box):
            shapes.dots.append(box)
        if outline.curved:
            _add_curve(shapes, outline, box)
        elif _is_rectangle(outline):
            _add_rectangle(shapes, outline, box)
        else:
            _add_segments(shapes, outline)
    shapes.marks.extend(
        Mark(image.box, image.color, "image")
        for image in drawing.images
        if image.color is not None and is_colorful(image.color) and _mark_sized(image.box)
    )
    shapes.pale = _on_ground(shapes.pale, shapes.fills)
    return shapes


def _add_edge(shapes: Shapes, edge: Edge) -> None:
    (shapes.pale if edge.color == WHITE else shapes.edges).append(edge)


def _on_ground(edges: Sequence[Edge], fills: Sequence[Fill]) -> list[Edge]:
    """The edges whose middle lies on an area that is not white, or on its side."""
    painted = [fill.box for fill in fills if fill.color != WHITE] if edges else []
    if not painted:
        return []
    x0, top, x1, bottom = np.array(painted).T[:, None, :]
    middles = np.array([(edge.at, (edge.start + edge.end) / 2) for edge in edges])
    upright = np.array([edge.vertical for edge in edges])
    x, y = np.where(upright, middles.T, middles.T[::-1])[:, :, None]
    on = ((x >= x0 - SLANT) & (x <= x1 + SLANT) & (y >= top - SLANT) & (y <= bottom + SLANT)).any(axis=1)
    return [edge for edge, seen in zip(edges, on.tolist(), strict=True) if seen]


def bounds_of(points: Iterable[Sequence[float]]) -> Box:
    """The smallest box around all points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def intersection(a: Box, b: Box) -> Box:
    """What two boxes share; of no width or height where they are apart."""
    x0, top = max(a.x0, b.x0), max(a.top, b.top)
    return Box(x0, top, max(x0, min(a.x1, b.x1)), max(top, min(a.bottom, b.bottom)))


def clipped(outline: Outline, clip: Box) -> Outline | None:
    """The outline cut to a box; as it is when it lies wholly within, None when nothing of it is left."""
    box = outline.box
    if box.x0 >= clip.x0 and box.top >= clip.top and box.x1 <= clip.x1 and box.bottom <= clip.bottom:
        return outline
    x0, top, x1, bottom = intersection(box, clip)
    if x1 - x0 < SLIVER or bottom - top < SLIVER:
        return None
    corners = ((x0, top), (x1, top), (x1, bottom), (x0, bottom))
    return outline._replace(points=corners, box=Box(x0, top, x1, bottom), closed=True, curved=False)


def _visible(box: Box, page: Box) -> bool:
    return box.x1 >= page.x0 and box.x0 <= page.x1 and box.bottom >= page.top and box.top <= page.bottom


def _crosses(rule: Edge, page: Box) -> bool:
    along, across = (1, 0) if rule.vertical else (0, 1)
    return page[across] <= rule.at <= page[across + 2] and rule.end >= page[along] and rule.start <= page[along + 2]


def _mark_sized(box: Box) -> bool:
    small, large = MARK_SIZES
    return (
        small <= box.width <= large
        and small <= box.height <= large
        and max(box.width, box.height) <= 1.6 * min(box.width, box.height)
    )


def _is_dot(outline: Outline, box: Box) -> bool:
    """Whether it is of the size and proportions of a list bullet."""
    small, large = DOT_SIZES
    sides = box.width, box.height
    closed = outline.fill is not None or outline.curved or outline.closed
    return closed and small <= min(sides) and max(sides) <= large and max(sides) <= 1.5 * min(sides)


def _add_curve(shapes: Shapes, outline: Outline, box: Box) -> None:
    """A round thing: a mark when small and coloured; a rounded call-out box is a fill."""
    if outline.fill is not None:
        if _mark_sized(box) and is_colorful(outline.fill):
            shapes.marks.append(Mark(box, outline.fill, "shape"))
        else:
            shapes.fills.append(Fill(box, outline.fill))
    elif outline.stroke is not None:
        _add_segments(shapes, outline)


def _is_rectangle(outline: Outline) -> bool:
    points = outline.points
    if not 4 <= len(points) <= 6 or (outline.fill is None and not outline.closed and points[0] != points[-1]):
        return False
    return all(-SLANT <= xa - xb <= SLANT or -SLANT <= ya - yb <= SLANT for (xa, ya), (xb, yb) in pairwise(points))


def _add_rectangle(shapes: Shapes, outline: Outline, box: Box) -> None:
    if outline.fill is not None and min(box.width, box.height) <= THIN:
        _add_edge(shapes, _as_edge(box, outline.fill))
        return
    if outline.fill is not None:
        if _mark_sized(box) and is_colorful(outline.fill):
            shapes.marks.append(Mark(box, outline.fill, "shape"))
        shapes.fills.append(Fill(box, outline.fill))
    if outline.stroke is not None:
        width, color = outline.width, outline.stroke
        if min(box.width, box.height) <= SLANT:
            _add_edge(shapes, _as_edge(box, color))
            return
        for edge in (
            Edge(False, box.top, box.x0, box.x1, width, color),
            Edge(False, box.bottom, box.x0, box.x1, width, color),
            Edge(True, box.x0, box.top, box.bottom, width, color),
            Edge(True, box.x1, box.top, box.bottom, width, color),
        ):
            _add_edge(shapes, edge)


def _as_edge(box: Box, color: int) -> Edge:
    """A thin rectangle as the line along its middle."""
    x, y = box.middle
    if box.width >= box.height:
        return Edge(False, y, box.x0, box.x1, box.height, color)
    return Edge(True, x, box.top, box.bottom, box.width, color)


def _add_segments(shapes: Shapes, outline: Outline) -> None:
    """Straight pieces of an open or many-cornered path."""
    color = outline.stroke if outline.stroke is not None else outline.fill
    if color is None or outline.stroke is None:
        return
    points = outline.points
    if outline.closed and len(points) > 2:
        points = (*points, points[0])
    for (xa, ya), (xb, yb) in pairwise(points):
        if abs(ya - yb) <= SLANT and abs(xa - xb) > SLANT:
            _add_edge(shapes, Edge(False, (ya + yb) / 2, min(xa, xb), max(xa, xb), outline.width, color))
        elif abs(xa - xb) <= SLANT and abs(ya - yb) > SLANT:
            _add_edge(shapes, Edge(True, (xa + xb) / 2, min(ya, yb), max(ya, yb), outline.width, color))
