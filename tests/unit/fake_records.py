"""Records of a report as a worker would have left them, without a worker."""

from __future__ import annotations

from pathlib import Path

from fake_extract import page_row, project_row, report_row

from pipelines import store
from pipelines.extract import Extraction, Row
from pipelines.store import Basis, Receipt
from pipelines.worker_child import report_tables


def keep_report(
    records: Path, report_id: str, number: int = 2, status: str = "ok", about: Row | None = None, **tables: list[Row]
) -> Receipt:
    """A report of two pages with that number of projects, unless given; tables are given as rows by name.

    `about` is what its row of `reports` says beyond the usual.
    """
    store.clean(records)
    rows = [project_row(report_id, n, f"Projekt {n}", granted_sek=100 * n) for n in range(number)]
    everything = {"pages": [page_row(report_id, 1), page_row(report_id, 2)], "projects": rows, **tables}
    extraction = Extraction(report_row(status=status, title=f"Rapport {report_id}", **(about or {})), everything)
    made = report_tables(extraction, report_id, f"{report_id}.pdf", report_id.ljust(64, "0"), "2026-01-01T00:00:00")
    staging = store.staging_folder(records, report_id)
    basis = Basis(f"{report_id}.pdf", report_id.ljust(64, "0"), "code")
    receipt = Receipt(report_id, basis, None, "", status, None, store.write_tables(staging, made))
    store.commit(records, staging, receipt)
    return receipt
