"""Editions of one report: a corrected one, printed later, takes the place of the older one.

Two reports are editions of each other when publisher, family, title and period are the same. The later printed date
decides, never the order of arrival. Both keep their rows; `reports.is_current` tells which counts. Where no date
settles it both stay current, and a finding tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pyarrow as pa

from pipelines import arrow
from pipelines.entities.groups import key_of

Report = Mapping[str, Any]
READ = ("ok", "partial")


def mark(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """All tables with `supersedes_report_id` and `is_current` filled in, and a finding where editions are unclear."""
    reports = tables["reports"].to_pylist()
    findings: list[dict[str, object]] = []
    by_id = {report["report_id"]: report for report in reports}
    for group in _groups(reports):
        for newer, older in _replaced(group):
            by_id[newer]["supersedes_report_id"] = by_id[newer]["supersedes_report_id"] or older
            by_id[older]["is_current"] = False
        findings += _unclear(group)
    return {
        **tables,
        "reports": arrow.to_table("reports", reports),
        "findings": pa.concat_tables([tables["findings"], arrow.to_table("findings", findings)]),
    }


def _groups(reports: Sequence[Report]) -> Iterator[list[Report]]:
    """Reports that are editions of each other, two or more, in the order of date and id."""
    groups: defaultdict[tuple[object, ...], list[Report]] = defaultdict(list)
    for report in reports:
        said = [report[name] for name in ("family", "publisher", "title")]
        period = [report[name] for name in ("period_start", "period_end", "fiscal_year")]
        if report["status"] in READ and all(said) and (all(period[:2]) or period[2]):
            groups[(*(" ".join(text.casefold().split()) for text in said), *period)].append(report)
    for group in groups.values():
        if len(group) > 1:
            yield sorted(group, key=lambda report: (str(report["published_on"] or ""), report["report_id"]))


def _replaced(group: Sequence[Report]) -> Iterator[tuple[str, str]]:
    """Newer and older edition: each dated one with every one of the date before it."""
    dates = sorted({report["published_on"] for report in group if report["published_on"]})
    of_date = {day: [report["report_id"] for report in group if report["published_on"] == day] for day in dates}
    for earlier, later in pairwise(dates):
        for newer in of_date[later]:
            for older in of_date[earlier]:
                yield newer, older


def _unclear(group: Sequence[Report]) -> Iterator[dict[str, object]]:
    """A finding for each edition that stays current beside another."""
    last = max((report["published_on"] for report in group if report["published_on"]), default=None)
    current = [report for report in group if report["published_on"] in (None, last)]
    if len(current) < 2:
        return
    for report in current:
        others = ", ".join(other["report_id"] for other in current if other is not report)
        printed = report["published_on"]
        detail = f"It looks like another edition of {others}, and no later date is printed on either."
        yield {
            "finding_id": key_of("finding", "\x1f".join((report["report_id"], "edition_unclear", others))),
            "report_id": report["report_id"],
            "rule": "edition_unclear",
            "severity": "info",
            "subject": report["title"],
            "detail": detail,
            "observed": str(printed) if printed else None,
        }
