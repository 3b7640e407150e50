"""A chain of one to four hops is written once: labels, rows and what is not known follow, and each link is proven."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator import api
from simulator.authoring.links import broken_links
from simulator.errors import InputError
from simulator.scenario.load import load

HEAD = """
name: chained
tools: [retail]
clock: 2030-05-22T17:30+02:00
variables:
  account: {pattern: "C[2-9][0-9]{4}"}
  order: {pattern: "R[2-5][0-9]{5}"}
  parcel: {pattern: "PK[2-5][0-9]{5}"}
  depot: {pattern: "D[2-5][0-9]{2}"}
  day: {date: {from: 2030-05-23, to: 2030-05-27}}
world:
  depots: [{id: "{depot}", address: 1 Long Road}]
goals:
  - id: get
    says: I want to collect my parcel.
    slots:
SLOTS
    chain:
CHAIN
labels:
  rules: [{confirm_before: book_pickup}]
"""
WORDS = {
    "email": "e-mail address",
    "customer_id": "customer number",
    "order_id": "order number",
    "parcel_id": "parcel number",
}
VALUES = {"email": "ada@example.com", "customer_id": "{account}", "order_id": "{order}", "parcel_id": "{parcel}"}
STEPS = (
    "{call: find_customer, args: {email: ada@example.com}, gives: {account: customer_id}, row: {name: Ada Roth}}",
    '{call: list_orders, args: {customer_id: "{account}"}, gives: {order: order_id}, row: {status: shipped}}',
    '{call: get_parcel, args: {order_id: "{order}"}, gives: {parcel: parcel_id}}',
    '{call: track_parcel, args: {parcel_id: "{parcel}"}, gives: {depot: depot_id}}',
    '{call: book_pickup, args: {depot_id: "{depot}", parcel_id: "{parcel}", date: "{day}"}}',
)


@pytest.fixture
def chained(tmp_path: Path):
    """The parcel scenario where the user knows enough to begin at one of the steps."""

    def write(first: int = 0, steps: tuple[str, ...] = STEPS, **changed: str) -> Path:
        known = list(WORDS)[first]
        slots = {known: VALUES[known], "parcel_id": VALUES["parcel_id"]} if first == 3 else {known: VALUES[known]}
        lines = [f'      {name}: {{value: "{value}", words: [{WORDS[name]}]}}' for name, value in slots.items()]
        lines.append('      date: {value: "{day}", words: [date, day]}')
        text = HEAD.replace("SLOTS", "\n".join(lines)).replace(
            "CHAIN", "\n".join(f"      - {s}" for s in steps[first:])
        )
        for old, new in changed.items():
            text = text.replace(old, new)
        path = tmp_path / "chained.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(("first", "hops"), [(0, 4), (1, 3), (2, 2), (3, 1)])
def test_chains_of_one_to_four_hops_are_played_and_proven(chained, first: int, hops: int):
    path = chained(first)
    scenario = load(path)
    assert scenario.case("0.0").hops == hops
    assert list(broken_links(scenario)) == []
    result = api.evaluate(path, assistant="reference", n=20)
    assert len(result.verified) == 20
    assert {record["case"]["hops"] for record in result.records} == {hops}
    assert not api.evaluate(path, assistant="nothing", n=5).verified


def test_each_value_is_used_only_after_a_tool_result_said_it(chained):
    for record in api.evaluate(chained(), assistant="reference", n=10).records:
        values = record["case"]["values"]
        said = ""
        for message in record["messages"]:
            for call in message.get("tool_calls", ()):
                for value in call["function"]["arguments"].values():
                    if value in (values["account"], values["order"], values["parcel"], values["depot"]):
                        assert value in said
            if message["role"] == "tool":
                said += message["content"]


def test_what_the_chain_gives_is_not_known_and_the_user_says_so(chained):
    case = load(chained()).case("0.0")
    slots = case.goals[0].slots
    assert {name for name, slot in slots.items() if slot.knows == "no"} == {
        "customer_id", "order_id", "parcel_id", "depot_id",
    }  # fmt: skip
    assert slots["order_id"].words[0] == "order number"
    assert [(label.id, label.after) for label in case.labels.calls][:2] == [
        ("find_customer", ()), ("list_orders", ("find_customer",)),
    ]  # fmt: skip
    assert case.labels.calls[-1].after == ("get_parcel", "track_parcel")


def test_rows_that_are_the_same_thing_are_laid_once_and_what_the_author_wrote_stays(chained):
    world = load(chained(depots='parcels: [{id: "{parcel}", shipped: 2030-05-20}]\n  depots')).case("0.0").world
    assert len(world["parcels"]) == len(world["orders"]) == len(world["customers"]) == 1
    assert world["parcels"][0]["shipped"] == "2030-05-20"
    assert world["parcels"][0]["status"] == "waiting"
    assert world["orders"][0]["status"] == "shipped"


@pytest.mark.parametrize(
    ("number", "step", "message"),
    [
        (1, "{call: list_order, args: {}}", "tool 'list_order' is unknown"),
        (1, "{call: list_orders, args: {customer: x}}", "argument of list_orders 'customer' is unknown"),
        (1, "{call: list_orders, args: {customer_id: x}, gives: {ordr: order_id}}", "'ordr' is no variable"),
        (1, "{call: list_orders, args: {customer_id: x}, gives: {order: number}}", "no 'number'"),
        (1, "{call: list_orders, args: {customer_id: x}, gives: {account: order_id}}", "given by an earlier step"),
        (1, "{call: list_orders, args: {customer_id: x}, row: {colour: red}}", "no column 'colour'"),
        (1, '{call: list_orders, args: {customer_id: "{acount}"}}', "acount"),
        (4, '{call: book_pickup, args: {date: "{day}"}, gives: {day: date}}', "changes something"),
    ],
)
def test_a_mistake_in_a_step_is_refused_at_its_line(chained, number: int, step: str, message: str):
    steps = (*STEPS[:number], step, *STEPS[number + 1 :])
    with pytest.raises(InputError) as caught:
        load(chained(steps=steps))
    assert message in str(caught.value)
    assert caught.value.place.line == 20 + number


def test_a_link_that_does_not_hold_is_shown_with_its_case(chained):
    moving = STEPS[3].replace("depot_id}}", "depot_id}, row: {status: moving}}")
    (problem,) = broken_links(load(chained(steps=(*STEPS[:3], moving, STEPS[4]))))
    assert "book_pickup is refused" in problem.message
    assert problem.place.line == 24


def test_a_field_that_holds_something_else_is_shown(chained):
    other = 'parcels: [{id: PK199999, order_id: "{order}"}]\n  depots'
    (problem,) = broken_links(load(chained(depots=other)))
    assert "get_parcel does not give parcel under parcel_id" in problem.message
