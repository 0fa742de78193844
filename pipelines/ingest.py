"""From the folder of reports to the records of each: what is new or changed is read, the rest is left alone.

A report is read again when its bytes, its name, the code that reads, or its family's declaration changed, when its
records were damaged, or when it broke its worker under other limits than today's. The records a build leaves behind
are a function of the folder alone, whatever builds went before.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime

from pipelines import extract as extract_module
from pipelines import inbox, mirror, removals, source, store
from pipelines.documents import Document, Problem, RawFolderError, Survey, survey
from pipelines.events import Finished, IngestSummary, OnEvent, Scanned, Started
from pipelines.extract import Extraction, failure
from pipelines.family import families, shared_lexicon
from pipelines.inbox import Settling
from pipelines.removals import Removal
from pipelines.settings import Settings
from pipelines.store import Basis, Receipt
from pipelines.versions import code_version, family_version
from pipelines.worker_child import Extract, report_tables
from pipelines.workers import Job, Limits, Outcome, read_reports

NO_FAMILY = "none"
"""What reports of no family are called where a family is asked for."""

CHANGED = Problem("unreadable", "The file was changed while it was being read; the next build reads it again.")


class UnknownReportError(Exception):
    """A report was asked for that is not in the folder."""


def ingest(
    settings: Settings,
    only: Collection[str] | None = None,
    force: bool = False,
    retry_failed: bool = False,
    on_event: OnEvent = lambda event: None,
    extract: Extract = extract_module.extract,
    now: datetime | None = None,
    settled: bool = False,
) -> IngestSummary:
    """Read what is new or changed under `settings.raw` and keep its records. The caller holds the warehouse's lock.

    `only` names the reports to look at and leaves all others as they are, `force` reads also what did not change,
    `retry_failed` tries again what broke its worker, `settings.max_attempts` times in all, `settled` leaves files that
    are still being written for later. Never raises for what one report does. Raises RawFolderError,
    UnknownReportError, FamilyError, StoreError, WorkersError or RemoteError.
    """
    began = time.monotonic()
    store.clean(settings.records)
    mirror.pull(settings)
    fetched = source.fetch(settings)
    refused = {name: one.refused for name, one in fetched.items() if one.refused is not None}
    known = inbox.load(settings.inbox)
    # what was fetched is whole, however new its copy is
    wait = settling(settings) if settled and settings.source is None else None
    seen_now = survey(settings.raw, known.files, wait, rehash=force, refused=refused)
    documents = seen_now.documents
    if settled and known.files and not documents:
        raise RawFolderError(
            f"There is no report left in {settings.raw}, where there were {len(known.files)}: is its disk there? "
            "A build asked for by hand takes them all away."
        )
    chosen = _choose(documents, only)
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    seen = store.first_seen(settings.first_seen, [_content_key(document) for document in documents], moment)
    limits = Limits(settings.timeout_seconds, settings.memory_mb, settings.max_output_mb)

    to_read: list[Document] = []
    to_note: list[Document] = []
    earlier: dict[str, Receipt] = {}
    for document in chosen:
        if document.waiting:
            continue
        receipt = store.read_receipt(settings.records, document.report_id)
        if receipt is not None and receipt.basis == _basis(document):
            earlier[document.report_id] = receipt
            if not force and _holds(receipt, limits, settings.max_attempts if retry_failed else 0):
                continue
        (to_note if document.problem or document.duplicate_of else to_read).append(document)
    gone: list[str] = []
    if only is None:
        gone = _gone(settings, seen_now)
    waiting = len(seen_now.waiting)
    unchanged = len(chosen) - len(to_read) - len(to_note) - sum(document.waiting for document in chosen)
    on_event(Scanned(len(documents), len(to_read), unchanged, len(gone), waiting))
    if to_read:
        # a mistake in a declaration is told before anything is read by it: it is no report's fault
        families(), shared_lexicon()

    if gone:
        removals.note(settings.removed, _removed(settings, gone, documents, moment))
    for report_id in gone:
        store.remove(settings.records, report_id)
    for document in to_note:
        _note(settings, document, seen[_content_key(document)])
    # The largest first: the end is not spent waiting for one long report.
    by_id = {document.report_id: document for document in to_read}
    jobs = (
        Job(
            report_id=document.report_id,
            file_name=document.file_name,
            path=document.path,
            sha256=document.sha256 or "",
            ingested_at=seen[_content_key(document)].isoformat(),
            staging=store.staging_folder(settings.records, document.report_id),
            origin=source.origin(settings, fetched, os.fsdecode(document.name_bytes)),
        )
        for document in sorted(to_read, key=lambda document: (-document.size, document.file_name))
    )
    read = []
    for outcome in _read(settings, jobs, limits, extract, lambda job: on_event(Started(job.report_id, job.file_name))):
        report_id = outcome.job.report_id
        previous = None if force else earlier.get(report_id)
        finished = _keep(settings, by_id[report_id], outcome, limits, previous, moment)
        read.append(finished)
        on_event(finished)
    _remember(settings, known, seen_now, chosen, whole=only is None)
    mirror.push_records(settings)
    return IngestSummary(
        found=len(documents),
        read=tuple(read),
        unchanged=unchanged,
        noted=tuple(document.report_id for document in to_note),
        removed=tuple(gone),
        seconds=time.monotonic() - began,
        waiting=seen_now.waiting,
    )


def _read(
    settings: Settings, jobs: Iterator[Job], limits: Limits, extract: Extract, on_start: Callable[[Job], None]
) -> Iterator[Outcome]:
    """Read the reports where the settings say: the one switch between this machine and a cluster."""
    if settings.engine == "local":
        return read_reports(jobs, limits, settings.workers, extract, on_start)
    from pipelines.cluster import read_on_cluster

    return read_on_cluster(jobs, limits, settings.workers, settings.dask_address, extract, on_start)


def settling(settings: Settings) -> Settling:
    """When a file is taken to be whole, by the settings and the clock."""
    return Settling(inbox.now_ns(), settings.quiet_seconds, settings.patience_seconds)


def of_families(settings: Settings, names: Collection[str]) -> list[str]:
    """Ids of the reports kept that were read as one of these families; NO_FAMILY stands for those of none.

    Raises UnknownReportError when there is no such family, or no report of it.
    """
    if unknown := sorted(set(names) - families().keys() - {NO_FAMILY}):
        known = ", ".join([*families(), NO_FAMILY])
        raise UnknownReportError(f"There is no family {', '.join(unknown)}. There are: {known}.")
    found = []
    for report_id in store.stored_ids(settings.records):
        receipt = store.read_receipt(settings.records, report_id, verify=False)
        if receipt is not None and receipt.basis.duplicate_of is None and (receipt.family or NO_FAMILY) in names:
            found.append(report_id)
    if not found:
        raise UnknownReportError(f"No report was read as {' or '.join(sorted(names))} yet.")
    return found


def _remember(settings: Settings, known: inbox.Inbox, seen: Survey, chosen: list[Document], *, whole: bool) -> None:
    """Keep what each file was like when it was read, so that it is known the next time."""
    if whole:
        now = inbox.Inbox(seen.sightings, family_version(None))
    else:
        names = {os.fsdecode(document.name_bytes) for document in chosen}
        looked_at = {name: one for name, one in seen.sightings.items() if name in names}
        now = inbox.Inbox({**known.files, **looked_at}, known.families)
    if now != known:
        inbox.save(settings.inbox, now)


def _gone(settings: Settings, seen: Survey) -> list[str]:
    """Ids kept of which there is no file any more. One that is being written over is there."""
    found = sorted(set(store.stored_ids(settings.records)) - {document.report_id for document in seen.documents})
    if not seen.waiting:
        return found
    receipts = ((report_id, store.read_receipt(settings.records, report_id, verify=False)) for report_id in found)
    return [name for name, receipt in receipts if receipt is None or receipt.basis.file_name not in seen.waiting]


def _removed(settings: Settings, gone: list[str], documents: list[Document], moment: datetime) -> list[Removal]:
    """What is told of reports whose file was taken away; one that was renamed, or got another id, is still there."""
    names = {document.file_name for document in documents}
    contents = {document.sha256 for document in documents}
    found = []
    for report_id in gone:
        receipt = store.read_receipt(settings.records, report_id, verify=False)
        if receipt is None or receipt.basis.duplicate_of is not None:
            continue
        basis = receipt.basis
        if basis.file_name not in names and (basis.sha256 is None or basis.sha256 not in contents):
            rows = sum(file.rows for file in receipt.tables.values())
            noticed = moment.replace(tzinfo=None).isoformat(timespec="seconds")
            found.append(Removal(report_id, basis.file_name, basis.sha256, rows, noticed))
    return found


def _choose(documents: list[Document], only: Collection[str] | None) -> list[Document]:
    if only is None:
        return documents
    asked = set(only)
    chosen = [one for one in documents if one.report_id in asked or one.file_name in asked]
    if missing := sorted(asked - {name for one in chosen for name in (one.report_id, one.file_name)}):
        raise UnknownReportError(
            f"There is no report {', '.join(missing)} in the folder of reports. "
            "`rapportlager status` tells how each is called."
        )
    return chosen


def _content_key(document: Document) -> str:
    return document.sha256 or f"name:{hashlib.sha256(document.file_name.encode()).hexdigest()}"


def _basis(document: Document) -> Basis:
    return Basis(
        file_name=document.file_name,
        sha256=document.sha256,
        code_version=code_version(),
        problem=document.problem.detail if document.problem else None,
        duplicate_of=document.duplicate_of,
    )


def _holds(receipt: Receipt, limits: Limits, attempts: int) -> bool:
    """Whether records made from the same basis still hold."""
    if receipt.limits is not None and (receipt.limits != str(limits) or receipt.attempts < attempts):
        return False
    was_read = receipt.basis.problem is None and receipt.basis.duplicate_of is None
    return not was_read or receipt.family_version == family_version(receipt.family)


def _note(settings: Settings, document: Document, first_seen: datetime) -> None:
    """Keep the row of a report that is not read: a copy, or what is no file."""
    staging = store.staging_folder(settings.records, document.report_id)
    extraction = unread(document, document.problem)
    tables = report_tables(extraction, document.report_id, document.file_name, document.sha256, first_seen.isoformat())
    receipt = Receipt(
        report_id=document.report_id,
        basis=_basis(document),
        family=None,
        family_version="",
        status=str(extraction.report["status"]),
        error_kind=document.problem.kind if document.problem else None,
        tables=store.write_tables(staging, tables),
    )
    store.commit(settings.records, staging, receipt)


def _keep(
    settings: Settings,
    document: Document,
    outcome: Outcome,
    limits: Limits,
    previous: Receipt | None,
    moment: datetime,
) -> Finished:
    """Keep the records of a report that was read, or the row that says why there are none."""
    job = outcome.job
    basis = _basis(document)
    problem, stored, status, family = outcome.problem, outcome.tables, outcome.status, outcome.family
    changed = not _as_scanned(document)
    if changed:
        problem = CHANGED
        basis = Basis(basis.file_name, basis.sha256, basis.code_version, problem=CHANGED.detail)
    if problem is not None or stored is None:
        status, family = "failed", None
        tables = report_tables(unread(document, problem), job.report_id, job.file_name, job.sha256, job.ingested_at)
        stored = store.write_tables(job.staging, tables)
    broke = (problem is not None or bool(job.leave_out)) and not changed
    receipt = Receipt(
        report_id=job.report_id,
        basis=basis,
        family=family,
        family_version=family_version(family),
        status=status,
        error_kind=problem.kind if problem else outcome.error_kind,
        tables=stored,
        limits=str(limits) if broke else None,
        attempts=previous.attempts + 1 if previous is not None and previous.limits == str(limits) else 1,
        seconds=outcome.seconds,
        cpu_seconds=outcome.cpu_seconds,
        max_rss_mb=outcome.max_rss_mb,
        read_at=moment.replace(tzinfo=None).isoformat(timespec="seconds"),
    )
    store.commit(settings.records, job.staging, receipt)
    return Finished(
        report_id=job.report_id,
        file_name=job.file_name,
        status=status,
        family=family,
        error_kind=receipt.error_kind,
        error_detail=problem.detail if problem else outcome.error_detail,
        pages=None if problem else outcome.pages,
        rows=sum(file.rows for file in stored.values()),
        seconds=outcome.seconds,
        cpu_seconds=outcome.cpu_seconds,
        max_rss_mb=outcome.max_rss_mb,
    )


def _as_scanned(document: Document) -> bool:
    """Whether the file still is the one that was hashed, as far as size and time tell."""
    try:
        info = document.path.stat()
    except OSError:
        return False
    return (info.st_size, info.st_mtime_ns) == (document.size, document.mtime_ns)


def unread(document: Document, problem: Problem | None) -> Extraction:
    """The row of `reports`, and the finding, of what nothing was read from: a copy when there is no problem."""
    if problem is not None:
        return failure(document.report_id, document.file_name, problem.kind, problem.detail)
    row = failure(document.report_id, document.file_name, "", "").report
    copied = {"status": "duplicate", "error_kind": None, "error_detail": None, "is_current": False}
    return Extraction({**row, **copied, "duplicate_of": document.duplicate_of})
