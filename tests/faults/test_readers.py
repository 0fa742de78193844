"""People at work while it is built: readers of the database, a second build, someone who changes the folder."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from faults.conftest import Faults
from faults.house import House
from unit import fake_extract

from pipelines import snapshots
from pipelines.build import build
from pipelines.events import Event, Started

LOOP = """
import json, sys, time
import duckdb
path, stop = sys.argv[1:]
from pathlib import Path
told = {"opened": 0, "queries": 0, "errors": [], "torn": 0, "generations": 0}
seen = set()
held = duckdb.connect(path, read_only=True)
first = held.execute("SELECT value FROM metadata WHERE key = 'snapshot'").fetchone()
print("reading", flush=True)
while not Path(stop).exists():
    try:
        with duckdb.connect(path, read_only=True) as connection:
            told["opened"] += 1
            (name,) = connection.execute("SELECT value FROM metadata WHERE key = 'snapshot'").fetchone()
            seen.add(name)
            for _ in range(3):
                rows = connection.execute('''
                    SELECT count(*) FILTER (b.granted <> p.granted) FROM
                    (SELECT report_id, sum(granted_sek) AS granted FROM projects GROUP BY ALL) AS p
                    FULL JOIN (SELECT report_id, CAST(title AS BIGINT) AS granted FROM reports) AS b USING (report_id)
                ''').fetchone()
                told["queries"] += 1
                told["torn"] += rows[0]
            if connection.execute("SELECT value FROM metadata WHERE key = 'snapshot'").fetchone() != (name,):
                told["torn"] += 1
    except Exception as error:
        told["errors"].append(f"{type(error).__name__}: {error}")
    if held.execute("SELECT value FROM metadata WHERE key = 'snapshot'").fetchone() != first:
        told["torn"] += 1
    held.execute("SELECT count(*), sum(granted_sek) FROM projects").fetchall()
    told["queries"] += 2
    time.sleep(0.01)  # leaves the builds a processor
told["generations"] = len(seen)
print(json.dumps(told))
"""
"""A reader that hardly rests. The title of each report says what its projects add up to, so a torn state would show."""


def test_readers_loop_through_publications(house: House, faults: Faults, tmp_path: Path) -> None:
    def put(name: str) -> None:
        amounts = [house.random.randrange(10**6) for _ in range(3)]
        lines = "".join(f"project Projekt {number} {amount}\n" for number, amount in enumerate(amounts))
        (house.settings.raw / f"{name}.pdf").write_text(f"title {sum(amounts)}\n{lines}")

    for number in range(6):
        put(f"r{number}")
    house.build()
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", LOOP, str(house.settings.database), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
    for number in faults.times(3, 100):
        put(f"r{number % 6}")
        assert house.build().published.is_new
        faults.came("publications")
    stop.touch()
    for reader in readers:
        told = json.loads(reader.communicate()[0])
        assert (told["errors"], told["torn"]) == ([], 0)
        assert told["generations"] > 1
        for what in ("opened", "queries"):
            faults.came(what, told[what])
    faults.came("errors", 0)
    faults.came("torn states", 0)


def test_two_builds_at_once(house: House, faults: Faults) -> None:
    for _ in faults.times(1, 25):
        house.change(6)
        processes = [house.start() for _ in range(3)]
        for process in processes:
            assert process.wait() == 0, process.words()
        house.check_done()
        faults.came("times three builds were done and agree")


def test_a_file_changes_while_it_is_read(house: House, faults: Faults) -> None:
    """Written over, made longer, cut off, taken away: told of, and right after the next build."""
    for _ in faults.times(2, 40):
        house.change(6)
        path = house.settings.raw / "rörlig.pdf"
        path.write_text("title rörlig\nwait 0.1\nproject Projekt 0 1\n")
        how = house.random.choice(["longer", "cut", "replaced", "removed", "same size"])

        def harm(event: Event, path: Path, how: str) -> None:
            if not isinstance(event, Started) or event.report_id != "rorlig":
                return
            if how == "removed":
                path.unlink()
            elif how == "replaced":
                path.with_name("new").write_text("title rörlig\nproject Projekt 0 2\n")
                path.with_name("new").replace(path)
            elif how == "cut":
                path.write_text("title rörlig\n")
            elif how == "same size":
                path.write_text(path.read_text().replace("Projekt 0 1", "Projekt 0 2"))
            else:
                path.write_text(path.read_text() + "project Projekt 1 2\n")

        built = build(house.settings, extract=fake_extract.extract, on_event=partial(harm, path=path, how=how))
        (told,) = [report for report in built.ingested.read if report.report_id == "rorlig"]
        assert (told.status, told.error_kind) == ("failed", "unreadable")
        assert told.error_detail == "The file was changed while it was being read; the next build reads it again."
        faults.came(f"{how}, told of")
        expected = {"longer": [1, 2], "cut": [], "replaced": [2], "removed": None, "same size": [2]}[how]
        if expected is None:
            house.facts.pop("rorlig", None)
        else:
            house.facts["rorlig"] = [(f"Projekt {number}", amount) for number, amount in enumerate(expected)]
        house.build()
        house.check_done()
        faults.came("right after the next build")


def test_the_clock_jumps(house: House, faults: Faults) -> None:
    """Years back and forth, and both nights of a year on which an hour is missing or comes twice."""
    nights = [datetime(2026, 3, 29, 0, 30, tzinfo=UTC) + timedelta(minutes=45 * step) for step in range(3)] + [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC) + timedelta(minutes=45 * step) for step in range(3)
    ]
    jumps = [datetime(1999, 12, 31, 23, 59, tzinfo=UTC), datetime(2038, 1, 19, 3, 15, tzinfo=UTC)]
    for number in faults.times(2, 24):
        house.change(3)
        moment = (nights + jumps)[number % 8] if faults.times(0, 1) else house.random.choice(nights + jumps)
        before = snapshots.current(house.settings)
        build(house.settings, extract=fake_extract.extract, now=moment)
        house.before = dict(house.facts)
        house.check_done()
        assert snapshots.current(house.settings) != before
        assert snapshots.names(house.settings)[-1] == snapshots.current(house.settings)
        faults.came("published in order")
