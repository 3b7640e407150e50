from __future__ import annotations

import json
import resource
import subprocess
import sys
import threading

import pytest

from simulator.errors import OurBug, SetupError
from simulator.store.lines import SYNC_EVERY, Lines, cut_torn_line, to_line


def test_a_line_is_in_the_file_before_close(tmp_path):
    lines = Lines(tmp_path / "a.jsonl")
    lines.append({"id": "x"})
    assert (tmp_path / "a.jsonl").read_bytes() == b'{"id":"x"}\n'
    lines.close()


@pytest.mark.parametrize(
    "value",
    [
        {"text": "a lone \ud800 surrogate"},
        {"huge": 10**40},
        {"deep": json.loads("[" * 300 + "]" * 300)},
        {"both": "\udfff", "huge": -(2**70), "ü": "ß"},
    ],
)
def test_what_orjson_refuses_comes_back_as_it_was(value):
    line = to_line(value)
    assert line.count(b"\n") == 1
    assert json.loads(line) == value


def test_a_number_json_does_not_have_is_null_on_both_paths():
    assert json.loads(to_line({"n": float("nan")})) == {"n": None}
    assert json.loads(to_line({"n": [float("inf")], "s": "\ud800"})) == {"n": [None], "s": "\ud800"}


def test_what_is_no_json_is_our_bug():
    with pytest.raises(OurBug, match="no JSON"):
        to_line({"x": object()})


def test_lines_of_many_threads_stay_whole(tmp_path):
    lines = Lines(tmp_path / "a.jsonl")
    threads = [
        threading.Thread(target=lambda n=n: [lines.append({"n": n, "i": i, "pad": "x" * 5000}) for i in range(50)])
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines.close()
    found = [json.loads(line) for line in (tmp_path / "a.jsonl").read_bytes().splitlines()]
    assert sorted((one["n"], one["i"]) for one in found) == [(n, i) for n in range(8) for i in range(50)]


def test_a_file_that_cannot_be_opened_says_which(tmp_path):
    with pytest.raises(SetupError, match=r"no-folder/a\.jsonl: cannot be written"):
        Lines(tmp_path / "no-folder" / "a.jsonl")


def test_a_full_device_is_told_as_a_full_disk(tmp_path):
    (tmp_path / "a.jsonl").symlink_to("/dev/full")
    lines = Lines(tmp_path / "a.jsonl", sync=False)
    with pytest.raises(SetupError, match="the disk is full") as caught:
        lines.append({"id": "x"})
    assert caught.value.exit_code == 3
    assert "same command again" in caught.value.hint
    lines.close()


def test_a_line_that_does_not_fit_leaves_no_trace(tmp_path):
    code = """
import sys
from pathlib import Path
from simulator.errors import SetupError
from simulator.store.lines import Lines
lines = Lines(Path(sys.argv[1]))
try:
    for number in range(100):
        lines.append({"number": number, "pad": "x" * 1000})
except SetupError as full:
    print(number, full)
lines.close()
"""
    path = tmp_path / "a.jsonl"
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)),
    )
    assert "the disk is full" in done.stdout
    written = int(done.stdout.split()[0])
    assert [json.loads(line)["number"] for line in path.read_bytes().splitlines()] == list(range(written))
    assert path.read_bytes().endswith(b"\n")


def test_sync_comes_at_least_twice_a_second():
    assert SYNC_EVERY <= 0.5


def test_closing_twice_is_fine(tmp_path):
    lines = Lines(tmp_path / "a.jsonl")
    lines.close()
    lines.close()
    assert (tmp_path / "a.jsonl").read_bytes() == b""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b""),
        (b"{}\n", b"{}\n"),
        (b'{}\n{"id": "ha', b"{}\n"),
        (b'{"id": "ha', b""),
        (b"{}\n" + b"\0" * 200_000, b"{}\n"),
        (b"x" * 70_000 + b"\n" + b"y" * 140_000, b"x" * 70_000 + b"\n"),
    ],
)
def test_a_torn_last_line_is_cut(tmp_path, before, after):
    path = tmp_path / "a.jsonl"
    path.write_bytes(before)
    cut_torn_line(path)
    assert path.read_bytes() == after


def test_a_key_that_an_endpoint_echoes_never_reaches_the_disk(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    assert (
        to_line({"content": "your key sk-very-secret is wrong"})
        == b'{"content":"your key [OPENAI_API_KEY] is wrong"}\n'
    )
