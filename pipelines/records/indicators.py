"""Indicators, whatever carries them: rows of a table, nested lists, and lines with target and outcome in one text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.reading.model import ListItem, Paragraph, Reading
from pipelines.reading.text import plain
from pipelines.records.facts import Evidence, Facts, Row
from pipelines.values.outcomes import Outcome, declared_met, is_met, parse_outcome
from pipelines.values.targets import Target, parse_target

FRAMEWORK = re.compile(r"indikator|nyckeltal|mätetal|styrtal|resultatmål", re.IGNORECASE)
STARRED = re.compile(r"\*")
_COUNTS = re.compile(r"(?:antalet|antal|number of)\s", re.IGNORECASE)
_GROUPED = re.compile(r"(?<=\d)\.(?=\d{3}(?:\.\d{3})*(?!\.?\d))")
"""A full stop between groups of three digits."""
_STRATSYS = re.compile(r"stratsys", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """One indicator as read: what it is called and what is printed as target and outcome."""

    name: str
    evidence: Evidence
    target: str | None = None
    outcome: str | None = None
    year: int | None = None
    breakdown: str | None = None
    framework: str | None = None
    unit: str | None = None
    previous: str | None = None
    previous_year: int | None = None
    compared: str | None = None
    """The outcome of an earlier year that has a row of its own."""
    declared: str | None = None
    """What is said of the target being met, where that stands apart from the outcome."""
    starred: bool = False
    parts: list[Found] = field(default_factory=list)
    """Its breakdowns."""


def add_indicator(facts: Facts, found: Found, project: Row | None, year: int | None, starred_means: bool) -> None:
    """Add an indicator, and a row for each of its breakdowns."""
    target = parse_target(_whole(found, found.target)) if found.target else _target_in_name(found)
    outcome = parse_outcome(_whole(found, found.outcome), year=found.year or year) if found.outcome else None
    previous = parse_outcome(_whole(found, found.previous)) if found.previous else None
    if previous is None and outcome is not None and outcome.previous_value is None and found.target:
        _previous_beside_target(found)
        previous = parse_outcome(found.previous) if found.previous else None
    previous_value = previous.value if previous else outcome.previous_value if outcome else None
    compared = parse_outcome(_whole(found, found.compared)).value if found.compared else None
    row = facts.add(
        "indicators",
        found.evidence,
        project_id=project,
        kind="indicator",
        framework=found.framework,
        name=found.name,
        breakdown=found.breakdown,
        target_operator=target.operator if target else None,
        target_value=_number(target.value if target else None),
        target_low=_number(target.low if target else None),
        target_high=_number(target.high if target else None),
        target_text=found.target,
        outcome_operator=outcome.operator if outcome and outcome.operator != "=" else None,
        outcome_value=_number(outcome.value if outcome else None),
        outcome_text=found.outcome,
        unit=_unit(found, target, outcome),
        year=found.year or year,
        previous_value=_number(previous_value),
        previous_year=_previous_year(found, previous_value, outcome),
        declared_met=declared_met(found.declared) if found.declared else outcome.declared_met if outcome else None,
        is_met=_met(target, outcome, compared if previous_value is None else previous_value),
        is_stratsys=True if found.starred and starred_means else None,
    )
    for part in found.parts:
        part.name, part.framework, part.year = found.name, found.framework, found.year
        add_indicator(facts, part, project, year, starred_means)
    for group, value in outcome.breakdown if outcome else ():
        facts.add(
            "indicators",
            found.evidence,
            project_id=project,
            kind="indicator",
            framework=found.framework,
            name=found.name,
            breakdown=group,
            outcome_value=float(value),
            outcome_text=found.outcome,
            unit=row["unit"],
            year=row["year"],
        )


def _whole(found: Found, text: str) -> str:
    """A figure of what is counted, its digits grouped by full stops, as one that cannot be a decimal: ``1.250``."""
    return _GROUPED.sub("\u00a0", text) if _COUNTS.match(found.name) else text


def _previous_beside_target(found: Found) -> None:
    """Take what brackets behind the target say of an earlier year as that: ``Mål: 75 (2023: 74)``."""
    told = parse_outcome(found.target or "", year=found.year)
    if told.previous_value is not None and told.previous_year is not None:
        found.previous, found.previous_year = str(told.previous_value), told.previous_year


def _target_in_name(found: Found) -> Target | None:
    """The target that a name states itself: ``prioritera minst 3 detaljplaner per år``."""
    target = parse_target(found.name) if found.outcome and found.breakdown is None else None
    return target if target is not None and target.operator in (">=", "<=") else None


def _met(target: Target | None, outcome: Outcome | None, previous: Decimal | None) -> bool | None:
    """Computed only where operator, target and outcome settle it."""
    if target is None or outcome is None or _are_different(target, outcome):
        return None
    return is_met(
        target.operator,
        target.value,
        target.low,
        target.high,
        outcome.value,
        previous=previous,
        outcome_operator=outcome.operator,
    )


def _are_different(target: Target, outcome: Outcome) -> bool:
    """Whether one of the two is a share and the other a count: ``80 %`` against ``8 av 11 uppnådda``."""
    shares = [unit == "%" for unit in (target.unit, outcome.unit) if unit is not None]
    return len(set(shares)) > 1 or (outcome.of is not None and target.unit == "%")


def _previous_year(found: Found, value: Decimal | None, outcome: Outcome | None) -> int | None:
    if value is None:
        return None
    return found.previous_year or (outcome.previous_year if outcome else None)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _unit(found: Found, target: Target | None, outcome: Outcome | None) -> str | None:
    """The unit of the outcome, else that of the target, else the column's."""
    return (outcome.unit if outcome else None) or (target.unit if target else None) or found.unit


def says_stratsys(reading: Reading) -> bool:
    """Whether the report says that starred indicators are followed up in Stratsys."""
    return any(
        isinstance(item, Paragraph | ListItem) and STARRED.search(item.text) and _STRATSYS.search(item.text)
        for item in reading.items
    )


def set_named(text: str) -> str | None:
    """The set of indicators that a heading or lead-in names; None for one that only says that they are indicators."""
    return text.rstrip(": ") if FRAMEWORK.search(text) and not FRAMEWORK.fullmatch(text.strip(": ")) else None


def clean_name(text: str) -> str:
    """A name without stars, label number, colon and full stop."""
    name = plain(STARRED.sub("", text))
    name = re.sub(r"^[:.\s]+|[\s:]+$", "", name)
    return re.sub(r"\s+([.,])", r"\1", name).rstrip(".").strip()
