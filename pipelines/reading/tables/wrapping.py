"""How text wraps in the columns of a table: whether a line can go on with the one above, or begins something new."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.reading.model import Line
from pipelines.reading.tables.grid import Content, is_figure, is_list_mark, is_year
from pipelines.reading.words import BLANK

OUTDENTED = 0.3
"""A line that begins further to the left than another by this part of its size is set out."""
LEADER = re.compile(r".*?[.…·_]{3,}")
"""A word that leads to the next column."""


class Measure(NamedTuple):
    """How far to the right the text of a column reaches, and the width of its widest line."""

    right: float
    widest: float


def wrapped(above: Content, below: Content, measures: dict[int, Measure]) -> dict[int, bool]:
    """For each column with text in both lines whether the lower can go on with the upper: its first word had no room.

    Nothing goes on with a figure, nor with a label that leads to its figures by dots.
    """
    found = {}
    for column in above.keys() & below.keys():
        upper, first = above[column], below[column].words[0]
        last = upper.words[-1]
        if is_list_mark(first.text):
            continue  # one more item of a list in the cell
        if leads(upper) or (is_figure(upper.text) and not is_year(upper.text)):
            found[column] = False
        else:
            right, widest = measures[column]
            more = first.box.width + BLANK * first.style.size
            full = upper.box.x1 + more > right or upper.box.width + more > widest
            found[column] = full or last.text.endswith(("-", "/"))
    return found


def leads(line: Line) -> bool:
    """Whether dots lead from a label to what belongs to it."""
    return any(LEADER.fullmatch(word.text) for word in line.words)


def is_outdented(above: Content, below: Content) -> bool:
    """Whether the lower of two lines is set out in the first column both have: no cell goes on so."""
    column = min(above.keys() & below.keys(), default=None)
    if column is None:
        return False
    upper, lower = above[column], below[column]
    slack = OUTDENTED * lower.style.size
    return lower.box.x0 < upper.box.x0 - slack and lower.box.x1 < upper.box.x1 - slack


def heads_rows(content: Content, below: Content | None) -> bool:
    """Whether a label alone, in bold with a capital or with a colon, heads the rows that come after it."""
    if len(content) != 1:
        return False
    ((column, label),) = content.items()
    if not label.text[:1].isupper():
        return False
    after = below.get(column) if below else None
    return label.text.endswith(":") or (after is not None and label.style.bold and not after.style.bold)


def measured(contents: Sequence[Content]) -> dict[int, Measure]:
    """The measure of each column, dots that lead to the next column left out."""
    found: dict[int, Measure] = {}
    for content in contents:
        for column, line in content.items():
            words = [word for word in line.words if not LEADER.fullmatch(word.text)]
            if words:
                x0, x1 = words[0].box.x0, words[-1].box.x1
                right, widest = found.get(column, (x1, 0.0))
                found[column] = Measure(max(right, x1), max(widest, x1 - x0))
    return found


def starts_cell(content: dict[int, Line], anchor: dict[int, Line]) -> bool:
    """Whether a line above an anchor begins cells that the anchor's own line goes on with or leaves empty.

    A label of another look, or further out, than the one below it heads a group and is a row of its own.
    """
    if any(column in anchor and is_figure(anchor[column].text) for column in content):
        return False
    if any(column in anchor and line.style.bold and not anchor[column].style.bold for column, line in content.items()):
        return False  # the header of what stands below
    first = min(anchor)
    if list(content) != [first]:
        return True
    above, below = content[first], anchor[first]
    differs = (above.style.bold, above.style.italic) != (below.style.bold, below.style.italic)
    outdented = below.box.x0 - above.box.x0 > 0.4 * above.style.size and below.text[:1].isupper()
    return not (differs or outdented)
