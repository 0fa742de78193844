"""Reading reports: all that are new or changed in one step, or one at someone's request."""

# Annotations are not postponed here: Dagster reads them to know what a step is given.

import dagster as dg
from pydantic import Field

from assets import housekeeping
from assets.partitions import REPORTS, metadata_of, tell_of_reports
from assets.publication import table_metadata
from assets.resources import ListenerParam, SettingsParam, telling
from assets.specs import EXTRACTED_REPORTS, OWNERS, RAW, REPORT
from pipelines.build import build
from pipelines.events import Waiting
from pipelines.ingest import ingest, of_families
from pipelines.lock import single_writer


class Reading(dg.Config):
    """What to read."""

    force: bool = Field(default=False, description="Read also what did not change.")
    retry_failed: bool = Field(default=False, description="Try again what broke its worker.")
    settled: bool = Field(default=False, description="Leave files that are still being written for later.")
    only: list[str] = Field(default=[], description="Ids of the reports to look at; all when there are none.")
    families: list[str] = Field(default=[], description="Look at the reports of these families alone.")


@dg.multi_asset(name="extract", specs=[EXTRACTED_REPORTS])
def extracted_reports(
    context: dg.AssetExecutionContext, config: Reading, settings: SettingsParam, listener: ListenerParam
) -> dg.MaterializeResult[None]:
    """Read every report that is new or changed. One that cannot be read is a row in `reports` and stops nothing."""
    tell = telling(context, listener)
    housekeeping.sign(settings, context.run.run_id)
    with single_writer(settings.lock, settings.lock_wait_seconds, lambda detail: tell(Waiting(detail))):
        only = [*config.only, *(of_families(settings, config.families) if config.families else [])]
        summary = ingest(settings, only or None, config.force, config.retry_failed, tell, settled=config.settled)
    tell_of_reports(context, settings, summary)
    return dg.MaterializeResult(
        asset_key=EXTRACTED_REPORTS.key,
        metadata={
            "found": summary.found,
            "read": len(summary.read),
            "unreadable": len(summary.failed),
            "unchanged": summary.unchanged,
            "removed": len(summary.removed),
            "waiting": len(summary.waiting),
            "seconds": round(summary.seconds, 2),
        },
    )


@dg.asset(
    key=REPORT,
    deps=[RAW],
    partitions_def=REPORTS,
    group_name="reports",
    owners=OWNERS,
    kinds={"pdf", "parquet"},
    description=(
        "One report and how its reading went. Materialise a partition to read that report anew, whether or not it "
        "changed, and publish what that gives."
    ),
)
def report(
    context: dg.AssetExecutionContext, settings: SettingsParam, listener: ListenerParam
) -> dg.MaterializeResult[None]:
    """Read one report anew and publish. Fails when it cannot be read; the publication stands all the same."""
    housekeeping.sign(settings, context.run.run_id)
    only, run_id = [context.partition_key], context.run.run_id
    built = build(settings, only, force=True, on_event=telling(context, listener), run_id=run_id)
    for key, metadata in table_metadata(settings, built.published).items():
        context.log_event(dg.AssetMaterialization(key, metadata=metadata))
    # nothing is read of a copy of another report, nor of what is no file: those are told of without it
    told = dict(metadata_of(built.ingested.read[0])) if built.ingested.read else {}
    if told.get("status") == "failed":
        raise dg.Failure(f"{told['error_kind']}: {told['error_detail']}", metadata=told, allow_retries=False)
    return dg.MaterializeResult(metadata=told)
