"""What a page break leaves of a table without rules: its header alone at the foot of a page, few rows at the head.

Neither is a table by itself. The columns of the other part tell: each piece of such a line keeps to one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipelines.reading.footnotes import SMALLER
from pipelines.reading.model import WITHOUT_GRID, Cell, Line, Page, Style, Table, union
from pipelines.reading.tables.aligned import table_of
from pipelines.reading.tables.find import finish
from pipelines.reading.tables.grid import GAP, Segment, is_figure, segments
from pipelines.reading.tables.regions import FAR, Region

MOST_LINES = 12
"""More lines than this would be found as a table."""
MOST_OF_NAME = 6
"""Words of the name of a group of rows."""
WITHIN = 1.45
"""Lines of a header stand no further apart than this part of their size."""
FEWEST_FILLED = 4
"""A row of words alone fills so many columns at least."""
KEEPS = 3.0
"""Pieces of a column begin, end or are centred within so many points of its other texts."""


def header_at_foot(page: Page, lines: Sequence[Line], part: Table) -> Table | None:
    """The header, and what stands under it, that a page ends with: those of a part at the head of the next page.

    `lines` are those of the page in no table. None where the part has another header, or the lines keep to other
    columns.
    """
    if part.kind not in WITHOUT_GRID:
        return None
    lines = _without_notes(lines)
    run: list[Line] = []
    for line in reversed(lines[-MOST_LINES:]):
        if run and run[-1].baseline - line.baseline > FAR * line.style.size:
            break
        run.append(line)
    run.reverse()
    size = run[-1].style.size if run else 0.0
    pieces = [_pieces(line) for line in run]
    starts = [place for place, parts in enumerate(pieces) if len(parts) > 1 and all(part.is_bold for part in parts)]
    repeated = _repeated(run, part)
    if repeated is not None:
        starts = [repeated[0]]
    if not starts or (part.header_rows and repeated is None):
        return None
    own = run[starts[0] :]
    if any(abs(line.style.size - size) > 1.0 for line in own) or any(is_figure(p.text) for p in pieces[starts[0]]):
        return None
    end = next((n for n, (a, b) in enumerate(pairwise(own), 1) if b.baseline - a.baseline > WITHIN * size), len(own))
    if repeated is not None:
        end = repeated[1] - repeated[0]
    else:  # a label alone below the headers is the first row
        labels = (n for n in range(1, end) if _is_label(pieces[starts[0] + n], pieces[starts[0]]))
        end = next(labels, end)
    above = pieces[starts[0] :]
    known = repeated is not None
    head = _placed(page, own[:end], above[:end], part, strict=False, known=known)
    rest = _placed(page, own[end:], above[end:], part, strict=False, known=known) if head and end < len(own) else None
    if head and known:
        head.header_rows = head.row_count
    if head and rest:
        for cell in rest.cells:
            cell.row += head.row_count
        head.cells += rest.cells
        head.row_count += rest.row_count
        head.boxes[page.number] = union((head.box, rest.box))
    return head if rest or end == len(own) else None


def _is_label(parts: Sequence[Segment], head: Sequence[Segment]) -> bool:
    """Whether a line is one piece that begins under the first header, as a new text."""
    return len(parts) == 1 and abs(parts[0].box.x0 - head[0].box.x0) < KEEPS and parts[0].text[:1].isupper()


def _without_notes(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the small ones at the foot of a page."""
    size = median(line.style.size for line in lines) if lines else 0.0
    end = len(lines)
    while end and lines[end - 1].style.size < SMALLER * size:
        end -= 1
    return lines[:end]


def _repeated(lines: Sequence[Line], part: Table) -> tuple[int, int] | None:
    """From where to where lines say what the header of a part says again; None where none do."""
    cells = [cell for cell in part.cells if cell.row <= part.header_rows]
    wanted = Counter(word.text for cell in cells for line in cell.lines for word in line.words)
    if not wanted:
        return None
    for start in range(len(lines)):
        found: Counter[str] = Counter()
        for end in range(start, len(lines)):
            found.update(word.text for word in lines[end].words)
            if found == wanted:
                return start, end + 1
            if not found <= wanted:
                break
    return None


def rows_at_head(page: Page, lines: Sequence[Line], table: Table) -> Table | None:
    """The rows that a page begins with, of a table without rules that ends the page before."""
    if table.kind not in WITHOUT_GRID or not lines:
        return None
    own = [lines[0]]
    for line in lines[1:MOST_LINES]:
        near = line.baseline - own[-1].baseline <= 2 * line.style.size
        if not near or abs(line.style.size - own[0].style.size) > 1.0:
            break
        own.append(line)
    pieces = [_pieces(line) for line in own]
    figures = sum(is_figure(part.text) for part in pieces[0])
    full = len(pieces[0]) >= max(FEWEST_FILLED, table.column_count - 1)  # text by itself is not set so
    if len(pieces[0]) < 2 or (figures < min(len(pieces[0]) - 1, 2) and not full):
        return None
    return _placed(page, own, pieces, table, strict=True)


def group_at_head(page: Page, lines: Sequence[Line], part: Table, table: Table) -> bool:
    """Whether the one line above a part is the name of a group of its rows, as there are others in the table before,
    or the last line of a cell that the page break cuts.

    `lines` are those of the page above the part. The line becomes the part's first row.
    """
    if len(lines) != 1 or part.header_rows or part.kind not in WITHOUT_GRID or table.kind not in WITHOUT_GRID:
        return False
    line, first = lines[0], min((own for cell in part.cells for own in cell.lines), key=lambda own: own.baseline)
    if len(line.words) > MOST_OF_NAME or first.baseline - line.baseline > FAR * line.style.size:
        return False
    known = [row[0].lines[0].style for row in _groups(table)] + _wrapped_styles(table, part, line.box.x0)
    if not any(one.bold == line.style.bold and abs(one.size - line.style.size) < 0.5 for one in known):
        return False
    head = _placed(page, lines, [_pieces(line)], table, strict=True)
    if head is None:
        return False
    for cell in part.cells:
        cell.row += head.row_count
    part.cells[:0] = head.cells
    part.row_count += head.row_count
    part.boxes[page.number] = union((head.box, part.boxes[page.number]))
    return True


def _groups(table: Table) -> list[list[Cell]]:
    """Rows below the header that hold one text alone, in the first column."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.lines and cell.row > table.header_rows:
            rows.setdefault(cell.row, []).append(cell)
    return [row for row in rows.values() if len(row) == 1 and row[0].column == 1]


def _wrapped_styles(table: Table, part: Table, x: float) -> list[Style]:
    """How the last line of the table's last row is set, and lines that go on with cells of the part, beginning at x."""
    last = [cell.lines[-1:] for cell in table.cells if cell.row == table.row_count > table.header_rows]
    below = [cell.lines[1:] for cell in part.cells]
    return [line.style for lines in (*last, *below) for line in lines if abs(line.box.x0 - x) < KEEPS]


def _pieces(line: Line) -> list[Segment]:
    return segments(line, GAP * line.style.size)


def _placed(
    page: Page, lines: Sequence[Line], pieces: list[list[Segment]], other: Table, *, strict: bool, known: bool = False
) -> Table | None:
    """The lines as rows in the columns of another part of their table; None where they do not keep to them.

    Labels begin where others do, unless it is `known` by the words of its header that the table is the same.
    """
    number = other.page if other.page > page.number else other.page_end
    single = [cell for cell in other.cells if cell.page == number and cell.column_span == 1]
    edges = {cell.column: (cell.box.x0, cell.box.x1) for cell in single}
    if len(edges) < other.column_count:
        return None
    columns = [edges[column] for column in sorted(edges)]
    texts = {
        column: [line.box for cell in single if cell.column == column for line in cell.lines]
        for column in sorted(edges)
    }
    for parts in pieces:
        homes = [
            next((column for column, (x0, x1) in enumerate(columns, 1) if x0 <= part.box.middle[0] <= x1), 0)
            for part in parts
        ]
        if 0 in homes or any(a >= b for a, b in pairwise(homes)):
            return None
        for home, part in zip(homes, parts, strict=True):
            near = [
                min(abs(part.box.x0 - box.x0), abs(part.box.x1 - box.x1), abs(part.box.middle[0] - box.middle[0]))
                for box in texts[home]
            ]
            if (strict or (home == 1 and not known)) and min(near, default=0.0) > KEEPS:
                return None
    separators = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    found = table_of(Region(list(lines), pieces, None), separators, page.number)
    if found.column_count != other.column_count:
        return None
    finish(found, page)
    return found
