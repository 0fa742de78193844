"""Drafts of family files: valid, recognising the report they were made from, and honest about what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner
from unit.records.reading import heading, paragraph, reading, table, title

from assets.cli import app
from pipelines import family as module
from pipelines.draft import draft
from pipelines.family import families
from pipelines.reading.model import Item, Reading
from pipelines.reading.report import read_report
from pipelines.records.about import about
from pipelines.records.interpret import interpret

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "data" / "raw").glob("*.pdf"))
CACHED = [value for value in vars(module).values() if hasattr(value, "cache_clear")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the shared lexicon and no family."""
    base = (module.FOLDER / "_base.yaml").read_text(encoding="utf-8")
    (tmp_path / "_base.yaml").write_text(base, encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    for function in CACHED:
        function.cache_clear()
    yield tmp_path
    for function in CACHED:
        function.cache_clear()


def save(folder: Path, text: str) -> str:
    """Save a draft under its name, which is given back."""
    name = str(yaml.safe_load(text)["family"])
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    families.cache_clear()
    return name


def drafted(read: Reading) -> str:
    return draft(read, about(read)["title"], "report.pdf")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_draft_of_a_sample_is_valid_and_recognises_it(folder: Path, path: Path) -> None:
    read = read_report(path)
    before = interpret(read)
    assert before.family is None
    name = save(folder, drafted(read))
    assert set(families()) == {name}
    found = interpret(read)
    assert found.family == name, found.likenesses
    for table_name in ("projects", "activities"):
        assert len(found.facts.rows(table_name)) >= len(before.facts.rows(table_name))


OPERATIONS: list[Item] = [
    title("Förteckning över havsprojekt 2023"),
    heading("Havet"),
    table(
        "Projekt | Projektägare | Beviljat stöd från fonden (tkr) | Vattenstånd | Löpnr",
        "Bron | Berg AB | 100 | 4,5 | 1",
        "Ån | Ek AB | 200 | 7 | 2",
    ),
]


def test_known_likely_and_unknown_headers_are_told_apart(folder: Path) -> None:
    text = drafted(reading(*OPERATIONS))
    fields = yaml.safe_load(text)["tables"]["projects"]["fields"]
    assert fields == {"granted_sek": ["beviljat stöd från fonden"]}
    assert "# name: projekt is known already" in text
    assert "# vattenstånd: null  # to decide" in text
    assert "4,5" in text
    assert "# löpnr is declined already" in text
    assert "tkr in a header" in text


def test_what_is_to_decide_can_be_decided_by_taking_the_mark_away(folder: Path) -> None:
    text = drafted(reading(*OPERATIONS)).replace("# vattenstånd: null", "vattenstånd: null")
    save(folder, text)
    found = interpret(reading(*OPERATIONS))
    assert found.numbers.declined == 4
    assert [row["rule"] for row in found.facts.rows("findings") if row["rule"].startswith("un")] == []


def test_words_of_statements_that_measure_nothing_known_are_told(folder: Path) -> None:
    items = [title("Bokslut 2024"), table("Post | Budget | Kvarvarande", "Nät | 10 | 2", "Krok | 20 | 3", title="tkr")]
    text = drafted(reading(*items))
    assert "kvarvarande" in text
    assert yaml.safe_load(text)["match"]["tables"] == ["statement"]


@pytest.mark.parametrize(
    "words", ["null", "Yes: no", "- a", "'x", "[a]", "# b", "a: b", 'x "y"', "åäö", "&a *b", "12", "1.2 %", "@", "\\n"]
)
def test_any_words_make_valid_yaml(folder: Path, words: str) -> None:
    items = [
        title(f"Rapport {words}"),
        heading(words),
        paragraph(f"{words}: ja"),
        paragraph(f"{words}: nej"),
        table(f"Projekt | Sökande | Beviljat belopp | {words} | x{words}", "Bron | Berg AB | 100 | 1 | 2"),
    ]
    save(folder, draft(reading(*items), f"Rapport {words}", "x.pdf"))
    assert len(families()) == 1


def test_a_report_that_says_nothing_gives_a_valid_draft(folder: Path) -> None:
    save(folder, draft(reading(), None, "1.pdf"))
    assert list(families()) == ["new_family"]


def test_the_command_prints_a_draft_alone() -> None:
    result = CliRunner().invoke(app, ["inspect", str(SAMPLES[0]), "--draft"])
    assert result.exit_code == 0
    assert set(yaml.safe_load(result.output)) >= {"family", "title", "match", "expect"}
