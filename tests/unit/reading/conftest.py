from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pages import Document

from pipelines.reading import Page, Reading, read_pages, read_report

Read = Callable[[Document], Reading]


@pytest.fixture
def document() -> Document:
    """An empty PDF to draw on."""
    return Document()


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a drawn PDF as a whole report; no word of it may be lost without a word about it."""

    def reading(document: Document) -> Reading:
        found = read_report(document.save(tmp_path / "drawn.pdf"))
        for page in found.pages:
            told = any(oddity.page == page.number for oddity in found.oddities)
            assert page.words_placed == page.words_total or told, f"words lost on page {page.number}"
        return found

    return reading


@pytest.fixture
def read_page(tmp_path: Path) -> Callable[[Document], Page]:
    """The first page of a drawn PDF, as the engine sees it."""

    def reading(document: Document) -> Page:
        return next(read_pages(document.save(tmp_path / "drawn.pdf")))

    return reading
