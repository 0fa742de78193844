"""All reports linked: ids of organisations, keys of projects and indicators, findings between reports."""

from __future__ import annotations

import re

import pyarrow as pa

from pipelines import arrow
from pipelines.entities.between import disagreements
from pipelines.entities.groups import key_of
from pipelines.entities.organisations import resolve
from pipelines.entities.projects import assign_project_keys
from pipelines.values.text import fold

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


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
    between = arrow.to_table("findings", disagreements(projects))
    return {
        **tables,
        "projects": arrow.to_table("projects", projects),
        "organisations": arrow.to_table("organisations", organisations.rows),
        "indicators": _with_indicator_keys(tables["indicators"], publishers),
        "findings": pa.concat_tables([tables["findings"], between]),
    }


def _with_indicator_keys(indicators: pa.Table, publishers: dict[str, str | None]) -> pa.Table:
    """The same key for the same indicator of one publisher, whatever year its name carries."""
    columns = ("report_id", "kind", "framework", "name", "breakdown", "initiative")
    keys: list[str | None] = []
    for row in zip(*(indicators[column].to_pylist() for column in columns), strict=True):
        report_id, kind, framework, name, breakdown, initiative = row
        if kind != "indicator":
            keys.append(None)
            continue
        publisher = publishers.get(report_id) or report_id
        parts = (publisher, framework or "", name, breakdown or "", initiative or "")
        keys.append(key_of("indicator-key", "\x1f".join(fold(_YEAR.sub("", part)) for part in parts)))
    place = indicators.schema.get_field_index("indicator_key")
    field = indicators.schema.field(place)
    return indicators.set_column(place, field, pa.array(keys, type=field.type))
