"""From the records of all reports to a published generation: Parquet tables and one DuckDB file.

A generation is a function of the records, and of what is remembered of reports that were taken away: tables put
together in the order of report ids, linked across reports, written, checked on the finished file and against the last
one, and only then put in its place. When nothing changed, the last one stays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import pipelines
from pipelines import arrow, checks, ddl, editions, entities, losses, mirror, removals, schema, snapshots, store
from pipelines.checks import CheckResult
from pipelines.settings import Settings
from pipelines.versions import code_version, publication_version
from pipelines.views import VIEWS

STORAGE_VERSION = "v1.2.0"
"""Read by DuckDB 1.2 and later. The default of a newer DuckDB would shut out the clients that analysts have."""
PART = "part-0.parquet"
DISK_REFUSES = (OSError, duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)
"""What writing Parquet and a database raise when the disk is full or fails."""


class PublicationBlockedError(Exception):
    """A check failed, so the published database is as it was; the message lists the rows at fault."""

    def __init__(self, failed: tuple[CheckResult, ...]) -> None:
        told = "".join(f"\n- {result}" for result in failed)
        if all(result.check.name == losses.KEEPS_ROWS for result in failed):
            told += "\nSee `rapportlager diff current refused`; `rapportlager build --approve` publishes all the same."
        super().__init__(f"Nothing was published, since checks failed:{told}")
        self.failed = failed


@dataclass(frozen=True, slots=True)
class Published:
    """What is published after a publication."""

    database: Path
    snapshot: str
    rows: dict[str, int]
    """By table."""
    reports: dict[str, int]
    """Reports by status."""
    findings: dict[str, int]
    """By severity, the gravest first."""
    checks: tuple[CheckResult, ...]
    """Of the new generation; empty when the last one stays."""
    is_new: bool
    """False when nothing had changed, so that the last generation stays."""
    findings_new: int = 0
    """Findings that the generation before did not have."""
    findings_gone: int = 0
    """Findings of the generation before that are no more."""
    seconds: float = 0.0
    """How long the publication took, what was read anew for it included."""


def collect(settings: Settings) -> dict[str, pa.Table]:
    """All tables before they are linked, rows in the order of report ids. Raises BrokenRecordsError."""
    parts: dict[str, list[pa.Table]] = {table.name: [] for table in schema.TABLES}
    broken: dict[str, str] = {}
    for report_id in store.stored_ids(settings.records):
        try:
            receipt = store.read_receipt(settings.records, report_id, verify=False)
            if receipt is None:
                raise store.BrokenRecordsError(f"{report_id}: its receipt is broken")
            for name, table in store.read_tables(settings.records, receipt).items():
                parts[name].append(table)
        except store.BrokenRecordsError as error:
            broken[report_id] = str(error)
    if broken:
        told = "; ".join(list(broken.values())[:5])
        raise store.BrokenRecordsError(f"Records are damaged; the next build reads them anew. {told}.", tuple(broken))
    return {name: pa.concat_tables([arrow.empty(name), *found]) for name, found in parts.items()}


def complete(tables: Mapping[str, pa.Table], aliases: entities.Aliases | None = None) -> dict[str, pa.Table]:
    """All tables, linked across reports, each with the schema of the data model and in the order of report ids.

    Rows of one report keep the order they were read in, which is that of its pages.
    """
    linked = entities.link(editions.mark(tables), aliases)
    done = {}
    for table in schema.TABLES:
        rows = linked[table.name].select(list(table.column_names)).cast(arrow.schema_of(table.name))
        order = "report_id" if "report_id" in table.column_names else table.key[0]
        done[table.name] = rows.take(pc.sort_indices(rows, sort_keys=[(order, "ascending")])) if len(rows) else rows
    return done


def publish(
    settings: Settings, now: datetime | None = None, run_id: str | None = None, approve: bool = False
) -> Published:
    """Publish the records as a new generation, unless it would be the same. The caller holds the warehouse's lock.

    `run_id` stands in the manifest. `approve` publishes also when files that did not change lost rows. Raises
    PublicationBlockedError when a check fails, AliasFileError when the alias file is not as it must be,
    BrokenRecordsError when records were damaged since they were ingested, and PublicationError when the disk refuses;
    the published generation is then as it was. Raises RemoteError when it is published here and its copy in the bucket
    cannot be made; the next publication tries again.
    """
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    tables = _with_removals(settings, collect(settings))
    tables = complete(tables, entities.read_aliases(settings.aliases))
    last = snapshots.current(settings)
    try:
        name, folder = snapshots.begin(settings, moment)
    except OSError as error:
        raise snapshots.PublicationError(f"Cannot write to {settings.snapshots}: {error}") from error
    try:
        files = {table: _write_parquet(rows, folder / "parquet" / table / PART) for table, rows in tables.items()}
        same = _same_as_current(settings, files)
        if same is not None:
            snapshots.discard(folder)
            snapshots.discard(settings.snapshots / snapshots.REFUSED)  # what was refused came to nothing
            snapshots.prune(settings)  # the publication before may have died at it
            mirror.push_snapshot(settings)
            return _published(settings, same, tables, (), is_new=False)
        told = {"snapshot": name, "published_at": moment.isoformat(timespec="seconds")}
        database = folder / settings.database.name
        _write_database(database, tables, told)
        results = _verify(database, tables)
        reports = _rows_by_report(tables)
        manifest = {
            **told,
            "run_id": run_id,
            "follows": last,
            "versions": _versions(),
            "database": {"file": database.name, "bytes": database.stat().st_size, "sha256": _sha256(database)},
            "tables": {table: {"rows": rows.num_rows, "sha256": files[table]} for table, rows in tables.items()},
            "reports": reports,
        }
        text = json.dumps(manifest, ensure_ascii=True, indent=1, sort_keys=True)
        (folder / settings.manifest.name).write_text(text + "\n", encoding="utf-8")
        steady = losses.check(_losses(settings, last, reports), settings.max_loss, approve)
        if steady.blocks:
            snapshots.refuse(settings, folder)
            raise PublicationBlockedError((steady,))
        new, gone = _findings_changed(settings, last, tables["findings"])
        snapshots.publish(settings, name, folder)
        snapshots.discard(settings.snapshots / snapshots.REFUSED)
    except DISK_REFUSES as error:
        snapshots.discard(folder)
        raise snapshots.PublicationError(f"Nothing was published, since the disk refused: {error}") from error
    except Exception:
        snapshots.discard(folder)
        raise
    mirror.push_snapshot(settings)
    published = _published(settings, name, tables, (*results, steady), is_new=True)
    return replace(published, findings_new=new, findings_gone=gone)


def _with_removals(settings: Settings, tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables with a finding for each report that was taken away."""
    away = removals.known(settings.removed)
    if not away:
        return tables
    names = set(tables["reports"]["file_name"].to_pylist())
    contents = set(tables["reports"]["sha256"].to_pylist())
    found = removals.findings(away, names, contents, snapshots.holders(settings))
    return {**tables, "findings": pa.concat_tables([tables["findings"], arrow.to_table("findings", found)])}


def _losses(settings: Settings, last: str | None, reports: losses.Told) -> Sequence[losses.Loss]:
    """What unchanged files lost since the generation that is published; nothing where its manifest is of no use."""
    before = (snapshots.manifest(settings, last) or {}).get("reports") if last else None
    try:
        return losses.losses(before, reports) if before else []
    except (TypeError, LookupError, AttributeError):
        return []


def _findings_changed(settings: Settings, last: str | None, findings: pa.Table) -> tuple[int, int]:
    """How many findings there are that the last generation lacks, and the other way round."""
    now = set(findings["finding_id"].to_pylist())
    try:
        with pq.ParquetFile(settings.snapshots / (last or "") / "parquet" / "findings" / PART) as file:
            before = set(file.read(columns=["finding_id"])["finding_id"].to_pylist())
    except (OSError, pa.ArrowException):
        before = set()
    return len(now - before), len(before - now)


def read_table(settings: Settings, name: str) -> pa.Table:
    """A published table as Arrow; ``read_table(…).to_pandas()`` gives a DataFrame. KeyError for an unknown name.

    Raises FileNotFoundError when nothing is published yet.
    """
    declared = schema.table(name)
    with pq.ParquetFile(settings.parquet / declared.name / PART) as file:
        return file.read()


def _write_parquet(table: pa.Table, path: Path) -> str:
    """Write the table; its file's sha256. The same rows give the same bytes."""
    path.parent.mkdir(parents=True)
    pq.write_table(table, path, compression="zstd", version="2.6", row_group_size=122_880)
    return _sha256(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _versions() -> dict[str, str]:
    return {
        "pipeline": pipelines.__version__,
        "reading": code_version(),
        "publication": publication_version(),
        "duckdb": duckdb.__version__,
        "pyarrow": pa.__version__,
        "storage": STORAGE_VERSION,
    }


def _same_as_current(settings: Settings, files: Mapping[str, str]) -> str | None:
    """Name of the current generation when it is whole and holds exactly these Parquet files."""
    name = snapshots.current(settings)
    if name is None:
        return None
    told = snapshots.manifest(settings, name)
    try:
        if told is None or told["versions"] != _versions():
            return None
        expected = {f"parquet/{table}/{PART}": digest for table, digest in files.items()}
        if {f"parquet/{table}/{PART}": rest["sha256"] for table, rest in told["tables"].items()} != expected:
            return None
        expected[settings.database.name] = told["database"]["sha256"]
        folder = settings.snapshots / name
        whole = all(_sha256(folder / path) == digest for path, digest in expected.items())
    except (OSError, LookupError, TypeError, AttributeError):
        return None
    return name if whole and snapshots.is_linked(settings) else None


def _write_database(path: Path, tables: Mapping[str, pa.Table], metadata: Mapping[str, str]) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {ddl.literal(str(path))} AS wh (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE wh")
        connection.execute("BEGIN")
        for table in schema.TABLES:
            connection.execute(ddl.create_table(table))
            connection.register("arrow_rows", tables[table.name])
            try:
                connection.execute(f"INSERT INTO {table.name} BY NAME SELECT * FROM arrow_rows")
            except duckdb.ConstraintException:
                _check_unconstrained(tables)
                raise
            connection.unregister("arrow_rows")
            for statement in ddl.comments(table):
                connection.execute(statement)
        for view in VIEWS:
            connection.execute(ddl.create_view(view))
            for statement in ddl.view_comments(view):
                connection.execute(statement)
        connection.execute(ddl.METADATA)
        for key, value in {**metadata, **{f"{part}_version": text for part, text in _versions().items()}}.items():
            connection.execute("INSERT INTO metadata VALUES (?, ?)", [key, value])
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT wh")
        connection.execute("USE memory")
        connection.execute("DETACH wh")


def _verify(path: Path, tables: Mapping[str, pa.Table]) -> tuple[CheckResult, ...]:
    """Run every check on the finished file, over a connection of its own. Raises PublicationBlockedError."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return _check(connection, tables)


def _check(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> tuple[CheckResult, ...]:
    results = checks.run(connection, {name: rows.num_rows for name, rows in tables.items()})
    if failed := tuple(result for result in results if result.blocks):
        raise PublicationBlockedError(failed)
    return tuple(results)


def _check_unconstrained(tables: Mapping[str, pa.Table]) -> None:
    """Run every check on tables without constraints, to name the rows that a constraint refused."""
    with duckdb.connect() as connection:
        for name, rows in tables.items():
            connection.register("arrow_rows", rows)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arrow_rows")
            connection.unregister("arrow_rows")
        _check(connection, tables)


def _rows_by_report(tables: Mapping[str, pa.Table]) -> dict[str, dict[str, object]]:
    counts: dict[str, dict[str, int]] = {}
    for name, rows in tables.items():
        if "report_id" in rows.column_names and name != "reports":
            for counted in pc.value_counts(rows["report_id"]).to_pylist():
                counts.setdefault(counted["values"], {})[name] = counted["counts"]
    told = tables["reports"].select(["report_id", "file_name", "sha256", "status", "family", "pipeline_version"])
    return {
        report["report_id"]: {**report, "rows": dict(sorted(counts.get(report["report_id"], {}).items()))}
        for report in told.to_pylist()
    }


def _published(
    settings: Settings, name: str, tables: Mapping[str, pa.Table], results: tuple[CheckResult, ...], *, is_new: bool
) -> Published:
    def counted(table: str, column: str) -> dict[str, int]:
        counts = {row["values"]: row["counts"] for row in pc.value_counts(tables[table][column]).to_pylist()}
        return {value: counts.get(value, 0) for value in schema.table(table).column(column).allowed}

    return Published(
        database=settings.database,
        snapshot=name,
        rows={table: rows.num_rows for table, rows in tables.items()},
        reports=counted("reports", "status"),
        findings=counted("findings", "severity"),
        checks=results,
        is_new=is_new,
    )
