<<<<<<< HEAD
"""Two tables side by side without a rule around them: each has labels and figures, and rows or a heading of its own.

A table with labels and figures twice is one table where all its rows have both.
=======
"""Lights beside a table: a column of marks or coloured areas that holds no word, one beside each row.

Columns without a grid are told by their words, so such a column is no part of the table until it is put there.
>>>>>>> b2164b5 (Lights beside a table without a grid are a column of it; two full rows of many columns are a table; titles end at the first heading)
"""

from __future__ import annotations

from collections.abc import Sequence

<<<<<<< HEAD
from pipelines.reading.model import union
from pipelines.reading.tables.grid import Segment, is_figure, is_number
from pipelines.reading.tables.lattice import Rule
from pipelines.reading.tables.prose import whites_of
from pipelines.reading.tables.regions import CAPTION, Region, find_regions
from pipelines.reading.words import make_line

FEWEST = 3
"""So many rows of label and figure stand on each side."""
FLUSH, MOSTLY = 2.0, 0.7
"""Labels of one table begin within so many points of each other, but for indents: this share of them does."""
OWN_ROWS = 2
"""So many rows on one side without one on the other are rows of another table."""

Side = list[list[Segment]]
"""For each line of a region its pieces on one side of a white."""


def side_by_side(regions: Sequence[Region], rules: Sequence[Rule]) -> list[Region]:
    """The regions, those that hold two tables side by side parted; `rules` are those in which they were sought."""
    found: list[Region] = []
    for region in regions:
        x = _between(region)
        if x is None:
            found.append(region)
            continue
        box = region.box
        for first, last in ((box.x0 - FLUSH, x), (x, box.x1 + FLUSH)):
            lines = [
                make_line(words) if len(words) < len(line.words) else line
                for line in region.lines
                if (words := [word for word in line.words if first <= word.box.middle[0] < last])
            ]
            own = [
                rule._replace(start=max(rule.start, first), end=min(rule.end, last))
                for rule in rules
                if not rule.vertical and rule.start < last and rule.end > first
            ]
            width = union([line.box for line in lines]).width
            found.extend(side_by_side(find_regions(lines, own, width), own))
    return found


def _between(region: Region) -> float | None:
    """x of the white between two tables; None where there is but one."""
    if len(region.parts) <= FEWEST or max(map(len, region.parts)) < 2:
        return None
    for x in whites_of([piece for parts in region.parts for piece in parts]):
        left: Side = [[piece for piece in parts if piece.box.x1 <= x] for parts in region.parts]
        right: Side = [[piece for piece in parts if piece.box.x0 >= x] for parts in region.parts]
        if all(map(_has_labels, (left, right))) and (_are_headed(left, right) or _have_own_rows(left, right)):
            return x
    return None


def _has_labels(side: Side) -> bool:
    """Whether a side has rows of figures after labels that begin at one x."""
    rows = [parts for parts in side if _is_row(parts)]
    if len(rows) < FEWEST:
        return False
    starts = [parts[0].box.x0 for parts in rows]
    return sum(start - min(starts) <= FLUSH for start in starts) >= MOSTLY * len(rows)


def _is_row(parts: Sequence[Segment]) -> bool:
    return len(parts) > 1 and not is_figure(parts[0].text) and is_number(parts[-1].text)


def _are_headed(left: Side, right: Side) -> bool:
    """Whether each side has a heading of its own at its left edge, bold or a caption, above all its figures."""
    edges = [min(parts[0].box.x0 for parts in side if parts) for side in (left, right)]
    for parts in zip(left, right, strict=True):
        if any(map(_is_row, parts)):
            return False
        if all(len(own) == 1 and abs(own[0].box.x0 - edge) <= FLUSH for own, edge in zip(parts, edges, strict=True)):
            first, second = (own[0] for own in parts)
            looks = all(
                CAPTION.match(own.text) or all(word.style.bold for word in own.words) for own in (first, second)
            )
            return looks and first.text != second.text
    return False


def _is_heading(piece: Segment) -> bool:
    return CAPTION.match(piece.text) is not None or all(word.style.bold for word in piece.words)


def _have_own_rows(left: Side, right: Side) -> bool:
    """Whether rows of the two sides do not stand beside each other, or one side goes on under headers of both."""
    rows = [(_is_row(a), _is_row(b)) for a, b in zip(left, right, strict=True)]
    own = [
        sum(row and not b for (row, _), b in zip(rows, right, strict=True)),
        sum(row and not a for (_, row), a in zip(rows, left, strict=True)),
    ]
    if min(own) >= OWN_ROWS:
        return True
    headers = [(a, b) for a, b in zip(left, right, strict=True) if a and b and not _is_row(a) and not _is_row(b)]
    alike = any(a[0].text == b[0].text and len(a) > 1 for a, b in headers[:FEWEST])
    return max(own) >= OWN_ROWS and alike
=======
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
    rows = _rows(table)
    printed = [line.box for cell in table.cells for line in cell.lines]
    if not printed:
        return
    text = union(printed)
    drawn = [mark.box for mark in page.marks]
    drawn += [fill.box for fill in page.fills if not _is_grey(fill.color)]
    box = table.box
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
    spans = [[cell.box for cell in table.cells if cell.row == row] for row in range(1, table.row_count + 1)]
    return [union(boxes) for boxes in spans if boxes]


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
    channels = (color >> 16 & 255, color >> 8 & 255, color & 255)
    return max(channels) - min(channels) <= GREY
>>>>>>> b2164b5 (Lights beside a table without a grid are a column of it; two full rows of many columns are a table; titles end at the first heading)
