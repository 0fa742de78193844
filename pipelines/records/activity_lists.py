"""Activities outside tables: the items of a list under a heading or a lead-in that says that they are activities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipelines.family import fields_of
from pipelines.lexicon import COMPOSED, means
from pipelines.reading.model import Heading, Item, ListItem, Paragraph, Reading
from pipelines.records.activities import Bullet, Legend, add_activity, opened_status, status_of_bullet
from pipelines.records.context import Trail
from pipelines.records.facts import Facts
from pipelines.records.labelled import is_bold
from pipelines.values.status import Status, status_of_word

_BRACKETED = re.compile(r"(?P<name>.*\w.*?)\s*\((?P<state>[^()]+)\)[.:]?")
FEWEST_NAMED = 2
"""Names with a status behind them that make a list of activities."""
MOST_STATE = 4
"""Words of a status behind a name."""
LONGEST_LEAD = 5
"""Words of a lead-in such as ``Aktiviteter under året:``."""


def activities_of_lists(
    facts: Facts, reading: Reading, trails: Mapping[int, Trail], legend: Legend, family: str | None
) -> set[int]:
    """Add an activity for each item of such a list; the ids of the items read."""
    taken: set[int] = set()
    for item, status in _listed(reading, family):
        bullet = Bullet(item.page, item.lines, item.box, item.text, item.marks, marked=True)
        own = status_of_bullet(bullet, None, legend) or status
        add_activity(facts, bullet, trails.get(id(item), Trail(())), own)
        taken.add(id(item))
    return taken


def lists_activities(reading: Reading, family: str | None) -> bool:
    """Whether a report has such a list."""
    return next(_listed(reading, family), None) is not None


def activities_of_names(facts: Facts, reading: Reading, trails: Mapping[int, Trail], family: str | None) -> None:
    """Add an activity for each heading or bold line that ends with its status: ``Ta fram en plan (pågår)``.

    At least two of them stand below a heading that opens with a word for activities; the text below tells of each.
    """
    for section, named in _sections_of_names(reading, family):
        for item, name, status in named if len(named) >= FEWEST_NAMED else ():
            bullet = Bullet(item.page, item.lines, item.box, name, [], marked=True)
            add_activity(facts, bullet, trails.get(id(section), Trail(())), status)


def names_activities(reading: Reading, family: str | None) -> bool:
    """Whether a report has such headings."""
    return any(len(named) >= FEWEST_NAMED for _, named in _sections_of_names(reading, family))


_Named = tuple[Heading | Paragraph, str, Status]
"""A heading or bold line, the name in it, and the status behind that."""


def _sections_of_names(reading: Reading, family: str | None) -> list[tuple[Heading, list[_Named]]]:
    """Each heading that opens with a word for activities, with the names and statuses below it."""
    wordings = fields_of("activities", family)["activity"]
    found: list[tuple[Heading, list[_Named]]] = []
    opened = False
    for item in reading.items:
        told = _name_and_status(item)
        if told is not None:
            if opened:
                found[-1][1].append(told)
        elif isinstance(item, Heading):
            opened = means(item.title.split()[0], wordings, COMPOSED)
            if opened:
                found.append((item, []))
    return found


def _name_and_status(item: Item) -> _Named | None:
    if not isinstance(item, Heading) and not (isinstance(item, Paragraph) and is_bold(item)):
        return None
    match = _BRACKETED.fullmatch(item.title if isinstance(item, Heading) else item.text)
    status = status_of_word(match["state"]) if match and len(match["state"].split()) <= MOST_STATE else None
    return (item, match["name"], status) if match is not None and status is not None else None


def _listed(reading: Reading, family: str | None) -> Iterator[tuple[ListItem, Status | None]]:
    """The items of such lists, each with the status that its lead-in tells of all."""
    wordings = fields_of("activities", family)["activity"]
    leads, status = False, None
    for item in reading.items:
        if not isinstance(item, ListItem):
            leads, status = _leads(item, wordings)
        elif leads:
            yield item, status


def _leads(item: Item, wordings: list[str]) -> tuple[bool, Status | None]:
    """Whether what follows a heading, a bold line or a line with a colon is a list of activities, and their status."""
    if isinstance(item, Heading):
        text = item.title
    elif isinstance(item, Paragraph) and (item.text.endswith(":") or is_bold(item)):
        text = item.text.rstrip(":")
    else:
        return False, None
    if len(text.split()) > LONGEST_LEAD:
        return False, None
    return (True, None) if means(text, wordings, COMPOSED) else opened_status(text)
