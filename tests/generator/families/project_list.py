"""A region's list of granted projects: by subregion and theme, with sums, and texts about each."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from .. import words
from ..document import Block, Cards, Cell, Columns, Heading, Line, cell
from ..labels import colon
from ..layout import Layout
from ..variation import Choices
from .project_rows import (
    MONEY,
    Project,
    choose_columns,
    column_header,
    make_projects,
    project_cell,
    project_rows,
    project_truth,
    put_projects,
    total_row,
)

THEME = "Insatsområde"
TOLD_APART = ("headings", "bold", "run-in", "columns", "boxed", "labelled")
"""Ways of descriptions that stand apart from the tables."""


def make(rng: Random, choices: Choices) -> Layout:
    """A report of the family."""
    year = rng.randint(2014, 2024)
    layout = Layout("regional_project_list", choices, rng, year)
    place = rng.choice(words.REGIONS)
    projects = make_projects(rng, choices, year)
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
    columns = choose_columns(layout)
    if layout["unit_at"] == "above":
        layout.add(Line(f"Alla belopp i {layout.print.currency}."))
    for one in projects:
        project_truth(layout, one, columns)
    WAYS[layout["list"]](layout, projects, columns)
    if (
        layout["list"] in ("groups", "one", "merged", "bands", "subtotals", "over", "forms")
        and layout["descriptions"] in TOLD_APART
    ):
        layout.heading("Om projekten", 1)
        _describe(layout, projects, 2)
    return layout


def _by_theme(projects: list[Project]) -> Iterator[tuple[str, str, list[Project]]]:
    """The projects of each subregion and theme."""
    for subregion, theme in dict.fromkeys((one.subregion, one.theme) for one in projects):
        yield subregion, theme, [one for one in projects if (one.subregion, one.theme) == (subregion, theme)]


def _under_headings(layout: Layout, projects: list[Project]) -> Iterator[list[Project]]:
    """The same, each after its headings are set."""
    for subregion, theme, own in _by_theme(projects):
        layout.heading(subregion, 1)
        layout.heading(theme, 2)
        yield own


def _tables(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """A table under the headings of each subregion and theme."""
    last = None
    labelled = layout["list"] == "labelled"
    for subregion, theme, own in _by_theme(projects):
        if subregion != last:
            layout.heading(f"Delregion: {subregion}" if labelled else subregion, 1)
            layout.prose()
        last = subregion
        layout.heading(f"{THEME}: {theme}" if labelled else theme, 2)
        rows = project_rows(layout, own, columns)
        _sum(layout, rows, own, columns, (subregion, theme))
        put_projects(layout, own, columns, rows)
        _told_sum(layout, own, (subregion, theme))
        _describe(layout, own, 3)


def _groups(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """One table for each subregion, its themes as rows over its projects."""
    for subregion in dict.fromkeys(one.subregion for one in projects):
        layout.heading(subregion, 1)
        own = [one for one in projects if one.subregion == subregion]
        rows: list[list[Cell]] = []
        for theme in dict.fromkeys(one.theme for one in own):
            rows.append([cell(Line(theme, bold=True), columns=len(columns), fill="EDEDED")])
            part = [one for one in own if one.theme == theme]
            rows += project_rows(layout, part, columns)
            if layout["list"] == "subtotals":
                rows.append(total_row(layout, part, columns, (subregion, theme), "Delsumma"))
        _sum(layout, rows, own, columns, (subregion, ...))
        put_projects(layout, own, columns, rows)
        _told_sum(layout, own, (subregion, ...))


def _bands(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """One table of all, subregions and themes as rows over their projects."""
    rows: list[list[Cell]] = []
    last = None
    for subregion, theme, own in _by_theme(projects):
        if subregion != last:
            rows.append([cell(Line(subregion, bold=True, size=1.1), columns=len(columns), fill="D0CECE")])
        last = subregion
        rows.append([cell(Line(theme, italic=True), columns=len(columns), fill="F2F2F2")])
        rows += project_rows(layout, own, columns)
    _sum(layout, rows, projects, columns, (None, None))
    layout.heading("Projekt", 1)
    put_projects(layout, projects, columns, rows)


def _over(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """A table under each heading; a project's name over the row of its figures."""
    rest = [column for column in columns if column != "name"]
    for own in _under_headings(layout, projects):
        rows: list[list[Cell]] = []
        for one in own:
            rows += [[cell(Line(one.name, bold=True), columns=len(rest))], *project_rows(layout, [one], rest)]
        put_projects(layout, own, rest, rows)


def _forms(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """A small table of labels and values for each project, under its name."""
    for own in _under_headings(layout, projects):
        for one in own:
            rows = [[cell(label), cell(text)] for label, text in _labelled(layout, one, columns)]
            layout.table([[cell(one.name, columns=2)]], rows, rules="grid", plain=True)
            layout.add(Line(""))


def _piped(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """A line for each project, its parts between upright strokes."""
    for own in _under_headings(layout, projects):
        for one in own:
            amount = layout.print.money(one.money["granted_sek"])
            layout.add(Line(f"{one.name} | {one.owner} | {amount}"))


def _one(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """One table of all, subregion and theme as columns."""
    columns = ["subregion", "theme", *columns]
    if layout["order"] == "shuffled":
        columns = [*columns[2:], "subregion", "theme"]
    rows = project_rows(layout, projects, columns)
    _sum(layout, rows, projects, columns, (None, None))
    layout.heading("Projekt", 1)
    put_projects(layout, projects, columns, rows)


def _labelled(layout: Layout, one: Project, columns: list[str]) -> list[tuple[str, str]]:
    """Labels and values of a project, its name left out."""
    found = []
    for column in columns:
        if column in ("name", "share"):
            continue
        if column == "name_and_owner":
            found.append((layout.names("owner"), one.owner))
            continue
        text = " ".join(line.text for line in project_cell(layout, one, column).lines)
        label = layout.once(f"header {column}", lambda column=column: column_header(layout, column))
        if column in MONEY and layout["unit_at"] in ("caption", "above", "beneath", "note", "over", "row"):
            label = layout.names(column)
            text = layout.nothing() if column in one.unknown else layout.print.money(one.money[column])
        found.append((label, text))
    return found


def _cards(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """A box for each project."""
    for own in _under_headings(layout, projects):
        cards = []
        for one in own:
            lines = [Line(one.name, bold=True)]
            lines += [Line(f"{colon(label)} {text}") for label, text in _labelled(layout, one, columns)]
            cards.append(cell(lines, fill="F4F4F4"))
        layout.add(Cards(cards, in_a_row=2, framed=True))
        _describe(layout, own, 3)


def _paragraphs(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """A heading and labelled lines for each project."""
    for own in _under_headings(layout, projects):
        for one in own:
            layout.heading(one.name, 3)
            for label, text in _labelled(layout, one, columns):
                layout.add(Line(text, label=colon(label)))
            if layout["descriptions"] in TOLD_APART:
                layout.add(Line(one.text))


def _describe(layout: Layout, projects: list[Project], level: int) -> None:
    """Texts about projects, where they stand apart from the tables."""
    style = layout["descriptions"]
    if style not in TOLD_APART:
        return
    blocks: list[Block] = []
    if style == "boxed":
        cards = [cell([Line(one.name, bold=True), Line(one.text)], fill="EEF3F8") for one in projects]
        layout.add(*(Cards([card], in_a_row=1, framed=False) for card in cards))
        return
    for one in projects:
        if style == "labelled":
            blocks += [Line(one.name, label="Projekt:"), Line(one.text, label=colon(layout.names("description")))]
            continue
        if style == "run-in":
            blocks.append(Line(one.text, label=f"{one.name}:"))
            continue
        blocks.append(Heading(one.name, level) if style == "headings" else Line(one.name, bold=True))
        if layout.rng.random() < 0.5:
            blocks.append(Line(one.owner, label=colon(layout.names("owner"))))
        blocks.append(Line(one.text))
    if style != "columns":
        layout.add(*blocks)
        return
    starts = [place for place, one in enumerate(blocks) if isinstance(one, Line) and one.bold][::4]
    for first, last in zip(starts, [*starts[1:], len(blocks)], strict=True):
        layout.add(Columns(blocks[first:last]))


def _sum(layout: Layout, rows: list[list[Cell]], projects: list[Project], columns: list[str], place: Any) -> None:
    """Put a row of sums at the end of the rows, or before them."""
    if layout["total"] not in ("none", "sentence"):
        rows.insert(0 if layout["total"] == "top" else len(rows), total_row(layout, projects, columns, place))


def _told_sum(layout: Layout, projects: list[Project], place: tuple[str, Any]) -> None:
    """A line of what has been granted, under the table."""
    if layout["total"] != "sentence":
        return
    total = sum(one.money["granted_sek"] for one in projects)
    layout.add(Line(f"Totalt beviljat: {layout.print.money(total)}"))
    subregion, theme = place
    row = {"measure": "granted", "amount_sek": total, "subregion": subregion, "theme": theme}
    layout.truth["totals"].append(row)


def _merged(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """One table of all, subregion and theme as cells over many rows."""
    rows: list[list[Cell]] = []
    for subregion, theme, own in _by_theme(projects):
        part = project_rows(layout, own, columns)
        first = [Cell((Line(theme),), rows=len(part))]
        if all(subregion != row[0].lines[0].text for row in rows):
            number = sum(one.subregion == subregion for one in projects)
            first.insert(0, Cell((Line(subregion, bold=True),), rows=number))
        rows += [[*first, *part[0]], *part[1:]]
    columns = ["subregion", "theme", *columns]
    if layout["total"] == "top":
        rows.insert(0, total_row(layout, projects, columns, (None, None)))
    else:
        _sum(layout, rows, projects, columns, (None, None))
    layout.heading("Projekt", 1)
    put_projects(layout, projects, columns, rows)


def _stacked(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """A table under each heading; a text of its full width under each project."""
    for subregion, theme, own in _by_theme(projects):
        layout.heading(subregion, 1)
        layout.heading(theme, 2)
        rows: list[list[Cell]] = []
        for one in own:
            rows += [*project_rows(layout, [one], columns), [cell(Line(one.text, italic=True), columns=len(columns))]]
        _sum(layout, rows, own, columns, (subregion, theme))
        put_projects(layout, own, columns, rows)


def _inline(layout: Layout, projects: list[Project], columns: list[str]) -> None:
    """A bulleted line for each project."""
    for own in _under_headings(layout, projects):
        for one in own:
            amount = layout.print.money(one.money["granted_sek"])
            layout.add(Line(f"{one.name} ({one.owner}): {amount}", bullet="•"))


WAYS = {
    "tables": _tables,
    "groups": _groups,
    "one": _one,
    "cards": _cards,
    "paragraphs": _paragraphs,
    "merged": _merged,
    "stacked": _stacked,
    "inline": _inline,
    "piped": _piped,
    "labelled": _tables,
    "subtotals": _groups,
    "bands": _bands,
    "over": _over,
    "forms": _forms,
}
