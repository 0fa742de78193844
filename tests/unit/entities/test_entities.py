"""The same organisation and project in several reports: joined by spelling, apart by anything else, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import arrow, schema
from pipelines.entities import link
from pipelines.naming import kind_of, organisation_key, spellings

Row = dict[str, Any]
BOX = {"x0": 1.0, "top": 2.0, "x1": 3.0, "bottom": 4.0}


def project(report_id: str, name: str, owner: str | None = None, **more: Any) -> Row:
    number = f"{report_id}-{name}-{owner}-{more.get('page', 1)}"
    row = {"project_id": f"project-{number}", "report_id": report_id, "kind": "project", "name": name, "owner": owner,
           "page": 1, "bbox": BOX, "source_text": name}  # fmt: skip
    return row | more


def indicator(report_id: str, name: str, **more: Any) -> Row:
    row = {"indicator_id": f"indicator-{report_id}-{name}-{more}", "report_id": report_id, "kind": "indicator",
           "name": name, "page": 1, "bbox": BOX, "source_text": name}  # fmt: skip
    return row | more


def linked(
    projects: Sequence[Row], indicators: Sequence[Row] = (), publishers: dict[str, str] | None = None
) -> dict[str, list[Row]]:
    """Every table after linking, as rows."""
    ids = list(dict.fromkeys(row["report_id"] for row in (*projects, *indicators)))
    reports = [
        {
            **{column.name: 0 for column in schema.REPORTS.columns if column.required and column.type == schema.COUNT},
            "report_id": report_id, "file_name": f"{report_id}.pdf", "status": "ok", "is_current": True,
            "text_source": "native", "pipeline_version": "1", "ingested_at": datetime(2026, 1, 1),
            "publisher": (publishers or {}).get(report_id),
        }
        for report_id in ids
    ]  # fmt: skip
    rows = {"reports": reports, "projects": list(projects), "indicators": list(indicators)}
    tables = {table.name: arrow.to_table(table.name, rows.get(table.name, [])) for table in schema.TABLES}
    return {name: table.to_pylist() for name, table in link(tables).items()}


def organisation_of(name: str, *others: str) -> dict[str, str | None]:
    """The id of each name, all of them owners of projects of their own."""
    names = (name, *others)
    rows = linked([project(f"r{n}", f"Projekt {n}", owner) for n, owner in enumerate(names)])["projects"]
    return {row["owner"]: row["owner_organisation_id"] for row in rows}


# --- organisations --------------------------------------------------------------------------------------------------

SAME = [
    ("Borås Stad", "Borås stad"),
    ("Wargön Innovation AB", "Wargön Innovation"),
    ("Science Park Skövde AB", "Science Park Skövde"),
    ("Inkubatorn i Borås AB", "Inkubatorn i Borås Aktiebolag"),
    ("E-handelsstaden Borås ek. förening", "E-handelsstaden Borås ekonomisk förening"),
    ("E-handelsstaden Borås ek.för", "E-handelsstaden Borås ekonomisk förening"),
    ("E-handelsstaden Borås (EHB)", "E-handelsstaden Borås ekonomisk förening"),
    ("Högskolan Borås", "Högskolan i Borås"),
    ("Högskolan i\u00a0Borås", "Högskolan i Borås"),
    ("Stiftelsen drivhuset Skaraborg", "Stiftelsen Drivhuset Skaraborg"),
    ("Fyrbodals kommunalförbund", "Kommunalförbundet Fyrbodal"),
    ("Industriellt utvecklingscenter AB (IUC)", "Industriellt utvecklingscenter"),
    ("Industriellt utvecklingscenter AB (IUC)", "IUC"),
    ("NUAB (Näringsliv Ulricehamn AB)", "Näringsliv Ulricehamn AB"),
    ("Västra Götalandsregionen (VGR)", "VGR"),
    ("Biosfärområdet Vänern", "Biosfärområde Vänern"),
    ("Mark & Bostad AB", "Mark och Bostad AB"),
    ("eDit; Ett Dalsland i tillväxt", "eDit, ett Dalsland i tillväxt"),
]
APART = [
    ("IUC Sjuhärad", "IUC Väst AB"),
    ("IUC", "IUC Väst AB"),
    ("Högskolan i Borås", "Högskolan i Skövde"),
    ("Högskolan Borås", "Högskolan Väst"),
    ("Coompanion Sjuhärad", "Coompanion Fyrbodal"),
    ("Coompanion (Sjuhärad)", "Coompanion (Fyrbodal)"),
    ("Coompanion – Sjuhärad", "Coompanion – Fyrbodal"),
    ("Leader (Norra delen)", "Leader (Södra delen)"),
    ("Region Halland (Näringsliv)", "Region Skåne (Näringsliv)"),
    ("Bergs kommun (Näringslivsenheten)", "Dals kommun (Näringslivsenheten)"),
    ("Fyrbodals kommunalförbund", "Skaraborgs kommunalförbund"),
    ("Göteborgsregionens kommunalförbund", "Business Region Göteborg"),
    ("Borås stad", "Borås TME AB"),
    ("Science Park Borås", "Science Park Skövde AB"),
    ("Drivhuset i Borås", "Drivhuset vid Högskolan Väst"),
    ("Innovatum AB", "Wargön Innovation AB"),
    ("Region Halland", "Region Skåne"),
    ("Umeå universitet", "Umeå kommun"),
    ("Not Quite ekonomisk förening", "E-handelsstaden Borås ekonomisk förening"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_organisation_join(one: str, other: str) -> None:
    ids = organisation_of(one, other)
    assert ids[one] == ids[other]


@pytest.mark.parametrize(("one", "other"), APART)
def test_near_misses_stay_apart(one: str, other: str) -> None:
    ids = organisation_of(one, other)
    assert ids[one] != ids[other]


def test_an_abbreviation_that_two_organisations_use_joins_neither_to_the_other() -> None:
    ids = organisation_of("Industrins Bro (IB)", "Innovation Berg (IB)", "IB")
    assert len(set(ids.values())) == 3
    ids = organisation_of("Högskolan i Borås (Högskolan)", "Högskolan i Skövde (Högskolan)", "Högskolan")
    assert len(set(ids.values())) == 3
    ids = organisation_of("Industrins Bro (IB)", "IB – Industrins bro", "IB")
    assert len(set(ids.values())) == 1


@pytest.mark.parametrize(
    ("owner", "spelt"),
    [
        ("IUC", "Industriellt utvecklingscenter i Sjuhärad AB (IUC)"),
        ("Creative Cluster", "Creative Cluster Innovation Hub Väst ekonomisk förening"),
        ("Svinesundskommittéen", "Svinesundskommittén"),
        ("VGR", "Västra Götalandsregionen"),
    ],
)
def test_the_owner_that_one_report_spells_in_two_ways_is_one(owner: str, spelt: str) -> None:
    found = linked([project("r1", "Bron", owner, owner_aliases=[spelt])])
    (row,) = found["organisations"]
    assert {owner, spelt} <= {row["name"], *row["aliases"]}


@pytest.mark.parametrize("other", ["Dals kommun", "Berga Teknik AB", "Region Halland"])
def test_a_report_that_names_two_owners_of_one_project_does_not_make_them_one(other: str) -> None:
    rows = [project("r1", "Bron", "Bergs kommun", owner_aliases=[other]), project("r2", "Vägen", other)]
    assert len({row["owner_organisation_id"] for row in linked(rows)["projects"]}) == 2


def test_partners_and_financiers_are_organisations_and_phrases_are_none() -> None:
    found = linked(
        [project("r1", "Bron", "Berg AB", partners=["Dals kommun", "de deltagande parterna"], financiers=["ALMI"])]
    )
    assert {row["name"] for row in found["organisations"]} == {"Berg AB", "Dals kommun", "ALMI"}


def test_the_fullest_spelling_names_it_and_the_others_are_aliases() -> None:
    owners = ["Berg Teknik", "Berg Teknik AB", "berg teknik AB", "Berg Teknik (BT)"]
    found = linked([project(f"r{n}", f"P{n}", owner) for n, owner in enumerate(owners)])
    (row,) = found["organisations"]
    assert row["name"] in ("Berg Teknik AB", "berg teknik AB")
    assert set(row["aliases"]) | {row["name"]} >= set(owners)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(("Bergs kommun", "municipality"), ("Borås Stad", "municipality"), ("Region Halland", "region")),
        *(("Tillväxtverket", "agency"), ("Umeå universitet", "university"), ("Högskolan i Borås", "university")),
        *(("Volvo AB", "company"), ("Not Quite ekonomisk förening", "economic_association")),
        *(("Skaraborgs kommunalförbund", "kommunalförbund"), ("Berg", None)),
    ],
)
def test_the_name_says_what_sort_of_organisation_it_is(name: str, kind: str | None) -> None:
    assert kind_of([name]) == kind


@given(st.text(max_size=40))
def test_any_name_has_a_key_that_case_and_blanks_do_not_change(name: str) -> None:
    assert organisation_key(f"  {name} ") == organisation_key(name)
    assert all(isinstance(spelling, str) for spelling in spellings(name))


@given(st.lists(st.sampled_from(["Berg", "Dal", "Väst", "Innovation", "Teknik"]), min_size=1, max_size=4))
def test_word_order_and_legal_form_make_no_difference(words: list[str]) -> None:
    assert organisation_key(" ".join(words)) == organisation_key(" ".join(reversed(words)) + " AB")


# --- projects -------------------------------------------------------------------------------------------------------


def keys_of(*rows: Row) -> list[str]:
    return [row["project_key"] for row in linked(rows)["projects"]]


def same_key(*rows: Row) -> bool:
    return len(set(keys_of(*rows))) == 1


def test_one_name_and_one_owner_are_one_project_in_every_report() -> None:
    assert same_key(project("r1", "Bron", "Berg AB"), project("r2", "BRON", "Berg"))
    assert same_key(project("r1", "7H kompetens", "Berg"), project("r2", "7H-kompetens", "Berg"))
    assert same_key(project("r1", "Kluster & Innovation", "Berg"), project("r2", "Kluster och innovation", "Berg"))


def test_one_name_of_two_owners_is_two_projects() -> None:
    assert not same_key(project("r1", "Ung Drive", "Berg AB"), project("r2", "Ung Drive", "Dal AB"))


def test_a_report_that_names_no_owner_joins_the_only_one_and_no_one_of_several() -> None:
    one, none = project("r1", "Bron", "Berg AB"), project("r2", "Bron")
    assert same_key(one, none)
    keys = keys_of(one, none, project("r3", "Bron", "Dal AB"))
    assert len(set(keys)) == 3


def test_an_alias_joins_the_spellings_of_two_reports() -> None:
    assert same_key(
        project("r1", "Brobygget", "Berg", aliases=["Bron till Åland"]), project("r2", "Bron till Åland", "Berg")
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hållbar besöksnäring i Väst", "Hållbar besöksnäring på gränsen"), ("Ung Drive", "Ung Drive Fyrbodal"),
     ("Processer för tillväxt 2019", "Processer för tillväxt 2020"), ("Bron 1", "Bron 2"), ("Bron", "Broar")],
)  # fmt: skip
def test_names_that_are_only_alike_are_two_projects(one: str, other: str) -> None:
    assert not same_key(project("r1", one, "Berg"), project("r2", other, "Berg"))


def test_an_assignment_of_the_state_is_no_project_of_its_name() -> None:
    assert not same_key(
        project("r1", "Kompetensförsörjning", kind="assignment"), project("r2", "Kompetensförsörjning", "Berg")
    )


# --- between reports ------------------------------------------------------------------------------------------------


def between(*rows: Row) -> list[tuple[str, str, str, str]]:
    found = linked(rows)["findings"]
    return [(row["rule"], row["report_id"], row["expected"], row["observed"]) for row in found]


def test_what_two_reports_give_differently_is_told_once() -> None:
    rows = project("r1", "Bron", "Berg AB", granted_sek=100), project("r2", "Bron", "Berg AB", granted_sek=200)
    assert between(*rows) == [("amount_differs_between_documents", "r1", "200", "100")]
    assert between(*rows[::-1]) == [("amount_differs_between_documents", "r1", "200", "100")]


def test_what_agrees_or_is_not_stated_is_not_told() -> None:
    assert between(project("r1", "Bron", "Berg", granted_sek=100), project("r2", "Bron", "Berg", granted_sek=100)) == []
    assert between(project("r1", "Bron", "Berg", granted_sek=100), project("r2", "Bron", "Berg")) == []
    assert between(project("r1", "Bron", "Berg", granted_sek=100), project("r2", "Bro", "Berg", granted_sek=9)) == []
    assert (
        between(
            project("r1", "Bron", "Berg", page=1, granted_sek=1), project("r1", "Bron", "Berg", page=2, granted_sek=2)
        )
        == []
    )


def test_owners_spelt_differently_in_two_reports() -> None:
    assert between(project("r1", "Bron", "Berg AB"), project("r2", "Bron", "Berg")) == [
        ("owner_differs_between_documents", "r1", "Berg", "Berg AB")
    ]
    assert between(project("r1", "Bron", "BERG"), project("r2", "Bron", "Berg")) == []


# --- indicators -----------------------------------------------------------------------------------------------------


def test_an_indicator_keeps_its_key_over_the_years_of_one_publisher() -> None:
    publishers = {"r22": "Bergs kommun", "r23": "Bergs kommun", "d23": "Dals kommun"}
    rows = linked(
        [],
        [
            indicator("r22", "NKI Insikt"),
            indicator("r23", "NKI, Insikt"),
            indicator("d23", "NKI Insikt"),
            indicator("r23", "NKI Insikt", breakdown="kvinnor"),
            indicator("r23", "NKI Insikt", kind="goal"),
        ],
        publishers,
    )["indicators"]
    first, second, other, women, goal = (row["indicator_key"] for row in rows)
    assert first == second
    assert len({first, other, women}) == 3
    assert goal is None


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        ({"outcome_value": 71.0}, [("indicator_break", "r23", "71", "75")]),
        ({"outcome_value": 75.0}, []),
        ({"outcome_value": 71.0, "unit": "st"}, []),
        ({"outcome_value": 71.0, "year": 2021}, []),
        ({"outcome_value": None}, []),
    ],
)
def test_an_earlier_value_is_held_to_the_report_of_its_year(
    earlier: dict[str, Any], found: list[tuple[str, ...]]
) -> None:
    rows = [
        indicator("r22", "Nöjda kunder", **({"year": 2022, "unit": "%"} | earlier)),
        indicator(
            "r23", "Nöjda kunder", year=2023, outcome_value=78.0, previous_year=2022, previous_value=75.0, unit="%"
        ),
    ]
    for order in (rows, rows[::-1]):
        findings = linked([], order, {"r22": "Bergs kommun", "r23": "Bergs kommun"})["findings"]
        assert [(row["rule"], row["report_id"], row["expected"], row["observed"]) for row in findings] == found


# --- order ----------------------------------------------------------------------------------------------------------

NAMES = ["Bron", "bron", "Broar", "Bron & Vägen", "Bron och vägen", "Ung Drive", "Kluster"]
OWNERS = [None, "Berg AB", "Berg", "Berg (BT)", "BT", "Berg Teknik (BT)", "Dals kommun", "Högskolan Borås",
          "Högskolan i Borås", "Coompanion (Sjuhärad)", "Coompanion"]  # fmt: skip

projects_of_reports = st.lists(
    st.tuples(
        st.sampled_from(["r1", "r2", "r3", "r4"]),
        st.sampled_from(NAMES),
        st.sampled_from(OWNERS),
        st.sampled_from([None, ["Broar"], ["Kluster"]]),
        st.sampled_from([None, ["Berg Teknik"], ["BT"]]),
        st.sampled_from([None, 100, 200]),
        st.sampled_from(["project", "assignment"]),
    ),
    min_size=2,
    max_size=9,
)


@given(projects_of_reports, st.randoms(use_true_random=False))
@settings(max_examples=120)
def test_the_order_of_arrival_makes_no_difference(drawn: list[tuple[Any, ...]], random: Any) -> None:
    rows = [
        project(report, name, owner, aliases=aliases, owner_aliases=spelt, granted_sek=granted, kind=kind, page=page)
        for page, (report, name, owner, aliases, spelt, granted, kind) in enumerate(drawn, 1)
    ]
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, other = linked(rows), linked(shuffled)
    for name in ("projects", "organisations", "findings"):
        assert sorted(one[name], key=str) == sorted(other[name], key=str)


@given(projects_of_reports)
@settings(max_examples=40)
def test_links_lead_to_rows_and_keys_are_unique(drawn: list[tuple[Any, ...]]) -> None:
    rows = [
        project(report, name, owner, aliases=aliases, owner_aliases=spelt, granted_sek=granted, kind=kind, page=page)
        for page, (report, name, owner, aliases, spelt, granted, kind) in enumerate(drawn, 1)
    ]
    found = linked(rows)
    ids = [row["organisation_id"] for row in found["organisations"]]
    assert len(set(ids)) == len(ids)
    for row in found["projects"]:
        assert (row["owner_organisation_id"] in ids) if row["owner"] else row["owner_organisation_id"] is None
        assert row["project_key"]
    findings = [row["finding_id"] for row in found["findings"]]
    assert len(set(findings)) == len(findings)
