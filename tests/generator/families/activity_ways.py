"""Activities in lists, cards and tables that lie on their side."""

from __future__ import annotations

from collections.abc import Callable

from ..document import Cards, Cell, Heading, Line, cell
from ..labels import colon
from ..layout import Layout
from .activity_facts import Initiative

Show = Callable[[str | None], Cell]
"""The cell that tells a state."""


def _labelled(layout: Layout, initiative: Initiative) -> list[tuple[str, str]]:
    """What is told of all activities of an initiative."""
    names = layout.names
    return [
        (names("when"), initiative.when),
        (names("responsible"), ", ".join(initiative.people)),
        (names("priority"), initiative.priority),
        (names("follow_up"), initiative.follow_up),
    ]


def _lines(layout: Layout, initiative: Initiative, state: str | None, show: Show | None) -> list[Line]:
    lines = [Line(f"{colon(label)} {text}") for label, text in _labelled(layout, initiative)]
    shown = show(state).lines if show else ()
    if shown:
        lines.append(Line(f"{colon(layout.names('status'))} {shown[0].text}"))
    return lines


def put_lettered(layout: Layout, initiative: Initiative, show: Show | None) -> None:
    """A list with letters."""
    layout.add(Line(colon(layout.names("activity")), bold=True))
    layout.add(*(Line(f"{chr(97 + place)}) {one.text}") for place, one in enumerate(initiative.activities)))


def put_tailed(layout: Layout, initiative: Initiative, show: Show | None) -> None:
    """A list in which each item ends with who and when."""
    names = layout.names
    layout.add(Line(colon(names("activity")), bold=True))
    for one in initiative.activities:
        layout.add(Line(f"{one.text}. {tail(layout, initiative)}", bullet="•"))


def tail(layout: Layout, initiative: Initiative) -> str:
    """Who and when, behind an activity."""
    names = layout.names
    return f"{colon(names('responsible'))} {', '.join(initiative.people)}. {colon(names('when'))} {initiative.when}."


def put_cards(layout: Layout, initiative: Initiative, show: Show | None) -> None:
    """A card for each."""
    cards = [
        cell([Line(one.text, bold=True), *_lines(layout, initiative, one.state, show)], fill="F4F4F4")
        for one in initiative.activities
    ]
    layout.add(Cards(cards, in_a_row=2))


def put_headed(layout: Layout, initiative: Initiative, show: Show | None) -> None:
    """A heading for each."""
    for one in initiative.activities:
        layout.add(Heading(f"{colon(layout.names('activity'))} {one.text}", 4))
        layout.add(*_lines(layout, initiative, one.state, show))


def put_across(layout: Layout, initiative: Initiative, show: Show | None) -> None:
    """A table with a column for each."""
    rows = [
        [cell(Line(label, bold=True)), *(cell(text) for _ in initiative.activities)]
        for label, text in _labelled(layout, initiative)
    ]
    if show:
        shown = [show(one.state) for one in initiative.activities]
        rows.append([cell(Line(layout.names("status"), bold=True)), *shown])
    head = [layout.names("activity"), *(one.text for one in initiative.activities)]
    layout.table(head, rows, rules="grid", plain=True)


def put_spanned(layout: Layout, initiative: Initiative, show: Show | None) -> None:
    """A table in which each activity stands over its facts."""
    told = _labelled(layout, initiative)
    head = [label for label, _ in told] + ([layout.names("status")] if show else [])
    rows: list[list[Cell]] = []
    for one in initiative.activities:
        rows.append([cell(Line(one.text, bold=True), columns=len(head), fill="EDEDED")])
        rows.append([*(cell(text) for _, text in told), *([show(one.state)] if show else [])])
    layout.table(head, rows, rules="grid", plain=True)


WAYS = {
    "lettered": put_lettered,
    "tailed": put_tailed,
    "cards": put_cards,
    "headed": put_headed,
    "across": put_across,
    "spanned": put_spanned,
}
TOLD = {"lettered": (), "tailed": ("when_text", "responsible")}
"""What is told of the activities, where it is not all."""
