"""Tables set without a grid, in the manner of statistics and of budgets, and pages that only look like them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from pages import Document, Page, width

from pipelines.reading import Reading, Table
from pipelines.reading.model import Box, Line, Paragraph, Style, Word
from pipelines.reading.tables.aligned import find_separators
from pipelines.reading.tables.grid import (
    Segment,
    figures_of,
    is_figure,
    is_number,
    is_scattered,
    segments,
    usual_blanks,
)
from pipelines.reading.tables.regions import Region
from pipelines.reading.words import make_line

Read = Callable[[Document], Reading]

PROSE = [
    "Nämnden redovisar ett överskott som främst förklaras av att tjänster",
    "har varit vakanta under delar av året.",
]
PITCH = 12.0


def the_table(reading: Reading) -> Table:
    assert len(reading.tables) == 1
    return reading.tables[0]


def filled(table: Table) -> list[list[str]]:
    """Text by row and column, nothing where a place is empty or covered."""
    return [[text or "" for text in row] for row in table.rows()]


def spans(table: Table) -> dict[str, int]:
    """Columns covered by each cell that covers several."""
    return {cell.text: cell.column_span for cell in table.cells if cell.column_span > 1}


def centre(page: Page, x: float, y: float, text: str, *, bold: bool = False) -> None:
    page.text(x - width(text) / 2, y, text, bold=bold)


def figures(page: Page, y: float, label: str, values: Sequence[str], ends: Sequence[float], x: float = 60.0) -> None:
    """A label and figures that end at those x."""
    page.text(x, y, label)
    for end, value in zip(ends, values, strict=True):
        if value:
            page.right(end, y, value)


ENDS = [300.0, 380.0, 460.0]


def test_groups_of_digits_a_digit_apart_are_one_figure(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    page.right(300, 100, "Budget", bold=True).right(400, 100, "Utfall", bold=True)
    for y, label, *values in (
        (118, "Bidrag", "4|374", "12|090"),
        (134, "Hyror", "12|546", "1|029"),
        (150, "Taxor", "7|148", "3|700"),
    ):
        page.text(60, y, label)
        for end, value in zip((300, 400), values, strict=True):
            first, last = value.split("|")
            page.right(end, y, last).right(end - width(last) - 6, y, first)
    assert filled(the_table(read(document)))[1:] == [
        ["Bidrag", "4 374", "12 090"], ["Hyror", "12 546", "1 029"], ["Taxor", "7 148", "3 700"]
    ]  # fmt: skip


# --- columns --------------------------------------------------------------------------------------------------------


def test_headers_centred_left_of_figures_head_them(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    page.text(60, 100, "State")
    for middle, year in zip((250, 350, 450), ("2004", "2005", "2006"), strict=True):
        centre(page, middle, 100, year)
    for row, state in enumerate(("Ohio", "Utah", "Iowa", "Idaho")):
        figures(page, 114 + row * PITCH, state, [f"{row}1.5", f"{row}7.5", f"{row}9.1"], (290, 390, 490))
    assert filled(the_table(read(document)))[:2] == [
        ["State", "2004", "2005", "2006"],
        ["Ohio", "01.5", "07.5", "09.1"],
    ]


def test_a_sign_in_a_column_of_its_own_belongs_to_the_figure(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    page.right(300, 100, "2008").right(400, 100, "2009")
    for row, label in enumerate(("Receipts", "Outlays", "Interest", "Balance")):
        figures(page, 114 + row * PITCH, label, ["12,345", "(1,234)"], (300, 400))
        if row in (0, 3):
            page.text(240, 114 + row * PITCH, "$").text(340, 114 + row * PITCH, "$")
    found = filled(the_table(read(document)))
    assert found[1:3] == [["Receipts", "$ 12,345", "$ (1,234)"], ["Outlays", "12,345", "(1,234)"]]


def test_columns_headed_by_their_number(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    page.text(60, 100, "Variable")
    for place, middle in enumerate((230, 310, 390), 1):
        centre(page, middle, 100, str(place))
    for row, name in enumerate(("Income", "Age", "Tenure")):
        figures(page, 114 + row * PITCH, name, [f"0.{row}{k}" for k in range(row + 1)], (260, 340, 420)[: row + 1])
    assert filled(the_table(read(document))) == [
        ["Variable", "1", "2", "3"],
        ["Income", "0.00", "", ""],
        ["Age", "0.10", "0.11", ""],
        ["Tenure", "0.20", "0.21", "0.22"],
    ]


@pytest.mark.parametrize("middle", [False, True], ids=["top", "middle"])
def test_a_cell_of_two_lines_beside_cells_set_in_its_middle(middle: bool, document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE).rules(60, 500, [88, 106, *(106 + 34 * row for row in range(1, 4))])
    page.row(100, {60: "Goal", 150: "Measure", 440: "Result"})
    for row in range(3):
        y = 120 + 34 * row
        page.lines(150, y, ["Households with one or more persons receiving", "assistance under any program"])
        page.row(y + (6 if middle else 0), {60: "Mobility", 440: f"{row}4%"})
    assert filled(the_table(read(document)))[1:] == [
        ["Mobility", "Households with one or more persons receiving assistance under any program", f"{row}4%"]
        for row in range(3)
    ]


def test_figures_beside_each_other_in_one_drawn_column(document: Document, read: Read) -> None:
    page = document.page().grid([60, 180, 460], [90, 110, 130, 150, 170])
    page.right(260, 105, "Antal").right(340, 105, "Andel").right(440, 105, "Summa")
    for row, label in enumerate(("Skola", "Vård", "Kultur")):
        figures(page, 125 + 20 * row, label, [f"1{row}", f"{row},5", f"2{row} 000"], (260, 340, 440), 64)
    table = the_table(read(document))
    assert (table.kind, table.header_rows) == ("ruled", 1)
    assert filled(table)[:2] == [["", "Antal", "Andel", "Summa"], ["Skola", "10", "0,5", "20 000"]]


def test_rows_of_text_between_rules_are_not_cut_at_a_gutter(document: Document, read: Read) -> None:
    left = [
        "Insatserna har gett effekt och arbetet",
        "fortsätter med fler deltagare under",
        "hela nästa år enligt planen",
    ]
    right = ["Uppdraget bedöms vara genomfört och", "avslutas i och med att rapporten", "lämnas till nämnden i mars"]
    ys = [100.0, 120.0, *(120.0 + 45 * row for row in range(1, 5))]
    page = document.page().lines(60, 40, PROSE).rules(60, 540, ys).lines(60, 330, PROSE * 3)
    page.row(114, {60: "Nr", 90: "Uppdrag", 320: "Bedömning"})
    for row in range(4):
        page.text(60, 132 + 45 * row, str(row + 1))
        page.lines(90, 132 + 45 * row, left).lines(320, 132 + 45 * row, right)
    table = the_table(read(document))
    assert filled(table)[1:] == [[str(row + 1), " ".join(left), " ".join(right)] for row in range(4)]


# --- rows -----------------------------------------------------------------------------------------------------------


def test_labels_of_groups_at_the_pitch_of_rows(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    for end, text in zip(ENDS, ("2007", "2008", "2009"), strict=True):
        page.right(end, 100, text)
    rows: list[list[str]] = [["", "2007", "2008", "2009"]]
    y = 112.0
    for group in ("Receipts:", "Outlays:"):
        page.text(60, y, group)
        rows.append([group, "", "", ""])
        for label in ("Transportation and storage", "Energy"):
            y += PITCH
            figures(page, y, label, ["1,250", "(310)", "977"], ENDS, 70)
            rows.append([label, "1,250", "(310)", "977"])
        y += PITCH
    assert filled(the_table(read(document))) == rows


def test_labels_wrapped_at_the_pitch_of_rows_with_figures_on_their_last_line(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    for end, text in zip(ENDS, ("2007", "2008", "2009"), strict=True):
        page.right(end, 100, text)
    labels = [["Petroleum"], ["Households with one or more", "persons in need"], ["Geothermal"], ["Wood"]]
    labels += [["Grants to States for highway", "construction"]]
    y = 112.0
    for label in labels:
        for place, text in enumerate(label):
            page.text(68 if place else 60, y, text)
            y += PITCH
        last = label[-1]
        start = 60 + width(last) + 10
        page.text(start, y - PITCH, "." * int((215 - start) / 5))
        figures(page, y - PITCH, "", ["1,250", "(310)", "977"], ENDS)
    found = [[cell.rstrip(" .") for cell in row] for row in filled(the_table(read(document)))]
    assert found[1:] == [[" ".join(label), "1,250", "(310)", "977"] for label in labels]


def test_a_label_goes_on_with_a_name(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    page.text(60, 100, "Projekt").text(200, 100, "Belopp")
    projects = [
        ["Kunskapslyft Industri", "Fyrbodal"],
        ["Maritim utveckling i", "Bohuslän 2.0"],
        ["Ny metod för vatten"],
    ]
    y = 114.0
    for place, lines in enumerate(projects):
        page.lines(60, y, lines).right(250, y, f"{place}50 000")
        y += PITCH * len(lines)
    assert filled(the_table(read(document)))[1:] == [
        [" ".join(lines), f"{place}50 000"] for place, lines in enumerate(projects)
    ]


def test_items_of_a_list_in_a_cell_part_no_row(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE).rules(60, 500, [88, 106, 146, 186])
    page.row(100, {60: "Enhet", 220: "Planerade insatser", 440: "Vem"})
    for row, name in enumerate(("Maria", "Sara")):
        y = 118 + 40 * row
        page.lines(60, y, ["Nämnden för kultur och", "fritid i kommunen"]).text(440, y, name)
        page.lines(220, y, ["• Se över avgifterna", "• Bygga ut biblioteket"])
    assert filled(the_table(read(document)))[1:] == [
        ["Nämnden för kultur och fritid i kommunen", "• Se över avgifterna • Bygga ut biblioteket", name]
        for name in ("Maria", "Sara")
    ]


def test_long_text_beside_dates_is_one_table(document: Document, read: Read) -> None:
    page = document.page().text(60, 50, "Tidplan", 14, bold=True).row(90, {60: "Datum", 140: "Vad som sker"}, bold=True)
    texts = [
        ["Budgetberedningen möts."],
        ["Nämnderna lämnar sina skrivelser till ekonomienheten för arbetet med", "nästa års budget och plan."],
        ["Förslagen skickas ut till kommunstyrelsen inför mötet den tionde april", "och till revisionen."],
        ["Fullmäktige beslutar om budget och plan för de tre år som kommer efter", "nästa år."],
    ]
    y = 110.0
    for place, lines in enumerate(texts):
        page.text(60, y, f"{place + 1} mars").lines(140, y, lines)
        y += 12 * len(lines) + 14
    assert filled(the_table(read(document)))[1:] == [
        [f"{place + 1} mars", " ".join(lines)] for place, lines in enumerate(texts)
    ]


# --- headings over columns ------------------------------------------------------------------------------------------


def grouped(page: Page, groups: dict[str, float], columns: Sequence[str], ends: Sequence[float]) -> None:
    for text, middle in groups.items():
        centre(page, middle, 100, text)
    page.text(60, 112, "Region")
    for end, text in zip(ends, columns, strict=True):
        page.right(end, 112, text)
    for row, label in enumerate(("North", "South", "West")):
        figures(page, 124 + row * PITCH, label, [f"{row},{k}51" for k in range(len(ends))], ends)


def test_headings_between_columns_span_them(document: Document, read: Read) -> None:
    ends = [240, 310, 380, 450]
    page = document.page().lines(60, 40, PROSE)
    grouped(page, {"2008": 257, "2009": 397}, ["Number", "Share", "Volume", "Value"], ends)
    table = the_table(read(document))
    assert spans(table) == {"2008": 2, "2009": 2}
    assert table.header_rows == 2
    assert table.header_paths()[1:] == [("2008", "Number"), ("2008", "Share"), ("2009", "Volume"), ("2009", "Value")]


def test_headings_over_groups_with_the_same_headers_span_them(document: Document, read: Read) -> None:
    ends = [220, 280, 340, 400, 460, 520]
    page = document.page().lines(60, 40, PROSE)
    grouped(page, {"2008": 264, "2009": 444}, ["Men", "Women", "All"] * 2, ends)
    assert spans(the_table(read(document))) == {"2008": 3, "2009": 3}


def test_the_first_line_of_a_wrapped_header_spans_nothing(document: Document, read: Read) -> None:
    ends = [240, 320, 400]
    page = document.page().lines(60, 40, PROSE)
    page.right(320, 100, "Total")
    page.text(60, 112, "Region")
    for end, text in zip(ends, ("Men", "numbers", "Women"), strict=True):
        page.right(end, 112, text)
    for row, label in enumerate(("North", "South", "West")):
        figures(page, 124 + row * PITCH, label, [f"{row},{k}51" for k in range(3)], ends)
    table = the_table(read(document))
    assert spans(table) == {}
    assert filled(table)[0] == ["Region", "Men", "Total numbers", "Women"]


def test_a_unit_stands_over_all_columns(document: Document, read: Read) -> None:
    ends = [260, 340]
    page = document.page().lines(60, 40, PROSE)
    page.right(260, 100, "2008").right(340, 100, "2009")
    centre(page, 290, 112, "(in thousands)")
    for row, label in enumerate(("North", "South", "West")):
        figures(page, 124 + row * PITCH, label, [f"{row},451", f"{row},877"], ends)
    table = the_table(read(document))
    assert filled(table)[:2] == [["", "2008", "2009"], ["", "(in thousands)", ""]]
    assert spans(table) == {"(in thousands)": 2}


def test_headings_in_the_middle_are_over_all_columns(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    page.text(60, 100, "Age", bold=True)
    for end, text in zip(ENDS, ("Total", "Employed", "Rate"), strict=True):
        page.right(end, 100, text, bold=True)
    for group, y in (("MEN", 116.0), ("WOMEN", 152.0)):
        centre(page, 260, y, group, bold=True)
        for row, label in enumerate(("16 to 24 years", "25 to 54 years")):
            figures(page, y + PITCH * (row + 1), label, ["5,082", "9,421", "2.3"], ENDS)
    table = the_table(read(document))
    assert spans(table) == {"MEN": 4, "WOMEN": 4}
    assert [row[0] for row in filled(table)] == [
        "Age",
        *("MEN", "16 to 24 years", "25 to 54 years"),
        *("WOMEN", "16 to 24 years", "25 to 54 years"),
    ]


# --- no tables ------------------------------------------------------------------------------------------------------


def test_labels_of_a_chart_are_no_table(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    for row in range(6):
        page.right(80, 100 + 20 * row, f"{100 - 20 * row}")
    for place in range(8):
        page.text(100 + 45 * place, 96 + 13 * ((place * 5) % 8), f"{place}7.{place}")
        page.text(95 + 45 * place, 215, f"{2010 + place}")
    assert read(document).tables == []


def test_a_list_of_tables_is_none(document: Document, read: Read) -> None:
    page = document.page().text(60, 60, "Tabellförteckning", 14, bold=True)
    names = ("Folkmängd", "Sysselsatta", "Företag", "Bostäder", "Resor", "Avfall")
    for place, (name, number) in enumerate(zip(names, (3, 3, 5, 8, 13, 21), strict=True)):
        page.text(60, 90 + 16 * place, name).right(500, 90 + 16 * place, str(number))
    assert read(document).tables == []


def test_names_in_text_columns_are_no_table(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    for row in range(8):
        for x, name in zip((60, 220, 380), ("Anna Ek", "Per Lind", "Karin Öberg"), strict=True):
            page.text(x, 100 + 13 * row, f"{name} ({'SMCVKLD'[row % 7]})")
    assert read(document).tables == []


def test_numbered_lines_are_no_table(document: Document, read: Read) -> None:
    page = document.page()
    for row in range(12):
        page.right(75, 100 + 13 * row, str(row + 1)).text(95, 100 + 13 * row, PROSE[0])
    assert read(document).tables == []


def test_a_form_to_fill_in_is_no_table(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    for row, (left, right) in enumerate((("Namn:", "Personnummer:"), ("Adress:", "Postnummer:"), ("Ort:", "Telefon:"))):
        y = 100 + 20 * row
        page.text(60, y, left).text(300, y, right).line(110, y + 2, 280, y + 2).line(380, y + 2, 500, y + 2)
    page.text(60, 170, "Ja").text(300, 170, "Nej")
    assert read(document).tables == []


def test_large_figures_over_what_they_count_are_no_table(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    for x, figure, text in ((70, "95 %", "nöjda invånare"), (230, "62 %", "förnybart"), (390, "12 %", "resor")):
        page.text(x, 120, figure, 20, bold=True).text(x, 136, text, 9)
    assert read(document).tables == []


@pytest.mark.parametrize(
    ("rows", "scattered"),
    [
        ([{0, 1, 2}, {0}, {0, 2}, {0, 1}, {0}, {0}], False),
        ([{1}, {0}, {2}, {1}, {0}, {0, 1, 2}], True),
        ([{0, 3}, {0, 1}, {0, 5}, {0, 2}], True),
        ([{0, 1}, {0, 1}], False),
    ],
    ids=["headed and labelled", "one in each row", "few in all", "full"],
)
def test_scattered_text(rows: list[set[int]], scattered: bool) -> None:
    assert is_scattered(rows, max(map(max, rows)) + 1) == scattered


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["1 234-", "ca 500 tkr", "ung 116 000", "$ 1,234", "($1,234)", "$(77,538)", "12,5 procent", "under 5", "3,5 mdkr"],
)
def test_figures_with_what_qualifies_them(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["(X)", "(NA)", "n/a", "--", "…"])
def test_signs_for_no_figure(text: str) -> None:
    assert is_figure(text)
    assert not is_number(text)


@pytest.mark.parametrize("text", ["1 234-56x", "ca", "över förväntan", "2023 budget", "del 2", "(in thousands)"])
def test_what_is_no_figure(text: str) -> None:
    assert not is_figure(text)


def words_at(gaps: Sequence[float], texts: Sequence[str], y: float = 100.0, font: str = "Plain") -> Line:
    """Words whose letters have different widths, each gap a part of the size before its word."""
    style = Style(10.0, False, False, 0, font)
    words, x = [], 50.0
    for gap, text in zip((0.0, *gaps), texts, strict=True):
        x += 10 * gap
        size = sum(2.5 if char in "il.,1" else 5.5 for char in text)
        words.append(Word(text, Box(x, y - 8, x + size, y + 2), y, style))
        x += size
    return make_line(words)


def test_the_blank_of_a_font_is_measured() -> None:
    text = words_at([0.24] * 4, ["Nämnden", "redovisar", "ett", "litet", "överskott"])
    assert usual_blanks([text])["Plain"] == pytest.approx(0.24, abs=0.01)
    even = [make_line([word]) for word in words_at([1.0] * 14, ["tolv"] * 15, font="Even").words]
    assert usual_blanks(even)["Even"] == pytest.approx(even[0].box.width / 40)


def test_columns_closer_than_usual_are_parted_by_the_blank_of_the_font() -> None:
    header = words_at([2.0, 0.24, 0.5, 0.24], ["Namn", "Utfall", "2023", "Budget", "2024"])
    rows = [words_at([4.8 + k / 10, 1.2], ["Skola", f"{k}40", f"{k}57"], 112 + 12 * k) for k in range(3)]
    lines = [header, *rows]
    region = Region(lines, [segments(line, 0.24 * 1.6 * 10) for line in lines], None)
    separators = find_separators(region)
    assert len(separators) == 2
    assert header.words[2].box.x1 < separators[1] < header.words[3].box.x0


def test_figures_with_but_a_blank_between_them_are_of_two_columns() -> None:
    rows = [
        words_at([3.0, 1.2, 1.2], ["Skola", f"4,{k}22", f"5,{k}00", f"7,{k}57"], 100 + 12 * k) for k in range(2, 10)
    ]
    tight = words_at([3.0, 0.9, 0.25], ["Skola", "4,922", "(5,300)", "7,057"], 220)
    lines = [*rows, tight]
    assert len(find_separators(Region(lines, [segments(line, 4) for line in lines], None))) == 3


def test_a_line_over_the_last_of_a_narrow_gutter_parts_nothing() -> None:
    def line(y: float, *parts: tuple[float, float, str]) -> Line:
        style = Style(10, False, False, 0, "Plain")
        return make_line([Word(text, Box(x0, y - 8, x1, y + 2), y, style) for x0, x1, text in parts])

    rows = [line(124 + 12 * k, (0, 40, "Skola"), (46, 80, f"{k}40")) for k in range(3)]
    header = line(112, (0, 44.5, "Verksamhet"), (46, 80, "Utfall"))
    over = line(100, (0, 80, "Verksamhetens"))
    lines = [over, header, *rows]
    parts = [[Segment([word], word.box) for word in each.words] for each in lines]
    separators = find_separators(Region(lines, parts, None))
    assert len(separators) == 1
    assert 44 < separators[0] < 46.5


def test_groups_of_digits_are_one_figure() -> None:
    (whole,) = segments(words_at([0.25, 0.25, 0.25], ["1", "450", "000", "(1,234)"]), 4)
    assert [figure.text for figure in figures_of(whole)] == ["1 450 000", "(1,234)"]


# --- text beside a table --------------------------------------------------------------------------------------------

BESIDE = [
    "Antalet nya företag ökade",
    "under året, framför allt inom",
    "handel och tjänster. Ökningen",
    "är störst i Borås och minst i",
    "Svenljunga. Många av dem",
    "drivs av kvinnor och unga,",
    "vilket är nytt för länet.",
]
COUNTS = [
    ["Kommun", "2022", "2023"],
    ["Borås", "120", "131"],
    ["Mark", "33", "40"],
    ["Tranemo", "7", "9"],
    ["Ale", "2", "4"],
]


@pytest.mark.parametrize("on_left", [True, False])
@pytest.mark.parametrize(("down", "pitch"), [(0, 14), (5, 14), (3, 16)])
def test_running_text_beside_a_table_is_none_of_its_cells(
    down: float, pitch: float, on_left: bool, document: Document, read: Read
) -> None:
    page = document.page().lines(60, 60, PROSE)
    text, table = (60, 330) if on_left else (330, 60)
    for place, line in enumerate(BESIDE):
        page.text(text, 150 + 14 * place, line)
    for place, (name, *counts) in enumerate(COUNTS):
        page.row(150 + down + pitch * place, {table: name, table + 90: counts[0], table + 140: counts[1]})
    page.lines(60, 300, PROSE)
    reading = read(document)
    assert the_table(reading).rows() == COUNTS
    assert the_table(reading).header_rows == 1
    assert " ".join(BESIDE) in reading.items[1].text
    assert reading.words_placed == reading.words_total


def test_text_that_wraps_in_the_cells_of_a_table_stays_there(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE).row(150, {60: "Insats", 330: "Antal", 420: "Andel"}, bold=True)
    for place in range(3):
        page.text(60, 166 + 42 * place, "Rådgivning till nya företag i").text(
            60, 178 + 42 * place, "hela kommunen, och stöd till"
        )
        page.text(60, 190 + 42 * place, "dem som vill växa utomlands")
        page.row(166 + 42 * place, {330: str(12 + place), 420: "40 %"})
    table = the_table(read(document))
    assert [row[0] for row in table.rows()[1:]] == 3 * [
        "Rådgivning till nya företag i hela kommunen, och stöd till dem som vill växa utomlands"
    ]


def test_text_between_tables_of_one_width_parts_them(document: Document, read: Read) -> None:
    page = document.page().text(60, 50, "Samverkan", 14, bold=True).rules(56, 500, (64, 84, 104, 124))
    for place, (label, text) in enumerate(
        [("Syfte", "Fler gäster i hela kommunen varje år"), ("Mål", "Minst 40 möten")]
    ):
        page.row(78 + 20 * place, {60: label, 200: text})
    page.row(118, {60: "Kommentar", 200: "Arbetet har gått bra"}).text(56, 140, "Nedan redovisas vad som har gjorts.")
    page.rules(56, 500, (150, 170, 190, 210)).row(164, {60: "Åtgärd", 220: "När", 320: "Vem", 420: "Prio"}, bold=True)
    for place, work in enumerate(("Boka lokal", "Rita karta")):
        page.row(184 + 20 * place, {60: work, 220: "2023", 320: "Maja", 420: "Hög"})
    first, second = read(document).tables
    assert (first.column_count, second.column_count) == (2, 4)
    assert filled(first)[2] == ["Kommentar", "Arbetet har gått bra"]
    assert filled(second)[-1] == ["Rita karta", "2023", "Maja", "Hög"]


def test_a_header_printed_again_below_text_opens_another_table(document: Document, read: Read) -> None:
    page = document.page()
    for top in (60, 170):
        page.text(60, top, "Besök i centrum", bold=True).text(60, top + 14, "Att fler ska trivas.")
        page.row(top + 34, {60: "Åtgärd", 220: "När", 320: "Vem"}, bold=True)
        for place, work in enumerate(("Boka lokal", "Rita karta", "Ringa alla")):
            page.row(top + 50 + 16 * place, {60: work, 220: "2023", 320: "Maja"})
    tables = read(document).tables
    assert [[row[0] for row in filled(one)] for one in tables] == [
        ["Åtgärd", "Boka lokal", "Rita karta", "Ringa alla"]
    ] * 2


def test_a_bold_label_below_a_heading_opens_a_paragraph(document: Document, read: Read) -> None:
    document.page().lines(60, 60, PROSE * 6)
    page = document.page().lines(60, 60, PROSE)
    page.text(60, 100, "Samverkan", 10.5, bold=True, color=(0.2, 0.3, 0.5)).text(60, 112, "Syfte", bold=True)
    page.text(60 + width("Syfte "), 112, "Att fler ska trivas i centrum.").lines(60, 140, PROSE * 6)
    reading = read(document)
    assert [section.heading.title for section in reading.sections] == ["Samverkan"]
    first = reading.sections[-1].items[0]
    assert isinstance(first, Paragraph)
    assert first.text == "Syfte Att fler ska trivas i centrum."


def test_a_label_in_small_letters_below_a_heading_opens_a_paragraph_that_ends_with_its_line(
    document: Document, read: Read
) -> None:
    document.page().lines(60, 60, PROSE * 6)
    page = document.page().lines(60, 60, PROSE)
    for top, name in ((100, "Nya vägar"), (150, "Lokala byar")):
        page.text(60, top, name, 10.5, bold=True, color=(0.2, 0.3, 0.5)).text(60, top + 12, "mottagare:", bold=True)
        page.text(60 + width("mottagare: ") + 4, top + 12, "Bergs kommun")
        page.text(60, top + 24, "Unga ska stanna i bygden.")
    page.lines(60, 200, PROSE * 6)
    reading = read(document)
    assert [section.heading.title for section in reading.sections] == ["Nya vägar", "Lokala byar"]
    texts = [[item.text for item in section.items[:2] if isinstance(item, Paragraph)] for section in reading.sections]
    assert texts == [["mottagare: Bergs kommun", "Unga ska stanna i bygden."]] * 2


def test_rows_may_be_set_larger_than_their_header(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    for x, text in zip((60, 260, 380), ("Mått", "Resultat 2022", "Målvärde 2022"), strict=True):
        page.text(x, 100, text, 7.5, bold=True)
    for row, (name, result, target) in enumerate((("Sysselsatta", "4388", "4350"), ("Nystartade", "212", "200"))):
        for x, text in zip((60, 260, 380), (name, result, target), strict=True):
            page.text(x, 116 + 16 * row, text, 10)
    assert filled(the_table(read(document))) == [
        ["Mått", "Resultat 2022", "Målvärde 2022"],
        ["Sysselsatta", "4388", "4350"],
        ["Nystartade", "212", "200"],
    ]


def test_text_between_rows_of_the_same_columns_is_of_the_table(document: Document, read: Read) -> None:
    page = document.page().row(60, {60: "Projekt", 200: "Ägare", 320: "Belopp", 420: "Period"}, bold=True)
    for place, name in enumerate(("Bron över ån", "Vägen till byn", "Sjön och skogen")):
        y = 80 + 36 * place
        page.row(y, {60: name, 200: "Bergs kommun", 320: f"{place + 1} 200 tkr", 420: "2020-2022"})
        page.text(60, y + 18, "Insatsen syftar till att fler unga ska stanna i bygden och starta eget.", italic=True)
    table = the_table(read(document))
    assert [row[0] for row in filled(table)][:4] == [
        "Projekt",
        "Bron över ån",
        "Insatsen syftar till att fler unga ska stanna i bygden och starta eget.",
        "Vägen till byn",
    ]


@pytest.mark.parametrize("corner", ["Tkr", ""])
@pytest.mark.parametrize("group", ["Intäkter", ""])
def test_headers_set_sideways_head_their_columns(corner: str, group: str, document: Document, read: Read) -> None:
    rows = [["Avgifter", "1 200", "1 150"], ["Bidrag", "900", "950"], ["Hyror", "410", "380"], ["Löner", "77", "81"]]
    page = document.page()
    page.text(60, 140, corner) if corner else None
    page.text(60, 156, group) if group else None
    for x, name in ((258, "Budget 2020"), (358, "Utfall 2020")):
        page.text(x, 142, name, turned=True)
    for place, (label, *values) in enumerate(rows):
        page.text(60, 172 + 16 * place, label)
        for x, value in zip((280, 380), values, strict=True):
            page.right(x, 172 + 16 * place, value)
    reading = read(document)
    heads = [[corner, "Budget 2020", "Utfall 2020"], *([[group, "", ""]] if group else [])]
    assert reading.tables[0].rows() == [*heads, *rows]
    assert reading.tables[0].header_rows == 1
    assert not reading.oddities


def test_what_stands_under_the_last_row_as_under_the_others_is_of_the_table(document: Document, read: Read) -> None:
    page = document.page().row(100, {60: "Projekt", 300: "Kostnad", 400: "Stöd"}, bold=True)
    for place, (name, told) in enumerate(
        (
            ("Bron", "En bro över ån ska byggas av tre byar i en enda socken."),
            ("Ån", "Fisken i ån ska räknas av alla byar i samma socken."),
            ("Byn", PROSE[0]),
        )
    ):
        y = 116 + 32 * place
        page.row(y, {60: name, 300: f"{place + 2} 100", 400: f"{place + 1} 050"})
        page.text(60, y + 16, told)
    page.lines(56, 216, PROSE)
    table = the_table(read(document))
    assert [row[0] for row in filled(table)][-2:] == ["Byn", PROSE[0]]


@pytest.mark.parametrize(("second", "headers"), [("2022 tkr", 1), ("2023 tkr", 0)])
def test_years_with_the_unit_of_the_money_below_head_columns(
    document: Document, read: Read, second: str, headers: int
) -> None:
    rows = [["", "2023 tkr", second], ["Lokaler", "416", "388"], ["Resor", "90", "1 204"], ["Summa", "506", "1 592"]]
    page = document.page()
    for place, row in enumerate(rows):
        for x, text in zip((60, 300, 400), row, strict=True):
            page.text(x, 100 + 16 * place, text) if text else None
    assert read(document).tables[0].header_rows == headers


def test_a_rule_under_headers_of_several_lines_closes_them(document: Document, read: Read) -> None:
    page = document.page().rules(56, 500, (80, 180))
    page.text(60, 92, "Projekt", bold=True)
    centre(page, 340, 92, "Ekonomi", bold=True)
    page.row(106, {200: "Kostnad", 300: "Sökt", 400: "Beviljade"}, bold=True).text(400, 118, "medel", bold=True)
    page.line(196, 122, 490, 122)
    for place, name in enumerate(("Bron", "Byn", "Ån")):
        page.row(136 + 14 * place, {60: name, 200: f"{place + 1} 100", 300: f"{place + 4} 200", 400: f"{place} 300"})
    assert the_table(read(document)).header_paths()[1:] == [
        ("Ekonomi", "Kostnad"),
        ("Ekonomi", "Sökt"),
        ("Ekonomi", "Beviljade medel"),
    ]


def test_one_more_line_of_a_header_set_out_to_its_side_is_no_unit_of_all_columns(
    document: Document, read: Read
) -> None:
    page = document.page().row(100, {60: "Dnr", 120: "Namn", 190: "Vem"}, bold=True)
    page.right(330, 100, "Total-", bold=True).right(330, 112, "kostnad (miljoner kr)", bold=True)
    page.right(480, 100, "Stöd (miljoner kr)", bold=True)
    for place, name in enumerate(("Bron", "Byn", "Ån")):
        page.row(128 + 14 * place, {60: f"A{place}", 120: name, 190: "Berg"})
        page.right(330, 128 + 14 * place, f"{place + 1},3").right(480, 128 + 14 * place, f"{place},5")
    table = the_table(read(document))
    assert table.header_paths()[2:4] == [("Vem",), ("Total-kostnad (miljoner kr)",)]


def test_the_end_of_a_quarter_on_a_line_of_its_own_is_no_figure() -> None:
    assert not is_number("2 2018")
    assert all(map(is_number, ("2 018", "12 345", "2018")))


def test_columns_are_told_by_two_rows_that_are_alike(document: Document, read: Read) -> None:
    page = document.page().row(100, {60: "Ärende", 140: "Projekt"}, bold=True)
    centre(page, 366, 100, "Ekonomi", bold=True)
    page.row(114, {300: "Hela kostnad", 380: "Stöd till det"}, bold=True)
    for place, name in enumerate(("Bron", "Byn")):
        page.row(130 + 14 * place, {60: f"A {place}", 140: name, 300: f"{place + 1},3", 380: f"{place},5"})
    assert the_table(read(document)).header_paths()[2:] == [
        ("Ekonomi", "Hela kostnad"),
        ("Ekonomi", "Stöd till det"),
    ]


def test_the_last_line_of_a_header_in_brackets_is_of_its_column(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Projekt", 200: "Kostnad (mkr)", 300: "Varav stöd", 400: "Tid"}, bold=True)
    page.text(300, 112, "(mkr)", bold=True)
    for place, name in enumerate(("Bron", "Byn", "Ån")):
        page.row(128 + 14 * place, {60: name, 200: f"{place + 1},3", 300: f"{place},5", 400: f"202{place}"})
    assert ("Varav stöd (mkr)",) in the_table(read(document)).header_paths()


def test_headers_may_head_columns_that_are_empty_on_the_left(document: Document, read: Read) -> None:
    page = document.page().row(100, {60: "Region", 140: "Mål", 220: "Projekt", 320: "Kostnad", 400: "Stöd"}, bold=True)
    for place, name in enumerate(("Bron", "Byn", "Ån")):
        page.row(116 + 14 * place, {220: name, 320: f"{place + 1},3", 400: f"{place},5"})
    assert [path[0] for path in the_table(read(document)).header_paths()] == [
        "Region",
        "Mål",
        "Projekt",
        "Kostnad",
        "Stöd",
    ]


def test_a_bold_name_goes_on_below_its_row_at_the_end_of_a_table(document: Document, read: Read) -> None:
    page = document.page().row(100, {60: "Projekt", 200: "Kostnad", 300: "Stöd", 400: "Start"}, bold=True)
    for place, name in enumerate(("Bron", "Byn", "Ån i norr från källa")):
        y = 116 + 28 * place
        page.text(60, y, name, bold=True)
        page.row(y, {200: f"{place + 2} 100 tkr", 300: f"{place + 1} 050 tkr", 400: "i maj 2023"})
        page.text(60, y + 12, "till hav", bold=True) if place == 2 else page.text(60, y + 12, "Bergs kommun")
    page.text(60, 196, "Bergs kommun")
    assert the_table(read(document)).rows()[-1][0] == "Ån i norr från källa till hav Bergs kommun"
