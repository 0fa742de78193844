"""Words without a header that a cell of justified text ends its lines with, and that no column is made of.

Words of a narrow justified column stand far apart, all lines end at one x, and nothing heads the words on the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from operator import attrgetter

from pipelines.reading.model import Box, Line
from pipelines.reading.tables.grid import by_column, is_figure

FEWEST_HEADED = 3
"""So many headers show which columns have one."""
EDGE = 1.5
"""Lines of justified text end within so many points of each other."""
VARIES = 2.0
"""Words that begin at places further apart, in points, begin no column."""


def without_unheaded(separators: Sequence[float], lines: Sequence[Line], single: Sequence[Box]) -> list[float]:
    """The separators without those that run through justified text; `lines` are the rows, the header first.

    `single` are lines of one piece: one that runs from column to column and ends where the words do tells too.
    """
    kept = list(separators)
    if len(lines) < 2 or len(kept) < FEWEST_HEADED - 1 or _are_figures(lines):
        return kept
    count = len(list(takewhile(attrgetter("is_bold"), lines))) or 1
    contents = [by_column(line, kept) for line in lines]
    for place in range(len(kept) - 1, -1, -1):
        headed = {column for content in contents[:count] for column in content}
        right = {row: content[place + 1] for row, content in enumerate(contents) if place + 1 in content}
        if len(headed) < FEWEST_HEADED or place + 1 in headed or not right:
            continue
        words = list(right.values())
        if all(place in contents[row] for row in right) and _ends_lines(words):
            crossed = any(
                box.x0 < kept[place] < box.x1 and abs(box.x1 - words[0].box.x1) <= VARIES * EDGE for box in single
            )
            starts = [line.box.x0 for line in words]
            if crossed or len(words) == 1 or max(starts) - min(starts) > VARIES:
                kept.pop(place)
                contents = [by_column(line, kept) for line in lines]
    return kept


def _are_figures(lines: Sequence[Line]) -> bool:
    """Whether most lines hold figures and nothing else, as the axes of charts do."""
    return 2 * sum(all(is_figure(word.text) for word in line.words) for line in lines) > len(lines)


def _ends_lines(words: Sequence[Line]) -> bool:
    """Whether words end at one x: no figures, which do so too."""
    if any(is_figure(line.text) or not any(map(str.isalpha, line.text)) for line in words):
        return False
    ends = [line.box.x1 for line in words]
    return max(ends) - min(ends) <= EDGE
