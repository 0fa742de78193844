"""Opening a file: which engine reads it, and why none can.

Two engines see different things in damaged files, so no empty result of one is believed before the other was asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium

from pipelines.reading.engines import pdfium as fast
from pipelines.reading.engines import plumber as second
from pipelines.reading.errors import UnreadableError
from pipelines.reading.headings import Bookmark
from pipelines.reading.model import Page

HEADER = b"%PDF-"
HEADER_WITHIN = 1024
"""ISO 32000-1, Annex H: readers accept a header within the first 1,024 bytes."""


@dataclass(slots=True)
class Source:
    """An opened file: its pages, one at a time, and what it says of itself."""

    page_count: int
    pages: Iterator[Page]
    metadata: dict[str, str] = field(default_factory=dict)
    bookmarks: list[Bookmark] = field(default_factory=list)


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a PDF with the engine that sees pages in it.

    Raises UnreadableError with ``not_pdf``, ``empty``, ``encrypted`` or ``damaged`` where neither does.
    """
    _check(path)
    try:
        document = fast.open_document(path)
    except UnreadableError as refused:
        with _open_second(path, refused) as source:
            yield source
        return
    try:
        if len(document) == 0:
            with _open_second(path, UnreadableError("damaged", "The file opens but holds no pages.")) as source:
                yield source
            return
        pages = _pages(document, path)
        yield Source(len(document), pages, _metadata(document), _bookmarks(document))
    finally:
        document.close()


def _pages(document: pdfium.PdfDocument, path: Path) -> Iterator[Page]:
    """The pages of the first engine; those it cannot load are asked of the second.

    Raises UnreadableError when neither can load a single one.
    """
    broken: list[int] = []
    seen = 0
    for index in range(len(document)):
        try:
            page = fast.read_page(document, index)
        except pdfium.PdfiumError:
            broken.append(index)
            found = _page_of_second(path, index)
            if found is None:
                continue
            page = found
        seen += 1
        yield page
    if not seen:
        raise UnreadableError("damaged", f"None of its {len(broken)} pages can be loaded.")


def _page_of_second(path: Path, index: int) -> Page | None:
    """One page through the second engine, None where it sees none of that number."""
    try:
        document = second.open_document(path)
    except UnreadableError:
        return None
    try:
        return second.read_page(document, index)
    finally:
        second.close(document)


@contextmanager
def _open_second(path: Path, first: UnreadableError) -> Iterator[Source]:
    """The second engine, after the first gave `first`; raised again where the second sees nothing either."""
    try:
        document = second.open_document(path)
    except UnreadableError:
        raise _worse(path, first) from None
    try:
        count = second.page_count(document)
        if not count:
            raise _worse(path, first)
        yield Source(count, second.read_pages(document), second.metadata(document))
    finally:
        second.close(document)


def _check(path: Path) -> None:
    if path.stat().st_size == 0:
        raise UnreadableError("empty", "The file is empty.")


def _worse(path: Path, error: UnreadableError) -> UnreadableError:
    """The reason to give when no engine opens a file: that it is no PDF at all comes before that it is damaged."""
    with path.open("rb") as file:
        head = file.read(HEADER_WITHIN)
    if error.kind == "damaged" and HEADER not in head:
        return UnreadableError("not_pdf", "The file is not a PDF: it lacks the header every PDF begins with.")
    return error


def _metadata(document: pdfium.PdfDocument) -> dict[str, str]:
    found = document.get_metadata_dict(skip_empty=True)
    return {str(key): str(value).strip() for key, value in found.items() if str(value).strip()}


def _bookmarks(document: pdfium.PdfDocument) -> list[Bookmark]:
    """The outline of the file; an outline that cannot be read is none."""
    bookmarks = []
    try:
        for entry in document.get_toc(max_depth=8):
            target = entry.get_dest()
            index = target.get_index() if target else None
            bookmarks.append(Bookmark(entry.get_title().strip(), entry.level, None if index is None else index + 1))
    except (pdfium.PdfiumError, ValueError, RecursionError):
        return []
    return bookmarks
