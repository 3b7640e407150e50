"""The page on scenarios names everything that may stand in the files, and its examples can be read."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel

from simulator.kinds.build import KINDS
from simulator.lookup import shipped, shipped_scenarios
from simulator.matching.matchers import MATCHERS
from simulator.scenario import schema
from simulator.variables.expr import FUNCTIONS
from simulator.variables.template import FILTERS
from simulator.variables.yaml import load_yaml
from simulator.worlds.faults import KINDS as FAULT_KINDS
from simulator.worlds.tables import TYPES

PAGE = (shipped() / "docs" / "scenarios.md").read_text(encoding="utf-8")
WORDS = frozenset(re.findall(r"[$\w]+", PAGE))
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
FIELDS = sorted(
    {
        field.alias or name
        for model in vars(schema).values()
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name, field in model.model_fields.items()
    }
)
NUMBERED = frozenset(f"{end}{count}" for end in ("first", "last") for count in range(3, 9))


@pytest.mark.parametrize(
    "names",
    [
        FIELDS,
        sorted(KINDS),
        sorted(set(FILTERS) - NUMBERED),
        sorted(FUNCTIONS),
        sorted(FAULT_KINDS),
        sorted(TYPES),
        sorted(MATCHERS),
    ],
    ids=["fields", "kinds", "filters", "functions", "faults", "types", "matchers"],
)
def test_every_name_an_author_may_write_stands_on_the_page(names: list[str]) -> None:
    assert not [name for name in names if name not in WORDS]


def test_every_shipped_scenario_is_listed() -> None:
    listed = set(re.findall(r"^\| `(\w+/\w+)`", PAGE, re.MULTILINE))
    assert listed == {f"{path.parent.name}/{path.stem}" for path in shipped_scenarios()}


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_are_yaml_as_the_loader_reads_it(number: int) -> None:
    for part in EXAMPLES[number].split("\n\n"):
        assert load_yaml(part, "docs").data


def test_the_small_scenario_is_a_scenario() -> None:
    assert schema.ScenarioFile.model_validate(load_yaml(EXAMPLES[0], "docs").data).name == "refund"


def test_links_to_parts_of_the_page_lead_somewhere() -> None:
    heads = {
        re.sub(r"[^\w\s-]", "", head).strip().lower().replace(" ", "-")
        for head in re.findall(r"^#{2,3} (.+)$", PAGE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) <= heads
