"""Typesetting with Typst, with the fonts that it and ReportLab bring along: the same everywhere."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import reportlab
import typst
from PIL import Image, ImageDraw

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
from .typst_page import preamble
from .typst_tables import grid_markup
from .typst_text import cell_body, paragraph, string

FONTS = Path(reportlab.__file__).parent / "fonts"
PICTURED = ("00A651", "FFC000", "E3000F")
"""Colours of lights that are pictures."""


@cache
def picture(color: str) -> bytes:
    """A small round picture."""
    image = Image.new("RGBA", (32, 32), (255, 255, 255, 0))
    ImageDraw.Draw(image).ellipse((2, 2, 29, 29), fill=f"#{color}")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@cache
def photograph(seed: int) -> bytes:
    """A landscape of two colours."""
    sky, ground = ((200, 220, 235), (90, 130, 80)) if seed % 2 else ((235, 215, 190), (80, 100, 130))
    image = Image.new("RGB", (120, 30), sky)
    ImageDraw.Draw(image).polygon([(0, 30), (0, 20), (30 + seed % 40, 8), (90, 22), (120, 14), (120, 30)], fill=ground)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def typeset(document: Document, setting: Setting) -> bytes:
    """The document as a PDF."""
    body = "\n".join(_block(block, setting) for block in document.blocks)
    source = f"{preamble(document, setting)}\n{body}\n"
    for number, text in enumerate(document.footnotes, start=1):
        source = source.replace(f"@@{number}@@", f"#footnote[{string(text)}]")
    for color in PICTURED:
        if f"picture-{color}" in source:
            source = f"#let picture-{color} = bytes({tuple(picture(color))})\n{source}"
    pdf: bytes = typst.compile(
        source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True, pdf_tags=setting.tagged
    )
    return pdf


def _cards(cards: Cards, setting: Setting) -> str:
    stroke = '0.6pt + rgb("888888")' if cards.framed else "none"
    bodies = [
        f"block(width: 100%, breakable: false, inset: 7pt, stroke: {stroke}, fill: {_rgb(card.fill)})[{cell_body(card, setting)}],"
        for card in cards.cards
    ]
    return f"\n#grid(columns: {cards.in_a_row} * (1fr,), gutter: 9pt, {''.join(bodies)})\n"


def _columns(columns: Columns, setting: Setting) -> str:
    """Two columns of about the same height; much text runs down the page first, as Typst's own columns do."""
    shown = [_block(one, setting) for one in columns.blocks]
    starts = [place for place, one in enumerate(columns.blocks) if isinstance(one, Heading) or _is_bold(one)]
    places = [place for place in starts or range(1, len(shown)) if place]
    lengths = [sum(len(text) for text in shown[:place]) for place in places]
    if not places or sum(map(len, shown)) > 1500:
        return f"\n#columns(2, gutter: 18pt)[{''.join(shown)}]\n"
    half = sum(map(len, shown)) / 2
    _, place = min((abs(length - half), place) for length, place in zip(lengths, places, strict=True))
    sides = ("".join(shown[:place]), "".join(shown[place:]))
    grid = f"grid(columns: (1fr, 1fr), gutter: 18pt, [{sides[0]}], [{sides[1]}])"
    return f"\n#block(breakable: false, {grid})\n"


def _is_bold(block: Block) -> bool:
    return isinstance(block, Line) and block.bold


def _rgb(color: str | None) -> str:
    return f'rgb("{color}")' if color else "none"


def _block(block: Block, setting: Setting) -> str:
    match block:
        case Title():
            below = "".join(f"\n\n#text(size: 1.15em)[{string(text)}]\n\n" for text in block.below)
            lead = "#v(25%)\n" if block.own_page else ""
            tail = "\n#pagebreak()\n" if block.own_page else "\n#v(1em)\n"
            return f'{lead}#text(size: 1.9em, weight: "bold", fill: rgb("{setting.color}"))[{string(block.text)}]\n{below}{tail}'
        case Heading():
            shown = block.shown.upper() if setting.headings == "caps" else block.shown
            return f"\n#heading(level: {block.level})[{string(shown)}]\n"
        case Line():
            return paragraph(block, setting)
        case Grid():
            return grid_markup(block, setting)
        case Cards():
            return _cards(block, setting)
        case Columns():
            return _columns(block, setting)
        case Pair():
            left, right = (grid_markup(one, setting) for one in (block.left, block.right))
            return f"\n#block(breakable: false, grid(columns: (1fr, 1fr), gutter: 18pt, [{left}], [{right}]))\n"
        case Aside():
            text = "".join(_block(one, setting) for one in block.blocks)
            box = f"block(width: 100%, inset: 7pt, fill: {_rgb(block.box.fill)})[{cell_body(block.box, setting)}]"
            return f"\n#grid(columns: (3fr, 2fr), gutter: 18pt, [{text}], {box})\n"
        case Leader():
            dots = "#box(width: 1fr, repeat[.])"
            return f"\n\n{string(block.label)} {dots} {string(block.value)}\n\n"
        case Picture():
            data = f"bytes({tuple(photograph(block.seed))})"
            return f"\n#image({data}, width: 100%)\n"
        case NewPage():
            return "\n#pagebreak()\n"
        case Contents():
            return "\n#outline(title: [Innehåll], depth: 2)\n#pagebreak()\n"
