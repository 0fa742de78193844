"""What ReportLab draws on every page: furniture and ground."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate

from .document import Document, Setting
from .reportlab_text import FAMILIES


def furniture(document: Document, setting: Setting, pages: int) -> Callable[[Canvas, BaseDocTemplate], None]:
    """What is to be drawn before the text of a page; `pages` is what is printed as their number."""
    width, height = setting.page
    above = 0.1 * min(width, height)
    margin = max(setting.margin, above)

    def draw(canvas: Canvas, _: BaseDocTemplate) -> None:
        if setting.rotated:
            canvas.translate(height, 0)
            canvas.rotate(90)
        if setting.ground:
            canvas.setFillColor(HexColor(f"#{setting.ground}"))
            canvas.rect(0, 0, width, height, stroke=0, fill=1)
        _behind(canvas, document, setting)
        canvas.setFillColor(HexColor("#000000"))
        canvas.setFont(FAMILIES.get(setting.font, "Helvetica"), 0.8 * setting.size)
        number = canvas.getPageNumber()
        left = setting.mirrored and number % 2 == 0
        top, bottom = height - 0.55 * above, 0.45 * above
        if document.edges:
            shown = [text.format(page=number, pages=pages) for text in document.edges]
            for place, text in enumerate(shown):
                _at(canvas, place % 2 == 0, margin, width, bottom if place > 1 else top, text)
        elif document.logo:
            canvas.setFillColor(HexColor(f"#{setting.color}"))
            canvas.circle(margin + 0.7 * setting.size, top + 0.3 * setting.size, 0.7 * setting.size, stroke=0, fill=1)
            canvas.setFillColor(HexColor("#000000"))
            canvas.drawString(margin + 2 * setting.size, top, document.header)
        elif document.header:
            _at(canvas, left, margin, width, top, document.header)
        if document.footer and not document.edges:
            _at(canvas, left, margin, width, bottom, f"{document.footer} {number}".strip())
        canvas.setFont(FAMILIES.get(setting.font, "Helvetica"), 0.7 * setting.size)
        for column, lines in enumerate(document.letterhead):
            x = margin + column * (width - 2 * margin) / len(document.letterhead)
            for row, line in enumerate(lines):
                canvas.drawString(x, 0.7 * above - 0.85 * row * setting.size, line)

    return draw


def _behind(canvas: Canvas, document: Document, setting: Setting) -> None:
    width, height = setting.page
    if document.strip:
        _strip(canvas, document, setting)
    if document.framed:
        canvas.setStrokeColor(HexColor(f"#{setting.color}"))
        canvas.rect(0.03 * width, 0.025 * height, 0.94 * width, 0.95 * height, stroke=1, fill=0)
    if document.watermark:
        canvas.saveState()
        canvas.setFillColor(HexColor("#E8E8E8"))
        canvas.setFont("Helvetica-Bold", min(width, height) / 5)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(45)
        canvas.drawCentredString(0, 0, document.watermark)
        canvas.restoreState()


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
