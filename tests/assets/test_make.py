"""The Makefile, the requirements and what CI runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pipelines.settings import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)(\[[a-z,]+\])?==(\S+)( ; .+)? \\$")
PYTEST = "python <-m> <pytest> <-n> <auto> <--dist> <loadfile>"


# --- requirements ---------------------------------------------------------------------------------------------------


def pins(name: str) -> dict[str, set[str]]:
    """Versions by package; several where they depend on the Python."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            match = PIN.match(line)
            assert match, f"{name}: {line}"
            found.setdefault(canonicalize_name(match[1]), set()).add(match[3])
    return found


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"])
def test_every_pin_has_hashes_and_no_address_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) > 50
    for block in blocks:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), block.splitlines()[0]
    assert not re.search(r"://|--index|--extra|--find-links|--trusted|@ ", text)


def declared() -> tuple[list[Requirement], list[Requirement]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    runtime = [*project["project"]["dependencies"], *groups["build"], *project["build-system"]["requires"]]
    dev = [one for one in groups["dev"] if isinstance(one, str)]
    return [Requirement(one) for one in runtime], [Requirement(one) for one in dev]


def test_what_is_declared_is_pinned() -> None:
    runtime, dev = declared()
    pinned, pinned_dev = pins("requirements.txt"), pins("requirements-dev.txt")
    for requirement, where in [*((one, pinned) for one in runtime), *((one, pinned_dev) for one in dev)]:
        versions = where[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_development_has_all_that_users_have_in_the_same_versions() -> None:
    pinned, pinned_dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: pinned_dev.get(name) for name in pinned} == pinned
    assert pinned.keys() < pinned_dev.keys()


# --- make -----------------------------------------------------------------------------------------------------------

TOLD = """#!/bin/sh
printf '%s' "$(basename "$0")"; for word in "$@"; do printf ' <%s>' "$word"; done; echo
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone whose environment is installed, of programs that tell how they were called."""
    folder = tmp_path / "min klon"
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, folder)
    for name in ("python", "rapportlager", "ruff", "mypy", "lint-imports"):
        program = folder / ".venv" / "bin" / name
        program.write_text(TOLD)
        program.chmod(0o755)
    for name in (".installed", ".installed-dev"):
        (folder / ".venv" / name).touch()
    return folder


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command as a user gives it: these tests may themselves be run by make."""
    ours = ("RAPPORTLAGER", "MAKE", "MFLAGS", "RAW", "WAREHOUSE", "FORCE", "PORT", "ARGS", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.run(words, cwd=cwd, env=kept, capture_output=True, text=True, check=False)


def make(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return run("make", *words, cwd=cwd)


def test_make_alone_builds_the_samples(clone: Path) -> None:
    assert make(cwd=clone).stdout == "rapportlager <build>\n"


def test_make_build_hands_on_folders_as_they_are_written(clone: Path) -> None:
    done = make("build", "RAW=mina rapporter/år 'ett'", "WAREHOUSE=/srv/a b", "FORCE=1", cwd=clone)
    assert done.stdout == "rapportlager <build> <--raw> <mina rapporter/år 'ett'> <--warehouse> </srv/a b> <--force>\n"
    assert make("build", "FORCE=0", cwd=clone).stdout == "rapportlager <build>\n"


def test_make_works_from_another_folder(clone: Path) -> None:
    done = make("-C", str(clone), "--no-print-directory", "ui", "PORT=4000", cwd=clone.parent)
    assert done.stdout == "rapportlager <ui> <--port> <4000>\n"


def test_make_test_runs_all_that_ci_runs_the_tests_last(clone: Path) -> None:
    said = [line for line in make("test", cwd=clone).stdout.splitlines() if not line.startswith(".venv")]
    assert said == ["ruff <check> <.>", "ruff <format> <--check> <.>", "mypy", "lint-imports", PYTEST]


def test_nothing_is_installed_twice_and_new_pins_are(clone: Path) -> None:
    assert "Installing" not in make(cwd=clone).stdout
    later = (clone / ".venv" / ".installed").stat().st_mtime + 10
    os.utime(clone / "requirements.txt", (later, later))
    first, *rest = make(cwd=clone).stdout.splitlines()
    assert first.startswith("Installing")
    assert "<--require-hashes> <-r> <requirements.txt>" in rest[0]
    assert "<--no-deps> <--no-build-isolation> <--editable> <.>" in rest[1]


def test_an_old_python_is_told_of(clone: Path, tmp_path: Path) -> None:
    shutil.rmtree(clone / ".venv")
    old = tmp_path / "old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = make(f"PYTHON={old}", cwd=clone)
    assert done.returncode != 0
    assert "Python 3.11 or later is needed" in done.stderr
    assert not (clone / ".venv").exists()


def test_help_lists_what_can_be_made(clone: Path) -> None:
    listed = re.findall(r"^  make (\S+) +\S", make("help", cwd=clone).stdout, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony
    assert set(listed) == set(phony[1].split())


def test_ci_runs_make_test_in_its_own_clone(clone: Path) -> None:
    (clone / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", clone / ".ci")
    done = run(str(clone / ".ci" / "run"), cwd=Path("/"))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, PYTEST)
