"""Drawn grids that leave rules out: cells that hold several columns or several rows, taken apart.

Many reports rule only the header, or only every fifth row, or only what parts labels from figures. What stands in such
a cell is parted where the grid's own lines would run, if its words leave that place white, and where figures beside or
under each other show several columns or rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.reading.model import Box, Cell, Table, Word
from pipelines.reading.tables.aligned import FEWEST_ROWS, find_separators
from pipelines.reading.tables.grid import GAP, by_column, is_figure, is_year, segments
from pipelines.reading.tables.regions import Region
from pipelines.reading.tables.rows import Band, split_rows
from pipelines.reading.words import find_lines

INNER_GAP = 0.5
"""Figures that stand further apart than this part of their size are of two columns."""
FIGURES = 0.9
"""Nearly everything in the rows of such columns is a figure."""


def refine(table: Table, xs: Sequence[float]) -> None:
    """Take apart cells over several columns, then columns and rows that hold several; `xs` are the vertical lines."""
    for column in range(table.column_count, 0, -1):
        inner = _inner_columns([cell for cell in table.cells if cell.column == column and cell.column_span == 1])
        if inner:
            _add_columns(table, column, len(inner))
            xs = [*xs[:column], *inner, *xs[column:]]
    cells: list[Cell] = []
    for cell in table.cells:
        cells.extend(_split_columns(cell, xs))
    table.cells = cells
    _split_rows(table, xs)


def _inner_columns(cells: Sequence[Cell]) -> list[float]:
    """x of the white that parts one drawn column in several, all of figures; empty where it is but one."""
    lines = [line for cell in cells for line in cell.lines]
    parts = [segments(line, INNER_GAP * line.style.size) for line in lines]
    rows = [
        line
        for line, pieces in zip(lines, parts, strict=True)
        if len(pieces) > 1 < sum(is_figure(part.text) for part in pieces)
    ]
    if len(rows) < FEWEST_ROWS:
        return []
    separators = find_separators(Region(lines, parts, None), whole=False)
    contents = [by_column(line, separators) for line in rows]
    figures = [is_figure(part.text) for content in contents for part in content.values()]
    return separators if sum(figures) >= FIGURES * len(figures) else []


def _add_columns(table: Table, column: int, count: int) -> None:
    """Make room for more columns in one; its cells span them all."""
    for cell in table.cells:
        if cell.column > column:
            cell.column += count
        elif cell.column + cell.column_span > column:
            cell.column_span += count
    table.column_count += count


def _split_columns(cell: Cell, xs: Sequence[float]) -> list[Cell]:
    """The cell, or its parts where its words keep clear of the lines between its columns."""
    if cell.column_span == 1 or cell.row_span > 1 or not cell.lines:
        return [cell]
    inner = xs[cell.column : cell.column + cell.column_span - 1]
    used: set[int] = set()
    for line in cell.lines:
        for part in segments(line, max(GAP * line.style.size, 4.0)):
            first = sum(x <= part.box.x0 + 1 for x in inner)
            last = sum(x < part.box.x1 - 1 for x in inner)
            if first != last:
                return [cell]
            used.add(first)
    if len(used) < 2:
        return [cell]
    edges = [cell.box.x0, *inner, cell.box.x1]
    parts: list[list[Word]] = [[] for _ in range(cell.column_span)]
    for line in cell.lines:
        for word in line.words:
            parts[sum(x <= word.box.middle[0] for x in inner)].append(word)
    return [
        Cell(
            row=cell.row,
            column=cell.column + place,
            page=cell.page,
            box=Box(edges[place], cell.box.top, edges[place + 1], cell.box.bottom),
            lines=find_lines(words),
        )
        for place, words in enumerate(parts)
    ]


def _split_rows(table: Table, xs: Sequence[float]) -> None:
    """Part rows in which several figures stand under each other in one cell."""
    if not any(map(_is_stack, table.cells)):
        return
    row = 1
    while row <= table.row_count:
        cells = [cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span]
        bands = _bands(cells, xs) if _holds_rows(cells) else []
        if len(bands) > 1:
            _replace_row(table, row, cells, bands, xs)
        row += max(len(bands), 1)


def _is_stack(cell: Cell) -> bool:
    """Whether several figures stand under each other in it."""
    return len(cell.lines) > 1 and all(is_figure(line.text) and not is_year(line.text) for line in cell.lines)


def _holds_rows(cells: Sequence[Cell]) -> bool:
    """Whether one column of single cells has several figures and another has as many lines."""
    if any(cell.row_span > 1 or cell.column_span > 1 for cell in cells):
        return False
    stacked = [cell for cell in cells if _is_stack(cell)]
    if not stacked:
        return False
    most = max(len(cell.lines) for cell in stacked)
    return any(len(cell.lines) >= most for cell in cells if cell not in stacked) or len(stacked) > 1


def _bands(cells: Sequence[Cell], xs: Sequence[float]) -> list[Band]:
    words = [word for cell in cells for line in cell.lines for word in line.words]
    return split_rows(find_lines(words), xs[1:-1])


def _replace_row(table: Table, row: int, cells: Sequence[Cell], bands: Sequence[Band], xs: Sequence[float]) -> None:
    gone = set(map(id, cells))
    more = len(bands) - 1
    kept = [cell for cell in table.cells if id(cell) not in gone]
    for cell in kept:
        if cell.row > row:
            cell.row += more
    top, bottom = cells[0].box.top, cells[0].box.bottom
    middles = [(a.box.bottom + b.box.top) / 2 for a, b in pairwise(bands)]
    ys = [top, *middles, bottom]
    for place, band in enumerate(bands):
        spans = {first: (last, lines) for first, last, lines in band.settled_spans()}
        covered = {column for first, (last, _) in spans.items() for column in range(first + 1, last + 1)}
        for column in range(len(xs) - 1):
            if column in covered:
                continue
            end, over = spans.get(column, (column, []))
            words = [word for line in (*band.columns.get(column, []), *over) for word in line.words]
            kept.append(
                Cell(
                    row=row + place,
                    column=column + 1,
                    page=cells[0].page,
                    box=Box(xs[column], ys[place], xs[end + 1], ys[place + 1]),
                    lines=find_lines(words),
                    column_span=end - column + 1,
                )
            )
    table.cells = sorted(kept, key=lambda cell: (cell.row, cell.column))
    table.row_count += more
