"""Results that worked: no word of trouble in them, and nothing of another type."""

from __future__ import annotations

from simulator.draws import Draws
from simulator.tools.spec import ToolSpec
from simulator.worlds.derived.answers import Answers
from simulator.worlds.derived.kind import DerivedKind

TEXT = {"type": "string"}
ERRORS = {"type": "array", "items": {"type": "object", "properties": {"detail": TEXT}}}


def tool(**returns) -> ToolSpec:
    return ToolSpec(
        name="stop", description="", writes=True, method="post", path="/stop", parameters={}, returns=returns
    )


def test_what_worked_shows_no_errors():
    shape = tool(type="object", required=["errors"], properties={"errors": ERRORS, "apiWarning": TEXT, "liked": TEXT})
    found = Answers(shape, None).free({}, Draws("x"))
    assert found["errors"] == []
    assert "apiWarning" not in found
    assert "liked" in found


def test_an_object_inside_a_thing_takes_only_values_of_its_types():
    owner = {"type": "object", "properties": {"login": TEXT}}
    app = {"type": "object", "required": ["owner"], "properties": {"owner": owner, "slug": TEXT}}
    fields = {"id": TEXT, "app": app, "body": TEXT}
    note = {"type": "object", "required": ["id", "app"], "properties": fields}
    path = "/repos/{owner}/notes"
    owner_in_path = {"type": "object", "properties": {"owner": TEXT}, "required": ["owner"]}
    notes = ToolSpec(
        name="listNotes", description="", writes=False, method="get", path=path, parameters=owner_in_path,
        returns={"type": "array", "items": note},
    )  # fmt: skip
    one = ToolSpec(
        name="getNote", description="", writes=False, method="get", path=f"{path}/{{id}}",
        parameters={**owner_in_path, "properties": {"owner": TEXT, "id": TEXT}, "required": ["owner", "id"]},
        returns=note,
    )  # fmt: skip
    made = ToolSpec(
        name="createNote", description="", writes=True, method="post", path=path, returns=note,
        parameters={**owner_in_path, "properties": {"owner": TEXT, "body": TEXT}},
    )  # fmt: skip
    answers = DerivedKind([notes, one, made]).answers("getNote")
    found = answers.one({"owner": "ana", "id": "N1"}, Draws("x"))
    assert found["id"] == "N1"
    assert isinstance(found["app"]["owner"], dict)
