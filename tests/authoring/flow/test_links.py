from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from simulator.authoring.flow.links import Link, find_links
from simulator.tools.formats.read import read_api

DOCUMENTS = sorted((Path(__file__).parent / "documents").glob("*.yaml"))
PRECISION, RECALL = 0.9, 0.8


def links_of(document: object) -> list[Link]:
    return find_links(read_api(json.dumps(document), "document.json").tools)


def counts(path: Path) -> tuple[set[str], set[str], set[str]]:
    """Found, wanted and allowed links of a document, as `target.argument < source.field`."""
    known = yaml.safe_load(path.read_text())
    found = {f"{one.target}.{one.argument} < {one.source}.{one.field}" for one in links_of(known["document"])}
    wanted = {f"{argument} < {field}" for argument, fields in known["gold"].items() for field in fields}
    return found, wanted, set(known.get("may", ()))


@pytest.mark.parametrize("half", ["tuned", "held out"])
def test_links_of_documents_of_many_styles_are_those_a_person_draws(half):
    right = found_all = wanted_all = 0
    for path in DOCUMENTS:
        if yaml.safe_load(path.read_text())["half"] == half:
            found, wanted, allowed = counts(path)
            right += len(found & wanted)
            found_all += len(found - allowed)
            wanted_all += len(wanted)
    assert right / found_all >= PRECISION
    assert right / wanted_all >= RECALL


def paths_and_results(create: dict[str, object], fetch: dict[str, object]) -> list[Link]:
    """The links between making a thing and reading it, with these fields shown and these arguments taken."""
    shown = {"200": {"description": "", "content": {"application/json": {"schema": {"properties": create}}}}}
    taken = [{"name": name, "in": "query", "schema": schema} for name, schema in fetch.items()]
    paths = {
        "/orders": {"post": {"operationId": "createOrder", "responses": shown}},
        "/reports": {"get": {"operationId": "getReport", "parameters": taken, "responses": {}}},
    }
    return links_of({"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": paths})


@pytest.mark.parametrize("name", ["name", "status", "page", "limit", "type", "total", "currency", "created_at"])
def test_what_many_things_have_links_nothing(name):
    text = {"type": "string"}
    assert paths_and_results({name: text}, {name: text}) == []


@pytest.mark.parametrize("argument", ["order_id", "orderId", "OrderID", "orderIds", "order_ref", "order-uuid"])
def test_an_id_feeds_an_argument_however_it_is_written(argument):
    text = {"type": "string"}
    schema = {"type": "array", "items": text} if argument.endswith("s") else text
    (link,) = paths_and_results({"id": text}, {argument: schema})
    assert (link.source, link.field, link.target) == ("createOrder", "id", "getReport")
    assert link.confidence > 0.7


def test_types_that_cannot_be_joined_make_no_link():
    when = {"type": "string", "format": "date-time"}
    assert paths_and_results({"id": {"type": "string"}}, {"order_id": {"type": "boolean"}}) == []
    assert paths_and_results({"id": when}, {"order_id": {"type": "string"}}) == []


def test_a_key_of_another_thing_is_no_link():
    text = {"type": "string"}
    assert paths_and_results({"id": text}, {"invoice_id": text}) == []


def test_every_link_says_why():
    for path in DOCUMENTS:
        for link in links_of(yaml.safe_load(path.read_text())["document"]):
            assert link.reason
            assert 0.5 <= link.confidence <= 1
            assert link.source != link.target
