"""What columns mean by their words and their figures together: baselines, totals of years, sums of parts, numbers
under names."""

from __future__ import annotations

from typing import Any

import pytest
from unit.records.reading import heading, paragraph, reading, table, title

from pipelines.reading.model import Item
from pipelines.records.interpret import Interpretation, interpret


def of(name: str, *items: Item) -> Interpretation:
    return interpret(reading(title(name), *items))


def told(found: Interpretation, of_table: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(column) for column in columns) for row in found.facts.rows(of_table)]


@pytest.mark.parametrize("before", ["Basvärde 2019", "Nuläge 2019", "Utgångsläge 2019"])
def test_a_dated_baseline_is_an_outcome_of_its_year(before: str) -> None:
    found = of(
        "Verksamhetsberättelse 2022",
        table(f"Styrtal | {before} | Utfall 2021 | Utfall 2022 | Mål 2024", "Antal nya företag | 38 | 44 | 41 | 50"),
    )
    assert told(found, "indicators", "year", "outcome_value", "target_value") == [
        (2022, 41, 50),
        (2021, 44, None),
        (2019, 38, None),
    ]


def test_a_baseline_without_a_year_is_no_outcome() -> None:
    found = of(
        "Verksamhetsberättelse 2022", table("Styrtal | Basvärde | Mål | Utfall", "Antal nya företag | 1 | 3 | 2")
    )
    assert told(found, "indicators", "outcome_value", "target_value") == [(2, 3)]


def test_a_target_of_the_whole_period_stands_with_the_total_of_its_years() -> None:
    found = of(
        "Slutrapport av regeringsuppdraget",
        table(
            "Indikator | Mål hela perioden | Utfall 2018 | Utfall 2019 | Utfall totalt",
            "Antal arrangemang | 900 | 212 | 388 | 600",
            "Andel med medfinansiering, procent | 50 | 44 | 57 | –",
        ),
    )
    rows = told(found, "indicators", "name", "outcome_value", "target_value")
    assert [row[1:] for row in rows if row[0] == "Antal arrangemang"] == [(388, None), (212, None), (600, 900)]
    assert [row[1] for row in rows if row[0] != "Antal arrangemang"] == [57, 44]


def test_indicators_of_an_agency_are_no_ratios_of_its_account() -> None:
    found = of(
        "Slutrapport av regeringsuppdraget",
        table("Indikator | Utfall 2018 | Utfall 2019", "Antal arrangemang | 212 | 388"),
    )
    assert told(found, "indicators", "name", "outcome_value")[0] == ("Antal arrangemang", 388)
    assert told(found, "budgets", "line_item") == []


def test_names_headed_as_targets_beside_their_figures() -> None:
    found = of(
        "Slutrapport av regeringsuppdraget",
        table("Mål | Målnivå 2020 | Resultat 2020", "Antal servicepunkter | 45 | 44", "Antal butiker | 30 | 33"),
    )
    assert told(found, "indicators", "name", "target_value", "outcome_value") == [
        ("Antal servicepunkter", 45, 44),
        ("Antal butiker", 30, 33),
    ]


def test_names_after_a_dash_are_parts_of_the_name_above() -> None:
    found = of(
        "Verksamhetsberättelse 2022",
        table("Nyckeltal | Mål | Utfall", "Nöjd-Kund-Index | 78 | 77", "– bygglov | 72 | 74", "Antal företag | 9 | 8"),
    )
    assert told(found, "indicators", "name", "breakdown", "outcome_value") == [
        ("Nöjd-Kund-Index", None, 77),
        ("Nöjd-Kund-Index", "bygglov", 74),
        ("Antal företag", None, 8),
    ]


def test_names_that_all_open_with_a_dash_stand_alone() -> None:
    found = of(
        "Verksamhetsberättelse 2022",
        table("Nyckeltal | Mål | Utfall", "– bygglov | 72 | 74", "– livsmedel | 70 | 71"),
    )
    assert [breakdown for (breakdown,) in told(found, "indicators", "breakdown")] == [None, None]


@pytest.mark.parametrize(("total", "cost"), [("900 000", 900_000), ("800 000", None)])
def test_a_total_is_the_whole_cost_where_the_parts_of_every_row_add_up_to_it(total: str, cost: int | None) -> None:
    found = of(
        "Beviljade projekt 2020",
        table(
            "Projekt | Projektägare | Leaderstöd (kr) | Privat finansiering (kr) | Totalt (kr)",
            f"Bron | Bergs bygdegård | 780 000 | 120 000 | {total}",
            "Leden | Dals hembygd | 415 500 | 0 | 415 500",
        ),
    )
    assert told(found, "projects", "granted_sek", "total_cost_sek")[0] == (780_000, cost)


@pytest.mark.parametrize("number", ["Jnr 2019-4411", "Dnr: RUN 2019/4411", "(Projekt-ID 4411)", "Ärendenr. 2019-4411"])
def test_a_number_on_a_line_under_a_name_is_no_part_of_it(number: str) -> None:
    found = of(
        "Beviljade projekt 2020",
        table(
            "Projekt | Projektägare | Beviljat stöd",
            f"Bron över\nstora ån\n{number} | Bergs bygdegård | 780 000",
            "Spår\nLinje 4 | Dals hembygd | 415 500",
        ),
    )
    assert told(found, "projects", "name") == [("Bron över stora ån",), ("Spår Linje 4",)]
    assert "4411" in told(found, "projects", "reference")[0][0]


SHEET = ["Koordinator | Älvs universitet", "Projektets löptid | november 2021 – oktober 2024"]


def test_a_form_that_names_one_giver_tells_what_was_granted() -> None:
    sheet = table(*SHEET, "Bidrag från Innovationsrådet | 4 980 000 kronor", header=0)
    found = of("Projektbeskrivning", heading("Självläkande betong"), sheet, paragraph("Syftet är betong som lagas."))
    assert told(found, "projects", "owner", "granted_sek") == [("Älvs universitet", 4_980_000)]


def test_of_two_givers_none_is_the_one() -> None:
    both = ["Bidrag från Innovationsrådet | 4 980 000 kronor", "Bidrag från Älvs stiftelse | 20 000 kronor"]
    found = of("Projektbeskrivning", heading("Självläkande betong"), table(*SHEET, *both, header=0))
    assert told(found, "projects", "granted_sek") in ([(None,)], [])


def test_forms_under_the_names_of_projects() -> None:
    def form(owner: str, money: str) -> Item:
        rows = (f"Ansvarig organisation | {owner}", f"Tilldelade medel | {money}", "Tid | april 2018–december 2020")
        return table(*rows, header=0)

    found = of(
        "Slutrapport av regeringsuppdraget",
        heading("Delprojekten", 1),
        heading("Servicepunkter", 2),
        form("Byarådet", "4,2 mnkr"),
        paragraph("Delprojektet har öppnat servicepunkter."),
        heading("Butikslyftet", 2),
        form("Coompanion", "5,1 mnkr"),
        paragraph("Delprojektet har gett råd."),
    )
    assert told(found, "projects", "name", "owner", "granted_sek") == [
        ("Servicepunkter", "Byarådet", 4_200_000),
        ("Butikslyftet", "Coompanion", 5_100_000),
    ]


def test_bands_over_activities_are_none_of_them() -> None:
    found = of(
        "Verksamhetsberättelse 2024",
        table(
            "Aktivitet | Ansvarig | Genomfört | Påbörjat | Ej påbörjat",
            "**Växande företag** | < | < | < | <",
            "Starta nätverk | Lotsen | X |  | ",
            "**Mark och läge** | < | < | < | <",
            "Ta fram detaljplan | Kontoret |  | X | ",
            "Skriva avtal |  |  |  | ",
        ),
    )
    assert told(found, "activities", "activity", "status") == [
        ("Starta nätverk", "done"),
        ("Ta fram detaljplan", "partial"),
        ("Skriva avtal", None),
    ]


def test_a_coordinator_of_a_project_is_a_person_beside_its_owner() -> None:
    rows = ("Projektägare | Älvs universitet", "Projektkoordinator | Eva Ek", "Projekttid | 2021 – 2024")
    found = of("Projektbeskrivning", heading("Självläkande betong"), table(*rows, header=0))
    assert told(found, "projects", "owner", "contact_person") == [("Älvs universitet", "Eva Ek")]


def test_a_date_in_a_header_says_when_it_holds() -> None:
    rows = ("Aktivitet | Ansvarig | Läge 2021-12-31", "Bygga bron | Eva Ek | Genomförd", "Rita | Bo Ek | Ej påbörjad")
    found = of("Verksamhetsberättelse 2021", table(*rows))
    assert told(found, "activities", "activity", "status") == [("Bygga bron", "done"), ("Rita", "not_done")]


def test_names_headed_as_results_beside_targets_and_outcomes_of_parts() -> None:
    found = of(
        "Slutrapport Europeiska socialfonden",
        table(
            "Resultat | Mål | Utfall totalt | Varav kvinnor | Varav män", "Deltagare som börjat arbeta | 9 | 7 | 4 | 3"
        ),
    )
    assert told(found, "indicators", "name", "breakdown", "target_value", "outcome_value") == [
        ("Deltagare som börjat arbeta", None, 9, 7),
        ("Deltagare som börjat arbeta", "kvinnor", None, 4),
        ("Deltagare som börjat arbeta", "män", None, 3),
    ]


def test_words_before_targets_and_outcomes_are_the_names_whatever_heads_them() -> None:
    found = of(
        "Slutrapport Europeiska socialfonden",
        table("Vad vi ville | Mål vid projektslut | Resultat", "Antal deltagare | 50 personer | 57 personer"),
    )
    assert told(found, "indicators", "name", "target_value", "outcome_value") == [("Antal deltagare", 50, 57)]
    found = of(
        "Slutrapport Europeiska socialfonden",
        table("Vad vi ville | Mål vid projektslut | Resultat", "Antal deltagare | många | 57 personer"),
    )
    assert told(found, "indicators", "name") == []


@pytest.mark.parametrize(("caption", "names"), [("Antal deltagare per målgrupp", ["Unga"]), ("Deltagarnas löner", [])])
def test_people_of_each_group_are_counted_where_the_caption_says_so(caption: str, names: list[str]) -> None:
    counts = table("Målgrupp | Kvinnor | Män | Totalt", "Unga | 31 | 46 | 77", title=caption)
    found = of("Slutrapport Europeiska socialfonden", counts)
    rows = told(found, "indicators", "name", "breakdown", "outcome_value")
    expected = [("Unga", None, 77), ("Unga", "kvinnor", 31), ("Unga", "män", 46)]
    assert rows == (expected if names else [])


def test_a_clause_that_ends_a_line_states_the_unit_of_the_table_below() -> None:
    found = of(
        "Slutrapport Europeiska socialfonden",
        paragraph("Utdrag ur redovisningen 2021–2022, belopp i kr."),
        table(" | Budget | Utfall", "Löner | 1 920 000 | 1 874 216", "Resor | 120 000 | 138 950"),
    )
    assert told(found, "budgets", "amount_sek")[:1] == [(1_920_000,)]


def test_headings_of_an_assignment_tell_an_agency_from_a_fund() -> None:
    found = of(
        "Slutredovisning av regeringsuppdraget",
        heading("Deluppdrag"),
        table("Deluppdrag | Utförare | Anslag | Tilldelat | Kvar", "Råd | Enhet A | 1:14 ap.2 | 12 kr | 2 kr"),
    )
    assert found.family == "agency_report"
    assert told(found, "projects", "name", "owner", "granted_sek") == [("Råd", "Enhet A", 12)]


@pytest.mark.parametrize("caption", [None, "Driftredovisning, tkr"])
def test_a_budget_beside_an_outcome_is_no_target(caption: str | None) -> None:
    rows = ("Post | Budget | Utfall", "Löner | 1 000 | 900", "Resor | 200 | 150", "Hyra | 400 | 420")
    found = of("Årsbokslut 2023", table(*rows, title=caption))
    assert found.facts.rows("indicators") == []
