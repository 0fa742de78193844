"""Projects told on a line each: ``Bron (Bergs kommun): 100 000 kr``, as items of a list or lines of text.

One such line may be anything; several, each with an owner and a sum, make a list of projects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.family import Family
from pipelines.naming import kind_of, project_key
from pipelines.reading.model import ListItem, Paragraph, Reading
from pipelines.records.context import Trail, named_context, outer_level, trail_of
from pipelines.records.facts import Facts, of_item
from pipelines.records.projects import names_of_context
from pipelines.values.money import Money, parse_money
from pipelines.values.units import KR, Unit

FEWEST = 3
"""So many lines make a list of projects,"""
MOSTLY = 0.5
"""and under each heading this share of all lines."""
LONGEST = 30
"""Words of such a line."""

_LINE = re.compile(
    r"(?P<told>.{3,}?)\s*(?:[:,;|]|\s[–—-])\s+"
    r"(?P<sum>(?:[^\W\d_]+\.? ){0,2}\d[\d\s.,]*(?:[^\W\d_]+\.?|:-)?(?: [^\W\d_]+)?)\.?",
    re.DOTALL,
)
_IN_BRACKETS = re.compile(r"(?P<name>.{3,}?)\s*\((?P<owner>[^()\d]{3,})\)", re.DOTALL)
_SIGNS = re.compile(r"\s+[–—/|-]\s+|[,;:]\s+")


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project as a line tells of it."""

    item: ListItem | Paragraph
    trail: Trail
    name: str
    owner: str
    sum: str


def project_lines(reading: Reading) -> list[ProjectLine]:
    """The projects told on a line each; none where they are too few to make a list."""
    found: list[ProjectLine] = []
    for section in reading.sections:
        lines = [item for item in section.items if isinstance(item, ListItem | Paragraph) and _is_line(item)]
        trail = trail_of(section)
        own = [one for item in lines if (one := _of_line(item, trail)) is not None]
        if own and len(own) >= MOSTLY * len(lines):
            found += own
    return found if len(found) >= FEWEST else []


def projects_of_lines(
    facts: Facts, reading: Reading, family: Family, title: str | None, units: Mapping[int, Unit], unit: Unit = KR
) -> None:
    """Add the projects that are told on a line each and nowhere else.

    `units` are those that the text above states, by the id of the item; `unit` is the usual one.
    """
    known = {project_key(row["name"]) for row in facts.rows("projects")}
    lines = [line for line in project_lines(reading) if project_key(line.name) not in known]
    names = names_of_context(family)
    outer = outer_level((line.trail for line in lines), names, title)
    for line in lines:
        money = parse_money(line.sum, unit=units.get(id(line.item), unit))
        if money is not None:
            _add(facts, line, family, named_context(line.trail, names, title, outer), money)


def _add(facts: Facts, line: ProjectLine, family: Family, context: Mapping[str, str], money: Money) -> None:
    evidence = of_item(line.item, line.item.text)
    values = {"name": line.name, "owner": line.owner, "granted_sek": money.amount_sek, **context}
    project = facts.add("projects", evidence, kind=family.project_kind, **values)
    facts.add(
        "budgets",
        evidence,
        project_id=project,
        kind="project",
        line_item=line.name,
        measure="granted",
        value=money.value,
        unit=money.unit.name or None,
        amount_sek=money.amount_sek,
        qualifier=money.qualifier,
        is_total=False,
        value_text=line.sum,
    )


def _is_line(item: ListItem | Paragraph) -> bool:
    return len(item.text.split()) <= LONGEST and not item.text.endswith((":", "?"))


def _of_line(item: ListItem | Paragraph, trail: Trail) -> ProjectLine | None:
    match = _LINE.fullmatch(item.text)
    if match is None or parse_money(match["sum"], unit=KR) is None:
        return None
    parts = _name_and_owner(match["told"].strip())
    return ProjectLine(item, trail, *parts, match["sum"]) if parts is not None else None


def _name_and_owner(told: str) -> tuple[str, str] | None:
    """What stands before brackets and in them; else the two sides of a sign, one of which is an organisation's name."""
    if (brackets := _IN_BRACKETS.fullmatch(told)) is not None:
        return brackets["name"].strip(), brackets["owner"].strip()
    parts = [part.strip() for part in _SIGNS.split(told)]
    if len(parts) != 2 or not all(parts):
        return None
    kinds = [kind_of([part]) is not None for part in parts]
    if kinds == [False, True]:
        return parts[0], parts[1]
    return (parts[1], parts[0]) if kinds == [True, False] else None
