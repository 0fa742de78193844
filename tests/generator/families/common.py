"""Indicators: their facts, and the ways in which they are printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from ..document import Cards, Line, cell
from ..labels import colon
from ..layout import Layout

WORDED = {">=": "minst {}", "<=": "högst {}", ">": "över {}", "approx": "ca {}", "=": "{}"}
LOWEST = {
    ">=": "lägst {}",
    "<=": "som mest {}",
    ">": "ska överstiga {}",
    "<": "ska understiga {}",
    "approx": "omkring {}",
    "=": "{}",
}
CLIPPED = {">=": "min. {}", "<=": "max {}", ">": "mer än {}", "<": "mindre än {}", "=": "{}"}
SYMBOLS = {">=": "≥ {}", "<=": "≤ {}", ">": "> {}", "=": "{}"}
ATLEAST = {">=": "{} eller fler", "<=": "{} eller färre", ">": "fler än {}", "<": "färre än {}", "=": "{}"}


OPERATORS = {
    "bare": ("=",),
    "worded": (">=", "<=", ">", "=", "approx"),
    "symbol": (">=", "<=", "="),
    "range": ("between", "between", "="),
    "clipped": (">=", "<=", ">", "<"),
    "atleast": (">=", "<=", ">", "<"),
    "lowest": (">=", "<=", ">", "<", "approx"),
}
"""What targets there are, by how they are told."""


@dataclass(slots=True)
class Indicator:
    """One indicator with its figures."""

    name: str
    unit: str
    operator: str
    target: Decimal
    outcome: Decimal | None
    previous: Decimal | None
    country: Decimal
    high: Decimal
    """The upper end of a target that is a range."""
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

        operators = OPERATORS[style]
        target = figure()
        near = Decimal(rng.choice((0, 1, 2, -1))) + target
        high = target + rng.choice((2, 5, 10))
        operator = rng.choice(operators)
        found.append(Indicator(name, unit, operator, target, max(near, Decimal(1)), figure(), figure(), high))
    return found


def target_text(layout: Layout, one: Indicator, unit: bool = True) -> str:
    """How a target is printed."""
    figure = with_unit(layout, one.target, one.unit if unit else "")
    if one.operator == "between":
        return f"{layout.print.number(one.target)}–{with_unit(layout, one.high, one.unit if unit else '')}"
    told = {"symbol": SYMBOLS, "clipped": CLIPPED, "atleast": ATLEAST, "lowest": LOWEST}.get(layout["target"], WORDED)
    return told[one.operator].format(figure)


def with_unit(layout: Layout, value: Decimal | None, unit: str) -> str:
    """A figure with its unit, or what stands where there is none."""
    if value is None:
        return layout.nothing()
    text = layout.print.number(value)
    return f"{text} {unit}" if unit else text


def indicator_truth(one: Indicator, **more: Any) -> dict[str, Any]:
    """The row that the indicator must give."""
    between = one.operator == "between"
    return {
        "kind": "indicator",
        "name": one.name,
        "breakdown": None,
        "target_operator": one.operator,
        "target_value": None if between else one.target,
        "target_low": one.target if between else ...,
        "target_high": one.high if between else ...,
        "outcome_value": one.outcome,
        "unit": one.unit or None,
        "previous_value": None,
        "previous_year": None,
        **more,
    }


NO_TARGET = {"target_operator": None, "target_value": None, "target_low": None, "target_high": None}
"""What is told of an indicator's target in a row that has none."""


def put_table(layout: Layout, found: list[Indicator], year: int) -> None:
    """A table of targets and outcomes."""
    names = layout.names
    dated = layout.rng.random() < 0.5
    own_unit = layout.rng.random() < 0.4
    country = layout.choices.get("country")
    with_country = country in ("yes", "similar", "ranked")
    place = layout.rng.choice(("Kommunen", "Vår kommun"))
    header = [names("indicator")]
    if own_unit:
        header.append(names("unit"))
    columns = ["target", "outcome", "previous"]
    if layout["order"] == "shuffled":
        layout.rng.shuffle(columns)
    elif layout["order"] == "swapped":
        columns = ["outcome", "previous", "target"]
    shown = {
        "target": f"{names('target')} {year}" if dated else names("target"),
        "outcome": f"{names('outcome')} {year}" if dated else names("outcome"),
        "previous": f"{names('outcome')} {year - 1}" if dated else names("previous"),
    }
    if with_country:
        columns = ["outcome", "country"]
        if country == "similar":
            columns.insert(1, "similar")
        elif country == "ranked":
            columns = ["outcome", "county", "country", "rank"]
        shown = {"outcome": f"{place} {year}", "similar": "Liknande kommuner", "country": f"Riket {year}"}
        shown |= {"county": f"Länet {year}", "rank": "Placering i riket"}
    header += [shown[name] for name in columns]
    rows = []
    for one in found:
        if layout.gap():
            one.previous = None
        row = [cell(one.name)]
        unit = "" if own_unit else one.unit
        if own_unit:
            row.append(cell(one.unit or "antal"))
        figures = {
            "target": target_text(layout, one, not own_unit),
            "outcome": with_unit(layout, one.outcome, unit),
            "previous": with_unit(layout, one.previous, unit),
            "country": with_unit(layout, one.country, unit),
            "similar": with_unit(layout, one.country + 1, unit),
            "county": with_unit(layout, one.country + 2, unit),
            "rank": str(layout.rng.randint(2, 280)),
        }
        row += [cell(figures[name]) for name in columns]
        rows.append(row)
        more: dict[str, Any] = {"previous_value": one.previous}
        if with_country:
            more = dict(NO_TARGET)
        if dated and not with_country:
            more |= {"year": year, "previous_value": None}
        else:
            more |= {"previous_year": ...}
        layout.truth["indicators"].append(indicator_truth(one, **more))
        if dated and not with_country and one.previous is not None:
            # years that head columns make a series, a row for each
            earlier = {**NO_TARGET, "outcome_value": one.previous, "year": year - 1}
            layout.truth["indicators"].append(indicator_truth(one, **earlier))
    layout.table(header, rows)


def put_cards(layout: Layout, found: list[Indicator], year: int) -> None:
    """A card for each, with its figure large."""
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
            lines = [name, Line(f"{colon(names('outcome'))} {figure}", bold=True)]
        lines += [Line(f"{colon(names('target'))} {target_text(layout, one)}", size=0.9)]
        cards.append(cell(lines, fill="EEF3F8" if layout["rules"] != "none" else None))
        layout.truth["indicators"].append(indicator_truth(one))
    layout.add(Cards(cards, in_a_row=rng.choice((2, 3)), framed=layout["rules"] in ("grid", "frame", "horizontal")))


def put_bullets(layout: Layout, found: list[Indicator], year: int) -> None:
    """Nested bullets."""
    names = layout.names
    for one in found:
        layout.add(Line(one.name, bullet="•"))
        layout.add(Line(f"{colon(names('target'))} {target_text(layout, one)}", bullet="–", level=2))
        layout.add(Line(f"{colon(names('outcome'))} {with_unit(layout, one.outcome, one.unit)}", bullet="–", level=2))
        layout.truth["indicators"].append(indicator_truth(one))


def put_lines(layout: Layout, found: list[Indicator], year: int) -> None:
    """A sentence for each."""
    previous = layout.rng.random() < 0.5
    for one in found:
        before = f" ({year - 1}: {with_unit(layout, one.previous, '')})" if previous else ""
        text = (
            f"{one.name}. Mål {year}: {target_text(layout, one)}. "
            f"Utfall {year}: {with_unit(layout, one.outcome, one.unit)}{before}."
        )
        layout.add(Line(text, bullet="•"))
        more = {"previous_value": one.previous, "previous_year": year - 1} if previous else {}
        layout.truth["indicators"].append(indicator_truth(one, year=year, **more))


def put_years(layout: Layout, found: list[Indicator], year: int) -> None:
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
        row += [cell(with_unit(layout, value, "")) for value in values]
        if target:
            row.append(cell(target_text(layout, one, unit=False)))
        rows.append(row)
        for back, value in zip((2, 1, 0), values, strict=True):
            own = NO_TARGET if back or not target else {}
            layout.truth["indicators"].append(
                indicator_truth(
                    one, outcome_value=value, year=year - back, previous_value=..., previous_year=..., **own
                )
                | {"name": (one.name, f"{one.name}, {one.unit}")}
            )
    layout.table(header, rows)


def put_forms(layout: Layout, found: list[Indicator], year: int) -> None:
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


def put_panel(layout: Layout, found: list[Indicator], year: int) -> None:
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
