"""No text makes a parser fail, and every span lies inside its text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.values.dates import find_dates, parse_date
from pipelines.values.figures import find_figures
from pipelines.values.money import find_money, parse_money
from pipelines.values.names import split_organisations, split_persons
from pipelines.values.numbers import find_numbers, is_dash, leading_number, parse_number, says_none
from pipelines.values.outcomes import declared_met, parse_breakdown, parse_outcome
from pipelines.values.periods import find_periods, parse_period, years
from pipelines.values.quantities import find_quantities, parse_quantity
from pipelines.values.status import legend_entry, status_of_word
from pipelines.values.targets import find_targets, parse_target
from pipelines.values.text import fold, level, normalise
from pipelines.values.units import parse_unit, unit_of_caption

_PIECES = """0 1 12 123 1234 2023 2016-2018 007 1.234 1,5 ½ - – − — + ( ) % § / : ; , . * ¹ € kr tkr mkr miljoner kronor
st procent av och till mellan minst högst ca drygt över under ett en två tjugofem hundra tusen tal talet halvt år maj
januari MAJ KR JunI junİ ſt Kr våren kvartal Q3 H1 vt sista den vecka 30/1 2020-04-01 från fr.o.m. t.o.m. klar ej
pågår uppfyllt mål målet Mål: (2022: bilaga sid Dnr tel www.a.se KS öka minska bland bästa topp varav kvinnor män å"""
PIECES = st.sampled_from([*_PIECES.split(), "\u00a0", "\u2009", "\u00ad", "\ufb01", "\n", "\t", "\u0307", "\u0131"])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=12).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
)
PARSERS: list[Callable[[str], object]] = [
    *(parse_number, leading_number, is_dash, says_none, parse_quantity, parse_money, parse_date, parse_period, years),
    *(
        parse_unit,
        unit_of_caption,
        parse_target,
        find_targets,
        parse_outcome,
        parse_breakdown,
        declared_met,
        status_of_word,
    ),
    *(legend_entry, split_persons, split_organisations, fold, normalise, level),
]


@settings(max_examples=400)
@given(TEXTS)
@example("junİ 2023")
@example("1 234 mſek")
@example("²3²")
@example("٣٤ st")
def test_no_parser_raises(text: str) -> None:
    for parse in PARSERS:
        parse(text)


@settings(max_examples=400)
@given(TEXTS)
def test_spans_are_the_text_and_in_order(text: str) -> None:
    for found in (
        find_numbers(text),
        find_figures(text),
        find_quantities(text),
        find_money(text),
        find_dates(text),
        find_periods(text),
    ):
        after = 0
        for item in found:
            assert after <= item.start < item.end <= len(text)
            assert text[item.start : item.end] == item.text
            after = item.start + 1


@settings(max_examples=300)
@given(TEXTS)
def test_what_is_found_keeps_order_in_time_and_size(text: str) -> None:
    for number in find_numbers(text):
        assert (number.low is None) == (number.high is None)
        assert number.low is None or number.high is None or number.low <= number.high
    for period in find_periods(text):
        assert period.first is None or period.last is None or period.first <= period.last


@settings(max_examples=200)
@given(TEXTS)
def test_a_cell_that_is_a_number_is_found_in_text_too_unless_it_has_another_meaning(text: str) -> None:
    number = parse_number(text)
    if number is not None and not number.left:
        assert text[number.start : number.end] == number.text
        assert number.text.strip() == number.text


@pytest.mark.parametrize("find", [find_numbers, find_money, find_dates, find_periods, find_quantities])
def test_a_long_line_of_digits_is_no_trap(find: Callable[[str], object]) -> None:
    find("1" * 20000)
    find("1 " * 5000)
    find("1-" * 5000)
    find("1.1," * 5000)
    find("tusen" * 3000)
