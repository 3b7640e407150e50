"""Error answers as an API gives them: with the status, the words and the body its document declares for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from simulator.draws import Draws
from simulator.messages import ToolResult
from simulator.tools.example import Examples
from simulator.tools.spec import ToolSpec
from simulator.tools.wording import flat

REASONS: Mapping[int, str] = {
    400: "Bad request.",
    401: "Not authorised.",
    403: "Forbidden.",
    404: "Not found.",
    409: "Conflict.",
    422: "The arguments do not fit.",
    429: "Too many requests.",
    500: "Internal error.",
    502: "Bad gateway.",
    503: "The service is unavailable at the moment.",
    504: "The request timed out.",
}
_TEXTS = frozenset(("message", "error", "detail", "errormessage", "errordescription", "msg", "description"))
_CODES = frozenset(("status", "code", "statuscode", "errorcode", "httpstatus"))
_TITLES = frozenset(("title", "reason", "name", "type"))
_LEVELS = 4


def declared_status(tool: ToolSpec, status: int, *others: int) -> int:
    """The first of these statuses that the tool declares; the first one where it declares none."""
    return next((code for code in (status, *others) if str(code) in tool.errors), status)


def declared_words(tool: ToolSpec, status: int) -> str:
    """What the document says of an error; "" where it says nothing."""
    return tool.errors.get(str(status)) or tool.errors.get(f"{status // 100}XX") or tool.errors.get("default") or ""


def refuse(tool: ToolSpec, status: int, message: str, *, fault: str = "", refused: str = "") -> ToolResult:
    """The tool's answer when something is wrong, in the form its document declares."""
    content = _body(tool, status, message)
    return ToolResult(content=content, status=status, fault=fault, refused=refused)


def _body(tool: ToolSpec, status: int, message: str) -> Any:
    schema = next(
        (
            tool.error_schemas[key]
            for key in (str(status), f"{status // 100}XX", "default")
            if key in tool.error_schemas
        ),
        None,
    )
    if not isinstance(schema, Mapping):
        return {"error": message}
    examples, base = _examples(_Held(schema))
    if base is None:
        return {"error": message}
    for deep in (_LEVELS, 1, 0):
        told = message if isinstance(base, str) else _told(base, message, status, deep)
        if examples.validator.fits(told):
            return told
    return base if not isinstance(base, Mapping) or base else {"error": message}


class _Held:
    """A schema as a key of the memory: the same object is the same schema."""

    __slots__ = ("schema",)

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.schema is self.schema


@lru_cache(maxsize=512)
def _examples(held: _Held) -> tuple[Examples, Any]:
    examples = Examples(held.schema)
    return examples, examples.draw(Draws("error"))


def _told(value: Any, message: str, status: int, deep: int) -> Any:
    """The example with the message and the status where such things stand."""
    if isinstance(value, list):
        return [_told(value[0], message, status, deep - 1)] if value and deep else value
    if not isinstance(value, Mapping):
        return value
    out: dict[str, Any] = {}
    for name, item in value.items():
        word = flat(name)
        if isinstance(item, str) and word in _TEXTS:
            out[name] = message
        elif isinstance(item, int) and not isinstance(item, bool) and word in _CODES:
            out[name] = status
        elif isinstance(item, str) and word in _CODES:
            out[name] = str(status)
        elif isinstance(item, str) and word in _TITLES:
            out[name] = REASONS.get(status, "Error").rstrip(".")
        elif isinstance(item, Mapping | list) and deep:
            out[name] = _told(item, message, status, deep - 1)
        else:
            out[name] = item
    return out
