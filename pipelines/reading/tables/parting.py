"""Where one table ends and another begins, and what stands between rows and still belongs to them."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.reading.model import Box, Line
from pipelines.reading.tables.grid import Segment, is_figure
from pipelines.reading.tables.stacks import OUTSIDE, TOLD_LINES, Sort, Stack, stands_in

ALIGNED = 1.5
"""What begins within so many points of each other is set in one column."""
HEADS = 1.5
"""A header stands no further over its rule than this part of its size."""
SAME_COLUMNS = 3
"""Text over all columns stands between rows that begin alike in so many columns."""
PADDED, CLOSE = 2.6, 1.5
"""Lines of neighbouring rows stand no further apart than this part of their size, and those of one text."""


def between_rows(
    lines: Sequence[Line],
    parts: Sequence[list[Segment]],
    sorts: Sequence[Sort],
    above: Sequence[float],
    first: int,
    place: int,
) -> bool:
    """Whether a text stands between two rows of the same columns: it tells of the one above it, over all columns.

    `above` is where pieces of the rows above begin, `first` the place of the first of them. Where other rows have such
    a text, it may stand above a total, or below the last row.
    """
    line = lines[place]
    if abs(line.box.x0 - min(above)) > ALIGNED:
        return False
    told = [other for other, sort in zip(lines[first:place], sorts[first:place], strict=True) if sort == "prose"]
    alike = bool(told) and told[0].style == line.style
    below = next((i for i in range(place + 1, min(place + 1 + TOLD_LINES, len(lines))) if sorts[i] == "tabular"), None)
    near = below is not None and lines[below].baseline - line.baseline <= (below - place) * PADDED * line.style.size
    if below is None or not near:
        room = PADDED if sorts[place - 1] != "prose" else CLOSE
        return alike and line.baseline - lines[place - 1].baseline <= room * line.style.size
    begun = [part.box.x0 for part in parts[below]]
    if alike and abs(begun[0] - min(above)) <= ALIGNED and _holds_figures(parts[below]):
        return True
    same = sum(any(abs(one - other) <= ALIGNED for other in above) for one in begun)
    return same >= max(SAME_COLUMNS, len(begun) / 2)


def opens_page(lines: Sequence[Line], sorts: Sequence[Sort], first: int, last: int) -> bool:
    """Whether the text above the first row, all that stands there, is the end of a row on the page before: others
    between the rows look like it."""
    size = lines[first].style.size
    if not 0 < first <= TOLD_LINES or lines[first].baseline - lines[first - 1].baseline > PADDED * size:
        return False
    left = lines[first].box.x0
    told = [line for line, sort in zip(lines[first:last], sorts[first:last], strict=True) if sort == "prose"]
    return bool(told) and all(
        abs(line.box.x0 - left) <= ALIGNED and line.style == told[0].style for line in (*lines[:first], *told)
    )


def _holds_figures(row: Sequence[Segment]) -> bool:
    return any(is_figure(part.text) for part in row[1:])


def is_repeated(
    lines: Sequence[Line], parts: Sequence[list[Segment]], sorts: Sequence[Sort], place: int, other: int
) -> bool:
    """Whether below text that stands apart the header of a table is printed again: another table begins there."""
    text = other - 1 > place and sorts[other - 1] != "tabular" and len(parts[other - 1]) == 1
    words = not any(is_figure(part.text) for part in parts[place])
    return text and words and len(parts[place]) > 2 and lines[other].text == lines[place].text


def parted(lines: Sequence[Line], sorts: Sequence[Sort], stacks: Sequence[Stack], place: int, other: int) -> bool:
    """Whether two lines stand between the rules of two tables of one width, and text outside of both between them."""
    own = [stack for stack in stacks if stands_in(lines[place], stack) or _heads(lines[place], stack)]
    theirs = [stack for stack in stacks if stands_in(lines[other], stack) or _heads(lines[other], stack)]
    if not own or not theirs or any(stack is one for stack in own for one in theirs):
        return False
    return any(
        sorts[i] != "tabular" and not any(stands_in(lines[i], stack) for stack in (*own, *theirs))
        for i in range(place + 1, other)
    )


def _heads(line: Line, stack: Stack) -> bool:
    """Whether a line in bold stands right over the first rule of a stack, as the header of a table does."""
    box = stack.box
    over = 0 <= box.top - line.box.bottom <= HEADS * line.style.size
    return over and line.style.bold and box.x0 - OUTSIDE <= line.box.x0 and line.box.x1 <= box.x1 + OUTSIDE


def left_grid(lines: Sequence[Line], sorts: Sequence[Sort], grids: Sequence[Box], place: int, other: int) -> bool:
    """Whether a line stands below the drawn grid that another is in, with text between."""
    own = next((grid for grid in grids if grid.holds(lines[place].box.middle)), None)
    between = any(sorts[i] != "tabular" for i in range(place + 1, other))
    return own is not None and between and lines[other].box.top > own.bottom
