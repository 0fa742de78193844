"""Project tables as other regions would set them: other orders, units, totals, groups, spans."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.records.reading import NEXT_PAGE, heading, item, paragraph, reading, table, title

from pipelines.reading.model import Item, Table
from pipelines.records.interpret import Interpretation, interpret

TITLE = "Beviljade regionala projekt 2023"


def project_list(
    *items: Item, subregion: str | None = "Sydregionen", theme: str | None = "Kompetens"
) -> Interpretation:
    """A report of the family, the items under the headings of a subregion and a theme."""
    above = [heading(text, level) for level, text in enumerate((subregion, theme), 1) if text]
    found = interpret(reading(title(TITLE), heading("Beviljade projekt"), *above, *items))
    assert found.family == "regional_project_list"
    return found


def projects(found: Interpretation, *columns: str) -> list[Any]:
    rows = found.facts.rows("projects")
    return (
        [row.get(columns[0]) for row in rows] if len(columns) == 1 else [tuple(map(row.get, columns)) for row in rows]
    )


def totals(found: Interpretation) -> list[tuple[Any, ...]]:
    return [
        (row["line_item"], row["measure"], row["amount_sek"])
        for row in found.facts.rows("budgets")
        if row["kind"] == "total"
    ]


def rules(found: Interpretation) -> list[str]:
    return sorted(row["rule"] for row in found.facts.rows("findings"))


COLUMNS = {
    "name": ("Projekt", "Bron"),
    "owner": ("Projektägare", "Bergs kommun"),
    "priority_question": ("Prioriterad fråga", "3"),
    "total_cost_sek": ("Total kostnad", "900 000"),
    "granted_sek": ("Beviljat belopp", "450 000"),
    "period": ("Projektperiod", "2023-2024"),
}


@given(st.permutations(list(COLUMNS)))
@settings(max_examples=30)
def test_the_order_of_columns_makes_no_difference(order: list[str]) -> None:
    header, cells = (" | ".join(COLUMNS[field][place] for field in order) for place in (0, 1))
    (row,) = project_list(table(header, cells)).facts.rows("projects")
    assert (row["name"], row["owner"], row["priority_question"]) == ("Bron", "Bergs kommun", "3")
    assert (row["total_cost_sek"], row["granted_sek"]) == (900_000, 450_000)
    assert (row["period_start"].isoformat(), row["period_end"].isoformat()) == ("2023-01-01", "2024-12-31")


@pytest.mark.parametrize(
    ("header", "cell", "caption", "amount", "unit"),
    [
        ("Beviljat belopp", "450 000", None, 450_000, "kr"),
        ("Beviljat belopp (kr)", "450\u00a0000", None, 450_000, "kr"),
        ("Beviljat belopp (tkr)", "450", None, 450_000, "tkr"),
        ("Beviljat belopp, tkr", "1 450", None, 1_450_000, "tkr"),
        ("Beviljat belopp (1 000 kr)", "450", None, 450_000, "tkr"),
        ("Beviljat belopp tkr", "450,5", None, 450_500, "tkr"),
        ("Beviljat (mkr)", "1,25", None, 1_250_000, "mkr"),
        ("Beviljat belopp", "450", "Beviljade projekt, tkr", 450_000, "tkr"),
        ("Beviljat belopp", "450", "Tabell 2. Beviljade projekt (belopp i tkr)", 450_000, "tkr"),
        ("Beviljat belopp", "450 tkr", None, 450_000, "tkr"),
        ("Beviljat belopp", "1,5 mkr", None, 1_500_000, "mkr"),
        ("Beviljat belopp", "1,5 mnkr", "Beviljade projekt, tkr", 1_500_000, "mkr"),
        ("Beviljat belopp (tkr)", "450 000 kr", None, 450_000, "kr"),
        ("Beviljat belopp", "450 000:-", None, 450_000, "kr"),
        ("Beviljat belopp", "450 000 SEK", None, 450_000, "kr"),
        ("Beviljat belopp (EUR)", "450 000", None, None, "EUR"),
    ],
)
def test_the_unit_nearest_to_the_figure_holds(
    header: str, cell: str, caption: str | None, amount: int | None, unit: str
) -> None:
    found = project_list(table(f"Projekt | Projektägare | {header}", f"Bron | Bergs kommun | {cell}", title=caption))
    (row,) = found.facts.rows("projects")
    assert row.get("granted_sek") == amount
    (budget,) = found.facts.rows("budgets")
    assert (budget["amount_sek"], budget["unit"], budget["value_text"]) == (amount, unit, cell.replace("\u00a0", " "))
    assert (budget["kind"], budget["measure"], budget["project_id"]) == ("project", "granted", row)


NOTES = ["Belopp i tkr", "Alla belopp i tkr.", "(tkr)", "Samtliga belopp anges i tusental kronor"]


@pytest.mark.parametrize("note", NOTES)
def test_a_line_above_states_the_unit_for_its_section(note: str) -> None:
    header = "Projekt | Projektägare | Beviljat belopp"
    found = interpret(
        reading(
            title(TITLE),
            heading("Beviljade projekt", 1),
            paragraph(note),
            heading("Kompetens", 2),
            table(header, "A | Berg | 450"),
            table(header, "B | Dal | 450 kr"),
            table(f"{header} (mkr)", "C | Å | 1"),
            heading("Avslutade projekt", 1),
            table(header, "D | Ö | 450"),
        )
    )
    assert projects(found, "granted_sek") == [450_000, 450, 1_000_000, 450]


@pytest.mark.parametrize(("between", "amount"), [([], 450_000), ([("Tidigare | Kr", "Bron | 1")], 450)])
def test_a_unit_that_ends_a_foreword_is_that_of_the_report(between: list[tuple[str, str]], amount: int) -> None:
    found = interpret(
        reading(
            title(TITLE),
            heading("Förord", 1),
            *(table(*rows) for rows in between),
            paragraph("Alla belopp i kkr."),
            heading("Kompetens", 1),
            table("Projekt | Projektägare | Beviljat belopp", "A | Berg | 450"),
        )
    )
    assert projects(found, "granted_sek") == [amount]


@pytest.mark.parametrize(
    "text", ["Vi beviljade 3 tkr", "Budget för ett annat år, tkr", "Tabell 1. Kostnader (tkr)", "Kronor i tiden"]
)
def test_other_lines_state_no_unit(text: str) -> None:
    listed = table("Projekt | Projektägare | Beviljat belopp", "A | Berg | 450", title="Lista")
    assert projects(project_list(paragraph(text), listed), "granted_sek") == [450]


def test_qualifiers_stay_beside_the_amount() -> None:
    found = project_list(table("Projekt | Projektägare | Beviljat belopp", "Bron | Berg | högst 200 000"))
    (budget,) = found.facts.rows("budgets")
    assert (budget["amount_sek"], budget["qualifier"]) == (200_000, "högst")


@pytest.mark.parametrize("nothing", ["–", "-", "—", "", "…"])
def test_a_dash_is_no_amount_and_a_printed_zero_is(nothing: str) -> None:
    found = project_list(
        table("Projekt | Projektägare | Sökt belopp | Beviljat belopp", f"Bron | Berg | {nothing} | 0")
    )
    (row,) = found.facts.rows("projects")
    assert (row.get("applied_sek"), row["granted_sek"]) == (None, 0)
    assert [budget["measure"] for budget in found.facts.rows("budgets")] == ["granted"]


TOTAL_LABELS = [
    *("Total", "Totalt", "TOTALT", "Total:", "Summa", "SUMMA", "Summa:", "S:a", "Sa", "Delsumma", "Totalsumma"),
    *("Summa kronor", "Summa Sydregionen", "Totalt beviljat", "Totalt Sydregionen", "Sydregionen totalt", "Summering"),
    *("Totalt för Sydregionen", "Sydregionen, summa", "Total sum", "Grand total", "Tot.", "Summa totalt", "Slutsumma"),
]  # fmt: skip


@pytest.mark.parametrize("label", TOTAL_LABELS)
def test_a_total_row_is_no_project(label: str) -> None:
    found = project_list(
        table("Projekt | Projektägare | Beviljat belopp", "A | Berg | 100", "B | Dal | 200", f"{label} | | 300")
    )
    assert projects(found, "name") == ["A", "B"]
    assert totals(found) == [(label, "granted", 300)]
    assert rules(found) == []


def test_a_total_whose_label_spans_columns_is_no_project() -> None:
    found = project_list(
        table(
            "Projekt | Projektägare | Total kostnad | Varav RUN",
            "A | Berg | 100 | 50",
            "B | Dal | 200 | 100",
            "**Summa** | < | **300** | **150**",
        )
    )
    assert projects(found, "name") == ["A", "B"]
    assert totals(found) == [("Summa", "total_cost", 300), ("Summa", "granted", 150)]
    for row in found.facts.rows("budgets"):
        if row["kind"] == "total":
            assert (row["subregion"], row["theme"], row["is_total"]) == ("Sydregionen", "Kompetens", True)


@pytest.mark.parametrize(
    "name",
    ["Totalförsvar i Väst", "Summer school", "Resultat av forskning", "Resultatspridning", "Nettonoll", "Sälj mer",
     "Total Innovation"],
)  # fmt: skip
def test_a_project_whose_name_opens_like_a_total_is_a_project(name: str) -> None:
    found = project_list(
        table(
            "Projekt | Projektägare | Beviljat belopp", "A | Berg | 100", f"{name} | Dal kommun | 200", "Summa | | 300"
        )
    )
    assert projects(found, "name") == ["A", name]
    assert rules(found) == []


def test_rows_that_group_projects_are_their_theme_or_subregion() -> None:
    found = project_list(
        table(
            "Projekt | Projektägare | Beviljat belopp",
            "**Kompetens** | < | <",
            "A | Berg | 100",
            "**Innovation**",
            "B | Dal | 200",
        ),
        theme=None,
    )
    assert projects(found, "name", "theme") == [("A", "Kompetens"), ("B", "Innovation")]


def test_a_group_row_that_names_a_place_is_the_subregion() -> None:
    found = project_list(
        table(
            "Projekt | Projektägare | Beviljat belopp",
            "**Skaraborgs kommunalförbund** | < | <",
            "A | Berg | 100",
            "**Göteborgsregionen** | < | <",
            "B | Dal | 200",
        ),
        subregion=None,
        theme=None,
    )
    assert projects(found, "name", "subregion") == [("A", "Skaraborgs kommunalförbund"), ("B", "Göteborgsregionen")]


def test_a_merged_cell_holds_for_every_row_it_covers() -> None:
    found = project_list(
        table(
            "Projektägare | Projekt | Prioriterad fråga | Beviljat belopp",
            "Bergs kommun | A | 1 | 100",
            "^ | B | 2 | 200",
            "Dals kommun | C | ^ | 300",
        )
    )
    assert projects(found, "name", "owner", "priority_question") == [
        ("A", "Bergs kommun", "1"),
        ("B", "Bergs kommun", "2"),
        ("C", "Dals kommun", "2"),
    ]


def test_a_header_of_two_levels() -> None:
    found = project_list(
        table(
            "Projekt | Projektägare | Finansiering (tkr) | <",
            "^ | ^ | Total kostnad | Varav RUN",
            "A | Berg | 100 | 50",
            header=2,
        )
    )
    assert projects(found, "name", "owner", "total_cost_sek", "granted_sek") == [("A", "Berg", 100_000, 50_000)]


def test_a_list_goes_on_over_a_page_with_the_page_of_each_row() -> None:
    found = project_list(
        table(
            "Projekt | Projektägare | Beviljat belopp",
            "A | Berg | 100",
            NEXT_PAGE,
            "B | Dal | 200",
            "Summa | | 300",
        )
    )
    assert projects(found, "name", "page") == [("A", 1), ("B", 2)]
    assert [(row["kind"], row["page"]) for row in found.facts.rows("budgets")] == [
        ("project", 1),
        ("project", 2),
        ("total", 2),
    ]


def test_competing_columns_are_decided_by_their_values() -> None:
    found = project_list(
        table(
            "Projekt | Projekt | Projektägare | Bidrag | Bidrag",
            "17 | Bron | Berg | Regionala utvecklingsmedel | 100",
            "18 | Ängen | Dal | Regionala utvecklingsmedel | 200",
        )
    )
    assert projects(found, "name", "granted_sek") == [("Bron", 100), ("Ängen", 200)]


@pytest.mark.parametrize(
    ("one", "other", "column", "value"),
    [
        (("Start", "i tid", "sent"), ("Start", "2023-01-01", "2023-02-01"), "period_start", dt.date(2023, 1, 1)),
        (("Projektperiod", "lång", "kort"), ("Projektperiod", "2023", "2024"), "period_end", dt.date(2023, 12, 31)),
        (("Stödandel", "hög", "låg"), ("Stödandel", "40 %", "50 %"), "cofinancing_percent", 40.0),
        (("Beviljat belopp", "ja", "ja"), ("Beviljat belopp", "700", "800"), "granted_sek", 700),
        (("Kontaktperson", "0702", "0703"), ("Kontaktperson", "Maja Ek", "Bo Al"), "contact_person", "Maja Ek"),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_of_two_columns_of_one_name_the_values_decide(
    one: tuple[str, ...], other: tuple[str, ...], column: str, value: object, order: int
) -> None:
    columns = [("Projekt", "Väg", "Spår"), ("Sökande", "Berg AB", "Ek AB"), ("Sökt belopp", "900", "950")]
    rows = zip(*columns, *[one, other][::order], strict=True)
    found = project_list(table(*(" | ".join(row) for row in rows)))
    assert found.facts.rows("projects")[0].get(column) == value


def test_a_list_that_counts_projects_holds_none() -> None:
    found = project_list(
        table(
            "Delregion | Antal projekt | Beviljat belopp",
            "Skaraborg | 12 | 4 500 000",
            "Fyrbodal | 9 | 3 100 000",
        )
    )
    assert projects(found, "name") == []


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Projekt | Antal deltagare | Bilaga", "A | 12 | 1"),
        ("Projekt | Projektägare", "12 | 13"),
        ("Stöd | Villkor", "Ja | Nej"),
        ("Kommun | Beviljat belopp", "Berg | 100"),
    ],
)
def test_tables_about_something_else_give_no_projects(header: str, rows: str) -> None:
    assert projects(project_list(table(header, rows)), "name") == []


def test_the_headings_above_say_subregion_and_theme() -> None:
    found = interpret(
        reading(
            title(TITLE),
            heading("Norra regionen", 1),
            heading("Kompetens", 2),
            table("Projekt | Projektägare | Beviljat belopp", "A | Berg | 100"),
            heading("Innovation", 2),
            table("Projekt | Projektägare | Beviljat belopp", "B | Dal | 200"),
            heading("Södra regionen", 1),
            table("Projekt | Projektägare | Beviljat belopp", "C | Å | 300"),
        )
    )
    assert projects(found, "name", "subregion", "theme") == [
        ("A", "Norra regionen", "Kompetens"),
        ("B", "Norra regionen", "Innovation"),
        ("C", "Södra regionen", None),
    ]


def read_list(*items: Item) -> Interpretation:
    return interpret(reading(heading("List"), *items))


def test_a_note_over_all_columns_is_no_project() -> None:
    found = read_list(
        table(
            "Projekt | Sökande | Beviljat belopp",
            "Bron | Berg AB | 100",
            "Summa | < | 100",
            "* Beloppen är preliminära. | < | <",
        )
    )
    assert [row["name"] for row in found.facts.rows("projects")] == ["Bron"]


ENGLISH = "the list of operations is published by the managing authority and it is updated at least every six months"


@pytest.mark.parametrize(
    ("header", "cell", "value", "unit"),
    [
        ("EU co-financing (EUR)", "15,524,474.00", 15524474, "EUR"),
        ("EU co-financing", "€ 15,524,474.00", 15524474, "EUR"),
        ("Union support €", "4,152", 4152, "EUR"),
        ("Total eligible expenditure", "1 250 000", 1250000, None),
        ("Total eligible expenditure (SEK)", "1 250 000", 1250000, "kr"),
    ],
)
def test_another_currency_is_kept_as_printed(header: str, cell: str, value: int, unit: str | None) -> None:
    found = read_list(
        paragraph(ENGLISH), table(f"Name of operation | Beneficiary | {header}", f"Bridge | Berg Ltd | {cell}")
    )
    (row,) = [row for row in found.facts.rows("budgets") if row["kind"] == "project"]
    assert (row["value"], row["unit"]) == (value, unit)
    assert row["amount_sek"] == (value if unit == "kr" else None)
    (project,) = found.facts.rows("projects")
    assert (project.get("granted_sek") or project.get("total_cost_sek")) == (value if unit == "kr" else None)


@pytest.mark.parametrize(("total", "severities"), [("40,000.00", []), ("70,000.00", ["warning"])])
def test_a_total_in_another_currency_is_held_against_its_rows(total: str, severities: list[str]) -> None:
    found = read_list(
        table(
            "Name of operation | Beneficiary | EU co-financing (EUR)",
            "Bridge | Berg Ltd | 10,000.00",
            "Tunnel | Ek Ltd | 30,000.00",
            f"Total | | {total}",
        )
    )
    told = [row for row in found.facts.rows("findings") if row["rule"] == "total_mismatch"]
    assert [row["severity"] for row in told] == severities
    assert all("EUR" in row["detail"] and "kr" not in row["detail"].split() for row in told)


def test_reference_place_and_share_of_an_operation() -> None:
    found = read_list(
        table(
            "Project ref. no. | Beneficiaries | Name of operation | Union support (EUR) | Co-financing rate"
            " | Postcode | Operation start date | Operation end date",
            "ERDF.1 | Berg Ltd | Bridge | 10,000.00 | 80% | MRS 9065 | 2016 | Dec 2019",
        )
    )
    (project,) = found.facts.rows("projects")
    assert (project["reference"], project["location"], project["cofinancing_percent"]) == ("ERDF.1", "MRS 9065", 80.0)
    assert (str(project["period_start"]), str(project["period_end"])) == ("2016-01-01", "2019-12-31")
    assert found.numbers.total == found.numbers.used >= 2


@pytest.mark.parametrize(
    "header",
    [
        "Projekt | Total budget | Utfall 2024",
        "Projekt | Projektkostnad | Prognos",
        "Insats | Total kostnad | Avvikelse",
    ],
)
def test_the_lines_of_an_account_are_no_projects(header: str) -> None:
    found = interpret(
        reading(title("Årsbokslut 2024"), table(header, "Skola Norra | 120 | 33", "Gator | 10 | 4", title="Tkr"))
    )
    assert found.facts.rows("projects") == []
    assert [row["kind"] for row in found.facts.rows("budgets")] == ["statement"] * 4


def test_the_outcome_of_a_project_in_a_list_is_a_sum_of_it() -> None:
    found = project_list(
        table("Projekt | Projektägare | Total budget | Utfall 2023", "Bron | Berg AB | 120 | 33", "Ån | Ek AB | 10 | –")
    )
    sums = [(row["line_item"], row["measure"], row["fiscal_year"], row["value"]) for row in found.facts.rows("budgets")]
    assert sums == [("Bron", "total_cost", None, 120), ("Bron", "outcome", 2023, 33), ("Ån", "total_cost", None, 10)]
    assert found.numbers.total == found.numbers.used == 3


def test_a_date_that_cannot_be_read_is_told() -> None:
    found = project_list(
        table(
            "Projekt | Sökande | Beviljat belopp | Slutdatum",
            "Bron | Berg AB | 100 | 2024-13-45",
            "Ån | Ek AB | 200 | 2024-12-31",
            "Sjön | Al AB | 300 | –",
        )
    )
    told = [row["observed"] for row in found.facts.rows("findings") if row["rule"] == "unread_value"]
    assert told == ["2024-13-45"]


def test_a_row_that_breaks_down_or_counts_is_no_project() -> None:
    found = project_list(
        table(
            "Nr | Projekt | Projektägare | Beviljat belopp",
            "1 | A | Berg | 100",
            "| varav 2023 | | 50",
            "2 | B | Dal | 200",
            "| Antal projekt: 2 | | ",
            "| Summa | | 300",
        )
    )
    assert projects(found, "name") == ["A", "B"]
    assert [row["detail"] for row in found.facts.rows("findings")] == [
        "2 cells with numbers gave no row: 50; Antal projekt: 2"
    ]
    assert (found.numbers.total, found.numbers.used, found.numbers.declined) == (7, 3, 2)


def test_a_row_of_one_text_heads_a_group_where_projects_have_amounts() -> None:
    found = project_list(
        table("Projekt | Projektägare | Beviljat belopp", "Innovation | |", "A | Berg | 100"),
        theme=None,
        subregion=None,
    )
    assert projects(found, "name", "theme") == [("A", "Innovation")]
    named = project_list(table("Projekt | Projektägare | Kontaktperson", "A | |", "B | Berg | Maja"))
    assert projects(named, "name") == ["A", "B"]


def test_columns_of_several_years_are_amounts_of_their_year_and_the_whole_is_the_one_without() -> None:
    found = project_list(
        table(
            "Projekt | Projektägare | Beviljat 2022 | Beviljat 2023 | Totalt beviljat",
            "A | Berg | 100 | 200 | 300",
            "Summa | | 100 | 200 | 300",
        )
    )
    assert projects(found, "granted_sek") == [300]
    amounts = [(row["kind"], row["fiscal_year"], row["amount_sek"]) for row in found.facts.rows("budgets")]
    assert amounts == [(kind, year, amount) for kind in ("project", "total")
                       for year, amount in ((2022, 100), (2023, 200), (None, 300))]  # fmt: skip
    assert rules(found) == []


def test_of_several_years_alone_no_whole_is_worked_out() -> None:
    found = project_list(table("Projekt | Projektägare | Beviljat 2022 | Beviljat 2023", "A | Berg | 100 | 200"))
    assert projects(found, "granted_sek") == [None]
    assert [row["amount_sek"] for row in found.facts.rows("budgets")] == [100, 200]


def test_an_amount_of_two_readings_is_told() -> None:
    found = project_list(table("Projekt | Projektägare | Beviljat belopp (mkr)", "A | Berg | 1.005", "B | Dal | 5"))
    assert projects(found, "granted_sek") == [None, 5_000_000]
    assert [row["detail"] for row in found.facts.rows("findings")] == ["1 cells with numbers gave no row: 1.005"]


# --- descriptions ---------------------------------------------------------------------------------------------------


def described(*items: Item, rows: tuple[str, ...] = ("Bron till Åland | Bergs kommun | 100",)) -> Interpretation:
    listed = table("Projekt | Projektägare | Beviljat belopp", *rows)
    return project_list(listed, heading("Projektbeskrivningar"), *items)


def test_a_project_is_described_under_the_heading_that_names_it() -> None:
    found = described(
        heading("Bron till Åland", 2),
        paragraph("Projektägare: Bergs kommun"),
        paragraph("En bro ska byggas."),
        item("till Åland"),
        item("till Gotland"),
        heading("Något annat", 2),
        paragraph("Hör inte hit."),
    )
    (row,) = found.facts.rows("projects")
    assert row["description"] == "En bro ska byggas. • till Åland • till Gotland"
    assert row.get("aliases") is None
    assert rules(found) == []


@pytest.mark.parametrize(
    ("spelt", "severity"),
    [
        ("Bron till Aland", "warning"),
        ("Bron  till – Åland", "info"),
        ("bron till åland", "info"),
        ("Bro till Åland", "warning"),
    ],
)
def test_a_misspelt_heading_still_describes_and_is_told(spelt: str, severity: str) -> None:
    found = described(heading(spelt, 2), paragraph("En bro ska byggas."))
    (row,) = found.facts.rows("projects")
    assert row["name"] == "Bron till Åland"
    assert row["description"] == "En bro ska byggas."
    (alias,) = row["aliases"]
    assert alias.split() == spelt.split()
    (finding,) = found.facts.rows("findings")
    assert (finding["rule"], finding["severity"], finding["subject"]) == ("name_differs", severity, "Bron till Åland")


def test_a_heading_of_another_name_describes_nothing() -> None:
    found = described(heading("Vägen till Åland", 2), paragraph("En väg."))
    assert projects(found, "description") == [None]


def test_a_heading_with_another_number_is_another_project() -> None:
    found = described(
        heading("Tillväxt i Skaraborg 2020", 2), paragraph("Fel."), rows=("Tillväxt i Skaraborg 2019 | Berg | 100",)
    )
    assert projects(found, "description", "aliases") == [(None, None)]


def test_projects_of_one_name_take_the_description_of_their_own_part() -> None:
    found = interpret(
        reading(
            title(TITLE),
            heading("Norra regionen"),
            table("Projekt | Projektägare | Beviljat belopp", "Bron till Åland | Berg | 100"),
            heading("Bron till Åland", 2),
            paragraph("Den norra bron."),
            heading("Södra regionen", page=2),
            table("Projekt | Projektägare | Beviljat belopp", "Bron till Åland | Dal | 200", page=2),
            heading("Bron till Åland", 2, page=2),
            paragraph("Den södra bron.", page=2),
        )
    )
    assert projects(found, "owner", "description") == [("Berg", "Den norra bron."), ("Dal", "Den södra bron.")]


@pytest.mark.parametrize(
    "label", ["Projektägare", "Sökande", "Stödmottagare", "Huvudman", "Organisation", "Projektägaren"]
)
def test_the_owner_of_a_description_is_held_against_the_table(label: str) -> None:
    found = described(heading("Bron till Åland", 2), paragraph(f"{label}: Dals kommun"), paragraph("En bro."))
    (row,) = found.facts.rows("projects")
    assert (row["owner"], row["owner_aliases"], row["description"]) == ("Bergs kommun", ["Dals kommun"], "En bro.")
    (finding,) = found.facts.rows("findings")
    assert (finding["rule"], finding["severity"]) == ("owner_differs", "warning")
    assert (finding["expected"], finding["observed"]) == ("Bergs kommun", "Dals kommun")


def test_a_label_that_no_other_description_has_is_told_and_the_owner_is_still_read() -> None:
    found = described(
        heading("Bron till Åland", 2),
        paragraph("Projektägare: Bergs kommun"),
        paragraph("En bro."),
        heading("Tunneln till Estland", 2),
        paragraph("Verksamhet: Dals kommun"),
        paragraph("En tunnel."),
        heading("Färjan", 2),
        paragraph("Projektägare: Åre kommun"),
        rows=(
            "Bron till Åland | Bergs kommun | 1",
            "Tunneln till Estland | Dals kommun | 2",
            "Färjan | Åre kommun | 3",
        ),
    )
    assert projects(found, "description") == ["En bro.", "En tunnel.", None]
    assert [(row["rule"], row["subject"]) for row in found.facts.rows("findings")] == [
        ("owner_label_differs", "Tunneln till Estland")
    ]


def test_evidence_is_the_row_as_printed_at_its_place() -> None:
    listed: Table = table("Projekt | Projektägare | Beviljat belopp", "A | Berg | 100", page=4)
    (row,) = project_list(listed).facts.rows("projects")
    cells = [cell for cell in listed.cells if cell.row == 2]
    assert (row["page"], row["source_text"]) == (4, "A | Berg | 100")
    assert row["bbox"] == {
        "x0": cells[0].box.x0,
        "top": cells[0].box.top,
        "x1": cells[2].box.x1,
        "bottom": cells[0].box.bottom,
    }


@given(st.integers(0, 10**9), st.sampled_from(["{:,}", "{}"]), st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_any_whole_amount_is_read_as_printed(amount: int, form: str, blank: str) -> None:
    text = form.format(amount).replace(",", blank)
    found = project_list(table("Projekt | Projektägare | Beviljat belopp", f"A | Berg | {text}"))
    assert projects(found, "granted_sek") == [Decimal(amount)]


def test_a_mere_name_beside_owners_and_sums_is_that_of_the_project() -> None:
    found = project_list(table("Genomförare | Namn | Beviljad summa (kr)", "Berg | Bron | 450"))
    assert [(row["name"], row["owner"]) for row in found.facts.rows("projects")] == [("Bron", "Berg")]


def test_a_list_of_names_owners_and_sums_tells_the_family_whatever_else_it_has() -> None:
    header = "Område | Projekt/projektägare | Totalkostnad | Begärt belopp | Beviljade regionala medel"
    found = interpret(
        reading(
            title("Bilaga: Beviljade insatser 2022"),
            heading("Projekt", 1),
            table(
                header, "Nord | Bron / Berg | Uppgift saknas | 1 000 kr | 900 kr", "Syd | Ån / Dal | 9 kr | - | 5 kr"
            ),
        )
    )
    assert found.family == "regional_project_list"


NOTED = "Projekt | Projektägare | Beviljat belopp"


@pytest.mark.parametrize(
    ("below", "amounts"),
    [
        ("Belopp i tkr.", [450_000, 90_000, 7]),
        ("Beviljade projekt, tkr", [450_000, 90_000, 7]),
        ("Projekt, tkr", [450_000, 90_000, 7]),
        ("Hyror, tkr", [450, 90, 7]),
        ("Om oss", [450, 90, 7]),
    ],
)
def test_a_note_below_one_table_holds_for_others_of_its_header(below: str, amounts: list[int]) -> None:
    found = interpret(
        reading(
            title(TITLE),
            heading("Kusten", 1),
            table(NOTED, "A | Berg | 450"),
            paragraph(below),
            heading("Norr", 1),
            table(NOTED, "B | Dal | 90"),
            table("Projekt | Sökande | Bidrag", "C | Ö | 7"),
        )
    )
    assert projects(found, "granted_sek") == amounts


def test_cards_with_labels_of_projects_are_no_indicators() -> None:
    card = "{0}\nProjektägare: Berg\nBeviljat bidrag: 5 000 kr\nProjekttid: kvartal 2 2023 t.o.m. kvartal\n1 2025"
    found = project_list(table(" | ".join(card.format(name) for name in ("Bron", "Byn")), header=0, kind="key_value"))
    assert not found.facts.rows("indicators")
