"""Sums of money in running text, list items and footnotes: one row of `budgets` for each, with its sentence."""

from __future__ import annotations

import re

from pipelines.reading.model import ListItem, Paragraph, Reading
from pipelines.records.context import stated_unit
from pipelines.records.facts import Evidence, Facts, Row, of_item
from pipelines.values.money import Money, find_money

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"”’(]*[A-ZÅÄÖ0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:ca|kap|nr|bl\.a|t\.ex|m\.m|m\.fl|dvs|osv|etc|resp|inkl|exkl|jfr|mfl|s\.k|f\.d|milj)|\b[A-ZÅÄÖ])\.$",
    re.IGNORECASE,
)


def mentions_of(facts: Facts, reading: Reading, taken: set[int]) -> None:
    """Add the sums that running text names; items in `taken`, by id, have given their sums elsewhere."""
    for item in reading.items:
        if isinstance(item, Paragraph | ListItem) and id(item) not in taken:
            for sentence in split_sentences(item.text):
                if stated_unit(sentence) is not None:
                    continue  # ``i tusen kronor`` is a unit and no sum
                for money in find_money(sentence):
                    _add(facts, of_item(item, sentence), money)
    for note in reading.footnotes:
        for sentence in split_sentences(note.text):
            for money in find_money(sentence):
                _add(facts, Evidence(note.page, note.box, sentence), money)


def _add(facts: Facts, evidence: Evidence, money: Money) -> Row:
    return facts.add(
        "budgets",
        evidence,
        kind="mention",
        value=money.value,
        unit=money.unit.name,
        amount_sek=money.amount_sek,
        qualifier=money.qualifier,
        is_total=False,
        value_text=money.text,
    )


def split_sentences(text: str) -> list[str]:
    """The sentences of a text; a full stop after an abbreviation ends none."""
    sentences: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[start : match.start()]):
            continue
        sentences.append(text[start : match.start()].strip())
        start = match.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]
