"""What all families' layouts share: the page, the title, prose, tables in the chosen style."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from .document import (
    Block,
    Cell,
    Document,
    Grid,
    Heading,
    NewPage,
    Picture,
    Setting,
    cell,
)
from .dressing import banner, emphasised, note_call, placed, reddened, turned, with_header, with_letters, with_units
from .furnishing import furnish, running_text, style_of
from .labels import Names
from .printing import OVER, UNIT, Printer
from .variation import Choices

Truth = dict[str, list[dict[str, Any]]]
"""Rows by table of the data model, with the columns that are scored; a table with no rows must give none."""

PAGES = {
    "a4": (595.0, 842.0),
    "landscape": (842.0, 595.0),
    "rotated": (842.0, 595.0),
    "a5": (420.0, 595.0),
    "letter": (612.0, 792.0),
    "a3": (1191.0, 842.0),
    "slide": (960.0, 540.0),
    "b5": (499.0, 709.0),
    "square": (595.0, 595.0),
    "long": (595.0, 2600.0),
}
ROOM = 0.8 / 0.6
"""Characters of a line, in widths of a page by points of type."""
COLORS = ("1F3A5F", "000000", "7A1F2B", "0B5345", "4A235A")
UNKNOWN = (
    ("Kommun", ("Nord", "Syd", "Öst")),
    ("Handläggare", ("AB", "CD", "EF")),
    ("Anmärkning", ("Se bilaga", "Ny", "Fortsättning")),
)
RARELY_KNOWN = (
    ("Beslut", ("KS § 45", "RUN § 12", "KS § 118")),
    ("Bolagsform", ("AB", "Ideell förening", "Kommun")),
    ("Underlag", ("Bilaga A", "Bilaga B", "Saknas")),
)
BLANK = (("Anteckning", ("",)), ("Signatur", ("",)))
CODED = (("SNI-kod", ("47.190", "01.500", "62.010")), ("Aktivitetskod", ("1120", "3405", "2210")))
GAPS = {
    "dash": ("–", "-"),
    "words": ("i.u.", "Uppgift saknas", "Ej angivet"),
    "dots": ("..", "…"),
    "letters": ("u.s.", "e.u.", "N/A"),
    "empty": ("",),
}
"""What stands where nothing is known."""


class Layout:
    """One report on its way: its document, its truth, and the choices it follows."""

    def __init__(self, family: str, choices: Choices, rng: Random, year: int) -> None:
        self.family, self.choices, self.rng, self.year = family, choices, rng, year
        self.print = Printer.of(choices)
        self.names = Names(choices, rng)
        self.document = Document()
        self.truth: Truth = {"projects": [], "budgets": [], "indicators": [], "activities": []}
        self.widest = 0.0
        self.marked = 0
        """How many notes there are."""
        self._tables = 0
        self._chapters = 0
        self._once: dict[str, Any] = {}
        self.shade = rng.choice(("D9E2EC", "E2EFDA", "FCE4D6", "D0CECE"))
        self.color = rng.choice(COLORS)

    def once(self, what: str, choose: Callable[[], Any]) -> Any:
        """Something chosen once for the whole report."""
        if what not in self._once:
            self._once[what] = choose()
        return self._once[what]

    def __getitem__(self, dimension: str) -> str:
        return self.choices[dimension]

    def setting(self) -> Setting:
        """How it is typeset."""
        width, height = PAGES[self["page"]]
        size = float(self["size"])
        if self["page"] == "long":
            width = max(width, self.widest * size / ROOM)
        elif self.widest * size > ROOM * width:  # no word is broken: a wider page, else smaller type
            width, height = max(width, height), min(width, height)
            size = min(size, ROOM * width / self.widest)
        if self["breaks"] in ("short", "split") and height > 560:
            height *= 0.62
        return style_of(self.choices, (width, height), round(size, 1), self.color)

    def open(self, title: str, *below: str) -> None:
        """The title, with what stands under it, and the furniture."""
        furnish(self, title, below)

    def add(self, *blocks: Block) -> None:
        """Append blocks."""
        self.document.add(*blocks)

    def gap(self) -> bool:
        """Whether to leave out what could stand here."""
        return self["gaps"] != "none" and self.rng.random() < 0.25

    def nothing(self) -> str:
        """What is printed instead of what is left out."""
        return str(self.once("nothing", lambda: self.rng.choice(GAPS[self["gaps"]])))

    def prose(self, most: int = 1) -> None:
        """Running text, as much as was chosen."""
        running_text(self, most)

    def heading(self, text: str, level: int = 1, number: str = "") -> None:
        """A heading; a photograph under one in the first row now and then."""
        self._chapters += level == 1
        if self["breaks"] == "chapters" and level == 1 and self._chapters > 1:
            self.add(NewPage())
        self.add(Heading(text, level, number))
        if self["decor"] == "photos" and level == 1:
            self.add(Picture(self.rng.randint(0, 99)))

    def grid(
        self,
        header: Sequence[str] | Sequence[Sequence[Cell]],
        rows: Sequence[Sequence[Cell]],
        *,
        caption: str = "",
        note: str = "",
        rules: str | None = None,
        right: Sequence[int] = (),
        unknown: bool = False,
        plain: bool = False,
    ) -> Grid:
        """A table in the report's style; `right` are columns of figures, set to the right; `plain`: no notes."""
        head: list[list[Cell]]
        if header and isinstance(header[0], str):
            head = [[cell(str(text)) for text in header]]
        else:
            head = [list(row) for row in header]  # type: ignore[arg-type]
        body = [list(row) for row in rows]
        if unknown and len(head) == 1 and all(_plain(row) for row in (*head, *body)):
            right = self._unknown(head[0], body, right)
        if right and len(head) <= 1:
            _align([*head, *body], right)
        over, note = (note[1:], "") if note.startswith(OVER) else ("", note)
        if head and not plain:
            note = self._dress(head, body, right, note)
            caption, note = self._caption(head, caption, note)
        head, body = self._looks(head), self._looks(body)
        room = ROOM * PAGES[self["page"]][0] / float(self["size"])
        least, widths = _widths(len(head), [*head, *body], room, 10 if self["setting"] == "hyphenated" else 99)
        self.widest = max(self.widest, least)
        return Grid(
            [*head, *body],
            header_rows=len(head),
            widths=widths,
            caption=caption,
            caption_below=self["captions"] == "below",
            over=over,
            bold_caption=self["captions"] == "bold",
            rules=rules or self["rules"],
            header_style={"italic": "italic", "small": "small"}.get(self["header"], "bold"),
            repeat_header=self["header"] != "once",
            split_rows=self["breaks"] == "split",
            note=note,
            shade=self.shade,
            compact=self["width"] in ("compact", "middle") and least < 0.6 * room,
            centred=self["width"] == "middle",
            own_page=self["breaks"] == "flipped" and bool(head) and len(widths) > 3,
        )

    def _looks(self, rows: list[list[Cell]]) -> list[list[Cell]]:
        """The cells as figures are set and coloured."""
        red, align = self["minus"] == "red", self["align"]
        return [[placed(reddened(one) if red else one, align) for one in row] for row in rows]

    def _caption(self, head: list[list[Cell]], caption: str, note: str) -> tuple[str, str]:
        """The caption and the note, as captions stand."""
        kind = self["captions"]
        if kind == "numbered" and caption:
            self._tables += 1
            caption = f"Tabell {self._tables}{self.once('colon', lambda: self.rng.choice('.:'))} {caption}"
        elif kind == "inside" and caption:
            head[:], caption = banner(caption, head), ""
        elif kind == "sourced":
            note = "\n".join(filter(None, (note, "Källa: egen sammanställning.")))
        return caption, note

    def _unknown(self, head: list[Cell], body: list[list[Cell]], right: Sequence[int]) -> Sequence[int]:
        """Columns that tell nothing of the data model; the places of figures among all."""
        kind = self["unknown"]
        if kind == "rows":
            head.insert(0, cell(self.once("row number", lambda: self.rng.choice(("Nr", "", "Rad")))))
            for number, row in enumerate(body, start=1):
                row.insert(0, cell("" if _is_sum(row) else str(number)))
            return [column + 1 for column in right]
        chosen = {"column": 1, "two": 2, "blank": 1, "coded": 1}.get(kind, 0)
        lists = {"column": UNKNOWN, "blank": BLANK, "coded": CODED}
        known = self.once("unknown", lambda: self.rng.sample(lists.get(kind, RARELY_KNOWN), 2))
        for number, (name, values) in enumerate(known[:chosen]):
            place = self.once(f"unknown place {number}", lambda: self.rng.randint(1, len(head)))
            head.insert(place, cell(name))
            for row in body:
                row.insert(place, cell() if _is_sum(row) else cell(self.rng.choice(values)))
            right = [column + (column >= place) for column in right]
        return right

    def _dress(self, head: list[list[Cell]], body: list[list[Cell]], right: Sequence[int], note: str) -> str:
        """Change the header and mark a note, as was chosen; the text under the table."""
        head[:] = [[with_header(one, self["header"]) for one in row] for row in head]
        if any(UNIT in line.text for row in head for one in row for line in one.lines):
            head[:] = with_units(head)
        elif self["header"] == "lettered" and len(head) == 1 and all(_plain(row) for row in head):
            head[:] = with_letters(head)
        elif self["header"] == "centred":
            head[:] = [[replace(one, centred=True, right=False) for one in row] for row in head]
        if self["emphasis"] != "none":
            body[:] = [emphasised(row, self["emphasis"]) for row in body]
        plain = all(_plain(row) for row in (*head, *body))
        if self["header"] == "sideways" and plain and len(head) == 1:
            head[0] = turned(head[0], body)
        if self["notes"] == "none" or len(body) < 3 or not _plain(body[0]) or self.marked >= 3:
            return note
        self.marked += 1
        name = next((place for place, one in enumerate(body[0]) if _lettered(one)), 0)
        text = note_call(self.rng, self["notes"], body[0], [name, *right], self.marked)
        if self["notes"] == "footnote" and text:
            self.document.footnotes.append(text)
            return note
        return "\n".join(filter(None, (note, text)))

    def table(self, header: Sequence[Any], rows: Sequence[Sequence[Cell]], **more: Any) -> None:
        """Append a table in the report's style."""
        grid = self.grid(header, rows, **more)
        middle = grid.header_rows + (len(grid.rows) - grid.header_rows) // 2
        parted = grid.rows[grid.header_rows :]
        can_go_on = grid.header_rows and len(parted) >= 5 and all(one.rows == 1 for row in parted for one in row)
        if self["header"] != "continued" or not can_go_on:
            self.add(grid)
            return
        while not _plain(grid.rows[middle - 1]) or not all(one.lines for one in grid.rows[middle - 1]):
            middle -= 1  # no part ends with the heading of a group
            if middle <= grid.header_rows + 1:
                self.add(grid)
                return
        again = f"{grid.caption} (forts.)" if grid.caption else "Forts. från föregående sida"
        head = grid.rows[: grid.header_rows]
        self.add(replace(grid, rows=grid.rows[:middle], note=""), NewPage())
        self.add(replace(grid, rows=[*head, *grid.rows[middle:]], caption=again))


def _align(rows: Sequence[list[Cell]], right: Sequence[int]) -> None:
    """Set the figures of rows to the right, those beside cells over several rows as the others."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        x = 0
        for place, one in enumerate(row):
            while (number, x) in taken:
                x += 1
            taken |= {(number + down, x + across) for down in range(one.rows) for across in range(one.columns)}
            if x in right and one.columns == 1:
                row[place] = replace(one, right=True)


def _is_sum(row: Sequence[Cell]) -> bool:
    return all(line.bold for one in row for line in one.lines)


def _lettered(one: Cell) -> bool:
    return any(map(str.isalpha, "".join(line.text for line in one.lines)))


def _plain(row: Sequence[Cell]) -> bool:
    return all(one.columns == 1 and one.rows == 1 for one in row)


def _widths(
    heads: int, rows: Sequence[Sequence[Cell]], room: float, longest_part: int
) -> tuple[float, tuple[float, ...]]:
    """What a table needs, in characters, so that no word is broken; and widths of columns in `room` by their texts."""
    count = sum(one.columns for one in rows[0])
    least, wanted = [4.0] * count, [4.0] * count
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        for one in row:
            place = next(place for place in range(count) if (number, place) not in taken)
            taken |= {(number + down, place + right) for down in range(one.rows) for right in range(one.columns)}
            for line in one.lines if one.columns == 1 else ():
                words = re.split(r"[ \n]", line.text)
                is_short = one.right or not any(map(str.isalpha, line.text)) or len(line.text) <= 14
                longest = len(line.text) if is_short else min(max(map(len, words)), longest_part)
                if one.turned:
                    longest = 2
                wider = (1.25 if line.text.isupper() else 1.0) * (1.1 if line.bold or number < heads else 1.0)
                longest = longest * wider * line.size + 2 + 2 * one.indent
                least[place] = max(least[place], longest)
                wanted[place] = max(wanted[place], longest, min(len(line.text), 70) * 0.55)
    most, more = max(sum(least), room), sum(wanted) - sum(least)
    if sum(wanted) > most and more > 0:
        part = (most - sum(least)) / more
        wanted = [a + part * (b - a) for a, b in zip(least, wanted, strict=True)]
    return sum(least), tuple(wanted)
