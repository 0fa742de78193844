"""Initiatives: a heading whose text is labelled with purpose, goal and comment; and the targets in goal texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.lexicon import INFLECTED, resolve
from pipelines.reading.model import Heading, Item, ListItem, Paragraph, Reading, Section, Table
from pipelines.reading.text import plain
from pipelines.records.context import trail_of
from pipelines.records.facts import Evidence, Facts, Row, of_item
from pipelines.records.labelled import split_label
from pipelines.records.mentions import split_sentences
from pipelines.records.projects import item_text
from pipelines.values.quantities import find_quantities
from pipelines.values.targets import parse_target

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
            _add_goals(facts, section, parts["goal"], evidence["goal"])
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


def _add_goals(facts: Facts, section: Section, goal: str, evidence: Evidence) -> None:
    """Add an indicator of kind goal for each target with a number in a goal text."""
    for text in _pieces(goal):
        target = parse_target(text)
        if target.value is None and target.low is None:
            continue
        facts.add(
            "indicators",
            evidence,
            kind="goal",
            initiative=section.heading.title,
            name=section.heading.title,
            target_operator=target.operator,
            target_value=None if target.value is None else float(target.value),
            target_low=None if target.low is None else float(target.low),
            target_high=None if target.high is None else float(target.high),
            target_text=text,
            unit=target.unit,
        )


def _pieces(goal: str) -> list[str]:
    """The goal in pieces of one number each; a ranking is one piece whatever numbers it names."""
    pieces: list[str] = []
    for sentence in split_sentences(goal):
        quantities = find_quantities(sentence, articles="qualified")
        if parse_target(sentence).operator == "top_n":
            quantities = quantities[:1]
        starts = [0, *(before.end for before in quantities[:-1])]
        ends = [*(after.start for after in quantities[1:]), len(sentence)]
        pieces += [sentence[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    return pieces
