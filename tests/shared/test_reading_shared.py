"""Real reports beside other readers: the five shared ones and pdfplumber, the ICDAR 2013 tables and their scorer.

The folder ``shared`` lies beside the repository; where it does not, these tests are skipped and say so.
"""

from __future__ import annotations

import importlib.util
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

Grid = list[list[str]]


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


# --- characters ---------------------------------------------------------------------------------------------------


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
