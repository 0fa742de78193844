"""Which family a report is of, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.family import RECOGNISED, Family, families
from pipelines.lexicon import COMPOSED, in_two_languages, means
from pipelines.reading.model import Heading, Paragraph, Reading
from pipelines.records.labelled import is_bold, labels_in
from pipelines.records.labelled_cells import labels_of_table
from pipelines.values.text import fold

TITLE_POINTS, TABLE_POINTS, WORD_POINTS, MOST_WORDS = 3.0, 2.0, 1.0, 3.0
MOST_MORE = 2.0
"""Points that further phrases of the title give together."""
SEVERAL = "several projects"
"""Stands among the sorts of table for projects that are told one by one: such a report is not of one project."""
MANY_MORE = 1.5
"""So many times the signs of another tell a family from one with as many points."""
LONGEST_LABEL = 4
FIRST_PAGES = 2


@dataclass(slots=True)
class Likeness:
    """How much a report looks like one of a family."""

    family: str
    points: float = 0.0
    signs: list[str] = field(default_factory=list)
    """What was seen, as short phrases."""


def recognise(reading: Reading, title: str | None, sorts: Mapping[str, set[str]]) -> list[Likeness]:
    """Every family with its points, the likest first; `sorts` are the sorts of table the report has in its words."""
    titles = [title or "", reading.metadata.get("Title", ""), *reading.furniture]
    titles += [item.title for item in reading.items if isinstance(item, Heading) and item.page <= FIRST_PAGES]
    titles += [
        item.text
        for item in reading.items
        if isinstance(item, Paragraph) and item.page <= FIRST_PAGES and len(item.text.split()) <= 15
    ]
    headings = [fold(item.title) for item in reading.items if isinstance(item, Heading)]
    labels = {label for item in reading.items for label in labels_in(item)}
    labels |= {label for table in reading.tables for label in labels_of_table(table)}
    labels |= {item.text for item in reading.items if isinstance(item, Paragraph) and _stands_alone(item)}
    labels |= {item.title for item in reading.items if isinstance(item, Heading) and item.page <= FIRST_PAGES}
    labels |= {half for label in labels for half in in_two_languages(label)}
    found = [
        _likeness(family, [fold(text) for text in titles if text], headings, labels, sorts[name])
        for name, family in families().items()
    ]
    return sorted(found, key=lambda likeness: (-likeness.points, likeness.family))


def _stands_alone(item: Paragraph) -> bool:
    """Whether a paragraph is a bold label on a line of its own."""
    return len(item.text.split()) <= LONGEST_LABEL and is_bold(item)


def family_of(likenesses: Sequence[Likeness]) -> str | None:
    """The family a report is taken to be of; None where no family is clear."""
    best = likenesses[0] if likenesses else None
    if best is None or best.points < RECOGNISED:
        return None
    likest = [one for one in likenesses if one.points == best.points]
    # points are capped: of two with as many, one shows far more signs
    likest.sort(key=lambda one: -len(one.signs))
    clear = len(likest) == 1 or len(likest[0].signs) >= MANY_MORE * len(likest[1].signs)
    return likest[0].family if clear else None


def _likeness(
    family: Family, titles: Sequence[str], headings: Sequence[str], labels: set[str], sorts: set[str]
) -> Likeness:
    likeness = Likeness(family.family)
    signs = family.match
    if any(fold(phrase) in text for phrase in signs.not_titles for text in titles):
        return likeness
    said = [phrase for phrase in signs.titles if any(fold(phrase) in text for text in titles)]
    if said:
        likeness.points += TITLE_POINTS + min(WORD_POINTS * (len(said) - 1), MOST_MORE)
        likeness.signs.extend(f"title says “{phrase}”" for phrase in said)
    seen = [phrase for phrase in signs.headings if any(fold(phrase) in heading for heading in headings)]
    labelled = [wanted for wanted in signs.labels if any(means(label, [wanted], COMPOSED) for label in labels)]
    for words, what in ((seen, "heading"), (labelled, "label")):
        likeness.points += min(WORD_POINTS * len(words), MOST_WORDS)
        likeness.signs.extend(f"{what} “{word}”" for word in words)
    for sort in signs.tables:
        if sort in sorts:
            likeness.points += TABLE_POINTS
            likeness.signs.append(f"table of {sort}")
    if family.one_project and SEVERAL in sorts:
        likeness.points -= TABLE_POINTS
        likeness.signs.append("several projects, which it has not")
    return likeness
