"""The data model as SQL: CREATE TABLE and COMMENT statements."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines import schema
from pipelines.views import View

INDEXED = frozenset({"reports", "organisations", "projects"})
"""Small tables that others point to. They get a PRIMARY KEY; an index on the large ones would triple the file, so
their keys are checked before publication instead, like all references."""


METADATA = """CREATE TABLE metadata (key VARCHAR NOT NULL, value VARCHAR NOT NULL);
COMMENT ON TABLE metadata IS 'One row is one fact about this database: its snapshot, when it was made and by what.';
COMMENT ON COLUMN metadata.key IS 'Name of the fact.';
COMMENT ON COLUMN metadata.value IS 'The fact; times in UTC.'"""
"""What a database tells of itself."""


def literal(text: str) -> str:
    """Text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def allowed_values(column: schema.Column) -> str:
    """The condition that a column holds one of its allowed values."""
    return f"{column.name} IN ({', '.join(literal(value) for value in column.allowed)})"


def create_table(table: schema.Table) -> str:
    """CREATE TABLE with types, NOT NULL, CHECK of allowed values, and PRIMARY KEY where it is cheap."""
    lines = [f"{column.name} {column.type}{' NOT NULL' if column.required else ''}" for column in table.columns]
    lines += [f"CHECK ({allowed_values(column)})" for column in table.columns if column.allowed]
    if table.name in INDEXED:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    return f"CREATE TABLE {table.name} (\n    " + ",\n    ".join(lines) + "\n)"


def comments(table: schema.Table) -> Iterator[str]:
    """COMMENT statements for a table and each of its columns."""
    yield f"COMMENT ON TABLE {table.name} IS {literal(table.comment)}"
    for column in table.columns:
        yield f"COMMENT ON COLUMN {table.name}.{column.name} IS {literal(column.comment)}"


def create_view(view: View) -> str:
    """CREATE VIEW."""
    return f"CREATE VIEW {view.name} AS\n{view.sql}"


def view_comments(view: View) -> Iterator[str]:
    """COMMENT statements for a view and each of its columns."""
    yield f"COMMENT ON VIEW {view.name} IS {literal(view.comment)}"
    for name, comment in view.columns.items():
        yield f"COMMENT ON COLUMN {view.name}.{name} IS {literal(comment)}"
