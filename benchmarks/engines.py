"""The readers compared, each a function from a path to ``[(page, rows), ...]``.

A cell is its text, None where there is none, or ``(text, row span, column span)``. Each reader is asked for all it can
tell of a page short of OCR and, where there is a choice, in the way that costs it least. One that is not installed is
left out.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

Cell = str | tuple[str, int, int] | None
Part = tuple[int, Sequence[Sequence[Cell]]]
Read = Callable[[str], list[Part]]

BASELINE = "pdfplumber"
"""The reader that the others' times are compared with."""


def rapportlager(path: str) -> list[Part]:
    """Everything: words, tables with and without rules over pages, sections, footnotes, marks, furniture."""
    from benchmarks.icdar2013 import extract

    return extract(path)


def pdfplumber(path: str) -> list[Part]:
    """Characters, edges and the tables of the default settings."""
    import pdfplumber as library

    parts: list[Part] = []
    with library.open(path) as pdf:
        for page in pdf.pages:
            _ = page.chars, page.edges
            parts += [(page.page_number, rows) for rows in page.extract_tables()]
            page.close()
    return parts


def liteparse(path: str) -> list[Part]:
    """Text with word boxes, vector graphics and blocks, tables among them."""
    from liteparse import LiteParse

    parser = LiteParse(
        ocr_enabled=False, quiet=True, emit_word_boxes=True, extract_vector_graphics=True, extract_blocks=True
    )
    return [
        (page.page_num, [[cell.text for cell in row] for row in [block.header or [], *(block.rows or [])] if row])
        for page in parser.parse(path).pages
        for block in page.blocks or []
        if block.kind == "table"
    ]


def camelot_lattice(path: str) -> list[Part]:
    """Ruled tables, from the lines of the file rather than of a rendering: the quicker way."""
    return _camelot(path, "lattice")


def camelot_hybrid(path: str) -> list[Part]:
    """Tables with and without rules: the way that finds most."""
    return _camelot(path, "hybrid")


def _camelot(path: str, flavor: str) -> list[Part]:
    from camelot.io import read_pdf

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of every page without a table
        found = read_pdf(path, pages="all", flavor=flavor, engine="vector", suppress_stdout=True)
    return [(int(table.page), table.df.to_numpy().tolist()) for table in found]


READERS: dict[str, tuple[str, Read]] = {
    "rapportlager": ("rapportlager", rapportlager),
    "pdfplumber": ("pdfplumber", pdfplumber),
    "liteparse": ("liteparse", liteparse),
    "camelot_lattice": ("camelot-py", camelot_lattice),
    "camelot_hybrid": ("camelot-py", camelot_hybrid),
}
"""Readers by name: the package each comes from, and how it is called."""


def installed() -> dict[str, str]:
    """The readers that are installed, with their versions."""
    found = {}
    for name, (package, _) in READERS.items():
        try:
            found[name] = version(package)
        except PackageNotFoundError:
            continue
    return found


def read(name: str, path: str | Path) -> list[Part]:
    """What the reader `name` finds in a file."""
    return READERS[name][1](str(path))
