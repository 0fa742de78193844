"""Each family's sample report gives its golden rows. How to add a family: the README in this folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import golden
import pytest

from pipelines.extract import extract

CASES = [(family, expected) for family in golden.families() for expected in golden.tables(family)]

Tables = Mapping[str, Sequence[Mapping[str, Any]]]


@pytest.fixture(scope="session")
def read_sample() -> Callable[[str], Tables]:
    """Family to the rows of every table read from its sample, `reports` among them; each sample is read once."""

    @cache
    def read(family: str) -> Tables:
        path = golden.sample(family)
        extraction = extract(path, path.stem, path.name)
        return {**extraction.tables, "reports": [extraction.report]}

    return read


@pytest.mark.parametrize(("family", "expected"), CASES, ids=[f"{f}-{e.path.stem}" for f, e in CASES])
def test_golden_rows(family: str, expected: golden.Expected, read_sample: Callable[[str], Tables]) -> None:
    found = read_sample(family)
    if expected.table == "findings":
        wrong = golden.finding_differences(expected, found.get("findings", ()))
    else:
        wrong = golden.differences(expected, golden.actual_rows(expected, found))
    assert not wrong, f"{expected.path}: {len(wrong)} differences\n" + "\n".join(wrong)
