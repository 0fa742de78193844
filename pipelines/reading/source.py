"""Opening a file: which engine reads it, and why none can.

Two engines see different things in damaged files, so no empty result of one is believed before the other was asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
from pdfplumber.pdf import PDF

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
    unread: list[int] = field(default_factory=list)
    """Numbers of pages that no engine could load; known once the pages were read."""


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
        unread: list[int] = []
        pages = _some(_pages_of_first(document, path, unread), unread)
        yield Source(len(document), pages, _metadata(document), _bookmarks(document), unread)
    finally:
        document.close()


def _some(pages: Iterator[Page], unread: list[int]) -> Iterator[Page]:
    """The same pages; UnreadableError where there is none."""
    seen = False
    for page in pages:
        seen = True
        yield page
    if not seen:
        raise UnreadableError("damaged", f"None of its {len(unread)} pages can be loaded.")


def _pages_of_first(document: pdfium.PdfDocument, path: Path, unread: list[int]) -> Iterator[Page]:
    """The pages of the first engine; those it cannot load are asked of the second, which is opened once at most."""
    asked, other = False, None
    with ExitStack() as stack:
        for index in range(len(document)):
            page: Page | None
            try:
                page = fast.read_page(document, index)
            except pdfium.PdfiumError:
                if not asked:
                    asked, other = True, stack.enter_context(_same_file(path, len(document)))
                page = second.read_page(other, index) if other is not None else None
            if page is None:
                unread.append(index + 1)
            else:
                yield page


def _pages_of_second(document: PDF, count: int, unread: list[int]) -> Iterator[Page]:
    for index in range(count):
        page = second.read_page(document, index)
        if page is None:
            unread.append(index + 1)
        else:
            yield page


@contextmanager
def _same_file(path: Path, count: int) -> Iterator[PDF | None]:
    """The file in the second engine; None where it sees another number of pages, so that numbers mean others."""
    try:
        document = second.open_document(path)
    except UnreadableError:
        yield None
        return
    try:
        yield document if second.page_count(document) == count else None
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
        unread: list[int] = []
        pages = _some(_pages_of_second(document, count, unread), unread)
        yield Source(count, pages, second.metadata(document), unread=unread)
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
