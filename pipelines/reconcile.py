"""What does not add up: relations between printed figures, counts and names that a careful reader could check by hand.

Every figure stays as printed. Severity ``error`` is kept for what is certainly wrong in the report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pipelines.reading.model import Reading
from pipelines.records.context import Trail
from pipelines.records.descriptions import Described
from pipelines.records.facts import Evidence, Facts, Row, of_item
from pipelines.relations.indicators import check_indicators
from pipelines.relations.projects import check_projects
from pipelines.relations.prose import check_prose
from pipelines.relations.tables import check_tables
from pipelines.sums import amounts_of_projects, place_of, printed, totals
from pipelines.values.numbers import parse_number
from pipelines.values.text import fold


def reconcile(
    facts: Facts,
    reading: Reading,
    described: Sequence[Described],
    trails: dict[int, Trail],
    period: tuple[date | None, date | None] = (None, None),
) -> None:
    """Add a finding for each relation that does not hold; `period` is the report's own."""
    amounts_of_projects(facts)
    check_projects(facts, period)
    totals(facts)
    _descriptions(facts, described)
    _priority_questions(facts)
    check_prose(facts, reading, trails)
    _identities(facts)
    _ratios(facts)
    check_tables(facts, reading)
    _targets(facts)
    check_indicators(facts)
    for oddity in reading.oddities:
        facts.add(
            "findings",
            None if oddity.page is None or oddity.box is None else Evidence(oddity.page, oddity.box, oddity.text or ""),
            rule=oddity.rule,
            severity=oddity.severity,
            detail=oddity.detail,
        )


def _descriptions(facts: Facts, described: Sequence[Described]) -> None:
    """Name and owner in the table against those at the project's own heading."""
    labels = [one.owner_label for one in described if one.owner_label]
    usual = max(set(labels), key=labels.count) if labels else None
    for one in described:
        row, title = one.row, one.heading.title
        if title != row["name"]:
            small = fold(title) == fold(row["name"])
            facts.add(
                "findings",
                of_item(one.heading),
                rule="name_differs",
                severity="info" if title.casefold() == row["name"].casefold() or small else "warning",
                subject=row["name"],
                detail=f"the table says “{row['name']}”, the heading “{title}”",
                expected=row["name"],
                observed=title,
            )
        owner = row.get("owner")
        if one.owner and owner and one.owner != owner:
            facts.add(
                "findings",
                one.owner_evidence,
                rule="owner_differs",
                severity="info" if one.owner.casefold() == owner.casefold() else "warning",
                subject=row["name"],
                detail=f"the table says “{owner}”, the description “{one.owner}”",
                expected=owner,
                observed=one.owner,
            )
        if one.owner_label and usual and one.owner_label != usual:
            facts.add(
                "findings",
                one.owner_evidence,
                rule="owner_label_differs",
                severity="info",
                subject=row["name"],
                detail=f"the owner stands after “{one.owner_label}:”, elsewhere after “{usual}:”",
                expected=usual,
                observed=one.owner_label,
            )


def _priority_questions(facts: Facts) -> None:
    """A word among numbers in the column of priority questions."""
    rows = [row for row in facts.rows("projects") if row.get("priority_question")]
    numeric = [row for row in rows if parse_number(row["priority_question"]) is not None]
    if 2 * len(numeric) <= len(rows):
        return
    for row in rows:
        if not any(row is other for other in numeric):
            facts.add(
                "findings",
                place_of(row),
                rule="priority_question_not_numeric",
                severity="warning",
                subject=row["name"],
                detail=f"the priority question is “{row['priority_question']}” where others have a number",
                observed=row["priority_question"],
            )


# --- statements -----------------------------------------------------------------------------------------------------


def _identities(facts: Facts) -> None:
    """A group's printed sum against its lines, column by column; a column of sums against the other columns."""
    tables: dict[tuple[object, int], list[Row]] = defaultdict(list)
    for row in facts.rows("budgets"):
        if row["kind"] == "statement":
            tables[row.get("table_title"), row["page"]].append(row)
    for rows in tables.values():
        _group_sums(facts, rows)


def _group_sums(facts: Facts, rows: Sequence[Row]) -> None:
    groups: dict[tuple[object, object], list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("section") is None:
            continue
        key = (row["section"], row["column_name"])
        if not row["is_total"]:
            groups[key].append(row)
            continue
        parts = [part for part in groups.pop(key, []) if part.get("unit") == row.get("unit")]
        if len(parts) < 2 or row.get("value") is None:
            continue
        computed = sum((Decimal(str(part["value"])) for part in parts), Decimal(0))
        value = Decimal(str(row["value"]))
        if computed == value:
            continue
        slight = abs(computed - value) <= sum(_last_digit(one["value_text"]) for one in (row, *parts)) / 2
        lines = " + ".join(str(part["line_item"]) for part in parts)
        facts.add(
            "findings",
            place_of(row),
            rule="identity_fails",
            severity="info" if slight else "warning",
            subject=f"{row['line_item']}, {row['column_name']}",
            detail=f"{printed(value)} {row['unit']} is printed, {lines} gives {printed(computed)}",
            expected=printed(computed),
            observed=printed(value),
        )


_RATIO = re.compile(r"(?:andel(?:en)?\s+)?(?P<part>[^/]{3,60}?)\s*/\s*(?P<whole>[^/]{3,60})", re.IGNORECASE)
_SUM_WORD = re.compile(r"^(?:summa|s:a|sa|total[at]?|-)\s*", re.IGNORECASE)


def _ratios(facts: Facts) -> None:
    """A printed share ``Personalkostnader/verksamhetskostnader`` against the two lines it is made of."""
    lines: dict[tuple[str, object], Row] = {}
    rows = [row for row in facts.rows("budgets") if row["kind"] == "statement"]
    for row in rows:
        if row.get("amount_sek") is not None:
            name = fold(row["line_item"])
            lines.setdefault((name, row["column_name"]), row)
            lines.setdefault((fold(_SUM_WORD.sub("", row["line_item"].strip())), row["column_name"]), row)
    for row in rows:
        match = _RATIO.fullmatch(row["line_item"])
        if row.get("unit") != "%" or match is None:
            continue
        part, whole = (lines.get((fold(match[name]), row["column_name"])) for name in ("part", "whole"))
        if part is None or whole is None or not whole["amount_sek"] or row.get("value") is None:
            continue
        computed = 100 * part["amount_sek"] / whole["amount_sek"]
        value = Decimal(str(row["value"]))
        if abs(computed - value) <= _last_digit(row["value_text"]):
            continue
        facts.add(
            "findings",
            place_of(row),
            rule="identity_fails",
            severity="warning",
            subject=f"{row['line_item']}, {row['column_name']}",
            detail=(
                f"{printed(value)} % is printed, {part['line_item']} / {whole['line_item']} "
                f"({printed(part['amount_sek'])} / {printed(whole['amount_sek'])} kr) gives {computed:.1f} %"
            ),
            expected=f"{computed:.1f}",
            observed=printed(value),
        )


def _last_digit(text: str) -> Decimal:
    """What one step of the last printed digit is worth: 1 for ``14%``, 0.1 for ``14,2 %``."""
    decimals = re.search(r",(\d+)", text)
    return Decimal(1).scaleb(-len(decimals[1])) if decimals else Decimal(1)


def _targets(facts: Facts) -> None:
    """One number given as a share in one place and as a count in another, of the same project or initiative."""
    goals: dict[tuple[object, object], list[Row]] = defaultdict(list)
    for row in facts.rows("indicators"):
        if row["kind"] == "goal" and row.get("target_value") is not None:
            goals[row["name"], row["target_value"]].append(row)
    for (name, _), rows in goals.items():
        shares = [row for row in rows if row.get("unit") == "%"]
        counts = [row for row in rows if row.get("unit") != "%"]
        if shares and counts:
            one, other = shares[0], counts[0]
            facts.add(
                "findings",
                place_of(one),
                rule="target_inconsistent",
                severity="warning",
                subject=str(name),
                detail=f"“{one['target_text']}” in one place, “{other['target_text']}” in another: a share, a number",
                expected=str(one["target_text"]),
                observed=str(other["target_text"]),
            )
