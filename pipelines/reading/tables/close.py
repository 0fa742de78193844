"""Columns that stand so close that their words look like one piece: told by the edges that all rows share.

Figures end below each other, whatever their length, and text begins so. Where figures that end at one x are followed
in row after row by others of changing length, or by text that begins at one x, two columns meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.reading.model import Word
from pipelines.reading.tables.grid import Segment, is_figure, is_grouped, segment_of
from pipelines.reading.tables.regions import Region

FEWEST_CLOSE, FEWEST_INSIDE = 5, 1
"""So many rows tell columns that stand close; in so many of them at least they are one piece."""
WHITE = 1.5
"""The narrowest white between them, in points."""
EDGE = 1.0
"""What ends or begins in one column strays no more, in points."""
HEADER_LINES = 4
"""The headers over such columns are among so many lines,"""
WIDEST = 30.0
"""and end or begin no further from the white, in points."""
APART = 0.35
"""No blank between two words is as wide as this part of the size."""
VARIES = 2.5
"""Pieces of changing length differ by more, in points."""
MOSTLY = 0.7
"""So many of the rows have words on both sides of the white."""

Gap = tuple[Word, Word]
"""Two words beside each other in one piece."""


def part_close_columns(region: Region) -> Region:
    """The region with the pieces parted where columns meet, or as it is where none do."""
    inside = [[pair for part in parts for pair in pairwise(part.words) if _may_part(*pair)] for parts in region.parts]
    if sum(map(bool, inside)) < FEWEST_INSIDE:
        return region
    beside = [[pair for pair in pairwise(line.words) if _may_part(*pair)] for line in region.lines]
    whites: list[tuple[float, float]] = []
    for edge in _edges(inside):
        pairs = [pair for row in beside for pair in row if abs(pair[0].box.x1 - edge) <= EDGE]
        rows = sum(any(left.box.x1 > edge - EDGE for left, _ in row) for row in beside)
        if len(pairs) < max(MOSTLY * rows, FEWEST_CLOSE):
            continue
        start, end = max(left.box.x1 for left, _ in pairs), min(right.box.x0 for _, right in pairs)
        if end - start >= WHITE and _are_columns(
            pairs, region.box.x0, headed=_is_headed(region.parts[0:HEADER_LINES], start, end)
        ):
            whites.append((start, end))
    if not whites:
        return region
    return Region(region.lines, [parted(parts, whites) for parts in region.parts], region.stack, whites)


def _edges(rows: Sequence[Sequence[Gap]]) -> list[float]:
    """Where figures end within pieces, each x once."""
    edges: list[float] = []
    for x in sorted(left.box.x1 for row in rows for left, _ in row):
        if not edges or x - edges[-1] > EDGE:
            edges.append(x)
    return edges


def parted(parts: Sequence[Segment], whites: Sequence[tuple[float, float]]) -> list[Segment]:
    """Pieces of a line cut where they run over the white between two columns."""
    found: list[Segment] = []
    for part in parts:
        cuts = [
            place
            for place, (left, right) in enumerate(pairwise(part.words), 1)
            if any(left.box.x1 <= start + EDGE and right.box.x0 >= end - EDGE for start, end in whites)
        ]
        pieces = [part.words[a:b] for a, b in pairwise((0, *cuts, len(part.words)))] if cuts else []
        found += list(map(segment_of, pieces)) or [part]
    return found


def _may_part(left: Word, right: Word) -> bool:
    """Whether a column of figures may end between two words."""
    if right.box.x0 - left.box.x1 < WHITE or left.raised or right.raised or not is_figure(left.text):
        return False
    return left.text[-1] not in ".,;–-" and ("(" in left.text) == (")" in left.text)


def _is_headed(header: Sequence[Sequence[Segment]], start: float, end: float) -> bool:
    """Whether two headers stand on either side of the white, apart from each other."""
    return any(
        left.box.x1 <= start + EDGE and right.box.x0 >= end - EDGE and start - left.box.x1 < WIDEST > right.box.x0 - end
        for parts in header
        for left, right in pairwise(parts)
        if not is_figure(left.text)
    )


def _are_columns(pairs: Sequence[Gap], first: float, *, headed: bool) -> bool:
    """Whether figures of changing length end at one x, with more of changing length or text from one x behind.

    Where both columns are `headed`, figures behind may all have one length. So may those before where they stand
    further apart than words do, but for numbers at x `first`, where the lines begin.
    """
    ends = [left.box.x1 for left, _ in pairs]
    if max(ends) - min(ends) > EDGE:
        return False
    inside = min(left.box.x0 for left, _ in pairs) > first + EDGE
    apart = inside and min(right.box.x0 - left.box.x1 - APART * left.style.size for left, right in pairs) > 0
    if not _vary([left.box.x0 for left, _ in pairs]) and not apart:
        return False
    if 2 * sum(is_grouped(left.text, right.text) for left, right in pairs) >= len(pairs):
        return False
    if 2 * sum(right.text[0] in "([" for _, right in pairs) >= len(pairs):
        return headed
    if all(is_figure(right.text) for _, right in pairs):
        return headed or _vary([right.box.width for _, right in pairs])
    starts = [right.box.x0 for _, right in pairs]
    return max(starts) - min(starts) <= EDGE and _vary([right.box.x1 for _, right in pairs])


def _vary(values: Sequence[float]) -> bool:
    return max(values) - min(values) > VARIES
