"""Boxes of a form that hold several labels side by side, each over its value, with no rule between them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from pipelines.reading.model import Box, Cell, Line, Table
from pipelines.reading.tables.grid import segments
from pipelines.reading.words import find_lines

GAP = 2.0
"""Two labels of one box stand further apart than this part of their size."""
SAME_X = 3.0
"""A value begins right under its label, so near, in points."""


def part_boxes(table: Table) -> None:
    """Part each box of a form of one column in which labels stand side by side over values that begin where they do."""
    if table.column_count != 1:
        return
    starts = {id(cell): _starts(cell) for cell in table.cells}
    count = max((len(found) for found in starts.values()), default=1)
    if count < 2:
        return
    cells: list[Cell] = []
    for cell in table.cells:
        own = starts[id(cell)]
        cells += _parts(cell, own, count) if len(own) > 1 else [replace(cell, column_span=count)]
    table.cells, table.column_count = cells, count


def _starts(cell: Cell) -> list[float]:
    """Where the labels of a box begin that has several; none for any other."""
    if len(cell.lines) < 2:
        return []
    labels, values = (segments(line, GAP * line.style.size) for line in cell.lines[:2])
    if len(labels) < 2 or len(values) > len(labels):
        return []
    begins = [label.box.x0 for label in labels]
    under = [min(abs(value.box.x0 - begin) for begin in begins) <= SAME_X for value in values]
    return begins if len(values) > 1 and all(under) else []


def _parts(cell: Cell, starts: list[float], count: int) -> list[Cell]:
    """The box parted before each label but the first; the last part goes on to the last of `count` columns."""
    box = cell.box
    edges = [box.x0, *(start - SAME_X for start in starts[1:]), box.x1]
    parts = []
    for place, (left, right) in enumerate(pairwise(edges)):
        lines = [own for line in cell.lines if (own := _within(line, edges, place)) is not None]
        last = place == len(starts) - 1
        span = count - place if last else 1
        own_box = Box(left, box.top, right, box.bottom)
        parts.append(replace(cell, column=place + 1, column_span=span, box=own_box, lines=lines))
    return parts


def _within(line: Line, edges: list[float], place: int) -> Line | None:
    """The words of a line that stand in one part."""
    words = [word for word in line.words if bisect_right(edges, word.box.x0, 1, len(edges) - 1) - 1 == place]
    return find_lines(words)[0] if words else None
