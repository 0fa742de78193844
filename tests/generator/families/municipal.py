"""The activity report of a municipal unit: initiatives with purpose, goal and activities; key figures; money."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from .. import words
from ..document import Cards, Line, Mark, cell
from ..labels import colon
from ..layout import Layout
from ..variation import Choices
from .activities import COLORS, LIGHTS, MARKS, SIGNS, STATE_WORDS, STATES, put_activities
from .activity_facts import Activity, Initiative
from .common import make_indicators
from .indicator_tables import put_indicators
from .money import put_investments, put_statement, put_units

LEADS = ("Det här har vi arbetat med under året.", "Nedan redovisas vad som har gjorts.")


@dataclass(slots=True)
class Section:
    name: str
    initiatives: list[Initiative]


def make(rng: Random, choices: Choices) -> Layout:
    """A report of the family."""
    year = rng.randint(2015, 2024)
    layout = Layout("municipal_activity_report", choices, rng, year)
    place, unit = rng.choice(words.MUNICIPALITIES), rng.choice(words.UNITS)
    chapters = _chapters(rng, choices)
    layout.open(
        rng.choice(
            (
                f"Verksamhetsberättelse {year}",
                f"Årsrapport {year} för {unit.lower()}",
                f"Uppföljning av verksamhetsplan {year}",
            )
        ),
        f"{place}s kommun" if not place.endswith("s") else f"{place} kommun",
        unit,
    )
    layout.truth |= {"reports": [{"family": layout.family, "fiscal_year": year}], "initiatives": []}
    state_words = rng.choice(STATE_WORDS[choices["words"] if choices["words"] in STATE_WORDS else "usual"])
    if choices["legend"] != "end":
        _legend(layout)
    for number, (title, sections) in enumerate(chapters, start=1):
        _chapter(layout, number, title, sections, state_words)
    number = len(chapters) + 1
    _figures(layout, number)
    if choices["legend"] == "end":
        _legend(layout)
    return layout


def _chapters(rng: Random, choices: Choices) -> list[tuple[str, list[Section]]]:
    names = iter(rng.sample(words.INITIATIVES, len(words.INITIATIVES)))
    people = list(words.ROLES)
    if choices["persons"] != "roles":
        people = [words.person(rng) for _ in range(4)]
        people = people if choices["persons"] == "full" else [name.split()[0] for name in people]
    found = []
    for title in rng.sample(words.CHAPTERS, rng.randint(1, 2)):
        sections = [
            Section(name, [_initiative(rng, choices, next(names), people) for _ in range(rng.randint(1, 2))])
            for name in rng.sample(words.SECTIONS, rng.randint(1, 2))
        ]
        found.append((title, sections))
    return found


def _initiative(rng: Random, choices: Choices, name: str, people: list[str]) -> Initiative:
    goal, operator = rng.choice(words.GOALS)
    number = rng.choice((5, 12, 25, 40, 150))
    year = rng.randint(2018, 2024)
    texts = words.distinct(rng, words.activity, rng.randint(2, 5))
    shown = choices["status"] != "none"
    return Initiative(
        name,
        rng.choice(words.PURPOSES),
        goal.format(n=number),
        (operator, number),
        rng.choice((None, *words.COMMENTS)),
        [Activity(text, rng.choice((*STATES, "done")) if shown else None) for text in texts],
        rng.choice((str(year), f"{year}-{year + 1}", "Löpande", f"Våren {year}", f"Kvartal 3 {year}")),
        rng.sample(sorted(set(people)), min(rng.randint(1, 3), len(set(people)))),
        rng.choice(("Hög", "Medel", "Låg")),
        rng.choice(("Årligen", "Två gånger per år", "Varje tertial", "Kvartalsvis")),
    )


def _legend(layout: Layout) -> None:
    status = layout["status"]
    told = {"done": "Genomfört", "partial": "Pågår", "not_done": "Ej genomfört"}
    if status in SIGNS:
        layout.add(Line("Teckenförklaring:", bold=True))
        shown = [f"{SIGNS[status][state]} = {told[state].lower()}" for state in STATES]
        layout.add(Line(", ".join(shown)) if layout["legend"] == "inline" else Line("\n".join(shown)))
        return
    if status not in LIGHTS or layout["legend"] == "none":
        return
    if layout["legend"] == "table":
        layout.add(Line("Så läser du färgerna"))
        rows = [
            [cell(name, fill=COLORS[state]), cell(told[state])]
            for state, name in zip(STATES, ("Grön", "Gul", "Röd"), strict=True)
        ]
        layout.add(layout.grid(["Färg", "Betydelse"], rows, rules="grid", plain=True))
        return
    if layout["legend"] == "row":
        layout.add(layout.grid([], [[cell(told[state], fill=COLORS[state]) for state in STATES]], rules="grid"))
        return
    if layout["legend"] == "inline":
        parts = [f"{name} = {told[s].lower()}" for s, name in zip(STATES, ("grön", "gul", "röd"), strict=True)]
        layout.add(Line(f"Färgerna betyder: {', '.join(parts)}."))
        return
    layout.add(Line("Uppföljning med färger:", bold=True))
    shape = status if status in MARKS else "glyph"
    for state in STATES:
        layout.add(Line(told[state], mark=Mark(shape, COLORS[state])))  # type: ignore[arg-type]


def _numbers(layout: Layout, *parts: int) -> str:
    text = ".".join(map(str, parts))
    if layout["numbering"] == "letters":
        return ".".join((chr(64 + parts[0]), *map(str, parts[1:])))
    if layout["numbering"] == "kapitel" and len(parts) == 1:
        return f"Kapitel {text}."
    return {"none": "", "dotted": f"{text}.", "bracket": f"{text})"}.get(layout["numbering"], text)


def _chapter(layout: Layout, number: int, title: str, sections: list[Section], state_words: dict[str, str]) -> None:
    layout.heading(title, 1, _numbers(layout, number))
    layout.prose()
    for place, section in enumerate(sections, start=1):
        layout.heading(section.name, 2, _numbers(layout, number, place))
        layout.prose()
        for initiative in section.initiatives:
            layout.heading(initiative.name, 3)
            about: dict[str, Any] = {"initiative": initiative.name}
            if layout["numbering"] != "none":
                about |= {
                    "section_no": _numbers(layout, number, place).rstrip(".)"),
                    "section_title": section.name,
                    "chapter_title": title,
                }
            _told(layout, initiative)
            put_activities(layout, initiative, about, state_words)
            if initiative.comment and layout["initiative"] == "labels":
                layout.add(Line(initiative.comment, label=colon(layout.names("comment"))))


def _told(layout: Layout, initiative: Initiative) -> None:
    """Purpose and goal, and the comment where it stands beside them."""
    style, names = layout["initiative"], layout.names
    parts = [(names("purpose"), initiative.purpose), (names("goal"), initiative.goal)]
    if initiative.comment and style != "labels":
        parts.append((names("comment"), initiative.comment))
    if style == "labels":
        for label, text in parts:
            layout.add(Line(text, label=colon(label)))
    elif style == "headings":
        for label, text in parts:
            layout.heading(label, 4)
            layout.add(Line(text))
    elif style == "table":
        rules = "horizontal" if layout["rules"] == "horizontal" else "grid"
        layout.table([], [[cell(Line(label, bold=True)), cell(text)] for label, text in parts], rules=rules)
        layout.add(Line(layout.once("lead", lambda: layout.rng.choice(LEADS))))
    elif style == "boxes":
        cards = [cell([Line(label, bold=True), Line(text)], fill="EEF3F8") for label, text in parts]
        layout.add(Cards(cards, in_a_row=len(cards)))
    elif style == "columns":
        layout.table([label for label, _ in parts], [[cell(text) for _, text in parts]], rules="grid", plain=True)
    elif style == "dash":
        layout.add(*(Line(f"{label} – {text}") for label, text in parts))
    elif style == "italic":
        layout.add(*(line for label, text in parts for line in (Line(label, italic=True), Line(text))))
    elif style == "over":
        for label, text in parts:
            layout.add(Line(label, bold=True), Line(text))
    elif style == "bullets":
        for label, text in parts:
            layout.add(Line(f"{colon(label)} {text}", bullet="•"))
    elif style == "together":
        layout.add(Line(" ".join(f"{colon(label)} {text}" for label, text in parts)))
    else:
        for label, text in parts:
            layout.add(Line(text, label=label))
    layout.truth["initiatives"].append(
        {
            "initiative": initiative.name,
            "purpose": initiative.purpose,
            "goal": initiative.goal,
            "comment": initiative.comment,
        }
    )


def _figures(layout: Layout, number: int) -> None:
    rng, year = layout.rng, layout.year
    if layout["indicators"] != "none":
        layout.heading(
            rng.choice(("Nyckeltal", "Uppföljning och nyckeltal", "Våra nyckeltal")), 1, _numbers(layout, number)
        )
        layout.prose()
        known = words.PEOPLE_INDICATORS if layout["indicators"] == "sexes" else words.INDICATORS
        found = make_indicators(rng, known, rng.randint(3, 6), layout["target"])
        put_indicators(layout, found, layout["indicators"], year)
        number += 1
    if layout["economy"] != "none":
        layout.heading("Ekonomi", 1, _numbers(layout, number))
        if layout["economy"] == "matrix":
            put_units(layout, rng.sample(words.UNITS, 4))
        else:
            put_statement(layout, layout["economy"])
        number += 1
    if layout["decoy"] == "investments":
        layout.heading("Investeringar", 1, _numbers(layout, number))
        put_investments(layout)
    elif layout["decoy"] == "staff":
        layout.heading("Medarbetare", 1, _numbers(layout, number))
        rows = [
            [cell(unit), cell(str(rng.randint(4, 30))), cell(str(rng.randint(4, 30)))]
            for unit in rng.sample(words.UNITS, 3)
        ]
        layout.table(["Enhet", "Kvinnor", "Män"], rows)
    elif layout["decoy"] == "calendar":
        layout.heading("Möten under året", 1, _numbers(layout, number))
        rows = [
            [cell(f"{day}/{month}"), cell("Nämnden sammanträder"), cell("Rådhuset")]
            for day, month in ((3, 2), (14, 4), (9, 10))
        ]
        layout.table(["Datum", "Vad", "Plats"], rows)
    elif layout["decoy"] == "committee":
        layout.heading("Nämndens ledamöter", 1, _numbers(layout, number))
        rows = [[cell(words.person(rng)), cell(party), cell(task)] for party, task in words.SEATS]
        layout.table(["Namn", "Parti", "Uppdrag"], rows)
    elif layout["decoy"] == "hours":
        layout.heading("Öppettider", 1, _numbers(layout, number))
        rows = [[cell(day), cell(hours)] for day, hours in words.HOURS]
        layout.table(["Dag", "Tid"], rows)
    elif layout["decoy"] == "glossary":
        layout.heading("Begrepp och förkortningar", 1, _numbers(layout, number))
        layout.table(["Begrepp", "Förklaring"], [[cell(term), cell(text)] for term, text in words.GLOSSARY])
    elif layout["decoy"] == "contacts":
        layout.heading("Kontakt", 1, _numbers(layout, number))
        rows = [
            [cell(words.person(rng)), cell(role), cell(f"0{rng.randint(300, 600)}-{rng.randint(10000, 99999)}")]
            for role in rng.sample(words.ROLES, 3)
        ]
        layout.table(["Namn", "Titel", "Telefon"], rows)
