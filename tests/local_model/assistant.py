"""An assistant that makes a small model call one tool: the arguments are asked for as JSON of the tool's own schema."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import Any

from simulator.messages import Message
from simulator.models.model import ModelReply, Request
from simulator.models.openai import OpenAIModel
from simulator.models.structured import complete_json
from simulator.models.wire.wiring import Wiring


class Short:
    """The model itself, cut short: a small one rambles."""

    name = "openai:smollm2"

    async def complete(self, request: Request) -> ModelReply:
        model = OpenAIModel("smollm2", wiring=Wiring(base_url=os.environ["OPENAI_BASE_URL"], seconds=300.0))
        try:
            return await model.complete(replace(request, max_tokens=40))
        finally:
            await model.release()


short = Short()


async def reply(messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> dict[str, Any]:
    """First the call, then its result in the model's own words."""
    model = OpenAIModel("smollm2", wiring=Wiring(base_url=os.environ["OPENAI_BASE_URL"]))
    function = tools[0]["function"]
    said = "\n".join(f"{one['role']}: {one.get('content') or ''}" for one in messages if one["role"] != "system")
    try:
        if messages[-1]["role"] == "tool":
            system = f"Tell the customer what this says, in one short sentence: {messages[-1]['content']}"
            asked = Request(system=system, messages=(Message(role="user", content=said[-500:]),), max_tokens=60)
            return {"role": "assistant", "content": (await model.complete(asked)).text or "Please see above."}
        system = f"{function['description']} Give the arguments for {function['name']} as JSON."
        asked = Request(system=system, messages=(Message(role="user", content=said[-500:]),), max_tokens=60)
        arguments = await complete_json(model, asked, function["parameters"])
    finally:
        await model.release()
    call = {"name": function["name"], "arguments": json.dumps(arguments)}
    return {"role": "assistant", "content": "", "tool_calls": [{"id": "c1", "type": "function", "function": call}]}
