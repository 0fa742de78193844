"""What a family expects of its reports and does not find, and columns of its tables that nobody has told of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pipelines.family import Family
from pipelines.family_model import Expectation
from pipelines.reading.model import Box, Cell, Reading, Table
from pipelines.records.facts import Evidence, Facts, Row
from pipelines.records.role import Role, body_column
from pipelines.records.statements import Statement

EXAMPLES = 3
"""Values of an unknown column that are shown."""


def tell_of_unmet(facts: Facts, family: Family) -> None:
    """Add a finding for each expectation that the report does not meet."""
    for name, expected in family.expect.items():
        rows = facts.rows(name)
        if len(rows) < expected.min:
            _tell_of_few(facts, family.family, name, expected, len(rows))
        for column, least in expected.filled.items():
            _tell_of_empty(facts, name, column, least, rows)
        if expected.totals:
            _tell_of_no_total(facts, name, rows)


def _tell_of_few(facts: Facts, family: str, name: str, expected: Expectation, found: int) -> None:
    were = "none was" if found == 0 else f"{found} were"
    have = name if expected.min == 1 else f"{expected.min} {name} or more"
    facts.add(
        "findings",
        None,
        rule="expected_rows_missing",
        severity="warning",
        subject=name,
        detail=f"reports of the family {family} have {have}, {were} found in this one",
        expected=f"at least {expected.min}",
        observed=str(found),
    )


def _tell_of_empty(facts: Facts, name: str, column: str, least: float, rows: list[Row]) -> None:
    filled = sum(row.get(column) not in (None, []) for row in rows)
    if not rows or filled >= least * len(rows):
        return
    facts.add(
        "findings",
        None,
        rule="expected_values_missing",
        severity="warning",
        subject=f"{name}.{column}",
        detail=f"{filled} of {len(rows)} rows of {name} have {column}, at least {100 * least:g} % were expected",
        expected=f"{100 * least:g} %",
        observed=f"{100 * filled / len(rows):.0f} %",
    )


def _tell_of_no_total(facts: Facts, name: str, rows: list[Row]) -> None:
    """A finding for each list of projects, or financial table, without a printed total to add up to."""
    if name == "budgets":
        rows = [row for row in rows if row["kind"] == "statement"]
        totals = {(row["table_title"], row["page"]) for row in rows if row["is_total"]}
    else:
        rows = [row for row in facts.rows("budgets") if row["kind"] in ("project", "total")]
        totals = {(row["table_title"], 0) for row in rows if row["kind"] == "total"}
    tables: dict[tuple[object, int], list[Row]] = defaultdict(list)
    for row in rows:
        if row.get("table_title") is not None or name == "budgets":
            tables[row.get("table_title"), row["page"] if name == "budgets" else 0].append(row)
    for key, own in tables.items():
        if key not in totals and len({row["line_item"] for row in own}) > 1:
            first = own[0]
            facts.add(
                "findings",
                Evidence(first["page"], _box(first), first["source_text"]),
                rule="expected_total_missing",
                severity="info",
                subject=key[0] or name,
                detail=f"{len(own)} amounts end in no printed total, so nothing tells whether all were read",
            )


def _box(row: Row) -> Box:
    return Box(**row["bbox"])


def tell_of_unknown_columns(
    facts: Facts, reading: Reading, roles: Mapping[int, Role], statements: Mapping[int, Statement]
) -> None:
    """Add a finding for each column of a known table whose header means nothing known, once for each header."""
    seen: set[tuple[str, str]] = set()
    for table in reading.tables:
        role, statement = roles.get(id(table)), statements.get(id(table))
        if role is not None:
            sort, header_rows, unknown = role.sort, role.header_rows, role.unknown
        elif statement is not None:
            sort, header_rows, unknown = "statement", statement.header_rows, statement.unknown
        else:
            continue
        for place in unknown:
            header = " / ".join(table.header_paths(header_rows)[place])
            if header and (sort, header) not in seen:
                seen.add((sort, header))
                _tell_of_unknown(facts, table, sort, header, header_rows, place)


def _tell_of_unknown(facts: Facts, table: Table, sort: str, header: str, header_rows: int, place: int) -> None:
    heads = [cell for cell in table.cells if cell.row <= header_rows and _covers(cell, place) and cell.text]
    values = [cell.text for cell in body_column(table, place, header_rows) if cell.text]
    shown = "; ".join(value if len(value) <= 40 else f"{value[:39]}…" for value in values[:EXAMPLES])
    facts.add(
        "findings",
        Evidence(heads[-1].page, heads[-1].box, heads[-1].text),
        rule="unknown_column",
        severity="info",
        subject=header,
        detail=f"no family word says what this column of a table of {sort} is, so it was not taken: {shown or 'empty'}",
        observed=str(len(values)),
    )


def _covers(cell: Cell, place: int) -> bool:
    return cell.column - 1 <= place < cell.column - 1 + cell.column_span
