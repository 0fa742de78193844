"""What two reports say differently of the same project."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from pipelines.entities.groups import key_of
from pipelines.naming import organisation_key
from pipelines.records.facts import Row
from pipelines.sums import printed, step_of
from pipelines.values.text import fold

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
AMOUNTS = ("granted_sek", "applied_sek", "total_cost_sek", "cofinancing_sek")


def disagreements(projects: Sequence[Row]) -> list[Row]:
    """A finding for each amount and owner that two reports give differently for a project of one key."""
    by_key: dict[str, list[Row]] = defaultdict(list)
    for project in projects:
        by_key[project["project_key"]].append(project)
    found = [
        finding
        for key in sorted(by_key)
        for one, other in combinations(sorted(by_key[key], key=_order), 2)
        if one["report_id"] != other["report_id"]
        for finding in _compare(one, other)
    ]
    return list({finding["finding_id"]: finding for finding in found}.values())


def _order(project: Row) -> tuple[str, str]:
    return project["report_id"], project["project_id"]


def _compare(one: Row, other: Row) -> Iterator[Row]:
    for column in AMOUNTS:
        a, b = one[column], other[column]
        if a is not None and b is not None and a != b:
            what = column.removesuffix("_sek").replace("_", " ")
            yield _finding(
                one,
                other,
                "amount_differs_between_documents",
                f"{what}: {printed(a)} kr here, {printed(b)} kr in {other['report_id']}, page {other['page']}",
                printed(b),
                printed(a),
            )
    for column, what in (("period_start", "starts"), ("period_end", "ends")):
        a, b = one[column], other[column]
        if a is not None and b is not None and a != b:
            detail = f"the project {what} {a} here, {b} in {other['report_id']}, page {other['page']}"
            yield _finding(one, other, "period_differs_between_documents", detail, str(b), str(a))
    a, b = one["owner"], other["owner"]
    if a and b and fold(a) != fold(b):
        detail = f"owner “{a}” here, “{b}” in {other['report_id']}, page {other['page']}"
        yield _finding(one, other, "owner_differs_between_documents", detail, b, a)


def restated_lines(budgets: Sequence[Row], publishers: Mapping[str, str | None]) -> list[Row]:
    """A finding for each line of a financial table that two reports of one publisher give differently for one year.

    `publishers` gives the publisher by report id. Budgets of a year are set anew within it, so only what came of it
    counts, and only a line that a report has once.
    """
    lines: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in budgets:
        if row["kind"] == "statement" and row["measure"] == "outcome" and row["amount_sek"] is not None:
            titles = (_YEAR.sub("", row[name] or "") for name in ("table_title", "section", "line_item"))
            publisher = publishers.get(row["report_id"])
            if publisher and row["line_item"] and row["fiscal_year"] is not None:
                lines[organisation_key(publisher), *map(fold, titles), row["fiscal_year"]].append(row)
    found = []
    for key in sorted(lines, key=str):
        rows = sorted(lines[key], key=lambda row: (row["report_id"], row["budget_id"]))
        reports = [row["report_id"] for row in rows]
        once = [row for row in rows if reports.count(row["report_id"]) == 1]
        for later in once[1:]:
            first = once[0]
            if _differ(first, later):
                found.append(_restated(later, first))
    return found


def _differ(one: Row, other: Row) -> bool:
    """Whether two printed amounts differ by more than the rounding of the coarser."""
    room = max(step_of(one), step_of(other)) / 2 if one["unit"] != other["unit"] else 0
    return bool(abs(one["amount_sek"] - other["amount_sek"]) > room)


def _restated(later: Row, first: Row) -> Row:
    here, there = (f"{row['value_text']} {row['unit'] or ''}".strip() for row in (later, first))
    text = "\x1f".join((later["budget_id"], first["budget_id"]))
    return {
        "finding_id": key_of("finding", text),
        "report_id": later["report_id"],
        "rule": "outcome_differs_between_documents",
        "severity": "warning",
        "subject": later["line_item"],
        "detail": f"{later['fiscal_year']}: {here} here, {there} in {first['report_id']}, page {first['page']}",
        "expected": printed(first["amount_sek"]),
        "observed": printed(later["amount_sek"]),
        **{column: later[column] for column in ("page", "bbox", "source_text")},
    }


def _finding(one: Row, other: Row, rule: str, detail: str, expected: str, observed: str) -> Row:
    return {
        "finding_id": key_of("finding", "\x1f".join((one["project_id"], other["project_id"], rule, detail))),
        "report_id": one["report_id"],
        "rule": rule,
        "severity": "warning",
        "subject": one["name"],
        "detail": detail,
        "expected": expected,
        "observed": observed,
        "page": one["page"],
        "bbox": one["bbox"],
        "source_text": one["source_text"],
    }
