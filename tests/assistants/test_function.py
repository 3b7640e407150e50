"""Python functions, factories and objects as assistants."""

from __future__ import annotations

import asyncio
import inspect
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import Annotated, Any, Literal, get_args

import pytest

from simulator.assistants.assistant import AssistantView, InnerCall, Reply
from simulator.assistants.function import kind_of
from simulator.errors import InputError, SetupError
from simulator.messages import ToolResult, make_call

LOOK = {"booking_id": "ABC123"}


async def test_a_reply_function_gets_openai_messages_and_may_answer_text(talk_with):
    def reply(messages):
        return f"{messages[0]['role']}, {len(messages)} messages, you said {messages[-1]['content']}"

    async with talk_with(kind_of(reply, name="reply")) as talk:
        assert (await talk.say("hi")).text == "system, 2 messages, you said hi"
        assert (await talk.say("so?")).text == "system, 4 messages, you said so?"


async def test_a_reply_function_leaves_its_calls_to_us_and_is_asked_again(talk_with):
    async def reply(messages, tools):
        if messages[-1]["role"] == "tool":
            asked = messages[-2]["tool_calls"][0]
            assert asked["id"] == messages[-1]["tool_call_id"]
            assert isinstance(asked["function"]["arguments"], str)
            return "found " + messages[-1]["content"]
        name = tools[0]["function"]["name"]
        call = {"id": "c", "type": "function", "function": {"name": name, "arguments": '{"booking_id": "ABC123"}'}}
        return {"role": "assistant", "content": None, "tool_calls": [call]}

    async with talk_with(kind_of(reply, name="reply")) as talk:
        assert (await talk.say("look")).text == 'found {"id": "ABC123", "date": "2030-03-01"}'
        assert talk.calls == [("find_booking", LOOK)]


@pytest.mark.parametrize(
    "reply",
    [
        lambda messages, tools: f"{len(tools)} tools",
        lambda messages, *, tools: f"{len(tools)} tools",
        lambda history, tools=(): f"{len(tools)} tools",
        lambda chat, functions: f"{len(functions)} tools",
    ],
)
async def test_a_reply_function_may_take_the_tools_in_any_way(talk_with, reply):
    async with talk_with(kind_of(reply, name="reply")) as talk:
        assert (await talk.say("hi")).text == "2 tools"


async def test_what_an_agent_does_to_its_tools_stays_with_it(talk_with):
    def reply(messages, tools):
        tools[0]["function"]["parameters"]["properties"].clear()
        return "done"

    async with talk_with(kind_of(reply, name="reply")) as talk:
        await talk.say("hi")
        assert "booking_id" in talk.tools[0].properties


async def test_a_factory_is_called_once_per_conversation_with_tools_of_its_world(talk_with):
    made = []

    def make(tools):
        made.append(tools)
        return lambda messages: str(tools[0]("ABC123"))

    kind = kind_of(make, name="make")
    async with talk_with(kind) as one, talk_with(kind) as two:
        one.desk.dates["ABC123"] = "2031-01-01"
        assert (await one.say("look")).text == '{"id": "ABC123", "date": "2031-01-01"}'
        assert (await two.say("look")).text == '{"id": "ABC123", "date": "2030-03-01"}'
        await one.say("again")
    assert len(made) == 2
    assert one.calls == [("find_booking", LOOK), ("find_booking", LOOK)]
    assert two.calls == [("find_booking", LOOK)]
    assert made[0].system == "Be kind. Today is 2030-02-20."


async def test_a_class_and_an_async_factory_are_factories(talk_with):
    class Agent:
        def __init__(self, tools):
            self.tools = {tool.name: tool for tool in tools}

        def act(self, view):
            return f"{self.tools['find_booking'](booking_id='ABC123')['date']} after {len(view.messages)}"

    async def make(tools):
        return Agent(tools)

    for found in (Agent, make):
        async with talk_with(kind_of(found, name="agent")) as talk:
            assert (await talk.say("look")).text == "2030-03-01 after 2"
            assert talk.calls == [("find_booking", LOOK)]


async def test_an_error_of_a_tool_comes_back_as_data(talk_with):
    def make(tools):
        return lambda messages: tools[0]("nope")["error"]

    async with talk_with(kind_of(make, name="make")) as talk:
        reply = await talk.say("look")
        assert reply.text == "no booking nope"
        assert reply.inner[0].result.status == 404


async def test_a_call_the_agent_tells_of_itself_is_counted_once(talk_with):
    class Agent:
        def __init__(self, tools):
            self.find = tools[0]

        def act(self, _view):
            self.find("ABC123")
            self.find("ABC123")
            call = make_call(id="mine", name="find_booking", arguments=LOOK)
            return Reply(text="ok", inner=(InnerCall(call=call, result=ToolResult(content={})),))

    async with talk_with(kind_of(Agent, name="Agent")) as talk:
        reply = await talk.say("look")
        assert [one.call.id for one in reply.inner] == ["mine", "call_1"]


async def test_tools_may_be_called_from_threads(talk_with):
    def make(tools):
        def reply(messages):
            with ThreadPoolExecutor(4) as pool:
                found = list(pool.map(tools[0], ["ABC123"] * 20))
            return str(len(found))

        return reply

    async with talk_with(kind_of(make, name="make")) as talk:
        assert (await talk.say("look")).text == "20"
        assert len(talk.calls) == len(talk.desk.seen) == 20


async def test_arguments_that_are_no_json_never_reach_the_world(talk_with):
    def make(tools):
        return lambda messages: str(tools[0](float("nan")))

    async with talk_with(kind_of(make, name="make")) as talk:
        reply = await talk.say("look")
        assert talk.desk.seen == []
        assert reply.inner[0].call.problem == "NaN is not JSON"
        assert reply.inner[0].result.refused == "malformed"


async def test_a_bound_tool_looks_like_a_python_function(talk_with):
    shown: list[Any] = []

    def make(tools):
        shown.extend(tools)
        return lambda messages: str(tools[1](from_=2, booking_id="ABC123", date="2030-04-01", cabin=None))

    async with talk_with(kind_of(make, name="make")) as talk:
        await talk.say("move")
        assert talk.desk.seen == [("move-booking", {"from": 2, "booking_id": "ABC123", "date": "2030-04-01"})]
    find, move = shown
    assert inspect.isfunction(move)
    assert (move.__name__, move.__doc__) == ("move-booking", "Moves a booking.")
    assert (move.name, move.description) == ("move-booking", "Moves a booking.")
    assert move.parameters["required"] == ["booking_id", "date"]
    parameters = inspect.signature(move).parameters
    assert list(parameters) == ["booking_id", "date", "cabin", "from_", "extras"]
    assert parameters["booking_id"].annotation is str
    assert parameters["booking_id"].default is inspect.Parameter.empty
    assert parameters["cabin"].annotation == (Literal["economy", "business"] | None)
    assert parameters["cabin"].default is None
    assert parameters["from_"].default == 1
    assert issubclass(get_args(parameters["date"].annotation)[0], str)
    assert find.__annotations__["booking_id"] == Annotated[str, "The booking's reference."]
    with pytest.raises(TypeError, match="takes 1 arguments"):
        find("a", "b")


async def test_an_object_with_act_takes_one_conversation_at_a_time_and_starts_over(talk_with):
    class Agent:
        turns = 0

        def reset(self):
            self.turns = 0

        async def act(self, _view):
            self.turns += 1
            return f"turn {self.turns}"

    kind = kind_of(Agent(), name="agent")
    assert kind.exclusive
    for _ in range(2):
        async with talk_with(kind) as talk:
            assert (await talk.say("hi")).text == "turn 1"
            assert (await talk.say("hi")).text == "turn 2"
            with pytest.raises(SetupError, match="in a conversation already"):
                async with talk_with(kind):
                    pass


async def test_the_agents_own_exception_comes_out_as_it_is(talk_with):
    def reply(messages):
        raise KeyError("mine")

    def make(tools):
        raise KeyError("mine")

    for found in (reply, make):
        async with talk_with(kind_of(found, name="agent")) as talk:
            with pytest.raises(KeyError, match="mine"):
                await talk.say("hi")


@pytest.mark.parametrize("answer", [None, 7, {"text": "hi"}, ["hi"]])
async def test_an_answer_of_no_known_form_is_the_agents_type_error(talk_with, answer):
    async with talk_with(kind_of(lambda messages: answer, name="reply")) as talk:
        with pytest.raises(TypeError, match="no text and no OpenAI assistant message"):
            await talk.say("hi")


def a_call(id: str | None, arguments: Any = "{}", name: str = "find_booking") -> dict[str, Any]:
    return {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}


async def test_five_hundred_calls_with_missing_and_repeated_ids_get_ids_of_their_own(talk_with):
    calls = [a_call(["", "same", None][number % 3]) for number in range(500)]
    answers = iter([{"content": None, "tool_calls": calls}, {"content": None, "tool_calls": calls[1:2]}, "done"])
    async with talk_with(kind_of(lambda messages: next(answers), name="reply")) as talk:
        await talk.say("go")
        ids = [call.id for message in talk.messages for call in message.calls]
        assert len(ids) == len(set(ids)) == 501
        assert ids[:4] == ["call_1", "same", "call_2", "call_3"]


async def test_lone_surrogates_are_replaced_in_text_and_make_a_call_malformed(talk_with):
    bad = a_call("1", '{"booking_id": "\\ud800"}')
    answers = iter([{"content": "a\ud83d\ude00b\ud800", "tool_calls": [bad]}, ""])
    async with talk_with(kind_of(lambda messages: next(answers), name="reply")) as talk:
        assert (await talk.say("go")).text == ""
        said = talk.messages[2]
        assert said.content == "a\U0001f600b\ufffd"
        assert said.calls[0].arguments is None
        assert said.calls[0].problem == "a lone surrogate is no text"
        said.calls[0].raw.encode()


@pytest.mark.parametrize("found", [lambda: "x", lambda thing: "x", lambda *rest: "x"])
def test_a_callable_that_says_neither_factory_nor_reply_is_refused(found):
    with pytest.raises(InputError, match="neither factory nor reply") as caught:
        kind_of(found, name="it")
    assert "`tools`" in caught.value.hint


async def test_a_factory_that_makes_nothing_of_use_is_told_what_it_should_make(talk_with):
    async with talk_with(kind_of(lambda tools: None, name="make")) as talk:
        with pytest.raises(TypeError, match="the factory made NoneType"):
            await talk.say("hi")


async def test_plain_agents_of_several_conversations_run_at_the_same_time(talk_with):
    together = threading.Barrier(8, timeout=10)

    def reply(messages):
        together.wait()
        return "all here"

    class Agent:
        def __init__(self, tools):
            self.tools = tools
            together.wait()

        def act(self, _view):
            together.wait()
            return "all here"

    async def converse(kind):
        async with talk_with(kind) as talk:
            return (await talk.say("hi")).text

    for found in (reply, Agent):
        kind = kind_of(found, name="agent")
        assert await asyncio.gather(*(converse(kind) for _ in range(8))) == ["all here"] * 8


async def test_a_plain_agent_that_hangs_can_be_given_up_and_its_tools_are_shut(talk_with):
    begun, go_on, refused, closed = (threading.Event() for _ in range(4))

    class Agent:
        def __init__(self, tools):
            self.find = tools[0]

        def act(self, _view):
            begun.set()
            go_on.wait(10)
            try:
                self.find("ABC123")
            except RuntimeError:
                refused.set()

        def close(self):
            closed.set()

    async with talk_with(kind_of(Agent, name="agent")) as talk:
        saying = asyncio.ensure_future(talk.say("hi"))
        assert await asyncio.to_thread(begun.wait, 10)
        saying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await saying
    assert closed.is_set()
    go_on.set()
    assert refused.wait(10)
    assert talk.desk.seen == []


def test_a_plain_agent_that_hangs_does_not_hold_the_end_of_the_process():
    code = """
import asyncio, threading
from simulator.assistants.assistant import AssistantView, Opening
from simulator.assistants.load import load_assistant
from simulator.draws import Draws

def reply(messages):
    threading.Event().wait()

async def main():
    opening = Opening(tools=(), system="", call=lambda name, arguments: None, draws=Draws("x"))
    agent = load_assistant(reply).open(opening)
    try:
        async with asyncio.timeout(0.01):
            await agent.act(AssistantView(messages=(), tools=()))
    except TimeoutError:
        print("given up")

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=True)
    assert (done.stdout, done.stderr) == ("given up\n", "")


async def test_a_conversation_has_one_thread_and_its_caller_s_context(talk_with):
    asked = ContextVar("asked")
    threads = set()

    class Agent:
        def __init__(self, tools):
            self.tools = tools
            threads.add(threading.get_ident())

        def act(self, _view):
            threads.add(threading.get_ident())
            return asked.get()

        def close(self):
            threads.add(threading.get_ident())

    asked.set("by me")
    async with talk_with(kind_of(Agent, name="agent")) as talk:
        assert (await talk.say("hi")).text == "by me"
    assert len(threads) == 1
    assert threading.get_ident() not in threads


async def test_an_async_agent_stays_in_the_event_loop(talk_with):
    class Agent:
        async def __call__(self, messages):
            return str(threading.get_ident()) if messages else ""

    async def reply(messages):
        return str(threading.get_ident())

    for found in (reply, Agent()):
        async with talk_with(kind_of(found, name="agent")) as talk:
            assert (await talk.say("hi")).text == str(threading.get_ident())


@pytest.mark.parametrize("raised", [SystemExit, GeneratorExit, asyncio.CancelledError, StopIteration])
async def test_whatever_an_agent_raises_ends_its_own_conversation_only(talk_with, raised):
    def reply(messages):
        raise raised("bye")

    async def later(messages):
        raise raised("bye")

    def make(tools):
        raise raised("bye")

    class Agent:
        async def act(self, _view):
            raise raised("bye")

    class Resetting:
        def act(self, _view):
            return "hi"

        def reset(self):
            raise raised("bye")

    for found in (reply, later, make, Agent(), lambda tools: Agent(), Resetting()):
        with pytest.raises(RuntimeError) as caught:
            async with talk_with(kind_of(found, name="agent")) as talk:
                await talk.say("hi")
        assert raised.__name__ in str(caught.value)


async def test_an_agent_that_is_cancelled_from_outside_is_cancelled(talk_with):
    begun = asyncio.Event()

    async def reply(messages):
        begun.set()
        await asyncio.Event().wait()

    async with talk_with(kind_of(reply, name="agent")) as talk:
        task = asyncio.ensure_future(talk.say("hi"))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_keyboard_interrupt_is_left_alone(talk_with):
    async def reply(messages):
        raise KeyboardInterrupt

    async with talk_with(kind_of(reply, name="agent")) as talk:
        with pytest.raises(KeyboardInterrupt):
            talk.assistant.act(_view(talk)).send(None)


def _view(talk):
    return AssistantView(messages=tuple(talk.messages), tools=talk.tools)
