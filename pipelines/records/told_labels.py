"""What running text and lists say as labelled lines do: ``Projektägare är A.``, ``Finansiering`` over ``A: 5 mkr``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipelines.lexicon import INFLECTED, Synonyms, means
from pipelines.reading.model import Heading, Item, ListItem, Paragraph
from pipelines.records.label_marks import field_of
from pipelines.records.labelled import Labelled, is_bold, split_label
from pipelines.records.mentions import split_sentences
from pipelines.records.role import is_total
from pipelines.values.money import find_money, parse_money

PARTIES = ("owner", "contact_person")
"""Fields that a sentence gives with ``är``."""
SUMS = ("total_cost_sek",)
FEWEST_FUNDERS = 2
LONGEST_NAME = 8
"""Words of an owner that a sentence tells."""

_IS = re.compile(r"(?P<label>[A-ZÅÄÖ][\w-]+(?: \w+)?) är (?P<value>[A-ZÅÄÖ][^,;:(]*)\.")
_SAYS_SUM = re.compile(r"(?P<label>\w+(?: \w+)?) (?:på|om|är|uppgår till|uppgick till) $")


def told_in_text(items: Sequence[Item], synonyms: Synonyms) -> list[Labelled]:
    """The fields that sentences about the project and lists of its funders tell, in print order."""
    found: list[Labelled] = []
    for place, item in enumerate(items):
        if isinstance(item, Paragraph) and not item.is_title:
            for sentence in split_sentences(item.text):
                found += _of_sentence(item, sentence, synonyms)
        found += _funders(item, items[place + 1 :], synonyms)
    return found


def _of_sentence(item: Paragraph, sentence: str, synonyms: Synonyms) -> Iterator[Labelled]:
    """The owner that a sentence names as such, and the sum that one about the project calls its whole cost."""
    told = _IS.fullmatch(sentence)
    if told is not None and len(told["value"].split()) <= LONGEST_NAME:
        field = field_of(told["label"], synonyms)
        if field in PARTIES:
            yield Labelled(item, field, told["label"], told["value"])
    if not means(next(iter(sentence.split()), ""), synonyms["name"], INFLECTED):
        return
    for money in find_money(sentence):
        before = _SAYS_SUM.search(sentence[: money.start])
        label = before["label"] if before is not None else ""
        field = next(filter(None, (field_of(part, synonyms) for part in (label, label.rpartition(" ")[2]))), None)
        if field in SUMS and money.qualifier is None:
            yield Labelled(item, field, label, sentence[money.start : money.end])


def _funders(label: Item, below: Sequence[Item], synonyms: Synonyms) -> list[Labelled]:
    """Who pays, where a heading of the financing stands over a list of names with a sum each."""
    is_heading = isinstance(label, Heading) or (isinstance(label, Paragraph) and is_bold(label))
    text = label.title if isinstance(label, Heading) else label.text if isinstance(label, Paragraph) else ""
    wordings = {"financiers": [*synonyms["financiers"], "<financing> <project>?"]}
    if not is_heading or field_of(text, wordings) is None:
        return []
    entries = [item for item in takewhile(lambda item: isinstance(item, ListItem), below) if isinstance(item, ListItem)]
    parts = [split_label(item.text) for item in entries]
    pairs = [part for part in parts if part is not None and parse_money(part[1]) is not None]
    names = [name for name, _ in pairs if not is_total(name)]
    if len(pairs) < len(entries) or len(names) < FEWEST_FUNDERS:
        return []
    return [Labelled(entries[0], "financiers", text, "; ".join(names))]
