"""Columns told by their headers: those that stand close, those of justified text, headers set sideways or repeated."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Document, Page, width

from pipelines.reading import Reading
from pipelines.reading.model import Box, Line, Style, Word
from pipelines.reading.tables.ranges import stand_in_line
from pipelines.reading.words import make_line

Read = Callable[[Document], Reading]

HEADS = {60.0: "Vem", 110.0: "Aktivitet", 205.0: "Tid", 280.0: "Prio", 340.0: "Läge"}


def justified(page: Page, x: float, y: float, words: str, measure: float) -> None:
    """A line whose words fill a measure."""
    parts = words.split()
    blank = (measure - sum(map(width, parts))) / max(len(parts) - 1, 1)
    for part in parts:
        page.text(x, y, part)
        x += width(part) + blank


def test_text_that_begins_under_a_header_in_every_line_is_a_column(document: Document, read: Read) -> None:
    page = document.page().row(100, HEADS, bold=True)
    for place, year in enumerate((2021, 2022, 2023)):
        y = 116 + 26 * place
        page.row(y, {60: "Eva Ek", 280: "Hög", 340: "Klart"}).text(205, y, str(year))
        page.text(203 - width("Bygga nya broar i"), y, "Bygga nya broar i").text(110, y + 12, "hela kommunen")
    found = read(document).tables[0].rows()
    assert [row[2] for row in found] == ["Tid", "2021", "2022", "2023"]


def test_stretched_blanks_are_no_columns(document: Document, read: Read) -> None:
    page = document.page().row(100, HEADS, bold=True)
    for place, text in enumerate(("Rita en/karta över/hamnen", "Bygg ny bro/vid ån och/vägen")):
        y = 116 + 40 * place
        page.row(y, {60: "Eva", 205: "2023", 280: "Hög", 340: "Klart"})
        *full, last = text.split("/")
        for line, words in enumerate(full):
            justified(page, 110, y + 12 * line, words, 80)
        page.text(110, y + 24, last)
    assert [row[1] for row in read(document).tables[0].rows()] == [
        "Aktivitet",
        "Rita en karta över hamnen",
        "Bygg ny bro vid ån och vägen",
    ]


@pytest.mark.parametrize("turned", [("Tid", "Prio", "Läge"), ("Tid", "Prio")])
def test_headers_set_sideways_over_text(turned: tuple[str, ...], document: Document, read: Read) -> None:
    page = document.page()
    for x, name in HEADS.items():
        page.text(x + 8 * (name in turned), 140 if name in turned else 126, name, bold=True, turned=name in turned)
    for place, name in enumerate(("Eva", "Bo", "Ann")):
        page.row(156 + 14 * place, {60: name, 110: "Rita karta", 205: "Våren", 280: "Hög", 340: "Klart"})
    found = read(document)
    rows = [[name, "Rita karta", "Våren", "Hög", "Klart"] for name in ("Eva", "Bo", "Ann")]
    assert found.tables[0].rows() == [list(HEADS.values()), *rows]
    assert found.tables[0].header_rows == 1
    assert not found.oddities


def test_turned_lines_in_a_drawn_cell_are_read_as_written(document: Document, read: Read) -> None:
    page = document.page().grid([60, 160, 220, 280], [80, 150, 170, 190])
    for x, name in ((180, "Utfall"), (240, "Budget")):
        page.text(x, 148, name, turned=True).text(x + 12, 130, "tkr", turned=True)
    for place, label in enumerate(("Hyror", "Löner")):
        page.row(164 + 20 * place, {65: label, 170: "12", 230: "14"})
    assert read(document).tables[0].rows()[0] == ["", "Utfall tkr", "Budget tkr"]


def test_a_header_alone_on_its_page_goes_with_the_table_that_prints_it_again(document: Document, read: Read) -> None:
    columns = {60.0: "Post", 200.0: "Budget", 280.0: "Utfall", 360.0: "Prognos"}
    document.page().lines(60, 80, ["Text om ekonomin."] * 3).row(780, columns, bold=True).text(60, 792, "Intäkter")
    page = document.page().row(80, columns, bold=True)
    for place, label in enumerate(("Hyror", "Bidrag", "Löner", "Resor")):
        page.row(94 + 13 * place, {60: label, 200: "12", 280: "14", 360: "15"})
    (table,) = read(document).tables
    assert [row[0] for row in table.rows()] == ["Post", "Intäkter", "Hyror", "Bidrag", "Löner", "Resor"]
    assert (table.page, table.page_end, table.header_rows) == (1, 2, 1)


def test_a_label_below_the_headers_at_the_foot_of_a_page_is_a_row(document: Document, read: Read) -> None:
    columns = {60.0: "Post", 200.0: "Budget", 280.0: "Utfall", 360.0: "Prognos"}
    document.page().lines(60, 80, ["Text om ekonomin."] * 3).row(760, columns, bold=True)
    document.pages[-1].text(60, 772, "Intäkter", bold=True)
    page = document.page()
    for place, label in enumerate(("Hyror", "Bidrag", "Löner", "Resor")):
        page.row(80 + 13 * place, {60: label, 200: "12 000", 280: "14 000", 360: "15 000 000"})
    (table,) = read(document).tables
    assert [row[0] for row in table.rows()] == ["Post", "Intäkter", "Hyror", "Bidrag", "Löner", "Resor"]


def test_a_last_row_of_words_goes_over_the_page_break(document: Document, read: Read) -> None:
    rows = [
        {60.0: name, 150.0: "Rita karta", 280.0: "Våren", 360.0: "Hög", 440.0: "Klart"} for name in ("Eva", "Bo", "Ann")
    ]
    page = document.page().lines(60, 80, ["Text om arbetet under året."] * 3)
    page.row(740, dict(zip(rows[0], ("Vem", "Aktivitet", "Tid", "Prio", "Läge"), strict=True)), bold=True)
    page.row(753, rows[0]).row(766, rows[1])
    document.page().row(60, rows[2]).lines(60, 200, ["Text om arbetet under året."] * 3)
    (table,) = read(document).tables
    assert [row[0] for row in table.rows()] == ["Vem", "Eva", "Bo", "Ann"]


def test_one_header_set_sideways_among_level_ones(document: Document, read: Read) -> None:
    page = document.page().row(126, {60: "Mått", 280: "Länet", 360: "Riket"}, bold=True)
    page.text(208, 140, "Kommun", bold=True, turned=True)
    for place, name in enumerate(("Antal besök", "Nya företag", "Andel nöjda")):
        page.row(156 + 14 * place, {60: name, 200: "412", 280: "388", 360: "97"})
    assert read(document).tables[0].rows()[0] == ["Mått", "Kommun", "Länet", "Riket"]


def test_a_painted_header_under_rules_of_another_table_heads_its_own(document: Document, read: Read) -> None:
    page = document.page()
    for x in (60, 180, 300, 420):  # rules over cards of the width of the table
        page.line(x, 100, x + 120, 100)
    page.text(60, 120, "640 nya arbetsplatser").text(180, 120, "318 besök").text(300, 120, "77 i index")
    page.text(60, 150, "Vad vi har gjort", 16, bold=True)
    page.text(60, 172, "Planen innehåller tre saker. Kryssen i tabellen visar var varje sak stod vid årets slut.")
    page.box(60, 190, 540, 206, fill=(0, 0.4, 0.5)).row(
        201, {62: "Aktivitet", 250: "Ansvarig", 420: "Klart"}, bold=True
    )
    page.text(62, 218, "Växande företag", bold=True).line(60, 223, 540, 223)
    for place, name in enumerate(("Starta nätverk", "Rita kartan", "Skriva avtal")):
        y = 223 + 17 * place
        page.row(y + 12, {62: name, 250: "Lotsen", 420: "X"}).line(60, y + 17, 540, y + 17)
    table = read(document).tables[-1]
    assert table.rows()[:2] == [["Aktivitet", "Ansvarig", "Klart"], ["Växande företag", "", ""]]


def test_captions_over_tables_beside_each_other(document: Document, read: Read) -> None:
    page = document.page().text(310, 90, "Budget per år (tkr)")
    for x, rows in ((50, ("Steg", "Start", "Slut")), (310, ("Post", "Lön", "Resor"))):
        page.grid([x, x + 110, x + 220], [100, 120, 140, 160])
        for place, name in enumerate(rows):
            page.row(114 + 20 * place, {x + 5: name, x + 115: str(100 * place + 200)})
    titles = {table.rows()[0][0]: table.title for table in read(document).tables}
    assert titles == {"Steg": None, "Post": "Budget per år (tkr)"}


PERIODS = [("20220101", "20251231"), ("20230901", "20260630"), ("20220401", "20240930")]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_two_sides_of_periods_are_no_columns(rows: int, document: Document, read: Read) -> None:
    page = document.page().row(100, {60: "Projekt", 160: "Belopp", 240: "Tid", 400: "Total"}, bold=True)
    for place, (first, last) in enumerate(PERIODS[:rows]):
        y = 120 + 16 * place
        page.row(y, {60: "Bron", 160: "2,5", 240: f"{first} –", 400: "5,9"})
        page.text(240 + width(f"{first} –") + 6.5, y, last)
    found = read(document).tables[0].rows()
    assert [row[2] for row in found] == ["Tid", *(f"{first} – {last}" for first, last in PERIODS[:rows])]


def line(x: float, y: float, text: str) -> Line:
    words = []
    for part in text.split():
        words.append(Word(part, Box(x, y - 8, x + width(part), y + 2), y, Style(10.0, False, False, 0, "Probe")))
        x += width(part) + 6
    return make_line(words)


@pytest.mark.parametrize(
    ("left", "right", "blank", "is_one"),
    [
        (["RUN", "RUN", "RUN"], ["2023/47", "2023/65", "2022/9"], 6.0, True),
        (["RUN", "ROK", "RUN"], ["2023/47", "2023/65", "2022/9"], 6.0, False),
        (["RUN", "RUN", "RUN"], ["2023/47", "2023/65", "2022/9"], 9.0, False),
        (["RUN"], ["2023/47"], 6.0, False),
        (["Skola", "Skola"], ["140", "240"], 6.0, False),
        (["2022-01 –"], ["2025-12"], 6.0, True),
        (["2022-01", "2023-01"], ["–", "–"], 6.0, True),
        (["2022-01", "2023-01"], ["–", "2,5"], 6.0, False),
    ],
)
def test_words_a_blank_apart_in_every_row_stand_in_one_column(
    left: list[str], right: list[str], blank: float, is_one: bool
) -> None:
    x = 60 + max(map(width, left)) + blank
    rows = [
        {0: line(x - blank - width(first), 16.0 * y, first), 1: line(x, 16.0 * y, second)}
        for y, (first, second) in enumerate(zip(left, right, strict=True))
    ]
    assert stand_in_line(rows, 0) == is_one
