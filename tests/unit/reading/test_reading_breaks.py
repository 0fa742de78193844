"""What page breaks leave of tables without rules, and text between ruled tables of one width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Document, Page

from pipelines.reading import Reading
from pipelines.reading.model import Heading

Read = Callable[[Document], Reading]

ROWS = [
    ("Bidrag", "4 100", "3 900"),
    ("Taxor", "250", "310"),
    ("Hyror", "18", "27"),
    ("Summa intäkter", "4 368", "4 237"),
]


def rows_of(reading: Reading) -> list[list[str]]:
    assert len(reading.tables) == 1
    return [[text or "" for text in row] for row in reading.tables[0].rows()]


def put(page: Page, y: float, rows: list[tuple[str, str, str]] = ROWS) -> None:
    for place, (label, *values) in enumerate(rows):
        page.text(60, y + 16 * place, label)
        for end, value in zip((300, 400), values, strict=True):
            page.right(end, y + 16 * place, value)


def header(page: Page, y: float) -> None:
    page.right(300, y, "Budget", bold=True).right(400, y, "Utfall", bold=True)


def text(page: Page, y: float) -> None:
    page.lines(
        60, y, ["Nämnden redovisar ett överskott som främst förklaras av att flera tjänster", "har varit vakanta."]
    )


def test_a_header_alone_at_the_foot_heads_the_rows_of_the_next_page(document: Document, read: Read) -> None:
    first, second = document.page(), document.page()
    text(first, 100)
    header(first, 770)
    first.text(60, 786, "Intäkter", bold=True)
    put(second, 60)
    text(second, 400)
    reading = read(document)
    assert rows_of(reading)[:3] == [["", "Budget", "Utfall"], ["Intäkter", "", ""], ["Bidrag", "4 100", "3 900"]]
    assert reading.tables[0].header_rows == 1
    assert sorted(reading.tables[0].boxes) == [1, 2]
    assert not [item for item in reading.items if isinstance(item, Heading)]
    assert reading.words_placed == reading.words_total


def test_bold_words_in_other_columns_head_no_table_of_the_next_page(document: Document, read: Read) -> None:
    first, second = document.page(), document.page()
    text(first, 100)
    first.text(120, 770, "Anna Ek", bold=True).text(330, 770, "Ordförande i nämnden", bold=True)
    put(second, 60)
    assert sorted(read(document).tables[0].boxes) == [2]


def test_one_row_at_the_head_of_a_page_ends_the_table_before_it(document: Document, read: Read) -> None:
    first, second = document.page(), document.page()
    text(first, 100)
    header(first, 700)
    put(first, 716, ROWS[:3])
    put(second, 60, ROWS[3:])
    text(second, 120)
    reading = read(document)
    assert rows_of(reading)[-2:] == [["Hyror", "18", "27"], ["Summa intäkter", "4 368", "4 237"]]
    assert reading.tables[0].cells[-1].page == 2


def test_a_heading_below_a_table_keeps_the_next_page_apart(document: Document, read: Read) -> None:
    first, second = document.page(), document.page()
    first.text(60, 60, "Årsredovisning", 24.0, bold=True)
    text(first, 100)
    header(first, 680)
    put(first, 696)
    first.text(60, 790, "Kostnader", 14.0, bold=True)
    put(second, 60)
    assert [table.row_count for table in read(document).tables] == [5, 4]


def test_a_short_text_between_two_ruled_tables_parts_them(document: Document, read: Read) -> None:
    page = document.page()
    for top in (100.0, 196.0):
        for place in range(5):
            page.line(60, top + 16 * place, 420, top + 16 * place)
        page.text(64, top + 12, "Post", bold=True).right(300, top + 12, "Budget", bold=True)
        page.right(400, top + 12, "Utfall", bold=True)
        for place, (label, *values) in enumerate(ROWS[:3], start=1):
            page.text(64, top + 12 + 16 * place, label)
            for end, value in zip((300, 400), values, strict=True):
                page.right(end, top + 12 + 16 * place, value)
    page.text(60, 184, "Nyckeltal för året", bold=True)
    assert [[row[0] for row in table.rows()] for table in read(document).tables] == [
        ["Post", "Bidrag", "Taxor", "Hyror"]
    ] * 2


def test_items_of_a_list_in_a_cell_are_one_row_beside_names(document: Document, read: Read) -> None:
    page = document.page()
    for y in (100, 118, 170):
        page.line(60, y, 500, y)
    page.row(113, {64: "Aktivitet", 300: "När", 360: "Vem", 430: "Följs upp"}, bold=True)
    page.row(131, {64: "• Ta fram en plan för baden", 300: "2021", 360: "Ada", 430: "Varje år"})
    page.row(147, {64: "• Bjud in alla föreningar", 360: "Bo"})
    page.row(163, {64: "• Rusta leden", 360: "Cleo"})
    found = rows_of(read(document))
    assert len(found) == 2
    assert found[1][1:] == ["2021", "Ada Bo Cleo", "Varje år"]


def test_the_header_of_a_grid_alone_at_the_foot_heads_it(document: Document, read: Read) -> None:
    first, second = document.page(), document.page()
    text(first, 100)
    first.grid([60, 260, 340, 420], [770, 790])
    for x, word in zip((64, 264, 344), ("Kostnader (tkr)", "Budget", "Utfall"), strict=True):
        first.text(x, 784, word, bold=True)
    second.grid([60, 260, 340, 420], [50, 70, 90])
    for place, row in enumerate((("Personal", "4 100", "3 900"), ("Hyror", "18", "27"))):
        for x, word in zip((64, 264, 344), row, strict=True):
            second.text(x, 64 + 20 * place, word)
    (table,) = read(document).tables
    assert (table.header_rows, table.row_count) == (1, 3)


def test_a_header_and_a_group_at_the_foot_go_with_the_header_that_is_printed_again(
    document: Document, read: Read
) -> None:
    first, second = document.page(), document.page()
    text(first, 100)
    header(first, 750)
    first.text(56, 766, "Intäkter", bold=True).text(60, 800, "1 Avser hela tiden.", 7)
    header(second, 60)
    put(second, 76)
    text(second, 400)
    assert rows_of(read(document))[:3] == [["", "Budget", "Utfall"], ["Intäkter", "", ""], ["Bidrag", "4 100", "3 900"]]


def test_another_header_on_the_next_page_begins_another_table(document: Document, read: Read) -> None:
    first, second = document.page(), document.page()
    text(first, 100)
    first.right(300, 750, "Plan", bold=True).right(400, 750, "Prognos", bold=True).text(60, 766, "Intäkter", bold=True)
    header(second, 60)
    put(second, 76)
    text(second, 400)
    assert rows_of(read(document))[0] == ["", "Budget", "Utfall"]


def test_a_group_named_on_the_last_line_of_a_page_is_a_row(document: Document, read: Read) -> None:
    first, second = document.page(), document.page()
    text(first, 100)
    header(first, 700)
    put(first, 716)
    first.text(60, 780, "Kostnader", bold=True)
    header(second, 60)
    put(second, 76, [("Lokaler", "-40", "-41"), ("Resor", "-5", "-7"), ("Summa kostnader", "-45", "-48")])
    text(second, 400)
    found = rows_of(read(document))
    assert found[4:7] == [["Summa intäkter", "4 368", "4 237"], ["Kostnader", "", ""], ["Lokaler", "-40", "-41"]]


def test_a_line_that_says_that_a_table_goes_on_parts_it_not(document: Document, read: Read) -> None:
    first, second = document.page(), document.page()
    text(first, 100)
    header(first, 700)
    put(first, 716)
    second.text(60, 60, "Tabell 2. Resultat (forts.)")
    header(second, 80)
    put(second, 96, [("Lokaler", "-40", "-41"), ("Resor", "-5", "-7")])
    text(second, 400)
    assert [row[0] for row in rows_of(read(document))] == [
        "",
        "Bidrag",
        "Taxor",
        "Hyror",
        "Summa intäkter",
        "Lokaler",
        "Resor",
    ]


LEFT = ["Nämnden har under året", "arbetat med att korta de", "köer som länge har växt", "i alla delar av kommunen."]
RIGHT = ["Under hösten flyttade två", "av enheterna till andra", "lokaler, vilket har gjort", "att hyrorna har stigit."]


def test_a_table_under_two_columns_of_text_is_one(document: Document, read: Read) -> None:
    page = document.page().lines(60, 100, LEFT).lines(240, 100, RIGHT).text(60, 166, "Resultat, tkr")
    header(page, 184)
    put(page, 200)
    page.lines(60, 300, LEFT).lines(240, 300, RIGHT)
    found = read(document)
    assert rows_of(found)[:2] == [["", "Budget", "Utfall"], ["Bidrag", "4 100", "3 900"]]
    assert found.tables[0].title == "Resultat, tkr"


def test_a_sum_is_no_label_that_goes_on_with_the_line_below(document: Document, read: Read) -> None:
    page = document.page()
    text(page, 60)
    header(page, 100)
    put(page, 112, ROWS[:3])
    page.text(60, 160, "Summa", bold=True).right(300, 160, "1", bold=True).right(400, 160, "2", bold=True)
    page.text(60, 172, "Resultat, tkr")
    assert ["Summa", "1", "2"] in rows_of(read(document))


def test_rows_that_fill_few_columns_go_on_with_the_table_before(document: Document, read: Read) -> None:
    first, second = document.page(), document.page()
    text(first, 100)
    header(first, 700)
    put(first, 716, ROWS[:3])
    second.text(60, 60, "varav stat").right(400, 60, "12").text(60, 76, "varav region").right(400, 76, "15")
    text(second, 300)
    assert rows_of(read(document))[-2:] == [["varav stat", "", "12"], ["varav region", "", "15"]]


COSTS = [("Löner", "−2 100", "−1 950"), ("Hyror", "−18", "−27"), ("Summa kostnader", "−2 118", "−1 977")]


@pytest.mark.parametrize("name", ["Kostnader", "Nu följer en redovisning av alla våra utgifter"])
def test_the_name_of_a_group_at_the_head_of_a_page_is_a_row(document: Document, read: Read, name: str) -> None:
    first, second = document.page(), document.page()
    text(first, 100)
    header(first, 708)
    first.text(60, 724, "Intäkter", bold=True)
    put(first, 740)
    second.text(60, 60, name, bold=True)
    put(second, 76, COSTS)
    text(second, 400)
    reading = read(document)
    if name != "Kostnader":
        assert len(reading.tables) == 2
        return
    assert rows_of(reading)[5:8] == [["Summa intäkter", "4 368", "4 237"], ["Kostnader", "", ""], list(COSTS[0])]
    assert not [item for item in reading.items if isinstance(item, Heading)]
    assert reading.words_placed == reading.words_total


@pytest.mark.parametrize("is_bold", [False, True])
def test_the_end_of_a_cell_that_a_page_break_cuts_goes_on_with_its_table(
    is_bold: bool, document: Document, read: Read
) -> None:
    first, second = document.page(), document.page()
    text(first, 100)
    header(first, 740)
    put(first, 756, [("Nya broar och vägar", "100", "90")])
    second.text(60, 60, "Bergs kommun", bold=is_bold)
    put(second, 84, COSTS)
    text(second, 400)
    reading = read(document)
    assert len(reading.tables) == 1 + is_bold
    if not is_bold:
        assert rows_of(reading)[1:3] == [["Nya broar och vägar", "100", "90"], ["Bergs kommun", "", ""]]
        assert reading.words_placed == reading.words_total


def test_two_years_over_two_headers_each_over_one_row(document: Document, read: Read) -> None:
    page = document.page()
    for x, year in ((260, "2023"), (440, "2022")):
        page.text(x, 100, year, bold=True)
    for place, (x, name) in enumerate(((220, "Budget"), (310, "Utfall"), (400, "Budget"), (490, "Utfall"))):
        page.right(x, 116, name, bold=True).right(x, 132, f"{place + 1} 250")
    page.text(60, 132, "Lokaler")
    rows = read(document).tables[0].grid()
    assert [cell.text for cell in rows[1] if cell is not None] == ["", "Budget", "Utfall", "Budget", "Utfall"]
    assert [cell.text for cell in rows[0] if cell is not None and cell.text] == ["2023", "2023", "2022", "2022"]


def test_years_below_a_caption_head_another_table_after_few_rows(document: Document, read: Read) -> None:
    page = document.page()
    put(page, 100, COSTS[:2])
    page.text(60, 132, "Summa", bold=True).right(300, 132, "−2 118", bold=True).right(400, 132, "−1 977", bold=True)
    page.text(60, 156, "Nyckeltal")
    page.right(300, 172, "2023").right(400, 172, "2022")
    for y, label in ((188, "Andel personal"), (204, "Andel lokaler")):
        page.text(60, y, label).right(300, y, "41 %").right(400, y, "38 %")
    assert [table.row_count for table in read(document).tables] == [3, 3]
