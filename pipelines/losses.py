"""Rows that were there and are not, though the file they were read from is the same: a fault of the reader, most often.

Compared by content, not by name. Rows of files that were removed, replaced or superseded are no loss: removed and
replaced ones have no unchanged content, superseded ones keep their rows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines import schema
from pipelines.checks import Check, CheckResult, Severity

LEAST = 3
"""Fewer rows of a table are never a sudden loss, whatever share they are."""
KEEPS_ROWS = "reports_keep_rows"
"""Name of the check."""
STEADY = "files that did not change give as many rows as before"
COUNTED = frozenset(
    table.name for table in schema.TABLES if "report_id" in table.column_names and table.group in {"records", "reading"}
) - {"findings"}
"""Tables whose rows count. Fewer findings are no loss."""

Told = Mapping[str, Mapping[str, Any]]
"""Reports as a manifest tells of them: by id, with `sha256` and `rows` by table."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One table's lost rows over all reports whose file did not change."""

    table: str
    before: int
    """Rows that those reports had."""
    by_report: dict[str, int]
    """Rows lost by each report that lost some, the most first."""

    @property
    def lost(self) -> int:
        """Rows lost; what other reports gained makes up for none."""
        return sum(self.by_report.values())

    def is_sudden(self, share: float) -> bool:
        """Whether more than that share of the rows is gone."""
        return self.lost >= LEAST and self.lost > share * self.before


def losses(before: Told, after: Told) -> list[Loss]:
    """What each table lost between two generations, in the order of the data model; tables that lost nothing aside."""
    had, has = _by_content(before), _by_content(after)
    # a copy whose original was written over is not read until the next whole build: nothing is lost meanwhile
    read = {name: report for name, report in after.items() if report["sha256"] and report.get("status") != "duplicate"}
    names = {report["sha256"]: name for name, report in sorted(read.items(), reverse=True)}
    found = []
    for table in (table.name for table in schema.TABLES if table.name in COUNTED):
        kept = [content for content in had if content in names]
        gone = {names[content]: had[content][table] - has[content][table] for content in kept}
        by_report = {name: rows for name, rows in sorted(gone.items(), key=lambda one: (-one[1], one[0])) if rows > 0}
        if by_report:
            found.append(Loss(table, sum(had[content][table] for content in kept), by_report))
    return found


def _by_content(reports: Told) -> dict[str, Counter[str]]:
    """Rows by table of each content; a copy, which has none, adds nothing to its original."""
    rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report in reports.values():
        if report["sha256"]:
            rows[report["sha256"]].update(report["rows"])
    return rows


def check(found: Sequence[Loss], share: float, approved: bool) -> CheckResult:
    """The check of sudden losses; it blocks unless someone approved. Lesser losses are told by `warning`."""
    sudden = [loss for loss in found if loss.is_sudden(share)]
    severity: Severity = "warning" if approved or not sudden else "error"
    told = sudden or found
    about = f"no table has lost more than {share:.0%} of the rows of files that did not change" if sudden else STEADY
    examples = tuple(
        {"table": loss.table, "report": name, "rows lost": rows, "of all": loss.before}
        for loss in told
        for name, rows in list(loss.by_report.items())[:3]
    )
    return CheckResult(Check(KEEPS_ROWS, "reports", severity, about, ""), sum(one.lost for one in told), examples)
