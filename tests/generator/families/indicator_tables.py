"""Indicators in all ways; here those by sex, in groups, of two columns, side by side."""

from __future__ import annotations

from decimal import Decimal

from ..document import Line, Pair, cell
from ..layout import Layout
from .common import (
    NO_TARGET,
    Indicator,
    indicator_truth,
    put_bullets,
    put_cards,
    put_forms,
    put_lines,
    put_panel,
    put_table,
    put_years,
    target_text,
    with_unit,
)

PERSPECTIVES = ("Medborgare", "Medarbetare", "Verksamhet", "Utveckling")


def put_sexes(layout: Layout, found: list[Indicator], year: int) -> None:
    """Columns of women, men and all."""
    names = ("Kvinnor", "Män", layout.rng.choice(("Totalt", "Samtliga", "Alla")))
    rows = []
    for one in found:
        assert one.outcome is not None
        women = min(one.outcome, Decimal(85)) if one.unit == "%" else one.outcome
        men = women + layout.rng.randint(2, 9)
        values = (women, men, women + 1 if one.unit == "%" else women + men)
        rows.append([cell(one.name), *(cell(with_unit(layout, value, one.unit)) for value in values)])
        for name, value in zip((*names[:2], None), values, strict=True):
            own = {**NO_TARGET, "outcome_value": value, "breakdown": name and name.lower(), "year": year}
            layout.truth["indicators"].append(indicator_truth(one, **own))
    layout.table([f"{layout.names('indicator')} {year}", *names], rows)


def put_grouped(layout: Layout, found: list[Indicator], year: int) -> None:
    """Perspectives as rows over their indicators."""
    names = layout.names
    half = len(found) // 2
    rows = []
    for perspective, part in zip(layout.rng.sample(PERSPECTIVES, 2), (found[:half], found[half:]), strict=True):
        rows.append([cell(Line(perspective, bold=True), columns=3, fill="EDEDED")])
        for one in part:
            values = (target_text(layout, one), with_unit(layout, one.outcome, one.unit))
            rows.append([cell(one.name), *(cell(value) for value in values)])
            layout.truth["indicators"].append(indicator_truth(one))
    layout.table([names("indicator"), names("target"), names("outcome")], rows)


def put_stacked(layout: Layout, found: list[Indicator], year: int) -> None:
    """The target over the outcome in one cell."""
    names = layout.names
    rows = []
    for one in found:
        values = [
            Line(f"{names('target')}: {target_text(layout, one)}"),
            Line(f"{names('outcome')}: {with_unit(layout, one.outcome, one.unit)}"),
        ]
        rows.append([cell(one.name), cell(values)])
        layout.truth["indicators"].append(indicator_truth(one))
    layout.table([names("indicator"), f"{names('target')} och {names('outcome').lower()}"], rows)


def put_sided(layout: Layout, found: list[Indicator], year: int) -> None:
    """Two tables next to each other."""
    names = layout.names
    half = (len(found) + 1) // 2
    grids = []
    for part in (found[:half], found[half:]):
        rows = []
        for one in part:
            figures = (target_text(layout, one), with_unit(layout, one.outcome, one.unit))
            rows.append([cell(one.name), *map(cell, figures)])
            layout.truth["indicators"].append(indicator_truth(one))
        grids.append(layout.grid([names("indicator"), names("target"), names("outcome")], rows))
    layout.widest = max(layout.widest, 2.2 * max(sum(grid.widths) for grid in grids) * 0.6)
    layout.add(Pair(*grids))


WAYS = {
    "table": put_table,
    "cards": put_cards,
    "bullets": put_bullets,
    "lines": put_lines,
    "years": put_years,
    "forms": put_forms,
    "panel": put_panel,
    "sexes": put_sexes,
    "grouped": put_grouped,
    "stacked": put_stacked,
    "sided": put_sided,
}


def put_indicators(layout: Layout, found: list[Indicator], style: str, year: int) -> None:
    """Print indicators, and note what they must give."""
    WAYS[style](layout, found, year)
