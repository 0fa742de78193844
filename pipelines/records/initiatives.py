"""Initiatives: a heading whose text is labelled with purpose, goal and comment; and the targets in goal texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.lexicon import INFLECTED, resolve
from pipelines.reading.model import Heading, Item, ListItem, Paragraph, Reading, Table
from pipelines.reading.text import plain
from pipelines.records.context import trail_of
from pipelines.records.facts import Evidence, Facts, Row, of_item
from pipelines.records.goals import add_goals
from pipelines.records.labelled import split_label
from pipelines.records.projects import item_text

Labels = Mapping[str, Sequence[str]]
REQUIRED = {"purpose", "goal"}


def initiatives_of(facts: Facts, reading: Reading, labels: Labels) -> list[Row]:
    """Add an initiative for each heading under which a purpose or a goal is labelled."""
    added: list[Row] = []
    for section in reading.sections:
        parts, evidence = _labelled_parts(section.items, labels)
        if not parts.keys() & REQUIRED:
            continue
        numbered = trail_of(section).numbered
        row = facts.add(
            "initiatives",
            of_item(section.heading),
            section_no=numbered.number if numbered else None,
            initiative=section.heading.title,
            purpose=parts.get("purpose"),
            goal=parts.get("goal"),
            comment=parts.get("comment"),
        )
        added.append(row)
        if "goal" in parts:
            add_goals(facts, parts["goal"], evidence["goal"], section.heading.title)
    return added


def _labelled_parts(items: Sequence[Item], labels: Labels) -> tuple[dict[str, str], dict[str, Evidence]]:
    """The text after each label; paragraphs without a label go on with the one before."""
    texts: dict[str, list[str]] = {}
    evidence: dict[str, Evidence] = {}
    current: str | None = None
    for item in items:
        if isinstance(item, Table | Heading):
            current = None
            continue
        if not isinstance(item, Paragraph | ListItem):
            continue
        parts = split_label(item.text)
        match = resolve(parts[0], labels) if parts else None
        if parts and match is not None and match.score >= INFLECTED:
            current = match.field
            texts.setdefault(current, []).append(parts[1])
            evidence.setdefault(current, of_item(item))
        elif current is not None:
            texts[current].append(item_text(item))
    return {field: plain(" ".join(parts)) for field, parts in texts.items() if any(parts)}, evidence
