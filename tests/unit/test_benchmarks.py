"""The benchmarks work on a sample and show what they measured. Nothing here is timed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from benchmarks import engines, icdar2013, memory, results, speed
from pipelines.reading import read_tables
from pipelines.settings import ROOT

LIST = ROOT / "data" / "raw" / "vgr-delregionala-projekt-2020.pdf"


def test_a_table_over_two_pages_is_given_page_by_page_with_its_header_again() -> None:
    first = read_tables(LIST)[0]
    assert set(first.boxes) == {1, 2}
    assert first.repeated
    (one, above), (two, below) = icdar2013.extract(LIST)[:2]
    assert (one, two) == (1, 2)
    assert above[0] == below[0] == [(text, 1, 1) for text in first.rows()[0]]
    assert len(above) + len(below) == first.row_count + 1


def test_spans_are_told() -> None:
    cells = [
        cell
        for _, rows in icdar2013.extract(next(LIST.parent.glob("boras-naringsliv-*")))
        for row in rows
        for cell in row
    ]
    assert any(cell is not None and cell[1] > 1 for cell in cells)


@pytest.mark.parametrize("name", engines.installed())
def test_each_reader_installed_finds_tables(name: str) -> None:
    found = engines.read(name, LIST)
    assert any("Projekt" in str(cell) for page, rows in found if page == 1 for row in rows for cell in row)


def test_readers_that_are_always_there() -> None:
    assert {"rapportlager", engines.BASELINE} <= engines.installed().keys()


def test_times_are_taken_of_every_reader_on_every_document() -> None:
    names = ["rapportlager", engines.BASELINE]
    least = speed.one_run(names, [LIST], rounds=1)
    assert least.keys() == set(names)
    assert all(each.keys() == {LIST} and each[LIST] > 0 for each in least.values())


def test_ratios_are_of_one_run() -> None:
    found = speed.compared({"pdfplumber": [1.0, 4.0, 2.0], "other": [0.5, 1.0, 0.25]}, pages=10)
    assert found["other"]["ms_per_page"] == {"min": 25.0, "median": 50.0, "max": 100.0}
    assert found["other"]["times_fewer"] == {"min": 2.0, "median": 4.0, "max": 8.0}
    assert found["pdfplumber"]["times_fewer"] == {"min": 1.0, "median": 1.0, "max": 1.0}


def test_a_long_file_is_joined_and_read_by_the_reader_alone(tmp_path: Path) -> None:
    path = memory.join([LIST, *sorted(LIST.parent.glob("boras-*.pdf"))], 12, tmp_path / "long.pdf")
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 12
    figures = memory.measure(path)
    assert figures["stream"]["curve"].keys() == {"0", "1"}
    assert figures["whole"]["curve"].keys() == {"0", "12"}
    assert all(one["highest"] >= max(one["curve"].values()) - 1 for one in figures.values())


@pytest.mark.parametrize("module", ["icdar2013", "speed", "memory", "results"])
def test_each_explains_itself(module: str) -> None:
    command = [sys.executable, "-m", f"benchmarks.{module}", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"python -m benchmarks.{module}" in done.stdout


def test_without_the_scorer_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert icdar2013.main([str(tmp_path)]) == 2
    assert "no score.py" in capsys.readouterr().err


def test_the_readmes_show_the_figures_kept() -> None:
    kept = results.load()
    for path, text in results.shown(kept).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python -m benchmarks.results"
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{100 * kept['icdar2013']['readers']['rapportlager']['F1']:.1f}" in shown


def test_figures_take_the_place_of_the_last_ones(tmp_path: Path) -> None:
    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "benchmarks" / "README.md").write_text("a\n<!-- found -->\nold\n<!-- /found -->\nb\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("no figures\n", encoding="utf-8")
    kept = json.loads(json.dumps(results.load()))
    kept["icdar2013"]["readers"]["rapportlager"]["F1"] = 0.123
    texts = results.shown(kept, tmp_path)
    assert texts[tmp_path / "README.md"] == "no figures\n"
    told = texts[tmp_path / "benchmarks" / "README.md"]
    assert told.startswith("a\n<!-- found -->\n")
    assert told.endswith("<!-- /found -->\nb\n")
    assert " 12.3 " in told
    assert "old" not in told


def test_benchmarks_run_on_what_users_have_in_the_same_versions() -> None:
    pinned, bench = (
        set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-bench.txt")
    )
    assert pinned < bench
    assert {"camelot-py", "liteparse"} <= {pin.partition("==")[0] for pin in bench}
