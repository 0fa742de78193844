from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values.digits import Mark, mark_of_english
from pipelines.values.money import find_money, parse_money
from pipelines.values.units import UNITS

Sum = tuple[int | None, str | None]


@given(
    st.decimals(0, 10**6, allow_nan=False, allow_infinity=False, places=1),
    st.sampled_from(["tkr", "mkr", "mnkr", "MSEK", "kSEK", "kr", "miljoner kronor", "tusen kronor"]),
    st.sampled_from([" ", "\u00a0", "\u2009", ""]),
)
def test_amounts_are_kronor(value: Decimal, unit: str, blank: str) -> None:
    if unit[0] in "mt" and len(unit) > 5:
        blank = blank or " "
    sizes = {"kr": 1, "tkr": 1000, "kSEK": 1000, "tusen kronor": 1000}
    text = f"Projektet fick {value}".replace(".", ",") + f"{blank}{unit} under året."
    [money] = find_money(text)
    assert money.amount_sek == value * sizes.get(unit, 10**6)
    assert money.value == value


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        ("850 000 kr", None, "850000"),
        ("25 000", "tkr", "25000000"),
        ("-6 108", "tkr", "-6108000"),
        ("(1 930)", "tkr", "-1930000"),
        ("0,183", "mkr", "183000"),
        ("0", "tkr", "0"),
        ("12 tkr", "mkr", "12000"),
        ("ca 2,5 mkr", None, "2500000"),
        ("1.07 mkr", None, "1070000"),
        ("20 000:-", None, "20000"),
        ("kr 500", None, "500"),
        ("0,5 milj", "kr", "500000"),
        ("2 milj.", "tkr", "2000000"),
        ("1,5 miljoner", "tkr", "1500000"),
        ("12 mn", "kr", "12000000"),
        ("100,000", "kr", "100000"),
        ("450 000 2)", "kr", "450000"),
        ("559.000 kr", None, "559000"),
        ("ca 2.687 tkr", None, "2687000"),
        ("-1.250 tkr", None, "-1250000"),
        ("2.267 tusen kronor", None, "2267000"),
    ],
)
def test_cells(cell: str, unit: str | None, amount: str) -> None:
    money = parse_money(cell, unit=UNITS[unit] if unit else None)
    assert money is not None
    assert money.amount_sek == Decimal(amount)


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("1 234", None),
        ("76%", "tkr"),
        ("n/a", "tkr"),
        ("–", "tkr"),
        ("", "tkr"),
        ("5 000 timmar", "tkr"),
        ("12 st", None),
        ("100 000 + 50 000", "kr"),
        ("3 x 250", "tkr"),
        ("50'", "kr"),
        ("100 00 0 kr", None),
        ("1.212 mkr", None),
        ("1.212", "tkr"),
        ("1.212 kr/kWh", None),
        ("1.212–2.424 tkr", None),
    ],
)
def test_no_money(cell: str, unit: str | None) -> None:
    assert parse_money(cell, unit=UNITS[unit] if unit else None) is None


def test_other_currencies_are_kept_and_not_converted() -> None:
    money = parse_money("€15,524,474.00")
    assert money is not None
    assert (money.value, money.unit.name, money.amount_sek) == (Decimal("15524474.00"), "EUR", None)


def test_a_range_has_two_ends_and_no_amount() -> None:
    [money] = find_money("mellanskillnaden 110–100 mkr återstår")
    assert (money.amount_sek, money.low_sek, money.high_sek) == (None, 100_000_000, 110_000_000)
    assert money.operator == "between"


def test_a_rate_says_what_it_is_per() -> None:
    rate = parse_money("250 kr/h")
    [per_project] = find_money("omfattat cirka 2,5 mkr per projekt, med krav på 50 procent")
    assert rate is not None
    assert (rate.per, rate.amount_sek) == ("h", 250)
    assert (per_project.per, per_project.amount_sek, per_project.qualifier) == ("projekt", 2_500_000, "cirka")


MENTIONS: list[tuple[str, list[Sum]]] = [
    ("utvecklingsprojekt, drygt 20 mkr, för att", [(20_000_000, "drygt")]),
    ("minskades då från 110 mkr till 100 mkr.", [(110_000_000, None), (100_000_000, None)]),
    ("minskades från 110 till 100 mkr.", [(110_000_000, None), (100_000_000, None)]),
    ("kunde söka max 400 000 kronor utan krav", [(400_000, "max")]),
    ("cirka 2,5 mkr per projekt, vilket motsvarar totalt cirka 12 mkr.", [(2_500_000, "cirka"), (12_000_000, "cirka")]),
    ("de tre regionerna överstiger den totala finansieringen 14 mkr.", [(14_000_000, "överstiger")]),
    (
        "fick vi nyttja maximalt 2 000 tkr under 2016 respektive 2017 och 1 000 tkr under 2018",
        [(2_000_000, "maximalt"), (1_000_000, "maximalt")],
    ),
    ("har totalt 3 995 tkr använts, varav 2 289 tkr från", [(3_995_000, None), (2_289_000, None)]),
    ("kostade 5 respektive 10 mkr", [(5_000_000, None), (10_000_000, None)]),
    ("mellan 5 och 10 mkr", [(5_000_000, None), (10_000_000, None)]),
    ("2, 3 och 4 mkr till tre projekt", [(2_000_000, None), (3_000_000, None), (4_000_000, None)]),
    ("under 2016 och 10 mkr", [(10_000_000, None)]),
    ("5 projekt och 10 mkr", [(10_000_000, None)]),
    (
        "får dock inte överstiga 2,5 mnkr för nämnden och 1 mnkr för övriga",
        [(2_500_000, "inte överstiga"), (1_000_000, "inte överstiga")],
    ),
    ("överstigande totalt 5 mnkr.", [(5_000_000, "överstigande")]),
    ("1,8 miljoner människor i 38 länder", []),
    ("en budget på tjugo miljoner kronor", [(20_000_000, None)]),
    ("projektmedel (545 tkr) från Statens kulturråd", [(545_000, None)]),
    ("200 kr 2 000 personer", [(200, None)]),
    ("2016 2015 2019 €15,524,474.00 80%", [(None, None)]),
    ("ökas från 5 till 6,5 miljarder kronor", [(5_000_000_000, None), (6_500_000_000, None)]),
]


@pytest.mark.parametrize(("text", "sums"), MENTIONS)
def test_mentions(text: str, sums: list[Sum]) -> None:
    found = find_money(text)
    assert [(money.amount_sek, money.qualifier) for money in found] == sums
    assert all(text[money.start : money.end] == money.text for money in found)


@pytest.mark.parametrize("decimal", [None, "."])
@pytest.mark.parametrize("text", ["12,500 kr", "12,500", "SEK 12,500"])
def test_groups_after_a_comma_are_taken_once(text: str, decimal: Mark | None) -> None:
    money = parse_money(text, unit=UNITS["kr"], decimal=decimal)
    assert money is not None
    assert money.amount_sek == 12_500


def test_the_point_divides_in_english_unless_commas_do() -> None:
    assert mark_of_english(["SEK 1,212 tkr", "4.096 million"]) == "."
    assert mark_of_english(["no numbers"]) == "."
    assert mark_of_english(["2,4 MSEK", "1,212"]) == ","
    assert mark_of_english(["1,212 million"]) is None


def test_a_cell_that_prints_the_unit_of_its_column_is_not_scaled_again() -> None:
    for text in ("6 080,4 tusen kronor", "6 080,4 tkr", "6 080,4"):
        found = parse_money(text, unit=UNITS["tkr"])
        assert found is not None
        assert found.amount_sek == 6_080_400
