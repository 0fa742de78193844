"""A value, printed in any Swedish style, is read back as it was: nothing guessed, nothing left over."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.values.money import find_money, parse_money
from pipelines.values.numbers import parse_number
from pipelines.values.outcomes import parse_outcome
from pipelines.values.periods import LONGEST, parse_period
from pipelines.values.qualifiers import OPERATORS
from pipelines.values.quantities import parse_quantity
from pipelines.values.targets import parse_target

BLANKS = st.sampled_from(["", " ", "\u00a0", "\u2009", "\u202f"])
SIZES = {"kr": 1, "kronor": 1, ":-": 1, "SEK": 1, "tkr": 1000, "KSEK": 1000, "tusen kronor": 1000, "mkr": 10**6}
SIZES |= {"Mkr": 10**6, "mnkr": 10**6, "MSEK": 10**6, "miljoner kronor": 10**6}
UNITS = st.sampled_from(sorted(SIZES.items()))
QUALIFIERS = st.sampled_from(
    ["", "ca ", "cirka ", "drygt ", "minst ", "högst ", "över ", "knappt ", "max ", "upp till "]
)
MONTHS = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti"]
MONTHS += ["september", "oktober", "november", "december"]
SHORT = ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sept", "okt", "nov", "dec"]


def grouped(whole: int, blank: str) -> str:
    """Digits in groups of three."""
    return f"{whole:,}".replace(",", blank)


@st.composite
def numbers(draw: st.DrawFn) -> tuple[Decimal, str]:
    """A number with up to two decimals and one way to print it."""
    whole, decimals = draw(st.integers(0, 10**9)), draw(st.integers(0, 2))
    part = draw(st.integers(0, 10**decimals - 1))
    value = Decimal(whole) + Decimal(part).scaleb(-decimals)
    text = grouped(whole, draw(BLANKS)) + (f",{part:0{decimals}d}" if decimals else "")
    negative = draw(st.sampled_from(["", "", "-", "−", "–", "- ", "()", "after"])) if value else ""
    if negative:
        value = -value
        text = {"()": f"({text})", "after": f"{text}-"}.get(negative, f"{negative}{text}")
    return value, text


@given(numbers())
@settings(max_examples=300)
def test_a_number(drawn: tuple[Decimal, str]) -> None:
    value, text = drawn
    number = parse_number(text)
    assert number is not None
    assert (number.value, number.left) == (value, "")


@given(numbers(), UNITS, st.booleans())
@settings(max_examples=300)
def test_a_sum_in_its_cell_or_in_that_of_its_column(
    drawn: tuple[Decimal, str], unit: tuple[str, int], in_header: bool
) -> None:
    value, text = drawn
    name, size = unit
    if in_header:
        column = parse_money(f"1 {name}")
        assert column is not None
        money = parse_money(text, unit=column.unit)
    else:
        assume(not text.endswith("-") and not (name == ":-" and value < 0))  # no report prints 1 234-:-
        money = parse_money(f"{text}{'' if name == ':-' else ' '}{name}")
    assert money is not None
    assert (money.amount_sek, money.left) == (value * size, "")


@given(st.integers(1, 10**7), UNITS, QUALIFIERS, BLANKS, st.sampled_from(["Vi fick {} av staten.", "Stöd: {}", "({})"]))
@settings(max_examples=200)
def test_a_sum_in_a_sentence(whole: int, unit: tuple[str, int], qualifier: str, blank: str, frame: str) -> None:
    name, size = unit
    printed = f"{qualifier}{grouped(whole, blank)}{'' if name == ':-' else ' '}{name}"
    (money,) = find_money(frame.format(printed))
    assert (money.amount_sek, money.qualifier) == (whole * size, qualifier.strip() or None)


@given(st.integers(2, 99), st.integers(1, 400))
def test_a_part_of_a_whole(part: int, more: int) -> None:
    quantity = parse_quantity(f"{part} av {part + more} företag")
    assert quantity is not None
    assert (quantity.value, quantity.number.of, quantity.noun, quantity.left) == (part, part + more, "företag", "")


# --- dates ----------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(2014, 1, 1), date(2031, 12, 31))
WAYS = [
    lambda day: day.isoformat(),
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"den {day.day} {MONTHS[day.month - 1]} {day.year}",
    lambda day: f"{day.day} {SHORT[day.month - 1]} {day.year}",
    lambda day: f"{day.day}/{day.month} {day.year}",
    lambda day: f"{day.day}.{day.month}.{day.year}" if day.month < 10 else day.isoformat(),
    lambda day: f"{day:%y%m%d}",
    lambda day: f"{day:%Y%m%d}",
]
WAYS_OF_SIX = 6
"""The place of the way that prints six digits."""
JOINED = st.sampled_from([" – ", " - ", "–", " till ", " t.o.m. ", " till och med "])


@given(DAYS, DAYS, st.integers(0, len(WAYS) - 1), JOINED)
@settings(max_examples=300)
def test_a_period_of_days(one: date, other: date, way: int, joined: str) -> None:
    first, last = sorted((one, other))
    assume(way != WAYS_OF_SIX or last - first <= LONGEST)  # six digits over a longer time may open with the day
    period = parse_period(f"{WAYS[way](first)}{joined}{WAYS[way](last)}")
    assert period is not None
    assert (period.first, period.last) == (first, last)


@given(DAYS, DAYS, st.sampled_from([MONTHS, SHORT]), JOINED)
@settings(max_examples=200)
def test_months_alone_give_first_and_last_day(one: date, other: date, names: list[str], joined: str) -> None:
    first, last = sorted((one, other))
    period = parse_period(f"{names[first.month - 1]} {first.year}{joined}{names[last.month - 1]} {last.year}")
    assert period is not None
    assert (period.first, period.last) == (first.replace(day=1), end_of(last.year, last.month))


def end_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


PARTS = [
    (["kvartal {} {y}", "Q{} {y}", "kv {} {y}", "{y} Q{}"], 4),
    (["tertial {} {y}", "T{} {y}"], 3),
    (["halvår {} {y}", "H{} {y}"], 2),
]


@given(st.sampled_from(PARTS), st.integers(2015, 2030), st.data())
def test_parts_of_a_year(part: tuple[list[str], int], year: int, data: st.DataObject) -> None:
    forms, count = part
    number, form = data.draw(st.integers(1, count)), data.draw(st.sampled_from(forms))
    period = parse_period(form.format(number, y=year))
    months = 12 // count
    assert period is not None
    assert (period.first, period.last) == (date(year, months * (number - 1) + 1, 1), end_of(year, months * number))


# --- indicators -----------------------------------------------------------------------------------------------------

COUNTED = st.sampled_from(["stycken", "st", "%", "procent", "företag", "personer", "ha"])
NAMES = {"stycken": "st", "procent": "%"}


@given(st.integers(0, 10**5), COUNTED, QUALIFIERS, BLANKS)
def test_a_target(value: int, unit: str, qualifier: str, blank: str) -> None:
    target = parse_target(f"{qualifier}{grouped(value, blank)} {unit}")
    operator = OPERATORS.get(qualifier.strip(), "=")
    assert (target.operator, target.value, target.unit) == (operator, value, NAMES.get(unit, unit))


@given(st.integers(0, 10**5), st.integers(0, 10**5), st.integers(2015, 2029), COUNTED)
def test_an_outcome_with_the_value_before(value: int, before: int, year: int, unit: str) -> None:
    assume(not 1900 <= value < 2100 and not 1900 <= before < 2100)  # a lone year says nothing
    for text in (
        f"{value} {unit} ({year}: {before})",
        f"{value} {unit} ({year}: {before} {unit})"
        if unit not in ("företag", "personer")
        else f"{value} ({year}: {before})",
        f"{value} {unit}, föregående år {before}",
        f"{value} {unit} (föregående år: {before})",
        f"{value} {unit} jämfört med {before} år {year}",
    ):
        outcome = parse_outcome(text, year=year + 1)
        assert (outcome.value, outcome.previous_value, outcome.previous_year) == (value, before, year)


@given(st.integers(1, 900), st.integers(1, 900))
def test_an_outcome_with_its_groups(women: int, men: int) -> None:
    for text in (
        f"{women + men} stycken ({women} kvinnor och {men} män)",
        f"{women + men} stycken({women} kvinnor, {men} män)",
        f"{women + men} (kvinnor {women}, män {men})",
        f"{women + men} st, varav {women} kvinnor och {men} män",
    ):
        outcome = parse_outcome(text)
        assert outcome.value == women + men
        assert dict(outcome.breakdown) == {"kvinnor": women, "män": men}
    assert parse_outcome(f"{women + men} st (kvinnor 55 %, män 45 %)").breakdown == ()
