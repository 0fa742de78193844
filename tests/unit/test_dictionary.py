from __future__ import annotations

from pipelines import dictionary, schema
from pipelines.views import VIEWS


def test_the_page_in_the_repository_is_the_one_made_from_the_declaration() -> None:
    assert dictionary.PATH.read_text(encoding="utf-8") == dictionary.render(), "run: python -m pipelines.dictionary"


def test_every_table_view_and_column_is_told_of() -> None:
    page = dictionary.render()
    sections = {part.partition("\n")[0]: part for part in page.split("\n### ")[1:]}
    assert set(sections) == {table.name for table in schema.TABLES} | {view.name for view in VIEWS}
    for table in schema.TABLES:
        for column in table.columns:
            (row,) = [line for line in sections[table.name].splitlines() if line.startswith(f"| `{column.name}` |")]
            assert column.description.rstrip(".").replace("|", "\\|") in row
            assert (" yes " in row.split("|")[3]) == column.required


def test_a_bar_in_a_text_does_not_split_a_cell() -> None:
    assert list(dictionary._rows(["a", "b"], [["x|y", "z"]]))[2] == "| x\\|y | z |"
