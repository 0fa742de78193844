"""The code location that Dagster loads: ``dagster dev`` in the root of the repository needs no flags."""

from __future__ import annotations

import dagster as dg

from assets.alerts import alert_sensors
from assets.ingestion import extracted_reports, report
from assets.jobs import jobs
from assets.publication import publication
from assets.resources import Listener
from assets.specs import RAW_REPORTS
from assets.triggers import arrivals, nightly
from pipelines.events import OnEvent
from pipelines.settings import Settings


def build_definitions(settings: Settings | None = None, tell: OnEvent = lambda event: None) -> dg.Definitions:
    """The definitions over one warehouse; `tell` hears of each event of a build."""
    settings, every = settings or Settings(), jobs()
    return dg.Definitions(
        assets=[RAW_REPORTS, report, extracted_reports, publication],
        jobs=every,
        schedules=[nightly(settings)],
        sensors=[arrivals(), *alert_sensors(every[0])],
        resources={"settings": settings, "listener": Listener(tell)},
        # reports are read by processes of the library's own; a process per step would only start Dagster anew each time
        executor=dg.in_process_executor,
    )


defs = build_definitions()
