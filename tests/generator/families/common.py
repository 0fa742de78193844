"""Indicators: their facts, and the ways in which they are printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from ..document import Cards, Line, cell
from ..layout import Layout

WORDED = {">=": "minst {}", "<=": "högst {}", ">": "över {}", "approx": "ca {}", "=": "{}"}
SYMBOLS = {">=": "≥ {}", "<=": "≤ {}", ">": "> {}", "=": "{}"}


@dataclass(slots=True)
class Indicator:
    """One indicator with its figures."""

    name: str
    unit: str
    operator: str
    target: Decimal
    outcome: Decimal
    previous: Decimal
    country: Decimal
    parts: dict[str, Decimal] = field(default_factory=dict)


def make_indicators(rng: Random, names: tuple[tuple[str, str], ...], number: int, style: str) -> list[Indicator]:
    """Indicators with figures that suit their unit."""
    found = []
    for name, unit in rng.sample(names, number):

        def figure(unit: str = unit) -> Decimal:
            if unit == "%":
                return (
                    Decimal(rng.choice((rng.randint(3, 98), rng.randint(30, 970) / 10)))
                    .quantize(Decimal("0.1"))
                    .normalize()
                )
            return Decimal(rng.choice((rng.randint(2, 90), rng.randint(100, 900), rng.randint(1100, 48000))))

        operators = {"bare": ("=",), "worded": (">=", "<=", ">", "=", "approx"), "symbol": (">=", "<=", "=")}[style]
        target = figure()
        near = Decimal(rng.choice((0, 1, 2, -1))) + target
        found.append(Indicator(name, unit, rng.choice(operators), target, max(near, Decimal(1)), figure(), figure()))
    return found


def target_text(layout: Layout, one: Indicator, unit: bool = True) -> str:
    """How a target is printed."""
    figure = with_unit(layout, one.target, one.unit if unit else "")
    return (SYMBOLS if layout["target"] == "symbol" else WORDED)[one.operator].format(figure)


def with_unit(layout: Layout, value: Decimal, unit: str) -> str:
    """A figure with its unit."""
    text = layout.print.number(value)
    return f"{text} {unit}" if unit else text


def indicator_truth(one: Indicator, **more: Any) -> dict[str, Any]:
    """The row that the indicator must give."""
    return {
        "kind": "indicator",
        "name": one.name,
        "breakdown": None,
        "target_operator": one.operator,
        "target_value": one.target,
        "outcome_value": one.outcome,
        "unit": one.unit or None,
        "previous_value": None,
        "previous_year": None,
        **more,
    }


def put_indicators(layout: Layout, found: list[Indicator], style: str, year: int) -> None:
    """Print indicators, and note what they must give."""
    {
        "table": _table,
        "cards": _cards,
        "bullets": _bullets,
        "lines": _lines,
        "years": _years,
        "forms": _forms,
        "panel": _panel,
    }[style](layout, found, year)


def _table(layout: Layout, found: list[Indicator], year: int) -> None:
    names = layout.names
    dated = layout.rng.random() < 0.5
    own_unit = layout.rng.random() < 0.4
    with_country = layout.choices.get("country") == "yes"
    place = layout.rng.choice(("Kommunen", "Vår kommun"))
    header = [names("indicator")]
    if own_unit:
        header.append(names("unit"))
    columns = ["target", "outcome", "previous"]
    if layout["order"] == "shuffled":
        layout.rng.shuffle(columns)
    shown = {
        "target": f"{names('target')} {year}" if dated else names("target"),
        "outcome": f"{names('outcome')} {year}" if dated else names("outcome"),
        "previous": f"{names('outcome')} {year - 1}" if dated else names("previous"),
    }
    if with_country:
        columns = ["outcome", "country"]
        shown = {"outcome": f"{place} {year}", "country": f"Riket {year}"}
    header += [shown[name] for name in columns]
    rows = []
    for one in found:
        row = [cell(one.name)]
        unit = "" if own_unit else one.unit
        if own_unit:
            row.append(cell(one.unit or "antal"))
        figures = {
            "target": target_text(layout, one, not own_unit),
            "outcome": with_unit(layout, one.outcome, unit),
            "previous": with_unit(layout, one.previous, unit),
            "country": with_unit(layout, one.country, unit),
        }
        row += [cell(figures[name]) for name in columns]
        rows.append(row)
        more: dict[str, Any] = {"previous_value": one.previous}
        if with_country:
            more = {"target_operator": None, "target_value": None}
        if dated and not with_country:
            more |= {"year": year, "previous_year": year - 1}
        else:
            more |= {"previous_year": ...}
        layout.truth["indicators"].append(indicator_truth(one, **more))
    layout.table(header, rows)


def _cards(layout: Layout, found: list[Indicator], year: int) -> None:
    names, rng = layout.names, layout.rng
    first = rng.choice(("name", "figure"))
    labelled = rng.random() < 0.5
    cards = []
    for one in found:
        figure = with_unit(layout, one.outcome, one.unit)
        big = Line(figure, bold=True, size=1.7)
        name = Line(one.name, bold=first == "name")
        lines = [name, big] if first == "name" else [big, name]
        if labelled:
            lines = [name, Line(f"{names('outcome')}: {figure}", bold=True)]
        lines += [Line(f"{names('target')}: {target_text(layout, one)}", size=0.9)]
        cards.append(cell(lines, fill="EEF3F8" if layout["rules"] != "none" else None))
        layout.truth["indicators"].append(indicator_truth(one))
    layout.add(Cards(cards, in_a_row=rng.choice((2, 3)), framed=layout["rules"] in ("grid", "frame", "horizontal")))


def _bullets(layout: Layout, found: list[Indicator], year: int) -> None:
    names = layout.names
    for one in found:
        layout.add(Line(one.name, bullet="•"))
        layout.add(Line(f"{names('target')}: {target_text(layout, one)}", bullet="–", level=2))
        layout.add(Line(f"{names('outcome')}: {with_unit(layout, one.outcome, one.unit)}", bullet="–", level=2))
        layout.truth["indicators"].append(indicator_truth(one))


def _lines(layout: Layout, found: list[Indicator], year: int) -> None:
    previous = layout.rng.random() < 0.5
    for one in found:
        before = f" ({year - 1}: {layout.print.number(one.previous)})" if previous else ""
        text = (
            f"{one.name}. Mål {year}: {target_text(layout, one)}. "
            f"Utfall {year}: {with_unit(layout, one.outcome, one.unit)}{before}."
        )
        layout.add(Line(text, bullet="•"))
        more = {"previous_value": one.previous, "previous_year": year - 1} if previous else {}
        layout.truth["indicators"].append(indicator_truth(one, year=year, **more))


def _years(layout: Layout, found: list[Indicator], year: int) -> None:
    """A series of three years."""
    names = layout.names
    target = layout.rng.random() < 0.5
    header = [names("indicator"), *(str(year - back) for back in (2, 1, 0))]
    if target:
        header.append(f"{names('target')} {year}")
    rows = []
    for one in found:
        values = [one.country, one.previous, one.outcome]
        row = [cell(f"{one.name}, {one.unit}" if one.unit else one.name)]
        row += [cell(layout.print.number(value)) for value in values]
        if target:
            row.append(cell(target_text(layout, one, unit=False)))
        rows.append(row)
        for back, value in zip((2, 1, 0), values, strict=True):
            own = {"target_operator": None, "target_value": None} if back or not target else {}
            layout.truth["indicators"].append(
                indicator_truth(
                    one, outcome_value=value, year=year - back, previous_value=..., previous_year=..., **own
                )
                | {"name": (one.name, f"{one.name}, {one.unit}")}
            )
    layout.table(header, rows)


def _forms(layout: Layout, found: list[Indicator], year: int) -> None:
    """A small table of labels and values for each."""
    names = layout.names
    for one in found:
        rows = [
            [cell(names("indicator")), cell(one.name)],
            [cell(names("target")), cell(target_text(layout, one))],
            [cell(names("outcome")), cell(with_unit(layout, one.outcome, one.unit))],
        ]
        layout.table([], rows)
        layout.add(Line(layout.rng.choice(("Källa: egen mätning", "Källa: Kolada"))))
        layout.truth["indicators"].append(indicator_truth(one))


def _panel(layout: Layout, found: list[Indicator], year: int) -> None:
    """Names across, figures below."""
    names = layout.names
    header = ["", *(one.name for one in found)]
    rows = [
        [cell(names("target")), *(cell(target_text(layout, one)) for one in found)],
        [cell(names("outcome")), *(cell(with_unit(layout, one.outcome, one.unit)) for one in found)],
    ]
    for one in found:
        layout.truth["indicators"].append(indicator_truth(one))
    layout.table(header, rows)
