"""What `evaluate --static --metamorphic` prints beside the scores."""

from __future__ import annotations

import io

from simulator import api
from simulator.engine.variants.names import RELATIONS
from simulator.report.beside.tables import as_json, print_beside


def forgetful(messages, tools):
    """Books nothing, and says another thing for every noise."""
    return "I cannot do that."


def test_static_and_relations_stand_under_each_other():
    records = api.evaluate("cancel_ride", assistant=forgetful, n=4, variants=("", "static", *RELATIONS)).records
    file = io.StringIO()
    print_beside(records, file)
    text = " ".join(file.getvalue().split())
    assert "forgetful 0 % [0-49] 0 % [0-49] 100 % [51-100]" in text
    assert text.count("forgetful") >= 1 + len(RELATIONS)
    assert "yes" not in text
    (found,) = as_json(records)
    assert found["static"]["neither"] == 4
    assert [one["name"] for one in found["relations"]] == list(RELATIONS)


def test_nothing_is_printed_where_nothing_was_played_otherwise(make_record):
    file = io.StringIO()
    print_beside([make_record()], file)
    assert file.getvalue() == ""
    assert as_json([make_record()]) == []
