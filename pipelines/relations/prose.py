"""Counts and sums told in running text against the tables that they tell of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipelines.family import shared_lexicon
from pipelines.reading.model import ListItem, Paragraph, Reading
from pipelines.records.context import Trail
from pipelines.records.facts import Evidence, Facts, Row, of_item
from pipelines.records.mentions import split_sentences
from pipelines.sums import printed
from pipelines.values.money import Money, find_money
from pipelines.values.quantities import Quantity, find_quantities
from pipelines.values.text import fold

_GRANTED = re.compile(
    r"\b(?:beviljat|beviljades|beviljats|beviljade|omfattar|innehåller|består av|finansieras|fördelats)\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    r"\b(?:totalt|sammanlagt|sammantaget|samtliga|i (?:denna|listan|bilagan|rapporten))\b", re.IGNORECASE
)
_OTHER_TIME = re.compile(
    r"\b(?:ansökt|ansökningar|sökt|avslag|tidigare|föregående|sedan (?:19|20)\d\d|hittills)\b", re.IGNORECASE
)
_SHARE = re.compile(r"^\W{0,3}(?:\(|vilket (?:är|motsvarar|utgör)|motsvarande|det vill säga|dvs\.?)\W*", re.IGNORECASE)


def check_prose(facts: Facts, reading: Reading, trails: dict[int, Trail]) -> None:
    """Add a finding for each count or sum in a sentence that the tables it stands over do not bear out."""
    in_tables = {
        id(row["project_id"]) for row in facts.rows("budgets") if row["kind"] == "project" and row.get("table_title")
    }
    listed = [row for row in facts.rows("projects") if id(row) in in_tables]
    by_place: dict[str, list[Row]] = defaultdict(list)
    for row in facts.rows("projects"):
        for place in {row.get("subregion"), row.get("theme")} - {None}:
            by_place[str(place)].append(row)
    for item in reading.items:
        if not isinstance(item, Paragraph | ListItem):
            continue
        trail = trails.get(id(item))
        nearest = trail.nearest.title if trail and trail.nearest else ""
        for sentence in split_sentences(item.text):
            evidence = of_item(item, sentence)
            for place, rows in _lists_told_of(sentence, nearest, by_place, listed, trail):
                _counts(facts, evidence, sentence, place, rows)
                _sums(facts, evidence, sentence, place, rows)
            for quantity, share in _counts_with_share(sentence):
                _share(facts, evidence, quantity, share)


def _lists_told_of(
    sentence: str, nearest: str, by_place: dict[str, list[Row]], everything: Sequence[Row], trail: Trail | None
) -> Iterator[tuple[str, Sequence[Row]]]:
    """The list a sentence tells of, with its name: that of the heading it stands under, or all where it says so."""
    if not _GRANTED.search(sentence) or _OTHER_TIME.search(sentence):
        return
    if nearest in by_place:
        above = {heading.title for heading in trail.headings} if trail else set()
        rows = by_place[nearest]
        yield nearest, [row for row in rows if row.get("subregion") in above or row.get("subregion") in (None, nearest)]
    elif everything and _IN_ALL.search(sentence) and not any(place in sentence for place in by_place):
        yield "", everything


def _counts(facts: Facts, evidence: Evidence, sentence: str, place: str, rows: Sequence[Row]) -> None:
    counted = {fold(noun) for noun in shared_lexicon().counted}
    different = len({(row["name"], row.get("owner")) for row in rows})
    for quantity in find_quantities(sentence):
        noun = fold(quantity.noun or "").split()
        if not noun or noun[-1] not in counted or quantity.number.operator != "=":
            continue
        if quantity.value not in (len(rows), different):
            _tell(
                facts,
                evidence,
                "declared_count_mismatch",
                place or quantity.text,
                f"the text says {quantity.text}, {len(rows)} are listed",
                str(quantity.value),
                str(len(rows)),
            )


def _sums(facts: Facts, evidence: Evidence, sentence: str, place: str, rows: Sequence[Row]) -> None:
    """A sum that is said to be granted, against what the list adds up to and the totals it prints."""
    amounts = [row["granted_sek"] for row in rows if row.get("granted_sek") is not None]
    if len(amounts) != len(rows) or not amounts:
        return
    told = [money for money in find_money(sentence) if money.per is None and money.amount_sek is not None]
    if len(told) != 1 or not re.search(r"\bbevilja\w*|\bfördela\w*", sentence, re.IGNORECASE):
        return
    money = told[0]
    known = {sum(amounts), *(row["amount_sek"] for row in facts.rows("budgets") if row["kind"] == "total")}
    known |= {sum((row["total_cost_sek"] for row in rows if row.get("total_cost_sek")), Decimal(0))}
    if any(_agrees(money, amount) for amount in known if amount is not None):
        return
    _tell(
        facts,
        evidence,
        "declared_sum_mismatch",
        place or money.text,
        f"the text says {money.text}, the projects listed were granted {printed(sum(amounts))} kr",
        printed(money.amount_sek or Decimal(0)),
        printed(sum(amounts)),
    )


def _agrees(money: Money, amount: Decimal) -> bool:
    """Whether a sum of running text is an amount as rounded there; ``drygt``, ``cirka`` and their like give room."""
    said = money.amount_sek or Decimal(0)
    exponent = money.value.as_tuple().exponent
    step = (money.unit.factor or Decimal(1)).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    room = step if money.operator == "=" else max(step, said / 10)
    return abs(said - amount) <= room


def _counts_with_share(sentence: str) -> Iterator[tuple[Quantity, Quantity]]:
    """``9 av 10 företag (90 %)``: a part of a whole, and the share that follows it."""
    quantities = find_quantities(sentence)
    for part, share in pairwise(quantities):
        gap = sentence[part.end : share.number.start]
        if part.number.of and share.unit is not None and share.unit.name == "%" and _SHARE.match(gap) and len(gap) < 30:
            yield part, share


def _share(facts: Facts, evidence: Evidence, part: Quantity, share: Quantity) -> None:
    whole = part.number.of
    if not whole or share.number.low is not None:
        return
    computed = 100 * part.number.value / whole
    exponent = share.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    if share.number.operator == "=" and abs(computed - share.value) >= step:
        _tell(
            facts,
            evidence,
            "share_differs_from_count",
            part.text,
            f"{part.text} is {computed:.1f} %, {share.text} is printed",
            f"{computed:.1f}",
            str(share.value),
        )


def _tell(facts: Facts, evidence: Evidence, rule: str, subject: str, detail: str, expected: str, observed: str) -> None:
    facts.add(
        "findings",
        evidence,
        rule=rule,
        severity="warning",
        subject=subject,
        detail=detail,
        expected=expected,
        observed=observed,
    )
