"""Names of organisations: codes, several in one cell, text, the alias file, what is only proposed."""

from __future__ import annotations

from pathlib import Path

import pytest
from linking import linked, mention, project

from pipelines.codelist import municipalities, municipality_of, region_of, regions
from pipelines.entities.aliases import AliasFileError, read_aliases
from pipelines.naming import initials, is_short_form, named_organisations

# --- codes ----------------------------------------------------------------------------------------------------------


def test_every_municipality_and_region_has_its_code() -> None:
    places = municipalities().values()
    assert len(places) == 290
    assert len({place.code for place in places}) == 290
    counties = {place.code for place in regions().values()}
    assert len(counties) == 21
    assert {place.code[:2] for place in places} == counties


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Borås Stad", "1490"),
        ("Göteborgs stad", "1480"),
        ("Marks kommun", "1463"),
        ("Alingsås kommun", "1489"),
        ("Malung-Sälens kommun", "2023"),
        ("Lilla Edets kommun", "1462"),
        ("Hofors kommuns", "2104"),
        ("Åre kommun", "2321"),
        ("Borås TME AB", None),
        ("E-handelsstaden Borås", None),
        ("Nordens kommun", None),
        ("kommun", None),
    ],
)
def test_a_municipality_is_known_by_its_names(name: str, code: str | None) -> None:
    place = municipality_of(name)
    assert (place.code if place else None) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Region Skåne", "12"),
        ("Region Jönköpings län", "06"),
        ("Region Jönköping", "06"),
        ("Västra Götalandsregionen", "14"),
        ("Region Västra Götaland", "14"),
        ("VGR", "14"),
        ("Region Södermanland", "04"),
        ("Landstinget i Värmland", "17"),
        ("Boråsregionen", None),
        ("Region 8", None),
        ("Business Region Skåne", None),
    ],
)
def test_a_region_is_known_by_its_names(name: str, code: str | None) -> None:
    place = region_of(name)
    assert (place.code if place else None) == code


def test_a_municipality_is_one_whatever_it_calls_itself() -> None:
    found = linked([project("r1", "Ett", "Göteborgs Stad"), project("r2", "Två", "Göteborgs kommun")])
    (row,) = found["organisations"]
    assert (row["municipality_code"], row["kind"], row["aliases"]) == ("1480", "municipality", ["Göteborgs Stad"])
    assert {one["link_reason"] for one in found["organisation_mentions"]} == {"name", "place"}


def test_two_municipalities_with_names_that_are_alike_are_two() -> None:
    found = linked([project("r1", "Ett", "Lunds kommun", owner_aliases=["Lysekils kommun", "Lidköpings kommun"])])
    assert len(found["organisations"]) == 3


# --- several in one cell --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "named"),
    [
        ("Bergs kommun / Miljökontoret", ["Bergs kommun"]),
        ("Lunds kommun, Kulturförvaltningen", ["Lunds kommun"]),
        ("Lunds kommun (Kultur- och fritidsnämnden)", ["Lunds kommun"]),
        ("Höörs kommun (& Skånes Folkhögskola)", ["Höörs kommun", "Skånes Folkhögskola"]),
        ("Lunds universitet/Ideon Science Park", ["Lunds universitet", "Ideon Science Park"]),
        ("Umeå universitet och Region Västerbotten", ["Umeå universitet", "Region Västerbotten"]),
        ("Mark och Bostad AB", ["Mark och Bostad AB"]),
        ("Innovation/Design AB", ["Innovation/Design AB"]),
        ("Skola och Näringsliv i Väst", ["Skola och Näringsliv i Väst"]),
        ("Ernst & Young AB", ["Ernst & Young AB"]),
    ],
)
def test_a_cell_that_names_several(printed: str, named: list[str]) -> None:
    assert list(named_organisations(printed)) == named


def test_and_parts_where_another_spelling_of_the_owner_does() -> None:
    variants = ["Högskolan i Lund/Ideon Science Park"]
    assert named_organisations("Högskolan Lund och Ideon Science Park", variants) == (
        "Högskolan Lund",
        "Ideon Science Park",
    )


def test_joint_owners_are_two_organisations_and_the_first_owns() -> None:
    found = linked(
        [project("r", "Ljus", "Lunds universitet/Ideon Science Park"), project("r", "Ton", "Lunds universitet")]
    )
    (light, tone) = found["projects"]
    assert light["owner_organisation_id"] == tone["owner_organisation_id"]
    assert {row["name"] for row in found["organisations"]} == {"Lunds universitet", "Ideon Science Park"}
    assert [row["name"] for row in found["organisation_mentions"]].count("Ideon Science Park") == 1


# --- running text ---------------------------------------------------------------------------------------------------


def test_text_gives_spellings_and_why() -> None:
    owned = project("r", "Ljus", "Business Region Dalarna AB")
    found = linked(
        [owned],
        mentions=[
            mention("r", "Business Region Dalarna"),
            mention("r", "BRD", "initials", owned["project_id"]),
            mention("r", "Näringslivsnämnden (NN)", "definition"),
            mention("r", "Något Annat AB"),
        ],
    )
    names = {row["name"]: row["aliases"] for row in found["organisations"]}
    assert names == {
        "Business Region Dalarna AB": ["BRD", "Business Region Dalarna"],
        "Näringslivsnämnden": ["NN", "Näringslivsnämnden (NN)"],
    }
    reasons = {row["name"]: row["link_reason"] for row in found["organisation_mentions"]}
    assert reasons["BRD"] == "initials"
    assert reasons["Business Region Dalarna"] == "spelling"
    assert "Något Annat AB" not in reasons


def test_initials_that_two_owners_have_join_neither() -> None:
    rows = [project("r1", "Ljus", "Business Region Dalarna"), project("r2", "Ton", "Bergs Rese Dag")]
    found = linked(rows, mentions=[mention(row["report_id"], "BRD", "initials", row["project_id"]) for row in rows])
    assert [row["aliases"] for row in found["organisations"]] == [[], []]


def test_initials_and_short_forms() -> None:
    assert initials("Industriellt Utvecklingscenter i Skåne AB") == "IUS"
    assert is_short_form("Connect Syd", "Connect Sverige region Syd")
    assert not is_short_form("Connect Syd", "Connect Sverige region Nord")
    assert not is_short_form("Connect", "Connect Sverige")


# --- the alias file -------------------------------------------------------------------------------------------------

HEADER = "kind,name,relation,other,note\n"


def test_the_file_joins_what_no_rule_would_and_names_it() -> None:
    rows = [project("r1", "Ljus", "Almi"), project("r2", "Ton", "Almi Företagspartner Väst AB")]
    assert len(linked(rows)["organisations"]) == 2
    (row,) = linked(rows, aliases=[("organisation", "Almi Företagspartner Väst AB", "same", "Almi")])["organisations"]
    assert (row["name"], row["aliases"]) == ("Almi", ["Almi Företagspartner Väst AB"])


def test_the_file_keeps_apart_what_a_rule_would_join() -> None:
    rows = [project("r1", "Ljus", "Innovation Berg (IB)"), project("r2", "Ton", "IB")]
    assert len(linked(rows)["organisations"]) == 1
    apart = linked(rows, aliases=[("organisation", "IB", "apart", "Innovation Berg")])["organisations"]
    assert len(apart) == 2


def test_the_file_joins_and_parts_projects() -> None:
    rows = [
        project("r1", "Ljus", "Berg AB"),
        project("r2", "Ljuset", "Berg AB"),
        project("r3", "Ton", "Berg AB", aliases=["Klang"]),
        project("r4", "Klang", "Berg AB"),
    ]
    one, two, three, four = (row["project_key"] for row in linked(rows)["projects"])
    assert (one != two, three == four) == (True, True)
    said = [("project", "Ljuset", "same", "Ljus"), ("project", "Ton", "apart", "Klang")]
    found = linked(rows, aliases=said)["projects"]
    one, two, three, four = (row["project_key"] for row in found)
    assert (one == two, three != four) == (True, True)
    assert found[1]["link_reason"] == "alias_file"


def test_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text("\ufeff" + HEADER + "organisation,EHB,same,E-handelsstaden,why\n\n", encoding="utf-8")
    assert read_aliases(path).same("organisation") == [("EHB", "E-handelsstaden")]
    path.write_text("kind;name;relation;other\nproject;A;apart;B\n", encoding="utf-8")
    assert read_aliases(path).apart("project") == [("A", "B")]
    assert read_aliases(tmp_path / "none.csv").rows == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,other\nA,B\n", "line 1.*kind, relation"),
        (HEADER + "org,A,same,B,\n", "line 2: kind is one of"),
        (HEADER + "project,A,like,B,\n", "line 2: relation is one of"),
        (HEADER + "project,A,same,B,\nproject,,same,B,\n", "line 3: two names"),
        (HEADER + "project,A,same,B,\nproject,b,apart,a,\n", "both same and apart"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AliasFileError, match=told):
        read_aliases(path)


# --- proposals ------------------------------------------------------------------------------------------------------


def proposed(*args: object, **more: object) -> list[tuple[str, str, str]]:
    findings = linked(*args, **more)["findings"]  # type: ignore[arg-type]
    return [(row["rule"], row["subject"], row["observed"]) for row in findings if row["rule"].endswith("_proposed")]


def test_names_that_are_only_alike_are_proposed_and_not_joined() -> None:
    rows = [project("r1", "Ljus", "Connect Sverige region Syd"), project("r2", "Ton", "Connect Syd")]
    expected = [("organisation_link_proposed", "Connect Sverige region Syd", "Connect Syd")]
    assert proposed(rows) == expected
    assert proposed(rows, aliases=[("organisation", "Connect Syd", "apart", "Connect Sverige region Syd")]) == []
    assert proposed(rows, aliases=[("organisation", "Connect Syd", "same", "Connect Sverige region Syd")]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("IUC Sjuhärad", "IUC Väst AB"), ("Lunds kommun", "Luleå kommun"), ("Högskolan i Borås", "Högskolan Väst")],
)
def test_what_is_not_alike_is_not_proposed(one: str, other: str) -> None:
    assert proposed([project("r1", "Ljus", one), project("r2", "Ton", other)]) == []


def test_projects_that_may_be_one_are_proposed() -> None:
    rows = [project("r1", "Kompetenslyft industri", "Berg AB"), project("r2", "Kompetenslyft Industrin", "Berg AB")]
    assert [row[0] for row in proposed(rows)] == ["project_link_proposed"]
    other = [project("r1", "Ljus", "Berg AB"), project("r2", "Ljus", "Dal AB")]
    assert [row[0] for row in proposed(other)] == ["project_link_proposed"]
    yearly = [project("r1", "Mässan 2022", "Berg AB"), project("r2", "Mässan 2023", "Berg AB")]
    assert proposed(yearly) == []
