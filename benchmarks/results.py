"""The figures last measured, in ``results.json``, and the tables of the READMEs that show them.

    python -m benchmarks.results

writes the tables anew; the benchmarks do it themselves when told to keep what they measured.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict

from benchmarks import engines

ROOT = Path(__file__).resolve().parents[1]
FILE = Path(__file__).with_name("results.json")
NAMES = {
    "rapportlager": "Rapportlager",
    "camelot_lattice": "camelot, lattice",
    "camelot_hybrid": "camelot, hybrid",
}
"""How readers are called in print, where not as in code."""

Results = dict[str, dict[str, Any]]
"""Figures by benchmark: icdar2013, speed, memory."""


class Spread(TypedDict):
    """Several runs of one figure."""

    min: float
    median: float
    max: float


def spread(values: Sequence[float]) -> Spread:
    """Least, middle and most of some figures."""
    return {
        "min": round(min(values), 2),
        "median": round(statistics.median(values), 2),
        "max": round(max(values), 2),
    }


def load(file: Path = FILE) -> Results:
    """What was kept; nothing where there is no file yet."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def keep(benchmark: str, figures: Mapping[str, object]) -> None:
    """Put the figures of a benchmark in place of the last, with the date, machine and versions, and show them."""
    found = load()
    found[benchmark] = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} shared cores, {platform.machine()}, Python {platform.python_version()}",
        "versions": engines.installed(),
        **figures,
    }
    FILE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for path, text in shown(found).items():
        path.write_text(text, encoding="utf-8")


def shown(results: Results, root: Path = ROOT) -> dict[Path, str]:
    """The READMEs with the tables of these figures in place of those between their marks."""
    texts = {}
    for path in (root / "README.md", root / "benchmarks" / "README.md"):
        text = path.read_text(encoding="utf-8")
        for name, table in TABLES.items():
            before, opened, rest = text.partition(f"<!-- {name} -->\n")
            _, closed, after = rest.partition(f"<!-- /{name} -->")
            if opened and closed:
                text = f"{before}{opened}{table(results)}{closed}{after}"
        texts[path] = text
    return texts


def overview(results: Results) -> str:
    """How well and how fast each reader reads, in one table."""
    scores, speed = _readers(results, "icdar2013"), _readers(results, "speed")
    rows = [
        (
            _called(name),
            f"{100 * scores[name]['F1']:.1f}",
            f"{scores[name]['exact']} of {scores[name]['tables']}",
            f"{speed[name]['ms_per_page']['median']:.1f}",
            f"{speed[name]['times_fewer']['median']:.1f}",
        )
        for name in scores
        if name in speed
    ]
    rows.sort(key=lambda row: -float(row[1]))
    head = ("reader", "tables: F1, %", "without any error", "CPU ms a page", "times fewer than pdfplumber")
    return _table(head, rows) + _measured_on(results)


def _measured_on(results: Results) -> str:
    """A line under the table: the machine, and the pages that were timed."""
    speed = results.get("speed")
    if speed is None:
        return ""
    return f"\nMeasured on {speed['machine']}; time over {speed['documents']} documents of {speed['pages']} pages.\n"


def found_tables(results: Results) -> str:
    """The figures of the table competition."""
    rows = [
        (
            _called(name),
            *(f"{100 * one[key]:.1f}" for key in ("P", "R", "F1", "F1*")),
            *(f"{one[key]} of {one['tables']}" for key in ("found", "exact")),
            one["false"],
            one["fail"],
        )
        for name, one in _readers(results, "icdar2013").items()
    ]
    head = ("reader", "precision", "recall", "F1", "F1 pooled", "found", "without any error", "false", "files failed")
    return _told(results, "icdar2013") + _table(head, rows)


def times(results: Results) -> str:
    """CPU time a page with its spread, and what that is of the baseline's."""
    rows = [
        (_called(name), *(f"{one[key][at]:.1f}" for key in one for at in ("min", "median", "max")))
        for name, one in _readers(results, "speed").items()
    ]
    speed = results.get("speed")
    measured = (
        f"{speed['documents']} documents, {speed['pages']} pages; {speed['runs']} runs of the least of "
        f"{speed['rounds']} rounds.\n"
        if speed
        else ""
    )
    head = ("reader", "CPU ms a page: least", "median", "most", "times fewer than pdfplumber: least", "median", "most")
    return measured + _told(results, "speed") + _table(head, rows)


def memory(results: Results) -> str:
    """Memory by page, read as a stream and as a whole."""
    figures = results.get("memory")
    if figures is None:
        return ""
    rows = [
        (said, ", ".join(f"{page}: {mib:.0f}" for page, mib in one["curve"].items()), f"{one['highest']:.0f}")
        for said, one in (
            ("`read_pages` and `find_tables`, page by page", figures["stream"]),
            ("`read_report`, all in hand", figures["whole"]),
        )
    ]
    return _told(results, "memory") + _table(("read by", "MiB after page", "at most"), rows)


def scale(results: Results) -> str:
    """What one report more costs, by the size of the archive."""
    figures = results.get("scale")
    if figures is None:
        return ""
    rows = [
        (
            reports,
            figures["rows"][reports],
            f"{one['look_ms']['min']:.0f}",
            f"{one['extraction_s']['min']:.1f}",
            f"{one['publication_s']['min']:.1f}",
            f"{one['publication_s_per_100000_rows']['min']:.1f}",
        )
        for reports, one in figures["archives"].items()
    ]
    head = ("reports", "rows", "look, CPU ms", "reading one more, CPU s", "publication, CPU s", "for 100,000 rows")
    told = f"The least of {figures['runs']} runs each. Reading one more: {figures['ratio']} times in the largest.\n"
    return told + _told(results, "scale") + _table(head, rows)


TABLES: dict[str, Callable[[Results], str]] = {
    "overview": overview,
    "found": found_tables,
    "times": times,
    "memory": memory,
    "scale": scale,
}
"""What stands between ``<!-- name -->`` and ``<!-- /name -->``."""


def _readers(results: Results, benchmark: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = results.get(benchmark, {}).get("readers", {})
    return found


def _called(name: str) -> str:
    return NAMES.get(name, name)


def _told(results: Results, benchmark: str) -> str:
    """When, where and of which versions the figures are."""
    one = results.get(benchmark)
    if one is None:
        return ""
    packages = {package: one["versions"].get(name) for name, (package, _) in engines.READERS.items()}
    named = ", ".join(f"{package} {number}" for package, number in packages.items() if number)
    return f"{one['date']}; {one['machine']}; {named}.\n\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def main() -> int:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    for path, text in shown(load()).items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
