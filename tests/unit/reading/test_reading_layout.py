"""Text that is in no table: furniture, contents, columns, headings, lists, footnotes, call-outs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import GREEN, GREY, Document, Page, width

from pipelines.reading import Reading
from pipelines.reading.model import Contents, Heading, ListItem, Paragraph, Table

Read = Callable[[Document], Reading]

PROSE = [
    "Arbetet har under året följt planen och de flesta insatser är",
    "genomförda. Dialogen med företagen har breddats, både vid besök",
    "och på egna mötesplatser, och nätverken har fått nya medlemmar.",
]


def paragraphs(reading: Reading) -> list[str]:
    return [item.text for item in reading.items if isinstance(item, Paragraph)]


def headings(reading: Reading) -> list[tuple[int | None, str | None, str]]:
    return [(item.level, item.number, item.title) for item in reading.items if isinstance(item, Heading)]


def kinds(reading: Reading) -> str:
    """The items in order, a letter each."""
    letters = {Heading: "H", Paragraph: "P", ListItem: "L", Table: "T", Contents: "C"}
    return "".join(letters[type(item)] for item in reading.items)


# --- furniture ------------------------------------------------------------------------------------------------------


def running(document: Document, count: int, draw: Callable[[Page, int], object]) -> Document:
    """Pages of prose, each with what `draw` puts on it."""
    for number in range(1, count + 1):
        page = document.page().lines(60, 300, [f"Sida {number} handlar om {'abcdefgh'[number - 1] * 5}.", *PROSE])
        draw(page, number)
    return document


def test_what_repeats_on_three_pages_is_furniture(document: Document, read: Read) -> None:
    reading = read(running(document, 3, lambda page, number: page.text(60, 40, "Borås Stad").text(400, 40, "Rapport")))
    assert reading.furniture == ["Borås Stad", "Rapport"]
    assert not any("Borås" in page.text for page in reading.pages)
    assert reading.words_placed == reading.words_total


def test_what_repeats_on_two_pages_is_text(document: Document, read: Read) -> None:
    reading = read(running(document, 2, lambda page, number: page.text(60, 40, "Borås Stad")))
    assert reading.furniture == []
    assert all("Borås Stad" in page.text for page in reading.pages)


@pytest.mark.parametrize("first", [1, 2])
def test_a_header_at_both_sides_of_the_page_is_furniture_on_two_pages(
    first: int, document: Document, read: Read
) -> None:
    def header(page: Page, number: int) -> None:
        if number >= first:
            page.text(60, 40, "Region Sydlanden").text(400, 40, "Förteckning 2022-01-31")

    reading = read(running(document, first + 1, header))
    assert reading.furniture == ["Region Sydlanden", "Förteckning 2022-01-31"]


@pytest.mark.parametrize("place", [(61.5, 40), (60, 43)], ids=["aside", "below"])
def test_what_stands_elsewhere_on_one_of_two_pages_is_text(
    place: tuple[float, float], document: Document, read: Read
) -> None:
    def header(page: Page, number: int) -> None:
        x, y = place if number == 2 else (60, 40)
        page.text(x, y, "Region Sydlanden").text(x + 340, y, "Förteckning 2022-01-31")

    assert read(running(document, 2, header)).furniture == []


@pytest.mark.parametrize(
    "form", ["{}", "- {} -", "Sida {}", "Sid {} (4)", "Sida {} av 4", "{}/4", "{} (4)", "s. {}"], ids=str
)
def test_page_numbers_are_furniture_in_every_form(form: str, document: Document, read: Read) -> None:
    reading = read(running(document, 4, lambda page, number: page.text(280, 810, form.format(number))))
    assert [page.text.splitlines()[-1] for page in reading.pages] == [PROSE[-1]] * 4
    assert reading.furniture == []


def test_page_numbers_that_begin_after_a_cover_are_furniture(document: Document, read: Read) -> None:
    reading = read(running(document, 4, lambda page, number: page.text(280, 810, str(number + 6))))
    assert [page.text.splitlines()[-1] for page in reading.pages] == [PROSE[-1]] * 4


def test_the_footer_of_a_file_of_two_pages_is_told_by_its_number(document: Document, read: Read) -> None:
    def footer(page: Page, number: int) -> None:
        page.text(60, 810, "Boråsregionen").text(500, 810, f"{number} av 2")

    reading = read(running(document, 2, footer))
    assert reading.furniture == ["Boråsregionen"]
    assert [page.text.splitlines()[-1] for page in reading.pages] == [PROSE[-1]] * 2


def test_headers_may_change_sides_on_even_pages(document: Document, read: Read) -> None:
    def header(page: Page, number: int) -> None:
        page.text(60 if number % 2 else 450, 40, "Årsrapport" if number % 2 else "Kultur och fritid")

    reading = read(running(document, 6, header))
    assert reading.furniture == ["Årsrapport", "Kultur och fritid"]


def test_a_chapter_named_beside_the_page_number_is_furniture_although_it_changes(
    document: Document, read: Read
) -> None:
    chapters = ["Inledning", "", "Resultat", "", "Ekonomi", ""]

    def header(page: Page, number: int) -> None:
        name = chapters[number - 1]
        page.text(60, 40, name or str(number)).text(450, 40, str(number) if name else "Årsrapport 2023")

    reading = read(running(document, 6, header))
    assert reading.furniture == ["Inledning", "Årsrapport 2023", "Resultat", "Ekonomi"]
    assert all(page.text.startswith("Sida") for page in reading.pages)


def test_what_changes_and_does_not_number_the_page_is_text(document: Document, read: Read) -> None:
    names = ["Inledning", "Mål", "Resultat", "Ekonomi"]
    reading = read(running(document, 4, lambda page, n: page.text(60, 40, names[n - 1]).text(450, 40, f"{n * n} kr")))
    assert reading.furniture == []
    assert [page.text.splitlines()[0] for page in reading.pages] == [
        f"{name} {n * n} kr" for n, name in enumerate(names, 1)
    ]


def test_roman_numbers_count_pages_too(document: Document, read: Read) -> None:
    reading = read(running(document, 5, lambda page, n: page.text(280, 810, ["i", "ii", "iii", "iv", "v"][n - 1])))
    assert [page.text.splitlines()[-1] for page in reading.pages] == [PROSE[-1]] * 5
    assert reading.furniture == []


def test_text_that_repeats_in_the_middle_of_pages_is_text(document: Document, read: Read) -> None:
    reading = read(running(document, 4, lambda page, number: page.text(60, 450, "Kommentar saknas.")))
    assert reading.furniture == []
    assert all("Kommentar saknas." in page.text for page in reading.pages)


def test_a_last_word_that_falls_at_one_height_now_and_then_is_no_furniture(document: Document, read: Read) -> None:
    def last_line(page: Page, number: int) -> None:
        page.text(60, 788, "Kalmar län" if number == 1 else f"rad {'abcdefgh'[number - 1] * 3} sist på sidan")

    for _ in range(3):
        running(document, 8, last_line)
    reading = read(document)
    assert reading.furniture == []
    assert sum("Kalmar län" in page.text for page in reading.pages) == 3


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "rules across"])
def test_rows_at_page_ends_are_no_furniture_for_their_numbers_differ(
    ruled: bool, document: Document, read: Read
) -> None:
    ys = [80 + 20 * step for step in range(35)]
    for number in range(4):
        page = document.page().rules(60, 460, ys)
        for x in (60, 160, 260, 360, 460) if ruled else ():
            page.line(x, ys[0], x, ys[-1])
        page.row(95, {65: "Konto", 165: "Budget", 265: "Utfall", 365: "Skillnad"}, bold=True)
        for row, y in enumerate(ys[1:-1]):
            page.row(y + 15, {65: f"Rad {100 * number + row}", 165: f"{row}10", 265: f"{row}20", 365: f"-{row}10"})
    reading = read(document)
    assert reading.furniture == []
    assert len(reading.tables) == 1
    table = reading.tables[0]
    assert (table.row_count, table.column_count, table.header_rows) == (1 + 4 * 33, 4, 1)
    assert [cell.text for cell in table.repeated] == ["Konto", "Budget", "Utfall", "Skillnad"] * 3
    assert table.rows()[33] == ["Rad 32", "3210", "3220", "-3210"]
    assert table.rows()[34] == ["Rad 100", "010", "020", "-010"]


def test_a_repeated_header_over_all_columns_stays_with_its_table(document: Document, read: Read) -> None:
    ys = [80 + 20 * step for step in range(30)]
    for number in range(3):
        page = document.page().text(60, 40, "Kommunens bokslut").rules(60, 460, ys)
        for x in (60, 460):
            page.line(x, ys[0], x, ys[-1])
        for x in (160, 260, 360):
            page.line(x, ys[1], x, ys[-1])
        page.text(65, 95, "Budget och utfall i tusental kronor", bold=True)
        page.row(115, {65: "Konto", 165: "Budget", 265: "Utfall", 365: "Skillnad"}, bold=True)
        for row, y in enumerate(ys[2:-1]):
            page.row(y + 15, {65: f"Post {number}{row}", 165: f"{row}1", 265: f"{row}2", 365: "-1"})
    reading = read(document)
    assert reading.furniture == ["Kommunens bokslut"]
    (table,) = reading.tables
    assert table.header_rows == 2
    assert table.header_paths()[1] == ("Budget och utfall i tusental kronor", "Budget")
    assert table.row_count == 2 + 3 * 27


# --- contents -------------------------------------------------------------------------------------------------------

ENTRIES = [("1 Uppdraget", 3), ("1.1 Bakgrund", 3), ("2 Resultat", 4), ("3 Ekonomi", 6), ("Bilaga", 9)]


@pytest.mark.parametrize("leader", [".", ". ", "…", "_"], ids=["dots", "apart", "ellipsis", "line"])
def test_contents_with_leaders_are_no_text_and_no_table(leader: str, document: Document, read: Read) -> None:
    page = document.page().text(60, 80, "Innehåll", 16, bold=True)
    for place, (title, number) in enumerate(ENTRIES):
        y = 110 + 16 * place
        page.text(60, y, title).text(150, y, leader * (60 // len(leader))).right(500, y, str(number))
    page.lines(60, 400, PROSE)
    reading = read(document)
    assert reading.tables == []
    (contents,) = [item for item in reading.items if isinstance(item, Contents)]
    assert [line.words[-1].text for line in contents.lines] == [str(number) for _, number in ENTRIES]
    assert headings(reading) == [(1, None, "Innehåll")]
    assert paragraphs(reading) == [" ".join(PROSE)]


def test_contents_without_leaders_are_no_text_and_no_table(document: Document, read: Read) -> None:
    page = document.page().text(60, 80, "Innehållsförteckning", 16, bold=True)
    for place, (title, number) in enumerate(ENTRIES):
        page.text(60, 110 + 16 * place, title).right(500, 110 + 16 * place, str(number))
    page.lines(60, 400, PROSE)
    reading = read(document)
    assert reading.tables == []
    (contents,) = [item for item in reading.items if isinstance(item, Contents)]
    assert contents.text.splitlines() == [f"{title} {number}" for title, number in ENTRIES]


def test_a_list_that_ends_in_figures_is_no_contents(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE)
    for place, (name, number) in enumerate([("Borås", 30), ("Mark", 12), ("Bollebygd", 5), ("Svenljunga", 7)]):
        page.text(60, 150 + 16 * place, name).right(300, 150 + 16 * place, str(number))
    reading = read(document)
    assert not any(isinstance(item, Contents) for item in reading.items)


# --- columns --------------------------------------------------------------------------------------------------------

LEFT = [f"vänster rad {name} som fyller spalten bra" for name in ("ett", "två", "tre", "fyra", "fem", "sex", "sju")]
RIGHT = [line.replace("vänster", "höger") for line in LEFT]


def test_two_columns_are_read_one_after_the_other(document: Document, read: Read) -> None:
    document.page().lines(60, 100, LEFT).lines(320, 100, RIGHT)
    assert read(document).pages[0].text.splitlines() == [*LEFT, *RIGHT]


def test_a_heading_over_both_columns_parts_them(document: Document, read: Read) -> None:
    page = document.page()
    page.text(60, 80, "En rubrik som går över båda spalterna på sidan", 14, bold=True)
    page.lines(60, 110, LEFT).lines(320, 110, RIGHT)
    page.text(60, 220, "En andra rubrik som går över båda spalterna", 14, bold=True)
    page.lines(60, 250, LEFT[::-1]).lines(320, 250, RIGHT[::-1])
    texts = read(document).pages[0].text.splitlines()
    assert texts[1:15] == [*LEFT, *RIGHT]
    assert texts[15] == "En andra rubrik som går över båda spalterna"
    assert texts[16:] == [*LEFT[::-1], *RIGHT[::-1]]


NARROW = ["ord som fyller spalten", "helt ut till kanten ja", "och vidare på nästa rad", "till slutet av stycket."] * 3


def test_three_columns_are_read_one_after_the_other(document: Document, read: Read) -> None:
    page = document.page().text(50, 60, "En rubrik över alla tre spalter på sidan", 16, bold=True)
    columns = [[f"{letter}{place} {line}" for place, line in enumerate(NARROW)] for letter in "ABC"]
    for x, lines in zip((50, 220, 390), columns, strict=True):
        page.lines(x, 100, lines)
    reading = read(document)
    assert reading.tables == []
    assert reading.pages[0].text.splitlines()[1:] == [line for lines in columns for line in lines]


def test_a_picture_over_both_columns_parts_them(document: Document, read: Read) -> None:
    page = document.page().lines(60, 100, LEFT).lines(320, 100, RIGHT).picture(60, 200, 530, 290, GREEN)
    page.lines(60, 320, LEFT[::-1]).lines(320, 320, RIGHT[::-1])
    assert read(document).pages[0].text.splitlines() == [*LEFT, *RIGHT, *LEFT[::-1], *RIGHT[::-1]]


def test_a_picture_behind_both_columns_does_not_part_them(document: Document, read: Read) -> None:
    document.page().picture(60, 140, 530, 160, GREY).lines(60, 100, LEFT).lines(320, 100, RIGHT)
    assert read(document).pages[0].text.splitlines() == [*LEFT, *RIGHT]


def test_what_stands_beside_the_text_is_read_after_it(document: Document, read: Read) -> None:
    wide = [f"rad {number} av en text som är lång och fyller den breda spalten" for number in range(16)]
    beside = [
        "Budget 12 mkr för",
        "hela perioden som",
        "går till 2023 och",
        "sedan slutar med en",
        "ny ansökan om stöd.",
    ]
    page = document.page().lines(60, 80, wide).box(420, 70, 560, 200, fill=GREY)
    page.text(430, 90, "FAKTA", 9, bold=True).lines(430, 105, beside, 9, 11)
    assert read(document).pages[0].text.splitlines() == [*wide, "FAKTA", *beside]


def test_a_paragraph_goes_on_in_the_next_column(document: Document, read: Read) -> None:
    left = [*LEFT, "och den meningen fortsätter i nästa spalt"]
    right = ["där den också tar slut med en punkt här.", *(f"{line[:-1]}." for line in RIGHT)]
    document.page().lines(60, 100, left).lines(320, 100, right)
    joined = "och den meningen fortsätter i nästa spalt där den också tar slut med en punkt här."
    assert any(joined in text for text in paragraphs(read(document)))


def test_sentences_that_end_in_a_column_do_not_part_its_paragraph(document: Document, read: Read) -> None:
    left = ["En mening som slutar precis vid radslutet.", "Nästa mening hör till samma stycke som den.", *LEFT]
    document.page().lines(60, 100, left).lines(320, 100, [*RIGHT, "två rader till", "på slutet"])
    assert paragraphs(read(document))[0].startswith("En mening som slutar precis vid radslutet. Nästa mening")


def test_a_table_in_one_column_does_not_disturb_the_other(document: Document, read: Read) -> None:
    page = document.page().lines(60, 100, LEFT).lines(320, 100, [*RIGHT, *RIGHT])
    page.grid([60, 160, 260], [200, 220, 240, 260])
    for row, y in enumerate((215, 235, 255)):
        page.row(y, {65: f"Post {row}", 165: f"{row} 000"})
    reading = read(document)
    assert reading.tables[0].rows() == [["Post 0", "0 000"], ["Post 1", "1 000"], ["Post 2", "2 000"]]
    assert " ".join(paragraphs(reading)).endswith(" ".join([*RIGHT, *RIGHT]))


# --- paragraphs -----------------------------------------------------------------------------------------------------


def test_space_between_paragraphs_parts_them(document: Document, read: Read) -> None:
    document.page().lines(60, 100, PROSE).lines(60, 100 + 3 * 12 + 6, PROSE)
    assert paragraphs(read(document)) == [" ".join(PROSE)] * 2


def test_a_little_space_after_a_sentence_parts_paragraphs(document: Document, read: Read) -> None:
    full = [line.removesuffix(".").ljust(63, "x") + "." for line in PROSE]
    first, second = [*full[:2], full[2]], ["En " + full[0], *full[1:]]
    page = document.page().lines(60, 100, first).lines(60, 100 + 3 * 12 + 3, second)
    page.lines(60, 300, ["• en punkt", "• en till", "• en tredje", "• en fjärde"], pitch=15)
    assert paragraphs(read(document)) == [" ".join(first), " ".join(second)]


def test_a_paragraph_that_ends_early_is_whole(document: Document, read: Read) -> None:
    document.page().lines(60, 100, [*PROSE, "Så blev det.", *PROSE])
    assert paragraphs(read(document)) == [" ".join([*PROSE, "Så blev det."]), " ".join(PROSE)]


def test_a_paragraph_goes_on_over_a_page_break(document: Document, read: Read) -> None:
    document.page().lines(60, 700, [*PROSE, "och en mening som inte är slut när"])
    document.page().lines(60, 60, ["sidan är det, utan går vidare här.", "Sedan kommer mer."])
    (paragraph,) = [item for item in read(document).items if isinstance(item, Paragraph)]
    assert (paragraph.page, paragraph.page_end) == (1, 2)
    assert "som inte är slut när sidan är det, utan går vidare här." in paragraph.text


def test_a_short_labelled_line_does_not_go_on_over_a_page_break(document: Document, read: Read) -> None:
    document.page().lines(60, 700, [*PROSE]).lines(60, 760, ["Sökande: Ljungby kommun"])
    document.page().lines(60, 60, ["Förstudie om ett nav mellan väg och järnväg i fyra kommuner.", "Sedan mer."])
    assert paragraphs(read(document))[1] == "Sökande: Ljungby kommun"


def test_labelled_lines_are_paragraphs_of_their_own(document: Document, read: Read) -> None:
    labelled = ["Projektägare: Creative Cluster", "Sökt bidrag: 850 000 kr", "Period: 2020-04-01 – 2023-04-01"]
    document.page().lines(60, 100, labelled).lines(60, 200, PROSE)
    assert paragraphs(read(document)) == [*labelled, " ".join(PROSE)]


FACTS = ["Projektägare: Bergs kommun", "Sökt bidrag: 850 000 kr", "Kontakt: Maja Ek", "Region: Höglandet"]


@pytest.mark.parametrize("beside", [["Syfte", "Bron byggs för alla."], [*PROSE, "Projektet är klart."]])
def test_text_beside_labelled_lines_is_read_after_them(beside: list[str], document: Document, read: Read) -> None:
    page = document.page().text(60, 60, "En bro som knyter samman båda stränderna", 16, bold=True)
    page.lines(60, 100, FACTS, pitch=20).lines(300, 100, beside, 8)
    assert read(document).pages[0].text.splitlines()[1:] == [*FACTS, *beside]
    assert read(document).tables == []


def test_labelled_lines_in_two_columns_are_read_one_column_after_the_other(document: Document, read: Read) -> None:
    more = ["Startar: 2021-01-01", "Slutar: 2023-12-31", "Total kostnad: 2 mkr", "Tema: Broar"]
    document.page().lines(60, 100, FACTS).lines(320, 100, more).text(290, 800, "Sida 1")
    assert read(document).pages[0].text.splitlines() == [*FACTS, *more, "Sida 1"]
    assert read(document).tables == []


def test_rows_that_repeat_their_labels_are_read_across(document: Document, read: Read) -> None:
    page = document.page()
    for row, y in enumerate(range(100, 180, 20)):
        page.text(60, y, f"Mål: {row + 1} företag").text(320, y, f"Resultat: {row + 2} företag")
    rows = [[f"Mål: {row + 1} företag", f"Resultat: {row + 2} företag"] for row in range(4)]
    assert [table.rows() for table in read(document).tables] == [rows]


def test_labels_over_values_in_a_box_beside_the_text_are_read_after_it(document: Document, read: Read) -> None:
    page = document.page().lines(60, 100, [*PROSE, "Bron är klar."], 8)
    for place, fact in enumerate(FACTS):
        label, value = fact.split(": ")
        page.text(350, 100 + 30 * place, label, 9, bold=True).text(350, 112 + 30 * place, value, 9)
    texts = read(document).pages[0].text.splitlines()
    assert texts == [*PROSE, "Bron är klar.", *(part for fact in FACTS for part in fact.split(": "))]


@pytest.mark.parametrize(("first", "joined"), [("Kontakt: Maja Ek", False), ("och Maja Ek.", True), ("Bron", False)])
def test_what_opens_with_a_label_or_after_a_short_line_does_not_go_on_over_a_page_break(
    first: str, joined: bool, document: Document, read: Read
) -> None:
    document.page().lines(60, 100, PROSE).text(60, 160, "Anna Berg")
    document.page().text(60, 100, first)
    texts = paragraphs(read(document))
    assert texts[-1].startswith("Anna Berg") == joined


def test_bold_type_that_opens_a_line_after_a_short_one_opens_a_paragraph(document: Document, read: Read) -> None:
    page = document.page().text(60, 100, "Kontakt: Maja Ek").text(60, 112, "Syfte.", bold=True)
    page.text(95, 112, "Bron ska knyta samman båda stränderna och").text(
        60, 124, "ge alla en kortare väg till arbetet."
    )
    assert len(paragraphs(read(document))) == 2


def test_a_labelled_line_goes_on_where_it_had_no_room(document: Document, read: Read) -> None:
    lines = [
        "Projektägare: Stiftelsen", "Mora Konsthallar Nord",
        "Parter: A Energi AB,", "Bergs kommun och andra",
        "Kontakt: Maja Ek", "Region: Höglandets län",
    ]  # fmt: skip
    document.page().lines(60, 100, lines)
    assert paragraphs(read(document)) == [
        "Projektägare: Stiftelsen Mora Konsthallar Nord", "Parter: A Energi AB, Bergs kommun och andra", *lines[4:]
    ]  # fmt: skip


def tables_with(document: Document, captions: list[tuple[str, str]]) -> Document:
    """A table each on a page of its own, with what stands right above it and right below it."""
    for above, below in captions:
        page = document.page().lines(60, 60, PROSE).grid([60, 160, 260], [200, 220, 240, 260])
        for row, y in enumerate((215, 235, 255)):
            page.row(y, {65: f"Post {row}", 165: f"{row} 000"})
        page.text(60, 196, above) if above else None
        page.text(60, 272, below) if below else None
        page.lines(60, 400, PROSE)
    return document


@pytest.mark.parametrize(
    ("captions", "titles"),
    [
        ([("", "Utfall, tkr"), ("", "Nyckeltal")], ["Utfall, tkr", "Nyckeltal"]),
        ([("", "Tabell 1: Utfall, tkr")], ["Tabell 1: Utfall, tkr"]),
        ([("", "Utfall, tkr")], ["Utfall, tkr"]),
        ([("", "Utfall, tkr"), ("", "Utfall, tkr (forts.)")], ["Utfall, tkr", "Utfall, tkr"]),
        ([("", "Källa SCB"), ("", "Uppgifter från kommunen")], [None, None]),
        ([("Utfall", "Mer text"), ("Nyckeltal", "Mer text"), ("", "Mer text")], ["Utfall", "Nyckeltal", None]),
    ],
)
def test_captions_stand_below_where_those_of_the_report_do(
    captions: list[tuple[str, str]], titles: list[str | None], document: Document, read: Read
) -> None:
    assert [table.title for table in read(tables_with(document, captions)).tables] == titles


def test_a_line_below_a_table_that_heads_the_text_below_it_is_no_caption(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE).grid([60, 160, 260], [200, 220, 240, 260])
    for row, y in enumerate((215, 235, 255)):
        page.row(y, {65: f"Post {row}", 165: f"{row} 000"})
    page.text(60, 272, "Mer om vägarna").lines(60, 285, PROSE)
    assert [table.title for table in read(document).tables] == [None]


def test_a_line_below_a_table_right_under_its_heading_is_no_caption(document: Document, read: Read) -> None:
    tables_with(document, [("", "Utfall per verksamhet")]).pages[0].text(60, 192, "Driftredovisning", 14, bold=True)
    assert [table.title for table in read(document).tables] == ["Driftredovisning"]


@pytest.mark.parametrize("number", ["I.", "IV.", "B."])
def test_roman_numbers_and_capitals_number_headings(number: str, document: Document, read: Read) -> None:
    page = document.page().text(60, 60, f"{number} Bakgrund", 13, bold=True).lines(60, 80, PROSE)
    page.text(60, 200, f"{number[:-1]}) stort och smått").lines(60, 240, PROSE)
    assert [item.title for item in read(document).items if isinstance(item, Heading)] == [f"{number} Bakgrund"]


@pytest.mark.parametrize("caption", ["Driftredovisning", "Tabell 2. Driftredovisning"])
def test_a_line_that_tells_a_unit_is_whole(caption: str, document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE).text(60, 160, "Alla belopp anges i tkr.").text(60, 172, caption)
    page.grid([60, 160, 260], [180, 200, 220])
    for row, y in enumerate((195, 215)):
        page.row(y, {65: f"Post {row}", 165: f"{row} 000"})
    texts = [item.text for item in read(document).items if isinstance(item, Paragraph)]
    assert texts[-2:] == ["Alla belopp anges i tkr.", caption]


def test_a_page_with_a_list_is_no_cover(document: Document, read: Read) -> None:
    document.page().text(60, 300, "Årsrapport 2023", 24)
    page = document.page().text(60, 80, "Livsmiljö", 16, bold=True).text(60, 110, "Åtgärder:", bold=True)
    page.row(130, {60: "•", 72: "Rita karta"}).row(144, {60: "•", 72: "Bygga bro"})
    document.page().lines(60, 80, PROSE)
    assert [title for _, _, title in headings(read(document))] == ["Livsmiljö"]


def test_a_lone_letter_o_is_a_list_mark_where_an_item_follows_it(document: Document, read: Read) -> None:
    page = document.page().lines(60, 100, PROSE).text(70, 160, "o").text(85, 160, "varav kvinnor: 3")
    page.text(70, 172, "o").text(78, 172, "Utfall: 9").text(60, 200, "o s v och så vidare")
    assert kinds(read(document)) == "PLLP"


def test_arrows_are_list_marks(document: Document, read: Read) -> None:
    document.page().lines(60, 100, PROSE).lines(70, 160, [f"→ Del {name} av uppdraget" for name in "ABC"])
    assert kinds(read(document)) == "PLLL"


# --- headings -------------------------------------------------------------------------------------------------------


def chapters(document: Document, titles: list[tuple[str, float, bool]]) -> Document:
    page, y = document.page(), 80.0
    page.lines(60, y, PROSE)
    for title, size, bold in titles:
        page.text(60, y + 70, title, size, bold=bold).lines(60, y + 90, PROSE)
        y += 100
    return document


def test_numbers_give_headings_their_level(document: Document, read: Read) -> None:
    titles = [("1 Uppdraget", 16, True), ("1.1 Bakgrund", 13, True), ("1.1.1 Mål", 11, True), ("2 Resultat", 16, True)]
    assert headings(read(chapters(document, titles))) == [
        (1, "1", "Uppdraget"),
        (2, "1.1", "Bakgrund"),
        (3, "1.1.1", "Mål"),
        (1, "2", "Resultat"),
    ]


def test_a_label_below_a_heading_of_almost_its_size_is_another(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE).text(60, 120, "Trygga vägar", 10.4, bold=True)
    page.text(60, 133, "Syfte", 10, bold=True).lines(60, 146, PROSE)
    assert [title for _, _, title in headings(read(document))] == ["Trygga vägar", "Syfte"]


def test_letters_number_chapters_where_sections_carry_them_on(document: Document, read: Read) -> None:
    titles = [("A Miljö", 16, True), ("A.1 Vatten", 13, True), ("B Vi bygger", 16, True), ("Vision", 16, True)]
    assert headings(read(chapters(document, titles))) == [
        (1, "A", "Miljö"),
        (2, "A.1", "Vatten"),
        (1, "B", "Vi bygger"),
        (1, None, "Vision"),
    ]


def test_a_letter_alone_numbers_no_chapter(document: Document, read: Read) -> None:
    titles = [("A Miljö", 16, True), ("B Vatten", 16, True)]
    assert headings(read(chapters(document, titles))) == [(1, None, "A Miljö"), (1, None, "B Vatten")]


def test_looks_give_headings_without_numbers_their_level(document: Document, read: Read) -> None:
    titles = [("Inledning", 16, True), ("Bakgrund", 13, True), ("Syfte", 13, True), ("Ekonomi", 16, True)]
    assert headings(read(chapters(document, titles))) == [
        (1, None, "Inledning"),
        (2, None, "Bakgrund"),
        (2, None, "Syfte"),
        (1, None, "Ekonomi"),
    ]


def test_bookmarks_tell_headings_that_look_like_text(document: Document, read: Read) -> None:
    chapters(document, [("Inledning", 10, False), ("Bakgrund", 10, False)])
    document.bookmarks = [(0, "Inledning", 1), (1, "Bakgrund", 1)]
    assert headings(read(document)) == [(1, None, "Inledning"), (2, None, "Bakgrund")]


def tagged(document: Document, titles: list[tuple[str, str, float]]) -> Document:
    page, y = document.page(), 80.0
    page.lines(60, y, PROSE)
    for sort, title, size in titles:
        page.tagged(sort, 60, y + 70, title, size).lines(60, y + 90, PROSE)
        y += 100
    return document


def test_tags_tell_headings_that_look_like_text(document: Document, read: Read) -> None:
    tagged(document, [("H1", "Inledning", 10), ("H2", "Bakgrund", 10), ("P", "Inget alls", 10), ("H3", "Syfte", 10)])
    assert headings(read(document)) == [(1, None, "Inledning"), (2, None, "Bakgrund"), (3, None, "Syfte")]


def test_tags_give_the_level_that_looks_do_not(document: Document, read: Read) -> None:
    tagged(document, [("H1", "Inledning", 16), ("H3", "Bakgrund", 13), ("H3", "Syfte", 13)])
    assert headings(read(document)) == [(1, None, "Inledning"), (3, None, "Bakgrund"), (3, None, "Syfte")]


def test_tags_that_put_small_type_above_large_give_no_level(document: Document, read: Read) -> None:
    tagged(document, [("H2", "Inledning", 16), ("H1", "Bakgrund", 13), ("H1", "Syfte", 13)])
    assert headings(read(document)) == [(1, None, "Inledning"), (2, None, "Bakgrund"), (2, None, "Syfte")]


def test_bookmarks_come_before_tags(document: Document, read: Read) -> None:
    tagged(document, [("H1", "Inledning", 12), ("H1", "Bakgrund", 12)])
    document.bookmarks = [(0, "Inledning", 1), (1, "Bakgrund", 1)]
    assert headings(read(document)) == [(1, None, "Inledning"), (2, None, "Bakgrund")]


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("Det här är en mening i fetstil som slutar med punkt.", True),
        ("Viktigt:", True),
        ("Tabell 1. Kommunens utgifter", True),
        ("en rad i vanlig stil", False),
    ],
)
def test_what_is_no_heading(text: str, bold: bool, document: Document, read: Read) -> None:
    assert headings(read(chapters(document, [(text, 10, bold)]))) == []


def test_a_heading_of_two_lines_is_one(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE)
    page.lines(60, 140, ["Mål i delregional strategi och VG2020", "som insatsen ska möta"], 14, 17)
    page.lines(60, 185, PROSE)
    assert headings(read(document)) == [(1, None, "Mål i delregional strategi och VG2020 som insatsen ska möta")]


def test_the_title_of_the_report_is_no_heading(document: Document, read: Read) -> None:
    document.page().text(60, 200, "Årsrapport 2023", 30, bold=True).text(60, 240, "Näringsliv och tillväxt", 16)
    chapters(document, [("Inledning", 14, True), ("Resultat", 14, True)])
    reading = read(document)
    assert headings(reading) == [(1, None, "Inledning"), (1, None, "Resultat")]
    titles = [item.text for item in reading.items if isinstance(item, Paragraph) and item.is_title]
    assert titles == ["Årsrapport 2023", "Näringsliv och tillväxt"]


def test_a_title_above_the_text_is_no_heading_and_takes_no_level(document: Document, read: Read) -> None:
    page = document.page().text(60, 60, "Projektblad", 24, bold=True).lines(60, 100, PROSE)
    page.text(60, 160, "Bakgrund", 13, bold=True).lines(60, 180, PROSE)
    page.text(60, 240, "Syfte", 13, bold=True).lines(60, 260, PROSE)
    assert headings(read(document)) == [(1, None, "Bakgrund"), (1, None, "Syfte")]


def test_sections_hold_what_stands_under_their_heading(document: Document, read: Read) -> None:
    titles = [("1 Uppdraget", 16, True), ("1.1 Bakgrund", 13, True), ("2 Resultat", 16, True)]
    sections = read(chapters(document, titles)).sections
    assert [(section.heading.title, [heading.title for heading in section.parents]) for section in sections] == [
        ("Uppdraget", []),
        ("Bakgrund", ["Uppdraget"]),
        ("Resultat", []),
    ]
    assert all(len(section.items) == 1 for section in sections)


# --- lists ----------------------------------------------------------------------------------------------------------


def items(reading: Reading) -> list[tuple[int, str, str]]:
    return [(item.level, item.marker, item.text) for item in reading.items if isinstance(item, ListItem)]


def nested(document: Document, drawn: list[tuple[float, str]], left: float = 0.0) -> Document:
    """A page with a list, each item with the x of its mark."""
    page = document.page()
    for place, (x, mark) in enumerate(drawn):
        page.text(left + x, 60 + 14 * place, mark).text(left + x + 14, 60 + 14 * place, f"Punkt {place}")
    return document


@pytest.mark.parametrize(
    ("drawn", "levels"),
    [
        ([(60, "•"), (80, "◦"), (100, "▪"), (80, "◦"), (60, "•")], [0, 1, 2, 1, 0]),
        ([(60, "•"), (80, "◦"), (60, "•"), (60, "1."), (72, "a)"), (72, "b)"), (60, "2.")], [0, 1, 0, 0, 1, 1, 0]),
        ([(80, "◦"), (80, "◦"), (60, "•"), (80, "◦")], [1, 1, 0, 1]),
        ([(60, "•"), (61, "•"), (59, "•")], [0, 0, 0]),
    ],
    ids=["three levels", "two lists in a row", "begun in the middle", "not quite straight"],
)
def test_levels_are_told_by_indentation(
    drawn: list[tuple[float, str]], levels: list[int], document: Document, read: Read
) -> None:
    assert [level for level, _, _ in items(read(nested(document, drawn)))] == levels


def test_mirrored_margins_do_not_nest_a_list(document: Document, read: Read) -> None:
    drawn = [(60.0, "•"), (80.0, "◦"), (60.0, "•")]
    nested(nested(document, drawn), drawn, left=25)
    assert [level for level, _, _ in items(read(document))] == [0, 1, 0, 0, 1, 0]


@pytest.mark.parametrize("bullet", ["•", "–", "-", "➤", "▪", "\uf0b7"])
def test_a_list_is_its_items(bullet: str, document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE)
    for place, text in enumerate(["Ta emot besök.", "Hålla nätverk som också", "Skriva rapport."]):
        page.text(70, 120 + 26 * place, bullet).text(85, 120 + 26 * place, text)
    page.text(85, 158, "går på två rader.")
    assert items(read(document)) == [
        (0, bullet, "Ta emot besök."),
        (0, bullet, "Hålla nätverk som också går på två rader."),
        (0, bullet, "Skriva rapport."),
    ]


def test_a_drawn_dot_is_a_bullet(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE)
    for place, text in enumerate(["Ta emot besök.", "Hålla nätverk.", "Skriva rapport."]):
        page.circle(74, 117 + 14 * place, 2, (0, 0, 0)).text(85, 120 + 14 * place, text)
    assert items(read(document)) == [
        (0, "•", "Ta emot besök."),
        (0, "•", "Hålla nätverk."),
        (0, "•", "Skriva rapport."),
    ]


def test_indents_give_list_items_their_level(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE)
    for place, (indent, mark) in enumerate([(0, "•"), (20, "–"), (20, "–"), (40, "▪"), (0, "•")]):
        y = 120 + 14 * place
        page.text(70 + indent, y, mark).text(85 + indent, y, f"punkt nummer {place}")
    assert [level for level, _, _ in items(read(document))] == [0, 1, 1, 2, 0]


def test_numbered_lists_keep_their_numbers(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE)
    for place, mark in enumerate(["1.", "2.", "3."]):
        page.text(70, 120 + 14 * place, mark).text(90, 120 + 14 * place, f"lyftet ({place}0 mkr)")
    assert items(read(document)) == [
        (0, "1.", "lyftet (00 mkr)"),
        (0, "2.", "lyftet (10 mkr)"),
        (0, "3.", "lyftet (20 mkr)"),
    ]


def test_a_light_before_a_line_is_its_mark(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE)
    for place, text in enumerate(["genomfört", "pågår"]):
        page.text(70, 120 + 16 * place, "●", color=GREEN).text(85, 120 + 16 * place, text)
    found = [item for item in read(document).items if isinstance(item, ListItem)]
    assert [(item.text, [mark.color for mark in item.marks]) for item in found] == [
        ("genomfört", [0x009933]),
        ("pågår", [0x009933]),
    ]


# --- footnotes ------------------------------------------------------------------------------------------------------


def noted(document: Document) -> Document:
    page = document.page().lines(60, 60, PROSE).text(60, 110, "Robotlyftet fick 100")
    page.text(60 + width("Robotlyftet fick 100"), 106, "2", 6).text(166, 110, "mkr till förnyelse av industrin.")
    page.line(60, 700, 200, 700).text(62, 708, "1", 5).text(66, 712, "Regeringens strategi från 2016.", 8)
    page.text(62, 720, "2", 5).text(66, 724, "Tio mkr drogs av, från 110 mkr", 8)
    return page.text(66, 734, "till 100 mkr.", 8) and document


def test_a_footnote_is_tied_to_its_call_and_taken_out_of_the_text(document: Document, read: Read) -> None:
    reading = read(noted(document))
    assert [(note.number, note.page, note.text) for note in reading.footnotes] == [
        ("1", 1, "Regeringens strategi från 2016."),
        ("2", 1, "Tio mkr drogs av, från 110 mkr till 100 mkr."),
    ]
    (called,) = reading.footnotes[1].calls
    assert (called.page, called.text) == (1, "Robotlyftet fick 100")
    assert called.box.x0 == pytest.approx(60 + width("Robotlyftet fick 100"), abs=0.5)
    text = " ".join(paragraphs(reading))
    assert "Robotlyftet fick 100 mkr till" in text
    assert "strategi från 2016" not in text


def test_calls_by_letter_and_sign_in_text_and_in_cells(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE)
    page.text(60, 120, "Bidraget var 1 234").text(150, 116, "2", 6).text(160, 120, "tkr och andel 5")
    page.text(235, 116, "*", 6).text(245, 120, "procent av alla").text(320, 116, "a)", 6)
    page.grid([60, 200, 300], [150, 170, 190, 210]).row(165, {65: "Post", 205: "Belopp"}, bold=True)
    page.row(185, {65: "Bidrag", 205: "25 000"}).text(235, 181, "1", 6)
    page.row(205, {65: "Anslag", 205: "1 706"}).text(230, 201, "3)", 6)
    for place, (mark, text) in enumerate(
        [("1", "Med moms."), ("2", "Enligt beslut."), ("3)", "Ny."), ("*", "Av helheten."), ("a)", "Av alla.")]
    ):
        page.text(60, 720 + 11 * place, mark, 6).text(70, 723 + 11 * place, text, 8)
    reading = read(document)
    assert "Bidraget var 1 234 tkr och andel 5 procent av alla" in paragraphs(reading)
    assert reading.tables[0].rows()[1:] == [["Bidrag", "25 000"], ["Anslag", "1 706"]]
    assert [(note.number, note.text) for note in reading.footnotes] == [
        ("1", "Med moms."),
        ("2", "Enligt beslut."),
        ("3", "Ny."),
        ("*", "Av helheten."),
        ("a", "Av alla."),
    ]
    assert [[call.text for call in note.calls] for note in reading.footnotes] == [
        ["Bidrag 25 000"],
        ["Bidraget var 1 234"],
        ["Anslag 1 706"],
        ["Bidraget var 1 234 tkr och andel 5"],
        ["234 tkr och andel 5 procent av alla"],
    ]


def test_a_note_on_the_next_page_is_tied_to_its_call(document: Document, read: Read) -> None:
    document.page().lines(60, 60, PROSE).text(60, 740, "Insatser").text(100, 736, "7", 6)
    document.page().lines(60, 60, PROSE).text(60, 760, "7", 5).text(66, 764, "Se bilaga 3.", 8)
    (note,) = read(document).footnotes
    assert (note.page, [(call.page, call.text) for call in note.calls]) == (2, [(1, "Insatser")])


def test_a_note_without_a_call_on_its_page_follows_the_one_before(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE).text(60, 120, "Insatser").text(100, 116, "1", 6)
    page.text(60, 760, "1 Se bilaga 3 för mer, och", 8).text(60, 771, "4 andra bilagor.", 8).text(
        60, 782, "2 Ej kallad.", 8
    )
    assert [(note.number, note.text) for note in read(document).footnotes] == [
        ("1", "Se bilaga 3 för mer, och 4 andra bilagor."),
        ("2", "Ej kallad."),
    ]


def test_the_box_of_a_footnote_is_around_its_lines(document: Document, read: Read) -> None:
    box = read(noted(document)).footnotes[1].box
    assert box.holds((66, 720))
    assert box.holds((66, 732))
    assert not box.holds((66, 708))


def test_small_print_without_a_number_is_no_footnote(document: Document, read: Read) -> None:
    document.page().lines(60, 60, PROSE).text(60, 720, "Exempelrapport, påhittade personer.", 7)
    reading = read(document)
    assert reading.footnotes == []
    assert paragraphs(reading)[-1] == "Exempelrapport, påhittade personer."


# --- lights ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["shape", "large shape", "image"])
def test_each_light_leads_an_item_although_it_stands_at_no_list_mark(kind: str, document: Document, read: Read) -> None:
    page, y = document.page().lines(60, 60, PROSE), 120.0
    for color, text in (
        (GREEN, ["Ta emot besök från näringslivet och visa staden"]),
        ((1.0, 0.75, 0.0), ["Hålla nätverk som också", "går på två rader här."]),
        ((1.0, 0.0, 0.0), ["Skriva rapport om arbetet"]),
    ):
        if kind == "image":
            page.picture(60, y - 9, 71, y + 2, color)
        else:
            page.circle(66, y - 4, 4 if kind == "shape" else 6, color)
        page.lines(80, y, text)
        y += 12 * len(text)
    found = [item for item in read(document).items if isinstance(item, ListItem)]
    assert [(item.text, [mark.color for mark in item.marks]) for item in found] == [
        ("Ta emot besök från näringslivet och visa staden", [0x009933]),
        ("Hålla nätverk som också går på två rader här.", [0xFFBF00]),
        ("Skriva rapport om arbetet", [0xFF0000]),
    ]


def test_a_light_after_its_line_belongs_to_it(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE)
    for y, text, color in ((120, "Ta emot besök", GREEN), (140, "Hålla nätverk", (1.0, 0.0, 0.0))):
        page.text(60, y, text).circle(300, y - 3, 4, color)
    found = [item for item in read(document).items if isinstance(item, Paragraph)]
    assert [(item.text, [mark.color for mark in item.marks]) for item in found[1:]] == [
        ("Ta emot besök", [0x009933]),
        ("Hålla nätverk", [0xFF0000]),
    ]


# --- call-outs ------------------------------------------------------------------------------------------------------


def test_a_callout_is_no_table_and_its_title_heads_no_section(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE).box(60, 120, 500, 180, fill=GREY).box(60, 120, 63, 180, fill=GREEN)
    page.text(75, 138, "RESULTAT", 9, bold=True).lines(
        75, 154, ["Alla regioner har i dag en kartläggning av", "sina behov."]
    )
    page.lines(60, 210, PROSE)
    reading = read(document)
    assert reading.tables == []
    assert kinds(reading) == "PHPP"
    assert headings(reading) == [(None, None, "RESULTAT")]


def test_a_framed_box_of_text_is_no_table(document: Document, read: Read) -> None:
    page = document.page().lines(60, 60, PROSE).grid([60, 500], [120, 140, 200])
    page.text(65, 135, "7. Vad har gjorts?", bold=True).lines(65, 155, PROSE)
    reading = read(document)
    assert reading.tables == []
    assert " ".join(PROSE) in paragraphs(reading)


def test_items_follow_each_other_down_the_page(document: Document, read: Read) -> None:
    page = document.page().text(60, 60, "1 Resultat", 16, bold=True).lines(60, 90, PROSE)
    page.grid([60, 160, 260], [140, 160, 180, 200]).lines(60, 230, PROSE)
    for row, y in enumerate((155, 175, 195)):
        page.row(y, {65: f"Post {row}", 165: f"{row} 000"})
    page.text(70, 290, "•").text(85, 290, "En punkt.").text(70, 304, "•").text(85, 304, "En till.")
    assert kinds(read(document)) == "HPTPLL"
