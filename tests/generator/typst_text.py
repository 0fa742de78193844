"""Text as Typst markup: paragraphs, marks, cells."""

from __future__ import annotations

import json

from .document import Cell, Line, Mark, Setting

FAMILIES = {
    "sans": "Bitstream Vera Sans",
    "serif": "Libertinus Serif",
    "modern": "New Computer Modern",
    "mono": "DejaVu Sans Mono",
}


def fonts(name: str) -> str:
    """The families that are tried for a font."""
    return f'("{FAMILIES.get(name, FAMILIES["sans"])}", "Libertinus Serif")'


def string(text: str) -> str:
    """Markup that shows the text as it is."""
    parts = text.split("\n")
    return "#linebreak()".join(f"#{json.dumps(part, ensure_ascii=False)}" for part in parts)


def mark(one: Mark) -> str:
    """A light before a text."""
    fill = f'fill: rgb("{one.color}")'
    if one.shape in ("glyph", "square", "triangle"):
        letter = {"glyph": "●", "square": "■", "triangle": "▲"}[one.shape]
        return f"#text({fill})[{letter}] "
    if one.shape == "circle":
        return f"#box(circle(radius: 0.33em, {fill}, stroke: none), baseline: 0.05em) "
    if one.shape == "lamps":
        lamps = [one.color if one.color == color else "D9D9D9" for color in ("E3000F", "FFC000", "00A651")]
        boxes = "".join(f'box(circle(radius: 0.33em, fill: rgb("{lamp}"), stroke: none)),' for lamp in lamps)
        return f"#box(stack(dir: ltr, spacing: 0.15em, {boxes}), baseline: 0.05em) "
    return f"#box(image(picture-{one.color}, height: 0.75em)) "


def inline(line: Line) -> str:
    """The text of a paragraph."""
    text = string(line.text) if line.text else ""
    if line.label:
        text = f"#strong[{string(line.label)}] {text}"
    if line.superscript:
        text += f"@@{line.superscript}@@"
    if line.raised:
        text += f"#super[{string(line.raised)}]"
    if line.bold:
        text = f"#strong[{text}]"
    if line.italic:
        text = f"#emph[{text}]"
    if line.underlined:
        text = f"#underline[{text}]"
    more = [f"size: {line.size}em"] if line.size != 1.0 else []
    more += [f'fill: rgb("{line.color}")'] if line.color else []
    if more:
        text = f"#text({', '.join(more)})[{text}]"
    if line.mark is not None:
        text = f"{mark(line.mark)}{text}"
    return text


def paragraph(line: Line, setting: Setting) -> str:
    """A paragraph, or an item of a list."""
    if line.bullet is None:
        is_prose = setting.indented and len(line.text) > 90 and not line.label and line.mark is None
        return f"\n\n{'#h(1.5em)' if is_prose else ''}{inline(line)}\n\n"
    shown = setting.bullet(line.bullet)
    wide = 1.8 if shown == "→" else 1.2
    return (
        f"\n#block(above: 0.5em, below: 0.5em, inset: (left: {(line.level - 1) * 1.2}em))"
        f"[#grid(columns: ({wide}em, 1fr), [{string(shown)}], [{inline(line)}])]\n"
    )


def cell_body(cell: Cell, setting: Setting) -> str:
    """What stands in a cell."""
    body = "".join(paragraph(line, setting) for line in cell.lines).strip("\n")
    if cell.pill:
        body = f'#box(fill: rgb("{cell.pill}"), inset: (x: 4pt, y: 2pt), radius: 5pt)[{body}]'
    if cell.indent:
        body = f"#pad(left: {cell.indent}em)[{body}]"
    if cell.turned:
        body = f"#rotate(-90deg, reflow: true)[{body}]"
    return body
