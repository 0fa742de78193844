"""The first rows of a published table, as Markdown."""

from __future__ import annotations

import pyarrow.parquet as pq

from pipelines import schema
from pipelines.escapes import for_markdown
from pipelines.settings import Settings
from pipelines.warehouse import PART

ROWS = 8
LEFT_OUT = frozenset({"bbox", "sha256", "pipeline_version"})


def preview(settings: Settings, name: str, rows: int = ROWS) -> str:
    """The first `rows` rows as a Markdown table, columns without a value left out; a sentence where there are none.

    Raises FileNotFoundError when nothing is published yet and KeyError for an unknown name.
    """
    declared = schema.table(name)
    columns = [column.name for column in declared.columns if column.name not in LEFT_OUT]
    with pq.ParquetFile(settings.parquet / declared.name / PART) as file:
        first = next(file.iter_batches(batch_size=rows, columns=columns), None)
    found = first.to_pylist() if first is not None else []
    if not found:
        return "No rows."
    shown = [column for column in columns if any(row[column] not in (None, []) for row in found)]
    lines = [shown, ["---"] * len(shown), *([_cell(row[column]) for column in shown] for row in found)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return for_markdown("; ".join(map(str, value)) if isinstance(value, list) else str(value))
