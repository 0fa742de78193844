"""Sums of project lists: grants against costs, printed totals against the rows they sum up.

A mismatch is an error only where nothing else can explain it: no rounding, no amount left out, no total of something
else than the rows above it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.reading.model import Box
from pipelines.records.facts import Evidence, Facts, Row
from pipelines.records.projects import MEASURES
from pipelines.records.role import is_bare_total
from pipelines.values.text import fold
from pipelines.values.units import UNITS

SMALL_WORDS = {"för", "av", "i", "och", "kr", "samtliga", "alla", "projekt"}
"""Words beside a total's that do not say that it sums up something else than the list above it."""


def place_of(row: Row) -> Evidence:
    """The evidence a row carries."""
    return Evidence(row["page"], Box(**row["bbox"]), row["source_text"])


def printed(amount: Decimal) -> str:
    """An amount as Swedish reports print it: 1 022 440."""
    whole = amount == amount.to_integral_value()
    text = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    return text.replace(",", " ").replace(".", ",")


def step_of(row: Row) -> Decimal:
    """Kronor that one step of an amount's last printed digit is worth: 100 000 for ``1,2 mkr``."""
    value = Decimal(str(row["value"]))
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    unit = UNITS.get(str(row["unit"]))
    return ((unit.factor if unit else None) or Decimal(1)).scaleb(-decimals)


def amount_of(row: Row) -> tuple[Decimal, str] | None:
    """An amount to add up, with its unit: kronor, or the printed value in another currency."""
    if row.get("amount_sek") is not None:
        return row["amount_sek"], "kr"
    unit = UNITS.get(str(row.get("unit")).casefold())
    if row.get("value") is None or unit is None or not unit.is_money or unit.currency == "SEK":
        return None
    return Decimal(str(row["value"])), unit.name


def amounts_of_projects(facts: Facts) -> None:
    """What is granted against what the project costs and what was applied for."""
    steps: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for row in facts.rows("budgets"):
        if row["kind"] == "project" and row.get("amount_sek") is not None:
            steps[id(row["project_id"]), row["measure"]] = step_of(row)
    for project in facts.rows("projects"):
        granted, cost, applied = (project.get(name) for name in ("granted_sek", "total_cost_sek", "applied_sek"))
        name = project["name"]
        own, of_cost, of_application = (steps[id(project), measure] for measure in ("granted", "total_cost", "applied"))
        if granted is not None and cost is not None and granted - cost > (own + of_cost) / 2:
            facts.add(
                "findings",
                place_of(project),
                rule="grant_exceeds_total_cost",
                severity="error",
                subject=name,
                detail=f"{printed(granted)} kr is granted, the total cost is {printed(cost)} kr",
                expected=f"at most {printed(cost)}",
                observed=printed(granted),
            )
        elif granted is not None and cost is not None and granted == cost:
            facts.add(
                "findings",
                place_of(project),
                rule="grant_equals_total_cost",
                severity="info",
                subject=name,
                detail=f"the grant pays the whole cost: {printed(granted)} kr of {printed(cost)} kr",
                observed=printed(granted),
            )
        if applied is not None and granted is not None and granted - applied > (own + of_application) / 2:
            facts.add(
                "findings",
                place_of(project),
                rule="grant_exceeds_application",
                severity="warning",
                subject=name,
                detail=f"{printed(granted)} kr is granted, {printed(applied)} kr was applied for",
                expected=f"at most {printed(applied)}",
                observed=printed(granted),
            )


@dataclass(slots=True)
class _Sum:
    """Amounts of one measure added up; a cell that several rows share counts once."""

    total: Decimal = Decimal(0)
    slack: Decimal = Decimal(0)
    """What rounding may account for, in the amounts' unit."""
    seen: set[tuple[object, ...]] = field(default_factory=set)

    def add(self, row: Row, amount: Decimal) -> None:
        """Add an amount of a project."""
        place = (row["page"], *row["bbox"].values())
        if place not in self.seen:
            self.seen.add(place)
            self.total += amount
            self.slack += step_of(row) / 2


def totals(facts: Facts) -> None:
    """A printed total against the sums it may be: of its list, since the total before, of its subregion, of all."""
    sums: dict[tuple[object, ...], _Sum] = defaultdict(_Sum)
    lists = {id(row): _list_of(row) for row in facts.rows("projects")}
    for row in facts.rows("budgets"):
        found = amount_of(row) if row["kind"] in ("project", "total") else None
        if found is None or row.get("table_title") is None:
            continue
        amount, unit = found
        column = row["measure"], row["column_name"], unit
        if row["kind"] == "project":
            project = row["project_id"]
            own = (*lists[id(project)][:2], row["table_title"])
            for key in (("since", column), ("list", own, column), ("place", own[0], column), ("all", column)):
                sums[key].add(row, amount)
            continue
        own = _list_of(row)
        keys = [("since", column), ("list", own, column), ("place", own[0], column), ("all", column)]
        candidates = [sums[key] for key in keys if sums[key].seen]
        if candidates:
            _compare_total(facts, row, amount, unit, candidates)
        sums[keys[0]] = _Sum()


def _list_of(row: Row) -> tuple[object, ...]:
    return row.get("subregion"), row.get("theme"), row.get("table_title")


def _compare_total(facts: Facts, row: Row, amount: Decimal, unit: str, candidates: Sequence[_Sum]) -> None:
    """A finding where the total is none of the sums; certain only where it can be of nothing but the rows above."""
    if any(candidate.total == amount for candidate in candidates):
        return
    slack = step_of(row) / 2
    rounded = next((one for one in candidates if abs(one.total - amount) <= one.slack + slack), None)
    computed = (rounded or candidates[0]).total
    certain = _sums_up_its_list(row) and _is_whole(facts, row)
    subject = " / ".join(str(part) for part in (row.get("subregion"), row.get("theme")) if part)
    facts.add(
        "findings",
        place_of(row),
        rule="total_mismatch",
        severity="info" if rounded else "error" if certain else "warning",
        subject=subject or row["line_item"],
        detail=(
            f"{row['line_item']} prints {printed(amount)} {unit} for {row['column_name']}, "
            f"the rows add up to {printed(computed)} {unit}"
        ),
        expected=printed(computed),
        observed=printed(amount),
    )


def _sums_up_its_list(row: Row) -> bool:
    """Whether a total's label says nothing that its list, its column and its place do not say."""
    around = (row.get(name) or "" for name in ("subregion", "theme", "table_title", "column_name"))
    known = {word for text in around for word in fold(str(text)).split()} | SMALL_WORDS
    rest = [word for word in fold(row["line_item"]).split() if word not in known]
    return is_bare_total(" ".join(rest)) and not any(word[0].isdigit() for word in rest)


def _is_whole(facts: Facts, row: Row) -> bool:
    """Whether every project of the total's list has the amount that is summed up."""
    column = next(name for name, measure in MEASURES.items() if measure == row["measure"])
    own = [project for project in facts.rows("projects") if _list_of(project)[:2] == _list_of(row)[:2]]
    return all(project.get(column) is not None for project in own)
