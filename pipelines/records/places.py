"""Places of rows as places on the page as shown."""

from __future__ import annotations

from pipelines.reading.model import Box, Reading
from pipelines.reading.turning import as_shown
from pipelines.records.facts import Facts


def turn_back(facts: Facts, reading: Reading) -> None:
    """Turn the boxes of rows that stand on pages which were turned to be read."""
    turned = {page.number: page for page in reading.pages if page.turned}
    if not turned:
        return
    for rows in facts.tables.values():
        for row in rows:
            page = turned.get(row.get("page") or 0)
            if page is not None and row.get("bbox") is not None:
                row["bbox"] = as_shown(Box(**row["bbox"]), page.turned, page.width, page.height)._asdict()
