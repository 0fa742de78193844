"""Questions to the published database: read only, and unable to do anything but answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb

from pipelines.settings import Settings

BATCH = 1_000
"""Rows fetched at a time."""
ATTEMPTS = 5
"""Times a statement is asked again that failed without a reason."""


class NoDatabaseError(Exception):
    """Nothing is published in this warehouse yet."""


class QueryError(Exception):
    """The database cannot answer; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The names of the columns and the rows, which are fetched as they are asked for."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


@contextmanager
def connect(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads this database and nothing else: no other file, no network, no extension.

    Raises NoDatabaseError when nothing is published yet and QueryError when the file cannot be opened.
    """
    if not settings.database.exists():
        raise NoDatabaseError(f"There is no database at {settings.database} yet: `rapportlager build` makes it.")
    confined: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": False,
        "python_enable_replacements": False,
        "lock_configuration": True,
    }
    try:
        connection = duckdb.connect(str(settings.database), read_only=True, config=confined)
    except duckdb.Error as error:
        raise QueryError(f"{settings.database} cannot be opened: {_message(error)}") from error
    try:
        yield connection
    finally:
        connection.close()


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    """The answer to a statement, of several to the last. Raises QueryError for one that is wrong or gives no rows."""
    try:
        cursor = connection.execute(sql)
    except duckdb.Error as error:
        raise QueryError(_message(error)) from error
    except RuntimeError as error:  # a statement without anything in it
        raise QueryError(str(error)) from error
    if cursor is None or not cursor.description:
        raise QueryError("The statement gives no rows: ask with SELECT.")
    return Answer(tuple(column[0] for column in cursor.description), _rows(cursor, sql))


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str, *values: object) -> list[dict[str, Any]]:
    """All rows of a query with ``?`` for values, each as column to value. Raises QueryError."""
    try:
        cursor = connection.execute(sql, list(values))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    except duckdb.Error as error:  # a database that another version made, for one
        raise QueryError(_message(error)) from error


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[object, ...]]:
    try:
        while batch := cursor.fetchmany(BATCH):
            yield from batch
    except duckdb.InterruptException as error:
        raise QueryError(_reason(cursor, sql) or _message(error)) from error
    except duckdb.Error as error:  # some errors show only while rows are made
        raise QueryError(_message(error)) from error


def _reason(cursor: duckdb.DuckDBPyConnection, sql: str) -> str | None:
    """What a statement fails of, asked again: DuckDB may tell only that one of its threads stopped the others."""
    for _ in range(ATTEMPTS):
        try:
            cursor.execute(sql)
            while cursor.fetchmany(BATCH):
                pass
        except duckdb.InterruptException:
            continue
        except duckdb.Error as error:
            return _message(error)
    return None


def _message(error: Exception) -> str:
    """What DuckDB says, without the lines it draws under the statement; those suppose a wide terminal."""
    lines = [line.strip() for line in str(error).splitlines()]
    told = [line for line in lines if line and not line.startswith(("LINE ", "^"))]
    return " ".join(told)
