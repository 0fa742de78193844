"""What one report more costs in a small archive and in a large one, and what a publication costs by its rows.

    python -m benchmarks.scale [--reports 20 200 2000] [--runs 3]

The archives are made of one sample report with other ids, kept without reading a PDF. Then one PDF is added and read
as a build does, in a process of its own; its user and system time counts, its children's included.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.results import ROOT, Spread, keep, spread
from pipelines.arrivals import look
from pipelines.ingest import ingest
from pipelines.settings import Settings
from pipelines.warehouse import publish

ADDED = ROOT / "data" / "raw" / "boras-creative-innovation-projekt.pdf"


def settings_of(folder: Path) -> Settings:
    """The archive in a folder."""
    return Settings(raw=folder / "raw", warehouse=folder / "warehouse", workers=2)


def cpu() -> float:
    """User and system seconds of this process and of its children that ended."""
    both = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in both)


def add_one(folder: Path, run: int) -> dict[str, float]:
    """Add a report to the archive and build; CPU seconds by step. To be called in a process of its own."""
    settings = settings_of(folder)
    (settings.raw / f"ny-{run}.pdf").write_bytes(ADDED.read_bytes() + f"\n%{run}\n%%EOF\n".encode())
    start = cpu()
    looked_at = look(settings)
    looked = cpu()
    summary = ingest(settings)
    ingested = cpu()
    published = publish(settings)
    done = cpu()
    assert (len(summary.read), published.is_new) == (1, True), summary
    assert looked_at.waiting
    return {
        "look": looked - start,
        "start": start,
        "extraction": ingested - looked,
        "publication": done - ingested,
        "rows": sum(published.rows.values()),
    }


def measure(sizes: Sequence[int], runs: int) -> dict[int, dict[str, list[float]]]:
    """CPU seconds of adding one report, by size of the archive and step, one figure a run; archives take turns."""
    figures: dict[int, dict[str, list[float]]] = {size: {} for size in sizes}
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            words = [sys.executable, "-m", "benchmarks.archive", f"{name}/{size}", str(size)]
            subprocess.run(words, cwd=ROOT, check=True)
        for run in range(runs):
            for size in sizes:
                words = [sys.executable, "-m", "benchmarks.scale", "--add", f"{name}/{size}", str(run)]
                done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
                for step, seconds in json.loads(done.stdout).items():
                    figures[size].setdefault(step, []).append(seconds)
    return figures


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="+", default=[20, 200, 2000], metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--keep", action="store_true", help="keep the figures and show them in the READMEs")
    parser.add_argument("--add", nargs=2, metavar=("FOLDER", "RUN"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.add:
        print(json.dumps(add_one(Path(given.add[0]), int(given.add[1]))))
        return 0
    archives: dict[str, dict[str, Spread]] = {}
    rows = {}
    for reports, took in measure(given.reports, given.runs).items():
        rows[str(reports)] = count = int(took["rows"][-1])
        whole = [one + start for one, start in zip(took["extraction"], took["start"], strict=True)]
        archives[str(reports)] = {
            "look_ms": spread([1000 * seconds for seconds in took["look"]]),
            "extraction_s": spread(whole),
            "publication_s": spread(took["publication"]),
            "publication_s_per_100000_rows": spread([100_000 * seconds / count for seconds in took["publication"]]),
        }
        print(f"{reports} reports, {count} rows: {archives[str(reports)]}")
    least, most = str(min(given.reports)), str(max(given.reports))
    # the least of each: other work on the machine can only add
    ratio = archives[most]["extraction_s"]["min"] / archives[least]["extraction_s"]["min"]
    print(f"extraction, {most} reports against {least}: {ratio:.2f} times")
    if given.keep:
        keep("scale", {"runs": given.runs, "rows": rows, "archives": archives, "ratio": round(ratio, 2)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
