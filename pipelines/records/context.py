"""Where in a report something stands: the headings above a table or section, and what they say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.reading.model import Heading, Item, Reading, Section

_PLACE = re.compile(
    r"(?:\w+(?:regionen|bygden|dalen)|region \w+|\w+s? (?:kommun|kommunalförbund|kommunförbund|län|stad)|\w+ län)",
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


def section_of(reading: Reading, item: Item) -> Section | None:
    """The section an item stands in."""
    return next((section for section in reading.sections if any(other is item for other in section.items)), None)


def named_context(trail: Trail, names: list[str], title: str | None) -> dict[str, str]:
    """What the headings above a table are called by a family: ``subregion``, ``theme``.

    The innermost heading takes the last name. Where there are fewer headings than names, one that reads like a place
    is the subregion.
    """
    headings = [heading.title for heading in trail.headings if heading.title != title]
    if not names or not headings:
        return {}
    chosen = headings[-len(names) :]
    if len(chosen) == len(names):
        return dict(zip(names, chosen, strict=True))
    if "subregion" in names and _PLACE.fullmatch(chosen[-1]):
        return {"subregion": chosen[-1]}
    return dict(zip(names[-len(chosen) :], chosen, strict=True))


def is_place(text: str) -> bool:
    """Whether a line reads like the name of a region, municipality or county."""
    return _PLACE.fullmatch(text.strip()) is not None
