"""All tables of one page."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

import numpy as np

from pipelines.reading.colors import WHITE, is_colorful
from pipelines.reading.columns import text_columns
from pipelines.reading.marks import GROUND, glyph_mark, is_symbol, pill_fills, pills
from pipelines.reading.model import WITHOUT_GRID, Box, Cell, Fill, Line, Mark, Page, Table, Word, union
from pipelines.reading.sides import parted_lines
from pipelines.reading.tables.across import rows_across
from pipelines.reading.tables.aligned import find_table
from pipelines.reading.tables.bands import band_rules
from pipelines.reading.tables.beside import side_by_side
from pipelines.reading.tables.boxes import part_boxes
from pipelines.reading.tables.cards import find_cards
from pipelines.reading.tables.grid import is_scattered
from pipelines.reading.tables.header import count_header_rows
from pipelines.reading.tables.lattice import Lattice, Rule, find_lattices, join_edges
from pipelines.reading.tables.lights import take_lights
from pipelines.reading.tables.open_cards import find_open_cards
from pipelines.reading.tables.outside import take_outside
from pipelines.reading.tables.refine import refine
from pipelines.reading.tables.regions import Region, find_regions, may_be_parted
from pipelines.reading.tables.sideways import head_sideways, with_turned_heads
from pipelines.reading.tables.stacks import Stack, levels_of, stacks_of
from pipelines.reading.tables.tiles import painted_lattices
from pipelines.reading.text import join_lines
from pipelines.reading.words import find_lines, find_words, make_line, without

PAIRS = 200_000
"""Cells and drawn areas compared at once: a map has thousands of areas."""
ROW_RULES, WIDE = 4, 0.6
"""So many rules above each other, over this part of the page, are those between rows rather than between articles."""
HEADER_HEIGHT = 40.0
"""A header between two rules is no higher, in points."""
FEWEST = 5
"""So many lines beside ruled rows tell whether a page is set in columns."""
NARROWEST_LIGHT = 8.0
"""A coloured cell narrower than this, in points, is the bar beside a call-out."""


def find_tables(page: Page, words: Sequence[Word] | None = None) -> list[Table]:
    """The tables of a page from the top down, parts of longer tables not yet joined."""
    return find_page_tables(page, find_lines(find_words(page.chars) if words is None else words))[0]


def find_page_tables(page: Page, lines: Sequence[Line], turned: Sequence[Word] = ()) -> tuple[list[Table], list[Table]]:
    """The tables of a page, and the grids on it that are none by themselves; `turned` words are those not upright.

    Such a grid may be the last row of a table that began on the page before. Turned words count in drawn cells alone:
    they head narrow columns.
    """
    rules = join_edges(page.edges)
    lattices = find_lattices(rules)
    if painted := painted_lattices(page, lattices, lines):
        lattices = sorted([*lattices, *painted], key=lambda lattice: (lattice.box.top, lattice.box.x0))
    tables: list[Table] = []
    grids: list[Table] = []
    charts: list[Box] = []
    free = list(lines)
    for lattice in lattices:
        box = lattice.box
        near = [line for line in free if line.box.bottom >= box.top and line.box.top <= box.bottom]
        table = _from_lattice(lattice, [word for line in near for word in line.words], turned, page)
        if is_key_value(table):
            table.kind = "key_value"
            part_boxes(table)
        rows = _filled(table, page)
        if table.kind == "key_value" or _is_table(table, rows):
            tables.append(table)
            free = without(free, _words_of(table))
            if table.kind == "ruled":
                free = without(free, take_outside(table, free))
        elif table.column_count > 1:
            grids.append(table)
            if is_scattered(rows, table.column_count):
                charts.append(table.box)
    framed = [lattice.box for lattice in lattices if len(lattice.places) == 1]
    for find in (partial(find_cards, page, framed), partial(find_open_cards, page.number)):
        for table in find(free):
            if not any(box.overlap(table.box) > 0 for box in (*charts, *(other.box for other in tables))):
                tables.append(table)
                free = without(free, _words_of(table))
    free = [line for line in free if not _is_margin(line, page)]
    free, turned = with_turned_heads(free, turned) if turned else (free, turned)
    within = [lattice.box for lattice in lattices]
    loose = [rule for rule in rules if not _belongs(rule, within)]
    drawn = [*charts, *(table.box for table in tables)]
    for region, column in _regions(free, loose, page, [grid.box for grid in grids]):
        found = find_table(region, page.number)
        if found is None or any(box.overlap(found[0].box) > 0 for box in drawn):
            continue
        table, whole = found
        if whole:
            head_sideways(table, turned, column)
            tables.append(table)
        elif region.stack is not None:
            grids.append(table)
    tables.sort(key=lambda table: (table.box.top, table.box.x0))
    for table in (*tables, *grids):
        if table.kind in WITHOUT_GRID:
            take_lights(table, page, lines)
        finish(table, page)
    return tables, grids


def _words_of(table: Table) -> set[int]:
    """The ids of all words in the cells of a table."""
    return {id(word) for cell in table.cells for line in cell.lines for word in line.words}


def _regions(
    lines: Sequence[Line], rules: Sequence[Rule], page: Page, grids: Sequence[Box]
) -> Iterator[tuple[Region, list[Line]]]:
    """Runs of lines that may be tables without a grid, each with the lines of its column; `rules` are of no grid."""
    if not any(map(may_be_parted, lines)):
        return
    stacks = stacks_of(levels_of(rules))
    if bands := band_rules(page.fills, stacks):
        rules = [*rules, *bands]
        stacks = stacks_of(levels_of(rules))
    ruled = [stack.box for stack in stacks if len(stack.levels) > 2]
    columns = [part for column in _text_columns(lines, stacks) for part in _beside_text(column, ruled)]
    for column in columns:
        width = union(line.box for line in column).width
        for region in side_by_side(find_regions(column, stacks, width, grids), rules):
            yield region, column


def _beside_text(lines: Sequence[Line], ruled: Sequence[Box]) -> list[list[Line]]:
    """The lines of a column of a page, and what stands beside running text for a part of it as columns of their own."""
    runs = parted_lines(lines, ruled)
    whole = [line for run in runs if not run.aside for line in run.lines]
    return [own for own in (whole, *(run.lines for run in runs if run.aside)) if own]


def _text_columns(lines: Sequence[Line], stacks: Sequence[Stack]) -> list[list[Line]]:
    """The lines of each column of running text; rows between rules over the page are of none, however full they are."""
    if not lines:
        return []
    width = union(line.box for line in lines).width
    wide = [stack for stack in stacks if stack.box.width > WIDE * width and _heads_rows(stack)]
    rows = [line for line in lines if any(stack.box.holds(line.box.middle) for stack in wide)]
    over = rows_across(lines)
    placed = set(map(id, (*rows, *over)))
    rest = [line for line in lines if id(line) not in placed]
    if over:
        return [*text_columns(rest), [line for line in lines if id(line) in placed]]
    if not rows:
        return text_columns(lines)
    columns = text_columns(rest)
    if len(columns) > 1:
        # the page has columns of text: only rules between all rows tell a table over both
        return [*columns, rows] if any(len(stack.levels) >= ROW_RULES for stack in wide) else text_columns(lines)
    return [list(lines)] if len(rest) >= FEWEST else text_columns(lines)


def _heads_rows(stack: Stack) -> bool:
    """Whether its first two rules are near enough for a header between them, with rows below."""
    return len(stack.levels) > 2 and stack.levels[1].y - stack.levels[0].y < HEADER_HEIGHT


def is_key_value(table: Table) -> bool:
    """Whether it is a form whose boxes each hold a small label over a value."""
    filled = [cell for cell in table.cells if cell.lines]
    return len(filled) > 1 and all(len(cell.lines) > 1 and _is_labelled(cell) for cell in filled)


def _is_labelled(cell: Cell) -> bool:
    label, value = cell.lines[0].style, cell.lines[1].style
    return label.size < 0.95 * value.size or (value.bold and not label.bold)


def finish(table: Table, page: Page) -> None:
    """Texts, backgrounds, marks and the header."""
    colors = ground_colors([cell.box for cell in table.cells], page.fills)
    low = pill_fills(page.fills, page.marks)
    marks = [(mark, mark.box.middle) for mark in page.marks]
    dots = [(dot, dot.middle) for dot in page.dots]
    for cell, color in zip(table.cells, colors, strict=True):
        cell.text = join_lines(cell.lines)
        cell.fill_color = color
        cell.marks = [mark for mark, middle in marks if cell.box.holds(middle)]
        cell.marks += glyph_marks(cell.lines)
        if low and cell.lines:
            cell.marks += pills(cell.lines, [fill for fill in low if fill.box.overlap(cell.box) > 0], cell.box)
        cell.dots = [dot for dot, middle in dots if cell.box.holds(middle)]
    table.header_rows = count_header_rows(table)


def ground_colors(boxes: Sequence[Box], fills: Sequence[Fill]) -> list[int | None]:
    """For each box the colour of the last drawn area that covers most of it; None where none does, or it is white."""
    if not boxes or not fills:
        return [None] * len(boxes)
    drawn = np.array([fill.box for fill in fills]).T[:, None, :]
    at_once = max(PAIRS // len(fills), 1)
    found: list[int | None] = []
    for start in range(0, len(boxes), at_once):
        own = np.array(boxes[start : start + at_once]).T[:, :, None]
        width = np.minimum(drawn[2], own[2]) - np.maximum(drawn[0], own[0])
        height = np.minimum(drawn[3], own[3]) - np.maximum(drawn[1], own[1])
        shared = np.maximum(width, 0.0) * np.maximum(height, 0.0)
        covers = shared >= GROUND * np.maximum((own[2] - own[0]) * (own[3] - own[1]), 0.1)
        last = len(fills) - 1 - covers[:, ::-1].argmax(axis=1)
        grounds = [fills[place].color if any_ else WHITE for place, any_ in zip(last, covers.any(axis=1), strict=True)]
        found.extend(None if color == WHITE else color for color in grounds)
    return found


def glyph_marks(lines: Sequence[Line]) -> list[Mark]:
    """Coloured symbols among the words: lights drawn as characters."""

    return [glyph_mark(word) for line in lines for word in line.words if is_symbol(word)]


def _belongs(rule: Rule, grids: Sequence[Box]) -> bool:
    """Whether a rule is part of one of the grids."""
    if rule.vertical:
        return True
    middle = ((rule.start + rule.end) / 2, rule.at)
    return any(grid.holds(middle, 1.0) for grid in grids)


def _is_margin(line: Line, page: Page) -> bool:
    """Whether a line stands where pages have their running header and footer, with nothing of a table about it."""
    return line.box.bottom < 0.055 * page.height or line.box.top > 0.955 * page.height


def _from_lattice(lattice: Lattice, words: Sequence[Word], turned: Sequence[Word], page: Page) -> Table:
    """A drawn grid with the words in its cells; the lines of turned words are read as they were written."""
    own, aside = _by_place(lattice, words), _by_place(lattice, turned) if turned else {}
    cells = [
        Cell(
            row=place.row + 1,
            column=place.column + 1,
            page=page.number,
            box=lattice.box_of(place),
            lines=[*_turned_lines(aside.get(number, [])), *find_lines(own.get(number, []))],
            row_span=place.row_end - place.row,
            column_span=place.column_end - place.column,
        )
        for number, place in enumerate(lattice.places)
    ]
    table = Table(
        page=page.number,
        page_end=page.number,
        boxes={page.number: lattice.box},
        kind="ruled",
        cells=cells,
        row_count=len(lattice.ys) - 1,
        column_count=len(lattice.xs) - 1,
    )
    refine(table, lattice.xs)
    _drop_empty(table)
    return table


def _turned_lines(words: Sequence[Word]) -> list[Line]:
    """The lines of words that do not stand upright, in the order of the content; those of one line share their box."""
    return [make_line(list(own)) for _, own in groupby(words, key=lambda word: word.box)]


def _by_place(lattice: Lattice, words: Sequence[Word]) -> dict[int, list[Word]]:
    """The words of each cell of a lattice, by the number of its place."""
    numbers = {
        (row, column): number
        for number, place in enumerate(lattice.places)
        for row in range(place.row, place.row_end)
        for column in range(place.column, place.column_end)
    }
    box = lattice.box
    found: dict[int, list[Word]] = {}
    for word in words:
        x, y = word.box.middle
        if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom:
            row = min(bisect_right(lattice.ys, y), len(lattice.ys) - 1) - 1
            column = min(bisect_right(lattice.xs, x), len(lattice.xs) - 1) - 1
            found.setdefault(numbers[row, column], []).append(word)
    return found


def _drop_empty(table: Table) -> None:
    """Take out rows and columns in which no cell begins or holds words: doubled rules, decoration."""
    for axis in ("row", "column"):
        span = f"{axis}_span"
        count = table.row_count if axis == "row" else table.column_count
        starts = {getattr(cell, axis) for cell in table.cells if cell.lines}
        narrow = [place for place in range(1, count + 1) if place not in starts and _is_thin(table, axis, place)]
        for place in reversed(narrow):
            kept = []
            for cell in table.cells:
                first, length = getattr(cell, axis), getattr(cell, span)
                if first <= place < first + length:
                    if length == 1:
                        continue
                    setattr(cell, span, length - 1)
                if first > place:
                    setattr(cell, axis, first - 1)
                kept.append(cell)
            table.cells = kept
            count -= 1
        if axis == "row":
            table.row_count = count
        else:
            table.column_count = count


def _is_thin(table: Table, axis: str, place: int) -> bool:
    """Whether a row or column is too narrow for any text."""
    cells = [cell for cell in table.cells if getattr(cell, axis) == place and getattr(cell, f"{axis}_span") == 1]
    if not cells:
        return True
    return all((cell.box.height if axis == "row" else cell.box.width) < 6.0 for cell in cells)


def _is_table(table: Table, rows: Sequence[set[int]]) -> bool:
    """A grid of at least two columns in which words or lights stand side by side; boxes, forms and charts are none.

    `rows` are the columns filled in each.
    """
    if table.column_count < 2 or is_scattered(rows, table.column_count):
        return False
    starts = [cell for cell in table.cells if cell.lines or cell.column - 1 in rows[cell.row - 1]]
    counts = Counter(cell.row for cell in starts)
    beside = sum(count > 1 for count in counts.values())
    return len(starts) > 2 and (beside >= 2 or (beside == 1 and table.column_count > 2))


def _filled(table: Table, page: Page) -> list[set[int]]:
    """For each row the columns, from 0, in which words or lights stand."""
    empty = [cell for cell in table.cells if not cell.lines]
    grounds = ground_colors([cell.box for cell in empty], page.fills)
    lights = {id(cell) for cell, ground in zip(empty, grounds, strict=True) if _holds_light(cell, ground, page.marks)}
    rows: list[set[int]] = [set() for _ in range(table.row_count)]
    for cell in table.cells:
        if cell.lines or id(cell) in lights:
            for row in rows[cell.row - 1 : cell.row + cell.row_span - 1]:
                row.update(range(cell.column - 1, cell.column + cell.column_span - 1))
    return rows


def _holds_light(cell: Cell, ground: int | None, marks: Sequence[Mark]) -> bool:
    """Whether a cell without words tells something by its colour: a mark in it, or its whole ground."""
    if any(cell.box.holds(mark.box.middle) for mark in marks):
        return True
    return ground is not None and is_colorful(ground) and cell.box.width >= NARROWEST_LIGHT
