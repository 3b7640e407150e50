"""The shape of one record, checked where records come in: one finished conversation, as one JSON line."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from simulator.labels.failures import BLAMES, END_REASONS, KINDS


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Kind = Literal[KINDS]  # type: ignore[valid-type]
Blame = Literal[BLAMES]  # type: ignore[valid-type]
Reason = Literal[END_REASONS]  # type: ignore[valid-type]


class FailureRecord(_Part):
    """One failure, as `labels.failures.Failure`."""

    kind: Kind
    blame: Blame
    where: str = ""
    expected: Any = None
    got: Any = None
    proof: str = ""


class VerdictRecord(_Part):
    """The verdict; `scores` stand beside its own keys."""

    passed: bool
    failures: tuple[FailureRecord, ...] = ()
    matched: dict[str, int] = {}
    scores: dict[str, float] = {}


class EndRecord(_Part):
    """Why the conversation stopped and whose doing that was."""

    reason: Reason
    blame: Blame = "none"
    detail: str = ""


class FunctionRecord(_Part):
    """Arguments are an object; the raw text is kept where strict parsing refuses it."""

    name: str
    arguments: dict[str, Any] | str


class CallRecord(_Part):
    """One tool call in OpenAI's form."""

    id: str
    type: Literal["function"] = "function"
    function: FunctionRecord


class MessageRecord(_Part):
    """One message in OpenAI's chat form."""

    role: Literal["system", "user", "assistant", "tool"]
    content: str | None = None
    tool_calls: tuple[CallRecord, ...] = ()
    tool_call_id: str = ""
    name: str = ""


class Record(_Part):
    """One finished conversation; `state` is the diff by table, None where the world is not ours.

    `minimal_of` names the record a shrunk conversation was made from.
    """

    id: Annotated[str, Field(min_length=1)]
    case_id: str
    scenario: str
    seed: str
    trial: int
    options: dict[str, Any]
    overrides: dict[str, float]
    case: dict[str, Any]
    messages: tuple[MessageRecord, ...]
    notes: tuple[dict[str, Any], ...]
    tools: str
    state: dict[str, Any] | None
    end: EndRecord
    verdict: VerdictRecord
    usage: dict[str, int]
    minimal_of: str = ""
    versions: dict[str, Any]


def problem_in(value: Any) -> str:
    """What is wrong with a record that was read, or ""."""
    try:
        found = Record.model_validate(value)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        return f"{where}: {first['msg']}" if where else first["msg"]
    if len(found.notes) != len(found.messages):
        return f"{len(found.messages)} messages have {len(found.notes)} notes"
    return ""
