"""What two reports say differently of the same project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from pipelines.entities.groups import key_of
from pipelines.records.facts import Row
from pipelines.sums import printed
from pipelines.values.text import fold

AMOUNTS = ("granted_sek", "applied_sek", "total_cost_sek", "cofinancing_sek")


def disagreements(projects: Sequence[Row]) -> list[Row]:
    """A finding for each amount and owner that two reports give differently for a project of one key."""
    by_key: dict[str, list[Row]] = defaultdict(list)
    for project in projects:
        by_key[project["project_key"]].append(project)
    found = [
        finding
        for key in sorted(by_key)
        for one, other in combinations(sorted(by_key[key], key=_order), 2)
        if one["report_id"] != other["report_id"]
        for finding in _compare(one, other)
    ]
    return list({finding["finding_id"]: finding for finding in found}.values())


def _order(project: Row) -> tuple[str, str]:
    return project["report_id"], project["project_id"]


def _compare(one: Row, other: Row) -> Iterator[Row]:
    for column in AMOUNTS:
        a, b = one[column], other[column]
        if a is not None and b is not None and a != b:
            what = column.removesuffix("_sek").replace("_", " ")
            yield _finding(
                one,
                other,
                "amount_differs_between_documents",
                f"{what}: {printed(a)} kr here, {printed(b)} kr in {other['report_id']}, page {other['page']}",
                printed(b),
                printed(a),
            )
    a, b = one["owner"], other["owner"]
    if a and b and fold(a) != fold(b):
        detail = f"owner “{a}” here, “{b}” in {other['report_id']}, page {other['page']}"
        yield _finding(one, other, "owner_differs_between_documents", detail, b, a)


def _finding(one: Row, other: Row, rule: str, detail: str, expected: str, observed: str) -> Row:
    return {
        "finding_id": key_of("finding", "\x1f".join((one["project_id"], other["project_id"], rule, detail))),
        "report_id": one["report_id"],
        "rule": rule,
        "severity": "warning",
        "subject": one["name"],
        "detail": detail,
        "expected": expected,
        "observed": observed,
        "page": one["page"],
        "bbox": one["bbox"],
        "source_text": one["source_text"],
    }
