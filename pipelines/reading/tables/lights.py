"""Lights beside a table: a column of marks or coloured areas that holds no word, one beside each row.

Columns without a grid are told by their words, so such a column is no part of the table until it is put there.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.reading.colors import channels
from pipelines.reading.model import Box, Cell, Line, Page, Table, union

REACH = 0.35
"""A light stands no further from the table than this part of its width."""
MOST = 0.6
"""So many of the rows have one."""
FEWEST = 2
"""Of several rows so many have one at least."""
ALIGNED = 4.0
"""Lights of one column begin within so many points of each other."""
TALLEST = 1.4
"""A light is no taller than this part of its row."""
EDGE = 2.0
"""What overlaps a table by no more, in points, is beside it."""
GREY = 24
"""Channels of a grey differ by no more."""


def take_lights(table: Table, page: Page, lines: Sequence[Line]) -> None:
    """Give a table of one page without a full grid the column of lights that stands right or left of it.

    `lines` are all those of the page: none of their words may stand among the lights.
    """
    drawn = [mark.box for mark in page.marks]
    drawn += [fill.box for fill in page.fills if not _is_grey(fill.color)]
    printed = [line.box for cell in table.cells for line in cell.lines]
    if not drawn or not printed:
        return
    rows = _rows(table)
    text, box = union(printed), table.box
    reach = REACH * box.width
    for is_right in (True, False):
        near = [
            one
            for one in drawn
            if (text.x1 - EDGE <= one.x0 and one.x1 <= box.x1 + reach if is_right else box.x0 - reach <= one.x0)
            and (is_right or one.x1 <= text.x0 + EDGE)
        ]
        found = [_beside(row, near) for row in rows]
        lights = [light for light in found if light is not None]
        if len(lights) < min(FEWEST, len(rows)) or len(lights) < MOST * len(rows):
            continue
        lefts = [light.x0 for light in lights]
        column = union(lights)
        words = any(column.holds(word.box.middle) for line in lines for word in line.words)
        if max(lefts) - min(lefts) <= ALIGNED and not words:
            _add(table, rows, column, is_right=is_right)
            return


def _rows(table: Table) -> list[Box]:
    """Where each row stands, from the top."""
    boxes: dict[int, list[Box]] = {}
    for cell in table.cells:
        boxes.setdefault(cell.row, []).append(cell.box)
    return [union(boxes[row]) for row in sorted(boxes)]


def _beside(row: Box, drawn: Sequence[Box]) -> Box | None:
    """The one light at the height of a row."""
    own = [
        one for one in drawn if row.top - 1 <= one.middle[1] <= row.bottom + 1 and one.height <= TALLEST * row.height
    ]
    return own[0] if own and all(abs(one.x0 - own[0].x0) <= ALIGNED for one in own) else None


def _add(table: Table, rows: Sequence[Box], column: Box, *, is_right: bool) -> None:
    for cell in table.cells:
        if is_right:
            cell.box = cell.box._replace(x1=min(cell.box.x1, column.x0 - EDGE))
        else:
            cell.box = cell.box._replace(x0=max(cell.box.x0, column.x1 + EDGE))
            cell.column += 1
    place = table.column_count + 1 if is_right else 1
    for number, row in enumerate(rows, start=1):
        where = Box(column.x0 - EDGE, row.top, column.x1 + EDGE, row.bottom)
        table.cells.append(Cell(number, place, table.page, where, []))
    table.column_count += 1
    table.boxes[table.page] = union((table.box, column))
    table.cells.sort(key=lambda cell: (cell.row, cell.column))


def _is_grey(color: int) -> bool:
    return max(channels(color)) - min(channels(color)) <= GREY
