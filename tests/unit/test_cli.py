"""The command line: what it prints, how it fails, and that it starts without Dagster."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from assets.cli import app
from assets.show import EXAMPLES
from pipelines import __version__
from pipelines.settings import ROOT, Settings

RAW = ROOT / "data" / "raw"
SHEET = str(RAW / "boras-creative-innovation-projekt.pdf")
LIST = str(RAW / "vgr-delregionala-projekt-2020.pdf")
COMMANDS = ("build", "status", "inspect", "tables", "text", "sql", "explain", "ui")


def run(*words: str, warehouse: Path | None = None, **environment: str) -> Result:
    """The command run in this process, as if nothing were set in the environment."""
    unset = dict.fromkeys(("RAPPORTLAGER_RAW", "RAPPORTLAGER_WAREHOUSE"))
    where = ["--warehouse", str(warehouse)] if warehouse else []
    return CliRunner().invoke(app, [*words, *where], env={**unset, "COLUMNS": "200", **environment})


def told(result: Result) -> str:
    """The one line that says why a command failed."""
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("Error: ")
    return lines[0]


# --- help -----------------------------------------------------------------------------------------------------------


def test_version_and_help() -> None:
    assert run("--version").stdout.strip() == f"rapportlager {__version__}"
    listed = run("--help").stdout
    assert all(command in listed for command in COMMANDS)
    assert run().exit_code == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    result = run(command, "-h")
    assert result.exit_code == 0
    assert len(result.stdout.split("Usage:")[1].strip().splitlines()) > 5


def test_shells_complete_commands() -> None:
    asked = {"_RAPPORTLAGER_COMPLETE": "complete_bash", "COMP_WORDS": "rapportlager st", "COMP_CWORD": "1"}
    program = str(Path(sys.executable).with_name("rapportlager"))
    done = subprocess.run([program], env=asked, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["status"]


@pytest.mark.parametrize("words", [["nonsense"], ["sql"], ["inspect"], ["text", SHEET, "--by", "word"], ["explain"]])
def test_wrong_usage_is_status_2(words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_two_formats_at_once_are_refused(samples: Settings) -> None:
    assert run("sql", "SELECT 1", "--csv", "--json", warehouse=samples.warehouse).exit_code == 2


def test_nothing_but_build_imports_dagster(samples: Settings, tmp_path: Path) -> None:
    program = """
import sys
from typer.testing import CliRunner
from assets.cli import app
for words in WORDS:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
print(sorted(name for name in sys.modules if name.partition(".")[0] == "dagster"))
"""
    where = ["-w", str(samples.warehouse)]
    words = [
        ["--help"],
        ["status", *where],
        ["inspect", SHEET],
        ["tables", LIST],
        ["text", SHEET],
        ["sql", "SELECT 1 AS a", *where],
        ["explain", "vgr-delregionala-projekt-2020", *where],
    ]
    done = subprocess.run(
        [sys.executable, "-c", program.replace("WORDS", repr(words))], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


# --- a warehouse ----------------------------------------------------------------------------------------------------


def test_status_is_a_line_for_each_report(samples: Settings) -> None:
    result = run("status", warehouse=samples.warehouse)
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines() if "ok" in line.split()]
    assert len(lines) == 5
    by_id = {line[0]: line for line in lines}
    assert by_id["boras-naringsliv-verksamhet-2023"][1:4] == ["municipal_activity_report", "ok", "6"]
    assert "Every report was read" in run("status", "--failed", warehouse=samples.warehouse).stdout


def test_the_warehouse_comes_from_the_environment_too(samples: Settings) -> None:
    environment = {"RAPPORTLAGER_WAREHOUSE": str(samples.warehouse)}
    result = run("sql", "SELECT count(*) AS n FROM reports", "--csv", **environment)
    assert result.stdout == "n\n5\n"


def test_an_answer_as_table_csv_and_json(samples: Settings) -> None:
    question = "SELECT '=1+1' AS formula, -5 AS number, page_count, title FROM reports ORDER BY report_id"
    shown = run("sql", question, warehouse=samples.warehouse).stdout
    assert "Creative Innovation" in shown
    rows = list(csv.DictReader(io.StringIO(run("sql", question, "--csv", warehouse=samples.warehouse).stdout)))
    assert rows[0] == {"formula": "'=1+1", "number": "-5", "page_count": "2", "title": "Creative Innovation"}
    parsed = json.loads(run("sql", "--json", question, warehouse=samples.warehouse).stdout)
    assert parsed[0] == {"formula": "=1+1", "number": -5, "page_count": 2, "title": "Creative Innovation"}
    assert len(rows) == len(parsed) == 5


@pytest.mark.parametrize("sql", EXAMPLES)
def test_the_questions_to_begin_with_have_answers(samples: Settings, sql: str) -> None:
    rows = json.loads(run("sql", sql, "--json", warehouse=samples.warehouse).stdout)
    assert len(rows) > 3
    assert all(any(row[name] is not None for row in rows) for name in rows[0])


def test_a_long_answer_is_cut_in_a_table_alone(samples: Settings) -> None:
    question = "SELECT 'rad' || i AS a FROM range(700) AS r(i)"
    result = run("sql", question, warehouse=samples.warehouse)
    assert result.stdout.count("rad") == 500
    assert "--csv" in result.stderr
    assert run("sql", question, "--csv", warehouse=samples.warehouse).stdout.count("rad") == 700


@pytest.mark.parametrize("sql", ["SELEC 1", "SELECT * FROM projekt", "DROP TABLE reports", "", "SELECT 1/'x'"])
def test_a_mistake_in_sql_is_one_line(samples: Settings, sql: str) -> None:
    told(run("sql", sql, warehouse=samples.warehouse))


def test_a_fact_is_explained_and_drawn(samples: Settings, tmp_path: Path) -> None:
    sql = "SELECT budget_id, value_text, page FROM budgets WHERE kind = 'statement' ORDER BY budget_id LIMIT 1"
    (fact,) = json.loads(run("sql", sql, "--json", warehouse=samples.warehouse).stdout)
    picture = tmp_path / "crop.png"
    result = run("explain", fact["budget_id"], "--png", str(picture), warehouse=samples.warehouse)
    assert result.exit_code == 0
    assert fact["value_text"] in result.stdout
    assert f"page {fact['page']}" in result.stdout
    assert "> " in result.stdout
    with Image.open(picture) as image:
        assert image.format == "PNG"
        assert image.width > 1000


def test_what_cannot_be_explained_or_drawn_is_one_line(samples: Settings, tmp_path: Path) -> None:
    assert "No row has the id" in told(run("explain", "budget-0", warehouse=samples.warehouse))
    (fact,) = json.loads(
        run("sql", "SELECT min(budget_id) AS id FROM budgets", "--json", warehouse=samples.warehouse).stdout
    )
    nowhere = str(tmp_path / "no" / "crop.png")
    assert "No such file" in told_after(run("explain", fact["id"], "--png", nowhere, warehouse=samples.warehouse))
    elsewhere = ["explain", fact["id"], "--png", str(tmp_path / "a.png"), "--raw", str(tmp_path)]
    assert "is not in" in told_after(run(*elsewhere, warehouse=samples.warehouse))
    report = ["explain", "vgr-delregionala-projekt-2020", "--png", str(tmp_path / "a.png")]
    assert "nothing to draw" in told_after(run(*report, warehouse=samples.warehouse))


def told_after(result: Result) -> str:
    """The reason why a command failed after it had printed something."""
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    return result.stderr


@pytest.mark.parametrize("words", [["status"], ["sql", "SELECT 1"], ["explain", "x"]])
def test_before_the_first_build_the_way_is_shown(tmp_path: Path, words: list[str]) -> None:
    assert "rapportlager build" in told(run(*words, warehouse=tmp_path))


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    assert "RAPPORTLAGER_WORKERS" in told(run("status", warehouse=tmp_path, RAPPORTLAGER_WORKERS="many"))


# --- one PDF --------------------------------------------------------------------------------------------------------


def test_inspect_tells_headings_tables_and_family_with_its_signs() -> None:
    shown = run("inspect", LIST).stdout
    assert "Family  regional_project_list" in shown
    assert "En ledande kunskapsregion" in shown
    assert "Projekt | Projektägare | Prioriterad fråga" in shown
    assert "table of projects" in shown
    assert "1–2" in shown


def test_tables_as_text_and_as_json() -> None:
    shown = run("tables", LIST).stdout
    found = json.loads(run("tables", LIST, "--json").stdout)
    assert len(found) == 4
    first = found[0]
    assert (first["page"], first["page_end"], len(first["boxes"])) == (1, 2, 2)
    assert first["rows"][1][0] == "Ung Företagsamhet"
    assert first["rows"][1][0] in shown
    assert all(len(row) == len(first["columns"]) for row in first["rows"])
    assert run("tables", SHEET).stdout.strip() == "No tables."
    assert run("tables", SHEET, "--json").stdout.split() == ["[", "]"]


def test_tables_of_some_pages_keep_their_numbers() -> None:
    found = json.loads(run("tables", LIST, "--json").stdout)
    chosen = [table for table in found if table["page"] <= 2 <= table["page_end"]]
    assert 0 < len(chosen) < len(found)
    assert json.loads(run("tables", LIST, "--json", "--pages", "2").stdout) == chosen
    last = max(found, key=lambda table: table["page"])
    assert run("tables", LIST, "--pages", str(last["page"])).stdout.startswith(f"{len(found)}. ")
    assert run("tables", LIST, "--pages", "2-1").exit_code == 2


def test_tables_are_drawn_into_a_folder_or_a_file(tmp_path: Path) -> None:
    result = run("tables", LIST, "--png", str(tmp_path / "ut"), "--pages", "1-2")
    assert "2 pages drawn" in result.stderr
    assert len(list((tmp_path / "ut").glob("vgr-*-[12].png"))) == 2
    result = run("tables", LIST, "--png", str(tmp_path / "en.png"), "--pages", "3")
    assert "en.png" in result.stderr
    with Image.open(tmp_path / "en.png") as image:
        assert image.format == "PNG"
    assert "none of those asked for" in told(run("tables", LIST, "--png", str(tmp_path / "x"), "--pages", "77"))
    nowhere = str(tmp_path / "no" / "x.png")
    assert "No such file" in told(run("tables", LIST, "--png", nowhere, "--pages", "1"))


def test_text_by_page_and_by_section() -> None:
    by_page = run("text", LIST).stdout
    assert [line for line in by_page.splitlines() if line.startswith("--- ")] == [
        f"--- page {n} ---" for n in range(1, 6)
    ]
    by_section = run("text", LIST, "--by", "section").stdout
    assert "# Boråsregionen  (page 1)" in by_section
    assert "## En ledande kunskapsregion  (page 1)" in by_section
    assert by_section.index("Beviljade delregionala projekt") < by_section.index("# Boråsregionen")


@pytest.mark.parametrize("command", ["inspect", "tables", "text"])
def test_a_file_that_cannot_be_read_is_one_line_with_its_name(tmp_path: Path, command: str) -> None:
    (tmp_path / "hej.pdf").write_text("hej")
    assert "hej.pdf: The file is not a PDF" in told(run(command, str(tmp_path / "hej.pdf")))
    assert "No such file" in told(run(command, str(tmp_path / "nej.pdf")))
    assert "not a file" in told(run(command, str(tmp_path)))


def test_a_scan_is_told(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    Image.new("RGB", (200, 200), "white").save(path)
    assert "text layer" in run("text", str(path)).stderr
    assert "text layer" in run("inspect", str(path)).stdout
