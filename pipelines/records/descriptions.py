"""Descriptions of listed projects: the text under the heading that names each, with its spelling of name and owner."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from pipelines.lexicon import CERTAIN, COMPOSED, means
from pipelines.reading.model import Heading, Item, ListItem, Paragraph, Reading, Section
from pipelines.reading.text import plain
from pipelines.records.context import Trail, trail_of
from pipelines.records.facts import Evidence, Row
from pipelines.records.labelled import split_label
from pipelines.records.projects import FEWEST_TOLD, Listed, item_text
from pipelines.values.text import fold

SAME_NAME = 88.0
"""Similarity from which a heading names a project of the table."""
FEWEST_DESCRIBED = 2
"""Projects that texts outside of sections must tell of."""
MOST_COLONS = 3
"""A name may hold a colon or two itself."""

_NUMBERS = re.compile(r"\d+")
_BEHIND_NAME = re.compile(r"[:.](?=\s)|\s[–—-](?=\s)")


@dataclass(frozen=True, slots=True)
class Described:
    """What stands under the heading of a project of a table."""

    row: Row
    heading: Heading
    owner_label: str | None
    owner: str | None
    owner_evidence: Evidence | None


def describe(reading: Reading, listed: Sequence[Listed], owner_labels: Sequence[str]) -> list[Described]:
    """Give each project the text under the heading that names it, and tell how name and owner are spelt there."""
    tables = {id(project.table) for project in listed}
    candidates = [
        section
        for section in reading.sections
        if section.items and not any(id(item) in tables for item in section.items)
    ]
    free = list(candidates)
    found: list[Described] = []
    rest: list[Listed] = []
    for project in listed:
        section = _section_named(project, free)
        if section is None:
            rest.append(project)
            continue
        free = [other for other in free if other is not section]
        found.append(_take_description(project.row, section, owner_labels))
    _describe_by_texts(reading.items, [project for project in rest if not project.row.get("description")], owner_labels)
    return found


def _describe_by_texts(items: Sequence[Item], listed: Sequence[Listed], owner_labels: Sequence[str]) -> None:
    """Give projects the text that opens with their name and a sign, or follows their name on a line of its own.

    Two at least must be told of so: one such text may be about anything.
    """
    by_name: dict[str, list[Listed]] = {}
    for project in listed:
        by_name.setdefault(fold(project.row["name"]), []).append(project)
    told: list[tuple[Listed, str]] = []
    for place, item in enumerate(items):
        if not isinstance(item, Paragraph | ListItem):
            continue
        name, text = _opening_name(item.text, by_name)
        if not name:
            continue
        text = text or _text_below(items[place + 1 :], by_name, owner_labels)
        if len(text.split()) >= FEWEST_TOLD:
            told.append((by_name[name].pop(0), text))
    for project, text in told if len(told) >= FEWEST_DESCRIBED else ():
        project.row["description"] = text


def _opening_name(text: str, names: Mapping[str, Sequence[Listed]]) -> tuple[str, str]:
    """The name of a project that a text opens with, folded, and what comes after it; empty where none does."""
    marks = [mark.span() for mark in islice(_BEHIND_NAME.finditer(text), MOST_COLONS)]
    for start, end in (*marks, (len(text), len(text))):
        name = fold(text[:start])
        if names.get(name):
            return name, text[end:].strip()
    return "", ""


def _text_below(items: Sequence[Item], names: Mapping[str, Sequence[Listed]], owner_labels: Sequence[str]) -> str:
    """The text under a line that names a project, the line that tells its owner aside."""
    for item in items[:2]:
        if not isinstance(item, Paragraph) or _opening_name(item.text, names)[0]:
            break
        parts = split_label(item.text)
        if parts is None or not means(parts[0], owner_labels, COMPOSED):
            return item.text
    return ""


def _section_named(project: Listed, sections: Sequence[Section]) -> Section | None:
    """The section whose heading is most like the project's name; of equals the one nearest below the table."""
    name = fold(project.row["name"])
    best: tuple[float, int, Section] | None = None
    for section in sections:
        title = fold(section.heading.title)
        score = CERTAIN if title == name else fuzz.ratio(title, name)
        if score < SAME_NAME or _NUMBERS.findall(title) != _NUMBERS.findall(name):
            continue
        ahead = section.heading.page - project.table.page
        distance = ahead if ahead >= 0 else 1000 - ahead
        same = _shares_outer_heading(project.trail, trail_of(section))
        rank = (score + (50.0 if same else 0.0), -distance)
        if best is None or rank > (best[0], best[1]):
            best = (*rank, section)
    return best[2] if best else None


def _shares_outer_heading(a: Trail, b: Trail) -> bool:
    return bool(a.headings and b.headings) and a.headings[0] is b.headings[0]


def _take_description(row: Row, section: Section, owner_labels: Sequence[str]) -> Described:
    texts: list[str] = []
    label = owner = None
    evidence: Evidence | None = None
    for place, item in enumerate(section.items):
        if place == 0 and isinstance(item, Paragraph):
            parts = split_label(item.text)
            if parts is not None and _is_owner(parts, row.get("owner"), owner_labels):
                label, owner = parts
                evidence = Evidence(item.page, item.box, item.text)
                continue
        text = item_text(item)
        if text:
            texts.append(text)
    if texts and not row.get("description"):
        row["description"] = plain(" ".join(texts))
    if owner and owner != row.get("owner"):
        row["owner_aliases"] = [owner]
    heading = section.heading
    if heading.title != row["name"]:
        row["aliases"] = [*(row.get("aliases") or []), heading.title]
    return Described(row, heading, label, owner, evidence)


def _is_owner(parts: tuple[str, str], owner: str | None, labels: Sequence[str]) -> bool:
    label, value = parts
    if means(label, labels, COMPOSED):
        return True
    return owner is not None and len(value.split()) <= 15 and fuzz.token_set_ratio(fold(value), fold(owner)) >= 80
