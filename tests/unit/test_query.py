"""The published database answers questions and does nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.query import NoDatabaseError, QueryError, ask, connect, rows_of
from pipelines.settings import Settings


def test_an_answer_has_columns_and_rows(samples: Settings) -> None:
    with connect(samples) as connection:
        answer = ask(connection, "SELECT 1 AS one; SELECT report_id, page_count FROM reports ORDER BY ALL")
        assert answer.columns == ("report_id", "page_count")
        rows = list(answer.rows)
        assert len(rows) == 5
        assert rows[0] == ("boras-creative-innovation-projekt", 2)


def test_more_rows_than_are_fetched_at_a_time_all_come(samples: Settings) -> None:
    with connect(samples) as connection:
        assert sum(row[0] for row in ask(connection, "SELECT i FROM range(2500) AS r(i)").rows) == 2500 * 2499 // 2


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE reports",
        "INSERT INTO metadata VALUES ('a', 'b')",
        "COPY reports TO '{folder}/out.csv'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{folder}/other.duckdb' AS other; SELECT 1 AS a",
        "SELECT * FROM read_csv('{folder}/secret.csv')",
        "SELECT * FROM '{folder}/secret.csv'",
        "SELECT * FROM glob('{folder}/*')",
        "INSTALL httpfs; SELECT 1 AS a",
        "SET enable_external_access = true; SELECT * FROM read_csv('{folder}/secret.csv')",
        "SELECT * FROM secret",
    ],
)
def test_nothing_but_the_database_is_reached(samples: Settings, tmp_path: Path, sql: str) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    secret = {"a": [1]}  # a name that a query must not find in its caller
    with connect(samples) as connection, pytest.raises(QueryError):
        list(ask(connection, sql.format(folder=tmp_path)).rows)
    assert secret
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


@pytest.mark.parametrize("sql", ["", "   ", "-- nothing", ";"])
def test_no_question_is_told(samples: Settings, sql: str) -> None:
    with connect(samples) as connection, pytest.raises(QueryError, match="no rows"):
        ask(connection, sql)


def test_a_mistake_is_told_in_one_line(samples: Settings) -> None:
    with connect(samples) as connection:
        with pytest.raises(QueryError, match="projekt") as told:
            ask(connection, "SELECT *\nFROM projekt\nWHERE owner = 'x'")
        assert "\n" not in str(told.value)
        # found out only after many rows have been handed over
        late = ask(connection, "SELECT CAST(if(i > 1500000, 'x', '1') AS INTEGER) FROM range(2000000) AS r(i)")
        with pytest.raises(QueryError, match="x"):
            list(late.rows)


def test_an_empty_warehouse_and_a_broken_database_are_told(settings: Settings) -> None:
    with pytest.raises(NoDatabaseError, match="rapportlager build"), connect(settings):
        pass
    settings.warehouse.mkdir()
    settings.database.write_bytes(b"not a database" * 1000)
    with pytest.raises(QueryError, match="cannot be opened"), connect(settings):
        pass


def test_values_are_handed_over_apart_from_the_query(samples: Settings) -> None:
    with connect(samples) as connection:
        assert rows_of(connection, "SELECT ? AS a, 1 AS b", "'; DROP TABLE reports; --") == [
            {"a": "'; DROP TABLE reports; --", "b": 1}
        ]
