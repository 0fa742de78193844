"""Tables of activities without a header, told by what stands in their columns."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.reading.model import Table
from pipelines.reading.tables.grid import is_figure
from pipelines.values.periods import parse_period, years
from pipelines.values.status import status_of_answer, status_of_word
from pipelines.values.text import fold

MOST = 0.7
"""Share of a column's cells that must look like the field."""
FEWEST_FIELDS = 2
"""So many columns beside the activities must say what they are."""
FEWEST_WORDS = 2.5
"""Words of an activity, on an average."""
NAME_WORDS = 4

_PRIORITY = re.compile(r"(?:hög|medel|mellan|låg|high|medium|low)(?:t|a)?(?: prio(?:ritet)?)?")
_OFTEN = re.compile(
    r"(?:\w+ )?(?:gånger?|ggr) (?:per|om|i) \w+|(?:varje|en gång (?:per|om|i)) \w+|årligen|månatligen|"
    r"(?:års|halvårs|kvartals|månads|vecko|tertial)vis|per (?:år|halvår|kvartal|tertial|månad|vecka)|"
    r"(?:del|tertial|hel|års)?årsrapport|yearly|quarterly|monthly"
)
_ONGOING = {"löpande", "kontinuerligt", "tills vidare", "pågående", "hela året", "ongoing"}


def columns_by_values(table: Table) -> dict[str, int]:
    """The fields of an activity table's columns, from 0; empty where the values do not say enough."""
    columns: dict[int, list[str]] = {place: [] for place in range(table.column_count)}
    rows = {cell.row for cell in table.cells if cell.text}
    for cell in table.cells:
        if cell.text and cell.column_span == 1:
            columns[cell.column - 1].append(cell.text)
    if len(rows) < 2:
        return {}
    found: dict[str, int] = {}
    for place, texts in columns.items():
        # answers tell how far things have come where some of them are words for it: ``Ja``, ``Delvis``, ``Nej``
        if any(map(_is_status, texts)) and all(_is_status(text) or status_of_answer(text) for text in texts):
            found.setdefault("status", place)
    for name, looks in _LOOKS.items():
        if name in found:
            continue
        shares = {place: _share(texts, looks) for place, texts in columns.items() if place not in found.values()}
        best = max(shares, key=lambda place: shares[place], default=None)
        if best is not None and shares[best] >= MOST:
            found[name] = best
    free = {place: texts for place, texts in columns.items() if _has_words(texts) and place not in found.values()}
    lengths = {place: sum(len(text.split()) for text in texts) / len(texts) for place, texts in free.items()}
    longest = max(lengths, key=lambda place: lengths[place], default=None)
    if longest is None or lengths[longest] < FEWEST_WORDS or len(found) < FEWEST_FIELDS:
        return {}
    found["activity"] = longest
    persons = [place for place, texts in free.items() if place != longest and _share(texts, _is_person) >= MOST]
    if persons:
        found["responsible"] = persons[0]
    lights = [place for place, texts in columns.items() if not _has_words(texts) and _is_lit(table, place)]
    if "status" not in found and lights:
        found["status"] = lights[0]
    return found


def field_by_values(texts: list[str]) -> str | None:
    """The field of a column of an activity table whose header says nothing, where all its values are of one kind: how
    often something is followed up, or its priority."""
    return next((name for name in _PLAIN if texts and all(map(_LOOKS[name], texts))), None)


def _share(texts: list[str], looks: Callable[[str], bool]) -> float:
    return sum(map(looks, texts)) / len(texts) if texts else 0.0


def _has_words(texts: list[str]) -> bool:
    """Whether a column holds more than signs such as dots."""
    return any(character.isalnum() for text in texts for character in text)


def _is_lit(table: Table, place: int) -> bool:
    """Whether a column without words has lights or grounds."""
    cells = [cell for cell in table.cells if cell.column - 1 == place]
    return any(cell.marks or cell.fill_color is not None for cell in cells)


def _is_priority(text: str) -> bool:
    return _PRIORITY.fullmatch(fold(text)) is not None


def _is_often(text: str) -> bool:
    return _OFTEN.fullmatch(fold(text)) is not None


def _is_status(text: str) -> bool:
    return len(text.split()) <= NAME_WORDS and status_of_word(text) is not None and fold(text) not in _ONGOING


def _is_when(text: str) -> bool:
    return fold(text) in _ONGOING or years(text) is not None or parse_period(text) is not None


def _is_person(text: str) -> bool:
    names = re.split(r"[,;\n/]| och ", text)
    return not is_figure(text) and all(
        0 < len(name.split()) <= NAME_WORDS and name.strip()[:1].isupper() for name in names if name.strip()
    )


_LOOKS: dict[str, Callable[[str], bool]] = {
    "priority": _is_priority,
    "follow_up": _is_often,
    "when_text": _is_when,
    "status": _is_status,
}
_PLAIN = ("priority", "follow_up")
"""Fields that nothing else in a table of activities is written like."""
