"""A project's report to the regional fund: the project, then numbered questions, the indicators among them."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from .. import words
from ..document import Aside, Cards, Line, cell
from ..labels import colon
from ..layout import Layout
from ..printing import MONTHS, period
from ..variation import Choices
from .common import Indicator, make_indicators
from .forms import put_facts
from .fund_indicators import put_indicators

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
            put_indicators(layout, part, name, framework)
    else:
        put_indicators(layout, found, name, ...)
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
        return
    style = layout["questions"]
    letter = chr(64 + number)
    layout.heading(
        text,
        1,
        {
            "numbered": str(number),
            "instructed": f"{number}.",
            "lettered": f"{letter}.",
            "asked": f"Fråga {number}:",
            "bracket": f"{number})",
        }.get(style, ""),
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
            layout.add(Line(text, label=colon(label)))
    elif style == "over":
        for label, text in labels:
            layout.add(Line(label, bold=True), Line(text))
    elif style == "dash":
        layout.add(*(Line(f"{label} – {text}") for label, text in labels))
    elif style == "italic":
        layout.add(*(line for label, text in labels for line in (Line(label, italic=True), Line(text))))
    elif style == "one-row":
        layout.table([label for label, _ in labels], [[cell(text) for _, text in labels]], rules="grid", plain=True)
    elif style == "aside":
        told = [line for label, text in labels for line in (Line(label, bold=True, size=0.9), Line(text, size=0.9))]
        layout.add(Aside([Line(words.prose(rng, 4)), Line(words.prose(rng, 3))], cell(told, fill="E8EEF4")))
    elif style in ("piped", "titled", "asked", "celled", "flushed"):
        layout.add(*put_facts(layout, style, labels))
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
