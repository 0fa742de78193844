"""What the amounts, dates and places of projects say of each other."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from pipelines.naming import organisation_key, project_key
from pipelines.records.facts import Facts, Row
from pipelines.sums import place_of, printed, step_of

AMOUNTS = ("granted_sek", "total_cost_sek", "applied_sek", "cofinancing_sek")
A_YEAR = 366
"""Days. What a report of one year grants may run in other years; what a programme grants runs within it."""
LEAST = 2
"""Projects in which grant and co-financing make the total cost before others are held to it."""


def check_projects(facts: Facts, period: tuple[date | None, date | None]) -> None:
    """Add findings on periods, financing and projects listed twice; `period` is the report's own."""
    for project in facts.rows("projects"):
        _period(facts, project, period)
    _financing(facts)
    _listed_twice(facts)


def _period(facts: Facts, project: Row, period: tuple[date | None, date | None]) -> None:
    start, end = project.get("period_start"), project.get("period_end")
    if start is not None and end is not None and end < start:
        facts.add(
            "findings",
            place_of(project),
            rule="period_ends_before_it_starts",
            severity="warning",
            subject=project["name"],
            detail=f"the project starts on {start} and ends on {end}",
            expected=f"not before {start}",
            observed=str(end),
        )
    opens, closes = period
    runs, covers = (f"{begin or '…'} to {end or '…'}" for begin, end in ((start, end), period))
    late = start is not None and closes is not None and start > closes
    early = end is not None and opens is not None and end < opens
    is_programme = opens is not None and closes is not None and (closes - opens).days > A_YEAR
    if (late or early) and is_programme and len(facts.rows("projects")) > 1:
        facts.add(
            "findings",
            place_of(project),
            rule="project_outside_report_period",
            severity="info",
            subject=project["name"],
            detail=f"the project runs {runs}, the report covers {covers}",
            expected=covers,
            observed=runs,
        )


def _financing(facts: Facts) -> None:
    """Where grant and co-financing make the total cost in most projects, those in which they do not."""
    steps: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for row in facts.rows("budgets"):
        if row["kind"] == "project" and row.get("amount_sek") is not None:
            steps[id(row["project_id"]), row["measure"]] = step_of(row)
    whole = [row for row in facts.rows("projects") if all(row.get(name) is not None for name in _PARTS)]
    off = []
    for row in whole:
        computed = row["granted_sek"] + row["cofinancing_sek"]
        slack = sum(steps[id(row), name] for name in ("granted", "cofinancing", "total_cost")) / 2
        if abs(computed - row["total_cost_sek"]) > slack:
            off.append((row, computed))
    holds = len(whole) - len(off)
    for row, computed in off:
        exceeds = computed > row["total_cost_sek"]
        if not (holds >= LEAST and holds > len(off)) and not exceeds:
            continue  # others may pay the rest
        facts.add(
            "findings",
            place_of(row),
            rule="financing_differs_from_total_cost",
            severity="warning",
            subject=row["name"],
            detail=(
                f"{printed(row['granted_sek'])} kr is granted, {printed(row['cofinancing_sek'])} kr is co-financing, "
                f"the total cost is {printed(row['total_cost_sek'])} kr"
            ),
            expected=printed(computed),
            observed=printed(row["total_cost_sek"]),
        )


_PARTS = ("granted_sek", "cofinancing_sek", "total_cost_sek")


def _listed_twice(facts: Facts) -> None:
    """One project of one owner twice in one list."""
    listed: dict[tuple[object, ...], Row] = {}
    for row in facts.rows("projects"):
        owner = organisation_key(row["owner"]) if row.get("owner") else None
        dates = (row.get("period_start"), row.get("period_end"))
        key = (project_key(row["name"]), owner, row.get("subregion"), row.get("theme"), row["kind"], *dates)
        first = listed.setdefault(key, row)
        if first is row or owner is None:
            continue
        same = all(first.get(name) == row.get(name) for name in AMOUNTS)
        facts.add(
            "findings",
            place_of(row),
            rule="project_listed_twice",
            severity="warning" if same else "info",
            subject=row["name"],
            detail=f"it stands on page {first['page']} already, with {'the same' if same else 'other'} amounts",
            observed=row["name"],
        )
