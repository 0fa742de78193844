"""Indicators over the years: the same key for the same one, and a finding where two reports tell it differently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipelines.entities.groups import key_of
from pipelines.extract import Row
from pipelines.values.text import fold

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def indicator_keys(indicators: Sequence[Row], publishers: Mapping[str, str | None]) -> list[str | None]:
    """For each row the key of its indicator; `publishers` gives the publisher of each report by its id.

    An indicator of one publisher keeps its key whatever year its name carries. Goals and statements have none.
    """
    keys: list[str | None] = []
    for row in indicators:
        if row["kind"] != "indicator":
            keys.append(None)
            continue
        publisher = publishers.get(row["report_id"]) or row["report_id"]
        parts = (publisher, row["framework"], row["name"], row["breakdown"], row["initiative"])
        keys.append(key_of("indicator-key", "\x1f".join(fold(_YEAR.sub("", part or "")) for part in parts)))
    return keys


def breaks(indicators: Sequence[Row]) -> list[Row]:
    """A finding for each earlier value that is not the outcome which another report gave for that year."""
    outcomes: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in indicators:
        if row["indicator_key"] and row["year"] is not None and row["outcome_value"] is not None:
            outcomes[row["indicator_key"], row["year"]].append(row)
    return [finding for row in indicators for finding in _compare(row, outcomes)]


def _compare(row: Row, outcomes: Mapping[tuple[str, int], Sequence[Row]]) -> Iterator[Row]:
    value, year = row["previous_value"], row["previous_year"]
    if row["indicator_key"] is None or value is None or year is None:
        return
    told = [one for one in outcomes.get((row["indicator_key"], year), ()) if one["report_id"] != row["report_id"]]
    told = [one for one in told if one["unit"] == row["unit"]]
    if not told or any(one["outcome_value"] == value for one in told):
        return
    earlier = min(told, key=lambda one: (one["report_id"], one["indicator_id"]))
    yield {
        "finding_id": key_of("finding", "\x1f".join((row["indicator_id"], earlier["indicator_id"], "break"))),
        "report_id": row["report_id"],
        "rule": "indicator_break",
        "severity": "warning",
        "subject": row["name"],
        "detail": f"{year}: {value:g} here, {earlier['outcome_text'] or format(earlier['outcome_value'], 'g')} in "
        f"{earlier['report_id']}, page {earlier['page']}",
        "expected": f"{earlier['outcome_value']:g}",
        "observed": f"{value:g}",
        "page": row["page"],
        "bbox": row["bbox"],
        "source_text": row["source_text"],
    }
