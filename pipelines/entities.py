"""What holds across reports: organisations and the keys that join the same real thing in several reports."""

from __future__ import annotations

import pyarrow as pa

from pipelines import arrow


def link(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """All tables with organisations resolved and the keys across reports filled in.

    `tables` holds every table of the data model, rows in the order of their report's id. Rows keep that order.
    """
    return {**tables, "organisations": arrow.empty("organisations")}
