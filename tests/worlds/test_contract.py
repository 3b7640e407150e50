"""What every kind of world promises: isolated, the same for the same calls, out of reach of calls that do not fit."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Thread

import pytest

from simulator.draws import Draws
from simulator.errors import InputError, SetupError
from simulator.messages import ToolCall, make_call
from simulator.worlds.service import FOREIGN, load_service
from simulator.worlds.toolset import Toolset
from simulator.worlds.world import ToolCrash

KINDS = ("sql", "derived", "python", "http", "mcp")
MISSING = {"mcp": 400}  # its errors carry no status
HERE = Path(__file__).parent
SPEC = spec_from_file_location("tests_library", HERE / "library.py")
assert SPEC
assert SPEC.loader
LIBRARY = module_from_spec(SPEC)
SPEC.loader.exec_module(LIBRARY)
Handler = LIBRARY.Handler


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = LIBRARY.serve()
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    server.shutdown()
    server.server_close()
    thread.join()


def write(folder: Path, kind: str, address: str) -> None:
    world = {
        "derived": "kind: derived\n",
        "python": "kind: python\nclass: shelf.py:Library\ntables: {loans: {id: id}}\n",
        "http": f"kind: http\nurl: {address}\nreset: /reset\nheaders: {{X-Key: $LIBRARY_KEY}}\n",
    }
    if kind != "sql":
        (folder / "world.yaml").write_text(world[kind])
    (folder / "shelf.py").write_text((HERE / "library.py").read_text())


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Toolset]:
    """The library behind an MCP server, which starts once and is reset for each conversation."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "openapi.yaml").write_text(
        (HERE / "conftest.py").read_text().partition('DOCUMENT = """\\\n')[2].partition('"""')[0]
    )
    for name in ("library.py", "mcp_library.py"):
        (folder / name).write_text((HERE / name).read_text())
    command = json.dumps([sys.executable, "mcp_library.py"])
    text = f"kind: mcp\ncommand: {command}\nreset: reset\nenv: {{LIBRARY_KEY: $LIBRARY_KEY}}\n"
    (folder / "world.yaml").write_text(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("LIBRARY_KEY", "s3cret-key")
        tools = Toolset([load_service(folder)]).allowed()
    yield tools
    for service in tools.services:
        service.world.starter.stop()


@pytest.fixture
def tools(library, kind, address, monkeypatch, request):
    if kind == "mcp":
        return request.getfixturevalue("served")
    monkeypatch.setenv("LIBRARY_KEY", "s3cret-key")
    write(library, kind, address)
    return Toolset([load_service(library)]).allowed()


def opened(tools, clock):
    return tools.open(rows={}, clock=clock, draws=Draws("s"))


def call(session, tool, **arguments):
    return session.call(ToolCall(id="", name=tool, arguments=arguments))


def key(found):
    return next(value for name, value in found.content.items() if name in ("id", "loan_id"))


def test_what_is_written_can_be_read_and_removed(tools, clock, kind):
    session = opened(tools, clock)
    made = call(session, "lend_book", book="Dune", reader="Tom")
    assert (made.ok, made.wrote) == (True, True)
    shown = call(session, "get_loan", loan_id=key(made))
    assert (shown.content["book"], shown.wrote) == ("Dune", False)
    assert "Dune" in json.dumps(call(session, "list_loans", reader="Tom").content)
    assert "Dune" not in json.dumps(call(session, "list_loans", reader="Nobody").content)
    assert call(session, "return_book", loan_id=key(made)).ok
    gone = call(session, "get_loan", loan_id=key(made))
    assert (gone.status, gone.wrote) == (MISSING.get(kind, 404), False)
    session.close()


def test_no_conversation_sees_another(tools, clock, kind):
    first = opened(tools, clock)
    made = key(call(first, "lend_book", book="Dune", reader="Tom"))
    before = first.state()
    first.close()
    second = opened(tools, clock)
    assert call(second, "get_loan", loan_id=made).status == MISSING.get(kind, 404)
    assert call(second, "lend_book", book="Dune", reader="Tom").content.get("book") == "Dune"
    assert second.state() == before
    second.close()


def test_the_same_calls_give_the_same_answers_and_states(tools, clock):
    def played():
        session = opened(tools, clock)
        try:
            made = call(session, "lend_book", book="Dune", reader="Tom")
            answers = [made, call(session, "get_loan", loan_id=key(made)), call(session, "list_loans")]
            return answers, session.state()
        finally:
            session.close()

    assert played() == played()


def test_a_snapshot_stays_as_it_was(tools, clock):
    session = opened(tools, clock)
    before = session.state()
    copied = json.dumps(before, default=dict)
    call(session, "lend_book", book="Dune", reader="Tom")
    assert json.dumps(before, default=dict) == copied
    assert (session.state() != before) == tools.ours
    session.close()


@pytest.mark.parametrize(
    ("name", "arguments", "status", "refused"),
    [
        ("get_loan", '{"loan_id": "L0001", "loan_id": "L0002"}', 400, "malformed"),
        ("get_loan", '{"loan_id": NaN}', 400, "malformed"),
        ("get_loan", '{"loan_id": ' + "[" * 65 + "]" * 65 + "}", 400, "malformed"),
        ("get_loan", "loan L0001", 400, "malformed"),
        ("get_lone", '{"loan_id": "L0001"}', 404, "unknown_tool"),
        ("get_loan", "{}", 422, "schema"),
        ("get_loan", '{"loan_id": 5}', 422, "schema"),
        ("lend_book", '{"book": "Dune", "reader": "Tom", "days": 99}', 422, "schema"),
    ],
)
def test_a_call_that_does_not_fit_is_answered_as_an_api_would_and_never_reaches_the_world(
    tools, clock, name, arguments, status, refused
):
    session = opened(tools, clock)
    before, seen = session.state(), len(Handler.seen)
    made = make_call(id="1", name=name, arguments=arguments)
    found = session.call(made)
    assert (found.status, found.refused, found.wrote) == (status, refused, False)
    assert made.raw == (arguments if refused == "malformed" else "")
    assert found.content["error"]
    assert session.state() == before
    assert len(Handler.seen) == seen
    session.close()


@pytest.mark.parametrize("value", ["L0001/../../x", "L0001?x=1", "..", "../loans", "L 1\n", "ü" * 40, "x" * 5000, "''"])
def test_odd_ids_are_only_ids_that_are_not_there(tools, clock, kind, value):
    session = opened(tools, clock)
    found = call(session, "get_loan", loan_id=value)
    assert (found.status, found.wrote) == (MISSING.get(kind, 404), False)
    session.close()


# --- worlds that are not ours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("foreign", FOREIGN)
def test_nothing_foreign_starts_before_it_is_allowed(library, clock, foreign):
    (library / "shelf.py").write_text("raise RuntimeError('this file was run')")
    text = {
        "python": "kind: python\nclass: shelf.py:Library\n",
        "mcp": "kind: mcp\ncommand: [python, shelf.py]\n",
        "http": "kind: http\nurl: http://127.0.0.1:9/v1\n",
    }
    (library / "world.yaml").write_text(text[foreign])
    tools = Toolset([load_service(library)])
    assert tools.foreign == foreign
    with pytest.raises(InputError, match=f"kind {foreign} runs code of its own") as caught:
        opened(tools, clock).state()
    assert "--allow-code" in caught.value.hint
    with pytest.raises(InputError):
        tools.refuse_foreign()


@pytest.mark.parametrize(
    ("world", "problem"),
    [
        ("kind: python\nclass: shelf.py:Library\n", "RuntimeError: this file was run"),
        ("kind: python\nclass: empty.py:Library\n", "no 'Library' in it"),
        ("kind: python\nclass: half.py:Library\n", "the class has no method for the tool 'list_loans'"),
        ("kind: mcp\ncommand: [no-such-command]\n", "MCP server `no-such-command`"),
        ("kind: http\nurl: http://127.0.0.1:9/v1\n", "no API answers at http://127.0.0.1:9/v1"),
        ("kind: http\nurl: http://127.0.0.1:9/v1\nheaders: {K: $NO_SUCH_KEY}\n", "NO_SUCH_KEY is not set"),
    ],
)
def test_what_cannot_start_is_a_fault_of_the_set_up(library, world, problem):
    (library / "shelf.py").write_text("raise RuntimeError('this file was run')")
    (library / "empty.py").write_text("")
    (library / "half.py").write_text("class Library:\n    def lend_books(self): ...\n")
    (library / "world.yaml").write_text(world)
    with pytest.raises(SetupError, match=problem):
        Toolset([load_service(library)]).allowed()


@pytest.mark.parametrize(
    ("world", "problem"),
    [
        ("kind: python\n", "names a class"),
        ("kind: python\nclass: ../shelf.py:Library\n", "no file '../shelf.py' beside this one"),
        ("kind: python\nclass: shelf.py:Library\nfile: x\n", "unknown key 'file'"),
        ("kind: mcp\n", "names a command"),
        ("kind: http\nurl: ftp://x\n", "names the address of an API"),
        ("kind: http\nurl: https://user:secret@example.com/\n", "names the address of an API"),
        ("kind: http\nurl: https://example.com/\nseconds: -1\n", "seconds is -1"),
        ("kind: http\nurl: https://example.com/\nheaders: [a]\n", "headers must be names with texts"),
        ("kind: php\n", "unknown kind of world 'php'"),
    ],
)
def test_a_world_file_that_is_wrong_is_an_input_error(library, world, problem):
    (library / "world.yaml").write_text(world)
    with pytest.raises(InputError, match=problem) as caught:
        load_service(library)
    assert caught.value.place


@pytest.mark.parametrize("kind", ["python", "http", "mcp"])
def test_a_crash_ends_the_conversation_and_is_remembered(tools, clock):
    session = opened(tools, clock)
    with pytest.raises(ToolCrash, match=r"lend_book: |MCP server .* is gone"):
        call(session, "lend_book", book="Crash", reader="Tom")
    assert session.crash
    session.close()
    assert call(opened(tools, clock), "list_loans").ok


@pytest.mark.parametrize("kind", ["http"])
def test_a_key_of_the_environment_is_sent_and_never_passed_on(tools, clock):
    session = opened(tools, clock)
    found = call(session, "get_loan", loan_id="L9")
    assert found.content == {"error": "No loan with this id.", "key": "[LIBRARY_KEY]"}
    assert Handler.seen[-1] == "GET /v1/loans/L9 s3cret-key"
    assert tools.ours is False


@pytest.mark.parametrize("kind", ["mcp"])
def test_a_key_given_to_a_server_is_never_passed_on(tools, clock):
    session = opened(tools, clock)
    assert call(session, "list_loans", reader="key").content["key"] == "[LIBRARY_KEY]"
    session.close()


@pytest.mark.parametrize("kind", ["http"])
def test_no_redirect_leads_to_another_host(tools, clock):
    session = opened(tools, clock)
    with pytest.raises(ToolCrash, match="sends us elsewhere"):
        call(session, "list_loans", reader="away")


@pytest.mark.parametrize("kind", ["python"])
def test_rows_of_a_case_clock_and_seed_are_given_to_the_class(tools, clock):
    rows = {"loans": [{"id": "L7", "book": "Ulysses", "reader": "Mia"}]}
    tools.check_rows(rows)
    session = tools.open(rows=rows, clock=clock, draws=Draws("s"))
    assert call(session, "get_loan", loan_id="L7").content["book"] == "Ulysses"
    assert sorted(session.state()["loans"]) == ["L0001", "L7"]
    with pytest.raises(InputError, match="no table 'loan'"):
        tools.check_rows({"loan": []})
