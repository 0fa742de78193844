"""Ready-made views: the joins that most questions begin with, over current reports alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines import schema

REPORT_COLUMNS = {
    "report_title": "title",
    "publisher": "publisher",
    "report_family": "family",
    "report_year": "fiscal_year",
}
"""What a view tells of the report a fact comes from: its name there, its name in `reports`."""


@dataclass(frozen=True, slots=True)
class View:
    """A view: what one row is, its SQL and the comment of each column, in order."""

    name: str
    row: str
    sql: str
    columns: dict[str, str]

    @property
    def comment(self) -> str:
        """The text of the view's COMMENT."""
        return f"One row is {self.row}."


def _facts(
    name: str,
    row: str,
    table: str,
    leave: Sequence[str] = (),
    where: str = "true",
    extra: Mapping[str, tuple[str, str]] | None = None,
) -> View:
    """Rows of a table with what their report is called, from current reports alone.

    `leave` names columns that are left out; `extra` adds some, by name: SQL over ``f`` (the fact) and comment.
    """
    declared = schema.table(table)
    columns = {"report_id": ("f.report_id", declared.column("report_id").comment)}
    for shown, own in REPORT_COLUMNS.items():
        columns[shown] = (f"r.{own}", schema.REPORTS.column(own).comment)
    columns |= extra or {}
    for column in declared.columns:
        if column.name not in leave:
            columns.setdefault(column.name, (f"f.{column.name}", column.comment))
    selected = ", ".join(f"{sql} AS {shown}" for shown, (sql, _) in columns.items())
    return View(
        name,
        row,
        f"SELECT {selected}\nFROM {table} AS f JOIN reports AS r USING (report_id)\nWHERE r.is_current AND {where}",
        {shown: comment for shown, (_, comment) in columns.items()},
    )


def _provenance() -> View:
    """Every row that has a place on a page, whatever its table."""
    parts = []
    for table in schema.TABLES:
        names = set(table.column_names)
        if {"page", "bbox", "report_id"} <= names and len(table.key) == 1:
            text = next(name for name in ("source_text", "text", "title") if name in names)
            parts.append(
                f"SELECT {table.key[0]} AS id, '{table.name}' AS table_name, report_id, page, bbox, "
                f"{text} AS source_text FROM {table.name}"
            )
    return View(
        "provenance",
        "one row of any table with its place on a page: where to look when a value is in doubt",
        "\nUNION ALL\n".join(parts),
        {
            "id": "The row's own id: project_id, budget_id and so on.",
            "table_name": "The table it stands in.",
            "report_id": schema.REPORT_ID.comment,
            "page": schema.PAGE.comment,
            "bbox": schema.BOX.comment,
            "source_text": schema.SOURCE_TEXT.comment,
        },
    )


def _report_overview() -> View:
    counted = [
        table.name
        for table in schema.TABLES
        if table.group in {"records", "reading"} and table.name not in {"pages", "source_cells"}
    ]
    own = (
        "report_id",
        "family",
        "title",
        "publisher",
        "fiscal_year",
        "status",
        "error_kind",
        "error_detail",
        "page_count",
        "file_name",
        "is_current",
        "ingested_at",
    )
    selected = [f"r.{name}" for name in own]
    comments = {name: schema.REPORTS.column(name).comment for name in own}
    joins = []
    for name in counted:
        selected.append(f"coalesce({name}_count.n, 0) AS {name}_count")
        comments[f"{name}_count"] = f"Rows in {name}. Unit: rows."
        counts = f"SELECT report_id, count(*) AS n FROM {name} GROUP BY report_id"
        joins.append(f"LEFT JOIN ({counts}) AS {name}_count USING (report_id)")
    sql = f"SELECT {', '.join(selected)}\nFROM reports AS r\n" + "\n".join(joins)
    return View("report_overview", "one report and how many rows were read from it", sql, comments)


VIEWS: tuple[View, ...] = (
    _report_overview(),
    _facts("current_projects", "one project of a current report, with what its report is called", "projects"),
    _facts(
        "indicator_outcomes",
        "one indicator of a current report, its outcome beside its target",
        "indicators",
        where="(f.outcome_text IS NOT NULL OR f.outcome_value IS NOT NULL OR f.target_text IS NOT NULL)",
        extra={"difference": ("f.outcome_value - f.target_value", "Outcome minus target, in `unit`.")},
    ),
    _facts(
        "budget_statements",
        "one cell of a financial table of a current report",
        "budgets",
        leave=("project_id", "kind", "subregion", "theme"),
        where="f.kind = 'statement'",
    ),
    _facts("current_activities", "one activity of a current report, with what its report is called", "activities"),
    View(
        "findings_by_severity",
        "one rule in one report and how many findings it gave there, the gravest first",
        "SELECT f.severity, f.rule, f.report_id, r.title AS report_title, count(*) AS findings_count\n"
        "FROM findings AS f JOIN reports AS r USING (report_id)\n"
        "GROUP BY f.severity, f.rule, f.report_id, r.title\n"
        "ORDER BY CASE f.severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END,\n"
        "    findings_count DESC, f.rule, f.report_id",
        {
            "severity": schema.FINDINGS.column("severity").comment,
            "rule": schema.FINDINGS.column("rule").comment,
            "report_id": schema.REPORT_ID.comment,
            "report_title": schema.REPORTS.column("title").comment,
            "findings_count": "Findings of that rule in that report. Unit: rows.",
        },
    ),
    _provenance(),
)
