"""A report before it is typeset: blocks of text and tables, without pages. The typesetters give it pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

BULLETS = {
    "dashes": {"•": "–", "➤": "–", "–": "·"},
    "square": {"•": "▪", "➤": "▪", "–": "o"},
    "arrows": {"•": "→", "➤": "→"},
    "hollow": {"•": "○", "➤": "○", "–": "•"},
    "chevrons": {"•": "›", "➤": "»", "–": "-"},
}
"""Marks of lists that stand for the usual ones."""
Shape = Literal["glyph", "circle", "picture", "square", "triangle", "lamps"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A coloured light before a text."""

    shape: Shape
    color: str
    """Like ``00A651``."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of its own: in the text, in a list or in a cell."""

    text: str
    label: str = ""
    """Bold words before the text."""
    bold: bool = False
    italic: bool = False
    size: float = 1.0
    """Of the type, against that of the text."""
    color: str | None = None
    mark: Mark | None = None
    bullet: str | None = None
    level: int = 1
    superscript: str = ""
    """A footnote call behind the text."""
    raised: str = ""
    """Small print behind the text, as ``1)``."""
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, in the manner of HTML: cells that a span covers are left out."""

    lines: tuple[Line, ...]
    columns: int = 1
    rows: int = 1
    fill: str | None = None
    right: bool = False
    centred: bool = False
    indent: int = 0
    pill: str | None = None
    """The colour of a rounded ground behind the words alone."""
    turned: bool = False
    """Set upwards."""

    def bold(self) -> Cell:
        """The same in bold."""
        return replace(self, lines=tuple(replace(line, bold=True) for line in self.lines))


def cell(text: str | Line | Sequence[Line] = "", **more: object) -> Cell:
    """A cell of one text or of several paragraphs."""
    if isinstance(text, str):
        lines = (Line(text),) if text else ()
    else:
        lines = (text,) if isinstance(text, Line) else tuple(text)
    return Cell(lines, **more)  # type: ignore[arg-type]


def white(one: Cell) -> Cell:
    """The same cell in white, for a dark ground."""
    return replace(one, lines=tuple(replace(line, color="FFFFFF") for line in one.lines))


def headed(one: Cell, style: str) -> Cell:
    """A cell of a header in its style: ``bold``, ``italic`` or ``small``."""
    more: dict[str, object] = {"bold": True} if style != "italic" else {"italic": True}
    size = 0.8 if style == "small" else 1.0
    return replace(one, lines=tuple(replace(line, size=size * line.size, **more) for line in one.lines))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a level from 1; its number stands before it."""

    text: str
    level: int = 1
    number: str = ""

    @property
    def shown(self) -> str:
        """The heading as printed."""
        return f"{self.number} {self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    rows: list[list[Cell]]
    header_rows: int = 1
    widths: tuple[float, ...] = ()
    caption: str = ""
    caption_below: bool = False
    over: str = ""
    """A line above it at the right margin."""
    bold_caption: bool = False
    rules: str = "grid"
    header_style: str = "bold"
    """``bold``, ``italic`` or ``small``."""
    repeat_header: bool = True
    split_rows: bool = False
    note: str = ""
    """A line under it."""
    shade: str = "D9E2EC"
    compact: bool = False
    """Only as wide as its text."""
    centred: bool = False
    """In the middle of the page."""
    own_page: bool = False
    """On a page of its own that lies on its side."""


@dataclass(frozen=True, slots=True)
class Cards:
    """Boxes side by side."""

    cards: list[Cell]
    in_a_row: int = 3
    framed: bool = True


@dataclass(frozen=True, slots=True)
class Columns:
    """Text in two columns."""

    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tables side by side."""

    left: Grid
    right: Grid


@dataclass(frozen=True, slots=True)
class Aside:
    """Text, with a box of facts on its right."""

    blocks: list[Block]
    box: Cell


@dataclass(frozen=True, slots=True)
class Leader:
    """A label and a value at both ends of a line of dots."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph across the page."""

    seed: int


@dataclass(frozen=True, slots=True)
class Title:
    """The report's title, with what stands under it."""

    text: str
    below: tuple[str, ...] = ()
    own_page: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page break."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of the headings with page numbers."""


Block = Title | Heading | Line | Grid | Cards | Columns | Pair | Aside | Leader | Picture | NewPage | Contents


@dataclass(slots=True)
class Document:
    """A whole report."""

    blocks: list[Block] = field(default_factory=list)
    header: str = ""
    footer: str = ""
    edges: tuple[str, str, str, str] | None = None
    """Small print in the corners of all pages: top left and right, bottom left and right, with {page} and {pages}."""
    letterhead: tuple[tuple[str, ...], ...] = ()
    """Columns of small print at the foot of all pages."""
    running: bool = False
    """Whether the last heading stands at the head of the pages."""
    logo: bool = False
    """Whether a picture stands at the head of the pages."""
    strip: str = ""
    """Words on a coloured strip along the right edge of the pages."""
    watermark: str = ""
    """Pale words across the pages."""
    framed: bool = False
    """Whether a line runs around the pages."""
    footnotes: list[str] = field(default_factory=list)
    """Texts of footnotes, numbered from 1."""
    metadata_title: str = ""

    def add(self, *blocks: Block) -> None:
        """Append blocks."""
        self.blocks.extend(blocks)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is typeset."""

    producer: str = "typst"
    font: str = "sans"
    size: float = 10.0
    page: tuple[float, float] = (595.0, 842.0)
    rotated: bool = False
    """Whether pages lie on their side in the file and are turned to be shown."""
    tagged: bool = True
    color: str = "1F3A5F"
    mirrored: bool = False
    justified: bool = False
    hyphenated: bool = False
    headings: str = "plain"
    bullets: str = "usual"
    ground: str | None = None
    """The colour of the paper."""
    heading_font: str = ""
    table_font: str = ""
    tight: bool = False
    """Whether letters stand closer than the font has them."""
    leading: str = "usual"
    """Room between lines: ``usual``, ``loose`` or ``tight``."""
    indented: bool = False
    """Whether paragraphs are told apart by their first lines."""
    padding: tuple[float, float] = (4.0, 4.0)
    """Room in cells beside and above their text."""
    upright: str = "top"
    """Where text stands in a high cell: ``top``, ``middle`` or ``bottom``."""

    @property
    def margin(self) -> float:
        """Room beside the text: more than a strip takes."""
        width, height = self.page
        return max(0.09 * min(width, height), 0.06 * width)

    def bullet(self, usual: str) -> str:
        """The mark of a list in the report's style."""
        return BULLETS.get(self.bullets, {}).get(usual, usual)
