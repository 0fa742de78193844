"""What can be asked for with one click, beside one report: a build, everything anew, a family anew, an approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg

from assets.specs import REPORT
from pipelines.family import families
from pipelines.ingest import NO_FAMILY

BUILD, REBUILD, APPROVE = "build", "rebuild", "approve"

Config = Mapping[str, Any]


def extract_config(
    force: bool = False,
    retry_failed: bool = False,
    settled: bool = False,
    only: Sequence[str] = (),
    of_families: Sequence[str] = (),
    approve: bool = False,
) -> Config:
    """The configuration of a build."""
    read = {"force": force, "retry_failed": retry_failed, "settled": settled, "only": list(only)}
    return {
        "ops": {
            "extract": {"config": {**read, "families": list(of_families)}},
            "publish": {"config": {"approve": approve}},
        }
    }


def settled_config(retry_failed: bool = False) -> Config:
    """The configuration of a build that nobody asked for: files that are still being written wait."""
    return extract_config(retry_failed=retry_failed, settled=True)


def jobs() -> list[dg.UnresolvedAssetJobDefinition]:
    """Every job there is."""
    described = {
        BUILD: ("Read what is new or changed, and publish.", extract_config()),
        REBUILD: ("Read every report anew, and publish.", extract_config(force=True)),
        APPROVE: (
            "Read what changed, and publish also when rows of unchanged files were lost: `rapportlager diff current "
            "refused` tells which.",
            extract_config(approve=True),
        ),
    }
    for family in [*families(), NO_FAMILY]:
        about = (
            f"Read the reports of {family} anew, and publish."
            if family != NO_FAMILY
            else ("Read the reports of no family anew, and publish.")
        )
        described[f"{REBUILD}_{family}"] = about, extract_config(force=True, of_families=[family])
    selection = dg.AssetSelection.all() - dg.AssetSelection.assets(REPORT)
    return [
        dg.define_asset_job(name, selection=selection, description=about, config=dict(config))
        for name, (about, config) in described.items()
    ]
