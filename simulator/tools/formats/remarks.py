"""What a document gave: its tools, what in it could not be taken as written, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simulator.errors import one_line
from simulator.frozen import NamedTuple, dataclass
from simulator.tools.formats.out import anthropic_tools, mcp_tools, openai_tools
from simulator.tools.spec import ToolSpec
from simulator.variables.yaml import Document

MAX_WARNINGS = 100


class Remark(NamedTuple):
    """One thing said about a part of a document: where it stands, what it is called, what is said."""

    keys: tuple[Any, ...]
    what: str
    text: str
    ref: str = ""

    def __str__(self) -> str:
        return one_line(f"{self.what}: {self.text}" if self.what else self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiTools:
    """The tools of a document.

    kind      what the document is, for people
    remarks   what could not be taken as written; a warning each
    left_out  what is no tool now, and why
    """

    tools: tuple[ToolSpec, ...]
    kind: str = "OpenAPI"
    remarks: tuple[Remark, ...] = ()
    left_out: tuple[Remark, ...] = ()
    document: Document | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """The warnings, by what they are about."""
        return tuple(str(remark) for remark in self.remarks)

    @property
    def names(self) -> dict[str, str]:
        """The name of each tool, and the one the document has for it."""
        return {tool.name: tool.original or tool.name for tool in self.tools}

    def openai(self) -> list[dict[str, Any]]:
        """The tools as OpenAI takes them."""
        return openai_tools(self.tools)

    def anthropic(self) -> list[dict[str, Any]]:
        """The tools as Anthropic takes them."""
        return anthropic_tools(self.tools)

    def mcp(self) -> list[dict[str, Any]]:
        """The tools as an MCP server lists them."""
        return mcp_tools(self.tools)

    def placed(self, remarks: Sequence[Remark]) -> list[str]:
        """The remarks with file and line where the document knows them."""
        return [self._placed(remark) for remark in remarks]

    def _placed(self, remark: Remark) -> str:
        if self.document is None:
            return str(remark)
        keys = _keys_of(self.document.data, remark.ref) if remark.ref else remark.keys
        return f"{self.document.place(*(keys or remark.keys))}: {remark}"


class Remarks:
    """Collects remarks while a document is read: each once, and not without end."""

    def __init__(self) -> None:
        self.keys: tuple[Any, ...] = ()
        self.what = ""
        self._found: dict[str, Remark] = {}
        self._left_out: list[Remark] = []
        self.more = 0

    def at(self, *keys: Any, what: str = "") -> None:
        """Says what the next remarks are about."""
        self.keys, self.what = keys, what

    def warn(self, text: str, ref: str = "") -> None:
        """Keeps a warning."""
        remark = Remark(self.keys, self.what, text, ref)
        if str(remark) in self._found:
            return
        if len(self._found) < MAX_WARNINGS:
            self._found[str(remark)] = remark
        else:
            self.more += 1

    def leave_out(self, why: str) -> None:
        """Keeps that the part read now is no tool."""
        self._left_out.append(Remark(self.keys, self.what, why))

    @property
    def found(self) -> tuple[Remark, ...]:
        """All that was said."""
        more = (Remark((), "", f"and {self.more} more warnings"),) if self.more else ()
        return (*self._found.values(), *more)

    @property
    def left_out(self) -> tuple[Remark, ...]:
        """All that was left out."""
        return tuple(self._left_out)


def _keys_of(data: Any, ref: str) -> tuple[Any, ...]:
    stack: list[tuple[tuple[Any, ...], Any]] = [((), data)]
    while stack:
        keys, here = stack.pop()
        if isinstance(here, dict) and here.get("$ref") == ref:
            return (*keys, "$ref")
        inner = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
        stack += [((*keys, key), value) for key, value in inner if isinstance(value, dict | list)]
    return ()
