"""All reports linked: ids of organisations, keys of projects and indicators, findings between reports."""

from __future__ import annotations

import pyarrow as pa

from pipelines import arrow
from pipelines.entities.aliases import Aliases
from pipelines.entities.between import disagreements, restated_lines
from pipelines.entities.indicators import breaks, indicator_keys
from pipelines.entities.organisations import resolve
from pipelines.entities.projects import assign_project_keys
from pipelines.entities.proposals import proposals


def link(tables: dict[str, pa.Table], aliases: Aliases | None = None) -> dict[str, pa.Table]:
    """All tables with organisations resolved and the keys across reports filled in.

    `tables` holds every table of the data model, rows in the order of their report's id. Rows keep that order; what is
    filled in depends on the set of reports and the alias file alone, never on the order in which reports arrived.
    """
    projects = tables["projects"].to_pylist()
    organisations = resolve(projects, tables["organisation_mentions"].to_pylist(), aliases)
    keys = assign_project_keys(projects, organisations, aliases)
    for project, (key, reason) in zip(projects, keys, strict=True):
        project["project_key"], project["link_reason"] = key, reason
        project["owner_organisation_id"] = organisations.id_of(project["owner"], project["owner_aliases"] or ())
    publishers = dict(
        zip(tables["reports"]["report_id"].to_pylist(), tables["reports"]["publisher"].to_pylist(), strict=True)
    )
    indicators = tables["indicators"].to_pylist()
    told = indicator_keys(indicators, publishers, aliases)
    for indicator, (indicator_key, why) in zip(indicators, told, strict=True):
        indicator["indicator_key"], indicator["link_reason"] = indicator_key, why
    # an edition that was replaced disagrees with the one that replaced it: that is no finding
    current = {row["report_id"] for row in tables["reports"].to_pylist() if row["is_current"]}
    between = arrow.to_table(
        "findings",
        [
            *disagreements([project for project in projects if project["report_id"] in current]),
            *restated_lines([row for row in tables["budgets"].to_pylist() if row["report_id"] in current], publishers),
            *breaks([indicator for indicator in indicators if indicator["report_id"] in current]),
            *proposals(projects, organisations, aliases),
        ],
    )
    return {
        **tables,
        "projects": arrow.to_table("projects", projects),
        "organisations": arrow.to_table("organisations", organisations.rows),
        "organisation_mentions": arrow.to_table("organisation_mentions", organisations.mentions),
        "indicators": arrow.to_table("indicators", indicators),
        "findings": pa.concat_tables([tables["findings"], between]),
    }
