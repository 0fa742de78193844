"""What a report's own legend says of the signs that stand for a status: ``● genomfört, ◐ delvis, G = genomfört``."""

from __future__ import annotations

import re

from pipelines.reading.model import ListItem, Paragraph, Reading
from pipelines.values.status import Status, status_of_word

_ENTRY = re.compile(
    r"(?<![^\s(:])(?P<sign>[^\w\s.,;:()\"'%&/+=\-–—•*])\s*(?:=|–|-|:)?\s*(?P<words>[^\W\d_][^,;.\n()]{2,40})"
)
_LETTER = re.compile(r"(?<!\S)(?P<sign>[A-ZÅÄÖ\d])\s*=\s*(?P<words>[^\W\d_](?:(?!\s\S\s*=)[^,;.\n()]){2,40})")
"""A letter or a number, which must be told apart from words by a sign of equality."""
LONGEST = 5
"""Words that a legend says of one sign."""


def signs_of(reading: Reading) -> dict[str, Status]:
    """The status that each sign stands for; none where not two statuses at least are told together."""
    run: dict[str, Status] = {}
    for item in [*reading.items, None]:
        own = _told_in(item) if isinstance(item, Paragraph | ListItem) else {}
        if own:
            run = {**own, **run}  # a legend may have an item for each sign
            continue
        if len(set(run.values())) > 1:
            return run
        run = {}
    return {}


def _told_in(item: Paragraph | ListItem) -> dict[str, Status]:
    """The signs that one item explains; the mark of a list item may be one."""
    text = f"{item.marker} {item.text}" if isinstance(item, ListItem) else item.text
    told: dict[str, Status] = {}
    for entry in (*_LETTER.finditer(text), *_ENTRY.finditer(text)):
        words = re.split(f"[{re.escape(''.join(told))}{re.escape(entry['sign'])}]", entry["words"])[0].strip()
        status = status_of_word(words) if len(words.split()) <= LONGEST else None
        if status is not None:
            told.setdefault(entry["sign"], status)
    return told
