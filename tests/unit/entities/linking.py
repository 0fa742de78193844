"""Rows of small reports, linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pipelines import arrow, schema
from pipelines.entities import Aliases, link
from pipelines.entities.aliases import Alias

Row = dict[str, Any]
BOX = {"x0": 1.0, "top": 2.0, "x1": 3.0, "bottom": 4.0}
PLACE = {"page": 1, "bbox": BOX}


def project(report_id: str, name: str, owner: str | None = None, **more: Any) -> Row:
    number = f"{report_id}-{name}-{owner}-{more.get('page', 1)}"
    row = {"project_id": f"project-{number}", "report_id": report_id, "kind": "project", "name": name, "owner": owner}
    return row | PLACE | {"source_text": name} | more


def indicator(report_id: str, name: str, **more: Any) -> Row:
    row = {"indicator_id": f"indicator-{report_id}-{name}-{more}", "report_id": report_id, "kind": "indicator"}
    return row | PLACE | {"name": name, "source_text": name} | more


def mention(report_id: str, name: str, reason: str | None = None, project_id: str | None = None) -> Row:
    row = {"mention_id": f"mention-{report_id}-{name}", "report_id": report_id, "role": "text", "name": name}
    return row | PLACE | {"link_reason": reason, "project_id": project_id, "source_text": name}


def reports_of(rows: Sequence[Row], publishers: Mapping[str, str] | None = None) -> list[Row]:
    counts = {column.name: 0 for column in schema.REPORTS.columns if column.required and column.type == schema.COUNT}
    return [
        counts
        | {"report_id": report_id, "file_name": f"{report_id}.pdf", "status": "ok", "is_current": True}
        | {"text_source": "native", "pipeline_version": "1", "ingested_at": datetime(2026, 1, 1)}
        | {"publisher": (publishers or {}).get(report_id)}
        for report_id in sorted({row["report_id"] for row in rows})
    ]


def linked(
    projects: Sequence[Row] = (),
    indicators: Sequence[Row] = (),
    mentions: Sequence[Row] = (),
    budgets: Sequence[Row] = (),
    publishers: Mapping[str, str] | None = None,
    aliases: Sequence[tuple[str, str, str, str]] = (),
) -> dict[str, list[Row]]:
    """Every table after linking, as rows."""
    rows = {
        "reports": reports_of([*projects, *indicators, *mentions, *budgets], publishers),
        "projects": list(projects),
        "indicators": list(indicators),
        "budgets": list(budgets),
        "organisation_mentions": list(mentions),
    }
    tables = {table.name: arrow.to_table(table.name, rows.get(table.name, [])) for table in schema.TABLES}
    said = Aliases(tuple(Alias(*alias) for alias in aliases))
    return {name: table.to_pylist() for name, table in link(tables, said).items()}
