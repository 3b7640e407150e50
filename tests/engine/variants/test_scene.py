"""The same case with one thing changed: what is changed, and that everything else stays."""

from __future__ import annotations

import pytest

from simulator import api
from simulator.engine.variants.names import DAYS, RELATIONS
from simulator.engine.variants.scene import moved
from simulator.errors import InputError
from simulator.scenario.load import load


@pytest.fixture(scope="module")
def played():
    """One case in every way, by the way."""

    def refuses(messages, tools):
        return "I cannot do that."

    records = api.evaluate("change_flight", assistant=refuses, n=1, variants=("", *RELATIONS)).records
    return {record["options"].get("variant", ""): record for record in records}


def told(record):
    return [one["content"] for one in record["messages"] if one["role"] == "user"]


def test_every_way_has_the_same_case_and_an_id_of_its_own(played):
    records = [played[way] for way in ("", *RELATIONS)]
    assert len({record["case_id"] for record in records}) == 1
    assert len({record["id"] for record in records}) == len(records)


@pytest.mark.parametrize("way", ["noise", "wording", "persona"])
def test_the_user_speaks_otherwise_about_the_same_things(played, way):
    assert told(played[way]) != told(played[""])
    assert played[way]["case"]["goals"] == played[""]["case"]["goals"]
    assert played[way]["case"]["labels"] == played[""]["case"]["labels"]


@pytest.mark.parametrize("way", ["again", "order", "extra"])
def test_the_user_speaks_alike_where_only_tools_or_tries_change(played, way):
    assert told(played[way]) == told(played[""])


def test_all_dates_are_moved_by_whole_weeks(played):
    before, now = played[""]["case"], played["shift"]["case"]
    assert now["values"]["depart"] == moved(before["values"]["depart"], DAYS) != before["values"]["depart"]
    assert moved(now["labels"], -DAYS) == before["labels"]
    assert DAYS % 7 == 0


def test_tools_are_shown_in_reverse_or_with_one_more():
    seen = {}
    for way in ("", "order", "extra"):

        def reply(messages, tools, way=way):
            seen.setdefault(way, [tool["function"]["name"] for tool in tools])
            return "I cannot do that."

        api.evaluate("change_flight", assistant=reply, n=1, variants=(way,))
    assert seen["order"] == seen[""][::-1]
    assert [name for name in seen["extra"] if name not in seen[""]] == ["get_tide_table"]


def test_the_ground_truth_does_the_same_in_every_way():
    records = api.evaluate(
        ["change_flight", "move_visit"], assistant="reference", n=3, variants=("", *RELATIONS)
    ).records
    assert [record["id"] for record in records if not record["verdict"]["passed"]] == []


def test_a_scenario_of_fixed_dates_that_cannot_be_moved_is_said_to_be_one(tmp_path):
    path = tmp_path / "fixed.yaml"
    text = "name: fixed\nvariables: {d: {choice: [2030-01-01]}}\nrequire: [\"d == '2030-01-0' + '1'\"]\n"
    path.write_text(text + "goals: [{says: 'tell me of {d}'}]\nlabels: {say: [x]}\n")
    load(path)
    with pytest.raises(InputError, match="moved by 364 days"):
        api.evaluate(str(path), assistant="nothing", n=1, variants=("shift",))


@pytest.mark.parametrize(
    ("text", "then"),
    [("on 2030-02-20T09:00", "on 2031-02-19T09:00"), ("12030-01-01", "12030-01-01"), ("2030-13-01", "2030-13-01")],
)
def test_only_days_are_moved(text, then):
    assert moved(text, DAYS) == then


def test_an_unknown_way_is_refused_with_the_nearest_one():
    with pytest.raises(InputError, match="no variant 'nois'") as refused:
        api.evaluate("cancel_ride", assistant="nothing", n=1, variants=("nois",))
    assert "noise" in refused.value.hint
