"""Typesetting with ReportLab: untagged, with fonts that every reader has or with one embedded."""

from __future__ import annotations

import io
from functools import cache
from itertools import count
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BalancedColumns,
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from .document import (
    Aside,
    Block,
    Cards,
    Cell,
    Columns,
    Contents,
    Document,
    Grid,
    Heading,
    Leader,
    Line,
    NewPage,
    Pair,
    Picture,
    Setting,
    Title,
    white,
)
from .reportlab_flowables import Marked, Pill
from .reportlab_rules import rule_style
from .set_typst import photograph

FAMILIES = {"sans": "Vera", "helvetica": "Helvetica", "times": "Times-Roman", "mono": "Courier"}


@cache
def _register() -> None:
    for name, file in (("Vera", "Vera"), ("Vera-Bold", "VeraBd"), ("Vera-Italic", "VeraIt"), ("Vera-BI", "VeraBI")):
        pdfmetrics.registerFont(TTFont(name, f"{file}.ttf"))
    pdfmetrics.registerFontFamily("Vera", "Vera", "Vera-Bold", "Vera-Italic", "Vera-BI")


def typeset(document: Document, setting: Setting) -> bytes:
    """The document as a PDF."""
    _register()
    if any("{pages}" in text for text in document.edges or ()):
        return _build(document, setting, _build(document, setting, 0)[1])[0]
    return _build(document, setting, 0)[0]


def _build(document: Document, setting: Setting, pages: int) -> tuple[bytes, int]:
    """The PDF and how many pages it has; `pages` is what is printed as their number."""
    buffer = io.BytesIO()
    width, height = setting.page
    margin = 0.1 * min(width, height)
    template = BaseDocTemplate(
        buffer,
        pagesize=(width, height),
        title=document.metadata_title,
        invariant=1,
        allowSplitting=1,
        rotation=90 * setting.rotated,
        leftMargin=margin,
        rightMargin=margin,
    )
    frame = Frame(margin, margin, width - 2 * margin, height - 2 * margin, 0, 0, 0, 0, id="text")

    def furniture(canvas: Canvas, _: BaseDocTemplate) -> None:
        if setting.rotated:
            canvas.translate(height, 0)
            canvas.rotate(90)
        if setting.ground:
            canvas.setFillColor(HexColor(f"#{setting.ground}"))
            canvas.rect(0, 0, width, height, stroke=0, fill=1)
        if document.strip:
            _strip(canvas, document, setting)
        canvas.setFillColor(HexColor("#000000"))
        canvas.setFont(FAMILIES.get(setting.font, "Helvetica"), 0.8 * setting.size)
        number = canvas.getPageNumber()
        left = setting.mirrored and number % 2 == 0
        top, bottom = height - 0.55 * margin, 0.45 * margin
        if document.edges:
            shown = [text.format(page=number, pages=pages) for text in document.edges]
            for place, text in enumerate(shown):
                _at(canvas, place % 2 == 0, margin, width, bottom if place > 1 else top, text)
        elif document.header:
            _at(canvas, left, margin, width, top, document.header)
        if document.footer and not document.edges:
            _at(canvas, left, margin, width, bottom, f"{document.footer} {number}".strip())

    template.addPageTemplates(PageTemplate("page", [frame], onPage=furniture, pagesize=(width, height)))
    story = [flowable for block in document.blocks for flowable in _block(block, setting, width - 2 * margin)]
    if document.footnotes:
        story.append(Spacer(1, 14))
        story += [
            Paragraph(f"<super>{n}</super> {escape(text)}", _style(setting, 0.8))
            for n, text in enumerate(document.footnotes, start=1)
        ]
    template.build(story)
    return buffer.getvalue(), template.page


def _strip(canvas: Canvas, document: Document, setting: Setting) -> None:
    width, height = setting.page
    canvas.saveState()
    canvas.setFillColor(HexColor(f"#{setting.color}"))
    canvas.rect(0.955 * width, 0, 0.045 * width, height, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#FFFFFF"))
    canvas.setFont(FAMILIES.get(setting.font, "Helvetica"), setting.size)
    canvas.translate(0.9775 * width + 0.35 * setting.size, height / 2)
    canvas.rotate(90)
    canvas.drawCentredString(0, 0, document.strip)
    canvas.restoreState()


def _at(canvas: Canvas, left: bool, margin: float, width: float, y: float, text: str) -> None:
    if left:
        canvas.drawString(margin, y, text)
    else:
        canvas.drawRightString(width - margin, y, text)


def _style(setting: Setting, size: float = 1.0, bold: bool = False, **more: object) -> ParagraphStyle:
    name = FAMILIES.get(setting.font, "Helvetica")
    if bold:
        name = {
            "Vera": "Vera-Bold",
            "Helvetica": "Helvetica-Bold",
            "Times-Roman": "Times-Bold",
            "Courier": "Courier-Bold",
        }[name]
    points = setting.size * size
    return ParagraphStyle("s", fontName=name, fontSize=points, leading=1.22 * points, **more)


def _markup(line: Line) -> str:
    text = escape(line.text).replace("\n", "<br/>")
    if line.label:
        text = f"<b>{escape(line.label)}</b> {text}"
    if line.superscript:
        text += f"<super>{line.superscript}</super>"
    if line.bold:
        text = f"<b>{text}</b>"
    if line.italic:
        text = f"<i>{text}</i>"
    if line.color:
        text = f'<font color="#{line.color}">{text}</font>'
    if line.mark is not None and line.mark.shape in ("glyph", "square"):
        letter = "\u25cf" if line.mark.shape == "glyph" else "\u25a0"
        text = f'<font name="ZapfDingbats" color="#{line.mark.color}">{letter}</font> {text}'
    return text


_BULLETS = {
    "➤": ("ZapfDingbats", "\u27a4"),
    "▪": ("ZapfDingbats", "\u25a0"),
    "→": ("ZapfDingbats", "\u2794"),
}


def _line(line: Line, setting: Setting, alignment: int = TA_LEFT, gap: float | None = None) -> Flowable:
    gap = 0.7 * setting.size if gap is None else gap
    if setting.justified and alignment == TA_LEFT:
        alignment = TA_JUSTIFY
    style = _style(setting, line.size, spaceAfter=gap, alignment=alignment)
    bullet = None
    if line.bullet is not None:
        indent = 1.4 * setting.size * line.level
        style.leftIndent, style.bulletIndent = indent, indent - 1.2 * setting.size
        mark = setting.bullet(line.bullet)
        style.bulletFontName, name = _BULLETS.get(mark, (style.fontName, mark))
        style.bulletFontSize = style.fontSize
        bullet = name
    paragraph = Paragraph(_markup(line), style, bulletText=bullet)
    if line.mark is not None and line.mark.shape in ("circle", "picture"):
        return Marked(paragraph, line.mark)
    return paragraph


def _cell_flowables(cell: Cell, setting: Setting) -> list[Flowable]:
    last = len(cell.lines) - 1
    found: list[Flowable] = []
    for place, line in enumerate(cell.lines):
        alignment = TA_RIGHT if cell.right else TA_CENTER if cell.centred else TA_LEFT
        flowable = _line(line, setting, alignment, 0.0 if place == last else 2.0)
        if cell.indent and isinstance(flowable, Paragraph):
            flowable.style.leftIndent += cell.indent * setting.size
        found.append(Pill(flowable, cell.pill) if cell.pill and isinstance(flowable, Paragraph) else flowable)
    return found


def _grid(grid: Grid, setting: Setting, width: float) -> list[Flowable]:
    columns = sum(cell.columns for cell in grid.rows[0])
    widths = grid.widths or (1.0,) * columns
    total = sum(widths)
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    style += [("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 4)]
    style += [("TOPPADDING", (0, 0), (-1, -1), 3), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
    data: list[list[object]] = [["" for _ in range(columns)] for _ in grid.rows]
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(grid.rows):
        places = (x for x in count() if (y, x) not in taken)
        for cell in row:
            x = next(places)
            for dy in range(cell.rows):
                for dx in range(cell.columns):
                    taken.add((y + dy, x + dx))
            shown = cell.bold() if y < grid.header_rows else cell
            if grid.rules in ("band", "tiles") and y < grid.header_rows:
                shown = white(shown)
            data[y][x] = _cell_flowables(shown, setting)
            end = (x + cell.columns - 1, y + cell.rows - 1)
            if cell.columns > 1 or cell.rows > 1:
                style.append(("SPAN", (x, y), end))
            if cell.fill:
                style.append(("BACKGROUND", (x, y), end, HexColor(f"#{cell.fill}")))
    style = [*rule_style(grid, setting), *style]
    space = width * (0.7 if grid.compact else 1.0)
    table = Table(
        data,
        colWidths=[space * one / total for one in widths],
        repeatRows=grid.header_rows if grid.repeat_header else 0,
        splitInRow=1 if grid.split_rows else 0,
        style=style,
        hAlign="LEFT",
    )
    before: list[Flowable] = [CondPageBreak(60)]
    caption = [_line(Line(grid.caption), setting)] if grid.caption else []
    after = [_line(Line(grid.note, size=0.85), setting)] if grid.note else []
    if grid.caption_below:
        return [*before, table, Spacer(1, 3), *caption, Spacer(1, 10), *after]
    return [*before, *caption, table, Spacer(1, 8), *after]


def _cards(cards: Cards, setting: Setting, width: float) -> list[Flowable]:
    gap = 9.0
    each = (width - gap * (cards.in_a_row - 1)) / cards.in_a_row
    found: list[Flowable] = []
    for start in range(0, len(cards.cards), cards.in_a_row):
        row: list[object] = []
        style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        for place, card in enumerate(cards.cards[start : start + cards.in_a_row]):
            x = 2 * place
            row += [_cell_flowables(card, setting), ""]
            if cards.framed:
                style.append(("BOX", (x, 0), (x, 0), 0.6, HexColor("#888888")))
            if card.fill:
                style.append(("BACKGROUND", (x, 0), (x, 0), HexColor(f"#{card.fill}")))
        widths = [each if place % 2 == 0 else gap for place in range(len(row) - 1)]
        found += [Table([row[:-1]], colWidths=widths, style=style, hAlign="LEFT"), Spacer(1, 9)]
    return found


def _beside(
    sides: list[list[Flowable]], widths: list[float], style: list[tuple[object, ...]] | None = None
) -> Flowable:
    """Two runs of blocks next to each other."""
    plain = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (1, 0), 0),
        ("RIGHTPADDING", (0, 0), (1, 0), 0),
    ]
    return Table([[sides[0], "", sides[1]]], colWidths=widths, style=[*plain, *(style or [])], hAlign="LEFT")


def _leader(leader: Leader, setting: Setting, width: float) -> Flowable:
    name = FAMILIES.get(setting.font, "Helvetica")
    room, dot = (
        width - pdfmetrics.stringWidth(f"{leader.label}  {leader.value}", name, setting.size),
        pdfmetrics.stringWidth(".", name, setting.size),
    )
    dots = "." * max(int(room / dot) - 1, 3)
    return _line(Line(f"{leader.label} {dots} {leader.value}"), setting)


def _block(block: Block, setting: Setting, width: float) -> list[Flowable]:
    match block:
        case Title():
            color = HexColor(f"#{setting.color}")
            found: list[Flowable] = [Spacer(1, 120)] if block.own_page else []
            found.append(Paragraph(escape(block.text), _style(setting, 1.9, bold=True, textColor=color, spaceAfter=8)))
            found += [Paragraph(escape(text), _style(setting, 1.15, spaceAfter=4)) for text in block.below]
            found.append(PageBreak() if block.own_page else Spacer(1, 12))
            return found
        case Heading():
            band = setting.headings == "band" and block.level == 1
            more = {"backColor": HexColor(f"#{setting.color}"), "borderPadding": 3} if band else {}
            size = {1: 1.35, 2: 1.15, 3: 1.05}.get(block.level, 0.95)
            style = _style(
                setting,
                size,
                bold=True,
                textColor=HexColor("#FFFFFF" if band else f"#{setting.color if block.level < 4 else '000000'}"),
                spaceBefore=12 if band else 8,
                spaceAfter=7 if band else 4,
                keepWithNext=1,
                **more,
            )
            text = escape(block.shown)
            return [Paragraph(f"<u>{text}</u>" if setting.headings == "underlined" else text, style)]
        case Line():
            return [_line(block, setting)]
        case Grid():
            return _grid(block, setting, width)
        case Cards():
            return _cards(block, setting, width)
        case Columns():
            half = (width - 18) / 2
            inner = [flowable for one in block.blocks for flowable in _block(one, setting, half)]
            return [BalancedColumns(inner, nCols=2, innerPadding=18)]
        case Pair():
            half = (width - 18) / 2
            sides = [_grid(one, setting, half) for one in (block.left, block.right)]
            return [_beside(sides, [half, 18, half])]
        case Aside():
            wide, narrow = 0.6 * width - 18, 0.4 * width
            text = [flowable for one in block.blocks for flowable in _block(one, setting, wide)]
            box = _cell_flowables(block.box, setting)
            ground = [("BACKGROUND", (2, 0), (2, 0), HexColor(f"#{block.box.fill}"))] if block.box.fill else []
            return [_beside([text, box], [wide, 18, narrow], ground)]
        case Leader():
            return [_leader(block, setting, width)]
        case Picture():
            return [Image(io.BytesIO(photograph(block.seed)), width, width / 4), Spacer(1, 8)]
        case NewPage():
            return [PageBreak()]
        case Contents():
            return []
