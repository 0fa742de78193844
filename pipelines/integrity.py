"""Whether the tables of one report agree with each other, told before they are stored.

The same is checked of all reports together before publication (`pipelines.checks`). Here a mistake costs the report it
was made in; there it would hold up everyone's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipelines import schema

IN_ONE_REPORT = frozenset(table.name for table in schema.TABLES if table.group in {"reading", "records"})
"""Tables whose rows each come from one report and point to rows of that report alone."""


class IntegrityError(ValueError):
    """Tables of one report that contradict each other; the message names table and column."""


def check_report(report_id: str, tables: Mapping[str, pa.Table]) -> None:
    """Raise IntegrityError unless keys are unique and every reference inside the report leads to a row."""
    problem = next(_problems(report_id, tables), None)
    if problem is not None:
        raise IntegrityError(problem)


def _problems(report_id: str, tables: Mapping[str, pa.Table]) -> Iterator[str]:
    if "reports" not in tables or tables["reports"].num_rows != 1:
        yield "reports: there is not exactly one row"
        return
    for name, rows in tables.items():
        table = schema.table(name)
        if "report_id" in table.column_names and set(pc.unique(rows["report_id"]).to_pylist()) - {report_id}:
            yield f"{name}.report_id: rows of another report"
        keys = Counter(zip(*(rows[column].to_pylist() for column in table.key), strict=True))
        if len(keys) < rows.num_rows:
            values = ", ".join(map(str, keys.most_common(1)[0][0]))
            yield f"{name}: {', '.join(table.key)} is not unique ({values})"
        for column in table.columns:
            other, _, key = (column.references or "").partition(".")
            # what lies in other reports (duplicates, organisations) is filled in when all are put together
            if other in IN_ONE_REPORT and column.name != "report_id" and _strays(rows[column.name], tables, other, key):
                yield f"{name}.{column.name}: a value that is no {column.references}"
        if name != "pages" and "page" in table.column_names and _strays(rows["page"], tables, "pages", "page"):
            yield f"{name}.page: a page that is not in pages"


def _strays(values: pa.ChunkedArray, tables: Mapping[str, pa.Table], other: str, key: str) -> bool:
    """Whether a value, nulls aside, is none of the other table's keys."""
    present = values.drop_null()
    if other not in tables:
        return len(present) > 0
    return not pc.all(pc.is_in(present, value_set=tables[other][key].combine_chunks()), min_count=0).as_py()
