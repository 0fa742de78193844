"""The README against the software: its questions give its answers, its links lead somewhere, its YAML loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.family import Family
from pipelines.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```sql\n(.*?)```\n```text\n(.*?)```", README, re.DOTALL)


def cells(text: str) -> list[list[str]]:
    """The rows of a printed table, blanks aside; rules between header and rows left out."""
    lines = [line for line in text.splitlines() if line.strip() and not set(line.strip()) <= set("─━-┼ ")]
    return [re.split(r"\s{2,}", line.strip()) for line in lines]


def test_there_are_five_questions() -> None:
    assert len(QUESTIONS) == 5


@pytest.mark.parametrize(("query", "answer"), QUESTIONS, ids=range(1, len(QUESTIONS) + 1))
def test_questions_give_their_answers(query: str, answer: str, samples: Settings) -> None:
    with duckdb.connect(str(samples.database), read_only=True) as connection:
        result = connection.execute(query)
        header = [column[0] for column in result.description]
        rows = [[as_printed(value) for value in row] for row in result.fetchall()]
    assert cells(answer) == [header, *rows]


def as_printed(value: object) -> str:
    """A value as the command line prints it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def links() -> Iterator[str]:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        if not target.startswith(("http:", "https:", "#")):
            yield target


@pytest.mark.parametrize("target", sorted(set(links())))
def test_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


def test_the_family_shown_is_valid() -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert Family.model_validate(yaml.safe_load(text)).family == "regional_project_list"
