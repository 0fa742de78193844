"""Reports as partitions: one for each, added when it is first seen and removed with its file.

The nightly way and the one-click way both tell of a report here. A report that could not be read is observed but not
materialised: its partition then shows as missing (or failed, when someone asked for that report alone), and "missing
and failed only" in Dagster's dialog tries exactly those again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import dagster as dg

from assets.specs import RAW, REPORT
from pipelines import store
from pipelines.events import Finished, IngestSummary
from pipelines.settings import Settings

DATA_VERSION = "dagster/data_version"
"""Tag by which Dagster knows the version of what an event tells of."""

Metadata = Mapping[str, str | int | float]


def tell_of_reports(context: dg.AssetExecutionContext, settings: Settings, summary: IngestSummary) -> None:
    """Make the partitions those of the reports there are, and log what became of each that was looked at."""
    _keep_in_step(context.instance, set(store.stored_ids(settings.records)))
    context.log_event(dg.AssetObservation(RAW, metadata={"folder": str(settings.raw), "reports": summary.found}))
    looked_at = [*(report.report_id for report in summary.read), *summary.noted]
    receipts = {name: store.read_receipt(settings.records, name, verify=False) for name in looked_at}
    for report_id, receipt in receipts.items():
        if receipt is not None and receipt.basis.sha256 is not None:
            context.log_event(file_seen(report_id, receipt.basis.sha256))
    seen = _last_seen(context.instance)
    for report in summary.read:
        _tell(context, report.report_id, report.status, metadata_of(report), receipts[report.report_id], seen)
    for report_id in summary.noted:
        receipt = receipts[report_id]
        if receipt is not None:
            told = {"status": receipt.status, "file": receipt.basis.file_name, "error_kind": receipt.error_kind}
            metadata = _known({**told, "duplicate_of": receipt.basis.duplicate_of})
            _tell(context, report_id, receipt.status, metadata, receipt, seen)


def file_seen(report_id: str, sha256: str) -> dg.AssetObservation:
    """What a report's file is now. While the report was read from another its partition shows as out of step."""
    return dg.AssetObservation(RAW, partition=report_id, tags={DATA_VERSION: _short(sha256)})


def _last_seen(instance: dg.DagsterInstance) -> int | None:
    """Which of all that was ever told of files is the last."""
    told = instance.fetch_observations(dg.AssetKey(RAW), limit=1).records
    return told[0].storage_id if told else None


def metadata_of(report: Finished) -> Metadata:
    """What the status page shows of a report."""
    told = {
        "status": report.status,
        "family": report.family,
        "file": report.file_name,
        "pages": report.pages,
        "dagster/row_count": report.rows,
        "error_kind": report.error_kind,
        "error_detail": report.error_detail,
        "seconds": round(report.seconds, 2),
        "memory_mb": round(report.max_rss_mb),
    }
    return _known(told)


def data_version(receipt: store.Receipt | None) -> dg.DataVersion | None:
    """What tells whether a report gave the same rows as before: when it did, nothing made from it is out of step."""
    if receipt is None:
        return None
    made = "".join(f"{name}\0{file.sha256}\n" for name, file in sorted(receipt.tables.items()))
    return dg.DataVersion(_short(hashlib.sha256(made.encode()).hexdigest()))


def _short(sha256: str) -> str:
    return sha256[:16]


def made_from_reports(context: dg.AssetExecutionContext) -> dict[str, str]:
    """Tags that say which telling of the reports something was made from, as Dagster writes them for its own steps."""
    told = context.instance.fetch_materializations(dg.AssetKey(REPORT), limit=1).records
    if not told or told[0].asset_materialization is None:
        return {}
    version = (told[0].asset_materialization.tags or {}).get(DATA_VERSION, "")
    return made_from(context, REPORT, version, told[0].storage_id)


def made_from(context: dg.AssetExecutionContext, asset: str, version: str, event: int) -> dict[str, str]:
    """Tags that say from which version of an asset something was made, as told by an event, in Dagster's own words."""
    return {
        "dagster/code_version": context.run.run_id,
        f"dagster/input_data_version/{asset}": version,
        f"dagster/input_event_pointer/{asset}": str(event),
    }


def _known(told: Mapping[str, str | int | float | None]) -> Metadata:
    return {key: value for key, value in told.items() if value is not None}


def _keep_in_step(instance: dg.DagsterInstance, ids: set[str]) -> None:
    known = set(instance.get_dynamic_partitions(REPORT))
    instance.add_dynamic_partitions(REPORT, sorted(ids - known))
    for gone in sorted(known - ids):
        instance.delete_dynamic_partition(REPORT, gone)


def _tell(
    context: dg.AssetExecutionContext,
    report_id: str,
    status: str,
    metadata: Metadata,
    receipt: store.Receipt | None,
    seen: int | None,
) -> None:
    kind = dg.AssetObservation if status == "failed" else dg.AssetMaterialization
    version = data_version(receipt)
    tags = {DATA_VERSION: version.value} if version is not None else {}
    if receipt is not None and receipt.basis.sha256 is not None and seen is not None:
        tags |= made_from(context, RAW, _short(receipt.basis.sha256), seen)
    context.log_event(kind(REPORT, partition=report_id, metadata=metadata, tags=tags))
