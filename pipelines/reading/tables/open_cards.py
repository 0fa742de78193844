"""Cards of figures without frames, side by side: a name, a figure that stands out, and a target in small type."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.reading.model import Box, Cell, Line, Table, union
from pipelines.reading.tables.grid import Segment, segments
from pipelines.reading.words import make_line

LINES = 3
"""Lines of a card."""
FEWEST_BESIDE = 2
"""So many cards stand beside each other in a row, but for the last one."""
APART = 1.0
"""Two cards stand further apart than this part of the size of their text."""
ALIGNED = 2.0
"""Lines of a card begin within so many points of each other."""
SMALLER, FAR = 0.95, 2.6
"""The last line is set smaller than the name by this factor, and no line is so far below the one before."""
MOST_WORDS = 8
"""Words of one line of a card; more is running text."""


class _Row(NamedTuple):
    """Cards side by side: the pieces of each of their lines."""

    lines: Sequence[Line]
    parts: list[list[Segment]]

    @property
    def starts(self) -> list[float]:
        """Where its cards begin."""
        return [piece.box.x0 for piece in self.parts[0]]

    @property
    def looks(self) -> list[tuple[float, bool]]:
        """How its lines are set."""
        return [(line.style.size, line.words[0].style.bold) for line in self.lines]


def find_open_cards(page: int, lines: Sequence[Line]) -> list[Table]:
    """Sets of such cards among the lines of a page, from the top."""
    sets: list[list[_Row]] = []
    place = 0
    while place + LINES <= len(lines):
        row = _row(lines[place : place + LINES])
        if row is None:
            place += 1
            continue
        if sets and _goes_on(sets[-1][-1], row):
            sets[-1].append(row)
        elif len(row.starts) >= FEWEST_BESIDE:
            sets.append([row])
        else:
            place += 1
            continue
        place += LINES
    return [_table(page, rows) for rows in sets]


def _row(lines: Sequence[Line]) -> _Row | None:
    """Three lines as cards side by side; None where they are something else.

    One of the first two is bold and nothing but figures, with what they are; the other names them, without any; the
    last has figures again in smaller type.
    """
    first, second, target = lines
    if target.words[0].style.bold or not (first.words[0].style.bold or second.words[0].style.bold):
        return None
    digits = [any(map(str.isdigit, line.text)) for line in (first, second)]
    if sum(digits) != 1 or not lines[digits.index(True)].words[0].style.bold:
        return None
    names = lines[digits.index(False)]
    if target.style.size > SMALLER * names.style.size or ":" in names.text:
        return None
    if any(b.baseline - a.baseline > FAR * max(a.style.size, b.style.size) for a, b in pairwise(lines)):
        return None
    parts = [segments(line, APART * line.style.size) for line in lines]
    if len({len(own) for own in parts}) > 1 or any(len(piece.words) > MOST_WORDS for own in parts for piece in own):
        return None
    numbered = all(any(map(str.isdigit, piece.text)) for piece in (*parts[digits.index(True)], *parts[-1]))
    aligned = all(
        abs(piece.box.x0 - first.box.x0) <= ALIGNED for own in parts for piece, first in zip(own, parts[0], strict=True)
    )
    return _Row(lines, parts) if numbered and aligned else None


def _goes_on(above: _Row, row: _Row) -> bool:
    """Whether cards stand right below others, set as those are; the last row may have fewer."""
    near = row.lines[0].baseline - above.lines[-1].baseline <= 2 * FAR * above.lines[0].style.size
    alike = all(abs(a - b) <= ALIGNED for a, b in zip(above.starts, row.starts, strict=False))
    return near and alike and len(row.starts) <= len(above.starts) and above.looks == row.looks


def _table(page: int, rows: Sequence[_Row]) -> Table:
    cells: list[Cell] = []
    count = len(rows[0].starts)
    for number, row in enumerate(rows, 1):
        whole = union([line.box for line in row.lines])
        for place in range(count):
            pieces = [own[place] for own in row.parts if place < len(own)]
            box = (
                union([piece.box for piece in pieces])
                if pieces
                else Box(whole.x1, whole.top, whole.x1 + 1, whole.bottom)
            )
            cells.append(Cell(number, place + 1, page, box, [make_line(piece.words) for piece in pieces]))
    box = union([line.box for row in rows for line in row.lines])
    return Table(page, page, {page: box}, "key_value", cells, len(rows), count)
