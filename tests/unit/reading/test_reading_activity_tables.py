"""Tables of plans and follow-ups: lists in a cell, stretched headers, lights under turned headers, groups, units."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import GREEN, Document, Page, width

from pipelines.reading import Reading
from pipelines.reading.model import Heading, ListItem

Read = Callable[[Document], Reading]


def spread(page: Page, x: float, y: float, words: str, end: float, *, bold: bool = False) -> None:
    """A line set out to both sides of its cell."""
    parts = words.split()
    blank = (end - x - sum(map(width, parts))) / max(len(parts) - 1, 1)
    for part in parts:
        page.text(x, y, part, bold=bold)
        x += width(part) + blank


def test_a_list_and_names_beside_it_are_one_row(document: Document, read: Read) -> None:
    heads = {60.0: "Vem", 120.0: "Aktivitet", 330.0: "Tid", 400.0: "Prio", 460.0: "Läge"}
    page = document.page().rules(56, 540, [86, 106, 150]).row(100, heads, bold=True)
    page.row(118, {60: "Eva", 120: "–", 132: "Rita en karta", 330: "Våren", 400: "Hög", 460: "Klart"})
    page.row(131, {60: "Bo", 120: "–", 132: "Ringa alla"}).row(144, {120: "–", 132: "Bygga en bro"})
    (table,) = read(document).tables
    header, row = table.rows()
    assert header == list(heads.values())
    assert row == ["Eva Bo", "– Rita en karta – Ringa alla – Bygga en bro", "Våren", "Hög", "Klart"]


def test_one_row_that_begins_under_every_header_tells_the_columns(document: Document, read: Read) -> None:
    heads = {60.0: "Aktivitet", 164.0: "Vem", 240.0: "Tid", 300.0: "Prio", 360.0: "Läge"}
    page = document.page().rules(56, 420, [86, 106, 140]).row(100, heads, bold=True)
    spread(page, 60, 118, "• Rita karta över", 161)
    page.row(118, {164: "Eva", 240: "Våren", 300: "Hög", 360: "Klart"})
    page.text(70, 130, "hamnen")
    (table,) = read(document).tables
    assert [row[:3] for row in table.rows()] == [
        ["Aktivitet", "Vem", "Tid"],
        ["• Rita karta över hamnen", "Eva", "Våren"],
    ]


def test_stretched_headers_over_figures(document: Document, read: Read) -> None:
    page = document.page().rules(56, 470, [86, 118, 136, 154])
    for x, first, second in (
        (130.0, "Antal nya", "företag"),
        (210.0, "Andel av", "alla"),
        (290.0, "Nöjda i", "kommunen"),
        (370.0, "Elever på", "skolan"),
    ):
        spread(page, x, 99, first, x + 76, bold=True)
        page.text(x, 112, second, bold=True)
    page.row(130, {60: "Mål", 130: "40 st", 210: "12 %", 290: "70 %", 370: "300"})
    page.row(148, {60: "Utfall", 130: "41 st", 210: "13 %", 290: "72 %", 370: "299"})
    (table,) = read(document).tables
    assert table.rows()[0] == ["", "Antal nya företag", "Andel av alla", "Nöjda i kommunen", "Elever på skolan"]
    assert table.rows()[1] == ["Mål", "40 st", "12 %", "70 %", "300"]


def test_a_turned_header_may_head_drawn_lights(document: Document, read: Read) -> None:
    page = document.page().row(126, {60: "Insats", 300: "Ansvarig"}, bold=True)
    for x, name in ((210, "Tid"), (400, "Prio"), (460, "Läge")):
        page.text(x + 8, 140, name, bold=True, turned=True)
    for place, name in enumerate(("Eva", "Bo", "Ann")):
        y = 156 + 14 * place
        page.row(y, {60: "Rita karta", 210: "Våren", 300: name, 400: "Hög"}).circle(464, y - 3, 3, GREEN)
    (table,) = read(document).tables
    assert table.rows()[0] == ["Insats", "Tid", "Ansvarig", "Prio", "Läge"]
    assert [bool(row[4].marks) for row in table.grid()[1:] if row[4] is not None] == [True, True, True]


def test_bold_names_of_groups_are_rows_where_no_figure_tells_rows(document: Document, read: Read) -> None:
    page = document.page().row(100, {60: "Kvalitetsmått i år", 250: "Mål", 400: "Utfall"}, bold=True)
    page.text(60, 113, "Medborgare", bold=True)
    page.row(126, {60: "Antal besök", 250: "minst 20 besök", 400: "23 besök i maj"})
    page.row(139, {60: "Svar i tid", 250: "högst 3 dagar", 400: "2 dagar i snitt"})
    page.text(60, 152, "Medarbetare", bold=True)
    page.row(165, {60: "Sjuktal bland alla som arbetar här", 250: "högst 4 dagar", 400: "5 dagar i snitt"})
    (table,) = read(document).tables
    labels = [
        "Kvalitetsmått i år",
        "Medborgare",
        "Antal besök",
        "Svar i tid",
        "Medarbetare",
    ]
    assert [row[0] for row in table.rows()] == [*labels, "Sjuktal bland alla som arbetar här"]


def test_units_in_a_column_of_their_own(document: Document, read: Read) -> None:
    page = document.page().row(100, {60: "Mått", 180: "Enhet", 260: "Kommunen", 360: "Riket"}, bold=True)
    for place, name in enumerate(("Sjuktal", "Andel nöjda", "Andel klara")):
        page.row(114 + 14 * place, {60: name, 180: "%", 260: f"{12 + place},5", 360: "38,0"})
    assert [row[:2] for row in read(document).tables[0].rows()][1:] == [
        ["Sjuktal", "%"],
        ["Andel nöjda", "%"],
        ["Andel klara", "%"],
    ]


def test_two_ruled_rows_keep_what_goes_on_in_their_cells(document: Document, read: Read) -> None:
    page = document.page().rules(56, 470, [86, 106, 138, 158])
    page.row(100, {130: "Nya företag", 230: "Personer i utbildning", 380: "Nöjda"}, bold=True)
    page.row(118, {60: "Mål", 130: "40", 230: "över 808", 380: "70 %"}).text(230, 131, "personer i hela kommunen")
    page.row(151, {60: "Utfall", 130: "41", 230: "807 personer", 380: "72 %"})
    (table,) = read(document).tables
    assert [row[0] for row in table.rows()] == ["", "Mål", "Utfall"]
    assert table.rows()[1][2] == "över 808 personer i hela kommunen"


def test_headings_are_told_where_all_else_stands_in_tables(document: Document, read: Read) -> None:
    for letter in "ABC":
        page = document.page().text(60, 80, f"{letter} Kapitel om kommunens arbete", 14, bold=True)
        page.text(60, 110, f"{letter}.1 Avsnitt", 12, bold=True)
        page.grid([60, 200, 400], [130, 150, 170]).row(144, {65: "Mål", 205: "Bygga"}).row(
            164, {65: "Läge", 205: "Klart"}
        )
    page.text(60, 300, "Tryckt av kommunens tryckeri i Borås år 2020 på papper.", 10)
    found = [item for item in read(document).items if isinstance(item, Heading)]
    assert [heading.number for heading in found] == ["A", "A.1", "B", "B.1", "C", "C.1"]


def test_a_sentence_that_says_that_something_goes_on_is_no_caption(document: Document, read: Read) -> None:
    page = document.page().text(60, 80, "Resultat", 14, bold=True).text(60, 104, "Arbetet fortsätter nästa år.")
    page.row(118, {60: "Mått", 200: "Mål", 300: "Utfall"}, bold=True)
    for place, name in enumerate(("Besök", "Svar", "Nöjda")):
        page.row(132 + 14 * place, {60: name, 200: "10", 300: "12"})
    assert read(document).tables[0].title == "Resultat"


def test_text_in_two_columns_above_a_list_is_no_table(document: Document, read: Read) -> None:
    left = (
        "Det finns behov av bättre",
        "underlag och tydliga mål för",
        "alla som driver verksamhet",
        "i kommunen under året.",
    )
    right = (
        "Intresset för nya lösningar",
        "är stort bland alla företag",
        "och invånare som har hört",
        "av sig med idéer om saken.",
    )
    page = document.page().text(60, 80, "Nyckeltal för året", 14, bold=True).lines(60, 100, left)
    page.lines(320, 100, right).row(150, {60: "•", 70: "Sjuktal"}).row(162, {60: "•", 70: "Andel nöjda"})
    found = read(document)
    assert not found.tables
    assert [item.text for item in found.items if isinstance(item, ListItem)] == ["Sjuktal", "Andel nöjda"]


def test_the_second_half_of_a_table_stands_right_behind_the_first(document: Document, read: Read) -> None:
    page = document.page().text(60, 60, "Nyckeltal", 14, bold=True)
    for x, names in ((60.0, ("Sjuktal", "Nöjda", "Besök", "Svar")), (320.0, ("Resor", "Möten"))):
        page.grid([x, x + 90, x + 150, x + 210], [80 + 20 * place for place in range(len(names) + 2)])
        page.row(94, {x + 5: "Mått", x + 95: "Mål", x + 155: "Utfall"}, bold=True)
        for place, name in enumerate(names):
            page.row(114 + 20 * place, {x + 5: name, x + 95: "10", x + 155: "12"})
    page.text(60, 210, "Ekonomi", 14, bold=True).text(60, 234, "Text om ekonomin under året i kommunen.")
    items = [type(item).__name__ for item in read(document).items]
    assert items == ["Heading", "Table", "Table", "Heading", "Paragraph"]


def test_a_heading_over_a_label_in_small_letters_of_another_size(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, ["Arbetet i kommunen under året har gått bra och fortsätter nu."] * 4)
    page.text(60, 130, "Attraktiv handel", 10.5, bold=True)
    page.text(60, 145, "syfte", bold=True).text(
        60 + width("syfte "), 145, "Att fler ska hitta en meningsfull fritid nära hemmet."
    )
    items = read(document).items
    assert [item.title for item in items if isinstance(item, Heading)] == ["Attraktiv handel"]


@pytest.mark.parametrize("unit", ["tkr", "tusental kronor"])
def test_a_caption_with_its_unit_may_open_the_next_page(unit: str, document: Document, read: Read) -> None:
    page = (
        document.page().text(60, 60, "Investeringar", 14, bold=True).lines(60, 90, ["Text om arbetet under året."] * 3)
    )
    page.row(700, {60: "Objekt", 250: "Budget", 400: "Utfall"}, bold=True)
    for place, name in enumerate(("Simhall", "Bro", "Skola")):
        page.row(714 + 14 * place, {60: name, 250: "12 406", 400: "6 098"})
    page = document.page().text(60, 60, f"Investeringar, {unit}").text(60, 110, "Kontakt", 14, bold=True)
    page.lines(60, 134, ["Text om vem som svarar på frågor om rapporten."] * 3)
    assert read(document).tables[0].title == f"Investeringar, {unit}"
