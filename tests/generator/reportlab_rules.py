"""Rules and grounds of tables, as ReportLab is told of them."""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor

from .document import Grid, Setting

Command = tuple[object, ...]
DARK = ("band", "tiles", "lightlist", "accent")
"""Rules whose headers stand white on a dark ground."""


def rule_style(grid: Grid, setting: Setting) -> list[Command]:
    """The style commands of a table's rules; they come before those of its cells, whose grounds lie above."""
    last, rows = grid.header_rows - 1, len(grid.rows)
    black, pale = HexColor("#000000"), HexColor("#BFBFBF")
    style: list[Command] = []
    if last >= 0 and grid.rules in ("shade", "grid", "zebra", *DARK):
        color = setting.color if grid.rules in DARK else grid.shade
        style.append(_ground((0, 0), (-1, last), color))
    body = range(max(grid.header_rows, 0), rows)
    if grid.rules == "zebra":
        style += [_ground((0, y), (-1, y), "F2F2F2") for y in body if y % 2]
    elif grid.rules == "tiles":
        style += [_ground((0, y), (-1, y), "D6DFEC" if y % 2 else "EBF0F6") for y in body]
        style.append(("GRID", (0, 0), (-1, -1), 1.5, HexColor("#FFFFFF")))
    elif grid.rules == "column":
        style += [_ground((0, 0), (0, -1), grid.shade), _below((0, 0), (-1, -1), 0.4, pale)]
    elif grid.rules in ("excel", "inner"):
        what = "GRID" if grid.rules == "excel" else "INNERGRID"
        style.append((what, (0, 0), (-1, -1), 0.5, HexColor("#D4D4D4") if grid.rules == "excel" else black))
    elif grid.rules == "gapped":
        style += [_ground((0, y), (-1, y), "EFEFEF") for y in body]
        style.append(("LINEABOVE", (0, 0), (-1, -1), 3, HexColor("#FFFFFF")))
    elif grid.rules == "heavy":
        own = HexColor(f"#{setting.color}")
        style += [_below((0, y), (-1, y), 2, own) for y in (max(last, 0), -1)]
    elif grid.rules == "lightlist":
        own = HexColor(f"#{setting.color}")
        style += [("BOX", (0, 0), (-1, -1), 0.8, own), _below((0, 0), (-1, -1), 0.8, own)]
    elif grid.rules == "accent":
        tint = _paler(setting.color, 0.85)
        style += [("BACKGROUND", (0, y), (-1, y), tint) for y in body if y % 2]
        style.append(("GRID", (0, 0), (-1, -1), 0.5, _paler(setting.color, 0.4)))
    elif grid.rules == "band":
        style.append(_below((0, 0), (-1, -1), 0.4, pale))
    elif grid.rules == "dotted":
        style.append((*_below((0, 0), (-1, -1), 0.6, black), 1, (0.6, 1.8)))
    elif grid.rules == "grid":
        style.append(("GRID", (0, 0), (-1, -1), 0.5, black))
    elif grid.rules == "horizontal":
        style += [(what, (0, 0), (-1, -1), 0.5, black) for what in ("LINEABOVE", "LINEBELOW")]
    elif grid.rules == "vertical":
        style += [(what, (0, 0), (-1, -1), 0.5, black) for what in ("LINEBEFORE", "LINEAFTER")]
    elif grid.rules == "booktabs":
        style += [("LINEABOVE", (0, 0), (-1, 0), 1.1, black), _below((0, -1), (-1, -1), 1.1, black)]
        if last >= 0:
            style.append(_below((0, last), (-1, last), 0.5, black))
    elif grid.rules in ("head", "frame"):
        if last >= 0:
            style.append(_below((0, last), (-1, last), 0.7, black))
        if grid.rules == "frame":
            style.append(("BOX", (0, 0), (-1, -1), 0.6, black))
    return style


def _paler(color: str, part: float) -> Color:
    own = HexColor(f"#{color}")
    return Color(*(one + (1 - one) * part for one in (own.red, own.green, own.blue)))


def _ground(first: tuple[int, int], last: tuple[int, int], color: str) -> Command:
    return ("BACKGROUND", first, last, HexColor(f"#{color}"))


def _below(first: tuple[int, int], last: tuple[int, int], weight: float, color: Color) -> Command:
    return ("LINEBELOW", first, last, weight, color)
