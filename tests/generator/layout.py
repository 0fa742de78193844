"""What all families' layouts share: the page, the title, prose, tables in the chosen style."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from .document import (
    Block,
    Cards,
    Cell,
    Columns,
    Contents,
    Document,
    Grid,
    Heading,
    Line,
    NewPage,
    Picture,
    Setting,
    Title,
    cell,
)
from .dressing import note_call, turned, with_header
from .labels import Names
from .printing import Printer
from .variation import Choices
from .words import counted, person, prose

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
GAPS = {"dash": ("–", "-"), "words": ("i.u.", "Uppgift saknas", "Ej angivet")}
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
        if self["breaks"] != "none" and height > 560:
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
            justified=self["setting"] != "ragged",
            hyphenated=self["setting"] == "hyphenated",
            headings=self["headings"],
            bullets=self["bullets"],
            ground="F7F1E3" if self["decor"] == "tint" else None,
        )

    def open(self, title: str, *below: str) -> None:
        """The title, with what stands under it, and the furniture."""
        self.document.add(Title(title, below, own_page=self["cover"] != "none"))
        if self["cover"] == "contents":
            self.document.add(Contents())
        elif self["cover"] == "imprint":
            self._imprint(below[0] if below else "")
        elif self["cover"] == "foreword":
            self.add(Heading("Förord"), Line(prose(self.rng, 4)), Line(prose(self.rng, 3)))
            self.add(Line(person(self.rng), italic=True), NewPage())
        self.document.metadata_title = title if self.rng.random() < 0.5 else ""
        if self["furniture"] in ("browser", "registry", "stamp"):
            self.document.edges = self._edges(title, below[0] if below else "")
        elif self["furniture"] != "none":
            self.document.footer = self.rng.choice(("Sida", below[0] if below else "Sida"))
        if self["furniture"] in ("both", "mirrored"):
            self.document.header = title
        if self["decor"] == "sidebar":
            self.document.strip = title

    def _imprint(self, publisher: str) -> None:
        """Who made the report: no facts of its own."""
        rng = self.rng
        told = (
            f"Utgivare: {publisher}" if publisher else "Utgivare: Kansliet",
            f"Foto: {person(rng)}",
            f"Grafisk form: {person(rng)}",
            "Rapporten finns att ladda ner på vår webbplats.",
        )
        self.add(*(Line(text, size=0.85) for text in told), NewPage())

    def _edges(self, title: str, publisher: str) -> tuple[str, str, str, str]:
        """Small print at the corners of the pages: of a browser, of a registry, of a protocol."""
        rng, year = self.rng, self.year + 1
        day = f"{year}-{rng.randint(1, 5):02}-{rng.randint(1, 28):02}"
        if self["furniture"] == "browser":
            address = f"https://www.exempel.se/rapporter/{rng.randint(1000, 9999)}.html"
            return f"{day} {rng.randint(8, 16):02}:{rng.randint(0, 59):02}", title, address, "{page}/{pages}"
        if self["furniture"] == "registry":
            return publisher, f"{day}  Dnr RS {year - 1}-{rng.randint(100, 900):05}  {{page}} ({{pages}})", "", ""
        return (
            "",
            f"Bilaga {rng.randint(1, 9)} till § {rng.randint(20, 180)}",
            f"Protokoll {day}",
            "Sida {page} av {pages}",
        )

    def add(self, *blocks: Block) -> None:
        """Append blocks."""
        self.document.add(*blocks)

    def prose(self, most: int = 1) -> None:
        """Running text, as much as was chosen."""
        kind, rng = self["prose"], self.rng
        if kind == "columns":
            self.add(Columns([Line(prose(rng, 4)), Line(prose(rng, 3))]))
        elif kind == "boxes":
            head = Line(rng.choice(("Visste du att", "Det här är viktigt", "Från verksamheten")), bold=True)
            self.add(Cards([cell([head, Line(prose(rng, 2))], fill="FFF4D6")], in_a_row=1, framed=False))
        elif kind == "counted":
            self.add(Line(f"{prose(rng, 1)} {counted(rng)} {prose(rng, 1)}"))
        paragraphs = {"some": 1, "much": 3}.get(kind, 0)
        for _ in range(min(paragraphs, most if kind == "some" else 3)):
            self.add(Line(prose(rng, rng.randint(1, 4))))

    def gap(self) -> bool:
        """Whether to leave out what could stand here."""
        return self["gaps"] != "none" and self.rng.random() < 0.25

    def nothing(self) -> str:
        """What is printed instead of what is left out."""
        return str(self.once("nothing", lambda: self.rng.choice(GAPS[self["gaps"]])))

    def heading(self, text: str, level: int = 1, number: str = "") -> None:
        """A heading; a photograph under one in the first row now and then."""
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
            width = sum(one.columns for one in (head or body)[0])
            for row in (*head, *body):
                if all(one.rows == 1 for one in row) and sum(one.columns for one in row) == width:
                    _align(row, right)
        if head and not plain:
            note = self._dress(head, body, right, note)
            if self["captions"] == "numbered" and caption:
                self._tables += 1
                caption = f"Tabell {self._tables}{self.once('colon', lambda: self.rng.choice('.:'))} {caption}"
        room = ROOM * PAGES[self["page"]][0] / float(self["size"])
        least, widths = _widths(len(head), [*head, *body], room, 10 if self["setting"] == "hyphenated" else 99)
        self.widest = max(self.widest, least)
        return Grid(
            [*head, *body],
            header_rows=len(head),
            widths=widths,
            caption=caption,
            caption_below=self["captions"] == "below",
            rules=rules or self["rules"],
            repeat_header=self["header"] != "once",
            split_rows=self["breaks"] == "split",
            note=note,
            shade=self.shade,
        )

    def _unknown(self, head: list[Cell], body: list[list[Cell]], right: Sequence[int]) -> Sequence[int]:
        """Columns that tell nothing of the data model; the places of figures among all."""
        kind = self["unknown"]
        if kind == "rows":
            head.insert(0, cell(self.once("row number", lambda: self.rng.choice(("Nr", "", "Rad")))))
            for number, row in enumerate(body, start=1):
                is_total = all(line.bold for line in row[0].lines)
                row.insert(0, cell("" if is_total else str(number)))
            return [column + 1 for column in right]
        chosen = {"column": 1, "two": 2}.get(kind, 0)
        known = self.once("unknown", lambda: self.rng.sample(UNKNOWN if kind == "column" else RARELY_KNOWN, 2))
        for number, (name, values) in enumerate(known[:chosen]):
            place = self.once(f"unknown place {number}", lambda: self.rng.randint(1, len(head)))
            head.insert(place, cell(name))
            for row in body:
                row.insert(place, cell(self.rng.choice(values)))
            right = [column + (column >= place) for column in right]
        return right

    def _dress(self, head: list[list[Cell]], body: list[list[Cell]], right: Sequence[int], note: str) -> str:
        """Change the header and mark a note, as was chosen; the text under the table."""
        head[:] = [[with_header(one, self["header"]) for one in row] for row in head]
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
        if self["header"] != "continued" or len(parted) < 5 or any(one.rows > 1 for row in parted for one in row):
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


def _align(row: list[Cell], right: Sequence[int]) -> None:
    """Set the figures of a row to the right."""
    x = 0
    for place, one in enumerate(row):
        if x in right and one.columns == 1:
            row[place] = replace(one, right=True)
        x += one.columns


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
