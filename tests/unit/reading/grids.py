"""Tables as text, to be written down from the printed page and held against what is read.

A table is a title, a line on its kind, pages and header, and a line for each row::

    == Näringslivsdagen
    ruled, pages 3-4, 1 header row
    Läge | Aktivitet | När
    ● {#1f9d55} | Fira jubileet. | 2023
    -- page 4
    ● {#d7263d} | Lägga upp programmet. | ^

Cells stand between bars; ``^`` is a place that the cell above covers, ``<`` one that the cell to the left covers, and a
colour in braces is a mark in the cell. ``-- page 4`` is a page break, ``-- page 4, header again`` one after which the
header rows are printed again.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.reading import Cell, Table
from pipelines.reading.colors import hex_color


def written(path: Path) -> list[str]:
    """The tables of a file, one text each."""
    texts = path.read_text(encoding="utf-8").split("\n== ")
    return [text.removeprefix("== ").strip() for text in texts if text.strip()]


def as_text(table: Table) -> str:
    """A table in the form of the fixtures."""
    pages = f"page {table.page}" if table.page == table.page_end else f"pages {table.page}-{table.page_end}"
    headers = {0: "no header", 1: "1 header row"}.get(table.header_rows, f"{table.header_rows} header rows")
    lines = [table.title or "(no title)", f"{table.kind}, {pages}, {headers}"]
    page = table.page
    for row, cells in enumerate(table.grid(), 1):
        starts = [cell.page for cell in cells if cell is not None and cell.row == row]
        if starts and min(starts) != page:
            page = min(starts)
            again = ", header again" if any(cell.page == page for cell in table.repeated) else ""
            lines.append(f"-- page {page}{again}")
        lines.append(" | ".join(_cell(cell, row, column) for column, cell in enumerate(cells, 1)).strip())
    return "\n".join(lines).strip()


def _cell(cell: Cell | None, row: int, column: int) -> str:
    if cell is None:
        return "?"
    if cell.row != row:
        return "^"
    if cell.column != column:
        return "<"
    marks = "".join(f" {{{hex_color(mark.color)}}}" for mark in cell.marks)
    return f"{cell.text}{marks}".strip()
