"""Financial tables: their facts and ways, with the rows of budgets they must give."""

from __future__ import annotations

from dataclasses import dataclass
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
MONTH_HEADS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
SUMS = {
    "summa": "Summa {}",
    "total": "{} totalt",
    "sigma": "Σ {}",
    "short": "S:a {}",
    "whole": "Totala {}",
    "part": "Delsumma {}",
    "bare": "Summa",
    "tail": "{}, summa",
    "ended": "Summa {}:",
    "totals": "Totalt {}",
}
"""What rows of sums are called."""
SERIES = {
    "tertials": (
        ("actual", "Tertial 1", 0),
        ("actual", "Tertial 2", 0),
        ("actual", "Tertial 3", 0),
        ("whole", "Helår", 0),
    ),
    "outlook": (("actual", "Utfall {0}", 0), ("forecast", "Prognos {1}", 1), ("forecast", "Prognos {2}", 2)),
    "plan": (("budget", "Budget {0}", 0), ("plan", "Plan {1}", 1), ("plan", "Plan {2}", 2)),
    "accumulated": (
        ("actual", "Utfall jan–aug", 0),
        ("budget", "Budget jan–aug", 0),
        ("budget", "Årsbudget", 0),
        ("forecast", "Årsprognos", 0),
    ),
    "balances": (
        ("actual", "Ingående balans", 0),
        ("actual", "Tilldelat", 0),
        ("actual", "Utgifter", 0),
        ("closing", "Utgående balans", 0),
    ),
}
"""Columns with words of their own: what they measure, what they are called, of which year from the report's own."""
TITLES = ("Driftredovisning", "Ekonomiskt utfall", "Resultat per slag", "Resultaträkning")


def amount_truth(layout: Layout, kronor_: int, **more: Any) -> dict[str, Any]:
    """The row of budgets that one printed sum must give."""
    return {
        "kind": "statement",
        "amount_sek": kronor_,
        "value": Decimal(kronor_) / FACTORS[layout["unit"]],
        "unit": (layout["unit"], layout.print.currency),
        **more,
    }


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: what it measures, what it is called, and of which year."""

    measure: str
    label: str
    year: int
    top: str = ""
    """What stands over it and its neighbours."""

    @property
    def name(self) -> str:
        """What its rows are to be called."""
        return f"{self.top} {self.label}" if self.top else self.label


def statement_columns(layout: Layout, kind: str) -> list[Column]:
    """The columns of a financial table of a kind."""
    rng, names, year = layout.rng, layout.names, layout.year
    if kind == "months":
        months = [Column("actual", month, year) for month in MONTH_HEADS]
        return [*months, Column("whole", rng.choice(("Helår", "Totalt", "Ack.")), year)]
    if kind == "change":
        own = [Column("actual", str(one), one) for one in (year, year - 1)]
        return [*own, Column("change", rng.choice(("Förändring %", "Förändr. %")), year)]
    if kind in SERIES:
        return [
            Column(measure, label.format(year, year + 1, year + 2), year + on) for measure, label, on in SERIES[kind]
        ]
    if kind == "left":
        given = rng.choice(("Tilldelade medel", "Beviljade medel", "Erhållna medel"))
        used = rng.choice(("Förbrukade medel", "Förbrukat", "Använda medel"))
        left = rng.choice(("Återstående medel", "Återstår", "Kvarvarande medel", "Kvar"))
        return [Column("budget", given, year), Column("actual", used, year), Column("left", left, year)]
    if kind == "wholes":
        own = [Column("actual", str(one), one) for one in (year - 2, year - 1, year)]
        return [*own, Column("whole", rng.choice(("Totalt", "Summa", "Hela perioden")), 0)]
    if kind == "used":
        own = [Column(one, names(one), year) for one in ("budget", "actual")]
        return [*own, Column("used", rng.choice(("Förbrukat %", "Andel förbrukat %")), year)]
    if kind == "three":
        before = rng.choice(("Utfall", "Bokslut"))
        return [Column("actual", f"{before} {one}", one) for one in (year, year - 1, year - 2)]
    if kind == "turned":
        return [Column(one, names(one), year) for one in ("actual", "budget")]
    if kind == "periods":
        shape = rng.choice(("jan–dec {}", "{0}-01-01–{0}-12-31"))
        return [Column("actual", shape.format(one), one) for one in (year, year - 1)]
    if kind == "full":
        before = rng.choice(("Bokslut", "Utfall"))
        own = [Column(one, f"{names(one)} {year}", year) for one in ("budget", "actual", "deviation")]
        return [Column("actual", f"{before} {year - 1}", year - 1), *own]
    measures = {
        "years": ["actual"],
        "both": ["budget", "actual"],
        "parts": ["forecast", "actual"],
        "quarter": ["actual", "forecast"],
    }.get(kind, ["budget", "actual", "deviation"])
    if kind == "both":
        return [Column(one, names(one), when, str(when)) for when in (year, year - 1) for one in measures]
    dated = kind == "years" or rng.random() < 0.3
    years = (year, year - 1) if kind == "years" else (year,)
    return [Column(one, f"{names(one)} {when}" if dated else names(one), when) for when in years for one in measures]


class _Statement:
    """A table of lines and measures on its way, row by row."""

    def __init__(self, layout: Layout, columns: list[Column], groups: str, title: Any, with_notes: bool) -> None:
        self.layout, self.columns, self.groups, self.title = layout, columns, groups, title
        self.rows: list[list[Cell]] = []
        self.with_notes = with_notes
        self._notes = 0
        self._inside: dict[str, int] = {}

    @property
    def lead(self) -> int:
        """How many columns stand before the figures."""
        return 1 + (self.groups in ("accounts", "merged")) + self.with_notes

    def values(self, sign: int, step: int) -> list[int]:
        """Figures of a line."""
        found: list[int] = []
        high = 900000 if len(self.columns) > 9 else 9000000
        for place, column in enumerate(self.columns):
            if column.measure == "deviation":
                found.append(found[place - 1] - found[place - 2])
            elif column.measure == "left":
                found.append(found[0] - found[1])
            elif column.measure == "closing":
                found.append(found[0] + found[1] - found[2])
            elif column.measure == "whole":
                found.append(sum(found))
            elif column.measure in ("change", "used"):
                found.append(0)
            else:
                found.append(sign * kronor(self.layout.rng, step, high // 90, high))
        return found

    def _names(self, column: Column) -> Any:
        """What a column may be called: its unit may be taken for a part of its name where no brackets tell it."""
        shape = {"comma": "{}, {}", "bare": "{} {}"}.get(self.layout["unit_at"])
        return (column.name, shape.format(column.name, self.layout.print.currency)) if shape else column.name

    def heading(self, text: str) -> None:
        """A row with the name of a group alone."""
        text = f"{text}:" if self.groups == "colon" else text
        text = f"{self._number(text)} {text}" if self.groups in ("outline", "letters") else text
        if self.groups == "spaced" and self.rows:
            self.rows.append([cell() for _ in range(self.lead + len(self.columns))])
        if self.groups == "spanned":
            self.rows.append([cell(Line(text, bold=True), columns=self.lead + len(self.columns), fill="E7E6E6")])
            return
        text = text.upper() if self.groups == "capital" else text
        blank = [cell() for _ in range(self.lead - 1 + len(self.columns))]
        self.rows.append([cell(Line(text, bold=True)), *blank])

    def _number(self, group: str) -> str:
        """What stands before the name of a group that is numbered."""
        place = list(LINES).index(group) + 1 if group in LINES else len(LINES) + 1
        return str(place) if self.groups == "outline" else f"{'ABC'[place - 1]}."

    def add(self, label: str, values: list[int], section: str | None, total: bool) -> None:
        """A row of sums, with what it must give."""
        layout, print_ = self.layout, self.layout.print
        if self.groups == "capital" and total:
            label = label.upper()
        if total or section is None or self.groups not in ("accounts", "dashed"):
            shown, names = label, (label,)
        else:
            dashed = f"- {label}"
            shown, names = (dashed, (label, dashed)) if self.groups == "dashed" else (label, (label,))
        if self.groups == "outline" and section and not total:
            self._inside[section] = self._inside.get(section, 0) + 1
            shown = f"{self._number(section)}.{self._inside[section]} {label}"
            names = (label, shown)
        lead = [Cell((Line(shown, bold=total),), indent=int(self.groups == "indented" and not total and bool(section)))]
        if self.groups == "accounts":
            number = (
                ""
                if total
                else f"{layout.rng.choice('3' if section == 'Intäkter' else '4567')}{layout.rng.randint(0, 99) * 10:03}"
            )
            lead.insert(0, cell(number))
            names = (*names, f"{number} {label}")
        if self.with_notes:
            self._notes += not total
            lead.append(cell("" if total else str(self._notes), centred=True))
        shares = [column.measure in ("change", "used") for column in self.columns]
        texts = [
            print_.in_cell(one, change=c.measure == "deviation") for one, c in zip(values, self.columns, strict=True)
        ]
        percent = Decimal(0)
        if any(column.measure == "change" for column in self.columns) and values[1]:
            percent = Decimal(100 * (values[0] - values[1])) / abs(values[1])
        elif any(shares) and values[0]:
            percent = Decimal(100 * values[1]) / values[0]
        percent = percent.quantize(Decimal("0.1"))
        if any(shares):
            texts[shares.index(True)] = f"{print_.number(percent, 1)} %"
        cells = [cell(text, right=True) for text in texts]
        self.rows.append([*lead, *(one.bold() if total else one for one in cells)])
        for column, value, is_share in zip(self.columns, values, shares, strict=True):
            own = {"value": percent, "unit": "%", "amount_sek": None} if is_share else {}
            about = {
                "line_item": names if len(names) > 1 else label,
                "section": self._section(section),
                "column_name": (column.name, column.name.removesuffix(" %")) if is_share else self._names(column),
                "is_total": total,
                "table_title": self.title,
                "fiscal_year": ... if is_share or not column.year else column.year,
            }
            layout.truth["budgets"].append(amount_truth(layout, value, **about) | own)

    def _section(self, section: str | None) -> Any:
        """What the section of a row may be called."""
        if section is None or self.groups not in ("outline", "letters"):
            return section
        return (section, f"{self._number(section)} {section}")

    def ratio(self, label: str, section: str) -> None:
        """A row of shares among the sums."""
        cells: list[Cell] = []
        for column in self.columns:
            value = self.layout.rng.randint(3, 80)
            if column.measure in ("deviation", "change", "used", "left", "whole"):
                cells.append(cell())
                continue
            cells.append(cell(f"{value} %", right=True))
            shown = self._names(column)
            own = {"line_item": label, "section": self._section(section), "column_name": shown}
            own |= {"value": value, "unit": "%"}
            more = {"kind": "statement", "amount_sek": None, "is_total": False, "table_title": self.title}
            self.layout.truth["budgets"].append(own | more)
        lead = [cell(), cell(label)] if self.groups == "accounts" else [cell(label)]
        self.rows.append([*lead, *(cell() for _ in range(self.lead - len(lead))), *cells])

    def header(self) -> list[list[Cell]]:
        """The header in one row or two."""
        print_, columns = self.layout.print, self.columns
        several = len({column.measure for column in columns}) > 1 and not columns[0].top
        in_corner = several and self.layout["unit_at"] == "header"
        lead = [cell(print_.currency if in_corner else "")]
        if self.groups == "accounts":
            lead.insert(0, cell("Konto"))
        elif self.groups == "merged":
            lead.append(cell())
        if self.with_notes:
            lead.append(cell("Not", centred=True))

        def head(column: Column) -> Cell:
            plain = in_corner or column.measure in ("change", "used")
            return cell(column.label if plain else print_.head(column.label), right=True)

        if not columns[0].top:
            return [[*lead, *map(head, columns)]]
        tops = list(dict.fromkeys(column.top for column in columns))
        spans = [cell(top, columns=sum(c.top == top for c in columns), centred=True) for top in tops]
        return [[*lead, *spans], [*(cell() for _ in lead), *map(head, columns)]]


UNIT_TOLD = {
    "usual": "Alla belopp anges i {}.",
    "brackets": "(Belopp i {})",
    "given": "Beloppen i tabellen är angivna i {} om inget annat sägs.",
    "both-words": "Samtliga belopp redovisas i {}.",
}


def unit_above(layout: Layout) -> Line:
    """What is said of the unit before a table."""
    return Line(UNIT_TOLD[layout.choices.get("unit_told", "usual")].format(layout.print.currency))


def put_statement(
    layout: Layout, kind: str, *, groups: str = "rows", sums: str = "summa", ratios: tuple[str, ...] = ()
) -> None:
    """A table of lines and measures, with group headings and sums; `ratios` are shares at its end."""
    rng, print_ = layout.rng, layout.print
    title, step = rng.choice(TITLES), grain(layout.choices)
    if layout["unit_at"] == "above":
        layout.add(unit_above(layout))
    columns = statement_columns(layout, kind)
    captioned = layout["unit_at"] == "caption" or rng.random() < 0.7
    told = title if captioned and layout["header"] != "continued" else ...
    statement = _Statement(layout, columns, groups, told, kind == "notes")
    word = SUMS[sums]
    net = [0] * len(columns)
    for group, lines in LINES.items():
        sign = 1 if group == "Intäkter" else -1
        section = group if groups != "none" else None
        if section and groups != "merged":
            statement.heading(group)
        start = len(statement.rows)
        total = [0] * len(columns)
        for line in rng.sample(lines, rng.randint(2, 4)):
            values = statement.values(sign, step)
            total = [a + b for a, b in zip(total, values, strict=True)]
            statement.add(line, values, section, False)
        shown = word.format(group.lower())
        statement.add(shown[0].upper() + shown[1:], total, section, True)
        if groups == "merged":
            own = statement.rows[start:]
            own[0].insert(0, Cell((Line(group, bold=True),), rows=len(own)))
        net = [a + b for a, b in zip(net, total, strict=True)]
    statement.add(rng.choice(("Resultat", "Nettokostnad", "Årets resultat")), net, None, True)
    if groups == "merged":
        statement.rows[-1].insert(0, cell())
    if ratios:
        statement.heading("Nyckeltal")
        for name in ratios:
            statement.ratio(name, "Nyckeltal")
            if groups == "merged":
                statement.rows[-1] = [cell(), *statement.rows[-1][:1], *statement.rows[-1][2:]]
    caption = print_.caption(title) if captioned else ""
    layout.table(statement.header(), statement.rows, caption=caption, note=print_.note())


def put_units(layout: Layout, units: list[str]) -> None:
    """A table of units, with what they earn and spend and the difference."""
    rng, print_, step = layout.rng, layout.print, grain(layout.choices)
    names = ("Intäkter", "Kostnader", rng.choice(("Netto", "Nettokostnad", "Resultat")))
    if layout["unit_at"] == "above":
        layout.add(Line(f"Alla belopp anges i {print_.currency}."))
    rows: list[list[Cell]] = []
    total = [0, 0, 0]

    def add(label: str, values: list[int], is_total: bool) -> None:
        row = [cell(label), *(cell(print_.in_cell(value), right=True) for value in values)]
        rows.append([one.bold() for one in row] if is_total else row)
        for name, value in zip(names, values, strict=True):
            own = {"line_item": label, "section": None, "column_name": name, "is_total": is_total}
            layout.truth["budgets"].append(amount_truth(layout, value, **own))

    for unit in units:
        earned, spent = kronor(rng, step, 100000, 900000), -kronor(rng, step, 1000000, 9000000)
        values = [earned, spent, earned + spent]
        add(unit, values, False)
        total = [a + b for a, b in zip(total, values, strict=True)]
    add(layout.names("sum"), total, True)
    header = [[cell("Verksamhet"), *(cell(print_.head(name), right=True) for name in names)]]
    layout.table(header, rows, caption=print_.caption("Resultat per verksamhet"), note=print_.note())


def put_investments(layout: Layout) -> None:
    """A list of investments: money of the municipality, no projects of anybody."""
    rng, print_, names = layout.rng, layout.print, layout.names
    step = grain(layout.choices)
    head = names("investment")
    rows = []
    if layout["unit_at"] == "above":
        layout.add(Line(f"Alla belopp anges i {print_.currency}."))
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
    layout.table(header, rows, caption=print_.caption("Investeringar"), note=print_.note(), right=(1, 2, 3))
