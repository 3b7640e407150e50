"""The columns behind a call are read from its statement, or from the resource a document describes."""

from __future__ import annotations

import pytest

from simulator.lookup import shipped
from simulator.worlds.service import load_service
from simulator.worlds.wiring import Wiring, wiring_of


def wiring(domain: str, tool: str) -> Wiring:
    return wiring_of(load_service(shipped() / "tools_specs" / domain).world, tool)


def test_a_plain_query_is_wired_by_its_condition_and_its_columns():
    found = wiring("retail", "find_customer")
    assert found.arguments == {"email": (("customers", "email"),)}
    assert found.fields["customer_id"] == (("customers", "id"),)
    assert found.keys == {"customers": "id"}


def test_a_join_makes_columns_equal():
    assert set(wiring("retail", "get_order").arguments["order_id"]) == {("items", "order_id"), ("orders", "id")}


def test_a_condition_on_a_constant_is_kept_and_a_key_of_the_world_is_left_to_it():
    found = wiring("clinic", "list_appointments")
    assert found.fixed == {("appointments", "status"): "booked"}
    assert found.keys == {"appointments": None}


def test_what_must_exist_is_wired_and_what_must_not_is_not():
    found = wiring("clinic", "reschedule_appointment")
    assert found.arguments["appointment_id"] == (("appointments", "id"),)
    assert found.arguments["date"] == (("openings", "date"),)
    assert not {spot for spots in wiring("clinic", "find_slots").arguments.values() for spot in spots} & {
        ("appointments", "date")
    }


def test_what_an_update_sets_is_no_condition():
    assert "bags" not in wiring("airline", "add_bag").arguments
    assert wiring("airline", "add_bag").arguments == {"booking_id": (("bookings", "id"),)}


@pytest.mark.parametrize("domain", ["airline", "clinic", "retail"])
def test_every_look_up_of_the_shipped_worlds_is_wired(domain: str):
    service = load_service(shipped() / "tools_specs" / domain)
    for tool in service.tools:
        found = wiring_of(service.world, tool.name)
        if not tool.writes:
            assert set(tool.required) <= set(found.arguments), tool.name
            assert found.fields and found.keys


def test_a_derived_world_is_wired_by_its_resources(write_document):
    thing = {"type": "object", "properties": {"id": {"type": "string"}, "owner": {"type": "string"}}}
    answer = {"200": {"description": "It.", "content": {"application/json": {"schema": thing}}}}
    identified = [{"name": "thing_id", "in": "path", "required": True, "schema": {"type": "string"}}]
    body = {"required": True, "content": {"application/json": {"schema": thing}}}
    file = write_document(
        {
            "/things": {"post": {"operationId": "add_thing", "requestBody": body, "responses": answer}},
            "/things/{thing_id}": {"get": {"operationId": "get_thing", "parameters": identified, "responses": answer}},
        }
    )
    found = wiring_of(load_service(file).world, "get_thing")
    ((table, key),) = found.arguments["thing_id"]
    assert found.keys == {table: key}
    assert "owner" in found.fields
