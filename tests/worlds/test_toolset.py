"""A session answers every call: refused as an API refuses it, broken as planned, or from the world."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.draws import Draws
from simulator.errors import InputError
from simulator.messages import ToolCall, make_call
from simulator.tools.spec import Fault
from simulator.worlds.service import load_service
from simulator.worlds.toolset import Toolset


@pytest.fixture
def tools(library):
    return Toolset([load_service(library)])


def opened(tools, clock, *faults):
    return tools.open(rows={}, clock=clock, draws=Draws("s"), faults=faults)


def lend(session, **more):
    return session.call(ToolCall(id="1", name="lend_book", arguments={"book": "Dune", "reader": "Tom", **more}))


@pytest.mark.parametrize(
    ("call", "status", "refused"),
    [
        (make_call(id="", name="get_loan", arguments='{"loan_id": "a", "loan_id": "b"}'), 400, "malformed"),
        (make_call(id="", name="get_loan", arguments='{"loan_id": NaN}'), 400, "malformed"),
        (make_call(id="", name="get_loan", arguments="[1]"), 400, "malformed"),
        (make_call(id="", name="get_lone", arguments={}), 404, "unknown_tool"),
        (make_call(id="", name="get_loan", arguments={}), 422, "schema"),
        (make_call(id="", name="get_loan", arguments={"loan_id": 5}), 422, "schema"),
        (make_call(id="", name="get_loan", arguments={"loan_id": "L0001", "more": 1}), 422, "schema"),
        (ToolCall(id="", name="get_loan", arguments={"loan_id": "\ud800"}), 422, "schema"),
        (make_call(id="", name="get_loan", arguments={"loan_id": "L0001"}), 200, ""),
    ],
)
def test_calls_that_do_not_fit_never_reach_the_world(tools, clock, call, status, refused):
    found = opened(tools, clock).call(call)
    assert (found.status, found.refused) == (status, refused)


def test_a_timeout_before_has_no_effect_and_one_after_has(tools, clock):
    for kind, rows in (("timeout_before", 1), ("timeout_after", 2)):
        session = opened(tools, clock, Fault(tool="lend_book", kind=kind))
        found = lend(session)
        assert (found.status, found.fault, found.wrote) == (504, kind, rows == 2)
        assert len(session.state()["loans"]) == rows
        assert lend(session).ok


def test_an_error_answers_its_status_as_often_as_planned(tools, clock):
    session = opened(tools, clock, Fault(tool="lend_book", kind="error", status=409, nth=2, times=2))
    answers = [lend(session) for _ in range(4)]
    assert [answer.status for answer in answers] == [200, 409, 409, 200]
    assert answers[1].content == {"error": "Already lent"}


def test_refused_calls_do_not_count_towards_a_fault(tools, clock):
    session = opened(tools, clock, Fault(tool="lend_book", kind="error", status=503))
    assert lend(session, days=99).status == 422
    assert lend(session).status == 503


def test_an_empty_answer_keeps_its_shape(tools, clock):
    session = opened(tools, clock, Fault(tool="list_loans", kind="empty"))
    calls = [session.call(ToolCall(id="", name="list_loans", arguments={})) for _ in range(2)]
    assert calls[0].content == {"loans": []}
    assert len(calls[1].content["loans"]) == 1


def test_two_services_may_not_share_tools(library):
    service = load_service(library)
    with pytest.raises(InputError, match="two services of the scenario have a tool 'list_loans'"):
        Toolset([service, service])


def test_a_world_begins_when_it_is_first_needed(library, clock):
    service = load_service(library)

    class Counted:
        marks, begun, ours, uses_faker = service.world.marks, 0, True, False

        def check_rows(self, rows):
            return service.world.check_rows(rows)

        def open(self, rows, clock, draws):
            self.begun += 1
            return service.world.open(rows, clock, draws)

    world = Counted()
    session = Toolset([replace(service, world=world)]).open(rows={}, clock=clock, draws=Draws("s"))
    assert world.begun == 0
    assert session.state() == opened(Toolset([service]), clock).state()
    lend(session)
    assert world.begun == 1
    session.close()


def test_a_scenario_without_tools_has_an_empty_state(clock):
    session = Toolset([]).open(rows={}, clock=clock, draws=Draws("s"))
    assert session.state() == {}
    assert session.call(ToolCall(id="", name="x", arguments={})).refused == "unknown_tool"


def test_the_digest_changes_with_the_document_and_the_world(library):
    first = Toolset([load_service(library)]).digest
    assert Toolset([load_service(library)]).digest == first
    world = library / "world.yaml"
    world.write_text(world.read_text() + "\n")
    assert Toolset([load_service(library)]).digest != first
