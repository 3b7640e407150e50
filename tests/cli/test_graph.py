from __future__ import annotations

import json

from simulator.lookup import shipped

AIRLINE = str(shipped() / "tools_specs" / "airline")


def test_check_writes_a_graph_of_a_document_and_lists_its_links(command, tmp_path):
    file = tmp_path / "graph.html"
    ran = command("check", AIRLINE, "--graph", str(file), "--json")
    assert ran.returncode == 0
    links = {(one["from"], one["field"], one["to"], one["argument"]) for one in json.loads(ran.stdout)["links"]}
    assert ("find_bookings", "bookings[].booking_id", "cancel_booking", "booking_id") in links
    assert "<svg" in file.read_text()


def test_a_graph_of_a_scenario_shows_its_tools(command, tmp_path):
    file = tmp_path / "graph.html"
    assert command("check", "change_flight", "--graph", str(file), "-q").returncode == 0
    assert "get_booking" in file.read_text()


def test_a_graph_that_cannot_be_written_is_a_matter_of_set_up(command, tmp_path):
    ran = command("check", AIRLINE, "--graph", str(tmp_path / "no" / "graph.html"))
    assert ran.returncode == 3
    assert "cannot write the graph" in ran.stderr
