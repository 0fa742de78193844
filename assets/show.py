"""What the command line says of a warehouse, a fact and a PDF."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assets.printing import pairs, plain, table, written
from assets.progress import COLORS
from pipelines import schema
from pipelines.settings import Settings
from pipelines.snapshots import REFUSED

if TYPE_CHECKING:  # each command loads what it shows, and no more
    from pipelines.compare import TableDifference
    from pipelines.explain import Explanation
    from pipelines.journal import LastRun
    from pipelines.overview import ReportLine, Summary

EXAMPLES = (
    "SELECT owner, count(*) AS projects, sum(granted_sek) AS granted_sek "
    "FROM current_projects GROUP BY owner ORDER BY granted_sek DESC NULLS LAST LIMIT 10",
    "SELECT name, target_text, outcome_text, is_met, report_title, page "
    "FROM indicator_outcomes WHERE is_met IS NOT NULL ORDER BY is_met, name LIMIT 10",
)
"""Two questions to begin with."""
UNREADABLE = 20
"""Unreadable reports told of after a build."""
SEVERITIES = {"error": "red", "warning": "yellow", "info": "dim"}


def summary(console: Console, settings: Settings, told: Summary) -> None:
    """What a build ends with: reports by status, rows by table, findings by severity, questions to paste."""
    console.print()
    console.print(_counts("Reports", sum(told.statuses.values()), told.statuses, COLORS))
    if told.unreadable:
        rows = [(line.file_name, line.error_kind, line.error_detail) for line in told.unreadable[:UNREADABLE]]
        console.print(table(("not read", "kind", "why"), rows))
        if len(told.unreadable) > UNREADABLE:
            console.print(f"… and {len(told.unreadable) - UNREADABLE} more: rapportlager status --failed\n")
    console.print(_counts("Findings", sum(told.findings.values()), told.findings, SEVERITIES))
    console.print(table(("table", "rows", "one row is"), [(name, n, _short(name)) for name, n in _by_weight(told)]))
    console.print(Text("Database  ", "bold") + plain(_path(settings.database)))
    console.print(Text("Try", "bold"))
    for sql in EXAMPLES:
        # on one line, so that it can be pasted
        console.print(plain(f"  {_command(settings, 'sql', sql)}"), soft_wrap=True)


def _by_weight(told: Summary) -> list[tuple[str, int]]:
    """Tables with what reports say before what was read on the way."""
    groups = ("records", "report", "entities", "reading")
    return sorted(told.rows.items(), key=lambda item: groups.index(schema.table(item[0]).group))


def _short(table: str) -> str:
    """What one row of the table is, without the cases."""
    return schema.table(table).row.partition(":")[0]


def _counts(title: str, total: int, counts: dict[str, int], colors: dict[str, str]) -> Text:
    text = Text(f"{title}  ", "bold").append(str(total), "not bold")
    for number, (name, count) in enumerate(counts.items()):
        text.append(", " if number else ": ", "not bold")
        text.append(f"{count} {name}", f"not bold {colors.get(name, '') if count else ''}")
    return text


def _called_from() -> Path:
    """The folder the user stands in; `make -C` stands in another."""
    return Path(os.environ.get("RAPPORTLAGER_CALLED_FROM") or Path.cwd())


def _path(path: Path) -> str:
    """A path as short as it can be from where the user stands."""
    here = _called_from()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _command(settings: Settings, *words: str) -> str:
    """How to call this program with these words from where the user stands, for this warehouse."""
    name = "rapportlager"
    program = Path(sys.argv[0]).absolute()
    if program.name == name and shutil.which(name) != str(program):
        name = _path(program)
    where = [] if settings.warehouse == Settings().warehouse else ["--warehouse", _path(settings.warehouse)]
    return shlex.join([name, *words, *where])


def status(console: Console, lines: Sequence[ReportLine], failed: bool) -> None:
    """Reports in a table; with `failed` why they could not be read."""
    if not lines:
        console.print("Every report was read." if failed else "There are no reports.")
        return
    shown: list[tuple[object, ...]] = []
    for line in lines:
        when = line.ingested_at.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")
        state = Text(line.status, COLORS.get(line.status, ""))
        if failed:
            why = line.error_kind or "", line.error_detail or ""
            shown.append((line.report_id, state, *why, line.tries, line.file_name, when))
        else:
            pages = "" if line.pages is None else line.pages
            shown.append((line.report_id, line.family or "", state, pages, line.facts, line.findings, when))
    usual = ("report", "family", "status", "pages", "rows", "findings", "first seen")
    not_read = ("report", "status", "kind", "why", "tries", "file", "first seen")
    console.print(table(not_read if failed else usual, shown))


def last_run(console: Console, settings: Settings, run: LastRun | None) -> None:
    """What the last run did, and whether a generation waits for someone's approval."""
    if run is not None:
        told = run.told
        when = datetime.fromisoformat(run.at).astimezone().strftime("%Y-%m-%d %H:%M")
        line = Text("Last run  ", "bold").append(f"{when}, by {told.get('asked_by', 'hand')}: ", "not bold")
        line.append(run.outcome, "not bold red" if run.outcome == "failed" else "not bold")
        names = {"read": "read", "unchanged": "unchanged", "failed": "failed", "removed": "removed"}
        names |= {"waiting": "still being written", "findings_new": "findings new", "findings_gone": "findings gone"}
        parts = [f"{told[name]} {said}" for name, said in names.items() if told.get(name)]
        if told.get("pages_per_second"):
            parts.append(f"{told['pages']} pages, {told['pages_per_second']:g} a second")
        console.print(line + Text("".join(f", {part}" for part in parts), "not bold"))
        if run.outcome == "failed":
            console.print(plain(f"  {told.get('detail', '')}"))
    if (settings.snapshots / REFUSED).is_dir():
        console.print(
            Text("Refused  ", "bold red") + Text("A newer generation lost rows of files that did not change.")
        )
        console.print(plain(f"  {_command(settings, 'diff', 'current', REFUSED)}"), soft_wrap=True)
        console.print(plain(f"  {_command(settings, 'build', '--approve')}"), soft_wrap=True)


def explanation(console: Console, told: Explanation) -> None:
    """A fact: its values, its report, its place and what stands around it."""
    console.print(Text(told.id, "bold") + Text(f"  {told.table.name}: {told.table.row}", "not bold dim"))
    units = {column.name: column.unit or "" for column in told.table.columns}
    console.print(pairs((k, written(v), Text(units[k], "dim")) for k, v in told.values.items()))
    console.print()
    if told.report is not None:
        title = told.report["title"] or told.report["report_id"]
        facts = [str(told.report[name]) for name in ("publisher", "fiscal_year") if told.report[name] is not None]
        console.print(Text("Report  ", "bold") + plain(", ".join([title, *facts])))
        console.print(Text("File    ", "bold") + plain(told.report["file_name"]))
    if told.page is not None:
        place = f"page {told.page}"
        if told.box is not None:
            x0, top, x1, bottom = (round(edge) for edge in told.box)
            place += f", x {x0}–{x1}, y {top}–{bottom} points from the top left corner"
        console.print(Text("Place   ", "bold") + Text(place))
    if told.source_text:
        console.print(Text("Printed ", "bold") + plain(told.source_text))
    if told.around:
        console.print(Text("Around  ", "bold") + plain(told.heading or ""))
        for line in told.around:
            text = Text("> " if line.is_own else "  ") + plain(line.text)
            text.stylize("" if line.is_own else "dim")
            console.print(Padding(text, (0, 0, 0, 2), expand=False))


def differences(
    console: Console, folders: tuple[Path, Path], differences: Sequence[TableDifference], most: int
) -> None:
    """Tables that differ between two generations, and the first rows of each."""
    from pipelines import compare

    console.print(Text(f"{folders[0].name} → {folders[1].name}", "bold"))
    found = [one for one in differences if one]
    if not found:
        console.print("No row differs.")
        return
    counts = [(one.table, one.before, one.after, one.added, one.removed, one.changed) for one in found]
    console.print(table(("table", "rows before", "after", "added", "removed", "changed"), counts))
    for one in found:
        shown = []
        for row in islice(compare.rows(*folders, one.table), most):
            said = "; ".join(f"{name}: {_or_null(old)} → {_or_null(new)}" for name, (old, new) in row.columns.items())
            shown.append((row.kind, ", ".join(row.key), row.report_id or "", said))
        if shown:
            console.print(table((one.table, "key", "report", "was → is"), shown))
        if (rest := one.added + one.removed + one.changed - len(shown)) > 0 and most:
            console.print(f"… and {rest} more: --rows {most + rest} --table {one.table}\n")


def _or_null(text: str | None) -> str:
    return "NULL" if text is None else text


def changed_rows(first: Path, second: Path, table_name: str) -> Iterator[dict[str, object]]:
    """Every row of a table that differs, as plain values."""
    from pipelines import compare

    for row in compare.rows(first, second, table_name):
        changed = {name: {"was": old, "is": new} for name, (old, new) in row.columns.items()}
        yield {"table": row.table, "kind": row.kind, "key": row.key, "report_id": row.report_id, "columns": changed}
