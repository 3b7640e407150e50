"""`replay:RUN`: the replies a run has kept, given to the same requests; nobody is asked and nothing is paid."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from simulator.errors import InputError, Place, SetupError
from simulator.models.model import ModelError, ModelReply, Request
from simulator.models.tape import ASSISTANT, read_line

Line = Mapping[str, Any]


def read_kept(run: Path) -> tuple[list[Line], str]:
    """The replies a run folder has kept, and what tells them from any others; a torn last line is left out."""
    file = run / "exchanges.jsonl"
    try:
        data = file.read_bytes()
    except OSError as error:
        hint = "give the folder that --out named, of a run with a model"
        raise InputError(f"no replies are kept here: {error.strerror}", place=Place(str(file)), hint=hint) from None
    found = []
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        try:
            found += [json.loads(line)] if line.endswith(b"\n") else []
        except ValueError as broken:
            raise InputError(f"no JSON: {broken}", place=Place(str(file), number, 1)) from None
    return found, blake2b(data, digest_size=8).hexdigest()


class ReplayModel:
    """The kept replies of one model; scenario, case, trial and the request's hash must be the same."""

    def __init__(self, name: str, lines: Iterable[Line], *, model: str = "") -> None:
        self.name = name
        found = [line for line in lines if line["who"] == ASSISTANT and "reply" in line]
        models = sorted({line["model"] for line in found})
        if not found:
            raise SetupError(f"{name}: the run has kept no replies of a model", hint="was its assistant a model?")
        if model and model not in models:
            raise InputError(f"{name}: the run has no replies of {model!r}", hint=f"it has {', '.join(models)}")
        if not model and len(models) > 1:
            raise InputError(f"{name}: the run has replies of {len(models)} models", hint=f"write {name}@{models[0]}")
        model = model or models[0]
        self._replies = {_key(line, line["request"]): line["reply"] for line in found if line["model"] == model}

    async def complete(self, request: Request) -> ModelReply:
        """The reply that was kept for this request."""
        about = request.about
        key = _key(about._asdict(), request.digest) if about else ()
        if key not in self._replies:
            said = f"{self.name} holds no reply to this request: the conversation went another way"
            raise ModelError(said, infrastructure=True)
        return read_line(self._replies[key])


def _key(found: Mapping[str, Any], request: str) -> tuple[Any, ...]:
    return found["scenario"], found["seed"], found["trial"], request


class Silent:
    """A model that is known by name only: all its replies are on a tape."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def complete(self, request: Request) -> ModelReply:
        """Nothing."""
        asked = f"{len(request.messages)} messages"
        raise ModelError(f"{self.name} is not asked in a replay ({asked})", infrastructure=True)
