"""Tables that run over page breaks, joined to one.

A table goes on when it is the last thing on its page, the next page begins with a grid of the same columns, and
nothing but page furniture stands between. A header row printed again is taken out; a row that the break falls into is
put together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from pipelines.reading.blocks import BULLETS
from pipelines.reading.breaks import group_at_head, header_at_foot, rows_at_head
from pipelines.reading.model import WITHOUT_GRID, Cell, Line, Page, Table, Word
from pipelines.reading.tables.grid import is_figure
from pipelines.reading.tables.header import count_header_rows
from pipelines.reading.text import join_lines

SAME_EDGE = 6.0
"""Column edges of two parts differ by no more, in points; mirrored margins move all of them alike."""
EDGE = 0.075
"""This part of the height of a page is its edge."""
KEPT = 4.0
"""Lines of one place are so high, in points."""
MOST_AGAIN = 10
"""A line that says that a table goes on has no more words."""
_AGAIN = re.compile(r"(?:\(|^)\s*(?:forts\.?|fortsättning|continued|cont\.?|cont['’]d)(?:\)|\s|$)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_GOES_ON = re.compile(
    r"\bforts(?:ättning|ätter)?\b\.?(?:\s+från\s.*)?\s*\)?\s*$|\bcont(?:inued|\.|['’]d)\s*\)?\s*$", re.IGNORECASE
)
"""What a caption ends in that is printed again over the part of a table below a page break."""

PageTables = tuple[Page, list[Table], list[Table], list[Line]]
"""A page, its tables, its other grids and the lines on it that are no furniture."""


def join_tables(pages: Sequence[PageTables]) -> list[Table]:
    """All tables of a report in order, those over several pages joined."""
    joined: list[Table] = []
    open_table: Table | None = None
    last: tuple[Page, list[Line], list[Table]] | None = None
    for (page, tables, grids, _), lines in zip(pages, _without_repeated(pages), strict=True):
        parts = list(tables)
        part: Table | None = None
        if open_table is not None:
            part = _continuation(open_table, [*parts, *_free(grids, parts)], lines)
            if part is None:
                part = rows_at_head(page, _loose(lines, parts, above=True), open_table)
            if part is None and parts and (few := _few_columns(page, parts[0], lines, open_table)) is not None:
                part = few
                parts = parts[1:]
            if part is None and parts and _same_columns(open_table, parts[0]):
                above = _loose(lines, parts, above=True)
                part = parts[0] if group_at_head(page, above, parts[0], open_table) else None
            if part is not None:
                alone = open_table.row_count <= open_table.header_rows + 1
                _append(open_table, part)
                if alone and not open_table.header_rows:  # what a row heads shows below the break
                    open_table.header_rows = count_header_rows(open_table)
                parts = [table for table in parts if table is not part]
                if parts or not _ends_page(part, lines, page):
                    open_table = None
            else:
                open_table = None
        elif last is not None and parts and not _any_above(parts[0], lines):
            before, above, over = last
            head = header_at_foot(before, _loose(above, over), parts[0])
            if head is not None:
                known = head.header_rows
                _append(head, parts[0])
                head.header_rows = known or count_header_rows(head)
                parts[0] = head
        joined.extend(parts)
        if parts and _ends_page(parts[-1], lines, page):
            open_table, last = parts[-1], None
        else:
            last = page, lines, [*parts, *([part] if part is not None else [])]
    return joined


def _without_repeated(pages: Sequence[PageTables]) -> list[list[Line]]:
    """The lines of each page without those at its edge that stand at the same place on a page beside it, and without
    those that say that a table goes on, and the captions below tables that those on the next page say again."""
    keys = [
        {
            id(line): (_NUMBER.sub("", line.text), round(line.box.top / KEPT))
            for line in (*lines[:1], *lines[-1:])
            if line.box.bottom < EDGE * page.height or line.box.top > (1 - EDGE) * page.height
        }
        for page, _, _, lines in pages
    ]
    again = [
        {id(line): _AGAIN.sub("", line.text).strip() for line in lines if _says_again(line)} for *_, lines in pages
    ]
    kept = []
    for place, (_, _, _, lines) in enumerate(pages):
        captions = {text for below in again[place + 1 : place + 2] for text in below.values()}
        beside = {
            key for own in (*keys[max(place - 1, 0) : place], *keys[place + 1 : place + 2]) for key in own.values()
        }
        own = again[place]
        kept.append(
            [
                line
                for line in lines
                if keys[place].get(id(line)) not in beside and id(line) not in own and line.text not in captions
            ]
        )
    return kept


def _says_again(line: Line) -> bool:
    """Whether a short line says no more than that the table goes on: ``Tabell 3. Utfall (forts.)``."""
    return len(line.words) <= MOST_AGAIN and _AGAIN.search(line.text) is not None


def _loose(lines: Sequence[Line], tables: Sequence[Table], *, above: bool = False) -> list[Line]:
    """The lines of a page after its last table; those before its first with `above`."""
    if not tables:
        return list(lines)
    taken = {key for table in tables for key in _words_of(table)}
    places = [place for place, line in enumerate(lines) if _any_in(line.words, taken)]
    if not places:
        return list(lines)
    return list(lines[: places[0]] if above else lines[places[-1] + 1 :])


def _free(grids: Sequence[Table], tables: Sequence[Table]) -> list[Table]:
    """The grids none of whose words stand in a table of the same page."""
    taken = {key for table in tables for key in _words_of(table)} if grids else set()
    return [grid for grid in grids if taken.isdisjoint(_words_of(grid))]


def _words_of(table: Table) -> set[int]:
    return {id(word) for cell in table.cells for line in cell.all_lines for word in line.words}


def _ends_page(table: Table, lines: Sequence[Line], page: Page) -> bool:
    """Whether nothing but notes stands below the table on its last page."""
    box = table.boxes.get(page.number)
    if box is None:
        return False
    below = [line for line in lines if line.box.top > box.bottom - 2]
    own = _words_of(table) if below else set()
    below = [line for line in below if not _any_in(line.words, own)]
    if not below:
        return True
    sizes = [line.style.size for line in lines]
    size = min(0.9 * max(sizes), median(sizes) + 0.1)
    return all(line.style.size <= size and line.box.top > 0.75 * page.height for line in below)


def _any_in(words: Sequence[Word], ids: set[int]) -> bool:
    return any(id(word) in ids for word in words)


def _continuation(table: Table, candidates: Sequence[Table], lines: Sequence[Line]) -> Table | None:
    """The grid at the top of the page that goes on with the table; None where something stands above it."""
    for part in sorted(candidates, key=lambda part: part.box.top):
        if _any_above(part, lines):
            return None
        return part if _same_columns(table, part) else None
    return None


def _few_columns(page: Page, first: Table, lines: Sequence[Line], table: Table) -> Table | None:
    """The rows at the head of a page that fill but some columns of the table before, in all its columns.

    `first` is what they look like by themselves: a table without a header and with fewer columns.
    """
    if first.header_rows or first.kind not in WITHOUT_GRID or first.column_count >= table.column_count:
        return None
    if _any_above(first, lines):
        return None
    words = _words_of(first)
    own = [line for line in lines if _any_in(line.words, words)]
    part = rows_at_head(page, own, table)
    return part if part is not None and _words_of(part) == words else None


def _any_above(part: Table, lines: Sequence[Line]) -> bool:
    """Whether a line that is not its own stands above a part; its caption printed again is its own."""
    foot = part.box.top + 2
    above = [line for line in lines if line.box.bottom < foot and not _GOES_ON.search(line.text)]
    own = _words_of(part) if above else set()
    return not all(_any_in(line.words, own) for line in above)


def _edges(table: Table, page: int) -> list[float]:
    """x of the column edges of the part on a page, measured from its left side."""
    left = table.boxes[page].x0
    edges = {0.0, table.boxes[page].width}
    for cell in table.cells:
        if cell.page == page and cell.column_span == 1:
            edges.update((cell.box.x0 - left, cell.box.x1 - left))
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > SAME_EDGE:
            kept.append(edge)
    return kept


def _same_columns(table: Table, part: Table) -> bool:
    if table.column_count != part.column_count:
        return False
    a, b = _edges(table, table.page_end), _edges(part, part.page)
    if table.kind == "ruled" and part.kind == "ruled":
        return len(a) == len(b) and all(abs(x - y) <= SAME_EDGE for x, y in zip(a, b, strict=True))
    # where the columns come from white space the edges follow the words of each page
    near = len(a) == len(b) and all(abs(x - y) <= 6 * SAME_EDGE for x, y in zip(a, b, strict=True))
    return near or _stand_under(table, part)


def _stand_under(table: Table, part: Table) -> bool:
    """Whether the words of each column of a part without rules stand under those of the same column of the table."""
    if "ruled" in (table.kind, part.kind):
        return False
    above, below = _extents(table, table.page_end), _extents(part, part.page)
    shared = above.keys() & below.keys()
    return len(shared) > 1 and all(
        min(above[column][1], below[column][1]) > max(above[column][0], below[column][0]) for column in shared
    )


def _extents(table: Table, page: int) -> dict[int, tuple[float, float]]:
    """From where to where the words of each column reach on a page, from the left side of the table."""
    left = table.boxes[page].x0
    found: dict[int, tuple[float, float]] = {}
    for cell in table.cells:
        if cell.page == page and cell.column_span == 1 and cell.lines:
            x0, x1 = min(line.box.x0 for line in cell.lines) - left, max(line.box.x1 for line in cell.lines) - left
            before = found.get(cell.column, (x0, x1))
            found[cell.column] = (min(before[0], x0), max(before[1], x1))
    return found


def _append(table: Table, part: Table) -> None:
    """Put the rows of `part` under those of `table`, each cell with its own page and box."""
    repeated = _repeated_header(table, part)
    split = _is_split_row(table, part, repeated + 1)
    shift = table.row_count - repeated - (1 if split else 0)
    last = table.row_count
    for cell in part.cells:
        if cell.row <= repeated:
            table.repeated.append(cell)
            continue
        above = _cell_at(table, last, cell.column) if split and cell.row == repeated + 1 else None
        if above is not None:
            if cell.lines:
                above.continued.append(cell)
                above.text = join_lines(above.all_lines)
            continue
        cell.row += shift
        table.cells.append(cell)
    table.row_count += part.row_count - repeated - (1 if split else 0)
    table.boxes.update(part.boxes)
    table.page_end = part.page_end


def _row(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.cells if cell.row == row]


def _cell_at(table: Table, row: int, column: int) -> Cell | None:
    return next((cell for cell in _row(table, row) if cell.column == column), None)


def _repeated_header(table: Table, part: Table) -> int:
    """Header rows that the part repeats, however its lines are parted."""
    if table.header_rows and _words_of_header(table) == _words_of_header(part):
        return part.header_rows
    count = 0
    for row in range(1, min(table.header_rows, part.row_count) + 1):
        if [cell.text.casefold() for cell in _row(table, row)] != [cell.text.casefold() for cell in _row(part, row)]:
            break
        count = row
    return count


def _words_of_header(table: Table) -> list[str]:
    texts = [cell.text for cell in table.cells if cell.row <= table.header_rows]
    return sorted(word.casefold() for text in texts for word in text.split())


def _is_split_row(table: Table, part: Table, row: int) -> bool:
    """Whether the break falls inside a row: that row of the part goes on in cells the last row above has begun.

    A row that opens cells the row above has filled with something whole is a new row. One with fewer cells, whose
    texts begin in lower case or with a list mark under a list, goes on.
    """
    first = [cell for cell in _row(part, row) if cell.text]
    last = [cell for cell in _row(table, table.row_count) if cell.text]
    if not first or not last or table.row_count <= table.header_rows:
        return False
    if {cell.column for cell in first} >= {cell.column for cell in last}:
        return False
    figures = {cell.column for cell in last if is_figure(cell.text)}
    if any(cell.column in figures and is_figure(cell.text) for cell in first):
        return False  # no figure goes on with a figure
    leading = min(first, key=lambda cell: cell.column)
    above = _cell_at(table, table.row_count, leading.column)
    if above is None or not above.text:
        return False
    return leading.text[:1].islower() or _is_list(above) or above.text.endswith(("-", ","))


def _is_list(cell: Cell) -> bool:
    """Whether most of what stands in a cell is list items."""
    starts = [line.words[0].text for line in cell.lines]
    return any(start in BULLETS for start in starts)
