"""What a warehouse holds, for people: its reports one by one, and all of it in numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import duckdb

from pipelines import schema, store
from pipelines.query import connect, rows_of
from pipelines.settings import Settings

FACTS = tuple(table.name for table in schema.TABLES if table.group == "records" and table.name != "findings")
"""Tables whose rows say what reports say."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report: what became of it."""

    report_id: str
    file_name: str
    family: str | None
    status: str
    error_kind: str | None
    error_detail: str | None
    pages: int | None
    facts: int
    """Rows in all tables of facts."""
    findings: int
    ingested_at: datetime
    """First sight of its content, UTC."""
    tries: str = ""
    """Of one that was not read wholly: how often it was tried, and whether it will be again by itself."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A published warehouse in numbers."""

    statuses: dict[str, int]
    """Reports by status, those without any left out."""
    rows: dict[str, int]
    """By table."""
    findings: dict[str, int]
    """By severity, the gravest first."""
    unreadable: tuple[ReportLine, ...]


def report_lines(settings: Settings, failed: bool = False) -> list[ReportLine]:
    """Every report in the order of ids; with `failed` those alone that could not be read, or not wholly.

    Raises NoDatabaseError and QueryError.
    """
    with connect(settings) as connection:
        lines = _report_lines(connection, ("failed", "partial") if failed else ())
    return [replace(line, tries=_tries(settings, line.report_id)) for line in lines] if failed else lines


def _tries(settings: Settings, report_id: str) -> str:
    receipt = store.read_receipt(settings.records, report_id, verify=False)
    if receipt is None or receipt.limits is None:
        return "final"  # the same file gives the same again
    most = settings.max_attempts
    return f"{receipt.attempts} of {most}" if receipt.attempts < most else f"{receipt.attempts}, given up"


def summary(settings: Settings) -> Summary:
    """What is published. Raises NoDatabaseError and QueryError."""
    with connect(settings) as connection:
        return Summary(
            statuses=_counted(connection, "reports", "status"),
            rows={table.name: _rows(connection, table.name) for table in schema.TABLES},
            findings=_counted(connection, "findings", "severity", all_values=True),
            unreadable=tuple(_report_lines(connection, ("failed",))),
        )


def _report_lines(connection: duckdb.DuckDBPyConnection, statuses: tuple[str, ...]) -> list[ReportLine]:
    facts = " + ".join(f"{name}_count" for name in FACTS)
    chosen = f"WHERE list_contains({list(statuses)}, status)" if statuses else ""
    rows = rows_of(
        connection,
        f"SELECT report_id, file_name, family, status, error_kind, error_detail, page_count AS pages, "
        f"{facts} AS facts, findings_count AS findings, ingested_at FROM report_overview {chosen} ORDER BY report_id",
    )
    return [ReportLine(**row) for row in rows]


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    counted: int = rows_of(connection, f"SELECT count(*) AS n FROM {table}")[0]["n"]
    return counted


def _counted(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, all_values: bool = False
) -> dict[str, int]:
    """Rows by value, in the order in which the values are declared."""
    rows = rows_of(connection, f"SELECT {column} AS value, count(*) AS n FROM {table} GROUP BY ALL")
    found = {row["value"]: row["n"] for row in rows}
    declared = schema.table(table).column(column).allowed
    return {value: found.get(value, 0) for value in declared if all_values or value in found}
