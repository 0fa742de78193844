"""What stands side by side: facts, lists and small tables beside text, two tables, names and addresses in columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pages import Document, Page

from pipelines.reading import Reading, read_pages
from pipelines.reading.columns import find_gutter
from pipelines.reading.model import Line, Paragraph
from pipelines.reading.paired import find_pairs
from pipelines.reading.words import find_lines, find_words

Read = Callable[[Document], Reading]

PROSE = (
    "Verksamheten har under året präglats",
    "av fortsatt omställning och av att flera",
    "satsningar har kunnat genomföras trots",
    "ett ansträngt läge. Arbetet med den nya",
    "planen fortsätter och samråd hålls till",
    "våren. Kostnaderna beror främst på lägre",
    "intäkter från hyror och på att färre har",
    "sökt bidrag än vad som var väntat.",
)
WIDE = "Befolkningen ökade med många personer och uppgick vid årets slut till fler än någonsin förr i kommunen"


def prose(page: Page, x: float, y: float) -> None:
    page.lines(x, y, PROSE)


def texts_of(reading: Reading) -> list[str]:
    return [item.text for item in reading.items if isinstance(item, Paragraph)]


def test_facts_beside_text_are_read_after_it_and_are_no_table(document: Document, read: Read) -> None:
    page = document.page()
    page.text(60, 80, WIDE, 9)
    prose(page, 60, 110)
    for place, (label, value) in enumerate((("Ägare", "Borås stad"), ("Period", "Två år"), ("Status", "Pågår"))):
        page.text(280, 110 + 29 * place, label, 8, bold=True).text(280, 121 + 29 * place, value)
    page.text(60, 230, WIDE, 9)
    reading = read(document)
    assert reading.tables == []
    together = " ".join(texts_of(reading))
    assert " ".join(PROSE) in together
    assert together.index("Borås stad") > together.index(PROSE[-1])


def test_a_list_beside_text_keeps_its_items(document: Document, read: Read) -> None:
    page = document.page()
    items = ("• Fler i arbete", "• Trygga barn", "• Levande landsbygd", "• Hållbara resor")
    for place, item in enumerate(items):
        page.text(60, 110 + 17 * place, item)
    prose(page, 190, 110)
    reading = read(document)
    assert reading.tables == []
    assert " ".join(PROSE) in " ".join(texts_of(reading))


def test_a_small_table_close_beside_text(document: Document, read: Read) -> None:
    page = document.page()
    page.text(60, 80, WIDE, 9)
    prose(page, 60, 110)
    page.right(400, 112, "2024", 8)
    for place, label in enumerate(("Skola", "Omsorg", "Kultur", "Miljö", "Fritid")):
        page.text(270, 123 + 11 * place, label, 8).right(400, 123 + 11 * place, f"{place + 1} 20{place}", 8)
    reading = read(document)
    (table,) = reading.tables
    assert table.rows()[1] == ["Skola", "1 200"]
    assert (table.row_count, table.column_count) == (6, 2)
    assert " ".join(PROSE) in " ".join(texts_of(reading))


def test_text_that_begins_with_each_row_is_no_column_beside_a_table(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Mål", 200: "Kommentar"}, bold=True)
    comments = ("Arbetet följer planen", "och bedöms vara klart", "under hösten.")
    for row, goal in enumerate(("Skola", "Omsorg", "Kultur", "Miljö")):
        page.text(60, 120 + 42 * row, goal).lines(200, 120 + 42 * row, comments)
    (table,) = read(document).tables
    assert table.rows()[1:] == [
        [goal, "Arbetet följer planen och bedöms vara klart under hösten."]
        for goal in ("Skola", "Omsorg", "Kultur", "Miljö")
    ]


def rows(page: Page, x: float, y: float, labels: tuple[str, ...], size: float = 10.0) -> None:
    for place, label in enumerate(labels):
        page.text(x, y + 14 * place, label, size).right(x + 150, y + 14 * place, f"{9 - place}{place}0", size)


def test_two_tables_with_headings_of_their_own(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Intäkter", 240: "Kostnader"}, bold=True)
    rows(page, 60, 118, ("Skatter", "Bidrag", "Avgifter", "Hyror"))
    rows(page, 240, 118, ("Personal", "Lokaler", "Material", "Resor"))
    first, second = read(document).tables
    assert first.rows() == [["Skatter", "900"], ["Bidrag", "810"], ["Avgifter", "720"], ["Hyror", "630"]]
    assert second.rows()[0] == ["Personal", "900"]


def test_two_tables_with_rows_of_their_own(document: Document, read: Read) -> None:
    page = document.page()
    rows(page, 60, 100, ("Skatter", "Bidrag", "Avgifter", "Hyror"))
    rows(page, 240, 106, ("Personal", "Lokaler", "Material", "Resor"))
    assert [table.column_count for table in read(document).tables] == [2, 2]


def test_labels_and_figures_twice_in_all_rows_are_one_table(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Kommun", 185: "Antal", 240: "Kommun", 365: "Antal"})
    rows(page, 60, 118, ("Ale", "Borås", "Eda", "Flen"))
    rows(page, 240, 118, ("Kil", "Lund", "Mark", "Nora"))
    (table,) = read(document).tables
    assert table.column_count == 4


def test_names_in_two_columns_are_no_table(document: Document, read: Read) -> None:
    page = document.page()
    names = ("Ada Ek", "Bo Holm", "Cleo Berg", "Dan Lund", "Eva Sten", "Filip Ås")
    for place, name in enumerate(names):
        page.text(60, 100 + 14 * place, name).text(260, 100 + 14 * place, names[-place - 1])
    assert read(document).tables == []


def test_labels_before_values_are_a_table(document: Document, read: Read) -> None:
    page = document.page()
    pairs = (("Ägare", "Borås stad"), ("Period", "Två år"), ("Status", "Pågår"), ("Kontakt", "Ada Ek"))
    for place, (label, value) in enumerate(pairs):
        page.text(60, 100 + 14 * place, label, bold=True).text(160, 100 + 14 * place, value)
    (table,) = read(document).tables
    assert table.rows() == [list(pair) for pair in pairs]


def test_addresses_side_by_side_are_no_table(document: Document, read: Read) -> None:
    page = document.page()
    blocks = (
        ("Kommunstyrelsen", "Box 12", "123 45 Staden"),
        ("Telefon", "0123-45 67 00", "Fax 0123-45 67 01"),
        ("Ada Ek", "Ekonom", "ada.ek@staden.se"),
    )
    for x, block in zip((60, 210, 360), blocks, strict=True):
        for place, line in enumerate(block):
            page.text(x, 100 + 13 * place, line, bold=place == 0)
    assert read(document).tables == []


def test_dates_that_wrap_in_a_last_column_are_no_running_text(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Projekt", 200: "Belopp", 280: "Tid för projektet"}, bold=True)
    for row, name in enumerate(("Nya affärer", "Hållbara kluster", "Digitala skogar", "Smarta vägar", "Öppna hus")):
        page.row(117 + 28 * row, {60: name, 200: f"{9 - row} 000", 280: f"1 okt 201{row} – 30"})
        page.text(60, 129 + 28 * row, "Eksjö kommun").text(280, 129 + 28 * row, f"juni 202{row}")
    (table,) = read(document).tables
    assert table.column_count == 3
    assert table.rows()[1] == ["Nya affärer Eksjö kommun", "9 000", "1 okt 2010 – 30 juni 2020"]


def test_figures_before_words_with_a_capital_are_no_postcodes(document: Document, read: Read) -> None:
    page = document.page()
    page.row(100, {60: "Nyckeltal", 260: "Mål och utfall"})
    for row, name in enumerate(("Antal besökare", "Antal företag", "Antal elever")):
        page.row(117 + 17 * row, {60: f"{name} 2063{row} Ale", 260: f"Mål: 2063{row} Utfall: 2063{row}"})
    assert len(read(document).tables) == 1


def test_arrows_open_list_items(document: Document, read: Read) -> None:
    page = document.page()
    for row, name in enumerate(("Nordiskt samarbete", "Nätverk för export", "Digital mognad")):
        page.text(60, 100 + 12 * row, f"➔ {name}")
    assert [item.text for item in read(document).items] == [
        "Nordiskt samarbete",
        "Nätverk för export",
        "Digital mognad",
    ]


NAMED = [
    ("Bron", ("En bro ska byggas över ån.",)),
    ("Byn", ("Byn ska få nya hus vid vatten", "och skog.")),
    ("Ån", ("Projektägare: Ån AB", "Fisken i ån ska räknas nu.")),
]


def named(page: Page, x: float, y: float, texts: list[tuple[str, tuple[str, ...]]]) -> None:
    """Bold names over texts."""
    for name, lines in texts:
        page.text(x, y, name, bold=True)
        page.lines(x, y + 14, lines)
        y += 14 * (1 + len(lines))


def test_names_over_short_texts_are_read_column_by_column(document: Document, read: Read) -> None:
    page = document.page()
    page.row(80, {60: "Namn", 200: "Stöd", 300: "Kostnad"}, bold=True)
    for place, name in enumerate(("Bron", "Byn", "Ån")):
        page.row(96 + 14 * place, {60: name, 200: f"{place + 1} 100", 300: f"{place + 4} 200"})
    named(page, 60, 150, NAMED[:2])
    named(page, 320, 150, NAMED[2:])
    page.text(60, 240, "Nästa del", 14, bold=True)
    found = read(document)
    assert [table.row_count for table in found.tables] == [4]
    said = [text for item in found.items for text in (getattr(item, "text", ""), getattr(item, "title", "")) if text]
    assert "Bron En bro ska byggas över ån. Byn Byn ska få nya hus vid vatten och skog. Ån Projekt" in " ".join(said)


def test_headers_over_rows_of_sentences_are_no_names_over_texts(document: Document, tmp_path: Path) -> None:
    page = document.page().row(100, {60: "Vad vi gör", 300: "Vad det gav"}, bold=True)
    for place in range(4):
        page.row(116 + 14 * place, {60: "Vi bygger broar.", 300: "Alla kommer över."})
    assert not find_pairs(lines_of(document, tmp_path))


def test_rows_of_sums_with_their_kind_are_no_text_column(document: Document, tmp_path: Path) -> None:
    page = document.page((842.0, 595.0))
    for place in range(8):
        page.text(60, 116 + 14 * place, f"Bro nummer {place + 1} över ån vid byn i norr som ingen ännu har sett")
        page.right(630, 116 + 14 * place, f"{place + 1},5 mkr").text(637, 116 + 14 * place, "Stöd till byar")
    assert find_gutter(lines_of(document, tmp_path)) is None


def lines_of(document: Document, folder: Path) -> list[Line]:
    """The lines of a document's one page."""
    (page,) = read_pages(document.save(folder / "report.pdf"))
    return find_lines(find_words(page.chars))
