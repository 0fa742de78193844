"""The activities of an initiative: their facts, and the ways in which they are printed."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..document import Cell, Line, Mark, cell
from ..labels import colon
from ..layout import Layout
from .activity_facts import Initiative
from .activity_ways import TOLD, WAYS, tail

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
    "rare": (
        {"done": "Avslutad enligt plan", "partial": "Pågående", "not_done": "Ej igångsatt"},
        {"done": "Utförd", "partial": "Delvis utförd", "not_done": "Ej utförd"},
        {"done": "Verkställd", "partial": "Påbörjat arbete", "not_done": "Inte startad"},
    ),
}


LIGHTS = ("glyph", "circle", "fill", "picture", "pill", "square", "leading", "triangle", "lamps")
MARKS = ("glyph", "circle", "picture", "square", "triangle", "lamps")
"""Ways of status that are told by colour alone."""
SIGNS = {
    "letters": {"done": "G", "partial": "P", "not_done": "E"},
    "symbols": {"done": "\u2714", "partial": "\u279c", "not_done": "\u2718"},
    "digits": {"done": "1", "partial": "2", "not_done": "3"},
    "moons": {"done": "\u25cf", "partial": "\u25d0", "not_done": "\u25cb"},
}
"""Signs of status that the report itself explains."""
DONE_HEADS = {
    "done": "Genomförda aktiviteter",
    "partial": "Pågående aktiviteter",
    "not_done": "Ej påbörjade aktiviteter",
}


def _status_cell(layout: Layout, state: str | None, state_words: dict[str, str]) -> Cell:
    """The cell of a status column."""
    if state is None:
        return cell()
    style, color = layout["status"], COLORS[state]
    if style in ("fill", "leading"):
        return cell("", fill=color)
    if style == "worded-cell":
        return cell(state_words[state], fill=color)
    if style == "pill":
        return cell(Line(state_words[state]), pill=color)
    if style in MARKS:
        return cell(Line("", mark=Mark(style, color)))  # type: ignore[arg-type]
    if style in SIGNS:
        return cell(SIGNS[style][state], centred=True)
    if style == "tick":
        return cell({"done": "Ja", "partial": "Delvis", "not_done": "Nej"}[state])
    if style == "coloured":
        return cell(Line(state_words[state], color=color, bold=True))
    if style == "dotted-word":
        return cell(Line(state_words[state], mark=Mark("glyph", color)))
    return cell(state_words[state])


def _people(layout: Layout, people: list[str]) -> Cell:
    style = layout["persons"]
    if style == "lines":
        return cell([Line(name) for name in people])
    if style in ("semicolon", "ampersand", "plus"):
        return cell({"semicolon": "; ", "ampersand": " & ", "plus": " + "}[style].join(people))
    if style == "slash":
        return cell("/".join(people))
    if style == "dashed":
        return cell([Line(f"- {name}") for name in people])
    if style in ("and", "samt") and len(people) > 1:
        return cell(f"{', '.join(people[:-1])} {'och' if style == 'and' else 'samt'} {people[-1]}")
    return cell(", ".join(people))


def put_activities(layout: Layout, initiative: Initiative, about: dict[str, Any], state_words: dict[str, str]) -> None:
    """Print the activities of an initiative, and note the rows they must give; `about` is shared by all of them."""
    style, names, status = layout["activities"], layout.names, layout["status"]
    shared: dict[str, Any] = {
        "when_text": initiative.when,
        "responsible": initiative.people,
        "priority": initiative.priority,
        "follow_up": initiative.follow_up,
    }
    beside = status in MARKS and style in ("bullets", "list", "merged")
    in_column = status not in ("none", "bracketed") and not beside
    texts: dict[str, tuple[str, ...]] = {}
    for one in initiative.activities:
        short = one.text
        if status == "bracketed":
            one.text = f"{short} ({state_words[one.state or 'done'].lower()})"
        texts[one.text] = (short, one.text)
    if style in ("list", "bullets", "merged") and in_column:
        in_column = False  # one cell holds them all: only a light beside each can tell
    told = beside or in_column or status == "bracketed"
    if style in WAYS:
        told &= style not in TOLD or status == "bracketed"
        show = partial(_status_cell, layout, state_words=state_words) if told and status != "bracketed" else None
        WAYS[style](layout, initiative, show)
        shared = {name: value for name, value in shared.items() if name in TOLD.get(style, shared)}
        if style == "tailed":
            texts = {text: (*keys, f"{text}. {tail(layout, initiative)}") for text, keys in texts.items()}
    elif style == "list":
        layout.add(Line(colon(names("activity")), bold=True))
        for one in initiative.activities:
            layout.add(Line(one.text, bullet="•", mark=_mark(status, one.state) if beside else None))
        shared = {}
    elif style == "status-heads":
        _by_state(layout, initiative)
        shared, told = {}, True
    elif style == "forms":
        _forms(layout, initiative, in_column, state_words)
    else:
        _table(layout, initiative, style, beside, in_column, state_words)
    for one in initiative.activities:
        layout.truth["activities"].append(
            {**about, "activity": texts[one.text], **shared, "status": one.state if told else None}
        )


def _by_state(layout: Layout, initiative: Initiative) -> None:
    """Bulleted lists under the headings of what is done and what is not."""
    for one in initiative.activities:
        one.state = one.state or layout.rng.choice(STATES)
    initiative.activities.sort(key=lambda one: STATES.index(one.state or "done"))
    for state in STATES:
        own = [one for one in initiative.activities if one.state == state]
        if own:
            layout.add(Line(DONE_HEADS[state], bold=True), *(Line(one.text, bullet="•") for one in own))


def _forms(layout: Layout, initiative: Initiative, in_column: bool, state_words: dict[str, str]) -> None:
    """A small table of labels and values for each activity."""
    names = layout.names
    people = _people(layout, initiative.people)
    columns = layout.once("columns", lambda: _columns(layout))
    for one in initiative.activities:
        values = {
            "activity": cell(one.text),
            "when": cell(initiative.when),
            "responsible": people,
            "priority": cell(initiative.priority),
            "follow_up": cell(initiative.follow_up),
        }
        rows = [[cell(Line(names(name), bold=True)), values[name]] for name in columns]
        if in_column:
            rows.append([cell(Line(names("status"), bold=True)), _status_cell(layout, one.state, state_words)])
        bare = layout["rules"] in ("none", "head", "shade")
        layout.table([], rows, rules="horizontal" if bare else None)
        layout.add(Line(""))


def _mark(status: str, state: str | None) -> Mark | None:
    return Mark(status, COLORS[state]) if state is not None else None  # type: ignore[arg-type]


def _columns(layout: Layout) -> list[str]:
    rest = ["when", "responsible", "priority", "follow_up"]
    if layout["order"] == "shuffled":
        layout.rng.shuffle(rest)
    if layout["order"] == "swapped":
        return [rest[1], "activity", rest[0], *rest[2:]]
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
            own = cell(Line(bullets[0].text, mark=bullets[0].mark))
            first = [own if name == "activity" else Cell(shared[name].lines, rows=number) for name in columns]
            rows = [first, *([cell(Line(one.text, mark=one.mark))] for one in bullets[1:])]
        header = [names(name) for name in columns]
        # one row without any rules is no table to anybody
        bare = layout["rules"] in ("none", "head")
        layout.table(header, rows, rules="grid" if style == "merged" else "horizontal" if bare else None)
        return
    states = [state_words[state] for state in STATES] if status in ("states", "checks") and in_column else []
    header = [names(name) for name in columns]
    if in_column:
        header += states or [names("status")]
    leading = status == "leading" and in_column
    if leading:
        header = ["", *header[:-1]]
    if style == "numbered":
        header = [names("number"), *header]
    rows = []
    tick = "\u2714" if status == "checks" else "x"
    for number, one in enumerate(initiative.activities, start=1):
        row = [cell(one.text) if name == "activity" else shared[name] for name in columns]
        if states:
            row += [cell(tick if one.state == state else "", centred=tick != "x") for state in STATES]
        elif leading:
            row.insert(0, _status_cell(layout, one.state, state_words))
        elif in_column:
            row.append(_status_cell(layout, one.state, state_words))
        rows.append([cell(str(number)), *row] if style == "numbered" else row)
    # colours that touch would make one
    rules = "horizontal" if status in ("fill", "worded-cell", "leading") and layout["rules"] != "grid" else None
    if style == "headless" and not states:
        layout.table([], rows, rules=rules)
    else:
        layout.table(header, rows, rules=rules, unknown=True)
