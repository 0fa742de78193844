"""Two real reports of the families that were added as YAML alone, against what was read off their pages by eye.

The reports lie in the folder ``shared`` beside the repository; where it does not, these tests are skipped and say so.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.extract import Extraction, extract
from pipelines.values.numbers import parse_number

WILD = Path(__file__).resolve().parents[3] / "shared" / "wild"


def read(name: str) -> Extraction:
    if not WILD.is_dir():
        pytest.skip(f"there is no folder {WILD} with real reports")
    return extract(WILD / name, "wild", name)


# --- list of operations ---------------------------------------------------------------------------------------------

# reference, operation, beneficiary, priority axis, postcode, start, end, committed (euro), rate, page
OPERATIONS = """\
ERDF.04.008|Promotion of RES in the Domestic Sector (2016-2018)|Regulator for Energy and Water Services (REWS)|PA4|MRS 9065|2015|2019|15524474.00|80|1
ERDF.05.016|Grandmasters' Palace Regeneration Project|Restoration Directorate|PA5|FRN1700|2016|2021|4217796.62|80|1
ERDF.05.018|The MICAS Galleries|Restoration Directorate|PA5|FRN1700|2015|2021|4152000.00|80|1
ERDF.05.019|MUZA - The National-Community Art Museum|Heritage Malta|PA5|KKR1524|2014|2019|5000000.00|80|1
ERDF.05.020|The Malta Carnival Experience|Ministry for Justice, Culture and Local Government|PA5|VLT1140|2016|2020|4158171.58|80|1
ERDF.05.021|Enhancing the Cultural Tourism Experience through Digitization|Public Broadcasting Services Ltd|PA5|PTA 1022|2015|2021|4095011.00|80|2
ERDF.05.022|Gozo Museum|Ministry for Gozo|PA5|VCT 1335|2015|2020|4260169.49|80|2
ERDF.05.024|The rehabilitation of the Notarial Archives building and historic collection|Ministry for Justice, Culture and Local Government|PA5|VLT 1512|2015|2020|4261240.50|80|2
ERDF.05.025|The Upgrading of the Manoel Theatre|Ministry for Justice, Culture and Local Government|PA5|VLT 1512|2015|2019|1198599.32|80|2
ERDF.05.026|Re-living the Sacra Infermeria|Ministry for Tourism|PA5|VLT 1116|2015|2019|4234958.19|80|2
ERDF.05.027|Invest in Chadwick Lakes for Tourism Purposes|Sustainable Energy and Water Conservation Unit|PA5|VLT2000|2015|2020|4237053.00|80|2
ERDF.05.029|Rehabilitation of Xewkija Windmill|Ministry for Gozo|PA5|VCT 1135|2016|2020|377011.03|80|3
ERDF.03.007|Internationalization Knowledge Platform|Trade Malta|PA3|TP 01|2015|2019|809002.00|80|3
ERDF.03.011|The Redevelopment of Ta' Qali Crafts Village|Malta Industrial Parks Ltd.|PA3|MEC 0001|2015|2018|7814478.05|80|3
ERDF.03.014|The Extension of Xewkija Industrial Park|Malta Industrial Parks Ltd.|PA3|MEC 0001|2016|2018|10000000.00|80|3
CF.011.013|Removal of bottleneck on TEN-T (Node EA15-Kappara)|Transport Malta-Roads and Infrastructure Directorate|PA 11|SVR1910|2011|2019|33347855.61|85|3
"""  # noqa: E501


@pytest.fixture(scope="module")
def operations() -> Extraction:
    return read("eu_mt_erdf_2016.pdf")


def test_every_operation_is_a_project_and_nothing_else_is(operations: Extraction) -> None:
    assert operations.report["family"] == "eu_operations_list"
    expected = []
    for line in OPERATIONS.splitlines():
        reference, name, owner, axis, place, start, end, _, rate, page = line.split("|")
        first, last = dt.date(int(start), 1, 1), dt.date(int(end), 12, 31)
        expected.append((reference, name, owner, axis, place, first, last, float(rate), int(page)))
    columns = (
        *("reference", "name", "owner", "theme", "location", "period_start", "period_end"),
        *("cofinancing_percent", "page"),
    )
    found = [tuple(row.get(column) for column in columns) for row in operations.tables["projects"]]
    assert found == expected
    assert all(row["description"] for row in operations.tables["projects"])


def test_amounts_in_euro_are_as_printed_and_never_kronor(operations: Extraction) -> None:
    amounts = [Decimal(line.split("|")[7]) for line in OPERATIONS.splitlines()]
    budgets = operations.tables["budgets"]
    assert [row["value"] for row in budgets if row["kind"] == "project"] == amounts
    assert [row["value"] for row in budgets if row["kind"] == "total"] == [Decimal(107687820)]
    assert {row["measure"] for row in budgets} == {"granted"}
    assert {(row["unit"], row["amount_sek"]) for row in budgets} == {("EUR", None)}
    assert not any(row.get(name) for row in operations.tables["projects"] for name in ("granted_sek", "total_cost_sek"))


def test_what_is_not_taken_of_the_list_is_declined_or_told(operations: Extraction) -> None:
    report = operations.report
    assert report["numbers_used"] + report["numbers_declined"] >= 0.9 * report["numbers_total"]
    rules = Counter(row["rule"] for row in operations.tables["findings"])
    assert not rules["unknown_column"]


# --- municipal accounts ---------------------------------------------------------------------------------------------

# The investments of page 21, as printed; a group stands before its lines, ";" parts figures, nothing is a blank.
INVESTMENTS = """\
Färdigställda projekt
Inventarier, löpande|;;;0,800;0,617;0,183
Konstinköp, löpande (6011)|;;;0,125;0,125;
Summa färdigställda projekt|;;;0,925;0,742;0,183
Pågående projekt
Ny inredning, biblioteket (6014)|4,823;4,812;0,015;0,709;0,694;0,015
Ombyggnad Garvaren (6013)|2,575;2,340;0,235;0,388;0,153;0,235
Ombyggnad Hafreborg (6012)|3,124;3,059;0,065;0,539;0,474;0,065
Teknik/digital utveckling, bibliotek (6015, 6119)|0,850;0,942;-0,092;0,412;0,504;-0,092
Korsavadanläggningen|2,492;1,586;0,906;1,350;0,446;0,906
Löparbana Korsavad (6151)|2,400;0,010;2,390;2,400;0,010;2,390
Tillgänglig hjärtstartare (6152)|0,300;0,261;0,039;0,300;0,261;0,039
Ny teknik bowlinghall Korsavad (6154)|3,000;2,117;0,884;3,000;2,117;0,884
Konstnärlig utsmyckning (6155)|0,500;0,000;0,500;0,500;0,000;0,500
Summa pågående projekt|20,068;15,127;4,941;9,600;4,659;4,941
Summa investeringsprojekt|20,068;15,130;4,938;10,525;5,401;5,124
"""
INVESTMENT_COLUMNS = [
    ("Total projektbudget", "budget"),
    ("Ack. Utfall", "outcome"),
    ("Avvikelse", "deviation"),
    ("Budget 2025", "budget"),
    ("Utfall 2025", "outcome"),
    ("Budgetavvikelse", "deviation"),
]

# The operating account of page 33.
OPERATING = """\
Nämnd- och styrelseverksamhet|-698;-679;-19
Fysisk och teknisk planering|-602;-373;-229
Turistverksamhet|2 802;2 803;-1
Alkoholtillstånd|1;;1
Allmän fritidsverksamhet|- 6 279;-6 827;548
Stöd till studieorganisationer|-377;-400;23
Allmän kulturverksamhet|-2 564;-2 612;49
Museum/konsthall|-8 417;-8 603;186
Bibliotek|-13 123;-13 152;29
Idrotts- och fritidsanläggning|-24 835;-23 885;-950
Fritidsgårdsverksamhet|-5 347;-5 386;39
Gem adm kultur och fritid|-2 612;-4 005;1 394
Summa totalt|-62 079;-63 119;1 070
"""
OPERATING_COLUMNS = [("Utfall 2025", "outcome"), ("Budget 2025", "budget"), ("Återstår", "deviation")]

# Figures by page and caption, counted by eye, in tables of money.
COUNTED = {
    (13, "Ekonomi"): 16,
    (21, "Investeringar i detalj per nämnd"): 74,
    (33, "Driftredovisning"): 38,
    (33, "Allmän kulturverksamhet"): 28,
    (34, "Anläggning, Fritids- och föreningsutveckling"): 35,
    (36, "Ungdomsverksamhet"): 4,
}

# Visitors, loans and pupils: line to its outcomes by year, as printed, and the budget of 2025.
STATISTICS = {
    "Österlens museum": ({2022: "62 225", 2023: "60 000", 2024: "56 945", 2025: "62 014"}, None),
    "Bibliotek och buss": ({2023: "117 271", 2024: "ung 116 000", 2025: "ung 116 000"}, "110 000"),
    "Bibliotekslån": ({2023: "97 032", 2024: "95 414", 2025: "93 666"}, "90 000"),
    "Korsavads simhall": ({2023: "Stängt", 2024: "Stängt", 2025: "Stängt"}, "Stängt"),
    "Tobisviksbadet": ({2023: "Stängt", 2024: "22 898", 2025: "23 902"}, "22 000"),
    "Hammenhögsbadet": ({2023: "6 842", 2024: "7 519", 2025: "8 035"}, "7 000"),
    "Sankt Olofsbadet": ({2023: "11 526", 2024: "12 384", 2025: "11 841"}, "10 000"),
    "Ungdomens hus": ({2022: "11 147", 2023: "13 414", 2024: "10 398", 2025: "13 818"}, "11 000"),
}
SWIMMING_SCHOOL = {
    "Tobisviksbadet": {2023: "Stängt", 2024: "240", 2025: "1310"},
    "Hammenhögsbadet": {2023: "1 576", 2024: "1 420", 2025: "1 170"},
    "Sankt Olofsbadet": {2023: "1 872", 2024: "1 946", 2025: "1 510"},
}

Line = tuple[str | None, str, str, str, str, Decimal, bool]


@pytest.fixture(scope="module")
def accounts() -> Extraction:
    return read("simrishamn_arsbokslut_kultur_fritid_2025.pdf")


def written(text: str, columns: list[tuple[str, str]]) -> list[Line]:
    """The lines of a table as rows: group, line, column, measure, text, number, whether it is a sum."""
    group: str | None = None
    rows: list[Line] = []
    for line in text.splitlines():
        label, bar, figures = line.partition("|")
        if not bar:
            group = label
            continue
        total = label.startswith("Summa")
        for (column, measure), figure in zip(columns, figures.split(";"), strict=True):
            if figure:
                number = parse_number(figure)
                assert number is not None
                rows.append((group, label, column, measure, figure, number.value, total))
        group = None if total else group
    return rows


@pytest.mark.parametrize(
    ("page", "title", "text", "columns", "unit", "factor"),
    [
        (21, "Investeringar i detalj per nämnd", INVESTMENTS, INVESTMENT_COLUMNS, "mkr", 10**6),
        (33, "Driftredovisning", OPERATING, OPERATING_COLUMNS, "tkr", 1000),
    ],
)
def test_every_figure_of_an_account_is_a_row(
    accounts: Extraction, page: int, title: str, text: str, columns: list[tuple[str, str]], unit: str, factor: int
) -> None:
    rows = [row for row in accounts.tables["budgets"] if (row["page"], row.get("table_title")) == (page, title)]
    names = ("section", "line_item", "column_name", "measure", "value_text", "value", "is_total")
    assert [tuple(row[name] for name in names) for row in rows] == written(text, columns)
    assert {row["unit"] for row in rows} == {unit}
    assert all(row["amount_sek"] == row["value"] * factor for row in rows)
    assert {row["fiscal_year"] for row in rows} == {2025}


def test_no_figure_of_a_table_of_money_is_missing_or_doubled(accounts: Extraction) -> None:
    statements = [row for row in accounts.tables["budgets"] if row["kind"] == "statement"]
    assert Counter((row["page"], row["table_title"]) for row in statements) == COUNTED


def test_an_investment_is_no_project(accounts: Extraction) -> None:
    assert accounts.report["family"] == "municipal_accounts"
    assert "projects" not in accounts.tables
    assert "activities" not in accounts.tables


def test_statistics_by_year_are_indicators(accounts: Extraction) -> None:
    expected = []
    for name, (outcomes, target) in STATISTICS.items():
        expected += [(name, year, text, target if year == 2025 else None) for year, text in outcomes.items()]
    for name, outcomes in SWIMMING_SCHOOL.items():
        expected += [(name, year, text, None) for year, text in outcomes.items()]
    found = [
        (row["name"], row["year"], row["outcome_text"], row["target_text"]) for row in accounts.tables["indicators"]
    ]
    assert Counter(found) == Counter(expected)
    for row in accounts.tables["indicators"]:
        number = parse_number(row["outcome_text"])
        assert row["outcome_value"] == (None if number is None else float(number.value))


def test_every_number_of_the_accounts_is_used(accounts: Extraction) -> None:
    report = accounts.report
    assert report["numbers_used"] == report["numbers_total"] > 200
    assert not [row for row in accounts.tables["findings"] if row["severity"] == "error"]
