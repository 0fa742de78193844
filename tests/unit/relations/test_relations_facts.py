"""Relations between projects, indicators, sentences and tables."""

from __future__ import annotations

from typing import Any

import pytest
from unit.records.reading import heading, paragraph, reading, table, title

from pipelines.reading.model import Item
from pipelines.records.facts import Facts
from pipelines.records.interpret import interpret
from pipelines.relations.indicators import check_indicators

HEADER = "Projekt | Projektägare | Total kostnad | Medfinansiering | Beviljat belopp | Projektperiod"


def told(*items: Item) -> list[tuple[str, str, str]]:
    found = interpret(reading(title("Beviljade regionala projekt 2023"), heading("Beviljade projekt"), *items))
    rows = found.facts.rows("findings")
    return [(row["rule"], row["severity"], row["subject"]) for row in rows]


# --- projects -------------------------------------------------------------------------------------------------------

SOUND = ["A | Berg | 900 | 400 | 500 | 2023-2024", "B | Dal | 700 | 300 | 400 | 2023-2024"]


def test_financing_that_makes_the_cost_is_not_told() -> None:
    assert told(table(HEADER, *SOUND)) == []


def test_financing_that_does_not_is_told_where_the_others_do() -> None:
    assert told(table(HEADER, *SOUND, "C | Ås | 900 | 100 | 500 | 2023-2024")) == [
        ("financing_differs_from_total_cost", "warning", "C")
    ]
    assert told(table(HEADER, "C | Ås | 900 | 100 | 500 | 2023-2024")) == []  # others may pay the rest


def test_financing_beyond_the_cost_is_told_always() -> None:
    assert told(table(HEADER, "C | Ås | 900 | 500 | 500 | 2023-2024")) == [
        ("financing_differs_from_total_cost", "warning", "C")
    ]


def test_a_period_that_ends_before_it_starts() -> None:
    rows = "Projekt | Projektägare | Start | Slut", "A | Berg | 2023-05-01 | 2022-04-30", "B | Dal | 2022 | 2023"
    assert ("period_ends_before_it_starts", "warning", "A") in told(table(*rows))


def test_a_project_twice_in_one_list() -> None:
    rows = SOUND[0], SOUND[1], SOUND[0]
    assert told(table(HEADER, *rows)) == [("project_listed_twice", "warning", "A")]
    two_lists = [heading("Norr", 2), table(HEADER, SOUND[0]), heading("Syd", 2), table(HEADER, SOUND[0])]
    assert told(*two_lists) == []
    yearly = "A | Berg | 900 | 400 | 500 | 2025-2026"
    assert told(table(HEADER, SOUND[0], yearly)) == []


# --- sentences ------------------------------------------------------------------------------------------------------

LIST = table("Projekt | Projektägare | Beviljat belopp", "A | Berg | 300 000", "B | Dal | 450 000")


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Sammanlagt har 2 projekt beviljats.", None),
        ("Sammanlagt har tre projekt beviljats.", "declared_count_mismatch"),
        ("Totalt beviljades 750 000 kr.", None),
        ("Totalt beviljades 0,75 mkr.", None),
        ("Totalt beviljades cirka 0,8 mkr.", None),
        ("Totalt beviljades 950 000 kr.", "declared_sum_mismatch"),
        ("Sammanlagt har 14 ansökningar kommit in och två projekt beviljats.", None),
        ("Totalt har 31 projekt beviljats sedan 2015.", None),
        ("Norrbygden har 12 kommuner.", None),
    ],
)
def test_what_a_sentence_says_of_the_list(sentence: str, rule: str | None) -> None:
    assert [one[0] for one in told(paragraph(sentence), LIST)] == ([rule] if rule else [])


def test_a_count_under_a_theme_is_that_of_the_theme() -> None:
    rows = "Projekt | Projektägare | Beviljat belopp", "A | Berg | 1", "B | Dal | 2"
    under = [heading("Norr"), heading("Kompetens", 2), paragraph("Här har två projekt beviljats."), table(*rows)]
    assert told(*under, heading("Kultur", 2), table(*rows)) == []


@pytest.mark.parametrize(
    ("sentence", "fires"),
    [
        ("Av dessa svarade 9 av 10 företag (90 %).", False),
        ("Hela 124 av 639 företag, vilket motsvarar 19,4 %, fick stöd.", False),
        ("Hela 124 av 639 företag, vilket motsvarar 21 %, fick stöd.", True),
        ("Hela 2 av 3 (67 %) är nöjda.", False),
        ("Hela 2 av 3 (cirka 70 %) är nöjda.", False),
        ("Av 10 företag valde 9, och 40 % av dem är nya.", False),
    ],
)
def test_a_share_is_that_of_the_count_before_it(sentence: str, fires: bool) -> None:
    assert ("share_differs_from_count" in [one[0] for one in told(paragraph(sentence))]) == fires


# --- indicators -----------------------------------------------------------------------------------------------------


def indicators(*rows: dict[str, Any]) -> list[tuple[str, str, str]]:
    place = {"kind": "indicator", "name": "Deltagare", "page": 1, "bbox": {"x0": 0, "top": 0, "x1": 1, "bottom": 1}}
    facts = Facts(
        {"indicators": [{**place, "source_text": "", "target_text": "", "outcome_text": "", **row} for row in rows]}
    )
    check_indicators(facts)
    return [(row["rule"], row["expected"], row["observed"]) for row in facts.rows("findings")]


def test_women_and_men_make_the_whole() -> None:
    women, men = {"breakdown": "kvinnor", "outcome_value": 60.0}, {"breakdown": "män", "outcome_value": 40.0}
    assert indicators({"outcome_value": 100.0}, women, men) == []
    assert indicators({"outcome_value": 110.0}, women, men) == [("breakdown_differs_from_whole", "100", "110")]
    assert indicators({"outcome_value": 110.0, "unit": "%"}, women, men) == []
    assert indicators({"outcome_value": 110.0}, women) == []


def test_a_group_is_no_larger_than_the_whole() -> None:
    young = {"breakdown": "unga", "outcome_value": 60.0}
    assert indicators({"outcome_value": 50.0}, young) == [("breakdown_exceeds_whole", "50", "60")]
    assert indicators({"outcome_value": 50.0}, {**young, "unit": "%"}) == []


def test_a_mean_lies_between_those_of_the_groups() -> None:
    women, men = {"breakdown": "kvinnor", "outcome_value": 7.5}, {"breakdown": "män", "outcome_value": 6.2}
    rows = [{**row, "name": "Genomsnittlig tid i insats, månader"} for row in ({"outcome_value": 6.9}, women, men)]
    assert indicators(*rows) == []


def test_a_target_declared_met_that_is_not() -> None:
    assert indicators({"declared_met": True, "is_met": False}) == [
        ("declared_met_differs_from_outcome", "not met", "met")
    ]
    assert indicators({"declared_met": True, "is_met": None}) == []
    assert indicators({"declared_met": True, "is_met": True}) == []
