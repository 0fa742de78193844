"""Typesetting with Typst, with the fonts that it and ReportLab bring along: the same everywhere."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path

import reportlab
import typst
from PIL import Image, ImageDraw

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
    Mark,
    NewPage,
    Pair,
    Picture,
    Setting,
    Title,
    white,
)

FONTS = Path(reportlab.__file__).parent / "fonts"
PICTURED = ("00A651", "FFC000", "E3000F")
"""Colours of lights that are pictures."""
FAMILIES = {
    "sans": "Bitstream Vera Sans",
    "serif": "Libertinus Serif",
    "modern": "New Computer Modern",
    "mono": "DejaVu Sans Mono",
}


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
    source = f"{_preamble(document, setting)}\n{body}\n"
    for number, text in enumerate(document.footnotes, start=1):
        source = source.replace(f"@@{number}@@", f"#footnote[{_string(text)}]")
    for color in PICTURED:
        if f"picture-{color}" in source:
            source = f"#let picture-{color} = bytes({tuple(picture(color))})\n{source}"
    pdf: bytes = typst.compile(
        source.encode(), font_paths=[str(FONTS)], ignore_system_fonts=True, pdf_tags=setting.tagged
    )
    return pdf


def _string(text: str) -> str:
    """Markup that shows the text as it is."""
    parts = text.split("\n")
    return "#linebreak()".join(f"#{json.dumps(part, ensure_ascii=False)}" for part in parts)


def _edge(text: str) -> str:
    """Small print with the number of the page."""
    shown = json.dumps(text, ensure_ascii=False)
    for name, value in (("page", "here().page()"), ("pages", "counter(page).final().first()")):
        shown = shown.replace(f"{{{name}}}", f'" + str({value}) + "')
    return f"#({shown})"


def _edges(left: str, right: str) -> str:
    return f"context text(size: 0.8em)[{_edge(left)} #h(1fr) {_edge(right)}]"


def _preamble(document: Document, setting: Setting) -> str:
    width, height = setting.page
    family = FAMILIES.get(setting.font, FAMILIES["sans"])
    sides = ["left", "right"] if setting.mirrored else ["center", "center"]
    number = "counter(page).display()"
    side = f"if calc.odd(here().page()) {{ {sides[1]} }} else {{ {sides[0]} }}"
    footer = f"context align({side})[{_string(document.footer)} #{number}]" if document.footer else "none"
    header = f"context align({side}, text(size: 0.8em)[{_string(document.header)}])" if document.header else "none"
    if document.edges:
        header, footer = _edges(*document.edges[:2]), _edges(*document.edges[2:])
    strip = (
        f'place(right, rect(width: {0.045 * width:.0f}pt, height: 100%, fill: rgb("{setting.color}"), stroke: none, '
        f"align(center + horizon, rotate(-90deg, reflow: true, text(fill: white)[{_string(document.strip)}]))))"
    )
    heading_text = (
        'set text(fill: rgb("{0}"))' if setting.headings != "tracked" else 'set text(fill: rgb("{0}"), tracking: 0.1em)'
    )
    wrapped = {
        "band": f'#show heading.where(level: 1): it => block(width: 100%, fill: rgb("{setting.color}"), inset: 5pt, '
        "text(fill: white, it.body))",
        "underlined": "#show heading: it => block(underline(it.body))",
    }.get(setting.headings, "")
    return f"""
#set document(title: {json.dumps(document.metadata_title, ensure_ascii=False)}, date: none)
#set page(width: {width}pt, height: {height}pt, margin: (x: {min(width, height) * 0.09:.0f}pt, y: {min(width, height) * 0.1:.0f}pt),
  fill: {_rgb(setting.ground)}, background: {strip if document.strip else "none"}, footer: {footer}, header: {header})
#set text(font: ("{family}", "Libertinus Serif"), size: {setting.size}pt, lang: "sv", hyphenate: {str(setting.hyphenated).lower()})
#set par(justify: {str(setting.justified).lower()}, spacing: 1.2em)
#show heading: set text(hyphenate: false)
#show heading: {heading_text.format(setting.color)}
#show heading.where(level: 1): set text(size: 1.25em)
#show heading.where(level: 2): set text(size: 1.1em)
#show heading.where(level: 3): set text(size: 1.05em)
#show heading.where(level: 4): set text(size: 0.95em, fill: black)
{wrapped}
"""


def _mark(mark: Mark) -> str:
    if mark.shape == "glyph":
        return f'#text(fill: rgb("{mark.color}"))[●] '
    if mark.shape == "square":
        return f'#text(fill: rgb("{mark.color}"))[■] '
    if mark.shape == "circle":
        return f'#box(circle(radius: 0.33em, fill: rgb("{mark.color}"), stroke: none), baseline: 0.05em) '
    return f"#box(image(picture-{mark.color}, height: 0.75em)) "


def _inline(line: Line) -> str:
    text = _string(line.text) if line.text else ""
    if line.label:
        text = f"#strong[{_string(line.label)}] {text}"
    if line.superscript:
        text += f"@@{line.superscript}@@"
    if line.bold:
        text = f"#strong[{text}]"
    if line.italic:
        text = f"#emph[{text}]"
    more = [f"size: {line.size}em"] if line.size != 1.0 else []
    more += [f'fill: rgb("{line.color}")'] if line.color else []
    if more:
        text = f"#text({', '.join(more)})[{text}]"
    if line.mark is not None:
        text = f"{_mark(line.mark)}{text}"
    return text


def _line(line: Line, setting: Setting) -> str:
    if line.bullet is None:
        return f"\n\n{_inline(line)}\n\n"
    shown = setting.bullet(line.bullet)
    mark, wide = _string(shown), 1.8 if shown == "→" else 1.2
    return (
        f"\n#block(above: 0.5em, below: 0.5em, inset: (left: {(line.level - 1) * 1.2}em))"
        f"[#grid(columns: ({wide}em, 1fr), [{mark}], [{_inline(line)}])]\n"
    )


def _cell_body(cell: Cell, setting: Setting) -> str:
    body = "".join(_line(line, setting) for line in cell.lines).strip("\n")
    if cell.pill:
        body = f'#box(fill: rgb("{cell.pill}"), inset: (x: 4pt, y: 2pt), radius: 5pt)[{body}]'
    if cell.indent:
        body = f"#pad(left: {cell.indent}em)[{body}]"
    if cell.turned:
        body = f"#rotate(-90deg, reflow: true)[{body}]"
    return body


def _cell(cell: Cell, setting: Setting, fill: str | None, bold: bool) -> str:
    own = cell.fill or fill
    options = [f"colspan: {cell.columns}"] if cell.columns > 1 else []
    options += [f"rowspan: {cell.rows}"] if cell.rows > 1 else []
    options += [f'fill: rgb("{own}")'] if own else []
    options += ["align: right"] if cell.right else ["align: center"] if cell.centred else []
    body = _cell_body(cell, setting)
    if bold:
        body = f"#strong[{body}]"
    return f"table.cell({', '.join(options)})[{body}],"


STROKES = {
    "grid": "0.5pt",
    "none": "none",
    "shade": "none",
    "zebra": "none",
    "tiles": "1.5pt + white",
    "column": '(x, y) => (bottom: 0.4pt + rgb("BFBFBF"))',
    "dotted": '(x, y) => (bottom: (thickness: 0.6pt, dash: "dotted"))',
    "band": '(x, y) => (bottom: 0.4pt + rgb("BFBFBF"))',
    "horizontal": "(x, y) => (top: 0.5pt, bottom: 0.5pt)",
    "vertical": "(x, y) => (left: 0.5pt, right: 0.5pt)",
}


def _grid(grid: Grid, setting: Setting) -> str:
    count = sum(cell.columns for cell in grid.rows[0])
    widths = grid.widths or (1.0,) * count
    columns = f"{count} * (auto,)" if grid.compact else f"({', '.join(f'{w}fr' for w in widths)},)"
    if grid.rules == "head":
        stroke = f"(x, y) => (bottom: if y == {max(grid.header_rows - 1, 0)} {{ 0.7pt }} else {{ none }})"
    elif grid.rules == "frame":
        last = len(grid.rows) - 1
        stroke = (
            f"(x, y) => (left: if x == 0 {{ 0.6pt }}, right: if x == {count - 1} {{ 0.6pt }}, "
            f"top: if y == 0 {{ 0.6pt }}, bottom: if y == {last} or y == {max(grid.header_rows - 1, 0)} {{ 0.6pt }})"
        )
    elif grid.rules == "booktabs":
        last = len(grid.rows) - 1
        stroke = (
            f"(x, y) => (top: if y == 0 {{ 1.1pt }}, "
            f"bottom: if y == {last} {{ 1.1pt }} else if y == {grid.header_rows - 1} {{ 0.5pt }})"
        )
    else:
        stroke = STROKES[grid.rules]
    rows = []
    for place, row in enumerate(grid.rows):
        is_header = place < grid.header_rows
        fill = grid.shade if is_header and grid.rules in ("shade", "grid", "zebra") else None
        if grid.rules == "zebra" and not is_header and place % 2:
            fill = "F2F2F2"
        if grid.rules == "tiles" and not is_header:
            fill = "D6DFEC" if place % 2 else "EBF0F6"
        if grid.rules in ("band", "tiles") and is_header:
            fill, row = setting.color, [white(cell) for cell in row]
        rows.append("".join(_cell(cell, setting, fill, is_header) for cell in row))
    head = "".join(rows[: grid.header_rows])
    header = f"table.header(repeat: {str(grid.repeat_header).lower()}, {head})," if grid.header_rows else ""
    body = "\n".join(rows[grid.header_rows :])
    gaps = "above: 0.5em, below: 1.6em" if grid.caption_below else "below: 0.5em, sticky: true"
    caption = f"\n#block({gaps})[{_string(grid.caption)}]\n" if grid.caption else ""
    column = f', fill: (x, y) => if x == 0 {{ rgb("{grid.shade}") }}' if grid.rules == "column" else ""
    note = f"\n#text(size: 0.85em)[{_string(grid.note)}]\n" if grid.note else ""
    wrap = "#show table.cell: set par(spacing: 0.5em)\n"
    wrap += "" if grid.split_rows else "#show table.cell: set block(breakable: false)\n"
    table = f"#[{wrap}#table(columns: {columns}, stroke: {stroke}, inset: 4pt, align: left{column},\n{header}\n{body})]"
    if len(grid.rows) < 12 and any(cell.rows > 1 for row in grid.rows[grid.header_rows :] for cell in row):
        table = f"#block(breakable: false)[{table}]"  # a cell over many rows would be shown on their last page
    if grid.caption_below:
        return f"\n{table}\n{caption}{note}\n"
    return f"{caption}\n{table}{note}\n"


def _cards(cards: Cards, setting: Setting) -> str:
    stroke = '0.6pt + rgb("888888")' if cards.framed else "none"
    bodies = [
        f"block(width: 100%, inset: 7pt, stroke: {stroke}, fill: {_rgb(card.fill)})[{_cell_body(card, setting)}],"
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
            below = "".join(f"\n\n#text(size: 1.15em)[{_string(text)}]\n\n" for text in block.below)
            lead = "#v(25%)\n" if block.own_page else ""
            tail = "\n#pagebreak()\n" if block.own_page else "\n#v(1em)\n"
            return f'{lead}#text(size: 1.9em, weight: "bold", fill: rgb("{setting.color}"))[{_string(block.text)}]\n{below}{tail}'
        case Heading():
            return f"\n#heading(level: {block.level})[{_string(block.shown)}]\n"
        case Line():
            return _line(block, setting)
        case Grid():
            return _grid(block, setting)
        case Cards():
            return _cards(block, setting)
        case Columns():
            return _columns(block, setting)
        case Pair():
            left, right = (_grid(one, setting) for one in (block.left, block.right))
            return f"\n#block(breakable: false, grid(columns: (1fr, 1fr), gutter: 18pt, [{left}], [{right}]))\n"
        case Aside():
            text = "".join(_block(one, setting) for one in block.blocks)
            box = f"block(width: 100%, inset: 7pt, fill: {_rgb(block.box.fill)})[{_cell_body(block.box, setting)}]"
            return f"\n#grid(columns: (3fr, 2fr), gutter: 18pt, [{text}], {box})\n"
        case Leader():
            dots = "#box(width: 1fr, repeat[.])"
            return f"\n\n{_string(block.label)} {dots} {_string(block.value)}\n\n"
        case Picture():
            data = f"bytes({tuple(photograph(block.seed))})"
            return f"\n#image({data}, width: 100%)\n"
        case NewPage():
            return "\n#pagebreak()\n"
        case Contents():
            return "\n#outline(title: [Innehåll], depth: 2)\n#pagebreak()\n"
