"""Headers set sideways over the columns of a table without a grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipelines.reading.model import Box, Cell, Line, Table, Word, union
from pipelines.reading.tables.grid import GAP, is_figure, segments
from pipelines.reading.words import make_line

FAR = 4.0
"""The headers end no further above the first row of figures than this many times their size: a group may head it."""
SLACK = 3.0
FEWEST_TURNED, FEWEST_LEVEL = 2, 2
"""One turned line alone may be anything, but beside so many level headers."""
CLOSE = 0.8
"""Lines of one header stand no further apart than this part of their size."""


def head_sideways(table: Table, turned: Sequence[Word], free: Sequence[Line]) -> bool:
    """Give a table the turned words over its columns as their headers; whether there are any.

    `free` are the level lines that stand in no table: what stands beside the headers heads the rows' labels, and what
    stands below them and above the first row is a row of its own.
    """
    first = _first_row(table) if turned else None
    if first is not None and _fill_header(table, turned, first):
        return True
    heads = _heads(table, turned, first) if first is not None else {}
    if first is None or not heads:
        return False
    band = union(line.box for lines in heads.values() for line in lines)
    above = [cell for cell in table.cells if cell.row < first and cell.lines]
    if any(cell.column > 1 for cell in above):
        return False
    beside, below = _beside(table, free, band, _top(table, first))
    corners = [cell for cell in above if cell.box.top < band.bottom - SLACK]
    groups = [cell for cell in above if cell not in corners]
    rows = [[line] for line in below] + [cell.lines for cell in sorted(groups, key=lambda cell: cell.row)]
    rest = [cell for cell in table.cells if cell.row >= first]
    shift = 1 + len(rows) - (first - 1)
    for cell in rest:
        cell.row += shift
    spans = _spans(table, rest)
    level = _by_column([*beside, *(line for cell in corners for line in cell.lines)], spans, heads)
    made = []
    for column in range(1, table.column_count + 1):
        lines = heads.get(column) or level.get(column, [])
        made.append(_cell(table, 1, column, lines, Box(spans[column].x0, band.top, spans[column].x1, band.bottom)))
    for place, lines in enumerate(rows, start=2):
        made.append(_cell(table, place, 1, lines, union(line.box for line in lines)))
        box = made[-1].box
        made += [
            _cell(table, place, column, [], Box(spans[column].x0, box.top, spans[column].x1, box.bottom))
            for column in range(2, table.column_count + 1)
        ]
    table.cells = [*made, *rest]
    table.row_count += shift
    own = table.boxes[table.page]
    table.boxes[table.page] = union([own, *(cell.box for cell in made)])
    return True


def _fill_header(table: Table, turned: Sequence[Word], first: int) -> bool:
    """Give the empty cells of a header the turned words that stand in them; whether there are any.

    Each run of turned words must stand in the column of an empty cell of its own, between the header and the row below.
    """
    cells = {cell.column: cell for cell in table.cells if cell.row == first and cell.column_span == 1}
    below = [cell for cell in table.cells if cell.row == first + 1 and cell.lines]
    if not below or any(is_figure(cell_text) for cell_text in map(_text, cells.values())):
        return False
    top, bottom, (left, right) = _top(table, first), _top(table, first + 1), (table.box.x0, table.box.x1)
    runs: dict[Box, list[Word]] = {}
    for word in turned:
        inside = top - 2 * word.style.size <= word.box.top and word.box.bottom <= bottom + SLACK
        if inside and left < word.box.middle[0] < right + FAR * word.style.size and word.box.height > word.box.width:
            runs.setdefault(word.box, []).append(word)
    spans = _spans(table, [cell for cell in table.cells if cell.row > first])
    found: dict[int, list[Word]] = {}
    for box, words in runs.items():
        x = min(box.middle[0], right - 1)
        column = next((number for number, span in spans.items() if span.x0 <= x < span.x1), None)
        if column is None or column in found or column not in cells or cells[column].lines:
            return False
        found[column] = words
    for column, words in found.items():
        cells[column].lines = [make_line(words)]
        cells[column].box = union([cells[column].box, *(word.box for word in words)])
    own = table.boxes[table.page]
    table.boxes[table.page] = union([own, *(cells[column].box for column in found)])
    return bool(found)


def _text(cell: Cell) -> str:
    return " ".join(line.text for line in cell.lines)


def _by_column(lines: Sequence[Line], spans: Mapping[int, Box], heads: Mapping[int, object]) -> dict[int, list[Line]]:
    """The level lines of a header by the column that each of their pieces begins in; the first one takes the rest."""
    found: dict[int, list[Line]] = {}
    for line in lines:
        for piece in segments(line, GAP * line.style.size):
            starts = (number for number, span in spans.items() if span.x0 - SLACK <= piece.box.x0 < span.x1 - SLACK)
            column = next(starts, 1)
            found.setdefault(1 if column in heads else column, []).append(make_line(piece.words))
    return found


# --- before tables are looked for -----------------------------------------------------------------------------------


def with_turned_heads(lines: Sequence[Line], turned: Sequence[Word]) -> tuple[list[Line], list[Word]]:
    """The lines with turned headers over columns of text put into the line of headers; and the turned words left over.

    Each such header stands over what begins, ends or is centred under it, in one of the next lines; one may head
    drawn lights. Where all of that is figures, whose columns show without headers, others of these are level.
    """
    found, left = list(lines), list(turned)
    for run in _levels(turned):
        band = union(run)
        size = next(word.style.size for word in turned if word.box == run[0])
        below = [line for line in found if band.bottom - SLACK < line.box.top < band.bottom + FAR * size]
        under = [next((word for line in below for word in line.words if _stands_under(word, box)), None) for box in run]
        bare = [box for box, word in zip(run, under, strict=True) if word is None]
        if any(word is not None and word.raised for word in under) or (bare and not _head_signs(run, bare, below)):
            continue
        own = [word for word in turned if word.box in run]
        beside = [line for line in found if band.top - SLACK <= line.box.top and line.box.bottom <= band.bottom + SLACK]
        level = sum(len(segments(line, GAP * line.style.size)) for line in beside)
        figures = all(is_figure(word.text) for word in under if word is not None)
        figures = figures and not _heads_one_row(below, run)
        if level < FEWEST_LEVEL and (figures or len(run) < FEWEST_TURNED):
            continue
        words = _by_columns([*own, *(word for line in beside for word in line.words)])
        head = Line(words, union(word.box for word in words), band.bottom)
        taken = {id(line) for line in beside}
        found = sorted((*(line for line in found if id(line) not in taken), head), key=lambda line: line.baseline)
        left = [word for word in left if word.box not in run]
    return found, left


def _levels(turned: Sequence[Word]) -> list[list[Box]]:
    """The boxes of turned lines that begin or end at one height, from the left."""
    boxes = sorted({word.box for word in turned if word.box.height > word.box.width}, key=lambda box: box.bottom)
    found: list[list[Box]] = []
    for box in boxes:
        level = next(
            (own for own in found if abs(own[0].bottom - box.bottom) < SLACK or abs(own[0].top - box.top) < SLACK), None
        )
        if level is None:
            found.append([box])
        else:
            level.append(box)
    return [sorted(level) for level in found]


def _heads_one_row(below: Sequence[Line], run: Sequence[Box]) -> bool:
    """Whether several headers stand over one row of figures alone, which tells no columns."""
    rows = [line for line in below if any(_stands_under(word, box) for box in run for word in line.words)]
    return len(run) > FEWEST_TURNED and len(rows) == 1


def _head_signs(run: Sequence[Box], bare: Sequence[Box], below: Sequence[Line]) -> bool:
    """Whether one of several turned headers alone has no word under it, nor anywhere near: it may head drawn signs."""
    near = [word.box for line in below for word in line.words]
    return (
        len(bare) == 1
        and len(run) > FEWEST_TURNED
        and not any(box.x0 < own.x1 and own.x0 < box.x1 for box in bare for own in near)
    )


def _stands_under(word: Word, box: Box) -> bool:
    own = word.box
    return min(abs(own.x0 - box.x0), abs(own.x1 - box.x1), abs(own.middle[0] - box.middle[0])) <= SLACK


def _by_columns(words: Sequence[Word]) -> list[Word]:
    """Words from the left, those over each other together from the top."""
    columns: list[list[Word]] = []
    reach = 0.0
    for word in sorted(words, key=lambda word: word.box.x0):
        if columns and word.box.x0 < reach:
            columns[-1].append(word)
        else:
            columns.append([word])
        reach = max(reach, word.box.x1)
    return [word for column in columns for word in sorted(column, key=lambda word: (word.baseline, word.box.x0))]


# --- in tables of figures -------------------------------------------------------------------------------------------


def _first_row(table: Table) -> int | None:
    """The first row with something behind its label."""
    return min((cell.row for cell in table.cells if cell.column > 1 and cell.lines), default=None)


def _top(table: Table, row: int) -> float:
    return min(line.box.top for cell in table.cells if cell.row == row for line in cell.lines)


def _heads(table: Table, turned: Sequence[Word], first: int) -> dict[int, list[Line]]:
    """The turned lines that head each column, by its number: they stand in as many groups as columns of figures."""
    top, (left, right) = _top(table, first), (table.box.x0, table.box.x1)
    runs: dict[Box, list[Word]] = {}  # words of one run share their box
    for word in turned:
        inside = left < word.box.middle[0] < right + FAR * word.style.size and word.box.bottom <= top + SLACK
        if inside and word.box.height > word.box.width:
            runs.setdefault(word.box, []).append(word)
    if not runs:
        return {}
    last = max(runs, key=lambda box: box.bottom)
    slack = max(SLACK, 0.5 * runs[last][0].style.size)
    level = [box for box in runs if abs(box.top - last.top) < slack or abs(box.bottom - last.bottom) < slack]
    near = top - FAR * runs[last][0].style.size <= last.bottom
    columns = _figure_columns(table, first)
    groups: list[list[Box]] = []
    for box in sorted(level):
        if groups and box.x0 - groups[-1][-1].x1 < CLOSE * runs[box][0].style.size:
            groups[-1].append(box)
        else:
            groups.append([box])
    if not near or len(groups) != len(columns):
        return {}
    return {
        column: [make_line(words) for box, words in runs.items() if box in group]
        for column, group in zip(columns, groups, strict=True)
    }


def _figure_columns(table: Table, first: int) -> list[int]:
    """Columns behind the first that hold figures, or words of a target, rather than labels: some cell has a digit."""
    return [
        number
        for number in range(2, table.column_count + 1)
        if any(
            character.isdigit()
            for cell in table.cells
            if cell.column == number and cell.row >= first
            for line in cell.lines
            for character in line.text
        )
    ]


def _spans(table: Table, cells: Sequence[Cell]) -> dict[int, Box]:
    """How far each column reaches, half the way to the next, by its number."""
    boxes = {
        number: union(cell.box for cell in cells if cell.column == number and cell.column_span == 1)
        for number in range(1, table.column_count + 1)
        if any(cell.column == number and cell.column_span == 1 for cell in cells)
    }
    for (left, before), (right, after) in pairwise(sorted(boxes.items())):
        edge = (before.x1 + after.x0) / 2
        boxes[left], boxes[right] = boxes[left]._replace(x1=edge), after._replace(x0=edge)
    return boxes


def _beside(table: Table, free: Sequence[Line], band: Box, top: float) -> tuple[list[Line], list[Line]]:
    """Lines left of the headers, and those below them: each set out to the labels of the rows."""
    inside = {id(line) for cell in table.cells for line in cell.lines}
    left = table.boxes[table.page].x0
    near = [
        line
        for line in free
        if id(line) not in inside and abs(line.box.x0 - left) < 4 * SLACK and line.box.x1 < band.x0 + SLACK
    ]
    beside = [line for line in near if band.top - SLACK <= line.box.top and line.box.bottom <= band.bottom + SLACK]
    below = [line for line in near if line not in beside and band.bottom - SLACK < line.box.bottom <= top + SLACK]
    return beside, below


def _cell(table: Table, row: int, column: int, lines: list[Line], box: Box) -> Cell:
    return Cell(row=row, column=column, page=table.page, box=box, lines=lines)
