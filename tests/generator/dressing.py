"""What is done to a table's header and rows whatever it tells: broken and turned headers, marks of notes, a banner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from .document import Cell, Line, cell
from .printing import UNIT

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
TURNED_LEAST = 4
"""Columns of a table whose headers are set upwards: with fewer there is room for them."""
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
        found.append(replace(one, turned=True) if narrow_column and len(head) >= TURNED_LEAST else one)
    return found


def note_call(rng: Random, kind: str, row: list[Cell], places: Sequence[int], number: int) -> str:
    """Put the mark of a note on a cell of the row; the note's text, with its mark where it stands under the table.

    `kind` is ``footnote`` (a small digit, the note at the foot of the page), ``asterisk``, ``raised``, ``bracket`` or
    ``dagger``.
    """
    filled = [place for place in places if row[place].lines and row[place].lines[-1].text]
    if not filled:
        return ""
    place = rng.choice(filled)
    one = row[place]
    last = one.lines[-1]
    marked = replace(last, superscript=str(number)) if kind == "footnote" else _marked(last, kind, number)
    row[place] = replace(one, lines=(*one.lines[:-1], marked))
    text = rng.choice(NOTES)
    signs = {"footnote": "", "asterisk": "* ", "raised": "\u00b9 ", "bracket": f"{number}) ", "dagger": "\u2020 "}
    return signs[kind] + text


def _marked(line: Line, kind: str, number: int) -> Line:
    if kind in ("bracket", "dagger"):
        return replace(line, raised=f"{number})" if kind == "bracket" else "\u2020")
    return replace(line, text=line.text + ("*" if kind == "asterisk" else "\u00b9"))


def with_units(head: list[list[Cell]]) -> list[list[Cell]]:
    """A header with its units (behind ``UNIT``) in a row of their own, or in brackets where it has several rows."""
    single = len(head) == 1 and all(one.rows == 1 and one.columns == 1 for one in head[0])
    names = [[_named(one, "" if single else " ({})") for one in row] for row in head]
    if not single:
        return names
    units = [replace(one, lines=tuple(Line(unit) for unit in _units(one)[:1])) for one in head[0]]
    return [names[0], units]


def _units(one: Cell) -> list[str]:
    return [line.text.split(UNIT)[1] for line in one.lines if UNIT in line.text]


def _named(one: Cell, shown: str) -> Cell:
    lines = []
    for line in one.lines:
        name, _, unit = line.text.partition(UNIT)
        lines.append(replace(line, text=name + (shown.format(unit) if unit else "")))
    return replace(one, lines=tuple(lines))


def with_letters(head: list[list[Cell]]) -> list[list[Cell]]:
    """A header with a letter for each column under it."""
    letters = [replace(one, lines=(Line(chr(65 + place)),)) for place, one in enumerate(head[0])]
    return [*head, letters]


def emphasised(row: list[Cell], kind: str) -> list[Cell]:
    """A row whose first words are a link, bold or italic; sums and headings stay as they are."""
    place = next((place for place, one in enumerate(row) if any(line.text for line in one.lines)), None)
    if place is None or row[place].columns > 1 or any(line.bold or line.italic for line in row[place].lines):
        return row
    more: dict[str, object] = {
        "link": {"underlined": True, "color": "0563C1"},
        "bold": {"bold": True},
        "italic": {"italic": True},
    }[kind]
    lines = tuple(replace(line, **more) for line in row[place].lines)  # type: ignore[arg-type]
    return [*row[:place], replace(row[place], lines=lines), *row[place + 1 :]]


def placed(one: Cell, align: str) -> Cell:
    """A cell of a figure, set to the left or in the middle where all are."""
    if align not in ("left", "centred") or not one.right:
        return one
    return replace(one, right=False, centred=align == "centred")


def reddened(one: Cell) -> Cell:
    """A cell of a figure, in red when it is below nought."""
    if not one.right or not any(line.text.startswith("-") for line in one.lines):
        return one
    return replace(one, lines=tuple(replace(line, color="C00000") for line in one.lines))


def banner(text: str, head: list[list[Cell]]) -> list[list[Cell]]:
    """A header with the table's title over all its columns."""
    return [[cell(text, columns=sum(one.columns for one in head[0]), centred=True)], *head]
