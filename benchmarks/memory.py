"""Memory over one long file, in a process that imports the reader alone.

    python -m benchmarks.memory [FOLDER ...] [--pages 1000]

The file is made by joining the pages of real reports until it is long enough. Pages are read one at a time by
`read_pages`, and the tables of each found, in one process; another reads the whole report by `read_report`, which keeps
every page until the last is read, because furniture, tables over pages and headings are told from all pages together.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import TypedDict

import pypdfium2

FOREIGN = ("pandas", "pyarrow", "duckdb", "dagster")
"""Packages that the reader does without."""
EVERY = 100
MIB = 2**20


class Figures(TypedDict):
    """What one process tells of its memory."""

    curve: dict[str, float]
    """MiB by page."""
    highest: float
    cpu_seconds: float


def join(paths: Sequence[Path], pages: int, out: Path) -> Path:
    """A file of `pages` pages, those of `paths` again and again."""
    with pypdfium2.PdfDocument.new() as joined:
        for path in cycle(paths):
            with pypdfium2.PdfDocument(path) as source:
                joined.import_pages(source, list(range(min(len(source), pages - len(joined)))))
            if len(joined) >= pages:
                break
        joined.save(out)
    return out


def resident() -> float:
    """Memory of this process in MiB; its highest so far where the system does not tell the present one."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / MIB
    except OSError:
        return highest()


def highest() -> float:
    """The most memory this process has had, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (MIB if sys.platform == "darwin" else 1024)


def stream(path: Path) -> dict[str, float]:
    """Memory after the import and after every hundredth page, by page."""
    from pipelines.reading import find_tables, read_pages

    curve = {"0": resident()}
    for page in read_pages(path):
        find_tables(page)
        if page.number == 1 or page.number % EVERY == 0:
            curve[str(page.number)] = resident()
    return curve


def whole(path: Path) -> dict[str, float]:
    """Memory after the import and with the whole report in hand."""
    from pipelines.reading import read_report

    curve = {"0": resident()}
    reading = read_report(path)
    return {**curve, str(len(reading.pages)): resident()}


WAYS = {"stream": stream, "whole": whole}


def child(way: str, path: Path) -> None:
    """Read in this process and print the figures as JSON. Raises AssertionError where more than the reader is there."""
    curve = WAYS[way](path)
    assert not set(FOREIGN) & sys.modules.keys(), sorted(set(FOREIGN) & sys.modules.keys())
    print(json.dumps(Figures(curve=curve, highest=highest(), cpu_seconds=time.process_time())))


def measure(path: Path) -> dict[str, Figures]:
    """The figures of each way, each in a process of its own. Raises CalledProcessError when one fails."""
    figures: dict[str, Figures] = {}
    for way in WAYS:
        command = [sys.executable, "-m", "benchmarks.memory", "--child", way, str(path)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        figures[way] = json.loads(done.stdout)
    return figures


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="default: the shared reports")
    parser.add_argument("--pages", type=int, default=1000, metavar="N")
    parser.add_argument("--keep", action="store_true", help="keep the figures and show them in the READMEs")
    parser.add_argument("--child", choices=list(WAYS), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.child:
        child(given.child, given.folders[0])
        return 0
    from benchmarks.results import keep
    from benchmarks.speed import default_folders

    paths = sorted(path for folder in given.folders or default_folders()[-1:] for path in folder.rglob("*.pdf"))
    if not paths:
        parser.error("no PDF in the folders given")
    with tempfile.TemporaryDirectory() as scratch:
        figures = measure(join(paths, given.pages, Path(scratch) / "long.pdf"))
    for way, found in figures.items():
        print(f"{way}, {given.pages} pages: at most {found['highest']:.0f} MiB")
        print("  page  " + "".join(f"{page:>6}" for page in found["curve"]))
        print("  MiB   " + "".join(f"{value:6.0f}" for value in found["curve"].values()))
    if given.keep:
        keep("memory", {"pages": given.pages, **figures})
    return 0


if __name__ == "__main__":
    sys.exit(main())
