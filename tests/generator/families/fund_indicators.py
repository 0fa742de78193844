"""The indicators of a project that a fund pays for, and the ways in which they are printed."""

from __future__ import annotations

from typing import Any

from ..document import Cards, Line, cell
from ..labels import colon
from ..layout import Layout
from .common import NO_TARGET, Indicator, indicator_truth, target_text, with_unit
from .fund_ways import MORE_WAYS


def put_indicators(layout: Layout, found: list[Indicator], project: str, framework: Any) -> None:
    """Print counts with their targets, and note what they must give."""
    style, parts = layout["indicators"], layout["breakdown"]
    if style == "cards":
        parts = "none"
    for one in found:
        if style in ("fraction", "of"):
            one.operator = "="
        more: dict[str, Any] = {"framework": framework}
        own = indicator_truth(one, **more)
        layout.truth["indicators"].append(own)
        if parts != "none" and style in ("nested", "table", "lines", "turned"):
            for group, value in one.parts.items():
                layout.truth["indicators"].append(
                    indicator_truth(one, outcome_value=value, **more, **NO_TARGET) | {"breakdown": group}
                )
    {
        "nested": _nested,
        "table": _table,
        "cards": _cards,
        "brackets": _brackets,
        "lines": _lines,
        "sentences": _sentences,
        "codes": _codes,
        "fraction": _fraction,
        "of": _of,
        "percent": _percent,
        "panel": _panel,
        "turned": _turned,
        "long": _long,
        "blocks": _blocks,
        "forms": _forms,
        **MORE_WAYS,
    }[style](layout, found, parts)


def _part(group: str, parts: str) -> str:
    """What a part of a count is called."""
    return group.capitalize() if parts == "indented" else f"varav {group}"


def _with_parts(layout: Layout, one: Indicator) -> str:
    """A count with its parts in words."""
    inside = " och ".join(f"{layout.print.number(value)} {group}" for group, value in one.parts.items())
    return f"{layout.print.number(one.outcome or 0)}, varav {inside}"


def _codes(layout: Layout, found: list[Indicator], parts: str) -> None:
    """A table with the programme's codes of indicators."""
    names = layout.names
    code = layout.rng.choice(("CO", "RCO", "PI"))
    rows = []
    for place, one in enumerate(found, start=1):
        figures = (target_text(layout, one), layout.print.number(one.outcome or 0))
        rows.append([cell(f"{code}{place:02}"), cell(one.name), *map(cell, figures)])
    header = [layout.rng.choice(("Kod", "Id")), names("indicator"), names("target"), names("outcome")]
    layout.table(header, rows)


def _fraction(layout: Layout, found: list[Indicator], parts: str) -> None:
    """Outcome and target in one column."""
    names, number = layout.names, layout.print.number
    rows = [[cell(one.name), cell(f"{number(one.outcome or 0)} / {number(one.target)}")] for one in found]
    layout.table([names("indicator"), f"{names('outcome')} / {names('target').lower()}"], rows)


def _of(layout: Layout, found: list[Indicator], parts: str) -> None:
    """So many of so many."""
    number = layout.print.number
    for one in found:
        figures = f"{number(one.outcome or 0)} av {number(one.target)}"
        layout.add(Line(f"{one.name}: {figures}", bullet="•"))


def _percent(layout: Layout, found: list[Indicator], parts: str) -> None:
    """A table that tells how much of each target is reached."""
    names, number = layout.names, layout.print.number
    rows = []
    for one in found:
        reached = round(100 * (one.outcome or 0) / one.target)
        rows.append([cell(one.name), *map(cell, (target_text(layout, one), number(one.outcome or 0), f"{reached} %"))])
    layout.table([names("indicator"), names("target"), names("outcome"), "Måluppfyllelse"], rows)


def _panel(layout: Layout, found: list[Indicator], parts: str) -> None:
    """Names across, figures below."""
    names = layout.names
    rows = [
        [cell(names("target")), *(cell(target_text(layout, one)) for one in found)],
        [cell(names("outcome")), *(cell(layout.print.number(one.outcome or 0)) for one in found)],
    ]
    layout.table(["", *(one.name for one in found)], rows)


def _long(layout: Layout, found: list[Indicator], parts: str) -> None:
    """A row for each figure."""
    names = layout.names
    rows = []
    for one in found:
        rows.append([cell(one.name, rows=2), cell(names("target")), cell(target_text(layout, one))])
        rows.append([cell(names("outcome")), cell(layout.print.number(one.outcome or 0))])
    layout.table([names("indicator"), "Uppgift", "Antal"], rows, rules="grid")


def _blocks(layout: Layout, found: list[Indicator], parts: str) -> None:
    """A heading for each, then a line of its figures."""
    names = layout.names
    for one in found:
        layout.heading(one.name, 3)
        figures = (target_text(layout, one), layout.print.number(one.outcome or 0))
        told = zip(("target", "outcome"), figures, strict=True)
        layout.add(Line("   ".join(f"{colon(names(name))} {figure}" for name, figure in told)))


def _turned(layout: Layout, found: list[Indicator], parts: str) -> None:
    """A table with outcomes before targets."""
    _table(layout, found, parts, turned=True)


def _forms(layout: Layout, found: list[Indicator], parts: str) -> None:
    """A row of labels over a row of values for each."""
    names = layout.names
    header = [names("indicator"), names("target"), names("outcome")]
    for one in found:
        values = (one.name, target_text(layout, one), layout.print.number(one.outcome or 0))
        layout.table(header, [[cell(value) for value in values]], rules="grid")


def _nested(layout: Layout, found: list[Indicator], parts: str) -> None:
    names, number = layout.names, layout.print.number
    target, outcome = names("target"), names("outcome")
    for one in found:
        layout.add(Line(one.name, bullet="•"))
        layout.add(Line(f"{colon(target)} {target_text(layout, one)}", bullet="–", level=2))
        if parts == "brackets":
            inside = ", ".join(f"{number(value)} {group}" for group, value in one.parts.items())
            layout.add(Line(f"{colon(outcome)} {number(one.outcome or 0)} ({inside})", bullet="–", level=2))
            continue
        if parts == "sentence":
            layout.add(Line(f"{colon(outcome)} {_with_parts(layout, one)}", bullet="–", level=2))
            continue
        layout.add(Line(f"{colon(outcome)} {number(one.outcome or 0)}", bullet="–", level=2))
        if parts != "none":
            for group, value in one.parts.items():
                level = 3 if parts == "dashed" else 2
                layout.add(Line(f"{_part(group, parts)}: {number(value)}", bullet="–", level=level))


def _table(layout: Layout, found: list[Indicator], parts: str, *, turned: bool = False) -> None:
    names, number = layout.names, layout.print.number
    header = [names("indicator"), names("target"), names("outcome")]
    if parts == "columns":
        header += ["Kvinnor", "Män"]
    if parts == "split":
        header += [f"{names('outcome')} kvinnor", f"{names('outcome')} män"]
    if turned:
        header[1], header[2] = header[2], header[1]
    rows = []
    for one in found:
        row = [cell(one.name), cell(target_text(layout, one)), cell(number(one.outcome or 0))]
        if parts in ("columns", "split"):
            row += [cell(number(value)) for value in one.parts.values()]
        if parts == "sentence":
            row[2] = cell(_with_parts(layout, one))
        if parts == "brackets":
            inside = ", ".join(f"{number(value)} {group}" for group, value in one.parts.items())
            row[2] = cell(f"{number(one.outcome or 0)} ({inside})")
        if turned:
            row[1], row[2] = row[2], row[1]
        rows.append(row)
        if parts in ("below", "indented", "dashed"):
            dash = "– " if parts == "dashed" else ""
            for group, value in one.parts.items():
                first = cell(f"{dash}{_part(group, parts)}", indent=int(parts == "indented"))
                figures = [cell(number(value)), cell()] if turned else [cell(), cell(number(value))]
                rows.append([first, *figures])
    layout.table(header, rows)


def _cards(layout: Layout, found: list[Indicator], parts: str) -> None:
    names, number = layout.names, layout.print.number
    cards = [
        cell(
            [
                Line(one.name, bold=True),
                Line(f"{colon(names('target'))} {target_text(layout, one)}"),
                Line(f"{colon(names('outcome'))} {number(one.outcome or 0)}"),
            ]
        )
        for one in found
    ]
    layout.add(Cards(cards, in_a_row=2))


def _brackets(layout: Layout, found: list[Indicator], parts: str) -> None:
    for one in found:
        layout.add(
            Line(f"{one.name} (mål {target_text(layout, one)}): {layout.print.number(one.outcome or 0)}", bullet="•")
        )


def _lines(layout: Layout, found: list[Indicator], parts: str) -> None:
    names, number = layout.names, layout.print.number
    for one in found:
        layout.add(Line(one.name, bold=True))
        layout.add(Line(f"{colon(names('target'))} {target_text(layout, one)}"))
        layout.add(Line(f"{colon(names('outcome'))} {number(one.outcome or 0)}"))
        if parts != "none":
            for group, value in one.parts.items():
                layout.add(Line(f"{_part(group, parts)}: {number(value)}"))


def _sentences(layout: Layout, found: list[Indicator], parts: str) -> None:
    for one in found:
        figures = with_unit(layout, one.outcome, one.unit)
        layout.add(Line(f"{one.name}. Mål: {target_text(layout, one)}. Utfall: {figures}.", bullet="•"))
