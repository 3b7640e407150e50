"""The shipped API documents and worlds: they fit each other, and answers fit what the documents promise."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from simulator.draws import Draws
from simulator.lookup import shipped
from simulator.messages import ToolCall, ToolResult
from simulator.tools.validator import Validator
from simulator.worlds.service import load_service
from simulator.worlds.toolset import Toolset

DOMAINS = ("airline", "bank", "clinic", "retail")
CLOCK = datetime.fromisoformat("2030-03-01T09:00+01:00")
CALLS = {
    "airline": {
        "find_bookings": {"email": "piet.lund@example.com"},
        "get_booking": {"booking_id": "RTB107"},
        "search_flights": {"origin": "ZRH", "destination": "OSL", "date": "2030-03-14", "part_of_day": "evening"},
        "change_flight": {"booking_id": "RTB107", "date": "2030-03-14", "flight": "NV216"},
        "add_bag": {"booking_id": "RTB107", "bags": 2, "weight": 18.5},
        "choose_seat": {"booking_id": "RTB107", "seat": "window"},
        "request_refund": {"booking_id": "RTB107"},
        "add_insurance": {"booking_id": "RTB107", "cover": "full"},
        "cancel_booking": {"booking_id": "RTB107", "reason": "ill"},
    },
    "bank": {
        "verify_customer": {"card_number": "4929120047110815", "birth_date": "1984-03-12"},
        "get_payment": {"payment_id": "PM10001"},
        "stop_payment": {"payment_id": "PM10001", "letter": True},
        "get_charge": {"charge_id": "CH10001"},
        "dispute_charge": {"charge_id": "CH10001", "reason": "double"},
        "get_delivery": {"delivery_id": "DL10001"},
        "redirect_delivery": {"delivery_id": "DL10001", "branch": "station"},
        "order_statements": {"customer_id": "B10021"},
    },
    "retail": {
        "find_customer": {"email": "Dora.Keller@example.com"},
        "list_orders": {"customer_id": "C10034"},
        "get_order": {"order_id": "R100215"},
        "create_return": {"order_id": "R100215", "item": "rain jacket", "reason": "faulty"},
        "exchange_item": {"order_id": "R100215", "item": "rain jacket", "size": "large"},
        "update_address": {"order_id": "R100388", "street": "1 New Road", "city": "Ashby", "postcode": "40213"},
        "cancel_order": {"order_id": "R100388"},
        "get_parcel": {"order_id": "R100388"},
        "track_parcel": {"parcel_id": "PK100302"},
        "book_pickup": {"depot_id": "D101", "parcel_id": "PK100302", "date": "2030-05-21"},
        "subscribe_newsletter": {"customer_id": "C10077", "topics": ["home"]},
    },
    "clinic": {
        "find_patient": {"name": "Lena Marsh", "birth_date": "1984-03-12"},
        "list_appointments": {"patient_id": "P10021"},
        "find_slots": {"department": "dentistry", "date": "2030-06-04"},
        "book_appointment": {
            "patient_id": "P10021", "department": "dentistry", "date": "2030-06-04", "time": "09:00",
            "first_visit": False, "reminders": ["text", "call"],
        },
        "get_appointment": {"appointment_id": "A00020"},
        "reschedule_appointment": {"appointment_id": "A00020", "date": "2030-06-05", "time": "11:30"},
        "cancel_appointment": {"appointment_id": "A00020", "letter": True},
        "add_to_waitlist": {
            "patient_id": "P10021", "department": "dermatology", "weekdays": ["monday", "friday"], "weeks": 4,
        },
        "join_health_plan": {"patient_id": "P10045"},
    },
}  # fmt: skip
NOTHING = {
    "get_booking": {"booking_id": "ZZZ999"},
    "change_flight": {"booking_id": "RTB107", "date": "2030-03-14", "flight": "NV999"},
    "find_customer": {"email": "nobody@example.com"},
    "create_return": {"order_id": "R100215", "item": "tea kettle", "reason": "faulty"},
    "cancel_order": {"order_id": "R100215"},
    "get_parcel": {"order_id": "R999999"},
    "book_pickup": {"depot_id": "D102", "parcel_id": "PK100302", "date": "2030-05-21"},
    "verify_customer": {"card_number": "4929120047110815", "birth_date": "1984-12-03"},
    "get_charge": {"charge_id": "CH99999"},
    "find_patient": {"name": "Lena Marsh", "birth_date": "1984-12-03"},
    "book_appointment": {
        "patient_id": "P10021", "department": "dentistry", "date": "2030-06-04", "time": "09:05", "first_visit": False,
    },
    "reschedule_appointment": {"appointment_id": "A00020", "date": "2030-06-04", "time": "09:00"},
}  # fmt: skip


def folder(domain: str) -> Path:
    return shipped() / "tools_specs" / domain


def answers(domain: str, calls: dict[str, dict[str, object]]) -> dict[str, ToolResult]:
    session = Toolset([load_service(folder(domain))]).open(rows={}, clock=CLOCK, draws=Draws("shipped"), faults=())
    try:
        return {name: session.call(ToolCall(id="", name=name, arguments=args)) for name, args in calls.items()}
    finally:
        session.close()


@pytest.mark.parametrize("domain", DOMAINS)
def test_document_is_read_without_a_warning_and_every_tool_is_tried_here(domain: str) -> None:
    service = load_service(folder(domain))
    assert not Toolset([service]).warnings
    assert {tool.name for tool in service.tools} == set(CALLS[domain])


@pytest.mark.parametrize("domain", DOMAINS)
def test_answers_fit_the_schema_their_document_promises(domain: str) -> None:
    tools = Toolset([load_service(folder(domain))]).tools
    for name, result in answers(domain, CALLS[domain]).items():
        assert result.ok, (name, result.content)
        schema = tools[name].returns
        assert schema, name
        assert not Validator(schema).problems(result.content), name


@pytest.mark.parametrize("domain", DOMAINS)
def test_lists_are_never_empty_for_what_the_world_holds(domain: str) -> None:
    for name, result in answers(domain, CALLS[domain]).items():
        lists = [value for value in result.content.values() if isinstance(value, list)]
        assert all(lists), name


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_tool_writes_exactly_where_its_document_says_so(domain: str) -> None:
    tools = Toolset([load_service(folder(domain))]).tools
    for name, result in answers(domain, CALLS[domain]).items():
        assert result.wrote == tools[name].writes, name


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_is_not_there_is_answered_with_a_declared_error(domain: str) -> None:
    tools = Toolset([load_service(folder(domain))]).tools
    calls = {name: args for name, args in NOTHING.items() if name in tools}
    found = answers(domain, calls)
    assert len(found) >= 2
    for name, result in found.items():
        assert not result.ok and not result.wrote, name
        assert str(result.status) in tools[name].errors, name


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_tool_and_argument_is_described(domain: str) -> None:
    for tool in load_service(folder(domain)).tools:
        assert len(tool.description) > 20, tool.name
        assert all(schema.get("description") for schema in tool.properties.values()), tool.name


@pytest.mark.parametrize("domain", DOMAINS)
def test_some_write_has_an_optional_argument_without_default_and_some_argument_is_an_enum(domain: str) -> None:
    tools = load_service(folder(domain)).tools
    optional = [
        (tool.name, name)
        for tool in tools
        if tool.writes
        for name, schema in tool.properties.items()
        if name not in tool.required and "default" not in schema
    ]
    assert optional
    assert any("enum" in schema for tool in tools if tool.writes for schema in tool.properties.values())
