"""The one project that a whole report is about: from labelled lines, or from what running text says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.family import Family, Prose, fields_of, shared_lexicon
from pipelines.lexicon import ACCEPTED, CERTAIN, COMPOSED, INFLECTED, means
from pipelines.reading.model import Heading, Item, ListItem, Paragraph, Reading, Table
from pipelines.reading.text import plain
from pipelines.records.context import is_place
from pipelines.records.facts import Facts, Row, of_item
from pipelines.records.labelled import Labelled, boxed, is_bold, labelled, labelled_over, labelled_parts
from pipelines.records.mentions import split_sentences
from pipelines.records.projects import MEASURES, item_text, text_values
from pipelines.records.roles import PERIODS
from pipelines.values.dates import find_dates
from pipelines.values.money import Money, parse_money
from pipelines.values.names import split_organisations
from pipelines.values.periods import find_periods
from pipelines.values.text import fold
from pipelines.values.units import KR, Unit, unit_of_caption

LONGEST_HEADING = 4
"""Words of a bold line that heads the text below it."""
FEWEST_LABELS = 3
"""Labelled lines that make a sheet, an owner or an amount among them."""
_KEY_FIELDS = {"owner", "granted_sek", "applied_sek", "total_cost_sek"}


def project_of_report(
    facts: Facts, reading: Reading, family: Family, units: Mapping[int, Unit] | None = None
) -> Row | None:
    """Add the project a report is about; None where neither labels nor text name it.

    `units` are those of money that the text above states, by the id of the item.
    """
    lines = _label_lines(reading.items, family.family)
    fields = {line.field for line in lines}
    if len(lines) >= FEWEST_LABELS and fields & _KEY_FIELDS:
        project = _from_labels(facts, reading.items, lines, family, units or {})
        if project is not None:
            return project
    return _from_prose(facts, reading.items, family, shared_lexicon().prose)


def _label_lines(items: Sequence[Item], family: str) -> list[Labelled]:
    """The first labelled line of each field."""
    synonyms = fields_of("projects", family)
    valued = {name: words for name, words in synonyms.items() if name != "description"}
    found: dict[str, Labelled] = {}
    places: dict[int, int] = {}
    for place, item in enumerate(items):
        lines: list[Labelled | None] = []
        if isinstance(item, Table):
            lines += boxed(item, synonyms)
        else:
            lines += labelled_parts(item, synonyms) or [labelled(item, synonyms)]
        if place + 1 < len(items):
            lines = [*lines, labelled_over(item, items[place + 1], valued)]
        for line in lines:
            if line is not None and line.value and line.field not in found:
                found[line.field] = line
                places[id(line)] = place
    if "name" not in found and found:
        first = min(places[id(line)] for line in found.values())
        named = next((one for one in map(_bare_name, items[:first][::-1]) if one is not None), None)
        if named is not None:
            return [named, *found.values()]
    return list(found.values())


def _bare_name(item: Item) -> Labelled | None:
    """``Namn: Bron``: above the other labels it is the project that is named."""
    return labelled(item, {"name": ["namn", "name"]}, CERTAIN)


def _from_labels(
    facts: Facts, items: Sequence[Item], lines: Sequence[Labelled], family: Family, units: Mapping[int, Unit]
) -> Row | None:
    values: dict[str, Any] = {}
    for line in lines:
        if line.field in MEASURES:
            money = money_of(line, units.get(id(line.item), KR))
            if money is not None:
                values[line.field] = money.amount_sek
        elif line.field != "description":
            values |= text_values(line.field, line.value)
    if not values.keys() & {"period_start", "period_end"}:
        values |= _period_told(items, family)
    places = {id(line.item): place for place, line in enumerate(lines)}
    first = next(place for place, item in enumerate(items) if id(item) in places)
    last = max(place for place, item in enumerate(items) if id(item) in places)
    naming = _naming(items[:first], family)
    if "name" not in values:
        if naming is None:
            return None
        values["name"] = _words_of(naming)
    for item in items[:first]:
        text = _words_of(item)
        if text != values["name"] and is_place(text):
            values.setdefault("subregion", text)
    told = next((line for line in lines if line.field == "description" and not line.cells), None)
    description = _description(items[last + 1 :], family) if told is None else _told(items, told, family)
    evidence = of_item(naming or items[first])
    project = facts.add("projects", evidence, kind=family.project_kind, description=description or None, **values)
    for line in lines:
        if line.field in MEASURES:
            add_amount(facts, project, line, units.get(id(line.item), KR))
        elif line.field != "description" and text_values(line.field, line.value):
            facts.use(line.cells)
    return project


def _period_told(items: Sequence[Item], family: Family) -> dict[str, Any]:
    """The period that a sentence about the project tells: ``Projektet pågick maj 2017 – juni 2019.``"""
    names = fields_of("projects", family.family)["name"]
    told = [sentence for item in items if isinstance(item, Paragraph) for sentence in split_sentences(item.text)]
    about = [sentence for sentence in told if means(next(iter(sentence.split()), ""), names, INFLECTED)]
    found = [
        {key: value for key, value in _facts_of_sentence(one, shared_lexicon().prose).items() if key in PERIODS}
        for one in about
    ]
    periods = [one for one in found if one]
    return periods[0] if periods and all(one == periods[0] for one in periods) else {}


def _told(items: Sequence[Item], line: Labelled, family: Family) -> str:
    """The text after the label of an aim or summary, to the next label or heading."""
    synonyms = fields_of("projects", family.family)
    place = next(place for place, item in enumerate(items) if item is line.item)
    texts = [line.value]
    for item in items[place + 1 :]:
        if not isinstance(item, Paragraph | ListItem) or is_bold(item) or labelled(item, synonyms, ACCEPTED):
            break
        texts.append(item_text(item))
    return plain(" ".join(texts))


def _description(items: Sequence[Item], family: Family) -> str:
    """The text under the heading of its aim or summary; all text with its headings where there is none."""
    wordings = fields_of("projects", family.family)["description"]
    aim: list[str] | None = None
    for item in items:
        title = _title_of(item)
        if title is not None:
            if aim:
                break
            aim = [] if means(title, wordings, COMPOSED) else None
        elif aim is not None:
            aim.append(item_text(item))
    texts = aim or [_with_heading(item) for item in items]
    return plain(" ".join(text for text in texts if text))


def _title_of(item: Item) -> str | None:
    """The words of a heading, or of a bold line that stands as one."""
    if isinstance(item, Heading):
        return item.title
    bold = isinstance(item, Paragraph) and len(item.text.split()) <= LONGEST_HEADING and is_bold(item)
    return item_text(item).rstrip(":") if bold else None


def _naming(items: Sequence[Item], family: Family) -> Heading | Paragraph | None:
    """What names the project above its labels: the largest of the title, else the last heading.

    A line of the title that says what sort of report it is names no project where another line is there.
    """
    titles = [item for item in items if isinstance(item, Paragraph) and item.is_title]
    kinds = [fold(phrase) for phrase in family.match.titles]
    titles = [item for item in titles if not any(kind in fold(item.text) for kind in kinds)] or titles
    if titles:
        return max(titles, key=lambda item: max(line.style.size for line in item.lines))
    return next((item for item in reversed(items) if isinstance(item, Heading)), None)


def _words_of(item: Item) -> str:
    return item.title if isinstance(item, Heading) else item_text(item)


def _with_heading(item: Item) -> str:
    if isinstance(item, Heading):
        return f"{item.number} {item.title}" if item.number else item.title
    return item_text(item)


def money_of(line: Labelled, default: Unit = KR) -> Money | None:
    """The sum of a labelled line; its unit stands behind the figure, else in the label, else it is the usual one."""
    unit, _ = unit_of_caption(line.label)
    return parse_money(line.value, unit=unit if unit is not None and unit.is_money else default)


def add_amount(facts: Facts, project: Row, line: Labelled, default: Unit = KR) -> None:
    """Add the sum of a labelled line as an amount of the project."""
    money = money_of(line, default)
    if money is None:
        return
    for cell in line.cells:
        facts.use_value(cell, money.left)
    facts.add(
        "budgets",
        of_item(line.item),
        project_id=project,
        kind="project",
        line_item=project["name"],
        column_name=line.label,
        measure=MEASURES[line.field],
        value=money.value,
        unit=money.unit.name or None,
        amount_sek=money.amount_sek,
        qualifier=money.qualifier,
        is_total=False,
        value_text=line.value,
    )


# --- running text ---------------------------------------------------------------------------------------------------


def _from_prose(facts: Facts, items: Sequence[Item], family: Family, prose: Prose) -> Row | None:
    """The project that a sentence presents: ``X är ett samverkansprojekt mellan A och B.``"""
    texts = [item for item in items if isinstance(item, Paragraph | ListItem)]
    for item in texts:
        for sentence in split_sentences(item.text):
            name = _before(sentence, prose.is_project)
            if name is None:
                continue
            values = _facts_of(texts, prose)
            return facts.add("projects", of_item(item, item.text), kind=family.project_kind, name=name, **values)
    return None


def _before(sentence: str, phrases: Sequence[str]) -> str | None:
    """What stands before a phrase, where that is a name."""
    for phrase in phrases:
        start = sentence.find(f" {phrase}")
        if 2 < start < 80 and sentence[:1].isupper():
            name = sentence[:start].strip()
            return name.removeprefix("Projektet ") or None
    return None


def _facts_of(items: Sequence[Paragraph | ListItem], prose: Prose) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for item in items:
        for sentence in split_sentences(item.text):
            values = _facts_of_sentence(sentence, prose) | values
    return values


def _facts_of_sentence(sentence: str, prose: Prose) -> dict[str, Any]:
    values: dict[str, Any] = {}
    rest = _after(sentence, prose.period)
    period = next(iter(find_periods(rest)), None) if rest is not None else None
    if period is not None and period.start < 12 and period.first and period.last:
        values |= {"period_start": period.first, "period_end": period.last}
    for name, phrases in (("period_start", prose.period_start), ("period_end", prose.period_end)):
        rest = _after(sentence, phrases)
        moment = next(iter(find_dates(rest)), None) if rest is not None else None
        if moment is not None and moment.start < 12:
            values[name] = moment.first if name == "period_start" else moment.last
    for name, phrases in (("partners", prose.partners), ("financiers", prose.financiers)):
        rest = _after(sentence, phrases)
        if rest is not None:
            names = split_organisations(rest.rstrip(". "))
            if len(names) > 1:
                values[name] = names
    return values


def _after(sentence: str, phrases: Sequence[str]) -> str | None:
    for phrase in phrases:
        start = sentence.find(f"{phrase} ")
        if start >= 0:
            return sentence[start + len(phrase) + 1 :]
    return None
