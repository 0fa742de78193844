"""Paragraphs and cells as ReportLab's flowables."""

from __future__ import annotations

from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from .document import Cell, Line, Setting
from .reportlab_flowables import Marked, Pill

FAMILIES = {"sans": "Vera", "helvetica": "Helvetica", "times": "Times-Roman", "mono": "Courier"}


def text_style(setting: Setting, size: float = 1.0, bold: bool = False, **more: object) -> ParagraphStyle:
    """The type of a paragraph."""
    name = FAMILIES.get(setting.font, "Helvetica")
    if bold:
        name = {
            "Vera": "Vera-Bold",
            "Helvetica": "Helvetica-Bold",
            "Times-Roman": "Times-Bold",
            "Courier": "Courier-Bold",
        }[name]
    points = setting.size * size
    leading = {"usual": 1.22, "loose": 1.7, "tight": 1.08}[setting.leading]
    return ParagraphStyle("s", fontName=name, fontSize=points, leading=leading * points, **more)


def _markup(line: Line) -> str:
    text = escape(line.text).replace("\n", "<br/>")
    if line.label:
        text = f"<b>{escape(line.label)}</b> {text}"
    if line.superscript:
        text += f"<super>{line.superscript}</super>"
    if line.raised:
        text += f"<super>{line.raised}</super>"
    if line.bold:
        text = f"<b>{text}</b>"
    if line.italic:
        text = f"<i>{text}</i>"
    if line.underlined:
        text = f"<u>{text}</u>"
    if line.color:
        text = f'<font color="#{line.color}">{text}</font>'
    if line.mark is not None and line.mark.shape in _LETTERS:
        letter = _LETTERS[line.mark.shape]
        text = f'<font name="ZapfDingbats" color="#{line.mark.color}">{letter}</font> {text}'
    return text


_LETTERS = {"glyph": "\u25cf", "square": "\u25a0", "triangle": "\u25b2"}
_BULLETS = {
    "○": ("ZapfDingbats", "\u274d"),
    "➤": ("ZapfDingbats", "\u27a4"),
    "▪": ("ZapfDingbats", "\u25a0"),
    "→": ("ZapfDingbats", "\u2794"),
}


def paragraph(line: Line, setting: Setting, alignment: int = TA_LEFT, gap: float | None = None) -> Flowable:
    """A paragraph or an item of a list, with its light."""
    if gap is None:
        gap = {"usual": 0.7, "loose": 1.0, "tight": 0.45}[setting.leading] * setting.size
        if setting.indented:
            gap = 0.2 * setting.size
    if setting.justified and alignment == TA_LEFT:
        alignment = TA_JUSTIFY
    style = text_style(setting, line.size, spaceAfter=gap, alignment=alignment)
    if setting.indented and len(line.text) > 90 and not line.label and line.mark is None and line.bullet is None:
        style.firstLineIndent = 1.5 * setting.size
    bullet = None
    if line.bullet is not None:
        indent = 1.4 * setting.size * line.level
        style.leftIndent, style.bulletIndent = indent, indent - 1.2 * setting.size
        mark = setting.bullet(line.bullet)
        style.bulletFontName, name = _BULLETS.get(mark, (style.fontName, mark))
        style.bulletFontSize = style.fontSize
        bullet = name
    shown = Paragraph(_markup(line), style, bulletText=bullet)
    if line.mark is not None and line.mark.shape in ("circle", "picture", "lamps"):
        return Marked(shown, line.mark)
    return shown


def cell_flowables(cell: Cell, setting: Setting) -> list[Flowable]:
    """What stands in a cell."""
    last = len(cell.lines) - 1
    found: list[Flowable] = []
    for place, line in enumerate(cell.lines):
        alignment = TA_RIGHT if cell.right else TA_CENTER if cell.centred else TA_LEFT
        flowable = paragraph(line, setting, alignment, 0.0 if place == last else 2.0)
        if cell.indent and isinstance(flowable, Paragraph):
            flowable.style.leftIndent += cell.indent * setting.size
        found.append(Pill(flowable, cell.pill) if cell.pill and isinstance(flowable, Paragraph) else flowable)
    return found
