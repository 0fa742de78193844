"""The one project a report is about; lists and headings that name projects; what a report says of itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from unit.records.reading import heading, item, paragraph, reading, table, title

from pipelines.reading.model import Item
from pipelines.records.interpret import Interpretation, interpret

LABELS = {
    "Projektägare": "Bergs kommun",
    "Projektperiod": "2020-04-01–2023-03-31",
    "Sökt bidrag": "500 000 kr",
    "Beviljat bidrag": "400 000 kr",
    "Kontaktperson": "Maja Ek",
    "Medfinansiering": "100 000 kr",
}


def sheet(*items: Item) -> Interpretation:
    found = interpret(reading(title("Bron till Åland"), *items, metadata={"Title": "Projektblad"}))
    assert found.family == "project_sheet"
    return found


def labelled(**changed: str) -> list[Item]:
    return [paragraph(f"{label}: {value}") for label, value in (LABELS | changed).items()]


def project(found: Interpretation) -> dict[str, Any]:
    (row,) = found.facts.rows("projects")
    return row


def test_labelled_lines_in_any_order() -> None:
    for items in (labelled(), labelled()[::-1]):
        row = project(
            sheet(*items, heading("Syfte", 2), paragraph("En bro."), heading("Bakgrund", 2), paragraph("Förr."))
        )
        assert (row["name"], row["owner"], row["contact_person"]) == ("Bron till Åland", "Bergs kommun", "Maja Ek")
        assert (row["applied_sek"], row["granted_sek"], row["cofinancing_sek"]) == (500_000, 400_000, 100_000)
        assert (row["period_start"], row["period_end"]) == (date(2020, 4, 1), date(2023, 3, 31))
        assert row["description"] == "En bro."


def test_labelled_figures_that_cannot_be_read_are_told() -> None:
    found = sheet(*labelled(Projektperiod="2020-13-45 – 2023-99"))
    assert not project(found).keys() & {"period_start", "period_end"}
    told = [(row["subject"], row["observed"]) for row in found.facts.rows("findings") if row["rule"] == "unread_value"]
    assert told == [("Projektperiod", "2020-13-45 – 2023-99")]


def test_labelled_words_are_no_value_that_cannot_be_read() -> None:
    found = sheet(*labelled(Medfinansiering="enligt beslut 2019"))
    assert "cofinancing_sek" not in project(found)
    assert "unread_value" not in {row["rule"] for row in found.facts.rows("findings")}


@pytest.mark.parametrize(
    ("label", "value", "amount", "unit"),
    [
        ("Beviljat bidrag", "400 tkr", 400_000, "tkr"),
        ("Beviljat bidrag (tkr)", "400", 400_000, "tkr"),
        ("Beviljat bidrag, tkr", "400", 400_000, "tkr"),
        ("Beviljat bidrag", "0,4 mkr", 400_000, "mkr"),
        ("Beviljat bidrag", "400 000:-", 400_000, "kr"),
        ("Beviljat belopp", "400 000", 400_000, "kr"),
        ("Beviljat stöd", "högst 400 000 SEK", 400_000, "kr"),
    ],
)
def test_amounts_with_their_units(label: str, value: str, amount: int, unit: str) -> None:
    items = [one for one in labelled() if not one.text.startswith("Beviljat")]  # type: ignore[union-attr]
    found = sheet(*items, paragraph(f"{label}: {value}"))
    assert project(found)["granted_sek"] == amount
    (budget,) = [row for row in found.facts.rows("budgets") if row["measure"] == "granted"]
    assert (budget["amount_sek"], budget["unit"], budget["kind"]) == (amount, unit, "project")
    assert budget["project_id"] is project(found)


def test_a_sum_of_a_label_is_no_mention_too() -> None:
    found = sheet(*labelled(), heading("Syfte", 2), paragraph("Bron kostar 3 mkr."))
    assert [row["value_text"] for row in found.facts.rows("budgets") if row["kind"] == "mention"] == ["3 mkr"]


def test_labels_in_the_boxes_of_a_form() -> None:
    rows = (
        "Projektägare:\nBergs kommun | Beviljat bidrag\n400 000 kr",
        "Projekttid\n2020-2022 | Kontaktperson\nMaja Ek",
    )
    boxes = table(*rows, header=0, kind="key_value")
    row = project(sheet(boxes, heading("Syfte", 2), paragraph("En bro.")))
    assert (row["owner"], row["granted_sek"], row["contact_person"]) == ("Bergs kommun", 400_000, "Maja Ek")
    assert row["period_end"] == date(2022, 12, 31)


def test_labels_in_a_table_of_two_columns() -> None:
    form = table("Projektägare | Bergs kommun", "Beviljat bidrag: | 400 000 kr", "Projektperiod | 2020-2022", header=0)
    row = project(sheet(form, heading("Syfte", 2), paragraph("En bro.")))
    assert (row["owner"], row["granted_sek"], row["period_start"]) == ("Bergs kommun", 400_000, date(2020, 1, 1))


def test_a_form_of_the_project_tells_of_no_activity() -> None:
    rows = (
        "Insats | Bron till Åland",
        "Huvudman | Vara kommun",
        "Löptid | 2019-10-01 – 2022-09-30",
        "Sökt bidrag | 400 kr",
    )
    found = sheet(table(*rows, header=0), heading("Syfte"), paragraph("Bron binder samman."))
    assert found.family == "project_sheet"
    assert not found.facts.rows("activities")


def test_a_form_of_the_sheet_leaves_no_number_unread() -> None:
    form = table("Projektägare | Bergs kommun", "Beviljat bidrag | 400 000 kr", "Projektperiod | 2020-2022", header=1)
    found = sheet(form, heading("Syfte", 2), paragraph("En bro."))
    assert project(found)["owner"] == "Bergs kommun"
    assert found.numbers.used == found.numbers.total == 1
    assert found.facts.rows("findings") == []


@pytest.mark.parametrize("label", ["**{}**", "{}:", "**{}:**"])
def test_labels_on_lines_of_their_own(label: str) -> None:
    lines = [paragraph(text) for name, value in list(LABELS.items())[:4] for text in (label.format(name), value)]
    row = project(sheet(*lines, heading("Syfte", 2), paragraph("En bro.")))
    assert (row["owner"], row["applied_sek"], row["granted_sek"]) == ("Bergs kommun", 500_000, 400_000)
    assert (row["period_end"], row["description"]) == (date(2023, 3, 31), "En bro.")


def test_labels_set_as_headings() -> None:
    lines = [part for name, value in LABELS.items() for part in (heading(name, 3), paragraph(value))]
    row = project(sheet(*lines, heading("Syfte", 2), paragraph("En bro.")))
    assert (row["owner"], row["granted_sek"], row["contact_person"]) == ("Bergs kommun", 400_000, "Maja Ek")


def test_other_words_for_the_same_labels() -> None:
    lines = ["Sökande: Berg", "Beslutat stöd: 400 000 kr", "Total budget: 900 000 kr", "Löptid: 2020–2022",
             "Projektledare: Maja Ek, 0700-12 34 56, maja@berg.example"]  # fmt: skip
    found = interpret(
        reading(title("Bron"), *map(paragraph, lines), heading("Syfte"), paragraph("En bro."), heading("Bakgrund"))
    )
    assert found.family == "project_sheet"
    row = project(found)
    assert (row["name"], row["owner"], row["granted_sek"], row["total_cost_sek"]) == ("Bron", "Berg", 400_000, 900_000)
    assert (row["period_start"], row["contact_person"]) == (date(2020, 1, 1), "Maja Ek")


@pytest.mark.parametrize(
    "text",
    [
        *("Maja Ek", "Maja Ek, tel 0700-12 34 56", "Maja Ek 0700-123456", "Maja Ek (maja@berg.example)"),
        *("Maja Ek tfn: 033-35 00 00", "Maja Ek; Bergs kommun"),
    ],
)
def test_a_contact_person_is_the_name_alone(text: str) -> None:
    assert project(sheet(*labelled(Kontaktperson=text)))["contact_person"] == "Maja Ek"


def test_two_labels_make_no_sheet() -> None:
    found = interpret(
        reading(
            title("Projektblad"),
            heading("Syfte"),
            heading("Mål"),
            paragraph("Projektägare: Berg"),
            paragraph("Kontaktperson: Maja"),
        )
    )
    assert found.facts.rows("projects") == []


def test_the_place_above_the_name_is_the_subregion() -> None:
    found = interpret(
        reading(
            paragraph("Göteborgsregionen"),
            title("Bron till Åland"),
            *labelled(),
            metadata={"Title": "Projektblad"},
        )
    )
    assert project(found)["subregion"] == "Göteborgsregionen"


# --- running text ---------------------------------------------------------------------------------------------------


def final_report(*texts: str) -> Interpretation:
    found = interpret(
        reading(
            title("Slutrapport till regionalfonden"),
            heading("Sammanfattning av projektet"),
            *[paragraph(text) for text in texts],
        )
    )
    assert found.family == "regional_fund_report"
    return found


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Norrsken är ett samverkansprojekt mellan Bergs kommun och Dals kommun.", "Norrsken"),
        ("Projektet Norrsken är ett projekt för unga.", "Norrsken"),
        ("Gröna Hus Väst var ett samarbete mellan Bergs kommun och Dals kommun.", "Gröna Hus Väst"),
    ],
)
def test_a_sentence_presents_the_project(sentence: str, name: str) -> None:
    assert project(final_report(sentence))["name"] == name


def test_sentences_tell_period_partners_and_financiers() -> None:
    row = project(
        final_report(
            "Norrsken är ett samverkansprojekt mellan Bergs kommun, Dals kommun och Region Väst.",
            "Projektet pågick 2015-05-01 till 2018-04-30 och leddes av kommunen.",
            "Projektet finansierades av Europeiska regionala utvecklingsfonden, Bergs kommun och Region Väst.",
        )
    )
    assert row["partners"] == ["Bergs kommun", "Dals kommun", "Region Väst"]
    assert row["financiers"] == ["Europeiska regionala utvecklingsfonden", "Bergs kommun", "Region Väst"]
    assert (row["period_start"], row["period_end"]) == (date(2015, 5, 1), date(2018, 4, 30))


def test_start_and_end_told_apart() -> None:
    row = project(
        final_report("Norrsken är ett projekt.", "Projektet startade i maj 2015.", "Det avslutades i april 2018.")
    )
    assert (row["period_start"], row["period_end"]) == (date(2015, 5, 1), date(2018, 4, 30))


def test_text_that_presents_nothing_gives_no_project() -> None:
    assert final_report("Det här är en rapport. Vi gjorde mycket under 2018.").facts.rows("projects") == []


def test_the_report_covers_the_period_of_its_project() -> None:
    found = final_report("Norrsken är ett projekt.", "Projektet pågick 2015-05-01 till 2018-04-30.")
    assert (found.about["period_end"], found.about["fiscal_year"]) == (date(2018, 4, 30), 2018)


# --- lists and headings ---------------------------------------------------------------------------------------------


def test_dots_may_lead_from_a_name_to_its_sum() -> None:
    lines = paragraph("Smart industri ................ 78 000 tkr\nGrön omställning ..... 9,5 mkr")
    rows = agency(lines).facts.rows("projects")
    assert [(row["name"], row["granted_sek"]) for row in rows] == [
        ("Smart industri", 78_000_000), ("Grön omställning", 9_500_000)
    ]  # fmt: skip


def test_dots_that_lead_to_a_page_tell_of_no_project() -> None:
    lines = paragraph("Sammanfattning ................ 7\nBakgrund ..... 12")
    assert agency(paragraph("Alla belopp anges i tkr."), lines).facts.rows("projects") == []


def agency(*items: Item) -> Interpretation:
    front = [title("Slutrapport"), heading("Uppdraget", 1), paragraph("Dnr: 2019/123")]
    found = interpret(reading(*front, *items))
    assert found.family == "agency_report"
    return found


def test_a_list_of_names_with_sums() -> None:
    found = agency(
        item("Smart industri (78 mkr): stöd till små företag."),
        item("Digitalt lyft (drygt 25 500 tkr) – råd och kurser"),
        item("Något utan summa"),
    )
    rows = found.facts.rows("projects")
    assert [(row["name"], row["granted_sek"], row["description"], row["kind"]) for row in rows] == [
        ("Smart industri", 78_000_000, "stöd till små företag.", "assignment"),
        ("Digitalt lyft", 25_500_000, "råd och kurser", "assignment"),
    ]
    budgets = found.facts.rows("budgets")
    assert [(row["kind"], row["amount_sek"], row["qualifier"]) for row in budgets] == [
        ("project", 78_000_000, None),
        ("project", 25_500_000, "drygt"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smart industri – 78 mkr", "Digitalt lyft – drygt 25,5 mkr"),
        ("Smart industri, 78 miljoner kronor: stöd", "Digitalt lyft, drygt 25 500 tkr: råd"),
        ("Smart industri: 78 mkr", "Digitalt lyft: drygt 25,5 mnkr"),
    ],
)
def test_sums_after_a_dash_or_comma(one: str, other: str) -> None:
    rows = agency(item(one), item(other)).facts.rows("projects")
    assert [(row["name"], row["granted_sek"]) for row in rows] == [
        ("Smart industri", 78_000_000),
        ("Digitalt lyft", 25_500_000),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Möten, 78 deltagare", "Kurser, 25 deltagare"), ("Våren – 2018", "Hösten – 2019"),
     ("Vi fick 78 mkr, vilket räckte", "De fick 25 mkr i stöd"), ("78 mkr: stöd", "25 mkr: råd")],
)  # fmt: skip
def test_lists_of_something_else_name_no_projects(one: str, other: str) -> None:
    assert agency(item(one), item(other)).facts.rows("projects") == []


def test_one_such_item_is_no_list() -> None:
    found = agency(item("Smart industri (78 mkr): stöd."), item("Ett"), item("Två"))
    assert found.facts.rows("projects") == []
    assert [row["kind"] for row in found.facts.rows("budgets")] == ["mention"]


def test_headings_under_one_that_announces_projects() -> None:
    found = agency(
        heading("2 Resultat", 1),
        heading("2.1 Genomförandeprojekt", 2),
        heading("Robotlyftet", 3),
        paragraph("Robotar i fabriker."),
        heading("Mer om det", 4),
        heading("2.2 Förstudier", 2),
        heading("Virkeslyftet", 3),
        paragraph("Trä."),
        heading("3 Ekonomi", 1),
        heading("Budget", 2),
    )
    rows = found.facts.rows("projects")
    assert [(row["name"], row["kind"], row["theme"], row["description"]) for row in rows] == [
        ("Robotlyftet", "implementation_project", "Resultat", "Robotar i fabriker."),
        ("Virkeslyftet", "feasibility_study", "Resultat", "Trä."),
    ]


# --- the report itself ----------------------------------------------------------------------------------------------


def about(*items: Item, **more: Any) -> dict[str, Any]:
    return interpret(reading(*items, **more)).about


def test_what_the_first_pages_say() -> None:
    row = about(
        paragraph("Bergs kommun"),
        title("Årsrapport 2023"),
        paragraph("Dnr: KS 2024/00123"),
        paragraph("Berg den 27 februari 2024"),
        paragraph("Det här är en text om att vi har gjort det som vi ska för de unga i kommunen."),
    )
    assert (row["title"], row["publisher"], row["fiscal_year"]) == ("Årsrapport 2023", "Bergs kommun", 2023)
    assert (row["registration_number"], row["published_on"]) == ("KS 2024/00123", date(2024, 2, 27))
    assert row["language"] == "sv"


def test_a_period_in_the_title() -> None:
    row = about(title("Slutrapport januari 2022–juni 2023"))
    assert (row["period_start"], row["period_end"]) == (date(2022, 1, 1), date(2023, 6, 30))


def test_without_a_cover_the_largest_type_is_the_title_else_the_files_own() -> None:
    assert about(heading("Projektblad"), heading("Mindre", size=12))["title"] == "Projektblad"
    assert about(metadata={"Title": "Ur filen"})["title"] == "Ur filen"
    assert about()["title"] is None


def test_english_is_told_and_too_little_text_is_neither() -> None:
    text = "This is the report of what we did for the people of the region and in the city."
    assert about(paragraph(text))["language"] == "en"
    assert about(paragraph("Hej"))["language"] is None


@pytest.mark.parametrize(
    "text", ["En rapport 2023.", "Kontakta Bergs kommun om du vill veta mer.", "Tabell 3: Region Väst"]
)
def test_a_sentence_is_no_publisher(text: str) -> None:
    assert about(title("Rapport"), paragraph(text))["publisher"] is None


def test_facts_read_before_the_title_name_no_project() -> None:
    facts = [
        item
        for label, value in (("KOORDINATOR", "Bergs högskola"), ("PARTER", "A AB, B AB"), ("FONDENS STÖD", "5 000 kr"))
        for item in (heading(label, None, size=8.0), paragraph(value))
    ]
    last = [heading("LÖPTID", None, size=8.0), paragraph("2021-10-01 till 2024-03-31")]
    last += [heading("PARTERNAS INSATS", None, size=8.0), paragraph("4 000 kr")]
    text = [paragraph("Projektblad"), heading("Bron till Åland", 1, size=23.0), paragraph("En bro.")]
    row = project(interpret(reading(*facts, *last, *text, metadata={"Title": "Projektblad"})))
    assert (row["name"], row["owner"]) == ("Bron till Åland", "Bergs högskola")
    assert row["partners"] == ["A AB", "B AB"]
    assert (row["granted_sek"], row["cofinancing_sek"]) == (5_000, 4_000)


WEB = [
    paragraph("Projektet har en total budget på 10,8 miljoner kronor. Projektägare är Destination Berg AB."),
    heading("Finansiering", 2),
    item("Regionalfonden: 5,4 miljoner kronor"),
    item("Bergs kommun: 5,4 miljoner kronor"),
    item("Totalt: 10,8 miljoner kronor"),
    heading("Samarbetspartner", 2),
    item("Bergs kommun"),
    item("Bergs trafik"),
    heading("Kontakt", 2),
    paragraph("Eva Ek Projektledare eva.ek@berg.example"),
]


def test_sentences_and_lists_of_a_page_on_the_web_tell_as_labels_do() -> None:
    row = project(sheet(*WEB))
    assert (row["owner"], row["total_cost_sek"], row["contact_person"]) == ("Destination Berg AB", 10_800_000, "Eva Ek")
    assert row["financiers"] == ["Regionalfonden", "Bergs kommun"]
    assert row["partners"] == ["Bergs kommun", "Bergs trafik"]


def test_a_sum_about_another_or_a_rough_one_is_not_the_whole_cost() -> None:
    for said in ("Kommunen har en total budget på 9 mkr.", "Projektet har en total budget på cirka 9 mkr."):
        row = project(sheet(paragraph(f"{said} Projektägare är Destination Berg AB."), *WEB[1:]))
        assert row.get("total_cost_sek") is None
