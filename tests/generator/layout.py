"""What all families' layouts share: the page, the title, prose, tables in the chosen style."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from .document import Block, Cell, Contents, Document, Grid, Heading, Line, Setting, Title, cell
from .labels import Names
from .printing import Printer
from .variation import Choices
from .words import prose

Truth = dict[str, list[dict[str, Any]]]
"""Rows by table of the data model, with the columns that are scored; a table with no rows must give none."""

PAGES = {
    "a4": (595.0, 842.0),
    "landscape": (842.0, 595.0),
    "rotated": (842.0, 595.0),
    "a5": (420.0, 595.0),
    "letter": (612.0, 792.0),
}
ROOM = 0.8 / 0.6
"""Characters of a line, in widths of a page by points of type."""
COLORS = ("1F3A5F", "000000", "7A1F2B", "0B5345", "4A235A")
UNKNOWN = (
    ("Kommun", ("Nord", "Syd", "Öst")),
    ("Handläggare", ("AB", "CD", "EF")),
    ("Anmärkning", ("Se bilaga", "Ny", "Fortsättning")),
)


class Layout:
    """One report on its way: its document, its truth, and the choices it follows."""

    def __init__(self, family: str, choices: Choices, rng: Random, year: int) -> None:
        self.family, self.choices, self.rng, self.year = family, choices, rng, year
        self.print = Printer.of(choices)
        self.names = Names(choices, rng)
        self.document = Document()
        self.truth: Truth = {"projects": [], "budgets": [], "indicators": [], "activities": []}
        self.widest = 0.0
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
        if self.widest * size > ROOM * width:  # no word is broken: a wider page, else smaller type
            width, height = max(width, height), min(width, height)
            size = min(size, ROOM * width / self.widest)
        if self["breaks"] != "none" and height > 500:
            height *= 0.62
        return Setting(
            producer=self["producer"],
            font=self["font"],
            size=round(size, 1),
            page=(width, height),
            rotated=self["page"] == "rotated",
            tagged=self["producer"] == "typst",
            color=self.color,
            mirrored=self["furniture"] == "mirrored",
        )

    def open(self, title: str, *below: str) -> None:
        """The title, with what stands under it, and the furniture."""
        self.document.add(Title(title, below, own_page=self["cover"] != "none"))
        if self["cover"] == "contents":
            self.document.add(Contents())
        self.document.metadata_title = title if self.rng.random() < 0.5 else ""
        if self["furniture"] != "none":
            self.document.footer = self.rng.choice(("Sida", below[0] if below else "Sida"))
        if self["furniture"] in ("both", "mirrored"):
            self.document.header = title

    def add(self, *blocks: Block) -> None:
        """Append blocks."""
        self.document.add(*blocks)

    def prose(self, most: int = 1) -> None:
        """Running text, as much as was chosen."""
        paragraphs = {"none": 0, "some": 1, "much": 3}[self["prose"]]
        for _ in range(min(paragraphs, most if self["prose"] == "some" else 3)):
            self.add(Line(prose(self.rng, self.rng.randint(1, 4))))

    def heading(self, text: str, level: int = 1, number: str = "") -> None:
        """A heading."""
        self.add(Heading(text, level, number))

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
    ) -> Grid:
        """A table in the report's style; `right` are columns of figures, set to the right."""
        head: list[list[Cell]]
        if header and isinstance(header[0], str):
            head = [[cell(str(text)) for text in header]]
        else:
            head = [list(row) for row in header]  # type: ignore[arg-type]
        body = [list(row) for row in rows]
        if unknown and self["unknown"] == "column" and len(head) == 1 and all(_plain(row) for row in (*head, *body)):
            name, values = self.once("unknown", lambda: self.rng.choice(UNKNOWN))
            place = self.once("unknown place", lambda: self.rng.randint(1, len(head[0])))
            head[0].insert(place, cell(name))
            for row in body:
                row.insert(place, cell(self.rng.choice(values)))
            right = [column + (column >= place) for column in right]
        if right and len(head) <= 1:
            for row in (*head, *body):
                if _plain(row):
                    for place in right:
                        row[place] = Cell(row[place].lines, fill=row[place].fill, right=True)
        least, widths = _widths([*head, *body], ROOM * PAGES[self["page"]][0] / float(self["size"]))
        self.widest = max(self.widest, least)
        return Grid(
            [*head, *body],
            header_rows=len(head),
            widths=widths,
            caption=caption,
            rules=rules or self["rules"],
            repeat_header=self["header"] == "repeated",
            split_rows=self["breaks"] == "split",
            note=note,
            shade=self.shade,
        )

    def table(self, header: Sequence[Any], rows: Sequence[Sequence[Cell]], **more: Any) -> None:
        """Append a table in the report's style."""
        self.add(self.grid(header, rows, **more))


def _plain(row: Sequence[Cell]) -> bool:
    return all(one.columns == 1 and one.rows == 1 for one in row)


def _widths(rows: Sequence[Sequence[Cell]], room: float) -> tuple[float, tuple[float, ...]]:
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
                longest = len(line.text) if is_short else max(map(len, words))
                longest = longest * (1.25 if line.text.isupper() else 1.0) * line.size + 2 + 2 * one.indent
                least[place] = max(least[place], longest)
                wanted[place] = max(wanted[place], longest, min(len(line.text), 70) * 0.55)
    most, more = max(sum(least), room), sum(wanted) - sum(least)
    if sum(wanted) > most and more > 0:
        part = (most - sum(least)) / more
        wanted = [a + part * (b - a) for a, b in zip(least, wanted, strict=True)]
    return sum(least), tuple(wanted)
