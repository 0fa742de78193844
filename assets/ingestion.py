"""Reading reports: all that are new or changed in one step, or one at someone's request."""

# Annotations are not postponed here: Dagster reads them to know what a step is given.

from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from assets import housekeeping
from assets.partitions import data_version, made_from_reports, metadata_of, tell_of_reports
from assets.publication import table_metadata
from assets.resources import ListenerParam, SettingsParam, journal_of, telling
from assets.specs import EXTRACTED_REPORTS, OWNERS, RAW, REPORT, REPORTS
from pipelines.build import build
from pipelines.events import Waiting
from pipelines.ingest import ingest, of_families
from pipelines.journal import counts
from pipelines.lock import single_writer
from pipelines.store import read_receipt


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
    housekeeping.sign(settings, context.run.run_id)
    with journal_of(context, settings) as journal:
        tell = telling(context, listener, journal)
        with single_writer(settings.lock, settings.lock_wait_seconds, lambda detail: tell(Waiting(detail))):
            only = [*config.only, *(of_families(settings, config.families) if config.families else [])]
            summary = ingest(settings, only or None, config.force, config.retry_failed, tell, settled=config.settled)
        journal.ingested(summary)
    tell_of_reports(context, settings, summary)
    return dg.MaterializeResult(
        asset_key=EXTRACTED_REPORTS.key,
        metadata=counts(summary),
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
) -> Iterator[dg.MaterializeResult[None]]:
    """Read one report anew and publish. Fails when it cannot be read; the publication stands all the same."""
    housekeeping.sign(settings, context.run.run_id)
    only, run_id = [context.partition_key], context.run.run_id
    with journal_of(context, settings) as journal:
        tell = telling(context, listener, journal)
        built = build(settings, only, force=True, on_event=tell, run_id=run_id)
        journal.ingested(built.ingested)
        journal.published(built.published)
    # nothing is read of a copy of another report, nor of what is no file: those are told of without it
    told = dict(metadata_of(built.ingested.read[0])) if built.ingested.read else {}
    failed = told.get("status") == "failed"
    if not failed:
        receipt = read_receipt(settings.records, context.partition_key, verify=False)
        yield dg.MaterializeResult(metadata=told, data_version=data_version(receipt))
    # told of after the report, in the order in which they are made: else they would show as out of step with it
    tags = made_from_reports(context)
    context.log_event(dg.AssetMaterialization(EXTRACTED_REPORTS.key, metadata=counts(built.ingested), tags=tags))
    for key, metadata in table_metadata(settings, built.published).items():
        context.log_event(dg.AssetMaterialization(key, metadata=metadata))
    if failed:
        raise dg.Failure(f"{told['error_kind']}: {told['error_detail']}", metadata=told, allow_retries=False)
