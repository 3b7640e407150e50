"""Things are recognised in whatever shape a document writes them: create, get, list, update and delete work on each."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from simulator.draws import Draws
from simulator.messages import ToolCall
from simulator.tools.example import example
from simulator.tools.spec import ToolSpec
from simulator.worlds.derived.kind import DerivedKind
from simulator.worlds.service import load_service
from simulator.worlds.toolset import Toolset

CLOCK = datetime(2030, 2, 20, 9, tzinfo=UTC)
NOW = "2030-02-20T09:00:00Z"
# create, its arguments, the id in what it answers, get, the argument for the id, update, a change, delete
ENTITIES: dict[str, tuple[Any, ...]] = {
    "wrapped, uuid, PUT": ("createProject", {"name": "Alpha"}, "id", "getProject", "projectId", "replaceProject",
                           {"name": "Beta"}, "deleteProject"),
    "nested, integer, PATCH": ("addTask", {"projectId": "P", "title": "do"}, "id", "getTask", "id", "patchTask",
                               {"done": True}, "deleteTask"),
    "own key": ("createProduct", {"sku": "A1", "name": "Cup"}, "sku", "getProduct", "sku", "putProduct",
                {"price": 6}, "deleteProduct"),
    "POST updates": ("PostCustomers", {"name": "Ana"}, "id", "GetCustomersCustomer", "customer",
                     "PostCustomersCustomer", {"name": "Ann"}, "DeleteCustomersCustomer"),
    "made below another": ("placeOrder", {"customer": "C1", "item": "cup"}, "id", "getOrder", "order", "changeOrder",
                           {"body_order": {"quantity": 3}}, ""),
    "id in the body": ("addPet", {"name": "Rex", "photoUrls": []}, "id", "getPetById", "petId", "updatePet",
                       {"id": None, "name": "Max", "photoUrls": []}, "deletePet"),
    ".json": ("CreateMessage", {"AccountSid": "AC", "To": "+1", "Body": "hi"}, "sid", "FetchMessage", "Sid",
              "UpdateMessage", {"Body": "yo"}, "DeleteMessage"),
    "calls by name": ("createNote", {"text": "a"}, "id", "getNote", "noteId", "updateNote", {"text": "b"},
                      "deleteNote"),
    "data with attributes": ("createArticle", {"data": {"attributes": {"title": "T"}}}, "id", "getArticle", "id",
                             "patchArticle", {"data": {"attributes": {"body": "B"}}}, "deleteArticle"),
    "an answer of its id only": ("create-work-order", {"summary": "x"}, "id", "get-work-order", "work-order-id",
                                 "update-work-order", {"summary": "y"}, "delete-work-order"),
    "key called key": ("Employees_Create", {"Name": "A"}, "id", "Employees_Get", "key", "Employees_Update",
                       {"Name": "B"}, "Employees_Delete"),
    "PUT creates": ("putBucket", {"bucket": "b", "region": "eu"}, "name", "getBucket", "bucket", "putBucket",
                    {"region": "us"}, "deleteBucket"),
    "two above": ("addShelf", {"shopId": "s", "deptId": "d", "label": "L"}, "uuid", "getShelf", "shelfUuid",
                  "putShelf", {"label": "M"}, "removeShelf"),
    "named by its name": ("createUser", {"username": "ana"}, "username", "getUser", "username", "updateUser",
                          {"body_username": None, "firstName": "Ann"}, "deleteUser"),
    "wrapped both ways": ("createEvent", {"event": {"name": "E"}}, "number", "getEvent", "event_number", "patchEvent",
                          {"event": {"venue": "V"}}, "dropEvent"),
}  # fmt: skip

ABOVE = ("projectId", "AccountSid", "shopId", "deptId")
AROUND = {"message": "Done."}


@pytest.fixture(scope="module")
def tools():
    return Toolset([load_service(Path(__file__).with_name("shapes.yaml"))])


@pytest.fixture
def session(tools):
    return tools.open(rows={}, clock=CLOCK, draws=Draws("s"))


def call(session, tool, **arguments):
    return session.call(ToolCall(id="", name=tool, arguments=arguments))


def flat(content):
    """Every plain field in a result, by name in small letters; what stands further out counts."""
    found: dict = {name.lower(): value for name, value in content.items() if not isinstance(value, dict)}
    for value in content.values():
        if isinstance(value, dict):
            found = {**flat(value), **found}
    return found


@pytest.mark.parametrize("shape", list(ENTITIES))
def test_create_get_update_delete(session, shape):
    create, arguments, field, get, key, update, change, delete = ENTITIES[shape]
    made = call(session, create, **arguments)
    assert made.wrote
    assert made.status in (200, 201)
    found = flat(made.content)[field]
    above = {name: value for name, value in arguments.items() if name in ABOVE}
    address = {**above, key: found}
    shown = flat(call(session, get, **address).content)
    assert {**shown, **flat(made.content), **AROUND} == {**shown, **AROUND}
    body = {name: found if value is None else value for name, value in change.items()}
    changed = call(session, update, **(above if "id" in change else address), **body)
    assert changed.wrote
    after = flat(call(session, get, **address).content)
    assert {**shown, **{name: value for name, value in flat(body).items() if name != "body_username"}} == after
    if delete:
        assert call(session, delete, **address).wrote
        gone = call(session, get, **address)
        assert (gone.status, gone.wrote) == (404, False)
        assert call(session, delete, **address).status == 404


def test_statuses_and_error_bodies_are_those_declared(session):
    assert call(session, "createProject", name="A").status == 201
    made = call(session, "createProject", name="B").content["data"]
    gone = call(session, "deleteProject", projectId=made["id"])
    assert (gone.status, gone.content) == (204, {})
    missing = call(session, "getProject", projectId=made["id"])
    assert (missing.status, missing.content["code"], missing.content["message"]) == (404, 404, "No such project")
    wrong = call(session, "createProject", budget="x")
    assert (wrong.status, wrong.refused, wrong.content["code"]) == (400, "schema", 400)
    assert "name: is required" in wrong.content["message"]
    call(session, "createProduct", sku="A", name="x")
    assert call(session, "createProduct", sku="A", name="x").content == {"error": "SKU taken"}


def test_times_follow_the_clock_and_new_things_are_live(session):
    made = call(session, "createProject", name="A").content["data"]
    assert (made["created_at"], made["updated_at"], made["status"]) == (NOW, NOW, "active")
    assert "archived_at" not in made
    assert call(session, "PostCustomers", name="A").content["created"] == int(CLOCK.timestamp())


def test_lists_are_filtered_sorted_and_paged(session):
    for name in ("Cup", "Mug", "Bowl"):
        call(session, "createProduct", sku=name[0], name=name, price=len(name), category="x" if name == "Mug" else "y")

    def skus(**query):
        return [item["sku"] for item in call(session, "listProducts", **query).content["items"]]

    assert skus(category="y") == ["C", "B"]
    assert skus(min_price=4) == ["B"]
    assert skus(q="u") == ["C", "M"]
    first = call(session, "listProducts", limit=2).content
    assert first["meta"] == {"count": 3}
    assert skus(limit=2, cursor=first["next_cursor"]) == ["B"]
    assert call(session, "listProducts", limit=2, cursor=first["next_cursor"]).content["next_cursor"] is None


def test_pages_have_a_default_size_and_say_whether_there_are_more(session):
    for name in "abc":
        call(session, "createProject", name=name)
    first, second = (call(session, "listProjects", page=page).content for page in (1, 2))
    assert [len(first["data"]), first["total"], first["page"], first["has_more"]] == [2, 3, 1, True]
    assert [len(second["data"]), second["page"], second["has_more"]] == [1, 2, False]
    names = [one["name"] for one in call(session, "listProjects", per_page=9, sort="-name").content["data"]]
    assert names == ["c", "b", "a"]
    ids = [call(session, "PostCustomers", name=name).content["id"] for name in "xy"]
    assert call(session, "GetCustomers", starting_after=ids[0]).content["data"][0]["id"] == ids[1]


def test_verbs_on_a_thing_show_in_its_state(session):
    made = call(session, "createProject", name="A").content["data"]["id"]
    assert call(session, "archiveProject", projectId=made).content["status"] == "archived"
    assert call(session, "listProjects", status="archived").content["total"] == 1
    assert call(session, "archiveProject", projectId="26ac9702-591a-4fa6-ad1b-c57ad8334b86").status == 404


def test_soft_deleting_marks_a_thing_and_hides_it_from_lists(session):
    order = call(session, "placeOrder", customer="C1", item="cup").content["order"]["id"]
    assert call(session, "deleteOrder", order=order).content["order"]["status"] == "deleted"
    assert call(session, "getOrder", order=order).content["order"]["status"] == "deleted"
    assert call(session, "ordersOfCustomer", customer="C1").content["orders"] == []


def test_things_made_below_another_belong_to_it(session):
    made = call(session, "placeOrder", customer="C1", item="cup").content["order"]
    assert made["customer_id"] == "C1"
    assert call(session, "ordersOfCustomer", customer="C1").content["count"] == 1
    assert call(session, "ordersOfCustomer", customer="C2").content["count"] == 0


def test_what_there_is_once_needs_no_key(session):
    usual = call(session, "getSettings").content
    assert call(session, "getSettings").content == usual
    other = "dark" if usual["theme"] == "light" else "light"
    assert call(session, "putSettings", theme=other).wrote
    assert call(session, "getSettings").content == {**usual, "theme": other}


def test_results_fit_their_schemas(tools):
    for seed in range(3):
        session = tools.open(rows={}, clock=CLOCK, draws=Draws(f"{seed}"))
        for tool in tools.tools.values():
            found = call(session, tool.name, **example(tool.parameters, Draws(f"{seed}")))
            schema = tool.returns if found.ok else tool.error_schemas.get(str(found.status))
            if schema and found.status != 204:
                assert list(jsonschema.Draft202012Validator(schema).iter_errors(found.content)) == []


# --- tools that have names only ------------------------------------------------------------------------------------


def tool(name, *required, optional=(), writes=True):
    properties = {one: {"type": "string"} for one in (*required, *optional)}
    parameters = {"type": "object", "properties": properties, "required": list(required)}
    return ToolSpec(name=name, description="", parameters=parameters, writes=writes)


NAMES = {
    "verb first": ("create_{}", "get_{}", "list_{}s", "update_{}", "delete_{}", "{}_id"),
    "camel case": ("addTicket", "getTicket", "getAllTickets", "editTicket", "removeTicket", "id"),
    "noun first": ("{}s.create", "{}s.get", "{}s.list", "{}s.update", "{}s.delete", "{}Id"),
    "verb last": ("{}_create", "{}_fetch", "{}_search", "{}_modify", "{}_destroy", "uuid"),
    "a service's prefix": (
        "shop_new_{}",
        "shop_read_{}",
        "shop_find_{}s",
        "shop_patch_{}",
        "shop_drop_{}",
        "{}_number",
    ),
}


@pytest.mark.parametrize("style", list(NAMES))
def test_names_alone_tell_what_tools_are_about(style):
    create, get, many, update, delete, key = (text.format("ticket") for text in NAMES[style])
    kind = DerivedKind(
        [
            tool(create, "title", optional=["owner"]),
            tool(get, key, writes=False),
            tool(many, optional=["owner"], writes=False),
            tool(update, key, optional=["title"]),
            tool(delete, key),
        ]
    )
    assert list(kind.resources) == ["tickets"]
    world = kind.open({}, CLOCK, Draws("s"))
    made = world.call(create, {"title": "T", "owner": "Ana"}).content
    address = {key: made[key]}
    world.call(create, {"title": "U", "owner": "Tom"})
    assert world.call(get, address).content == made
    assert world.call(many, {"owner": "ana"}).content == [made]
    assert world.call(update, {**address, "title": "V"}).content == {**made, "title": "V"}
    assert world.call(delete, address).wrote
    assert world.call(get, address).status == 404
    assert len(world.state()["tickets"]) == 1


def test_a_verb_that_is_no_usual_one_acts_on_a_known_thing():
    kind = DerivedKind(
        [
            tool("place_order", "item"),
            tool("get_order_status", "order_id", writes=False),
            tool("cancel_order", "order_id"),
            tool("find_order_by_item", "item", writes=False),
            tool("send_email", "to"),
        ]
    )
    world = kind.open({}, CLOCK, Draws("s"))
    made = world.call("place_order", {"item": "cup"}).content
    assert world.call("cancel_order", {"order_id": made["order_id"]}).wrote
    shown = world.call("get_order_status", {"order_id": made["order_id"]}).content
    assert shown == {**made, "status": "cancelled"}
    assert world.call("find_order_by_item", {"item": "cup"}).content == shown
    assert world.call("cancel_order", {"order_id": "X"}).status == 404
    assert world.call("send_email", {"to": "a"}).wrote
    assert sorted(world.state()) == ["orders", "send_email"]


def test_what_nobody_can_change_is_the_same_wherever_it_is_shown(write_document):
    city = {"type": "object", "required": ["id", "name"], "properties": {"id": {"type": "string"}, "name": {}}}
    city["properties"]["name"] = {"type": "string"}
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    content = {"application/json": {"schema": {"type": "array", "items": city}}}
    one = {"application/json": {"schema": city}}
    paths = {
        "/cities": {"get": {"operationId": "cities", "responses": {"200": {"description": "", "content": content}}}},
        "/cities/{id}": {
            "parameters": [parameter],
            "get": {"operationId": "city", "responses": {"200": {"description": "", "content": one}}},
        },
    }
    session = Toolset([load_service(write_document(paths, {}))]).open(rows={}, clock=CLOCK, draws=Draws("s"))
    for shown in call(session, "cities").content:
        assert call(session, "city", id=shown["id"]).content == shown
    assert session.state() == {}
