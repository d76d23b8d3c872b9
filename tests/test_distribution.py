"""What is built and installed: the wheel holds what it should and runs without this repository; the lock is in step."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
CONFLICT = ("# J9355\n\nJ9355 is trastuzumab.\n", "# Another\n\nJ9355 is bevacizumab.\n")
_PINNED = re.compile(r"^([\w.\[\],-]+)==([^ ;]+)(?: ; (.+?))? ?\\?$", re.MULTILINE)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of what version control would hold, with the build tool that is installed: no network."""
    folder = tmp_path_factory.mktemp("source")
    for name in ("auditor", "pyproject.toml", "README.md", "LICENSE"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    built = folder / "dist"
    command = ["-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(built), str(folder)]
    run(Path(sys.executable), *command)
    [made] = built.iterdir()
    return made


def run(python: Path, *arguments: str, cwd: Path | None = None, code: int = 0) -> str:
    done = subprocess.run([str(python), *arguments], capture_output=True, text=True, check=False, cwd=cwd)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_wheel_holds_every_module_and_data_file_and_nothing_else(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if not name.startswith("hcpcs_auditor-")}
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "auditor").rglob("*") if path.is_file()}
    assert held == {name for name in files if "__pycache__" not in name}
    assert {"auditor/py.typed", "auditor/reference/data/hcpcs.jsonl", "auditor/reports/html/report.js"} <= held


def test_the_wheel_says_what_it_is_and_brings_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        [told] = [name for name in file.namelist() if name.endswith(".dist-info/METADATA")]
        text = file.read(told).decode()
        assert any(name.endswith("/licenses/LICENSE") for name in file.namelist())
    needed = [one for one in re.findall(r"^Requires-Dist: (.+)$", text, re.MULTILINE) if "extra ==" not in one]
    assert sorted(needed, key=str.lower) == sorted(
        one.replace("_rs", "-rs") for one in project()["project"]["dependencies"]
    )
    assert "\nName: hcpcs-auditor\n" in text
    assert "\nLicense-Expression: MIT\n" in text
    assert "Finds where your documents" in text


def all_requirements(told: dict[str, Any]) -> Iterator[str]:
    yield from told["dependencies"]
    for extra in told["optional-dependencies"].values():
        yield from extra


def test_the_wheel_runs_where_nothing_is_but_what_it_requires(wheel: Path, tmp_path: Path) -> None:
    """A new environment holds the wheel and, copied from this one, the packages that it names, and those that they name."""
    venv.create(tmp_path / "env", with_pip=False, symlinks=True)
    python = tmp_path / "env" / "bin" / "python"
    [site] = (tmp_path / "env" / "lib").glob("python*/site-packages")
    copy_distributions(required(project()["project"]["dependencies"]), site)
    run(Path(sys.executable), "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel))
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in zip("ab", CONFLICT, strict=True):
        (corpus / f"{name}.md").write_text(text)
    command = ("-I", "-m", "auditor", "check", "corpus", "--format", "concise", "--format", "html=page")
    said = run(python, *command, cwd=tmp_path, code=1)
    assert "AUD101" in said
    assert (tmp_path / "page" / "index.html").is_file()
    where = run(python, "-I", "-c", "import auditor; print(auditor.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(site)
    assert "AUD101" in run(python.parent / "auditor", "check", "corpus", cwd=tmp_path, code=1)
    run(Path(sys.executable), "-m", "pip", "--python", str(python), "check")


def required(requirements: Iterable[str]) -> set[str]:
    """The distributions that these requirements lead to here, directly or not."""
    found: set[str] = set()
    left = [Requirement(one) for one in requirements]
    while left:
        one = left.pop()
        name = canonicalize_name(one.name)
        if name in found or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        left += [Requirement(each) for each in metadata.requires(one.name) or ()]
    return found


def copy_distributions(names: Iterable[str], site: Path) -> None:
    for name in names:
        held = metadata.distribution(name)
        for file in held.files or ():
            if ".." not in file.parts:  # commands lie elsewhere, and are not needed
                (site / file).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(str(held.locate_file(file)), site / file)


# The lock -----------------------------------------------------------------------------------------


def locked() -> dict[str, list[tuple[str, Marker | None]]]:
    """The versions in the lock by name, each with the systems or Pythons that it is for."""
    found: dict[str, list[tuple[str, Marker | None]]] = {}
    for name, version, marker in _PINNED.findall((ROOT / "requirements-dev.lock").read_text("utf-8")):
        found.setdefault(canonicalize_name(name), []).append((version, Marker(marker) if marker else None))
    return found


def test_the_lock_is_in_step_with_what_the_project_asks_for() -> None:
    told, versions = project(), locked()
    asked = [
        Requirement(one)
        for one in (
            *all_requirements(told["project"]),
            *told["dependency-groups"]["dev"],
            *told["dependency-groups"]["docs"],
        )
    ]
    wrong = [
        str(one)
        for one in asked
        if one.name != "hcpcs-auditor"
        and not any(one.specifier.contains(version) for version, _ in versions.get(canonicalize_name(one.name), ()))
    ]
    assert wrong == [], "run `make lock`"


def test_every_file_of_the_lock_is_known_by_its_hash_and_none_by_its_address() -> None:
    text = (ROOT / "requirements-dev.lock").read_text("utf-8")
    for entry in re.split(r"\n(?=\w)", text.split("\n", 2)[2]):
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text
