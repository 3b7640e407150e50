"""One document a folder; what holds no tools is one clear error with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.errors import InputError
from simulator.tools.document import find_document, read_document, read_text
from simulator.tools.formats.kinds import kind_of


def load_document(path: Path):
    document = read_document(read_text(path), str(path))
    kind_of(document)
    return document


def load(tmp_path: Path, text: str, name: str = "openapi.yaml"):
    path = tmp_path / name
    path.write_text(text)
    return load_document(path)


def test_yaml_and_json_give_the_same_data(tmp_path):
    data = {"openapi": "3.1.0", "paths": {"/a": {"get": {}}}}
    text = "openapi: 3.1.0\npaths:\n  /a: {get: {}}\n"
    assert load(tmp_path, text).data == data == load(tmp_path, json.dumps(data), "openapi.json").data


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("info: {}\nswagger: '1.2'\npaths: {}\n", "Swagger 1.2", 2),
        ("asyncapi: 2.6.0\n", "AsyncAPI 2.6.0", 1),
        ("openapi: 2.5.0\npaths: {}\n", "OpenAPI 2.5.0 is not supported", 1),
        ("openapi: 4.0.0\npaths: {}\n", "OpenAPI 4.0.0 is not supported", 1),
        ("openapi: 3.0.0\npaths: []\n", "no paths", 2),
        ("hello: world\n", "no `openapi` key", 1),
        ("just words\n", "not an API document", 1),
    ],
)
def test_what_is_no_openapi_document_is_one_error_with_its_line(tmp_path, text, message, line):
    with pytest.raises(InputError, match=message) as caught:
        load(tmp_path, text)
    assert caught.value.place is not None
    assert caught.value.place.line == line


@pytest.mark.parametrize("text", ["[" * 2_000_000, "{" * 200, '{"a":' * 200_000, "a: &a [*a, *a]\n", "\x00"])
@pytest.mark.parametrize("name", ["openapi.json", "openapi.yaml"])
def test_hostile_texts_are_refused(tmp_path, text, name):
    with pytest.raises(InputError):
        load(tmp_path, text, name)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "openapi.yaml").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(InputError, match="UTF-8"):
        load_document(tmp_path / "openapi.yaml")


def test_the_document_of_a_folder_is_found_beside_its_world(tmp_path):
    (tmp_path / "pets.json").write_text("{}")
    (tmp_path / "world.yaml").write_text("kind: derived")
    assert find_document(tmp_path).name == "pets.json"
    (tmp_path / "openapi.yml").write_text("")
    assert find_document(tmp_path).name == "openapi.yml"


def test_a_folder_without_one_document_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no API document here"):
        find_document(tmp_path)
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "b.json").write_text("{}")
    with pytest.raises(InputError, match=r"2 API documents here: a\.json, b\.json"):
        find_document(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        find_document(tmp_path / "none")
