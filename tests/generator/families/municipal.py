"""The activity report of a municipal unit: initiatives with purpose, goal and activities; key figures; money."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from .. import words
from ..document import Cell, Line, Mark, cell
from ..layout import Layout
from ..variation import Choices
from .common import make_indicators, put_indicators
from .money import put_investments, put_statement

LEADS = ("Det här har vi arbetat med under året.", "Nedan redovisas vad som har gjorts.")
STATES = ("done", "partial", "not_done")
COLORS = {"done": "00A651", "partial": "FFC000", "not_done": "E3000F"}
STATE_WORDS = {
    "usual": (
        {"done": "Klar", "partial": "Pågår", "not_done": "Ej påbörjad"},
        {"done": "Genomförd", "partial": "Delvis genomförd", "not_done": "Ej genomförd"},
        {"done": "Avslutad", "partial": "Påbörjad", "not_done": "Inte påbörjad"},
        {"done": "Genomfört", "partial": "Delvis", "not_done": "Inte genomfört"},
    ),
    "seldom": (
        {"done": "Slutförd", "partial": "Under arbete", "not_done": "Utgår"},
        {"done": "Färdigt", "partial": "Försenat", "not_done": "Ej startat"},
        {"done": "Helt uppnått", "partial": "Till viss del", "not_done": "Inte uppnått"},
    ),
}


@dataclass(slots=True)
class Activity:
    text: str
    state: str | None


@dataclass(slots=True)
class Initiative:
    name: str
    purpose: str
    goal: str
    target: tuple[str, int] | None
    comment: str | None
    activities: list[Activity]
    when: str
    people: list[str]
    priority: str
    follow_up: str


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
    state_words = rng.choice(STATE_WORDS["seldom" if choices["words"] == "seldom" else "usual"])
    _legend(layout)
    for number, (title, sections) in enumerate(chapters, start=1):
        _chapter(layout, number, title, sections, state_words)
    number = len(chapters) + 1
    _figures(layout, number)
    return layout


def _chapters(rng: Random, choices: Choices) -> list[tuple[str, list[Section]]]:
    names = iter(rng.sample(words.INITIATIVES, len(words.INITIATIVES)))
    people = [words.person(rng).split()[0] for _ in range(4)] if choices["persons"] != "roles" else list(words.ROLES)
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
    if layout["status"] not in ("glyph", "circle", "fill", "picture", "pill", "square") or layout["legend"] == "none":
        return
    told = {"done": "Genomfört", "partial": "Pågår", "not_done": "Ej genomfört"}
    if layout["legend"] == "table":
        layout.add(Line("Så läser du färgerna"))
        rows = [
            [cell(name, fill=COLORS[state]), cell(told[state])]
            for state, name in zip(STATES, ("Grön", "Gul", "Röd"), strict=True)
        ]
        layout.table(["Färg", "Betydelse"], rows, rules="grid")
        return
    layout.add(Line("Uppföljning med färger:", bold=True))
    shape = layout["status"] if layout["status"] in ("circle", "picture", "square") else "glyph"
    for state in STATES:
        layout.add(Line(told[state], mark=Mark(shape, COLORS[state])))  # type: ignore[arg-type]


def _numbers(layout: Layout, *parts: int) -> str:
    text = ".".join(map(str, parts))
    return {"none": "", "numbers": text, "dotted": f"{text}."}[layout["numbering"]]


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
                about |= {"section_no": f"{number}.{place}", "section_title": section.name, "chapter_title": title}
            _told(layout, initiative)
            _activities(layout, initiative, about, state_words)
            if initiative.comment and layout["initiative"] == "labels":
                layout.add(Line(initiative.comment, label=f"{layout.names('comment')}:"))


def _told(layout: Layout, initiative: Initiative) -> None:
    """Purpose and goal, and the comment where it stands beside them."""
    style, names = layout["initiative"], layout.names
    parts = [(names("purpose"), initiative.purpose), (names("goal"), initiative.goal)]
    if initiative.comment and style != "labels":
        parts.append((names("comment"), initiative.comment))
    if style == "labels":
        for label, text in parts:
            layout.add(Line(text, label=f"{label}:"))
    elif style == "headings":
        for label, text in parts:
            layout.heading(label, 4)
            layout.add(Line(text))
    elif style == "table":
        rules = "horizontal" if layout["rules"] == "horizontal" else "grid"
        layout.table([], [[cell(Line(label, bold=True)), cell(text)] for label, text in parts], rules=rules)
        layout.add(Line(layout.once("lead", lambda: layout.rng.choice(LEADS))))
    elif style == "together":
        layout.add(Line(" ".join(f"{label}: {text}" for label, text in parts)))
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


def _status_cell(layout: Layout, state: str | None, state_words: dict[str, str]) -> Cell:
    """The cell of a status column."""
    if state is None:
        return cell()
    style, color = layout["status"], COLORS[state]
    if style == "fill":
        return cell("", fill=color)
    if style == "worded-cell":
        return cell(state_words[state], fill=color)
    if style == "pill":
        return cell(Line(state_words[state]), pill=color)
    if style in ("glyph", "circle", "picture", "square"):
        return cell(Line("", mark=Mark(style, color)))  # type: ignore[arg-type]
    if style == "tick":
        return cell({"done": "Ja", "partial": "Delvis", "not_done": "Nej"}[state])
    return cell(state_words[state])


def _people(layout: Layout, people: list[str]) -> Cell:
    style = layout["persons"]
    if style == "lines":
        return cell([Line(name) for name in people])
    if style == "slash":
        return cell("/".join(people))
    if style == "and" and len(people) > 1:
        return cell(f"{', '.join(people[:-1])} och {people[-1]}")
    return cell(", ".join(people))


def _activities(layout: Layout, initiative: Initiative, about: dict[str, Any], state_words: dict[str, str]) -> None:
    style, names, status = layout["activities"], layout.names, layout["status"]
    shared: dict[str, Any] = {
        "when_text": initiative.when,
        "responsible": initiative.people,
        "priority": initiative.priority,
        "follow_up": initiative.follow_up,
    }
    beside = status in ("glyph", "circle", "picture", "square") and style in ("bullets", "list", "merged")
    in_column = status != "none" and not beside
    if style in ("list", "bullets", "merged") and in_column:
        in_column = style == "never"  # one cell holds them all: only a light beside each can tell
    told = beside or in_column
    if style == "list":
        layout.add(Line(f"{names('activity')}:", bold=True))
        for one in initiative.activities:
            layout.add(Line(one.text, bullet="•", mark=_mark(status, one.state) if beside else None))
        shared = {}
    else:
        _table(layout, initiative, style, beside, in_column, state_words)
    for one in initiative.activities:
        layout.truth["activities"].append(
            {**about, "activity": one.text, **shared, "status": one.state if told else None}
        )


def _mark(status: str, state: str | None) -> Mark | None:
    return Mark(status, COLORS[state]) if state is not None else None  # type: ignore[arg-type]


def _columns(layout: Layout) -> list[str]:
    rest = ["when", "responsible", "priority", "follow_up"]
    if layout["order"] == "shuffled":
        layout.rng.shuffle(rest)
    return ["activity", *rest]


def _table(
    layout: Layout, initiative: Initiative, style: str, beside: bool, in_column: bool, state_words: dict[str, str]
) -> None:
    names, status = layout.names, layout["status"]
    columns = layout.once("columns", lambda: _columns(layout))
    shared = {
        "when": cell(initiative.when),
        "responsible": _people(layout, initiative.people),
        "priority": cell(initiative.priority),
        "follow_up": cell(initiative.follow_up),
    }
    if style in ("bullets", "merged"):
        bullets = [
            Line(one.text, bullet="➤" if layout.year % 2 else "•", mark=_mark(status, one.state) if beside else None)
            for one in initiative.activities
        ]
        if style == "bullets":
            rows = [[cell(bullets) if name == "activity" else shared[name] for name in columns]]
        else:
            number = len(bullets)
            first = [cell(Line(bullets[0].text, mark=bullets[0].mark))]
            first += [Cell(shared[name].lines, rows=number) for name in columns[1:]]
            rows = [first, *([cell(Line(one.text, mark=one.mark))] for one in bullets[1:])]
        header = [names(name) for name in columns]
        # one row without any rules is no table to anybody
        bare = layout["rules"] in ("none", "head")
        layout.table(header, rows, rules="grid" if style == "merged" else "horizontal" if bare else None)
        return
    states = [state_words[state] for state in STATES] if status == "states" and in_column else []
    header = [names(name) for name in columns]
    if in_column:
        header += states or [names("status")]
    if style == "numbered":
        header = [names("number"), *header]
    rows = []
    for number, one in enumerate(initiative.activities, start=1):
        row = [cell(one.text) if name == "activity" else shared[name] for name in columns]
        if states:
            row += [cell("x" if one.state == state else "") for state in STATES]
        elif in_column:
            row.append(_status_cell(layout, one.state, state_words))
        rows.append([cell(str(number)), *row] if style == "numbered" else row)
    # colours that touch would make one
    rules = "horizontal" if status in ("fill", "worded-cell") and layout["rules"] != "grid" else None
    if style == "headless" and not states:
        layout.table([], rows, rules=rules)
    else:
        layout.table(header, rows, rules=rules, unknown=True)


def _figures(layout: Layout, number: int) -> None:
    rng, year = layout.rng, layout.year
    if layout["indicators"] != "none":
        layout.heading(
            rng.choice(("Nyckeltal", "Uppföljning och nyckeltal", "Våra nyckeltal")), 1, _numbers(layout, number)
        )
        layout.prose()
        found = make_indicators(rng, words.INDICATORS, rng.randint(3, 6), layout["target"])
        put_indicators(layout, found, layout["indicators"], year)
        number += 1
    if layout["economy"] != "none":
        layout.heading("Ekonomi", 1, _numbers(layout, number))
        put_statement(
            layout, ["budget", "actual", "deviation"] if layout["economy"] == "table" else ["actual", "forecast"]
        )
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
