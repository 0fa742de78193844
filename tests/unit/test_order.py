"""A warehouse that grew report by report, in any order, equals one made from nothing, row for row."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from fake_extract import BOX, project_row
from fake_records import keep_report
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import store
from pipelines.settings import Settings
from pipelines.warehouse import collect, complete

NAMES = ["Bron", "Broar", "Bron & Vägen", "Bron och vägen", "Start up", "Startup", "Kluster"]
OWNERS = [None, "Berg AB", "Berg (BT)", "BT", "Berg Teknik (BT)", "Lunds kommun", "Lunds stad", "Connect Syd",
          "Connect Sverige region Syd", "Lunds universitet/Ideon Science Park", "Ideon Science Park"]  # fmt: skip
INDICATORS = ["Antal besök", "Antalet besök 2022", "Besökk antal", "Nöjda kunder", "Nöjda kunderna (index)"]

drawn_reports = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(OWNERS), st.integers(1, 3)), max_size=3),
        st.lists(
            st.tuples(st.sampled_from(INDICATORS), st.integers(2021, 2023), st.integers(70, 72), st.integers(70, 72)),
            max_size=3,
        ),
        st.lists(st.tuples(st.sampled_from(["BT", "Berg", "Berg Teknik (BT)", "Connect Syd", "Lunds kommun"]),
                           st.sampled_from([None, "definition", "initials", "own_text"])), max_size=3),
    ),
    min_size=2,
    max_size=4,
)  # fmt: skip


def tables_of(report_id: str, drawn: tuple[Any, ...]) -> dict[str, list[dict[str, Any]]]:
    """The rows a report of these projects, indicators and mentions gives."""
    place = {"report_id": report_id, "page": 1, "bbox": BOX, "source_text": "text"}
    projects = [
        project_row(report_id, n, name, owner=owner, granted_sek=amount * 100)
        for n, (name, owner, amount) in enumerate(drawn[0])
    ]
    first = projects[0]["project_id"] if projects else None
    indicators = [
        place
        | {"indicator_id": f"indicator-{report_id}-{n}", "kind": "indicator", "name": name, "year": year}
        | {"outcome_value": float(value), "previous_value": float(before), "previous_year": year - 1}
        for n, (name, year, value, before) in enumerate(drawn[1])
    ]
    mentions = [
        place
        | {"mention_id": f"mention-{report_id}-{n}", "role": "text", "name": name}
        | {"link_reason": reason, "project_id": first}
        for n, (name, reason) in enumerate(drawn[2])
    ]
    return {"projects": projects, "indicators": indicators, "organisation_mentions": mentions}


def content(warehouse: Settings) -> dict[str, list[dict[str, Any]]]:
    return {name: table.to_pylist() for name, table in complete(collect(warehouse)).items()}


@given(drawn_reports, st.randoms(use_true_random=False))
@settings(max_examples=12)
def test_growing_in_any_order_equals_making_from_nothing(drawn: list[tuple[Any, ...]], random: Any) -> None:
    ids = [f"r{number}" for number in range(len(drawn))]
    arrival = ids + random.sample(ids, len(ids) // 2)  # some arrive twice, changed in between
    random.shuffle(arrival)
    with tempfile.TemporaryDirectory() as folder:
        grown = Settings(raw=Path(folder) / "raw", warehouse=Path(folder) / "grown")
        for place, report_id in enumerate(arrival):
            changes_later = report_id in arrival[place + 1 :]
            own = ids.index(report_id)
            keep_report(grown.records, report_id, 0, **tables_of(report_id, drawn[own - 1 if changes_later else own]))
            complete(collect(grown))
        keep_report(grown.records, "gone", 3)
        store.remove(grown.records, "gone")
        fresh = Settings(raw=Path(folder) / "raw", warehouse=Path(folder) / "fresh")
        for report_id in ids:
            keep_report(fresh.records, report_id, 0, **tables_of(report_id, drawn[ids.index(report_id)]))
        assert content(grown) == content(fresh)
