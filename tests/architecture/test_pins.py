"""Pins lie in the ranges of pyproject.toml, carry hashes, agree with each other, and name no registry."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?: ;([^\\]+))? ?\\?$", re.MULTILINE)
FILES = ("anthropic", "audit", "autogen", "base", "build", "dev", "fast", "local-model", "prices")


@pytest.fixture(scope="module")
def project(root) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text())


@pytest.fixture(scope="module")
def pins(root) -> dict[str, dict[str, str]]:
    texts = {name: (root / "requirements" / f"{name}.txt").read_text() for name in FILES}
    return {
        name: {canonicalize_name(p): version for p, version, _ in PIN.findall(text)} for name, text in texts.items()
    }


def out_of_range(asked: list[str], pinned: dict[str, str]) -> list[str]:
    wanted = [Requirement(line) for line in asked]
    return [str(one) for one in wanted if not one.specifier.contains(pinned.get(canonicalize_name(one.name), "none"))]


def test_base_pins_lie_in_the_ranges(project, pins):
    assert out_of_range(project["project"]["dependencies"], pins["base"]) == []


@pytest.mark.parametrize("extra", ["anthropic", "audit", "autogen", "dev", "fast", "prices"])
def test_pins_of_an_extra_lie_in_its_ranges_and_hold_the_base(project, pins, extra):
    asked = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"][extra]]
    assert out_of_range(asked, pins[extra]) == []


def test_developers_have_every_extra(project, pins):
    extras = project["project"]["optional-dependencies"]
    assert out_of_range([line for lines in extras.values() for line in lines], pins["dev"]) == []


def test_build_pins_hold_what_builds(project, pins):
    assert out_of_range([*project["build-system"]["requires"], "editables>=0.5"], pins["build"]) == []


def test_all_sets_agree(pins):
    versions: dict[str, set[str]] = {}
    for found in pins.values():
        for name, version in found.items():
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_hashes_and_no_file_names_a_host(root, pins, name):
    text = (root / "requirements" / f"{name}.txt").read_text()
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(PIN.findall(text)) > 0
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "//" not in text
    assert "index" not in text.replace("indexed", "")


def test_no_lock_file_of_uv(root):
    assert not (root / "uv.lock").exists()


def test_version_is_said_once(project):
    import simulator

    assert simulator.__version__ == project["project"]["version"]


def test_ranges_have_a_lower_end(project):
    extras = project["project"]["optional-dependencies"].values()
    asked = [Requirement(line) for lines in (project["project"]["dependencies"], *extras) for line in lines]
    assert [str(one) for one in asked if not any(part.operator == ">=" for part in one.specifier)] == []
