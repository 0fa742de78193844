"""Indicators in tables, nested lists and single lines; goals inside texts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.records.reading import heading, item, paragraph, reading, table, title

from pipelines.reading.model import Item
from pipelines.records.interpret import interpret

Rows = list[tuple[Any, ...]]


FIELDS = "name target_operator target_value outcome_value unit"


def indicators(*items: Item, columns: str = FIELDS, kind: str = "indicator", year: int | None = 2023) -> Rows:
    """Rows of a municipal report of that year, in the named columns."""
    front = [title(f"Verksamhetsberättelse {year}")] if year else []
    rows = interpret(reading(*front, heading("Uppföljning"), *items)).facts.rows("indicators")
    return [tuple(row.get(name) for name in columns.split()) for row in rows if row["kind"] == kind]


# --- tables ---------------------------------------------------------------------------------------------------------

OUTCOMES = "name breakdown year outcome_value previous_value previous_year"


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Indikator | Mål | Utfall", "Antal besök | minst 150 | 161", ("Antal besök", ">=", 150, 161, None)),
        ("Nyckeltal | Målvärde | Resultat", "Nöjda | 80 % | 76 %", ("Nöjda", "=", 80, 76, "%")),
        ("Utfall 2023 | Mål 2023 | Mått", "12 st | högst 15 | Klagomål", ("Klagomål", "<=", 15, 12, "st")),
        ("Indikatorer | Enhet | Måltal | Utfall", "Frånvaro | % | 5 | 6,5", ("Frånvaro", "=", 5, 6.5, "%")),
        ("Nyckeltal | Mål | Utfall", "NKI | > 70 | 73", ("NKI", ">", 70, 73, None)),
        ("Nyckeltal | Mål | Utfall", "Företag | ca 40 | ca 38", ("Företag", "approx", 40, 38, None)),
        ("Nyckeltal | Mål | Utfall", "Företag | öka | 38", ("Företag", "increase", None, 38, None)),
        ("Nyckeltal | Mål | Utfall", "Företag | – | 38", ("Företag", None, None, 38, None)),
        ("Nyckeltal | Mål | Utfall", "Företag | 38 | –", ("Företag", "=", 38, None, None)),
        ("Nyckeltal | Mål | Utfall", "Företag | 38 | mäts inte", ("Företag", "=", 38, None, None)),
        ("Nyckeltal | Mål | Utfall", "Andel nöjda (%) | 38 | 40", ("Andel nöjda (%)", "=", 38, 40, "%")),
        ("Nyckeltal | Mål | Utfall, %", "Andel nöjda | 38 | 40", ("Andel nöjda", "=", 38, 40, "%")),
        ("Mål | Indikator | Målvärde | Utfall", "Nöjda företag | NKI | 38 | 40", ("NKI", "=", 38, 40, None)),
        ("| Mål | Utfall", "Företag | 38 | 40", ("Företag", "=", 38, 40, None)),
        ("Indikator | Årsmål | Årets värde", "Antal kurser | min. 38 | 40", ("Antal kurser", ">=", 38, 40, None)),
        ("Uppföljningsmått | Mål | Utfall", "Antal kurser | 38 | 40", ("Antal kurser", "=", 38, 40, None)),
        ("Indikator | Mål enligt beslut | Senaste utfall", "Möten | 38 | 40", ("Möten", "=", 38, 40, None)),
        ("Indikator | Mål | Utfall", "Antal besök | ≥ 38.048 | 38.050", ("Antal besök", ">=", 38048, 38050, None)),
        ("Indikator | Mål | Utfall", "Medelbetyg | 3.048 | 3.050", ("Medelbetyg", None, None, None, None)),
    ],
)
def test_a_row_of_a_table(header: str, row: str, expected: tuple[Any, ...]) -> None:
    assert indicators(table(header, row)) == [expected]


def test_the_line_that_names_a_set_is_nearer_than_the_heading() -> None:
    one, other = (table("Indikator | Mål | Utfall", f"{name} | 3 | 4") for name in ("Besök", "Kurser"))
    rows = indicators(
        heading("Redovisa projektets indikatorer", 2),
        *(paragraph("Programmets indikatorer:"), one),
        *(paragraph("Egna indikatorer:"), other),
        columns="name framework",
    )
    assert rows == [("Besök", "Programmets indikatorer"), ("Kurser", "Egna indikatorer")]


@pytest.mark.parametrize("lead", ["", "varav "])
def test_groups_of_people_below_an_indicator_are_parts_of_it(lead: str) -> None:
    texts = ("Antal besök", "Mål: 10", "Utfall: 12", f"{lead}Kvinnor: 5", f"{lead}Män: 7")
    items = [item(text) for text in texts]
    for one in items[1:]:
        one.level = 1
    rows = indicators(*items, columns="name breakdown outcome_value")
    assert [(name, group and group.casefold(), value) for name, group, value in rows] == [
        ("Antal besök", None, 12), ("Antal besök", "kvinnor", 5), ("Antal besök", "män", 7)
    ]  # fmt: skip


def test_a_call_out_among_indicators_ends_no_set() -> None:
    items = (
        heading("Utfall av indikatorerna", 2),
        heading("Det här är nytt", None),
        paragraph("Vi mäter mer än förr."),
    )
    rows = indicators(
        *items, item("Antal besök (mål 395–405): 394"), columns="name target_low target_high outcome_value"
    )
    assert rows == [("Antal besök", 395, 405, 394)]


def test_a_span_and_a_rank() -> None:
    rows = indicators(
        table("Nyckeltal | Mål | Utfall", "Planer | 3–5 | 4", "Plats | bland de tre bästa | 2"),
        columns="name target_operator target_value target_low target_high is_met",
    )
    assert rows == [("Planer", "between", None, 3, 5, True), ("Plats", "top_n", 3, None, None, True)]


@pytest.mark.parametrize(
    ("target", "outcome", "met"),
    [("minst 150", "161", True), ("minst 150", "149", False), ("högst 5", "6", False), ("150", "150", True),
     ("150", "161", None), ("ca 150", "150", None), ("minst 150", "–", None), ("–", "161", None),
     ("minst 150", "drygt 150", True), ("minst 150", "ca 150", None)],
)  # fmt: skip
def test_met_is_computed_only_when_it_can_be(target: str, outcome: str, met: bool | None) -> None:
    rows = indicators(table("Nyckeltal | Mål | Utfall", f"A | {target} | {outcome}"), columns="is_met")
    assert rows == [(met,)]


@pytest.mark.parametrize(
    ("header", "figures"),
    [
        ("Nyckeltal | Utfall 2022 | Utfall 2023", "NKI | 73 | 75"),
        ("Nyckeltal | 2022 | 2023", "NKI | 73 | 75"),
        ("Nyckeltal | Utfall 2023 | Utfall 2022", "NKI | 75 | 73"),
    ],
)
def test_two_years_are_a_series_too(header: str, figures: str) -> None:
    rows = indicators(table(header, figures), columns=OUTCOMES)
    assert rows == [("NKI", None, 2023, 75, None, None), ("NKI", None, 2022, 73, None, None)]


def test_a_dash_for_an_earlier_year_is_no_row() -> None:
    rows = indicators(table("Nyckeltal | Utfall 2022 | Utfall 2023", "NKI | – | 75"), columns="year outcome_value")
    assert rows == [(2023, 75)]


def test_an_increase_is_met_against_the_year_before_in_the_series() -> None:
    rows = indicators(
        table("Nyckeltal | Mål 2023 | Utfall 2022 | Utfall 2023", "NKI | öka | 73 | 75", "Klagomål | öka | 9 | 8"),
        columns="name year is_met",
    )
    assert rows == [
        ("NKI", 2023, True),
        ("NKI", 2022, None),
        ("Klagomål", 2023, False),
        ("Klagomål", 2022, None),
    ]


def test_a_column_of_the_previous_year_without_number() -> None:
    rows = indicators(
        table("Nyckeltal | Föregående år | Mål | Utfall", "NKI | 73 | öka | 75"), columns=f"{OUTCOMES} is_met"
    )
    assert rows == [("NKI", None, 2023, 75, 73, None, True)]


@pytest.mark.parametrize(
    "header", ["Nyckeltal | 2021 | 2022 | 2023", "Nyckeltal | Utfall 2021 | Utfall 2022 | Utfall 2023"]
)
def test_a_series_has_a_row_for_each_year(header: str) -> None:
    rows = indicators(table(header, "NKI | 71 | 73 | 75", "Besök | – | 10 | 12"), columns="name year outcome_value")
    told = {("NKI", 2021, 71), ("NKI", 2022, 73), ("NKI", 2023, 75), ("Besök", 2022, 10), ("Besök", 2023, 12)}
    assert set(rows) >= told
    assert all(value is None for _, _, value in set(rows) - told)


def test_the_target_of_a_series_is_that_of_its_year() -> None:
    rows = indicators(
        table("Nyckeltal | 2021 | 2022 | 2023 | Mål 2023", "NKI | 71 | 73 | 75 | 74"),
        columns="year outcome_value target_value",
    )
    assert sorted(rows) == [(2021, 71, None), (2022, 73, None), (2023, 75, 74)]


def test_columns_for_groups_of_people_are_breakdowns() -> None:
    for header in (
        "Nyckeltal | Mål | Utfall | Utfall kvinnor | Utfall män",
        "Nyckeltal | Mål | Totalt | Kvinnor | Män",
    ):
        rows = indicators(table(header, "Trygghet | 80 % | 76 % | 72 % | 81 %"), columns="name breakdown outcome_value")
        assert sorted(rows, key=str) == [
            ("Trygghet", "kvinnor", 72),
            ("Trygghet", "män", 81),
            ("Trygghet", None, 76),
        ]


def test_groups_under_a_year() -> None:
    rows = indicators(
        table(
            "Nyckeltal | Mål 2023 | Utfall 2023 | < | <",
            "^ | ^ | Totalt | Kvinnor | Män",
            "Trygghet | 80 | 76 | 72 | 81",
            header=2,
        ),
        columns="breakdown year outcome_value",
    )
    assert sorted(rows, key=str) == [("kvinnor", 2023, 72), ("män", 2023, 81), (None, 2023, 76)]


def test_rows_for_groups_belong_to_the_row_above() -> None:
    rows = indicators(
        table(
            "Indikator | Mål | Utfall", "Antal personer | 400 | 388", "varav kvinnor | 200 | 161", "Varav män | | 227"
        ),
        columns="name breakdown target_value outcome_value",
    )
    assert rows == [
        ("Antal personer", None, 400, 388),
        ("Antal personer", "kvinnor", 200, 161),
        ("Antal personer", "män", None, 227),
    ]


@pytest.mark.parametrize("lead", ["– varav ", "", "- ", "Varav "])
def test_rows_of_groups_may_open_with_a_dash_or_be_bare(lead: str) -> None:
    rows = ("Nya företag | 10 | 9", f"{lead}kvinnor | | 4", f"{lead}män | | 5", "Nya jobb | 3 | 2")
    found = indicators(table("Indikator | Mål | Resultat", *rows), columns="name breakdown outcome_value")
    assert found == [("Nya företag", None, 9), ("Nya företag", "kvinnor", 4), ("Nya företag", "män", 5),
                     ("Nya jobb", None, 2)]  # fmt: skip


def test_a_header_printed_again_names_no_indicator() -> None:
    rows = ("A | 10 | 9", "Projektets egna indikatorer: | | ", "Indikator | Mål | Resultat", "B | 3 | 2")
    found = indicators(table("Indikator | Mål | Resultat", *rows), columns="name framework outcome_value")
    assert [(name, framework) for name, framework, _ in found][1:] == [("B", "Projektets egna indikatorer")]


@pytest.mark.parametrize(
    ("header", "cells", "figures"),
    [
        ("Årets utfall / måltal", ("27 989 / 27 987", "60/59"), [(27987, 27989), (59, 60)]),
        ("Mål/utfall", ("400/388", "10/12"), [(400, 388), (10, 12)]),
    ],
)
def test_a_stroke_parts_outcome_and_target_as_the_header_says(
    header: str, cells: tuple[str, str], figures: list[tuple[int, int]]
) -> None:
    rows = (f"Antal kurser | {cells[0]}", f"Antal produkter | {cells[1]}")
    found = indicators(table(f"Indikator | {header}", *rows), columns="target_value outcome_value")
    assert found == figures


def test_a_row_of_one_text_is_the_framework() -> None:
    rows = indicators(
        table(
            "Indikator | Mål | Utfall", "**Programmets indikatorer** | < | <", "A | 1 | 2", "**Egna mått**", "B | 3 | 4"
        ),
        columns="framework name",
    )
    assert rows == [("Programmets indikatorer", "A"), ("Egna mått", "B")]


def test_the_table_says_its_framework_and_stars_mean_what_the_report_says() -> None:
    rows = indicators(
        paragraph("Nyckeltal markerade med * följs upp i Stratsys."),
        table("Indikator | Mål | Utfall", "A* | 1 | 2", "B | 3 | 4", title="Näringslivets nyckeltal"),
        columns="framework name is_stratsys",
    )
    assert rows == [("Näringslivets nyckeltal", "A", True), ("Näringslivets nyckeltal", "B", None)]


def test_a_star_means_nothing_where_nothing_is_said_of_it() -> None:
    assert indicators(table("Indikator | Mål | Utfall", "A* | 1 | 2"), columns="name is_stratsys") == [("A", None)]


@pytest.mark.parametrize(
    ("word", "met"),
    [("Ja", None), ("Uppfyllt", True), ("Ej uppfyllt", False), ("Delvis uppfyllt", None), ("Målet uppnått", True)],
)
def test_what_the_report_declares(word: str, met: bool | None) -> None:
    rows = indicators(
        table("Nyckeltal | Mål | Utfall | Måluppfyllelse", f"A | 10 | 9 | {word}"), columns="declared_met is_met"
    )
    assert rows == [(met, None)]


def test_an_outcome_that_holds_the_year_before_or_groups() -> None:
    rows = indicators(
        table(
            "Indikator | Mål | Utfall", "NKI | öka | 75 (2022: 73)", "Jobb | 100 | 26 stycken (19 män och 7 kvinnor)"
        ),
        columns="name breakdown outcome_value previous_value previous_year is_met",
    )
    assert rows == [
        ("NKI", None, 75, 73, 2022, True),
        ("Jobb", None, 26, None, None, None),
        ("Jobb", "män", 19, None, None, None),
        ("Jobb", "kvinnor", 7, None, None, None),
    ]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Kommun | Invånare", "Berg | 12 000"),
        ("Kostnad | 2022 | 2023", "Personal | 10 | 12"),
        ("Post | Budget 2023 | Utfall 2023", "Personal | 10 | 12"),
        ("Namn | Mått", "Skruv | 12"),
        ("Frågor | Kvinnor | Män", "Trivs du? | ja | nej"),
    ],
)
def test_tables_about_something_else_give_no_indicators(header: str, row: str) -> None:
    assert indicators(table(header, row)) == []


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(max_examples=40)
def test_any_target_and_outcome_are_read_as_printed(target: int, outcome: int) -> None:
    rows = indicators(table("Indikator | Mål | Utfall", f"A | {target} st | {outcome} st"))
    assert rows == [("A", "=", target, outcome, "st")]


# --- lists ----------------------------------------------------------------------------------------------------------


def test_an_item_with_target_and_outcome_below() -> None:
    rows = indicators(
        heading("Indikatorer"),
        item("Antal företag som får stöd"),
        item("  Mål: 400 stycken"),
        item("  Resultat: 388 stycken"),
        item("Antal nya företag"),
        item("  Målvärde: 300"),
        item("  Utfall: 140"),
    )
    assert rows == [("Antal företag som får stöd", "=", 400, 388, "st"), ("Antal nya företag", "=", 300, 140, None)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Varav antal kvinnor 153 stycken", ("kvinnor", None, 153)),
        ("Varav kvinnor: 153", ("kvinnor", None, 153)),
        ("varav kvinnor (mål)150 st 161 stycken", ("kvinnor", 150, 161)),
        ("Därav unga (18-30 år): 50", ("unga", None, 50)),
        ("Varav kvinnor: 161 st (mål 200)", ("kvinnor", 200, 161)),
        ("Varav utlandsfödda: mål 40, resultat 35", ("utlandsfödda", 40, 35)),
        ("Andel av dem som är kvinnor: 45 %", ("kvinnor", None, 45)),
    ],
)
def test_breakdowns_in_a_list(line: str, expected: tuple[Any, ...]) -> None:
    rows = indicators(
        heading("Indikatorer"),
        item("Antal personer"),
        item("  Mål: 400"),
        item("  Resultat: 388"),
        item(f"  {line}"),
        columns="breakdown target_value outcome_value",
    )
    assert rows == [(None, 400, 388), expected]


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ("Målvärde 2018: 400 st", "Utfall t.o.m. 2018-06-30: 388 st"),
        ("Mål – 400 st", "Resultat – 388 st"),
        ("Mål: 400 st", "Ackumulerat utfall: 388 st"),
        ("Måltal: 400 st", "Slutligt resultat: 388 st"),
        ("MÅL: 400 st", "Uppnått resultat 2018: 388 st"),
    ],
)
@pytest.mark.parametrize("nested", [True, False])
def test_labels_of_target_and_outcome(target: str, outcome: str, nested: bool) -> None:
    below: list[Item] = (
        [item(f"  {target}"), item(f"  {outcome}")] if nested else [paragraph(target), paragraph(outcome)]
    )
    name: Item = item("Antal företag") if nested else paragraph("Antal företag")
    found = interpret(reading(title("Slutrapport"), heading("Indikatorer"), name, *below))
    rows = found.facts.rows("indicators")
    assert [tuple(row.get(column) for column in FIELDS.split()) for row in rows] == [
        ("Antal företag", "=", 400, 388, "st")
    ]
    assert found.facts.rows("initiatives") == [], "a target of an indicator is nobody's goal"


@pytest.mark.parametrize(
    "line",
    [
        "Antal företag: mål 400, utfall 388",
        "Antal företag – mål 400, resultat 388",
        "Antal företag (mål 400): 388",
        "Antal företag (mål: 400) 388",
    ],
)
def test_target_and_outcome_on_the_line_of_the_name(line: str) -> None:
    assert indicators(heading("Indikatorer"), item(line)) == [("Antal företag", "=", 400, 388, None)]
    assert indicators(heading("Om oss"), item(line)) == []


def test_lines_below_a_name_are_an_indicator_only_where_indicators_are_announced() -> None:
    lines = [
        paragraph("Antal företag"),
        paragraph("Mål: 400"),
        paragraph("Utfall: 388"),
        paragraph("varav kvinnor: 161"),
    ]
    columns = "name breakdown target_value outcome_value"
    assert indicators(heading("Indikatorer"), *lines, columns=columns) == [
        ("Antal företag", None, 400, 388),
        ("Antal företag", "kvinnor", None, 161),
    ]
    assert indicators(heading("Besök"), *lines, columns=columns) == []


def test_groups_below_an_empty_header_are_not_guessed() -> None:
    rows = indicators(
        table("Indikator | Mål | | Utfall |", "^ | Kvinnor | Män | Kvinnor | Män", "Antal | 1 | 2 | 3 | 4", header=2),
        columns="breakdown outcome_value",
    )
    assert set(rows) <= {(None, None), ("kvinnor", 3)}


def test_the_line_above_a_list_is_its_framework() -> None:
    rows = indicators(
        heading("3. Indikatorer"),
        paragraph("Programmets indikatorer:"),
        item("A"),
        item("  Mål: 1"),
        paragraph("Projektets egna indikatorer"),
        item("B"),
        item("  Mål: 2"),
        heading("Annat"),
        item("C"),
        item("  Mål: 3"),
        columns="framework name",
    )
    assert rows == [("Programmets indikatorer", "A"), ("Projektets egna indikatorer", "B"), (None, "C")]


def test_a_list_without_figures_is_no_indicator() -> None:
    assert indicators(heading("Nyckeltal"), item("Vi vill"), item("  Mål: alla ska med"), item("  växa")) == []


# --- lines ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("NKI Insikt. Mål 2023: 75. Utfall 2023: 73", ("NKI Insikt", "=", 75, 73, 2023, None, None)),
        (
            "NKI Insikt* Mål: förbättring Utfall 2023: NKI 75 (2022: 73)",
            ("NKI Insikt", "increase", None, 75, 2023, 73, None),
        ),
        (
            "Nya följare Mål: 200 Utfall 2023: 397 nya följare. Målet uppfyllt",
            ("Nya följare", "=", 200, 397, 2023, None, True),
        ),
        ("Öppningsfrekvens Mål: minst 50 % Utfall: ca 60 %", ("Öppningsfrekvens", ">=", 50, 60, 2023, None, None)),
    ],
)
def test_a_line_with_target_and_outcome(line: str, expected: tuple[Any, ...]) -> None:
    rows = indicators(
        heading("Nyckeltal"),
        item(line),
        columns="name target_operator target_value outcome_value year previous_value declared_met",
    )
    assert rows == [expected]


def test_running_text_that_speaks_of_goals_is_no_indicator() -> None:
    assert (
        indicators(heading("Om oss"), paragraph("Året har varit bra. Mål: att bli fler. Utfall 2023: 12 besök.")) == []
    )
    assert indicators(heading("Nyckeltal"), paragraph("Mål: 12 besök under året.")) == []


# --- goals ----------------------------------------------------------------------------------------------------------


def test_numbers_in_the_goal_of_an_initiative_are_goals() -> None:
    rows = indicators(
        heading("Besöka näringslivet", 2),
        paragraph("Syfte: Lyssna på företagen."),
        paragraph("Mål: Minst 150 företagsbesök per år och ca 30–40 möten."),
        columns="initiative target_operator target_value target_low target_high unit",
        kind="goal",
    )
    assert rows == [
        ("Besöka näringslivet", ">=", 150, None, None, "företagsbesök per år"),
        ("Besöka näringslivet", "between", None, 30, 40, "möten"),
    ]


def test_years_and_dates_in_a_goal_are_no_goals() -> None:
    assert indicators(heading("A", 2), paragraph("Mål: Klart 2025, beslut den 3 maj 2024."), kind="goal") == []


def test_an_item_may_tell_target_and_outcome_in_sentences() -> None:
    rows = indicators(
        heading("Indikatorer"),
        item("Växtkraft: antal företag. Ett mål var 80 stycken. Det blev 8 stycken."),
        item("  Varav kvinnor 2 stycken"),
        columns="breakdown target_value outcome_value",
    )
    assert rows == [(None, 80, 8), ("kvinnor", None, 2)]


@pytest.mark.parametrize(
    "lines",
    [
        ["Antal besök", "  Mål: 5 000 st", "  Resultat: 5 200 st"],
        ["Antal besök", "  (mål)5 000 st 5 200 stycken"],
        ["Antal besök", "  Målvärde 2023 5 000 st", "  Utfall 2023 5 200 st"],
        ["Antal besök (mål)5 000 st 5 200 stycken"],
        ["Antal besök (mål 5 000): 5 200 stycken"],
        ["Antal besök: 5 200 st (mål 5 000)"],
        ["Antal besök: mål 5 000, utfall 5 200 st"],
        ["Antal besök: Mål 5 000 st, utfall 5 200 st"],
        ["Antal besök – mål 5 000 – utfall 5 200 st"],
        ["Antal besök, mål: 5 000 st; resultat: 5 200 st"],
        ["Antal besök. Mål 2023: 5 000 st. Utfall 2023: 5 200 st"],
    ],
)
def test_target_and_outcome_in_every_form_of_a_line(lines: list[str]) -> None:
    found = interpret(reading(title("Verksamhetsberättelse 2023"), heading("Nyckeltal"), *map(item, lines)))
    (row,) = (row for row in found.facts.rows("indicators") if row["kind"] == "indicator")
    assert (row["name"], row["target_value"], row["outcome_value"], row["unit"]) == ("Antal besök", 5000, 5200, "st")


def test_decimals_do_not_end_a_target() -> None:
    found = interpret(
        reading(title("Årsrapport 2023"), heading("Nyckeltal"), item("Betyg: mål 3,5, utfall 3,6 (2022: 3,4)"))
    )
    (row,) = found.facts.rows("indicators")
    assert (row["target_value"], row["outcome_value"], row["previous_value"]) == (3.5, 3.6, 3.4)


def test_the_outcome_of_an_earlier_year_in_a_line_of_its_own_is_the_value_before() -> None:
    lines = ["Antal besök", "  Utfall 2023: 5 200", "  Utfall 2022: 4 900", "  Mål 2023: 5 000"]
    found = interpret(reading(title("Årsrapport 2023"), heading("Nyckeltal"), *map(item, lines)))
    (row,) = found.facts.rows("indicators")
    assert (row["outcome_value"], row["year"], row["previous_value"], row["previous_year"]) == (5200, 2023, 4900, 2022)


def test_a_table_in_two_halves_is_read_down_one_and_the_other() -> None:
    halves = table(
        "Mått | Mål | Utfall | Mått | Mål | Utfall",
        "Antal besök | 40 | 41 | Andel nöjda | 70 % | 72 %",
        "Sjuktal | 5 | 4 |  |  | ",
    )
    assert indicators(halves, columns="name target_value outcome_value") == [
        ("Antal besök", 40, 41),
        ("Sjuktal", 5, 4),
        ("Andel nöjda", 70, 72),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Antal besök: målet var minst 150 och utfallet blev 161.",
        "Antal besök – målvärde: minst 150, faktiskt värde: 161",
        "Antal besök | Mål: minst 150 | Rapporterat värde: 161",
        "Antal besök, målet sattes till minst 150, resultatet blev 161",
    ],
)
def test_target_and_outcome_told_behind_the_name(text: str) -> None:
    assert indicators(heading("Indikatorer", 2), item(text)) == [("Antal besök", ">=", 150, 161, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Antal besök: målet var att nå alla och utfallet blev gott.",
        "Kommunen – mål: 150, ansvarig: Ek",
        "Målet var 150 och utfallet blev 161.",
    ],
)
def test_a_sentence_without_name_or_figures_is_no_indicator(text: str) -> None:
    assert indicators(heading("Indikatorer", 2), item(text)) == []
