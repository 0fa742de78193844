"""Lights and grounds that ReportLab draws beside and behind words."""

from __future__ import annotations

import io

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph

from .document import Mark
from .set_typst import picture


class Marked(Flowable):
    """A paragraph with a drawn light on its left."""

    def __init__(self, paragraph: Paragraph, mark: Mark) -> None:
        super().__init__()
        self.paragraph, self.mark = paragraph, mark

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.size = self.paragraph.style.fontSize
        self.room = (2.8 if self.mark.shape == "lamps" else 1.1) * self.size
        self.width, self.height = self.paragraph.wrap(width - self.room, height)
        return width, self.height

    def draw(self) -> None:
        radius = 0.34 * self.size
        x, y = radius, self.height - self.paragraph.style.leading + 0.62 * self.size
        if self.mark.shape == "lamps":
            for place, color in enumerate(("E3000F", "FFC000", "00A651")):
                self.canv.setFillColor(HexColor(f"#{color if color == self.mark.color else 'D9D9D9'}"))
                self.canv.circle(x + 0.85 * place * self.size, y, radius, stroke=0, fill=1)
        elif self.mark.shape == "circle":
            self.canv.setFillColor(HexColor(f"#{self.mark.color}"))
            self.canv.circle(x, y, radius, stroke=0, fill=1)
        else:
            image = ImageReader(io.BytesIO(picture(self.mark.color)))
            self.canv.drawImage(image, x - radius, y - radius, 2 * radius, 2 * radius, mask="auto")
        self.paragraph.drawOn(self.canv, self.room, 0)


class Pill(Flowable):
    """A short text on a rounded ground."""

    def __init__(self, paragraph: Paragraph, color: str) -> None:
        super().__init__()
        self.paragraph, self.color = paragraph, color

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        style = self.paragraph.style
        _, self.height = self.paragraph.wrap(width - 8, height)
        words = max(
            (sum(pdfmetrics.stringWidth(f.text, style.fontName, style.fontSize) for f in self.paragraph.frags), 0)
        )
        self.width = min(words + 8, width)
        return width, self.height + 3

    def draw(self) -> None:
        self.canv.setFillColor(HexColor(f"#{self.color}"))
        self.canv.roundRect(0, 0, self.width, self.height + 2, 4, stroke=0, fill=1)
        self.paragraph.drawOn(self.canv, 4, 1.5)
