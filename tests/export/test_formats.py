from __future__ import annotations

import json
import resource
import subprocess
import sys

import pytest

from simulator.errors import InputError
from simulator.export.formats import export
from simulator.store.folder import RunFolder
from simulator.store.read import read_records

TOOL = {"type": "function", "function": {"name": "get_booking", "description": "", "parameters": {"type": "object"}}}
FAILED = {"passed": False, "failures": [{"kind": "missing_call", "blame": "assistant"}]}


@pytest.fixture
def run(tmp_path, make_record):
    """A run with one conversation of each fate."""
    with RunFolder.open(tmp_path / "run", {"seed": "0"}) as folder:
        folder.keep("d1", json.dumps([TOOL]))
        folder.append(make_record("good"))
        folder.append(make_record("bad", verdict=FAILED))
        folder.append(make_record("cut", verdict=FAILED, end={"reason": "model_error", "blame": "infrastructure"}))
        folder.append(make_record("lucky", end={"reason": "user_fault", "blame": "user"}))
    return tmp_path / "run"


def exported(run, out, **options):
    counts = export(read_records(run), "openai", out, run=run, **options)
    return counts, [json.loads(line) for line in out.read_text().splitlines()]


def test_only_verified_conversations_are_written_and_the_rest_is_counted(run, tmp_path):
    counts, lines = exported(run, tmp_path / "new" / "train.jsonl")
    assert (counts.written, counts.failed, counts.excluded, counts.left_out) == (1, 1, 2, 3)
    assert len(lines) == 1
    assert lines[0]["tools"] == [TOOL]


def test_nothing_half_is_left_where_a_record_is_broken(run, tmp_path):
    with (run / "records.jsonl").open("ab") as file:
        file.write(b"{}\n")
    with pytest.raises(InputError):
        exported(run, tmp_path / "train.jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_an_unknown_format_names_the_near_one(run, tmp_path):
    with pytest.raises(InputError, match="no export format 'opnai'") as caught:
        export(read_records(run), "opnai", tmp_path / "x", run=run)
    assert "openai" in caught.value.hint


def test_a_folder_is_no_file(run, tmp_path):
    with pytest.raises(InputError, match="a folder, not a file"):
        exported(run, tmp_path)


def test_a_run_without_its_tool_list_is_bad_input(run, tmp_path):
    (run / "inputs" / "d1").unlink()
    with pytest.raises(InputError, match="kept no input 'd1'"):
        exported(run, tmp_path / "train.jsonl")


def test_a_full_disk_leaves_the_old_export(run, tmp_path):
    out = tmp_path / "train.jsonl"
    out.write_text("old")
    code = """
import sys
from pathlib import Path
from simulator.errors import SetupError
from simulator.export.formats import export
from simulator.store.read import read_records
run, out = map(Path, sys.argv[1:])
try:
    export(read_records(run), "openai", out, run=run)
except SetupError as error:
    print(error)
    sys.exit(error.exit_code)
"""
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(run), str(out)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )
    assert done.returncode == 3
    assert "the disk is full" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run", "train.jsonl"]
    assert out.read_text() == "old"


@pytest.mark.parametrize("name", ["records.jsonl", "new/train.jsonl"])
def test_the_run_itself_is_never_written_over(run, name):
    before = (run / "records.jsonl").read_bytes()
    with pytest.raises(InputError, match="the run itself is kept here"):
        export(read_records(run), "openai", run / name, run=run)
    assert (run / "records.jsonl").read_bytes() == before
    assert not (run / "new").exists()


def test_an_export_of_nothing_leaves_the_file_as_it_was(run, tmp_path):
    out, new = tmp_path / "old.jsonl", tmp_path / "folder" / "new.jsonl"
    out.write_text("an older export")
    bad = [record for record in read_records(run) if not record["verdict"]["passed"]]
    for path in (out, new):
        counts = export(bad, "openai", path, run=run)
        assert (counts.written, counts.left_out) == (0, 2)
    assert out.read_text() == "an older export"
    assert not new.parent.exists()
