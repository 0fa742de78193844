"""How many tables are found, and how exactly, on the data set of the ICDAR 2013 table competition.

    python -m benchmarks.icdar2013 [FOLDER]

FOLDER holds the PDFs, their ``*-str.xml`` and the scorer, ``score.py``. `extract` is what the scorer calls.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks import engines
from benchmarks.results import ROOT, keep
from pipelines.reading import Cell, Table, read_tables

FOLDER = ROOT.parent / "shared" / "icdar2013-eu"
KEPT = ("P", "R", "F1", "docF1", "F1*", "found", "exact", "tables", "false", "fail")


def extract(path: str | Path) -> list[engines.Part]:
    """The tables of a PDF as the scorer wants them: a page number and rows for each part of a table on a page."""
    return [part for table in read_tables(Path(path)) for part in _parts(table)]


def _parts(table: Table) -> Iterator[engines.Part]:
    """A table page by page: joining over pages is no part of the measure, so headers printed again count again."""
    printed: dict[int, list[tuple[int, Cell]]] = defaultdict(list)
    for cell in table.repeated:
        printed[cell.page].append((cell.row - table.row_count, cell))
    for cell in table.cells:
        for part in cell.parts:
            printed[part.page].append((cell.row, part))
    for page, cells in sorted(printed.items()):
        numbers = sorted({row + below for row, cell in cells for below in range(cell.row_span)})
        rows: dict[int, list[engines.Cell]] = {number: [None] * table.column_count for number in numbers}
        for row, cell in cells:
            rows[row][cell.column - 1] = (cell.text, cell.row_span, cell.column_span)
        yield page, list(rows.values())


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """The scorer's figures for each reader installed, in per cent; its table is printed as it comes.

    Raises CalledProcessError when the scorer fails.
    """
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "scores.json"
        named = [f"--engine={name}=benchmarks.engines:{name}" for name in engines.installed()]
        command = [sys.executable, str(folder / "score.py"), str(folder), "--path", str(ROOT), "--json", str(out)]
        subprocess.run([*command, *named], check=True)
        summary = json.loads(out.read_text(encoding="utf-8"))["summary"]
    return {name: {key: round(figures[key], 6) for key in KEPT} for name, figures in summary.items()}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, metavar="FOLDER")
    parser.add_argument("--keep", action="store_true", help="keep the figures and show them in the READMEs")
    given = parser.parse_args(arguments)
    if not (given.folder / "score.py").is_file():
        print(f"There is no score.py in {given.folder}, so this is not measured.", file=sys.stderr)
        return 2
    scores = measure(given.folder)
    if given.keep:
        keep("icdar2013", {"readers": scores})
    return 0


if __name__ == "__main__":
    sys.exit(main())
