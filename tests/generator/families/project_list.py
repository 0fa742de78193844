"""A region's list of granted projects: by subregion and theme, with sums, and texts about each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from .. import words
from ..document import Cards, Cell, Line, cell
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


def make(rng: Random, choices: Choices) -> Layout:
    """A report of the family."""
    year = rng.randint(2014, 2024)
    layout = Layout("regional_project_list", choices, rng, year)
    place = rng.choice(words.REGIONS)
    projects = _projects(rng, choices, year)
    title = rng.choice(
        (
            f"Beviljade projekt {year}",
            f"Regionala utvecklingsmedel – beviljade projekt {year}",
            f"Bilaga: Beviljade insatser {year}",
        )
    )
    layout.open(title, f"Region {place}")
    layout.truth |= {"reports": [{"family": layout.family, "fiscal_year": year}], "totals": []}
    layout.prose()
    columns = _columns(layout)
    if layout["unit_at"] == "above":
        layout.add(Line(f"Alla belopp i {layout['unit']}."))
    for one in projects:
        _truth(layout, one, columns)
    {"tables": _tables, "groups": _groups, "one": _one, "cards": _cards, "paragraphs": _paragraphs}[layout["list"]](
        layout, projects, columns
    )
    if layout["descriptions"] in ("headings", "bold") and layout["list"] in ("groups", "one"):
        layout.heading("Om projekten", 1)
        for one in projects:
            _describe(layout, one, 2)
    return layout


def _projects(rng: Random, choices: Choices, year: int) -> list[Project]:
    subregions = rng.sample(words.ODD_SUBREGIONS if choices["places"] == "odd" else words.SUBREGIONS, rng.randint(2, 3))
    themes = rng.sample(words.THEMES, rng.randint(2, 3))
    names = iter(words.distinct(rng, words.project, 40))
    step = grain(choices)
    found = []
    for subregion in subregions:
        for theme in rng.sample(themes, rng.randint(1, 2)):
            for _ in range(rng.randint(2, 5)):
                total = kronor(rng, step, 300000, 9000000)
                granted = max(total // step // rng.randint(2, 4), 1) * step
                first, last = period(rng, year)
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
                    )
                )
    return found


def _columns(layout: Layout) -> list[str]:
    """The columns that are printed, in their order."""
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
    if layout["extra"] == "number":
        columns = ["number_of_case", *columns]
    return columns


def _truth(layout: Layout, one: Project, columns: list[str]) -> None:
    first, last = _dates(layout, one)
    shown = set(columns)
    row: dict[str, Any] = {
        "name": one.name,
        "owner": one.owner,
        "subregion": one.subregion,
        "theme": one.theme,
        "kind": "project",
        **{name: one.money[name] if name in shown else None for name in MONEY},
        "period_start": first if shown & {"period", "period_start"} else None,
        "period_end": last if shown & {"period", "period_end"} else None,
        "contact_person": one.contact if "contact_person" in shown else None,
    }
    if layout["descriptions"] != "none":
        row["description"] = one.text
    layout.truth["projects"].append(row)


def _dates(layout: Layout, one: Project) -> tuple[date, date]:
    if layout["period"] == "years":
        return date(one.first.year, 1, 1), date(one.last.year, 12, 31)
    return one.first, one.last


def _header(layout: Layout, column: str) -> str:
    if column == "share":
        return "Andel (%)"
    if column == "number_of_case":
        return layout.rng.choice(("Diarienummer", "Dnr", "Ärendenr"))
    text = layout.names(column)
    return layout.print.head(text) if column in MONEY else text


def _cell(layout: Layout, one: Project, column: str) -> Cell:
    print_ = layout.print
    if column in MONEY:
        return cell(print_.in_cell(one.money[column]))
    if column == "name_and_owner":
        if layout["owner"] == "brackets":
            return cell(f"{one.name} ({one.owner})")
        return cell([Line(one.name, bold=True), Line(one.owner)])
    if column == "period":
        if layout["period"] == "years":
            return cell(f"{one.first.year}–{one.last.year}")
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
    }
    return cell(texts[column])


def _rows(layout: Layout, projects: list[Project], columns: list[str]) -> list[list[Cell]]:
    return [[_cell(layout, one, column) for column in columns] for one in projects]


def _total(
    layout: Layout, projects: list[Project], columns: list[str], place: tuple[str | None, str | None]
) -> list[Cell]:
    """A row of sums, noted among the totals."""
    word = "Σ" if layout["total"] == "sigma" else layout.names("sheet_total")
    row = []
    labelled = False
    for column in columns:
        if column in MONEY:
            total = sum(one.money[column] for one in projects)
            row.append(cell(Line(layout.print.in_cell(total), bold=True)))
            subregion, theme = place
            layout.truth["totals"].append(
                {"measure": MEASURES[column], "amount_sek": total, "subregion": subregion, "theme": theme}
            )
        else:
            row.append(cell(Line(word, bold=True)) if not labelled else cell())
            labelled = True
    return row


def _right(columns: list[str]) -> list[int]:
    return [place for place, column in enumerate(columns) if column in MONEY]


def _put(
    layout: Layout, projects: list[Project], columns: list[str], rows: list[list[Cell]], caption: str = ""
) -> None:
    caption = layout.print.caption(caption or "Projekt") if caption or layout["unit_at"] == "caption" else ""
    head = [layout.once(f"header {column}", lambda column=column: _header(layout, column)) for column in columns]
    money = [column for column in columns if column in MONEY]
    places = [columns.index(column) for column in money]
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
        layout.table([top, low], rows, caption=caption)
        return
    layout.table(head, rows, caption=caption, right=_right(columns), unknown=layout["list"] == "tables")


def _pairs(projects: list[Project]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((one.subregion, one.theme) for one in projects))


def _tables(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """A table under the headings of each subregion and theme."""
    last = None
    for subregion, theme in _pairs(projects):
        if subregion != last:
            layout.heading(subregion, 1)
            layout.prose()
        last = subregion
        layout.heading(theme, 2)
        own = [one for one in projects if (one.subregion, one.theme) == (subregion, theme)]
        rows = _rows(layout, own, columns)
        if layout["total"] != "none":
            rows.append(_total(layout, own, columns, (subregion, theme)))
        _put(layout, own, columns, rows)
        if layout["descriptions"] in ("headings", "bold"):
            for one in own:
                _describe(layout, one, 3)


def _groups(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """One table for each subregion, its themes as rows over its projects."""
    for subregion in dict.fromkeys(one.subregion for one in projects):
        layout.heading(subregion, 1)
        own = [one for one in projects if one.subregion == subregion]
        rows: list[list[Cell]] = []
        for theme in dict.fromkeys(one.theme for one in own):
            rows.append([cell(Line(theme, bold=True), columns=len(columns), fill="EDEDED")])
            rows += _rows(layout, [one for one in own if one.theme == theme], columns)
        if layout["total"] != "none":
            rows.append(_total(layout, own, columns, (subregion, ...)))  # type: ignore[arg-type]
        _put(layout, own, columns, rows)


def _one(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """One table of all, subregion and theme as columns."""
    columns = ["subregion", "theme", *columns]
    if layout["order"] == "shuffled":
        columns = [*columns[2:], "subregion", "theme"]
    rows = _rows(layout, projects, columns)
    if layout["total"] != "none":
        rows.append(_total(layout, projects, columns, (None, None)))
    layout.heading("Projekt", 1)
    _put(layout, projects, columns, rows)


def _labelled(layout: Layout, one: Project, columns: list[str]) -> list[tuple[str, str]]:
    """Labels and values of a project, its name left out."""
    found = []
    for column in columns:
        if column in ("name", "share"):
            continue
        if column == "name_and_owner":
            found.append((layout.names("owner"), one.owner))
            continue
        text = _cell(layout, one, column).lines[0].text
        if column in MONEY and layout["unit_at"] in ("caption", "above"):
            text = layout.print.money(one.money[column])
        found.append((_header(layout, column), text))
    return found


def _cards(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """A box for each project."""
    for subregion, theme in _pairs(projects):
        layout.heading(subregion, 1)
        layout.heading(theme, 2)
        own = [one for one in projects if (one.subregion, one.theme) == (subregion, theme)]
        cards = []
        for one in own:
            lines = [Line(one.name, bold=True)]
            lines += [Line(f"{label}: {text}") for label, text in _labelled(layout, one, columns)]
            cards.append(cell(lines, fill="F4F4F4"))
        layout.add(Cards(cards, in_a_row=2, framed=True))
        if layout["descriptions"] in ("headings", "bold"):
            for one in own:
                _describe(layout, one, 3)


def _paragraphs(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """A heading and labelled lines for each project."""
    for subregion, theme in _pairs(projects):
        layout.heading(subregion, 1)
        layout.heading(theme, 2)
        for one in projects:
            if (one.subregion, one.theme) != (subregion, theme):
                continue
            layout.heading(one.name, 3)
            for label, text in _labelled(layout, one, columns):
                layout.add(Line(text, label=f"{label}:"))
            if layout["descriptions"] in ("headings", "bold"):
                layout.add(Line(one.text))


def _describe(layout: Layout, one: Project, level: int) -> None:
    if layout["descriptions"] == "bold":
        layout.add(Line(one.name, bold=True))
    else:
        layout.heading(one.name, level)
    if layout.rng.random() < 0.5:
        layout.add(Line(one.owner, label=f"{layout.names('owner')}:"))
    layout.add(Line(one.text))
