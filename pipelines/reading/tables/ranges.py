"""Cells whose words stand in line from row to row: a period, ``20220101 – 20251231``, and a number behind its kind,
``RUN 2023/472``. The white between such words parts no columns, as it is but a blank in every row.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.reading.model import Line
from pipelines.reading.tables.grid import Content, is_figure
from pipelines.values.numbers import is_dash

BLANK = 0.75
"""A blank is narrower than this part of the size, in any type."""
FEWEST = 2
"""So many rows show that one word stands before all numbers; a dash shows a range in one."""


def stand_in_line(contents: Sequence[Content], place: int) -> bool:
    """Whether two columns hold but the words of one: a blank parts them in every row that has both.

    They are the two sides of a range, or the second is a number and the first one word for all of them.
    """
    pairs = [(columns[place], columns[place + 1]) for columns in contents if {place, place + 1} <= columns.keys()]
    if not pairs or not all(_is_blank(left, right) for left, right in pairs):
        return False
    if all(_is_range(left, right) for left, right in pairs):
        return True
    kinds = {left.text for left, _ in pairs}
    return (
        len(pairs) >= FEWEST
        and len(kinds) == 1
        and next(iter(kinds)).isalpha()
        and len({round(right.box.x0) for _, right in pairs}) == 1
        and all(_is_code(right.words[0].text) for _, right in pairs)
    )


def _is_code(text: str) -> bool:
    """Whether a word is a number with signs that no sum has: ``2023/472``."""
    return any(map(str.isdigit, text)) and not is_figure(text)


def _is_blank(left: Line, right: Line) -> bool:
    return right.box.x0 - left.box.x1 < BLANK * right.style.size


def _is_range(left: Line, right: Line) -> bool:
    """Whether a dash ends the first of two texts of digits, or opens the second or is all of it."""
    first, second = left.words[-1].text, right.words[0].text
    ends = is_dash(first) and len(left.words) > 1 and any(map(str.isdigit, left.text + right.text))
    opens = is_dash(second) and any(map(str.isdigit, first))
    return (ends and any(map(str.isdigit, second))) or opens
