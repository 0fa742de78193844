"""Blanks inside cells that look like the white between columns."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Document, Page, width

from pipelines.reading import Reading, Table
from pipelines.reading.model import Box, Line, Style, Word
from pipelines.reading.tables.stretched import without_blanks
from pipelines.reading.tables.unheaded import without_unheaded
from pipelines.reading.words import make_line

Read = Callable[[Document], Reading]
LEFT, RIGHT = 200.0, 290.0
"""The edges of the column whose text is set out to both."""


def stretched(page: Page, y: float, first: str, last: str) -> None:
    """Two words at the edges of the column."""
    page.text(LEFT, y, first).right(RIGHT, y, last)


def set_out(y: float, *parts: tuple[float, str]) -> Line:
    """A line of words that begin at those x, each letter 5 points wide; a negative x is where one ends."""
    style = Style(10.0, False, False, 0, "Plain")
    places = [(x if x > 0 else -x - 5 * len(text), text) for x, text in parts]
    return make_line([Word(text, Box(x, y - 8, x + 5 * len(text), y + 2), y, style) for x, text in places])


HEADER = set_out(100, (60, "Projekt"), (200, "Projektägare"), (330, "Beviljat"))


def rows_of(*cells: tuple[str, str, str]) -> list[Line]:
    """Rows whose middle cell holds two words at its edges, and one below."""
    lines = [HEADER]
    for row, (first, last, below) in enumerate(cells):
        y = 120 + 30.0 * row
        lines.append(set_out(y, (60, "Bron"), (200, first), (-290, last), (330, "2500")))
        lines.append(set_out(y + 12, (200, below)))
    return lines


@pytest.mark.parametrize(
    "cells",
    [
        [("Ale", "Konst", "hallen"), ("Lerums", "Turism", "AB")],
        [("Smart", "special-", "isering"), ("Smart", "special-", "isering")],
        [("Kompetens", "för", "framtiden"), ("Kompetens", "för", "framtiden")],
    ],
)
def test_a_white_in_stretched_lines_is_none_between_columns(cells: list[tuple[str, str, str]]) -> None:
    assert without_blanks([150, 258, 310], rows_of(*cells)) == [150, 310]


@pytest.mark.parametrize(
    "lines",
    [
        rows_of(("Antal", "st", "byar"), ("Antal", "st", "orter")),  # a unit again and again
        [line for line in rows_of(("Ale", "Norra", "x"), ("Lerum", "Södra", "x")) if len(line.words) > 1],
        [
            set_out(100, (60, "Projekt"), (200, "Ägare"), (262, "Del"), (330, "Belopp")),
            *rows_of(("A", "Norra", "x"))[1:],
        ],
    ],
)
def test_a_white_between_columns_stays_one(lines: list[Line]) -> None:
    assert without_blanks([150, 258, 310], lines) == [150, 258, 310]


def test_a_blank_as_wide_as_others_in_all_rows_is_none_either() -> None:
    rows = [set_out(120 + 20 * row, (60, "Bron"), (200, "t.o.m."), (233, "210630"), (330, "2500")) for row in range(4)]
    assert without_blanks([150, 231.5, 310], [HEADER, *rows]) == [150, 310]


def test_a_stretched_header_breaks_off_before_the_white() -> None:
    header = set_out(100, (60, "Projekt"), (200, "beräknad"), (-290, "kost-"), (330, "Beviljat"))
    rows = [set_out(130 + 20 * row, (60, "Bron"), (200, "4500"), (330, "2500")) for row in range(4)]
    assert without_blanks([150, 258, 310], [header, set_out(112, (200, "nad")), *rows]) == [150, 310]


def test_some_headers_in_a_row_may_be_set_sideways(document: Document, read: Read) -> None:
    page = document.page().rules(56, 420, [88, 180, 200, 220, 240])
    page.row(102, {60: "Projekt", 180: "Projektägare"}, bold=True)
    for x, name in ((312, "Beviljat"), (382, "Total kostnad")):
        page.text(x, 172, name, turned=True)
    for row, name in enumerate("ABC"):
        page.row(
            194 + 20 * row, {60: f"Bro {name}", 180: "Lerums kommun", 300: f"{row + 1} 500", 370: f"{row + 4} 500"}
        )
    table = the_table(read, document)
    assert table.rows()[0] == ["Projekt", "Projektägare", "Beviljat", "Total kostnad"]
    assert table.header_rows == 1


def test_level_headers_beside_those_set_sideways_head_their_columns(document: Document, read: Read) -> None:
    page = document.page()
    page.row(120, {60: "Delregion", 180: "Projekt"}, bold=True)
    for x, name in ((312, "Beviljat"), (382, "Total kostnad")):
        page.text(x, 172, name, turned=True)
    for row, name in enumerate("ABCD"):
        page.row(190 + 17 * row, {60: "Norra", 180: f"Bro {name}", 300: f"{row + 1} 500", 370: f"{row + 4} 500"})
    rows = the_table(read, document).rows()
    assert rows[:2] == [["Delregion", "Projekt", "Beviljat", "Total kostnad"], ["Norra", "Bro A", "1 500", "4 500"]]


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


def told(page: Page, y: float, names: str, *, ruled: bool) -> float:
    """Rows of a list, a text over all columns under each; where the next line stands."""
    for row, name in enumerate(names):
        page.row(y, {64: f"Bro {name}", 204: "Lerums kommun"}).right(370, y, f"{row + 1} 500")
        page.text(64, y + 18, f"Bron ska byggas över sundet där färjan går i dag {name}.")
        if ruled:
            page.line(60, y + 5, 420, y + 5).line(60, y + 23, 420, y + 23)
        y += 36
    return y


def test_text_between_rules_under_each_row_stays_in_the_table(document: Document, read: Read) -> None:
    page = document.page()
    page.line(60, 87, 420, 87)
    page.row(100, {64: "Projekt", 204: "Projektägare", 330: "Beviljat"}, bold=True).line(60, 105, 420, 105)
    y = told(page, 118, "ABC", ruled=True)
    page.text(64, y, "Summa", bold=True).right(370, y, "6 500", bold=True).line(60, y + 5, 420, y + 5)
    rows = the_table(read, document).rows()
    assert len(rows) == 8
    assert [row[0] for row in rows[2:7:2]] == [
        f"Bron ska byggas över sundet där färjan går i dag {name}." for name in "ABC"
    ]
    assert rows[7][0] == "Summa"


def test_text_under_the_last_row_goes_with_it_and_over_a_page_break(document: Document, read: Read) -> None:
    first, second = document.page(), document.page()
    first.row(600, {64: "Projekt", 204: "Projektägare", 330: "Beviljat"}, bold=True)
    y = told(first, 618, "ABC", ruled=False)
    first.row(y, {64: "Bro D", 204: "Ale kommun"}).right(370, y, "7 500")
    second.text(64, 60, "Bron ska byggas över sundet där färjan går i dag D.")
    y = told(second, 78, "EF", ruled=False)
    second.text(60, y + 40, "Nämnden beslutar varje år om nya projekt efter en öppen ansökan i mars.")
    table = the_table(read, document)
    assert table.row_count == 13
    assert [row[0] for row in table.rows()][8:10] == ["Bron ska byggas över sundet där färjan går i dag D.", "Bro E"]


def test_headers_of_several_lines_over_two_columns_are_no_headings_of_two_tables(
    document: Document, read: Read
) -> None:
    page = document.page()
    page.row(100, {60: "Projekt och", 200: "Andel", 280: "Projekt-", 380: "Beviljat"}, bold=True)
    page.row(112, {60: "projektägare", 280: "period"}, bold=True)
    for row in range(5):
        page.row(130 + 18 * row, {60: f"Bro {'ABCDE'[row]}", 200: f"{row + 21}", 280: f"202{row}–2028"})
        page.right(430, 130 + 18 * row, f"{row + 1} 500")
    assert the_table(read, document).column_count == 4


def test_the_axes_of_a_chart_are_no_justified_text() -> None:
    labels = set_out(100, (60, "Norra"), (100, "länet"), (200, "Södra"))
    legend = set_out(112, (60, "Andel"), (200, "Andel"), (240, "resor"))
    axes = [set_out(120 + 12 * row, (60, f"{450 - 50 * row}"), (200, f"{450 - 50 * row}")) for row in range(4)]
    assert without_unheaded([90, 180, 232], [labels, legend, *axes], []) == [90, 180, 232]
