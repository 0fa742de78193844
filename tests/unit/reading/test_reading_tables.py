"""Tables drawn in every manner reports draw them: the grid that a reader sees comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import GREEN, GREY, RED, Document, Page

from pipelines.reading import Reading, Table, read_tables
from pipelines.reading.model import Paragraph

Read = Callable[[Document], Reading]
Rows = Sequence[Sequence[str | None]]

PROSE = [
    "Arbetet har under året följt planen och de flesta insatser är",
    "genomförda. Dialogen med företagen har breddats, både vid besök",
    "och på egna mötesplatser, och nätverken har fått nya medlemmar.",
]


def the_table(reading: Reading) -> Table:
    assert len(reading.tables) == 1
    return reading.tables[0]


def rows(table: Table) -> list[list[str | None]]:
    return table.rows()


def spans(table: Table) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells over several places: row and column, rows and columns covered."""
    return {
        (cell.row, cell.column): (cell.row_span, cell.column_span)
        for cell in table.cells
        if (cell.row_span, cell.column_span) != (1, 1)
    }


def put(page: Page, xs: Sequence[float], y: float, cells: Rows, pitch: float = 20.0, *, header: int = 1) -> None:
    """Write rows of texts, figures set against the right side of their column, header rows in bold."""
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            bold = row < header
            if not text:
                continue
            if text[:1] in "0123456789–" and column:
                page.right(xs[column + 1] - 4, y + row * pitch, text, bold=bold)
            else:
                page.text(xs[column] + 4, y + row * pitch, text, bold=bold)


XS = [60.0, 200.0, 300.0, 400.0]
BUDGET = [["Verksamhet", "Budget", "Utfall"], ["Skola", "12 400", "12 910"], ["Omsorg", "8 300", "7 950"]]
ROWS = [*BUDGET, ["Kultur", "640", "655"], ["Summa", "21 340", "21 515"]]


# --- rules ----------------------------------------------------------------------------------------------------------


def test_a_full_grid(document: Document, read: Read) -> None:
    page = document.page().grid(XS, [100, 120, 140, 160, 180, 200])
    put(page, XS, 115, ROWS)
    table = the_table(read(document))
    assert (table.kind, table.header_rows) == ("ruled", 1)
    assert rows(table) == ROWS
    assert table.header_paths() == [("Verksamhet",), ("Budget",), ("Utfall",)]
    assert table.box == pytest.approx((60, 100, 400, 200), abs=0.5)
    assert [cell.box.x0 for cell in table.cells[:3]] == pytest.approx([60, 200, 300], abs=0.5)


@pytest.mark.parametrize("levels", [[100, 120, 140, 160, 180, 200], [100, 120, 200], [120, 200]], ids=["all", "3", "2"])
def test_rules_across_only(levels: list[float], document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE).rules(60, 400, levels)
    put(page, XS, 115, ROWS)
    table = the_table(read(document))
    assert rows(table) == ROWS
    assert table.kind == "partly_ruled"
    assert table.header_rows == 1


def test_a_grid_without_outer_sides(document: Document, read: Read) -> None:
    page = document.page().rules(60, 400, [100, 120, 140, 160, 180, 200])
    for x in XS[1:-1]:
        page.line(x, 100, x, 200)
    put(page, XS, 115, ROWS)
    assert rows(the_table(read(document))) == ROWS


def test_shading_of_the_header_alone(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE).box(60, 100, 400, 120, fill=GREY)
    put(page, XS, 115, ROWS, header=0)
    table = the_table(read(document))
    assert rows(table) == ROWS
    assert table.header_rows == 1


def test_no_rules_at_all(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    put(page, XS, 115, ROWS)
    page.lines(60, 240, PROSE)
    reading = read(document)
    table = the_table(reading)
    assert (table.kind, rows(table), table.header_rows) == ("borderless", ROWS, 1)
    assert [item.text for item in reading.items if isinstance(item, Paragraph)] == [" ".join(PROSE)] * 2


def test_zebra_stripes_make_no_headers(document: Document, read: Read) -> None:
    page = document.page().grid(XS, [100, 120, 140, 160, 180, 200])
    for top in (100, 140, 180):
        page.box(60, top, 400, top + 20, fill=GREY)
    put(page, XS, 115, ROWS, header=0)
    table = the_table(read(document))
    assert rows(table) == ROWS
    assert table.header_rows <= 1


def test_a_ruled_table_without_a_header(document: Document, read: Read) -> None:
    page = document.page().grid(XS, [100, 120, 140, 160])
    put(page, XS, 115, ROWS[1:4], header=0)
    table = the_table(read(document))
    assert (rows(table), table.header_rows) == (ROWS[1:4], 0)
    assert table.header_paths() == [(), (), ()]


def test_a_title_stands_above_its_table(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE).text(60, 92, "Tabell 1. Budget och utfall, tkr", bold=True)
    page.grid(XS, [100, 120, 140, 160, 180, 200])
    put(page, XS, 115, ROWS)
    assert the_table(read(document)).title == "Tabell 1. Budget och utfall, tkr"


def test_two_tables_of_one_width_with_text_between_are_two(document: Document, read: Read) -> None:
    page = document.page().rules(60, 400, [100, 120, 200]).rules(60, 400, [300, 320, 400])
    put(page, XS, 115, ROWS)
    page.lines(60, 222, PROSE).text(60, 292, "Tabell 2. Samma sak året efter", bold=True)
    put(page, XS, 315, ROWS)
    reading = read(document)
    assert [rows(table) for table in reading.tables] == [ROWS, ROWS]
    assert " ".join(PROSE) in [item.text for item in reading.items if isinstance(item, Paragraph)]


def test_two_tables_beside_each_other_are_two(document: Document, read: Read) -> None:
    page = document.page()
    left, right = [40.0, 130.0, 200.0, 270.0], [320.0, 410.0, 480.0, 550.0]
    for xs in (left, right):
        page.grid(xs, [100, 120, 140, 160])
        put(page, xs, 115, ROWS[:3])
    assert [rows(table) for table in read(document).tables] == [ROWS[:3], ROWS[:3]]


# --- cells ----------------------------------------------------------------------------------------------------------


def test_wrapped_cells_between_rules_are_one_row(document: Document, read: Read) -> None:
    page = document.page().rules(60, 400, [100, 120, 150, 180])
    put(page, XS, 115, [["Insats", "Ägare", "Belopp"]])
    page.lines(64, 132, ["Hållbar besöksnäring", "på gränsen"]).lines(204, 132, ["Fyrbodals", "kommunalförbund"])
    page.right(396, 132, "150 000").lines(64, 162, ["Position Väst och", "mer"]).text(204, 162, "Not Quite")
    page.right(396, 162, "44 000")
    assert rows(the_table(read(document))) == [
        ["Insats", "Ägare", "Belopp"],
        ["Hållbar besöksnäring på gränsen", "Fyrbodals kommunalförbund", "150 000"],
        ["Position Väst och mer", "Not Quite", "44 000"],
    ]


def test_wrapped_cells_without_rules_are_one_row(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, PROSE)
    put(page, XS, 115, [["Insats", "Ägare", "Belopp"]])
    for row in range(4):
        y = 140 + 34 * row
        page.lines(64, y, [f"Hållbar besöksnäring {row}", "på båda sidor gränsen"]).text(204, y, "Not Quite")
        page.right(396, y, f"{row}50 000")
    assert rows(the_table(read(document))) == [
        ["Insats", "Ägare", "Belopp"],
        *([f"Hållbar besöksnäring {row} på båda sidor gränsen", "Not Quite", f"{row}50 000"] for row in range(4)),
    ]


def test_figures_at_the_foot_of_wrapped_cells(document: Document, read: Read) -> None:
    page = document.page().rules(60, 400, [100, 120, 150, 180, 210])
    put(page, XS, 115, [["Nyckeltal", "2022", "2023"]])
    for row, label in enumerate(["Andel transfereringar/", "Andel kostnader/", "Köpta tjänster/"]):
        page.lines(64, 132 + 30 * row, [label, "summa utbetalningar"])
        page.right(296, 144 + 30 * row, f"{row}8 %").right(396, 144 + 30 * row, f"{row}1 %")
    assert rows(the_table(read(document)))[1:] == [
        ["Andel transfereringar/ summa utbetalningar", "08 %", "01 %"],
        ["Andel kostnader/ summa utbetalningar", "18 %", "11 %"],
        ["Köpta tjänster/ summa utbetalningar", "28 %", "21 %"],
    ]


def test_narrow_headers_wrap_and_hyphenate(document: Document, read: Read) -> None:
    xs = [60.0, 200.0, 250.0, 330.0, 420.0]
    page = (
        document.page()
        .lines(60, 40, ["Förvaltningsanslaget täcker resten av kostnaden."])
        .grid(xs, [100, 130, 150, 170])
    )
    page.text(64, 115, "Projekt", bold=True)
    page.text(204, 112, "Prior.", bold=True).text(204, 124, "fråga", bold=True)
    page.text(254, 112, "Förvaltnings-", bold=True).text(254, 124, "anslaget", bold=True)
    page.text(334, 112, "Total förväntad", bold=True).text(334, 124, "kostnad (kr)", bold=True)
    for row in range(2):
        page.row(145 + 20 * row, {64: f"Projekt {'AB'[row]}", 204: "23", 254: "60 000", 334: "119 000"})
    table = the_table(read(document))
    assert table.header_paths() == [
        ("Projekt",),
        ("Prior. fråga",),
        ("Förvaltningsanslaget",),
        ("Total förväntad kostnad (kr)",),
    ]


def test_a_footnote_call_is_no_part_of_a_figure(document: Document, read: Read) -> None:
    page = document.page().grid(XS, [100, 120, 140, 160])
    put(page, XS, 115, ROWS[:3])
    page.text(397, 131, "1", 5)
    table = the_table(read(document))
    assert rows(table) == ROWS[:3]
    call = [word for cell in table.cells for line in cell.lines for word in line.words if word.raised]
    assert [word.text for word in call] == ["1"]


def test_a_dash_is_a_cell_and_an_empty_cell_is_empty(document: Document, read: Read) -> None:
    texts = [["Nyckeltal", "2022", "2023"], ["Index", "–", "109"], ["Mark", "", "300 ha"], ["Planer", "5", "–"]]
    page = document.page().lines(60, 40, PROSE).rules(60, 400, [100, 120, 140, 160, 180])
    put(page, XS, 115, texts)
    assert rows(the_table(read(document))) == texts


def test_bullets_in_a_cell_stay_in_it(document: Document, read: Read) -> None:
    page = document.page().grid([60, 300, 400], [100, 120, 180])
    page.row(115, {64: "Aktiviteter", 304: "När"}, bold=True).text(304, 135, "2023")
    for place, text in enumerate(["Hålla luncher.", "Välja teman.", "Berätta."]):
        page.text(70, 135 + 14 * place, "•").text(80, 135 + 14 * place, text)
    table = the_table(read(document))
    assert rows(table) == [["Aktiviteter", "När"], ["• Hålla luncher. • Välja teman. • Berätta.", "2023"]]
    assert len(table.cells[2].lines) == 3


# --- spans ----------------------------------------------------------------------------------------------------------


def test_cells_merged_over_rows_and_columns(document: Document, read: Read) -> None:
    page = document.page().rules(60, 400, [100, 140, 180]).rules(200, 400, [120]).rules(60, 300, [160])
    for x in (60, 200, 400):
        page.line(x, 100, x, 180)
    page.line(300, 120, 300, 180)
    page.text(64, 120, "Insats", bold=True).text(270, 115, "Finansiering", bold=True)
    page.text(204, 135, "Anslag", bold=True).text(304, 135, "Bidrag", bold=True)
    page.row(155, {64: "Skola", 204: "120", 304: "340"}).row(175, {64: "Omsorg", 204: "560"})
    table = the_table(read(document))
    assert rows(table) == [
        ["Insats", "Finansiering", None],
        [None, "Anslag", "Bidrag"],
        ["Skola", "120", "340"],
        ["Omsorg", "560", None],
    ]
    assert spans(table) == {(1, 1): (2, 1), (1, 2): (1, 2), (3, 3): (2, 1)}
    assert table.header_rows == 2
    assert table.header_paths() == [("Insats",), ("Finansiering", "Anslag"), ("Finansiering", "Bidrag")]
    assert table.grid()[3][2] is table.grid()[2][2]


def test_a_partial_rule_spans_the_header_over_its_columns(document: Document, read: Read) -> None:
    xs = [60.0, 200.0, 280.0, 360.0, 440.0]
    page = document.page().lines(60, 40, PROSE).rules(60, 440, [100, 140, 220]).rules(205, 355, [120])
    page.text(240, 115, "Finansieras av", bold=True)
    put(page, xs, 135, [["", "Anslag", "Bidrag", "Summa"]])
    put(page, xs, 155, [["Skola", "12 400", "510", "12 910"], ["Omsorg", "7 900", "50", "7 950"]], header=0)
    put(page, xs, 195, [["Kultur", "600", "55", "655"], ["Summa", "20 900", "615", "21 515"]], header=0)
    table = the_table(read(document))
    assert spans(table) == {(1, 2): (1, 2)}
    assert table.header_paths() == [(), ("Finansieras av", "Anslag"), ("Finansieras av", "Bidrag"), ("Summa",)]
    assert table.row_count == 6


def centred(document: Document) -> Document:
    xs = [60.0, 200.0, 280.0, 360.0, 440.0]
    page = document.page().lines(60, 40, PROSE).rules(60, 440, [100, 120, 140, 220])
    page.text(310, 115, "2023", bold=True)
    put(page, xs, 135, [["", "Budget", "Utfall", "Avvikelse"]])
    put(page, xs, 155, [["Skola", "12 400", "12 910", "510"], ["Omsorg", "7 900", "7 950", "50"]], header=0)
    put(page, xs, 195, [["Kultur", "600", "655", "55"], ["Summa", "20 900", "21 515", "615"]], header=0)
    return document


def test_a_header_alone_in_its_row_is_a_header(document: Document, read: Read) -> None:
    table = the_table(read(centred(document)))
    assert table.header_rows == 2
    assert table.rows()[1:3] == [["", "Budget", "Utfall", "Avvikelse"], ["Skola", "12 400", "12 910", "510"]]


def test_a_centred_header_spans_the_columns_it_stands_over(document: Document, read: Read) -> None:
    table = the_table(read(centred(document)))
    assert table.header_paths() == [(), ("2023", "Budget"), ("2023", "Utfall"), ("2023", "Avvikelse")]


def test_group_headings_are_rows_of_their_own(document: Document, read: Read) -> None:
    texts = [
        ["Post", "Budget", "Utfall"],
        ["Intäkter", "", ""],
        ["Bidrag", "25 000", "24 100"],
        ["Anslag", "1 706", "1 702"],
        ["Kostnader", "", ""],
        ["Personal", "1 268", "1 300"],
        ["Lokaler", "722", "740"],
    ]
    page = document.page().lines(60, 40, PROSE).rules(60, 400, [100, 120, 260])
    put(page, XS, 115, texts)
    table = the_table(read(document))
    assert rows(table) == texts
    assert table.header_rows == 1


def test_a_cell_over_all_columns_is_a_group_heading(document: Document, read: Read) -> None:
    page = document.page().grid(XS, [100, 120]).grid(XS, [140, 160, 180])
    page.line(60, 120, 60, 140).line(400, 120, 400, 140)
    put(page, XS, 115, [BUDGET[0]])
    page.text(64, 135, "Intäkter 2023")
    put(page, XS, 155, ROWS[1:3], header=0)
    table = the_table(read(document))
    assert rows(table) == [BUDGET[0], ["Intäkter 2023", None, None], *ROWS[1:3]]
    assert spans(table) == {(2, 1): (1, 3)}
    assert table.header_rows == 1


# --- over pages -----------------------------------------------------------------------------------------------------


def test_a_table_goes_on_without_its_header(document: Document, read: Read) -> None:
    page = document.page().grid(XS, [700, 720, 740, 760, 780])
    put(page, XS, 715, ROWS[:4])
    page = document.page().grid(XS, [60, 80, 100])
    put(page, XS, 75, [ROWS[4], ["Resultat", "1 000", "2 000"]], header=0)
    page.lines(60, 140, PROSE)
    table = the_table(read(document))
    assert rows(table) == [*ROWS, ["Resultat", "1 000", "2 000"]]
    assert (table.page, table.page_end) == (1, 2)
    assert table.boxes[2] == pytest.approx((60, 60, 400, 100), abs=0.5)
    assert [cell.page for cell in table.cells if cell.column == 1] == [1, 1, 1, 1, 2, 2]


@pytest.mark.parametrize("rules", ["full", "across", "none"])
def test_a_table_goes_on_with_its_header_again(rules: str, document: Document, read: Read) -> None:
    for number, y in ((1, 660.0), (2, 60.0)):
        page = document.page()
        if number == 1:
            page.lines(60, 300, PROSE)
        ys = [y + 20 * step for step in range(6)]
        if rules == "full":
            page.grid(XS, ys)
        elif rules == "across":
            page.rules(60, 400, ys)
        put(page, XS, y + 15, [ROWS[0], *([f"Post {number}{row}", f"{row}10", f"{row}20"] for row in range(4))])
    table = the_table(read(document))
    assert rows(table) == [
        ROWS[0],
        *([f"Post {number}{row}", f"{row}10", f"{row}20"] for number in (1, 2) for row in range(4)),
    ]
    assert [cell.text for cell in table.repeated] == ROWS[0]


def test_a_row_broken_over_the_page_is_one_row(document: Document, read: Read) -> None:
    page = document.page().grid([60, 300, 400], [700, 720, 780])
    page.row(715, {64: "Aktivitet", 304: "När"}, bold=True).text(304, 735, "2023")
    page.lines(64, 735, ["Vi ska under året besöka företag", "i alla delar av kommunen och"])
    page = (
        document.page().grid([60, 300, 400], [60, 100, 120]).lines(64, 75, ["berätta om vad vi kan", "hjälpa dem med."])
    )
    page.row(115, {64: "Skriva rapport.", 304: "2024"})
    table = the_table(read(document))
    joined = "Vi ska under året besöka företag i alla delar av kommunen och berätta om vad vi kan hjälpa dem med."
    assert rows(table) == [["Aktivitet", "När"], [joined, "2023"], ["Skriva rapport.", "2024"]]
    broken = table.cells[2]
    assert [part.page for part in broken.parts] == [1, 2]
    assert broken.parts[1].box == pytest.approx((60, 60, 300, 100), abs=0.5)


def test_a_bulleted_cell_goes_on_over_the_page(document: Document, read: Read) -> None:
    page = document.page().grid([60, 300, 400], [700, 720, 780])
    page.row(715, {64: "Aktiviteter", 304: "När"}, bold=True).text(304, 735, "2023")
    for place, text in enumerate(["Hålla luncher.", "Välja teman."]):
        page.text(70, 735 + 14 * place, "•").text(80, 735 + 14 * place, text)
    page = document.page().grid([60, 300, 400], [60, 80]).text(70, 75, "•").text(80, 75, "Berätta för alla.")
    page.lines(60, 120, PROSE)
    table = the_table(read(document))
    assert rows(table) == [["Aktiviteter", "När"], ["• Hålla luncher. • Välja teman. • Berätta för alla.", "2023"]]


def test_another_table_on_the_next_page_is_another_table(document: Document, read: Read) -> None:
    page = document.page().grid(XS, [700, 720, 740, 760])
    put(page, XS, 715, ROWS[:3])
    page = document.page().text(60, 60, "Tabell 2. Något annat", bold=True).grid(XS, [80, 100, 120, 140])
    put(page, XS, 95, ROWS[:3])
    assert [rows(table) for table in read(document).tables] == [ROWS[:3], ROWS[:3]]


def test_a_table_of_other_columns_does_not_go_on(document: Document, read: Read) -> None:
    page = document.page().grid(XS, [700, 720, 740, 760])
    put(page, XS, 715, ROWS[:3])
    page = document.page().grid([60, 120, 250, 400], [60, 80, 100, 120])
    put(page, [60, 120, 250, 400], 75, ROWS[:3])
    assert len(read(document).tables) == 2


# --- forms, cards, text that is no table ----------------------------------------------------------------------------


def test_boxes_of_labels_over_values_are_key_and_value(document: Document, read: Read) -> None:
    page = document.page().grid([60, 260, 460], [100, 130, 160])
    for x, y, label, value in (
        (64, 100, "Projektets namn", "Möjligheternas Region"),
        (264, 100, "Program", "Regionalfonden"),
        (64, 130, "Diarienummer", "2015-814"),
        (264, 130, "Period", "2015–2018"),
    ):
        page.text(x, y + 10, label, 7).text(x, y + 24, value, 10, bold=True)
    table = the_table(read(document))
    assert (table.kind, table.row_count, table.column_count) == ("key_value", 2, 2)
    assert rows(table)[0] == ["Projektets namn Möjligheternas Region", "Program Regionalfonden"]


def test_labels_and_values_in_two_columns(document: Document, read: Read) -> None:
    page = document.page().grid([60, 200, 460], [100, 120, 140, 160])
    labelled = [["Projektägare", "Creative Cluster"], ["Sökt bidrag", "850 000 kr"], ["Period", "2020–2023"]]
    for row, (label, value) in enumerate(labelled):
        page.text(64, 115 + 20 * row, label, bold=True).text(204, 115 + 20 * row, value)
    assert rows(the_table(read(document))) == labelled


@pytest.mark.parametrize("columns", [1, 2])
def test_running_text_is_no_table(columns: int, document: Document, read: Read) -> None:
    page = document.page()
    for column in range(columns):
        page.lines(60 + 260 * column, 100, [line[:48] for line in PROSE * 5])
    assert read(document).tables == []


def test_justified_text_with_wide_blanks_is_no_table(document: Document, read: Read) -> None:
    page = document.page()
    words = ["Arbetet", "har", "följt", "planen", "och", "de", "flesta", "insatser", "är", "genomförda"]
    for row in range(10):
        x = 60.0
        for place, word in enumerate(words[row % 4 :]):
            page.text(x, 100 + 13 * row, word)
            x += 5 * len(word) + (5 if (place + row) % 3 else 11)
    assert read(document).tables == []


def test_signatures_and_an_address_are_no_table(document: Document, read: Read) -> None:
    page = document.page().lines(60, 100, PROSE)
    page.line(60, 300, 220, 300).line(300, 300, 460, 300).text(60, 312, "Ort och datum").text(300, 312, "Namnteckning")
    page.lines(60, 400, ["Borås Stad", "501 80 Borås"]).lines(300, 400, ["Telefon 033-35 70 00", "boras.se"])
    assert read(document).tables == []


def test_rules_between_paragraphs_make_no_table(document: Document, read: Read) -> None:
    page = document.page()
    for place in range(4):
        page.rules(60, 460, [100 + 60 * place]).lines(60, 118 + 60 * place, PROSE)
    assert read(document).tables == []


# --- any table ------------------------------------------------------------------------------------------------------

LABELS = st.lists(st.sampled_from(["Skola", "Omsorg", "Kultur", "Fritid", "Miljö", "Teknik"]), min_size=3, max_size=6)
FIGURES = st.integers(0, 99_999).map(lambda number: f"{number:,}".replace(",", " "))


@settings(max_examples=40)
@given(
    labels=LABELS,
    columns=st.integers(2, 5),
    pitch=st.sampled_from([14.0, 18.0, 24.0]),
    rules=st.sampled_from(["full", "across", "none"]),
    data=st.data(),
)
def test_a_table_of_figures_comes_back_as_it_was_written(
    labels: list[str],
    columns: int,
    pitch: float,
    rules: str,
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    figures = [data.draw(st.lists(FIGURES, min_size=columns, max_size=columns)) for _ in labels]
    texts = [
        ["Verksamhet", *(f"Kolumn {'ABCDE'[column]}" for column in range(columns))],
        *([label, *row] for label, row in zip(labels, figures, strict=True)),
    ]
    xs = [60.0, 180.0, *(180.0 + 70 * column for column in range(1, columns + 1))]
    document = Document()
    page = document.page().lines(60, 60, PROSE)
    ys = [200 + pitch * row for row in range(len(texts) + 1)]
    if rules == "full":
        page.grid(xs, ys)
    elif rules == "across":
        page.rules(xs[0], xs[-1], ys)
    put(page, xs, 200 + pitch - 4, texts, pitch)
    page.lines(60, ys[-1] + 40, PROSE)
    tables = read_tables(document.save(tmp_path_factory.getbasetemp() / "figures.pdf"))
    assert [table.rows() for table in tables] == [texts]
    assert tables[0].header_rows == 1


def test_lights_and_texts_share_a_row(document: Document, read: Read) -> None:
    page = document.page().rules(60, 400, [100, 120, 140, 160])
    page.row(115, {70: "Läge", 120: "Aktivitet", 300: "När"}, bold=True)
    page.circle(80, 131, 4, GREEN).row(135, {120: "Utforma arenan", 300: "2023"})
    page.circle(80, 151, 4, RED).row(155, {120: "Bistå i ansökan", 300: "2024"})
    table = the_table(read(document))
    assert rows(table) == [
        ["Läge", "Aktivitet", "När"],
        ["", "Utforma arenan", "2023"],
        ["", "Bistå i ansökan", "2024"],
    ]
    assert [[mark.color for mark in cell.marks] for cell in table.cells if cell.column == 1] == [
        [],
        [0x009933],
        [0xFF0000],
    ]
