"""What is done to a table's header and rows whatever it tells: broken and turned headers, marks of notes, a banner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from .document import Cell, Line, cell

JOINTS = (
    "kostnad",
    "ägare",
    "budget",
    "belopp",
    "siering",
    "period",
    "organisation",
    "mottagare",
    "person",
    "parter",
    "partner",
    "värde",
    "namn",
    "titel",
    "datum",
    "avvikelse",
    "prognos",
    "medel",
    "utfall",
    "omslutning",
    "område",
    "region",
    "projekt",
    "benämning",
)
"""Where a long word is divided at the end of a line, before these."""
NOTES = ("Avser hela projekttiden.", "Preliminär uppgift.", "Ändrat efter beslut i nämnden.", "Inklusive förstudie.")
TURNED_MOST = 14
"""Characters in the cells of a column whose header is set upwards."""


def narrow(text: str) -> str:
    """A header whose long words are divided: ``Projekt-`` over ``ägare``."""
    return " ".join(_divided(word) for word in text.split(" "))


def _divided(word: str) -> str:
    folded = word.casefold()
    places = [at for joint in JOINTS if (at := folded.rfind(joint)) >= 3 and len(word) - at >= 4]
    if len(word) < 10 or "-" in word or "/" in word or not places:
        return word
    at = max(places)
    return f"{word[:at]}-\n{word[at:]}"


def with_header(cell_: Cell, change: str) -> Cell:
    """The cell of a header with its words divided (``narrow``)."""
    if change != "narrow":
        return cell_
    return replace(cell_, lines=tuple(replace(line, text=narrow(line.text)) for line in cell_.lines))


def turned(head: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> list[Cell]:
    """A header with the names of narrow columns set upwards."""
    found = []
    for place, one in enumerate(head):
        lengths = [len(line.text) for row in body for line in row[place].lines]
        narrow_column = place > 0 and max(lengths, default=0) <= TURNED_MOST
        found.append(replace(one, turned=True, right=False) if narrow_column else one)
    return found


def note_call(rng: Random, kind: str, row: list[Cell], places: Sequence[int], number: int) -> str:
    """Put the mark of a note on a cell of the row; the note's text, with its mark where it stands under the table.

    `kind` is ``footnote`` (a small digit, the note at the foot of the page), ``asterisk`` or ``raised``.
    """
    filled = [place for place in places if row[place].lines and row[place].lines[-1].text]
    if not filled:
        return ""
    place = rng.choice(filled)
    one = row[place]
    last = one.lines[-1]
    marked = replace(last, superscript=str(number)) if kind == "footnote" else _marked(last, kind)
    row[place] = replace(one, lines=(*one.lines[:-1], marked))
    text = rng.choice(NOTES)
    return {"footnote": text, "asterisk": f"* {text}", "raised": f"\u00b9 {text}"}[kind]


def _marked(line: Line, kind: str) -> Line:
    return replace(line, text=line.text + ("*" if kind == "asterisk" else "\u00b9"))


def banner(text: str, head: list[list[Cell]]) -> list[list[Cell]]:
    """A header with the table's title over all its columns."""
    return [[cell(text, columns=sum(one.columns for one in head[0]), centred=True)], *head]
