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
    for item in reading.items:
        if not isinstance(item, Paragraph | ListItem):
            continue
        told: dict[str, Status] = {}
        for entry in (*_LETTER.finditer(item.text), *_ENTRY.finditer(item.text)):
            words = re.split(f"[{re.escape(''.join(told))}{re.escape(entry['sign'])}]", entry["words"])[0].strip()
            status = status_of_word(words) if len(words.split()) <= LONGEST else None
            if status is not None:
                told.setdefault(entry["sign"], status)
        if len(set(told.values())) > 1:
            return told
    return {}
