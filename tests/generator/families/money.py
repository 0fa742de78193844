"""Financial tables: their facts and ways, with the rows of budgets they must give."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..document import Cell, Line, cell
from ..layout import Layout
from ..printing import FACTORS, grain, kronor

LINES = {
    "Intäkter": ("Bidrag", "Taxor och avgifter", "Hyror och arrenden", "Försäljning", "Övriga intäkter"),
    "Kostnader": ("Personal", "Köpta tjänster", "Lokaler", "Material", "Resor och logi", "Avskrivningar"),
}
INVESTMENTS = (
    "Ny brandstation",
    "Gång- och cykelväg",
    "Ombyggnad av skola",
    "Lekplatser",
    "Digital infrastruktur",
    "Simhall",
)
TITLES = ("Driftredovisning", "Ekonomiskt utfall", "Resultat per slag", "Resultaträkning")


def amount_truth(layout: Layout, kronor_: int, **more: Any) -> dict[str, Any]:
    """The row of budgets that one printed sum must give."""
    return {
        "kind": "statement",
        "amount_sek": kronor_,
        "value": Decimal(kronor_) / FACTORS[layout["unit"]],
        "unit": layout["unit"],
        **more,
    }


def put_statement(
    layout: Layout, measures: list[str], *, groups: str = "rows", sums: str = "summa", years: bool = False
) -> None:
    """A table of lines and measures, with group headings and sums."""
    rng, print_, names, year = layout.rng, layout.print, layout.names, layout.year
    title, step = rng.choice(TITLES), grain(layout.choices)
    caption = print_.caption(title)
    if layout["unit_at"] == "above":
        layout.add(Line(f"Alla belopp anges i {layout['unit']}."))
    keys = [(measure, one) for one in ((year, year - 1) if years else (year,)) for measure in measures]
    labels = {key: f"{names(key[0])} {key[1]}" if years or rng.random() < 0.3 else names(key[0]) for key in keys}
    both = years and len(measures) > 1
    rows: list[list[Cell]] = []

    def add(label: str, values: list[int], section: str | None, total: bool, shown: str = "") -> None:
        cells = [cell(print_.in_cell(value), right=True) for value in values]
        first = cell(Line(label, bold=total))
        if groups == "indented" and not total and section:
            first = Cell(first.lines, indent=1)
        rows.append([first, *(one.bold() if total else one for one in cells)])
        for key, value in zip(keys, values, strict=True):
            column = f"{key[1]} {names(key[0])}" if both else labels[key]
            layout.truth["budgets"].append(
                amount_truth(
                    layout,
                    value,
                    line_item=label,
                    section=section,
                    column_name=column,
                    is_total=total,
                    table_title=title if caption_shown else ...,
                    fiscal_year=key[1],
                )
            )

    caption_shown = layout["unit_at"] == "caption" or rng.random() < 0.7
    net = [0] * len(keys)
    word = {"summa": "Summa {}", "total": "{} totalt", "sigma": "Σ {}"}[sums]
    for group, lines in LINES.items():
        sign = 1 if group == "Intäkter" else -1
        section = group if groups != "none" else None
        if section:
            rows.append([cell(Line(group, bold=True), columns=1), *(cell() for _ in keys)])
        total = [0] * len(keys)
        for line in rng.sample(lines, rng.randint(2, 4)):
            values = []
            for place, (measure, _) in enumerate(keys):
                if measure == "deviation" and place >= 2:
                    values.append(values[place - 1] - values[place - 2])
                else:
                    values.append(sign * kronor(rng, step, 100000, 9000000))
            total = [a + b for a, b in zip(total, values, strict=True)]
            add(line, values, section, False)
        shown = word.format(group.lower())
        add(shown[0].upper() + shown[1:], total, section, True)
        net = [a + b for a, b in zip(net, total, strict=True)]
    add(rng.choice(("Resultat", "Nettokostnad", "Årets resultat")), net, None, True)
    first = layout["unit"] if layout["unit_at"] == "header" and not years else ""
    if both:
        header: Any = [
            [cell(first), *(cell(str(one), columns=len(measures), centred=True) for one in (year, year - 1))],
            [
                cell(),
                *(
                    cell(print_.head(names(measure)), right=True)
                    for _, measure in ((y, m) for y in (0, 1) for m in measures)
                ),
            ],
        ]
    else:
        header = [
            [cell(first), *(cell(print_.head(labels[key]) if not first else labels[key], right=True) for key in keys)]
        ]
    layout.table(header, rows, caption=caption if caption_shown else "")


def put_investments(layout: Layout) -> None:
    """A list of investments: money of the municipality, no projects of anybody."""
    rng, print_, names = layout.rng, layout.print, layout.names
    step = grain(layout.choices)
    head = names("investment")
    rows = []
    if layout["unit_at"] == "above":
        layout.add(Line(f"Alla belopp anges i {layout['unit']}."))
    for name in rng.sample(INVESTMENTS, rng.randint(3, 5)):
        budget = kronor(rng, step, 1000000, 30000000)
        actual = kronor(rng, step, 1000000, 30000000)
        values = {"budget": budget, "actual": actual, "deviation": budget - actual}
        rows.append([cell(name), *(cell(print_.in_cell(value)) for value in values.values())])
        for key, value in values.items():
            layout.truth["budgets"].append(
                amount_truth(layout, value, line_item=name, column_name=names(key), is_total=False, section=None)
            )
    header = [head, *(print_.head(names(key)) for key in ("budget", "actual", "deviation"))]
    layout.table(header, rows, caption=print_.caption("Investeringar"), right=(1, 2, 3))
