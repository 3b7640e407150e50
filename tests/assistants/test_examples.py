"""The examples of docs/assistants.md do what the page says."""

from __future__ import annotations

import re
import sys
from http.server import ThreadingHTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Thread

import pytest

from simulator import api
from simulator.assistants.load import load_assistant

PAGE = Path(__file__).parents[2] / "docs" / "assistants.md"
BLOCK = re.compile(r"```python\n# (\w+\.py)\n(.*?)```", re.DOTALL)


@pytest.fixture
def examples(tmp_path):
    """A folder with every example of the page under its name."""
    before = list(sys.path)
    for name, text in BLOCK.findall(PAGE.read_text()):
        (tmp_path / name).write_text(text)
    yield tmp_path
    sys.path[:] = before


LOOK = [("find_booking", {"booking_id": "ABC123"})]


@pytest.mark.parametrize(
    ("spec", "reply", "calls"),
    [
        ("shop.py:reply", 'This is what I found: {"id": "ABC123", "date": "2030-03-01"}', LOOK),
        ("desk.py:make", "Your booking is for 2030-03-01.", LOOK),
        ("counter.py:make", '{"id": "ABC123", "date": "2030-03-01"}', LOOK),
        ("clerk.py:Clerk", "Turn 1: you said 'my booking'.", []),
        ("flight.py:make", "It is on 1 March.", LOOK),
        ("echo.py:agent", "echo heard: my booking", []),
        ("echo.py:team", "back heard: front heard: my booking", []),
    ],
)
async def test_an_example_of_the_page_plays(examples, talk_with, spec, reply, calls):
    async with talk_with(load_assistant(spec, near=examples)) as talk:
        assert (await talk.say("my booking")).text == reply
        assert talk.calls == calls


async def test_the_endpoint_of_the_page_answers(examples, talk_with):
    spec = spec_from_file_location("server_of_the_page", examples / "server.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    module.Chat.log_message = lambda self, *said: None
    server = ThreadingHTTPServer(("127.0.0.1", 0), module.Chat)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        async with talk_with(load_assistant(f"http://127.0.0.1:{server.server_port}")) as talk:
            assert (await talk.say("hello")).text == "You said: hello"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_the_mutant_of_the_page_is_caught_by_its_kind(examples):
    record = api.play(
        "change_flight", assistant=f"mutant:{examples / 'my_mutants.py'}:speaks_for_user", seed="0.1"
    ).record
    assert {failure["kind"] for failure in record["verdict"]["failures"]} == {"role_break"}


def test_every_example_of_the_page_is_tried_somewhere():
    tried = {
        "shop.py",
        "desk.py",
        "counter.py",
        "clerk.py",
        "flight.py",
        "echo.py",
        "server.py",
        "meeting.py",
        "my_mutants.py",
    }
    assert {name for name, _ in BLOCK.findall(PAGE.read_text())} == tried
