"""Real reports: the five shared ones, others found on the web, the ICDAR 2013 tables, and files meant to break readers.

The folder ``shared`` lies beside the repository; where it does not, these tests are skipped and say so.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pdfplumber
import pytest

from pipelines.reading import Cell, Page, Reading, Table, find_tables, read_pages, read_report
from pipelines.reading.words import find_words

SHARED = Path(__file__).resolve().parents[3] / "shared"
ICDAR_FLOOR = 93.0
"""F1 in per cent, detection and structure together, on the EU half."""
IN_FINDINGS = 0.001
"""Share of the words of real reports that may be told of instead of read."""

Grid = list[list[str]]

TABLES = {
    "boras-creative-innovation-projektblad": "",
    "boras-naringsliv-verksamhetsberattelse-2023": """
        8 9 9-10 10 11 11 12 12-13 13 13 14 15 15-16 16 16 17 18 19 19 20 20:3x5 21 22 22 23 23 24 25 25 26 26 27 28
        29 29-30 30-31 31 31-32 32-33 33-34 35 35 36 37 38 38 39 40-41 42 43 43 44 44-45:4x5 45 45 46
    """,
    "mojligheternas-region-slutrapport-2018": "",
    "tillvaxtverket-smart-industri-i-regionerna-slutrapport-2019": "29:18x4 30:5x4",
    "vgr-delregionala-insatser-2020-bilaga-3": """
        1-2:12x5 5:6x5 6:4x5 7:7x5 9:10x5 11:11x5 14:7x5 17:7x5 19:4x5 20:3x5 21:5x5 23:5x5 24:4x5
    """,
}
"""Every table printed in the five reports: its pages, and its rows and columns where they are not 2 and 5."""


@pytest.fixture(scope="module")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip(f"there is no folder {SHARED} with shared reports")
    return SHARED


@cache
def reading(path: Path) -> Reading:
    return read_report(path)


def pdfs(folder: Path) -> list[Path]:
    found = sorted(folder.glob("*.pdf"))
    assert found, f"no PDF in {folder}"
    return found


# --- every word -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["reports", "wild", "icdar2013-eu"])
def test_every_file_is_read_and_no_word_lost_without_a_finding(folder: str, shared: Path) -> None:
    lost = [
        f"{path.name}, page {page.number}: {page.words_placed} of {page.words_total} words"
        for path in pdfs(shared / folder)
        for page in reading(path).pages
        if page.words_placed != page.words_total
        and not any(oddity.page == page.number for oddity in reading(path).oddities)
    ]
    assert lost == []


@pytest.mark.parametrize("folder", ["reports", "wild"])
def test_hardly_a_word_of_real_reports_ends_in_findings(folder: str, shared: Path) -> None:
    readings = [reading(path) for path in pdfs(shared / folder)]
    told = sum(len((oddity.text or "").split()) for one in readings for oddity in one.oddities)
    assert told <= IN_FINDINGS * sum(one.words_total for one in readings)


def test_a_scan_without_text_is_no_empty_success(shared: Path) -> None:
    scans = [path for path in pdfs(shared / "wild") if not reading(path).words_total]
    assert len(scans) == 1
    assert all(page.text_source == "none" and page.has_pictures for page in reading(scans[0]).pages)


@dataclass(frozen=True)
class Seen:
    """A page of a report, as our reader and as pdfplumber sees it."""

    where: str
    characters: tuple[Counter[str], Counter[str]]
    tables: list[tuple[Grid, list[Grid]]]
    """Each ruled table of ours, and those of pdfplumber at its place."""


@pytest.fixture(scope="module")
def pages(shared: Path) -> list[Seen]:
    """Every page of the five reports, seen twice."""
    seen = []
    for path in pdfs(shared / "reports"):
        with pdfplumber.open(path) as document:
            for page in read_pages(path):
                theirs = document.pages[page.number - 1]
                seen.append(
                    Seen(f"{path.stem}, page {page.number}", characters_of(page, theirs), tables_of(page, theirs))
                )
                theirs.close()
    return seen


def test_both_engines_see_the_same_characters_on_the_reports(pages: list[Seen]) -> None:
    differing = [
        (page.where, page.characters[0] - page.characters[1], page.characters[1] - page.characters[0])
        for page in pages
        if page.characters[0] != page.characters[1]
    ]
    assert differing == []


def characters_of(ours: Page, theirs: Any) -> tuple[Counter[str], Counter[str]]:
    """The characters of a page in both engines."""
    return (
        characters("".join(word.text for word in find_words(ours.chars))),
        characters("".join(char["text"] for char in theirs.chars)),
    )


def characters(text: str) -> Counter[str]:
    """The characters of a text without blanks and hyphens, ligatures as letters."""
    return Counter(char for char in unicodedata.normalize("NFKC", text) if not char.isspace() and char not in "-\u00ad")


# --- tables ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_every_table_of_the_reports_is_found_and_no_other(name: str, shared: Path) -> None:
    found = [
        (f"{table.page}-{table.page_end}", f"{table.row_count}x{table.column_count}")
        for table in reading(shared / "reports" / f"{name}.pdf").tables
    ]
    printed = [entry.partition(":") for entry in TABLES[name].split()]
    assert found == [(pages if "-" in pages else f"{pages}-{pages}", shape or "2x5") for pages, _, shape in printed]


def test_tables_of_the_reports_have_one_header_row_and_a_title(shared: Path) -> None:
    for name in TABLES:
        for table in reading(shared / "reports" / f"{name}.pdf").tables:
            assert table.title
            two_levels = any("Finansiering" in path for path in table.header_paths())
            assert table.header_rows == (2 if two_levels else 1), table.title


def test_pdfplumber_sees_the_same_ruled_tables_on_the_reports(pages: list[Seen]) -> None:
    pairs = [(page.where, ours, theirs) for page in pages for ours, theirs in page.tables]
    assert [where for where, ours, theirs in pairs if theirs != [ours]] == []
    assert len(pairs) == 68


def tables_of(ours: Page, theirs: Any) -> list[tuple[Grid, list[Grid]]]:
    """Our ruled tables of a page, each with what pdfplumber finds at its place."""
    others = theirs.find_tables()
    return [
        (
            solid(table),
            [
                [[blankless(text) for text in row] for row in other.extract()]
                for other in others
                if all(abs(a - b) < 3 for a, b in zip(other.bbox, table.box, strict=True))
            ],
        )
        for table in find_tables(ours)
        if table.kind == "ruled"
    ]


def solid(table: Table) -> Grid:
    """The characters of each cell as printed, blanks left out."""
    rows: Grid = [[""] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row - 1][cell.column - 1] = blankless("".join(word.text for word in words(cell)))
    return rows


def words(cell: Cell) -> Iterable[Any]:
    return (word for line in cell.lines for word in line.words)


def blankless(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").split())


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    """The scorer of the ICDAR 2013 table competition, a script of its own beside the data."""
    spec = importlib.util.spec_from_file_location("icdar_score", shared / "icdar2013-eu" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extract(path: Path) -> list[tuple[int, list[list[object]]]]:
    """Tables in the form the scorer asks for, those over several pages a page at a time."""
    found = []
    for table in reading(path).tables:
        for page in table.boxes:
            rows: list[list[object]] = [[None] * table.column_count for _ in range(table.row_count)]
            for cell in table.cells:
                if cell.page == page:
                    rows[cell.row - 1][cell.column - 1] = (cell.text, cell.row_span, cell.column_span)
            found.append((page, [row for row in rows if any(row)]))
    return found


def test_icdar_tables_are_found_with_their_structure(shared: Path, scorer: ModuleType) -> None:
    documents = scorer.read_documents(shared / "icdar2013-eu", False)
    assert len(documents) == 27
    results = {
        path: {
            "score": scorer.score_document(readings, scorer.plain(extract(Path(path))), False),
            "error": None,
            "cpu": None,
        }
        for path, readings in documents.items()
    }
    assert 100 * scorer.summary(documents, results, {})["F1"] >= ICDAR_FLOOR


# --- files meant to break readers -----------------------------------------------------------------------------------

READ_ALL = """
import json, sys
from pathlib import Path
from pipelines.reading import UnreadableError, read_report

for name in sys.argv[1:]:
    try:
        found = read_report(Path(name))
    except UnreadableError as error:
        print(json.dumps([name, error.kind]))
        continue
    told = {oddity.page for oddity in found.oddities}
    lost = [page.number for page in found.pages if page.words_placed != page.words_total and page.number not in told]
    print(json.dumps([name, f"words lost on pages {lost}" if lost else "ok"]))
"""


def test_no_hostile_file_breaks_the_reader(shared: Path) -> None:
    paths = pdfs(shared / "hostile")
    # a process of its own: what brings an engine down must not bring the tests down
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, *map(str, paths)], capture_output=True, text=True, timeout=300, check=False
    )
    results = dict(json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 0, f"after {len(results)} files: {done.stderr[-2000:]}"
    assert len(results) == len(paths)
    assert set(results.values()) == {"ok", "damaged", "encrypted", "not_pdf"}
    assert sum(result == "ok" for result in results.values()) > 150
