"""Indicators in all ways; here those by sex, in groups, of two columns, side by side."""

from __future__ import annotations

from decimal import Decimal

from ..document import Line, Pair, cell
from ..labels import colon
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
            Line(f"{colon(names('target'))} {target_text(layout, one)}"),
            Line(f"{colon(names('outcome'))} {with_unit(layout, one.outcome, one.unit)}"),
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


def put_trend(layout: Layout, found: list[Indicator], year: int) -> None:
    """With a column of words on where it goes."""
    _with_words(layout, found, layout.once("trend", lambda: layout.rng.choice(("Trend", "Utveckling"))), met=False)


def put_met(layout: Layout, found: list[Indicator], year: int) -> None:
    """With a column that tells whether targets are met."""
    _with_words(
        layout, found, layout.once("met", lambda: layout.rng.choice(("Måluppfyllelse", "Uppnått mål"))), met=True
    )


def _with_words(layout: Layout, found: list[Indicator], head: str, *, met: bool) -> None:
    names = layout.names
    rows = []
    for one in found:
        word = layout.rng.choice(("Ökar", "Minskar", "Oförändrat"))
        if met:
            word = "Ja" if _is_met(one) else "Nej"
        values = (one.name, target_text(layout, one), with_unit(layout, one.outcome, one.unit), word)
        rows.append([cell(value) for value in values])
        layout.truth["indicators"].append(indicator_truth(one))
    layout.table([names("indicator"), names("target"), names("outcome"), head], rows)


def _is_met(one: Indicator) -> bool:
    assert one.outcome is not None
    return {
        ">=": one.outcome >= one.target,
        ">": one.outcome > one.target,
        "<=": one.outcome <= one.target,
        "<": one.outcome < one.target,
        "between": one.target <= one.outcome <= one.high,
    }.get(one.operator, one.outcome >= one.target)


def put_difference(layout: Layout, found: list[Indicator], year: int) -> None:
    """With a column of differences."""
    names, number = layout.names, layout.print.number
    rows = []
    for one in found:
        assert one.outcome is not None
        values = (target_text(layout, one), with_unit(layout, one.outcome, one.unit), number(one.outcome - one.target))
        rows.append([cell(one.name), *map(cell, values)])
        layout.truth["indicators"].append(indicator_truth(one))
    layout.table([names("indicator"), names("target"), names("outcome"), "Differens"], rows)


def put_long(layout: Layout, found: list[Indicator], year: int) -> None:
    """A row for each figure."""
    names = layout.names
    rows = []
    for one in found:
        rows.append([cell(one.name, rows=2), cell(names("target")), cell(target_text(layout, one))])
        rows.append([cell(names("outcome")), cell(with_unit(layout, one.outcome, one.unit))])
        layout.truth["indicators"].append(indicator_truth(one))
    layout.table([names("indicator"), "Uppgift", "Värde"], rows, rules="grid")


def put_down(layout: Layout, found: list[Indicator], year: int) -> None:
    """Years down, indicators across."""
    rows = []
    found = found[:4]
    for back in (2, 1, 0):
        values = [(one.country, one.previous, one.outcome)[2 - back] for one in found]
        rows.append([cell(str(year - back)), *(cell(with_unit(layout, value, "")) for value in values)])
        for one, value in zip(found, values, strict=True):
            own = {**NO_TARGET, "outcome_value": value, "year": year - back}
            truth = indicator_truth(one, previous_value=..., previous_year=..., **own)
            layout.truth["indicators"].append(truth | {"name": (one.name, f"{one.name}, {one.unit}")})
    head = [f"{one.name}, {one.unit}" if one.unit else one.name for one in found]
    layout.table(["År", *head], rows)


def put_inline(layout: Layout, found: list[Indicator], year: int) -> None:
    """A line for each, its target in brackets."""
    for one in found:
        figure = with_unit(layout, one.outcome, one.unit)
        layout.add(Line(f"{one.name}: {figure} ({layout.names('target').lower()}: {target_text(layout, one)})"))
        layout.truth["indicators"].append(indicator_truth(one))


WAYS = {
    "trend": put_trend,
    "met": put_met,
    "difference": put_difference,
    "long": put_long,
    "down": put_down,
    "inline": put_inline,
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
