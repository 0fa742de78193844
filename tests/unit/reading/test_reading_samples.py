"""The sample reports, held against what is printed on their pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from grids import as_text, written

from pipelines.reading import Reading, read_report
from pipelines.reading.model import Contents, Heading, ListItem, Paragraph, Table, lines_of

HERE = Path(__file__).resolve().parent
RAW = HERE.parents[2] / "data" / "raw"
BORAS = "boras-naringsliv-verksamhet-2023"
SHEET = "boras-creative-innovation-projekt"
FUND = "mojligheternas-region-slutredovisning-2018"
AGENCY = "tillvaxtverket-smart-industri-slutredovisning-2019"
LIST = "vgr-delregionala-projekt-2020"
SAMPLES = (BORAS, SHEET, FUND, AGENCY, LIST)
GRIDS = {name: written(HERE / "grids" / f"{name}.txt") if name != SHEET else [] for name in SAMPLES}
"""The project sheet has no table."""


@cache
def sample(name: str) -> Reading:
    return read_report(RAW / f"{name}.pdf")


def headings(name: str) -> list[tuple[int, int | None, str | None, str]]:
    """Page, level, number and title."""
    return [
        (item.page, item.level, item.number, item.title) for item in sample(name).items if isinstance(item, Heading)
    ]


def texts(name: str) -> list[str]:
    return [item.text for item in sample(name).items if isinstance(item, Paragraph)]


def list_items(name: str) -> list[ListItem]:
    return [item for item in sample(name).items if isinstance(item, ListItem)]


def table(name: str, title: str) -> Table:
    return next(table for table in sample(name).tables if table.title == title)


# --- every word -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_every_word_has_its_place(name: str) -> None:
    reading = sample(name)
    assert reading.words_total > 500
    assert [page.words_placed for page in reading.pages] == [page.words_total for page in reading.pages]
    assert reading.oddities == []


@pytest.mark.parametrize("name", SAMPLES)
def test_no_word_stands_in_two_places(name: str) -> None:
    reading = sample(name)
    words = [id(word) for item in reading.items for line in lines_of(item) for word in line.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_box_lies_on_its_page(name: str) -> None:
    reading = sample(name)
    sizes = {page.number: (page.width, page.height) for page in reading.pages}
    boxes = [(item.page, item.box) for item in reading.items]
    boxes += [(cell.page, cell.box) for table in reading.tables for cell in table.printed()]
    boxes += [(note.page, note.box) for note in reading.footnotes]
    for page, box in boxes:
        width, height = sizes[page]
        assert -1 <= box.x0 < box.x1 <= width + 1
        assert -1 <= box.top < box.bottom <= height + 1


@pytest.mark.parametrize("name", SAMPLES)
def test_the_words_of_a_cell_stand_in_its_box(name: str) -> None:
    for one in sample(name).tables:
        for cell in one.printed():
            for line in cell.lines:
                assert all(cell.box.holds(word.box.middle, slack=1.0) for word in line.words), cell.text


# --- tables ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_there_are_as_many_tables_as_are_printed(name: str) -> None:
    assert len(sample(name).tables) == len(GRIDS[name])


@pytest.mark.parametrize(
    ("name", "place"),
    [
        pytest.param(
            name,
            place,
            id=f"{name.split('-')[0]}-{GRIDS[name][place].splitlines()[0]}",
        )
        for name in SAMPLES
        for place in range(len(GRIDS[name]))
    ],
)
def test_a_table_is_read_as_it_is_printed(name: str, place: int) -> None:
    assert as_text(sample(name).tables[place]) == GRIDS[name][place]


def test_headers_of_two_levels_are_paths() -> None:
    assert table(AGENCY, "Tabell 1. Resultaträkning, tkr").header_paths() == [
        (),
        ("Finansieras av", "Särskilda medel"),
        ("Finansieras av", "Förvaltningsanslaget"),
        ("Summa",),
    ]
    assert table(LIST, "En region där vi tar globalt ansvar").header_paths() == [
        ("Projekt",),
        ("Projektägare",),
        ("Prior. fråga",),
        ("Total förväntad kostnad",),
        ("Varav RUN",),
    ]


def test_cells_of_a_table_over_two_pages_stand_on_their_own_page() -> None:
    besoka = table(BORAS, "Besöka näringslivet")
    assert [cell.page for cell in besoka.cells if cell.column == 2] == [3, 3, 3, 4, 4, 4, 4]
    for page, box in besoka.boxes.items():
        for cell in besoka.cells:
            if cell.page == page:
                assert box.holds(cell.box.middle)


def test_shaded_headers_keep_their_colour() -> None:
    shaded = table(LIST, "En region för alla")
    assert {cell.fill_color for cell in shaded.cells if cell.row == 1} == {0xDCE8F2}
    assert {cell.fill_color for cell in shaded.cells if cell.row > 1} == {None}


def test_bullets_in_a_cell_are_lines_of_their_own() -> None:
    cell = table(BORAS, "Fredagslunch").cells[5]
    assert [line.text for line in cell.lines] == [
        "• Hålla de luncher som planen anger.",
        "• Välja teman efter vad företagen tar upp vid",
        "besöken.",
        "• Berätta om viktiga frågor från staden vid varje",
        "lunch.",
    ]


# --- headings -------------------------------------------------------------------------------------------------------


def test_headings_of_the_activity_report() -> None:
    assert headings(BORAS) == [
        (2, 1, None, "Året i korthet"),
        (2, 1, None, "Innehåll"),
        (3, 1, "1", "Dialog och mötesplatser"),
        (3, 2, "1.1", "Mötesplatser"),
        (3, 3, None, "Näringslivsdagen"),
        (3, 3, None, "Fredagslunch"),
        (3, 2, "1.2", "Besök hos företagen"),
        (3, 3, None, "Besöka näringslivet"),
        (4, 1, "2", "Kluster och logistik"),
        (4, 2, "2.1", "Godstransporter"),
        (4, 3, None, "Borås kombiterminal Osdal"),
        (4, 2, "2.2", "Fordonsteknik"),
        (4, 3, None, "Asta Zero och Volvo Hällerred"),
        (5, 3, None, "Asta2Borås"),
        (5, 1, "3", "Mark och kompetens"),
        (5, 2, "3.1", "Etableringar"),
        (5, 3, None, "Mark och lokaler"),
        (5, 2, "3.2", "Vägar till arbete"),
        (5, 3, None, "Förutsättningar för arbete"),
        (6, 1, "4", "Uppföljning"),
        (6, 2, "4.1", "Nyckeltal"),
        (6, 2, "4.2", "Kommunikation i siffror"),
        (6, 2, "4.3", "Ekonomi"),
    ]


def test_headings_of_the_agency_report() -> None:
    assert headings(AGENCY) == [
        (2, 1, None, "Sammanfattning"),
        (2, 1, None, "Innehåll"),
        (3, 1, "1", "Uppdraget"),
        (3, 2, "1.1", "Bakgrund"),
        (3, 2, "1.2", "Mål"),
        (3, 1, "2", "Genomförande och resultat"),
        (3, 2, "2.1", "Förstudier"),
        (3, None, None, "RESULTAT"),
        (4, 2, "2.2", "Genomförandeprojekt"),
        (4, 3, "2.2.1", "Digilyft Västerbotten 2.0"),
        (4, 3, "2.2.2", "Smart industri i Jämtland Härjedalen"),
        (4, 3, "2.2.3", "Smart industri i Norra Mellansverige"),
        (4, 3, "2.2.4", "EMS Industrial Modernisation"),
        (4, 3, "2.2.5", "Skånsk industriell framtid"),
        (4, 2, "2.3", "Möten och lärande"),
        (4, None, None, "RESULTAT"),
        (5, 1, "3", "Ekonomisk redovisning"),
        (5, 2, "3.1", "Resultaträkning"),
        (5, 2, "3.2", "Nyckeltal"),
        (6, 1, "4", "Fortsatt arbete"),
    ]


def test_headings_of_the_form_are_its_questions() -> None:
    assert headings(FUND) == [
        (1, 1, "7", "Genomförande: vad har gjorts och vad blev resultatet?"),
        (1, 1, "8", "Indikatorer: mål och utfall"),
        (2, 1, "9", "Spridning: hur har resultaten gjorts kända?"),
        (2, 1, "10", "Lärdomar: vad tar ni med er?"),
        (3, 1, "11", "Fortsättning: vad händer efter projektet?"),
        (3, 1, "12", "Övriga upplysningar"),
    ]


def test_headings_of_the_project_list_have_three_levels() -> None:
    found = headings(LIST)
    assert [(page, title) for page, level, _, title in found if level == 1] == [
        (1, "Boråsregionen"),
        (4, "Fyrbodal"),
        (5, "Göteborgsregionen"),
    ]
    assert [(page, title) for page, level, _, title in found if level == 2] == [
        (1, "En ledande kunskapsregion"),
        (3, "En region där vi tar globalt ansvar"),
        (4, "En region som syns och engagerar"),
        (5, "En region för alla"),
    ]
    assert sum(level == 3 for _, level, _, _ in found) == 10 + 2 + 5 + 2


def test_headings_of_the_project_sheet_follow_its_columns() -> None:
    assert headings(SHEET) == [
        (1, 1, None, "Bakgrund"),
        (1, 1, None, "Syfte"),
        (1, 1, None, "Strategin som projektet bygger på"),
        (1, 1, None, "Så arbetar projektet"),
        (1, 1, None, "Hela Sjuhärad"),
        (1, 1, None, "Förväntat resultat"),
        (2, 1, None, "Samverkan"),
        (2, 1, None, "Uppföljning"),
    ]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        (
            BORAS,
            [
                "Borås Stad",
                "Verksamhetsuppföljning 2023",
                "Näringslivsenhetens insatser, nyckeltal och ekonomi",
                "Februari 2024",
            ],
        ),
        (SHEET, ["Creative Innovation", "Innovation i kulturella och kreativa företag"]),
        (FUND, ["Slutredovisning"]),
        (
            AGENCY,
            [
                "Tillväxtverket",
                "Smart industri i regionerna",
                "Slutredovisning av regeringsuppdraget N2016/02958/FÖF",
            ],
        ),
        (
            LIST,
            [
                "Beviljade delregionala projekt 2020",
                "Projekt som delregionerna har gett stöd med medel från regionutvecklingsnämnden (RUN)",
            ],
        ),
    ],
    ids=SAMPLES,
)
def test_titles_are_told_apart_from_headings(name: str, titles: list[str]) -> None:
    assert [item.text for item in sample(name).items if isinstance(item, Paragraph) and item.is_title] == titles
    assert not {title for _, _, _, title in headings(name)} & set(titles)


def test_sections_lie_under_the_headings_above_them() -> None:
    section = next(one for one in sample(BORAS).sections if one.heading.title == "Asta2Borås")
    assert [heading.title for heading in section.parents] == ["Kluster och logistik", "Fordonsteknik"]
    assert [type(item) for item in section.items] == [Paragraph, Paragraph, Table, Paragraph]


# --- footnotes ------------------------------------------------------------------------------------------------------


def test_footnotes_are_read_with_their_numbers() -> None:
    assert [(note.number, note.page, note.text) for note in sample(AGENCY).footnotes] == [
        ("1", 3, "Smart industri, Näringsdepartementet, diarienummer N2015.38."),
        ("2", 3, "I budgeten från december 2018 drogs 10 mkr av, från 110 mkr till 100 mkr."),
        ("3", 3, "Även här drogs 10 mkr av, från 90 mkr till 80 mkr."),
        ("4", 4, "Enkät till samtliga deltagare direkt efter mötet."),
    ]
    assert [(note.number, note.page, note.text) for note in sample(BORAS).footnotes] == [
        ("1", 3, "Verksamhetsplanen för 2023, som bygger på stadens vision och näringslivsstrategi.")
    ]
    assert all(sample(name).footnotes == [] for name in (SHEET, FUND, LIST))


def test_footnote_calls_are_raised_words_and_in_no_text() -> None:
    items = [item for item in sample(AGENCY).items if not isinstance(item, Table | Contents)]
    calls = [(item.page, word.text) for item in items for line in item.lines for word in line.words if word.raised]
    assert sorted(calls) == [(3, "1"), (3, "2"), (3, "3"), (4, "4")]
    listed = [item.text for item in list_items(AGENCY)]
    assert "Robotlyftet (100 mkr): större vana vid automation" in listed
    assert "Smart industri i regionerna 2.0 (80 mkr): fortsättning i större skala" in listed
    assert any("strategi för nyindustrialisering. Tillväxtverket har" in text for text in texts(AGENCY))


# --- text -----------------------------------------------------------------------------------------------------------


def test_hyphens_put_in_by_the_typesetter_are_undone() -> None:
    text = " ".join([*texts(AGENCY), *(item.text for item in list_items(AGENCY))])
    for word in ("industristrategin", "kompetens är det", "företagsledare", "planerar", "genomförandeprojekt"):
        assert word in text
    assert "bransch- och näringslivsorganisationer" in text
    assert not [word for word in text.split() if word.endswith("-") and word != "bransch-"]


def test_ligatures_are_letters() -> None:
    text = " ".join(page.text for name in SAMPLES for page in sample(name).pages)
    assert not {chr(code) for code in range(0xFB00, 0xFB07)} & set(text)
    assert "finansierades av samverkansparterna" in " ".join(texts(FUND))


def test_columns_are_read_one_after_the_other() -> None:
    text = texts(SHEET)
    assert (
        "Insatsen svarar mot målet om en ledande kunskapsregion i strategin VG2020. Den svarar också mot "
        "Boråsregionens egen tillväxtstrategi, där små och medelstora företags konkurrenskraft är ett utpekat mål."
    ) in text
    across_pages = next(
        item for item in sample(SHEET).items if isinstance(item, Paragraph) and item.page != item.page_end
    )
    assert across_pages.text.startswith("När projekttiden är slut ska 60 företag")
    assert across_pages.text.endswith(
        "För Sjuhärad innebär det starkare företag i en bransch som drar till sig både boende och besökare."
    )


def test_labelled_lines_are_text() -> None:
    assert [
        text for text in texts(SHEET) if text.split(":")[0] in {"Projektägare", "Sökt bidrag", "Projektperiod"}
    ] == [
        "Projektägare: Creative Cluster Innovation Hub Väst ekonomisk förening (Creative Cluster)",
        "Sökt bidrag: 850 000 kr",
        "Projektperiod: 2020-04-01 – 2023-04-01",
    ]


def test_paragraphs_a_little_apart_are_two() -> None:
    assert (
        "Drygt 20 mkr har gått till projekt. Projekten har gett råd eller coachning åt mer än 100 företag. Ytterligare "
        "över 500 företag har nåtts av seminarier och andra öppna aktiviteter." in texts(AGENCY)
    )
    assert any(text.startswith("Bygden behöver fler företag") for text in texts(FUND))


# --- lists ----------------------------------------------------------------------------------------------------------


def test_lists_in_two_levels() -> None:
    found = [(item.level, item.text) for item in list_items(FUND) if item.page == 1]
    assert found[4:] == [
        (0, "Antal företag som får stöd"),
        (1, "Mål: 400"),
        (1, "Resultat: 388"),
        (0, "Antal nya företag som får stöd"),
        (1, "Mål: 300"),
        (1, "Resultat: 140"),
        (0, "Sysselsättningsökning i företag som får stöd"),
        (1, "Mål: 100"),
        (1, "Resultat: 26 (19 män och 7 kvinnor)"),
        (0, "Antal företag som får stöd"),
        (1, "Mål: 400 st"),
        (1, "Resultat: 388 st"),
    ]


def test_a_list_keeps_its_levels_over_a_page_break() -> None:
    found = [(item.page, item.level, item.text) for item in list_items(FUND)]
    place = found.index((1, 1, "Resultat: 388 st"))
    assert found[place + 1 : place + 5] == [
        (2, 1, "Varav kvinnor: mål 150 st, resultat 161 st"),
        (2, 1, "Varav unga (18–30 år): 50 st"),
        (2, 1, "Varav utlandsfödda: 50 st"),
        (2, 0, "Antal personer som har startat företag"),
    ]
    assert found[-6:] == [
        (3, 1, "Digitala möten varannan vecka har sparat många mil i bil."),
        (3, 1, "Gemensamma mallar gör att ingen behöver uppfinna allt på nytt."),
        (3, 1, "Tillsammans blir kommunerna lyssnade på av nationella myndigheter."),
        (3, 0, "Arbetet nära företagen"),
        (3, 1, "En konsult måste passa ihop med företagaren, annars händer ingenting."),
        (3, 1, "Ledningen i företaget ska vara beredd att lägga egen tid."),
    ]


def test_numbered_items_and_dashes_keep_their_marks() -> None:
    assert [item.marker for item in list_items(AGENCY)] == [*(f"{number}." for number in range(1, 9)), *"–––", *"–––"]


def test_lights_beside_a_legend_are_its_marks() -> None:
    assert [(item.text, [mark.color for mark in item.marks]) for item in list_items(BORAS)[:3]] == [
        ("genomfört som planerat", [0x1F9D55]),
        ("genomfört till en del", [0xF2B600]),
        ("inte genomfört", [0xD7263D]),
    ]


# --- furniture, contents, call-outs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "furniture"),
    [
        (BORAS, ["Borås Stad Näringsliv", "Verksamhetsuppföljning 2023"]),
        (SHEET, ["Boråsregionen"]),
        (FUND, ["Slutredovisning till regionalfonden"]),
        (AGENCY, ["Tillväxtverket"]),
        (LIST, ["Västra Götalandsregionen", "Bilaga 2"]),
    ],
    ids=SAMPLES,
)
def test_furniture_is_taken_away(name: str, furniture: list[str]) -> None:
    reading = sample(name)
    assert reading.furniture == furniture
    numbers = {f"{page.number}" for page in reading.pages} | {f"Sida {page.number} av 5" for page in reading.pages}
    for page in reading.pages[1:]:
        assert not numbers & {line.strip() for line in page.text.splitlines()}


@pytest.mark.parametrize(("name", "entries"), [(BORAS, 13), (AGENCY, 12)])
def test_contents_are_no_text(name: str, entries: int) -> None:
    contents = [item for item in sample(name).items if isinstance(item, Contents)]
    assert [(item.page, len(item.lines)) for item in contents] == [(2, entries)]
    assert not any("....." in text or ". . . ." in text for text in texts(name))


def test_callouts_are_text_under_a_title_without_level() -> None:
    section = next(one for one in sample(AGENCY).sections if one.heading.title == "RESULTAT")
    assert [item.text for item in section.items if isinstance(item, Paragraph)] == [
        "Alla deltagande regioner har i dag en kartläggning av industrins behov att utgå från när de planerar sina "
        "insatser."
    ]


def test_text_of_a_page_is_in_reading_order() -> None:
    page = sample(BORAS).pages[4].text
    order = ["Kommentar: Asta Zero", "Asta2Borås", "Utforma testarenan", "Kommentar: Tekniken", "Mark och kompetens"]
    places = [page.index(text) for text in order]
    assert places == sorted(places)
