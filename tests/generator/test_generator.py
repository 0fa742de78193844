"""Some hundreds of made-up reports, read and held against what they say. ``make fuzz`` reads thousands.

Each family has its floor, which is what is reached now: raise it when the reading gets better. A report that is read
worse than usual is named with the command that makes it again.
"""

from __future__ import annotations

import pytest

from pipelines.reading import ocr

from .make import make, read
from .score import core, score
from .variation import FAMILIES

REPORTS = 40
FLOORS = {
    "municipal_activity_report": (0.78, 0.76),
    "regional_project_list": (0.73, 0.62),
    "agency_report": (0.90, 0.88),
    "regional_fund_report": (0.85, 0.88),
    "project_sheet": (0.92, 0.76),
}
"""Mean scores that the open and the held-out reports of a family reach at least."""


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("held_out", [False, True], ids=["open", "held-out"])
def test_made_up_reports_are_read(family: str, held_out: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    found = []
    number = REPORTS // 2 if held_out else REPORTS
    for seed in range(number):
        made = make(family, seed, held_out=held_out)
        found.append((core(score(made.truth, read(made))), seed))
    mean = sum(value for value, _ in found) / number
    option = " --held-out" if held_out else ""
    worst = [
        f"{100 * value:.0f} %: python -m tests.generator --family {family} --seed {seed}{option} --one report.pdf"
        for value, seed in sorted(found)[:5]
    ]
    assert mean >= FLOORS[family][held_out], "\n".join([f"{family}: {100 * mean:.1f} per cent", *worst])


@pytest.mark.parametrize("family", FAMILIES)
def test_a_seed_makes_the_same_report(family: str) -> None:
    assert make(family, 7).pdf == make(family, 7).pdf
    assert make(family, 7).truth == make(family, 7).truth


def test_a_perfect_reading_scores_all_and_a_missing_row_less() -> None:
    made = make("regional_project_list", 3)
    rows = {name: [dict(row) for row in table] for name, table in made.truth.items()}
    assert core(score(made.truth, rows)) == 1.0
    rows["projects"].pop()
    assert core(score(made.truth, rows)) < 1.0
    rows["projects"].append({**made.truth["projects"][-1], "granted_sek": 1})
    assert 0.9 < core(score(made.truth, rows)) < 1.0


def test_a_table_that_is_not_there_counts_against_a_reading() -> None:
    assert core(score({"projects": []}, {"projects": [{"name": "Invented"}]})) == 0.0
