"""Strict validation warns of schemas that are no JSON schema, and of nothing else."""

from __future__ import annotations

from simulator.authoring.strict import schema_warnings
from simulator.lookup import shipped
from simulator.tools.spec import ToolSpec
from simulator.worlds.service import load_service


def test_a_wrong_schema_is_named_with_its_place():
    tool = ToolSpec(name="pay", description="", parameters={"type": "object", "properties": {"n": {"type": "number!"}}})
    (warning,) = schema_warnings([tool])
    assert warning.startswith("pay: the schema of its arguments is not valid at properties/n/type")


def test_the_shipped_documents_are_strictly_valid():
    for folder in sorted((shipped() / "tools_specs").iterdir()):
        assert schema_warnings(load_service(folder).tools) == []
