"""Pages with what was read drawn over them: to see at a glance what became of every word.

Words have a thin line around them: grey ground for running headers and footers, yellow for footnotes, red for words
told of in a finding. Rules are orange. Cells are blue, header cells on blue ground, merged cells on violet ground with
the rows and columns they cover. Green names headings with their level. Arrows lead from one page to the next where a
table goes on, lines from a footnote's call to the note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from pipelines.crop import CropError, render, scale_of
from pipelines.reading import Box, Cell, Page, Reading, Table
from pipelines.reading.model import Footnote, Heading, Line, ListItem, Mark, Oddity, Paragraph, Word, lines_of
from pipelines.reading.visible import visible_words
from pipelines.reading.words import rotated_lines

Color = tuple[int, int, int]

CELL: Color = (25, 95, 200)
HEADER: Color = (90, 150, 250)
SPAN: Color = (160, 90, 220)
TABLE: Color = (10, 50, 130)
RULE: Color = (235, 125, 0)
WORD: Color = (120, 130, 150)
FURNITURE: Color = (110, 110, 110)
NOTE: Color = (240, 190, 0)
FINDING: Color = (220, 20, 40)
HEADING: Color = (0, 130, 60)
MARK: Color = (215, 0, 160)
LINK: Color = (0, 140, 160)
LEGEND: dict[str, Color] = {
    "word": WORD,
    "rule": RULE,
    "cell": CELL,
    "header": HEADER,
    "merged": SPAN,
    "goes on": LINK,
    "mark": MARK,
    "heading": HEADING,
    "footnote": NOTE,
    "header or footer": FURNITURE,
    "finding": FINDING,
}
GROUND = 70
"""How strong a ground is, of 255: what is printed shows through."""
FADED = 0.2
"""How far the page is faded to white under what is drawn over it."""
LETTER = 15
"""Height of a label, in pixels."""
STRIP = 54
"""Height of the legend under the page, in pixels."""
ARROW = 26.0
"""Length of an arrow on either side of a table's edge, in points."""

Key = tuple[str, int, int]


@dataclass(slots=True)
class Canvas:
    """What is drawn over one page, in points from its top left corner."""

    drawing: ImageDraw.ImageDraw
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont
    scale: float
    width: float
    height: float

    def pixels(self, box: Box, inset: int = 0) -> tuple[float, float, float, float]:
        """The box in pixels, smaller by `inset` on each side and never turned inside out."""
        x0, top, x1, bottom = (round(self.scale * edge) for edge in box)
        x0, top = x0 + inset, top + inset
        return x0, top, max(x1 - inset, x0), max(bottom - inset, top)

    def outline(self, box: Box, color: Color, width: int = 1, inset: int = 0) -> None:
        """A line around a box."""
        self.drawing.rectangle(self.pixels(box, inset), outline=color, width=width)

    def ground(self, box: Box, color: Color) -> None:
        """A ground that what is printed shows through."""
        self.drawing.rectangle(self.pixels(box), fill=(*color, GROUND))

    def line(self, points: Sequence[tuple[float, float]], color: Color, width: int = 1) -> None:
        """A line through points."""
        self.drawing.line([(self.scale * x, self.scale * y) for x, y in points], fill=color, width=width)

    def arrow(self, x: float, top: float, bottom: float) -> None:
        """An arrow pointing down."""
        head = 9 / self.scale
        self.line([(x, top), (x, bottom - head)], LINK, 4)
        tip = [(x - head, bottom - 1.5 * head), (x + head, bottom - 1.5 * head), (x, bottom)]
        self.drawing.polygon([(self.scale * a, self.scale * b) for a, b in tip], fill=LINK)

    def label(self, x: float, y: float, text: str, color: Color, *, right: bool = False) -> None:
        """White text on a colour with its lower left corner (lower right with `right`) there, kept on the page."""
        wide = self.drawing.textlength(text, font=self.font) + 6
        left = min(max(self.scale * x - (wide if right else 0), 0), max(self.scale * self.width - wide, 0))
        top = min(max(self.scale * y - LETTER - 3, 0), max(self.scale * self.height - LETTER - 3, 0))
        self.drawing.rectangle((left, top, left + wide, top + LETTER + 3), fill=color)
        self.drawing.text((left + 3, top), text, fill="white", font=self.font)


@dataclass(slots=True)
class Drawn:
    """What of a report stands on one page."""

    lines: list[Line] = field(default_factory=list)
    """Lines of text and of cells."""
    headers: list[Cell] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    """Those of headers aside."""
    continued: list[Cell] = field(default_factory=list)
    """Cells that go on with one of the page before."""
    headings: list[tuple[str, Box]] = field(default_factory=list)
    """What each is, and its place."""
    lists: list[ListItem] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    tables: list[tuple[int, Table]] = field(default_factory=list)
    """With their numbers."""
    oddities: list[Oddity] = field(default_factory=list)


def pictures(path: Path, reading: Reading, pages: Iterable[Page]) -> Iterator[tuple[int, Image.Image]]:
    """Number and picture of each of the pages.

    `reading` and `pages` are what `read_report` gave for `path`, the pages through `on_page`. A page that cannot be
    rendered is bare paper under what was read. Raises OSError.
    """
    path.stat()  # a file that is gone is told of as such
    placed = _by_page(reading)
    count = len(reading.pages)
    for page in pages:
        image, scale = _rendered(path, page)
        about = next(one for one in reading.pages if one.number == page.number)
        told = f"{path.name}, page {page.number} of {count}: {page.engine}, text {about.text_source}, "
        words = f"{about.words_placed} of {about.words_total} words placed"
        yield page.number, _with_legend(_over(image, scale, page, placed[page.number]), told + words)


def save(path: Path, reading: Reading, pages: Sequence[Page], out: Path) -> list[Path]:
    """Save pictures of the pages and tell their files; arguments are those of `pictures`.

    `out` is a folder, made where there is none, for ``<name of the PDF>-<page>.png``; or a file name in ``.png``: that
    file for a single page, else ``<name>-<page>.png``. Raises what `pictures` raises, and CropError where there is no
    page.
    """
    if not pages:
        raise CropError(f"{path.name} has {len(reading.pages)} pages, none of those asked for.")
    digits = len(str(len(reading.pages)))
    named = out.suffix.lower() == ".png" and not out.is_dir()
    if not named:
        out.mkdir(parents=True, exist_ok=True)
    saved = []
    for number, image in pictures(path, reading, pages):
        if not named:
            file = out / f"{path.stem}-{number:0{digits}}.png"
        else:
            file = out if len(pages) == 1 else out.with_name(f"{out.stem}-{number:0{digits}}{out.suffix}")
        image.save(file, format="PNG")
        saved.append(file)
    return saved


def _rendered(path: Path, page: Page) -> tuple[Image.Image, float]:
    """The page as it is read and pixels for each point; bare paper where only the second engine can read it."""
    try:
        image, scale = render(path, page.number)
        return image.rotate(-page.turned, expand=True), scale
    except CropError:
        scale = scale_of(page.width, page.height)
        return Image.new("RGB", (round(scale * page.width), round(scale * page.height)), "white"), scale


def _by_page(reading: Reading) -> dict[int, Drawn]:
    """What stands on which page. A text over several pages is given to each: words are looked up by place as well."""
    found = {page.number: Drawn() for page in reading.pages}
    for number, table in enumerate(reading.tables, 1):
        for page in table.boxes:
            found[page].tables.append((number, table))
        for cell in table.cells:
            drawn = found[cell.page]
            (drawn.headers if cell.row <= table.header_rows else drawn.cells).append(cell)
            for part in cell.continued:
                found[part.page].continued.append(part)
        for cell in table.repeated:
            found[cell.page].headers.append(cell)
        for cell in table.printed():
            found[cell.page].lines.extend(cell.lines)
            found[cell.page].marks.extend(cell.marks)
    for item in reading.items:
        if isinstance(item, Table):
            continue
        last = item.page if isinstance(item, Heading) else item.page_end
        for page in range(item.page, last + 1):
            found[page].lines.extend(lines_of(item))
        if isinstance(item, Heading):
            name = "call-out" if item.level is None else f"heading {item.level}"
            found[item.page].headings.append((name, item.box))
        elif isinstance(item, Paragraph) and item.is_title:
            found[item.page].headings.append(("title", item.box))
        if isinstance(item, ListItem):
            found[item.page].lists.append(item)
        if isinstance(item, ListItem | Paragraph) and item.page == last:
            found[item.page].marks.extend(item.marks)
    for note in reading.footnotes:
        found[note.page].notes.append(note)
    for oddity in reading.oddities:
        if oddity.page in found and oddity.box is not None:
            found[oddity.page].oddities.append(oddity)
    return found


def _over(image: Image.Image, scale: float, page: Page, drawn: Drawn) -> Image.Image:
    """The rendering of a page with all that was read on it."""
    faded = Image.blend(image, Image.new("RGB", image.size, "white"), FADED).convert("RGBA")
    over = Image.new("RGBA", image.size, (255, 255, 255, 0))
    canvas = Canvas(ImageDraw.Draw(over), ImageFont.load_default(LETTER), scale, page.width, page.height)
    words = [*visible_words(page, []), *(word for line in rotated_lines(page.chars) for word in line.words)]
    _draw_grounds(canvas, words, drawn)
    for word in words:
        canvas.outline(word.box, WORD)
    for edge in page.edges:
        ends = (
            ((edge.at, edge.start), (edge.at, edge.end))
            if edge.vertical
            else ((edge.start, edge.at), (edge.end, edge.at))
        )
        canvas.line(ends, RULE, 2)
    _draw_tables(canvas, drawn, page.number)
    for mark in [*page.marks, *drawn.marks]:
        canvas.outline(_wider(mark.box, 2.0), MARK, 3)
    for name, box in drawn.headings:
        canvas.outline(box, HEADING, 2)
        canvas.label(box.x0 - 2, box.bottom, name, HEADING, right=True)
    _draw_notes(canvas, drawn.notes)
    for oddity in drawn.oddities:
        if oddity.box is not None:
            canvas.outline(oddity.box, FINDING, 2)
            canvas.label(oddity.box.x0, oddity.box.top, oddity.rule, FINDING)
    return Image.alpha_composite(faded, over).convert("RGB")


def _draw_grounds(canvas: Canvas, words: Sequence[Word], drawn: Drawn) -> None:
    """Grounds of cells, and of words that are neither in a cell nor in the text: each word ends in one place."""
    for cell in drawn.headers:
        canvas.ground(cell.box, HEADER)
    for cell in _merged(drawn):
        canvas.ground(cell.box, SPAN)
    told = {_key(word) for line in drawn.lines for word in line.words}
    for word in words:
        middle = word.box.middle
        if _key(word) in told or any(item.box.holds(middle, 1.0) for item in drawn.lists):
            continue
        if any(note.box.holds(middle, 1.0) for note in drawn.notes):
            canvas.ground(word.box, NOTE)
        elif any(oddity.box is not None and oddity.box.holds(middle, 1.0) for oddity in drawn.oddities):
            canvas.ground(word.box, FINDING)
        else:
            canvas.ground(word.box, FURNITURE)


def _draw_tables(canvas: Canvas, drawn: Drawn, page: int) -> None:
    for cell in [*drawn.headers, *drawn.cells]:
        canvas.outline(cell.box, CELL, 1, inset=3)
    for cell in drawn.continued:
        canvas.outline(cell.box, LINK, 2, inset=3)
    for cell in _merged(drawn):
        canvas.label(cell.box.x1, cell.box.top + LETTER, f"{cell.row_span} x {cell.column_span}", SPAN, right=True)
    for number, table in drawn.tables:
        box = table.boxes[page]
        canvas.outline(box, TABLE, 3)
        for place, text in enumerate((f"table {number}", table.kind, f"{table.row_count} x {table.column_count}"), 1):
            canvas.label(box.x0 - 2, box.top + place * (LETTER + 4) / canvas.scale, text, TABLE, right=True)
        later = min((other for other in table.boxes if other > page), default=None)
        before = max((other for other in table.boxes if other < page), default=None)
        x = min(box.x1 + 8, canvas.width - 8)
        if before is not None:
            canvas.arrow(x, max(box.top - ARROW, 0.0), box.top + ARROW)
            canvas.label(x + 6, box.top - ARROW, f"from page {before}", LINK, right=True)
        if later is not None:
            canvas.arrow(x, box.bottom - ARROW, min(box.bottom + ARROW, canvas.height))
            canvas.label(x - 8, box.bottom + LETTER, f"to page {later}", LINK, right=True)


def _merged(drawn: Drawn) -> list[Cell]:
    """Cells that cover several rows or columns."""
    return [cell for cell in [*drawn.headers, *drawn.cells] if cell.row_span > 1 or cell.column_span > 1]


def _draw_notes(canvas: Canvas, notes: Sequence[Footnote]) -> None:
    """Notes, each tied to its calls on the same page."""
    for note in notes:
        canvas.outline(note.box, NOTE, 2)
        for call in note.calls:
            if call.page == note.page:
                canvas.outline(_wider(call.box, 1.0), NOTE, 2)
                canvas.line([call.box.middle, (note.box.x0, note.box.top)], NOTE, 2)


def _with_legend(image: Image.Image, told: str) -> Image.Image:
    """The picture with what its colours mean under it."""
    whole = Image.new("RGB", (image.width, image.height + STRIP), "white")
    whole.paste(image)
    drawing, font = ImageDraw.Draw(whole), ImageFont.load_default(LETTER)
    drawing.text((8, image.height + 6), told, fill="black", font=font)
    x = 8.0
    for name, color in LEGEND.items():
        top = image.height + 30
        drawing.rectangle((x, top, x + LETTER, top + LETTER), fill=color)
        drawing.text((x + LETTER + 4, top - 1), name, fill="black", font=font)
        x += LETTER + 18 + drawing.textlength(name, font=font)
    return whole


def _key(word: Word) -> Key:
    """A word on its page, the same whenever the page is read."""
    return word.text, round(4 * word.box.x0), round(4 * word.box.top)


def _wider(box: Box, by: float) -> Box:
    return Box(box.x0 - by, box.top - by, box.x1 + by, box.bottom + by)
