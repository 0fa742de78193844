"""Projects outside tables: lists of ``Name (amount): text`` or ``Name – amount``, and headings that name projects."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.family import Family, HeadingProjects
from pipelines.reading.model import Item, ListItem, Reading
from pipelines.reading.text import plain
from pipelines.records.context import trail_of
from pipelines.records.facts import Facts, of_item
from pipelines.records.projects import item_text
from pipelines.values.money import Money, parse_money
from pipelines.values.text import fold

FEWEST = 2
"""Items of one list that must be of the form."""

_NAMED_SUM = re.compile(r"(?P<name>[^()]{3,120}?)\s*\((?P<sum>[^()]*\d[^()]*)\)\s*[:–-]?\s*(?P<text>.*)", re.DOTALL)
_OPEN_SUM = re.compile(
    r"(?P<name>[^():–—,\d]{3,120}?)\s*(?:[,:]|\s[–—-])\s+(?P<sum>(?:[^\W\d_]+\.? ){0,2}\d[\d\s.,]*\s*"
    r"(?:miljoner |miljarder |tusen )?(?:kr|kronor|tkr|mkr|mnkr|msek|ksek|sek)(?!\w))\s*[:.–—-]?\s*(?P<text>.*)",
    re.DOTALL | re.IGNORECASE,
)


def projects_of_lists(facts: Facts, reading: Reading, family: Family) -> None:
    """Add a project for each item ``Name (78 mkr): what it does`` of a list of such."""
    if family.list_projects is None:
        return
    for run in _runs(reading.items):
        found = [(item, parts) for item in run if (parts := _parts(item)) is not None]
        if len(found) < FEWEST or 2 * len(found) < len(run):
            continue
        for item, (name, money, text) in found:
            project = facts.add(
                "projects",
                of_item(item, item.text),
                kind=family.list_projects,
                name=name,
                granted_sek=money.amount_sek,
                description=text or None,
            )
            facts.add(
                "budgets",
                of_item(item, f"{name} ({money.text})"),
                project_id=project,
                kind="project",
                line_item=name,
                measure="granted",
                value=money.value,
                unit=money.unit.name,
                amount_sek=money.amount_sek,
                qualifier=money.qualifier,
                is_total=False,
                value_text=money.text,
            )


def _runs(items: Sequence[Item]) -> list[list[ListItem]]:
    """List items that follow each other, by list."""
    runs: list[list[ListItem]] = []
    before: Item | None = None
    for item in items:
        if isinstance(item, ListItem):
            if isinstance(before, ListItem) and runs:
                runs[-1].append(item)
            else:
                runs.append([item])
        before = item
    return runs


def _parts(item: ListItem) -> tuple[str, Money, str] | None:
    match = _NAMED_SUM.fullmatch(item.text) or _OPEN_SUM.fullmatch(item.text)
    if match is None:
        return None
    money = parse_money(match["sum"].strip())
    if money is None:
        return None
    return match["name"].strip(), money, match["text"].strip()


def projects_of_headings(facts: Facts, reading: Reading, family: Family) -> None:
    """Add a project for each heading under one that announces projects."""
    for rule in family.heading_projects:
        for section in reading.sections:
            outer = section.parents[-1] if section.parents else None
            if outer is None or section.heading.level is None or not _announces(outer.title, rule):
                continue
            if (section.heading.level or 0) != (outer.level or 0) + 1 or _announces(section.heading.title, rule):
                continue
            if any(_announces(heading.title, rule) for heading in section.parents[:-1]):
                continue  # a part of what tells of the projects together
            texts = [item_text(item) for item in section.items]
            trail = trail_of(section)
            facts.add(
                "projects",
                of_item(section.heading),
                kind=rule.kind,
                name=section.heading.title,
                theme=None if trail.chapter is None else trail.chapter.title,
                description=plain(" ".join(text for text in texts if text)) or None,
            )


def _announces(title: str, rule: HeadingProjects) -> bool:
    folded = fold(title)
    return any(fold(phrase) in folded for phrase in rule.under)
