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


def between_rows(
    lines: Sequence[Line], parts: Sequence[list[Segment]], sorts: Sequence[Sort], above: Sequence[float], place: int
) -> bool:
    """Whether a text stands between two rows of the same columns: it tells of the one above it, over all columns.

    `above` is where pieces of the rows above begin.
    """
    below = next((i for i in range(place + 1, min(place + 1 + TOLD_LINES, len(lines))) if sorts[i] == "tabular"), None)
    if below is None or lines[below].baseline - lines[place].baseline > (below - place) * 2.0 * lines[place].style.size:
        return False
    begun = [part.box.x0 for part in parts[below]]
    same = sum(any(abs(one - other) <= ALIGNED for other in above) for one in begun)
    return same >= max(SAME_COLUMNS, len(begun) / 2) and abs(lines[place].box.x0 - min(above)) <= ALIGNED


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
