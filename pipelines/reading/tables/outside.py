"""Rows of a drawn grid that stand just outside of it: the header above its first rule, the total under its last.

They are taken in where each of their pieces keeps to a column of the grid. Prose above and under a grid does not: it
runs over the lines between columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.reading.model import Box, Cell, Line, Table, Word, union
from pipelines.reading.tables.grid import GAP, is_figure, is_number, is_year, segments
from pipelines.reading.words import make_line

NEAR, PITCH = 1.1, 1.6
"""What belongs to a grid is no further from it than this part of its size; its lines stand no further from each other
than that."""
OVERHANG = 2.0
"""How far a piece may reach over the edge of its column, in points."""
APART = 2.0
"""What stands beside a grid is further from it than this part of its size."""
MOST_ROWS, MOST_LINES = 3, 3
"""So many rows at most stand under a grid, and so many lines of a header above it."""
HEADED = 0.6
"""A header above a grid stands over this share of its columns."""
FIGURES = 0.5
"""More than this share of what a column of figures holds is figures."""

Row = dict[int, list[Line]]
"""What stands in each column, from 1."""


def take_outside(table: Table, lines: Sequence[Line]) -> set[int]:
    """Add the rows outside a table's grid; the ids of their words. `lines` are those still free, from the top."""
    columns = _columns(table)
    figures = _figure_columns(table)
    if columns is None:
        return set()
    header = _header(table, columns, figures, lines)
    if header:
        for cell in table.cells:
            cell.row += 1
        _add_row(table, columns, header, 1)
    below = _below(table, columns, figures, lines)
    for row in below:
        _add_row(table, columns, row, table.row_count + 1)
    if header or below:
        table.kind = "partly_ruled"
        table.cells.sort(key=lambda cell: (cell.row, cell.column))
    return {id(word) for row in (header, *below) for own in row.values() for line in own for word in line.words}


def _columns(table: Table) -> list[tuple[float, float]] | None:
    """Left and right edge of each column; None where one has no cell of its own."""
    edges = {cell.column: (cell.box.x0, cell.box.x1) for cell in table.cells if cell.column_span == 1}
    return [edges[column] for column in sorted(edges)] if len(edges) == table.column_count else None


def _figure_columns(table: Table) -> set[int]:
    """Columns that mostly hold figures."""
    seen: dict[int, list[bool]] = {}
    for cell in table.cells:
        if cell.lines and cell.column_span == 1:
            seen.setdefault(cell.column, []).append(is_figure(" ".join(line.text for line in cell.lines)))
    return {column for column, found in seen.items() if sum(found) > FIGURES * len(found)}


def _header(table: Table, columns: Sequence[tuple[float, float]], figures: set[int], lines: Sequence[Line]) -> Row:
    """The header above a grid whose first row is one of figures already, or is not bold as the header is."""
    first = [(cell.column, line) for cell in table.cells if cell.row == 1 for line in cell.lines]
    counts = any(column in figures and _is_count(line) for column, line in first)
    if not counts and (not first or all(line.style.bold for _, line in first)):
        return {}
    row: Row = {}
    top, reach = table.box.top, NEAR
    for line in reversed([line for line in lines if line.box.bottom <= top + OVERHANG][-MOST_LINES:]):
        own = _inside(line, table.box)
        if own is None or top - own.box.bottom > reach * own.style.size:
            break
        pieces = _placed(own, columns)
        if pieces is None or any(map(_is_count, pieces.values())):
            break
        if not counts and not all(piece.style.bold for piece in pieces.values()):
            break
        if not row and len(pieces) < 2:
            break
        for column, piece in pieces.items():
            row.setdefault(column, []).insert(0, piece)
        top, reach = own.box.top, PITCH - 1
    return row if len(row) >= max(HEADED * len(columns), 2) else {}


def _below(table: Table, columns: Sequence[tuple[float, float]], figures: set[int], lines: Sequence[Line]) -> list[Row]:
    """Rows of figures under a grid."""
    rows: list[Row] = []
    bottom = table.box.bottom
    for line in [line for line in lines if line.box.top >= bottom - OVERHANG][:MOST_ROWS]:
        own = _inside(line, table.box)
        if own is None or own.box.top - bottom > NEAR * own.style.size:
            break
        pieces = _placed(own, columns)
        if (
            pieces is None
            or len(pieces) < 2
            or not any(_is_count(pieces[column]) for column in pieces.keys() & figures)
        ):
            break
        if min(pieces) in figures or is_number(pieces[min(pieces)].text):
            break
        rows.append({column: [piece] for column, piece in pieces.items()})
        bottom = own.box.bottom
    return rows


def _is_count(piece: Line) -> bool:
    """Whether it is a figure; years head columns."""
    return is_number(piece.text) and not is_year(piece.text)


def _inside(line: Line, box: Box) -> Line | None:
    """The part of a line between the sides of a grid; None where there is none, or it runs on beside the grid."""
    own: list[Word] = []
    beside: list[Word] = []
    for word in line.words:
        within = box.x0 - OVERHANG <= word.box.x0 and word.box.x1 <= box.x1 + OVERHANG
        if not within and word.box.x0 < box.x1 and word.box.x1 > box.x0:
            return None
        (own if within else beside).append(word)
    if not own:
        return None
    part = make_line(own)
    near = APART * line.style.size
    if any(word.box.x1 > part.box.x0 - near and word.box.x0 < part.box.x1 + near for word in beside):
        return None
    return part


def _placed(line: Line, columns: Sequence[tuple[float, float]]) -> dict[int, Line] | None:
    """The pieces of a line by their column; None where one keeps to no column, or two stand in one."""
    found: dict[int, Line] = {}
    for part in segments(line, max(GAP * line.style.size, 4.0)):
        home = next(
            (
                column
                for column, (x0, x1) in enumerate(columns, 1)
                if x0 - OVERHANG <= part.box.x0 and part.box.x1 <= x1 + OVERHANG
            ),
            None,
        )
        if home is None or home in found:
            return None
        found[home] = make_line(part.words)
    return found


def _add_row(table: Table, columns: Sequence[tuple[float, float]], row: Row, number: int) -> None:
    box = union([line.box for lines in row.values() for line in lines])
    own = table.box
    top, bottom = (box.top, own.top) if number == 1 else (own.bottom, box.bottom)
    top, bottom = min(top, bottom), max(top, bottom)
    for column, (x0, x1) in enumerate(columns, 1):
        table.cells.append(Cell(number, column, table.page, Box(x0, top, x1, bottom), row.get(column, [])))
    table.row_count += 1
    table.boxes[table.page] = Box(own.x0, min(own.top, top), own.x1, max(own.bottom, bottom))
