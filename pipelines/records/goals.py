"""Targets inside goal texts: of an initiative's goal, or of the sentences in which a project says what it aims at."""

from __future__ import annotations

from pipelines.family import shared_lexicon
from pipelines.reading.model import ListItem, Paragraph, Reading
from pipelines.records.context import Trail
from pipelines.records.facts import Evidence, Facts, Row, of_item
from pipelines.records.mentions import split_sentences
from pipelines.values.targets import find_targets
from pipelines.values.text import fold


def add_goals(facts: Facts, text: str, evidence: Evidence, name: str, project: Row | None = None) -> None:
    """Add an indicator of kind goal for each number in a goal text of the initiative or project `name`."""
    for target in find_targets(text):
        facts.add(
            "indicators",
            evidence,
            project_id=project,
            kind="goal",
            initiative=None if project else name,
            name=name,
            target_operator=target.operator,
            target_value=None if target.value is None else float(target.value),
            target_low=None if target.low is None else float(target.low),
            target_high=None if target.high is None else float(target.high),
            target_text=target.text,
            unit=target.unit,
        )


def goals_of_project(facts: Facts, reading: Reading, trails: dict[int, Trail], project: Row) -> None:
    """Add the targets of sentences that say what the one project of a report aims at."""
    words = shared_lexicon().aims
    for item in reading.items:
        if not isinstance(item, Paragraph | ListItem):
            continue
        trail = trails.get(id(item))
        heading = fold(trail.nearest.title) if trail is not None and trail.nearest is not None else ""
        under_aim = any(fold(phrase) in heading for phrase in words.headings)
        for sentence in split_sentences(item.text):
            folded = fold(sentence)
            aims = any(fold(phrase) in folded for phrase in words.phrases)
            if aims or (under_aim and any(f" {verb} " in f" {folded} " for verb in words.verbs)):
                add_goals(facts, sentence, of_item(item, sentence), project["name"], project)
