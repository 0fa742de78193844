"""Whether a sentence tells of something done, by its verbs."""

from __future__ import annotations

import re

from pipelines.family import shared_lexicon
from pipelines.values.text import fold

_PERFECT = re.compile(r"[^\W\d_]{2,}(?:[^e\W\d_]t|ts)")
"""A supine: fått, genomfört, beviljats. A definite noun ends in -et."""
_PAST = "ade"


def is_told(sentence: str) -> bool:
    """Whether a sentence tells of something done rather than announced, or told already and summed up again."""
    words = shared_lexicon().results
    folded = f" {fold(sentence)} "
    if any(f" {phrase} " in folded for phrase in (*words.announced, *words.restated)):
        return False
    if any(f" {phrase} " in folded for phrase in words.told):
        return True
    tokens = folded.split()
    if any(token.endswith(tuple(words.endings)) for token in tokens) or _has_past(tokens):
        return True
    rest = tokens[tokens.index("har") + 1 :] if "har" in tokens else []
    return any(is_perfect(token) for token in rest)


def is_perfect(token: str) -> bool:
    """Whether a word has the form of a supine and is none of the adverbs that look like one."""
    return _PERFECT.fullmatch(token) is not None and token not in shared_lexicon().results.adverbs


def _has_past(tokens: list[str]) -> bool:
    """Whether a word in -ade is a verb: it follows its subject, or a number follows it; else it is an adjective."""
    determiners = {*shared_lexicon().results.determiners, *shared_lexicon().results.before_adjectives}
    for place, token in enumerate(tokens):
        if token.endswith(_PAST):
            after = tokens[place + 1] if place + 1 < len(tokens) else ""
            before = tokens[place - 1] if place else ""
            if after[:1].isdigit() or (before and before not in determiners and not before[:1].isdigit()):
                return True
    return False
