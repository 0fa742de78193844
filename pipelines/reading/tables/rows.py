"""Which lines of a table without a full grid make one row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pipelines.reading.model import Box, Line, union
from pipelines.reading.tables.grid import GAP, Segment, by_column, is_figure, is_year, segments
from pipelines.reading.tables.lattice import Rule
from pipelines.reading.tables.regions import Region
from pipelines.reading.words import make_line

HEADER_LINES = 6
"""No header row has more lines."""
USUAL_PITCH, WIDE_PITCH = 1.2, 1.6
"""Lines of one cell stand about so far apart, as parts of their size, and hardly further."""
LOOSE = 1.18
"""Lines further apart than the tightest ones by this factor stand in different rows."""
BLANK = 0.25
"""A blank is at least so wide, as a part of the size."""
LEADER = re.compile(r".*?[.…·_]{3,}")
"""A word that leads to the next column."""


@dataclass(slots=True)
class Band:
    """Lines of one row of a table: for each column what stands there."""

    lines: list[Line] = field(default_factory=list)
    columns: dict[int, list[Line]] = field(default_factory=dict)
    spans: list[tuple[int, int, Line]] = field(default_factory=list)
    """Pieces that cover several columns: first, last, text."""

    def add(self, line: Line, separators: Sequence[float], spans: Sequence[tuple[int, int, Segment]]) -> None:
        """Take a line in: its words by column, the pieces that cover several as spans."""
        self.lines.append(line)
        wide = {id(word) for _, _, part in spans for word in part.words}
        self.spans.extend((first, last, make_line(list(part.words))) for first, last, part in spans)
        words = [word for word in line.words if id(word) not in wide]
        if words:
            for column, part in by_column(make_line(words), separators).items():
                self.columns.setdefault(column, []).append(part)

    def settled_spans(self) -> list[tuple[int, int, list[Line]]]:
        """Pieces over several columns, those that overlap put together.

        A piece goes to its first column where a column it covers holds text of its own.
        """
        kept: list[tuple[int, int, list[Line]]] = []
        for first, last, line in self.spans:
            if any(column in self.columns for column in range(first, last + 1)):
                self.columns.setdefault(first, []).append(line)
                continue
            lines = [line]
            for other in [span for span in kept if span[0] <= last and first <= span[1]]:
                kept.remove(other)
                first, last, lines = min(first, other[0]), max(last, other[1]), [*other[2], *lines]
            kept.append((first, last, lines))
        return kept

    def has_figures(self, columns: set[int]) -> bool:
        """Whether a figure stands in one of those columns."""
        return any(is_figure(line.text) for column in columns for line in self.columns.get(column, []))

    @property
    def box(self) -> Box:
        """Around its lines."""
        return union(line.box for line in self.lines)


def find_bands(region: Region, separators: Sequence[float]) -> list[Band]:
    """The rows: lines between two rules, parted further where they hold several rows."""
    levels = [level.y for level in region.stack.levels] if region.stack else []
    partial = [rule for level in region.stack.partial for rule in level.pieces] if region.stack else []
    groups: dict[int, list[tuple[Line, list[Segment]]]] = {}
    for line, parts in zip(region.lines, region.parts, strict=True):
        middle = line.box.middle[1]
        groups.setdefault(sum(level <= middle for level in levels), []).append((line, parts))
    figures = _figure_columns(region.lines, separators)
    tight = _tightest(region.lines, separators, figures)
    bands: list[Band] = []
    for place in sorted(groups):
        # between the first two of several rules stands the header: one row, however its lines are spaced
        heads = bool(figures) and place == min(groups) and len(groups) > 1 and len(groups[place]) <= HEADER_LINES
        bands.extend(_split(groups[place], separators, figures, tight, partial, heads))
    return bands


def split_rows(lines: Sequence[Line], separators: Sequence[float]) -> list[Band]:
    """The rows among lines with no rule between them."""
    group = [(line, segments(line, max(GAP * line.style.size, 4.0))) for line in lines]
    figures = _figure_columns(lines, separators)
    return _split(group, separators, figures, _tightest(lines, separators, figures), (), heads=False)


def _figure_columns(lines: Sequence[Line], separators: Sequence[float]) -> set[int]:
    """Columns that mostly hold figures."""
    seen: dict[int, list[bool]] = {}
    for line in lines:
        for column, part in by_column(line, separators).items():
            seen.setdefault(column, []).append(is_figure(part.text) and not is_year(part.text))
    return {column for column, figures in seen.items() if sum(figures) >= max(0.45 * len(figures), 1)}


def _tightest(lines: Sequence[Line], separators: Sequence[float], figures: set[int]) -> float:
    """The pitch of lines within a cell, in points: the least distance between baselines that is no mere offset.

    Where figures stand under each other at a pitch too wide for wrapped text, that is the pitch of rows.
    """
    size = float(np.median([line.style.size for line in lines]))
    least = _least_pitch(lines, size)
    if least is None:
        return USUAL_PITCH * size
    rows = [line for line in lines if any(_is_anchor(line, column, separators) for column in figures)]
    if least > WIDE_PITCH * size and rows and _least_pitch(rows, size) == least:
        return USUAL_PITCH * size
    return least


def _least_pitch(lines: Sequence[Line], size: float) -> float | None:
    pitches = [below.baseline - above.baseline for above, below in pairwise(lines)]
    return min((round(pitch, 1) for pitch in pitches if pitch >= 0.95 * size), default=None)


def _is_anchor(line: Line, column: int, separators: Sequence[float]) -> bool:
    part = by_column(line, separators).get(column)
    return part is not None and is_figure(part.text)


def _split(
    group: Sequence[tuple[Line, list[Segment]]],
    separators: Sequence[float],
    figures: set[int],
    tight: float,
    partial: Sequence[Rule],
    heads: bool,
) -> list[Band]:
    """The rows among lines between which no rule is drawn; `heads` where they stand above all rules but the first."""
    contents = [by_column(line, separators) for line, _ in group]
    anchors = [
        place
        for place, columns in enumerate(contents)
        if any(column in figures and is_figure(part.text) for column, part in columns.items())
    ]
    lines = [line for line, _ in group]
    if anchors:
        owner = _by_anchor(lines, contents, anchors, tight)
    elif heads:
        owner = [0] * len(lines)
    else:
        owner = _by_pitch(lines, contents, tight)
    bands: dict[int, Band] = {}
    level = 0
    for place, line in enumerate(lines):
        spans = _spans(group[place][1], separators, partial)
        # a piece over several columns is a header level of its own: what follows in the band is the next one
        band = bands.setdefault(owner[place] * len(lines) + level, Band())
        band.add(line, separators, spans)
        if spans and not band.has_figures(figures):
            level += 1
    return [bands[place] for place in sorted(bands)]


def _by_anchor(
    lines: Sequence[Line], contents: Sequence[dict[int, Line]], anchors: Sequence[int], tight: float
) -> list[int]:
    """Each line with the figure line it belongs to; lines that belong to none are rows of their own."""
    owner = list(range(len(lines)))
    hanging = anchors[0] > 0 and not _is_apart(lines[anchors[0] - 1], lines[anchors[0]], tight)
    for place, line in enumerate(lines):
        if place in anchors:
            continue
        above = max((anchor for anchor in anchors if anchor < place), default=None)
        below = min((anchor for anchor in anchors if anchor > place), default=None)
        up = _reach(lines, above, place, tight) if above is not None else None
        down = _reach(lines, place, below, tight) if below is not None else None
        if up is not None and down is not None:
            gap_up = line.baseline - lines[above or 0].baseline
            gap_down = lines[below or 0].baseline - line.baseline
            nearer_below = gap_down < 0.9 * gap_up or (hanging and gap_down <= gap_up)
            owner[place] = below if nearer_below and below is not None else above if above is not None else place
        elif up is not None and above is not None:
            owner[place] = above
        elif down is not None and below is not None and _starts_cell(contents[place], contents[below]):
            owner[place] = below
        elif place and owner[place - 1] not in anchors and not _is_apart(lines[place - 1], line, tight):
            owner[place] = owner[place - 1]
    return owner


def _reach(lines: Sequence[Line], start: int | None, end: int | None, tight: float) -> float | None:
    """Distance between two lines when all lines between follow tightly; None when a wider gap parts them."""
    if start is None or end is None:
        return None
    for a, b in zip(lines[start:end], lines[start + 1 : end + 1], strict=True):
        if _is_apart(a, b, tight):
            return None
    return lines[end].baseline - lines[start].baseline


def _is_apart(above: Line, below: Line, tight: float) -> bool:
    return below.baseline - above.baseline > LOOSE * tight + 0.5


def _starts_cell(content: dict[int, Line], anchor: dict[int, Line]) -> bool:
    """Whether a line above an anchor begins cells that the anchor's own line goes on with or leaves empty.

    A label of another look, or further out, than the one below it heads a group and is a row of its own.
    """
    if any(column in anchor and is_figure(anchor[column].text) for column in content):
        return False
    first = min(anchor)
    if list(content) != [first]:
        return True
    above, below = content[first], anchor[first]
    differs = (above.style.bold, above.style.italic) != (below.style.bold, below.style.italic)
    outdented = below.box.x0 - above.box.x0 > 0.4 * above.style.size
    return not (differs or outdented)


def _by_pitch(lines: Sequence[Line], contents: Sequence[dict[int, Line]], tight: float) -> list[int]:
    """Rows without figures: a wide gap parts them, and where none does, a line that starts the first column."""
    gaps = [_is_apart(a, b, tight) for a, b in pairwise(lines)]
    owner = [0] * len(lines)
    row = 0
    first = min((min(columns) for columns in contents if columns), default=0)
    for place in range(1, len(lines)):
        apart = gaps[place - 1] if any(gaps) else (first in contents[place] and len(contents[place]) > 1)
        if apart:
            row = place
        owner[place] = row
    return owner


def _spans(
    parts: Sequence[Segment], separators: Sequence[float], partial: Sequence[Rule]
) -> list[tuple[int, int, Segment]]:
    """Pieces of a line that stand over several columns, by their own width or by the rule under them."""
    found = []
    for part in parts:
        first, last = _covered(part.box.x0, part.box.x1, separators)
        for rule in partial:
            under = 0 <= rule.at - part.box.bottom <= part.words[0].style.size
            if under and rule.start - 2 <= part.box.x0 and part.box.x1 <= rule.end + 2:
                first, last = _covered(rule.start, rule.end, separators)
        if first < last:
            found.append((first, last, part))
    return found


def _covered(x0: float, x1: float, separators: Sequence[float]) -> tuple[int, int]:
    """First and last column between two x, touching aside."""
    slack = 1.0
    return (
        sum(separator <= x0 + slack for separator in separators),
        sum(separator < x1 - slack for separator in separators),
    )


