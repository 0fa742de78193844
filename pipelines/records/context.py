"""Where in a report something stands: the headings above a table or section, and what they say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.family import fields_of, shared_lexicon
from pipelines.lexicon import COMPOSED, INFLECTED, means, parse_header
from pipelines.reading.model import Heading, Paragraph, Reading, Section, Table
from pipelines.values.text import fold
from pipelines.values.units import Unit, money_of_caption, unit_of_caption

_OF_UNITS = {
    *("alla", "samtliga", "belopp", "beloppen", "siffror", "i", "tabellen", "tabellerna", "anges", "redovisas", "är"),
    *("angivna", "angivet", "angivits", "uttryckta", "avser", "visar", "summor", "summorna", "kolumnerna"),
    *("projektets", "kostnader", "kostnaderna", "intäkter", "utfall", "utfallet", "budget"),
    *("redovisningen", "ekonomin", "ekonomiska", "uppgifter", "samt", "och", "visas", "redovisade"),
    *(
        "om",
        "inget",
        "inte",
        "annat",
        "framgår",
        "sägs",
        "både",
        "text",
        "tabell",
        "rapport",
        "följande",
        "nedanstående",
    ),
    *("nedan", "ovan", "rapporten", "not", "not:", "anm", "anm.", "anm:", "anmärkning:", "obs", "obs!", "*"),
}
"""Words beside a unit that say no more than that it holds here; a caption says more, and holds for its own table."""
_ANNOUNCING = frozenset(
    {"beviljade", "alla", "samtliga", "lista", "listan", "över", "årets", "våra", "under", "tabell"}
)
"""Words that beside ``projekt`` say nothing of where or what."""
LONGEST_NOTE = 10
"""Words of a line that states the unit of the tables below it."""
LONGEST_SENTENCE = 14
"""Words of a sentence that states it."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=(?:[¹²³⁴-⁹*†‡]+\s*)?[A-ZÅÄÖ])")
_SUMS = re.compile(r"\b(?:belopp|siffror|summor|tabell)", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:\w+(?:regionen|bygden|dalen)|(?:del)?region(?:en)? \w+|\w+(?:a|e) (?:länsdelen|länet)|"
    r"\w+s? (?:kommun|kommunalförbund|kommunförbund|län|stad)|\w+ län)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Trail:
    """The headings above an item, outermost first, its own section's included."""

    headings: tuple[Heading, ...]

    @property
    def nearest(self) -> Heading | None:
        """The heading it stands right under."""
        return self.headings[-1] if self.headings else None

    @property
    def chapter(self) -> Heading | None:
        """The outermost numbered heading."""
        return next((heading for heading in self.headings if heading.number), None)

    @property
    def numbered(self) -> Heading | None:
        """The lowest numbered heading."""
        return next((heading for heading in reversed(self.headings) if heading.number), None)

    @property
    def initiative(self) -> Heading | None:
        """The heading without number below the lowest numbered one; the nearest where none is numbered."""
        nearest = self.nearest
        if nearest is None or nearest.number:
            return None
        return nearest


def trails(reading: Reading) -> dict[int, Trail]:
    """For each item of the report, by its id, the headings above it."""
    found: dict[int, Trail] = {}
    for section in reading.sections:
        trail = trail_of(section)
        found[id(section.heading)] = trail
        for item in section.items:
            found[id(item)] = trail
    return found


def trail_of(section: Section) -> Trail:
    """The headings of a section, its own last."""
    return Trail((*section.parents, section.heading))


def stated_units(reading: Reading) -> dict[int, Unit]:
    """For each table and text, by its id, the unit of money that a line above it states: ``Alla belopp i tkr``.

    It holds for its section and those below it; above all headings, or at the end of a section before the first table,
    it holds for the whole report. Right below a table it is a note to that, where nothing above states another.
    """
    found: dict[int, Unit] = {}
    unit: Unit | None = None
    level: int | None = None
    heading: Heading | None = None
    ahead = True
    """Whether no table has been met yet: the unit that ends a foreword is that of all tables."""
    for item in reading.items:
        ahead = ahead and not isinstance(item, Table)
        if isinstance(item, Heading) and item.level is not None:  # one without a level heads no more than a call-out
            heading = item
            if level is None or item.level <= level:
                unit, level = (unit, 0) if ahead else (None, level)
        elif isinstance(item, Paragraph) and (stated := stated_unit(item.text)) is not None:
            unit, level = stated, heading.level if heading is not None else 0
            continue
        if unit is not None:
            found[id(item)] = unit
    return noted_units(reading) | found


def noted_units(reading: Reading) -> dict[int, Unit]:
    """For each table, by its id, the unit of money in a short note or a caption right below it."""
    found: dict[int, Unit] = {}
    table: Table | None = None
    for item in reading.items:
        if isinstance(item, Table):
            table = item
        elif not isinstance(item, Paragraph) or len(item.text.split()) > LONGEST_NOTE:
            table = None
        elif table is not None and (unit := stated_unit(item.text) or _captioned_unit(item.text)) is not None:
            found.setdefault(id(table), unit)
    return found


def _captioned_unit(text: str) -> Unit | None:
    """The unit of money that a caption right below a table ends with: ``Beviljade projekt, tkr``."""
    unit, rest = unit_of_caption(text)
    names = len(rest.split()) > 1 or (rest != "" and _only_announces(rest))
    whole = unit is not None and unit.is_money and text.startswith(rest) and names
    return unit if whole and "," in text[len(rest) :][:1] and not any(map(str.isdigit, text)) else None


def alike_units(reading: Reading, tables: Sequence[Table], units: Mapping[int, Unit]) -> dict[int, Unit]:
    """The units of tables: one for which none is stated has that which others of its header have in notes and captions.

    The rows of a table may go on as a table of their own, or a note may be left out.
    """
    noted = noted_units(reading)
    known: dict[tuple[str, ...], set[Unit]] = {}
    for table in tables:
        if (unit := noted.get(id(table)) or _unit_of_title(table)) is not None:
            known.setdefault(_headers(table), set()).add(unit)
    found = dict(units)
    for table in tables if known else ():
        alike = known.get(_headers(table), set())
        if id(table) not in units and table.header_rows and len(alike) == 1:
            found[id(table)] = next(iter(alike))
    return found


def _unit_of_title(table: Table) -> Unit | None:
    return money_of_caption(table.title) if table.title else None


def _headers(table: Table) -> tuple[str, ...]:
    return tuple(fold(" ".join(path)) for path in table.header_paths())


def stated_unit(text: str) -> Unit | None:
    """The unit of money that a line states, or a sentence of a paragraph that speaks of sums: ``belopp i tkr``."""
    sentences = _SENTENCE.split(text.strip())
    alone = len(sentences) == 1
    if alone and "," in text and _SUMS.search(last := text.rpartition(",")[2]):
        return _unit_of_sentence(last.strip())  # ``Utdrag ur redovisningen 2021–2022, belopp i kr.``
    units = {_unit_of_sentence(one) for one in sentences if alone or _SUMS.search(one)} - {None}
    return units.pop() if len(units) == 1 else None


def _unit_of_sentence(sentence: str) -> Unit | None:
    if len(sentence.split()) > LONGEST_SENTENCE:
        return None
    unit, rest = unit_of_caption(sentence)
    if unit is not None and (again := unit_of_caption(rest))[0] == unit:
        rest = again[1].rstrip(" .")  # ``i tusen kronor (tkr)``
    return unit if unit is not None and unit.is_money and set(fold(rest).split()) <= _OF_UNITS else None


def outer_level(above: Iterable[Trail], names: Sequence[str], title: str | None) -> int | None:
    """The level of the headings that are named first, as shown where all the `names` have a heading."""
    full = (_named_headings(trail, names, title) for trail in above)
    levels = [headings[0].level for headings in full if names and len(headings) == len(names)]
    return min((level for level in levels if level is not None), default=None)


def named_context(trail: Trail, names: Sequence[str], title: str | None, outer: int | None = None) -> dict[str, str]:
    """What the headings above a table are called by a family: ``subregion``, ``theme``.

    The innermost heading takes the last name. Where there are fewer headings than names, one that reads like a place
    is the subregion, and one of the level `outer`, on which others have the first name, has it too.
    """
    headings = _named_headings(trail, names, title)
    chosen = [heading.title for heading in headings]
    if not chosen:
        return {}
    if len(chosen) < len(names):
        if "subregion" in names and is_place(chosen[-1]):
            return {"subregion": chosen[-1]}
        if outer is not None and headings[0].level == outer:
            return dict(zip(names, chosen, strict=False))
    return dict(zip(names[-len(chosen) :], chosen, strict=True))


def _named_headings(trail: Trail, names: Sequence[str], title: str | None) -> list[Heading]:
    """The headings above that may be named, no more than there are names."""
    own = [heading for heading in trail.headings if heading.title != title and _may_name(heading.title)]
    return own[-len(names) :] if names else []


def _may_name(title: str) -> bool:
    """Whether a heading may say where or what projects are: no caption that states their unit, and no header of a
    column of descriptions that stands over the text alone."""
    if money_of_caption(title) is not None or _only_announces(title):
        return False
    return not means(title, fields_of("projects", None)["description"], COMPOSED)


def _only_announces(title: str) -> bool:
    """Whether a heading says no more than that projects follow: ``Beviljade projekt 2020``."""
    words = [word for word in parse_header(title).words if word not in _ANNOUNCING]
    return all(means(word, shared_lexicon().counted, INFLECTED) for word in words)


def captions_place(table: Table, trail: Trail, *known: str | None) -> bool:
    """Whether the caption of a table is a place, no heading above it and none of what is `known` of the report."""
    others = {*known, *(heading.title for heading in trail.headings)}
    return table.title is not None and table.title not in others and is_place(table.title)


def is_place(text: str) -> bool:
    """Whether a line reads like the name of a region, municipality or county."""
    return _PLACE.fullmatch(text.strip()) is not None
