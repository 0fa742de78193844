"""Rows told by their padding: each begins further below the line before than the lines of any cell stand apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from pipelines.reading.model import Line
from pipelines.reading.tables.grid import Content

CLEAR, CLEAREST = 0.1, 1.0
"""Rows stand further apart than lines of a cell by this part of the size, and by so many points,"""
EXACT, STRAY = 0.5, 0.3
"""or by so many where the lines of all cells stand equally far apart, but for so few."""
SLACK = 0.5
"""Rows of one line stand equally far apart, but for so many points."""
WITHIN = 1.5
"""Lines of a cell stand no further apart than this part of their size."""
FEWEST_ROWS, FEWEST_LINES = 2, 3
"""So many rows after the first, and so many wrapped lines, tell how they are set."""
MANY_ROWS = 4
"""So many rows tell it where white between groups of rows is the widest of all."""
FILLED, WHOLE = 0.5, 0.8
"""Rows without figures fill this part of the columns at least, and most fill this one."""


def rows_by_padding(lines: Sequence[Line], contents: Sequence[Content], anchors: Sequence[int]) -> list[int] | None:
    """For each line the place of the first line of its row; None where padding does not tell rows from wrapped cells.

    `anchors` are the places of the lines with figures: each must begin a row. Without any a row begins in the first
    column, and only some lines do so.
    """
    size = lines[anchors[0] if anchors else 0].style.size
    pitches = _pitches(lines)
    within = _within(pitches, contents, anchors, max(CLEAR * size, CLEAREST), WITHIN * size)
    if within is None:
        pitches = _pitches_in_columns(contents)
        usual = _usual(pitches, WITHIN * size)
        within = None if usual is None else _within(pitches, contents, anchors, EXACT, usual + STRAY)
    if not within:
        return None
    owner = list(range(len(lines)))
    for place in sorted(within):
        owner[place] = owner[place - 1]
    return owner


def _within(
    pitches: Sequence[float], contents: Sequence[Content], anchors: Sequence[int], clear: float, most: float
) -> set[int] | None:
    """The places of the lines that go on with a row, `clear` of those that begin one and no further than `most` below
    the line before; None where there is no telling."""
    start = anchors[0] if anchors else 0
    after = range(start + 1, len(pitches))
    rows = anchors[1:] or anchors if anchors else ()
    least = min((pitches[place] for place in rows), default=None) if anchors else _least(pitches, contents)
    if least is None or least == 0.0:
        return None
    most = min(least - clear, most)
    within = {place for place in after if pitches[place] < least - min(SLACK, clear)}
    within -= {place for place in within if _heads(contents, place)}
    if not within or any(pitches[place] > most for place in within):
        return None
    first = min((min(content) for content in contents[start:] if content), default=0)
    if any(first not in contents[place] for place in after if place not in within and place not in anchors):
        return None
    if start and pitches[start] >= least - SLACK:
        within |= {place for place in range(1, start) if pitches[place] <= most}
    return within


def _heads(contents: Sequence[Content], place: int) -> bool:
    """Whether a line is but one piece in bold under plain type: no cell goes on so."""
    if len(contents[place]) != 1:
        return False
    ((column, part),) = contents[place].items()
    above = next((content[column] for content in reversed(contents[:place]) if column in content), part)
    return part.style.bold and not above.style.bold


def _pitches(lines: Sequence[Line]) -> list[float]:
    """How far below the lowest line before it each line stands, in points; lines of several cells may overlap."""
    pitches, lowest = [0.0], lines[0].baseline
    for line in lines[1:]:
        pitches.append(line.baseline - lowest)
        lowest = max(lowest, line.baseline)
    return pitches


def _pitches_in_columns(contents: Sequence[Content]) -> list[float]:
    """How far below the line before it in any of its columns each line stands at least, in points."""
    pitches, seen = [], dict[int, float]()
    for content in contents:
        pitches.append(min((part.baseline - seen.get(column, -inf) for column, part in content.items()), default=0.0))
        seen.update((column, part.baseline) for column, part in content.items())
    return pitches


def _usual(pitches: Sequence[float], most: float) -> float | None:
    """The most common pitch that lines of a cell may have."""
    counts = Counter(round(pitch, 1) for pitch in pitches if 0 < pitch <= most)
    usual, count = max(counts.items(), key=lambda item: (item[1], -item[0]), default=(0.0, 0))
    return usual if count >= FEWEST_LINES else None


def _least(pitches: Sequence[float], contents: Sequence[Content]) -> float | None:
    """The least pitch of rows without figures: of the lines that fill most columns where no other stands as far below,
    else where pitches, put in order, make the widest step that leaves rows enough."""
    ordered = sorted(pitch for pitch in pitches[1:] if pitch < inf)
    if len(ordered) < FEWEST_ROWS + 1:
        return None
    count = len({column for content in contents for column in content})
    shares = [len(content) / count if len(content) > 1 else 0.0 for content in contents]
    below = list(zip(pitches, shares, strict=True))[1:]
    whole = [pitch for pitch, share in below if share >= WHOLE]
    rest = [pitch for pitch, share in below if share < WHOLE]
    if len(whole) >= FEWEST_ROWS and rest and max(rest) < min(whole):
        return min(whole)
    full = [pitch for pitch, share in below if share >= FILLED]
    steps = sorted(((b - a, b) for a, b in pairwise(ordered) if b - a > CLEAREST), reverse=True)
    counts = [(least, sum(pitch >= least - SLACK for pitch in full)) for _, least in steps]
    if counts and counts[0][1] >= FEWEST_ROWS:
        return counts[0][0]
    return next((least for least, count in counts if count >= MANY_ROWS), None)
