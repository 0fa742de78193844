"""How many of a table's first rows are headers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reading.model import Cell, Table
from pipelines.reading.tables.grid import is_figure, is_number, is_year

_YEAR_OF_MONEY = re.compile(
    r"(?P<year>(?:19|20)\d\d),?\s*[(\[]?(?:kr|[tkm]kr|mnkr|mdkr|kkr|[tkm]?sek)[)\]]?", re.IGNORECASE
)
_COUNTED = re.compile(r"(?:[^\W\d_]+\.? )?(?P<number>\d[\d\s.,]*)\s+[^\W\d_]{2,}")
MOST = 4
"""No table of a report has more header rows."""


def count_header_rows(table: Table) -> int:
    """Rows before the first row of data, judged by type, shading, figures and spans.

    A row is a header when it looks different from the rows below it (bold, shaded) and holds no figures, or when it
    holds none in columns that are figures below. Years head columns and are no figures.
    """
    rows: list[list[Cell]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row - 1].append(cell)
    figures = _figure_columns(rows)
    count = 0
    for place, row in enumerate(rows[: min(MOST, table.row_count - 1)]):
        filled = _filled(row)
        if not filled:
            if place == count and any(cell.row_span > 1 for above in rows[:place] for cell in above):
                count = place + 1
            continue
        below = rows[place + 1 :]
        if _stands_over(filled) and below and _is_header(below[0], _filled(below[0]), below[1:], figures, first=False):
            count = place + 1
            continue
        if not _is_header(row, filled, below, figures, first=place == 0):
            break
        count = place + 1
    if count and all(not cell.text for row in rows[:count] for cell in row):
        return 0
    return count


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.text]


def _stands_over(filled: Sequence[Cell]) -> bool:
    """Whether one text alone stands over later columns: a heading of a group of rows stands in the first."""
    return len(filled) == 1 and filled[0].column > 1 and (is_year(filled[0].text) or not is_number(filled[0].text))


def _figure_columns(rows: Sequence[Sequence[Cell]]) -> set[int]:
    """Columns that mostly hold figures below the first row."""
    seen: dict[int, list[bool]] = {}
    for row in rows[1:]:
        for cell in row:
            if cell.text and cell.column_span == 1:
                seen.setdefault(cell.column, []).append(is_figure(cell.text))
    return {column for column, figures in seen.items() if sum(figures) > 0.5 * len(figures)}


def _is_header(
    row: Sequence[Cell],
    filled: Sequence[Cell],
    below: Sequence[Sequence[Cell]],
    figures: set[int],
    *,
    first: bool,
) -> bool:
    money = first and _years_of_money(filled, figures)
    if not filled or any(is_number(cell.text) and not is_year(cell.text) and not money for cell in filled):
        return False
    if not first and any(_is_counted(cell.text) for cell in filled if cell.column in figures):
        return False
    rest = [cell for cells in below for cell in cells if cell.text]
    if not rest:
        return False
    spans = any(cell.column_span > 1 for cell in filled)
    if spans and not first and (len(row) == 1 or (len(filled) == 1 and filled[0].column == 1)):
        return False  # one text over all columns, or from the first on, heads the rows below
    alone = len(filled) == 1 and not spans
    bold = _share_bold(filled) == 1.0 and _share_bold(rest) < 0.6
    shaded = _is_shaded(row, below)
    heads_figures = any(cell.column in figures and not is_figure(cell.text) for cell in filled)
    heads_figures = heads_figures or money or _years_head(filled, rest, figures)
    if alone and not (first and shaded):
        # a single cell in a row of its own is a group heading, unless it spans columns
        return False
    return bold or shaded or heads_figures or (spans and first)


def _is_counted(text: str) -> bool:
    """Whether a cell holds a number with what it counts: ``765 personer``, but not ``2023 utfall`` or ``1 000 kr``."""
    counted = _COUNTED.fullmatch(text)
    number = "" if counted is None else re.sub(r"\D", "", counted["number"])
    return counted is not None and not is_year(number) and number != "1000"


def _years_of_money(filled: Sequence[Cell], figures: set[int]) -> bool:
    """Whether years that differ, with the unit of the money below, are all the numbers of a row: ``2023 tkr``."""
    over = [cell.text for cell in filled if cell.column in figures and is_number(cell.text)]
    years = [found["year"] for text in over if (found := _YEAR_OF_MONEY.fullmatch(text.strip()))]
    others = any(is_number(cell.text) for cell in filled if cell.column not in figures)
    return len(years) == len(over) > 1 and len(set(years)) == len(years) and not others


def _years_head(filled: Sequence[Cell], rest: Sequence[Cell], figures: set[int]) -> bool:
    """Whether years stand over all columns of figures that are filled, and those hold no years themselves."""
    over = [cell for cell in filled if cell.column in figures]
    columns = {cell.column for cell in over}
    below = [cell.text for cell in rest if cell.column in columns]
    return bool(over and below) and all(is_year(cell.text) for cell in over) and not any(map(is_year, below))


def _share_bold(cells: Sequence[Cell]) -> float:
    styles = [cell.style for cell in cells]
    return sum(style is not None and style.bold for style in styles) / len(styles) if styles else 0.0


def _is_shaded(row: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> bool:
    """Whether its background differs from that of most rows below; zebra stripes do not count."""
    colors = {cell.fill_color for cell in row if cell.text}
    if len(colors) != 1 or None in colors:
        return False
    others = [cell.fill_color for cells in below for cell in cells if cell.text]
    return bool(others) and sum(color in colors for color in others) < 0.3 * len(others)
