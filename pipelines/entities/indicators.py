"""Indicators over the years: the same key for the same one, and a finding where two reports tell it differently.

One publisher's indicator is the same in another report when its name is, but for years, case, word order, endings and
small words; when name and breakdown differ by a misprint alone; or when the names are alike and the later report prints
the earlier one's outcome as the value of that year. The alias file wins.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from rapidfuzz import fuzz

from pipelines.entities.aliases import Aliases
from pipelines.entities.groups import Groups, key_of
from pipelines.naming import organisation_key, stemmed_words
from pipelines.records.facts import Row
from pipelines.values.text import fold

MISPRINTED = 90.0
"""Least similarity of two words that differ by a misprint."""
ALIKE = 70.0
"""Least similarity of two names that a shared value joins."""
SHORTEST = 5
"""Letters of the shortest word that a misprint is looked for in."""
REASONS = ("alias_file", "name", "spelling", "previous_value")

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Node(NamedTuple):
    """What makes an indicator that indicator."""

    publisher: str
    name: str
    breakdown: str
    framework: str
    initiative: str


def indicator_keys(
    indicators: Sequence[Row], publishers: Mapping[str, str | None], aliases: Aliases | None = None
) -> list[tuple[str | None, str | None]]:
    """For each row the key of its indicator and why it is that of other reports; `publishers` by report id.

    An indicator of one publisher keeps its key whatever year its name carries. Goals and statements have none.
    """
    nodes = [_node(row, publishers) if row["kind"] == "indicator" else None for row in indicators]
    rows: dict[Node, list[Row]] = defaultdict(list)
    for row, node in zip(indicators, nodes, strict=True):
        if node is not None:
            rows[node].append(row)
    joins = _joins(rows, aliases or Aliases())
    apart = {
        (one, other)
        for names in (aliases or Aliases()).apart("indicator")
        for one, other in product(rows, rows)
        if (one.name, other.name) == tuple(map(name_key, names))
    }
    groups: Groups[Node] = Groups(sorted(apart))
    for node in sorted(rows):
        groups.add(node)
    reasons: dict[Node, str] = {}
    for (one, other), reason in sorted(joins.items(), key=lambda join: (REASONS.index(join[1]), join[0])):
        if groups.join((one, other)):
            for node in (one, other):
                reasons[node] = min(reasons.get(node, reason), reason, key=REASONS.index)
    least = {groups.find(group[0]): min(group) for group in groups.groups()}
    found: list[tuple[str | None, str | None]] = []
    for node in nodes:
        if node is None:
            found.append((None, None))
            continue
        same = len({row["report_id"] for row in rows[node]}) > 1
        key = key_of("indicator-key", "\x1f".join(least[groups.find(node)]))
        found.append((key, "name" if same else reasons.get(node)))
    return found


def name_key(name: str) -> str:
    """The form in which names of one indicator agree: years, case, word order, endings and small words aside."""
    return " ".join(sorted(stemmed_words(_YEAR.sub("", name))))


def _node(row: Row, publishers: Mapping[str, str | None]) -> Node:
    publisher = publishers.get(row["report_id"])
    return Node(
        organisation_key(publisher) if publisher else row["report_id"],
        name_key(row["name"] or ""),
        *(fold(_YEAR.sub("", row[column] or "")) for column in ("breakdown", "framework", "initiative")),
    )


def _joins(rows: Mapping[Node, Sequence[Row]], aliases: Aliases) -> dict[tuple[Node, Node], str]:
    """Pairs of nodes of one indicator, with the reason; never two of one report."""
    said = {frozenset(map(name_key, names)) for names in aliases.same("indicator")}
    alike: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in rows:
        alike[node.publisher, node.breakdown].append(node)
    joins: dict[tuple[Node, Node], str] = {}
    for nodes in alike.values():
        for one, other in combinations(sorted(nodes), 2):
            reports = [{row["report_id"] for row in rows[node]} for node in (one, other)]
            if frozenset((one.name, other.name)) in said:
                joins[one, other] = "alias_file"
            elif not reports[0] & reports[1] and (reason := _reason(one, other, rows)):
                joins[one, other] = reason
    return _unambiguous(joins, rows)


def _reason(one: Node, other: Node, rows: Mapping[Node, Sequence[Row]]) -> str | None:
    if one.name == other.name:
        return "name"
    if _differ_by_misprint(one.name, other.name):
        return "spelling"
    numbers = [re.findall(r"\d+", node.name) for node in (one, other)]
    if numbers[0] == numbers[1] and fuzz.ratio(one.name, other.name) >= ALIKE:
        pairs = [*product(rows[one], rows[other]), *product(rows[other], rows[one])]
        if any(_repeats(later, earlier) for later, earlier in pairs):
            return "previous_value"
    return None


def _differ_by_misprint(one: str, other: str) -> bool:
    a, b = one.split(), other.split()
    differing = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    return len(a) == len(b) and all(
        min(len(x), len(y)) >= SHORTEST and x.isalpha() and y.isalpha() and fuzz.ratio(x, y) >= MISPRINTED
        for x, y in differing
    )


def _repeats(later: Row, earlier: Row) -> bool:
    """Whether a row prints the outcome of an earlier report as the value of that year, in the same unit."""
    value, year = later["previous_value"], later["previous_year"]
    return (
        value is not None
        and year is not None
        and (year, later["unit"]) == (earlier["year"], earlier["unit"])
        and value == earlier["outcome_value"]
    )


def _unambiguous(
    joins: dict[tuple[Node, Node], str], rows: Mapping[Node, Sequence[Row]]
) -> dict[tuple[Node, Node], str]:
    """Without guesses: an indicator that may be any of several of one report is joined to none of those."""
    partners: dict[Node, list[Node]] = defaultdict(list)
    for (one, other), reason in joins.items():
        if reason != "alias_file":
            partners[one].append(other)
            partners[other].append(one)
    reports = {node: {row["report_id"] for row in rows[node]} for node in partners}
    torn = {
        node for node, others in partners.items() if any(reports[a] & reports[b] for a, b in combinations(others, 2))
    }
    return {pair: reason for pair, reason in joins.items() if reason == "alias_file" or not torn.intersection(pair)}


# --- what two reports say -------------------------------------------------------------------------------------------


def breaks(indicators: Sequence[Row]) -> list[Row]:
    """A finding for each earlier value, and each outcome, that another report gave differently for that year."""
    outcomes: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in indicators:
        if row["indicator_key"] and row["year"] is not None and row["outcome_value"] is not None:
            outcomes[row["indicator_key"], row["year"]].append(row)
    found = [finding for row in indicators for finding in _compare(row, outcomes)]
    for rows in outcomes.values():
        found += _restated(rows)
    return found


def _compare(row: Row, outcomes: Mapping[tuple[str, int], Sequence[Row]]) -> Iterator[Row]:
    value, year = row["previous_value"], row["previous_year"]
    if row["indicator_key"] is None or value is None or year is None:
        return
    told = [one for one in outcomes.get((row["indicator_key"], year), ()) if one["report_id"] != row["report_id"]]
    told = [one for one in told if one["unit"] == row["unit"]]
    if not told or any(_agree(value, one["outcome_value"]) for one in told):
        return
    earlier = min(told, key=lambda one: (one["report_id"], one["indicator_id"]))
    yield _finding(row, earlier, "indicator_break", year, value)


def _restated(rows: Sequence[Row]) -> Iterator[Row]:
    """Outcomes of one year that two reports give differently; each later report against the first."""
    first, *rest = sorted(rows, key=lambda row: (row["report_id"], row["indicator_id"]))
    for row in rest:
        comparable = row["report_id"] != first["report_id"] and row["unit"] == first["unit"]
        if comparable and not _agree(row["outcome_value"], first["outcome_value"]):
            yield _finding(row, first, "outcome_differs_between_documents", row["year"], row["outcome_value"])


def _agree(one: float, other: float) -> bool:
    """Whether two printed values are one, or one of them is the other rounded to fewer decimals."""
    decimals = min(len(f"{value:.10f}".rstrip("0").partition(".")[2]) for value in (one, other))
    return abs(one - other) <= 0.5 * 10**-decimals + 1e-9 if decimals else one == other


def _finding(row: Row, earlier: Row, rule: str, year: int, value: float) -> Row:
    return {
        "finding_id": key_of("finding", "\x1f".join((row["indicator_id"], earlier["indicator_id"], rule))),
        "report_id": row["report_id"],
        "rule": rule,
        "severity": "warning",
        "subject": row["name"],
        "detail": f"{year}: {value:g} here, {earlier['outcome_text'] or format(earlier['outcome_value'], 'g')} in "
        f"{earlier['report_id']}, page {earlier['page']}",
        "expected": f"{earlier['outcome_value']:g}",
        "observed": f"{value:g}",
        "page": row["page"],
        "bbox": row["bbox"],
        "source_text": row["source_text"],
    }
