"""Publication: the records of all reports linked, checked and published as Parquet and as one DuckDB file."""

# Annotations are not postponed here: Dagster reads them to know what a step is given.

from collections.abc import Iterator, Mapping

import dagster as dg
from pydantic import Field

from assets import housekeeping
from assets.checks import check_results, check_specs, rule_results
from assets.resources import ListenerParam, SettingsParam, journal_of, telling
from assets.specs import DATABASE, ORDER, PARQUET, PARQUET_FILES, TABLES, WAREHOUSE
from pipelines.build import publish_mended
from pipelines.events import Waiting
from pipelines.journal import prune
from pipelines.lock import single_writer
from pipelines.preview import preview
from pipelines.settings import Settings
from pipelines.warehouse import PublicationBlockedError, Published

Metadata = Mapping[str, dg.MarkdownMetadataValue | dg.PathMetadataValue | str | int]


class Publishing(dg.Config):
    """How to publish."""

    approve: bool = Field(default=False, description="Publish also when rows of unchanged files were lost.")


@dg.multi_asset(name="publish", specs=[*TABLES, PARQUET_FILES, DATABASE], check_specs=check_specs())
def publication(
    context: dg.AssetExecutionContext, config: Publishing, settings: SettingsParam, listener: ListenerParam
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Publish the records. When a check of what must hold fails, nothing is published and the run fails."""
    housekeeping.sign(settings, context.run.run_id)
    try:
        with journal_of(context, settings) as journal:
            tell = telling(context, listener, journal)
            with single_writer(settings.lock, settings.lock_wait_seconds, lambda detail: tell(Waiting(detail))):
                published = publish_mended(settings, tell, run_id=context.run.run_id, approve=config.approve)
                journal.published(published)
                results = list(check_results(settings, published))
    except PublicationBlockedError as error:
        yield from rule_results(error.failed)
        raise
    for key, metadata in table_metadata(settings, published).items():
        yield dg.MaterializeResult(asset_key=key, metadata=metadata)
    yield from results
    housekeeping.delete_old_runs(settings, context.instance)
    prune(settings.logs, settings.log_months_kept)


def table_metadata(settings: Settings, published: Published) -> dict[str, Metadata]:
    """What is shown of each published asset, by key, what others are made from first."""
    told: dict[str, Metadata] = {
        table: {
            "dagster/row_count": published.rows[table],
            "preview": dg.MetadataValue.md(preview(settings, table)),
        }
        for table in ORDER
    }
    generation: Metadata = {"generation": published.snapshot, "dagster/row_count": sum(published.rows.values())}
    told[PARQUET] = {**generation, "folder": dg.MetadataValue.path(settings.parquet)}
    told[WAREHOUSE] = {
        **generation,
        "findings new": published.findings_new,
        "findings gone": published.findings_gone,
        "database": dg.MetadataValue.path(published.database),
        "bytes": published.database.stat().st_size,
        **{f"reports {status}": count for status, count in published.reports.items() if count},
        **{f"findings {severity}": count for severity, count in published.findings.items()},
    }
    return told
