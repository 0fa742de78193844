"""What the sensor sees: new, changed, renamed, removed, and nothing where nothing happened."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import fake_extract
import pytest

from pipelines import ingest, versions
from pipelines.arrivals import Arrivals, is_building, look
from pipelines.build import build
from pipelines.documents import RawFolderError
from pipelines.lock import single_writer
from pipelines.settings import Settings

Write = Callable[[str, str], Path]
PDF = "title Ett %%EOF\n"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A folder in which a file rests as soon as it has its end."""
    return settings.model_copy(update={"quiet_seconds": 0.0})


def seen(arrivals: Arrivals) -> dict[str, object]:
    kinds = "new", "changed", "renamed", "removed", "waiting"
    return {kind: getattr(arrivals, kind) for kind in kinds if getattr(arrivals, kind)}


def test_everything_that_can_happen_to_a_file_is_told_once(settings: Settings, write: Write) -> None:
    build_now = partial(build, settings, extract=fake_extract.extract)
    assert not look(settings)
    for name in ("a", "b", "c", "d"):
        write(f"{name}.pdf", f"title {name} %%EOF\n")
    first = look(settings)
    assert seen(first) == {"new": ("a.pdf", "b.pdf", "c.pdf", "d.pdf")}
    assert str(first) == "4 new"
    assert look(settings, first.sightings).digest == first.digest
    build_now()
    assert seen(look(settings)) == {}

    write("a.pdf", "title Ny %%EOF\n")
    (settings.raw / "b.pdf").rename(settings.raw / "å.pdf")
    (settings.raw / "c.pdf").unlink()
    os.utime(settings.raw / "d.pdf", (1, 1))
    write("halv.pdf", "title Halv")
    write("under/e.pdf", "title e %%EOF\n")
    happened = look(settings)
    assert seen(happened) == {
        "new": ("under/e.pdf",),
        "changed": ("a.pdf",),
        "renamed": (("b.pdf", "å.pdf"),),
        "removed": ("c.pdf",),
        "waiting": ("halv.pdf",),
    }
    assert sorted(document.report_id for document in happened.documents) == ["a", "a-" + sha(settings, "å.pdf"), "e"]
    build_now(settled=True)
    assert seen(look(settings)) == {"waiting": ("halv.pdf",)}


def sha(settings: Settings, name: str) -> str:
    return hashlib.sha256((settings.raw / name).read_bytes()).hexdigest()[:8]


def test_a_file_written_over_slowly_is_not_told_of_until_it_is_whole(settings: Settings, write: Write) -> None:
    write("a.pdf", PDF)
    build(settings, extract=fake_extract.extract)
    write("a.pdf", "title Ett och en")
    assert seen(look(settings)) == {"waiting": ("a.pdf",)}
    write("a.pdf", PDF)  # the same bytes in the end
    assert seen(look(settings)) == {}
    write("a.pdf", "title Två %%EOF\n")
    assert seen(look(settings)) == {"changed": ("a.pdf",)}


def test_what_happens_twice_is_told_twice(settings: Settings, write: Write) -> None:
    """Else a sensor that never asks twice for the same would miss the second time."""
    digests = []
    for _ in range(2):
        write("a.pdf", PDF)
        digests.append(look(settings).digest)
        build(settings, extract=fake_extract.extract)
        (settings.raw / "a.pdf").unlink()
        digests.append(look(settings).digest)
        build(settings, extract=fake_extract.extract)
    assert len(set(digests)) == 4


def test_an_edited_family_file_is_told_of_once_it_rests(
    settings: Settings, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "families"
    folder.mkdir()
    (folder / "fund.yaml").write_text("match: {title: fund}\n")
    uncached = versions.family_version.__wrapped__
    monkeypatch.setattr(versions, "FAMILIES", folder)
    monkeypatch.setattr(ingest, "family_version", lambda family: uncached(family, folder))
    assert not look(settings)
    write("a.pdf", PDF)
    build(settings, extract=fake_extract.extract)
    assert not look(settings)
    (folder / "fund.yaml").write_text("match: {title: fonden}\n")
    assert not look(settings.model_copy(update={"quiet_seconds": 60.0}))
    edited = look(settings)
    assert str(edited) == "family files changed"
    (folder / "new.yaml").write_text("match: {title: ny}\n")
    assert look(settings).digest != edited.digest
    build(settings, only=["a"], extract=fake_extract.extract)
    assert look(settings).families  # others may be concerned
    build(settings, extract=fake_extract.extract)
    assert not look(settings)
    (folder / "new.yaml").unlink()
    assert look(settings).families


def test_an_empty_folder_where_reports_were_is_left_to_people(settings: Settings, write: Write) -> None:
    """A disk that is not mounted looks like this."""
    write("a.pdf", PDF)
    build(settings, extract=fake_extract.extract)
    (settings.raw / "a.pdf").unlink()
    with pytest.raises(RawFolderError, match="is its disk there"):
        build(settings, extract=fake_extract.extract, settled=True)
    assert build(settings, extract=fake_extract.extract).ingested.removed == ("a",)
    build(settings, extract=fake_extract.extract, settled=True)
    shutil.rmtree(settings.raw)
    with pytest.raises(RawFolderError):
        look(settings)


def test_a_build_under_way_is_told_by_its_lock(settings: Settings) -> None:
    assert not is_building(settings)
    with single_writer(settings.lock, 0):
        assert is_building(settings)
    assert not is_building(settings)
