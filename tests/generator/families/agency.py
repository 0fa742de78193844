"""An agency's final report of an assignment: chapters, assignments with their money, an account at the end."""

from __future__ import annotations

from datetime import date
from random import Random

from .. import words
from ..document import Leader, Line, cell
from ..layout import Layout
from ..printing import grain, kronor
from ..variation import Choices
from .money import put_statement, unit_above

ASSIGNMENTS = (
    "Kunskap om skogens värden",
    "Stöd till mindre verkstäder",
    "Nätverk för export",
    "Digital mognad",
    "Kompetens i livsmedelskedjan",
    "Nordiskt samarbete",
    "Piloter för vätgas",
)
CHAPTERS = ("Sammanfattning", "Uppdraget", "Genomförande", "Resultat", "Slutsatser")
RATIOS = ("Andel personalkostnader", "Andel köpta tjänster", "Andel administration")


def make(rng: Random, choices: Choices) -> Layout:
    """A report of the family."""
    year = rng.randint(2014, 2024)
    layout = Layout("agency_report", choices, rng, year)
    agency = rng.choice(words.AGENCIES)
    what = rng.choice(words.THEMES).lower()
    layout.open(
        rng.choice(
            (
                f"Slutrapport: Uppdrag om {what} {year}",
                f"Redovisning av regeringsuppdrag om {what}",
                f"Slutredovisning {year} – {what}",
            )
        ),
        agency,
        f"Dnr {rng.randint(2, 9)}.1-{year}/{rng.randint(100, 9999)}",
    )
    layout.truth |= {"reports": [{"family": layout.family}]}
    number = 0
    for title in CHAPTERS[: rng.randint(3, 5)]:
        number += 1
        layout.heading(title, 1, _number(layout, number))
        layout.add(Line(words.prose(rng, rng.randint(2, 4))))
        if title == "Uppdraget":
            _assignments(layout)
        if title == "Genomförande":
            _decoy(layout)
        layout.prose()
    layout.heading("Ekonomisk redovisning", 1, _number(layout, number + 1))
    layout.prose()
    _statement(layout)
    return layout


def _number(layout: Layout, number: int) -> str:
    roman = ("I", "II", "III", "IV", "V", "VI", "VII")[number - 1]
    return {
        "none": "",
        "numbers": str(number),
        "dotted": f"{number}.",
        "roman": f"{roman}.",
        "kapitel": f"Kapitel {number}.",
        "bracket": f"{number})",
    }[layout["numbering"]]


def _assignments(layout: Layout) -> None:
    """The parts of the assignment, each with its sum."""
    rng, print_ = layout.rng, layout.print
    style = layout["assignments"]
    if style == "none":
        return
    names = rng.sample(ASSIGNMENTS, rng.randint(3, 5))
    sums = [kronor(rng, grain(layout.choices), 2000000, 90000000) for _ in names]
    for name, amount in zip(names, sums, strict=True):
        layout.truth["projects"].append({"name": name, "granted_sek": amount})
    if style in ("table", "summed", "dated"):
        rows = [[cell(name), cell(print_.in_cell(amount))] for name, amount in zip(names, sums, strict=True)]
        if layout["unit_at"] == "above":
            layout.add(unit_above(layout))
        header = [
            rng.choice(("Uppdrag", "Deluppdrag")),
            print_.head(rng.choice(("Tilldelade medel", "Beviljat belopp"))),
        ]
        if style == "summed":
            total = (rng.choice(("Summa", "Totalt", "Summa tilldelade medel")), print_.in_cell(sum(sums)))
            rows.append([cell(Line(text, bold=True)) for text in total])
        elif style == "dated":
            header.insert(1, rng.choice(("Period", "Tid", "Genomförs")))
            for row, told in zip(rows, layout.truth["projects"], strict=True):
                first = layout.year - rng.randint(1, 3)
                row.insert(1, cell(f"{first}–{layout.year}"))
                told |= {"period_start": date(first, 1, 1), "period_end": date(layout.year, 12, 31)}
        right = (len(header) - 1,)
        layout.table(header, rows, caption=print_.caption("Uppdragets delar"), note=print_.note(), right=right)
        return
    if style == "under":
        for name, amount in zip(names, sums, strict=True):
            label = layout.once("sum label", lambda: rng.choice(("Tilldelade medel", "Beviljat belopp", "Ram")))
            layout.add(Line(name, bold=True), Line(f"{label}: {print_.money(amount)}"))
        return
    if style == "semicolons":
        parts = [f"{name}, {print_.money(amount)}" for name, amount in zip(names, sums, strict=True)]
        layout.add(Line(f"Uppdraget har {len(parts)} delar: {'; '.join(parts)}."))
        return
    if style == "headed":
        for name, amount in zip(names, sums, strict=True):
            layout.heading(name, 2)
            layout.add(Line(f"Tilldelade medel: {print_.money(amount)}"), Line(words.prose(rng, 1)))
        return
    if style == "forms":
        for name, amount in zip(names, sums, strict=True):
            told = (("Uppdrag", name), ("Tilldelade medel", print_.money(amount)))
            rows = [[cell(Line(label, bold=True)), cell(text)] for label, text in told]
            layout.add(layout.grid([], rows, rules="grid"), Line(""))
        return
    if style == "sentence":
        parts = [f"{name} ({print_.money(amount)})" for name, amount in zip(names, sums, strict=True)]
        layout.add(Line(f"Uppdraget har delarna {', '.join(parts[:-1])} och {parts[-1]}."))
        return
    layout.add(Line("Uppdraget består av följande delar:"))
    if style == "leaders":
        layout.add(*(Leader(name, print_.money(amount)) for name, amount in zip(names, sums, strict=True)))
        return
    first = len(layout.document.blocks)
    for name, amount in zip(names, sums, strict=True):
        shown = print_.money(amount)
        number = len(layout.document.blocks) - first + 1
        text = {
            "dash": f"{name} – {shown}",
            "colon": f"{name}: {shown}",
            "commas": f"{name}, {shown}",
            "amount-first": f"{shown} till {name}",
            "prefixed": f"Deluppdrag {number}: {name} ({shown})",
        }.get(style, f"{name} ({shown})")
        if style == "prefixed":
            layout.truth["projects"][number - 1]["name"] = (name, f"Deluppdrag {number}: {name}")
        if style in ("numbered", "lettered"):
            layout.add(Line(f"{number}. {text}" if style == "numbered" else f"{chr(96 + number)}) {text}"))
        else:
            layout.add(Line(text, bullet="•"))


def _decoy(layout: Layout) -> None:
    """Tables that hold no facts of the data model."""
    rng = layout.rng
    if layout["decoy"] == "counts":
        rows = [
            [cell(place), cell(str(rng.randint(2, 40))), cell(str(rng.randint(2, 40)))]
            for place in rng.sample(words.REGIONS, 3)
        ]
        layout.table(["Län", "Besök", "Möten"], rows)
    elif layout["decoy"] == "interviews":
        rows = [
            [cell(words.person(rng)), cell(words.owner(rng)), cell(f"{rng.randint(1, 28)}/{rng.randint(1, 12)}")]
            for _ in range(3)
        ]
        layout.table(["Intervjuad", "Organisation", "Datum"], rows)
    elif layout["decoy"] == "timeline":
        rows = [
            [cell(f"{month} {layout.year}"), cell(text)]
            for month, text in (("Mars", "Uppstart"), ("Juni", "Delrapport"), ("Oktober", "Hearing"))
        ]
        layout.table(["Tidpunkt", "Händelse"], rows)
    elif layout["decoy"] == "requirements":
        rows = [[cell(text), cell(chapter)] for text, chapter in words.REQUIREMENTS]
        layout.table(["Krav i uppdraget", "Redovisas under"], rows)
    elif layout["decoy"] == "acronyms":
        layout.table(["Förkortning", "Betydelse"], [[cell(term), cell(text)] for term, text in words.ACRONYMS])
    elif layout["decoy"] == "references":
        layout.heading("Underlag", 2)
        for one in rng.sample(words.AGENCIES, 3):
            layout.add(Line(f"{one} ({layout.year - rng.randint(1, 5)}). Rapport {rng.randint(3, 40)}. Stockholm."))


def _statement(layout: Layout) -> None:
    rng, year = layout.rng, layout.year
    within = RATIOS[: rng.randint(2, 3)] if layout["ratios"] == "within" else ()
    put_statement(layout, layout["statement"], groups=layout["groups"], sums=layout["sums"], ratios=within)
    if layout["ratios"] not in ("table", "headed"):
        return
    headed = layout["ratios"] == "headed"
    title = "Nyckeltal, procent" if headed else "Nyckeltal"
    rows = []
    for name in RATIOS[: rng.randint(2, 3)]:
        values = [rng.randint(3, 80) for _ in range(2)]
        rows.append([cell(name), *(cell(str(value) if headed else f"{value} %", right=True) for value in values)])
        for one, value in zip((year, year - 1), values, strict=True):
            layout.truth["budgets"].append(
                {
                    "kind": "statement",
                    "line_item": name,
                    "column_name": str(one),
                    "value": value,
                    "unit": "%",
                    "amount_sek": None,
                    "is_total": False,
                }
            )
    layout.table([[cell(), *(cell(str(one), right=True) for one in (year, year - 1))]], rows, caption=title)
