"""Tables as Typst markup."""

from __future__ import annotations

from .document import Cell, Grid, Setting, headed, white
from .typst_text import cell_body, fonts, string

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
    "excel": '0.4pt + rgb("D4D4D4")',
    "accent": '0.5pt + rgb("{color}").lighten(40%)',
    "gapped": "(x, y) => (top: 3pt + white)",
}
DARK = ("band", "tiles", "lightlist", "accent")
"""Rules whose headers stand white on a dark ground."""


def _stroke(grid: Grid, setting: Setting, count: int) -> str:
    last, head = len(grid.rows) - 1, grid.header_rows
    under = head - 1  # a table without a header has no rule under it
    if grid.rules == "head":
        return f"(x, y) => (bottom: if y == {under} {{ 0.7pt }} else {{ none }})"
    if grid.rules == "frame":
        return (
            f"(x, y) => (left: if x == 0 {{ 0.6pt }}, right: if x == {count - 1} {{ 0.6pt }}, "
            f"top: if y == 0 {{ 0.6pt }}, bottom: if y == {last} or y == {under} {{ 0.6pt }})"
        )
    if grid.rules == "booktabs":
        return (
            f"(x, y) => (top: if y == 0 {{ 1.1pt }}, "
            f"bottom: if y == {last} {{ 1.1pt }} else if y == {head - 1} {{ 0.5pt }})"
        )
    if grid.rules == "inner":
        return (
            f"(x, y) => (right: if x < {count - 1} {{ 0.5pt }}, bottom: if y < {last} {{ 0.5pt }}, "
            f"left: if x > 0 {{ 0.5pt }}, top: if y > 0 {{ 0.5pt }})"
        )
    if grid.rules == "heavy":
        thick = f'2pt + rgb("{setting.color}")'
        return f"(x, y) => (bottom: if y == {max(under, 0)} or y == {last} {{ {thick} }})"
    if grid.rules == "lightlist":
        line = f'0.8pt + rgb("{setting.color}")'
        return f"(x, y) => (left: if x == 0 {{ {line} }}, right: if x == {count - 1} {{ {line} }}, top: {line}, bottom: {line})"
    return STROKES[grid.rules].replace("{color}", setting.color)


def _cell(cell: Cell, setting: Setting, fill: str | None, header: str) -> str:
    own = f'rgb("{cell.fill}")' if cell.fill else fill
    options = [f"colspan: {cell.columns}"] if cell.columns > 1 else []
    options += [f"rowspan: {cell.rows}"] if cell.rows > 1 else []
    options += [f"fill: {own}"] if own else []
    options += ["align: right"] if cell.right else ["align: center"] if cell.centred else []
    body = cell_body(headed(cell, header) if header not in ("", "bold") else cell, setting)
    if header == "bold":
        body = f"#strong[{body}]"
    return f"table.cell({', '.join(options)})[{body}],"


def _fill(grid: Grid, setting: Setting, place: int) -> str | None:
    """The ground of a row."""
    color = None
    if place < grid.header_rows:
        if grid.rules in ("shade", "grid", "zebra"):
            color = grid.shade
        elif grid.rules in DARK:
            color = setting.color
    elif grid.rules == "zebra" and place % 2:
        color = "F2F2F2"
    elif grid.rules == "tiles":
        color = "D6DFEC" if place % 2 else "EBF0F6"
    elif grid.rules == "gapped":
        color = "EFEFEF"
    elif grid.rules == "accent" and place % 2:
        return f'rgb("{setting.color}").lighten(85%)'
    return f'rgb("{color}")' if color else None


def grid_markup(grid: Grid, setting: Setting) -> str:
    """A table with its caption and note."""
    count = sum(cell.columns for cell in grid.rows[0])
    widths = grid.widths or (1.0,) * count
    columns = f"{count} * (auto,)" if grid.compact else f"({', '.join(f'{w}fr' for w in widths)},)"
    rows = []
    for place, row in enumerate(grid.rows):
        is_header = place < grid.header_rows
        if grid.rules in DARK and is_header:
            row = [white(cell) for cell in row]
        fill = _fill(grid, setting, place)
        rows.append("".join(_cell(cell, setting, fill, grid.header_style if is_header else "") for cell in row))
    head = "".join(rows[: grid.header_rows])
    header = f"table.header(repeat: {str(grid.repeat_header).lower()}, {head})," if grid.header_rows else ""
    body = "\n".join(rows[grid.header_rows :])
    column = f', fill: (x, y) => if x == 0 {{ rgb("{grid.shade}") }}' if grid.rules == "column" else ""
    wrap = "#show table.cell: set par(spacing: 0.5em)\n"
    if setting.table_font:
        wrap += f"#set text(font: {fonts(setting.table_font)}, size: 0.95em)\n"
    wrap += "" if grid.split_rows else "#show table.cell: set block(breakable: false)\n"
    across, down = setting.padding
    upright = {"top": "top", "middle": "horizon", "bottom": "bottom"}[setting.upright]
    table = (
        f"#[{wrap}#table(columns: {columns}, stroke: {_stroke(grid, setting, count)}, "
        f"inset: (x: {across}pt, y: {down}pt), align: left + {upright}{column},\n{header}\n{body})]"
    )
    if grid.centred:
        table = f"#align(center)[{table}]"
    if len(grid.rows) < 12 and any(cell.rows > 1 for row in grid.rows[grid.header_rows :] for cell in row):
        table = f"#block(breakable: false)[{table}]"  # a cell over many rows would be shown on their last page
    gaps = "above: 0.5em, below: 1.6em" if grid.caption_below else "below: 0.5em, sticky: true"
    told = f"#strong[{string(grid.caption)}]" if grid.bold_caption else string(grid.caption)
    caption = f"\n#block({gaps})[{told}]\n" if grid.caption else ""
    over = (
        f"\n#block(width: 100%, below: 0.4em, sticky: true, align(right)[{string(grid.over)}])\n" if grid.over else ""
    )
    note = f"\n#text(size: 0.85em)[{string(grid.note)}]\n" if grid.note else ""
    whole = f"\n{over}{table}\n{caption}{note}\n" if grid.caption_below else f"{caption}{over}\n{table}{note}\n"
    is_upright = setting.page[0] < setting.page[1]
    return f"\n#page(flipped: true)[{whole}]\n" if grid.own_page and is_upright else whole
