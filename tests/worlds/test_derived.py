"""A world from a document alone: create, get, list, update and delete work, results fit their schemas."""

from __future__ import annotations

import jsonschema
import pytest

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.messages import ToolCall
from simulator.tools.example import example
from simulator.worlds.service import load_service
from simulator.worlds.state import differences
from simulator.worlds.toolset import Toolset

ENTITIES = {"pets": "petId", "orders": "id", "toys": "toy_name", "vets": "vetNo", "rooms": "roomId"}


def content(schema: dict) -> dict:
    return {"description": "ok", "content": {"application/json": {"schema": schema}}}


def paths() -> dict:
    found: dict = {}
    for table, key in ENTITIES.items():
        base = f"/farms/{{farm}}/{table}" if table == "rooms" else f"/{table}"
        entity = {"$ref": f"#/components/schemas/{table}"}
        fields = {"label": {"type": "string"}, "size": {"type": "integer"}}
        sent = {"type": "object", "required": ["label"], "properties": fields}
        if table == "toys":
            sent = {
                "type": "object",
                "required": ["toy_name"],
                "properties": {"toy_name": {"type": "string"}, **fields},
            }
        change = {"content": {"application/json": {"schema": {"type": "object", "properties": fields}}}}
        page = {
            "type": "object",
            "properties": {"items": {"type": "array", "items": entity}, "total": {"type": "integer"}},
        }
        parent = (
            [{"name": "farm", "in": "path", "required": True, "schema": {"type": "string"}}] if table == "rooms" else []
        )
        one = {
            "name": key,
            "in": "path",
            "required": True,
            "schema": {"type": "integer" if table == "vets" else "string"},
        }
        query = {"name": "label", "in": "query", "schema": {"type": "string"}}
        found[base] = {
            "parameters": parent,
            "post": {
                "operationId": f"create_{table}",
                "requestBody": {"content": {"application/json": {"schema": sent}}},
                "responses": {"201": content(entity)},
            },
            "get": {
                "operationId": f"list_{table}",
                "parameters": [query],
                "responses": {"200": content(page if table != "vets" else {"type": "array", "items": entity})},
            },
        }
        found[f"{base}/{{{key}}}"] = {
            "parameters": [*parent, one],
            "get": {
                "operationId": f"get_{table}",
                "responses": {"200": content(entity), "404": {"description": f"No such {table}."}},
            },
            "patch": {
                "operationId": f"change_{table}",
                "requestBody": change,
                "responses": {"200": content({"type": "object", "properties": {"data": entity}})},
            },
            "delete": {"operationId": f"delete_{table}", "responses": {"204": {"description": "gone"}}},
        }
    found["/convert"] = {
        "get": {
            "operationId": "convert",
            "parameters": [{"name": "amount", "in": "query", "required": True, "schema": {"type": "integer"}}],
            "responses": {
                "200": content(
                    {
                        "type": "object",
                        "required": ["amount", "rate"],
                        "properties": {"amount": {"type": "integer"}, "rate": {"type": "number"}},
                    }
                )
            },
        }
    }
    found["/ring"] = {
        "post": {
            "operationId": "ring",
            "requestBody": {
                "content": {"application/json": {"schema": {"properties": {"times": {"type": "integer"}}}}}
            },
            "responses": {"200": {"description": "ok"}},
        }
    }
    return found


def schemas() -> dict:
    shown = {
        "label": {"type": "string"},
        "size": {"type": "integer"},
        "since": {"type": "string", "format": "date-time"},
    }
    keys = {"pets": "id", "orders": "id", "toys": "toy_name", "vets": "vetNo", "rooms": "room_id"}
    return {
        table: {
            "type": "object",
            "required": [key, "since"],
            "properties": {key: {"type": "integer" if table == "vets" else "string"}, **shown},
        }
        for table, key in keys.items()
    }


KEYS = {"pets": "id", "orders": "id", "toys": "toy_name", "vets": "vetNo", "rooms": "room_id"}


@pytest.fixture
def tools(write_document):
    return Toolset([load_service(write_document(paths(), schemas()))])


@pytest.fixture
def session(tools, clock):
    return tools.open(rows={}, clock=clock, draws=Draws("s"))


def call(session, name, **arguments):
    return session.call(ToolCall(id="", name=name, arguments=arguments))


@pytest.mark.parametrize("table", list(ENTITIES))
def test_what_is_created_can_be_read_listed_changed_and_deleted(tools, session, table):
    where = {"farm": "North"} if table == "rooms" else {}
    name = {"toy_name": "Ball"} if table == "toys" else {}
    made = call(session, f"create_{table}", label="red", **where, **name)
    assert made.wrote
    key = {ENTITIES[table]: made.content[KEYS[table]]}
    assert made.content["label"] == "red"
    assert call(session, f"get_{table}", **where, **key).content == made.content
    other = {"toy_name": "Kite"} if table == "toys" else {}
    call(session, f"create_{table}", label="blue", **where, **other)
    listed = call(session, f"list_{table}", label="red", **where).content
    things = listed if table == "vets" else listed["items"]
    assert [thing[KEYS[table]] for thing in things] == [made.content[KEYS[table]]]
    if table != "vets":
        assert listed["total"] == 1
    changed = call(session, f"change_{table}", size=3, **where, **key)
    assert (changed.content["data"]["size"], changed.content["data"]["label"]) == (3, "red")
    assert call(session, f"get_{table}", **where, **key).content["size"] == 3
    assert call(session, f"delete_{table}", **where, **key).wrote
    gone = call(session, f"get_{table}", **where, **key)
    assert (gone.status, gone.content, gone.wrote) == (404, {"error": f"No such {table}."}, False)
    assert len(session.state()[table]) == 1


def test_things_of_another_parent_are_not_found(session):
    key = call(session, "create_rooms", farm="North", label="red").content["room_id"]
    assert call(session, "get_rooms", farm="South", roomId=key).status == 404
    assert call(session, "list_rooms", farm="South").content["items"] == []


def test_results_fit_their_schemas(tools, session):
    for seed in range(10):
        for tool in tools.tools.values():
            found = session.call(ToolCall(id="", name=tool.name, arguments=example(tool.parameters, Draws(f"{seed}"))))
            if found.ok and tool.returns:
                errors = list(jsonschema.Draft202012Validator(tool.returns).iter_errors(found.content))
                assert errors == []


def test_other_reads_echo_their_arguments_and_answer_the_same_again(session):
    first = call(session, "convert", amount=5)
    assert first.content["amount"] == 5
    assert not first.wrote
    assert call(session, "convert", amount=5).content == first.content


def test_other_writes_are_kept_in_the_state(tools, session, clock):
    assert call(session, "ring", times=2).wrote
    assert session.state() == {"ring": {"1": {"call": "1", "times": 2}}}
    other = tools.open(rows={}, clock=clock, draws=Draws("t"))
    call(other, "ring", times=3)
    assert differences(session.state(), other.state(), tools.marks) != []


def test_end_states_of_two_conversations_agree_up_to_generated_ids(tools, clock):
    one, two = (tools.open(rows={}, clock=clock, draws=Draws(seed)) for seed in "ab")
    call(one, "create_pets", label="x")
    call(one, "create_pets", label="y")
    call(two, "create_pets", label="y")
    call(two, "create_pets", label="x")
    assert one.state() != two.state()
    assert differences(one.state(), two.state(), tools.marks, {}) == []


def test_rows_of_a_case_are_there_from_the_start(tools, clock):
    session = tools.open(rows={"pets": [{"petId": "P1", "label": "red"}]}, clock=clock, draws=Draws("s"))
    assert call(session, "get_pets", petId="P1").content["label"] == "red"
    with pytest.raises(InputError, match="no table 'pet'"):
        tools.check_rows({"pet": []})
    with pytest.raises(InputError, match="no column 'colour'"):
        tools.check_rows({"pets": [{"colour": "x"}]})
    with pytest.raises(InputError, match="has no farm"):
        tools.check_rows({"rooms": [{"roomId": "R1"}]})


def test_a_name_that_exists_cannot_be_created_again(session):
    assert call(session, "create_toys", toy_name="Ball").ok
    assert call(session, "create_toys", toy_name="Ball").status == 409


def test_generated_keys_are_unique_under_any_draws(tools, clock):
    class Zero(Draws):
        def __init__(self):
            super().__init__("z")

        def at(self, *_names):
            return self

        def value(self, *_names):
            return 0.0

    session = tools.open(rows={}, clock=clock, draws=Zero())
    for table, where in (("pets", {}), ("vets", {}), ("rooms", {"farm": "F"})):
        for _ in range(4):
            assert call(session, f"create_{table}", label="x", **where).ok
        assert len(session.state()[table]) == 4
