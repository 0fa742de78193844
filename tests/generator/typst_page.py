"""Pages as Typst markup: their size, furniture and ground, type and headings."""

from __future__ import annotations

import json

from .document import Document, Setting
from .typst_text import fonts, string

LONGEST = 2000
"""Points of a page's height; a higher one is as high as its text."""


def _edge(text: str) -> str:
    """Small print with the number of the page."""
    shown = json.dumps(text, ensure_ascii=False)
    for name, value in (("page", "here().page()"), ("pages", "counter(page).final().first()")):
        shown = shown.replace(f"{{{name}}}", f'" + str({value}) + "')
    return f"#({shown})"


def _edges(left: str, right: str) -> str:
    return f"context text(size: 0.8em)[{_edge(left)} #h(1fr) {_edge(right)}]"


def _furniture(document: Document, setting: Setting) -> tuple[str, str]:
    """What stands at the head and at the foot of the pages."""
    sides = ["left", "right"] if setting.mirrored else ["center", "center"]
    number = "counter(page).display()"
    side = f"if calc.odd(here().page()) {{ {sides[1]} }} else {{ {sides[0]} }}"
    footer = f"context align({side})[{string(document.footer)} #{number}]" if document.footer else "none"
    header = f"context align({side}, text(size: 0.8em)[{string(document.header)}])" if document.header else "none"
    if document.edges:
        header, footer = _edges(*document.edges[:2]), _edges(*document.edges[2:])
    if document.letterhead:
        parts = ", ".join(f"[{string(chr(10).join(lines))}]" for lines in document.letterhead)
        columns = len(document.letterhead)
        footer = f"text(size: 0.7em, grid(columns: {columns} * (1fr,), gutter: 8pt, {parts}))"
    if document.running:
        header = (
            "context { let before = query(selector(heading.where(level: 1)).before(here())); "
            "text(size: 0.8em, if before.len() > 0 { before.last().body }) }"
        )
    if document.logo:
        mark = f'box(circle(radius: 0.7em, fill: rgb("{setting.color}"), stroke: none), baseline: 0.3em)'
        header = f"text(size: 0.9em)[#{mark} {string(document.header)}]"
    return header, footer


def _background(document: Document, setting: Setting) -> str:
    """What lies behind the text."""
    width, height = setting.page
    found = []
    if document.strip:
        found.append(
            f'place(right, rect(width: {0.045 * width:.0f}pt, height: 100%, fill: rgb("{setting.color}"), stroke: none, '
            f"align(center + horizon, rotate(-90deg, reflow: true, text(fill: white)[{string(document.strip)}]))))"
        )
    if document.watermark:
        size = min(width, height) / 5
        found.append(
            f"place(center + horizon, rotate(-45deg, text(size: {size:.0f}pt, fill: luma(232))"
            f"[{string(document.watermark)}]))"
        )
    if document.framed:
        found.append(f'place(center + horizon, rect(width: 94%, height: 95%, stroke: 1pt + rgb("{setting.color}")))')
    return f"{{ {'; '.join(found)} }}" if found else "none"


def _headings(setting: Setting) -> str:
    size = {1: 1.25, 2: 1.1, 3: 1.05, 4: 0.95}
    rules = [f"#show heading.where(level: {level}): set text(size: {part}em)" for level, part in size.items()]
    rules.append("#show heading.where(level: 4): set text(fill: black)")
    if setting.heading_font:
        rules.append(f"#show heading: set text(font: {fonts(setting.heading_font)})")
    rules.append(
        {
            "band": f'#show heading.where(level: 1): it => block(width: 100%, fill: rgb("{setting.color}"), inset: 5pt, '
            "text(fill: white, it.body))",
            "underlined": "#show heading: it => block(underline(it.body))",
            "centred": "#show heading.where(level: 1): set align(center)",
            "italic": '#show heading: set text(style: "italic", weight: "regular")',
            "ruled": "#show heading.where(level: 1): it => block(width: 100%, inset: (bottom: 3pt), "
            f'stroke: (bottom: 1pt + rgb("{setting.color}")), it.body)',
        }.get(setting.headings, "")
    )
    return "\n".join(rules)


def preamble(document: Document, setting: Setting) -> str:
    """How the pages look."""
    width, height = setting.page
    header, footer = _furniture(document, setting)
    fill = f'rgb("{setting.ground}")' if setting.ground else "none"
    color = f'set text(fill: rgb("{setting.color}"){", tracking: 0.1em" if setting.headings == "tracked" else ""})'
    leading = {"usual": "0.65em", "loose": "1.15em", "tight": "0.45em"}[setting.leading]
    spacing = {"usual": "1.2em", "loose": "1.7em", "tight": "0.9em"}[setting.leading]
    if setting.indented:
        spacing = "0.75em"
    hyphenate, justify = (str(one).lower() for one in (setting.hyphenated, setting.justified))
    return f"""
#set document(title: {json.dumps(document.metadata_title, ensure_ascii=False)}, date: none)
#set page(width: {width}pt, height: {"auto" if height > LONGEST else f"{height}pt"}, margin: (x: {setting.margin:.0f}pt, y: {min(width, height) * 0.1:.0f}pt),
  fill: {fill}, background: {_background(document, setting)}, footer: {footer}, header: {header})
#set text(font: {fonts(setting.font)}, size: {setting.size}pt, lang: "sv", hyphenate: {hyphenate})
{"#set text(tracking: -0.02em)" if setting.tight else ""}
#set par(justify: {justify}, leading: {leading}, spacing: {spacing})
#show heading: set text(hyphenate: false)
#show heading: {color}
{_headings(setting)}
"""
