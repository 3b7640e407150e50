"""Agent strings: what loads, and what is said where it does not."""

from __future__ import annotations

import sys

import pytest

from simulator.assistants.load import load_assistant
from simulator.errors import InputError, SetupError


@pytest.fixture
def agent_file(tmp_path):
    """Writes an agent file and gives its folder."""
    before = list(sys.path)

    def write(text: str, name: str = "agent.py"):
        (tmp_path / name).write_text(text)
        return tmp_path

    yield write
    sys.path[:] = before


@pytest.mark.parametrize(("spec", "sees"), [("reference", True), ("baseline", False), ("nothing", False)])
def test_embedded_assistants_load_by_name_and_only_ours_see_the_plan(spec, sees):
    kind = load_assistant(spec)
    assert (kind.name, kind.embedded, kind.world, kind.exclusive, kind.digest) == (spec, True, "ours", False, "")
    assert kind.sees_plan is sees


@pytest.mark.parametrize(
    ("spec", "hint"),
    [("referense", "'reference'"), ("mutants:x", "'mutant:NAME'"), ("openai", "'openai:MODEL'"), ("", "known:")],
)
def test_an_unknown_string_is_bad_input_with_the_closest_match(spec, hint):
    with pytest.raises(InputError, match="unknown assistant") as caught:
        load_assistant(spec)
    assert hint in caught.value.hint
    assert caught.value.exit_code == 2


def test_an_unknown_mutant_is_bad_input():
    with pytest.raises(InputError):
        load_assistant("mutant:no_such_fault")


async def test_a_file_loads_by_relative_path_near_the_caller(agent_file, talk_with):
    folder = agent_file("def reply(messages):\n    return 'hello'\n")
    kind = load_assistant("agent.py:reply", near=folder)
    assert (kind.name, kind.embedded, kind.world, kind.exclusive) == ("agent.py:reply", False, "ours", False)
    async with talk_with(kind) as talk:
        assert (await talk.say("hi")).text == "hello"


def test_the_name_of_a_file_agent_holds_no_path_of_the_machine(agent_file):
    folder = agent_file("def reply(messages):\n    return 'hello'\n")
    assert load_assistant(f"{folder}/agent.py:reply").name == "agent.py:reply"


def test_a_file_below_the_current_folder_is_named_by_its_path_from_there(agent_file, monkeypatch, tmp_path):
    (tmp_path / "agents").mkdir()
    agent_file("def reply(messages):\n    return 'hello'\n", "agents/my.py")
    monkeypatch.chdir(tmp_path)
    for written in ("agents/my.py:reply", f"{tmp_path}/agents/my.py:reply", "agents/../agents/my.py:reply"):
        kind = load_assistant(written)
        assert (kind.name, kind.spec) == ("agents/my.py:reply", "agents/my.py:reply")


def test_a_file_elsewhere_is_named_by_the_file_alone_and_keeps_what_loads_it_again(agent_file, monkeypatch, tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "agents").mkdir()
    agent_file("def reply(messages):\n    return 'hello'\n", "agents/my.py")
    monkeypatch.chdir(tmp_path / "here")
    for written in ("../agents/my.py:reply", f"{tmp_path}/agents/my.py:reply"):
        kind = load_assistant(written)
        assert (kind.name, kind.spec) == ("my.py:reply", written)
    near = load_assistant("agents/my.py:reply", near=tmp_path)
    assert (near.name, load_assistant(near.spec).digest) == ("my.py:reply", near.digest)


def test_the_digest_changes_with_the_content_of_the_file_only(agent_file):
    one = load_assistant("agent.py:reply", near=agent_file("def reply(messages):\n    return 'a'\n")).digest
    same = load_assistant("b.py:reply", near=agent_file("def reply(messages):\n    return 'a'\n", "b.py")).digest
    other = load_assistant("agent.py:reply", near=agent_file("def reply(messages):\n    return 'b'\n")).digest
    assert one == same != other
    assert len(one) == 16


async def test_a_file_may_import_its_neighbours_and_hold_dataclasses(agent_file, talk_with):
    agent_file("WORD = 'from next door'\n", "neighbour_of_agent.py")
    text = """from __future__ import annotations
from dataclasses import dataclass
from neighbour_of_agent import WORD

@dataclass
class Agent:
    tools: list
    def act(self, view):
        return WORD
"""
    kind = load_assistant("agent.py:Agent", near=agent_file(text))
    async with talk_with(kind) as talk:
        assert (await talk.say("hi")).text == "from next door"
    del sys.modules["neighbour_of_agent"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("import json\n\nx = 1 / 0\n", 3, "ZeroDivisionError: division by zero"),
        ("def f():\n    raise OSError('gone')\n\nf()\n", 2, "OSError: gone"),
        ("x = (\n", 1, "SyntaxError: '(' was never closed"),
        ("import sys\nsys.exit('bye')\n", 2, "SystemExit: bye"),
        ("raise GeneratorExit('bye')\n", 1, "GeneratorExit: bye"),
        ("import asyncio\nraise asyncio.CancelledError\n", 2, "CancelledError:"),
        ("import no_such_package\n", 1, "ModuleNotFoundError: No module named 'no_such_package'"),
    ],
)
def test_a_file_that_fails_to_import_says_its_own_error_and_line(agent_file, text, line, said):
    folder = agent_file(text)
    with pytest.raises(SetupError) as caught:
        load_assistant("agent.py:make", near=folder)
    assert (caught.value.place.path, caught.value.place.line) == ("agent.py", line)
    assert caught.value.message == said
    assert caught.value.exit_code == 3
    assert len(str(caught.value).splitlines()) == 2


def test_a_missing_file_and_a_missing_object_are_set_up_faults(agent_file):
    with pytest.raises(SetupError, match="no such file"):
        load_assistant("nowhere.py:make")
    with pytest.raises(SetupError, match="no 'mak'") as caught:
        load_assistant("agent.py:mak", near=agent_file("def make(tools):\n    return None\n"))
    assert caught.value.hint == "did you mean 'make'?"


def test_a_file_without_an_object_is_bad_input(agent_file):
    for spec in ("agent.py", "agent.py:"):
        with pytest.raises(InputError, match="names no object") as caught:
            load_assistant(spec, near=agent_file("x = 1\n"))
        assert "agent.py:NAME" in caught.value.hint


def test_an_object_that_is_no_assistant_is_a_set_up_fault(agent_file):
    with pytest.raises(SetupError, match="agent.py:x is int, no assistant"):
        load_assistant("agent.py:x", near=agent_file("x = 1\n"))


def test_objects_given_to_python_load_under_their_own_names():
    def reply(messages):
        return "hi"

    class Agent:
        def act(self, _view):
            return "hi"

    assert load_assistant(reply).name == "reply"
    assert load_assistant(Agent()).name == "Agent"
    kind = load_assistant(reply)
    assert load_assistant(kind) is kind
    with pytest.raises(SetupError, match="no assistant"):
        load_assistant(3.5)


def test_a_model_without_a_key_names_the_variable(monkeypatch):
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    with pytest.raises(SetupError, match="ANTHROPIC_API_KEY is not set"):
        load_assistant("anthropic:some-model")


def test_loading_imports_nothing_heavy():
    import subprocess

    code = "import sys, simulator.assistants.load; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"anthropic", "autogen_agentchat", "autogen_core", "httpx", "openai", "pydantic", "jsonschema", "faker"}
    assert not heavy & set(done.stdout.split())


def made(text, name="reply"):
    """What a text of Python defines under a name."""
    space = {"__name__": "agents"}
    exec(text, space)  # noqa: S102 - so it has no source, as in a notebook
    return space[name]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("def reply(messages): return 'a'", "def reply(messages): return 'b'"),
        ("def reply(messages): return len(messages)", "def reply(messages): return str(messages)"),
        ("def reply(messages, word='a'): return word", "def reply(messages, word='b'): return word"),
        ("reply = lambda messages: (lambda: 'a')()", "reply = lambda messages: (lambda: 'b')()"),
        ("reply = (lambda w: lambda messages: w)('a')", "reply = (lambda w: lambda messages: w)('b')"),
        ("class reply:\n    word = 'a'\n    def act(self, view): ...\nreply = reply()",
         "class reply:\n    word = 'b'\n    def act(self, view): ...\nreply = reply()"),
        ("class reply:\n    def act(self, view): return 'a'\nreply = reply()",
         "class reply:\n    def act(self, view): return 'b'\nreply = reply()"),
    ],
)  # fmt: skip
def test_objects_that_do_other_things_have_other_digests(one, other):
    digests = {load_assistant(made(text)).digest for text in (one, other)}
    assert len(digests) == 2
    assert all(len(digest) == 16 for digest in digests)
    assert load_assistant(made("\n\n" + one)).digest in digests


def test_the_digest_of_an_object_is_the_same_in_every_process(tmp_path):
    import os
    import subprocess

    (tmp_path / "agents.py").write_text(
        "from functools import partial\n"
        "class Agent:\n    words = frozenset({'a', 'b', 'c'})\n    def act(self, view): return object()\n"
        "def outer():\n    held = object()\n    def reply(messages, tools=()):\n"
        "        return held if messages in {'x', 'y', 'z'} else [one for one in tools]\n    return reply\n"
        "found = [Agent(), outer(), partial(outer(), tools=('x',)), Agent().act]\n"
    )
    code = (
        "from simulator.assistants.foreign.digest import digest_of\nimport agents\nprint(*map(digest_of, agents.found))"
    )
    said = set()
    for seed in ("1", "2", "3"):
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
        said.add(done.stdout)
    assert len(said) == 1
    assert len(set(said.pop().split())) == 4
