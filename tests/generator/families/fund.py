"""A project's report to the regional fund: the project, then numbered questions, the indicators among them."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from .. import words
from ..document import Cards, Line, cell
from ..layout import Layout
from ..printing import MONTHS, period
from ..variation import Choices
from .common import NO_TARGET, Indicator, indicator_truth, make_indicators, target_text, with_unit

INSTRUCTION = "Beskriv kortfattat. Hänvisa vid behov till bilagor."
FRAMEWORKS = ("Programmets indikatorer", "Projektets egna indikatorer")


def make(rng: Random, choices: Choices) -> Layout:
    """A report of the family."""
    year = rng.randint(2014, 2023)
    layout = Layout("regional_fund_report", choices, rng, year)
    name = words.project(rng)
    layout.open(
        rng.choice(
            (
                "Läges- och slutrapport till regionalfonden",
                "Slutrapport – Regionalfondsprogrammet",
                "Slutrapport för regionalfondsprojekt",
            )
        ),
        name,
    )
    layout.truth |= {"reports": [{"family": layout.family}]}
    _project(layout, name, year)
    _question(layout, 1, "Sammanfattning av projektet")
    layout.add(Line(words.prose(rng, 3)))
    _question(layout, 2, rng.choice(("Indikatorer", "Utfall av indikatorerna", "Redovisa projektets indikatorer")))
    layout.prose()
    found = [
        _counted(one)
        for one in make_indicators(
            rng, tuple((text, "") for text in words.RESULT_INDICATORS), rng.randint(4, 7), choices["target"]
        )
    ]
    half = len(found) // 2
    if layout["frameworks"] == "yes":
        for framework, part in zip(FRAMEWORKS, (found[:half], found[half:]), strict=True):
            layout.add(Line(f"{framework}:", bold=True)) if rng.random() < 0.5 else layout.heading(framework, 2)
            _indicators(layout, part, name, framework)
    else:
        _indicators(layout, found, name, ...)
    _question(layout, 3, "Hur har resultaten spridits?")
    layout.add(Line(words.prose(rng, 2)))
    return layout


def _counted(one: Indicator) -> Indicator:
    """Counts of people, split in two."""
    outcome = Decimal(int(one.outcome or 0)) + 4
    women = outcome // 3
    one.target = Decimal(int(one.target)) + 4
    one.high = one.target + 10
    one.outcome = outcome
    one.parts = {"kvinnor": women, "män": outcome - women}
    return one


def _question(layout: Layout, number: int, text: str) -> None:
    if layout["questions"] == "boxed":
        layout.add(Cards([cell(Line(f"{number}. {text}", bold=True), fill="E8EEF4")], in_a_row=1, framed=True))
        layout.heading(text, 1)
        return
    style = layout["questions"]
    letter = chr(64 + number)
    layout.heading(
        text, 1, {"numbered": str(number), "instructed": f"{number}.", "lettered": f"{letter}."}.get(style, "")
    )
    if style == "instructed":
        layout.add(Line(INSTRUCTION, italic=True, size=0.9))


def _project(layout: Layout, name: str, year: int) -> None:
    """What the report says of its project."""
    rng, names, print_ = layout.rng, layout.names, layout.print
    owner, contact = words.owner(rng), words.person(rng)
    partners = words.distinct(rng, words.owner, rng.randint(2, 4))
    first, last = period(rng, year, layout.choices)
    row: dict[str, Any] = {"name": name, "owner": owner, "period_start": first, "period_end": last}
    style = layout["project"]
    if style in ("prose", "paragraph"):
        if style == "prose":
            layout.add(Line(f"{name} är ett samverkansprojekt mellan {', '.join(partners[:-1])} och {partners[-1]}."))
            row = {"name": name, "partners": partners}
        else:
            row = {"name": name, "owner": owner}
            layout.add(Line(f"Projektnamn: {name}. Projektägare: {owner}. Kontaktperson: {contact}."))
            row["contact_person"] = contact
        start, end = (f"{MONTHS[moment.month - 1]} {moment.year}" for moment in (first, last))
        layout.add(Line(f"Projektet pågick {start} – {end}."))
        row |= {"period_start": first, "period_end": last}
        layout.truth["projects"].append(row)
        return
    labels = [
        (names("name"), name),
        (names("owner"), owner),
        (names("period"), print_.span(first, last)),
        (names("contact_person"), contact),
        (names("partners"), ", ".join(partners)),
    ]
    row |= {"contact_person": contact, "partners": partners}
    if style == "labels":
        for label, text in labels:
            layout.add(Line(text, label=f"{label}:"))
    elif style == "over":
        for label, text in labels:
            layout.add(Line(label, bold=True), Line(text))
    elif style == "four":
        pairs = [[*labels[start : start + 2], ("", "")][:2] for start in range(0, len(labels), 2)]
        rows = [[part for label, text in pair for part in (cell(Line(label, bold=True)), cell(text))] for pair in pairs]
        layout.table([], rows, rules="grid")
    elif style == "table":
        layout.table([], [[cell(Line(label, bold=True)), cell(text)] for label, text in labels])
    else:
        cards = [cell([Line(label, size=0.85), Line(text)]) for label, text in labels]
        layout.add(Cards(cards, in_a_row=1))
    layout.truth["projects"].append(row)


def _indicators(layout: Layout, found: list[Indicator], project: str, framework: Any) -> None:
    style, parts = layout["indicators"], layout["breakdown"]
    if style == "cards":
        parts = "none"
    for one in found:
        if style in ("fraction", "of"):
            one.operator = "="
        more: dict[str, Any] = {"framework": framework}
        own = indicator_truth(one, **more)
        layout.truth["indicators"].append(own)
        if parts != "none" and style in ("nested", "table", "lines"):
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
        "forms": _forms,
    }[style](layout, found, parts)


def _part(group: str, parts: str) -> str:
    """What a part of a count is called."""
    return group.capitalize() if parts == "indented" else f"varav {group}"


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
        layout.add(Line(f"{target}: {target_text(layout, one)}", bullet="–", level=2))
        if parts == "brackets":
            inside = ", ".join(f"{number(value)} {group}" for group, value in one.parts.items())
            layout.add(Line(f"{outcome}: {number(one.outcome or 0)} ({inside})", bullet="–", level=2))
            continue
        layout.add(Line(f"{outcome}: {number(one.outcome or 0)}", bullet="–", level=2))
        if parts != "none":
            for group, value in one.parts.items():
                level = 3 if parts == "dashed" else 2
                layout.add(Line(f"{_part(group, parts)}: {number(value)}", bullet="–", level=level))


def _table(layout: Layout, found: list[Indicator], parts: str) -> None:
    names, number = layout.names, layout.print.number
    header = [names("indicator"), names("target"), names("outcome")]
    if parts == "columns":
        header += ["Kvinnor", "Män"]
    rows = []
    for one in found:
        row = [cell(one.name), cell(target_text(layout, one)), cell(number(one.outcome or 0))]
        if parts == "columns":
            row += [cell(number(value)) for value in one.parts.values()]
        if parts == "brackets":
            inside = ", ".join(f"{number(value)} {group}" for group, value in one.parts.items())
            row[2] = cell(f"{number(one.outcome or 0)} ({inside})")
        rows.append(row)
        if parts in ("below", "indented", "dashed"):
            dash = "– " if parts == "dashed" else ""
            for group, value in one.parts.items():
                first = cell(f"{dash}{_part(group, parts)}", indent=int(parts == "indented"))
                rows.append([first, cell(), cell(number(value))])
    layout.table(header, rows)


def _cards(layout: Layout, found: list[Indicator], parts: str) -> None:
    names, number = layout.names, layout.print.number
    cards = [
        cell(
            [
                Line(one.name, bold=True),
                Line(f"{names('target')}: {target_text(layout, one)}"),
                Line(f"{names('outcome')}: {number(one.outcome or 0)}"),
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
        layout.add(Line(f"{names('target')}: {target_text(layout, one)}"))
        layout.add(Line(f"{names('outcome')}: {number(one.outcome or 0)}"))
        if parts != "none":
            for group, value in one.parts.items():
                layout.add(Line(f"{_part(group, parts)}: {number(value)}"))


def _sentences(layout: Layout, found: list[Indicator], parts: str) -> None:
    for one in found:
        figures = with_unit(layout, one.outcome, one.unit)
        layout.add(Line(f"{one.name}. Mål: {target_text(layout, one)}. Utfall: {figures}.", bullet="•"))
