"""What was found before any meaning: tables with their cells, sections, footnotes and pages."""

from __future__ import annotations

from pipelines.reading.colors import hex_color
from pipelines.reading.model import Contents, Heading, Item, ListItem, Paragraph, Reading, Table
from pipelines.records.facts import Facts


def add_source(facts: Facts, reading: Reading) -> None:
    """Add pages, sections, footnotes and tables as read."""
    for page in reading.pages:
        facts.add(
            "pages",
            None,
            page=page.number,
            width=page.width,
            height=page.height,
            rotation=page.rotation,
            text=page.text,
            text_source=page.text_source,
            engine=page.engine,
            words_total=page.words_total,
            words_placed=page.words_placed,
        )
    for section in reading.sections:
        heading = section.heading
        facts.add(
            "sections",
            None,
            number=heading.number,
            title=heading.title,
            level=heading.level,
            text="\n".join(text for item in section.items if (text := _text(item))),
            page=heading.page,
            page_end=section.page_end,
            bbox=heading.box._asdict(),
        )
    for note in reading.footnotes:
        facts.add(
            "footnotes",
            None,
            number=note.number,
            text=note.text,
            called_by=[call.text for call in note.calls],
            page=note.page,
            bbox=note.box._asdict(),
        )
    for table in reading.tables:
        _add_table(facts, table)


def _text(item: Item) -> str:
    if isinstance(item, Heading):
        return item.title
    if isinstance(item, ListItem):
        return f"{item.marker} {item.text}"
    if isinstance(item, Paragraph | Contents):
        return item.text
    return "\n".join(" | ".join(text or "" for text in row) for row in item.rows())


def _add_table(facts: Facts, table: Table) -> None:
    row = facts.add(
        "source_tables",
        None,
        page=table.page,
        page_end=table.page_end,
        bbox=table.box._asdict(),
        title=table.title,
        kind=table.kind,
        row_count=table.row_count,
        column_count=table.column_count,
    )
    for cell in table.cells:
        style = cell.style
        facts.add(
            "source_cells",
            None,
            table_id=row,
            page=cell.page,
            bbox=cell.box._asdict(),
            row_no=cell.row,
            column_no=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
            text=cell.text,
            fill_color=hex_color(cell.fill_color),
            text_color=hex_color(style.color) if style is not None else None,
        )
