"""Tables without a full grid: columns from the white between words, rows from rules, figures and pitch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pipelines.reading.model import Box, Cell, Line, Table, TableKind, union
from pipelines.reading.tables.grid import GAP, Segment, by_column, is_figure, is_number, is_year, segments
from pipelines.reading.tables.lattice import Rule
from pipelines.reading.tables.regions import Region
from pipelines.reading.words import find_lines, make_line

STEP = 0.5
"""Resolution of the search for white, in points."""
GUTTER = 2.0
"""The narrowest white between two columns, in points."""
FEWEST_ROWS = 3
"""So many rows with figures tell where the columns are without the header."""
CROSSED = 0.06
"""Share of the lines that may cross a gutter."""
HEADER_LINES = 6
"""No header row has more lines."""
HEADED_LINES = 3
"""A header that stands beside its figures rather than over them has no more lines."""
USUAL_PITCH, WIDE_PITCH = 1.2, 1.6
"""Lines of one cell stand about so far apart, as parts of their size, and hardly further."""
LOOSE = 1.18
"""Lines further apart than the tightest ones by this factor stand in different rows."""


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


def find_separators(region: Region) -> list[float]:
    """x of the white that parts the columns, from the left.

    The rows with figures tell where columns are. Lines above them, which may be set over several columns, only narrow
    the white down.
    """
    tabular = [parts for parts in region.parts if len(parts) > 1]
    if not tabular:
        return []
    head = next((place for place, parts in enumerate(tabular) if _has_figures(parts)), 0)
    if len(tabular) - head < FEWEST_ROWS:
        head = 0
    box = union(line.box for line in region.lines)
    drawn = np.array([_drawn(parts, box) for parts in tabular])
    body = drawn[head:].sum(axis=0)
    white = body <= (int(CROSSED * (len(tabular) - head)) if len(tabular) - head >= 8 else 0)
    separators = []
    for start, end in _runs(white):
        if start == 0 or end == len(white) or (end - start) * STEP < GUTTER:
            continue
        clear = np.ones(end - start, dtype=np.bool_)
        for line in drawn[:head][::-1]:
            narrowed = clear & ~line[start:end]
            if any((b - a) * STEP >= GUTTER for a, b in _runs(narrowed)):
                clear = narrowed
        separators += [box.x0 + (start + (a + b) / 2) * STEP for a, b in _runs(clear) if (b - a) * STEP >= GUTTER]
    return _joined_to_headers(separators, [make_line([w for part in parts for w in part.words]) for parts in tabular])


def _has_figures(parts: Sequence[Segment]) -> bool:
    return any(is_figure(part.text) and not is_year(part.text) for part in parts[1:])


def _drawn(parts: Sequence[Segment], box: Box) -> np.ndarray:
    """Where from left to right something is printed, in steps."""
    drawn = np.zeros(int(box.width / STEP) + 2, dtype=np.bool_)
    for part in parts:
        start = max(int((part.box.x0 - box.x0) / STEP), 0)
        drawn[start : int(np.ceil((part.box.x1 - box.x0) / STEP)) + 1] = True
    return drawn


def _runs(values: np.ndarray) -> list[tuple[int, int]]:
    """First place and end of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], values.astype(np.int8), [0])))).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _joined_to_headers(separators: list[float], lines: Sequence[Line]) -> list[float]:
    """The separators without those that part a header from its column: set left over figures set right."""
    kept = list(separators)
    place = 0
    while place < len(kept):
        contents = [by_column(line, kept) for line in lines]
        before = {row: columns[place].text for row, columns in enumerate(contents) if place in columns}
        after = {row: columns[place + 1].text for row, columns in enumerate(contents) if place + 1 in columns}
        if before and after and _heads(before, after):
            kept.pop(place)
        else:
            place += 1
    return kept


def _heads(before: dict[int, str], after: dict[int, str]) -> bool:
    """Whether one of two columns holds a header and the other figures, all of which come below it."""
    upper, lower = (before, after) if min(before) < min(after) else (after, before)
    figures = [is_figure(text) and not is_year(text) for text in lower.values()]
    apart = max(upper) < min(lower) and len(upper) <= HEADED_LINES
    headings = not any(is_number(text) and not is_year(text) for text in upper.values())
    return apart and headings and sum(figures) > 0.5 * len(figures)


def find_table(region: Region, page: int) -> tuple[Table, bool] | None:
    """The grid of a region, and whether it is a table by itself; None where its lines stand in no columns.

    A grid of few rows between rules may be the end of a table that began on the page before.
    """
    separators = find_separators(region)
    if not separators:
        return None
    bands = _bands(region, separators)
    return _table(region, separators, bands, page), _is_table(bands, len(separators) + 1)


# --- rows -----------------------------------------------------------------------------------------------------------


def _bands(region: Region, separators: Sequence[float]) -> list[Band]:
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


# --- spans ----------------------------------------------------------------------------------------------------------


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


# --- the table ------------------------------------------------------------------------------------------------------


def _is_table(bands: Sequence[Band], columns: int) -> bool:
    """Whether the rows look like a table rather than text that happens to stand apart."""
    full = [band for band in bands if len(band.columns) > 1]
    if len(full) < 2 or columns < 2:
        return False
    cells = [" ".join(line.text for line in lines) for band in full for lines in band.columns.values()]
    figures = sum(is_number(cell) for cell in cells)
    if columns == 2 and ((len(full) < 3 and not figures) or _are_labelled(full)):
        return False
    return len(full) >= 3 or figures >= 2


def _are_labelled(bands: Sequence[Band]) -> bool:
    """Whether each row is a label with its colon and what it labels: lines of text, however far apart they are set."""
    return all(0 in band.columns and band.columns[0][-1].text.endswith(":") for band in bands)


def _table(region: Region, separators: Sequence[float], bands: Sequence[Band], page: int) -> Table:
    box = region.box
    xs = [box.x0, *separators, box.x1]
    ys = _row_lines(region, bands, box)
    cells: list[Cell] = []
    for row, band in enumerate(bands, 1):
        covered: set[int] = set()
        for first, last, lines in band.settled_spans():
            where = Box(xs[first], ys[row - 1], xs[last + 1], ys[row])
            cells.append(Cell(row, first + 1, page, where, _merged(lines), column_span=last - first + 1))
            covered.update(range(first, last + 1))
        for column in range(len(xs) - 1):
            lines = band.columns.get(column, [])
            if column in covered and not lines:
                continue
            where = Box(xs[column], ys[row - 1], xs[column + 1], ys[row])
            cells.append(Cell(row, column + 1, page, where, _merged(lines)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    kind: TableKind = "partly_ruled" if region.stack else "borderless"
    return Table(page, page, {page: box}, kind, cells, len(bands), len(xs) - 1)


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Pieces of one cell as lines from the top."""
    return find_lines(word for line in lines for word in line.words)


def _row_lines(region: Region, bands: Sequence[Band], box: Box) -> list[float]:
    """y between the rows: a rule where one is drawn, else half-way."""
    levels = [level.y for level in region.stack.levels] if region.stack else []
    ys = [box.top]
    for above, below in pairwise(bands):
        low, high = above.box.bottom, below.box.top
        drawn = [level for level in levels if above.box.middle[1] < level < below.box.middle[1]]
        ys.append(drawn[0] if drawn else (low + high) / 2)
    return [*ys, box.bottom]
