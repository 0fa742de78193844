"""CPU seconds a page, of each reader installed, on the same files in the same run.

    python -m benchmarks.speed [FOLDER ...] [--rounds 2] [--runs 3]

Each reader has a process of its own, so that none pays for what another has imported or left behind. In a round they
take turns at every document. What counts is user and system time, the least of the rounds for each document: other work
on the machine can only add. A run gives one ratio; several runs show how far it can be trusted.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pypdfium2

from benchmarks import engines
from benchmarks.results import ROOT, Spread, keep, spread

SHARED = [ROOT.parent / "shared" / name for name in ("icdar2013-eu", "reports")]
SAMPLES = ROOT / "data" / "raw"

Seconds = dict[str, dict[Path, float]]
"""CPU seconds by reader and document."""


def default_folders() -> list[Path]:
    """The folders of shared reports beside the project; the samples where there are none."""
    return [folder for folder in SHARED if folder.is_dir()] or [SAMPLES]


def documents(folders: Sequence[Path]) -> dict[Path, int]:
    """The PDFs in the folders, with their pages."""
    found = {}
    for path in sorted(path for folder in folders for path in folder.rglob("*.pdf")):
        with pypdfium2.PdfDocument(path) as document:
            found[path] = len(document)
    return found


def seconds(name: str, path: Path) -> float:
    """CPU seconds, user and system, that a reader takes for a document in this process."""
    gc.collect()
    start = _cpu()
    engines.read(name, path)
    return _cpu() - start


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def one_run(names: Sequence[str], paths: Sequence[Path], rounds: int) -> Seconds:
    """The least time of each reader for each document over all rounds."""
    least: Seconds = {name: {} for name in names}
    context = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        pools = {name: stack.enter_context(ProcessPoolExecutor(1, mp_context=context)) for name in names}
        warm = min(paths, key=lambda path: path.stat().st_size)
        for name, pool in pools.items():
            pool.submit(seconds, name, warm).result()
        for turn in range(rounds):
            for number, path in enumerate(paths, 1):
                for name, pool in pools.items():
                    took = pool.submit(seconds, name, path).result()
                    least[name][path] = min(took, least[name].get(path, took))
                _tell(f"round {turn + 1}/{rounds}, document {number}/{len(paths)}")
    return least


def _tell(line: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{line} ", end="", file=sys.stderr)


def measure(paths: Sequence[Path], rounds: int, runs: int, names: Sequence[str]) -> dict[str, list[float]]:
    """CPU seconds for all documents together, by reader, one figure a run."""
    took: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(runs):
        for name, each in one_run(names, paths, rounds).items():
            took[name].append(sum(each.values()))
    return took


def compared(took: dict[str, list[float]], pages: int) -> dict[str, dict[str, Spread]]:
    """By reader: CPU milliseconds a page, and how many times fewer that is than the baseline's in the same run."""
    return {
        name: {
            "ms_per_page": spread([1000 * each / pages for each in runs]),
            "times_fewer": spread([base / each for base, each in zip(took[engines.BASELINE], runs, strict=True)]),
        }
        for name, runs in took.items()
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="default: the shared reports")
    parser.add_argument("--rounds", type=int, default=2, metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--only", nargs="+", choices=list(engines.installed()), metavar="READER")
    parser.add_argument("--keep", action="store_true", help="keep the figures and show them in the READMEs")
    given = parser.parse_args(arguments)
    found = documents(given.folders or default_folders())
    if not found:
        parser.error("no PDF in the folders given")
    pages = sum(found.values())
    names = [name for name in engines.installed() if name in {engines.BASELINE, *(given.only or engines.installed())}]
    result = compared(measure(list(found), given.rounds, given.runs, names), pages)
    print(f"\n{len(found)} documents, {pages} pages; {given.runs} runs of the least of {given.rounds} rounds")
    print(f"{'':16}{'CPU ms/page':>24}{'times fewer':>24}".rstrip())
    print(f"{'reader':16}" + f"{'min':>8}{'median':>8}{'max':>8}" * 2)
    for name, figures in result.items():
        cells = [figures[key][at] for key in ("ms_per_page", "times_fewer") for at in ("min", "median", "max")]
        print(f"{name:16}" + "".join(f"{cell:8.2f}" for cell in cells))
    if given.keep:
        about = {"documents": len(found), "pages": pages, "rounds": given.rounds, "runs": given.runs}
        keep("speed", {**about, "readers": result})
    return 0


if __name__ == "__main__":
    sys.exit(main())
