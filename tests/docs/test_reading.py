"""The guide to the reader against the reader: its code gives what is printed under it, its links lead somewhere."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "reading.md"
TEXT = GUIDE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", TEXT, re.DOTALL)


def test_every_example_has_its_output() -> None:
    assert len(EXAMPLES) == TEXT.count("```python") == 5


def test_the_examples_print_what_is_under_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for code, expected in EXAMPLES:
        with redirect_stdout(io.StringIO()) as printed:
            exec(compile(code, str(GUIDE), "exec"), names)
        assert printed.getvalue() == expected


def test_the_reader_imports_nothing_of_the_warehouse() -> None:
    program = """
import sys
from pathlib import Path
from pipelines.reading import read_tables
assert read_tables(Path(sys.argv[1]))
print(sorted({"pandas", "pyarrow", "duckdb", "dagster", "pydantic", "yaml"} & sys.modules.keys()))
"""
    report = str(next((ROOT / "data" / "raw").glob("vgr-*.pdf")))
    done = subprocess.run([sys.executable, "-c", program, report], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_what_the_guide_names_exists() -> None:
    from pipelines.reading import Cell, Reading, Table

    tables, cells = TEXT.split("A cell has")[0].split("## What a table carries")[1], TEXT.split("A cell has")[1]
    named = re.findall(r"`(\w+)(?:\(\))?`", "".join(line.split("|")[1] for line in tables.splitlines() if "|" in line))
    assert named
    assert [name for name in named if not hasattr(Table, name)] == []
    own = re.findall(r"`([a-z_]+)`", cells.split("```python")[0])
    assert [name for name in own if not hasattr(Cell, name)] == []
    for name in ("items", "sections", "footnotes", "furniture", "oddities", "words_total", "words_placed"):
        assert f"`{name}`" in TEXT
        assert hasattr(Reading, name)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", TEXT))))
def test_links_lead_somewhere(target: str) -> None:
    assert (GUIDE.parent / target).exists()
