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


def _indicator_series() -> View:
    """One publisher's indicators year by year; where several reports give a year, the latest report does."""
    own = (
        "indicator_key",
        "name",
        "breakdown",
        "unit",
        "year",
        "outcome_value",
        "outcome_text",
        "target_value",
        "is_met",
    )
    comments = {"publisher": schema.REPORTS.column("publisher").comment}
    comments |= {name: schema.INDICATORS.column(name).comment for name in own}
    comments |= {
        "earlier_year": "The year before it in the series. Unit: year.",
        "earlier_value": "The outcome of that year, in `unit`; NULL where the unit was another.",
        "change": "Outcome minus that of the earlier year, in `unit`.",
        "years_count": "Years the series has. Unit: years.",
        "report_id": schema.REPORT_ID.comment,
        "page": schema.PAGE.comment,
    }
    sql = """WITH told AS (
    SELECT r.publisher, f.*, r.fiscal_year AS report_year
    FROM indicators AS f JOIN reports AS r USING (report_id)
    WHERE r.is_current AND f.indicator_key IS NOT NULL AND f.year IS NOT NULL AND f.outcome_value IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY f.indicator_key, f.year ORDER BY r.fiscal_year DESC NULLS LAST, f.report_id DESC, f.indicator_id
    ) = 1
), series AS (
    SELECT *, lag(year) OVER years AS earlier_year,
        CASE WHEN lag(unit) OVER years IS NOT DISTINCT FROM unit THEN lag(outcome_value) OVER years END
            AS earlier_value,
        count(*) OVER (PARTITION BY indicator_key) AS years_count
    FROM told WINDOW years AS (PARTITION BY indicator_key ORDER BY year)
)
SELECT publisher, indicator_key, name, breakdown, unit, year, outcome_value, outcome_text, target_value, is_met,
    earlier_year, earlier_value, outcome_value - earlier_value AS change, years_count, report_id, page
FROM series"""
    return View("indicator_series", "one indicator of one publisher in one year, beside the year before", sql, comments)


def _budget_change() -> View:
    """Lines of financial tables beside the same line of the year before, whatever report gave it."""
    own = ("table_title", "section", "line_item", "measure", "fiscal_year", "amount_sek", "is_total")
    comments = {"publisher": schema.REPORTS.column("publisher").comment}
    comments |= {name: schema.BUDGETS.column(name).comment for name in own}
    comments |= {
        "earlier_year": "The year before it for that line and measure. Unit: year.",
        "earlier_sek": "The amount of that year. Unit: kronor.",
        "change_sek": "Amount minus that of the earlier year. Unit: kronor.",
        "change_percent": "The change as a share of the earlier amount. Unit: %.",
        "report_id": schema.REPORT_ID.comment,
        "page": schema.PAGE.comment,
    }
    sql = """WITH lines AS (
    SELECT r.publisher, r.fiscal_year AS report_year, f.*,
        [lower(coalesce(r.publisher, f.report_id)), lower(regexp_replace(coalesce(f.table_title, ''), '(19|20)[0-9]{2}',
            '', 'g')), lower(coalesce(f.section, '')), lower(f.line_item), f.measure] AS line
    FROM budgets AS f JOIN reports AS r USING (report_id)
    WHERE r.is_current AND f.kind = 'statement' AND f.amount_sek IS NOT NULL AND f.measure IS NOT NULL
        AND f.fiscal_year IS NOT NULL AND f.line_item IS NOT NULL
), told AS (
    SELECT * FROM lines
    QUALIFY count(*) OVER (PARTITION BY line, fiscal_year, report_id) = 1
        AND row_number() OVER (
            PARTITION BY line, fiscal_year ORDER BY report_year DESC NULLS LAST, report_id DESC, budget_id) = 1
), series AS (
    SELECT *, lag(fiscal_year) OVER years AS earlier_year, lag(amount_sek) OVER years AS earlier_sek
    FROM told WINDOW years AS (PARTITION BY line ORDER BY fiscal_year)
)
SELECT publisher, table_title, section, line_item, measure, fiscal_year, amount_sek, is_total, earlier_year,
    earlier_sek, amount_sek - earlier_sek AS change_sek,
    round(100 * (amount_sek - earlier_sek)::DOUBLE / nullif(abs(earlier_sek), 0)::DOUBLE, 1) AS change_percent,
    report_id, page
FROM series WHERE earlier_year IS NOT NULL"""
    return View("budget_change", "one line of a financial table in one year, beside the year before", sql, comments)


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
    _indicator_series(),
    _budget_change(),
    _facts("current_activities", "one activity of a current report, with what its report is called", "activities"),
    View(
        "findings_by_severity",
        "one rule in one report and how many findings it gave there, the gravest first",
        "SELECT f.severity, f.rule, f.report_id, r.title AS report_title, count(*) AS findings_count\n"
        "FROM findings AS f LEFT JOIN reports AS r USING (report_id)\n"
        "GROUP BY f.severity, f.rule, f.report_id, r.title\n"
        "ORDER BY CASE f.severity WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END,\n"
        "    findings_count DESC, f.rule, f.report_id",
        {
            "severity": schema.FINDINGS.column("severity").comment,
            "rule": schema.FINDINGS.column("rule").comment,
            "report_id": schema.FINDINGS.column("report_id").comment,
            "report_title": schema.REPORTS.column("title").comment,
            "findings_count": "Findings of that rule in that report. Unit: rows.",
        },
    ),
    _provenance(),
)
