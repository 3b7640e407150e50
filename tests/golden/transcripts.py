"""Prints the golden transcripts as one JSON object; with a folder as argument writes them there (`make golden`).

Two conversations of every shipped scenario in full; ten in short under `short/`: what was said, and the user's acts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simulator import api
from simulator.lookup import shipped_scenarios
from simulator.report.transcript import transcript_text
from simulator.scenario.load import load

IN_FULL, IN_SHORT = 2, 10
LONGEST = 150


def transcripts() -> dict[str, str]:
    """File name to text."""
    found = {}
    for path in shipped_scenarios():
        scenario = load(path)
        records = [api.play(scenario, seed=f"golden.{number}").record for number in range(IN_SHORT)]
        found[f"{path.stem}.txt"] = "\n".join(transcript_text(record) for record in records[:IN_FULL])
        found[f"short/{path.stem}.txt"] = "\n".join("\n".join(short(record)) for record in records)
    return found


def short(record: Mapping[str, Any]) -> Iterator[str]:
    """One conversation: what the user did and wrote, what was answered, what was called."""
    end = record["end"]["reason"]
    passed = "passed" if record["verdict"]["passed"] else "failed"
    yield f"# {record['seed']} {record['case']['persona']} {end} {passed}"
    for message, note in zip(record["messages"], record["notes"], strict=True):
        if message["role"] == "user":
            happened = "".join(f" *{event}*" for event in note.get("happened", ()))
            yield f"u {note['act']}{happened}: {message['content']}"
        elif message["role"] == "assistant":
            calls = " ".join(call["function"]["name"] for call in message.get("tool_calls", ()))
            text = " ".join((message["content"] or f"-> {calls}").split())
            yield f"a {text[: LONGEST - 1] + '…' if len(text) > LONGEST else text}"


if __name__ == "__main__":
    found = transcripts()
    if len(sys.argv) > 1:
        for name, text in found.items():
            place = Path(sys.argv[1]) / name
            place.parent.mkdir(exist_ok=True)
            place.write_text(text)
    else:
        json.dump(found, sys.stdout)
