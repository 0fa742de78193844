"""What the figures of indicators say of each other: groups and the whole, targets, outcomes and what is declared."""

from __future__ import annotations

import re
from collections import defaultdict

from pipelines.records.facts import Facts, Row
from pipelines.sums import place_of
from pipelines.values.text import fold

PAIRS = (("kvinnor", "män"), ("flickor", "pojkar"), ("tjejer", "killar"), ("women", "men"))
"""Groups that make up the whole."""
_MEAN = re.compile(
    r"\b(?:genomsnitt|snitt|median|medel(?:värde|tal|ålder|tid|längd|kostnad|lön|betyg)|mean|average)", re.I
)


def check_indicators(facts: Facts) -> None:
    """Add a finding where groups do not make the whole, and where what is declared of a target is not what came."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in facts.rows("indicators"):
        if row["kind"] == "indicator":
            groups[row["name"], row.get("framework"), row.get("year"), row["page"]].append(row)
            _declared(facts, row)
    for rows in groups.values():
        _whole(facts, rows)


def _declared(facts: Facts, row: Row) -> None:
    declared, met = row.get("declared_met"), row.get("is_met")
    if declared is None or met is None or declared == met:
        return
    facts.add(
        "findings",
        place_of(row),
        rule="declared_met_differs_from_outcome",
        severity="warning",
        subject=row["name"],
        detail=(
            f"the report says that the target “{row['target_text']}” was {'' if declared else 'not '}met, "
            f"the outcome is “{row['outcome_text']}”"
        ),
        expected="met" if met else "not met",
        observed="met" if declared else "not met",
    )


def _whole(facts: Facts, rows: list[Row]) -> None:
    wholes = [row for row in rows if row.get("breakdown") is None]
    parts = {fold(row["breakdown"]): row for row in rows if row.get("breakdown")}
    if len(wholes) != 1 or len(parts) != len(rows) - 1:
        return
    whole = wholes[0]
    if _MEAN.search(whole["name"]):
        return  # the mean of all lies between those of the groups
    for column in ("target_value", "outcome_value"):
        total = whole.get(column)
        if total is None or whole.get("unit") == "%":
            continue
        for one, other in PAIRS:
            a, b = (parts[name].get(column) if name in parts else None for name in (one, other))
            both = [parts[name].get("unit") for name in (one, other) if name in parts]
            if a is None or b is None or any(unit not in (whole.get("unit"), None) for unit in both):
                continue
            if a + b != total:
                _tell(facts, whole, "breakdown_differs_from_whole", f"{one} {a:g} and {other} {b:g}", a + b, total)
        for name, part in parts.items():
            value = part.get(column)
            if value is not None and value > total and part.get("unit") == whole.get("unit"):
                _tell(facts, part, "breakdown_exceeds_whole", f"{name} {value:g}", total, value)


def _tell(facts: Facts, row: Row, rule: str, parts: str, expected: float, observed: float) -> None:
    facts.add(
        "findings",
        place_of(row),
        rule=rule,
        severity="warning",
        subject=row["name"],
        detail=f"{parts} of {expected if rule == 'breakdown_exceeds_whole' else observed:g} in all",
        expected=f"{expected:g}",
        observed=f"{observed:g}",
    )
