"""All reports linked: ids of organisations, keys of projects and indicators, findings between reports."""

from __future__ import annotations

import pyarrow as pa

from pipelines import arrow
from pipelines.entities.between import disagreements
from pipelines.entities.indicators import breaks, indicator_keys
from pipelines.entities.organisations import resolve
from pipelines.entities.projects import assign_project_keys


def link(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """All tables with organisations resolved and the keys across reports filled in.

    `tables` holds every table of the data model, rows in the order of their report's id. Rows keep that order; what is
    filled in depends on the set of reports alone, never on the order in which they arrived.
    """
    projects = tables["projects"].to_pylist()
    organisations = resolve(projects)
    for project, key in zip(projects, assign_project_keys(projects, organisations), strict=True):
        project["project_key"] = key
        project["owner_organisation_id"] = organisations.id_of(project["owner"])
    publishers = dict(
        zip(tables["reports"]["report_id"].to_pylist(), tables["reports"]["publisher"].to_pylist(), strict=True)
    )
    indicators = tables["indicators"].to_pylist()
    for indicator, indicator_key in zip(indicators, indicator_keys(indicators, publishers), strict=True):
        indicator["indicator_key"] = indicator_key
    between = arrow.to_table("findings", [*disagreements(projects), *breaks(indicators)])
    return {
        **tables,
        "projects": arrow.to_table("projects", projects),
        "organisations": arrow.to_table("organisations", organisations.rows),
        "indicators": arrow.to_table("indicators", indicators),
        "findings": pa.concat_tables([tables["findings"], between]),
    }
