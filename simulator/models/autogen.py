"""AutoGen's `ChatCompletionClient` at the border: one adapter takes any of theirs, one shows any of our models as one.

What AutoGen's reply type cannot hold (cached tokens, refusals, opaque blocks) is not passed through it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.errors import SetupError
from simulator.messages import Message, make_call
from simulator.models.model import Finish, Held, Model, ModelReply, Request, Usage
from simulator.tools.spec import ToolSpec

if TYPE_CHECKING:
    from autogen_core.models import ChatCompletionClient, CreateResult, LLMMessage, RequestUsage

FINISHES: Mapping[str, Finish] = {
    "stop": "stop",
    "length": "length",
    "function_calls": "tool_calls",
    "content_filter": "refusal",
}
THEIRS = {"stop": "stop", "length": "length", "tool_calls": "function_calls", "refusal": "content_filter"}
SILENCE = "(no text)"
WINDOW = 128_000


def is_client(found: object) -> bool:
    """Whether this is an AutoGen model client (nothing is imported to find out)."""
    kind = getattr(sys.modules.get("autogen_core.models"), "ChatCompletionClient", None)
    return isinstance(kind, type) and isinstance(found, kind)


class AutogenModel:
    """Any of their clients as a model of ours."""

    def __init__(self, client: ChatCompletionClient, *, name: str) -> None:
        self.name = name
        self._client = client

    async def complete(self, request: Request) -> ModelReply:
        """The client's answer; a cancelled task cancels the client's own work too."""
        from autogen_core import CancellationToken

        token = CancellationToken()
        try:
            found = await self._client.create(
                their_messages(request),
                tools=[_schema(tool) for tool in request.tools],
                cancellation_token=token,
                **self._form(request),
            )
        except asyncio.CancelledError:
            token.cancel()
            raise
        calls = () if isinstance(found.content, str) else found.content
        text = found.content if isinstance(found.content, str) else found.thought or ""
        return ModelReply(
            text=text,
            calls=tuple(make_call(id=call.id, name=call.name, arguments=call.arguments) for call in calls),
            finish="tool_calls" if calls else FINISHES.get(found.finish_reason, "stop"),
            usage=Usage(fresh=found.usage.prompt_tokens, output=found.usage.completion_tokens),
        )

    def _form(self, request: Request) -> dict[str, Any]:
        wanted = request.schema is not None and self._client.model_info["json_output"]
        return {"json_output": True} if wanted else {}


def their_messages(request: Request) -> list[LLMMessage]:
    """The conversation as AutoGen writes it; results of parallel calls share one message."""
    from autogen_core import FunctionCall
    from autogen_core.models import (
        AssistantMessage,
        FunctionExecutionResult,
        FunctionExecutionResultMessage,
        SystemMessage,
        UserMessage,
    )

    system = request.system if request.schema is None else asking_for(request.schema, request.system)
    found: list[LLMMessage] = [SystemMessage(content=system)] if system.strip() else []
    for message in request.messages:
        if message.role == "tool":
            result = FunctionExecutionResult(
                content=message.content, name=message.name, call_id=message.call_id,
                is_error=message.content.startswith('{"error"'),
            )  # fmt: skip
            if found and isinstance(found[-1], FunctionExecutionResultMessage):
                found[-1].content.append(result)
            else:
                found.append(FunctionExecutionResultMessage(content=[result]))
        elif message.role == "assistant" and message.calls:
            calls = [FunctionCall(id=c.id, name=c.name, arguments=_written(c)) for c in message.calls]
            found.append(AssistantMessage(content=calls, thought=message.content or None, source="assistant"))
        elif message.role == "assistant":
            found.append(AssistantMessage(content=message.content or SILENCE, source="assistant"))
        else:
            found.append(UserMessage(content=message.content or SILENCE, source="user"))
    return found


def asking_for(schema: Mapping[str, Any], system: str) -> str:
    """The system text with the wanted form of the answer in words, for clients that cannot hold a model to a schema."""
    said = f"Answer with one JSON object of this schema and nothing else:\n{json.dumps(schema, ensure_ascii=False)}"
    return f"{system}\n\n{said}".strip()


def _written(call: Any) -> str:
    return call.raw if call.arguments is None else json.dumps(call.arguments, ensure_ascii=False)


def _schema(tool: ToolSpec) -> Any:
    return {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters), "strict": False}


def as_client(model: Model) -> ChatCompletionClient:
    """One of our models as an AutoGen client, for an agent or team of theirs."""
    from autogen_core.models import ChatCompletionClient

    kind = type("SimulatorClient", (_Client, ChatCompletionClient), {"component_type": "model"})
    client: ChatCompletionClient = kind(model)
    return client


class _Client:
    """What asks our model; tokens are counted as AutoGen counts them."""

    def __init__(self, model: Model) -> None:
        self._model, self._held = model, False
        self._last, self._in, self._out = (0, 0), 0, 0

    async def create(self, messages: Sequence[LLMMessage], *, tools: Any = (), **options: Any) -> CreateResult:
        if not self._held and isinstance(self._model, Held):
            self._held = True
            self._model.hold()
        work = asyncio.ensure_future(self._model.complete(our_request(messages, tools)))
        if (token := options.get("cancellation_token")) is not None:
            token.link_future(work)
        try:
            reply = await work
        finally:
            work.cancel()
        spent = reply.usage
        self._last = (spent.fresh + spent.cached + spent.written, spent.output)
        self._in, self._out = self._in + self._last[0], self._out + self._last[1]
        found: CreateResult = _their_reply(reply, self.actual_usage())
        return found

    async def create_stream(self, messages: Sequence[LLMMessage], **options: Any) -> AsyncGenerator[Any, None]:
        found = await self.create(messages, **options)
        if isinstance(found.content, str) and found.content:
            yield found.content
        yield found

    async def close(self) -> None:
        if self._held and isinstance(self._model, Held):
            self._held = False
            await self._model.release()

    def actual_usage(self) -> RequestUsage:
        return _usage(*self._last)

    def total_usage(self) -> RequestUsage:
        return _usage(self._in, self._out)

    def count_tokens(self, messages: Sequence[LLMMessage], **_: Any) -> int:
        return sum(len(str(message.content)) for message in messages) // 4

    def remaining_tokens(self, messages: Sequence[LLMMessage], **_: Any) -> int:
        return WINDOW - self.count_tokens(messages)

    @property
    def capabilities(self) -> Any:
        return self.model_info

    @property
    def model_info(self) -> Any:
        able = dict.fromkeys(("vision", "json_output", "structured_output", "multiple_system_messages"), False)
        return {**able, "function_calling": True, "family": "unknown"}


def _usage(prompt: int, completion: int) -> RequestUsage:
    from autogen_core.models import RequestUsage

    return RequestUsage(prompt_tokens=prompt, completion_tokens=completion)


def _their_reply(reply: ModelReply, usage: Any) -> Any:
    from autogen_core import FunctionCall
    from autogen_core.models import CreateResult

    calls = [FunctionCall(id=call.id, name=call.name, arguments=_written(call)) for call in reply.calls]
    return CreateResult(
        finish_reason=THEIRS.get(reply.finish, "unknown"),  # type: ignore[arg-type]
        content=calls or reply.text,
        thought=reply.text or None if calls else None,
        usage=usage,
        cached=False,
    )


def our_request(messages: Sequence[LLMMessage], tools: Sequence[Any] = ()) -> Request:
    """AutoGen's messages and tools as a request of ours; raises SetupError for what is no text."""
    system: list[str] = []
    found: list[Message] = []
    for message in messages:
        kind: str = message.type
        content: Any = message.content
        if kind == "SystemMessage":
            system.append(content)
        elif kind == "FunctionExecutionResultMessage":
            found += [
                Message(role="tool", content=result.content, call_id=result.call_id, name=result.name)
                for result in content
            ]
        elif isinstance(content, str):
            found.append(Message(role="user" if kind == "UserMessage" else "assistant", content=content))
        elif kind == "AssistantMessage":
            calls = tuple(make_call(id=c.id, name=c.name, arguments=c.arguments) for c in content)
            found.append(Message(role="assistant", content=getattr(message, "thought", None) or "", calls=calls))
        else:
            raise SetupError("a message with images cannot be sent", hint="send text only")
    return Request(system="\n\n".join(system), messages=tuple(found), tools=tuple(_spec(tool) for tool in tools))


def _spec(tool: Any) -> ToolSpec:
    schema = tool if isinstance(tool, Mapping) else tool.schema
    return ToolSpec(
        name=schema["name"],
        description=schema.get("description", ""),
        parameters=schema.get("parameters") or {"type": "object", "properties": {}},
    )
