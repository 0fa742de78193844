"""The code location that Dagster loads: ``dagster dev`` in the root of the repository needs no flags."""

from __future__ import annotations

import dagster as dg

from assets.ingestion import extracted_reports, report
from assets.publication import publication
from assets.resources import Listener
from assets.specs import RAW_REPORTS, REPORT
from pipelines.events import OnEvent
from pipelines.settings import Settings

BUILD = "build"


def build_definitions(settings: Settings | None = None, tell: OnEvent = lambda event: None) -> dg.Definitions:
    """The definitions over one warehouse; `tell` hears of each event of a build."""
    return dg.Definitions(
        assets=[RAW_REPORTS, report, extracted_reports, publication],
        jobs=[
            dg.define_asset_job(
                BUILD,
                selection=dg.AssetSelection.all() - dg.AssetSelection.assets(REPORT),
                description="Read what is new or changed, and publish.",
            )
        ],
        resources={"settings": settings or Settings(), "listener": Listener(tell)},
        # reports are read by processes of the library's own; a process per step would only start Dagster anew each time
        executor=dg.in_process_executor,
    )


defs = build_definitions()
