from __future__ import annotations

import errno
import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fake_extract import page_row, project_row, report_row

from pipelines import arrow, store
from pipelines.store import Basis, Receipt


def tables(report_id: str = "r", projects: int = 3) -> dict[str, pa.Table]:
    row = report_row(report_id=report_id, file_name="r.pdf", is_current=True, ingested_at=datetime(2026, 1, 1))
    return {
        "reports": arrow.to_table("reports", [row]),
        "pages": arrow.to_table("pages", [page_row(report_id, 1)]),
        "projects": arrow.to_table("projects", [project_row(report_id, n, f"P{n}") for n in range(projects)]),
        "budgets": arrow.empty("budgets"),
    }


def keep(records: Path, made: dict[str, pa.Table], report_id: str = "r") -> Receipt:
    staging = store.staging_folder(records, report_id)
    receipt = Receipt(
        report_id=report_id,
        basis=Basis("r.pdf", "ab" * 32, "code"),
        family="project_sheet",
        family_version="fam",
        status="ok",
        error_kind=None,
        tables=store.write_tables(staging, made),
    )
    store.commit(records, staging, receipt)
    return receipt


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    written = keep(tmp_path, tables())
    receipt = store.read_receipt(tmp_path, "r")
    assert receipt == written
    back = store.read_tables(tmp_path, receipt)
    assert set(back) == {"reports", "pages", "projects"}
    assert all(back[name].equals(tables()[name]) for name in back)
    assert store.stored_ids(tmp_path) == ["r"]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    once, again = (keep(tmp_path / name, tables()) for name in ("one", "two"))
    assert once.tables == again.tables
    for name in once.tables:
        assert (tmp_path / "one/r" / f"{name}.parquet").read_bytes() == (
            tmp_path / "two/r" / f"{name}.parquet"
        ).read_bytes()


def test_a_new_reading_replaces_the_old_one_whole(tmp_path: Path) -> None:
    keep(tmp_path, tables())
    made = tables()
    del made["projects"]
    keep(tmp_path, made)
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == [
        "pages.parquet",
        "receipt.json",
        "reports.parquet",
    ]
    assert store.read_receipt(tmp_path, "r") is not None


def test_what_a_worker_leaves_beside_its_tables_is_not_kept(tmp_path: Path) -> None:
    staging = store.staging_folder(tmp_path, "r")
    (staging / "stderr.txt").write_text("noise")
    (staging / "budgets.parquet").write_bytes(b"half")
    made = store.write_tables(staging, tables())
    store.commit(tmp_path, staging, Receipt("r", Basis("r.pdf", None, "c"), None, "", "ok", None, made))
    assert {path.name for path in (tmp_path / "r").iterdir()} == {f"{name}.parquet" for name in made} | {"receipt.json"}


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x01
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["reports", "pages", "projects"])
@pytest.mark.parametrize("damage", [flip, Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-1])])
def test_a_damaged_file_breaks_the_records(tmp_path: Path, name: str, damage: object) -> None:
    receipt = keep(tmp_path, tables())
    damage(tmp_path / "r" / f"{name}.parquet")  # type: ignore[operator]
    assert store.read_receipt(tmp_path, "r") is None
    assert store.read_receipt(tmp_path, "r", verify=False) == receipt
    with pytest.raises(store.BrokenRecordsError, match=name):
        store.read_tables(tmp_path, receipt)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"report_id": "r"}', '{"tables": {}, "basis": {}}', '{"tables": 1, "basis": {}}', "\xff"],
)
def test_a_damaged_receipt_breaks_the_records(tmp_path: Path, text: str) -> None:
    keep(tmp_path, tables())
    (tmp_path / "r" / "receipt.json").write_text(text, encoding="latin-1")
    assert store.read_receipt(tmp_path, "r") is None


def test_a_receipt_of_another_report_or_of_unknown_tables_is_broken(tmp_path: Path) -> None:
    keep(tmp_path, tables())
    (tmp_path / "r").rename(tmp_path / "s")
    assert store.read_receipt(tmp_path, "s") is None
    (tmp_path / "s").rename(tmp_path / "r")
    told = json.loads((tmp_path / "r/receipt.json").read_text())
    told["tables"]["../../elsewhere"] = told["tables"]["pages"]
    (tmp_path / "r/receipt.json").write_text(json.dumps(told))
    assert store.read_receipt(tmp_path, "r") is None


def test_records_of_another_data_model_are_broken(tmp_path: Path) -> None:
    receipt = keep(tmp_path, {**tables(), "projects": tables()["projects"].drop_columns(["theme"])})
    with pytest.raises(store.BrokenRecordsError, match="other columns"):
        store.read_tables(tmp_path, receipt)


@pytest.mark.parametrize("stop", ["write_text", "rename"])
def test_a_build_killed_while_it_keeps_a_report_leaves_the_old_or_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    old = keep(tmp_path, tables())
    original = getattr(Path, stop)
    for calls in range(1, 4):
        count = 0

        def dying(path: Path, *args: object, at: int = calls, **kwargs: object) -> object:
            nonlocal count
            count += 1
            if count == at:
                raise KeyboardInterrupt
            return original(path, *args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(Path, stop, dying)
            try:
                keep(tmp_path, tables(projects=5))
            except KeyboardInterrupt:
                finished = False
            else:
                finished = True
        receipt = store.read_receipt(tmp_path, "r")
        store.clean(tmp_path)
        assert {path.name for path in tmp_path.iterdir()} <= {"r"}
        if finished:
            assert receipt is not None
            assert receipt.tables["projects"].rows == 5
            break
        assert receipt in (None, old)
        old = keep(tmp_path, tables())


def test_a_disk_that_refuses_is_not_the_reports_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(store.StoreError, match="No space left"):
        store.write_tables(tmp_path, tables())


def test_first_sight_is_remembered_and_never_changed(tmp_path: Path) -> None:
    path = tmp_path / "first_seen.tsv"
    assert store.first_seen(path, ["a", "b"], datetime(2026, 1, 1, 1, 2, 3, 456, tzinfo=UTC)) == {
        "a": datetime(2026, 1, 1, 1, 2, 3),
        "b": datetime(2026, 1, 1, 1, 2, 3),
    }
    times = store.first_seen(path, ["b", "c", "c"], datetime(2027, 1, 1, tzinfo=UTC))
    assert times == store.first_seen(path, [], datetime(2028, 1, 1, tzinfo=UTC))
    assert (times["a"].year, times["b"].year, times["c"].year) == (2026, 2026, 2027)
    assert len(path.read_text().splitlines()) == 3


def test_a_line_torn_at_any_byte_costs_that_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "first_seen.tsv"
    store.first_seen(path, ["aaaa", "bbbb"], datetime(2026, 1, 1, tzinfo=UTC))
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        times = store.first_seen(path, ["aaaa", "bbbb", "cccc"], datetime(2027, 7, 7, tzinfo=UTC))
        assert set(times) == {"aaaa", "bbbb", "cccc"}
        assert {time.year for time in times.values()} <= {2026, 2027}
        assert times["aaaa"] == datetime(2026, 1, 1) or length < whole.index(b"\n")
        assert times == store.first_seen(path, [], datetime(2028, 1, 1, tzinfo=UTC))
