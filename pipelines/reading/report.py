"""A whole report: pages read, tables joined over page breaks, text in order under its headings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipelines.reading.blocks import Block, Surroundings, find_blocks, usual_pitches
from pipelines.reading.care import AT_NO_PAGE, care
from pipelines.reading.collector import rare_collections
from pipelines.reading.columns import part_looks, reading_order
from pipelines.reading.conservation import check_places
from pipelines.reading.contents import contents_lines
from pipelines.reading.continuations import join_tables
from pipelines.reading.footnotes import Note, calls_of, find_calls, find_footnotes
from pipelines.reading.furniture import REPEATS, STRAY, PageLines, find_furniture, texts_of
from pipelines.reading.headings import Bookmark, body_size
from pipelines.reading.model import (
    Box,
    Cell,
    Chars,
    Contents,
    Edge,
    Footnote,
    Line,
    Oddity,
    Page,
    PageSummary,
    Reading,
    Table,
    Word,
    union,
)
from pipelines.reading.sections import assemble, find_sections
from pipelines.reading.source import open_source
from pipelines.reading.tables.find import find_page_tables
from pipelines.reading.tables.lattice import SNAP
from pipelines.reading.text import Hyphenation, join_lines, observe
from pipelines.reading.turning import as_shown
from pipelines.reading.visible import visible_words
from pipelines.reading.words import find_lines, rotated_lines, without

BESIDE = 14.0
"""The rule under a running header or over a footer is no further from it, in points."""
_NUMBER = re.compile(r"\d+")
PICTURE = 20.0
"""Pictures higher than this, in points, part the text above from the text below."""


@dataclass(slots=True)
class Sheet:
    """One page on its way: its words are given away to furniture, tables, notes and text."""

    page: Page
    words: list[Word]
    rotated: list[Line]
    printed: Sequence[Line]
    """All its lines from the top."""
    lines: list[Line]
    """Those not yet given away."""
    measures: list[Box] = field(default_factory=list)
    """For each line in reading order the column it is set in."""
    unplaced: list[Line] = field(default_factory=list)
    """Of the rotated lines those in no table; once furniture is taken, those that are told of."""
    furniture: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    grids: list[Table] = field(default_factory=list)
    """Drawn grids that are no table by themselves but may go on with one of the page before."""
    contents: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


@rare_collections()
def read_report(path: Path | str, on_page: Callable[[Page], None] | None = None) -> Reading:
    """Read a PDF from the first page to the last.

    `on_page` is given each page as it was before it is made sense of, as `read_pages` gives it: a copy to keep or drop.
    Raises UnreadableError when no engine can open it.
    """
    oddities: list[Oddity] = []
    with open_source(Path(path)) as source:
        sheets = []
        for page in source.pages:
            if on_page is not None:
                on_page(replace(page))
            sheets.append(_sheet(page, oddities))
        metadata, bookmarks, unread = source.metadata, source.bookmarks, len(source.unread) + len(source.left_out)
        oddities += [*_unread(source.unread), *source.oddities, *_recognised(sheets)]
    _take_furniture(sheets)
    _take_ruled_margins(sheets)
    for sheet in sheets:
        care().tell(sheet.page.number)
        _take_contents(sheet)
        _take_tables(sheet)
    care().tell(AT_NO_PAGE)
    tables = join_tables([(sheet.page, sheet.tables, sheet.grids, sheet.lines) for sheet in sheets])
    printed = _printed_cells(tables)
    for sheet in sheets:
        _give_back(sheet, printed[sheet.page.number])
    oddities += _take_turned(sheets)
    hyphens = observe(line for sheet in sheets for line in sheet.printed)
    _take_footnotes(sheets)
    _make_blocks(sheets)
    reading = _reading(sheets, tables, printed, metadata, bookmarks, hyphens, oddities)
    reading.unread = unread
    return reading


def read_pages(path: Path | str) -> Iterator[Page]:
    """The pages of a PDF, one at a time: characters, edges, fills and marks, before tables and text are told apart.

    Raises UnreadableError when no engine can open it.
    """
    with open_source(Path(path)) as source:
        yield from source.pages


def read_tables(path: Path | str) -> list[Table]:
    """Every table of a PDF, those over several pages joined. Raises UnreadableError when no engine can open it."""
    return read_report(path).tables


def _sheet(page: Page, oddities: list[Oddity]) -> Sheet:
    words = visible_words(page, oddities)
    rotated = rotated_lines(page.chars)
    lines = find_lines(words)
    page.chars = Chars.none()  # the bulk of a page, and no longer asked for
    return Sheet(page, words, rotated, lines, lines)


def _unread(pages: Sequence[int]) -> list[Oddity]:
    """What to tell of pages that no engine could load."""
    if not pages:
        return []
    named = ", ".join(map(str, pages[:20])) + (" …" if len(pages) > 20 else "")
    detail = f"{len(pages)} pages cannot be loaded and were not read: {named}."
    return [Oddity(rule="unreadable", severity="error", detail=detail)]


def _recognised(sheets: Sequence[Sheet]) -> list[Oddity]:
    """What to tell of pages that OCR read: their words are likely, not certain."""
    read = [(sheet.page.number, sheet.page.confidence) for sheet in sheets if sheet.page.confidence is not None]
    if not read:
        return []
    named = ", ".join(f"{number} ({confidence:.0f})" for number, confidence in read)
    detail = f"{len(read)} pages were read by OCR, here with its mean confidence of 100: {named}."
    return [Oddity(rule="read_by_ocr", severity="info", detail=detail)]


def _take_furniture(sheets: Sequence[Sheet]) -> None:
    found = find_furniture(
        [PageLines(sheet.page.number, sheet.page.height, sheet.lines, sheet.page.edges) for sheet in sheets]
    )
    for sheet in sheets:
        sheet.furniture = found.get(sheet.page.number, [])
        _remove(sheet, sheet.furniture)


def _take_ruled_margins(sheets: Sequence[Sheet]) -> None:
    """Drop the rules under running headers and over footers: beside furniture, at one place on enough pages."""
    found = [_margin_edges(sheet) for sheet in sheets]
    seen = Counter(key for edges in found for key in set(map(_rule_key, edges)))
    for sheet, edges in zip(sheets, found, strict=True):
        gone = {id(edge) for edge in edges if seen[_rule_key(edge)] >= REPEATS}
        if gone:
            sheet.page.edges = [edge for edge in sheet.page.edges if id(edge) not in gone]


def _margin_edges(sheet: Sheet) -> list[Edge]:
    """Horizontal rules right beside furniture that no vertical rule meets: those would be a table's."""
    if not sheet.furniture:
        return []
    upright = [edge for edge in sheet.page.edges if edge.vertical]
    return [
        edge
        for edge in sheet.page.edges
        if not edge.vertical
        and any(line.box.top - BESIDE <= edge.at <= line.box.bottom + BESIDE for line in sheet.furniture)
        and not any(
            rule.start - SNAP <= edge.at <= rule.end + SNAP and edge.start - SNAP <= rule.at <= edge.end + SNAP
            for rule in upright
        )
    ]


def _rule_key(edge: Edge) -> tuple[int, int]:
    """Height and length, so that mirrored margins make no difference."""
    return round(edge.at), round(edge.length / 3)


def _remove(sheet: Sheet, lines: Sequence[Line]) -> None:
    gone = set(map(id, lines))
    sheet.lines = [line for line in sheet.lines if id(line) not in gone]


def _take_tables(sheet: Sheet) -> None:
    turned = [word for line in sheet.rotated for word in line.words]
    sheet.tables, sheet.grids = find_page_tables(sheet.page, sheet.lines, turned)


def _printed_cells(tables: Sequence[Table]) -> dict[int, list[Cell]]:
    """The cells printed on each page."""
    cells: dict[int, list[Cell]] = defaultdict(list)
    for table in tables:
        for cell in table.printed():
            cells[cell.page].append(cell)
    return cells


def _give_back(sheet: Sheet, cells: Sequence[Cell]) -> None:
    """Leave in the sheet the lines whose words stand in no table."""
    placed = {id(word) for cell in cells for line in cell.lines for word in line.words}
    sheet.lines = without(sheet.lines, placed)
    sheet.unplaced = [line for line in sheet.rotated if any(id(word) not in placed for word in line.words)]


def _take_turned(sheets: Sequence[Sheet]) -> list[Oddity]:
    """Give turned text outside tables to the furniture where it repeats, as the name of a form does, and tell of it.

    On a page that was turned to be read this is the furniture that stands upright on the others.
    """
    upright = [line for sheet in sheets if not sheet.page.turned for line in sheet.furniture]
    seen = Counter(key for sheet in sheets for key in {_turned_key(line) for line in sheet.unplaced})
    oddities = []
    for sheet in sheets:
        repeated = [
            line
            for line in sheet.unplaced
            if seen[_turned_key(line)] >= REPEATS or (sheet.page.turned and _is_known(line, sheet.page, upright))
        ]
        sheet.furniture = [*sheet.furniture, *repeated]
        sheet.unplaced = [line for line in sheet.unplaced if line not in repeated]
        if sheet.unplaced:
            oddities.append(_turned(sheet.unplaced, sheet.page.number))
    return oddities


def _is_known(line: Line, page: Page, furniture: Sequence[Line]) -> bool:
    """Whether a line stands on the page as shown where furniture of other pages stands, but for its numbers."""
    box, text = as_shown(line.box, page.turned, *_size_as_shown(page)), _NUMBER.sub("", line.text)
    return any(
        abs(box.x0 - other.box.x0) <= STRAY
        and abs(box.top - other.box.top) <= STRAY
        and _NUMBER.sub("", other.text) == text
        for other in furniture
    )


def _size_as_shown(page: Page) -> tuple[float, float]:
    return (page.height, page.width) if page.turned in (90, 270) else (page.width, page.height)


def _turned(lines: Sequence[Line], page: int) -> Oddity:
    text, count = " ".join(line.text for line in lines), sum(len(line.words) for line in lines)
    detail = f"{count} words on page {page} do not run from left to right and were not read: {text[:200]}"
    return Oddity("turned_text", "info", detail, page, union(line.box for line in lines), text[:1000])


def _turned_key(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.box.x0 / STRAY), round(line.box.top / STRAY)


def _take_contents(sheet: Sheet) -> None:
    sheet.contents = contents_lines(sheet.lines)
    _remove(sheet, sheet.contents)


def _take_footnotes(sheets: Sequence[Sheet]) -> None:
    size = body_size(line for sheet in sheets for line in sheet.lines)
    for sheet in sheets:
        calls = {word.text.strip(",)") for word in sheet.words if word.raised}
        sheet.notes = find_footnotes(sheet.lines, sheet.page.height, size, calls)
        _remove(sheet, [line for note in sheet.notes for line in note.lines])


def _make_blocks(sheets: Sequence[Sheet]) -> None:
    for sheet in sheets:
        boxes = [table.boxes[sheet.page.number] for table in sheet.tables if sheet.page.number in table.boxes]
        pictures = [box for box in sheet.page.images if box.height > PICTURE]
        placed = reading_order(part_looks(sheet.lines), [*boxes, *pictures])
        sheet.lines = [line for line, _ in placed]
        sheet.measures = [measure for _, measure in placed]
    pitches = usual_pitches([sheet.lines for sheet in sheets])
    for sheet in sheets:
        around = Surroundings(sheet.page.number, sheet.page.dots, sheet.page.marks)
        sheet.blocks = find_blocks(sheet.lines, around, pitches, sheet.measures)


def _reading(
    sheets: Sequence[Sheet],
    tables: list[Table],
    printed: dict[int, list[Cell]],
    metadata: dict[str, str],
    bookmarks: Sequence[Bookmark],
    hyphens: Hyphenation,
    oddities: list[Oddity],
) -> Reading:
    for table in tables:
        for cell in table.cells:
            if len(cell.lines) > 1 or cell.continued:  # one line has no hyphen to undo
                cell.text = join_lines(cell.all_lines, hyphens)
    contents = [
        Contents(sheet.page.number, sheet.page.number, union(line.box for line in sheet.contents), sheet.contents)
        for sheet in sheets
        if sheet.contents
    ]
    pages = [(sheet.page, sheet.blocks) for sheet in sheets]
    items = assemble(pages, tables, contents, bookmarks, hyphens)
    return Reading(
        pages=[_summary(sheet, printed[sheet.page.number], oddities) for sheet in sheets],
        items=items,
        tables=tables,
        sections=find_sections(items),
        footnotes=_footnotes(sheets, hyphens),
        furniture=texts_of(line for sheet in sheets for line in sheet.furniture),
        oddities=oddities,
        metadata=metadata,
    )


def _footnotes(sheets: Sequence[Sheet], hyphens: Hyphenation) -> list[Footnote]:
    noted = {(sheet.page.number, note.number) for sheet in sheets for note in sheet.notes}
    calls = {sheet.page.number: find_calls(sheet.printed, sheet.page.number) for sheet in sheets} if noted else {}
    return [
        Footnote(note.number, _note_text(note, hyphens), page, note.box, calls_of(note.number, page, calls, noted))
        for page, notes in ((sheet.page.number, sheet.notes) for sheet in sheets)
        for note in notes
    ]


def _note_text(note: Note, hyphens: Hyphenation) -> str:
    first = note.lines[0]
    if first.words[0].raised:
        return join_lines(note.lines, hyphens)
    rest = Line(first.words[1:], first.box, first.baseline)
    return join_lines([rest, *note.lines[1:]], hyphens)


def _summary(sheet: Sheet, cells: Sequence[Cell], oddities: list[Oddity]) -> PageSummary:
    page = sheet.page
    told = [line for block in sheet.blocks for line in block.lines] + [
        line for note in sheet.notes for line in note.lines
    ]
    in_cells = [line for cell in cells for line in cell.lines]
    words = [*sheet.words, *(word for line in sheet.rotated for word in line.words)]
    placed = [word for line in (*in_cells, *told, *sheet.contents, *sheet.furniture) for word in line.words]
    placed += [word for block in sheet.blocks for word in block.opening]
    told_of = [word for line in sheet.unplaced for word in line.words]
    words_placed, broken = check_places(page.number, words, placed, told_of)
    oddities += broken
    width, height = _size_as_shown(page)
    return PageSummary(
        number=page.number,
        width=width,
        height=height,
        rotation=page.rotation,
        engine=page.engine,
        text_source=page.text_source,
        text="\n".join(_in_order(told, cells)),
        words_total=len(words),
        words_placed=words_placed,
        illegible=page.illegible,
        turned=page.turned,
    )


def _in_order(lines: Sequence[Line], cells: Sequence[Cell]) -> list[str]:
    """The text of a page in reading order: its lines, with the rows of its tables where these stand."""
    rows: dict[float, list[str]] = defaultdict(list)
    for cell in cells:
        if cell.lines:
            whole = len(cell.lines) == 1 and not cell.continued
            rows[round(cell.box.top)].append(cell.text if whole else join_lines(cell.lines))
    waiting = sorted(rows)
    texts: list[str] = []
    for line in lines:
        while waiting and waiting[0] <= line.box.top:
            texts.append(" | ".join(rows[waiting.pop(0)]))
        texts.append(line.text)
    return [*texts, *(" | ".join(rows[top]) for top in waiting)]
