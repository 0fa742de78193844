"""Cells printed once for several rows: a subregion in the first of its rows, nothing in the others.

A table without a grid does not show how far such a cell reaches. It goes on until the next one begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.reading.model import Cell

Cells = Sequence[Cell | None]


def printed_once(rows: Sequence[Cells], place: int, outer: Sequence[int] = ()) -> bool:
    """Whether a column of these rows prints what holds for several of them in the first alone.

    It does where some rows are empty and none says what the one before it said, but below a page break or where a cell
    of an `outer` column begins: a list that prints it in each row has no empty ones for the same.
    """
    filled = [row for row in rows if _text(row[place])]
    again = any(_is_again(a, b, place, outer) for a, b in pairwise(filled))
    return 0 < len(filled) < len(rows) and not again


def _text(cell: Cell | None) -> str:
    return "" if cell is None else cell.text


def _is_again(above: Cells, below: Cells, place: int, outer: Sequence[int]) -> bool:
    a, b = above[place], below[place]
    if a is None or b is None or a is b or a.text != b.text or a.page != b.page:
        return False
    return not any(_text(below[at]) not in ("", _text(above[at])) for at in outer)


def carried(rows: Sequence[Cells], places: Sequence[int], before: Cells | None = None) -> list[list[Cell | None]]:
    """The rows with the cell above in the empty ones at those of the `places`, outermost first, that are printed once.

    `before` is the last row of the part of the table on the page before, where this is not the first.
    """
    known = rows if before is None else [before, *rows]
    own = [place for at, place in enumerate(places) if printed_once(known, place, places[:at])]
    found: list[list[Cell | None]] = []
    for row in rows:
        above = found[-1] if found else before
        cells = list(row)
        for place in own:
            cell = cells[place]
            if above is not None and (cell is None or not cell.text):
                cells[place] = above[place]
        found.append(cells)
    return found
