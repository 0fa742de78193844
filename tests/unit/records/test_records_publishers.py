"""What publishers other than those of the samples do: bands, years as columns, notes of units, cards in columns."""

from __future__ import annotations

from typing import Any

import pytest
from unit.records.reading import heading, item, paragraph, reading, table, title

from pipelines.reading.model import Item
from pipelines.records.interpret import Interpretation, interpret


def of(name: str, *items: Item) -> Interpretation:
    return interpret(reading(title(name), *items))


def told(found: Interpretation, of_table: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(column) for column in columns) for row in found.facts.rows(of_table)]


def test_a_band_says_what_no_column_does() -> None:
    found = of(
        "Beviljade projektmedel 2021",
        table(
            "Projekt | Stödmottagare | Insatsområde | Total budget | Beviljat stöd",
            "**Norra länsdelen** | < | < | < | <",
            "Bron | Bergs kommun | Transport | 500 000 | 250 000",
            "**Södra länsdelen** | < | < | < | <",
            "Matlandet | Dals kommun | Livsmedel | 300 000 | 100 000",
        ),
    )
    assert told(found, "projects", "name", "subregion", "theme") == [
        ("Bron", "Norra länsdelen", "Transport"),
        ("Matlandet", "Södra länsdelen", "Livsmedel"),
    ]


@pytest.mark.parametrize("caption", ["Nöjd-Kund-Index per område", "Nyckeltal", "NKI, delområden"])
def test_years_over_figures_of_an_index_are_a_series(caption: str) -> None:
    found = of(
        "Verksamhetsberättelse 2022",
        heading("Service", 1),
        table("Myndighetsområde | 2021 | 2022", "Brandskydd | 80 | 83", "Bygglov | 63 | 66", title=caption),
    )
    assert told(found, "indicators", "name", "year", "outcome_value") == [
        ("Brandskydd", 2022, 83),
        ("Brandskydd", 2021, 80),
        ("Bygglov", 2022, 66),
        ("Bygglov", 2021, 63),
    ]


@pytest.mark.parametrize("caption", ["Folkmängd i stadsdelarna", "Nyckeltal, tkr"])
def test_years_over_other_figures_are_no_indicators(caption: str) -> None:
    found = of(
        "Verksamhetsberättelse 2022",
        heading("Läget", 1),
        table("Område | 2021 | 2022", "Norr | 80 | 83", "Söder | 63 | 66", title=caption),
    )
    assert told(found, "indicators", "name") == []


def test_a_heading_names_the_indicator_of_target_and_outcome_below() -> None:
    found = of(
        "Slutrapport till socialfonden",
        heading("Projektets mål", 1),
        heading("Fler unga får vägledning", 2),
        item("Mål: 300 unga"),
        item("Resultat: 342 unga"),
        heading("Lugnare gator", 2),
        item("Mål: trafiken ska minska under de 2 år som projektet pågår i staden"),
        item("Resultat: de 5 åtgärder som vi gjorde gav inte den effekt som vi hade väntat oss"),
    )
    rows = told(found, "indicators", "kind", "name", "target_value", "outcome_value")
    assert [row for row in rows if row[0] == "indicator"] == [("indicator", "Fler unga får vägledning", 300, 342)]


def test_brackets_behind_a_target_tell_the_year_before() -> None:
    cards = "77\nNKI företag\nMål: 75 (2023: 74) | 212\nFöretagsbesök\nMål: 200 (2023: 187)"
    found = of("Årsrapport 2024", heading("Nyckeltal", 1), table(cards, header=0, kind="key_value"))
    assert told(found, "indicators", "name", "target_value", "outcome_value", "previous_value", "previous_year") == [
        ("NKI företag", 75, 77, 74, 2023),
        ("Företagsbesök", 200, 212, 187, 2023),
    ]


@pytest.mark.parametrize("note", ["Projektets kostnader redovisas i tkr.", "Uppgifter i tkr.", "Belopp anges i tkr."])
def test_a_sentence_that_states_the_unit_of_the_account_below(note: str) -> None:
    found = of(
        "Slutrapport",
        heading("Ekonomi", 1),
        paragraph(note),
        table("Kostnadsslag | Budget | Utfall", "Personal | 680 | 670", "Resor | 41 | 28"),
    )
    assert told(found, "budgets", "unit")[0] == ("tkr",)


def test_what_remains_is_a_result_of_the_rows_above() -> None:
    account = table("| Budget | Utfall", "Personal | 680 | 670", "Återstår | 5 | 8", title="Utfall 2022, tkr")
    assert told(of("Slutrapport", heading("Ekonomi", 1), account), "budgets", "line_item", "is_total", "unit") == [
        ("Personal", False, "tkr"),
        ("Personal", False, "tkr"),
        ("Återstår", True, "tkr"),
        ("Återstår", True, "tkr"),
    ]


def test_the_owner_of_each_country_and_the_partners_told_in_text() -> None:
    found = of(
        "Slutrapport Interreg",
        paragraph("Projektnamn: Gränslös mat"),
        paragraph("Svensk projektägare: Matkompetens AB"),
        paragraph("Norsk projektägare: Østdal fylkeskommune"),
        paragraph("Projekttid: 2019-01-01 – 2022-06-30"),
        heading("Indikatorer", 1),
        paragraph("Gränslös mat är ett samverkansprojekt mellan Dalby kommun, Furuviks kommun och Almi."),
    )
    assert told(found, "projects", "name", "owner", "partners") == [
        ("Gränslös mat", "Matkompetens AB", ["Dalby kommun", "Furuviks kommun", "Almi"])
    ]


def stacked(*projects: tuple[str, str, str]) -> list[str]:
    lines = []
    for name, owner, text in projects:
        lines += [f"**{name}**", f"Stödmottagare: {owner}", "Projekttid: 2022-2023", "Beviljat stöd: 50 000 kr", text]
    return lines


def test_cards_one_below_another_in_columns_of_lines() -> None:
    left = stacked(("Bron", "Bergs kommun", "En bro byggs."), ("Nya vägar", "Dals kommun", "Vägar rustas upp."))
    right = stacked(("Ung i stan", "Edets stad", "Unga får stöd."), ("Blå kust", "Havscentrum", "Alger provas."))
    lines = table(*(" | ".join(pair) for pair in zip(left, right, strict=True)), header=0, kind="borderless")
    found = of("Projekt som fått stöd 2023", lines)
    assert found.family == "regional_project_list"
    assert sorted(told(found, "projects", "name", "owner", "granted_sek", "description")) == [
        ("Blå kust", "Havscentrum", 50_000, "Alger provas."),
        ("Bron", "Bergs kommun", 50_000, "En bro byggs."),
        ("Nya vägar", "Dals kommun", 50_000, "Vägar rustas upp."),
        ("Ung i stan", "Edets stad", 50_000, "Unga får stöd."),
    ]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ([title("EKSHULTS KOMMUN"), title("Projektfakta: Grön logistik")], "Grön logistik"),
        ([heading("Östmark universitet", 1, size=10), heading("Robust livsmedel", 1, size=22), heading("Syfte", 2)],
         "Robust livsmedel"),
        ([heading("Robust livsmedel", 1, size=22), heading("Fakta om projektet", 2)], "Robust livsmedel"),
    ],
)  # fmt: skip
def test_what_names_the_project_of_a_sheet(lines: list[Item], name: str) -> None:
    form = table(
        "Projektnr | 2022-17 | Status | Pågående",
        "Projektägare | Ekshults kommun | Projektledare | Anna Byl",
        "Budget | 4 800 000 kr | Bidrag | 2 400 000 kr",
        header=0,
    )
    found = interpret(reading(*lines, form, metadata={"Title": "Projektblad"}))
    assert told(found, "projects", "name", "owner", "contact_person", "total_cost_sek", "granted_sek") == [
        (name, "Ekshults kommun", "Anna Byl", 4_800_000, 2_400_000)
    ]


def test_planned_and_reached_and_who_carried_it_out() -> None:
    indicators = table("Delmål | Planerat | Uppnått | Kommentar", "Nya nätverk | 2 | 3 | Bra", "Företag | 25 | 31 | ")
    found = of("Slutrapport Interreg", heading("Indikatorer", 1), indicators)
    assert told(found, "indicators", "name", "target_value", "outcome_value") == [
        ("Nya nätverk", 2, 3),
        ("Företag", 25, 31),
    ]
    efforts = table("Projekt | Utförare | Tilldelade medel (tkr)", "Matens hus | Stiftelsen Mat | 12 500")
    assert told(of("Slutrapport", efforts), "projects", "name", "owner") == [("Matens hus", "Stiftelsen Mat")]


def test_all_expenses_together_are_a_total_and_the_unit_may_be_said_twice() -> None:
    account = table("Utgiftsslag | Budget | Utfall", "Personal | 680 | 670", "Totala utgifter | 680 | 670")
    note = paragraph("Beloppen i tabellen är i tusen kronor (tkr).")
    assert told(of("Slutrapport", heading("Ekonomi", 1), note, account), "budgets", "is_total", "unit") == [
        (False, "tkr"),
        (False, "tkr"),
        (True, "tkr"),
        (True, "tkr"),
    ]


@pytest.mark.parametrize("place", ["Delregion Norr", "Södra länsdelen", "Region Halland"])
def test_a_heading_that_reads_like_a_part_of_a_region(place: str) -> None:
    projects = table("Projekt | Projektägare | Beviljat belopp", "Bron | Bergs kommun | 50 000")
    found = of("Beviljade projekt 2022", heading(place, 1), projects)
    assert told(found, "projects", "subregion", "theme") == [(place, None)]


def test_shares_of_the_budget_told_as_parts_of_it() -> None:
    lines = ["Projektägare: Byalaget", "Projektbudget: 684 000 kr", "varav projektstöd från Leader: 478 800 kr"]
    lines += ["varav övrig finansiering: 205 200 kr"]
    items = [title("Bygdens badplats"), *map(paragraph, lines)]
    found = interpret(reading(*items, metadata={"Title": "Projektblad"}))
    assert told(found, "projects", "total_cost_sek", "granted_sek", "cofinancing_sek") == [(684_000, 478_800, 205_200)]


def test_signs_mean_what_the_report_says_they_do() -> None:
    efforts = table("Status | Aktivitet | Ansvarig", "● | Möten | Eva Ek", "◐ | Kurser | Bo Al", "○ | Gala | Eva Ek")
    legend = paragraph("Status visas med ● genomfört, ◐ delvis genomfört, ○ ej genomfört.")
    found = of("Verksamhetsberättelse 2020", legend, heading("Dialog", 1), efforts)
    assert told(found, "activities", "activity", "status") == [
        ("Möten", "done"),
        ("Kurser", "partial"),
        ("Gala", "not_done"),
    ]
    unsaid = of("Verksamhetsberättelse 2020", heading("Dialog", 1), efforts)
    assert {row[0] for row in told(unsaid, "activities", "status")} == {None}


@pytest.mark.parametrize(
    "legend",
    [
        [paragraph("G = genomfört, P = pågår, E = ej genomfört")],
        [paragraph("G = genomfört\nP = pågår\nE = ej genomfört")],
        [paragraph("G = genomfört"), paragraph("P = pågår"), paragraph("E = ej genomfört")],
    ],
)
def test_letters_mean_what_the_report_says_they_do(legend: list[Item]) -> None:
    efforts = table("Aktivitet | Ansvarig | Status", "Möten | Eva Ek | G", "Kurser | Bo Al | P", "Gala | Eva Ek | E")
    found = interpret(reading(title("Verksamhetsberättelse 2023"), *legend, heading("Besök"), efforts))
    assert [row["status"] for row in found.facts.rows("activities")] == ["done", "partial", "not_done"]


def test_headings_with_a_status_behind_them_are_activities() -> None:
    found = of(
        "Verksamhetsberättelse 2022",
        heading("Uppdrag från fullmäktige"),
        heading("Ta fram en plan för 2023–2027 (slutfört)"),
        paragraph("Planen antogs i maj."),
        paragraph("**Utreda ett kulturhus (pågår)**"),
        paragraph("En förstudie är klar."),
        heading("Samordna lokaler (ej påbörjat)"),
        paragraph("Det görs nästa år."),
        heading("Ekonomi"),
        heading("Budget i balans (klar)"),
    )
    assert told(found, "activities", "activity", "status", "section_title") == [
        ("Ta fram en plan för 2023–2027", "done", None),
        ("Utreda ett kulturhus", "partial", None),
        ("Samordna lokaler", "not_done", None),
    ]


def test_one_such_heading_or_words_that_are_no_status_make_no_activities() -> None:
    found = of(
        "Verksamhetsberättelse 2022",
        heading("Uppdrag"),
        heading("Ta fram en plan (slutfört)"),
        heading("Utreda ett kulturhus (kvarteret Sågen)"),
        paragraph("En förstudie är klar."),
        heading("Aktiviteter"),
        table("Aktivitet | Ansvarig", "Rita | Eva Ek"),
    )
    assert told(found, "activities", "activity") == [("Rita",)]


def test_when_activities_begin_and_end_stands_in_two_columns() -> None:
    found = of(
        "Verksamhetsberättelse 2022",
        table(
            "Åtgärd | Ansvarig | Start | Klar",
            "Bygga | Eva Ek | 2021 | 2023",
            "Rita | Bo Ek | 2022 | 2022",
            "Måla | Bo Ek | – | 2024",
        ),
    )
    assert told(found, "activities", "when_text", "year_start", "year_end") == [
        ("2021 2023", 2021, 2023),
        ("2022", 2022, 2022),
        ("2024", 2024, 2024),
    ]


def test_what_is_planned_and_what_is_done_are_targets_and_outcomes() -> None:
    rows = (
        "Verksamhet | 2021 | < | 2022 | <",
        "^ | Planerat | Genomfört | Planerat | Genomfört",
        "Kontroller | 145 | 151 | 140 | 138",
        "Klagomål | – | 93 | – | 107",
    )
    found = of("Verksamhetsberättelse 2022", heading("Tillsyn"), table(*rows, header=2, title="Antal besök"))
    assert told(found, "indicators", "name", "year", "target_value", "outcome_value") == [
        ("Kontroller", 2022, 140, 138),
        ("Kontroller", 2021, 145, 151),
        ("Klagomål", 2022, None, 107),
        ("Klagomål", 2021, None, 93),
    ]


def test_what_is_planned_and_done_for_money_is_no_indicator() -> None:
    rows = ("Verksamhet | Planerat | Genomfört", "Kontroller | 145 | 151", "Tillsyn | 90 | 93")
    found = of("Verksamhetsberättelse 2022", heading("Tillsyn"), table(*rows, title="Kostnader, tkr"))
    assert not found.facts.rows("indicators")


def test_a_follow_up_of_a_programme_for_the_environment_is_of_a_municipality() -> None:
    found = of(
        "Miljöprogram 2021–2025",
        heading("Åtgärder"),
        table("Mål | Åtgärd | Ansvarig | Klar", "Rent vatten | Gräva | Eva Ek | 2023"),
        heading("Indikatorer"),
        table("Indikator | Mål | Utfall", "Gröna bilar | 45 | 41"),
    )
    assert found.family == "municipal_activity_report"
