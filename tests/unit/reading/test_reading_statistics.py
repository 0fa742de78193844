"""Tables of statistics: headings over columns and rows, notes on units, columns that are numbered or stand close."""

from __future__ import annotations

import pytest
from unit.reading.conftest import Document, Read
from unit.reading.pages import Page, width

from pipelines.reading import Reading, Table


def table_of(reading: Reading) -> Table:
    (table,) = reading.tables
    return table


def spans_of(table: Table, row: int) -> list[tuple[str, int, int]]:
    return [(cell.text, cell.column, cell.column_span) for cell in table.cells if cell.row == row and cell.text]


def centred(page: Page, x: float, y: float, text: str) -> None:
    page.text(x - width(text, 10.0) / 2, y, text)


def figures(page: Page, y: float, label: str, ends: list[float], row: int) -> None:
    page.text(60, y, label)
    for place, end in enumerate(ends):
        page.right(end, y, f"{(row * 7 + place * 3) % 90 + 10},{row}")


def test_headings_among_the_last_lines_of_other_headers(document: Document, read: Read) -> None:
    page = document.page()
    middles, ends = [215.0, 275.0, 335.0, 395.0, 460.0], [230.0, 290.0, 350.0, 410.0, 480.0]
    page.text(60, 100, "Industri")
    for x, text in ((245, "2007"), (365, "2008"), (460, "Andel")):
        centred(page, x, 100, text)
    for x, text in zip(middles, ("Juni", "Dec.", "Juni", "Dec.", "av alla"), strict=True):
        centred(page, x, 112, text)
    for row, label in enumerate(("Gruvor", "Skogsbruk", "Livsmedel", "Papper", "Kemi")):
        figures(page, 128 + 12 * row, label, ends, row)
    table = table_of(read(document))
    assert spans_of(table, 1) == [("Industri", 1, 1), ("2007", 2, 2), ("2008", 4, 2), ("Andel av alla", 6, 1)]
    assert [text for text, _, _ in spans_of(table, 2)] == ["Juni", "Dec.", "Juni", "Dec."]


def test_lines_of_one_header_stand_over_one_column(document: Document, read: Read) -> None:
    page = document.page()
    for x, text in ((275, "Fel-"), (395, "Fel-")):
        centred(page, x, 100, text)
    for x, text in ((215, "Värde"), (275, "gräns"), (335, "Värde"), (395, "gräns")):
        centred(page, x, 112, text)
    for row, label in enumerate(("Gruvor", "Skogsbruk", "Livsmedel", "Papper")):
        figures(page, 128 + 12 * row, label, [230.0, 290.0, 350.0, 410.0], row)
    assert all(cell.column_span == 1 for cell in table_of(read(document)).cells)


def test_a_unit_alone_under_years_is_told_of_all_columns(document: Document, read: Read) -> None:
    page = document.page()
    ends = [230.0, 300.0, 370.0]
    page.text(60, 100, "Gröda")
    for end, year in zip(ends, ("2005", "2006", "2007"), strict=True):
        page.right(end, 100, year)
    centred(page, 287, 112, "Tusen ton")
    for row, label in enumerate(("Vete", "Korn", "Havre", "Råg")):
        figures(page, 128 + 12 * row, label, ends, row)
    table = table_of(read(document))
    assert spans_of(table, 2) == [("Tusen ton", 2, 3)]
    assert table.row_count == 6


def test_numbers_of_columns_under_their_headers_are_a_row(document: Document, read: Read) -> None:
    page = document.page()
    ends = [230.0, 300.0, 370.0]
    for y in (88, 116, 180):
        page.line(60, y, 380, y)
    page.text(60, 100, "Gröda")
    for place, (end, head) in enumerate(zip(ends, ("Areal", "Skörd", "Pris"), strict=True), 1):
        page.right(end, 100, head).right(end, 112, f"({place})")
    for row, label in enumerate(("Vete", "Korn", "Havre", "Råg")):
        figures(page, 128 + 12 * row, label, ends, row)
    found = table_of(read(document)).rows()
    assert found[:2] == [["Gröda", "Areal", "Skörd", "Pris"], ["", "(1)", "(2)", "(3)"]]


def test_plain_headings_in_the_middle_between_rows_of_figures(document: Document, read: Read) -> None:
    page = document.page()
    ends = [230.0, 300.0, 370.0]
    page.text(60, 100, "Ålder")
    for end, year in zip(ends, ("2005", "2006", "2007"), strict=True):
        page.right(end, 100, year)
    y = 100.0
    for heading in ("Kvinnor", "Män"):
        centred(page, 215, y := y + 14, heading)
        for row, label in enumerate(("0–19 år", "20–64 år", "65– år")):
            figures(page, y := y + 14, label, ends, row)
    table = table_of(read(document))
    assert [spans_of(table, row) for row in (2, 6)] == [[("Kvinnor", 1, 4)], [("Män", 1, 4)]]


@pytest.mark.parametrize("start", [203, 204.5, 206, 208])
def test_figures_and_text_that_nearly_touch_are_two_columns(start: float, document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Kommun", 166: "Andel", start: "Kommun"}).right(330, 100, "Antal")
    names = ("Ale", "Lerum", "Partille", "Tjörn", "Orust", "Öckerö", "Kungsbacka")
    for row, name in enumerate(names):
        page.text(60, 116 + 12 * row, name).right(200, 116 + 12 * row, f"{7 * row},1")
        page.text(start, 116 + 12 * row, names[-row - 1]).right(330, 116 + 12 * row, f"{row + 1}04")
    found = table_of(read(document)).rows()
    assert found[:2] == [["Kommun", "Andel", "Kommun", "Antal"], ["Ale", "0,1", "Kungsbacka", "104"]]


def test_figures_with_their_range_are_figures(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Grupp", 200: "Män (95 % KI)", 320: "Kvinnor (95 % KI)"})
    for row, label in enumerate(("Gruvor", "Skogsbruk", "Livsmedel", "Papper")):
        y = 113 + 12 * row
        page.row(y, {60: label, 200: f"1{row}.2 (9.{row}–14.1)", 320: f"2{row}.4 (18.{row}, 31.7)"})
    found = table_of(read(document)).rows()
    assert len(found) == 5
    assert found[1] == ["Gruvor", "10.2 (9.0–14.1)", "20.4 (18.0, 31.7)"]


def test_a_figure_and_its_range_are_one_column_though_they_end_alike(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Grupp", 200: "Män", 320: "Kvinnor"})
    for row, label in enumerate(("Gruvor", "Skogsbruk", "Livsmedel", "Papper", "Kemi")):
        y = 113 + 12 * row
        page.text(60, y, label).right(225, y, f"{row % 2}{row}"[-1 - row % 2 :]).text(229, y, f"(9.{row}–14.1)")
        page.right(345, y, f"2{row}.4").text(349, y, f"(18.{row}–31.7)")
    assert table_of(read(document)).column_count == 3


def test_long_text_right_under_centred_headers_is_a_row(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Begrepp", 262: "Förklaring"})
    texts = (
        "Det som en nämnd lämnar till fullmäktige efter",
        "varje år som har gått sedan dess och som sedan",
        "blir till beslut.",
    )
    for row, label in enumerate(("Bokslut", "Budget", "Prognos")):
        page.text(60, 117 + 41 * row, label).lines(160, 117 + 41 * row, texts)
    found = table_of(read(document)).rows()
    assert found[0] == ["Begrepp", "Förklaring"]
    assert found[1:] == [[label, " ".join(texts)] for label in ("Bokslut", "Budget", "Prognos")]


def test_labels_that_lead_to_figures_are_no_contents(document: Document, read: Read) -> None:
    page = document.page()
    page.text(60, 100, "Gröda").right(400, 100, "Ton")
    for row, (label, figure) in enumerate(
        (("Vete", "825"), ("Korn", "150"), ("Havre", "768"), ("Råg", "96"), ("Ärter", "12"))
    ):
        page.text(60, 114 + 12 * row, label + "." * 40).right(400, 114 + 12 * row, figure)
    assert [row[1] for row in table_of(read(document)).rows()] == ["Ton", "825", "150", "768", "96", "12"]


def test_a_heading_of_rows_between_rules_may_be_set_out(document: Document, read: Read) -> None:
    page = document.page()
    ends = [230.0, 300.0]
    page.right(230, 100, "2005").right(300, 100, "2006")
    y = 100.0
    for heading in ("Kvinnor", "Män"):
        page.line(60, y + 4, 310, y + 4)
        page.text(62, y := y + 14, heading, bold=True)
        for row, label in enumerate(("0–19 år", "20–64 år")):
            page.line(60, y + 4, 310, y + 4)
            page.text(72, y := y + 14, label)
            for place, end in enumerate(ends):
                page.right(end, y, f"{(row * 7 + place * 3) % 90 + 10},{row}")
    page.line(60, y + 4, 310, y + 4).line(60, 88, 310, 88)
    assert [row[0] for row in table_of(read(document)).rows()][1:] == [
        "Kvinnor",
        "0–19 år",
        "20–64 år",
        "Män",
        "0–19 år",
        "20–64 år",
    ]
