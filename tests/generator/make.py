"""One report from a seed, and how it is read."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from reportlab.platypus.doctemplate import LayoutError

from pipelines.extract import extract

from . import set_reportlab, set_typst
from .families import agency, fund, municipal, project_list, sheet
from .furnishing import close
from .imposing import imposed
from .layout import Truth
from .variation import Choices, choose, fit

MAKERS: dict[str, ModuleType] = {
    "municipal_activity_report": municipal,
    "regional_project_list": project_list,
    "agency_report": agency,
    "regional_fund_report": fund,
    "project_sheet": sheet,
}


@dataclass(frozen=True, slots=True)
class Made:
    """A report as a PDF with what it says."""

    family: str
    seed: int
    held_out: bool
    choices: Choices
    pdf: bytes
    truth: Truth


def make(family: str, seed: int, *, held_out: bool = False, **chosen: str) -> Made:
    """The report of a family and seed, always the same; `chosen` sets some of its kinds."""
    choices = fit(choose(family, seed, held_out) | chosen)
    try:
        return _made(family, seed, held_out, choices)
    except LayoutError:
        # ReportLab parts no row that is taller than a page
        return _made(family, seed, held_out, fit(choices | {"producer": "typst"}))


def _made(family: str, seed: int, held_out: bool, choices: Choices) -> Made:
    rng = random.Random(f"facts {family} {seed} {held_out}")
    layout = MAKERS[family].make(rng, choices)
    close(layout)
    typesetter = set_reportlab if choices["producer"] == "reportlab" else set_typst
    pdf = typesetter.typeset(layout.document, layout.setting())
    return Made(family, seed, held_out, choices, imposed(pdf, choices["producer"]), layout.truth)


def read(made: Made) -> dict[str, list[dict[str, Any]]]:
    """The rows that the report is read into."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(made.pdf)
        extraction = extract(path, "report", path.name)
    return {"reports": [extraction.report], **extraction.tables}
