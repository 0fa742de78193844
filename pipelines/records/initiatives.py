"""Initiatives: a heading whose text is labelled with purpose, goal and comment; and the targets in goal texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.family import fields_of
from pipelines.lexicon import COMPOSED, means, resolve
from pipelines.reading.model import Cell, Heading, Item, ListItem, Paragraph, Reading, Section, Table
from pipelines.reading.text import plain
from pipelines.records.activities import opened_status
from pipelines.records.context import trail_of
from pipelines.records.facts import Evidence, Facts, Row, of_cells, of_item
from pipelines.records.goals import add_goals
from pipelines.records.labelled import labelled_parts, split_label
from pipelines.records.labelled_cells import pairs
from pipelines.records.projects import item_text

Labels = Mapping[str, Sequence[str]]
REQUIRED = {"purpose", "goal"}
LONGEST_LABEL = 6
"""Words of a bold label without a colon before its text."""


def initiatives_of(facts: Facts, reading: Reading, labels: Labels, taken: set[int]) -> list[Row]:
    """Add an initiative for each heading under which a purpose or a goal is labelled.

    Items in `taken`, by id, are indicators: their ``Mål: 400`` is nobody's goal.
    """
    added: list[Row] = []
    for place, section in enumerate(reading.sections):
        if _label(section.heading, labels) is not None:
            continue  # it opens a part of the initiative above
        items = [*section.items, *_labelled_below(reading.sections, place, labels)]
        parts, evidence = _labelled_parts(facts, [item for item in items if id(item) not in taken], labels)
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


def _labelled_below(sections: Sequence[Section], place: int, labels: Labels) -> list[Item]:
    """The sections below one whose headings are labels, heading and text: Syfte and Mål set as headings.

    They stand right below its heading or, where that has no text of its own, follow it on the same level.
    """
    found: list[Item] = []
    own = sections[place]
    bare = False
    for section in sections[place + 1 :]:
        label = _label(section.heading, labels) is not None
        inside = any(parent is own.heading for parent in section.parents)
        beside = label and not own.items and section.heading.level == own.heading.level and not section.heading.number
        if not inside and not beside:
            break
        below = bool(section.parents) and section.parents[-1] is own.heading
        if below and opened_status(section.heading.title)[0]:
            found += [section.heading, *section.items]  # a label may follow the activities
        elif not label and below:
            bare = not section.items  # the labels that follow on its level are its own
        elif label and (not inside or (below and not bare)):
            found += [section.heading, *section.items]
    return found


def _labelled_parts(facts: Facts, items: Sequence[Item], labels: Labels) -> tuple[dict[str, str], dict[str, Evidence]]:
    """The text after each label; paragraphs without a label go on with the one before."""
    texts: dict[str, list[str]] = {}
    evidence: dict[str, Evidence] = {}
    current: str | None = None
    for item in items:
        if isinstance(item, Table):
            current = None
            for field, text, where, cells in _rows(item, labels):
                texts.setdefault(field, []).append(text)
                evidence.setdefault(field, where)
                facts.use(cells)
            continue
        found = _labels_of(item, labels)
        for current, text in found:
            texts.setdefault(current, []).append(text)
            evidence.setdefault(current, of_item(item))
        if found:
            continue
        if isinstance(item, Heading) or (isinstance(item, Paragraph | ListItem) and _opens_activities(item.text)):
            current = None
        elif current is not None:
            texts[current].append(item_text(item))
    return {field: plain(" ".join(parts)) for field, parts in texts.items() if any(parts)}, evidence


def _rows(table: Table, labels: Labels) -> list[tuple[str, str, Evidence, tuple[Cell, ...]]]:
    """The labelled rows of a small table, where all its labels are known: Syfte beside its text."""
    rows = pairs(table)
    matches = [resolve(label, labels) for label, _, _ in rows]
    if not rows or any(match is None or match.score < COMPOSED for match in matches):
        return []
    return [
        (match.field, text, of_cells(cells), cells)
        for (_, text, cells), match in zip(rows, matches, strict=True)
        if match is not None
    ]


def _labels_of(item: Item, labels: Labels) -> list[tuple[str, str]]:
    """The parts whose labels a text holds, with what follows each; most texts have one or none."""
    several = [(part.field, part.value) for part in labelled_parts(item, labels)]
    if several or not isinstance(item, Heading | Paragraph | ListItem):
        return several
    label = _label(item, labels)
    return [label] if label is not None else []


def _label(item: Heading | Paragraph | ListItem, labels: Labels) -> tuple[str, str] | None:
    """The part that a label opens and what follows it.

    A heading, a bold line of its own, and bold words before others need no colon.
    """
    text = item.title if isinstance(item, Heading) else item.text
    words = [word for line in item.lines for word in line.words]
    bold = next((place for place, word in enumerate(words) if not word.style.bold), len(words))
    parts = split_label(text)
    if parts is None and (isinstance(item, Heading) or bold == len(words)):
        parts = text, ""
    elif parts is None and 0 < bold <= LONGEST_LABEL:
        opening = plain(" ".join(word.text for word in words[:bold]))
        parts = (opening, text[len(opening) :].strip()) if text.startswith(opening) else None
    match = resolve(parts[0], labels) if parts is not None else None
    if parts is None or match is None or match.score < COMPOSED:
        return None
    return match.field, parts[1]


def _opens_activities(text: str) -> bool:
    """Whether a text opens a list of activities, which is no part of purpose, goal or comment."""
    parts = split_label(text)
    return parts is not None and means(parts[0], fields_of("activities", None)["activity"], COMPOSED)
