"""Names that are nearly the same: all of them are found, and few others are compared."""

from __future__ import annotations

import re
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from pipelines.entities import proposals as module
from pipelines.entities.alike import alike_pairs
from pipelines.entities.organisations import Organisations

LEAST = 90.0
SYLLABLES = ("bro", "väg", "ny", "mat", "hav", "ung", "kraft", "sam", "led", "grön", "by", "stad")


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def is_alike(one: str, other: str) -> bool:
    return numbers(one) == numbers(other) and fuzz.ratio(one, other) >= LEAST


def by_each_with_each(texts: list[str]) -> list[tuple[int, int]]:
    return [
        (i, j) for i, j in combinations(range(len(texts)), 2) if texts[i] != texts[j] and is_alike(texts[i], texts[j])
    ]


NAMES = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=9).map("".join)
MISPRINTS = st.tuples(NAMES, st.integers(0, 40), st.sampled_from(["", "a", "ss", "2"]), st.integers(0, 2)).map(
    lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] + parts[3] :]
)


@given(st.lists(st.one_of(NAMES, MISPRINTS), max_size=25))
@settings(max_examples=150)
def test_what_comparing_each_with_each_finds_is_found(texts: list[str]) -> None:
    assert alike_pairs(texts, LEAST, is_alike) == by_each_with_each(texts)


def names_of(number: int, rng: Random) -> list[str]:
    """Names of words as different as those of projects."""
    words = ["".join(rng.choice("bdfgklmnprstv") + rng.choice("aeioåäö") for _ in range(3)) for _ in range(400)]
    return sorted({"".join(rng.choices(words, k=rng.randint(2, 5))) for _ in range(number)})


@pytest.mark.parametrize("number", [500, 1000, 2000])
def test_comparisons_grow_with_the_names_not_with_their_pairs(number: int) -> None:
    compared = 0

    def counting(one: str, other: str) -> bool:
        nonlocal compared
        compared += 1
        return is_alike(one, other)

    texts = names_of(number, Random(7))
    alike_pairs(texts, LEAST, counting)
    assert compared <= 4 * len(texts)


def test_projects_of_one_owner_in_many_reports_are_compared_once_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    really = module._names_alike

    def counting(one: str, other: str) -> bool:
        nonlocal compared
        compared += 1
        return really(one, other)

    monkeypatch.setattr(module, "_names_alike", counting)
    names = names_of(40, Random(3))
    projects = [
        {
            "project_id": f"p{report}-{place}",
            "project_key": f"key {name}",
            "report_id": f"r{report:03}",
            "page": 1,
            "name": name.title(),
            "kind": "project",
            "owner": "Bergs kommun",
            "owner_organisation_id": "berg",
            "bbox": None,
            "source_text": name,
        }
        for report in range(200)
        for place, name in enumerate([*names, f"{names[0]}s"])
    ]
    found = module.proposals(projects, Organisations([], {}))
    assert [(row["subject"], row["observed"]) for row in found] == [(names[0].title(), f"{names[0]}s".title())]
    assert compared <= 40 * 41 / 2
