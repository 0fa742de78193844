"""Tables without a full grid: columns from the white between words, rows from rules, figures and pitch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import ceil

import numpy as np

from pipelines.reading.model import Box, Cell, Line, Table, TableKind, union
from pipelines.reading.tables.close import part_close_columns
from pipelines.reading.tables.flush import flush_columns, part_at_starts
from pipelines.reading.tables.grid import (
    Content,
    Segment,
    by_column,
    figures_of,
    is_figure,
    is_grouped,
    is_list_mark,
    is_number,
    is_scattered,
    is_year,
)
from pipelines.reading.tables.headed import part_headed_columns
from pipelines.reading.tables.lists import are_labelled, fill_all, is_list
from pipelines.reading.tables.prose import without_prose
from pipelines.reading.tables.ranges import stand_in_line
from pipelines.reading.tables.regions import Region
from pipelines.reading.tables.rows import Band, find_bands
from pipelines.reading.tables.stretched import without_blanks
from pipelines.reading.tables.unheaded import without_unheaded
from pipelines.reading.words import find_lines, make_line

STEP = 0.5
"""Resolution of the search for white, in points."""
GUTTER = 2.0
"""The narrowest white between two columns, in points."""
FEWEST_ROWS = 3
"""So many rows with figures tell where the columns are without the header."""
CROSSED, TIGHT, MANY_ROWS = 0.06, 0.25, 8
"""Share of the lines that may cross a gutter, and that may have but a blank between two figures there; of so many."""
FEWEST_HEADED = 4
"""A header over but one row, without rules, has so many columns at least."""
LABELS = 0.75
"""Cells so many of which end in a colon are those of a form to fill in."""
AHEAD, BEHIND = re.compile(r"US\$|[$€£¥]"), re.compile(r"[%)*†‡]|\*\*")
"""What stands before and after figures in a column of its own."""
DIGIT = 0.75
"""The white between groups of digits is no wider than a digit: narrower than this part of the size."""
COUNT = re.compile(r"\(?\d{1,2}\)?")
"""Columns may be headed by their number."""
PROSE_WORDS = 3
"""Lines of running text have more words, in the mean."""
SET = 1.5
"""Pieces of a column begin or end within so many points of each other."""
HEADED_LINES = 3
"""A header that stands beside its figures rather than over them has no more lines."""


def find_separators(region: Region, *, whole: bool = True) -> list[float]:
    """x of the white that parts the columns, from the left.

    The rows with figures tell where columns are. Lines above them, which may be set over several columns, only narrow
    the white down. Of a `whole` table, not of one drawn column of it, columns may be empty but for their headers.
    """
    tabular = [parts for parts in region.parts if len(parts) > 1]
    if not tabular:
        return []
    head = next((place for place, parts in enumerate(tabular) if _has_figures(parts)), 0)
    over = []
    if len(tabular) - head < FEWEST_ROWS and not _are_alike(tabular[head:]):
        over = _over_pairs(tabular[0], tabular[1]) if head > 1 else []
        head = 1 if over else 0
    box = union(line.box for line in region.lines)
    drawn = np.array([_drawn(parts, box) for parts in tabular])
    alone = [_drawn(parts, box) for parts in region.parts if len(parts) == 1]
    count = len(tabular) - head
    allowed, tight = (int(CROSSED * count), int(TIGHT * count)) if count >= MANY_ROWS else (0, 0)
    body = drawn[head:].sum(axis=0)
    white = body <= allowed
    if tight > allowed:
        apart = np.array(
            [_drawn([figure for part in parts for figure in figures_of(part)], box) for parts in tabular[head:]]
        )
        white |= (apart.sum(axis=0) <= allowed) & (body <= tight)
    separators = []
    for start, end in _gutters(white):
        if start == 0:
            # a first column of next to nothing but its header: what stands once for many rows
            headed, own = drawn[:head, :end].sum(axis=0), body[:end]
            told = own.any() or (whole and _head_empty(tabular[:head], box.x0 + end * STEP))
            found = _gutters((headed == 0) & (own == 0)) if headed.any() and told else []
            separators += [box.x0 + (a + b) / 2 * STEP for a, b in found if a > 0]
            continue
        if end == len(white):
            # headers to the right of all figures head columns that are empty
            beyond = np.zeros(end - start, dtype=np.bool_)
            for line in drawn[:head] if whole else ():
                beyond |= line[start:end]
            found = [run for run in _gutters(~beyond) if beyond[run[1] :].any()]
            separators += [box.x0 + (start + (a + b) / 2) * STEP for a, b in found]
            continue
        clear = np.ones(end - start, dtype=np.bool_)
        for line in drawn[:head][::-1]:
            clear = _narrowed(clear, line[start:end])
        for line in alone:
            narrowed = clear & ~line[start:end]
            clear = narrowed if narrowed.any() and len(_gutters(narrowed)) == len(_gutters(clear)) else clear
        found = _gutters(clear) or [max(_runs(clear), key=lambda run: run[1] - run[0])]
        separators += [box.x0 + (start + (a + b) / 2) * STEP for a, b in found]
    for left, right in over:  # what stands over two columns parts them where it stands, and has none of its own
        separators = sorted([*(x for x in separators if not left < x < right), (left + right) / 2])
    for left, right in region.whites:
        if not any(left - STEP <= x <= right + STEP for x in separators):
            separators = sorted([*separators, (left + right) / 2])
    rows = [make_line([w for part in parts for w in part.words]) for parts in tabular]
    single = [parts[0].box for parts in region.parts if len(parts) == 1]
    separators = _joined(without_unheaded(separators, rows, single), rows, head)
    return without_blanks(separators, region.lines) if whole else separators


def _over_pairs(above: Sequence[Segment], line: Sequence[Segment]) -> list[tuple[float, float]]:
    """The white between each two headers that a year of the line above stands over, within what the two reach over.

    None where years stand otherwise, or not all headers stand in pairs: then they have columns of their own.
    """
    headers = line[len(line) % 2 :]
    pairs = list(zip(headers[::2], headers[1::2], strict=True))
    if len(above) != len(pairs) or len(pairs) < 2 or not all(is_year(part.text) for part in above):
        return []
    inside = (
        left.box.x0 < year.box.x0 and year.box.x1 < right.box.x1
        for year, (left, right) in zip(above, pairs, strict=True)
    )
    return [(left.box.x1, right.box.x0) for left, right in pairs] if all(inside) else []


def _head_empty(header: Sequence[Sequence[Segment]], x: float) -> bool:
    """Whether bold headers stand before x, over nothing, beside those over columns: cells over many rows may be empty
    on a page."""
    return any(
        all(part.is_bold for part in parts)
        and parts[0].box.x1 < x
        and sum(part.box.x0 >= x - SET for part in parts) > 1
        for parts in header
    )


def _are_alike(rows: Sequence[Sequence[Segment]]) -> bool:
    """Whether few rows tell the columns by themselves: of many pieces each, set out to the same places."""
    if len(rows) < 2 or len({len(parts) for parts in rows}) > 1 or len(rows[0]) < FEWEST_HEADED:
        return False
    return all(
        min(abs(a.box.x0 - b.box.x0), abs(a.box.x1 - b.box.x1)) <= SET
        for above, below in pairwise(rows)
        for a, b in zip(above, below, strict=True)
    )


def _has_figures(parts: Sequence[Segment]) -> bool:
    return any(is_figure(part.text) and not is_year(part.text) for part in parts[1:])


def _drawn(parts: Sequence[Segment], box: Box) -> np.ndarray:
    """Where from left to right something is printed, in steps."""
    drawn = np.zeros(int(box.width / STEP) + 2, dtype=np.bool_)
    for part in parts:
        start = max(int((part.box.x0 - box.x0) / STEP), 0)
        drawn[start : ceil((part.box.x1 - box.x0) / STEP) + 1] = True
    return drawn


def _narrowed(clear: np.ndarray, line: np.ndarray) -> np.ndarray:
    """White narrowed down by a line of the header; where that covers all of one, it stands over both columns."""
    narrowed = np.asarray(clear & ~line)
    for start, end in _runs(clear):
        if not any(b - a > 1 for a, b in _runs(narrowed[start:end])):
            narrowed[start:end] = True
    return narrowed


def _gutters(white: np.ndarray) -> list[tuple[int, int]]:
    """First place and end of each white that is wide enough to part columns."""
    return [(start, end) for start, end in _runs(white) if (end - start) * STEP >= GUTTER]


def _runs(values: np.ndarray) -> list[tuple[int, int]]:
    """First place and end of each run of True."""
    padded = np.zeros(len(values) + 2, dtype=np.bool_)
    padded[1:-1] = values
    edges = (padded[1:] != padded[:-1]).nonzero()[0].tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _joined(separators: list[float], lines: Sequence[Line], head: int) -> list[float]:
    """The separators without those that part a column in two: header from what it heads, figures from signs."""
    kept = list(separators)
    contents = [by_column(line, kept) for line in lines]
    place = 0
    while place < len(kept):
        before = {row: columns[place].text for row, columns in enumerate(contents) if place in columns}
        after = {row: columns[place + 1].text for row, columns in enumerate(contents) if place + 1 in columns}
        # lines above the last of the headers may stand over several columns
        low, lower = ({row: text for row, text in side.items() if row >= head - 1} for side in (before, after))
        heads = _heads(before, after, place) or _heads(low, lower, place)
        signs = (
            before
            and after
            and (_signs(before, AHEAD, after) or _signs(after, BEHIND, before) or _open_items(before, after))
        )
        if (
            before
            and after
            and (heads or signs or _are_grouped(contents[head:], place) or stand_in_line(contents[head:], place))
        ):
            kept.pop(place)
            contents = [by_column(line, kept) for line in lines]
        else:
            place += 1
    return kept


def _heads(before: dict[int, str], after: dict[int, str], place: int) -> bool:
    """Whether one of two columns holds a header and the other what it heads, all of which comes below it.

    Labels of rows, in the first column, often have no header.
    """
    if not before or not after:
        return False
    upper, lower = (before, after) if min(before) < min(after) else (after, before)
    if max(upper) >= min(lower) or len(upper) > HEADED_LINES:
        return False
    if any(is_number(text) and not (is_year(text) or COUNT.fullmatch(text)) for text in upper.values()):
        return False
    figures = sum(is_figure(text) and not is_year(text) for text in lower.values())
    return 2 * figures > len(lower) or (len(lower) >= FEWEST_ROWS and not (place == 0 and lower is before))


def _are_grouped(contents: Sequence[Content], place: int) -> bool:
    """Whether two columns hold the first digits of figures and the three that follow, a digit's width from them."""
    pairs = [(columns[place], columns[place + 1]) for columns in contents if {place, place + 1} <= columns.keys()]
    pairs = [(left, right) for left, right in pairs if is_figure(left.text) or is_figure(right.text)]
    return len(pairs) >= FEWEST_ROWS and all(
        is_grouped(left.words[-1].text, right.words[0].text)
        and right.box.x0 - left.box.x1 < DIGIT * right.style.size
        and (len(left.words) == 1 or is_figure(left.text))
        for left, right in pairs
    )


def _open_items(before: dict[int, str], after: dict[int, str]) -> bool:
    """Whether a column has no header and nothing but list marks, each with its item behind it."""
    return all(is_list_mark(text) and after.get(row, "")[:1].isalpha() for row, text in before.items())


def _signs(column: dict[int, str], signs: re.Pattern[str], beside: dict[int, str]) -> bool:
    """Whether a column holds nothing but signs that belong to the figures `beside` them, but for its header."""
    found = [row for row, text in column.items() if signs.fullmatch(text)]
    if not any(map(str.isdigit, "".join(beside.get(row, "") for row in found))):
        return False  # units in a column of their own
    return 2 * len(found) >= len(column) > 0 and all(row in found or row < found[0] for row in column)


def find_table(region: Region, page: int) -> tuple[Table, bool] | None:
    """The grid of a region, and whether it is a table by itself; None where its lines stand in no columns.

    A grid of few rows between rules may be the end of a table that began on the page before.
    """
    if region.stack is None:
        region = without_prose(region) or region
    region = part_at_starts(part_headed_columns(part_close_columns(region)))
    region, separators = flush_columns(region, find_separators(region))
    if not separators:
        return None
    bands = find_bands(region, separators)
    whole = _is_table(bands, len(separators) + 1, is_ruled=region.stack is not None) and (
        region.stack is not None or not is_list(bands, len(separators) + 1)
    )
    return _table(region, separators, bands, page), whole


# --- the table ------------------------------------------------------------------------------------------------------


def _is_table(bands: Sequence[Band], columns: int, *, is_ruled: bool = False) -> bool:
    """Whether the rows look like a table rather than text that happens to stand apart.

    A bold header over one row is enough between rules, or where both fill many columns.
    """
    full = [band for band in bands if len(band.columns) > 1]
    if len(full) < 2 or columns < 2 or is_scattered([band.filled() for band in bands], columns):
        return False
    cells = [" ".join(line.text for line in lines) for band in full for lines in band.columns.values()]
    figures = sum(is_number(cell) and not is_year(cell) for cell in cells)
    labels = sum(cell.endswith(":") for cell in cells)
    if (columns == 2 and len(full) < 3 and not figures) or are_labelled(full) or labels >= LABELS * len(cells):
        return False
    if columns == 2 and not figures and _runs_on(full):
        return False
    if fill_all(full, columns):
        return True
    enough = 2 if is_ruled else FEWEST_HEADED
    headed = (
        columns > 2
        and min(len(band.columns) for band in full[:2]) >= enough
        and full[0].is_bold()
        and not full[1].is_bold()
    )
    return len(full) >= 3 or figures >= 2 or headed


def _runs_on(bands: Sequence[Band]) -> bool:
    """Whether lines side by side are text set in two columns: on both sides most go on in lower case."""
    sides = [[band.columns[column][0].text for band in bands if column in band.columns] for column in (0, 1)]
    return len(bands) > FEWEST_ROWS and all(
        2 * sum(text[:1].islower() for text in texts) > len(texts)
        and sum(len(text.split()) for text in texts) > PROSE_WORDS * len(texts)
        for texts in sides
    )


def table_of(region: Region, separators: Sequence[float], page: int) -> Table:
    """The lines of a region as a table of the columns between separators."""
    return _table(region, separators, find_bands(region, separators), page)


def _table(region: Region, separators: Sequence[float], bands: Sequence[Band], page: int) -> Table:
    box = region.box
    xs = [box.x0, *separators, box.x1]
    ys = _row_lines(region, bands, box)
    cells: list[Cell] = []
    reached: dict[int, int] = {}
    for row, band in enumerate(bands, 1):
        covered = {column for column, last in reached.items() if last >= row}
        for first, last, lines in band.settled_spans():
            where = Box(xs[first], ys[row - 1], xs[last + 1], ys[row])
            cells.append(Cell(row, first + 1, page, where, _merged(lines), column_span=last - first + 1))
            covered.update(range(first, last + 1))
        for column in range(len(xs) - 1):
            lines = band.columns.get(column, [])
            if column in covered and not lines:
                continue
            rows = 1 + band.reach.get(column, 0)
            reached[column] = row + rows - 1
            where = Box(xs[column], ys[row - 1], xs[column + 1], ys[row + rows - 1])
            cells.append(Cell(row, column + 1, page, where, _merged(lines), row_span=rows))
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
