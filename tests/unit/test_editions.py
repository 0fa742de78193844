"""Which edition of a report counts, whatever the order in which they came."""

from __future__ import annotations

import random
from datetime import date, datetime
from typing import Any

from fake_extract import report_row
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import arrow, schema
from pipelines.editions import mark

SAME = {"family": "agency_report", "publisher": "Borås Stad", "title": "Årsrapport", "fiscal_year": 2023}


def report(report_id: str, day: int | None = None, **values: object) -> dict[str, Any]:
    printed = None if day is None else date(2024, 3, day)
    own = {"report_id": report_id, "file_name": f"{report_id}.pdf", "is_current": True, "published_on": printed}
    return report_row(**{**own, "ingested_at": "2026-01-01", **SAME, **values})


def marked(*reports: dict[str, Any]) -> tuple[dict[str, tuple[str | None, bool]], list[dict[str, Any]]]:
    """What each report replaces and whether it counts, and the findings."""
    tables = {table.name: arrow.empty(table.name) for table in schema.TABLES}
    done = mark({**tables, "reports": arrow.to_table("reports", [ready(one) for one in reports])})
    rows = done["reports"].to_pylist()
    return {row["report_id"]: (row["supersedes_report_id"], row["is_current"]) for row in rows}, done[
        "findings"
    ].to_pylist()


def ready(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "ingested_at": datetime(2026, 1, 1)}


def test_a_later_date_takes_the_place_of_an_earlier_one() -> None:
    told, findings = marked(report("ny", 20), report("gammal", 1))
    assert told == {"ny": ("gammal", True), "gammal": (None, False)}
    assert findings == []


def test_editions_make_a_chain() -> None:
    told, _ = marked(report("a", 3), report("b", 1), report("c", 2))
    assert told == {"a": ("c", True), "b": (None, False), "c": ("b", False)}


def test_case_and_blanks_of_names_do_not_matter_and_all_else_does() -> None:
    told, _ = marked(report("a", 1), report("b", 2, title="ÅRSRAPPORT ", publisher="Borås  stad"))
    assert told["b"] == ("a", True)
    for other in (
        {"title": "Delårsrapport"},
        {"publisher": "Bollebygd"},
        {"family": "project_sheet"},
        {"fiscal_year": 2022},
        {"period_start": date(2023, 1, 1), "period_end": date(2023, 8, 31)},
    ):
        told, findings = marked(report("a", 1), report("b", 2, **other))
        assert told == {"a": (None, True), "b": (None, True)}, other
        assert findings == []


def test_without_a_publisher_a_title_or_a_period_nothing_is_concluded() -> None:
    for missing in ("publisher", "title", "family", "fiscal_year"):
        told, findings = marked(report("a", 1, **{missing: None}), report("b", 2, **{missing: None}))
        assert told == {"a": (None, True), "b": (None, True)}, missing
        assert findings == []
    for status in ("failed", "duplicate"):
        assert marked(report("a", 1), report("b", 2, status=status))[0]["a"] == (None, True)


def test_where_no_date_settles_it_both_count_and_a_finding_tells() -> None:
    for first, second in ((None, None), (5, 5), (None, 5)):
        told, findings = marked(report("a", first), report("b", second))
        assert told == {"a": (None, True), "b": (None, True)}
        assert [(finding["report_id"], finding["rule"]) for finding in findings] == [
            ("a", "edition_unclear"),
            ("b", "edition_unclear"),
        ]
        assert "another edition of b" in findings[0]["detail"]


def test_of_two_last_editions_both_replace_the_one_before() -> None:
    told, findings = marked(report("a", 1), report("b", 2), report("c", 2))
    assert told == {"a": (None, False), "b": ("a", True), "c": ("a", True)}
    assert len(findings) == 2


@settings(max_examples=30)
@given(st.lists(st.none() | st.integers(1, 5), min_size=2, max_size=6), st.randoms())
def test_the_order_of_arrival_does_not_matter(days: list[int | None], shuffle: random.Random) -> None:
    reports = [report(f"r{number}", day) for number, day in enumerate(days)]
    told, findings = marked(*reports)
    shuffle.shuffle(reports)
    again, found = marked(*reports)
    assert again == told
    assert {one["finding_id"] for one in found} == {one["finding_id"] for one in findings}
    assert any(current for _, current in told.values())
    assert all(not told[older][1] for older, _ in told.values() if older)
