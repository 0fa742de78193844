"""A small folder of reports, good and bad, and warehouses built from it through the assets."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg

from assets.definitions import build_definitions
from assets.jobs import extract_config
from assets.run import run_build
from pipelines.events import Event
from pipelines.settings import ROOT, Settings

SAMPLES = ROOT / "data" / "raw"
GOOD = "boras-creative-innovation-projekt", "vgr-delregionala-projekt-2020"
BAD = {"tom": "empty", "text": "not_pdf", "trasig": "damaged", "hemlig": "encrypted"}
"""Reports that cannot be read, with why."""


def fill(raw: Path) -> None:
    """A folder with two reports, a copy of one, and one file of each kind that cannot be read."""
    (raw / "under").mkdir(parents=True)
    shutil.copy(SAMPLES / f"{GOOD[0]}.pdf", raw)
    shutil.copy(SAMPLES / f"{GOOD[1]}.pdf", raw / "under")
    shutil.copy(SAMPLES / f"{GOOD[0]}.pdf", raw / "under" / "kopia.pdf")
    (raw / "tom.pdf").touch()
    (raw / "text.pdf").write_text("Det här är ingen PDF.\n", encoding="utf-8")
    (raw / "trasig.pdf").write_bytes((raw / f"{GOOD[0]}.pdf").read_bytes()[:3000])
    # one empty page, made once with pikepdf; its password is "hemligt"
    shutil.copy(Path(__file__).with_name("encrypted.pdf"), raw / "hemlig.pdf")


@dataclass
class Built:
    """A warehouse that was built through the assets, and what was heard meanwhile."""

    settings: Settings
    events: list[Event]

    def build(self, **config: Any) -> list[Event]:
        """Build again; what is heard of this build."""
        heard: list[Event] = []
        run_build(self.settings, extract_config(**config), heard.append)
        return heard

    def instance(self) -> dg.DagsterInstance:
        """The warehouse's run storage."""
        return dg.DagsterInstance.local_temp(str(self.settings.run_storage))

    def definitions(self) -> dg.Definitions:
        """The definitions over this warehouse."""
        return build_definitions(self.settings)
