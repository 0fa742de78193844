"""What the command line says of one PDF: its headings, its tables, its text, and the family it looks like."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rich.console import Console
from rich.text import Text

from assets.printing import pairs, plain, table
from pipelines.inspection import NEEDED, Inspection
from pipelines.reading import Reading, Table
from pipelines.reading.model import Heading, Item, ListItem

EMPTY = "No page has a text layer: the report is a scan, or empty."


def inspection(console: Console, name: str, seen: Inspection) -> None:
    """Headings, tables, family and why."""
    reading = seen.reading
    console.print(Text(name, "bold"))
    about = [(key, value) for key, value in seen.about.items() if value is not None]
    pages = [("pages", len(reading.pages)), ("words", f"{reading.words_placed} of {reading.words_total} placed")]
    console.print(pairs((key, str(value)) for key, value in [*about, *pages]))
    if not reading.words_total:
        console.print(EMPTY)
        return
    _family(console, seen)
    console.print(Text(f"Headings  {len(seen.headings)}", "bold"))
    for heading in seen.headings:
        indent = "  " * (heading.level or 1)
        console.print(plain(f"{indent}{_numbered(heading)}") + Text(f"  p. {heading.page}", "dim"))
    console.print(Text(f"\nTables  {len(reading.tables)}", "bold"))
    rows = [
        (_pages(found), found.kind, f"{found.row_count} × {found.column_count}", found.title or "", _headers(found))
        for found in reading.tables
    ]
    if rows:
        console.print(table(("page", "kind", "rows × columns", "title", "headers"), rows))
    given = ", ".join(f"{count} {name}" for name, count in seen.rows.items())
    console.print(Text("Rows it gives  ", "bold") + Text(given, "not bold"))
    for oddity in reading.oddities:
        place = f" (page {oddity.page})" if oddity.page else ""
        console.print(plain(f"{oddity.severity}: {oddity.detail}{place}"))


def _family(console: Console, seen: Inspection) -> None:
    verdict = seen.family or f"none: no family has {NEEDED:g} points"
    console.print(Text("\nFamily  ", "bold") + Text(verdict, "not bold"))
    rows = [(likeness.family, likeness.points, ", ".join(likeness.signs)) for likeness in seen.likenesses]
    console.print(table(("family", "points", "signs seen"), rows))


def _numbered(heading: Heading) -> str:
    return f"{heading.number} {heading.title}" if heading.number else heading.title


def _pages(found: Table) -> str:
    return str(found.page) if found.page == found.page_end else f"{found.page}–{found.page_end}"


def _headers(found: Table) -> str:
    return " | ".join(" / ".join(path) for path in found.header_paths())


def tables(console: Console, reading: Reading, pages: Collection[int] | None = None) -> None:
    """Every table, or those on some pages, with its place and rows."""
    shown = list(_on(reading, pages))
    if not shown:
        console.print("No tables.")
    for number, found in shown:
        x0, top, x1, bottom = (round(edge) for edge in found.box)
        place = f"page {_pages(found)}, {found.kind}, x {x0}–{x1}, y {top}–{bottom}"
        console.print(Text(f"{number}. ", "bold") + plain(found.title or "(no title)") + Text(f"  {place}", "dim"))
        header = [" / ".join(path) for path in found.header_paths()]
        console.print(table(header, [[text or "" for text in row] for row in found.rows()[found.header_rows :]]))


def _on(reading: Reading, pages: Collection[int] | None) -> Iterator[tuple[int, Table]]:
    """Tables with their numbers in the report: all, or those with a part on one of the pages."""
    for number, found in enumerate(reading.tables, 1):
        if pages is None or any(page in pages for page in found.boxes):
            yield number, found


def table_rows(reading: Reading, pages: Collection[int] | None = None) -> Iterator[dict[str, object]]:
    """Every table, or those on some pages, as plain values, for JSON."""
    for _, found in _on(reading, pages):
        yield {
            "page": found.page,
            "page_end": found.page_end,
            "bbox": found.box._asdict(),
            "boxes": {page: box._asdict() for page, box in found.boxes.items()},
            "kind": found.kind,
            "title": found.title,
            "header_rows": found.header_rows,
            "columns": [list(path) for path in found.header_paths()],
            "rows": found.rows(),
        }


def text_by_page(reading: Reading) -> Iterator[str]:
    """The text of each page in reading order, under a line with its number."""
    for page in reading.pages:
        yield f"--- page {page.number} ---\n\n{page.text}\n"


def text_by_section(reading: Reading) -> Iterator[str]:
    """Each heading, ``#`` for each level, with its page and what stands under it."""
    before = []
    for item in reading.items:
        if isinstance(item, Heading):
            break
        before.append(_text(item))
    if before:
        yield "\n\n".join(before) + "\n"
    for section in reading.sections:
        heading = section.heading
        title = f"{'#' * (heading.level or 1)} {_numbered(heading)}  (page {heading.page})"
        yield "\n\n".join([title, *(_text(item) for item in section.items)]) + "\n"


def _text(item: Item) -> str:
    if isinstance(item, Table):
        return "\n".join(" | ".join(text or "" for text in row) for row in item.rows())
    if isinstance(item, Heading):
        return item.title
    return f"{item.marker} {item.text}" if isinstance(item, ListItem) else item.text
