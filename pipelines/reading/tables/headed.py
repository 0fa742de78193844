"""Columns of text that stand so close that their words look like one piece: told by headers over where they begin.

Text is set from the left: under the header of a column every line that has a word there begins at one x. That words
of running text begin so by chance, line after line, does not happen.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.reading.model import Line
from pipelines.reading.tables.close import parted
from pipelines.reading.tables.grid import Segment
from pipelines.reading.tables.regions import Region

FEWEST_HEADERS, FEWEST_LINES, FEWEST_BEFORE = 4, 2, 4
"""A header of so many pieces tells columns, by so many lines that begin under it and so many that end before it."""
WIDER = 1.2
"""Two headers stand further apart than two words of one, by this factor."""
EDGE = 0.8
"""What begins in one column strays no more, in points."""
WHITE = 1.5
"""The narrowest white between two columns, in points."""


def part_headed_columns(region: Region) -> Region:
    """The region with its pieces parted where text begins under a header in every line, or as it is."""
    head = region.parts[0]
    if len(head) < FEWEST_HEADERS or not all(part.is_bold for part in head) or len(region.lines) < FEWEST_LINES:
        return region
    starts = [x for x in _starts(head) if _joins(region.parts[1:], x)]
    if not starts:
        return region
    # one row is enough where it begins under each of the headers
    enough = (
        (1, 1) if any(_begins_under(line, head[1:]) for line in region.lines[1:]) else (FEWEST_LINES, FEWEST_BEFORE)
    )
    whites = [white for x in starts if (white := _white(region.lines[1:], x, _next(head, x), enough)) is not None]
    if not whites:
        return region
    found = [*region.whites, *whites]
    return Region(region.lines, [parted(parts, whites) for parts in region.parts], region.stack, found)


def _starts(head: Sequence[Segment]) -> list[float]:
    """Where a header may begin: each piece, and each word that stands off from the one before it."""
    words = [word for part in head for word in part.words]
    gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(words)]
    within = min((b.box.x0 - a.box.x1 for part in head for a, b in pairwise(part.words)), default=0.0)
    return [word.box.x0 for word, gap in zip(words[1:], gaps, strict=True) if gap > WIDER * within]


def _next(head: Sequence[Segment], x: float) -> float:
    """Where the piece of the header after x begins."""
    return min((part.box.x0 for part in head if part.box.x0 > x + EDGE), default=float("inf"))


def _begins_under(line: Line, head: Sequence[Segment]) -> bool:
    """Whether a word of a line begins where each header does."""
    return all(any(abs(word.box.x0 - part.box.x0) <= EDGE for word in line.words) for part in head)


def _joins(rows: Sequence[Sequence[Segment]], x: float) -> bool:
    """Whether a piece of a row runs over x, so that it is not parted there as it is."""
    return any(part.box.x0 < x - WHITE and part.box.x1 > x + WHITE for parts in rows for part in parts)


def _white(lines: Sequence[Line], x: float, end: float, enough: tuple[int, int]) -> tuple[float, float] | None:
    """The white before x where every line with words from x to `end` begins there; None where one does not.

    It is `enough` that so many lines begin there, and so many end before.
    """
    begun = ended = 0
    left = 0.0
    for line in lines:
        before = [word for word in line.words if word.box.x0 < x - EDGE]
        if any(word.box.x1 > x - WHITE for word in before):
            return None
        left = max([left, *(word.box.x1 for word in before)])
        inside = [word for word in line.words if x - EDGE <= word.box.x0 < end - EDGE]
        if inside and inside[0].box.x0 > x + EDGE:
            return None
        begun += bool(before and inside)
        ended += bool(before)
    return (left, x) if begun >= enough[0] and ended >= enough[1] else None
