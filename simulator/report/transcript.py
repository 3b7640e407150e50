"""One conversation, turn by turn, with its tool calls and its verdict: for a terminal, a file or a picture."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulator.metrics.excluded import cause
from simulator.report.screen import PLAIN_WIDTH, plain, show
from simulator.report.visible import short, visible

Record = Mapping[str, Any]
Row = tuple[Text, Text]
VALUE = 160
RESULT = 240
SPEAKERS = {"user": "bold cyan", "assistant": "bold green"}
FONTS = re.compile(r"@font-face\s*\{.*?\}\s*|<!-- Generated.*?-->\s*", re.DOTALL)


def print_transcript(record: Record, file: IO[str] | None = None, *, policy: bool = False) -> None:
    """Prints the conversation, coloured only where `file` (stdout) is a terminal; `policy` shows all of that."""
    show(transcript(record, policy=policy), file)


def transcript_text(record: Record, *, policy: bool = False) -> str:
    """The conversation as plain text."""
    return plain(transcript(record, policy=policy))


def transcript_svg(record: Record, *, title: str) -> str:
    """A picture of the conversation as a terminal shows it; loads nothing from anywhere."""
    console = Console(record=True, width=PLAIN_WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(transcript(record))
    return FONTS.sub("", console.export_svg(title=title))


def transcript(record: Record, *, policy: bool = False) -> Group:
    """The conversation as something rich can print."""
    talk = Table.grid(padding=(0, 1))
    talk.add_column(no_wrap=True)
    talk.add_column(overflow="fold", ratio=1)
    for name, text in _turns(record, policy):
        talk.add_row(name, text)
    return Group(_head(record), Text(), talk, Text(), _verdict(record))


def _head(record: Record) -> Group:
    options, case = record["options"], record["case"]
    facts = [record["scenario"], f"seed {record['seed']}", options.get("assistant"), case.get("persona")]
    lines = [Text(visible(" · ".join(str(fact) for fact in facts if fact), lines=False), style="bold")]
    if case.get("backstory"):
        lines.append(Text(visible(case["backstory"]), style="dim"))
    return Group(*lines)


def _turns(record: Record, policy: bool) -> Iterator[Row]:
    notes = record["notes"]
    for at, message in enumerate(record["messages"]):
        note = notes[at] if at < len(notes) else {}
        if message["role"] == "system":
            yield _system(message, policy)
        elif message["role"] == "tool":
            yield _result(message, note)
        else:
            yield from _said(message, note)


def _system(message: Mapping[str, Any], policy: bool) -> Row:
    text = message.get("content") or ""
    shown = visible(text) if policy else f"({len(text.splitlines())} lines of policy)"
    return Text("system", style="dim"), Text(shown, style="dim")


def _said(message: Mapping[str, Any], note: Mapping[str, Any]) -> Iterator[Row]:
    role = message["role"]
    if message.get("content") or not message.get("tool_calls"):
        yield Text(role, style=SPEAKERS[role]), Text(visible(message.get("content") or "(silence)"))
    for event in note.get("happened", ()):
        yield Text(), Text(f"[event {visible(str(event), lines=False)}]", style="magenta")
    for call in message.get("tool_calls") or ():
        yield Text(), Text(f"→ {call_line(call['function'])}", style="yellow")


def call_line(function: Mapping[str, Any]) -> str:
    """One call on one line."""
    name, arguments = visible(function["name"], lines=False), function["arguments"]
    if isinstance(arguments, str):
        return f"{name}({short(arguments, VALUE)})  [no JSON object]"
    return f"{name}({', '.join(f'{short(key, 40)}={_value(value)}' for key, value in arguments.items())})"


def _value(value: Any) -> str:
    return f'"{short(value, VALUE)}"' if isinstance(value, str) else short(value, VALUE)


def _result(message: Mapping[str, Any], note: Mapping[str, Any]) -> Row:
    status = note.get("status", 200)
    remark = f"  [{note['fault']}]" if note.get("fault") else ""
    bad = bool(remark) or (isinstance(status, int) and status >= 400)
    text = f"← {status} "
    text += short(message.get("content") or "", RESULT) + visible(remark, lines=False)
    return Text(), Text(text, style="red" if bad else "dim")


def _verdict(record: Record) -> Group:
    verdict, end = record["verdict"], record["end"]
    blame = end.get("blame", "none")
    ended = f"{end['reason']}{f' (blame: {blame})' if blame != 'none' else ''}"
    detail = f": {short(end['detail'], RESULT)}" if end.get("detail") else ""
    lines: list[Any] = [Text(f"ended    {ended}{detail}", style="dim")]
    if verdict["passed"]:
        return Group(*lines, Text("verdict  passed", style="bold green"))
    uncounted = cause(record)
    lines.append(Text(f"verdict  failed{f', does not count ({uncounted})' if uncounted else ''}", style="bold red"))
    lines += [Padding(Text(failure_line(failure)), (0, 0, 0, 9)) for failure in verdict["failures"]]
    return Group(*lines)


def failure_line(failure: Mapping[str, Any]) -> str:
    """One failure on one line: kind, where, what was expected and got, and why."""
    parts = [str(failure["kind"]), short(failure.get("where", ""), 80)]
    parts += [f"{name} {_value(failure[name])}" for name in ("expected", "got") if failure.get(name) is not None]
    line = "  ".join(part for part in parts if part)
    return f"{line}  ({short(failure['proof'], RESULT)})" if failure.get("proof") else line
