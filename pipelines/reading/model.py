"""What flows through the reading stage: the nouns of pdfplumber (page, char, word, rule, edge, cell, table).

Every length is in PDF points, every place is measured from the top left corner of the page as it is shown, that is
after its rotation and inside its crop box. Pages, rows and columns count from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pipelines.reading.raster import Picture

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

Kind = TypeVar("Kind", bound=tuple[Any, ...])

Engine = Literal["pdfium", "pdfplumber", "tesseract"]
TextSource = Literal["native", "ocr", "none"]
TableKind = Literal["ruled", "partly_ruled", "borderless", "key_value"]
WITHOUT_GRID: tuple[TableKind, ...] = ("borderless", "partly_ruled")
"""Tables whose cells no rules close."""
MarkKind = Literal["glyph", "shape", "image", "fill"]


class Box(NamedTuple):
    """A rectangle on a page, in points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """x1 - x0."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """bottom - top."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, x before y."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def overlap(self, other: Box) -> float:
        """Area that both cover, in square points."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def holds(self, point: tuple[float, float], slack: float = 0.0) -> bool:
        """Whether the point lies inside, or at most `slack` points outside."""
        x, y = point
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all; ValueError when there are none."""
    first, *others = boxes
    if not others:
        return first
    x0, top, x1, bottom = first
    # a loop of comparisons: for the few words of a line faster than min and max of columns
    for left, upper, right, lower in others:
        x0 = left if left < x0 else x0
        top = upper if upper < top else top
        x1 = right if right > x1 else x1
        bottom = lower if lower > bottom else bottom
    return Box(x0, top, x1, bottom)


def tuples_of(kind: type[Kind], rows: Iterable[Iterable[Any]]) -> Iterator[Kind]:
    """Rows as named tuples of a kind, the same as its `_make` in half the time: pages hold thousands.

    Nothing is checked; each row has a value for every field.
    """
    return map(tuple.__new__, repeat(kind), rows)


class Style(NamedTuple):
    """How a run of text looks."""

    size: float
    bold: bool
    italic: bool
    color: int
    """0xRRGGBB."""
    font: str


@dataclass(slots=True)
class Chars:
    """All characters of a page as arrays of one length, in the order of the content stream."""

    code: Ints
    """Unicode code points; blanks included."""
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    baseline: Floats
    style: Ints
    """Index into `styles`."""
    styles: list[Style]
    upright: npt.NDArray[np.bool_]
    """False for text that does not run from left to right on the page as shown."""
    hidden: npt.NDArray[np.bool_]
    """True for text drawn invisible (render mode 3), as scanners lay under a picture."""

    def __len__(self) -> int:
        return len(self.code)

    @classmethod
    def of(
        cls,
        codes: Sequence[int],
        boxes: Sequence[tuple[float, float, float, float]],
        baselines: Sequence[float],
        style: Sequence[int],
        styles: Iterable[Style],
        upright: Sequence[bool],
    ) -> Chars:
        """Characters one by one, none of them hidden, each with its box from left over top to bottom."""
        x0, top, x1, bottom = np.array(boxes, dtype=np.float64).reshape(-1, 4).T
        return cls(
            code=np.array(codes, dtype=np.int64),
            x0=x0,
            top=top,
            x1=x1,
            bottom=bottom,
            baseline=np.array(baselines, dtype=np.float64),
            style=np.array(style, dtype=np.int64),
            styles=list(styles),
            upright=np.array(upright, dtype=np.bool_),
            hidden=np.zeros(len(codes), dtype=np.bool_),
        )

    @classmethod
    def none(cls) -> Chars:
        """No characters."""
        numbers, places, flags = np.zeros(0, np.int64), np.zeros(0, np.float64), np.zeros(0, np.bool_)
        return cls(numbers, places, places, places, places, places, numbers, [], flags, flags)


class Edge(NamedTuple):
    """A straight drawn line, or one side of a thin or filled rectangle."""

    vertical: bool
    at: float
    """x of a vertical edge, y of a horizontal one."""
    start: float
    end: float
    width: float
    color: int

    @property
    def length(self) -> float:
        """end - start."""
        return self.end - self.start


class Fill(NamedTuple):
    """A filled area: cell shading, a header band, a pill."""

    box: Box
    color: int


class Mark(NamedTuple):
    """A small coloured thing that means something: a traffic light as glyph, shape, picture or filled cell."""

    box: Box
    color: int
    kind: MarkKind


class Word(NamedTuple):
    """Characters without a blank between them, of one baseline."""

    text: str
    box: Box
    baseline: float
    style: Style
    raised: bool = False
    """A superscript that stands after another word: a footnote call, never part of a number."""


@dataclass(slots=True)
class Line:
    """Words on one baseline, from left to right; they are not changed once the line is made."""

    words: Sequence[Word]
    box: Box
    baseline: float
    _text: str | None = field(default=None, init=False, repr=False, compare=False)
    _style: Style | None = field(default=None, init=False, repr=False, compare=False)
    _gaps: list[float] | None = field(default=None, init=False, repr=False, compare=False)
    _widest: float | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The words joined by one space, footnote calls left out and what they parted put together."""
        if self._text is None:
            self._text = _joined(self.words)
        return self._text

    @property
    def style(self) -> Style:
        """The style of most of its letters."""
        if self._style is None:
            self._style = style_of_most(self.words)
        return self._style

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold, footnote calls too."""
        return all(word.style.bold for word in self.words)

    @property
    def gaps(self) -> list[float]:
        """Before each word but the first, how far it stands from all before it; negative where it overlaps them."""
        if self._gaps is None:
            self._gaps = _gaps_between(self.words) if len(self.words) > 1 else []
        return self._gaps

    @property
    def widest_gap(self) -> float:
        """The widest of its gaps, in points; negative where words only overlap, 0 where there is but one."""
        if self._widest is None:
            self._widest = max(self.gaps, default=0.0)
        return self._widest


def _gaps_between(words: Sequence[Word]) -> list[float]:
    boxes = [word.box for word in words]
    reaches = accumulate([box.x1 for box in boxes], max)
    return [box.x0 - reach for box, reach in zip(boxes[1:], reaches, strict=False)]


def _joined(words: Sequence[Word]) -> str:
    if len(words) == 1:
        return "" if words[0].raised else words[0].text
    if True not in [word.raised for word in words]:
        return " ".join([word.text for word in words])
    text, before = "", None
    for word in words:
        if not word.raised:
            glued = before is not None and before.raised and word.box.x0 - before.box.x1 < 0.15 * word.style.size
            text += word.text if glued or not text else f" {word.text}"
        before = word
    return text


def style_of_most(parts: Sequence[Word] | Sequence[Line]) -> Style:
    """The style of most letters of words or lines; ValueError when there are none."""
    styles = [part.style for part in parts]
    first, *others = styles
    for style in others:
        if style is not first:
            break
    else:
        return first
    weight: dict[Style, int] = {}
    for part in parts:
        weight[part.style] = weight.get(part.style, 0) + len(part.text)
    return max(weight, key=lambda style: weight[style])


class Tag(NamedTuple):
    """A heading that the file itself tags as one."""

    level: int
    """From 1."""
    box: Box


@dataclass(slots=True)
class Page:
    """One page as an engine sees it, before tables and text are told apart."""

    number: int
    width: float
    height: float
    rotation: int
    engine: Engine
    text_source: TextSource
    chars: Chars
    edges: list[Edge] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    """Small drawn shapes of any colour: list bullets."""
    images: list[Box] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    """Its tagged headings, where the file has no outline."""
    is_bare: bool = False
    """Whether the engine sees nothing drawn on it at all."""
    illegible: bool = False
    """Whether it shows text that could not be read."""
    confidence: float | None = None
    """How sure OCR is of the words it read, of 100; None for text that the file itself holds."""
    turned: int = 0
    """Degrees clockwise by which it was turned to be read; width, height and places are those of the turned page."""
    picture: Picture | None = None
    """The page rendered, where an engine had to look at it; not kept beyond the next step."""
    pale: list[Edge] = field(default_factory=list)
    """White lines over painted ground."""


@dataclass(slots=True)
class Cell:
    """One cell of a table, with the lines that stand in it."""

    row: int
    column: int
    page: int
    box: Box
    lines: list[Line]
    row_span: int = 1
    column_span: int = 1
    fill_color: int | None = None
    marks: list[Mark] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    """Drawn list bullets inside it."""
    text: str = ""
    """Its lines joined: hyphenation undone, one space between words, footnote calls left out."""
    continued: list[Cell] = field(default_factory=list)
    """What goes on of it on later pages, where a page break falls inside its row."""

    @property
    def parts(self) -> list[Cell]:
        """Itself and what goes on of it, one for each page."""
        return [self, *self.continued]

    @property
    def all_lines(self) -> list[Line]:
        """Its lines on all pages."""
        return [line for part in self.parts for line in part.lines]

    @property
    def style(self) -> Style | None:
        """The style of most of its letters; None for an empty cell."""
        return style_of_most(self.lines) if self.lines else None


@dataclass(slots=True)
class Table:
    """One table, joined over the pages it runs over.

    `cells` holds each cell once, at its top left place; a cell covers `row_span` rows and `column_span` columns.
    """

    page: int
    page_end: int
    boxes: dict[int, Box]
    """The part on each page."""
    kind: TableKind
    cells: list[Cell]
    row_count: int
    column_count: int
    header_rows: int = 0
    title: str | None = None
    repeated: list[Cell] = field(default_factory=list)
    """Cells of header rows printed again on later pages."""

    @property
    def box(self) -> Box:
        """Place on its first page."""
        return self.boxes[self.page]

    def printed(self) -> Iterator[Cell]:
        """Every cell as it is printed, page by page: those that go on and repeated headers included."""
        for cell in self.cells:
            yield from cell.parts
        yield from self.repeated

    def grid(self) -> list[list[Cell | None]]:
        """Cells by row and column, a cell repeated at each place it covers."""
        places: list[list[Cell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    places[row - 1][column - 1] = cell
        return places

    def rows(self) -> list[list[str | None]]:
        """Text by row and column; a span's text stands at its top left place and None at the others."""
        texts: list[list[str | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            texts[cell.row - 1][cell.column - 1] = cell.text
        return texts

    def header_paths(self, header_rows: int | None = None) -> list[tuple[str, ...]]:
        """For each column its header texts from the top, a spanning header repeated in each column it covers.

        `header_rows` asks what they were if so many rows were headers.
        """
        grid = self.grid()[: self.header_rows if header_rows is None else header_rows]
        paths: list[tuple[str, ...]] = []
        for column in range(self.column_count):
            seen: list[Cell] = []
            for row in grid:
                cell = row[column]
                if cell is not None and cell.text and cell not in seen:
                    seen.append(cell)
            paths.append(tuple(cell.text for cell in seen))
        return paths


@dataclass(slots=True)
class Heading:
    """A heading of the text."""

    page: int
    box: Box
    lines: list[Line]
    title: str
    number: str | None
    level: int | None
    """1 is a chapter; None for the title of a call-out."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph of running text; it may go on over a page break."""

    page: int
    page_end: int
    box: Box
    lines: list[Line]
    text: str
    marks: list[Mark] = field(default_factory=list)
    is_title: bool = False
    """Part of the report's own title, on its cover or above its text."""


@dataclass(slots=True)
class ListItem:
    """One item of a list: its mark, how deep it is indented (0 is outermost) and its text."""

    page: int
    page_end: int
    box: Box
    lines: list[Line]
    marker: str
    level: int
    text: str
    marks: list[Mark] = field(default_factory=list)


@dataclass(slots=True)
class Contents:
    """Lines of a contents page, left out of sections and facts."""

    page: int
    page_end: int
    box: Box
    lines: list[Line]

    @property
    def text(self) -> str:
        """Its entries, one a line."""
        return "\n".join(line.text for line in self.lines)


Item = Heading | Paragraph | ListItem | Table | Contents


@dataclass(slots=True)
class Section:
    """A heading with what stands under it until the next heading, whatever its level."""

    heading: Heading
    items: list[Item]
    parents: list[Heading] = field(default_factory=list)
    """The headings above, outermost first."""

    @property
    def page_end(self) -> int:
        """Page where its text ends."""
        ends = [item.page if isinstance(item, Heading) else item.page_end for item in self.items]
        return max([self.heading.page, *ends])


@dataclass(frozen=True, slots=True)
class Call:
    """Where a footnote is called: its mark, and the words before it on the line."""

    page: int
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """One footnote of a page."""

    number: str
    text: str
    page: int
    box: Box
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something the reader of the page should be told: words without a place, hidden text, a page without text."""

    rule: str
    severity: Literal["error", "warning", "info"]
    detail: str
    page: int | None = None
    box: Box | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What is kept of a page once it is read."""

    number: int
    width: float
    height: float
    rotation: int
    engine: Engine
    text_source: TextSource
    text: str
    words_total: int
    words_placed: int
    illegible: bool = False
    """Whether it shows text that could not be read."""
    turned: int = 0
    """Degrees clockwise by which it was turned to be read. Width and height are those of the page as shown, while the
    places of what stands on it are those of the turned page; `turning.as_shown` leads back."""


@dataclass(slots=True)
class Reading:
    """A whole report as read: everything downstream is worked out from this alone."""

    pages: list[PageSummary]
    items: list[Item]
    """Headings, paragraphs, list items and tables in reading order; contents pages and page furniture left out."""
    tables: list[Table]
    sections: list[Section]
    footnotes: list[Footnote]
    furniture: list[str]
    """Texts of running headers and footers, each once, page numbers aside."""
    oddities: list[Oddity]
    metadata: dict[str, str]
    """Title, Author and the like, as the file declares them."""
    unread: int = 0
    """Pages that could not be loaded or were left out; `pages` lacks them."""

    @property
    def page_count(self) -> int:
        """Pages in the file, those that were not read too."""
        return len(self.pages) + self.unread

    @property
    def words_total(self) -> int:
        """Words on all pages."""
        return sum(page.words_total for page in self.pages)

    @property
    def words_placed(self) -> int:
        """Words that ended in a cell, a section, a footnote or page furniture."""
        return sum(page.words_placed for page in self.pages)


def lines_of(item: Item) -> Sequence[Line]:
    """All lines of an item; of a table those of its cells in order."""
    if isinstance(item, Table):
        return [line for cell in item.cells for line in cell.all_lines]
    return item.lines
