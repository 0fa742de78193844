"""Every table of the five shared reports, cell by cell, against grids written down from the printed pages.

The grids lie in ``grids/``, a file for each report that has tables. They were written down by looking at the pages,
with the wording of the gold tables, and hold no word of the reports: each text stands as the first eight hex digits of
the SHA-256 of its NFC form with one plain space between words::

    == 44d1c0f6                                  a table and its title
    pages 9-10, 1 header row
    01b3e9a1 | 7462921b | -                      cells between bars, ``-`` an empty one
    91c2d0aa {red} {green} | d398b29d | ^        lights in a cell from the top; ``^`` covered from above, ``<``
                                                 from the left
    -- page 10, inside the row, header again     a page break, the row going on below it, the header printed once more

The symbol of a light that is set as a character is left out of its cell's text, as it is where the light is drawn.
"""

from __future__ import annotations

import colorsys
import hashlib
import unicodedata
from functools import cache
from itertools import zip_longest
from pathlib import Path

import pytest

from pipelines.reading import Cell, Reading, Table, read_report
from pipelines.reading.colors import channels
from pipelines.reading.marks import is_symbol
from pipelines.reading.text import join_lines, join_texts

GRIDS = Path(__file__).parent / "grids"
REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
NAMES = [
    "boras-creative-innovation-projektblad",
    "boras-naringsliv-verksamhetsberattelse-2023",
    "mojligheternas-region-slutrapport-2018",
    "tillvaxtverket-smart-industri-i-regionerna-slutrapport-2019",
    "vgr-delregionala-insatser-2020-bilaga-3",
]


@cache
def reading(name: str) -> Reading:
    if not REPORTS.is_dir():
        pytest.skip(f"there is no folder {REPORTS} with shared reports")
    return read_report(REPORTS / f"{name}.pdf")


def written(name: str) -> list[list[str]]:
    """The lines of each table written down for a report; a report without a file has none."""
    path = GRIDS / f"{name}.txt"
    if not path.exists():
        return []
    return [table.splitlines() for table in path.read_text(encoding="utf-8").removeprefix("== ").split("\n== ")]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_every_table_is_as_printed(name: str) -> None:
    printed, found = written(name), reading(name).tables
    differing = []
    for place, (lines, table) in enumerate(zip_longest(printed, found), 1):
        if table is None or lines is None:
            where = f"pages {table.page}-{table.page_end}: {table.title}" if table else " ".join(lines[:2])
            differing.append(f"table {place}: {'read but not printed' if table else 'printed but not read'}: {where}")
            continue
        for row, (want, (got, text)) in enumerate(zip_longest(lines, as_lines(table), fillvalue=("", "")), 1):
            if want != got:
                differing.append(
                    f"table {place} ({table.title}), line {row}:\n  printed {want}\n  read    {got}\n    {text}"
                )
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("name", NAMES)
def test_a_cell_over_a_page_break_is_its_parts(name: str) -> None:
    for table in reading(name).tables:
        for cell in table.cells:
            if cell.continued:
                assert cell.text == join_texts([join_lines(part.lines) for part in cell.parts])


def as_lines(table: Table) -> list[tuple[str, str]]:
    """The table in the form of the grids, each line with the text it was made from."""
    headers = f"{table.header_rows} header row{'s' * (table.header_rows != 1)}" if table.header_rows else "no header"
    title = table.title or ""
    lines = [(digest(title), title)]
    lines.append((f"pages {table.page}-{table.page_end}, {headers}", ""))
    page = table.page
    for number, row in enumerate(table.grid(), 1):
        start = min((cell.page for cell in row if cell is not None and cell.row == number), default=page)
        if start != page:
            page = start
            lines.append((f"-- page {page}{again(table, page)}", ""))
        lines.append(whole_row(row, number))
        parts = {part.page for cell in row if cell is not None for part in cell.continued}
        for place, page in enumerate(sorted(parts), 1):
            lines.append((f"-- page {page}, inside the row{again(table, page)}", ""))
            lines.append(whole_row(row, number, place))
    return lines


def again(table: Table, page: int) -> str:
    return ", header again" if any(cell.page == page for cell in table.repeated) else ""


def covered(cell: Cell | None, row: int, column: int) -> str:
    if cell is None:
        return "?"
    return "^" if cell.row != row else "<" if cell.column != column else ""


def whole_row(row: list[Cell | None], number: int, place: int = 0) -> tuple[str, str]:
    signs = [covered(cell, number, column) for column, cell in enumerate(row, 1)]
    made = [
        (sign, sign) if sign or cell is None else part_of(cell, place) for cell, sign in zip(row, signs, strict=True)
    ]
    return " | ".join(code for code, _ in made), " | ".join(text for _, text in made)


def part_of(cell: Cell, place: int) -> tuple[str, str]:
    """What stands of a cell on the page `place` breaks on: digest and lights, and the text."""
    part = next((part for part in cell.parts if part.page == cell.page + place), None)
    if part is None:
        return "-", ""
    text = join_lines(part.lines) if cell.continued else cell.text
    symbols = {word.text for line in part.lines for word in line.words if is_symbol(word)}
    text = " ".join(word for word in text.split() if word not in symbols)
    lights = [f"{{{hue(mark.color)}}}" for mark in sorted(part.marks, key=lambda mark: mark.box.top)]
    return " ".join([digest(text), *lights]), " ".join([text, *lights])


def hue(color: int) -> str:
    """Red, yellow or green, as a reader names a light."""
    degrees = 360 * colorsys.rgb_to_hsv(*(part / 255 for part in channels(color)))[0]
    return "red" if degrees < 20 or degrees > 340 else "yellow" if degrees < 70 else "green" if degrees < 170 else "?"


def digest(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:8] if plain else "-"
