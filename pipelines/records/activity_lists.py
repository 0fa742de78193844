"""Activities outside tables: the items of a list under a heading or a lead-in that says that they are activities."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.family import fields_of
from pipelines.lexicon import COMPOSED, means
from pipelines.reading.model import Heading, Item, ListItem, Paragraph, Reading
from pipelines.records.activities import Bullet, Legend, add_activity, status_of_bullet
from pipelines.records.context import Trail
from pipelines.records.facts import Facts
from pipelines.records.labelled import is_bold

LONGEST_LEAD = 5
"""Words of a lead-in such as ``Aktiviteter under året:``."""


def activities_of_lists(
    facts: Facts, reading: Reading, trails: Mapping[int, Trail], legend: Legend, family: str | None
) -> set[int]:
    """Add an activity for each item of such a list; the ids of the items read."""
    wordings = fields_of("activities", family)["activity"]
    taken: set[int] = set()
    leads = False
    for item in reading.items:
        if isinstance(item, ListItem):
            if leads:
                bullet = Bullet(item.page, item.lines, item.box, item.text, item.marks, marked=True)
                add_activity(facts, bullet, trails.get(id(item), Trail(())), status_of_bullet(bullet, None, legend))
                taken.add(id(item))
        else:
            leads = _leads(item, wordings)
    return taken


def _leads(item: Item, wordings: list[str]) -> bool:
    """Whether what follows a heading, a bold line or a line with a colon is a list of activities."""
    if isinstance(item, Heading):
        text = item.title
    elif isinstance(item, Paragraph) and (item.text.endswith(":") or is_bold(item)):
        text = item.text.rstrip(":")
    else:
        return False
    return len(text.split()) <= LONGEST_LEAD and means(text, wordings, COMPOSED)
