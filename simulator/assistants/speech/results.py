"""What a tool answered, read from its text alone: data, nothing, an error of the caller or one that may pass."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.frozen import dataclass
from simulator.values.late import Late

_ERROR_KEYS = frozenset(
    [
        "message",
        "error",
        "errors",
        "detail",
        "details",
        "code",
        "status",
        "title",
        "type",
        "hint",
        "retry",
        "reason",
        "statuscode",
        "status_code",
        "problems",
        "tool",
        "retry_after",
        "where",
    ]
)
_NAMES_ERROR = frozenset(["error", "errors", "detail", "problems"])
_PASSING = Late(
    r"time[d -]*out|try again|temporar|unavailable|overload|too many requests|internal (?:server )?error|bad gateway|"
    r"\bbusy\b|no answer|did not answer|server error|\b(?:429|500|502|503|504)\b",
    re.IGNORECASE,
)
_NOT_LANDED = Late(r"\b(?:429|503)\b|\bbusy\b|unavailable|too many requests|nothing was", re.IGNORECASE)
_RENAMED = Late(r"'(\w+)' is now called '(\w+)'")
_NEXT = frozenset(("next", "next_page_token", "next_token", "next_cursor", "next_page", "next_offset"))
_WORKED = Late(
    r"\b(?:success\w*|done|ok|sent|saved|set|added|(?:creat|updat|delet|remov|complet|cancell?|accept|start|stopp|queu"
    r"|submitt|schedul|enabl|disabl|register|publish|mov|chang|appli|revok|assign|restor|archiv|mark)ed)\b",
    re.IGNORECASE,
)
_NOT = Late(
    r"\b(?:not?|never|cannot|un(?:able|known|authori[sz]ed|successful\w*)|fail\w*|errors?|invalid|denied|reject\w*|already"
    r"|missing|must|refused|forbidden|exceeded|limited|required|blocked|expired)\b|n't\b",
    re.IGNORECASE,
)
_CODES = Late(r"\b([45]\d\d)\b")


_NOTHING: tuple[Any, ...] = ([], {}, None, "")


@dataclass(frozen=True, slots=True)
class Answer:
    """A tool's answer: `kind` is ok, empty, passing (may work again) or error; `message` is what it says went wrong.

    `landed` is "no" where a failed write surely changed nothing, else "" (unknown).
    """

    kind: str
    data: Any = None
    message: str = ""
    landed: str = ""


def read_answer(text: str) -> Answer:
    """The answer behind a tool message."""
    try:
        data = json.loads(text)
    except ValueError:
        data = text.strip()
    if isinstance(data, str):
        return _plain(data)
    if isinstance(data, dict):
        if all(value in _NOTHING for value in data.values()):
            return Answer(kind="empty", data=data)
        return _error(data, text) if is_error(data) else Answer(kind="ok", data=data)
    return Answer(kind="empty" if data is None or data == [] else "ok", data=data)


def _plain(text: str) -> Answer:
    if not text:
        return Answer(kind="empty", data="")
    if _PASSING.search(text) and len(text) < 400:
        return Answer(kind="passing", message=text, landed="no" if _NOT_LANDED.search(text) else "")
    if text.lower().startswith(("error", "failed", "exception", "not found")):
        return Answer(kind="error", message=text)
    return Answer(kind="ok", data=text)


def is_error(data: Mapping[str, Any]) -> bool:
    """True where an object says what went wrong rather than holding data."""
    if not _NAMES_ERROR.isdisjoint(data) and any(data.get(key) for key in _NAMES_ERROR):
        return True
    status = data.get("status", data.get("code"))
    if isinstance(status, int) and not isinstance(status, bool) and 400 <= status < 600:
        return True
    return "message" in data and all(key.lower() in _ERROR_KEYS for key in data) and not _good_news(data["message"])


def _good_news(text: Any) -> bool:
    """Whether a message by itself says that something was done."""
    return isinstance(text, str) and bool(_WORKED.search(text)) and not _NOT.search(text)


def _error(data: Mapping[str, Any], text: str) -> Answer:
    said = (
        data.get("message") or data.get("detail") or data.get("error") or data.get("title") or data.get("errors") or ""
    )
    if isinstance(said, dict):
        said = said.get("message") or said.get("detail") or ""
    message = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    codes = [int(code) for code in _CODES.findall(str(data.get("status", data.get("code", ""))))]
    if any(code >= 500 or code in (408, 429) for code in codes) or (not codes and _PASSING.search(text)):
        return Answer(kind="passing", message=message, landed="no" if _NOT_LANDED.search(text) else "")
    return Answer(kind="error", message=message)


def rows(data: Any) -> Iterator[Mapping[str, Any]]:
    """Every object inside a result, outermost first."""
    if isinstance(data, dict):
        yield data
        for value in data.values():
            if isinstance(value, dict | list):
                yield from rows(value)
    elif isinstance(data, list):
        for item in data:
            yield from rows(item)


def scalars(data: Any) -> Iterator[tuple[str, Any]]:
    """Every plain value inside a result with the key it stands under ("" at the top)."""
    stack: list[tuple[str, Any]] = [("", data)]
    while stack:
        key, value = stack.pop()
        if isinstance(value, dict):
            stack.extend(reversed(value.items()))
        elif isinstance(value, list):
            stack.extend((key, item) for item in reversed(value))
        elif value is not None:
            yield key, value


def token(value: Any) -> str:
    """A text that is the same for equal plain values: no case, 5 like 5.0, and 1 unlike true."""
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return repr(value)


def same(left: Any, right: Any) -> bool:
    """Equal as JSON values, text without regard to case."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and sorted(map(token, left)) == sorted(map(token, right))
    return token(left) == token(right)


def renamed(message: str) -> tuple[str, str]:
    """An argument's old and new name, where an error tells them; else two empty texts."""
    found = _RENAMED.search(message)
    return (found[1], found[2]) if found else ("", "")


def next_page(data: Any) -> Any:
    """What a list says to ask its next page with; None where it is whole."""
    inner = data if isinstance(data, dict) else {}
    return next((inner[name] for name in inner if name in _NEXT and inner[name] not in (None, "", False)), None)
