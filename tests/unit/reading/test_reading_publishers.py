"""Page layouts of publishers other than those of the samples: coloured bands, tables that follow each other, forms."""

from __future__ import annotations

from collections.abc import Callable

from pages import Document, Page

from pipelines.reading import Reading
from pipelines.reading.model import Heading, Paragraph

Read = Callable[[Document], Reading]

BLUE = (0.0, 0.3, 0.5)
TEXT = ["Nämnden har under året arbetat med frågan och", "redovisar arbetet i sin helhet längre fram."]


def filled(reading: Reading) -> list[list[list[str]]]:
    return [[[text or "" for text in row] for row in table.rows()] for table in reading.tables]


# --- furniture ------------------------------------------------------------------------------------------------------


def test_a_header_that_ends_with_page_and_pages_is_furniture_on_every_page(document: Document, read: Read) -> None:
    for number in (1, 2, 3):
        page = document.page()
        page.row(30, {60: "Verket" if number > 1 else "Redovisning", 300: f"Dnr 7:{number} {number} (3)"})
        page.lines(60, 100, TEXT)
    assert not any(isinstance(item, Paragraph) and "Dnr" in item.text for item in read(document).items)


def test_a_fraction_in_a_text_numbers_no_page(document: Document, read: Read) -> None:
    for number, opening in ((1, "Av rutorna"), (2, "Bland korten")):
        document.page().lines(60, 30, [f"{opening} fylldes {number} av 7", *TEXT[number - 1 :]])
    assert read(document).furniture == []


# --- coloured bands -------------------------------------------------------------------------------------------------


def _banded(page: Page, y: float, *, below: float = 14.0) -> None:
    """Headers on coloured ground, then rows with a rule under each."""
    page.box(60, y, 500, y + 18, fill=BLUE)
    page.row(y + 12, {64: "Projekt", 250: "Ägare", 420: "Belopp"}, bold=True)
    for place, (name, owner, amount) in enumerate(
        (("Bron", "Berg AB", "120"), ("Leden", "Dal AB", "80"), ("Vägen", "Ås AB", "95"))
    ):
        top = y + 18 + place * 18
        page.row(top + 12, {64: name, 250: owner, 420: amount})
        page.rules(60, 500, [top + 18])


def test_a_coloured_band_over_ruled_rows_heads_them(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, TEXT)
    _banded(page, 100)
    (rows,) = filled(read(document))
    assert rows == [
        ["Projekt", "Ägare", "Belopp"],
        ["Bron", "Berg AB", "120"],
        ["Leden", "Dal AB", "80"],
        ["Vägen", "Ås AB", "95"],
    ]


def test_a_coloured_box_of_another_width_heads_nothing(document: Document, read: Read) -> None:
    page = document.page().lines(60, 40, TEXT)
    page.box(60, 100, 300, 118, fill=BLUE)
    page.text(64, 112, "Läs mer om projekten här")
    for place in range(3):
        page.row(150 + place * 18, {64: f"Rad {place}", 250: "Berg AB", 420: "120"})
        page.rules(60, 500, [156 + place * 18])
    cells = [text for table in filled(read(document)) for row in table for text in row]
    assert "Läs mer om projekten här" not in cells


# --- tables that follow each other ----------------------------------------------------------------------------------


def _two(page: Page) -> None:
    """Two tables of one width with white between, each with a header in bold and a rule under every row."""
    page.rules(60, 500, [100])
    for place, row in enumerate(("Indikator Utfall Mål", "Besök 12 10", "Kurser 3 4")):
        name, first, second = row.split()
        page.row(112 + place * 18, {64: name, 250: first, 420: second}, bold=place == 0)
        page.rules(60, 500, [118 + place * 18])
    page.rules(60, 500, [174])
    for place, row in enumerate(("Aktivitet Status Slut", "Mässa Klar 2022", "Kurs Pågår 2023")):
        name, first, second = row.split()
        page.row(186 + place * 18, {64: name, 250: first, 420: second}, bold=place == 0)
        page.rules(60, 500, [192 + place * 18])


def test_a_bold_header_below_white_begins_another_table_of_the_same_width(document: Document, read: Read) -> None:
    _two(document.page())
    assert [[row[0] for row in rows] for rows in filled(read(document))] == [
        ["Indikator", "Besök", "Kurser"],
        ["Aktivitet", "Mässa", "Kurs"],
    ]


def test_text_over_all_columns_that_stands_as_tight_as_rows_stays_in_the_table(document: Document, read: Read) -> None:
    page = document.page()
    page.rules(60, 500, [100])
    rows: list[dict[float, str]] = [
        {64: "Aktivitet", 300: "Status", 420: "Slut"},
        {64: "Mässan", 300: "Klar", 420: "2022-05-31"},
        {64: "Mässan invigdes den tolfte maj och hade vid årets slut fyrtiosex utställare."},
        {64: "Kursen", 300: "Pågår", 420: "2023-12-31"},
        {64: "Två av de fem planerade tillfällena har flyttats till nästa år av olika skäl."},
    ]
    for place, row in enumerate(rows):
        page.row(112 + place * 18, row, bold=place == 0)
        page.rules(60, 500, [118 + place * 18])
    (table,) = filled(read(document))
    assert [row[1] for row in table] == ["Status", "Klar", "", "Pågår", ""]


# --- forms ----------------------------------------------------------------------------------------------------------


def test_labels_side_by_side_in_one_box_have_their_own_values(document: Document, read: Read) -> None:
    page = document.page()
    page.grid([60, 500], [100, 130, 160, 190])
    for place, row in enumerate(
        (
            {64: ("Projektnamn", "Bron")},
            {64: ("Sökande", "Berg AB"), 290: ("Kontakt", "Eva Ek")},
            {64: ("Start", "2020-01-01"), 290: ("Slut", "2021-12-31")},
        )
    ):
        for x, (label, value) in row.items():
            page.text(x, 110 + place * 30, label, 7)
            page.text(x, 122 + place * 30, value)
    (table,) = filled(read(document))
    assert table == [
        ["Projektnamn Bron", ""],
        ["Sökande Berg AB", "Kontakt Eva Ek"],
        ["Start 2020-01-01", "Slut 2021-12-31"],
    ]


# --- headings -------------------------------------------------------------------------------------------------------


def test_a_sentence_set_larger_below_a_heading_is_its_lead(document: Document, read: Read) -> None:
    page = document.page()
    page.text(60, 60, "Kompetens", 22)
    page.lines(
        60, 100, ["Området har fått störst del av medlen under året, mest till", "utbildning. Fyra projekt pågår."], 12
    )
    page.lines(60, 150, [*TEXT, *TEXT, *TEXT])
    assert [item.title for item in read(document).items if isinstance(item, Heading)] in (["Kompetens"], [])


def test_a_heading_and_a_header_without_rule_between_begin_another_table(document: Document, read: Read) -> None:
    page = document.page()
    page.row(96, {64: "Insats", 250: "Vem", 420: "Klar"}, 8, bold=True)
    page.rules(60, 500, [100])
    for place, row in enumerate(("Mässa Berg 2022", "Kurs Dal 2023")):
        page.row(112 + place * 18, dict(zip((64, 250, 420), row.split(), strict=True)))
        page.rules(60, 500, [118 + place * 18])
    page.text(64, 156, "Resultatmått", bold=True)
    page.row(178, {64: "Mått", 250: "Utfall", 420: "Mål"}, 8, bold=True)
    page.rules(60, 500, [182])
    for place, row in enumerate(("Besök 12 10", "Kurser 3 4")):
        page.row(194 + place * 18, dict(zip((64, 250, 420), row.split(), strict=True)))
        page.rules(60, 500, [200 + place * 18])
    assert [[row[0] for row in rows] for rows in filled(read(document))] == [
        ["Insats", "Mässa", "Kurs"],
        ["Mått", "Besök", "Kurser"],
    ]
