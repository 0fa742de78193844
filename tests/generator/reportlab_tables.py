"""Tables as ReportLab's flowables."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from .document import Grid, Line, Setting, headed, white
from .reportlab_rules import DARK, rule_style
from .reportlab_text import cell_flowables, paragraph


def grid_flowables(grid: Grid, setting: Setting, width: float) -> list[Flowable]:
    """A table with its caption and note."""
    columns = sum(cell.columns for cell in grid.rows[0])
    setting = replace(setting, font=setting.table_font) if setting.table_font else setting
    widths = grid.widths or (1.0,) * columns
    total = sum(widths)
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), setting.upright.upper())]
    across, down = setting.padding[0], 0.75 * setting.padding[1]
    style += [("LEFTPADDING", (0, 0), (-1, -1), across), ("RIGHTPADDING", (0, 0), (-1, -1), across)]
    style += [("TOPPADDING", (0, 0), (-1, -1), down), ("BOTTOMPADDING", (0, 0), (-1, -1), down)]
    data: list[list[object]] = [["" for _ in range(columns)] for _ in grid.rows]
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(grid.rows):
        places = (x for x in count() if (y, x) not in taken)
        for cell in row:
            x = next(places)
            for dy in range(cell.rows):
                for dx in range(cell.columns):
                    taken.add((y + dy, x + dx))
            shown = headed(cell, grid.header_style) if y < grid.header_rows else cell
            if grid.rules in DARK and y < grid.header_rows:
                shown = white(shown)
            data[y][x] = cell_flowables(shown, setting)
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
        hAlign="CENTER" if grid.centred else "LEFT",
    )
    before: list[Flowable] = [CondPageBreak(60)]
    caption = [paragraph(Line(grid.caption, bold=grid.bold_caption), setting)] if grid.caption else []
    over = [paragraph(Line(grid.over), setting, TA_RIGHT, 2.0)] if grid.over else []
    after = [paragraph(Line(grid.note, size=0.85), setting)] if grid.note else []
    if grid.caption_below:
        return [*before, *over, table, Spacer(1, 3), *caption, Spacer(1, 10), *after]
    return [*before, *caption, *over, table, Spacer(1, 8), *after]
