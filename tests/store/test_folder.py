from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys

import pytest

from simulator.errors import InputError, OurBug, SetupError
from simulator.store.folder import RunFolder
from simulator.store.read import read_ids, read_records

ASKED = {"seed": "5", "paths": ["a.yaml"], "digests": {"a.yaml": "d1"}, "n": 3}

WRITE = """
import sys
from pathlib import Path
from simulator.errors import SimulatorError
from simulator.store.folder import RunFolder
try:
    with RunFolder.open(Path(sys.argv[1]), {"seed": "5"}) as folder:
        for number in range(int(sys.argv[2])):
            name = f"r{number:06}"
            if name not in folder.done:
                folder.append({"id": name, "pad": "x" * 3000})
                print(name, flush=True)
except SimulatorError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
"""


def write(path, count, **options):
    # -B: a bytecode file cut short by a full disk would break later imports
    command = [sys.executable, "-B", "-c", WRITE, str(path), str(count)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def test_a_new_folder_holds_the_request_and_nothing_that_changes(tmp_path):
    for name in ("one", "two"):
        RunFolder.open(tmp_path / name / "deep", ASKED).close()
    one, two = ((tmp_path / name / "deep" / "run.json").read_bytes() for name in ("one", "two"))
    assert one == two
    assert json.loads(one) == ASKED


def test_the_same_request_resumes(tmp_path, make_record):
    with RunFolder.open(tmp_path, ASKED) as folder:
        assert folder.done == frozenset()
        folder.append(make_record("a"))
    with RunFolder.open(tmp_path, dict(reversed(ASKED.items()))) as folder:
        assert folder.done == {"a"}
        folder.append(make_record("b"))
    assert [record["id"] for record in read_records(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"seed": "6"}, 'seed was "5", now "6"'),
        ({"digests": {"a.yaml": "d2"}}, 'digests.a.yaml was "d1", now "d2"'),
        ({"mess": "clean"}, 'mess was not given, now "clean"'),
        ({"n": 3.0}, "n was 3, now 3.0"),
    ],
)
def test_another_request_is_refused_and_says_what_differs(tmp_path, changed, said):
    RunFolder.open(tmp_path, ASKED).close()
    with pytest.raises(InputError, match="a different run is stored here") as caught:
        RunFolder.open(tmp_path, ASKED | changed)
    assert said in str(caught.value)
    assert "--out" in caught.value.hint
    RunFolder.open(tmp_path, ASKED).close()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(InputError, match=r"holds something else: 'thesis\.tex'"):
        RunFolder.open(tmp_path, ASKED)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="a file, not a folder"):
        RunFolder.open(tmp_path / "file", ASKED)
    with pytest.raises(SetupError, match="cannot be written"):
        RunFolder.open(tmp_path / "file" / "below", ASKED)


def test_a_run_that_died_before_it_began_is_begun(tmp_path):
    (tmp_path / ".lock").touch()
    (tmp_path / "run.json.part").write_text('{"see')
    RunFolder.open(tmp_path, ASKED).close()
    assert json.loads((tmp_path / "run.json").read_text()) == ASKED


def test_two_writers_do_not_meet(tmp_path):
    with RunFolder.open(tmp_path, {"seed": "5"}):
        done = write(tmp_path, 1)
    assert done.returncode == 3
    assert f"{tmp_path}: another run is writing here\nhint: " in done.stderr
    assert write(tmp_path, 1).returncode == 0


def test_a_refused_request_does_not_keep_the_lock(tmp_path):
    RunFolder.open(tmp_path, {"seed": "5"}).close()
    with pytest.raises(InputError):
        RunFolder.open(tmp_path, {"seed": "6"})
    assert write(tmp_path, 1).returncode == 0


def test_a_killed_run_resumes_to_the_same_bytes(tmp_path):
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    assert write(whole, 400).returncode == 0
    command = [sys.executable, "-c", WRITE, str(killed), "1000000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        said = [child.stdout.readline().strip() for _ in range(100)]
        os.kill(child.pid, signal.SIGKILL)
        said += child.stdout.read().split()
    assert set(said) <= read_ids(killed / "records.jsonl")
    kept = (killed / "records.jsonl").read_bytes().splitlines(keepends=True)[:100]
    assert [json.loads(line)["id"] for line in kept] == said[:100]
    (killed / "records.jsonl").write_bytes(b"".join(kept) + b'{"id":"r000100","pad":"xxx')
    assert write(killed, 400).returncode == 0
    assert (killed / "records.jsonl").read_bytes() == (whole / "records.jsonl").read_bytes()


def test_a_full_disk_loses_nothing_and_resumes_to_the_same_bytes(tmp_path):
    whole, full = tmp_path / "whole", tmp_path / "full"
    assert write(whole, 30).returncode == 0
    done = write(full, 30, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)))
    assert done.returncode == 3
    assert "the disk is full\nhint: free some space" in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert read_ids(full / "records.jsonl") == set(done.stdout.split())
    assert 0 < len(done.stdout.split()) < 30
    assert write(full, 30).returncode == 0
    assert (full / "records.jsonl").read_bytes() == (whole / "records.jsonl").read_bytes()


def test_a_disk_too_full_to_begin_leaves_nothing_half(tmp_path):
    done = write(tmp_path / "run", 1, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4, 4)))
    assert done.returncode == 3
    assert not (tmp_path / "run" / "run.json").exists()
    assert write(tmp_path / "run", 1).returncode == 0


def test_one_record_is_kept_once(tmp_path, make_record):
    with RunFolder.open(tmp_path, ASKED) as folder:
        folder.append(make_record("a"))
        with pytest.raises(OurBug, match="'a' is written twice"):
            folder.append(make_record("a"))
    assert len(list(read_records(tmp_path))) == 1


def test_an_input_is_kept_once_under_its_digest(tmp_path):
    with RunFolder.open(tmp_path, ASKED) as folder:
        folder.keep("d1", "text \ud800")
        folder.keep("d1", "other text")
        for name in ("../out", "", "a/b", "A.B"):
            with pytest.raises(OurBug, match="no digest"):
                folder.keep(name, "")
    assert (tmp_path / "inputs" / "d1").read_bytes() == b"text \xed\xa0\x80"
    assert [path.name for path in (tmp_path / "inputs").iterdir()] == ["d1"]


def test_durations_stand_beside_the_records(tmp_path, make_record):
    with RunFolder.open(tmp_path, ASKED) as folder:
        folder.append(make_record("a"))
        folder.time("a", {"play": 0.5})
    assert json.loads((tmp_path / "timing.jsonl").read_text()) == {"id": "a", "play": 0.5}
    assert b"0.5" not in (tmp_path / "records.jsonl").read_bytes()


def test_a_broken_record_in_the_middle_stops_a_resume(tmp_path):
    RunFolder.open(tmp_path, ASKED).close()
    (tmp_path / "records.jsonl").write_text('{"id": \n{"id": "b"}\n')
    with pytest.raises(InputError, match=r"records\.jsonl:1:8"):
        RunFolder.open(tmp_path, ASKED)
