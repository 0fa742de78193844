"""Readings from short literals, as the reader of pages would have left them.

In a text ``\\n`` is a line break, ``\\t`` a gap; ``**bold**`` around the whole sets it bold and ``{green}`` draws a
light: a coloured character there. ``{green shape}`` and ``{green image}`` draw it beside the line, ``{green fill}`` as
the ground of the cell. A cell that is only ``<`` belongs to the cell on its left, ``^`` to the one above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from pipelines.reading.marks import is_symbol
from pipelines.reading.model import (
    Box,
    Cell,
    Footnote,
    Heading,
    Item,
    Line,
    ListItem,
    Mark,
    MarkKind,
    Oddity,
    PageSummary,
    Paragraph,
    Reading,
    Style,
    Table,
    TableKind,
    Word,
    lines_of,
    union,
)
from pipelines.reading.sections import find_sections
from pipelines.reading.text import join_lines, plain
from pipelines.reading.words import make_line

COLORS = {"green": 0x00A651, "yellow": 0xFFC000, "red": 0xFF0000, "blue": 0x0070C0, "grey": 0x808080}
"""The lights of a literal."""
NEXT_PAGE = "---"
"""A row of a table literal after which its rows stand on the next page."""
WIDTH, PITCH, CHAR = 120.0, 12.0, 5.0
"""Of a column, between baselines, of a character; in points."""

_LIGHT = re.compile(r"\{(\w+)(?: (shape|image|fill))?\}")
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*)\.? (?=\S)")
_places = count(1)


def _words(text: str, x: float, baseline: float, style: Style) -> list[Word]:
    words = []
    for part in re.findall(r"\{[^}]*\}|[^\s{]+|\t", text):
        if part == "\t":
            x += WIDTH / 2
            continue
        light = _LIGHT.fullmatch(part)
        shown = "●" if light else part
        own = Style(style.size, False, False, COLORS[light[1]], "Symbol") if light else style
        box = Box(x, baseline - style.size, x + CHAR * len(shown), baseline + 2)
        words.append(Word(shown, box, baseline, own))
        x = box.x1 + CHAR
    return words


def _lines(text: str, x: float, top: float, size: float = 10.0) -> tuple[list[Line], list[Mark], int | None]:
    """The lines of a literal, the lights drawn beside them, and the ground."""
    bold = text.startswith("**") and text.endswith("**") and len(text) > 4
    style = Style(size, bold, False, 0, "Arial")
    lines: list[Line] = []
    marks: list[Mark] = []
    fill: int | None = None
    for number, raw in enumerate((text[2:-2] if bold else text).split("\n")):
        baseline = top + PITCH * (number + 1) - 2
        drawn = [light for light in _LIGHT.finditer(raw) if light[2]]
        for light in drawn:
            kind: MarkKind = "image" if light[2] == "image" else "shape"
            if light[2] == "fill":
                fill = COLORS[light[1]]
            else:
                marks.append(Mark(Box(x - 12, baseline - 8, x - 4, baseline), COLORS[light[1]], kind))
        for light in drawn:
            raw = raw.replace(light[0], " ")
        if words := _words(raw, x, baseline, style):
            lines.append(make_line(words))
    return lines, marks, fill


def _glyphs(lines: Sequence[Line]) -> list[Mark]:
    return [Mark(word.box, word.style.color, "glyph") for line in lines for word in line.words if is_symbol(word)]


def table(*rows: str, header: int = 1, title: str | None = None, page: int = 1, kind: TableKind = "ruled") -> Table:
    """A table of rows like ``Projekt | Ägare | Belopp``; a row `NEXT_PAGE` breaks the page.

    A row after a break whose first cell is ``...`` goes on with the row above in the same cells.
    """
    cells: list[Cell] = []
    owners: dict[tuple[int, int], Cell] = {}
    top = 40.0 + 20 * next(_places)
    first_page, number, columns = page, 0, 0
    for row in rows:
        if row == NEXT_PAGE:
            page, top = page + 1, 60.0
            continue
        texts = [text.strip(" ") for text in row.split("|")]
        columns = max(columns, len(texts))
        height = PITCH * max(text.count("\n") + 1 for text in texts) + 4
        if texts[0] == "...":
            for place, text in enumerate(texts[1:], start=1):
                if text:
                    _go_on(owners[number, place + 1], _cell(number, place, page, top, height, text))
            top += height
            continue
        number += 1
        for place, text in enumerate(texts):
            if text == "<":
                cell = owners[number, place]
                cell.column_span = max(cell.column_span, place + 2 - cell.column)
                cell.box = cell.box._replace(x1=WIDTH * (place + 1) + 40)
            elif text == "^":
                cell = owners[number - 1, place + 1]
                cell.row_span = number - cell.row + 1
            else:
                cell = _cell(number, place, page, top, height, text)
                cells.append(cell)
            owners[number, place + 1] = cell
        top += height
    boxes = {
        on: union(part.box for cell in cells for part in cell.parts if part.page == on)
        for on in range(first_page, page + 1)
    }
    return Table(first_page, page, boxes, kind, cells, number, columns, header, title)


def _cell(row: int, place: int, page: int, top: float, height: float, text: str) -> Cell:
    x = 40 + WIDTH * place
    lines, marks, fill = _lines(text, x + 14, top)
    box = Box(x, top, x + WIDTH, top + height)
    joined = join_lines(lines)
    return Cell(row, place + 1, page, box, lines, fill_color=fill, marks=marks + _glyphs(lines), text=joined)


def _go_on(cell: Cell, part: Cell) -> None:
    cell.continued.append(part)
    cell.text = join_lines(cell.all_lines)


def heading(text: str, level: int | None = 1, page: int = 1, size: float = 16.0) -> Heading:
    """A heading; a number that opens it is its number."""
    lines, _, _ = _lines(text, 40, 20.0 * next(_places), size)
    numbered = _NUMBERED.match(text)
    title = plain(text[numbered.end() :] if numbered else text)
    return Heading(page, union(line.box for line in lines), lines, title, numbered[1] if numbered else None, level)


def paragraph(text: str, page: int = 1, size: float = 10.0, is_title: bool = False) -> Paragraph:
    """A paragraph of running text."""
    lines, marks, _ = _lines(text, 40, 20.0 * next(_places), size)
    box = union(line.box for line in lines)
    return Paragraph(page, page, box, lines, join_lines(lines), marks + _glyphs(lines), is_title)


def title(text: str, page: int = 1) -> Paragraph:
    """The title of a report on its cover."""
    return paragraph(text, page, size=28.0, is_title=True)


def item(text: str, page: int = 1) -> ListItem:
    """A list item, two blanks deeper for each level; its mark is a bullet unless the text opens with a dash."""
    level = (len(text) - len(text.lstrip(" "))) // 2
    body = text.lstrip(" ")
    marker = "-" if body.startswith("- ") else "•"
    lines, marks, _ = _lines(body.removeprefix("- "), 60 + 20 * level, 20.0 * next(_places))
    return ListItem(page, page, union(line.box for line in lines), lines, marker, level, join_lines(lines), marks)


def footnote(number: str, text: str, page: int = 1) -> Footnote:
    """A footnote."""
    return Footnote(number, text, page, Box(40, 780, 500, 790))


def reading(
    *items: Item,
    furniture: Sequence[str] = (),
    metadata: dict[str, str] | None = None,
    footnotes: Sequence[Footnote] = (),
    oddities: Sequence[Oddity] = (),
) -> Reading:
    """A report of these items, each table captioned by the heading it stands under unless it has a title."""
    above: Heading | None = None
    for thing in items:
        if isinstance(thing, Heading):
            above = thing
        elif isinstance(thing, Table) and thing.title is None and above is not None:
            thing.title = above.title
    last = max((thing.page if isinstance(thing, Heading) else thing.page_end for thing in items), default=1)
    pages = []
    for number in range(1, last + 1):
        lines = [line for thing in items if thing.page == number for line in lines_of(thing)]
        text = "\n".join(line.text for line in lines)
        words = sum(len(line.words) for line in lines)
        pages.append(PageSummary(number, 595, 842, 0, "pdfium", "native", text, words, words))
    return Reading(
        pages,
        list(items),
        [thing for thing in items if isinstance(thing, Table)],
        find_sections(items),
        list(footnotes),
        list(furniture),
        list(oddities),
        metadata or {},
    )
