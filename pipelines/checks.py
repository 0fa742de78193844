"""What must hold before a database is published, as SQL that gives the rows at fault.

The checks are made from the data model and run on the finished file, where an analyst can run them again. A failed
check of severity ``error`` stops the publication; a ``warning`` is told and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import duckdb

from pipelines import schema
from pipelines.ddl import allowed_values

SHOWN = 10
"""Offenders told of per check."""
SLACK = 1.0
"""Points a box may reach over the edge of its page: half a thick line."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule: `sql` gives one row per offender, its first columns enough to find it by."""

    name: str
    table: str
    severity: Severity
    description: str
    sql: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How a check went: how many rows are at fault, and the first of them as column to value."""

    check: Check
    offenders: int
    examples: tuple[dict[str, object], ...] = ()

    @property
    def passed(self) -> bool:
        """No row is at fault."""
        return self.offenders == 0

    @property
    def blocks(self) -> bool:
        """It stops the publication."""
        return not self.passed and self.check.severity == "error"

    def __str__(self) -> str:
        first = "; ".join(
            ", ".join(f"{name} {value!r:.60}" for name, value in example.items()) for example in self.examples[:3]
        )
        return f"{self.check.name}: {self.check.description}: {self.offenders} rows at fault ({first})"


def checks(rows: Mapping[str, int]) -> Iterator[Check]:
    """Every check of a database; `rows` tells how many rows each table was written with."""
    for table in schema.TABLES:
        yield from _of_table(table, rows[table.name])


def _of_table(table: schema.Table, rows: int) -> Iterator[Check]:
    name = table.name
    key = ", ".join(table.key)
    yield Check(
        f"{name}_row_count",
        name,
        "error",
        f"{name} has the {rows} rows of its Parquet file",
        f"SELECT count(*) AS found, {rows} AS expected FROM {name} HAVING count(*) <> {rows}",
    )
    yield Check(
        f"{name}_unique",
        name,
        "error",
        f"{key} is unique",
        f"SELECT {key}, count(*) AS times FROM {name} GROUP BY {key} HAVING count(*) > 1",
    )
    required = [column.name for column in table.columns if column.required]
    yield Check(
        f"{name}_required",
        name,
        "error",
        "required columns hold a value",
        f"SELECT {key} FROM {name} WHERE {' OR '.join(f'{column} IS NULL' for column in required)}",
    )
    limited = [column for column in table.columns if column.allowed]
    if limited:
        yield Check(
            f"{name}_allowed",
            name,
            "error",
            f"{', '.join(column.name for column in limited)} hold values that are declared",
            f"SELECT {key}, {', '.join(column.name for column in limited)} FROM {name} "
            f"WHERE {' OR '.join(f'NOT ({allowed_values(column)})' for column in limited)}",
        )
    for column in table.columns:
        if column.references:
            other, _, other_key = column.references.partition(".")
            yield Check(
                f"{name}_{column.name}_known",
                name,
                "error",
                f"{column.name} is a {column.references}",
                f"SELECT DISTINCT f.{column.name} FROM {name} AS f "
                f"ANTI JOIN {other} AS o ON f.{column.name} = o.{other_key} WHERE f.{column.name} IS NOT NULL",
            )
    names = set(table.column_names)
    if {"report_id", "page"} <= names and name != "pages":
        yield Check(
            f"{name}_page_known",
            name,
            "error",
            "the page a row stands on is in pages",
            f"SELECT {key}, f.report_id, f.page FROM {name} AS f ANTI JOIN pages AS p USING (report_id, page) "
            "WHERE f.page IS NOT NULL",
        )
        if "bbox" in names:
            # A page can have text beyond its edge, so this tells of the reader or of the page, and stops nobody.
            yield Check(
                f"{name}_bbox_on_page",
                name,
                "warning",
                "the box of a row has a size and lies on its page",
                f"SELECT {key}, f.report_id, f.page, f.bbox FROM {name} AS f JOIN pages AS p USING (report_id, page) "
                "WHERE f.bbox.x0 > f.bbox.x1 OR f.bbox.top > f.bbox.bottom "
                f"OR f.bbox.x0 < -{SLACK} OR f.bbox.top < -{SLACK} "
                f"OR f.bbox.x1 > p.width + {SLACK} OR f.bbox.bottom > p.height + {SLACK}",
            )


def run(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, int]) -> list[CheckResult]:
    """Every check on the database that the connection has open, in the order of `checks`."""
    return [_run(connection, check) for check in checks(rows)]


def _run(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckResult:
    counted = connection.execute(f"SELECT count(*) FROM ({check.sql})").fetchall()
    offenders = int(counted[0][0])
    if not offenders:
        return CheckResult(check, 0)
    cursor = connection.execute(f"{check.sql} ORDER BY ALL LIMIT {SHOWN}")
    names = [column[0] for column in cursor.description]
    examples = tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    return CheckResult(check, offenders, examples)
