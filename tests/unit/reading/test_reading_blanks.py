"""Blanks inside cells that look like the white between columns."""

from __future__ import annotations

from collections.abc import Callable

from pages import Document, Page, width

from pipelines.reading import Reading, Table

Read = Callable[[Document], Reading]
LEFT, RIGHT = 200.0, 290.0
"""The edges of the column whose text is set out to both."""


def stretched(page: Page, y: float, first: str, last: str) -> None:
    """Two words at the edges of the column."""
    page.text(LEFT, y, first).right(RIGHT, y, last)


def the_table(read: Read, document: Document) -> Table:
    (table,) = read(document).tables
    return table


def test_words_set_out_to_the_edges_of_a_cell_are_of_one_column(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Projekt", LEFT: "Projektägare", 330: "Beviljat"}, bold=True)
    for row, (first, last, rest) in enumerate(
        (("Stiftelsen", "Ale", "Konsthall"), ("Lerums", "Turism", "AB"), ("Partille", "byalag i", "samverkan"))
    ):
        y = 120 + 30 * row
        page.text(60, y, f"Bro {'ABC'[row]}").right(370, y, f"{row + 2} 500")
        stretched(page, y, first, last)
        page.text(LEFT, y + 12, rest)
    table = the_table(read, document)
    assert table.column_count == 3
    assert [row[1] for row in table.rows()[1:]] == [
        "Stiftelsen Ale Konsthall",
        "Lerums Turism AB",
        "Partille byalag i samverkan",
    ]


def test_a_column_without_header_that_no_cell_goes_on_beside_stays_one(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Projekt", LEFT: "Projektägare", 330: "Beviljat"}, bold=True)
    for row, (first, last) in enumerate((("Ale", "Norra"), ("Lerum", "Södra"), ("Partille", "Norra"), ("Orust", "Ej"))):
        page.row(120 + 20 * row, {60: f"Bro {'ABCD'[row]}", LEFT: first, 262: last}).right(370, 120 + 20 * row, "2 500")
    assert the_table(read, document).column_count == 4


def test_a_blank_of_one_place_in_all_rows_parts_nothing(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Projekt", LEFT: "Slutdatum", 330: "Beviljat"}, bold=True)
    for row in range(4):
        page.row(120 + 20 * row, {60: f"Bro {'ABCD'[row]}", LEFT: f"t.o.m. 20{row}1-06-30"})
        page.right(370, 120 + 20 * row, f"{row + 1} 500")
    table = the_table(read, document)
    assert table.rows()[1] == ["Bro A", "t.o.m. 2001-06-30", "1 500"]


def test_a_first_column_that_is_filled_once_is_a_column(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Delregion", 130: "Projekt", 330: "Beviljat"}, bold=True)
    page.text(60, 120, "Norra")
    for row in range(20):
        page.text(130, 120 + 17 * row, f"Bro {'ABCDEFGHIJKLMNOPQRST'[row]}").right(
            370, 120 + 17 * row, f"{row + 1} 500"
        )
    table = the_table(read, document)
    assert table.rows()[:2] == [["Delregion", "Projekt", "Beviljat"], ["Norra", "Bro A", "1 500"]]


def test_a_heading_over_two_columns_leaves_the_white_between_them(document: Document, read: Read) -> None:
    page = document.page()
    page.text(60, 100, "Projekt", bold=True).text(285 - width("Ekonomi") / 2, 100, "Ekonomi", bold=True)
    page.row(114, {200: "Beräknad kostnad", 292: "Beviljad summa"}, bold=True)
    for row in range(4):
        page.row(134 + 20 * row, {60: f"Bro {'ABCD'[row]}", 200: f"{row + 4} 500", 292: f"{row + 1} 500"})
    table = the_table(read, document)
    assert table.column_count == 3
    assert table.header_paths()[1][-1] == "Beräknad kostnad"
    assert table.header_paths()[2][-1] == "Beviljad summa"


def test_quarters_beside_wrapped_cells_are_no_running_text(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Projekt", 180: "Syfte", 330: "Beviljat", 400: "projektslut"}, bold=True)
    for row, year in enumerate((2018, 2017, 2016, 2019, 2020)):
        y = 120 + 28 * row
        page.row(y, {60: f"Bro {'ABCDE'[row]}", 180: "En bro ska byggas över", 330: f"{row + 1} 500"})
        page.text(400, y, f"kvartal 2 {year}").text(180, y + 12, "sundet och vidare.")
    table = the_table(read, document)
    assert table.rows()[1] == ["Bro A", "En bro ska byggas över sundet och vidare.", "1 500", "kvartal 2 2018"]


def test_a_caption_that_says_it_goes_on_joins_the_parts_of_a_table(document: Document, read: Read) -> None:
    pages = document.page(), document.page()
    for page, start, names, caption in (
        (pages[0], 620, "ABCDEFGHIJ", "Tabell 1. Projekt, tkr"),
        (pages[1], 60, "KLM", "Tabell 1. Projekt, tkr (forts.)"),
    ):
        page.text(60, start, caption)
        page.row(start + 16, {60: "Projekt", 200: "Projektägare", 330: "Beviljat"}, bold=True)
        for row, name in enumerate(names):
            y = start + 32 + 14 * row
            page.row(y, {60: f"Bro {name}", 200: "Lerums kommun"}).right(370, y, f"{row + 1} 500")
    table = the_table(read, document)
    assert (table.row_count, table.title) == (14, "Tabell 1. Projekt, tkr")
