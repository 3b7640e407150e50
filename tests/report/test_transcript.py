from __future__ import annotations

import io
import os
import pty
from xml.etree import ElementTree as ET

import pytest

from simulator.report.transcript import print_transcript, transcript_svg, transcript_text

HOSTILE = "\x1b[31mred\x1b[0m [bold]not bold[/bold] :smile: \u202etxet \ud800 \x9b2J"


@pytest.fixture
def failed(make_record):
    record = make_record(
        verdict={
            "passed": False,
            "failures": [
                {"kind": "wrong_argument", "blame": "assistant", "where": "change.date", "expected": "2030-03-04",
                 "got": "2030-04-03", "proof": "compared as dates"},
                {"kind": "missing_call", "blame": "assistant", "where": "refund"},
            ],
            "matched": {},
            "scores": {},
        }
    )  # fmt: skip
    record["notes"][0] = {"act": "request", "happened": ["later"]}
    record["notes"][2] = {"status": 503, "fault": "timeout_before"}
    return record


def test_turns_calls_results_and_verdict_are_shown_in_order(make_record):
    text = transcript_text(make_record())
    wanted = ["find_booking · seed 0.0 · reference", "hi, where is my booking AB12", 'get_booking(booking_id="AB12")']
    wanted += ['{"id": "AB12"}', "It is on 3 March.", "user_done", "verdict  passed"]
    places = [text.index(one) for one in wanted]
    assert places == sorted(places)


def test_failures_events_and_faults_are_shown(failed):
    text = transcript_text(failed)
    assert 'wrong_argument  change.date  expected "2030-03-04"  got "2030-04-03"  (compared as dates)' in text
    assert "missing_call  refund" in text
    assert "[event later]" in text
    assert "← 503" in text
    assert "[timeout_before]" in text


def test_a_verdict_that_does_not_count_says_so(failed):
    assert "does not count" not in transcript_text(failed)
    failed["end"] = {"reason": "model_error", "blame": "infrastructure", "detail": "no answer"}
    assert "verdict  failed, does not count (infrastructure: model_error)" in transcript_text(failed)


def test_what_an_agent_says_cannot_move_the_cursor_or_style_the_text(failed):
    failed["messages"][0]["content"] = failed["messages"][3]["content"] = HOSTILE
    failed["messages"][2]["content"] = HOSTILE
    function = failed["messages"][1]["tool_calls"][0]["function"]
    function["name"], function["arguments"] = HOSTILE, {HOSTILE: HOSTILE}
    failed["verdict"]["failures"][0] |= {"where": HOSTILE, "expected": HOSTILE, "proof": HOSTILE}
    failed["end"] = {"reason": "user_done", "blame": "none", "detail": HOSTILE}
    failed["case"]["backstory"] = failed["case"]["persona"] = HOSTILE
    text = transcript_text(failed)
    assert set(text) & {"\x1b", "\x9b", "\u202e", "\ud800", "\r"} == set()
    text.encode()
    assert "\\x1b[31mred" in text
    assert "[bold]not bold[/bold] :smile:" in text


def test_refused_arguments_are_shown_as_they_came(make_record):
    record = make_record()
    record["messages"][1]["tool_calls"][0]["function"]["arguments"] = '{"a": 1, "a": 2}'
    assert 'get_booking({"a": 1, "a": 2})  [no JSON object]' in transcript_text(record)


def test_a_burst_is_shown_message_by_message(make_record):
    messages = [{"role": "user", "content": "hi"}, {"role": "user", "content": "its me"}]
    messages += [{"role": "assistant", "content": ""}]
    text = transcript_text(make_record(messages=messages, notes=[{}] * 3))
    lines = [line.split() for line in text.splitlines()]
    assert ["user", "hi"] in lines
    assert ["user", "its", "me"] in lines
    assert ["assistant", "(silence)"] in lines


def test_a_policy_is_folded_unless_asked_for(make_record):
    messages = [{"role": "system", "content": "Rule one.\nRule two."}, {"role": "assistant", "content": "Hello."}]
    record = make_record(messages=messages, notes=[{}] * 2)
    assert "(2 lines of policy)" in transcript_text(record)
    assert "Rule two." in transcript_text(record, policy=True)


def test_a_file_gets_plain_text_of_the_same_width_everywhere(make_record, monkeypatch):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "20")
    file = io.StringIO()
    print_transcript(make_record(), file)
    assert file.getvalue() == transcript_text(make_record()) + "\n"
    assert "hi, where is my booking AB12\n" in file.getvalue()
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in transcript_text(make_record())


def test_a_terminal_gets_colour(make_record, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as file:
        print_transcript(make_record(), file)
        shown = os.read(master, 100_000).decode()
    os.close(master)
    assert "\x1b[1;36muser" in shown


def test_the_picture_is_one_svg_that_loads_nothing(make_record):
    svg = transcript_svg(make_record(), title="simulator play <find_booking> & more")
    root = ET.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "get_booking" in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert svg == transcript_svg(make_record(), title="simulator play <find_booking> & more")
