"""The projects of a region's list: their facts, their columns, and the rows they are printed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from .. import words
from ..document import Cell, Line, cell
from ..dressing import banner
from ..labels import colon
from ..layout import Layout
from ..printing import grain, kronor, period
from ..variation import Choices

MONEY = ("total_cost_sek", "granted_sek", "applied_sek", "cofinancing_sek")
MEASURES = {
    "total_cost_sek": "total_cost",
    "granted_sek": "granted",
    "applied_sek": "applied",
    "cofinancing_sek": "cofinancing",
}


MAY_LACK = ("total_cost_sek", "applied_sek", "cofinancing_sek", "contact_person", "period")
PLACES = {"plain": words.SUBREGIONS, "odd": words.ODD_SUBREGIONS, "counties": words.COUNTIES, "parts": words.PARTS}
OTHERS = {
    "number_of_case": ("Diarienummer", "Dnr", "Ärendenr"),
    "decided": ("Beslutsdatum", "Beslut"),
    "support": ("Stödform", "Typ av stöd"),
    "municipality": ("Kommun", "Kommun(er)"),
    "verdict": ("Beslut", "Utfall av beslut"),
}
"""Columns that are not taken."""


@dataclass(slots=True)
class Project:
    """One granted project."""

    name: str
    owner: str
    subregion: str
    theme: str
    money: dict[str, int]
    first: date
    last: date
    contact: str
    text: str
    number: str
    support: str
    unknown: set[str]
    """The columns in which nothing is told of it."""

    @property
    def decided(self) -> date:
        """When it was granted: a month or more before it starts."""
        return date(self.first.year - 1, 12, 15) if self.first.month < 3 else date(self.first.year, 2, 11)


def make_projects(rng: Random, choices: Choices, year: int) -> list[Project]:
    """Projects by subregion and theme."""
    subregions = rng.sample(PLACES[choices["places"]], rng.randint(2, 3))
    themes = rng.sample(words.THEMES, rng.randint(2, 3))
    names = iter(words.distinct(rng, words.project, 40))
    step = grain(choices)
    found = []
    for subregion in subregions:
        for theme in rng.sample(themes, rng.randint(1, 2)):
            for _ in range(rng.randint(2, 5)):
                total = kronor(rng, step, 300000, 9000000)
                granted = max(total // step // rng.randint(2, 4), 1) * step
                first, last = period(rng, year, choices)
                money = {
                    "total_cost_sek": total,
                    "granted_sek": granted,
                    "applied_sek": granted + step * rng.randint(0, 5),
                    "cofinancing_sek": total - granted,
                }
                number = f"RUN {year}/{rng.randint(100, 999)}"
                text = rng.choice(words.DESCRIPTIONS)
                found.append(
                    Project(
                        next(names),
                        words.owner(rng),
                        subregion,
                        theme,
                        money,
                        first,
                        last,
                        words.person(rng),
                        text,
                        number,
                        rng.choice(("Projektmedel", "Såddmedel", "Verksamhetsbidrag")),
                        {name for name in MAY_LACK if choices["gaps"] != "none" and rng.random() < 0.2},
                    )
                )
    return found


def choose_columns(layout: Layout) -> list[str]:
    """The columns that are printed, in their order."""
    if layout["list"] in ("inline", "piped"):
        return ["name_and_owner", "granted_sek"]
    columns = ["name", "owner"] if layout["owner"] == "column" else ["name_and_owner"]
    columns.append("total_cost_sek")
    if layout["extra"] == "applied":
        columns.append("applied_sek")
    columns.append("granted_sek")
    if layout["extra"] == "share":
        columns.append("share")
    if layout["period"] == "two":
        columns += ["period_start", "period_end"]
    elif layout["period"] != "none":
        columns.append("period")
    if layout["extra"] == "contact":
        columns.append("contact_person")
    if layout["descriptions"] == "column":
        columns.append("description")
    if layout["order"] == "shuffled":
        rest = columns[1:]
        layout.rng.shuffle(rest)
        columns = [columns[0], *rest]
    elif layout["order"] == "swapped" and layout["owner"] == "column":
        columns[:2] = ["owner", "name"]
    if layout["extra"] in ("decided", "support", "municipality", "verdict"):
        columns.append(layout["extra"])
    if layout["extra"] == "number":
        columns = ["number_of_case", *columns]
    return columns


def project_truth(layout: Layout, one: Project, columns: list[str]) -> None:
    """Note the row that a project must give."""
    first, last = _dates(layout, one)
    shown = set(columns)
    if "period" in one.unknown and layout["period"] != "none":
        first = last = None
    lacks = one.unknown
    row: dict[str, Any] = {
        "name": one.name,
        "owner": one.owner,
        "subregion": one.subregion,
        "theme": one.theme,
        "kind": "project",
        **{name: one.money[name] if name in shown and name not in lacks else None for name in MONEY},
        "period_start": first if shown & {"period", "period_start"} else None,
        "period_end": last if shown & {"period", "period_end"} else None,
        "contact_person": one.contact if "contact_person" in shown and "contact_person" not in lacks else None,
    }
    if (layout["descriptions"] != "none" and layout["list"] not in ("inline", "piped")) or layout["list"] == "stacked":
        row["description"] = one.text
    layout.truth["projects"].append(row)


def _dates(layout: Layout, one: Project) -> tuple[date | None, date | None]:
    if layout["period"] == "until":
        return None, one.last
    if layout["period"] in ("years", "short-years"):
        return date(one.first.year, 1, 1), date(one.last.year, 12, 31)
    return one.first, one.last


def column_header(layout: Layout, column: str) -> str:
    """What a column is called."""
    if column == "share":
        return "Andel (%)"
    if column in OTHERS:
        return layout.rng.choice(OTHERS[column])
    text = layout.names(column)
    if column == "name_and_owner" and layout["owner"] == "turned":
        text = f"{layout.names('owner')} / {layout.names('name').lower()}"
    if column == "name_and_owner" and layout["owner"] == "slash":
        text = f"{layout.names('name')} / {layout.names('owner').lower()}"
    return layout.print.head(text) if column in MONEY else text


def project_cell(layout: Layout, one: Project, column: str) -> Cell:
    """What stands in a column."""
    print_ = layout.print
    if column.replace("_start", "").replace("_end", "") in one.unknown or (
        column == "share" and one.unknown & set(MONEY)
    ):
        return cell(layout.nothing())
    if column in MONEY:
        return cell(print_.in_cell(one.money[column]))
    if column == "name_and_owner":
        if layout["owner"] == "brackets":
            return cell(f"{one.name} ({one.owner})")
        if layout["owner"] == "turned":
            return cell(f"{one.owner} / {one.name}")
        if layout["owner"] == "labelled":
            return cell([Line(one.name), Line(f"{colon(layout.names('owner'))} {one.owner}", size=0.9)])
        if layout["owner"] in ("slash", "comma"):
            return cell(f"{one.name}{' / ' if layout['owner'] == 'slash' else ', '}{one.owner}")
        return cell([Line(one.name, bold=True), Line(one.owner)])
    if column == "period":
        if layout["period"] == "years":
            return cell(f"{one.first.year}–{one.last.year}")
        if layout["period"] == "short-years":
            return cell(f"{one.first.year}–{one.last.year % 100}")
        if layout["period"] == "stacked":
            return cell([Line(f"{print_.day(one.first)} –"), Line(print_.day(one.last))])
        if layout["period"] == "arrow":
            return cell(f"{print_.day(one.first)} → {print_.day(one.last)}")
        if layout["period"] == "until":
            return cell(f"t.o.m. {print_.day(one.last)}")
        if layout["period"] == "from-to":
            return cell(f"fr.o.m. {print_.day(one.first)} t.o.m. {print_.day(one.last)}")
        return cell(print_.span(one.first, one.last))
    if column == "share":
        return cell(print_.number(round(100 * one.money["granted_sek"] / one.money["total_cost_sek"])))
    texts = {
        "name": one.name,
        "owner": one.owner,
        "period_start": print_.day(one.first),
        "period_end": print_.day(one.last),
        "contact_person": one.contact,
        "description": one.text,
        "subregion": one.subregion,
        "theme": one.theme,
        "number_of_case": one.number,
        "support": one.support,
        "decided": one.decided.isoformat(),
        "municipality": words.MUNICIPALITIES[len(one.text + one.name) % len(words.MUNICIPALITIES)],
        "verdict": "Bifall" if len(one.name) % 5 else "Delvis bifall",
    }
    return cell(texts[column])


def project_rows(layout: Layout, projects: list[Project], columns: list[str]) -> list[list[Cell]]:
    """Rows of projects."""
    return [[project_cell(layout, one, column) for column in columns] for one in projects]


def total_row(
    layout: Layout, projects: list[Project], columns: list[str], place: tuple[str | None, str | None], word: str = ""
) -> list[Cell]:
    """A row of sums, noted among the totals."""
    word = word or ("Σ" if layout["total"] == "sigma" else layout.names("sheet_total"))
    if layout["total"] == "count":
        word = f"{word}, {len(projects)} projekt"
    subregion, theme = place
    label = cell(Line(word, bold=True))
    row: list[Cell] = []
    for column in columns:
        if column in MONEY:
            total = sum(one.money[column] for one in projects if column not in one.unknown)
            row.append(cell(Line(layout.print.in_cell(total), bold=True)))
            layout.truth["totals"].append(
                {"measure": MEASURES[column], "amount_sek": total, "subregion": subregion, "theme": theme}
            )
        elif all(one.lines != label.lines for one in row):
            row.append(label)
        elif layout["total"] == "spanning" and row[-1].lines == label.lines:
            row[-1] = Cell(label.lines, columns=row[-1].columns + 1)
        else:
            row.append(cell())
    return row


def _right(columns: list[str]) -> list[int]:
    return [place for place, column in enumerate(columns) if column in MONEY]


def put_projects(
    layout: Layout, projects: list[Project], columns: list[str], rows: list[list[Cell]], caption: str = ""
) -> None:
    """Append a table of projects."""
    if layout["captions"] != "above":
        caption = caption or "Beviljade projekt"
    caption = layout.print.caption(caption or "Projekt") if caption or layout["unit_at"] == "caption" else ""
    note = layout.print.note()
    head = [layout.once(f"header {column}", lambda column=column: column_header(layout, column)) for column in columns]
    money = [column for column in columns if column in MONEY]
    places = [columns.index(column) for column in money]
    pair = columns[:2] == ["name", "owner"] and places == list(range(2, 2 + len(money))) and len(money) > 1
    if layout["levels"] == "both" and pair:
        rest = columns[2 + len(money) :]
        over = [cell("Projekt", columns=2, centred=True), cell("Finansiering", columns=len(money), centred=True)]
        top_row = [*over, *(cell() for _ in rest)]
        layout.table([top_row, [cell(text) for text in head]], rows, caption=caption, note=note)
        return
    if layout["levels"] == "two" and len(money) > 1 and places == list(range(places[0], places[0] + len(money))):
        top: list[Cell] = []
        low: list[Cell] = []
        for place, column in enumerate(columns):
            if column == money[0]:
                top.append(cell("Ekonomi", columns=len(money), centred=True))
            if column in money:
                low.append(cell(head[place]))
            else:
                top.append(cell(head[place], rows=2))
        layout.table([top, low], rows, caption=caption, note=note)
        return
    if layout["levels"] == "banner":
        layout.table(banner("Beviljade projekt", [[cell(text) for text in head]]), rows, caption=caption, note=note)
        return
    layout.table(head, rows, caption=caption, note=note, right=_right(columns), unknown=layout["list"] == "tables")
