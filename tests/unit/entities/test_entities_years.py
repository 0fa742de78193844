"""Indicators of one publisher over the years: which are one, which only look so, and what the reports disagree on."""

from __future__ import annotations

from typing import Any

import pytest
from linking import PLACE, indicator, linked

PUBLISHER = {"r21": "Bergs kommun", "r22": "Bergs kommun", "r23": "Bergs kommun", "x23": "Åre kommun"}


def keys(*rows: dict[str, Any], **more: Any) -> list[tuple[str, str | None]]:
    found = linked(indicators=rows, publishers=PUBLISHER, **more)["indicators"]
    return [(row["indicator_key"], row["link_reason"]) for row in found]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Antal besökare 2022", "Antal besökare 2023", "name"),
        ("NKI, nöjd-kund-index", "Nöjd kund index (NKI)", "name"),
        ("Andelen nöjda företagare", "Andel nöjda företagare", "name"),
        ("Deltagare i aktiviteter", "Deltagare på aktiviteter", "name"),
        ("Självförsörjning efter insats", "Självförsöjning efter insats", "spelling"),
    ],
)
def test_wordings_of_one_indicator_share_its_key(one: str, other: str, reason: str) -> None:
    first, second = keys(indicator("r22", one), indicator("r23", other))
    assert first == second
    assert first[1] == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Antal nya företag", "Antal nya företagare"),
        ("Antal besök", "Antal besökare"),
        ("Andel kvinnor", "Andel män"),
        ("NKI totalt", "NKI bygglov"),
        ("Förvärvsarbetande 16-74 år", "Förvärvsarbetande 20-64 år"),
        ("Nystartade företag per 1 000 invånare", "Nystartade företag per 10 000 invånare"),
    ],
)
def test_indicators_of_near_names_stay_apart(one: str, other: str) -> None:
    first, second = keys(indicator("r22", one), indicator("r23", other))
    assert first[0] != second[0]


def test_another_publisher_or_group_is_another_indicator() -> None:
    rows = keys(indicator("r23", "Besök"), indicator("x23", "Besök"), indicator("r22", "Besök", breakdown="kvinnor"))
    assert len({key for key, _ in rows}) == 3


def test_a_new_name_is_the_old_indicator_where_it_repeats_its_value() -> None:
    old = indicator("r22", "Nöjd-kund-index, företag", year=2022, outcome_value=71.0)
    new = indicator("r23", "Nöjd kundindex för företag", year=2023, outcome_value=74.0, previous_year=2022)
    (one, _), (other, reason) = keys(old, new | {"previous_value": 71.0})
    assert (one == other, reason) == (True, "previous_value")
    (one, _), (other, _) = keys(old, new | {"previous_value": 70.0})
    assert one != other


def test_what_may_be_either_of_two_is_joined_to_none() -> None:
    rows = [
        indicator("r22", "Besökare mässan", framework="Nyckeltal A"),
        indicator("r22", "Besökare mässan", framework="Nyckeltal B"),
        indicator("r23", "Besökare mässan", framework="Nyckeltal C"),
    ]
    assert len({key for key, _ in keys(*rows)}) == 3


def test_a_new_framework_or_a_new_name_said_by_hand_keeps_the_key() -> None:
    first, second = keys(indicator("r22", "Besök", framework="Mål 1"), indicator("r23", "Besök", framework="Mål A"))
    assert first == second
    said = [("indicator", "Gäster", "same", "Besök")]
    first, second = keys(indicator("r22", "Besök"), indicator("r23", "Gäster"), aliases=said)
    assert first[0] == second[0]
    assert second[1] == "alias_file"


def rules(*rows: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    found = linked(indicators=rows, publishers=PUBLISHER)["findings"]
    return [(row["rule"], row["report_id"], row["expected"], row["observed"]) for row in found]


def test_an_outcome_that_a_later_report_restates_is_told() -> None:
    rows = [
        indicator("r22", "Besök", year=2022, outcome_value=100.0),
        indicator("r23", "Besök", year=2022, outcome_value=120.0),
    ]
    assert rules(*rows) == [("outcome_differs_between_documents", "r23", "100", "120")]


@pytest.mark.parametrize(
    ("earlier", "later", "breaks"), [(3.44, 3.4, 0), (3.44, 3.5, 1), (71.0, 71.4, 1), (71.0, 71.0, 0)]
)
def test_a_value_rounded_anew_is_no_break(earlier: float, later: float, breaks: int) -> None:
    rows = [
        indicator("r22", "Betyg", year=2022, outcome_value=earlier),
        indicator("r23", "Betyg", year=2023, outcome_value=4.0, previous_year=2022, previous_value=later),
    ]
    assert len(rules(*rows)) == breaks


def line(report_id: str, amount: int, **more: Any) -> dict[str, Any]:
    row = {"budget_id": f"budget-{report_id}", "report_id": report_id, "kind": "statement", "line_item": "Personal"}
    row |= {
        "table_title": f"Utfall 20{report_id[1:]}",
        "measure": "outcome",
        "fiscal_year": 2022,
        "value": amount / 1000,
    }
    row |= {"amount_sek": amount, "unit": "tkr", "value_text": str(amount // 1000), "is_total": False}
    return row | PLACE | {"source_text": "12"} | more


@pytest.mark.parametrize(
    ("later", "found"),
    [
        ({}, 0),
        ({"amount_sek": 510_000}, 1),
        ({"amount_sek": 510_000, "measure": "budget"}, 0),
        ({"amount_sek": 510_000, "fiscal_year": 2023}, 0),
        ({"amount_sek": 500_000, "unit": "mkr", "value": 0.5}, 0),
    ],
)
def test_a_line_that_a_later_report_gives_differently(later: dict[str, Any], found: int) -> None:
    rows = [line("r22", 500_000), line("r23", 500_000, **later), line("x23", 700_000)]
    told = linked(budgets=rows, publishers=PUBLISHER)["findings"]
    assert [row["rule"] for row in told] == ["outcome_differs_between_documents"] * found
