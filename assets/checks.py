"""The checks before publication, as asset checks: one per table for what must hold, one for what should.

Each gathers several rules of `pipelines.checks`, since every check result costs time and space in the event log; the
rules at fault stand in its metadata, with the first rows of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import dagster as dg

from pipelines import checks, losses, schema
from pipelines.checks import CheckResult, Severity
from pipelines.escapes import for_markdown
from pipelines.overview import report_lines
from pipelines.query import connect
from pipelines.settings import Settings
from pipelines.warehouse import Published

NAMES: dict[Severity, str] = {"error": "contract", "warning": "plausible"}
SEVERITIES = {"error": dg.AssetCheckSeverity.ERROR, "warning": dg.AssetCheckSeverity.WARN}
READABLE = "readable"
SHOWN = 20
"""Unreadable reports told of by name."""


def check_specs() -> list[dg.AssetCheckSpec]:
    """Every asset check there is."""
    rules: dict[tuple[str, Severity], list[str]] = {}
    for rule in checks.checks({table.name: 0 for table in schema.TABLES}):
        about = (
            f"{rule.table} has the rows of its Parquet file" if rule.name.endswith("_row_count") else rule.description
        )
        rules.setdefault((rule.table, rule.severity), []).append(about)
    rules["reports", "error"].append("files that did not change have not suddenly lost many rows")
    rules["reports", "warning"] = [losses.STEADY]
    specs = [
        dg.AssetCheckSpec(NAMES[severity], asset=table, description=_sentence(described), blocking=severity == "error")
        for (table, severity), described in rules.items()
    ]
    readable = dg.AssetCheckSpec(READABLE, asset="reports", description="Every report could be read.")
    return [*specs, readable]


def _sentence(rules: Sequence[str]) -> str:
    text = "; ".join(rules)
    return f"{text[0].upper()}{text[1:]}."


def check_results(settings: Settings, published: Published) -> Iterator[dg.AssetCheckResult]:
    """How every asset check went. A generation that stays is checked again, so that each build tells of all."""
    results: Sequence[CheckResult] = published.checks
    if not results:
        with connect(settings) as connection:
            results = [*checks.run(connection, published.rows), losses.check([], settings.max_loss, approved=False)]
    yield from rule_results(results)
    failed = [line for line in report_lines(settings, failed=True) if line.status == "failed"]
    yield dg.AssetCheckResult(
        asset_key="reports",
        check_name=READABLE,
        passed=not failed,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "unreadable": len(failed),
            "first": _markdown(
                ("report", "kind", "why", "tries"),
                [
                    (line.report_id, line.error_kind or "", line.error_detail or "", line.tries)
                    for line in failed[:SHOWN]
                ],
            ),
        },
    )


def rule_results(results: Sequence[CheckResult]) -> Iterator[dg.AssetCheckResult]:
    """Results of rules, gathered by table and severity."""
    gathered: dict[tuple[str, Severity], list[CheckResult]] = {}
    for result in results:
        gathered.setdefault((result.check.table, result.check.severity), []).append(result)
    for (table, severity), group in gathered.items():
        failed = [result for result in group if not result.passed]
        yield dg.AssetCheckResult(
            asset_key=table,
            check_name=NAMES[severity],
            passed=not failed,
            severity=SEVERITIES[severity],
            metadata={
                "rules": len(group),
                "rows at fault": sum(result.offenders for result in failed),
                "at fault": _markdown(
                    ("rule", "rows", "first"),
                    [(result.check.description, str(result.offenders), _first(result)) for result in failed],
                ),
            },
        )


def _first(result: CheckResult) -> str:
    return "; ".join(", ".join(f"{name} {value}" for name, value in row.items()) for row in result.examples[:3])


def _markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dg.MarkdownMetadataValue:
    lines = [header, ["---"] * len(header), *([for_markdown(cell, 200) for cell in row] for row in rows)]
    return dg.MetadataValue.md("\n".join(f"| {' | '.join(line)} |" for line in lines) if rows else "None.")
