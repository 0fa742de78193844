from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.values.quantities import find_quantities, parse_quantity
from pipelines.values.units import UNITS, parse_unit, unit_of_caption


@pytest.mark.parametrize(
    ("printed", "name", "factor"),
    [
        ("tkr", "tkr", 1000),
        ("(Tkr)", "tkr", 1000),
        ("KSEK", "tkr", 1000),
        ("Tusental kronor", "tkr", 1000),
        ("1 000 kr", "tkr", 1000),
        ("1\u00a0000-tals kronor", "tkr", 1000),
        ("mnkr", "mkr", 10**6),
        ("MSEK", "mkr", 10**6),
        ("miljoner kronor", "mkr", 10**6),
        ("miljarder kr", "mdkr", 10**9),
        (":-", "kr", 1),
        ("SEK", "kr", 1),
        ("kr.", "kr", 1),
    ],
)
def test_kronor(printed: str, name: str, factor: int) -> None:
    unit = parse_unit(printed)
    assert unit is not None
    assert (unit.name, unit.factor, unit.is_money) == (name, factor, True)


@pytest.mark.parametrize(
    ("printed", "code"), [("€", "EUR"), ("MEUR", "EUR"), ("norska kronor", "NOK"), ("kUSD", "USD")]
)
def test_other_currencies_are_never_kronor(printed: str, code: str) -> None:
    unit = parse_unit(printed)
    assert unit is not None
    assert unit.is_money
    assert (unit.currency, unit.factor) == (code, None)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        *(("procent", "%"), ("%-enheter", "procentenheter"), ("stycken", "st"), ("m²", "kvm"), ("hektar", "ha")),
        *(("tim.", "timmar"), ("ggr", "gånger"), ("Antal", "st"), ("GWh", "GWh")),
    ],
)
def test_other_units(printed: str, name: str) -> None:
    unit = parse_unit(printed)
    assert unit is not None
    assert unit.name == name
    assert unit.factor is None


@pytest.mark.parametrize("text", ["", "budget", "tkr 2023", "kr och öre", "25 000"])
def test_no_unit(text: str) -> None:
    assert parse_unit(text) is None


@pytest.mark.parametrize(
    ("caption", "name", "rest"),
    [
        ("Resultaträkning, tkr", "tkr", "Resultaträkning"),
        ("Ekonomi (tkr)", "tkr", "Ekonomi"),
        ("(tkr)", "tkr", ""),
        ("Belopp i mkr", "mkr", ""),
        ("mnkr om inget annat anges", "mkr", ""),
        ("Resultaträkning (belopp i tkr)", "tkr", "Resultaträkning"),
        ("Alla belopp i tusental kronor", "tkr", ""),
        ("Utgifter i tusentals kronor 2018–2020", "tkr", "Utgifter 2018–2020"),
        ("Driftredovisning 2025 mnkr", "mkr", "Driftredovisning 2025"),
        ("Tabell 1. Driftbudget i mnkr per nämnd", "mkr", "Tabell 1. Driftbudget per nämnd"),
        ("Belopp (1 000-tals kr)", "tkr", "Belopp"),
        ("Budget – tkr", "tkr", "Budget"),
        ("Tkr Utfall 2023", "tkr", "Utfall 2023"),
        ("Utfall mot budget, %", "%", "Utfall mot budget"),
        ("Andel i procent av skatteintäkter", "%", "Andel i procent av skatteintäkter"),
        ("Amounts Committed*** €", "EUR", "Amounts Committed***"),
        ("Total Eligible Expenditure (EUR)", "EUR", "Total Eligible Expenditure"),
        ("Nettokostnad, kr/inv", "kr/inv", "Nettokostnad"),
        ("Yta (ha)", "ha", "Yta"),
        ("Varav RUN, kr", "kr", "Varav RUN"),
    ],
)
def test_captions(caption: str, name: str, rest: str) -> None:
    unit, left = unit_of_caption(caption)
    assert unit is not None
    assert (unit.name, left) == (name, rest)


@pytest.mark.parametrize(
    "caption",
    [
        *("OH-påslag (250 kr/h)*", "Max 500 000 kr", "Max 1 000 kr", "Total förväntad kostnad", "År", "Namn, plats"),
        *("Antal sidor i rapporten", "Plats", "Bidrag från EU", "Skrivelse (1)", ""),
    ],
)
def test_captions_without_a_unit(caption: str) -> None:
    assert unit_of_caption(caption) == (None, caption)


QUANTITIES = [
    ("76%", "76", "%", ""),
    ("25 000 tkr", "25000", "tkr", ""),
    ("388 stycken", "388", "st", ""),
    ("100stycken", "100", "st", ""),
    ("80st företag", "80", "st", "företag"),
    ("300 ha inprioriterat", "300", "ha", "inprioriterat"),
    ("1,5 miljoner kronor", "1.5", "mkr", ""),
    ("1 234:-", "1234", "kr", ""),
    ("250 kr/h", "250", "kr/h", ""),
    ("€15,524,474.00", "15524474.00", "EUR", ""),
    ("€4,152", "4152", "EUR", ""),
    ("SEK 20 million", "20000000", "kr", ""),
    ("€2.5m", "2500000", "EUR", ""),
    ("två gånger om året", "2", "gånger per år", ""),
    ("minst sex månaders praktik", "6", "månader", "praktik"),
    ("4 nummer per år", "4", "nummer per år", ""),
    ("-5 %", "-5", "%", ""),
    ("1 234 kr¹", "1234", "kr", "¹"),
    ("26 stycken(19 män och 7 kvinnor)", "26", "st", "(19 män och 7 kvinnor)"),
    ("0,5 procentenheter", "0.5", "procentenheter", ""),
    ("90 %Mätning av", "90", "%", "Mätning av"),
    ("15,4- %", "-15.4", "%", ""),
    ("7 149,50− tkr", "-7149.50", "tkr", ""),
    ("1 500:- ", "1500", "kr", ""),
]


@pytest.mark.parametrize(("cell", "value", "unit", "left"), QUANTITIES)
def test_quantities_of_cells(cell: str, value: str, unit: str, left: str) -> None:
    quantity = parse_quantity(cell)
    assert quantity is not None
    assert (quantity.value, quantity.unit_name, quantity.left) == (Decimal(value), unit, left)


@pytest.mark.parametrize("cell", ["", "–", "Stängt", "12 mars", "2023-05-01", "7H kompetens", "Klart 5", "10-årig"])
def test_no_quantity(cell: str) -> None:
    assert parse_quantity(cell) is None


def test_the_cells_own_unit_wins_over_the_columns() -> None:
    bare, own = parse_quantity("12", unit=UNITS["mkr"]), parse_quantity("12 tkr", unit=UNITS["mkr"])
    assert bare is not None
    assert own is not None
    assert (bare.unit_name, own.unit_name) == ("mkr", "tkr")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("minst 150 företag/organisationer per år", [("150", "företag/organisationer per år")]),
        ("totalt åtta dialog- och erfarenhetsmöten med", [("8", "dialog- och erfarenhetsmöten")]),
        ("23 företag har fått rådgivning", [("23", "företag")]),
        ("1 800 till 2 000 kvm ", [("1800", None), ("2000", "kvm")]),
        ("150 nya personer och 2 ggr/år", [("150", "nya personer"), ("2", "gånger per år")]),
        ("100 kr 500 st", [("100", "kr"), ("500", "st")]),
    ],
)
def test_quantities_in_text(text: str, found: list[tuple[str, str | None]]) -> None:
    quantities = find_quantities(text)
    assert [(str(q.value), q.unit_name) for q in quantities] == found
    assert all(text[q.start : q.end] == q.text for q in quantities)
