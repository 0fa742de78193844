"""Quantified results in running text: what was reached, counted and told in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.family import shared_lexicon
from pipelines.reading.model import Heading, ListItem, Paragraph, Reading
from pipelines.records.context import Trail
from pipelines.records.facts import Facts, Row, of_item
from pipelines.records.mentions import split_sentences
from pipelines.values.quantities import Quantity, find_quantities
from pipelines.values.text import fold


def results_of(
    facts: Facts, reading: Reading, trails: dict[int, Trail], taken: set[int], projects: Sequence[Row]
) -> None:
    """Add a statement for each count or share in a sentence that tells of something done.

    Items in `taken`, by id, have given their figures elsewhere. A statement belongs to the project whose heading it
    stands under, or to the only project of the report.
    """
    by_name = {str(project["name"]): project for project in projects}
    only = projects[0] if len(projects) == 1 else None
    for item in reading.items:
        if not isinstance(item, Paragraph | ListItem) or id(item) in taken:
            continue
        project = _project_above(trails.get(id(item)), by_name) or only
        for sentence in split_sentences(item.text):
            if not _is_told(sentence):
                continue
            for quantity in find_quantities(sentence):
                if _is_result(quantity, sentence):
                    _add(facts, item, sentence, quantity, project)


def _project_above(trail: Trail | None, by_name: dict[str, Row]) -> Row | None:
    headings: tuple[Heading, ...] = trail.headings if trail else ()
    return next((by_name[heading.title] for heading in reversed(headings) if heading.title in by_name), None)


def _is_told(sentence: str) -> bool:
    """Whether a sentence tells of something done rather than announced."""
    words = shared_lexicon().results
    folded = fold(sentence)
    tokens = folded.split()
    if any(f" {phrase} " in f" {folded} " for phrase in words.announced):
        return False
    return any(token in words.told or token.endswith(tuple(words.endings)) for token in tokens)


def _is_result(quantity: Quantity, sentence: str) -> bool:
    """Whether it counts something or is a share: no money, no time, nothing that numbers or only names things.

    A number word after a determiner names what is known already: ``de fem projekten``.
    """
    words = shared_lexicon().results
    before = fold(sentence[: quantity.start]).split()
    if quantity.number.is_word and before and before[-1] in words.determiners:
        return False
    unit = quantity.unit
    if unit is not None:
        return unit.kind in ("share", "count")
    return quantity.noun is not None and quantity.noun.split()[-1].casefold() not in words.not_counted


def _add(facts: Facts, item: Paragraph | ListItem, sentence: str, quantity: Quantity, project: Row | None) -> None:
    number = quantity.number
    facts.add(
        "indicators",
        of_item(item, sentence),
        project_id=project,
        kind="statement",
        name=quantity.noun or quantity.unit_name or quantity.text,
        outcome_operator=None if number.operator in ("=", "between") else number.operator,
        outcome_value=float(quantity.value),
        outcome_text=quantity.text,
        unit=quantity.unit_name,
    )
