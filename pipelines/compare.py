"""What changed between two published generations: rows by key, and in which columns.

Read from their Parquet files, so that a generation that an analyst has open, or one that was refused, can be compared
as well. Columns that only one of the two has are told of and not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from pipelines import schema
from pipelines.ddl import literal
from pipelines.schema import Table

Kind = Literal["added", "removed", "changed"]
BATCH = 1_000


class CompareError(Exception):
    """A generation cannot be read."""


@dataclass(frozen=True, slots=True)
class TableDifference:
    """How many rows of a table came, went and changed."""

    table: str
    before: int
    """Rows of the first generation."""
    after: int
    added: int
    removed: int
    changed: int

    def __bool__(self) -> bool:
        """Whether there is a difference at all."""
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row that came, went or changed."""

    table: str
    kind: Kind
    key: tuple[str, ...]
    report_id: str | None
    columns: dict[str, tuple[str | None, str | None]]
    """Of a changed row: column to what it was and is, as text."""


def compare(first: Path, second: Path) -> list[TableDifference]:
    """Each table of the data model, from the generation in folder `first` to that in `second`. Raises CompareError."""
    with _open() as connection:
        return [_counted(connection, table, first, second) for table in schema.TABLES]


def rows(first: Path, second: Path, table: str) -> Iterator[RowDifference]:
    """Every row of a table that differs, by key. KeyError for an unknown table; raises CompareError."""
    declared = schema.table(table)
    with _open() as connection:
        joined, columns, sources = _joined(connection, declared, first, second)
        key = [f"CAST(coalesce(b.{name}, a.{name}) AS VARCHAR)" for name in declared.key]
        report = (
            "coalesce(b.report_id, a.report_id)" if "report_id" in columns or "report_id" in declared.key else "NULL"
        )
        values = [f"CAST({side}.{name} AS VARCHAR)" for side in "ab" for name in columns]
        differs = [f"a.{name} IS DISTINCT FROM b.{name}" for name in columns]
        wanted = [_kind(declared), f"[{', '.join(key)}]", report, _list(differs), _list(values)]
        sql = f"SELECT {', '.join(wanted)} FROM {joined} WHERE {_differs(declared, differs)} ORDER BY 2"
        cursor = _run(connection, sql, sources)
        while batch := cursor.fetchmany(BATCH):
            for kind, found, report_id, flags, texts in batch:
                told = {
                    name: (texts[number], texts[number + len(columns)])
                    for number, name in enumerate(columns)
                    if kind == "changed" and flags[number]
                }
                yield RowDifference(table, kind, tuple(found), report_id, told)


def _open() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"python_enable_replacements": False})


def _counted(connection: duckdb.DuckDBPyConnection, table: Table, first: Path, second: Path) -> TableDifference:
    joined, columns, sources = _joined(connection, table, first, second)
    differs = _differs(table, [f"a.{name} IS DISTINCT FROM b.{name}" for name in columns])
    had, has = (f"{side}.{table.key[0]} IS NOT NULL" for side in "ab")
    filters = had, has, f"NOT ({had})", f"NOT ({has})", f"{had} AND {has} AND ({differs})"
    counted = ", ".join(f"count(*) FILTER ({wanted})" for wanted in filters)
    ((before, after, added, removed, changed),) = _run(
        connection, f"SELECT {counted} FROM {joined}", sources
    ).fetchall()
    return TableDifference(table.name, before, after, added, removed, changed)


def _joined(
    connection: duckdb.DuckDBPyConnection, table: Table, first: Path, second: Path
) -> tuple[str, list[str], list[str]]:
    """The two tables joined by key as a and b, the other columns that both have, and the two files."""
    files = [str(folder / "parquet" / table.name / "part-0.parquet") for folder in (first, second)]
    names = []
    for file in files:
        described = _run(connection, f"DESCRIBE SELECT * FROM read_parquet({literal(file)})", []).fetchall()
        names.append([row[0] for row in described])
    if any(not set(table.key) <= set(found) for found in names):
        raise CompareError(f"{table.name} has another key in one of the two.")
    both = [name for name in names[1] if name in names[0] and name not in table.key]
    on = " AND ".join(f"a.{name} = b.{name}" for name in table.key)
    a, b = (f"read_parquet({literal(file)})" for file in files)
    return f"{a} AS a FULL JOIN {b} AS b ON {on}", both, files


def _differs(table: Table, columns: list[str]) -> str:
    missing = [f"{side}.{table.key[0]} IS NULL" for side in "ab"]
    return " OR ".join([*missing, *columns])


def _kind(table: Table) -> str:
    key = table.key[0]
    return f"CASE WHEN a.{key} IS NULL THEN 'added' WHEN b.{key} IS NULL THEN 'removed' ELSE 'changed' END"


def _list(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


def _run(connection: duckdb.DuckDBPyConnection, sql: str, sources: list[str]) -> duckdb.DuckDBPyConnection:
    try:
        return connection.execute(sql)
    except duckdb.Error as error:
        told = f" ({' and '.join(sources)})" if sources else ""
        raise CompareError(f"The generations cannot be compared{told}: {str(error).splitlines()[0]}") from error
