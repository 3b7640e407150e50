"""From an API document to proven scenarios: all are proven, the same bytes again, and what is left out has a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from simulator.authoring.from_tools import write_scenarios
from simulator.authoring.proof import prove
from simulator.errors import InputError
from simulator.lookup import kind_of
from simulator.scenario.load import load, load_all
from simulator.variables.yaml import load_yaml

DOCUMENT = """\
openapi: 3.0.3
info: {title: Bike hire, version: "1"}
paths:
  /hires:
    post:
      operationId: createHire
      summary: Create a hire
      tags: [hires]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [station, day]
              properties:
                station: {type: string, enum: [harbour, old town, airport], description: The station.}
                day: {type: string, format: date}
                size: {type: string, enum: [small, large]}
      responses:
        "201": {description: The hire, content: {application/json: {schema: {$ref: "#/components/schemas/Hire"}}}}
  /hires/{hireId}:
    parameters:
      - {name: hireId, in: path, required: true, schema: {type: string, pattern: "^H[0-9]{4}$"}}
    get:
      operationId: getHire
      summary: Returns a hire
      responses:
        "200": {description: The hire, content: {application/json: {schema: {$ref: "#/components/schemas/Hire"}}}}
        "404": {description: No hire with this number.}
    delete:
      operationId: deleteHire
      summary: Delete a hire
      tags: [hires]
      responses: {"204": {description: Gone}}
  /photos:
    post:
      operationId: sendPhoto
      tags: [photos]
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, required: [photo], properties: {photo: {type: string, format: binary}}}
      responses: {"200": {description: ok}}
components:
  schemas:
    Hire:
      type: object
      required: [hireId]
      properties:
        hireId: {type: string}
        station: {type: string}
        day: {type: string, format: date}
    Unused: {type: object}
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "bike_hire.yaml"
    path.write_text(DOCUMENT)
    return path


def test_every_scenario_written_is_proven(document, tmp_path):
    written = write_scenarios(document, tmp_path / "out")
    assert len(written.paths) >= 3
    for path in written.paths:
        assert prove(path, cases=10, seed="again") == []
        assert any(goal.slots for goal in load(path).file.goals) or "no_tool" in path.stem


def test_reads_writes_and_two_goals_are_among_them(document, tmp_path):
    scenarios = [load(path).file for path in write_scenarios(document, tmp_path / "out").paths]
    calls = [[call.name for call in file.labels.calls] for file in scenarios]
    assert ["getHire"] in calls
    assert ["createHire"] in calls
    assert any(len(names) == 2 for names in calls)
    for file in scenarios:
        ruled = {rule.confirm_before for rule in file.labels.rules}
        assert ruled == {
            call.name for call in file.labels.calls if call.name.startswith(("create", "update", "delete"))
        }


def test_what_no_person_can_supply_is_left_out_with_its_reason(document, tmp_path):
    assert ("sendPhoto", "photo is binary") in write_scenarios(document, tmp_path / "out").refused


def test_the_same_document_gives_the_same_bytes(document, tmp_path):
    first = write_scenarios(document, tmp_path / "a")
    again = write_scenarios(document, tmp_path / "b")
    assert [path.read_bytes() for path in first.paths] == [path.read_bytes() for path in again.paths]
    assert write_scenarios(document, tmp_path / "a").paths == first.paths


def test_the_document_and_its_world_stand_beside_the_scenarios(document, tmp_path):
    write_scenarios(document, tmp_path / "out")
    folder = tmp_path / "out" / "tools_specs" / "bike_hire"
    assert (folder / "openapi.yaml").read_text() == DOCUMENT
    assert load_yaml((folder / "world.yaml").read_text(), "world.yaml").data == {"kind": "derived"}


def test_two_documents_with_the_same_operations_share_a_folder(document, tmp_path):
    other = document.with_name("boat_hire.yaml")
    other.write_text(DOCUMENT)
    first, second = (write_scenarios(one, tmp_path / "out").paths for one in (document, other))
    assert not set(first) & set(second)
    assert len(load_all([tmp_path / "out"])) == len(first) + len(second)


def test_an_operation_named_like_its_document_does_not_hide_it(document, tmp_path):
    alike = document.with_name("get_hire.yaml")
    alike.write_text(DOCUMENT)
    names = {path.stem for path in write_scenarios(alike, tmp_path / "out").paths}
    assert "get_hire_call" in names
    assert "get_hire" not in names


def test_a_document_that_needs_and_declares_nothing_gets_a_scenario_too(tmp_path):
    page = {"name": "api-version", "in": "query", "schema": {"type": "string", "default": "v1"}}
    read = {"operationId": "listNews", "parameters": [page], "responses": {"200": {"description": "ok"}}}
    (tmp_path / "one.json").write_text(json.dumps({**NOTHING, "paths": {"/news": {"get": read}}}))
    files = [load(path).file for path in write_scenarios(tmp_path / "one.json", tmp_path / "out").paths]
    assert any(goal.slots for file in files for goal in file.goals)


def test_long_names_stay_apart(tmp_path):
    long = "list_everything_that_was_ever_recommended_for_a_server_by_anybody_in_any_place"
    key = {"in": "query", "required": True, "schema": {"type": "string"}}
    answer = {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object"}}}}}
    paths = {
        f"/{end}": {
            "get": {"operationId": f"{long}_{end}", "parameters": [{"name": "city", **key}], "responses": answer}
        }
        for end in ("a", "b", "c")
    }
    file = tmp_path / "a_document_with_a_name_that_is_rather_long_as_well.json"
    file.write_text(json.dumps({**NOTHING, "paths": paths}))
    names = [load(path).name for path in write_scenarios(file, tmp_path / "out").paths]
    assert len(names) == len(set(names)) > 3


def test_include_cuts_the_document(document, tmp_path):
    write_scenarios(document, tmp_path / "out", include=["hires"])
    cut = json.loads((tmp_path / "out" / "tools_specs" / "bike_hire_hires" / "openapi.json").read_text())
    operations = [method for item in cut["paths"].values() for method in item if method != "parameters"]
    assert operations == ["post", "delete"]
    assert list(cut["components"]["schemas"]) == ["Hire"]


def test_files_of_the_user_are_never_overwritten(document, tmp_path):
    out = tmp_path / "out"
    (path,) = [path for path in write_scenarios(document, out).paths if path.stem == "create_hire"]
    path.write_text("name: mine\n")
    with pytest.raises(InputError, match="is a file of yours already"):
        write_scenarios(document, out)
    assert path.read_text() == "name: mine\n"


def test_what_is_no_api_document_is_an_error(tmp_path):
    (tmp_path / "x.yaml").write_text("asyncapi: '2.0'\npaths: {}\n")
    with pytest.raises(InputError, match=r"AsyncAPI 2\.0"):
        write_scenarios(tmp_path / "x.yaml", tmp_path / "out")
    with pytest.raises(InputError, match="cannot be read"):
        write_scenarios(tmp_path / "none.yaml", tmp_path / "out")


PHOTO = {"type": "object", "required": ["photo"], "properties": {"photo": {"type": "string", "format": "binary"}}}
SEND = {
    "operationId": "sendPhoto",
    "requestBody": {"required": True, "content": {"application/json": {"schema": PHOTO}}},
    "responses": {"200": {"description": "ok"}},
}
NOTHING = {"openapi": "3.0.3", "info": {"title": "One", "version": "1"}, "paths": {"/photos": {"post": SEND}}}


def test_nothing_is_left_behind_where_no_scenario_is_written(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(NOTHING))
    assert write_scenarios(tmp_path / "one.json", tmp_path / "deep" / "out").paths == ()
    assert [path.name for path in tmp_path.iterdir()] == ["one.json"]


def test_what_was_there_before_stays_where_no_scenario_is_written(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps(NOTHING))
    tools = tmp_path / "out" / "tools_specs" / "one"
    tools.mkdir(parents=True)
    (tools / "openapi.json").write_text(json.dumps(NOTHING))
    (tmp_path / "out" / "notes.txt").write_text("mine")
    assert write_scenarios(tmp_path / "one.json", tmp_path / "out").paths == ()
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.*")) == ["notes.txt", "openapi.json"]


def test_a_file_of_the_user_in_another_encoding_is_not_overwritten(document, tmp_path):
    out = tmp_path / "out"
    write_scenarios(document, out)
    (out / "create_hire.yaml").write_bytes(b"name: \xff")
    with pytest.raises(InputError, match="is a file of yours already"):
        write_scenarios(document, out)


def test_other_kinds_of_conversation_are_among_them(document, tmp_path):
    names = [path.stem for path in write_scenarios(document, tmp_path / "out").paths]
    for kind in ("_corrected", "_no_answer", "no_tool_needed", "no_tool_for_it"):
        assert any(kind in name for name in names)


def test_a_look_up_that_gives_an_argument_comes_before_the_call(tmp_path):
    folder = Path(__file__).parent / "flow" / "documents"
    shop = tmp_path / "shop.json"
    shop.write_text(json.dumps(yaml.safe_load((folder / "bank.yaml").read_text())["document"]))
    paths = [path for path in write_scenarios(shop, tmp_path / "out").paths if "_looked_up" in path.stem]
    assert paths
    for path in paths:
        (goal,) = load(path).file.goals
        first, last = goal.chain
        (given,) = first.gives
        assert f"{{{given}}}" in last.args.values()
        assert given not in {slot for slot in goal.slots if slot not in last.args}
        assert load(path).case("0.0").hops >= 1


@pytest.mark.parametrize("name", ["hotel_openai", "library_anthropic", "clinic_mcp"])
def test_tool_lists_without_paths_give_scenarios(name, tmp_path):
    known = yaml.safe_load((Path(__file__).parent / "flow" / "documents" / f"{name}.yaml").read_text())
    tools = tmp_path / f"{name}.json"
    tools.write_text(json.dumps(known["document"]))
    written = write_scenarios(tools, tmp_path / "out")
    assert any(goal.slots for path in written.paths for goal in load(path).file.goals)
    assert (tmp_path / "out" / "tools_specs" / name / "tools.json").read_text() == tools.read_text()


def test_python_functions_give_scenarios_and_are_never_run(tmp_path):
    code = tmp_path / "orders.py"
    signature = "def cancel_order(order_id: str, reason: str) -> dict:"
    code.write_text(f'raise SystemExit\n\n{signature}\n    """Cancel an order."""\n')
    written = write_scenarios(f"{code}:cancel_order", tmp_path / "out")
    assert "cancel_order" in [path.stem for path in written.paths]


def test_objects_and_lists_of_objects_are_told_in_parts(tmp_path, write_document):
    parcel = {"type": "object", "required": ["weight"], "properties": {"weight": {"type": "integer"}}}
    home = {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}}
    body = {
        "type": "object",
        "required": ["sender", "parcels"],
        "properties": {"sender": home, "parcels": {"type": "array", "items": parcel}},
    }
    sent = {
        "operationId": "send",
        "summary": "Send a shipment",
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"201": {"description": "ok"}},
    }
    written = write_scenarios(write_document({"/shipments": {"post": sent}}), tmp_path / "out")
    assert written.refused == ()
    first = written.paths[0]
    goal = load(first).file.goals[0]
    assert set(goal.slots) == {"city", "weight"}
    args = load(first).case("0.0").labels.calls[0].args
    assert set(args["sender"]) == {"city"}
    assert isinstance(args["parcels"][0]["weight"], int)


def test_a_file_whose_first_comment_holds_a_brace_is_a_scenario_still(tmp_path):
    page = tmp_path / "one.yaml"
    page.write_text("# GET /things/{id}\nformat: 1\nname: one\ngoals: []\n")
    assert kind_of(page) == "scenario"
