"""Running text beside a table: it is of none of its cells, although lines and rows may share baselines.

Text that wraps in a cell leaves room for few rows beside it. Running text takes no notice of rows: it goes on, in the
middle of a sentence, beside row after row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pipelines.reading.model import union
from pipelines.reading.tables.grid import Segment, is_figure, is_year
from pipelines.reading.tables.regions import Region
from pipelines.reading.words import make_line

GUTTER = 9.0
"""The narrowest white between text and a table, in points."""
FULL = 0.7
"""A line of running text that goes on fills this part of its column."""
WORDS = 2.5
"""Mean number of words of its lines."""
CLOSE = 2.5
"""A line that goes on stands no further below the one above than this part of its height."""
FIGURES = 0.25
"""No larger share of the words of running text holds figures."""
FEWEST = 3
"""So many lines at least go on in the middle of a sentence,"""
MOSTLY = 0.5
"""and this share of all."""
ROWS = 0.6
"""Beside running text stand so many rows for each of its lines, beside wrapped cells fewer."""
FEWEST_BEGUN = 2
"""So many rows beside which text begins show that it stands in their cells."""

_ENDED = re.compile(r"[.!?:;][\"”’')\]]*$")


def without_prose(region: Region) -> Region | None:
    """The region without the running text on one side of it; None where there is none."""
    if sum(map(len, region.parts)) < 3 * FEWEST:
        return None
    for cut in whites_of([piece for pieces in region.parts for piece in pieces]):
        left = [[piece for piece in pieces if piece.box.x1 <= cut] for pieces in region.parts]
        right = [[piece for piece in pieces if piece.box.x0 >= cut] for pieces in region.parts]
        for text, rest in ((left, right), (right, left)):
            if _is_prose_beside(text, rest):
                kept = [pieces for pieces in rest if pieces]
                lines = [make_line([word for piece in pieces for word in piece.words]) for pieces in kept]
                return Region(lines, kept, region.stack)
    return None


def whites_of(pieces: Sequence[Segment]) -> list[float]:
    """The middles of the white that no piece crosses."""
    ordered = sorted((piece.box.x0, piece.box.x1) for piece in pieces)
    reaches = np.maximum.accumulate([x1 for _, x1 in ordered]).tolist()
    return [(reach + x0) / 2 for reach, (x0, _) in zip(reaches, ordered[1:], strict=False) if x0 - reach >= GUTTER]


def _is_prose_beside(text: Sequence[Sequence[Segment]], rest: Sequence[Sequence[Segment]]) -> bool:
    """Whether the pieces on one side are lines of running text, and those on the other rows of several columns."""
    lines = [pieces[0] for pieces in text if pieces]
    if len(lines) <= FEWEST or any(len(pieces) > 1 for pieces in text):
        return False
    if sum(len(line.words) for line in lines) < WORDS * len(lines) or _begins_with_rows(text, rest):
        return False
    words = [word.text for line in lines for word in line.words]
    if sum(any(map(str.isdigit, word)) for word in words) > FIGURES * len(words):
        return False  # quarters, dates, sums with their units
    box = union(line.box for line in lines)
    going = sum(
        below.text[:1].islower()
        and not _ENDED.search(above.text)
        and above.box.x1 - box.x0 >= FULL * box.width
        and below.box.top - above.box.top <= CLOSE * above.box.height
        for above, below in pairwise(lines)
    )
    rows = sum(len(pieces) > 1 and box.top <= pieces[0].box.middle[1] <= box.bottom for pieces in rest)
    return going >= max(FEWEST, MOSTLY * (len(lines) - 1)) and rows >= max(FEWEST, ROWS * len(lines))


def _begins_with_rows(text: Sequence[Sequence[Segment]], rest: Sequence[Sequence[Segment]]) -> bool:
    """Whether text begins anew beside each row of figures: it is the last or first cell of these rows."""
    above: Segment | None = None
    begun = 0
    for pieces, row in zip(text, rest, strict=True):
        if pieces and any(is_figure(piece.text) and not is_year(piece.text) for piece in row):
            heads = above is None or (above.is_bold and not pieces[0].is_bold)
            if not (heads or (above and _ENDED.search(above.text))) or not pieces[0].text[:1].isupper():
                return False
            begun += 1
        above = pieces[0] if pieces else above
    return begun >= FEWEST_BEGUN
