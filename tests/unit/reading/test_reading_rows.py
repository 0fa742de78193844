"""Rows of tables without rules: told by their padding, however the cells wrap; headers of two levels among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from pages import Document, Page

from pipelines.reading import Reading

Read = Callable[[Document], Reading]

XS = (60.0, 200.0, 290.0, 380.0)
PITCH, PADDED = 12.0, 17.0


def put(page: Page, y: float, row: Sequence[Sequence[str]], xs: Sequence[float] = XS, *, bold: bool = False) -> float:
    """A row of cells set from the top, each of several lines; the y of the next row."""
    for x, cell in zip(xs, row, strict=True):
        for place, line in enumerate(cell):
            page.text(x, y + place * PITCH, line, bold=bold)
    return y + (max(map(len, row)) - 1) * PITCH + PADDED


def rows_of(reading: Reading) -> list[list[str]]:
    assert len(reading.tables) == 1
    return [[text or "" for text in row] for row in reading.tables[0].rows()]


HEADER = [["Aktivitet"], ["När"], ["Vem"], ["Följs upp"]]
WRAPPED = [
    [["Ta fram en plan", "för badplatserna"], ["Hösten"], ["Ada", "Bo", "Cleo"], ["Varje år"]],
    [["Bjud in", "föreningarna"], ["Våren"], ["Bo"], ["Varje år"]],
    [["Rusta leden"], ["Löpande"], ["Ada", "Cleo"], ["Två gånger", "per år"]],
]


def test_cells_that_wrap_early_stay_in_rows_set_apart(document: Document, read: Read) -> None:
    page = document.page()
    y = put(page, 100, HEADER, bold=True)
    for row in WRAPPED:
        y = put(page, y, row)
    assert rows_of(read(document)) == [
        ["Aktivitet", "När", "Vem", "Följs upp"],
        ["Ta fram en plan för badplatserna", "Hösten", "Ada Bo Cleo", "Varje år"],
        ["Bjud in föreningarna", "Våren", "Bo", "Varje år"],
        ["Rusta leden", "Löpande", "Ada Cleo", "Två gånger per år"],
    ]


@pytest.mark.parametrize("drop", [0.0, 1.8])
def test_a_column_set_a_little_lower_does_not_part_rows(document: Document, read: Read, drop: float) -> None:
    page = document.page()
    y = put(page, 100, [["Projekt och", "projektägare"], ["Totalt"], ["Bidrag"], ["Om projektet"]], bold=True)
    texts = [
        (["Nya byar", "Leader Syd"], "1 200 000", "400 000", ["Kurser för", "unga företagare", "på landet."]),
        (["Gröna vägar", "i norr", "Åmåls kommun"], "640 000", "320 000", ["Skyltar vid", "lederna."]),
        (["Öppna hus", "Torsby kommun"], "90 000", "45 000", ["Ett hus för", "alla åldrar i", "byn och bygden."]),
    ]
    for name, total, grant, about in texts:
        page.lines(XS[3], y + drop, about, pitch=PITCH)
        y = max(put(page, y, [name, [total], [grant], []]), y + drop + (len(about) - 1) * PITCH + PADDED)
    assert rows_of(read(document)) == [
        ["Projekt och projektägare", "Totalt", "Bidrag", "Om projektet"],
        ["Nya byar Leader Syd", "1 200 000", "400 000", "Kurser för unga företagare på landet."],
        ["Gröna vägar i norr Åmåls kommun", "640 000", "320 000", "Skyltar vid lederna."],
        ["Öppna hus Torsby kommun", "90 000", "45 000", "Ett hus för alla åldrar i byn och bygden."],
    ]


def test_a_bold_label_between_padded_rows_heads_those_below(document: Document, read: Read) -> None:
    page = document.page()
    y = put(page, 100, [["Projekt"], ["Ägare"], ["Totalt"], ["Bidrag"]], bold=True)
    for group, names in (("Landsbygd", ("Nya byar", "Gröna vägar")), ("Kompetens", ("Öppna hus", "Smarta kluster"))):
        page.text(XS[0], y, group, bold=True)
        y += PADDED
        for name in names:
            y = put(page, y, [[name, "för unga"], ["Leader", "Skåne", "Nordväst"], ["1 200"], ["400"]])
    found = rows_of(read(document))
    assert [row[0] for row in found] == [
        "Projekt",
        "Landsbygd",
        "Nya byar för unga",
        "Gröna vägar för unga",
        "Kompetens",
        "Öppna hus för unga",
        "Smarta kluster för unga",
    ]
    assert found[5][1:] == ["Leader Skåne Nordväst", "1 200", "400"]


def test_lines_at_one_pitch_are_rows_of_their_own(document: Document, read: Read) -> None:
    page = document.page()
    for place, label in enumerate(("Bidrag", "Taxor", "Hyror", "Övrigt")):
        page.text(60, 100 + place * PADDED, label).right(300, 100 + place * PADDED, f"{(3 - place) * 7}50")
    assert [row[0] for row in rows_of(read(document))] == ["Bidrag", "Taxor", "Hyror", "Övrigt"]


def test_a_heading_over_some_columns_among_headers_that_wrap(document: Document, read: Read) -> None:
    page = document.page()
    xs = (60.0, 200.0, 280.0, 360.0, 450.0)
    page.row(100, {60: "Projekt och", 450: "Beskrivning"}, bold=True).text(295, 100, "Ekonomi", bold=True)
    page.text(60, 112, "projektägare", bold=True)
    for x, words in zip(xs[1:4], (("Totala", "kostnaden"), ("Sökt", "belopp"), ("Beviljat", "belopp")), strict=True):
        for place, word in enumerate(words):
            page.text(x, 115 + place * PITCH, word, bold=True)
    y = 115 + PITCH + PADDED
    for name in ("Nya byar", "Gröna vägar", "Öppna hus"):
        y = put(page, y, [[name, "Leader Syd"], ["1 200"], ["600"], ["400"], ["Kurser för", "unga."]], xs)
    (table,) = read(document).tables
    assert table.header_paths() == [
        ("Projekt och projektägare",),
        ("Ekonomi", "Totala kostnaden"),
        ("Ekonomi", "Sökt belopp"),
        ("Ekonomi", "Beviljat belopp"),
        ("Beskrivning",),
    ]


def test_sentences_that_begin_with_each_row_stand_in_its_last_cell(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Projekt", 150: "Bidrag", 230: "Beskrivning"}, bold=True)
    about = ["Kurser och mentorer stärker kunskapen om", "upphandling och export i hela", "regionen under tre år."]
    y = 100 + PADDED
    for name in ("Nya byar", "Gröna vägar", "Öppna hus", "Smarta kluster"):
        y = put(page, y, [[name], ["400 000"], about], (60, 150, 230))
    found = rows_of(read(document))
    assert [len(row) for row in found] == [3] * 5
    assert found[1] == ["Nya byar", "400 000", " ".join(about)]


def test_headers_beyond_all_figures_head_empty_columns(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Aktivitet", 200: "Ansvar", 300: "Klar", 360: "Delvis", 430: "Inte klar"}, bold=True)
    for place, name in enumerate(("Ta fram en plan", "Bjud in alla", "Rusta leden")):
        page.row(117 + 17 * place, {60: name, 200: "Ada", 305: "x"})
    found = rows_of(read(document))
    assert found[:2] == [
        ["Aktivitet", "Ansvar", "Klar", "Delvis", "Inte klar"],
        ["Ta fram en plan", "Ada", "x", "", ""],
    ]


def test_a_per_cent_sign_under_other_units_is_a_cell(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Mätetal", 210: "Enhet", 300: "2017", 380: "2018"}, bold=True)
    for place, (name, unit) in enumerate((("Nya företag", "antal"), ("Avfall", "ton"), ("Sjukfrånvaro", "%"))):
        page.row(117 + 17 * place, {60: name, 210: unit, 300: f"{place}56", 380: f"{place}78"})
    assert [row[:2] for row in rows_of(read(document))] == [
        ["Mätetal", "Enhet"],
        ["Nya företag", "antal"],
        ["Avfall", "ton"],
        ["Sjukfrånvaro", "%"],
    ]


def test_columns_of_grouped_figures_are_no_columns_of_text(document: Document, read: Read) -> None:
    page = document.page()
    ends = (300.0, 400.0, 500.0)
    for end, year in zip(ends, ("Budget", "Bokslut", "Avvikelse"), strict=True):
        page.right(end, 100, year, bold=True)
    for place, label in enumerate(("Bidrag", "Taxor", "Hyror", "Lokaler", "Personal", "Resor", "Material", "Övrigt")):
        page.text(60, 117 + 17 * place, label)
        for column, end in enumerate(ends):
            page.right(end, 117 + 17 * place, f"{9 - place} {column}40 000 kr")
    found = rows_of(read(document))
    assert found[1] == ["Bidrag", "9 040 000 kr", "9 140 000 kr", "9 240 000 kr"]
    assert len(found) == 9
