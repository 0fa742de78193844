"""Opening a file: which engine reads it, and why none can.

Two engines see different things in damaged files, so no empty result of one is believed before the other was asked;
and a file that shows signs of damage is read by both, page by page, and the one that sees more is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pdfplumber.pdf import PDF

from pipelines.reading.care import care
from pipelines.reading.damage import Damage, find_damage, mended
from pipelines.reading.engines import pdfium as fast
from pipelines.reading.engines import plumber as second
from pipelines.reading.errors import UnreadableError
from pipelines.reading.headings import Bookmark
from pipelines.reading.legible import is_garbage
from pipelines.reading.model import Oddity, Page
from pipelines.reading.ocr import Budget
from pipelines.reading.readable import made_readable, solid_count

HEADER = b"%PDF-"
HEADER_WITHIN = 1024
"""ISO 32000-1, Annex H: readers accept a header within the first 1,024 bytes."""
PAGES, OPENINGS = 100, 50
"""Pages read before a file is opened anew, and how often that is done at most: each time costs the more, the longer."""
MORE = 1.05
"""The second engine sees more on a page of a damaged file when it has so many times the characters, and a few more."""
FEW = 5


@dataclass(slots=True)
class Source:
    """An opened file: its pages, one at a time, and what it says of itself."""

    page_count: int
    pages: Iterator[Page]
    metadata: dict[str, str] = field(default_factory=dict)
    bookmarks: list[Bookmark] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    """Numbers of pages that no engine could load; known once the pages were read."""
    left_out: list[int] = field(default_factory=list)
    """Numbers of pages that were not tried, since they broke a reader before."""
    oddities: list[Oddity] = field(default_factory=list)
    """What to tell of the file and how its pages were read; complete once they were."""


@dataclass(slots=True)
class _Other:
    """The file in the second engine, opened when it is first asked for."""

    path: Path
    opened: bool = False
    document: PDF | None = None

    @property
    def count(self) -> int:
        """Pages it sees; 0 where it sees none or cannot open the file."""
        if not self.opened:
            self.opened = True
            try:
                self.document = second.open_document(self.path)
            except UnreadableError:
                self.document = None
        return second.page_count(self.document) if self.document is not None else 0

    def page(self, index: int, count: int) -> Page | None:
        """A page; None where it sees another number of pages, so that numbers mean others, or cannot read this one."""
        if self.count != count or self.document is None:
            return None
        return second.read_page(self.document, index)

    def close(self) -> None:
        if self.document is not None:
            second.close(self.document)


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a PDF with the engine that sees most pages in it.

    Raises UnreadableError with ``not_pdf``, ``empty``, ``encrypted`` or ``damaged`` where neither sees any.
    """
    if path.stat().st_size == 0:
        raise UnreadableError("empty", "The file is empty.")
    other, document = _Other(path), None
    try:
        damage = find_damage(path)
        document, refused = _open_first(path, damage)
        count = len(document) if document is not None else 0
        doubtful = bool(damage) or not count or (document is not None and _was_repaired(document))
        if document is not None and count and not (doubtful and other.count > count):
            yield _source_of_first(document, other, damage, doubtful)
        elif other.count:
            yield _source_of_second(other, count, damage)
        else:
            raise _worse(path, refused)
    finally:
        if document is not None:
            document.close()
        other.close()


def _open_first(path: Path, damage: Damage) -> tuple[pdfium.PdfDocument | None, UnreadableError]:
    """The file in the first engine, mended where that shows as many pages or more; or None and the reason."""
    refused = UnreadableError("damaged", "The file opens but holds no pages.")
    try:
        document: pdfium.PdfDocument | None = fast.open_document(path)
    except UnreadableError as error:
        document, refused = None, error
    if (document is not None and not damage.unended) or refused.kind == "encrypted":
        return document, refused
    mending = mended(path, damage)
    if mending is None:
        return document, refused
    try:
        better = pdfium.PdfDocument(mending)
    except pdfium.PdfiumError:
        return document, refused
    if document is not None and len(document) > len(better):
        better.close()
        return document, refused
    if document is not None:
        document.close()
    return better, refused


def _was_repaired(document: pdfium.PdfDocument) -> bool:
    """Whether the first engine had to look for the objects itself, since the table of their places is wrong."""
    return not raw.FPDF_DocumentHasValidCrossReferenceTable(document.raw)


# --- pages ----------------------------------------------------------------------------------------------------------


def _source_of_first(document: pdfium.PdfDocument, other: _Other, damage: Damage, doubtful: bool) -> Source:
    source = Source(len(document), iter(()), _metadata(document), _bookmarks(document))
    source.oddities += _broken(damage)
    source.pages = _some(_pages_of_first(document, other, doubtful, source), source)
    return source


def _pages_of_first(document: pdfium.PdfDocument, other: _Other, doubtful: bool, source: Source) -> Iterator[Page]:
    """The pages of the first engine; those it cannot load or make sense of are asked of the second."""
    count, budget = len(document), Budget()
    for index, opened in _opened_anew(document, None if doubtful else other.path):
        if _is_left_out(index + 1, source):
            continue
        ask = partial(other.page, index, count)
        page: Page | None
        try:
            page = fast.read_page(opened, index)
        except pdfium.PdfiumError:
            page = ask()
        if page is None:
            source.unread.append(index + 1)
            continue
        if doubtful and page.engine == "pdfium":
            page = _fuller(page, ask())
        elif page.is_bare and not doubtful:
            yield page  # of a sound file an empty page is believed
            continue
        readable = made_readable(page, opened, ask, budget, source.oddities)
        readable.picture = None
        yield readable


def _opened_anew(document: pdfium.PdfDocument, path: Path | None) -> Iterator[tuple[int, pdfium.PdfDocument]]:
    """Each page's index with the document to read it from, opened again now and then: an open one keeps all it parsed.

    A file that was changed meanwhile, or does not open the same again, is read on from the document at hand, and so is
    one that was mended, which has no `path`.
    """
    count, stamp = len(document), _stamp(path)
    step = max(PAGES, count // OPENINGS)
    for start in range(0, count, step):
        opened = document
        if start and path is not None and _stamp(path) == stamp:
            with suppress(UnreadableError):
                opened = fast.open_document(path)
        if len(opened) != count:
            opened.close()
            opened = document
        try:
            for index in range(start, min(start + step, count)):
                yield index, opened
        finally:
            if opened is not document:
                opened.close()


def _stamp(path: Path | None) -> tuple[int, int, int] | None:
    """What tells that a file was replaced or written to."""
    try:
        about = path.stat() if path is not None else None
    except OSError:
        return None
    return (about.st_ino, about.st_size, about.st_mtime_ns) if about is not None else None


def _fuller(page: Page, theirs: Page | None) -> Page:
    """Of two readings of one page of a damaged file the one that has more of it."""
    if theirs is None or solid_count(theirs) <= MORE * solid_count(page) + FEW or is_garbage(theirs.chars):
        return page
    return theirs


def _source_of_second(other: _Other, seen: int, damage: Damage) -> Source:
    """The pages of the second engine, where the first sees none or fewer."""
    assert other.document is not None
    source = Source(other.count, iter(()), second.metadata(other.document))
    source.oddities += _broken(damage)
    if seen:
        detail = f"One engine sees {seen} pages in this damaged file and another {other.count}, which were read."
        source.oddities.append(Oddity("damaged", "warning", detail))
    source.pages = _some(_pages_of_second(other, source), source)
    return source


def _pages_of_second(other: _Other, source: Source) -> Iterator[Page]:
    count = other.count
    for index in range(count):
        if _is_left_out(index + 1, source):
            continue
        page = other.page(index, count)
        if page is None:
            source.unread.append(index + 1)
        else:
            yield made_readable(page, None, lambda: None, Budget(), source.oddities)


def _is_left_out(number: int, source: Source) -> bool:
    """Whether a page is to be left out; one that is read is told of."""
    kind_and_why = care().leave_out.get(number)
    if kind_and_why is None:
        care().tell(number)
        return False
    source.left_out.append(number)
    source.oddities.append(Oddity("unreadable", "error", f"Page {number} was left out. {kind_and_why[1]}"))
    return True


def _some(pages: Iterator[Page], source: Source) -> Iterator[Page]:
    """The same pages; UnreadableError where there is none."""
    seen = False
    for page in pages:
        seen = True
        yield page
    if not seen:
        count = len(source.unread) + len(source.left_out)
        if source.left_out:
            kind, why = care().leave_out[source.left_out[0]]
            raise UnreadableError(kind, f"None of its {count} pages can be read. {why}", count)
        raise UnreadableError("damaged", f"None of its {count} pages can be loaded.", count)


def _broken(damage: Damage) -> list[Oddity]:
    if not damage.lost:
        return []
    detail = f"{damage.lost} parts of the file are damaged: text may be missing from its pages."
    return [Oddity("unreadable", "error", detail)]


# --- the file -------------------------------------------------------------------------------------------------------


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
