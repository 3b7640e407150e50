from __future__ import annotations

import json

import pytest

from simulator.errors import InputError
from simulator.store.folder import RunFolder
from simulator.store.read import read_ids, read_input, read_lines, read_records, read_run


@pytest.fixture
def run(tmp_path, make_record):
    """A folder with two records."""
    path = tmp_path / "run"
    with RunFolder.open(path, {"seed": "5"}) as folder:
        folder.append(make_record("a"))
        folder.append(make_record("b", scenario="caf\u00e9 \ud800"))
        folder.keep("d1", b"[]")
    return path


def test_records_come_back_as_they_were(run, make_record):
    assert list(read_records(run)) == [make_record("a"), make_record("b", scenario="caf\u00e9 \ud800")]


def test_a_file_of_records_is_read_too(run):
    assert [record["id"] for record in read_records(run / "records.jsonl")] == ["a", "b"]


def test_a_line_being_written_is_left_out(run):
    with (run / "records.jsonl").open("ab") as file:
        file.write(b'{"id": "c", "mess')
    assert [record["id"] for record in read_records(run)] == ["a", "b"]


def test_a_broken_line_says_where_and_what_to_do(run):
    text = (run / "records.jsonl").read_bytes()
    (run / "records.jsonl").write_bytes(b'{"id": nope}\n' + text)
    with pytest.raises(InputError) as caught:
        list(read_records(run))
    first, hint = str(caught.value).splitlines()
    assert first.endswith("records.jsonl:1:8: no JSON: Expecting value")
    assert hint.startswith("hint: remove that line")


@pytest.mark.parametrize("line", [b"\xff\xfe\n", b"[" * 100_000 + b"\n", b"[1" + b"0" * 5000 + b"]\n"])
def test_bytes_that_are_no_json_at_all_are_bad_input(tmp_path, line):
    path = tmp_path / "records.jsonl"
    path.write_bytes(line)
    with pytest.raises(InputError, match="no JSON"):
        list(read_lines(path))


def test_a_record_of_the_wrong_shape_says_its_line(run):
    with (run / "records.jsonl").open("ab") as file:
        file.write(b'{"id": "c"}\n')
    with pytest.raises(InputError, match=r"records\.jsonl:3:1: no record: case_id: Field required"):
        list(read_records(run))


def test_a_line_without_an_id_cannot_be_resumed(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text('{"id": "a"}\n{"id": 5}\n')
    with pytest.raises(InputError, match=r"records\.jsonl:2:1: no record: it has no id"):
        read_ids(path)


def test_a_run_that_has_only_begun_has_no_records(tmp_path):
    (tmp_path / "run.json").write_text("{}")
    assert list(read_records(tmp_path)) == []


def test_a_folder_without_a_run_is_bad_input(tmp_path):
    with pytest.raises(InputError, match="no run is stored here"):
        list(read_records(tmp_path))
    with pytest.raises(InputError, match="no run is stored here"):
        read_run(tmp_path)


@pytest.mark.parametrize(("text", "said"), [("{", "no JSON"), ("[]", "no JSON object")])
def test_a_broken_request_is_bad_input(tmp_path, text, said):
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(InputError, match=said):
        read_run(tmp_path)


def test_what_was_asked_and_what_was_used_come_back(run):
    assert read_run(run) == {"seed": "5"}
    assert json.loads(read_input(run, "d1")) == []
    with pytest.raises(InputError, match="no input 'd2'"):
        read_input(run, "d2")
