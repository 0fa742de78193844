"""Labels with values as forms have them, beside the ways that sheets and reports to a fund have of their own."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Block, Cards, Cell, Heading, Line, cell
from ..labels import colon
from ..layout import Layout

FORMS = ("flushed", "celled", "piped", "asked", "valued", "titled", "sectioned", "two-ways")
Facts = Sequence[tuple[str, str]]


def put_facts(layout: Layout, form: str, facts: Facts) -> list[Block]:
    """Facts in one of the forms."""
    english = layout.choices.get("language") == "english"
    if form == "flushed":  # labels set to the right, against their values
        rows = [[cell(Line(label, bold=True), right=True), cell(value)] for label, value in facts]
        return [layout.grid([], rows, rules="none")]
    if form == "celled":  # a frame with a label and its value in each cell
        told = [cell(Line(value, label=colon(label))) for label, value in facts]
        told += [cell()] * (len(told) % 2)
        return [layout.grid([], [told[at : at + 2] for at in range(0, len(told), 2)], rules="grid")]
    if form == "piped":
        told_ = [f"{colon(label)} {value}" for label, value in facts]
        return [Line(" | ".join(told_[at : at + 2])) for at in range(0, len(told_), 2)]
    if form == "asked":  # a form's own numbers
        return [
            line
            for number, (label, value) in enumerate(facts, start=1)
            for line in (Line(f"1.{number} {label}", bold=True), Line(value))
        ]
    if form == "valued":  # large figures over what they are
        figures = [fact for fact in facts if fact[1][:1].isdigit()]
        big = [
            cell([Line(value, bold=True, size=1.3), Line(label, size=0.8)], centred=True) for label, value in figures
        ]
        lines = [Line(value, label=colon(label)) for label, value in facts if (label, value) not in figures]
        return [Cards(big, in_a_row=2, framed=layout.rng.random() < 0.5), *lines] if big else [*lines]
    half = (len(facts) + 1) // 2
    if form == "sectioned":
        heads = ("Parties and funding", "Period and more") if english else ("Parter och finansiering", "Tid och övrigt")
        blocks: list[Block] = []
        for head, part in zip(heads, (facts[:half], facts[half:]), strict=True):
            blocks += [Heading(head, 2), layout.grid([], _rows(part), rules="grid")]
        return blocks
    if form == "two-ways":  # some as lines, the rest as a table
        return [
            *(Line(value, label=colon(label)) for label, value in facts[:half]),
            layout.grid([], _rows(facts[half:])),
        ]
    head = (
        "Project data"
        if english
        else layout.rng.choice(("Projektuppgifter", "Grunduppgifter", "Uppgifter om projektet"))
    )
    title = [cell(Line(head, bold=True), columns=2, fill=layout.shade)]
    return [layout.grid([], [title, *_rows(facts)], rules="grid")]


def _rows(facts: Facts) -> list[list[Cell]]:
    return [[cell(Line(label, bold=True)), cell(value)] for label, value in facts]
