"""``docs/dictionary.md``, made from the declaration: ``python -m pipelines.dictionary``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipelines import schema
from pipelines.settings import ROOT
from pipelines.views import VIEWS, View

PATH = ROOT / "docs" / "dictionary.md"

TYPES = {schema.BBOX: "BBOX"}
"""Types too long for a table."""

INTRODUCTION = f"""# Data dictionary

Every table and column of `rapportlager.duckdb`, made from `pipelines/schema.py` by `python -m pipelines.dictionary`.
The same texts are comments in the database: `SELECT * FROM duckdb_columns()` shows them.

- Unknown is NULL, never 0 and never guessed.
- A column whose name ends in `_sek` is money in kronor.
- `BBOX` is `{schema.BBOX}`: the place on the page, from its top left corner.
- A column that is *required* is never NULL. One that *references* another holds values of that column, or NULL.
"""

GROUPS = {
    "report": "Reports",
    "records": "What the reports say",
    "entities": "What holds across reports",
    "reading": "What was read, before any meaning is given",
}
"""Groups of tables in the order of the page."""


def render() -> str:
    """The whole page as Markdown."""
    parts = [INTRODUCTION, "\n".join(_contents())]
    for group, title in GROUPS.items():
        parts.append(f"## {title}")
        parts += ["\n".join(_table(table)) for table in schema.TABLES if table.group == group]
    parts.append("## Views")
    parts += ["\n".join(_view(view)) for view in VIEWS]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _contents() -> Iterator[str]:
    yield from _rows(
        ("table or view", "one row is"),
        [
            *((f"[`{table.name}`](#{table.name})", table.row) for table in schema.TABLES),
            *((f"[`{view.name}`](#{view.name})", view.row) for view in VIEWS),
        ],
    )


def _table(table: schema.Table) -> Iterator[str]:
    yield f"### {table.name}"
    yield ""
    yield f"{table.comment} Key: {', '.join(f'`{name}`' for name in table.key)}."
    yield ""
    yield from _rows(
        ("column", "type", "required", "unit", "meaning", "source"),
        [
            (
                f"`{column.name}`",
                f"`{TYPES.get(column.type, column.type)}`",
                "yes" if column.required else "",
                column.unit or "",
                _meaning(column),
                column.source or "",
            )
            for column in table.columns
        ],
    )


def _meaning(column: schema.Column) -> str:
    parts = [column.description.rstrip(".") + "."]
    if column.allowed:
        parts.append(f"One of {', '.join(f'`{value}`' for value in column.allowed)}.")
    if column.references:
        parts.append(f"References `{column.references}`.")
    return " ".join(parts)


def _view(view: View) -> Iterator[str]:
    yield f"### {view.name}"
    yield ""
    yield view.comment
    yield ""
    yield from _rows(("column", "meaning"), [(f"`{name}`", comment) for name, comment in view.columns.items()])


def _rows(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(header)
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
