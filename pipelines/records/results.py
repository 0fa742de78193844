"""Quantified results in running text: what was reached, counted and told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reading.model import Heading, ListItem, Paragraph, Reading
from pipelines.records.context import Trail
from pipelines.records.facts import Facts, Row, of_item
from pipelines.records.mentions import split_sentences
from pipelines.values.quantities import Quantity, find_quantities

_TOLD = re.compile(
    r"\b(?:har|hade|har|fick|fått|blev|blivit|deltog|deltagit|svarade|svarat|valde|genomfört|genomförts|genomfördes|"
    r"nått|nåtts|nådde|nåddes|rekryterat|anställts|startat|startade|hjälpt|stått|står|beviljat|finansierat|rapporterade|"
    r"rapporterat|involverat|involverats|arrangerat|arrangerats|visade|ökat|minskat|besökte|besökt|rapporterats|totalt|"
    r"sammanlagt|resulterat|medverkade|medverkat|utbildats|coachats|gått|gjort|gjorts|\w+(?:ats|erats|its|tts))\b",
    re.IGNORECASE,
)
"""Words that tell of something done."""
_NO_RESULT = frozenset(
    [
        "år",
        "månader",
        "månad",
        "veckor",
        "vecka",
        "dagar",
        "dag",
        "timmar",
        "timme",
        "minuter",
        "gånger",
        "gång",
        "ggr",
        "procentenheter",
        "kapitel",
        "avsnitt",
        "sidor",
        "sida",
        "bilaga",
        "punkter",
        "punkt",
        "steg",
        "delar",
        "del",
        "områden",
        "område",
        "frågor",
        "fråga",
        "delmål",
        "huvudteman",
        "fokusområden",
        "uppdrag",
    ]
)
"""Nouns that number the text or time, not what was reached."""


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
            if not _TOLD.search(sentence):
                continue
            for quantity in find_quantities(sentence):
                if _is_result(quantity):
                    _add(facts, item, sentence, quantity, project)


def _project_above(trail: Trail | None, by_name: dict[str, Row]) -> Row | None:
    headings: tuple[Heading, ...] = trail.headings if trail else ()
    return next((by_name[heading.title] for heading in reversed(headings) if heading.title in by_name), None)


def _is_result(quantity: Quantity) -> bool:
    """Whether it counts something or is a share: no money, no time, nothing that numbers the text."""
    unit = quantity.unit
    if unit is not None:
        return unit.kind in ("share", "count")
    return quantity.noun is not None and quantity.noun.split()[-1].casefold() not in _NO_RESULT


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
