"""The shipped JSON schema is the one the models give, and every shipped scenario fits it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from simulator.lookup import shipped, shipped_scenarios
from simulator.scenario.schema import ScenarioFile, json_schema
from simulator.variables.yaml import load_yaml


def test_the_shipped_schema_is_up_to_date():
    assert json.loads((shipped() / "scenarios" / "scenario.schema.json").read_text()) == json_schema()


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.stem)
def test_every_shipped_scenario_fits_the_models(path: Path):
    assert ScenarioFile.model_validate(load_yaml(path.read_text(), str(path)).data).name == path.stem


def test_the_schema_refuses_an_unknown_field():
    validator = jsonschema.Draft202012Validator(json_schema())
    assert not list(validator.iter_errors({"name": "x", "goals": [{"says": ["hi"]}]}))
    assert list(validator.iter_errors({"name": "x", "goals": [{"says": ["hi"]}], "nonsense": 1}))
