from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values.dates import find_dates, parse_date
from pipelines.values.periods import find_periods, parse_period, period_told, years

DAYS = st.dates(date(1970, 1, 1), date(2060, 12, 31))
SWEDISH = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@given(DAYS, st.integers(0, 9))
def test_days_read_back(day: date, style: int) -> None:
    month, name = SWEDISH[day.month - 1], ENGLISH[day.month - 1]
    printed = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day:%y%m%d}",
        f"{day.day} {month} {day.year}",
        f"den {day.day} {month.capitalize()} {day.year}",
        f"{day.day}\u00a0{month[:3]}. {day.year}",
        f"{day.day}/{day.month} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day.day} {name} {day.year}",
    ][style]
    found = parse_date(printed)
    assert found is not None
    assert (found.first, found.last, found.precision) == (day, day, "day")


@given(DAYS, st.integers(0, 3000), st.sampled_from(["-", " - ", "–", " – ", " till ", " t.o.m. "]))
def test_periods_of_days_read_back(first: date, days: int, joint: str) -> None:
    last = first + timedelta(days=days)
    period = parse_period(f"{first.isoformat()}{joint}{last.isoformat()}")
    assert period is not None
    assert (period.first, period.last) == (first, last)


@given(DAYS, st.integers(0, 60), st.sampled_from(["-", " – ", " till "]))
def test_periods_of_months_begin_on_the_first_and_end_on_the_last(first: date, months: int, joint: str) -> None:
    total = first.year * 12 + first.month - 1 + months
    year, month = divmod(total, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    period = parse_period(f"{SWEDISH[first.month - 1]} {first.year}{joint}{SWEDISH[month]} {year}")
    assert period is not None
    assert (period.first, period.last) == (first.replace(day=1), following - timedelta(days=1))


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("sista december 2018", "2018-12-31", "2018-12-31"),
        ("sista dagen i februari 2024", "2024-02-29", "2024-02-29"),
        ("maj 2023", "2023-05-01", "2023-05-31"),
        ("Feb -24", "2024-02-01", "2024-02-29"),
        ("2023-05", "2023-05-01", "2023-05-31"),
        ("hösten 2023", "2023-09-01", "2023-11-30"),
        ("Våren 2023", "2023-03-01", "2023-05-31"),
        ("sommaren 2023", "2023-06-01", "2023-08-31"),
        ("vintern 2023/2024", "2023-12-01", "2024-02-29"),
        ("kvartal 3 2023", "2023-07-01", "2023-09-30"),
        ("Q3 2023", "2023-07-01", "2023-09-30"),
        ("2023 kv 1", "2023-01-01", "2023-03-31"),
        ("fjärde kvartalet 2023", "2023-10-01", "2023-12-31"),
        ("första halvåret 2023", "2023-01-01", "2023-06-30"),
        ("H2 2023", "2023-07-01", "2023-12-31"),
        ("tertial 2 2023", "2023-05-01", "2023-08-31"),
        ("T3 2023", "2023-09-01", "2023-12-31"),
        ("vt 2023", "2023-01-01", "2023-06-30"),
        ("HT23", "2023-08-01", "2023-12-31"),
        ("läsåret 2023/24", "2023-08-01", "2024-06-30"),
        ("årsskiftet 2025/2026", "2025-12-31", "2026-01-01"),
        ("vecka 1 2023", "2023-01-02", "2023-01-08"),
        ("år 2023", "2023-01-01", "2023-12-31"),
        ("2023/24", "2023-01-01", "2024-12-31"),
        ("5/27/2023", "2023-05-27", "2023-05-27"),
    ],
)
def test_moments(printed: str, first: str, last: str) -> None:
    found = parse_date(printed)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("2023-02-30", "31 juni 2023", "29/2 2023", "2023-13-01", "231301", "0/0", "2011-12", "30 juni", "mars"),
        *(
            "vecka 53 2023",
            "2016/02958",
            "2018:1197",
            "2023-05-01 och mer",
            "kvartal 5 2023",
            "vintern 2023",
            "tertial 4 2023",
            "12 345",
            "",
            "hej 2023",
        ),
    ],
)
def test_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_the_year_of_the_surroundings_stands_in() -> None:
    found = parse_date("12 mars", year=2026)
    assert found is not None
    assert found.first == date(2026, 3, 12)
    assert parse_date("29 februari", year=2026) is None


def test_dates_in_text() -> None:
    text = (
        "Projektet startade 2015-09-01, avslutas sista december 2018 och redovisas\nvåren 2019 (i slutet av maj 2019)."
    )
    found = find_dates(text)
    assert [moment.first.isoformat() for moment in found] == ["2015-09-01", "2018-12-31", "2019-03-01", "2019-05-01"]
    assert [moment.vague for moment in found] == [False, False, False, True]
    assert all(text[moment.start : moment.end] == moment.text for moment in found)


@pytest.mark.parametrize(
    "text", ["Avslås i fall 2 och 3.", "år 2023 kom 4/5 av alla", "may 5 people", "Dnr 2016/02958", "i mars och april"]
)
def test_no_dates_in_text(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("2020-04-01-2023-04-01", "2020-04-01", "2023-04-01"),
        ("200401-230401", "2020-04-01", "2023-04-01"),
        ("20200401–20230401", "2020-04-01", "2023-04-01"),
        ("2020-04-01/2023-04-01", "2020-04-01", "2023-04-01"),
        ("30/1 – 31/12 2023", "2023-01-30", "2023-12-31"),
        ("2015-09-01 till sista december 2018", "2015-09-01", "2018-12-31"),
        ("2023-2026", "2023-01-01", "2026-12-31"),
        ("2023 - 2024", "2023-01-01", "2024-12-31"),
        ("2023-26", "2023-01-01", "2026-12-31"),
        ("maj–september 2018", "2018-05-01", "2018-09-30"),
        ("jan - dec 2023", "2023-01-01", "2023-12-31"),
        ("1–5 maj 2023", "2023-05-01", "2023-05-05"),
        ("13 och 14 augusti 2026", "2026-08-13", "2026-08-14"),
        ("1 maj - 30 juni 2023", "2023-05-01", "2023-06-30"),
        ("kvartal 1-3 2023", "2023-01-01", "2023-09-30"),
        ("T1–T2 2023", "2023-01-01", "2023-08-31"),
        ("kvartal 3 och 4 2023", "2023-07-01", "2023-12-31"),
        ("vecka 12-14 2023", "2023-03-20", "2023-04-09"),
        ("hösten 2023 – våren 2024", "2023-09-01", "2024-05-31"),
        ("vt 2023–ht 2024", "2023-01-01", "2024-12-31"),
        ("fr.o.m. 2023-01-01 t.o.m. 2024-12-31", "2023-01-01", "2024-12-31"),
        ("mellan 2019 och 2021", "2019-01-01", "2021-12-31"),
        ("perioden 2016–2018.", "2016-01-01", "2018-12-31"),
        ("2023–", "2023-01-01", None),
        ("2023 och framåt", "2023-01-01", None),
        ("från maj 2023", "2023-05-01", None),
        ("t.o.m. 2025", None, "2025-12-31"),
        ("–2025", None, "2025-12-31"),
    ],
)
def test_periods(printed: str, first: str | None, last: str | None) -> None:
    period = parse_period(printed)
    assert period is not None
    assert (period.first and period.first.isoformat(), period.last and period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "2026-2023",
        "november–mars 2024",
        "2023-05-31-2023-05-01",
        "löpande",
        "",
        "5-2 maj 2023",
        "31 juni – 2 juli 2023",
    ],
)
def test_no_period(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("2023", (2023, 2023)),
        ("2023 2025", (2023, 2025)),
        ("2023\n2025", (2023, 2025)),
        ("2023-2026", (2023, 2026)),
        ("2023 - 2024", (2023, 2024)),
        ("2023 2-3 ggr/år", (2023, 2023)),
        ("2023-2024 2-3 ggr/år", (2023, 2024)),
        ("Hösten 2023", (2023, 2023)),
        ("vt23-ht24", (2023, 2024)),
        ("vintern 2023/24", (2023, 2024)),
        ("Klart 2023-05-01", (2023, 2023)),
        ("2023–", (2023, None)),
        ("senast 2025", (2025, 2025)),
        ("vintern 2023", (2023, 2023)),
    ],
)
def test_years_of_a_when_cell(cell: str, span: tuple[int, int | None]) -> None:
    assert years(cell) == span


@pytest.mark.parametrize(
    "cell", ["", "Löpande", "Alla", "2000 personer", "2-3 ggr/år", "12345", "Dnr 2016/02958", "2023-2024-2025"]
)
def test_no_years(cell: str) -> None:
    assert years(cell) is None


def test_periods_in_text() -> None:
    text = "Under perioden maj till september 2018 och 2019–2020, N2016/02958/FÖF, besökte vi 2000 personer."
    assert [period.text for period in find_periods(text)] == ["maj till september 2018", "2019–2020"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("09/2017", date(2017, 9, 1), date(2017, 9, 30)),
        ("9/2017 - 06/2019", date(2017, 9, 1), date(2019, 6, 30)),
        ("2017/09", date(2017, 9, 1), date(2017, 9, 30)),
        ("2017/18", date(2017, 1, 1), date(2018, 12, 31)),
        ("2011/12", date(2011, 1, 1), date(2012, 12, 31)),
    ],
)
def test_a_month_and_a_year_apart_by_a_slash(text: str, first: date, last: date) -> None:
    period = parse_period(text)
    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("text", ["Dnr 9/2017", "beslut 12/2017 av nämnden"])
def test_in_running_text_that_is_a_number_of_something(text: str) -> None:
    assert all(found.precision != "month" for found in find_dates(text))


@given(st.dates(date(2001, 1, 1), date(2028, 12, 31)), st.integers(0, 3000))
def test_six_digits_have_the_year_first_and_only_where_that_cannot_be_the_day(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    by_year = parse_period(f"{first:%y%m%d}-{last:%y%m%d}")
    assert by_year is not None
    assert (by_year.first, by_year.last) == (first, last)
    by_day = parse_period(f"{first:%d%m%y}–{last:%d%m%y}")
    if by_day is not None and (by_day.first, by_day.last) != (first, last):
        assert by_day.first is not None
        assert by_day.last is not None
        assert timedelta(0) <= by_day.last - by_day.first <= timedelta(days=12 * 366)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("36 månader (2021-04-01 – 2024-03-31)", date(2021, 4, 1), date(2024, 3, 31)),
        ("Start 2021-04-01, slut 2023-12-31", date(2021, 4, 1), date(2023, 12, 31)),
        ("startar april 2021 och avslutas december 2023", date(2021, 4, 1), date(2023, 12, 31)),
        ("april 2021 – mars 2022", date(2021, 4, 1), date(2022, 3, 31)),
    ],
)
def test_the_period_of_a_label_may_stand_among_words(text: str, first: date, last: date) -> None:
    period = period_told(text)
    assert period is not None
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Beslut 2021-04-01, slut 2023-12-31",
        "Start 2023-12-31, slut 2021-04-01",
        "2021-04-01, förlängt till 2023-12-31 och 2024-06-30",
        "Start 2021-04-01, slut 2023-12-31 enligt beslut 2022-01-01",
        "Enligt ansökan 2021-04-01",
    ],
)
def test_of_dates_that_are_no_period_none_is_chosen(text: str) -> None:
    assert period_told(text) is None
