"""Typesetting with ReportLab: untagged, with fonts that every reader has or with one embedded."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BalancedColumns,
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
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
)
from .reportlab_page import furniture
from .reportlab_tables import grid_flowables
from .reportlab_text import FAMILIES, cell_flowables, paragraph, text_style
from .set_typst import photograph


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
    above = 0.1 * min(width, height)
    margin = max(setting.margin, above)
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
    frame = Frame(margin, above, width - 2 * margin, height - 2 * above, 0, 0, 0, 0, id="text")
    draw = furniture(document, setting, pages)
    template.addPageTemplates(PageTemplate("page", [frame], onPage=draw, pagesize=(width, height)))
    story = [flowable for block in document.blocks for flowable in _block(block, setting, width - 2 * margin)]
    if document.footnotes:
        story.append(Spacer(1, 14))
        story += [
            Paragraph(f"<super>{n}</super> {escape(text)}", text_style(setting, 0.8))
            for n, text in enumerate(document.footnotes, start=1)
        ]
    template.build(story)
    return buffer.getvalue(), template.page


def _cards(cards: Cards, setting: Setting, width: float) -> list[Flowable]:
    gap = 9.0
    each = (width - gap * (cards.in_a_row - 1)) / cards.in_a_row
    found: list[Flowable] = []
    for start in range(0, len(cards.cards), cards.in_a_row):
        row: list[object] = []
        style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        for place, card in enumerate(cards.cards[start : start + cards.in_a_row]):
            x = 2 * place
            row += [cell_flowables(card, setting), ""]
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
    return paragraph(Line(f"{leader.label} {dots} {leader.value}"), setting)


def _block(block: Block, setting: Setting, width: float) -> list[Flowable]:
    match block:
        case Title():
            color = HexColor(f"#{setting.color}")
            found: list[Flowable] = [Spacer(1, 120)] if block.own_page else []
            large = text_style(setting, 1.9, bold=True, textColor=color, spaceAfter=8)
            found.append(Paragraph(escape(block.text), large))
            found += [Paragraph(escape(text), text_style(setting, 1.15, spaceAfter=4)) for text in block.below]
            found.append(PageBreak() if block.own_page else Spacer(1, 12))
            return found
        case Heading():
            color = HexColor(f"#{setting.color}")
            band = setting.headings == "band" and block.level == 1
            more = {"backColor": HexColor(f"#{setting.color}"), "borderPadding": 3} if band else {}
            size = {1: 1.35, 2: 1.15, 3: 1.05}.get(block.level, 0.95)
            own = replace(setting, font=setting.heading_font) if setting.heading_font else setting
            style = text_style(
                own,
                size,
                bold=setting.headings != "italic",
                textColor=HexColor("#FFFFFF" if band else f"#{setting.color if block.level < 4 else '000000'}"),
                spaceBefore=12 if band else 8,
                spaceAfter=7 if band else 4,
                keepWithNext=1,
                **more,
            )
            text = escape(block.shown.upper() if setting.headings == "caps" else block.shown)
            wrap = {"underlined": "u", "italic": "i"}.get(setting.headings)
            if setting.headings == "centred" and block.level == 1:
                style.alignment = TA_CENTER
            shown: list[Flowable] = [Paragraph(f"<{wrap}>{text}</{wrap}>" if wrap else text, style)]
            if setting.headings == "ruled" and block.level == 1:
                rule = HRFlowable(width="100%", color=color, spaceBefore=0, spaceAfter=6)
                rule.keepWithNext = 1
                shown.append(rule)
            return shown
        case Line():
            return [paragraph(block, setting)]
        case Grid():
            return grid_flowables(block, setting, width)
        case Cards():
            return _cards(block, setting, width)
        case Columns():
            half = (width - 18) / 2
            inner = [flowable for one in block.blocks for flowable in _block(one, setting, half)]
            return [BalancedColumns(inner, nCols=2, innerPadding=18)]
        case Pair():
            half = (width - 18) / 2
            sides = [grid_flowables(one, setting, half) for one in (block.left, block.right)]
            return [_beside(sides, [half, 18, half])]
        case Aside():
            wide, narrow = 0.6 * width - 18, 0.4 * width
            text = [flowable for one in block.blocks for flowable in _block(one, setting, wide)]
            box = cell_flowables(block.box, setting)
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
